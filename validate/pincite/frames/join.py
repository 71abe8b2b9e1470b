"""Joining tables along the foreign keys that their schemas declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pincite.frames.options import library
from pincite.package import listed
from pincite.report import CannotRun

if TYPE_CHECKING:
    import pandas as pd

Schemas = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key between two tables: the fields on the left side and those on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    declared_in: str

    def __str__(self) -> str:
        fields = self.left if self.declared_in == "left" else self.right
        return fields[0] if len(fields) == 1 else f"({', '.join(fields)})"


def find_key(schemas: Schemas, left: str, right: str, on: str | Sequence[str] | None) -> ForeignKey:
    """The one foreign key between two tables, or that whose fields are `on`.

    Raises CannotRun where there is none, and where there are several to choose from.
    """
    found = [*_keys(schemas, left, right, "left")]
    found += [] if left == right else _keys(schemas, right, left, "right")
    known = ", ".join(f"on={_python(key)}" for key in found) or "there is none"
    if on is not None:
        fields = (on,) if isinstance(on, str) else tuple(on)
        declared = [k for k in found if (k.left if k.declared_in == "left" else k.right) == fields]
        if len(declared) != 1:
            said = f"no foreign key between {left} and {right} has the fields {', '.join(fields)}"
            raise CannotRun(f"{said}; keys: {known}")
        return declared[0]
    if not found:
        raise CannotRun(f"no foreign key is declared between {left} and {right}")
    if len(found) > 1:
        raise CannotRun(f"{len(found)} foreign keys join {left} and {right}: choose one, {known}")
    return found[0]


def _python(key: ForeignKey) -> str:
    fields = key.left if key.declared_in == "left" else key.right
    return repr(fields[0]) if len(fields) == 1 else repr(list(fields))


def _keys(schemas: Schemas, table: str, other: str, side: str) -> list[ForeignKey]:
    """The foreign keys of a table that refer to another; without a resource, to itself."""
    found = []
    for key in schemas[table].get("foreignKeys", ()):
        reference = key["reference"]
        if (reference.get("resource") or table) != other:
            continue
        own, theirs = tuple(listed(key["fields"])), tuple(listed(reference["fields"]))
        pair = (own, theirs) if side == "left" else (theirs, own)
        found.append(ForeignKey(*pair, side))
    return found


def join_frames(
    left: pd.DataFrame, right: pd.DataFrame, key: ForeignKey, name: str
) -> pd.DataFrame:
    """Every row of the left frame, in order, with what it refers to; nothing refers to nothing.

    Columns of the right frame that the left one has too are called `<table>.<column>`.
    """
    pandas = library("pandas")
    shared = [a for a, b in zip(key.left, key.right, strict=True) if a == b]
    names = {
        column: f"{name}.{column}"
        for column in right.columns
        if column in left.columns and column not in shared
    }
    clash = sorted({*names.values()} & {*left.columns, *right.columns})
    if clash:
        raise CannotRun(f"the joined column would be called {clash[0]}, but there is such a column")
    right = right.dropna(subset=list(key.right)).rename(columns=names)
    theirs = [names.get(column, column) for column in key.right]
    for ours, column in zip(key.left, theirs, strict=True):
        if left[ours].dtype != right[column].dtype:
            left = left.assign(**{ours: left[ours].astype("string")})
            right = right.assign(**{column: right[column].astype("string")})
    return pandas.merge(left, right, how="left", left_on=list(key.left), right_on=theirs)
