"""Shapes of JSON values: what a declaration must look like before anything reads it.

A fault names the place by its path in the JSON, such as `resources[3].schema.fields[0].name`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol
from unicodedata import category

from pincite.report.codes import CODES
from pincite.report.frozen import Frozen
from pincite.report.visible import difference, look, without_credentials
from pincite.types.base import hash_key

EMPTY = "is empty, so it says nothing"
# Properties that add checks alone: without one, all else is read as it would be with it.
ONLY_CHECKS = frozenset(
    "constraints required unique pattern enum minimum maximum exclusiveMinimum exclusiveMaximum"
    " minLength maxLength primaryKey foreignKeys uniqueKeys".split()
)
LONGEST = 60  # characters of a value that a message shows, and of a key that a path shows


class Fault(Frozen):
    """What is wrong at a path of a JSON value; `code` where the path does not tell the kind.

    By its code it may be a warning or a note only; without one it is an error. An error `is_idle`
    where a key that would add checks is passed over: the rest of it can be relied on. `step` is
    what to do, where the code does not say it.
    """

    path: str
    message: str
    code: str = ""
    line: int | None = None
    is_idle: bool = False
    step: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether there is an error, and not only something to be said."""
        return not self.code or CODES[self.code].severity == "error"

    @property
    def is_harmful(self) -> bool:
        """Whether the value cannot be relied on."""
        return self.is_error and not self.is_idle

    def __str__(self) -> str:
        return f"{self.path or 'the whole value'}: {self.message}"


class Shape(Protocol):
    """Anything that can say what is wrong with a value."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of a value that is at a path."""


class Kind(Frozen):
    """A value of some Python types; true and false are not numbers."""

    type: type | tuple[type, ...]
    says: str
    least: int | None = None

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is of another type, or less than the least."""
        is_wrong_bool = isinstance(value, bool) and self.type is not bool
        if not isinstance(value, self.type) or is_wrong_bool:
            yield Fault(path, f"must be {self.says}, is {shown(value)}")
        elif isinstance(value, int) and self.least is not None and value < self.least:
            yield Fault(path, f"must be at least {self.least}, is {shown(value)}")


class Text(Frozen):
    """A text that fits its own rule."""

    says: str
    fits: Callable[[str], object]

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is not such a text."""
        if not isinstance(value, str) or not self.fits(value):
            yield Fault(path, f"must be {self.says}, is {shown(value)}")


def _can_be_seen(text: str) -> bool:
    """Whether a name has a sign, and no character that does not print; blanks are of any kind."""
    return bool(text.strip()) and all(c.isprintable() or category(c) == "Zs" for c in text)


TEXT = Kind(str, "a text")
FLAG = Kind(bool, "true or false")
COUNT = Kind(int, "an integer")
NUMBER = Kind((int, Decimal), "a number")
NAME = Text("a name", _can_be_seen)
FILLED = Text("a text that is not empty", bool)


class Between(Frozen):
    """An integer between two, which are included."""

    least: int
    most: int

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is not such an integer."""
        is_integer = isinstance(value, int) and not isinstance(value, bool)
        if not is_integer or not self.least <= value <= self.most:
            yield Fault(path, f"must be {self.least} to {self.most}, is {shown(value)}")


class Anything:
    """Any value."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """Nothing is wrong."""
        del value, path
        yield from ()


class Choice(Frozen):
    """One of some texts."""

    options: tuple[str, ...]

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault, with what may have been meant."""
        if not isinstance(value, str) or value not in self.options:
            hint = meant(value, self.options) if isinstance(value, str) else ""
            yield Fault(path, f"must be one of: {', '.join(self.options)}, is {shown(value)}{hint}")


class ListOf(Frozen):
    """A list whose items have a shape; `least` to `most` of them, each once if it `is_set`."""

    item: Shape
    least: int = 0
    is_set: bool = False
    most: int | None = None

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the list and of its items."""
        if not isinstance(value, list):
            yield Fault(path, f"must be a list, is {shown(value)}")
            return
        if len(value) < self.least:
            yield Fault(path, f"must hold at least {self.least}")
        if self.most is not None and len(value) > self.most:
            yield Fault(path, f"must hold at most {self.most}")
        for number, item in enumerate(value):
            yield from self.item.faults(item, f"{path}[{number}]")
        if self.is_set:
            for number in repeated(value):
                message = f"repeats an earlier item: {shown(value[number])}"
                yield Fault(f"{path}[{number}]", message)


class MapOf(Frozen):
    """An object with any keys whose values have a shape."""

    item: Shape

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the object and of its values."""
        if not isinstance(value, dict):
            yield Fault(path, f"must be an object, is {shown(value)}")
            return
        for key, item in value.items():
            yield from self.item.faults(item, step(path, key))


class Either(Frozen):
    """One shape for texts, another for everything else."""

    text: Shape
    other: Shape

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the shape that the value is meant to have."""
        if not isinstance(value, str | list | dict):
            kind = "a list" if isinstance(self.other, ListOf) else "an object"
            yield Fault(path, f"must be a text or {kind}, is {shown(value)}")
            return
        yield from (self.text if isinstance(value, str) else self.other).faults(value, path)


class Object(Frozen):
    """An object with required and optional keys; a closed one has no others.

    An open object takes other keys, for the standard allows custom properties, but none of
    `misplaced`, which says where such a key belongs. A key that looks like a misspelt known one
    (except those of `spared`) is a warning; it is an error if checks would be lost by it: if the
    known one is among `checks`, or among `words`, which are everyday words, and it is not its
    plural (a field's `types` may be somebody's own).
    """

    required: Mapping[str, Shape] = {}
    optional: Mapping[str, Shape] = {}
    is_closed: bool = False
    misplaced: Mapping[str, str] = {}
    spared: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the object, of its keys and of their values."""
        if not isinstance(value, dict):
            yield Fault(path, f"must be an object, is {shown(value)}")
            return
        known = {**self.required, **self.optional}
        for key in self.required:
            if key not in value:
                yield Fault(path, f"lacks {key}")
        for key, item in value.items():
            if item in ("", None, []) and self._is_annotation(key):
                yield Fault(step(path, key), EMPTY, "empty-property")
            elif key in known:
                yield from known[key].faults(item, step(path, key))
            elif key in self.misplaced:
                message = f"belongs {self.misplaced[key]}"
                yield Fault(step(path, key), message, is_idle=key in ONLY_CHECKS)
            elif self.is_closed:
                yield Fault(step(path, key), f"is not known here{meant(key, known)}")
            elif key not in self.spared and (near := nearest(key, known)):
                message = f"is not known here{asked(key, near)}"
                code, is_idle = self._code(key, near, value), near in ONLY_CHECKS
                yield Fault(step(path, key), message, code, is_idle=is_idle)

    def _is_annotation(self, key: str) -> bool:
        """Whether a key is an optional one of an open object that carries no checks."""
        return not self.is_closed and key in self.optional and key not in self.checks | self.words

    def _code(self, key: str, near: str, value: Mapping[str, Any]) -> str:
        """The code of a misspelt key, empty for an error of the kind that its path tells."""
        is_own = near in self.words and (near in value or _is_plural(key, near))
        is_lost = near in self.checks | self.words and not is_own
        return "" if is_lost else "unknown-property"

    def with_keys(self, optional: Mapping[str, Shape]) -> Object:
        """The same object with more optional keys."""
        return self.replace(optional={**self.optional, **optional})


class MayBeEmpty(Frozen):
    """A shape, or an empty text (list), which says nothing."""

    shape: Shape
    empty: Any = ""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """A note for an empty one, else the faults by the shape."""
        if value == self.empty:
            yield Fault(path, EMPTY, "empty-property")
        else:
            yield from self.shape.faults(value, path)


class Late(Frozen):
    """A shape that is made when a value needs it, because making it costs imports."""

    make: Callable[[], Shape]

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the shape."""
        yield from self.make().faults(value, path)


class Checked(Frozen):
    """A shape, and a check of the whole object, whose keys may be missing or wrong."""

    shape: Shape
    check: Callable[[Mapping[str, Any], str], Iterable[Fault]]

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the shape, then those of the check."""
        yield from self.shape.faults(value, path)
        if isinstance(value, dict):
            yield from self.check(value, path)


def step(path: str, key: str) -> str:
    """The path of a key of the object at a path; a long key is shortened."""
    key = _short(key)
    return f"{path}.{key}" if path else key


def upward(path: str) -> Iterator[str]:
    """A path and the paths above it, but not that of the whole value."""
    while path:
        yield path
        cut = max(path.rfind("."), path.rfind("["))
        path = path[: max(cut, 0)]


def repeated(values: Iterable[Any]) -> Iterator[int]:
    """The positions of JSON values that repeat an earlier one."""
    seen: set[Any] = set()
    for number, value in enumerate(values):
        identity = _identity(value)
        if identity in seen:
            yield number
        seen.add(identity)


def _identity(value: Any) -> Any:
    if isinstance(value, list | dict):
        try:
            return json.dumps(value, sort_keys=True, default=str)
        except RecursionError:
            return id(value)
    return isinstance(value, bool), hash_key(value)


def shown(value: Any) -> str:
    """A value as a message shows it: texts and numbers shortened, lists and objects named."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return str(value).lower().replace("none", "null")
    return f"“{_short(value)}”" if isinstance(value, str) else _short(str(value))


def _short(text: str) -> str:
    text = without_credentials(text)
    text = text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
    return text if text.isprintable() else ascii(text)[1:-1]


# What a misspelt name may mean: the known name that it is next to.

SHORT, LONG = 4, 9  # letters: short names are near to too much, long ones may have two slips


def meant(name: str, options: Iterable[str]) -> str:
    """The end of a message: which of the options may be meant, empty where none is near.

    A name in the form of a custom property (`namespace:name`, `_name`, `name@language`) is none.
    """
    found = nearest(name, options)
    return asked(name, found) if found else ""


def asked(name: str, near: str) -> str:
    """The question whether a name was meant; where the two look the same, how they differ."""
    apart = difference(name, near) if name.casefold() != near.casefold() else ""
    return f"; did you mean {near}?" + (f" ({apart})" if apart else "")


def nearest(name: str, options: Iterable[str]) -> str | None:
    """The first option that a name may mean, or None; see `meant`."""
    if not name or name[0] in "_$" or ":" in name or "@" in name:
        return None
    seen = look(name)
    return next((it for it in options if look(it) == seen or is_near(name, it)), None)


def _is_plural(one: str, other: str) -> bool:
    """Whether one of two English words is the plural of the other."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return long in (f"{short}s", f"{short}es") or (short[-1:] == "y" and long == f"{short[:-1]}ies")


def is_near(name: str, option: str) -> bool:
    """Whether a name looks like a misspelt option: case, separators, one slip, or two of a long."""
    is_variant = name.startswith(option) and not name[len(option) :][:1].isalpha()
    if abs(len(name) - len(option)) > SHORT or is_variant:  # such as title_fr
        return False
    mine, theirs = _plain(name), _plain(option)
    if mine == theirs:
        return True
    if len(theirs) < 3 or len(set(mine) ^ set(theirs)) > 4:  # two slips change no more letters
        return False
    slips = _distance(mine, theirs)
    if len(theirs) <= SHORT:  # `date` is not a misspelt `data`
        return slips == 1 and (len(mine) != len(theirs) or sorted(mine) == sorted(theirs))
    return slips <= (2 if len(theirs) >= LONG else 1)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def _distance(one: str, other: str) -> int:
    """Letters left out, added, replaced or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
