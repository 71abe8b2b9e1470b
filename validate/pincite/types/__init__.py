"""Types: from the text, JSON value or native value of a cell to its typed value, by Table Schema.

The only place that knows the types, formats and constraints of the standard (v1 and v2): one
module for each type holds all that is known of it. Where frictionless 5.21 reads a cell otherwise,
docs/differences.md says so and why.
"""

from pincite.types.base import BOUNDS, LENGTHS, BadField, Kind, NoPlace, Stored, Type
from pincite.types.field import CellFault, CellReader, compile_field
from pincite.types.registry import DEFAULT, TYPES, type_of

__all__ = [
    "BOUNDS",
    "DEFAULT",
    "LENGTHS",
    "TYPES",
    "BadField",
    "CellFault",
    "CellReader",
    "Kind",
    "NoPlace",
    "Stored",
    "Type",
    "compile_field",
    "type_of",
]
