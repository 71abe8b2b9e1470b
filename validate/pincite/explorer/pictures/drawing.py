"""Drawing: text in lines, boxes and marks in SVG, with links where the page has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import wrap

from markupsafe import Markup

from pincite.explorer.html import Child, shape
from pincite.tables.text_table import Record

WIDTH = 372  # as wide as a telephone, where every picture is drawn at about its own size
MOST = 40  # events, nodes or shares that one picture draws
LETTER = 7.2  # rough width of a letter of 13 units; layout needs no more


@dataclass
class Drawing:
    """Shapes on a canvas, and the same in words: for the page with links, else plain."""

    width: int
    height: int
    shapes: list[Markup] = field(default_factory=list)
    words: list[Child] = field(default_factory=list)
    plain_words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pen:
    """Makes shapes; `is_linked` says whether they lead to cells of the page."""

    is_linked: bool

    def link(self, where: str, *children: Child, label: str | None = None) -> Markup:
        """The children as a link to a fragment of the page, or in a plain group."""
        if not self.is_linked:
            return shape("g", *children)
        return shape("a", *children, href=f"#{where}", aria_label=label)


def text(x: float, y: float, said: str, name: str = "tx", anchor: str | None = None) -> Markup:
    """One line of text; `anchor` is start, middle or end."""
    return shape("text", said, x=f"{x:g}", y=f"{y:g}", class_=name, text_anchor=anchor)


def lines_of(said: str, width: float, most: int = 3) -> list[str]:
    """A text in lines of a width, at most so many; what does not fit ends in an ellipsis."""
    found = wrap(said, max(int(width / LETTER), 8)) or [""]
    if len(found) > most:
        found = [*found[: most - 1], found[most - 1][:-1] + "…"]
    return found


def text_width(said: str) -> float:
    """About how wide a text is; wide scripts count double."""
    return sum(LETTER * (2 if ord(char) > 0x2E7F else 1) for char in said)


def fits(record: Record, when: Mapping[str, list[str]]) -> bool:
    """Whether a record's cells have one of the values that each field of `when` asks for."""
    return all(record.cells.get(name) in values for name, values in when.items())
