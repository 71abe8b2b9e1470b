"""Which pass reads the tables of a package, for tests that compare what the passes say."""

from __future__ import annotations

import pytest

from pincite.tables import passes
from pincite.tables.fast import scan
from pincite.tables.sieves.columns import ColumnSieve

PASSES = ("exact", "columns", "polars")
SIEVES = PASSES[1:]
each_pass = pytest.mark.parametrize("by", PASSES)


def take_pass(monkeypatch: pytest.MonkeyPatch, by: str, block: int | None = None) -> None:
    """From here on tables are read by a pass, a sieve of which gets blocks of some bytes."""
    monkeypatch.setattr(passes, "MIN_FAST", 0 if by == "polars" else 10**12)
    monkeypatch.setattr(passes, "MIN_FAST_BESIDE", 0)
    monkeypatch.setattr(passes, "MIN_BLOCKS", 10**12 if by == "exact" else 0)
    if block is not None:
        monkeypatch.setattr(scan, "BLOCK", block)
        monkeypatch.setattr(ColumnSieve, "block", block)
