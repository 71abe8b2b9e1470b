"""DuckDB: the Parquet files, by SQL."""

import duckdb
from facts import RELEASE, show

tables, types = {}, {}
with duckdb.connect() as connection:
    for path in sorted(RELEASE.glob("*.parquet")):
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        header = [column[0] for column in found.description]
        types[path.stem] = {column[0]: str(column[1]) for column in found.description}
        tables[path.stem] = [header, *found.fetchall()]
show(tables, types=types)
