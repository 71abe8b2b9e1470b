"""Citing a cell, and taking a citation back: rows that are written only if the cells are proved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.citations import Cell
from pincite.files.reading import read_text
from pincite.files.write import write_files
from pincite.report import CannotRun, Issue
from pincite.seeds.editor import SeedEditor, open_seeds
from pincite.seeds.request import CitationRequest, WrittenCitation, spelt_cell
from pincite.seeds.row_texts import remove_lines
from pincite.seeds.seed_files import SeedRow, canonical_key, read_seeds


def cite(
    path: str | Path,
    request: CitationRequest,
    *,
    sources: Path | None = None,
    dry_run: bool = False,
) -> WrittenCitation:
    """Append the seed row of one citation; `sources` is the folder of the sources' texts.

    Raises CannotRun, and writes nothing, where the row would not build or its cell not be proved.
    """
    editor = SeedEditor.open(path, sources)
    cited = editor.add(request)
    faults = editor.faults([cited])
    if faults:
        raise CannotRun(refusal(faults[0]))
    value = editor.value_of(request)
    if not dry_run:
        editor.write()
    return WrittenCitation(request, cited.file, cited.line, cited.method, cited.span, value)


def refusal(fault: Issue) -> str:
    """Why a row is not written, in one line."""
    found = f"; found: {fault.found}" if fault.found else ""
    expected = f"; expected: {fault.expected}" if fault.expected else ""
    fix = "cite it first, with --part anchor" if fault.code == "anchor-missing" else fault.fix
    would = f"not written, for the package would have a fault: {fault.code}: {fault.message}"
    return f"{would}{found}{expected}; {fix}"


@dataclass(frozen=True)
class Removed:
    """A seed row that was removed, with its number among the citations of its cell."""

    seq: int
    row: SeedRow

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        return {"seq": self.seq, "file": self.row.file, "line": self.row.line, **self.row.cells}


def uncite(
    path: str | Path,
    cell: Cell,
    *,
    seq: int | None = None,
    every: bool = False,
    dry_run: bool = False,
) -> list[Removed]:
    """Remove the seed row of a cell; of several the one numbered `seq`, or `every` one.

    Raises CannotRun where there is no such row, or where there are several and none is named.
    """
    package, convention = open_seeds(path)
    resource = package.table(cell.table)
    if resource is None or resource.schema is None:
        names = ", ".join(table.name for table in package.tables)
        raise CannotRun(f"no table {cell.table}; tables: {names}")
    schema = resource.schema
    cell = spelt_cell(cell, schema)
    rows = [
        (source.source, row)
        for source in read_seeds(package, convention)
        for row in source.citations.get(cell.table, ())
        if canonical_key(schema, row.cells["record_id"]) == cell.record
        and row.cells["field"] == cell.field
    ]
    rows.sort(key=lambda found: (found[1].cells["part"] == "anchor", found[0], *_span(found[1])))
    found = [Removed(number, row) for number, (_, row) in enumerate(rows, 1)]
    if not found:
        raise CannotRun(f"no seed row cites {cell.table} {cell.record} {cell.field}")
    if seq is not None and not 1 <= seq <= len(found):
        raise CannotRun(f"no citation {seq} of this cell; citations: {_listed(found)}")
    if seq is None and len(found) > 1 and not every:
        which = f"name one with --seq, or all with --all: {_listed(found)}"
        raise CannotRun(f"{len(found)} citations give this cell; {which}")
    chosen = [row for row in found if seq in (None, row.seq)]
    texts = {}
    for name in {row.row.file for row in chosen}:
        lines = [row.row.line for row in chosen if row.row.file == name]
        texts[name] = remove_lines(read_text(package.path_of(name), name), name, lines)
    if not dry_run:
        write_files(package.root, texts)
    return chosen


def _span(row: SeedRow) -> tuple[int, int]:
    start, end = row.cells["start"], row.cells["end"]
    first = int(start) if start.isdecimal() else 0
    return first, int(end) if end.isdecimal() else first + len(row.cells["quote"])


def _listed(found: list[Removed]) -> str:
    return ", ".join(
        f"{row.seq}: “{row.row.cells['quote'] or row.row.cells['value']}”"
        f" ({row.row.file}:{row.row.line})"
        for row in found
    )
