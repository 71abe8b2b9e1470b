"""Random packages: the validator and the reader say the same, and others agree where they read.

Headers, comments, dialects, parts, encodings, JSON, compression and bytes that no writer writes.
What frictionless 5.21 (verdicts) and DuckDB (cells) see otherwise is explained by a difference of
docs/differences.md, or the test fails. PINCITE_ONE_READER sets the number of packages.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import duckdb
import frictionless
import pytest

from pincite.checks.tables import check_tables
from pincite.frames.options import Options
from pincite.frames.source import CannotRead, all_rows
from pincite.frames.table import arrow_table, read_records
from pincite.package import open_package
from pincite.report import CannotRun, Issue
from support import ROOT

CASES = int(os.environ.get("PINCITE_ONE_READER", "150"))
TEXTS = [
    "a",
    "b c",
    "é",
    "",
    "#x",
    " x",
    "a,b",
    "a;b",
    'say "x"',
    "two\nlines",
    "x\r\ny",
    "潮",
    "1",
]
WRONG = [b'"x"y', b'x"y', b'"', b"\n", b"\r", b"\xff", b"\x00", b"#", b'""', b",", b";", b" "]
# issues that reading alone does not raise: a row whose cells are all empty has records' cells
ONLY_VALIDATOR = {"blank-row", "header-missing"}


class Made(NamedTuple):
    """A random package: its folder, resource, and what is special about it."""

    folder: Path
    resource: dict[str, Any]
    special: set[str]


def quoted(random: Random, text: str, dialect: dict[str, Any]) -> str:
    if dialect.get("escapeChar"):
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    else:
        text = text.replace('"', '""')
    needs = set(text) & set('",;\t|\r\n\\') or text.startswith(("#", " "))
    return f'"{text}"' if needs or random.random() < 0.1 else text


def random_dialect(random: Random, special: set[str]) -> dict[str, Any]:
    dialect: dict[str, Any] = {"delimiter": random.choice(",,,,;\t|"), "quoteChar": '"'}
    for name, values, chance in (
        ("header", [False], 0.12),
        ("headerRows", [[2], [1, 2], []], 0.1),
        ("commentChar", ["#"], 0.15),
        ("commentRows", [[1], [2]], 0.1),
        ("escapeChar", ["\\"], 0.05),
        ("skipInitialSpace", [True], 0.05),
    ):
        if random.random() < chance:
            dialect[name] = random.choice(values)
            special.add(name)
    if "escapeChar" in dialect:
        dialect["doubleQuote"] = False
    return dialect


def text_parts(
    random: Random,
    names: list[str],
    rows: list[list[str]],
    dialect: dict[str, Any],
    special: set[str],
) -> list[bytes]:
    """The files of a table as CSV."""
    has_header = dialect.get("header", True) and dialect.get("headerRows", [1])
    header = dialect.get("headerRows", [1]) if has_header else []
    lines = ["junk", *[",".join(names)]] if header == [2] else []
    join = dialect["delimiter"]
    top = [["t"] * len(names), names] if header == [2] else [names] * len(header)
    cut = random.randint(0, len(rows)) if random.random() < 0.25 else len(rows)
    found = []
    for number, some in enumerate([rows[:cut], rows[cut:]] if cut < len(rows) else [rows]):
        head = [list(row) for row in top]
        if number and head and random.random() < 0.4:
            special.add("another header in a part")
            shape = random.random()
            head = [] if shape < 0.5 else [row[::-1] for row in head]
        lines = [join.join(quoted(random, cell, dialect) for cell in row) for row in [*head, *some]]
        if "commentChar" in dialect and random.random() < 0.7:
            lines.insert(random.randint(0, len(lines)), random.choice(['# a "note', "#", "# x,y"]))
        if 1 in dialect.get("commentRows", ()):
            lines.insert(0, "a comment")
        end = random.choice(["\n", "\n", "\r\n"])
        text = end.join(lines) + (end if random.random() < 0.8 else "")
        found.append(text.encode())
    return found


def spoiled(random: Random, data: bytes, special: set[str]) -> bytes:
    if random.random() < 0.2:
        special.add("spoiled")
        at = random.randint(0, len(data))
        data = data[:at] + random.choice(WRONG) + data[at:]
    return data


def random_package(random: Random, folder: Path) -> Made:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    special: set[str] = set()
    names = ["id", "text", "n"][: random.randint(1, 3)]
    kinds = {"id": "string", "text": "string", "n": "integer"}
    fields = [{"name": name, "type": kinds[name]} for name in names]
    rows = [
        [
            random.choice("0123456789" * 3 + "x") if kinds[n] == "integer" else random.choice(TEXTS)
            for n in names
        ]
        for _ in range(random.randint(0, 4))
    ]
    resource: dict[str, Any] = {"name": "t", "type": "table", "schema": {"fields": fields}}
    if random.random() < 0.2:
        files = json_parts(random, names, rows, resource, special)
    else:
        resource["dialect"] = random_dialect(random, special)
        files = text_parts(random, names, rows, resource["dialect"], special)
        files = [spoiled(random, data, special) for data in files]
        files = encoded(random, files, resource, special)
    ending = "json" if resource.get("format") == "json" else "csv"
    if random.random() < 0.1:
        special.add("gz")
        ending, files = f"{ending}.gz", [gzip.compress(data, mtime=0) for data in files]
    paths = [f"{'ab'[number]}.{ending}" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        (folder / path).write_bytes(data)
    resource["path"] = paths if len(paths) > 1 else paths[0]
    if len(paths) > 1:
        special.add("parts")
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    descriptor = {"$schema": profile, "name": "p", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return Made(folder, resource, special)


def encoded(
    random: Random, files: list[bytes], resource: dict[str, Any], special: set[str]
) -> list[bytes]:
    resource["encoding"] = "utf-8"
    choice = random.random()
    if choice < 0.06:
        special.add("a byte order mark")
        return [b"\xef\xbb\xbf" + data for data in files]
    if choice < 0.15 and "spoiled" not in special:
        encoding = random.choice(["utf-16", "windows-1252", "utf-16-le"])
        special.add("another encoding")
        if random.random() < 0.6:
            resource["encoding"] = encoding
        else:
            special.add("another encoding, undeclared")
        return [data.decode().encode(encoding, "replace") for data in files]
    return files


def json_parts(
    random: Random,
    names: list[str],
    rows: list[list[str]],
    resource: dict[str, Any],
    special: set[str],
) -> list[bytes]:
    resource["format"] = "json"
    special.add("json")
    cells = [
        [int(c) if c.isdigit() else c for n, c in zip(names, row, strict=True)] for row in rows
    ]
    value: Any = [names, *cells]
    if random.random() < 0.6:
        special.add("json objects")
        value = []
        for row in cells:
            members = [*zip(names, row, strict=True)]
            random.shuffle(members)
            lacks = random.random() < 0.2 and len(members) > 1
            value.append(dict(members[1:] if lacks else members))
        if random.random() < 0.1 and value:
            random.choice(value)["more"] = "x"
    elif random.random() < 0.2 and len(value) > 1:
        random.choice(value).append("x")
    text = json.dumps(value, ensure_ascii=False)
    return [text.encode()]


def place(issue: Issue) -> tuple[Any, ...]:
    at = issue.place
    return issue.code, at.file, at.line, at.row, at.column


def read(folder: Path) -> tuple[list[list[Any]] | None, CannotRun | None]:
    """The cells of all rows, and the records, or what reading them raises."""
    package = open_package(folder)
    try:
        rows = [row.cells for row in all_rows(package, package.resources[0], verify=True)]
        records = list(read_records(package, package.resources[0], verify=True))
    except CannotRun as error:
        return None, error
    assert len(rows) == len(records)
    table, _ = arrow_table(package, package.resources[0], Options())
    assert [list(row.values()) for row in table.to_pylist()] == [
        [None if value == "" else value for value in record.values()] for record in records
    ]
    return rows, None


seen: Counter[str] = Counter()


def compare_with_reader(made: Made, issues: list[Issue], rows: int) -> list[list[Any]] | None:
    """Assert that the reader says what the validator says; the cells, if all were read."""
    cells, error = read(made.folder)
    faults = [issue for issue in issues if issue.code not in ONLY_VALIDATOR]
    if error is None:
        assert cells is not None
        assert not faults
        assert len(cells) == rows
        return None if issues else cells
    issue = error.issue if isinstance(error, CannotRead) else None
    blank = {other.place.row for other in issues if other.code == "blank-row"}
    if issue is not None and issue.place.row not in blank:
        assert place(issue) in [place(other) for other in faults], (issue, issues)
    else:
        assert issues
    return None


def by_duckdb(made: Made) -> list[list[Any]] | str:
    """The cells by DuckDB, told where the header ends, or why it does not read them."""
    dialect, path = made.resource["dialect"], str(made.folder / str(made.resource["path"]))
    header = dialect.get("headerRows", [1]) if dialect.get("header", True) else []
    names = [field["name"] for field in made.resource["schema"]["fields"]]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    given = f"delim='{dialect['delimiter']}', quote='\"', escape='\"', auto_detect=false"
    more = (
        f"header=false, skip={len(header) and header[-1]}, nullstr='~none~', columns={{{columns}}}"
    )
    try:
        query = f"SELECT * FROM read_csv('{path}', {given}, {more})"
        found = duckdb.connect().execute(query).fetchall()
    except duckdb.Error as error:
        return str(error)
    return [["" if cell is None else cell for cell in row] for row in found]


def compare_with_duckdb(made: Made, cells: list[list[Any]]) -> None:
    """Assert that DuckDB, where it reads a plain table, sees the same cells."""
    apart = {"json", "parts", "commentChar", "commentRows", "escapeChar", "skipInitialSpace", "gz"}
    if made.special & {*apart, "another encoding", "spoiled"} or not cells:
        return
    found = by_duckdb(made)
    if isinstance(found, str):
        seen["DuckDB does not read it"] += 1
        return
    seen["DuckDB reads the same"] += 1
    assert found == cells, made


LABELS = set(
    "incorrect-label missing-label extra-label blank-label blank-header duplicate-label".split()
)
CELLS = {"type-error", "missing-cell", "extra-cell", "blank-row", "source-error", "encoding-error"}


class Explained(NamedTuple):
    """A difference of DIFFERENCES.md: what a package has that shows it, and what either may say."""

    special: str
    theirs: set[str]
    ours: set[str]
    title: str


EXPLAINED = [
    Explained(
        "json objects",
        {*LABELS, "type-error", "blank-row"},
        set(),
        "JSON objects are read by their keys",
    ),
    Explained(
        "json objects", set(), {"extra-label"}, "A key that the schema lacks is an extra label"
    ),
    Explained("json", {"source-error"}, set(), "An empty JSON array is a table without rows"),
    Explained(
        "another header in a part",
        {*LABELS, *CELLS},
        {*LABELS, *CELLS},
        "Each part of a table has the header of the first, or none of it",
    ),
    Explained(
        "another encoding, undeclared",
        set(),
        {"encoding-error", *LABELS},
        "An encoding that is not declared is UTF-8",
    ),
    Explained(
        "parts",
        {*LABELS, *CELLS},
        CELLS,
        "A part without a final line end is not glued to the next",
    ),
    Explained(
        "parts",
        set(),
        {*LABELS, "missing-cell", "extra-cell", "type-error"},
        "Each part of a table has the header of the first, or none of it",
    ),
    *(
        Explained(name, {*LABELS, *CELLS}, LABELS, "The header is the first row that is left")
        for name in ("headerRows", "commentRows", "commentChar", "spoiled")
    ),
    Explained(
        "spoiled",
        {*LABELS, *CELLS},
        {"encoding-error", *LABELS},
        "Bytes that are not text do not hide the other rows",
    ),
    Explained("commentRows", set(), CELLS, "The header is the first row that is left"),
    Explained("commentChar", set(), CELLS, "A comment begins a line"),
    Explained(
        "spoiled",
        {"missing-cell", "(it breaks down)"},
        {"source-error", *LABELS},
        "A quoted cell that does not end is one fault of the file",
    ),
]
BEHIND = "Text behind a closing quote is a fault"


def explanation(made: Made, issues: list[Issue], theirs: set[str]) -> str | None:
    """The difference that explains another verdict of frictionless."""
    ours = {issue.code for issue in issues if issue.severity == "error"}
    if any("closing quote" in issue.message for issue in issues):
        return BEHIND
    return next(
        (
            found.title
            for found in EXPLAINED
            if found.special in made.special and theirs <= found.theirs and ours <= found.ours
        ),
        None,
    )


def compare_with_frictionless(made: Made, issues: list[Issue]) -> None:
    """Assert that frictionless gives the same verdict, or that the difference is explained."""
    try:
        report = frictionless.validate(str(made.folder / "datapackage.json"), type="package")
        theirs = {error.type for task in report.tasks for error in task.errors}
        theirs |= {error.type for error in report.errors}
    except Exception:  # of many types
        theirs = {"(it breaks down)"}
    errors = [issue for issue in issues if issue.severity == "error"]
    if bool(theirs) == bool(errors):
        seen["frictionless: the same verdict"] += 1
        return
    reason = explanation(made, issues, theirs)
    assert reason is not None, (made, theirs, [place(issue) for issue in issues])
    seen[f"frictionless: {reason}"] += 1


def test_random_packages_are_read_as_they_are_validated(tmp_path: Path) -> None:
    for number in range(CASES):
        made = random_package(Random(number), tmp_path / "p")
        stage = check_tables(open_package(made.folder))
        issues = list(stage.issues)
        cells = compare_with_reader(made, issues, stage.counts["rows"])
        seen.update(issue.code for issue in issues)
        seen.update(made.special)
        seen["clean"] += not issues
        if cells is not None:
            compare_with_duckdb(made, cells)
        if number < CASES // 3 or CASES > 1000:
            compare_with_frictionless(made, issues)


@pytest.mark.skipif(CASES < 150, reason="too few packages to have seen everything")
def test_the_random_packages_had_everything() -> None:
    print(dict(seen))
    wanted = "source-error encoding-error incorrect-label type-error clean parts json gz"
    for name in [*wanted.split(), "DuckDB reads the same", "frictionless: the same verdict"]:
        assert seen[name] > 1, name


def test_what_explains_a_difference_is_written_down() -> None:
    text = (ROOT / "validate/docs/differences.md").read_text(encoding="utf-8")
    written = set(re.findall(r"^- \*\*(.+?)\.\*\*", text, re.MULTILINE))
    assert {BEHIND, *(found.title for found in EXPLAINED)} <= written
