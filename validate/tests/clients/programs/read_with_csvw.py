"""csvw: validates the unfolded tables strictly by their CSVW metadata, and reads them."""

import sys
import warnings

import csvw
from facts import UNFOLDED, show

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    group = csvw.CSVW(str(UNFOLDED / "csv-metadata.json"), validate=True)
    if not group.is_valid:
        sys.exit(f"not valid: {[str(item) for item in group.warnings]}")
tables = {}
for table in group.tables:
    rows = [list(row.values()) for row in table.iterdicts()]
    header = [column.name for column in table.tableSchema.columns]
    tables[table.local_name.removesuffix(".csv").rpartition("/")[2]] = [header, *rows]
show(tables, title=str(group.common_props["dc:title"]))
