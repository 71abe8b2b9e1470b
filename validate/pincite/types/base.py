"""What a type of Table Schema is: one object that answers every question about it.

A module of this room describes one type. The rest of the program asks the object and names no
type itself, so that a validator, a reader and a release cannot disagree on one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from pincite.report.frozen import Frozen

Field = Mapping[str, Any]
Reader = Callable[[object], Any]

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
LENGTHS = ("minLength", "maxLength")
LONGEST = 4_000  # characters of a cell up to which `Type.languages` says whether it is valid


class BadField(Exception):
    """A field's type, format or constraint cannot be compiled; the message says which and why."""


class NoPlace(Exception):
    """A value is of its type, but columns of other libraries have no place for it."""

    def __init__(self, value: Any, message: str):
        super().__init__(message)
        self.value = value


class Kind(StrEnum):
    """What the values of a typed column are."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    LIST = "list"
    POINT = "point"


class Stored(Frozen):
    """A column's values as libraries take them; what `unit` says depends on the kind.

    Digits behind the point of decimals; `us` or `ns` of datetimes, with Z if they are in UTC.
    """

    kind: Kind
    values: Sequence[Any]
    unit: str = ""


class Names(Frozen):
    """What a type is called elsewhere.

    `arrow` to `duckdb` are the columns that `pincite.open` gives; `csvw` are the datatypes of CSV
    on the Web, the narrowest first, each with the texts that it can be.
    """

    arrow: str
    pandas: str
    polars: str
    duckdb: str
    csvw: tuple[tuple[str, str], ...] = ()
    json: str = "string"

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """The columns in Arrow, pandas, polars and DuckDB."""
        return self.arrow, self.pandas, self.polars, self.duckdb


class Type:
    """One type; each attribute is a rule of the standard or a name elsewhere."""

    name: ClassVar[str]
    names: ClassVar[Names]
    constraints: ClassVar[tuple[str, ...]] = ()  # besides required, unique and enum
    properties: ClassVar[Mapping[str, str]] = {}  # of its fields: the kind of value of each
    formats: ClassVar[tuple[str, ...] | None] = ("default",)  # None: patterns of strptime too
    has_categories: ClassVar[bool] = False
    is_number: ClassVar[bool] = False
    is_ordered: ClassVar[bool] = False  # whether `compare` says more than equal or not
    day_length: ClassVar[int | None] = None  # characters of `text_of` that name a day or span
    is_in_time: ClassVar[bool] = False  # `text_of` begins with a day, month or year
    is_fact: ClassVar[bool] = False  # a number or a day, which a citation may not judge
    is_json_value: ClassVar[bool] = False  # JSON has a type for its values
    reads_native_text: ClassVar[bool] = False  # libraries hold its values as texts
    holds_json: ClassVar[bool] = False  # its values are arrays or objects of JSON
    keeps_text: ClassVar[bool] = False  # `pincite.open` gives the cell's text, not its value
    canonical: ClassVar[str | None] = None  # pattern of the texts that equal values share
    compares_by_text: ClassVar[bool] = False  # whether equal values have equal texts, formats aside
    compares_as_text: ClassVar[bool] = False  # whether its values are their texts, in any format

    def reader(self, field: Field) -> Reader:
        """A function that gives the value of a text or JSON value; None if of another type."""
        raise NotImplementedError

    def form(self, field: Field) -> str:
        """The form wanted, in words that follow "must be"."""
        raise NotImplementedError

    def beyond(self, field: Field, text: str) -> str:
        """What else is to be said of a text that is of the form and still no value; "" if not."""
        del field, text
        return ""

    def native(self, field: Field) -> Reader:
        """A function that gives the value of a cell of a library's column, however it is spelt.

        Missing values and the wrappers of libraries are dealt with before (`native_value`).
        """
        read = self.reader({key: field[key] for key in self.native_properties if key in field})
        return lambda value: (
            None if isinstance(value, str) and not self.reads_native_text else read(value)
        )

    native_properties: ClassVar[tuple[str, ...]] = ()

    def compare(self, one: Any, other: Any) -> int | None:
        """-1, 0 or 1 where one value is less, equal or more; None where that is undecided."""
        return int(one > other) - int(one < other) if one == one and other == other else None  # noqa: PLR0124

    def undecided(self, one: Any, other: Any) -> str:
        """Why `compare` gave None, in words that follow the cell."""
        del one, other
        return "NaN is neither less nor more than a number"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Patterns which together match only valid cells that are filled, bounds included.

        They say so of cells of at most LONGEST characters. None where there are none; every engine
        of regular expressions reads them alike, and a text that one of them does not match may be
        valid all the same.
        """
        del field
        return None

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """The values of a column as libraries take them; raises NoPlace.

        `is_exact`: numbers become decimals, not floats.
        """
        del is_exact
        return Stored(Kind.TEXT, values)

    def canonical_pattern(self, field: Field) -> str | None:
        """A pattern of those texts that are canonical: equal values have equal such texts.

        Empty where every text is; None where nothing is claimed, as of numbers with a groupChar.
        """
        is_plain = field.get("format", "default") in ("default", None)
        if not is_plain or self.properties.keys() & field.keys():
            return None if not self.compares_as_text else ""
        return "" if self.compares_by_text else self.canonical

    def text_of(self, value: Any) -> str:
        """The canonical text of a value."""
        return str(value)


def escaped(text: str) -> str:
    """A text as a pattern that every engine reads as that text."""
    return "".join(c if c.isalnum() or ord(c) > 127 else f"[{_CLASS.get(c, c)}]" for c in text)


_CLASS = {"^": r"\^", "\\": r"\\", "[": r"\[", "]": r"\]"}  # what a class reads otherwise


def native_value(value: Any) -> Any:
    """A cell of a library's column as plain Python: None where it is missing.

    NaN and NaT are missing, as pandas has them; numpy's and Arrow's scalars are unwrapped.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    kind, room = type(value), type(value).__module__.partition(".")[0]
    if room == "pyarrow":
        return native_value(value.as_py())
    if room == "numpy":
        is_time = kind.__name__ in ("datetime64", "timedelta64")
        return _numpy_time(value) if is_time else native_value(value.tolist())
    if room == "polars":
        return value.to_list()
    if kind.__name__ in ("NAType", "NaTType"):
        return None
    is_nan = isinstance(value, float | Decimal) and value != value  # noqa: PLR0124
    return None if is_nan else value


def _numpy_time(value: Any) -> Any:
    """A moment or duration of numpy; it may count nanoseconds, which Python's have not."""
    from pincite.types.duration import Duration
    from pincite.types.moments import read_iso

    text = str(value)
    if text == "NaT":
        return None
    if type(value).__name__ == "datetime64":
        return read_iso(text if "T" in text else f"{text}T00:00:00")
    count = int(value.astype("timedelta64[ns]").astype("int64"))
    return Duration(0, Decimal(count).scaleb(-9))


MAX_PLAIN = 10**15


def hash_key(value: Any) -> Any:
    """What represents a value in a set or dict: itself, but for NaN and for long numbers.

    The hash of a number is the number modulo 2**61 - 1, so that a file of long numbers can be
    written that all have one hash: 20,000 would take as long as 20,000 squared. Numbers of more
    than 15 digits are texts here, which are hashed with a secret. Equal integers and decimals give
    equal keys, whatever their zeros; NaN gives what equals nothing.
    """
    if isinstance(value, int):
        if -MAX_PLAIN < value < MAX_PLAIN:
            return value
        value = Decimal(value)
    if not isinstance(value, Decimal):
        return value
    if value.is_nan():
        return object()
    sign, digits, exponent = value.as_tuple()
    if len(digits) <= 15 or not isinstance(exponent, int):
        return value
    text = "".join(map(str, digits)).lstrip("0")
    plain = text.rstrip("0")
    if len(plain) <= 15:
        return value
    return f"{'-' * sign}{plain}e{exponent + len(text) - len(plain)}"
