"""HTML to text: one walk over the tree that lexbor makes, no script run, no style sheet read.

Every decision about the text is here and in `writer.py`; the library only parses. So a new version
of it gives the same text, which tests compare.
"""

from __future__ import annotations

import re
from typing import Any

from pincite.report import counted
from pincite.sources.grid import Grid, GridCell
from pincite.sources.limits import MAX_DEPTH, Refused
from pincite.sources.losses import LeftOut, digits_of, digits_of_markup, split_at
from pincite.sources.made import Made
from pincite.sources.markup import (
    check_markup,
    decode,
    has_no_size,
    is_clear,
    is_struck,
    why_left_out,
)
from pincite.sources.writer import BLANK, LINE, PARAGRAPH, Writer, cut_to

_LINES = frozenset(
    "div section article main header footer nav aside address dd dt li figcaption form fieldset"
    " legend option optgroup summary details hgroup center dialog search".split()
)
_PARAGRAPHS = frozenset(
    "p h1 h2 h3 h4 h5 h6 table caption ul ol dl menu pre blockquote hr figure".split()
)
_BOUNDED = frozenset("li dt dd option caption h1 h2 h3 h4 h5 h6".split())
_UP = re.compile(
    r"vertical-align\s*:\s*super|position\s*:\s*relative\s*;\s*top\s*:\s*-\s*[\d.]+", re.IGNORECASE
)
_SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}  # between the first two elements of one
_TURNED = re.compile(r"unicode-bidi\s*:\s*(?:isolate-)?(?:bidi-)?override", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")  # of a language, BCP 47
_DOWN = re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE)


def read_html(data: bytes, name: str, encoding: str | None = None) -> Made:
    """The text of a page and its map; raises Refused for what gives none.

    An element's path is an XPath of the tree that browsers make: `/html[1]/body[1]/p[2]`.
    """
    import selectolax
    from selectolax.lexbor import LexborHTMLParser

    source, used = decode(data, name, encoding)
    check_markup(source)
    root = LexborHTMLParser(source).root
    walk = _Walk()
    if root is not None:
        walk.run(root)
    made = walk.made(used, str(selectolax.__version__))
    said = (
        "" if root is None else root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    )
    made.language = said.strip() if _TAG.fullmatch(said.strip()) else None
    if not re.search(r"\w", made.text):
        scripts = len(re.findall(r"<script\b", source, re.IGNORECASE))
        why = (
            f"it is made by {counted(scripts, 'scripts')}, which pincite does not run"
            if scripts
            else "it is empty"
        )
        raise Refused(
            f"{name}: the page has no text: {why}. Open it in a browser and save the"
            " page as it is shown"
        )
    walk.left_out.close(digits_of_markup(source), digits_of(split_at(made.text, made.seams)))
    made.left_out = walk.left_out.to_list()
    return made


class _Walk:
    """One pass over the tree, with what is open at each moment."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.left_out = LeftOut()
        self.tables: list[Grid] = []
        self.done: list[Grid] = []
        self.raised = 0
        self.pre = 0
        self.notes = 0  # footnote marks
        self.breaks = 0  # line breaks in a row
        self.struck: list[list[int]] = []
        self.clear = 0  # passages that are transparent
        self.unseen = 0  # elements of no size that are open
        self.drawings = 0  # pictures that are open
        self.turned = 0
        self.chosen: dict[int, set[int]] = {}  # the options that each list shows

    def run(self, root: Any) -> None:
        """Visit the nodes in order, without recursion."""
        stack: list[tuple[Any, str, Any]] = [(root, "/html[1]", None)]
        while stack:
            node, path, closing = stack.pop()
            if closing is not None:
                closing()
                continue
            if node.tag == "-text":
                self._text(node, path)
                continue
            close = self._open(node)
            if close is None:
                continue
            if len(stack) > 0 and path.count("/") > MAX_DEPTH:
                raise Refused(f"elements are nested more than {MAX_DEPTH} deep")
            stack.append((None, "", close))
            stack.extend(reversed(self._children(node, path)))

    def _children(self, node: Any, path: str) -> list[tuple[Any, str, Any]]:
        counts: dict[str, int] = {}
        found: list[tuple[Any, str, Any]] = []
        child, elements = node.first_child, 0
        sign = _SIGNS.get(node.tag)
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                found.append((child, path, None))
            elif tag[:1] not in ("-", "!", ""):
                counts[tag] = count = counts.get(tag, 0) + 1
                elements += 1
                if sign and elements == 2:
                    found.append((None, "", lambda: self.writer.sign(sign)))
                found.append((child, f"{path}/{tag}[{count}]", None))
            child = child.next
        return found

    def _text(self, node: Any, path: str) -> None:
        text = node.text_content or ""
        if self.unseen and has_no_size(node.parent.attributes.get("style") or ""):
            self.left_out.add("hidden", text)
            return
        if text.strip(" \t\n\r\f"):
            self.breaks = 0
        self.writer.flow(text, path, keeps_white=self.pre > 0)

    def _open(self, node: Any) -> Any:  # noqa: PLR0911 - a return for each kind of element
        """Begin an element; what ends it, or None where it is left out."""
        tag, attributes = node.tag or "", node.attributes
        style = attributes.get("style") or ""
        if self._is_left_out(node, tag, attributes, style):
            return None
        self._note_attributes(tag, attributes)
        if tag == "bdo" or _TURNED.search(style):
            self._check_turned(node)
        if tag == "br":
            self.breaks += 1
            self.writer.separate(PARAGRAPH if self.breaks > 1 else LINE)
            return None
        if tag in ("table", "tr", "td", "th"):
            return self._open_table(tag, attributes)
        if tag == "caption" and self.tables:
            return self._open_caption()
        if tag in ("sup", "sub") or _UP.search(style) or _DOWN.search(style):
            return self._open_raised(node, tag == "sub" or bool(_DOWN.search(style)))
        level = self._level(tag, style)
        if (close := self._open_odd(tag, style, level)) is not None:
            return close
        if tag in _BOUNDED:
            return self._open_bounded(level)
        if tag == "pre":
            self.writer.separate(PARAGRAPH)
            self.pre += 1
            return self._close_pre
        self.writer.separate(level)
        return lambda: self.writer.separate(level)

    def _is_left_out(self, node: Any, tag: str, attributes: Any, style: str) -> bool:
        why = why_left_out(tag, attributes, style, is_drawing=self.drawings > 0)
        if tag == "option" and not self._is_chosen(node):
            why = "offered input"
        if why is None:
            return False
        if why:
            shown = node.css("title") if tag == "head" else [node]
            for one in shown:
                self.left_out.add(why, one.text(deep=True, separator=" "))
        return True

    def _is_chosen(self, option: Any) -> bool:
        """Whether an option is what its list shows: the selected one, else the first."""
        chooser = option.parent
        while chooser is not None and chooser.tag not in ("select", "datalist"):
            chooser = chooser.parent
        if chooser is None:
            return True
        if chooser.mem_id not in self.chosen:
            options = chooser.css("option")
            chosen = [one for one in options if "selected" in one.attributes] or options[:1]
            self.chosen[chooser.mem_id] = {one.mem_id for one in chosen}
        return option.mem_id in self.chosen[chooser.mem_id]

    def _check_turned(self, node: Any) -> None:
        """Raise Refused where the direction of digits is overridden; letters are only said."""
        words = node.text(deep=True) or ""
        if any(char.isdigit() for char in words):
            raise Refused(
                "an element overrides the direction of its digits (bdo, bidi-override): they look"
                " other than they are. Remove it in the document"
            )
        self.turned += 1

    def _note_attributes(self, tag: str, attributes: Any) -> None:
        if tag in ("img", "area"):
            self.left_out.add("text in place of a picture", attributes.get("alt") or "")
        elif tag == "input" and attributes.get("type") != "hidden":
            self.left_out.add("filled in a form", attributes.get("value") or "")

    def _level(self, tag: str, style: str) -> int:
        if tag in _PARAGRAPHS:
            in_cell = any(grid.rows and grid.rows[-1] for grid in self.tables)
            return LINE if in_cell else PARAGRAPH
        if tag in _LINES or re.search(r"display\s*:\s*(?:block|flex|grid|table|list-item)", style):
            return LINE
        if tag in ("button", "img", "input", "select", "textarea", "svg", "text") or re.search(
            r"display\s*:\s*(?:inline-block|inline-flex|table-cell)", style
        ):
            return BLANK
        return 0

    def _open_odd(self, tag: str, style: str, level: int) -> Any:
        """Begin an element that is drawn, struck out, clear or of no size; None for others."""
        if style and is_clear(style):
            self.clear += 1
        if is_struck(tag, style):
            return self._open_struck(level)
        if tag == "svg" or (style and has_no_size(style)):
            return self._open_counted("drawings" if tag == "svg" else "unseen", level)
        return None

    def _open_struck(self, level: int) -> Any:
        self.writer.separate(level)
        start = self.writer.length

        def close() -> None:
            if self.writer.length > start:
                self.struck.append([start, self.writer.length])
            self.writer.separate(level)

        return close

    def _open_counted(self, name: str, level: int) -> Any:
        """Count an element as open in one of the counts of this walk."""
        self.writer.separate(level)
        setattr(self, name, getattr(self, name) + 1)

        def close() -> None:
            setattr(self, name, getattr(self, name) - 1)
            self.writer.separate(level)

        return close

    def _open_bounded(self, level: int) -> Any:
        self.writer.separate(level)
        self.writer.bound()

        def close() -> None:
            self.writer.bound()
            self.writer.separate(level)

        return close

    def _close_pre(self) -> None:
        self.pre -= 1
        self.writer.separate(PARAGRAPH)

    def _open_raised(self, node: Any, is_low: bool) -> Any:
        """A superscript: a mark that links to a note of the page is not an exponent."""
        words = (node.text(deep=True) or "").strip()
        if not words:
            return lambda: None
        links = any(
            (link.attributes.get("href") or "").startswith("#") for link in node.css("a")
        ) or ((node.parent.attributes.get("href") or "").startswith("#") if node.parent else False)
        is_mark = not is_low and (links or not re.match(r"[-+−–]?\d", words))
        if not self.raised:
            self.writer.raised("_" if is_low else "^", is_mark=is_mark)
        self.raised += 1

        def close() -> None:
            self.raised -= 1
            if not self.raised:
                self.writer.end_raised()

        return close

    def _open_caption(self) -> Any:
        grid, writer = self.tables[-1], self.writer
        writer.separate(PARAGRAPH)
        writer.bound()
        start = writer.length

        def close() -> None:
            grid.caption = (start, writer.length)
            writer.bound()
            writer.separate(PARAGRAPH)

        return close

    def _open_table(self, tag: str, attributes: Any) -> Any:
        if tag == "table":
            self.writer.separate(LINE if self.tables else PARAGRAPH)
            self.tables.append(Grid(start=self.writer.length))
            return self._close_table
        if not self.tables:  # a cell outside of any table is a block
            self.writer.separate(LINE)
            return lambda: self.writer.separate(LINE)
        grid = self.tables[-1]
        if tag == "tr":
            self.writer.begin_row()
            grid.rows.append([])
            return lambda: self._close_row(grid)
        if not grid.rows:
            grid.rows.append([])
        row = grid.rows[-1]
        self.writer.begin_cell(is_first=not row)
        at = self.writer.length
        cell = GridCell(at, at, _span(attributes, "rowspan"), _span(attributes, "colspan"))
        cell.is_header, cell.scope = tag == "th", attributes.get("scope") or ""
        row.append(cell)

        def close() -> None:
            self.writer.end_cell()
            cell.end = max(cell.start, self.writer.length)

        return close

    def _close_row(self, grid: Grid) -> None:
        if not self.writer.end_row():
            grid.rows[-1].clear()

    def _close_table(self) -> None:
        grid = self.tables.pop()
        grid.end = self.writer.length
        self.writer.separate(LINE if self.tables else PARAGRAPH)
        if any(len(row) > 1 for row in grid.rows):
            self.done.append(grid)

    def made(self, encoding: str, version: str) -> Made:
        """The text and its map."""
        writer = self.writer
        text = writer.text
        tables = sorted(self.done, key=lambda grid: grid.start)
        bounds = writer.boundaries.union(*(grid.boundaries(text) for grid in tables))
        warnings = []
        struck = [[start, min(end, len(text) - 1)] for start, end in self.struck]
        struck = [[start, end] for start, end in struck if start < end]
        if struck:
            says = "struck out in the page and kept here; one that is cited needs a note"
            warnings.append(f"{counted(len(struck), 'passages')} {says}")
        if self.clear:
            warnings.append(f"transparent (opacity:0), and kept: {counted(self.clear, 'elements')}")
        if self.turned:
            says = "shown in another direction than written"
            warnings.append(f"{counted(self.turned, 'passages')} {says}")
        return Made(
            text=text,
            extractor="selectolax",
            version=version,
            encoding=encoding,
            changed=dict(sorted(writer.changed.items())),
            warnings=warnings,
            struck=sorted(struck),
            seams=[seam for seam in writer.seams if seam < len(text)],
            paths=list(writer.paths),
            runs=cut_to(writer.runs, len(text) - 1),
            tables=[grid.to_dict(text) for grid in tables],
            boundaries=sorted(bound for bound in bounds if 0 < bound < len(text)),
        )


def _span(attributes: Any, name: str) -> int:
    found = re.match(r"\s*(\d{1,6})", attributes.get(name) or "")
    return int(found[1]) if found else 1
