"""Sieves: they look at blocks of a table and choose the rows that the exact pass decides about.

A sieve knows what is clean for certain, from the rules of `certain.py`, and passes it; it has no
words for faults. `native.py` runs in C, where that was compiled; `columns.py` is in plain Python
and asks each distinct text of a column once.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pincite.tables.passes import Plan

NATIVE = "native"
COLUMNS = "columns"


def sieve_of_machine() -> str:
    """The sieve that tables are read by: NATIVE where its C was compiled, else COLUMNS."""
    return NATIVE if find_spec("pincite.tables.sieves._native") else COLUMNS


def description() -> str:
    """The sieve of this machine, in words."""
    if sieve_of_machine() == NATIVE:
        from pincite.tables.sieves import _native

        return f"native sieve, {_native.PATHS[0]}"
    return "sieve of columns in Python; the native one was not compiled"


def sieve_for(layout: Any, plan: Plan, secret: bytes | None = None) -> Any:
    """The quickest sieve that can look at a table of a plan; see `blocks.Sieve`.

    Sieves of the same name and secret, in whatever process, give equal keys equal hashes.
    """
    if sieve_of_machine() == NATIVE:
        from pincite.tables.sieves.automata import TooLarge
        from pincite.tables.sieves.native import plan_fits

        if plan_fits(plan):
            with suppress(TooLarge):  # thousands of missing values
                return sieve_named(NATIVE, layout, plan, secret)
    return sieve_named(COLUMNS, layout, plan, secret)


def sieve_named(name: str, layout: Any, plan: Plan, secret: bytes | None = None) -> Any:
    """The sieve of a name. Raises ImportError for the native one where it was not compiled."""
    if name == NATIVE:
        from pincite.tables.sieves.native import NativeSieve

        return NativeSieve(layout, plan, secret)
    from pincite.tables.sieves.columns import ColumnSieve

    return ColumnSieve(layout, plan, secret)


def has_texts(plan: Plan) -> bool:
    """Whether all keys have canonical texts: other processes can give the same hashes then."""
    from pincite.types import type_of

    fields = [plan.fields[column] for key in plan.keys for column in key.on.columns]
    return all(type_of(field).canonical_pattern(field) is not None for field in fields)
