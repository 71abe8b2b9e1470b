"""DOCX to text, with the standard library: zip files and a parser of XML that takes no DTD.

Read are the body, footnotes and endnotes, with content controls, text boxes and equations. Tracked
changes are read as if they were accepted, and that is said. Names are those of ECMA-376, part 1.
"""

from __future__ import annotations

import html
import io
import re
import sys
import zipfile
from collections import Counter
from typing import Any
from xml.parsers import expat

from pincite.report import counted
from pincite.sources.grid import MAX_SPAN, Grid, GridCell
from pincite.sources.limits import (
    FREE_UNPACKED,
    MAX_DEPTH,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED,
    Refused,
)
from pincite.sources.losses import LeftOut, digits_of, split_at
from pincite.sources.made import Made
from pincite.sources.writer import LINE, PARAGRAPH, Writer, cut_to

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO/IEC 29500 Strict
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PREFIX = {_W: "w", _STRICT: "w", _M: "m", _MC: "mc"}
_BODY = "word/document.xml"
_RELATIONS = "_rels/.rels"
MAX_RELATIONS = 20_000  # bytes of them that are looked at
_MAIN = re.compile(rb"<Relationship\s[^>]*/officeDocument[\"'][^>]*>")
_TARGET = re.compile(rb"Target\s*=\s*[\"']([^\"']+)[\"']")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_ELSEWHERE = {  # parts with words beside the running text, and what they are
    "word/header": "page header",
    "word/footer": "page footer",
    "word/comments": "comment",
    "word/charts/": "chart",
    "word/diagrams/": "diagram",
}
_LEFT_OUT = {
    "w:del": "tracked deletion",
    "w:moveFrom": "tracked deletion",
    "mc:Fallback": "",  # the same again, for older programs
    "w:instrText": "",  # a field's code; what it shows is kept
    "w:delInstrText": "",
    "w:delText": "tracked deletion",
}
_BEFORE = "before"  # columns that a row leaves out
_MERGED = "merged"  # a cell that the one above it covers
_OFF = ("0", "false", "off")
_FALLBACK = re.compile(rb"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_TEXT_OF_PART = re.compile(rb"<(?:\w+:)?(?:t|v|delText)(?:\s[^>]*)?>([^<]*)<")


def read_docx(data: bytes, name: str) -> Made:
    """The text of a Word file and its map; raises Refused for what gives none.

    A paragraph's path is an XPath within its part: `/w:document[1]/w:body[1]/w:p[3]`; notes have
    the name of their part before it.
    """
    parts = _Parts(data, name)
    body = _Reader(name)
    body.read(parts.read(parts.body), "")
    for note in _NOTES:
        if note in parts.names:
            body.writer.separate(PARAGRAPH)
            body.read(parts.read(note), note)
    made = body.made()
    if not re.search(r"\w", made.text):
        raise Refused(f"{name}: the document has no text: pictures of text are not read")
    for part in sorted(parts.names):
        why = next((why for begin, why in _ELSEWHERE.items() if part.startswith(begin)), None)
        if why is not None and part.endswith(".xml"):
            for match in _TEXT_OF_PART.finditer(parts.read(part)):
                body.left_out.add(why, html.unescape(match[1].decode("utf-8", "replace")))
    body.left_out.close(parts.digits(), digits_of(split_at(made.text, body.writer.seams)))
    made.left_out = body.left_out.to_list()
    return made


class _Parts:
    """The parts of the zip file, within limits that hold before and while they are read."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name, self._packed, self._unpacked = name, len(data), 0
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused(
                f"{name}: is encrypted, or of an older Word: save it as .docx, unprotected"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Refused(f"{name}: is not a Word file: {error}") from error
        if len(self.names) > MAX_PARTS:
            raise Refused(f"{name}: holds more than {MAX_PARTS:,} parts")
        self.body = self._body()
        if self.body not in self.names:
            raise Refused(f"{name}: is not a Word file: it has no {_BODY}")

    def _body(self) -> str:
        """The name of the part with the running text; other programs name it otherwise."""
        if _BODY in self.names or _RELATIONS not in self.names:
            return _BODY
        found = _MAIN.search(self.read(_RELATIONS)[:MAX_RELATIONS])
        target = _TARGET.search(found[0]) if found else None
        return target[1].decode("utf-8", "replace").lstrip("/") if target else _BODY

    def read(self, part: str) -> bytes:
        """The bytes of a part; raises Refused where it unpacks to far more than it holds."""
        try:
            info = self._zip.getinfo(part)
            limit = min(MAX_UNPACKED, max(FREE_UNPACKED, MAX_RATIO * info.compress_size))
            with self._zip.open(info) as file:
                found = file.read(limit + 1)
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, EOFError) as error:
            raise Refused(f"{self._name}: {part} cannot be unpacked: {error}") from error
        except Exception as error:  # zlib.error and its kin of other compressions
            raise Refused(f"{self._name}: {part} cannot be unpacked: {error}") from error
        self._unpacked += len(found)
        if len(found) > limit or self._unpacked > MAX_UNPACKED:
            raise Refused(f"{self._name}: {part} unpacks to more than {limit:,} bytes")
        return found

    def digits(self) -> Counter[str]:
        """The runs of digits of body and notes, by looking for text between tags alone."""
        found: Counter[str] = Counter()
        for part in (self.body, *_NOTES):
            if part in self.names:
                bare = re.sub(
                    rb"<mc:Fallback>.*?</mc:Fallback>", b"", self.read(part), flags=re.DOTALL
                )
                for match in _TEXT_OF_PART.finditer(bare):
                    found += digits_of([html.unescape(match[1].decode("utf-8", "replace"))])
        return found


class _Reader:
    """One pass over a part: what is open at each moment, and the text so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.writer = Writer()
        self.left_out = LeftOut()
        self.tables: list[Grid] = []
        self.done: list[Grid] = []
        self.struck: list[list[int]] = []
        self.above: list[dict[int, GridCell]] = []  # open vertical merges by column, of each table
        self.counts: dict[str, int] = {"w:ins": 0, "w:del": 0}
        self._part = ""
        self._path: list[tuple[str, Counter[str]]] = []
        self._words: list[str] = []  # of the text element that is open
        self._takes = ""  # its name
        self._skips: list[str] = []  # elements left out that are open
        self._run: dict[str, str] = {}  # what the run's properties say

    def read(self, data: bytes, part: str) -> None:
        """Read a part; raises Refused for XML that is broken, has a DTD or is nested too deep."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._part, self._path = part, [("", Counter())]
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Refused(f"{self.name}: {part or _BODY} is broken XML: {error}") from error

    def _refuse_doctype(self, *_: Any) -> None:
        raise Refused(
            f"{self.name}: a part has a document type declaration, which Word never writes"
        )

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        space, _, local = full.rpartition(" ")
        tag = f"{_PREFIX.get(space, 'x')}:{local}"
        counts = self._path[-1][1]
        counts[tag] += 1
        self._path.append((f"{tag}[{counts[tag]}]", Counter()))
        if len(self._path) > MAX_DEPTH:
            raise Refused(f"{self.name}: elements are nested more than {MAX_DEPTH} deep")
        if tag in _LEFT_OUT or self._skips:
            self._skips.append(tag)
            self.counts["w:del"] += tag in ("w:del", "w:moveFrom") and len(self._skips) == 1
            self._takes = tag if tag in ("w:delText", "w:t") else self._takes
            return
        self.counts["w:ins"] += tag in ("w:ins", "w:moveTo")
        says = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        handler = getattr(self, f"_on_{tag.replace(':', '_')}", None)
        if handler is not None:
            handler(says)
        elif tag in ("w:t", "m:t"):
            self._takes = tag

    def _end(self, full: str) -> None:
        space, _, local = full.rpartition(" ")
        tag = f"{_PREFIX.get(space, 'x')}:{local}"
        if self._skips:
            if self._words:
                why = next((_LEFT_OUT[one] for one in self._skips if _LEFT_OUT.get(one)), "")
                if why:
                    self.left_out.add(why, "".join(self._words))
                self._words, self._takes = [], ""
            self._skips.pop()
            self._path.pop()
            return
        if tag in ("w:t", "m:t"):
            self._flow("".join(self._words))
            self._words, self._takes = [], ""
        handler = getattr(self, f"_off_{tag.replace(':', '_')}", None)
        if handler is not None:
            handler()
        self._path.pop()

    def _data(self, text: str) -> None:
        if self._takes:
            self._words.append(text)

    @property
    def path(self) -> str:
        """The path of the paragraph that is open, with its part where that is not the body."""
        names = [name for name, _ in self._path[1:]]
        last = max((at for at, name in enumerate(names) if name.startswith("w:p[")), default=-1)
        return self._part + "/" + "/".join(names[: last + 1] if last >= 0 else names)

    def _flow(self, text: str) -> None:
        if not text:
            return
        if self._is_on("vanish"):
            self.left_out.add("hidden", text)
            return
        sign = {"superscript": "^", "subscript": "_"}.get(self._run.get("vertAlign", ""))
        if sign and self._run.get("sign") != "written":
            is_mark = sign == "^" and not re.match(r"\s*[-+−–]?\d", text)
            self.writer.raised(sign, is_mark=is_mark)
            self._run["sign"] = "written"
        start = self.writer.length
        self.writer.flow(text, self.path)
        if self._is_on("strike") or self._is_on("dstrike"):
            self.struck.append([start, self.writer.length])
        if sign:
            self.writer.end_raised()

    def _is_on(self, name: str) -> bool:
        return self._run.get(name, "0") not in _OFF

    def _on_w_p(self, _: dict[str, str]) -> None:
        in_cell = bool(self.tables and self.tables[-1].rows and self.tables[-1].rows[-1])
        self.writer.separate(LINE if in_cell else PARAGRAPH)

    def _off_w_p(self) -> None:
        self._on_w_p({})

    def _on_w_r(self, _: dict[str, str]) -> None:
        self._run = {}

    def _off_w_r(self) -> None:
        self._run = {}

    def _on_w_vanish(self, says: dict[str, str]) -> None:
        if any(name.startswith("w:r[") for name, _ in self._path):
            self._run["vanish"] = says.get("val", "1")

    def _on_w_strike(self, says: dict[str, str]) -> None:
        if any(name.startswith("w:r[") for name, _ in self._path):
            self._run["strike"] = says.get("val", "1")

    _on_w_dstrike = _on_w_strike

    def _on_w_vertAlign(self, says: dict[str, str]) -> None:  # noqa: N802
        if any(name.startswith("w:r[") for name, _ in self._path):
            self._run["vertAlign"] = says.get("val", "")

    def _on_w_br(self, _: dict[str, str]) -> None:
        self.writer.separate(LINE)

    _on_w_cr = _on_w_br

    def _on_w_tab(self, _: dict[str, str]) -> None:
        if any(name.startswith("w:r[") for name, _ in self._path):  # else a tab stop
            self.writer.flow(" ", self.path)

    def _on_w_noBreakHyphen(self, _: dict[str, str]) -> None:  # noqa: N802
        self.writer.flow("\u2011", self.path)

    def _on_w_softHyphen(self, _: dict[str, str]) -> None:  # noqa: N802
        self.writer.changed["soft hyphen"] += 1

    def _on_w_sym(self, _: dict[str, str]) -> None:
        self.writer.changed["sign of a symbol font"] += 1
        self.writer.flow("\ufffd", self.path)

    def _on_w_footnoteReference(self, _: dict[str, str]) -> None:  # noqa: N802
        self.writer.changed["mark of a note"] += 1

    _on_w_endnoteReference = _on_w_footnoteReference  # noqa: N815

    def _on_w_tbl(self, _: dict[str, str]) -> None:
        self.writer.separate(LINE if self.tables else PARAGRAPH)
        self.tables.append(Grid(start=self.writer.length))
        self.above.append({})

    def _off_w_tbl(self) -> None:
        grid = self.tables.pop()
        self.above.pop()
        grid.end = self.writer.length
        grid.rows = [[cell for cell in row if cell.scope != _MERGED] for row in grid.rows]
        self.writer.separate(LINE if self.tables else PARAGRAPH)
        if any(len(row) > 1 for row in grid.rows):
            self.done.append(grid)

    def _on_w_tr(self, _: dict[str, str]) -> None:
        if self.tables:
            self.writer.begin_row()
            self.tables[-1].rows.append([])

    def _off_w_tr(self) -> None:
        if self.tables and not self.writer.end_row():
            self.tables[-1].rows[-1].clear()

    def _on_w_tc(self, _: dict[str, str]) -> None:
        if not self.tables or not self.tables[-1].rows:
            return
        row = self.tables[-1].rows[-1]
        self.writer.begin_cell(is_first=all(cell.scope == _BEFORE for cell in row))
        at = self.writer.length
        row.append(GridCell(at, at))

    def _on_w_gridBefore(self, says: dict[str, str]) -> None:  # noqa: N802
        """Columns that a row leaves out at its beginning."""
        value = says.get("val", "0")
        if self.tables and self.tables[-1].rows and value.isdecimal() and int(value[:6]) > 0:
            at = self.writer.length
            before = GridCell(at, at, colspan=min(int(value[:6]), MAX_SPAN), scope=_BEFORE)
            self.tables[-1].rows[-1].append(before)

    def _off_w_tc(self) -> None:
        if not self.tables or not self.tables[-1].rows or not self.tables[-1].rows[-1]:
            return
        self.writer.end_cell()
        cell = self.tables[-1].rows[-1][-1]
        cell.end = max(cell.start, self.writer.length)

    def _cell(self) -> GridCell | None:
        rows = self.tables[-1].rows if self.tables else []
        return rows[-1][-1] if rows and rows[-1] else None

    def _on_w_gridSpan(self, says: dict[str, str]) -> None:  # noqa: N802
        cell, value = self._cell(), says.get("val", "1")
        if cell is not None and value.isdecimal():
            cell.colspan = max(1, min(int(value[:6]), 1000))

    def _on_w_vMerge(self, says: dict[str, str]) -> None:  # noqa: N802
        """A cell merged with the ones below; those are cells of the file too, and are empty."""
        cell = self._cell()
        if cell is None:
            return
        row = self.tables[-1].rows[-1]
        column = sum(other.colspan for other in row[:-1])
        if says.get("val") == "restart":
            self.above[-1][column] = cell
        elif column in self.above[-1]:
            self.above[-1][column].rowspan += 1
            cell.scope = _MERGED

    def _on_w_tblHeader(self, says: dict[str, str]) -> None:  # noqa: N802
        if self.tables and self.tables[-1].rows and says.get("val", "1") not in _OFF:
            self.tables[-1].header_rows.add(len(self.tables[-1].rows) - 1)

    def made(self) -> Made:
        """The text and its map."""
        writer = self.writer
        text = writer.text
        tables = sorted(self.done, key=lambda grid: grid.start)
        bounds = writer.boundaries.union(*(grid.boundaries(text) for grid in tables))
        warnings = []
        if self.counts["w:ins"] or self.counts["w:del"]:
            warnings.append(
                f"the document has tracked changes: {self.counts['w:ins']} insertions are read as"
                f" text, {self.counts['w:del']} deletions are left out"
            )
        struck = [[start, min(end, len(text) - 1)] for start, end in self.struck]
        struck = [[start, end] for start, end in struck if start < end]
        if struck:
            says = "struck out in the document and kept here; one that is cited needs a note"
            warnings.append(f"{counted(len(struck), 'passages')} {says}")
        return Made(
            text=text,
            extractor="pincite-docx",  # with the expat of this Python, which only parses
            version=".".join(map(str, sys.version_info[:1])),
            changed=dict(sorted(writer.changed.items())),
            warnings=warnings,
            struck=struck,
            paths=list(writer.paths),
            runs=cut_to(writer.runs, len(text) - 1),
            tables=[grid.to_dict(text) for grid in tables],
            boundaries=sorted(bound for bound in bounds if 0 < bound < len(text)),
        )
