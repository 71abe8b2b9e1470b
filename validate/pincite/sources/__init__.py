"""Documents as sources: HTML, PDF, DOCX and Markdown become one text and one map of it.

The text is what citations count in; the map leads back to page, element and cell.
"""

from pincite.sources.making import make, map_name, map_of, map_text, original_name, read_document
from pincite.sources.source_map import Places, Spot, read_places

__all__ = [
    "Places",
    "Spot",
    "make",
    "map_name",
    "map_of",
    "map_text",
    "original_name",
    "read_document",
    "read_places",
]
