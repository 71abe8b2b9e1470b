"""The native sieve: the rules of a plan compiled for the C of `_native.c`, and its doubts settled.

Each field becomes an automaton over bytes; of a field that none covers each text is asked once.
Keys are compared by their canonical texts: where a type has none, `plan_fits` says that the column
sieve is to look at the table.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import copy
from decimal import Decimal
from functools import partial
from typing import Any

from pincite.tables.passes import Plan
from pincite.tables.row_check import Key, KeyColumns, Reference, key_of
from pincite.tables.sieves import NATIVE, _native
from pincite.tables.sieves.automata import Automaton, NotRegular, TooLarge, automaton_of
from pincite.tables.sieves.blocks import Hashes, Layout, Sifted, Suspect
from pincite.tables.sieves.certain import Certain, certain_of
from pincite.types import CellReader, Type, type_of
from pincite.types.base import hash_key
from pincite.types.patterns import python_spelling

FREE, ASKED = -1, -2  # in place of a column's automaton
MAX_KNOWN = 200_000  # texts of a column that are remembered
MAX_BYTES = 2**30  # of a text that any automaton takes
LONG_NUMBER = re.compile(r"-?[0-9]+(e-?[0-9]+)?")  # as `hash_key` writes it
ANYTHING = (r"[\s\S]*",)
_SUSPECT, _DOUBT = 4, 7  # numbers of each in what C gives


class NativeSieve:
    """A sieve (see `Sieve`) in C; `held` are the keys that other tables refer to."""

    name = NATIVE
    block = 2**20
    path = _native.PATHS[0]  # of the instructions of this machine, the quickest

    def __init__(self, layout: Layout, plan: Plan, secret: bytes | None = None):
        """The secret of the hashes has 32 bytes; None is for that of this process."""
        columns = zip(plan.fields, plan.missing, plan.readers, strict=True)
        known = [certain_of(*column) for column in columns]
        self._plan = plan
        self._tables = Tables()
        self._asked = [TextMemory(reader) for reader in plan.readers]
        rules = tuple(map(self._tables.rule, known))
        missing = tuple(self._tables.texts(texts) for texts in plan.missing)
        keys = tuple(
            self._key(key.on, None, is_primary=key.code == "primary-key") for key in plan.keys
        )
        references = tuple(self._reference(reference) for reference in plan.references)
        self._kept = [self._key(on, None) for on in plan.kept]
        is_filled = any(key.code == "primary-key" for key in plan.keys) or any(
            field.get("constraints", {}).get("required") for field in plan.fields
        )
        quote = layout.dialect.quote_char
        self._given = (
            ord(layout.dialect.delimiter),
            ord(quote) if quote else -1,
            self.path,
            tuple(self._tables.found),
            rules,
            missing,
            not is_filled,
            keys,
            references,
        )
        self.secret = secret
        self._secret = () if secret is None else (secret,)
        self._quote = (quote or "").encode()
        self._begin()

    def _begin(self) -> None:
        """Keep keys in sets that are empty yet."""
        sets = [_native.TextSet() for _ in self._plan.kept]
        kept = tuple(
            (is_primary, found, parts)
            for (is_primary, _, parts), found in zip(self._kept, sets, strict=True)
        )
        self._sieve = _native.Sieve(*self._given, kept, *self._secret)
        self.held: list[HeldTexts] = [
            HeldTexts(found, on, self._plan)
            for on, found in zip(self._plan.kept, sets, strict=True)
        ]

    def fresh(self) -> NativeSieve:
        """See `Sieve.fresh`; the automata are shared, and what is known of texts."""
        other = copy(self)
        other._begin()
        return other

    def unite(self, held: Sequence[HeldTexts]) -> None:
        """See `Sieve.unite`."""
        for own, other in zip(self.held, held, strict=True):
            own.update(other)

    def _key(self, on: KeyColumns, found: Any, *, is_primary: bool = False) -> tuple[Any, ...]:
        parts = []
        for column in on.columns:
            field = self._plan.fields[column]
            pattern = type_of(field).canonical_pattern(field)
            parts.append((column, self._tables.pattern(pattern) if pattern else -1))
        return is_primary, found, tuple(parts)

    def _reference(self, reference: Reference) -> tuple[Any, ...]:
        return self._key(reference.on, as_text_set(reference.held, reference.on, self._plan))

    def sift(self, chunk: bytes, *, is_last: bool) -> Sifted:
        """See `Sieve.sift`."""
        consumed, records, lines, suspects, doubts, hashes = self._sieve.sift(chunk, is_last)
        found = [*_suspects(suspects)]
        if doubts:
            wrong = self._wrong(chunk, array("q", doubts))
            if wrong:
                found = sorted(wrong | set(found))
        return Sifted(consumed, records, lines, found, [array("Q", some) for some in hashes])

    def _wrong(self, chunk: bytes, doubts: array[int]) -> set[Suspect]:
        """The records of doubted cells that the exact reader refuses."""
        wrong: set[Suspect] = set()
        for at in range(0, len(doubts), _DOUBT):
            column, begin, end = doubts[at + 4 : at + 7]
            text = chunk[begin >> 1 : end]
            if begin & 1:
                text = text.replace(self._quote * 2, self._quote)
            if not self._asked[column].is_clean(text):
                wrong.add(Suspect(*doubts[at : at + _SUSPECT]))
        return wrong

    def places(self, chunk: bytes, at: Sequence[int], *, is_last: bool) -> Sequence[Suspect]:
        """See `Sieve.places`."""
        return [*_suspects(self._sieve.places(chunk, array("q", at).tobytes(), is_last))]

    def hashes_of(self, key: int, keys: Sequence[Sequence[Any]]) -> Sequence[int]:
        """See `Sieve.hashes_of`."""
        columns = self._plan.keys[key].on.columns
        kinds = kinds_of(columns, self._plan)
        return [
            0 if None in values else _native.hash_of(text_of_key(kinds, values), *self._secret)
            for values in keys
        ]

    def keep(self, rows: Sequence[Sequence[Any]]) -> None:
        """See `Sieve.keep`."""
        for kept, held in zip(self._plan.kept, self.held, strict=True):
            for values in rows:
                held.add([values[column] for column in kept.columns])

    def repeated(self, hashes: Sequence[Hashes]) -> set[int]:
        """See `Sieve.repeated`."""
        return set(array("Q", _native.repeated(hashes)))


def _suspects(numbers: bytes) -> Iterator[Suspect]:
    found = array("q", numbers)
    return map(Suspect, *(found[at::_SUSPECT] for at in range(_SUSPECT)))


class TextMemory:
    """What the exact reader said of the texts of a column that were asked about."""

    def __init__(self, reader: CellReader):
        self._reader = reader
        self._known: dict[bytes, bool] = {}

    def is_clean(self, text: bytes) -> bool:
        """Whether the reader takes a text, given as UTF-8."""
        found = self._known.get(text)
        if found is None:
            found = not self._reader.read(text.decode())[1]
            if len(self._known) < MAX_KNOWN:
                self._known[text] = found
        return found


class Tables:
    """The automata of a sieve, none of them twice: as C takes them."""

    def __init__(self) -> None:
        self.found: list[tuple[bytes, bytes, int, int]] = []
        self._numbers: dict[object, int] = {}

    def rule(self, certain: Certain) -> int:
        """The number of the automaton of a field, FREE or ASKED."""
        if certain.is_free:
            return FREE
        longest = min(certain.longest, certain.most)
        known = (certain.languages, certain.pattern, certain.least, certain.texts, certain.wrong)
        if certain.languages is None:
            try:
                return self._number(known, lambda: automaton_of((), certain.texts, ()), MAX_BYTES)
            except TooLarge:  # an enum of thousands of names
                return ASKED
        languages = [*certain.languages]
        if certain.pattern is not None:
            spelt = python_spelling(certain.pattern)
            if spelt is None:
                return ASKED
            languages.append(spelt)
        if certain.least:
            languages.append(rf"[\s\S]{{{certain.least},}}")
        make = partial(automaton_of, languages or ANYTHING, certain.texts, certain.wrong)
        try:
            return self._number((*known, longest), make, longest)
        except (TooLarge, NotRegular):
            return ASKED

    def texts(self, texts: Iterable[str]) -> int:
        """The number of the automaton of some texts. Raises TooLarge."""
        found = frozenset(texts)
        return self._number(found, lambda: automaton_of((), found, ()), MAX_BYTES)

    def pattern(self, pattern: str) -> int:
        """The number of the automaton of a pattern of canonical texts. Raises TooLarge."""
        return self._number(pattern, lambda: automaton_of((pattern,), (), ()), MAX_BYTES)

    def _number(self, key: object, make: Any, longest: int) -> int:
        if key not in self._numbers:
            made: Automaton = make()
            self._numbers[key] = len(self.found)
            self.found.append((made.table, bytes(made.accepts), made.start, longest))
        return self._numbers[key]


def plan_fits(plan: Plan) -> bool:
    """Whether all keys have canonical texts, and those between tables are texts or numbers."""
    between = {column for on in plan.kept for column in on.columns}
    between |= {column for reference in plan.references for column in reference.on.columns}
    kinds = [type_of(plan.fields[column]) for column in between]
    if not all(kind.compares_as_text or kind.is_number for kind in kinds):
        return False
    columns = between | {column for key in plan.keys for column in key.on.columns}
    fields = [plan.fields[column] for column in columns]
    return all(type_of(field).canonical_pattern(field) is not None for field in fields)


def kinds_of(columns: Sequence[int], plan: Plan) -> list[Type]:
    """The types of some columns."""
    return [type_of(plan.fields[column]) for column in columns]


def text_of_key(kinds: Sequence[Type], values: Sequence[Any]) -> bytes:
    """A key as C has it: its canonical text, or those of its parts, each with its length."""
    parts = [
        kind.text_of(value).encode("utf-8", "surrogateescape")
        for kind, value in zip(kinds, values, strict=True)
    ]
    if len(parts) == 1:
        return parts[0]
    return b"".join(len(part).to_bytes(4, "little") + part for part in parts)


class HeldTexts:
    """The keys of a table that others refer to: those that are whole and canonical are in C.

    `others` are keys that the exact pass read.
    """

    def __init__(self, texts: Any, on: KeyColumns, plan: Plan):
        self.texts = texts
        self.kinds = kinds_of(on.columns, plan)
        self._fields = [(plan.fields[column], plan.missing[column]) for column in on.columns]
        self._readers: Sequence[CellReader] = ()
        self._others: set[Key] = set()
        self._typed: set[Key] | None = None

    @property
    def is_text(self) -> bool:
        """Whether all values are their texts."""
        return all(kind.compares_as_text for kind in self.kinds)

    def add(self, values: Sequence[Any]) -> None:
        """Hold the key of some values that were read exactly."""
        if self.is_text and None not in values:
            self.texts.add(text_of_key(self.kinds, values))
        else:
            self._others.add(key_of(values, range(len(values))))

    def update(self, other: HeldTexts) -> None:
        """Hold the keys of another table of the same columns."""
        self.texts.update(other.texts)
        self._others |= other._others

    def __getstate__(self) -> dict[str, Any]:
        """For another process: a set in C as its texts."""
        return {**vars(self), "texts": self.texts.texts(), "_readers": (), "_typed": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.texts = _native.TextSet()
        for text in state["texts"]:
            self.texts.add(text)

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, tuple)
        if self.is_text and all(isinstance(part, str) for part in key):
            return text_of_key(self.kinds, key) in self.texts
        return key in self._others if self.is_text else key in self.keys()

    def keys(self) -> set[Key]:
        """All keys, typed; to be asked when the table is read."""
        if self._typed is None:
            self._readers = [CellReader(field, missing) for field, missing in self._fields]
            found = (self._values(text) for text in self.texts.texts())
            self._typed = {key_of(values, range(len(values))) for values in found} | self._others
        return self._typed

    def _values(self, text: bytes) -> list[Any]:
        parts = [text]
        if len(self._readers) > 1:
            parts, at = [], 0
            while at < len(text):
                begin = at + 4
                at = begin + int.from_bytes(text[at:begin], "little")
                parts.append(text[begin:at])
        cells = [part.decode("utf-8", "surrogateescape") for part in parts]
        return [reader.read(cell)[0] for reader, cell in zip(self._readers, cells, strict=True)]


def as_text_set(held: Container[Key], on: KeyColumns, plan: Plan) -> Any:
    """The keys that a table refers to, as a set in C of the texts that its own keys would have.

    A key that has no such text is left out: the exact pass then looks at the rows that have it.
    """
    kinds = kinds_of(on.columns, plan)
    is_text = all(kind.compares_as_text for kind in kinds)
    if isinstance(held, HeldTexts) and held.is_text and is_text:
        return held.texts
    found = _native.TextSet()
    keys = held.keys() if isinstance(held, HeldTexts) else held
    assert isinstance(keys, Iterable)
    for key in keys:
        values = [*map(_as_kind, kinds, key)]
        if None not in values:
            found.add(text_of_key(kinds, values))
    return found


def _as_kind(kind: Type, part: Any) -> Any:
    """A part of a key as a value of a type, None where it equals none of that type's values."""
    if kind.compares_as_text:
        return part if isinstance(part, str) else None
    if isinstance(part, str):  # a long number, see `hash_key`, or a text, which equals no number
        number = Decimal(part) if LONG_NUMBER.fullmatch(part) else None
        part = number if number is not None and hash_key(number) == part else None
    if not isinstance(part, int | Decimal) or not Decimal(part).is_finite():
        return None
    return kind.reader({})(part)
