"""Importing: each extraction and field becomes a seed row if it proves, else a reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pincite.citations import Cell
from pincite.report import CannotRun, Issue
from pincite.seeds.editor import Desk
from pincite.seeds.langextract import Extraction
from pincite.seeds.mapping import MappingRule, NotMapped, fill
from pincite.seeds.request import Cited, Citing

# What offsets may count besides code points: an encoding, and the bytes of its unit.
UNITS: Mapping[str, tuple[str, int]] = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}


@dataclass(frozen=True)
class Outcome:
    """What became of an extraction for one cell: proved with a value, or a reason why not."""

    extraction: Extraction
    cell: Cell | None
    claim: str | None = None
    start: int | None = None
    value: str = ""
    method: str = ""
    reason: str = ""

    @property
    def is_proved(self) -> bool:
        """Whether the cell follows from the passage."""
        return self.reason == ""

    def to_dict(self) -> dict[str, Any]:
        """The outcome as JSON types."""
        cell = self.cell or Cell("", "", "")
        return {
            "extraction": self.extraction.number,
            "class": self.extraction.name,
            "text": self.extraction.text,
            "table": cell.table or None,
            "record": cell.record or None,
            "field": cell.field or None,
            "start": self.start,
            "proved": self.is_proved,
            "value": self.value or None,
            "method": self.method or None,
            "reason": self.reason or None,
        }


def import_extractions(
    desk: Desk,
    source: str,
    extractions: Sequence[Extraction],
    rules: Mapping[str, Sequence[MappingRule]],
    *,
    units: str = "code-points",
) -> list[Outcome]:
    """Put the rows of all extractions that prove on the desk; says what became of every one.

    `units` are what the extractor's offsets count. Raises CannotRun where nothing can be compared.
    """
    text = desk.text_of(source)
    wished = [outcome for found in extractions for outcome in _wished(found, rules)]
    return prove(desk, source, [placed(outcome, text, units) for outcome in wished])


def _wished(
    extraction: Extraction, rules: Mapping[str, Sequence[MappingRule]]
) -> Iterator[Outcome]:
    """The cells that the mapping wants of an extraction."""
    fitting = [rule for rule in rules.get(extraction.name, ()) if rule.fits(extraction)]
    if not fitting:
        yield Outcome(extraction, None, reason="the mapping has no rule for it")
    for rule in fitting:
        for field in rule.fields:
            try:
                cell = Cell(rule.table, fill(rule.record, extraction), field)
                claim = fill(rule.values[field], extraction) if field in rule.values else None
            except NotMapped as error:
                yield Outcome(extraction, Cell(rule.table, "", field), reason=str(error))
            else:
                yield Outcome(extraction, cell, claim)


def placed(outcome: Outcome, text: str, units: str) -> Outcome:
    """The outcome with its offset in code points, or with the reason why it has none."""
    extraction = outcome.extraction
    if not outcome.is_proved:
        return outcome
    if extraction.start is None or extraction.end is None:
        reason = f"the extractor gives it no place ({extraction.alignment})"
        return replace(outcome, reason=reason)
    start = _stands(text, extraction, units)
    if start is not None:
        return replace(outcome, start=start)
    for other in ("code-points", *UNITS):
        if _stands(text, extraction, other) is not None:
            reason = f"the text stands there if offsets count {other}: say --units {other}"
            return replace(outcome, reason=reason)
    reason = (
        f"another text stands from {extraction.start} to {extraction.end} of the source"
        f" (the extractor says {extraction.alignment})"
    )
    return replace(outcome, reason=reason)


def _stands(text: str, extraction: Extraction, units: str) -> int | None:
    """The offset in code points at which an extraction stands, if its own is in such units."""
    first, last, words = extraction.start, extraction.end, extraction.text
    if first is None or last is None or first < 0 or not words:
        return None
    if units == "code-points":
        start, length = first, len(words)
    else:
        encoding, width = UNITS[units]
        before = text.encode(encoding)[: first * width]
        start, length = len(before.decode(encoding, "ignore")), len(words.encode(encoding)) // width
        if len(text[:start].encode(encoding)) != first * width:
            return None  # the offset lies within a character
    return start if last - first == length and text.startswith(words, start) else None


def prove(desk: Desk, source: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Put the rows that prove on the desk; the others get their reason."""
    found = list(outcomes)
    while True:
        desk.texts.clear()
        added = _add(desk, source, found)
        faults = desk.faults(added.values()) if added else []
        if faults:
            _blame(faults, added, found)
        elif not _contradicted(desk, added, found):
            return found


def _add(desk: Desk, source: str, found: list[Outcome]) -> dict[int, Cited]:
    """The rows that could be put on the desk, by the number of their outcome."""
    added: dict[int, Cited] = {}
    for number, outcome in enumerate(found):
        if outcome.is_proved and outcome.cell is not None:
            words, start = outcome.extraction.text, outcome.start
            try:
                added[number] = desk.add(Citing(outcome.cell, words, source, start=start))
            except CannotRun as error:
                found[number] = replace(outcome, reason=str(error))
    return added


def _blame(faults: Sequence[Issue], added: Mapping[int, Cited], found: list[Outcome]) -> None:
    """Give the rows that faults are of their reason: of each cell the last, else the last of all.

    The last of all is blamed only where no fault names a cell, such as when too much is quoted.
    """
    by_place: dict[tuple[str, str], int] = {}
    for number, cited in added.items():
        cell = cited.citing.cell
        by_place[cell.record, cell.field] = number
        by_place[f"{cell.table} {cell.record}", cell.field] = number
    guilty: dict[int, Issue] = {}
    for fault in faults:
        at = by_place.get((fault.place.record or "", fault.place.field or ""))
        if at is not None:
            guilty.setdefault(at, fault)
    for number, fault in (guilty or {max(added): faults[0]}).items():
        found[number] = replace(found[number], reason=f"{fault.code}: {fault.message}")


def _contradicted(desk: Desk, added: Mapping[int, Cited], found: list[Outcome]) -> bool:
    """Fill in the values of added rows; whether the extractor claims another one of some."""
    agrees = True
    for number, cited in added.items():
        outcome = found[number]
        value = desk.value_of(cited.citing)
        found[number] = replace(outcome, value=value, method=cited.method)
        if outcome.claim not in (None, value):
            agrees = False
            reason = f"the extractor says {outcome.claim}, the passage gives {value}"
            found[number] = replace(outcome, reason=reason)
    return not agrees
