"""Keys: which columns name a row, and which name rows of another table, with the evidence.

What the remembered texts cannot show, for they are too many, the validator is asked afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pincite.report import counted
from pincite.tables.inference.deciding import Decided
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.integer import INTEGER
from pincite.types.string import STRING
from pincite.types.year import YEAR
from pincite.types.yearmonth import YEARMONTH

LEAST_ROWS = 2  # of a table in which a column could be a key
LEAST_OF_ONE = 50  # rows to each that repeats a value of what is nearly a key
LEAST_OF_PAIRS = 10  # rows from which on several columns together are looked at
MOST_PARTS, MOST_LOOKED_AT = 3, 6
_DAYS = (DATE.name, DATETIME.name, YEAR.name, YEARMONTH.name)
_SINGLE = (STRING.name, INTEGER.name, *_DAYS)
_PARTS = (STRING.name, INTEGER.name, YEAR.name, YEARMONTH.name, BOOLEAN.name)  # no moments
_NAMES = re.compile(
    r"(?:^|.*[^a-z])(?:id|ids|key|code|uuid|guid|number|num|nr|no|pk|iso\d?|slug|uri|url|symbol)\d?"
)
_GENERIC = frozenset(("id", "name", "code", "key", "uuid", "number", "nr", "no", "date", "year"))
_OWN = re.compile(r"(?:parent|ancestor|super|broader|manager|reports|previous|next|reply)")


@dataclass(frozen=True)
class KeyGuess:
    """Columns that name the rows of a table; `is_usual` where one would declare them."""

    fields: tuple[str, ...]
    why: str
    is_usual: bool
    is_proved: bool = True


@dataclass(frozen=True)
class NearKey:
    """A column that would be a key but for a few values that several rows have."""

    at: int
    field: str


@dataclass(frozen=True)
class ReferenceGuess:
    """A column whose values are those of a key of another table, or of the same one."""

    field: str
    resource: str
    target: str
    why: str

    def descriptor(self, own: str) -> dict[str, Any]:
        """The foreign key, as a schema of the table `own` states it."""
        resource = {} if self.resource == own else {"resource": self.resource}
        return {"fields": [self.field], "reference": {**resource, "fields": [self.target]}}


def words(name: str) -> str:
    """A name in small letters, its words parted by underscores."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return re.sub(r"[^a-z0-9]+", "_", parted).strip("_")


def keys_of(
    fields: Sequence[Decided],
    rows: int,
    first: Sequence[Sequence[Any]],
    *,
    least: int = LEAST_ROWS,
) -> list[KeyGuess]:
    """The keys that a table of at least so many rows could have, the likeliest first.

    `first` are its first rows, for keys of several columns.
    """
    if rows < least:
        return []
    found = [guess for at, item in enumerate(fields) for guess in _single(at, item, rows)]
    found.sort(key=lambda guess: not guess.is_usual)
    is_named = any(guess.is_usual for guess in found) or near_key(fields, rows) is not None
    if not is_named and rows >= LEAST_OF_PAIRS:
        found += _several(fields, rows, first)
    return found


def near_key(fields: Sequence[Decided], rows: int) -> NearKey | None:
    """The column that is called a key, or is the first, and has a few values twice."""
    if rows < LEAST_OF_PAIRS:
        return None
    for at, item in enumerate(fields):
        name, column = str(item.field["name"]), item.column
        is_named = at == 0 or _NAMES.fullmatch(words(name)) is not None
        is_of_keys = item.field["type"] in (STRING.name, INTEGER.name)
        if not is_named or not is_of_keys or item.has_missing or not column.is_whole:
            continue
        if column.kinds or "categories" in item.field:
            continue
        if 0 < column.cells - column.distinct <= max(1, rows // LEAST_OF_ONE):
            return NearKey(at, name)
    return None


def _single(at: int, item: Decided, rows: int) -> Iterator[KeyGuess]:
    column, name = item.column, item.field["name"]
    repeats = any(number > 1 for number in column.marks.values())
    is_key = (
        item.field["type"] in _SINGLE
        and "categories" not in item.field
        and column.is_unique
        and not item.has_missing
        and not repeats
        and (not column.kinds or len(column.kinds) == 1)
    )
    if not is_key:
        return
    is_named = _NAMES.fullmatch(words(name)) is not None
    how = "all different, none missing" if column.is_whole else "none missing; compared whole"
    why = f"{counted(rows, 'rows')}, {how}"
    yield KeyGuess((name,), why, is_named or at == 0, column.is_whole)


def _several(
    fields: Sequence[Decided], rows: int, first: Sequence[Sequence[Any]]
) -> Iterator[KeyGuess]:
    """The smallest sets of columns that name the rows together; those far to the left first."""
    places = [
        at
        for at, item in enumerate(fields)
        if item.field["type"] in _PARTS and not item.has_missing and item.column.distinct > 1
    ][:MOST_LOOKED_AT]
    for size in range(2, MOST_PARTS + 1):
        for chosen in combinations(places, size):
            keys = {tuple(row[at] for at in chosen) for row in first}
            if len(keys) == len(first):
                names = tuple(fields[at].field["name"] for at in chosen)
                is_whole = rows == len(first)
                why = f"{counted(rows, 'rows')}, all different together, none missing"
                yield KeyGuess(names, why, chosen == tuple(places[:size]), is_whole)
                return


def references_of(
    own: str,
    fields: Sequence[Decided],
    tables: Mapping[str, tuple[Sequence[Decided], Sequence[KeyGuess]]],
) -> list[ReferenceGuess]:
    """The foreign keys of a table into others, and into itself, one for a field at most.

    Values alone say little, since 1, 2 and 3 are among the keys of most tables: the names of the
    column and of the other table or its key must agree too.
    """
    found = []
    by_name = {
        name: {str(other.field["name"]): other for other in others}
        for name, (others, _) in tables.items()
    }
    for item in fields:
        for name, (_, keys) in tables.items():
            guess = _reference(own, item, name, by_name[name], keys)
            if guess is not None:
                found.append(guess)
                break
    return found


def _reference(
    own: str, item: Decided, name: str, others: Mapping[str, Decided], keys: Sequence[KeyGuess]
) -> ReferenceGuess | None:
    for key in keys:
        if len(key.fields) > 1:
            continue
        target = others[key.fields[0]]
        if target is item or target.field["type"] != item.field["type"]:
            continue
        if _agree(words(item.field["name"]), words(name), words(key.fields[0]), is_own=own == name):
            why = _held(item, target, name)
            if why:
                return ReferenceGuess(item.field["name"], name, key.fields[0], why)
    return None


def _agree(field: str, table: str, key: str, *, is_own: bool) -> bool:
    """Whether the name of a field says that it holds the key of a table."""
    if is_own:
        return _OWN.match(field) is not None
    stems = {table, table.removesuffix("s"), re.sub("ies$", "y", table), table.removesuffix("es")}
    if field in stems | {f"{stem}_{key}" for stem in stems} | {f"{stem}{key}" for stem in stems}:
        return True
    if key in _GENERIC:
        return any(field.endswith(f"_{stem}_{key}") for stem in stems)
    return field == key or field.endswith(f"_{key}")


def _held(item: Decided, target: Decided, name: str) -> str:
    """Why all values of a column are keys of a table; empty where they are not, or too few."""
    values = set(item.column.known)
    if item.field["type"] == STRING.name:
        values |= {mark for mark in item.column.marks if mark not in item.missing}
    if len(values) < 2:
        return ""
    there = target.column.known | set(target.column.marks)
    lacking = values - there
    if target.column.is_whole and lacking:
        return ""
    if not target.column.is_whole and len(lacking) == len(values):
        return ""
    much = f"{len(values):,}" if item.column.is_whole else f"more than {len(values):,}"
    among = f"{len(there):,}" if target.column.is_whole else f"more than {len(there):,}"
    return f"all {much} different values are among the {among} of {name}.{target.field['name']}"
