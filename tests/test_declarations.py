"""Every place of a descriptor changed into something else: an issue or one line, never a fault."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pincite.build import build_package
from pincite.checks import validate_package
from pincite.evidence import read_tables
from pincite.package import open_package
from pincite.render import render
from pincite.report import CannotRun
from pincite.trace import open_evidence, trace_cells
from support import GOLDEN, GOLDEN_SOURCES, copy_package

STRIDE = 37  # every so many changes of some 9,000; a run over all of them found no fault either
VALUES: tuple[Any, ...] = (None, True, 7, -1.5, "", "zzz", [], ["zzz"], [None], [{}], {}, {"z": 1})


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    steps: list[Any] = list(value) if isinstance(value, dict) else []
    steps = list(range(len(value))) if isinstance(value, list) else steps
    for step in steps:
        yield from places(value[step], (*path, step))


def changes(descriptor: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for path in places(descriptor):
        for value in VALUES if path else ():
            changed = copy.deepcopy(descriptor)
            parent = changed
            for step in path[:-1]:
                parent = parent[step]
            parent[path[-1]] = value
            yield path, changed


def trace_all(package: Path) -> None:
    evidence = open_evidence(package, None)
    for table in read_tables(open_package(package)):
        if evidence.tables[table].schema.cited_fields:
            trace_cells(evidence, table)


def outcome(run: Callable[[], object]) -> str:
    try:
        run()
    except CannotRun as error:
        said = str(error)
    else:
        return "ran"
    assert "\n" not in said
    assert len(said) < 400
    return "one line"


def test_a_changed_descriptor_never_shows_a_fault_of_ours(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    descriptor = json.loads((GOLDEN / "datapackage.json").read_text(encoding="utf-8"))
    outcomes: Counter[tuple[str, str]] = Counter()
    for number, (_, changed) in enumerate(changes(descriptor)):
        if number % STRIDE:
            continue
        (package / "datapackage.json").write_text(json.dumps(changed), encoding="utf-8")

        def validate() -> None:
            report = validate_package(package, sources=GOLDEN_SOURCES)
            assert render(report, "text")
            outcomes["valid", str(report.valid)] += 1

        outcomes["validate", outcome(validate)] += 1
        outcomes["build", outcome(lambda: build_package(package, check=True))] += 1
        outcomes["trace", outcome(lambda: trace_all(package))] += 1
    print(dict(outcomes))
    assert outcomes["valid", "False"] > 100
    assert outcomes["valid", "True"] > 3
    assert outcomes["trace", "one line"] > 50
