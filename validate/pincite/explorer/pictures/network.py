"""A network of records: from above to below along the lines that the package declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pincite.explorer.content import Content, Key
from pincite.explorer.html import shape, tag
from pincite.explorer.pictures.drawing import MOST, WIDTH, Drawing, Pen, fits, lines_of, text
from pincite.explorer.words import record_name, value_in
from pincite.tables.text_table import Record, Table

LINE, PAD, ARROW, COLUMNS = 17, 7, 34, 3


@dataclass(frozen=True)
class Edge:
    """A line between two records: what it says, how it is drawn, the record that states it.

    `words` is a sentence with `{from}` and `{to}`. An edge to what the source leaves open has an
    end that is not a record: its table is OPEN, and its key is what the picture says of it.
    """

    start: Key
    end: Key
    says: str
    line: str
    where: str
    words: str


OPEN = ""  # the table of a box for parties that are not named


def network(content: Content, picture: Mapping[str, Any], pen: Pen) -> Drawing:
    """The declared edges, from above to below: a start, what the edge says, and its ends."""
    drawing = Drawing(WIDTH, 4)
    last: Key | None = None
    left = MOST
    for item in picture["edges"]:
        edges = _edges(content, item)[: max(left, 0)]
        left -= len(edges)
        for start in dict.fromkeys(edge.start for edge in edges):
            group = [edge for edge in edges if edge.start == start]
            if start != last:
                drawing.height += 14 if drawing.shapes else 0
                _box(drawing, pen, content, start, group)
            _arrow(drawing, group[0])
            if len(group) == 1:
                _box(drawing, pen, content, group[0].end, group)
                last = group[0].end
            else:
                _columns(drawing, pen, content, group, item.get("group"))
                last = None
        for edge in edges:
            sentence = _sentence(content, edge)
            drawing.words.append(tag("a", sentence, href=f"#{edge.where}"))
            drawing.plain_words.append(sentence)
    drawing.height += 6
    return drawing


def _box(drawing: Drawing, pen: Pen, content: Content, node: Key, edges: list[Edge]) -> None:
    """A node as wide as the picture."""
    lines = lines_of(_name(content, node), WIDTH - 2 * PAD)
    top, height = drawing.height, LINE * len(lines) + 2 * PAD
    box = shape("rect", x=1, y=top, width=WIDTH - 2, height=height, rx=6, class_="bx")
    names = (
        text(WIDTH / 2, top + PAD + 13 + LINE * number, line, "tx", "middle")
        for number, line in enumerate(lines)
    )
    drawing.shapes.append(pen.link(_anchor(content, node, edges), box, *names))
    drawing.height += height


def _arrow(drawing: Drawing, edge: Edge) -> None:
    """A line down with what it says beside it; one without a head says nothing of a direction."""
    lines = lines_of(edge.says, WIDTH - 60)
    top, height = drawing.height, max(ARROW, 16 * len(lines) + 12)
    tip = 0 if edge.line == "plain" else 9
    d = f"M24 {top}V{top + height - tip}"
    drawing.shapes.append(shape("path", d=d, class_=f"ed {edge.line}"))
    if tip:
        y = top + height
        points = f"24,{y} 19,{y - tip} 29,{y - tip}"
        drawing.shapes.append(shape("polygon", points=points, class_=f"hp {edge.line}"))
    drawing.shapes += [text(40, top + 18 + 16 * n, line, "sm") for n, line in enumerate(lines)]
    drawing.height += height


def _columns(
    drawing: Drawing, pen: Pen, content: Content, edges: list[Edge], field: str | None
) -> None:
    """The ends of several edges in a frame, in columns by what they are; an open end below."""
    groups: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.end[0] != OPEN:
            groups.setdefault(_kind(content, edge.end, field), []).append(edge)
    top, y, tallest = drawing.height, drawing.height + PAD, 0
    wide = (WIDTH - 2 * PAD) / min(COLUMNS, max(len(groups), 1))
    for number, (head, group) in enumerate(groups.items()):
        x = PAD + number % COLUMNS * wide
        if number and number % COLUMNS == 0:
            y, tallest = y + tallest, 0
        row = y
        for line in lines_of(head, wide - 8) if head else ():
            drawing.shapes.append(text(x + 4, row + 14, line, "kd"))
            row += LINE
        for edge in group:
            names = lines_of(_name(content, edge.end), wide - 8)
            lines = (text(x + 4, row + 14 + LINE * n, line) for n, line in enumerate(names))
            drawing.shapes.append(pen.link(_anchor(content, edge.end, [edge]), *lines))
            row += LINE * len(names)
        tallest = max(tallest, row - y + 6)
    y += tallest
    for edge in (edge for edge in edges if edge.end[0] == OPEN):
        place = {"x": str(PAD), "y": str(y), "width": str(WIDTH - 2 * PAD), "height": "24"}
        name = text(WIDTH / 2, y + 16, edge.end[1], "tx", "middle")
        box = shape("rect", **place, rx=6, class_="bx open")
        drawing.shapes.append(pen.link(edge.where, box, name))
        y += 30
    frame = shape("rect", x=1, y=top, width=WIDTH - 2, height=y - top, rx=6, class_="fr")
    drawing.shapes.append(frame)
    drawing.height = y


def _kind(content: Content, node: Key, field: str | None) -> str:
    """What a record is, by a field of its table."""
    record = content.record(*node)
    if field is None or record is None or field not in record.cells:
        return ""
    return value_in(content, content.tables[node[0]], record, field)


def _anchor(content: Content, node: Key, edges: list[Edge]) -> str:
    """Where a node leads: its record; an open end, to what leaves the list open."""
    return content.anchor(*node) if node[0] != OPEN else edges[0].where


def _name(content: Content, node: Key) -> str:
    return node[1] if node[0] == OPEN else record_name(content, *node)


def _sentence(content: Content, edge: Edge) -> str:
    """An edge in words."""
    start, end = (_name(content, node) for node in (edge.start, edge.end))
    return edge.words.replace("{from}", start).replace("{to}", end)


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
