"""Sieves: they look at blocks of a table and choose the rows that the exact pass decides about.

A sieve knows what is clean for certain, from the rules of `certain.py`, and passes it; it has no
words for faults. `columns.py` is in plain Python and asks each distinct text of a column once.
"""

from pincite.tables.sieves.blocks import BlockScan, Layout, layout_of

__all__ = ["BlockScan", "Layout", "layout_of"]
