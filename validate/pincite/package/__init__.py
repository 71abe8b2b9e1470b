"""Opening data packages: descriptor, schemas, tables, and writing files without half states."""

from pincite.package.descriptor import Convention, Package, Resource
from pincite.package.opening import open_package
from pincite.package.reading import BadDeclaration
from pincite.package.schema import CitationRule, Field, Schema, listed
from pincite.package.table import Record, Table, read_table
from pincite.package.write import csv_text, json_text, write_files

__all__ = [
    "BadDeclaration",
    "CitationRule",
    "Convention",
    "Field",
    "Package",
    "Record",
    "Resource",
    "Schema",
    "Table",
    "csv_text",
    "json_text",
    "listed",
    "open_package",
    "read_table",
    "write_files",
]
