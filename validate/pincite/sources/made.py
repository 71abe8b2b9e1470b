"""What a reader makes of a document: one text, and the parts of its map."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

RULE = 1  # of the text; another rule gives another number, and other texts
MAP = 1  # of the map's form


@dataclass
class Made:
    """A text and where its pieces come from, in offsets of its code points.

    `runs` are `[start, end, path]` with the path's number in `paths`, or `[start, end, page, box]`
    with the box `[left, bottom, right, top]` in points. `tables` hold `[start, end, row, column,
    row headers, column headers]`. At `boundaries` nothing is read across; at `seams` digits of two
    elements meet; what is `struck` out is kept. `language` is the BCP 47 tag that the document
    gives of itself. `left_out` names the numbers that the text lacks.
    """

    text: str
    extractor: str
    version: str
    encoding: str | None = None
    language: str | None = None
    changed: dict[str, int] = field(default_factory=dict)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seams: list[int] = field(default_factory=list)
    struck: list[list[int]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    pages: list[list[float]] = field(default_factory=list)
    runs: list[list[Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    boundaries: list[int] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON types, the text too."""
        return asdict(self)


def map_name(file_name: str) -> str:
    """The name of the map of a text, beside it."""
    return f"{Path(file_name).stem}.map.json"


def printed_digest(text: str) -> str:
    """The digest of what is printed: the text without white space and U+FFFD.

    Another version of a reader may part words in another way; it must not print others.
    """
    return digest(re.sub(r"[\s\ufffd]+", "", text))


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()
