"""SQLite: keys, checks and pages by its own checks, then tables and the views of citations."""

import sqlite3
import sys

from facts import file, show

connection = sqlite3.connect(f"file:{file('.sqlite')}?mode=ro&immutable=1", uri=True)
found = connection.execute("PRAGMA integrity_check").fetchall()
found += connection.execute("PRAGMA foreign_key_check").fetchall()
if found != [("ok",)]:
    sys.exit(str(found))
names = connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')")
tables, views = {}, {}
for name, kind in names.fetchall():
    rows = connection.execute(f'SELECT * FROM "{name}"')
    header = [column[0] for column in rows.description]
    if kind == "view":
        views[name] = [header, *rows.fetchall()]
        continue
    declared = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    is_flag = [
        f'"{column[1]}" IN (0, 1)'
        in connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        for column in declared
    ]
    tables[name] = [
        header,
        *(
            [bool(v) if flag and v is not None else v for v, flag in zip(row, is_flag, strict=True)]
            for row in rows
        ),
    ]
statements = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master")]
show(tables, views=views, statements=statements)
