"""How a table is read: the choices, and the libraries that are asked for only when needed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, TypedDict

from pincite.report import CannotRun

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


class MissingLibrary(CannotRun, ImportError):
    """A library that a reader needs is not installed; the message says what installs it."""


EXTRAS = {
    "arrow": ("pyarrow",),
    "pandas": ("pandas", "pyarrow"),
    "polars": ("polars", "pyarrow"),
    "duckdb": ("duckdb", "pyarrow"),
}


def require(extra: str) -> None:
    """Import the libraries of an extra; raises MissingLibrary where one is not installed."""
    for name in EXTRAS[extra]:
        try:
            import_module(name)
        except ImportError as error:
            message = f"{name} is not installed: pip install 'pincite[{extra}]'"
            raise MissingLibrary(message, name=name) from error


def library(name: str) -> Any:
    """A library, or a module of one, that `require` has found."""
    return import_module(name)
