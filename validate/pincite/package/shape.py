"""Shapes of JSON values: what a declaration must look like before anything reads it.

A fault names the place by its path in the JSON, such as `resources[3].schema.fields[0].name`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Protocol


@dataclass(frozen=True)
class Fault:
    """What is wrong at a path of a JSON value."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'the whole value'}: {self.message}"


class Shape(Protocol):
    """Anything that can say what is wrong with a value."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of a value that stands at a path."""


@dataclass(frozen=True)
class Kind:
    """A value of one Python type; true and false are no integers."""

    type: type
    says: str

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is of another type."""
        is_wrong_bool = isinstance(value, bool) and self.type is not bool
        if not isinstance(value, self.type) or is_wrong_bool:
            yield Fault(path, f"must be {self.says}, is {shown(value)}")


@dataclass(frozen=True)
class Name:
    """A text that can name something: not empty, and to be seen."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is no such text."""
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            yield Fault(path, f"must be a name, is {shown(value)}")


NAME = Name()
TEXT = Kind(str, "a text")
FLAG = Kind(bool, "true or false")
COUNT = Kind(int, "an integer")


@dataclass(frozen=True)
class Between:
    """An integer between two, which are included."""

    least: int
    most: int

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is no such integer."""
        is_integer = isinstance(value, int) and not isinstance(value, bool)
        if not is_integer or not self.least <= value <= self.most:
            yield Fault(path, f"must be {self.least} to {self.most}, is {shown(value)}")


class Anything:
    """Any value."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """Nothing is wrong."""
        del value, path
        yield from ()


@dataclass(frozen=True)
class Choice:
    """One of some texts."""

    options: tuple[str, ...]

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault, with what may have been meant."""
        if not isinstance(value, str) or value not in self.options:
            yield Fault(path, f"{shown(value)} is none of: {', '.join(self.options)}")


@dataclass(frozen=True)
class ListOf:
    """A list whose items have a shape; `least` of them at least."""

    item: Shape
    least: int = 0

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the list and of its items."""
        if not isinstance(value, list):
            yield Fault(path, f"must be a list, is {shown(value)}")
            return
        if len(value) < self.least:
            yield Fault(path, f"must hold at least {self.least}")
        for number, item in enumerate(value):
            yield from self.item.faults(item, f"{path}[{number}]")


@dataclass(frozen=True)
class MapOf:
    """An object with any keys whose values have a shape."""

    item: Shape

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the object and of its values."""
        if not isinstance(value, dict):
            yield Fault(path, f"must be an object, is {shown(value)}")
            return
        for key, item in value.items():
            yield from self.item.faults(item, f"{path}.{key}")


@dataclass(frozen=True)
class Either:
    """One shape for texts, another for everything else."""

    text: Shape
    other: Shape

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the shape that the value is meant to have."""
        yield from (self.text if isinstance(value, str) else self.other).faults(value, path)


@dataclass(frozen=True)
class Object:
    """An object with required and optional keys; a closed one has no others.

    An open object takes other keys, but not one that looks like a misspelt key of `guarded`.
    """

    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)
    is_closed: bool = False
    guarded: tuple[str, ...] = ()

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the object, of its keys and of their values."""
        if not isinstance(value, dict):
            yield Fault(path, f"must be an object, is {shown(value)}")
            return
        for key in self.required:
            if key not in value:
                yield Fault(path, f"lacks {key}")
        known = {**self.required, **self.optional}
        for key, item in value.items():
            at = f"{path}.{key}" if path else key
            if key in known:
                yield from known[key].faults(item, at)
            elif self.is_closed:
                yield Fault(at, f"is not known here{_meant(key, tuple(known))}")
            elif meant := _meant(key, self.guarded):
                yield Fault(at, f"is not known here{meant}")


def _meant(key: str, options: tuple[str, ...]) -> str:
    near = get_close_matches(key, options, n=1, cutoff=0.8)
    return f"; did you mean {near[0]}?" if near else ""


def shown(value: Any) -> str:
    """A value as a message shows it, shortened."""
    text = f"“{value}”" if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
