"""Opening table resources: files, encoding, dialect, rows with their places. Judges no cell."""

from pincite.tables.content import Content, TableFault, open_content
from pincite.tables.dialect import Dialect
from pincite.tables.rows import (
    RawRow,
    TextRecords,
    codec_name,
    inline_rows,
    json_rows,
    pass_mark,
)

__all__ = [
    "Content",
    "Dialect",
    "RawRow",
    "TableFault",
    "TextRecords",
    "codec_name",
    "inline_rows",
    "json_rows",
    "open_content",
    "pass_mark",
]
