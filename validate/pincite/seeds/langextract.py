"""Files of langextract: JSON Lines, an annotated document on each (`save_annotated_documents`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.files.reading import read_text
from pincite.report import CannotRun


@dataclass(frozen=True)
class Extraction:
    """A stretch of text that an extractor says it found; `start` is None where it has no place."""

    number: int
    name: str
    text: str
    start: int | None
    end: int | None
    alignment: str
    attributes: Mapping[str, Any]


def read_langextract(path: Path, document: str | None = None) -> list[Extraction]:
    """The extractions of one document of a file; `document` is its id, if there are several.

    Raises CannotRun where the file is of another form, or has no such document.
    """
    found = {line: _document(item, f"{path.name}:{line}") for line, item in _lines(path)}
    ids = [str(item.get("document_id")) for item in found.values()]
    if document is None and len(ids) != 1:
        raise CannotRun(f"{path.name}: name the --document; documents: {', '.join(ids) or 'none'}")
    if document is not None and document not in ids:
        raise CannotRun(f"{path.name}: has no document {document}; documents: {', '.join(ids)}")
    at = 0 if document is None else ids.index(document)
    line, item = list(found.items())[at]
    return [
        _extraction(extraction, number, f"{path.name}:{line}")
        for number, extraction in enumerate(item.get("extractions") or [], 1)
    ]


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    if not path.exists():
        raise CannotRun(f"{path}: there is no such file")
    text = read_text(path, path.name)
    for line, row in enumerate(text.split("\n"), 1):  # line ends of other kinds are data here
        if row.strip():
            try:
                yield line, json.loads(row)
            except (ValueError, RecursionError) as error:
                raise CannotRun(f"{path.name}:{line}: not JSON: {error}") from error


def _document(item: Any, place: str) -> dict[str, Any]:
    is_document = isinstance(item, dict) and isinstance(item.get("extractions"), list | None)
    if not is_document:
        raise CannotRun(f"{place}: is no annotated document of langextract")
    found: dict[str, Any] = item
    return found


def _extraction(item: Any, number: int, place: str) -> Extraction:
    where = f"{place}: extraction {number}"
    if not isinstance(item, dict):
        raise CannotRun(f"{where}: is no object")
    name, text = item.get("extraction_class"), item.get("extraction_text")
    if not isinstance(name, str) or not isinstance(text, str):
        raise CannotRun(f"{where}: has no extraction_class and extraction_text")
    interval = item.get("char_interval") or {}
    attributes = item.get("attributes") or {}
    if not isinstance(interval, dict) or not isinstance(attributes, dict):
        raise CannotRun(f"{where}: char_interval and attributes are objects or null")
    ends = [interval.get("start_pos"), interval.get("end_pos")]
    if any(end is not None and type(end) is not int for end in ends):
        raise CannotRun(f"{where}: start_pos and end_pos are integers")
    start, end = ends
    alignment = str(item.get("alignment_status") or "not aligned")
    return Extraction(number, name, text, start, end, alignment, attributes)
