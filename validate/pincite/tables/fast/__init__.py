"""The fast pass: blocks of columns, looked at by polars; chooses the rows for the exact pass.

A cell rule is a stateless expression over a column of texts, true only where every cell is clean
for certain; a key rule is an aggregate over columns. What they doubt, the exact readers decide.
Import this package only where polars is installed and a table is large enough to repay it.
"""

from pincite.tables.fast.scan import FastScan
from pincite.tables.fast.sieve import Layout, PolarsSieve, layout_of

__all__ = ["FastScan", "Layout", "PolarsSieve", "layout_of"]
