"""Classes of values, for modules that every run imports: their annotated names are the arguments.

`dataclasses` does more of the same and costs a quarter of a short run: it imports `inspect`, and
writes and compiles methods for each class. `typing.NamedTuple` compiles each annotation that is a
text, as all are behind `from __future__ import annotations`; modules that need tuples do without
that import. Elsewhere, use `dataclasses` and `NamedTuple`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, ClassVar, Self, dataclass_transform

_set = object.__setattr__  # to fill `__dict__` at once would take twice the memory


@dataclass_transform(frozen_default=True)
class Frozen:
    """A value: equal to one of its class with equal fields, and never changed.

    A subclass annotates its fields, in order; a default is a value that nothing changes. It may
    have a `__post_init__`. Fields that are named as `apart` do not count for equality.
    """

    _names: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[frozenset[str]] = frozenset()
    _known: ClassVar[frozenset[str]] = frozenset()
    _apart: ClassVar[frozenset[str]] = frozenset()
    _compared: ClassVar[attrgetter[Any]]

    def __init_subclass__(cls, apart: Sequence[str] = ()) -> None:
        cls._names = tuple(dict.fromkeys((*cls._names, *cls.__annotations__)))
        cls._required = frozenset(name for name in cls._names if not hasattr(cls, name))
        cls._apart = frozenset(apart) | cls._apart
        if cls._required != {*cls._names[: len(cls._required)]}:
            raise TypeError(f"{cls.__name__}: a field without a default follows one that has it")
        cls._known = frozenset(cls._names)
        cls._compared = attrgetter(*(name for name in cls._names if name not in cls._apart))

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self._names
        if named or not len(self._required) <= len(values) <= len(names):
            self._check(values, named)
        for name, value in zip(names, values, strict=False):  # a default is found in the class
            _set(self, name, value)
        for name, value in named.items():
            _set(self, name, value)
        self.__post_init__()

    def _check(self, values: Sequence[Any], named: Mapping[str, Any]) -> None:
        given = {*self._names[: len(values)], *named}
        is_once = len(given) == len(values) + len(named)  # else too many values, or a name twice
        if not (is_once and self._required <= given <= self._known):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._names)}")

    def __post_init__(self) -> None:
        """Check or shorten the fields, by `self.__dict__`."""

    def replace(self, **changes: Any) -> Self:
        """The same with other values of some fields."""
        return type(self)(**{name: getattr(self, name) for name in self._names} | changes)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._compared(self) == self._compared(other))

    def __hash__(self) -> int:
        return hash(self._compared(self))

    def __repr__(self) -> str:
        fields = (f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({', '.join(fields)})"

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: it is a value")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted: it is a value")
