"""The evidence for cells: their citations, what is known of the sources, and what follows."""

from pincite.evidence.citation import Cell, Citation, Note
from pincite.evidence.derivation import (
    derive_citation,
    external_rows,
    external_value,
    position_value,
)
from pincite.evidence.gather import gather_evidence, read_tables
from pincite.evidence.model import Evidence, cell_method
from pincite.evidence.rows import CitedRows, TableCells

__all__ = [
    "Cell",
    "Citation",
    "CitedRows",
    "Evidence",
    "Note",
    "TableCells",
    "cell_method",
    "derive_citation",
    "external_rows",
    "external_value",
    "gather_evidence",
    "position_value",
    "read_tables",
]
