"""Scanning: the rows of a table against its schema; an exact pass, and a fast one for large files.

The exact pass alone knows the rules and words the faults. The fast pass looks at blocks of columns
and may only say that rows are clean for certain; all others go to the exact pass.
"""

from pincite.scan.exact import scan_rows
from pincite.scan.keys import Key, Reference, key_columns, uniqueness
from pincite.scan.plan import (
    Counts,
    Finding,
    Plan,
    compile_readers,
    ignore,
    missing_of,
    positions_of,
)
from pincite.scan.rows import Fault

__all__ = [
    "Counts",
    "Fault",
    "Finding",
    "Key",
    "Plan",
    "Reference",
    "compile_readers",
    "ignore",
    "key_columns",
    "missing_of",
    "positions_of",
    "scan_rows",
    "uniqueness",
]
