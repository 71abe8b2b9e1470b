"""The sieve of batches of typed cells, for Parquet: it chooses the rows for the exact pass.

Each distinct cell of a column is asked of the exact reader once. Where all cells of a column are
values of the field's type, and only bounds are left to keep, the least and the largest are asked
alone. What is not understood here is left to the exact pass, row by row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import takewhile
from math import isfinite
from typing import Any, NamedTuple

from pincite.tables.passes import Plan
from pincite.tables.row_check import Key, Reference, Uniqueness, key_of
from pincite.tables.sieves.blocks import Hashes
from pincite.tables.sieves.certain import certain_of
from pincite.tables.sieves.columns import MAX_KNOWN, KeyHash, TextCheck
from pincite.types import BOUNDS, CellReader, Type
from pincite.types.base import MAX_PLAIN
from pincite.types.date import DATE
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.string import STRING

Cells = Sequence[Any]
# cells of which each is a value, if it is finite, and which the bounds order as Python does
ORDERED: dict[Type, set[type]] = {INTEGER: {int}, NUMBER: {int, float, Decimal}, DATE: {date}}
NONE = type(None)
LONGEST = 15  # digits


class Looked(NamedTuple):
    """What is said of a batch: the indexes of doubted rows, and the hashes of each key by row."""

    doubted: Sequence[int]
    hashes: Sequence[Hashes]


class BatchSieve:
    """Looks at batches of rows, given as columns of cells."""

    def __init__(self, plan: Plan, secret: bytes | None):
        """The secret is what the hashes of keys are made with; None is for that of this process."""
        self._plan = plan
        pairs = zip(plan.fields, plan.missing, plan.readers, strict=True)
        self._columns = [ColumnCheck(at, *column) for at, column in enumerate(pairs)]
        self._keys = [KeyHash(key.on, plan, secret) for key in plan.keys]
        self._held = [HeldValues(reference) for reference in plan.references]
        is_filled = any(check.is_empty_wrong for check in self._columns)
        self._may_be_blank = not is_filled and all(key.code != "primary-key" for key in plan.keys)
        keys: list[Uniqueness | Reference] = [*plan.keys, *plan.references]
        self._between = {column for key in keys for column in key.on.columns}
        self._between |= {column for on in plan.kept for column in on.columns}

    def look(self, columns: Sequence[Cells], rows: int, kept: Sequence[set[Key]]) -> Looked | None:
        """What is said of some rows; `kept` gets the keys that others refer to.

        None where the columns are not those of the plan, or have cells that no set is to hold.
        """
        if len(columns) != len(self._columns) or not rows:
            return None
        try:
            return self._looked(columns, rows, kept)
        except TypeError:  # arrays and objects, and long numbers
            return None

    def _looked(self, columns: Sequence[Cells], rows: int, kept: Sequence[set[Key]]) -> Looked:
        doubted: set[int] = set()
        for check in self._columns:
            doubted.update(check.doubted(columns[check.at]))
        values = {at: self._columns[at].values(columns[at]) for at in self._between}
        keys = {at: _parts(some) for at, some in values.items()}
        for held in self._held:
            doubted.update(held.doubted(keys))
        if self._may_be_blank:
            doubted.update(self._blank(columns, rows))
        hashes = [key.of_typed(values, rows) for key in self._keys]
        for key, found in zip(self._plan.keys, hashes, strict=True):
            if key.code == "primary-key":
                doubted.update(at for at, hashed in enumerate(found) if not hashed)
        for on, known in zip(self._plan.kept, kept, strict=True):
            known.update(zip(*(keys[column] for column in on.columns), strict=True))
        return Looked(sorted(doubted), hashes)

    def _blank(self, columns: Sequence[Cells], rows: int) -> Iterable[int]:
        """Rows that may have no value at all."""
        left: Collection[int] = range(rows)
        for cells, missing in zip(columns, self._plan.missing, strict=True):
            left = [at for at in left if _may_be_empty(cells[at], missing)] if left else left
        return left


def _may_be_empty(cell: Any, missing: Sequence[str]) -> bool:
    if cell is None or (isinstance(cell, float) and not isfinite(cell)):
        return True
    return str(cell) in missing


def _refuse_long(cells: Cells) -> None:
    """Raise TypeError for decimals that a file may choose to have one hash, see `hash_key`."""
    if any(type(cell) is Decimal and len(cell.as_tuple().digits) > LONGEST for cell in cells):
        raise TypeError("long numbers")


def _parts(values: Cells) -> Cells:
    """Values as `key_of` has them as parts of keys."""
    kinds = set(map(type, values)) - {NONE}
    if kinds <= {str, date}:
        return values
    if kinds == {int} and all(value is None or -MAX_PLAIN < value < MAX_PLAIN for value in values):
        return values
    return [key_of((value,), (0,))[0] for value in values]


class ColumnCheck:
    """The cells of one column: in which rows the exact reader may refuse them."""

    def __init__(self, at: int, field: Any, missing: Sequence[str], reader: CellReader):
        constraints = {k for k, v in field.get("constraints", {}).items() if v is not None}
        self.at = at
        self._reader = reader
        self._certain = certain_of(field, missing, reader)
        self._texts = TextCheck(at, self._certain, reader)
        self.is_empty_wrong = bool(reader.read(None)[1])
        self._has_bounds = bool(constraints & {*BOUNDS})
        is_bounded = not constraints - {*BOUNDS, "required", "unique"} and "categories" not in field
        self._ordered = ORDERED.get(reader.type, set()) if is_bounded else set()
        self._clean: set[Any] = set()
        self._missing = frozenset(missing)
        form = field.get("format", "default")
        self._is_plain_text = reader.type is STRING and form in ("default", None)

    def doubted(self, cells: Cells) -> Iterator[int]:
        """The indexes of rows whose cell may be wrong; TypeError for what no set is to hold."""
        kinds = set(map(type, cells))
        filled: Cells = cells
        if NONE in kinds:
            kinds.remove(NONE)
            if self.is_empty_wrong:
                yield from (at for at, cell in enumerate(cells) if cell is None)
            filled = [cell for cell in cells if cell is not None]
        wrong = self._wrong(filled, kinds) if kinds else ()
        if wrong:
            yield from (at for at, cell in enumerate(cells) if cell in wrong)

    def values(self, cells: Cells) -> Cells:
        """The values of the cells; TypeError for what no set is to hold."""
        kinds = set(map(type, cells)) - {NONE}
        kind = self._reader.type
        if (kind is INTEGER and kinds <= {int}) or (kind is DATE and kinds <= {date}):
            return cells
        if self._is_plain_text and kinds <= {str} and self._missing.isdisjoint(cells):
            return cells
        _refuse_long(cells)
        read = self._reader.read
        known = {cell: read(cell)[0] for cell in set(cells)}
        return [known[cell] for cell in cells]

    def _wrong(self, cells: Cells, kinds: set[type]) -> Collection[Any]:
        if kinds == {str}:
            if self._certain.is_free:
                return ()
            return self._texts.wrong(cells, max(map(len, cells)))
        read = self._reader.read
        if kinds <= self._ordered and (kinds == {date} or all(map(isfinite, cells))):
            return self._beyond_bounds(cells) if self._has_bounds else ()
        _refuse_long(cells)
        unknown = set(cells) - self._clean
        wrong = {cell for cell in unknown if read(cell)[1]}
        if len(self._clean) < MAX_KNOWN:
            self._clean |= unknown - wrong
        return wrong

    def _beyond_bounds(self, cells: Cells) -> Collection[Any]:
        """The cells that are wrong, of values in an order: all between two clean ones are clean."""
        read = self._reader.read
        wrong: list[Any] = []
        if not any(read(cell)[1] for cell in (min(cells), max(cells))):
            return ()
        ordered = sorted(cells)
        for some in (ordered, reversed(ordered)):
            wrong += takewhile(lambda cell: bool(read(cell)[1]), some)
        _refuse_long(wrong)
        return {*wrong}


class HeldValues:
    """One foreign key over columns: the rows whose key is not held, each asked once."""

    def __init__(self, reference: Reference):
        self._held = reference.held
        self._columns = reference.on.columns
        self._fine: set[Key] = {(None,) * len(self._columns)}

    def doubted(self, keys: Mapping[int, Cells]) -> Iterator[int]:
        """The rows whose key is not held, of the parts of keys by column."""
        asked = [*zip(*(keys[column] for column in self._columns), strict=True)]
        unknown = set(asked) - self._fine
        lacking = {key for key in unknown if key not in self._held}
        if len(self._fine) < MAX_KNOWN:
            self._fine |= unknown - lacking
        if lacking:
            yield from (at for at, key in enumerate(asked) if key in lacking)
