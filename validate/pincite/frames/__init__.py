"""Reading a package's tables into the libraries people work with, every type kept.

One way for all: a file's texts by column (`texts`), each column typed (`convert`) into an Arrow
table (`table`), and from there to pandas, polars or DuckDB (`frames`). Never a silently wrong
value: what a quick way might read otherwise goes through the exact readers of `cells`.
"""

from pincite.frames.data_tables import DataTable, DataTables
from pincite.frames.options import ReadOptions
from pincite.frames.source import CannotRead
from pincite.report.extras import MissingLibrary

__all__ = [
    "CannotRead",
    "DataTable",
    "DataTables",
    "MissingLibrary",
    "ReadOptions",
]
