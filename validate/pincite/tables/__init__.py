"""Opening table resources: bytes, encoding, dialect, rows with their places. Judges no cell."""

from pincite.tables.content import Content, TableFault, read_content
from pincite.tables.dialect import Dialect
from pincite.tables.rows import RawRow, csv_rows, json_rows

__all__ = ["Content", "Dialect", "RawRow", "TableFault", "csv_rows", "json_rows", "read_content"]
