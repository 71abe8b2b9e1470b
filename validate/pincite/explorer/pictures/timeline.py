"""A timeline that draws what is not known: a year as a year, an unknown year as one.

A date fills the time it may mean. A date without a year is a dashed line over the whole axis. A
reading, which the package counted out, is hollow. What other sources say of a date stands at the
day they were published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from pincite.citations import Cell
from pincite.citations.facts import label_of as label
from pincite.explorer.content import Content, Referrer
from pincite.explorer.findings import tone, verdict_label
from pincite.explorer.html import Child, shape, tag
from pincite.explorer.pictures.drawing import (
    MOST,
    WIDTH,
    Drawing,
    Pen,
    fits,
    lines_of,
    text,
    text_width,
)
from pincite.explorer.words import date_words, record_name
from pincite.grammar import bounds
from pincite.tables.text_table import Record, Table

ROW, LEFT, RIGHT = 24, 8, WIDTH - 8


@dataclass(frozen=True)
class Mark:
    """One date of an event: where it came from, and the time that it may mean, if it says."""

    says: str
    edtf: str
    where: str
    is_reading: bool = False
    tone: str | None = None
    by: str = ""

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day, or None where there is no year."""
        if not self.edtf or self.edtf.startswith("X"):
            return None
        try:
            return bounds(self.edtf)
        except ValueError:
            return None


@dataclass(frozen=True)
class Event:
    """A record with its dates; `status` is what makes it open, such as “considered”."""

    name: str
    where: str
    marks: tuple[Mark, ...]
    status: str | None


@dataclass(frozen=True)
class Axis:
    """Days to places on the canvas."""

    first: int
    last: int

    def x(self, day: date) -> float:
        """The place of a day."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return LEFT + (RIGHT - LEFT) * (day.toordinal() - start) / max(end - start, 1)

    def ticks(self) -> list[int]:
        """Years to write at the axis: at most about ten."""
        years = self.last - self.first + 1
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 5000) if years / step <= 9)
        return [year for year in range(self.first, self.last + 1) if year % step == 0]


def timeline(content: Content, picture: Mapping[str, Any], pen: Pen) -> Drawing:
    """The events of the declared tables on one axis."""
    events = [event for item in picture["events"] for event in _events(content, item)]
    events.sort(key=lambda event: min((m.edtf for m in event.marks if m.span), default="~"))
    events = events[:MOST]
    spans = [mark.span for event in events for mark in event.marks]
    days = [day for span in spans if span for day in span]
    axis = Axis(min(days).year, max(days).year) if days else Axis(2000, 2000)
    drawing = Drawing(WIDTH, 0)
    top = 4.0
    for event in events:
        top = _draw_event(drawing, event, axis, top, pen)
    drawing.shapes = [*_axis(axis, top), *drawing.shapes]
    drawing.height = int(top + 26)
    return drawing


def _events(content: Content, item: Mapping[str, Any]) -> Iterator[Event]:
    table = content.tables.get(item["table"])
    for record in table.records if table else ():
        if table is None or not fits(record, item.get("when", {})):
            continue
        where = content.anchor(table.name, record.key)
        name = record_name(content, table.name, record.key)
        status = _open_status(table, record, item.get("open", {}))
        marks = [mark for entry in item["dates"] for mark in _marks(content, table, record, entry)]
        yield Event(name, where, tuple(marks), status)


def _open_status(table: Table, record: Record, when: Mapping[str, list[str]]) -> str | None:
    if not when or not fits(record, when):
        return None
    name = next(iter(when))
    field = table.schema.field(name)
    code = record.cells[name]
    return (label(field, code) if field else None) or code


def _marks(
    content: Content, table: Table, record: Record, entry: Mapping[str, Any]
) -> Iterator[Mark]:
    name = entry["field"]
    where = content.anchor(table.name, record.key, name)
    edtf = record.cells[name]
    if not edtf:
        where = content.anchor(table.name, record.key)
    yield Mark(entry["says"], edtf, where, bool(entry.get("is_reading")))
    for row in content.references.get(Cell(table.name, record.key, name), []):
        found = tone(content, row)
        if found == "against":
            yield Mark(
                verdict_label(content, row), _date_of(row), where, tone=found, by=_by(content, row)
            )


def _by(content: Content, row: Referrer) -> str:
    by = content.declared["verdicts"][row.table.name].get("by")
    return row.record.cells[by] if by else row.record.key


def _date_of(row: Referrer) -> str:
    return next((row.record.cells[f.name] for f in row.table.schema.fields if f.is_edtf), "")


def _axis(axis: Axis, bottom: float) -> Iterator[Markup]:
    for year in axis.ticks():
        x = axis.x(date(year, 1, 1))
        yield shape("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=0, y2=f"{bottom + 4:g}", class_="ax")
        yield text(round(x, 1) + 3, bottom + 18, str(year), "sm")


def _draw_event(drawing: Drawing, event: Event, axis: Axis, top: float, pen: Pen) -> float:
    """Draw an event below `top`; returns where the next one begins."""
    status = f"{event.status}" if event.status else ""
    lines = lines_of(event.name, WIDTH - 40 - text_width(status))
    for number, line in enumerate(lines):
        drawing.shapes.append(pen.link(event.where, text(LEFT, top + 16 + 17 * number, line, "hd")))
    if status:
        x = LEFT + text_width(lines[-1]) + 10
        drawing.shapes.append(text(round(x, 1), top + 16 + 17 * (len(lines) - 1), status, "st"))
    top += 17 * len(lines) + 6
    for mark in event.marks:
        drawing.shapes.append(pen.link(mark.where, *_draw_mark(mark, axis, top, bool(status))))
        _say(drawing, event, mark)
        top += ROW
    return top + 10


def _say(drawing: Drawing, event: Event, mark: Mark) -> None:
    when = date_words(mark.edtf) if mark.edtf else "no date"
    said = f"{mark.says}: {mark.by}, {when}" if mark.by else f"{mark.says}: {when}"
    status = f" ({event.status})" if event.status else ""
    link: Child = tag("a", f"{event.name}{status}", href=f"#{mark.where}")
    drawing.words.append([link, f" — {said}"])
    drawing.plain_words.append(f"{event.name}{status} — {said}")


def _draw_mark(mark: Mark, axis: Axis, top: float, is_open: bool) -> Iterator[Markup]:
    middle = top + ROW / 2
    when = date_words(mark.edtf) if mark.edtf else "no date stated"
    said = f"{mark.by}, {when}: {mark.says}" if mark.by else f"{when}, {mark.says}"
    span = mark.span
    if span is None and not mark.edtf:
        yield text(LEFT, middle + 4, when, "sm")
        return
    if span is None:
        yield shape("line", x1=LEFT, x2=RIGHT, y1=middle, y2=middle, class_="un")
        width = text_width(said) * 0.92 + 16
        left = (LEFT + RIGHT - width) / 2
        yield shape(
            "rect", x=f"{left:.1f}", y=middle - 9, width=f"{width:.1f}", height=18, class_="paper"
        )
        yield text((LEFT + RIGHT) / 2, middle + 4, said, "sm", "middle")
        return
    first, last = axis.x(span[0]), axis.x(span[1])
    if mark.tone:
        yield _diamond(first, middle, mark.tone)
    else:
        name = "rd" if mark.is_reading or is_open else "mk"
        width = max(last - first, 7)
        yield shape(
            "rect",
            x=f"{first:.1f}",
            y=middle - 6,
            width=f"{width:.1f}",
            height=12,
            rx=3,
            class_=name,
        )
    width = text_width(said) * 0.9
    if last + width + 16 < RIGHT:
        yield text(round(max(last, first + 7) + 8, 1), middle + 4, said, "sm")
    else:
        yield text(round(first - 10, 1), middle + 4, said, "sm", "end")


def _diamond(x: float, y: float, name: str) -> Markup:
    points = f"{x - 7:.1f},{y:g} {x:.1f},{y - 7:g} {x + 7:.1f},{y:g} {x:.1f},{y + 7:g}"
    return shape("polygon", points=points, class_=f"to {name}")
