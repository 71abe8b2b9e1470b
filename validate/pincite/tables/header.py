"""Headers: where the header is, which field each column belongs to, and the wrong labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from pincite.report import counted
from pincite.report.frozen import Frozen
from pincite.tables.dialect import Dialect
from pincite.types import DEFAULT

Field = Mapping[str, Any]
MAX_LABEL_FAULTS = 100  # of one header; a row of a million labels would be as many issues


class HasCells(Protocol):
    """A row or record: its number in its file, and its cells."""

    @property
    def number(self) -> int:
        """The number of the row, from 1."""
        ...

    @property
    def cells(self) -> list[Any]:
        """The cells."""
        ...


Row = TypeVar("Row", bound=HasCells)


def find_header(rows: Iterator[Row], dialect: Dialect) -> tuple[list[Row], Iterator[Row]]:
    """The rows that hold the labels, and the rows of content behind them; comments are left out.

    The rows are those that `headerRows` numbers; where one of them is a comment, the next row that
    is left is taken for it, since a comment says nothing (Table Dialect 2.0, "commentChar",
    "commentRows"). No rows hold labels where the dialect says that there is no header.
    """
    content = rows
    if dialect.comment_rows or dialect.comment_char:
        content = (row for row in rows if not dialect.is_comment(row.number, row.cells))
    if not dialect.header or not dialect.header_rows:
        return [], content
    found: list[Row] = []
    for row in content:
        number = row.number
        if number in dialect.header_rows or number > dialect.header_rows[-1]:
            found.append(row)
        if number >= dialect.header_rows[-1] and len(found) >= len(dialect.header_rows):
            break
    return found, content


def labels_of(rows: Sequence[HasCells], join: str) -> list[str]:
    """The labels in some header rows, joined; one that repeats the one above it is kept once."""
    labels: list[list[str]] = []
    for row in rows:
        for index, cell in enumerate(row.cells):
            text = "" if cell is None else str(cell).strip()
            if len(labels) <= index:
                labels.append([text])
            elif labels[index][-1] != text:
                labels[index].append(text)
    return [join.join(parts) for parts in labels]


def fold_labels(labels: Sequence[str], names: Sequence[str]) -> list[str]:
    """The labels, each spelt as the name that it is but for letter case."""
    by_folded = {name.casefold(): name for name in reversed(names)}
    return [label if label in names else by_folded.get(label.casefold(), label) for label in labels]


def undeclared_delimiter(labels: Sequence[str], fields: int, dialect: Dialect) -> str | None:
    """The character that seems to delimit a header that was cut into a single label."""
    if len(labels) != 1 or fields < 2:
        return None
    others = [char for char in ",;\t|:" if char != dialect.delimiter]
    return next((char for char in others if labels[0].count(char) == fields - 1), None)


class LabelFault(Frozen):
    """What is wrong with a label: issue code, column number from 1, field name, label, and more."""

    code: str
    column: int
    field: str
    label: str
    note: str = ""


class Columns(Frozen):
    """The field of each column, in the order of the data, and the faults of the labels."""

    fields: list[Field]
    faults: list[LabelFault]


def match_labels(labels: Sequence[str], schema: Mapping[str, Any]) -> Columns:
    """Pair labels with fields by position (fieldsMatch exact, the default) or by name.

    A label without a field is read as type any, a field without a label is not read; both are
    reported once. Source of the modes: Table Schema 2.0, "fieldsMatch".
    """
    fields: list[Field] = list(schema["fields"])
    mode = schema.get("fieldsMatch", "exact")
    mode = mode[0] if isinstance(mode, list) and mode else mode
    if not labels:
        return Columns(fields, [])
    if mode == "exact":
        found = Columns(_by_position(labels, fields), [*_faults_by_position(labels, fields)])
    else:
        found = _by_name(labels, fields, str(mode), schema)
    return Columns(found.fields, [*_at_most(found.faults)])


def part_faults(labels: Sequence[str], first: Sequence[str]) -> list[LabelFault]:
    """The faults of the header of a later part of a table, whose first part has other labels."""
    pairs = enumerate(zip(first, labels, strict=False), 1)
    faults = [
        LabelFault("incorrect-label", column, wanted, label)
        for column, (wanted, label) in pairs
        if wanted != label
    ]
    for column, label in enumerate(labels[len(first) :], len(first) + 1):
        faults.append(LabelFault("extra-label", column, "", label))
    for column, wanted in enumerate(first[len(labels) :], len(labels) + 1):
        faults.append(LabelFault("missing-label", column, wanted, ""))
    return [*_at_most(faults)]


def _at_most(faults: Sequence[LabelFault]) -> Iterator[LabelFault]:
    """The first faults, the last of which says how many more there are."""
    kept, rest = faults[:MAX_LABEL_FAULTS], len(faults) - MAX_LABEL_FAULTS
    yield from kept[:-1] if rest > 0 else kept
    if rest > 0:
        yield kept[-1].replace(note=f"and {counted(rest, 'more labels')} wrong")


class _FreeNames:
    """Names for columns without a field, none of them twice."""

    def __init__(self, taken: set[str]):
        self._taken = taken
        self._numbers: Counter[str] = Counter()

    def field(self, name: str) -> Field:
        free = name
        while free in self._taken:
            self._numbers[name] += 1  # goes on where it was: a million columns may have no label
            free = f"{name}{self._numbers[name] + 1}"
        self._taken.add(free)
        return {"name": free, "type": DEFAULT}


def _by_position(labels: Sequence[str], fields: list[Field]) -> list[Field]:
    matched = fields[: len(labels)]
    free = _FreeNames({field["name"] for field in matched})
    return [*matched, *(free.field(label) for label in labels[len(fields) :])]


def _faults_by_position(labels: Sequence[str], fields: list[Field]) -> Iterator[LabelFault]:
    for column, label in enumerate(labels[len(fields) :], len(fields) + 1):
        yield LabelFault("extra-label", column, "", label)
    for column, field in enumerate(fields[len(labels) :], len(labels) + 1):
        yield LabelFault("missing-label", column, field["name"], "")
    seen: set[str] = set()
    for column, (field, label) in enumerate(zip(fields, labels, strict=False), 1):
        if not label:
            yield LabelFault("blank-label", column, field["name"], "")
        elif label in seen:
            yield LabelFault("duplicate-label", column, field["name"], label)
        elif label != field["name"]:
            yield LabelFault("incorrect-label", column, field["name"], label)
        seen.add(label)


def _by_name(
    labels: Sequence[str], fields: list[Field], mode: str, schema: Mapping[str, Any]
) -> Columns:
    by_name = {field["name"]: field for field in fields}
    free = _FreeNames({label for label in labels if label in by_name})
    matched = [by_name.get(label) or free.field(label) for label in labels]
    faults: list[LabelFault] = []
    seen: set[str] = set()
    for column, label in enumerate(labels, 1):
        if label in seen:
            faults.append(LabelFault("duplicate-label", column, label, label))
        elif label not in by_name and mode not in ("subset", "partial"):
            faults.append(LabelFault("extra-label", column, "", label))
        seen.add(label)
    key = schema.get("primaryKey", ())
    missing = [field for field in fields if field["name"] not in seen]
    if mode in ("superset", "partial"):
        missing = [
            field
            for field in missing
            if field.get("constraints", {}).get("required") or field["name"] in key
        ]
    if mode == "partial" and not any(label in by_name for label in labels):
        faults.append(LabelFault("unmatched-header", 1, "", ""))
    faults += [
        LabelFault("missing-label", column, field["name"], "")
        for column, field in enumerate(missing, len(labels) + 1)
    ]
    return Columns(matched, faults)
