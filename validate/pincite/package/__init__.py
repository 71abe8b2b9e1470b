"""Packages: descriptor, resources and schemas, opened."""

from pincite.descriptor.documents import BadDeclaration
from pincite.package.bare import TableOptions
from pincite.package.descriptor import Convention, Package, Resource
from pincite.package.memory import NativeTable
from pincite.package.opening import open_package
from pincite.package.schema import CitationRule, Field, Schema, listed

__all__ = [
    "BadDeclaration",
    "CitationRule",
    "Convention",
    "Field",
    "NativeTable",
    "Package",
    "Resource",
    "Schema",
    "TableOptions",
    "listed",
    "open_package",
]
