"""Descriptors of every kind: an issue or one line, never a fault of ours, a hang or silence.

The golden package's descriptor is changed place by place; random JSON takes the place of whole
descriptors and of their parts. PINCITE_DECLARATIONS sets how many changes are left out (with 1,
all run) and PINCITE_RANDOM_DESCRIPTORS how many random ones there are.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from descriptors import BASES, VALUES, at, changed, places
from pincite.checks import validate_package
from pincite.citations import read_tables
from pincite.package import open_package
from pincite.render import render
from pincite.report import CannotRun
from pincite.seeds import build_package
from pincite.tracing import open_evidence, trace_cells
from support import GOLDEN, GOLDEN_SOURCES, copy_package, run_command

STRIDE = int(os.environ.get("PINCITE_DECLARATIONS", "193"))
RANDOM = int(os.environ.get("PINCITE_RANDOM_DESCRIPTORS", "200"))


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
    assert said
    assert "\n" not in said
    assert len(said) < 400
    return "one line"


def validate(package: Path, outcomes: Counter[str]) -> None:
    report = validate_package(package, sources=GOLDEN_SOURCES)
    for form in ("text", "json", "github"):
        assert len(render(report, form)) > 20
    outcomes["valid" if report.valid else "invalid"] += 1
    if not report.valid:
        assert report.issues


@pytest.mark.long
def test_a_changed_descriptor_never_shows_a_fault_of_ours(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    descriptor = json.loads((GOLDEN / "datapackage.json").read_text(encoding="utf-8"))
    outcomes: Counter[str] = Counter()
    every = [(path, value) for path in places(descriptor) if path for value in VALUES]
    for path, value in every[::STRIDE]:
        spoilt = json.dumps(changed(descriptor, path, value=value))
        (package / "datapackage.json").write_text(spoilt, encoding="utf-8")
        outcomes["validate " + outcome(lambda: validate(package, outcomes))] += 1
        outcomes["build " + outcome(lambda: build_package(package, check=True))] += 1
        outcomes["trace " + outcome(lambda: trace_all(package))] += 1
    print(f"{len(every)} changes, every {STRIDE}th", dict(outcomes))
    assert outcomes["invalid"] > 40
    assert outcomes["valid"] > 0
    assert outcomes["trace one line"] > 40


ODD = ("", " ", "name", "\u202e", "\x00", "a" * 5000, "🚢", "..", "-1", "%", "(", "\\", "\n", "𝟙")
NUMBERS = (0, -1, 10**400, 1e308, -1e-308, 1.5)


def random_value(random: Random, depth: int) -> Any:
    kind = random.random()
    if kind < 0.3 or depth <= 0:
        return random.choice((*ODD, *NUMBERS, None, True, False))
    if kind < 0.4:
        return random.choice([v for base in BASES.values() for v in base.values()])
    items = [random_value(random, depth - 1) for _ in range(random.randint(0, 4))]
    if kind < 0.6:
        return items
    return {random.choice(KEYS): item for item in items}


KEYS = sorted(
    {step for base in BASES.values() for path in places(base) for step in path if step in ODD}
    | {
        step
        for base in BASES.values()
        for path in places(base)
        for step in path
        if str(step) == step
    }
    | {"", "\x00", "citation", "records", "rules", "__class__", "a.b", "a[0]", "\u202e"}
)


def random_descriptor(random: Random) -> Any:
    """A random value, or a whole descriptor with some of its parts replaced."""
    if random.random() < 0.2:
        return random_value(random, 6)
    found: Any = random.choice(list(BASES.values()))
    for _ in range(random.randint(1, 4)):
        path = random.choice([path for path in places(found) if path])
        parent = at(found, path[:-1])
        value = random_value(random, 4)
        if isinstance(parent, dict) and random.random() < 0.5:
            path = (*path[:-1], random.choice(KEYS))
        found = changed(found, path, value=value)
    return found


def test_random_descriptors_get_an_answer(tmp_path: Path) -> None:
    random, outcomes = Random(7), Counter[str]()
    for _ in range(RANDOM):
        text = json.dumps(random_descriptor(random))
        if random.random() < 0.1:
            text = text.replace("1", "NaN", 1)
        if random.random() < 0.1:
            cut = random.randint(0, len(text))
            text = text[:cut] + random.choice(["", "}", "\ud83d", '"', "\x00"]) + text[cut + 1 :]
        (tmp_path / "datapackage.json").write_bytes(text.encode("utf-8", "surrogatepass"))
        outcomes[outcome(lambda: validate(tmp_path, outcomes))] += 1
    print(f"{RANDOM} random descriptors", dict(outcomes))
    assert outcomes["invalid"] > RANDOM / 3
    assert outcomes["one line"] == 0  # text that is not JSON is an issue too


HOSTILE: dict[str, str] = {
    "nested in objects": '{"a":' * 100_000,
    "nested, and whole": '{"resources": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "nested as deep as it is read": '{"resources": [{"name": "a", "data": '
    + "[" * 900
    + "]" * 900
    + "}]}",
    "a number of a million digits": '{"resources": [{"name": "a", "bytes": ' + "9" * 10**6 + "}]}",
    "a huge exponent": '{"resources": [{"name": "a", "path": "b", "bytes": 1e999999}]}',
    "an exponent in a bound": """{"resources": [{"name": "a", "path": "b", "schema": {"fields":
        [{"name": "x", "type": "integer", "constraints": {"minimum": 1e999999}}]}}]}""",
    "a long key": '{"resources": [], "' + "a" * 10**6 + '": 1}',
    "many faults": '{"resources": [' + ",".join(["7"] * 50_000) + "]}",
    "thousands of misspelt keys": "{"
    + ",".join(f'"descriptio{number}": 1' for number in range(6_000))
    + "}",
    "an enum of nested lists": """{"resources": [{"name": "a", "path": "b", "schema": {"fields":
        [{"name": "x", "type": "array", "constraints": {"enum": [DEEP, DEEP]}}]}}]}""".replace(
        "DEEP", "[" * 800 + "]" * 800
    ),
    "a schema that is deep": """{"resources": [{"name": "a", "path": "b", "schema": {"fields":
        [{"name": "x", "type": "array", "constraints": {"jsonSchema": DEEP}}]}}]}""".replace(
        "DEEP", '{"items":' * 400 + "{}" + "}" * 400
    ),
    "a pattern that explodes": """{"resources": [{"name": "a", "path": "b", "schema": {"fields":
        [{"name": "x", "type": "string",
          "constraints": {"pattern": "((a{1,99}){1,99}){1,99}"}}]}}]}""",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.usefixtures("no_sources")
def test_hostile_json_is_answered(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "datapackage.json").write_text(HOSTILE[name], encoding="utf-8")
    code, out, err = run_command(capsys, "validate", str(tmp_path))
    assert code in (1, 2) or name == "nested as deep as it is read"
    assert (out and not err) if code < 2 else (err.count("\n") == 1 and not out)
    assert len(out + err) < 200_000
