"""Fields: the field that each column most likely has, and in a sentence why.

Where several forms are left that give other values, such as 1,234 or 5/6/2020, the other columns of
the table decide; where they do not, the column stays text, and the sentence says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pincite.report import counted
from pincite.report.visible import quoted, shortened
from pincite.tables.inference.forms import Form, boolean_of, is_day_first
from pincite.tables.inference.summaries import Column, are_few, extremes
from pincite.types import DEFAULT, Kind
from pincite.types.array import ARRAY
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.duration import DURATION
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.object import OBJECT
from pincite.types.string import STRING
from pincite.types.time import TIME
from pincite.types.year import YEAR

MOST_CATEGORIES, LEAST_OF_EACH, LONGEST_CATEGORY = 20, 10, 60
MOST_ENUM = 20
SEEN = 0.1  # of a column's texts have the decimal sign, where it is not the usual one
_SPELT = frozenset(("decimalChar", "groupChar", "bareNumber"))
_ENDLESS = re.compile("inf|nan", re.IGNORECASE)
_YEAR = re.compile("(?:1[5-9]|20|21)[0-9]{2}")
_COARSE = re.compile(rf"{_YEAR.pattern}(?:[-/](?:0[1-9]|1[0-2]))?")  # a date, but for its day
_SAYS_YEAR = re.compile(
    r"(?:^|[^a-z])(?:year|yr|jahr|ann[ée]e?|a[ñn]o|anno|ano|rok)s?(?:$|[^a-z])|年"
)
_SAYS_DATE = re.compile(r"date|day|dato|datum|fecha|data|jour|tag(?:$|[^a-z])|日")
_SAYS_CODE = re.compile(
    r"(?:^|[^a-z])(?:zip|postal|post_?code|postcode|plz|phone|tel|telephone|fax|mobile|fips|isbn|issn"
    r"|ean|gtin|upc|siren|siret|insee|iban|bic|swift|vat|ssn|code|zipcode|cas)(?:$|[^a-z])"
)
_SAYS_VERSION = re.compile(r"(?:^|[^a-z])(?:version|release|firmware)s?(?:$|[^a-z])")
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_ADDRESS = re.compile(rf"\s*{_BYTE}(?:\.{_BYTE}){{3}}\s*")  # as in 192.168.100.100
_UNSURE_MARKS = frozenset(("NA", "na", "none", "None", "?", "-", ".", "..", "...", "nil", "nan"))


@dataclass(frozen=True)
class Decided:
    """A column's field, and why it is that one; `notes` are what a person should look at."""

    column: Column
    field: Mapping[str, Any]
    why: str
    notes: tuple[str, ...] = ()
    form: Form | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The texts that mean no value."""
        return tuple(self.field.get("missingValues", ("",)))

    @property
    def has_missing(self) -> bool:
        """Whether a cell has no value."""
        found = self.column
        return bool(found.empty) or any(mark in self.missing for mark in found.marks)


@dataclass
class _Table:
    """What the columns that are plain say of the others: the sign of decimals, day or month."""

    delimiter: str = ","
    commas: set[bool] = field(default_factory=set)
    days: set[bool] = field(default_factory=set)

    def learn(self, column: Column) -> None:
        """Take what a column says for certain."""
        alive = column.alive
        numbers = [form for form in alive if form.type is NUMBER or form.type is INTEGER]
        if numbers and numbers[0].type is NUMBER:
            points = {form.field.get("decimalChar", ".") for form in numbers}
            others = [form for form in numbers if form.type is INTEGER]
            if len(points) == 1 and not others:
                self.commas.add(points == {","})
        orders = {is_day_first(form) for form in alive} - {None}
        if len(orders) == 1:
            self.days.add(bool(orders.pop()))

    @property
    def has_comma(self) -> bool | None:
        """Whether decimals have a comma; None where nothing or both is seen."""
        return next(iter(self.commas)) if len(self.commas) == 1 else None

    @property
    def may_have_comma(self) -> bool:
        """Whether decimals may have a comma, for all that is seen: semicolons part cells then."""
        return self.delimiter == ";" and self.has_comma is None

    @property
    def is_day_first(self) -> bool | None:
        """Whether days come before months; None where nothing or both is seen."""
        return next(iter(self.days)) if len(self.days) == 1 else None


def decide_cells(columns: Sequence[Sequence[str]], names: Sequence[str]) -> list[Decided]:
    """The field of each column of a table that is in memory, by its name."""
    found = []
    for cells, name in zip(columns, names, strict=True):
        column = Column(name)
        column.add(cells)
        found.append(column)
    return decide(found, names)


def decide(
    columns: Sequence[Column],
    names: Sequence[str],
    kinds: Sequence[str] = (),
    *,
    delimiter: str = ",",
    constraints: bool = False,
    takes_strays: bool = False,
) -> list[Decided]:
    """The field of each column, by its name.

    `kinds` are those of its values where the file states them (`ColumnType.kind`); `delimiter` is
    what parts its cells: where it is a semicolon, 1.100 may be eleven hundred. With
    `constraints` the fields have those that all cells keep. With `takes_strays` a column has the
    type of nearly all of its cells, and the others are faults.
    """
    notes = [""] * len(columns)
    if takes_strays:
        columns, notes = (
            map(list, zip(*map(_without_strays, columns), strict=True)) if columns else ([], [])
        )
    table = _Table(delimiter)
    for column in columns:
        table.learn(column)
    found = [
        _decided(column, name, table, kinds[at] if at < len(kinds) else "", notes[at])
        for at, (column, name) in enumerate(zip(columns, names, strict=True))
    ]
    known = {mark for item in found if item.field["type"] != STRING.name for mark in item.missing}
    found = [_with_marks(item, known) for item in found]
    found = [_with_categories(item) for item in found]
    return [_with_constraints(item) for item in found] if constraints else found


def _without_strays(column: Column) -> tuple[Column, str]:
    """A column without the few cells that are faults; or why it stays text, where that is asked."""
    if column.kinds:
        texts = column.filled - column.kinds.total()
        column.has_strays = texts > 0 and are_few(texts, column.filled)
        return column, ""
    found = column.majority()
    if found is None:
        return column, ""
    form, wrong, number, total = found
    coarse = sorted(filter(_COARSE.fullmatch, wrong)) if form.type in (DATE, DATETIME) else []
    if are_few(number, total) and not coarse:
        return column.without(wrong), ""
    cells = "filled cells" if column.counts is not None else "different texts"
    some = ", ".join(quoted(shortened(text, 30)) for text in sorted(wrong)[:3])
    more = " and others" if len(wrong) > 3 else ""
    more += ", which may be a date without its day" if coarse else ""
    says = f"{total - number:,} of {total:,} {cells} are of type {form.field['type']}; not {some}"
    return column, f"{says}{more}"


def _decided(column: Column, name: str, table: _Table, stated: str, mostly: str) -> Decided:
    if column.kinds:
        return _of_values(column, name, stated)
    if not column.filled:
        return _of_nothing(column, name, stated)
    if column.is_whole and len(column.known) <= 2 and (flag := boolean_of(column.known)):
        pair = " and ".join(map(quoted, sorted(column.known)))
        return _made(column, name, flag, f"{_cells(column)}: {pair}")
    form, note = _chosen(column, name, table)
    if form is None:
        return _text(column, name, note or mostly)
    if form.type is INTEGER and (other := _unlike_numbers(column, name)):
        return other
    return _made(
        column,
        name,
        form.field,
        f"all {_cells(column)}" if column.filled > 1 else "its filled cell",
        form=form,
    )


def _made(
    column: Column, name: str, found: Mapping[str, Any], why: str, form: Form | None = None
) -> Decided:
    """A field of another type than text: marks in its cells mean no value."""
    made: dict[str, Any] = {"name": name, **found}
    marks = sorted(column.marks)
    if marks:
        made["missingValues"] = ["", *marks]
        why += ", but for " + ", ".join(
            f"{quoted(mark)} ({column.marks[mark]:,})" for mark in marks
        )
    return Decided(column, made, why, (), form)


def _text(column: Column, name: str, note: str) -> Decided:
    why = note or f"{counted(column.cells - column.empty, 'filled cells')}: texts"
    notes = (note,) if note and "may be" in note else ()
    return Decided(column, {"name": name, "type": STRING.name}, why, notes)


def _cells(column: Column) -> str:
    return counted(column.filled, "filled cells")


def _of_nothing(column: Column, name: str, stated: str) -> Decided:
    if column.marks:
        return Decided(column, {"name": name, "type": STRING.name}, "its cells are marks alone")
    kind = _STATED.get(stated, DEFAULT)
    return Decided(column, {"name": name, "type": kind}, "no cell is filled")


_STATED: Mapping[str, str] = {
    Kind.TEXT: STRING.name, Kind.INTEGER: INTEGER.name, Kind.REAL: NUMBER.name,
    Kind.BOOLEAN: BOOLEAN.name, Kind.DATE: DATE.name, Kind.DATETIME: DATETIME.name,
    Kind.TIME: TIME.name,
}  # fmt: skip
_OF_KINDS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"bool"}), BOOLEAN.name),
    (frozenset({"int"}), INTEGER.name),
    (frozenset({"int", "real"}), NUMBER.name),
    (frozenset({"date"}), DATE.name),
    (frozenset({"midnight"}), DATE.name),
    (frozenset({"midnight", "datetime", "Instant", "Timestamp"}), DATETIME.name),
    (frozenset({"time", "Clock"}), TIME.name),
    (frozenset({"span", "Duration"}), DURATION.name),
    (frozenset({"list"}), ARRAY.name),
    (frozenset({"dict"}), OBJECT.name),
)  # fmt: skip


_SAID = {
    "bool": "booleans", "int": "whole numbers", "real": "numbers", "date": "dates",
    "midnight": "dates", "datetime": "dates with a time", "time": "times", "list": "arrays",
    "dict": "objects", "span": "durations", "bytes": "byte strings", "CellError": "errors",
}  # fmt: skip


def _of_values(column: Column, name: str, stated: str) -> Decided:
    """The field of a column of a file that knows types."""
    kinds = set(column.kinds) - {"CellError"}
    texts = column.filled - column.kinds.total()
    said = ", ".join(
        counted(number, _SAID.get(kind, kind)) for kind, number in sorted(column.kinds.items())
    )
    kind = next((kind for among, kind in _OF_KINDS if kinds and kinds <= among), None)
    if kind is not None and stated in _STATED and _STATED[stated] != STRING.name:
        kind = _STATED[stated]
    if kind is None or (texts and not column.has_strays):
        more = f" and {counted(texts, 'texts')}" if texts else ""
        note = f"values of several types may be meant: {said}{more}"
        return Decided(column, {"name": name, "type": DEFAULT}, note, (note,))
    return _made(column, name, {"type": kind}, f"{said} in the file")


def _chosen(column: Column, name: str, table: _Table) -> tuple[Form | None, str]:
    """The form of a column's texts, None for text; and what is to be said of it."""
    alive = column.alive
    if column.odd:
        return (
            None,
            f"digits that are not meant as a number, such as {quoted(shortened(column.odd, 40))}",
        )
    if not alive:
        return None, ""
    numbers = [form for form in alive if form.type is NUMBER or form.type is INTEGER]
    if numbers:
        return _number(column, name, numbers, alive, table)
    orders = {is_day_first(form): form for form in reversed(alive)}
    if True in orders and False in orders:
        order = table.is_day_first
        if order is None:
            example = quoted(column.examples[0])
            return None, f"{example} may be a day before a month, or a month before a day"
        return orders[order], ""
    return alive[0], ""


def _number(  # noqa: PLR0911 - a list of cases
    column: Column, name: str, numbers: Sequence[Form], alive: Sequence[Form], table: _Table
) -> tuple[Form | None, str]:
    first = numbers[0]
    if says := _of_dots(column, name):
        return None, says
    dated = [form for form in alive if form.type is DATE]
    if first.type is INTEGER and "groupChar" not in first.field:
        return (dated[0] if dated and _SAYS_DATE.search(name.lower()) else first), ""
    points = {_decimal(form): form for form in reversed(numbers)}
    grouped = [form for form in numbers if form.type is INTEGER]
    if not grouped:  # the sign of decimals is seen
        if len(points) == 2 and table.has_comma is not None:
            first = points[table.has_comma]
        sign = str(first.field.get("decimalChar", "."))
        counts = column.counts or dict.fromkeys(column.known, 1)
        seen = sum(number for text, number in counts.items() if sign in text)
        if sign != "." and seen < SEEN * sum(counts.values()):
            few = f"{seen:,} of {sum(counts.values()):,} texts have a comma"
            return None, f"numbers, but {few}, which may be a decimal or part a list"
        return first, ""
    sign = grouped[0].field["groupChar"]
    if sign == "." and first.type is NUMBER and table.may_have_comma:
        return None, f"{quoted(column.examples[0])} may be a decimal or have thousands"
    if sign == "." and first.type is NUMBER and not table.has_comma:
        return first, ""  # 1.234 is a number by the standard's own default
    if sign == "," and True in points and first.field.get("decimalChar") == ",":
        if table.has_comma is None:
            return None, f"{quoted(column.examples[0])} may be a decimal or have thousands"
        return (first if table.has_comma else grouped[0]), ""
    return grouped[0], ""


def _of_dots(column: Column, name: str) -> str:
    """What texts of digits and dots are that are not numbers; empty where they may be."""
    if column.is_whole and all(map(_ADDRESS.fullmatch, column.known)):
        return f"{_cells(column)}: addresses such as {quoted(column.examples[0])}"
    if _SAYS_VERSION.search(_said(name)) and any("." in text for text in column.known):
        return f"versions by the name of the column: {_cells(column)}"
    return ""


def _decimal(form: Form) -> bool:
    return bool(form.field.get("decimalChar", ".") == ",")


def _said(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _unlike_numbers(column: Column, name: str) -> Decided | None:
    """What whole numbers are that do not count anything: years and codes, by the column's name."""
    said = _said(name)
    if not column.is_whole and not _SAYS_CODE.search(said):
        return None
    if _SAYS_YEAR.search(said) and all(map(_YEAR.fullmatch, column.known)):
        why = f"all {_cells(column)} are years by the name of the column"
        return _made(column, name, {"type": YEAR.name}, why)
    if _SAYS_CODE.search(said) and column.shortest == column.longest >= 3:
        why = f"digits of one length, and codes by the name of the column: {_cells(column)}"
        return Decided(column, {"name": name, "type": STRING.name}, why)
    return None


def _with_marks(item: Decided, known: Iterable[str]) -> Decided:
    """A text column with the marks that mean no value in other columns of the table too.

    NA may be the code of Namibia, and a dash a sign: only long marks count where texts are short.
    """
    if item.field["type"] != STRING.name or not item.column.filled:
        return item
    found = item.column
    marks = sorted(set(found.marks) & set(known))
    if found.longest <= 3:
        marks = [mark for mark in marks if mark not in _UNSURE_MARKS]
    if not marks:
        return item
    why = item.why + ", but for " + ", ".join(f"{quoted(m)} ({found.marks[m]:,})" for m in marks)
    made = {**item.field, "missingValues": ["", *marks]}
    return Decided(found, made, why, item.notes, item.form)


def _with_categories(item: Decided) -> Decided:
    found = item.column
    if item.field != {**item.field, "type": STRING.name} or "format" in item.field:
        return item
    counts = found.counts
    if counts is None or found.kinds or not found.is_whole:
        return item
    values = sorted(text for text in counts if text not in item.missing)
    is_few = 2 <= len(values) <= MOST_CATEGORIES and found.longest <= LONGEST_CATEGORY
    total = sum(counts[text] for text in values)
    if not is_few or total < LEAST_OF_EACH * len(values):
        return item
    why = f"{item.why}; {len(values)} different ones in {counted(total, 'cells')}"
    return Decided(found, {**item.field, "categories": values}, why, item.notes, item.form)


def _bound(item: Decided, text: str) -> Any:
    """A bound as JSON has it: a number where it is one exactly, else the text of the cell."""
    if item.field["type"] not in (INTEGER.name, NUMBER.name) or _SPELT & item.field.keys():
        return text
    if item.field["type"] == INTEGER.name:
        return int(text)
    return float(text) if Decimal(repr(float(text))) == Decimal(text) else text


def _with_constraints(item: Decided) -> Decided:
    """The field with what all of its cells keep."""
    found, kind = item.column, item.field["type"]
    made: dict[str, Any] = {}
    if found.cells and not item.has_missing:
        made["required"] = True
    if found.bounds and item.form is not None and item.form.type.is_ordered:
        limits = extremes(item.form, found.bounds)
        if limits is not None:
            bounds = zip(("minimum", "maximum"), limits, strict=True)
            made |= {key: _bound(item, text) for key, text in bounds if not _ENDLESS.search(text)}
    is_text = kind == STRING.name and not found.kinds and found.longest
    if is_text and found.is_whole:
        marks = [mark for mark in found.marks if mark not in item.missing]
        sizes = [found.shortest, found.longest, *map(len, marks)]
        made |= {"minLength": max(0, min(sizes)), "maxLength": max(sizes)}
    counts = found.counts
    if is_text and counts is not None and "categories" not in item.field:
        values = sorted(text for text in counts if text not in item.missing)
        if len(values) <= MOST_ENUM and sum(counts.values()) >= 2 * len(values):
            made["enum"] = values
    return (
        Decided(found, {**item.field, "constraints": made}, item.why, item.notes, item.form)
        if (made)
        else item
    )
