"""Rows of seed files as text: put in or taken out, with every other byte as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pincite.files.write import csv_text
from pincite.package import Schema
from pincite.seeds.seed_files import CITATION_COLUMNS
from pincite.tables.csv_records import parse_csv

Row = tuple[int, list[str]]  # the physical line that a row begins on, and its cells
FIELD = CITATION_COLUMNS.index("field")


def header_text(columns: Sequence[str]) -> str:
    """A seed file without rows."""
    return csv_text(columns, ())


def insert_citation(text: str, name: str, cells: Sequence[str], schema: Schema) -> tuple[str, int]:
    """A file of citations with one more row, and the line that the row stands on.

    The file keeps its order, by record or by field: the row goes behind the last one of its cell;
    else into the block of its record, by the order of the schema's fields; in a file that is
    ordered by field, behind the last one of its field.
    """
    return _insert(text, name, cells, lambda rows: _place_citation(rows, cells, schema))


def insert_phrase(text: str, name: str, cells: Mapping[str, str]) -> str:
    """A file of phrases with one more row, in its vocabulary, where the phrase sorts."""
    at = [list(cells).index(column) for column in ("vocabulary", "phrase")]
    key = [cells["vocabulary"], cells["phrase"]]

    def place(rows: Sequence[Row]) -> int:
        keys = [[row[number] for number in at] for _, row in rows]
        block = [number for number, other in enumerate(keys) if other[0] == key[0]]
        before = [number for number in block if keys[number] < key]
        return before[-1] + 1 if before else [*block, len(rows)][0]

    return _insert(text, name, list(cells.values()), place)[0]


def remove_lines(text: str, name: str, lines: Sequence[int]) -> str:
    """A seed file without the rows that begin on some physical lines."""
    begins = [line for line, _ in parse_csv(text, name)]
    kept = _lines(text)
    for line in sorted(lines, reverse=True):
        at = begins.index(line)
        end = begins[at + 1] if at + 1 < len(begins) else len(kept) + 1
        del kept[line - 1 : end - 1]
    return "".join(kept)


def _insert(
    text: str, name: str, cells: Sequence[str], place: Callable[[Sequence[Row]], int]
) -> tuple[str, int]:
    (_, header), *rows = parse_csv(text, name)
    at = place(rows)
    lines = _lines(text)
    cells = [*cells, *[""] * (len(header) - len(cells))]  # a file may have more columns
    line = rows[at][0] if at < len(rows) else len(lines) + 1
    end = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    lines.insert(line - 1, csv_text(cells, ()).rstrip("\n") + end)
    return "".join(lines), line


def _lines(text: str) -> list[str]:
    """Physical lines with their ends; only line feeds count, as in the seeds' line numbers."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def _place_citation(rows: Sequence[Row], cells: Sequence[str], schema: Schema) -> int:
    record, field = cells[0], cells[FIELD]
    ours = [at for at, (_, row) in enumerate(rows) if row[0] == record]
    same = [at for at in ours if rows[at][1][FIELD] == field]
    if same:
        return same[-1] + 1
    alike = [at for at, (_, row) in enumerate(rows) if row[FIELD] == field]
    if alike and _is_by_field(rows):
        return alike[-1] + 1
    if not ours:
        return len(rows)
    names = schema.names
    before = [at for at in ours if _rank(names, rows[at][1][FIELD]) < _rank(names, field)]
    return before[-1] + 1 if before else ours[0]


def _rank(names: Sequence[str], field: str) -> int:
    return names.index(field) if field in names else len(names)


def _is_by_field(rows: Sequence[Row]) -> bool:
    """Whether records do not stand together: a record comes back after another one."""
    runs = [row[0] for at, (_, row) in enumerate(rows) if at == 0 or rows[at - 1][1][0] != row[0]]
    return len(runs) > len(set(runs))
