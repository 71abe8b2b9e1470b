"""A network of records: from left to right along the lines that the package declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pincite.explorer.content import Content, Key
from pincite.explorer.html import shape, tag
from pincite.explorer.pictures.drawing import MOST, WIDTH, Drawing, Pen, fits, lines_of, text
from pincite.explorer.words import record_name
from pincite.tables.text_table import Record, Table

BOX, LINE, PAD, GAP = 196, 17, 7, 8


@dataclass(frozen=True)
class Edge:
    """A line between two records: what it says, how it is drawn, the record that states it.

    `words` is a sentence with `{from}` and `{to}`. An edge to what the source leaves open has an
    end that is no record: its table is OPEN, and its key is what the picture says of it.
    """

    start: Key
    end: Key
    says: str
    line: str
    where: str
    words: str


OPEN = ""  # the table of a box that stands for parties that are not named


@dataclass(frozen=True)
class Box:
    """A node's place and lines of text."""

    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """How high the box is."""
        return LINE * len(self.lines) + 2 * PAD

    @property
    def middle(self) -> float:
        """Where lines meet it."""
        return self.y + self.height / 2


def network(content: Content, picture: Mapping[str, Any], pen: Pen) -> Drawing:
    """The declared edges, laid out in columns."""
    edges = [edge for item in picture["edges"] for edge in _edges(content, item)]
    nodes = list(dict.fromkeys(node for edge in edges for node in (edge.start, edge.end)))[:MOST]
    kept = set(nodes)
    edges = [edge for edge in edges if edge.start in kept and edge.end in kept]
    boxes = _layout(content, nodes, edges)
    bottom = max((box.y + box.height for box in boxes.values()), default=0)
    drawing = Drawing(WIDTH, int(bottom))
    for edge in edges:
        drawing.shapes += _draw_edge(edge, boxes[edge.start], boxes[edge.end])
        sentence = _sentence(content, edge)
        drawing.words.append(tag("a", sentence, href=f"#{edge.where}"))
        drawing.plain_words.append(sentence)
    for node in nodes:
        where = content.anchor(*node) if node[0] != OPEN else _stated_in(node, edges)
        drawing.shapes.append(pen.link(where, *_draw_box(boxes[node], node[0] == OPEN)))
    _legend(drawing, edges)
    return drawing


def _name(content: Content, node: Key) -> str:
    return node[1] if node[0] == OPEN else record_name(content, *node)


def _sentence(content: Content, edge: Edge) -> str:
    """An edge in words."""
    start, end = (_name(content, node) for node in (edge.start, edge.end))
    return edge.words.replace("{from}", start).replace("{to}", end)


def _stated_in(node: Key, edges: list[Edge]) -> str:
    """The record that leaves a list open."""
    return next(edge.where for edge in edges if edge.end == node)


def _edges(content: Content, item: Mapping[str, Any]) -> list[Edge]:
    table = content.tables.get(item["table"])
    found = []
    for record in table.records if table else ():
        if table is None or not fits(record, item.get("when", {})):
            continue
        start, end = (_end(content, table, record, item[side]) for side in ("from", "to"))
        if start and end and start != end:
            where = content.anchor(table.name, record.key)
            words = item.get("words", f"{{from}}: {item['says']} {{to}}")
            found.append(Edge(start, end, item["says"], item["line"], where, words))
    return found + _open_edges(content, item, found)


def _open_edges(content: Content, item: Mapping[str, Any], edges: list[Edge]) -> list[Edge]:
    """One more edge from each record whose list the source leaves open, by `more`."""
    more = item.get("more")
    if more is None:
        return []
    found = []
    for start in dict.fromkeys(edge.start for edge in edges):
        record = content.record(*start)
        if start[0] == more["table"] and record is not None and fits(record, more["when"]):
            end = (OPEN, str(more["says"]))
            where = content.anchor(*start)
            found.append(Edge(start, end, item["says"], item["line"], where, "{from}: {to}"))
    return found


def _end(content: Content, table: Table, record: Record, name: str) -> Key | None:
    """The record that a field names: by a foreign key, else the row itself; None where empty."""
    target = content.keys.get((table.name, name), table.name)
    key = record.cells[name]
    return (target, key) if content.record(target, key) is not None else None


def _columns(nodes: list[Key], edges: list[Edge]) -> dict[Key, int]:
    """The column of each node: behind all that lead to it, as far as there is no circle."""
    column = dict.fromkeys(nodes, 0)
    for _ in range(min(len(nodes), 6)):
        for edge in edges:
            column[edge.end] = max(column[edge.end], min(column[edge.start] + 1, 3))
    return column


def _layout(content: Content, nodes: list[Key], edges: list[Edge]) -> dict[Key, Box]:
    column = _columns(nodes, edges)
    last = max(column.values(), default=0)
    step = (WIDTH - BOX) / last if last else 0
    lines = {n: tuple(lines_of(_name(content, n), BOX - 2 * PAD)) for n in nodes}
    heights = [
        sum(Box(0, 0, lines[n]).height + GAP for n in nodes if column[n] == number) - GAP
        for number in range(last + 1)
    ]
    tallest = max(heights, default=0)
    boxes = {}
    for number in range(last + 1):
        y = (tallest - heights[number]) / 2
        for node in (n for n in nodes if column[n] == number):
            boxes[node] = Box(round(number * step, 1), y, lines[node])
            y += boxes[node].height + GAP
    return boxes


def _draw_box(box: Box, is_open: bool) -> list[Markup]:
    name = "bx open" if is_open else "bx"
    place = {"x": f"{box.x:g}", "y": f"{box.y:g}", "width": str(BOX), "height": str(box.height)}
    return [
        shape("rect", **place, rx=6, class_=name),
        *(
            text(box.x + BOX / 2, box.y + PAD + 13 + LINE * number, line, "tx", "middle")
            for number, line in enumerate(box.lines)
        ),
    ]


def _draw_edge(edge: Edge, start: Box, end: Box) -> list[Markup]:
    x1, y1, x2, y2 = start.x + BOX, start.middle, end.x, end.middle
    if end.x <= start.x:
        x1, x2 = start.x, end.x + BOX
    tip = 0 if edge.line == "plain" else (9 if x2 > x1 else -9)
    half = (x2 - x1) / 2
    curve = f"M{x1:g} {y1:g}C{x1 + half:g} {y1:g} {x2 - half:g} {y2:g} {x2 - tip:g} {y2:g}"
    shapes = [shape("path", d=curve, class_=f"ed {edge.line}")]
    return shapes + ([_head(x2, y2, tip, edge.line)] if tip else [])


def _head(x: float, y: float, tip: float, line: str) -> Markup:
    points = f"{x:g},{y:g} {x - tip:g},{y - 5:g} {x - tip:g},{y + 5:g}"
    return shape("polygon", points=points, class_=f"hp {line}")


def _legend(drawing: Drawing, edges: list[Edge]) -> None:
    drawing.height += 14
    for says, line in dict.fromkeys((edge.says, edge.line) for edge in edges):
        y = drawing.height + 10
        drawing.shapes.append(shape("path", d=f"M0 {y}H36", class_=f"ed {line}"))
        if line != "plain":
            drawing.shapes.append(_head(44, y, 9, line))
        drawing.shapes.append(text(54, y + 4, says, "sm"))
        drawing.height += 20
    drawing.height += 4
