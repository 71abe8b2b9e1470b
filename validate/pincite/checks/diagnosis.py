"""One cause in place of many faults: another encoding, dialect, order or form than is declared.

A cause is guessed by `tables/inference`, and is taken for the cause only if the table, read as it
would be declared then, has not the faults any more. What is left is told beside it. The verdict
stays what it was: a diagnosis is an error, and says which line of the descriptor would correct it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from pincite.package import Package, Resource, Schema
from pincite.report import Issue, Place, counted
from pincite.tables.content import TableFault, name_of, open_content
from pincite.tables.csv_records import codec_name
from pincite.tables.dialect import Dialect
from pincite.tables.formats import LINES, TEXT
from pincite.tables.inference.deciding import Decided, decide
from pincite.tables.inference.dialects import (
    DialectGuess,
    dialect_of_text,
    differences,
    differences_in_words,
    sample_of,
)
from pincite.tables.inference.encodings import UNCERTAIN, encoding_of
from pincite.tables.inference.forms import MARKS, forms_of, is_day_first
from pincite.tables.inference.summaries import Column, first_rows
from pincite.tables.passes import missing_of
from pincite.tables.reader import OpenTable, dialect_of, kind_of
from pincite.types import CellReader
from pincite.types.base import BadField
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.time import TIME

Rerun = Callable[[Resource], list[Issue]]
LEAST = 3  # faults of a column, or of the form of a table, that may have one cause
LEFT = 0.1  # of the faults that may be left where a cause explains them
ROWS, CELLS = 20_000, 2_000_000  # of a table, at most, that tell the form of a column
SAMPLE = 2**16  # bytes that tell how lines end
MOST_COLUMNS = 200  # whose form is looked for
LABELS = frozenset("incorrect-label extra-label missing-label blank-label duplicate-label".split())
STRUCTURE = LABELS | frozenset(
    "extra-cell missing-cell source-error dialect-error blank-header".split()
)
_SPELT = ("decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "format")
_UNSURE = frozenset(("x", "?", "/", ".", "..", "..."))  # marks that may be slips as well
_FAMILIES = ({INTEGER.name, NUMBER.name}, {DATE.name}, {DATETIME.name}, {TIME.name}, {BOOLEAN.name})


class Correction(NamedTuple):
    """Properties that a resource should declare, or its schema, or a field of that.

    `properties` take the place of those that are there; those under `dialect` are merged into the
    dialect, which may be a file. In the details of an issue it is a dict.
    """

    resource: str
    properties: Mapping[str, Any]
    is_schema: bool = False
    field: str | None = None

    @property
    def line(self) -> str:
        """The properties as they are written in JSON, without the braces around them."""
        stated = self.properties.get("dialect", self.properties)
        return json.dumps(stated, ensure_ascii=False)[1:-1]


class _Cause(NamedTuple):
    """A possible cause: the issue that names it, and the resource as it would be declared."""

    issue: Issue
    resource: Resource
    concerns: Callable[[Issue], bool]
    is_of_cells: bool = False


@dataclass
class Diagnosis:
    """What is known of a table while causes are looked for, one after the other."""

    package: Package
    resource: Resource
    issues: list[Issue]
    rerun: Rerun

    def run(self) -> list[Issue]:
        """The issues of the table, with each cause in place of the faults that it explains."""
        found: list[Issue] = []
        for look in self._looks:
            for cause in look():
                try:
                    left = self.rerun(cause.resource)
                except BadField:  # bounds or an enum in the form that was declared
                    continue
                before = [issue for issue in self.issues if cause.concerns(issue)]
                after = [issue for issue in left if cause.concerns(issue)]
                if not _explains(before, after, is_of_cells=cause.is_of_cells):
                    continue
                codes = Counter(issue.code for issue in before) - Counter(i.code for i in after)
                found.append(_told(cause.issue, codes))
                self.resource, self.issues = cause.resource, left
                if not cause.is_of_cells:
                    break
        return [*found, *self.issues]

    @property
    def _looks(self) -> tuple[Callable[[], Iterator[_Cause]], ...]:
        """What is looked for; the encoding twice, which another delimiter hides."""
        of_text = (self._encoding, self._dialect, self._encoding)
        return (self._line_ends, *of_text, self._order, self._swapped, self._forms)

    def _place(self, **more: Any) -> Place:
        return Place(name_of(self.resource), **more)

    def _encoding(self) -> Iterator[_Cause]:
        bad = next((issue for issue in self.issues if issue.code == "encoding-error"), None)
        if bad is None or len(open_content(self.package, self.resource).paths) != 1:
            return
        with open_content(self.package, self.resource).open(self.resource.path) as stream:
            guess = encoding_of(stream)
        declared = str(self.resource.descriptor.get("encoding", "utf-8"))
        if codec_name(guess.name) == codec_name(declared):
            return
        if guess.confidence == UNCERTAIN:
            names = [guess.name, *(name for name in guess.others if name != "unknown")]
            lines = [json.dumps({"encoding": name})[1:-1] for name in names[:4]]
            said = f"{bad.message}; it may be {' or '.join(names[:4])}"
            issue = bad.replace(message=said, details=_open(bad, lines))
            self.issues = [issue if other is bad else other for other in self.issues]
            return
        correction = Correction(self.resource.name, {"encoding": guess.name})
        says = f"{bad.message}; {guess.why.partition('; ')[2] or guess.why}"
        issue = bad.replace(message=f"{says}: declare {correction.line}")
        yield _Cause(
            issue.replace(expected=correction.line, details={"correction": correction._asdict()}),
            _with(self.resource, {"encoding": guess.name}),
            lambda issue: issue.code == "encoding-error",
        )

    def _line_ends(self) -> Iterator[_Cause]:
        """Lines that end in CR CR LF, as where CR LF was written as a text on Windows."""
        first = next((issue for issue in self.issues if issue.code == "blank-row"), None)
        if first is None or kind_of(self.resource) not in TEXT:
            return
        codec = codec_name(str(self.resource.descriptor.get("encoding", "utf-8")))
        with open_content(self.package, self.resource).open(self.resource.path) as stream:
            text = stream.read(SAMPLE).decode(codec, "replace")
        if 2 * text.count("\r\r\n") < text.count("\n"):
            return
        stated = dict(self.resource.descriptor.get("dialect", {}))
        correction = Correction(self.resource.name, {"dialect": {"skipBlankRows": True}})
        message = (
            "lines end in CR CR LF, which are two line ends, so that every other row is blank:"
            ' write the file with one (in Python `open(..., newline="")`), or declare'
            f" {correction.line} in its dialect"
        )
        details = {"correction": correction._asdict()}
        yield _Cause(
            Issue("blank-row", first.place, message, None, correction.line, details=details),
            _with(self.resource, {"dialect": {**stated, "skipBlankRows": True}}),
            lambda issue: issue.code == "blank-row",
        )

    def _dialect(self) -> Iterator[_Cause]:
        """Another delimiter, quote, header row and so on than the dialect declares."""
        is_deep = any(i.code in ("dialect-error", "source-error") for i in self.issues)
        number = sum(issue.code in STRUCTURE for issue in self.issues)
        schema = self.resource.schema
        least = LEAST if schema is None else min(LEAST, len(schema.names))
        if kind_of(self.resource) not in TEXT or (number < least and not is_deep):
            return
        declared, guess = _dialects(self.package, self.resource)
        if guess.confidence == UNCERTAIN or guess.width < 2:
            return
        patch = differences(declared, guess.delimiter, guess.properties)
        if not patch:
            return
        stated = dict(self.resource.descriptor.get("dialect", {}))
        correction = Correction(self.resource.name, {"dialect": patch})
        first = next((i for i in self.issues if i.code in STRUCTURE), self.issues[0])
        says = f"{differences_in_words(declared, patch)}; {guess.why}"
        message = f"{says}: declare {correction.line} in its dialect"
        yield _Cause(
            Issue(
                "dialect-error",
                self._place(line=first.place.line),
                message,
                None,
                correction.line,
                details={"correction": correction._asdict()},
            ),
            _with(self.resource, {"dialect": {**stated, **patch}}),
            lambda issue: issue.code in STRUCTURE,
        )

    def _order(self) -> Iterator[_Cause]:
        """The columns are those of the schema in another order."""
        schema = self.resource.schema
        if schema is None or sum(i.code == "incorrect-label" for i in self.issues) < 2:
            return
        labels = [*(_table(self.package, self.resource).labels or ())]
        if sorted(labels) != sorted(schema.names) or labels == [*schema.names]:
            return
        if len(set(labels)) < len(labels) or schema.descriptor.get("fieldsMatch"):
            return
        correction = Correction(self.resource.name, {"fieldsMatch": "equal"}, is_schema=True)
        message = (
            "the columns are those of the schema in another order: put them in its order, or"
            f" declare {correction.line} in the schema, by which columns are known by their names"
        )
        yield _Cause(
            Issue(
                "column-order",
                self._place(line=1),
                message,
                ", ".join(labels),
                correction.line,
                details={"correction": correction._asdict()},
            ),
            _with_schema(self.resource, {**schema.descriptor, "fieldsMatch": "equal"}),
            lambda issue: issue.code in LABELS,
        )

    def _swapped(self) -> Iterator[_Cause]:
        """Two columns whose labels are right, and whose cells are those of the other."""
        schema, kind = self.resource.schema, kind_of(self.resource)
        names = [*self._faulty()][:MOST_COLUMNS]
        if schema is None or len(names) < 2 or kind not in TEXT or len(names) > 20:
            return
        columns, order = self._columns()
        fields = {str(field["name"]): dict(field) for field in schema.descriptor["fields"]}
        for one, other in combinations(names, 2):
            if one not in order or other not in order:
                continue
            if not (
                _fits(columns[order.index(one)], fields[other], schema.descriptor)
                and _fits(columns[order.index(other)], fields[one], schema.descriptor)
            ):
                continue
            swapped = {one: {**fields[other], "name": one}, other: {**fields[one], "name": other}}
            made = [swapped.get(name, field) for name, field in fields.items()]
            message = (
                f"the cells of {one} are of the type of {other}, and those of {other} of the type"
                f" of {one}: the two columns seem to be swapped; correct the file"
            )
            place = self._place(field=one, column=order.index(one) + 1)
            yield _Cause(
                Issue("column-order", place, message),
                _with_schema(self.resource, {**schema.descriptor, "fields": made}),
                lambda issue, pair=(one, other): (  # type: ignore[misc]
                    issue.code == "type-error" and issue.place.field in pair
                ),
                is_of_cells=True,
            )

    def _faulty(self) -> Mapping[str, int]:
        """The fields with several cells that are not of their type, and how many."""
        wrong = Counter(i.place.field for i in self.issues if i.code == "type-error")
        return {name: number for name, number in wrong.items() if name and number >= LEAST}

    def _columns(self) -> tuple[list[list[str]], list[str]]:
        """The first cells of each column as texts, and the names of their fields."""
        order = [str(field["name"]) for field in _table(self.package, self.resource).fields]
        most = max(LEAST, min(ROWS, CELLS // max(1, len(order))))
        rows = first_rows(OpenTable(self.package, self.resource), most)
        return [[_text(row, at) for row in rows] for at in range(len(order))], order

    def _forms(self) -> Iterator[_Cause]:
        """Columns whose faulty cells are written in one other form than their fields state."""
        schema = self.resource.schema
        names = [*self._faulty()][:MOST_COLUMNS]
        if schema is None or not names or kind_of(self.resource) not in (*TEXT, LINES, "json"):
            return
        texts, order = self._columns()
        wrong = {name: self._cells_of(name) for name in names}
        columns = [
            _column(name, cells, wrong.get(name)) for name, cells in zip(order, texts, strict=True)
        ]
        guessed = {str(item.field["name"]): item for item in decide(columns, order)}
        stated = {str(field["name"]): field for field in schema.descriptor["fields"]}
        for name in names:
            if name not in guessed or name not in stated:
                continue
            patches = [*_patches(stated[name], guessed[name], wrong[name], schema.descriptor)]
            if patches:
                yield self._form_cause(name, patches)

    def _cells_of(self, name: str) -> list[str]:
        """The cells of a column that are not of its type."""
        return [
            issue.found or ""
            for issue in self.issues
            if issue.code == "type-error" and issue.place.field == name
        ]

    def _form_cause(self, name: str, patches: Sequence[Mapping[str, Any]]) -> _Cause:
        """The cause of a column; where several patches would do, none of them is a correction."""
        assert self.resource.schema is not None
        first = next(i for i in self.issues if i.code == "type-error" and i.place.field == name)
        lines = [Correction(self.resource.name, patch, True, name) for patch in patches]
        is_mark = "missingValues" in patches[0]
        what = "hold marks that there is no value" if is_mark else "are written in another form"
        says = " or ".join(correction.line for correction in lines)
        message = f"cells of this column {what} than its field declares: declare {says} in it"
        message = message.replace(" than its field declares", "") if is_mark else message
        message += "" if len(lines) == 1 else "; nobody but you can tell which"
        fields = [
            {**field, **patches[0]} if field["name"] == name else field
            for field in self.resource.schema.descriptor["fields"]
        ]
        details = {"correction": lines[0]._asdict()} if len(lines) == 1 else {"possible": says}
        place = self._place(line=first.place.line, field=name, column=first.place.column)
        return _Cause(
            Issue("column-form", place, message, first.found, says, details=details),
            _with_schema(self.resource, {**self.resource.schema.descriptor, "fields": fields}),
            lambda issue: issue.code == "type-error" and issue.place.field == name,
            is_of_cells=True,
        )


def _explains(before: Sequence[Issue], after: Sequence[Issue], *, is_of_cells: bool) -> bool:
    """Whether a cause explains issues: few are left, and none is new."""
    if not is_of_cells:
        rows, left = ({i.place.line or i.place for i in found} for found in (before, after))
        is_most = len(after) <= LEFT * len(before) or len(left) <= LEFT * len(rows)
        is_read = _stops(before) and not _stops(after)  # the rows are looked at for the first time
        return len(before) > 0 and (is_most or is_read)  # by rows: a short one lacks many cells
    places = {issue.place for issue in before}
    gone = len(before) - len(after)
    return gone >= max(LEAST, len(before) / 2) and all(issue.place in places for issue in after)


def _stops(issues: Sequence[Issue]) -> bool:
    """Whether the rows of a table could not be looked at, for its dialect is another."""
    return any(issue.code == "dialect-error" for issue in issues)


def _column(name: str, cells: Sequence[str], wrong: Sequence[str] | None) -> Column:
    """A column without the faulty cells that are written otherwise than most of them."""
    column = Column(name)
    if wrong:
        texts = [text for text in dict.fromkeys(wrong) if text not in MARKS]
        forms = {form.text: form for text in texts[:5] for form in forms_of(text)}
        refused = min((form.wrong(texts) for form in forms.values()), key=len, default=set())
        gone = refused if len(refused) <= len(texts) / 2 else set()
        cells = [cell for cell in [*cells, *wrong] if cell not in gone]
    column.add(cells)
    return column


def _fits(cells: Sequence[str], field: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether all cells are of a field, and enough of them are filled."""
    reader = CellReader(field, missing_of(field, schema))
    texts = set(cells)
    return sum(map(bool, cells)) >= LEAST and not any(reader.read(text)[1] for text in texts)


def _dialects(package: Package, resource: Resource) -> tuple[Dialect, DialectGuess]:
    """The dialect that is declared, and the one that the text most likely has."""
    with open_content(package, resource).open(resource.path) as stream:
        text = sample_of(stream, codec_name(str(resource.descriptor.get("encoding", "utf-8"))))
    default = "\t" if kind_of(resource) == "tsv" else ","
    return dialect_of(resource), dialect_of_text(text, default)


def one_column(package: Package, resource: Resource) -> Iterator[Issue]:
    """The warning that a table of one column most likely has several."""
    if kind_of(resource) not in TEXT or "data" in resource.descriptor:
        return
    declared, guess = _dialects(package, resource)
    if guess.width < 2 or guess.confidence == UNCERTAIN or guess.delimiter == declared.delimiter:
        return
    correction = Correction(resource.name, {"dialect": {"delimiter": guess.delimiter}})
    message = f"the table has one column; {guess.why}: declare {correction.line} in its dialect"
    details = {"correction": correction._asdict()}
    place = Place(name_of(resource), 1)
    yield Issue("one-column", place, message, None, correction.line, details=details)


def _text(row: Sequence[Any], at: int) -> str:
    cell = row[at] if at < len(row) else None
    return "" if cell is None else cell if isinstance(cell, str) else str(cell)


def _table(package: Package, resource: Resource) -> OpenTable:
    """A table whose rows nobody wants."""
    table = OpenTable(package, resource)
    table.close()
    return table


def _told(issue: Issue, codes: Mapping[str, int]) -> Issue:
    """The issue of a cause, with what it is told in place of."""
    number = sum(codes.values())
    more = f" (in place of {counted(number, 'issues')})" if number > 1 else ""
    details = {**(issue.details or {}), "instead": dict(codes)}
    return issue.replace(message=issue.message + more, details=details)


def _open(issue: Issue, lines: Sequence[str]) -> dict[str, Any]:
    return {**(issue.details or {}), "possible": [*lines]}


def _with(resource: Resource, patch: Mapping[str, Any]) -> Resource:
    return resource.replace(descriptor={**resource.descriptor, **patch})


def _with_schema(resource: Resource, descriptor: Mapping[str, Any]) -> Resource:
    assert resource.schema is not None
    return resource.replace(schema=Schema.from_dict(descriptor, resource.schema.path))


def _patches(
    stated: Mapping[str, Any], guessed: Decided, cells: Sequence[str], schema: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """What a field should declare so that its cells are of its type; several where it is unsure."""
    kind = stated.get("type")
    if set(cells) <= MARKS - _UNSURE:
        yield {"missingValues": [*missing_of(stated, schema), *sorted(set(cells))]}
        return
    family = next((family for family in _FAMILIES if kind in family), ())
    alive = [form for form in guessed.column.alive if form.field["type"] in family]
    if kind == INTEGER.name:
        alive = [form for form in alive if form.field["type"] == kind]
    fields: list[Mapping[str, Any]] = [guessed.field]
    if guessed.notes and len(alive) > 1 and kind != INTEGER.name:
        orders = {is_day_first(form): form.field for form in reversed(alive)}
        signs = {"decimalChar" in form.field: form.field for form in reversed(alive)}
        fields = [*(orders if len(orders) > 1 else signs).values()]
    elif kind == INTEGER.name or guessed.field["type"] not in family:
        fields = [form.field for form in alive[:1]]
    for field in fields:
        if field["type"] not in family:
            continue
        patch = {
            key: field[key] for key in _SPELT if key in field and field[key] != stated.get(key)
        }
        if patch:
            yield patch


def diagnosed(
    package: Package, resource: Resource, issues: list[Issue], rerun: Rerun
) -> list[Issue]:
    """The issues of a table, with a cause in place of those that it explains.

    `rerun` checks the table as another resource would declare it. Where nothing can be found out,
    the issues are given back as they are.
    """
    if "data" in resource.descriptor or resource.native is not None or len(_paths(resource)) != 1:
        return issues
    try:
        return Diagnosis(package, resource, issues, rerun).run()
    except TableFault:
        return issues


def _paths(resource: Resource) -> list[str]:
    path = resource.descriptor.get("path", [])
    return [path] if isinstance(path, str) else list(path)
