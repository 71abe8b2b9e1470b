"""Which pass reads the tables of a package, for tests that compare what the passes say."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from typing import Any

import pytest

from pincite.tables import passes, sieves
from pincite.tables.sieves.columns import ColumnSieve

HAS_NATIVE = find_spec("pincite.tables.sieves._native") is not None
PATHS: tuple[str, ...] = ()
if HAS_NATIVE:
    from pincite.tables.sieves import _native

    PATHS = _native.PATHS
SIEVES = ("columns", *(f"native {path}" for path in PATHS))
PASSES = ("exact", *SIEVES)
taken: Counter[str] = (
    Counter()
)  # tables that each sieve looked at: a plan may not fit the native one
_sieve_for = sieves.sieve_for
each_pass = pytest.mark.parametrize("by", PASSES)


def take_pass(monkeypatch: pytest.MonkeyPatch, by: str, block: int | None = None) -> None:
    """From here on tables are read by a pass, a sieve of which gets blocks of some bytes."""
    name, _, path = by.partition(" ")
    monkeypatch.setattr(passes, "MIN_BLOCKS", 10**12 if by == "exact" else 0)
    monkeypatch.setattr(sieves, "sieve_of_machine", lambda: name)
    monkeypatch.setattr(sieves, "sieve_for", _counted)
    if block is not None:
        monkeypatch.setattr(ColumnSieve, "block", block)
    if name == "native":
        from pincite.tables.sieves.native import NativeSieve

        monkeypatch.setattr(NativeSieve, "block", block or NativeSieve.block)
        monkeypatch.setattr(NativeSieve, "path", path)


def _counted(*given: Any) -> Any:
    found = _sieve_for(*given)
    taken[type(found).__name__] += 1
    return found
