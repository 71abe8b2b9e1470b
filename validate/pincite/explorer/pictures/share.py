"""Shares of a whole, each with its hedge: “about” has no sharp edge, “at least” goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from markupsafe import Markup

from pincite.explorer.content import Content
from pincite.explorer.html import shape, tag
from pincite.explorer.pictures.drawing import MOST, Drawing, Pen, text
from pincite.explorer.words import field_title, qualifier, record_name, value_words
from pincite.tables.text_table import Record, Table

WIDTH = 480
BAR, BLUR, STEPS = 26, 24, 5  # height of the bar, width and steps of a soft edge
SAYS = {  # of the grammar's qualifiers
    "none": "No hedge stands beside the number.",
    "about": "“About”: the edge is soft, and the source does not say how soft.",
    "at_least": "“At least”: it may be more.",
    "at_most": "“At most”: it may be less.",
}


def share(content: Content, picture: Mapping[str, Any], pen: Pen) -> Drawing:
    """A bar of a hundred per cent for each record, filled as far as its share goes."""
    table = content.tables[picture["table"]]
    drawing = Drawing(WIDTH, 0)
    for record in table.records[:MOST]:
        _draw(drawing, content, table, record, picture, pen)
    return drawing


def _percent(cell: str) -> Decimal | None:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 100 else None


def _draw(
    drawing: Drawing,
    content: Content,
    table: Table,
    record: Record,
    picture: Mapping[str, Any],
    pen: Pen,
) -> None:
    percent = _percent(record.cells[picture["percent"]])
    if percent is None:
        return
    field = table.schema.field(picture["percent"])
    assert field is not None
    code = qualifier(content, table, field, record)
    says = SAYS.get(code)
    name = record_name(content, table.name, record.key)
    where = content.anchor(table.name, record.key, picture["percent"])
    top = drawing.height
    number = value_words(content, table, field, record)
    drawing.shapes.append(pen.link(where, text(0, top + 24, number, "big")))
    drawing.shapes.append(text(0, top + 44, name, "hd"))
    drawing.shapes += _bar(float(percent) * WIDTH / 100, top + 54, code)
    y = top + 54 + BAR + 20
    if says:
        drawing.shapes.append(text(0, y, says, "sm"))
        y += 20
    parts = list(_parts(content, table, record, picture.get("of", ())))
    for part, linked in parts:
        drawing.shapes.append(pen.link(linked, text(0, y, part, "sm")))
        y += 20
    drawing.height = int(y)
    whole = "; ".join(part for part, _ in parts)
    drawing.words.append([tag("a", number, href=f"#{where}"), f" — {name}. {says} {whole}."])
    drawing.plain_words.append(f"{number} — {name}. {says} {whole}.")


def _parts(
    content: Content, table: Table, record: Record, names: list[str]
) -> Iterator[tuple[str, str]]:
    for name in names:
        field = table.schema.field(name)
        if field is not None:
            cell = record.cells[name]
            value = value_words(content, table, field, record) if cell else "not stated"
            where = content.anchor(table.name, record.key, *([name] if cell else []))
            yield f"{field_title(field)}: {value}", where


def _bar(width: float, top: float, code: str) -> Iterator[Markup]:
    """The whole, the share, and an edge that says how sure it is."""
    yield shape("rect", x=0, y=top, width=WIDTH, height=BAR, rx=4, class_="bx")
    sure = max(width - (BLUR / 2 if code == "about" else 0), 0)
    yield shape("rect", x=0, y=top, width=f"{sure:.1f}", height=BAR, rx=4, class_="mk")
    if code == "about":
        step = BLUR / STEPS
        for number in range(STEPS):
            place = {"x": f"{sure + number * step:.1f}", "width": f"{step + 0.3:.1f}"}
            faded = f"{1 - (number + 1) / (STEPS + 1):.2f}"
            yield shape("rect", **place, y=top, height=BAR, class_="mk", opacity=faded)
    elif code in ("at_least", "at_most"):
        step = 26 if code == "at_least" else -26
        y = top + BAR / 2
        points = f"{width + step:.1f},{y:g} {width:.1f},{top + 4:g} {width:.1f},{top + BAR - 4:g}"
        yield shape("polygon", points=points, class_="rd")
