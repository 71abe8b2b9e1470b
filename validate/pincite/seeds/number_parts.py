"""The scale and the unit of a number in a table: where they are, as somebody names them or not."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from pincite.citations import declared_currencies
from pincite.grammar import NotUnderstood
from pincite.proof.claimed import FieldReading
from pincite.proof.heads import find_parts, levels
from pincite.report import CannotRun
from pincite.seeds.editor import SeedEditor
from pincite.seeds.request import CitationRequest, find_span
from pincite.text import Span, find_all


def placed_parts(
    editor: SeedEditor, request: CitationRequest, words: Mapping[str, str]
) -> tuple[tuple[str, str, int], ...]:
    """Where the words of a number's parts are: at their one place, or in the nearest of its heads.

    Raises CannotRun where they are nowhere, or at several places of which none is the nearest.
    """
    text, places = editor.text_of(request.source), editor.places_of(request.source)
    number = find_span(request, text)
    heads = [] if places is None else levels(places, text, number)
    found = []
    for part, quote in words.items():
        beside = CitationRequest(request.cell, quote, request.source, part=part)
        spans = [Span(at, at + len(quote)) for at in find_all(text, quote) if quote]
        near = [[s for s in spans if any(region.holds(s) for region in one)] for one in heads]
        own = next((level for level in near if level), [])
        at = own[0] if len(own) == 1 else find_span(beside, text)
        found.append((part, quote, at.start))
    return tuple(found)


def parts_hint(editor: SeedEditor, request: CitationRequest) -> str:
    """How to cite a number of a table with its parts, as its heads have them; empty elsewhere."""
    rule, _ = editor.rule_of(request.cell)
    places = editor.places_of(request.source)
    if places is None or not rule.parts:
        return ""
    text, record = editor.text_of(request.source), editor.seeds[request.source].record
    currencies = declared_currencies(record.get("currencies", ""))
    reading = FieldReading(rule, record.get("language", ""), editor.phrases, currencies)

    def reads(number: str, parts: Mapping[str, str]) -> str | None:
        from dataclasses import replace

        try:
            return replace(reading, parts=parts).value_of(number, None, request.method)[1]
        except NotUnderstood:
            return None

    try:
        span = find_span(request, text)
    except CannotRun:
        return ""
    if places.table(span) is None:
        return ""
    found, why = find_parts(places, text, span, reading.language, rule.parts, reads)
    said = " ".join(f"--{n} {shlex.quote(text[o.start : o.end])}" for n, o in found.items())
    return f"its table says so: add {said}" if found else why
