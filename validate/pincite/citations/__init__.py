"""The evidence for cells: their citations, what is known of the sources, and what follows."""

from pincite.citations.derivation import (
    derive_citation,
    derive_parted,
    derive_said,
    external_rows,
    external_value,
    position_value,
)
from pincite.citations.evidence import Evidence, cell_method
from pincite.citations.gather import (
    declared_currencies,
    gather_evidence,
    package_evidence,
    read_tables,
    table_of,
    texts_of,
)
from pincite.citations.model import (
    Cell,
    Citation,
    CitedRows,
    Note,
    TableCells,
)
from pincite.citations.source_texts import SourceTexts

__all__ = [
    "Cell",
    "Citation",
    "CitedRows",
    "Evidence",
    "Note",
    "SourceTexts",
    "TableCells",
    "cell_method",
    "declared_currencies",
    "derive_citation",
    "derive_parted",
    "derive_said",
    "external_rows",
    "external_value",
    "gather_evidence",
    "package_evidence",
    "position_value",
    "read_tables",
    "table_of",
    "texts_of",
]
