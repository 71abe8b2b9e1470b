"""Documents as Docling converted them: its JSON export becomes a text, its pages and cells the map.

The form is docling-core's `DoclingDocument` (versions 1.x of its schema): `body` is a tree of
references to `texts`, `tables`, `groups` and `pictures`; `prov` says page and box of an item. The
original is the JSON file: what Docling did not read, nothing here can know.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pincite.files.reading import parse_json, utf_8_text
from pincite.report import counted
from pincite.sources.grid import Grid, GridCell, is_number
from pincite.sources.limits import MAX_PAGES, Refused
from pincite.sources.losses import LeftOut, digits_of, split_at
from pincite.sources.made import Made
from pincite.sources.writer import BLANK, LINE, PARAGRAPH, Writer, cut_to

NAME = "DoclingDocument"
_ITEMS = "texts tables groups pictures key_value_items form_items field_regions field_items".split()
_MAX_ROWS = 2**20  # of a table; a workbook has no more
_BOUNDED = ("title", "section_header", "list_item", "caption", "footnote")
_LAYERS = {  # `content_layer`; what is not of the body is not printed in its lines
    "furniture": "page header or footer",
    "background": "background",
    "invisible": "hidden",
    "notes": "speaker note",
}


def read_docling(data: bytes, name: str) -> Made:
    """The text of a document that Docling exported as JSON, and its map.

    Raises Refused for JSON that is not of this form, or has no text.
    """
    document, is_odd = parse_json(utf_8_text(data, name), name)
    if is_odd:
        raise Refused(f"{name}: holds a key twice, NaN or Infinity, which Docling does not write")
    if not isinstance(document, dict) or document.get("schema_name") != NAME:
        raise Refused(f"{name}: is JSON, but not a {NAME} as Docling exports it")
    try:
        return _Reading(document, name).made()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        says = f"{type(error).__name__}: {error}"
        raise Refused(f"{name}: is not of the form of a {NAME} ({says})") from error


class _Reading:
    """The items of a document in reading order, each once."""

    def __init__(self, document: Mapping[str, Any], name: str) -> None:
        self.document, self.name = document, name
        self.items = {
            f"#/{kind}/{number}": item
            for kind in _ITEMS
            for number, item in enumerate(document.get(kind, ()))
        }
        self.heights = {
            int(page["page_no"]): (_side(page["size"]["width"]), _side(page["size"]["height"]))
            for page in document.get("pages", {}).values()
        }
        self.writer, self.left_out = Writer(), LeftOut()
        self.places: dict[str, tuple[int, list[float]]] = {}  # page and box, by the writer's path
        self.spans: dict[str, tuple[int, int]] = {}  # of texts, for captions
        self.seen: set[str] = set()
        self.grids: list[tuple[Grid, list[str]]] = []
        self.richer: Counter[str] = Counter()  # digits that rich cells and their items both have
        self.unsplit = 0

    def made(self) -> Made:
        """The text and its map."""
        self._walk(_children(self.document["body"]))
        text = self.writer.text
        if not text.strip():
            raise Refused(f"{self.name}: has no text in lines or tables, only pictures or forms")
        for grid, captions in self.grids:
            found = [self.spans[ref] for ref in captions if ref in self.spans]
            grid.caption = found[0] if found else None
        grids = [grid for grid, _ in self.grids]
        bounds = self.writer.boundaries.union(*(grid.boundaries(text) for grid in grids))
        self.left_out.close(self._digits(), digits_of(split_at(text, self.writer.seams)))
        runs, paths = self._runs(len(text) - 1)
        return Made(
            text=text,
            extractor="pincite-docling",
            version="1",
            changed=dict(sorted(self.writer.changed.items())),
            left_out=self.left_out.to_list(),
            warnings=self._warnings(),
            seams=[seam for seam in self.writer.seams if seam < len(text)],
            paths=paths,
            pages=self._pages(runs, len(text)),
            runs=runs,
            tables=[grid.to_dict(text) for grid in grids],
            boundaries=sorted(bound for bound in bounds if 0 < bound < len(text)),
        )

    def _walk(self, refs: list[str]) -> None:
        """Write items and what is below them, in order, without recursion."""
        stack = [(ref, PARAGRAPH) for ref in reversed(refs)]
        while stack:
            ref, level = stack.pop()
            if ref in self.seen:
                continue
            self.seen.add(ref)
            item = self.items[ref]
            layer = item.get("content_layer", "body")
            if layer != "body":
                self.left_out.add(_LAYERS.get(layer, f"layer {layer}"), item.get("text") or "")
            elif ref.startswith("#/tables/"):
                captions, notes = _refs(item.get("captions")), _refs(item.get("footnotes"))
                if not self.seen.issuperset(captions):
                    self.seen.discard(ref)  # its captions first; then they are seen
                    stack.append((ref, level))
                    stack += [(one, PARAGRAPH) for one in reversed(captions)]
                    continue
                self._table(ref, item, captions)
                stack += [(one, LINE) for one in reversed(notes)]
            elif item.get("text") or item.get("orig"):
                self._text(ref, item, level)
            is_inline, is_list = item.get("label") == "inline", item.get("label") == "list"
            below = BLANK if is_inline else LINE if is_list else PARAGRAPH
            children = _children(item)
            levels = [level if is_inline else PARAGRAPH, *[below] * len(children)]
            stack += [*zip(children, levels, strict=False)][::-1]

    def _text(self, ref: str, item: Mapping[str, Any], level: int) -> None:
        """A text, each part of it on its page."""
        writer = self.writer
        is_bounded = item.get("label") in _BOUNDED
        writer.separate(level)
        if is_bounded:
            writer.bound()
        script = (item.get("formatting") or {}).get("script")
        sign = {"super": "^", "sub": "_"}.get(script or "")
        if sign:
            writer.raised(sign)
        start = writer.length
        for words, path in self._parts(ref, item):
            writer.flow(words, path, keeps_white=item.get("label") == "code")
        if sign:
            writer.end_raised()
        self.spans[ref] = (start, writer.length)
        if is_bounded:
            writer.bound()

    def _parts(self, ref: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """A text cut where another page begins: `charspan` of its places, if they tile it."""
        text, places = item.get("text") or item["orig"], item.get("prov") or ()
        cuts = [0, *(place["charspan"][0] for place in places[1:]), len(text)]
        is_tiled = cuts == sorted(cuts)
        if len({place["page_no"] for place in places}) > 1 and not is_tiled:
            self.unsplit += 1
        if len(places) < 2 or not is_tiled:
            yield text, self._path(ref, places[0] if places else None)
            return
        for place, one, other in zip(places, cuts, cuts[1:], strict=False):
            yield text[one:other], self._path(ref, place)

    def _path(self, ref: str, place: Mapping[str, Any] | None, box: Any = None) -> str:
        """The writer's name of a place: of a page and a box, or else the reference of the item."""
        if place is None:
            return ref
        page = place["page_no"]
        if type(page) is not int or not 0 <= page <= MAX_PAGES:
            raise Refused(f"{self.name}: has page {page}; read are pages 1 to {MAX_PAGES:,}")
        if page == 0:  # of what is on no page, such as a table of a workbook
            return ref
        box = box or place["bbox"]
        left, top, right, bottom = (_side(box[side]) for side in "ltrb")
        height = self.heights.get(page, (0.0, 0.0))[1]
        if box.get("coord_origin", "TOPLEFT") == "TOPLEFT":
            top, bottom = (height - top, height - bottom) if height else (0.0, 0.0)
        found = [round(side, 1) for side in (left, bottom, right, top)]
        path = f"{ref} {page} {found}"
        self.places[path] = (page, found)
        return path

    def _table(self, ref: str, table: Mapping[str, Any], captions: list[str]) -> None:
        """A table: rows as lines, cells parted by tabs; where each is, Docling says."""
        writer = self.writer
        writer.separate(PARAGRAPH)
        grid = Grid(by="inferred", start=writer.length)
        place = (table.get("prov") or (None,))[0]
        rows: dict[int, list[Mapping[str, Any]]] = {}
        for cell in table["data"]["table_cells"]:
            rows.setdefault(_index(cell, "start_row_offset_idx"), []).append(cell)
        grid.rows = [[] for _ in range(max(rows, default=-1) + 1)]
        for number, cells in sorted(rows.items()):
            writer.begin_row()
            for at, cell in enumerate(sorted(cells, key=lambda c: c["start_col_offset_idx"])):
                writer.begin_cell(is_first=at == 0)
                start = writer.length
                words = self._words(cell)
                writer.flow(words, self._path(ref, place, cell.get("bbox")))
                writer.end_cell()
                grid.rows[number].append(_cell(cell, number, start, writer.length))
            if not writer.end_row():
                grid.rows[number].clear()
            full = [cell for cell in cells if cell["text"].strip()]
            if _heads(full):
                grid.header_rows.add(number)
            elif all(cell.get("row_header") for cell in full):
                for one in grid.rows[number]:  # the head of a section is not that of columns
                    one.is_header = False
        grid.end = writer.length
        if any(len(row) > 1 for row in grid.rows):
            self.grids.append((grid, captions))

    def _words(self, cell: Mapping[str, Any]) -> str:
        """The words of a cell; a rich one also has items, which are not written twice."""
        words = str(cell["text"])
        if not cell.get("ref"):
            return words
        found: list[str] = []
        stack = _refs([cell["ref"]])
        while stack:
            ref = stack.pop()
            if ref in self.seen:
                continue
            self.seen.add(ref)
            item = self.items[ref]
            found += [item.get("text") or ""]
            found += [str(one["text"]) for one in item.get("data", {}).get("table_cells", ())]
            stack += reversed(_children(item))
        words = words if words.strip() else " ".join(filter(None, found))
        self.richer += digits_of([words]) & digits_of(found)
        return words

    def _digits(self) -> Counter[str]:
        """The runs of digits of all texts and cells, counted apart from the walk."""
        found: Counter[str] = Counter()
        for item in self.document.get("texts", ()):
            found += digits_of([item.get("text") or ""]) | digits_of([item.get("orig") or ""])
        for table in self.document.get("tables", ()):
            found += digits_of(str(cell["text"]) for cell in table["data"]["table_cells"])
        for kind in ("key_value_items", "form_items"):
            for item in self.document.get(kind, ()):
                found += digits_of(str(cell["text"]) for cell in item["graph"]["cells"])
        return found - self.richer

    def _runs(self, length: int) -> tuple[list[list[Any]], list[str]]:
        """The runs of the map, by page and box where Docling says them; and the other paths."""
        names = list(self.writer.paths)
        paths = [name for name in names if name not in self.places]
        numbers = {path: number for number, path in enumerate(paths)}
        runs: list[list[Any]] = []
        for start, end, number in cut_to(self.writer.runs, length):
            name = names[number]
            place = self.places.get(name)
            runs.append([start, end, *(place or (numbers[name],))])
        return runs, paths

    def _pages(self, runs: list[list[Any]], length: int) -> list[list[float]]:
        """From where to where each page reaches in the text, and its size."""
        paged = [run for run in runs if len(run) == 4]
        last = max((run[2] for run in paged), default=0)
        found: list[list[float]] = []
        for page in range(1, last + 1):
            own = [run for run in paged if run[2] == page] if page in self.heights else []
            start = min((run[0] for run in own), default=length)
            end = max((run[1] for run in own), default=length)
            found.append([start, end, *self.heights.get(page, (0.0, 0.0))])
        return found

    def _warnings(self) -> list[str]:
        found = ["the text is what Docling read: compare what you cite with the document itself"]
        if self.unsplit:
            found.append(
                f"{counted(self.unsplit, 'texts')} over several pages; only the first page is known"
            )
        return found


def _children(item: Mapping[str, Any]) -> list[str]:
    return _refs(item.get("children"))


def _refs(found: Any) -> list[str]:
    """References as docling-core writes them: `{"$ref": "#/texts/3"}`, in old files `cref`."""
    return [str(one.get("$ref") or one["cref"]) for one in found or ()]


def _heads(full: list[Mapping[str, Any]]) -> bool:
    """Whether a row heads columns: some cells are marked so, and no other one is a number.

    Docling's models leave out the corner often.
    """
    plain = [cell for cell in full if not cell.get("column_header")]
    return len(plain) < len(full) and not any(is_number(str(cell["text"])) for cell in plain)


def _index(cell: Mapping[str, Any], name: str) -> int:
    number = cell[name]
    if type(number) is not int or not 0 <= number < _MAX_ROWS:
        raise ValueError(f"{name} is {number}")
    return number


def _cell(cell: Mapping[str, Any], row: int, start: int, end: int) -> GridCell:
    """A cell of the grid; Docling says its row, column and spans."""
    return GridCell(
        start,
        max(start, end),
        max(1, _index(cell, "end_row_offset_idx") - row),
        max(1, _index(cell, "end_col_offset_idx") - _index(cell, "start_col_offset_idx")),
        bool(cell.get("row_header")),
        "row",
        row,
        _index(cell, "start_col_offset_idx"),
    )


def _side(number: Any) -> float:
    """A side of a box in points; raises ValueError for what JSON cannot hold."""
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(f"a box has the side {number}")
    return round(found, 1)
