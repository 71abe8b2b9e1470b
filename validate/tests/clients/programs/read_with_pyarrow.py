"""pyarrow: the Parquet files with the texts in their metadata; checks every buffer."""

import pyarrow.parquet as pq
from facts import RELEASE, show

tables, types, texts = {}, {}, {}
for path in sorted(RELEASE.glob("*.parquet")):
    table = pq.read_table(path)
    table.validate(full=True)
    types[path.stem] = {field.name: str(field.type) for field in table.schema}
    texts[path.stem] = {
        "": table.schema.metadata[b"description"].decode(),
        **{field.name: field.metadata[b"description"].decode() for field in table.schema},
    }
    tables[path.stem] = [
        table.column_names,
        *zip(*(c.to_pylist() for c in table.columns), strict=True),
    ]
show(tables, types=types, texts=texts)
