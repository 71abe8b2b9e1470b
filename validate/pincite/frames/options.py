"""How a table is read: the choices of all readers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypedDict

Decimals = Literal["float", "exact"]
Edtf = Literal["text", "bounds"]
Errors = Literal["raise", "null"]


class ReadOptions(TypedDict, total=False):
    """The choices of every reader.

    decimals: "float" reads numbers as 64-bit floats, "exact" as decimals.
    edtf: "text" leaves EDTF dates as they are, "bounds" adds their earliest and latest day.
    errors: "raise" stops at a cell that is not of its type, "null" reads it as missing.
    as_text: names of fields whose cells stay text, unread.
    """

    decimals: Decimals
    edtf: Edtf
    errors: Errors
    as_text: Collection[str]


@dataclass(frozen=True)
class Options:
    """The choices with their defaults; raises ValueError for an unknown choice."""

    decimals: Decimals = "float"
    edtf: Edtf = "text"
    errors: Errors = "raise"
    as_text: Collection[str] = ()

    def __post_init__(self) -> None:
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                raise ValueError(f"{name}={getattr(self, name)!r}: it is {' or '.join(known)}")
        if isinstance(self.as_text, str):
            raise ValueError(f"as_text={self.as_text!r}: it is a list of field names")


_CHOICES = {
    "decimals": ("float", "exact"),
    "edtf": ("text", "bounds"),
    "errors": ("raise", "null"),
}
