"""A dot plot of dates on an axis that is cut where nothing happens.

A date without a year has no point: the picture says so in words. A reading, which the package
counted out, is hollow; a date that denies it is a diamond that faces it.
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
from pincite.explorer.findings import published, tone, verdict_label
from pincite.explorer.html import Child, shape, tag
from pincite.explorer.pictures.drawing import (
    MOST,
    WIDTH,
    Drawing,
    Pen,
    fits,
    lines_of,
    text,
)
from pincite.explorer.words import record_name
from pincite.grammar import bounds, date_words
from pincite.tables.text_table import Record, Table

ROW, LEFT, RIGHT = 24, 196, WIDTH - 14  # words are on the left, points on the right
BOLD = 0.84  # of the width, for bold letters
BREAK, NEAR = 26, 6  # room for a cut; years between events up to which the axis is not cut


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
    """Days to places on the canvas; stretches of years without an event are cut out.

    `parts` are the first and last year of each stretch that is drawn.
    """

    parts: tuple[tuple[int, int], ...]

    def x(self, day: date) -> float:
        """The place of a day."""
        at = 0
        for number, (first, last) in enumerate(self.parts):
            if first <= day.year <= last:
                start = date(first, 1, 1).toordinal()
                years = (day.toordinal() - start) / 365.25
                return LEFT + number * BREAK + (at + years) * self.year
            at += last - first + 1
        return LEFT

    @property
    def year(self) -> float:
        """How wide a year is."""
        years = sum(last - first + 1 for first, last in self.parts)
        return (RIGHT - LEFT - BREAK * (len(self.parts) - 1)) / max(years, 1)

    @property
    def breaks(self) -> list[float]:
        """The places at which years are cut out."""
        return [self.x(date(last, 12, 31)) + BREAK / 2 for _, last in self.parts[:-1]]

    @classmethod
    def of(cls, years: set[int]) -> Axis:
        """An axis over some years, with a margin of a year where years are cut out."""
        parts: list[tuple[int, int]] = []
        for year in sorted(years) or [2000]:
            if parts and year - parts[-1][1] <= NEAR:
                parts[-1] = (parts[-1][0], year)
            else:
                parts.append((year, year))
        return cls(tuple(parts))


def timeline(content: Content, picture: Mapping[str, Any], pen: Pen) -> Drawing:
    """The events of the declared tables on one axis."""
    events = [event for item in picture["events"] for event in _events(content, item)]
    events.sort(key=lambda event: min((m.edtf for m in event.marks if m.span), default="~"))
    events = events[:MOST]
    spans = [mark.span for event in events for mark in event.marks]
    axis = Axis.of({day.year for span in spans if span for day in span})
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
    """A date, and behind it those that deny it: one for each date that others found."""
    name = entry["field"]
    where = content.anchor(table.name, record.key, name)
    edtf = record.cells[name]
    if not edtf:
        where = content.anchor(table.name, record.key)
    yield Mark(entry["says"], edtf, where, bool(entry.get("is_reading")))
    denied: dict[str, list[Referrer]] = {}
    for row in content.references.get(Cell(table.name, record.key, name), []):
        if tone(content, row) == "against":
            denied.setdefault(_date_of(content, row), []).append(row)
    for found, rows in sorted(denied.items()):
        by = "; ".join(_by(content, row) for row in rows)
        yield Mark(verdict_label(content, rows[0]), found, where, tone="against", by=by)


def _by(content: Content, row: Referrer) -> str:
    by = content.declared["verdicts"][row.table.name].get("by")
    return row.record.cells[by] if by else row.record.key


def _date_of(content: Content, row: Referrer) -> str:
    """The date that a row found, by `date`; else that of its publication."""
    declared = content.declared["verdicts"][row.table.name]
    found = row.record.cells.get(declared.get("date", ""), "") or published(content, row)
    dates = (row.record.cells[f.name] for f in row.table.schema.fields if f.is_edtf)
    return found or next(dates, "")


def _axis(axis: Axis, bottom: float) -> Iterator[Markup]:
    """The years below, each stretch by its first and last year, and a mark where years are cut."""
    for first, last in axis.parts:
        for year in dict.fromkeys((first, last)):
            x = axis.x(date(year, 7, 1))
            yield shape(
                "line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=0, y2=f"{bottom + 4:g}", class_="ax"
            )
            yield text(round(x, 1), bottom + 18, str(year), "sm", "middle")
    for x in axis.breaks:
        d = f"M{x - 5:.1f} {bottom + 8:g}l4 -10M{x + 1:.1f} {bottom + 8:g}l4 -10"
        yield shape("path", d=d, class_="cut")


def _draw_event(drawing: Drawing, event: Event, axis: Axis, top: float, pen: Pen) -> float:
    """Draw an event below `top`; returns where the next one begins."""
    said = f"{event.name} ({event.status})" if event.status else event.name
    lines = lines_of(said, WIDTH * BOLD)
    for number, line in enumerate(lines):
        drawing.shapes.append(pen.link(event.where, text(0, top + 16 + 17 * number, line, "hd")))
    top += 17 * len(lines) + 4
    places = []
    for mark in event.marks:
        shapes, where, height = _draw_mark(mark, axis, top, bool(event.status))
        drawing.shapes.append(pen.link(mark.where, *shapes))
        places += [(where, top + height / 2, mark)] if where is not None else []
        _say(drawing, event, mark)
        top += height
    drawing.shapes += _facing(places)
    return top + 12


def _facing(places: list[tuple[float, float, Mark]]) -> Iterator[Markup]:
    """A line from a date to each that denies it, so that they face each other."""
    own = next(((x, y) for x, y, mark in places if not mark.tone), None)
    for x, y, mark in places:
        if mark.tone and own is not None:
            d = f"M{own[0]:.1f} {own[1] + 6:g}V{y:g}H{x + 8:.1f}"
            yield shape("path", d=d, class_="face")


def _say(drawing: Drawing, event: Event, mark: Mark) -> None:
    when = date_words(mark.edtf) if mark.edtf else "no date"
    said = f"{mark.says}: {mark.by}, {when}" if mark.by else f"{mark.says}: {when}"
    status = f" ({event.status})" if event.status else ""
    link: Child = tag("a", f"{event.name}{status}", href=f"#{mark.where}")
    drawing.words.append([link, f" — {said}"])
    drawing.plain_words.append(f"{event.name}{status} — {said}")


def _draw_mark(
    mark: Mark, axis: Axis, top: float, is_open: bool
) -> tuple[list[Markup], float | None, float]:
    """The shapes of a date, the place of its point, and how high it is."""
    when = date_words(mark.edtf) if mark.edtf else "no date stated"
    said = f"{when}: {mark.by}" if mark.by else f"{when}, {mark.says}" if mark.edtf else when
    lines = lines_of(said, LEFT - 14, most=4)
    height = max(15 * len(lines) + 7, ROW)
    shapes = [text(0, top + 14 + 15 * n, line, "sm") for n, line in enumerate(lines)]
    span, middle = mark.span, top + height / 2
    if span is None:
        if mark.edtf:
            shapes.append(text(LEFT, middle + 4, "no year is printed", "st"))
        return shapes, None, height
    x = (axis.x(span[0]) + axis.x(span[1])) / 2
    if mark.tone:
        shapes.append(_diamond(x, middle, mark.tone))
    else:
        name = "rd" if mark.is_reading or is_open else "mk"
        shapes.append(shape("circle", cx=f"{x:.1f}", cy=f"{middle:g}", r=6, class_=name))
    return shapes, x, height


def _diamond(x: float, y: float, name: str) -> Markup:
    points = f"{x - 7:.1f},{y:g} {x:.1f},{y - 7:g} {x + 7:.1f},{y:g} {x:.1f},{y + 7:g}"
    return shape("polygon", points=points, class_=f"to {name}")
