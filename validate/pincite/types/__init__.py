"""Cells: from the text or JSON value of a cell to its typed value, by Table Schema.

The only place that knows the types, formats and constraints of the standard (v1 and v2). Where
frictionless 5.21 reads a cell otherwise, `DEVIATIONS` in the tests says so and why.
"""

from pincite.types.field import CellFault, CellReader, compile_field
from pincite.types.patterns import begins_with_ink, portable_pattern
from pincite.types.readers import TYPES, BadField

__all__ = [
    "TYPES",
    "BadField",
    "CellFault",
    "CellReader",
    "begins_with_ink",
    "compile_field",
    "portable_pattern",
]
