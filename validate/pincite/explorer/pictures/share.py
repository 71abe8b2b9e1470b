"""Shares of a whole, each with its hedge: “about” has no sharp edge, “at least” goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from markupsafe import Markup

from pincite.citations import Cell
from pincite.explorer.content import Content
from pincite.explorer.findings import tone
from pincite.explorer.html import shape, tag
from pincite.explorer.pictures.drawing import MOST, WIDTH, Drawing, Pen, lines_of, text
from pincite.explorer.words import field_title, qualifier, record_name, value_words
from pincite.grammar import date_words
from pincite.tables.text_table import Record, Table

BAR, HALO, SMALL = 10, 22, 6  # heights of a bar, width of the halo of “about”, of a small bar
SAYS = {  # of the grammar's qualifiers
    "none": "There is no hedge beside the number.",
    "about": "“About”: the halo has no width in numbers.",
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
    cell = Cell(table.name, record.key, picture["percent"])
    drawing.height = int(_not_comparable(drawing, content, cell, y))
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


def _not_comparable(drawing: Drawing, content: Content, cell: Cell, y: float) -> float:
    """Below a rule what others give for something else: a percentage with another scope."""
    where = content.anchor(*cell)
    rows = []
    for row in content.references.get(cell, []):
        roles = content.declared.get("verdicts", {}).get(row.table.name, {})
        cells = {name: row.record.cells.get(roles.get(name, ""), "") for name in ROLES}
        if tone(content, row) == "mixed" and cells["unit"] == "%" and _percent(cells["value"]):
            rows.append(cells)
    if not rows:
        return y
    drawing.shapes.append(shape("line", x1=0, x2=WIDTH, y1=y - 6, y2=y - 6, class_="ax"))
    drawing.shapes.append(text(0, y + 12, "Of something else, so not comparable:", "sm"))
    y += 22
    for cells in rows:
        hedge = cells["qualifier"].replace("_", " ")
        number = f"{'' if hedge == 'none' else hedge + ' '}{cells['value']} %".strip()
        said = f"{number} of {cells['scope']}, {date_words(cells['date'])} ({cells['by']})"
        width = float(cells["value"]) * WIDTH / 100
        drawing.shapes.append(shape("rect", x=0, y=y, width=WIDTH, height=SMALL, class_="bx"))
        bar = {"width": f"{width:.1f}", "height": str(SMALL)}
        drawing.shapes.append(shape("rect", x=0, y=y, **bar, class_="ot"))
        for line in lines_of(said, WIDTH):
            drawing.shapes.append(text(0, y + SMALL + 14, line, "sm"))
            y += 15
        y += SMALL + 12
        drawing.words.append([tag("a", number, href=f"#{where}"), f" — {said}; not comparable."])
        drawing.plain_words.append(f"Not comparable: {said}")
    return y


ROLES = ("value", "unit", "qualifier", "date", "scope", "by")


def _bar(width: float, top: float, code: str) -> Iterator[Markup]:
    """The whole, the share, and an edge that says how sure it is."""
    yield shape("rect", x=0, y=top, width=WIDTH, height=BAR, rx=4, class_="bx")
    yield shape("rect", x=0, y=top, width=f"{width:.1f}", height=BAR, rx=4, class_="mk")
    if code == "about":
        middle = top + BAR / 2
        yield shape("circle", cx=f"{width:.1f}", cy=f"{middle:g}", r=HALO / 2, class_="halo")
        yield shape("circle", cx=f"{width:.1f}", cy=f"{middle:g}", r=HALO / 3, class_="halo")
    elif code in ("at_least", "at_most"):
        step = 16 if code == "at_least" else -16
        y = top + BAR / 2
        points = f"{width + step:.1f},{y:g} {width:.1f},{top - 3:g} {width:.1f},{top + BAR + 3:g}"
        yield shape("polygon", points=points, class_="rd")
    yield shape(
        "line", x1=f"{width:.1f}", x2=f"{width:.1f}", y1=top - 5, y2=top + BAR + 5, class_="tk"
    )
