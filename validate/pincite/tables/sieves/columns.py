"""The column sieve: blocks as columns of texts, each distinct text of a column asked once.

It is plain Python and needs nothing besides. Records are cut by the reader of the exact pass
(`csv_lines`), so the two cannot differ about cells. A text that is not clean for certain is asked
of the exact reader of its field; a row with one that it refuses is suspect.
"""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from hashlib import blake2b
from itertools import filterfalse
from typing import Any

from pincite.tables.csv_records import csv_lines, csv_rows
from pincite.tables.dialect import Dialect
from pincite.tables.passes import Plan
from pincite.tables.row_check import Key, KeyColumns, Reference, key_of
from pincite.tables.sieves import COLUMNS, NATIVE, sieve_of_machine
from pincite.tables.sieves.blocks import Hashes, Layout, Sifted, Suspect, repeated_hashes
from pincite.tables.sieves.certain import Certain, certain_of
from pincite.types import CellReader, Type, type_of
from pincite.types.patterns import compile_pattern

MAX_KNOWN = 500_000  # texts of a column that are remembered
Column = Sequence[str]
_HASH = 2**64 - 1


class ColumnSieve:
    """A sieve (see `Sieve`) over columns of texts."""

    name = COLUMNS
    block = 2**16  # the cells of a block fit the caches: larger ones take twice as long

    def __init__(self, layout: Layout, plan: Plan, secret: bytes | None = None):
        """The secret of the hashes has 32 bytes; None is for that of this process."""
        columns = zip(plan.fields, plan.missing, plan.readers, strict=True)
        known = [certain_of(*column) for column in columns]
        self.secret = secret
        self._plan = plan
        self._layout = layout
        self._texts = [
            TextCheck(at, certain, reader)
            for at, (certain, reader) in enumerate(zip(known, plan.readers, strict=True))
            if not certain.is_free
        ]
        self._keys = [KeyHash(key.on, plan, secret) for key in plan.keys]
        self._primary = [key.code == "primary-key" for key in plan.keys]
        self._references = [HeldKeys(reference, plan) for reference in plan.references]
        self._begin()
        is_filled = any(self._primary) or any(
            field.get("constraints", {}).get("required") for field in plan.fields
        )
        self._missing = None if is_filled else [frozenset(texts) for texts in plan.missing]

    def _begin(self) -> None:
        """Keep keys in sets that are empty yet."""
        self.held: list[set[Key]] = [set() for _ in self._plan.kept]
        self._kept = [KeptTexts(on, self._plan) for on in self._plan.kept]

    def fresh(self) -> ColumnSieve:
        """See `Sieve.fresh`; what is known of texts is shared."""
        other = copy(self)
        other._begin()
        return other

    def unite(self, held: Sequence[set[Key]]) -> None:
        """See `Sieve.unite`."""
        for own, other in zip(self.held, held, strict=True):
            own.update(other)

    def sift(self, chunk: bytes, *, is_last: bool) -> Sifted:
        """See `Sieve.sift`."""
        cut = cut_records(chunk, self._layout, is_last=is_last)
        rows, width = cut.rows, self._layout.width
        doubted: set[int] = set()
        if set(map(len, rows)) - {width}:
            doubted.update(at for at, row in enumerate(rows) if len(row) != width)
            blank = [""] * width
            rows = [row if len(row) == width else blank for row in rows]
        columns: list[Column] = [*zip(*rows, strict=True)] if rows else [()] * width
        for check in self._texts:
            column = columns[check.at]
            wrong = check.wrong(column, cut.longest)
            if wrong:
                doubted.update(at for at, text in enumerate(column) if text in wrong)
        for reference in self._references:
            doubted.update(reference.doubted(columns))
        hashes = [key.of_columns(columns, len(rows)) for key in self._keys]
        for is_primary, found in zip(self._primary, hashes, strict=True):
            if is_primary and 0 in found:
                doubted.update(at for at, value in enumerate(found) if not value)
        doubted.update(self._blank(columns))
        for kept, held in zip(self._kept, self.held, strict=True):
            held.update(kept.new_keys(columns, doubted))
        return Sifted(cut.size, len(rows), cut.lines, cut.places(sorted(doubted)), hashes)

    def _blank(self, columns: Sequence[Column]) -> Iterator[int]:
        """The rows without any value, where no key or column that must be filled shows them."""
        if self._missing is None or self._missing[0].isdisjoint(columns[0]):
            return
        pairs = [*zip(columns, self._missing, strict=True)]
        for at, text in enumerate(columns[0]):
            if text in self._missing[0] and all(column[at] in texts for column, texts in pairs):
                yield at

    def places(self, chunk: bytes, at: Sequence[int], *, is_last: bool) -> Sequence[Suspect]:
        """See `Sieve.places`."""
        return cut_records(chunk, self._layout, is_last=is_last).places(at)

    def hashes_of(self, key: int, keys: Sequence[Sequence[Any]]) -> Sequence[int]:
        """See `Sieve.hashes_of`."""
        return [self._keys[key].of_values(values) for values in keys]

    def keep(self, rows: Sequence[Sequence[Any]]) -> None:
        """See `Sieve.keep`."""
        for kept, held in zip(self._plan.kept, self.held, strict=True):
            held.update(key_of(values, kept.columns) for values in rows)

    def repeated(self, hashes: Sequence[Hashes]) -> set[int]:
        """See `Sieve.repeated`."""
        if sieve_of_machine() == NATIVE:  # which does not read this table, but can compare
            from pincite.tables.sieves import _native

            return set(array("Q", _native.repeated(hashes)))
        return repeated_hashes(hashes)


class Cut:
    """The whole records at the beginning of some bytes, and the physical lines that they end on."""

    def __init__(self, size: int, lines: list[str], dialect: Dialect):
        self.rows, self.lines = csv_rows(lines, dialect)
        self._texts = lines
        self._dialect = dialect
        self.size = size - sum(map(_size, lines[self.lines :]))
        if self.lines and lines[self.lines - 1][-1] not in "\r\n":
            self.lines -= 1  # the last record of a file may lack its line end
        self.longest = max(map(len, lines), default=0)

    def places(self, at: Sequence[int]) -> list[Suspect]:
        """Where the records of some indexes are, which are in their order."""
        found, line, begin = [], 0, 0
        ends = csv_lines(self._texts, self._dialect)[1] if at else []
        for index in at:
            first, last = (ends[index - 1] if index else 0), ends[index]
            begin += sum(map(_size, self._texts[line:first]))
            text = "".join(self._texts[first:last])
            end = begin + _size(text)
            bare = text.removesuffix("\n").removesuffix("\r")
            found.append(Suspect(index, begin, end - (len(text) - len(bare)), first))
            line, begin = last, end
        return found


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def cut_records(chunk: bytes, layout: Layout, *, is_last: bool) -> Cut:
    """The whole records at the beginning of some bytes, as far as they are regular.

    Where bytes are not UTF-8, or a quote is where none can be, they end before that record.
    """
    whole = chunk if is_last else chunk[: chunk.rfind(b"\n") + 1]
    try:
        text = whole.decode()
    except UnicodeDecodeError as error:
        whole = whole[: whole.rfind(b"\n", 0, error.start) + 1]
        text = whole.decode()
    lines = [*io.StringIO(text, newline="")]
    return Cut(len(whole), lines, layout.dialect)


class TextCheck:
    """The texts of one column: which of them the exact reader refuses."""

    def __init__(self, at: int, certain: Certain, reader: CellReader):
        self.at = at
        self._reader = reader
        self._certain = certain
        self._clean = set(certain.texts)
        self._tests = [*_tests(certain)]
        self._all_clean = _all_clean(certain)
        has_more = certain.pattern is not None or certain.least or certain.wrong
        self._is_length = certain.languages == () and not has_more

    def wrong(self, column: Column, longest: int) -> Collection[str]:
        """The texts that are wrong, of a column whose texts have at most `longest` characters."""
        if self._is_length and max(map(len, column), default=0) <= self._certain.most:
            return ()
        if self._all_clean is not None and longest <= self._certain.longest:
            joined = "\n".join([*column, ""])
            found = self._all_clean(joined)
            if found.end() == len(joined) and joined.count("\n") == len(column):
                return ()
        doubted: Any = set(column)
        bad: set[str] = doubted & self._certain.wrong
        if self._tests:
            known = doubted - bad if bad else doubted
            if longest > self._certain.longest:
                known = {text for text in known if len(text) <= self._certain.longest}
            rest = doubted - known if len(known) < len(doubted) else set()
            for test in self._tests:
                rest.update(filterfalse(test, known))
            doubted = rest
        if not doubted:
            return bad
        doubted -= self._clean
        read = self._reader.read
        wrong: set[str] = {text for text in doubted if read(text)[1]}
        if len(self._clean) < MAX_KNOWN:
            self._clean |= doubted - wrong
        return wrong


def _tests(certain: Certain) -> Iterator[Callable[[str], Any]]:
    """Functions of a text that are all true where it is clean, up to a length."""
    if certain.languages is None:
        return
    if certain.least or certain.most < certain.longest:
        yield re.compile(rf"[\s\S]{{{certain.least},{certain.most}}}").fullmatch
    for language in certain.languages:
        yield re.compile(language).fullmatch
    if certain.pattern is not None:
        yield compile_pattern(certain.pattern).test


def _all_clean(certain: Certain) -> Callable[[str], Any] | None:
    """Matches the clean texts at the beginning of some, each with a line feed behind it.

    To look at a column at once is twice as quick as text by text. None where the rules are not a
    single pattern without line feeds, or where a text that it matches is wrong.
    """
    has_more = certain.pattern is not None or certain.least or certain.most < certain.longest
    if certain.languages is None or len(certain.languages) != 1 or has_more:
        return None
    language = certain.languages[0]
    may_span = any(sign in language for sign in ("\\", "[^", "\n"))  # could match a line feed
    if may_span or any(re.fullmatch(language, text) for text in certain.wrong):
        return None
    texts = "".join(f"|{re.escape(text)}" for text in sorted(certain.texts))
    return re.compile(f"(?:(?:{language}{texts})\n)*+").match


class KeyHash:
    """The hashes of a key: equal where the keys are equal, 0 where a part has no value."""

    def __init__(self, on: KeyColumns, plan: Plan, secret: bytes | None):
        self._parts = [PartHash(column, plan, secret) for column in on.columns]

    def of_columns(self, columns: Sequence[Column], rows: int) -> Hashes:
        """The hash of each row's key."""
        if not rows:
            return array("Q")
        return self._of_parts([part.of_column(columns[part.at]) for part in self._parts])

    def of_typed(self, columns: Mapping[int, Sequence[Any]], rows: int) -> Hashes:
        """The hash of each row's key, of values by their column."""
        if not rows:
            return array("Q")
        return self._of_parts([[*map(part.of_value, columns[part.at])] for part in self._parts])

    def _of_parts(self, parts: Sequence[Sequence[int]]) -> Hashes:
        if len(parts) == 1:
            return array("Q", parts[0])
        keys = zip(*parts, strict=True)
        return array("Q", [0 if 0 in key else hash(key) & _HASH for key in keys])

    def of_values(self, key: Sequence[Any]) -> int:
        """The hash of a key whose values were read exactly."""
        if None in key:
            return 0
        parts = tuple(part.of_value(value) for part, value in zip(self._parts, key, strict=True))
        return parts[0] if len(parts) == 1 else hash(parts) & _HASH


class PartHash:
    """The hashes of one column of a key, by the canonical texts of its values where it has them."""

    def __init__(self, column: int, plan: Plan, secret: bytes | None):
        field = plan.fields[column]
        pattern = type_of(field).canonical_pattern(field)
        self.at = column
        self._type: Type = type_of(field)
        self._missing = frozenset(plan.missing[column])
        self._reader = plan.readers[column]
        self._has_texts = pattern is not None
        self._is_canonical = re.compile(pattern).fullmatch if pattern else None
        self._hash: Callable[[Any], int] = hash if secret is None else partial(_hash_with, secret)

    def of_column(self, column: Column) -> list[int]:
        """The hash of each text's value, 0 for a text that means none."""
        if self._has_texts and self._missing.isdisjoint(column):
            odd = () if self._is_canonical is None else set(filterfalse(self._is_canonical, column))
            if not odd:
                hashed = self._hash
                return [hashed(text) & _HASH or 1 for text in column]
        found: dict[str, int] = {}
        return [
            found[text] if text in found else found.setdefault(text, self._of_text(text))
            for text in column
        ]

    def _of_text(self, text: str) -> int:
        if text in self._missing:
            return 0
        is_plain = self._has_texts and (self._is_canonical is None or self._is_canonical(text))
        if is_plain:
            return self._hash(text) & _HASH or 1
        return self.of_value(self._reader.read(text)[0])

    def of_value(self, value: Any) -> int:
        """The hash of a value that was read exactly, None where there is none."""
        if value is None:
            return 0
        key = self._type.text_of(value) if self._has_texts else key_of([value], (0,))
        return self._hash(key) & _HASH or 1


def _hash_with(secret: bytes, text: Any) -> int:
    """The hash of a canonical text that all processes with a secret have."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8, key=secret).digest(), "little")


class HeldKeys:
    """One foreign key over columns: the rows whose key is not held, each key asked once."""

    def __init__(self, reference: Reference, plan: Plan):
        self._held = reference.held
        self._columns = reference.on.columns
        self._readers = [plan.readers[column] for column in self._columns]
        self._fine: set[Any] = set()

    def doubted(self, columns: Sequence[Column]) -> Iterator[int]:
        """The rows whose key is not held."""
        keys = _keys(columns, self._columns)
        lacking = {key for key in set(keys) - self._fine if not self._is_held(key)}
        if lacking:
            yield from (at for at, key in enumerate(keys) if key in lacking)

    def _is_held(self, texts: Any) -> bool:
        key = _values(texts, self._readers)
        is_held = all(part is None for part in key) or key in self._held
        if is_held and len(self._fine) < MAX_KNOWN:
            self._fine.add(texts)
        return is_held


class KeptTexts:
    """The keys of a table that other tables refer to, each read once."""

    def __init__(self, on: KeyColumns, plan: Plan):
        self._columns = on.columns
        self._readers = [plan.readers[column] for column in on.columns]
        self._seen: set[Any] = set()

    def new_keys(self, columns: Sequence[Column], doubted: set[int]) -> set[Key]:
        """The keys of rows that are not doubted."""
        keys: Any = _keys(columns, self._columns)
        if doubted:
            keys = [key for at, key in enumerate(keys) if at not in doubted]
        new = set(keys) - self._seen
        if len(self._seen) < MAX_KNOWN:
            self._seen |= new
        return {_values(texts, self._readers) for texts in new}


def _keys(columns: Sequence[Column], on: Sequence[int]) -> Sequence[Any]:
    """The texts of a key by row: a text, or a tuple where there is more than one."""
    if len(on) == 1:
        return columns[on[0]]
    return [*zip(*(columns[column] for column in on), strict=True)]


def _values(texts: Any, readers: Sequence[CellReader]) -> Key:
    cells = (texts,) if isinstance(texts, str) else texts
    values = [reader.read(text)[0] for reader, text in zip(readers, cells, strict=True)]
    return key_of(values, range(len(values)))
