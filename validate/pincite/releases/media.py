"""Media types of a release's files, by the ends of their names."""

from __future__ import annotations

_TYPES = {
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".html": "text/html",
    ".cff": "text/yaml",
    ".csv": "text/csv",
}


def media_type(name: str) -> str:
    """The media type of a file of a release; plain text where the name's end says nothing."""
    return next((kind for end, kind in _TYPES.items() if name.endswith(end)), "text/plain")
