"""Checks in Python that the caller names: functions that look at a table and yield what they find.

A package never names one. A check is given typed values, as `pincite.open` gives them, and only of
packages whose tables have no error; what it raises is an issue, with its place in the check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place
from pincite.report.extras import said_of
from pincite.report.visible import shortened
from pincite.tables.content import TableFault, name_of
from pincite.tables.passes import compile_readers
from pincite.tables.reader import NATIVE, READABLE, OpenTable, RawRow, is_table, kind_of
from pincite.tables.row_check import read_row

GROUP = "pincite.checks"  # of entry points
_CODES = {"error": "check-error", "warning": "check-warning", "note": "check-note"}
_MAX_REASON = 300  # characters of what a check raised


class Finding(NamedTuple):
    """What a check says of a table, a row or a cell; `severity` is error, warning or note."""

    place: Place
    message: str
    severity: str
    found: str | None = None


class CheckedRow(Mapping[str, Any]):
    """A row as a check sees it: a mapping from field names to typed values, None where missing."""

    __slots__ = ("_row", "_table", "_values")

    def __init__(self, table: CheckedTable, row: RawRow, values: Mapping[str, Any]):
        self._table, self._row, self._values = table, row, values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def number(self) -> int:
        """The number of the row in the table, from 1, its header included."""
        return self._row.number

    def finding(self, field: str | None, message: str, severity: str = "error") -> Finding:
        """A finding on a cell of this row, or with None on the row, to be yielded.

        Raises KeyError for a field that the table has not, and ValueError for a severity.
        """
        column = None if field is None else self._table.columns[field]
        cells = self._row.cells
        cell = None if column is None or column > len(cells) else cells[column - 1]
        place = self._row.cell_place(column, field, self._table.key_of(self._row))
        return _finding(place, message, severity, None if cell is None else str(cell))


class CheckedTable:
    """A table as a check sees it; iterating reads its rows, each time from the first."""

    def __init__(self, package: Package, resource: Resource):
        self._package, self._resource = package, resource
        self.columns: dict[str, int] = {}

    @property
    def name(self) -> str:
        """The name of the resource."""
        return self._resource.name

    @property
    def schema(self) -> Mapping[str, Any]:
        """The Table Schema, as it was read; without fields where there is none."""
        schema = self._resource.schema
        return {"fields": []} if schema is None else schema.descriptor

    def finding(self, message: str, severity: str = "error") -> Finding:
        """A finding on the whole table, to be yielded; raises ValueError for a severity."""
        return _finding(Place(name_of(self._resource)), message, severity, None)

    def key_of(self, row: RawRow) -> str | None:
        """The key of a row as reports name it, None where the table has no key."""
        schema = self._resource.schema
        if schema is None or not schema.primary_key:
            return None
        texts = ("" if cell is None else str(cell) for cell in row.cells)
        return schema.key_of(dict(zip(self.columns, texts, strict=False)))

    def __iter__(self) -> Iterator[CheckedRow]:
        table = OpenTable(self._package, self._resource)
        names = [field["name"] for field in table.fields]
        self.columns = {name: column for column, name in enumerate(names, 1)}
        readers = compile_readers(table.read_fields, table.schema, table.cell_reader)
        for part in table.parts():
            for row in part.rows:
                values = read_row(row, readers).values
                yield CheckedRow(self, row, dict(zip(names, values, strict=True)))


Check = Callable[[CheckedTable], "Iterator[Finding] | None"]


def _finding(place: Place, message: str, severity: str, found: str | None) -> Finding:
    if severity not in _CODES:
        raise ValueError(_no_severity(severity))
    return Finding(place, str(message), severity, found)


def _no_severity(severity: str) -> str:
    return f"severity {severity!r} is none of {', '.join(_CODES)}"


def name_of_check(check: Check) -> str:
    """How reports name a check: `module:function`."""
    module = getattr(check, "__module__", None) or "?"
    return f"{module}:{getattr(check, '__qualname__', type(check).__qualname__)}"


def check_issues(
    package: Package, checks: Sequence[Check], most_issues: int | None
) -> tuple[list[Issue], int]:
    """What the checks find in all tables that can be read, and how many tables these are."""
    kinds = (*READABLE, NATIVE)
    resources = [item for item in package.resources if is_table(item) and kind_of(item) in kinds]
    issues: list[Issue] = []
    for check in checks:
        for resource in resources:
            issues += _issues_of(package, resource, check, most_issues)
    return issues, len(resources)


def _issues_of(
    package: Package, resource: Resource, check: Check, most: int | None
) -> Iterator[Issue]:
    name, number = name_of_check(check), 0
    place = Place(name_of(resource))
    try:
        found = check(CheckedTable(package, resource))
        for number, item in enumerate(() if found is None else found, 1):
            if most is not None and number > most:
                yield Issue("issues-cut", place, f"stopped after {most:,} findings of {name}")
                break
            if not isinstance(item, Finding):
                said = shortened(repr(item), 100)
                message = (
                    f"yields {said}, which is not a finding: yield row.finding(field, message)"
                )
                yield Issue("check-failed", place, f"the check {name} {message}")
                break
            odd = _odd_part(item)
            if odd is not None:
                message = f"yields a finding whose {odd}: yield row.finding(field, message)"
                yield Issue("check-failed", place, f"the check {name} {message}")
                break
            message = f"{item.message} (by the check {name})"
            details = {"check": name}
            yield Issue(_CODES[item.severity], item.place, message, item.found, details=details)
    except TableFault as fault:
        yield fault.issue(name_of(resource))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what a check raises is its own
        yield Issue("check-failed", place, f"the check {name} {_raised(error)}")


def _odd_part(item: Finding) -> str | None:
    """What of a finding no report can hold, or None: checks make findings in any way."""
    place = item.place
    if not isinstance(place, Place):
        return f"place is {shortened(repr(place), 100)}"
    texts = {"message": item.message, "severity": item.severity, "file": place.file}
    stated = {"found": item.found, "record": place.record, "field": place.field}
    numbers = {"line": place.line, "row": place.row, "column": place.column, "byte": place.byte}
    for parts, kinds in (
        (texts, str),
        ({**stated, "pointer": place.pointer}, str | None),
        (numbers, int | None),
    ):
        for name, value in parts.items():
            if not isinstance(value, kinds):
                return f"{name} is {shortened(repr(value), 100)}"
    return None if item.severity in _CODES else _no_severity(item.severity)


def _raised(error: BaseException) -> str:
    """What a check raised, and where in the check: the innermost line that is not ours."""
    reason = shortened(" ".join(said_of(error).split()), _MAX_REASON)
    trace, where = error.__traceback__, ""
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if trace.tb_frame.f_globals.get("__name__", "").partition(".")[0] != "pincite":
            where = f" at {file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"raised {type(error).__name__}{': ' if reason else ''}{reason}{where}"


def load_check(named: str) -> Check:
    """The check at `MODULE:FUNCTION` or `FILE.py:FUNCTION`, or of an entry point of that name.

    Runs the module. Raises CannotRun where there is none.
    """
    from pincite.report.extras import load_named

    found = load_named("--check", named, "FUNCTION") if ":" in named else _entry_point(named)
    if not callable(found):
        raise CannotRun(f"--check {named}: is not a function")
    return found  # type: ignore[no-any-return]


def _entry_point(name: str) -> Any:
    from importlib.metadata import entry_points

    known = entry_points(group=GROUP)
    if name not in known.names:
        names = ", ".join(sorted(known.names)) or "none"
        raise CannotRun(
            f"--check {name}: no check of that name is installed ({names}); give MODULE:FUNCTION or"
            " FILE.py:FUNCTION"
        )
    try:
        return known[name].load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what a module does when it is imported is its own
        said = f"{type(error).__name__}: {said_of(error)}"
        raise CannotRun(f"--check {name}: {said}") from error
