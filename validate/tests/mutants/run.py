"""Change every cell of a package in every way its type allows; say what validation kills.

`python tests/mutants/run.py` takes the released package, the golden one and the other two, each
with its text (the released one where PINCITE_SOURCES names the folder of it) and without, and
prints a table by kind. Exit code 1 where a change survives that nothing explains.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mutants.changes import changes
from mutants.judge import Judge, Mutant
from pincite.citations import Cell, cell_method
from pincite.grammar import DERIVED_METHODS
from pincite.tables.text_table import Table
from support import one_character_changes

ROOT = Path(__file__).parents[3]
BY_PEOPLE = {"judged", "external", "written", "notes", "phrases"}
NEEDS_TEXT = {  # without the text nothing else says what the source is, and where this stands in it
    "fingerprint",
    "shifted span",
    "span of an absence",
    "passage of a judgement",
    "citation prefix",
    "citation suffix",
    "citation source_id",
}
SOURCE = {"file_name", "language", "sha256", "code_points", "line_count"}
ONE_BY_ONE = {  # kinds of which every single character is changed too
    *DERIVED_METHODS,
    "absent",
    "position",
    *(f"citation {name}" for name in ("quote", "method", "value", "part", "start", "end")),
}
COLUMNS = {  # of citations, by column and method, that are not named by their column
    "note": "notes",
    "start absent": "span of an absence",
    "end absent": "span of an absence",
    **dict.fromkeys(("start judged", "end judged", "quote judged"), "passage of a judgement"),
}
Named = tuple[str, str, str]  # kind of cell, way it was changed, name of the cell


def every_mutant(judge: Judge, stride: int = 1) -> Iterator[tuple[str, str, Mutant]]:
    """All mutants of a package with the kind of the cell and the way it was changed."""
    number = 0
    for table in judge.tables.values():
        for at, record in enumerate(table.records):
            for field in table.schema.fields:
                text = record.cells[field.name]
                kind = kind_of(judge, table, record.key, field.name)
                codes = list(map(str, field.constraints.get("enum", ()))) + _codes(
                    judge, table, field.name
                )
                near = [table.records[(at + step) % len(table.records)] for step in (-1, 1)]
                others = [other.cells[field.name] for other in near]
                ways = [*changes(text, field.type, codes, others)]
                if kind in ONE_BY_ONE:
                    known = {changed for _, changed in ways}
                    ways += [
                        ("character", c) for c in one_character_changes(text) if c not in known
                    ]
                for way, changed in ways:
                    mutant = Mutant(table.name, at, field.name, changed)
                    number += 1
                    if number % stride == 0 and not (kind in CONTEXT and _is_true(judge, mutant)):
                        yield kind, way, mutant


CONTEXT = ("citation prefix", "citation suffix")


def _is_true(judge: Judge, mutant: Mutant) -> bool:
    """Whether a changed prefix or suffix does stand beside its quote, longer or shorter."""
    cells = {**judge.tables[mutant.table].records[mutant.row].cells, mutant.column: mutant.text}
    text = judge.evidence.transcripts[cells["source_id"]].text or ""
    start, end = int(cells["start"]), int(cells["end"])
    if mutant.column == "prefix":
        return text[:start].endswith(mutant.text)
    return text[end:].startswith(mutant.text)


def kind_of(judge: Judge, table: Table, record: str, field: str) -> str:
    """What sort of cell it is: by its method, its part in the convention, or as a key."""
    parts = judge.convention
    by_part = {parts.phrases: "phrases", parts.notes: "notes"}
    rule = judge.evidence.rules.get((table.name, field))
    if table.name in by_part:
        kind = by_part[table.name]
    elif table.name == parts.citations:
        kind = _kind_of_citation(judge, table, record, field)
    elif rule is not None:
        kind = _kind_of_cell(judge, Cell(table.name, record, field))
    elif table.name == parts.sources:
        kind = "fingerprint" if field in {*SOURCE, *table.schema.primary_key} else "external"
    else:
        kind = "key" if table.schema.cited_fields else "external"
    return kind


def _kind_of_citation(judge: Judge, table: Table, record: str, field: str) -> str:
    found = table.find(record)
    cells = {} if found is None else found.cells
    cited = judge.evidence.rules.get((cells.get("table", ""), cells.get("field", "")))
    if field == "record_id" and cited is not None and "external" in cited.methods:
        return "external"  # the cell has its value from a reference row too
    by_method = COLUMNS.get(f"{field} {cells.get('method')}")
    return by_method or COLUMNS.get(field, f"citation {field}")


def _kind_of_cell(judge: Judge, cell: Cell) -> str:
    rule = judge.evidence.rules[cell.table, cell.field]
    citations = judge.evidence.citations.get(cell, ())
    if judge.evidence.cells[cell] or citations:
        return cell_method(rule, citations)
    return "written" if "written" in rule.methods else "not stated"


def _codes(judge: Judge, table: Table, field: str) -> list[str]:
    rule = judge.evidence.rules.get((table.name, field))
    if rule is None or rule.vocabulary is None:
        return []
    records = judge.tables[judge.convention.phrases].records
    return sorted({r.cells["code"] for r in records if r.cells["vocabulary"] == rule.vocabulary})


def run(
    judge: Judge, stride: int = 1
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]], list[Named]]:
    """How many were made and killed, by kind and way, and who survived."""
    made: Counter[tuple[str, str]] = Counter()
    killed: Counter[tuple[str, str]] = Counter()
    survivors: list[Named] = []

    def count(kind: str, way: str, name: str, is_killed: bool) -> None:
        made[kind, way] += 1
        killed[kind, way] += is_killed
        survivors.extend([] if is_killed else [(kind, way, name)])

    for kind, way, mutant in every_mutant(judge, stride):
        key = judge.tables[mutant.table].records[mutant.row].key
        count(kind, way, f"{mutant.table} {key} {mutant.column}", judge.kills(mutant))
    for number, (cell, group) in enumerate(judge.evidence.citations.items()):
        if number % max(1, stride // 20):
            continue
        name = f"{cell.table} {cell.record} {cell.field}"
        method, field = group[0].method, judge.evidence.field(cell)
        codes = _codes(judge, judge.tables[cell.table], cell.field)
        for _, changed in changes(group[0].value, field.type if field else "string", codes, ()):
            count(method, "cell and citation alike", name, judge.kills_pair(cell, changed))
        for citation in group if method in DERIVED_METHODS else ():
            for by in (-1, 1):
                count("shifted span", "off by one", name, judge.kills_shift(citation, by))
    return made, killed, survivors


def explained(judge: Judge) -> set[str]:
    """The kinds of cells whose changes may survive."""
    return BY_PEOPLE | (NEEDS_TEXT if judge.sources is None else set())


def show(title: str, judge: Judge, stride: int, *, names: bool) -> bool:
    """Print the table of one package at one level; whether every survivor is explained."""
    began = time.perf_counter()
    made, killed, survivors = run(judge, stride)
    print(
        f"\n{title}: {sum(made.values()):,} mutants, {sum(killed.values()):,} killed,"
        f" {len(survivors):,} survived, {time.perf_counter() - began:.0f} s"
    )
    kinds = sorted({kind for kind, _ in made})
    print(f"  {'kind of cell':24}{'made':>9}{'killed':>9}{'survived':>10}  survived by way")
    for kind in kinds:
        ways = Counter({way: n - killed[kind, way] for (k, way), n in made.items() if k == kind})
        total, left = sum(n for (k, _), n in made.items() if k == kind), ways.total()
        by_way = ", ".join(f"{way} {n}" for way, n in ways.most_common() if n)
        print(f"  {kind:24}{total:9,}{total - left:9,}{left:10,}  {by_way}")
    if names:
        for kind, name in sorted({(kind, name) for kind, _, name in survivors}):
            print(f"    {kind}: {name}")
    wrong = [s for s in survivors if s[0] not in explained(judge)]
    for kind, way, name in wrong[:50]:
        print(f"  UNEXPLAINED {kind}, {way}: {name}")
    return not wrong


def levels() -> Iterator[tuple[str, Path, Path | None]]:
    """The packages, each with its texts and without."""
    article = os.environ.get("PINCITE_SOURCES")
    others, golden = ROOT / "validate/tests/packages", ROOT / "validate/tests/golden"
    found = [("released package", ROOT, Path(article) if article else None)]
    found += [("golden package", golden / "package", golden / "sources")]
    found += [(name, others / name, others / "sources") for name in ("valley-trams", "tea-gardens")]
    for name, root, sources in found:
        if sources is not None:
            yield f"{name}, with its text", root, sources
        yield f"{name}, without the text", root, None


def main() -> int:
    """Print the tables; 1 where a survivor is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stride", type=int, default=1, help="make every so many mutants only")
    parser.add_argument("--brief", action="store_true", help="do not name the cells of survivors")
    options = parser.parse_args()
    good = [
        show(title, Judge(root, sources), options.stride, names=not options.brief)
        for title, root, sources in levels()
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
