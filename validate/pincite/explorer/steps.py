"""How a cell's value follows from its evidence, step by step, in words; it decides nothing.

The value itself comes from `evidence` and `phrases`; where this module cannot name the single
steps of a reading, it says what was read as what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pincite.evidence import Citation, Evidence
from pincite.explorer.words import date_words, grouped
from pincite.package import CitationRule
from pincite.phrases import NotUnderstood, Rule, dates, quantity

_KINDS = {  # of proof: the class of the page's style, and the methods
    "d": "verbatim term amount currency percent qualifier date absent position",
    "j": "judged",
    "x": "external",
    "w": "written",
}
KINDS = {method: style for style, methods in _KINDS.items() for method in methods.split()}
HEDGES = {
    "about": "says that the number is not exact",
    "at_least": "says that it may be more",
    "at_most": "says that it may be less",
}
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def steps(evidence: Evidence, rule: CitationRule, group: tuple[Citation, ...]) -> Iterator[str]:
    """The steps from the citations of one cell to its value, in order."""
    value = next((citation for citation in group if citation.part == "value"), group[0])
    method = value.method
    language = evidence.languages.get(value.source, "")
    if method == "term" and rule.vocabulary is not None:
        yield f"In the vocabulary {rule.vocabulary} it stands for {value.value}"
    elif method in ("amount", "currency", "percent", "qualifier"):
        yield from _quantity_steps(method, value)
    elif method == "date":
        anchors = [citation for citation in group if citation.part != "value"]
        yield from _date_steps(value, anchors[0] if anchors else None)
    elif method == "absent" and rule.vocabulary is not None:
        phrases = evidence.phrases.of(rule.vocabulary, language)
        named = ", ".join(f"“{phrase}”" for phrase in sorted(phrases))
        yield f"The vocabulary {rule.vocabulary} ({language}) knows {named or 'no phrase'}"
        yield f"The paragraph from {value.span.start} to {value.span.end} holds none of them"
        yield f"So the field’s default stands: {rule.default}"


def _quantity_steps(method: str, citation: Citation) -> Iterator[str]:
    try:
        reading = quantity.read_quantity(citation.quote)
    except NotUnderstood:
        return
    parts = _parts(quantity.RULES, citation.quote)
    hedge = parts.get("hedge")
    if method == "qualifier":
        if hedge:
            yield f"The hedge “{hedge}” {HEDGES.get(citation.value, '')}: {citation.value}"
        else:
            yield f"No hedge stands in the quote: {citation.value}"
        return
    if method == "currency":
        yield f"“{parts.get('unit', reading.unit)}” is the currency {reading.unit} (ISO 4217)"
        return
    if "number" not in parts:
        yield f"“{citation.quote}” reads as {reading.text} {reading.unit}"
        return
    yield from _number_steps(parts, reading)
    if hedge:
        yield f"The hedge “{hedge}” {HEDGES.get(reading.qualifier, '')}; it has its own field"


def _number_steps(parts: Mapping[str, str], reading: quantity.Quantity) -> Iterator[str]:
    plain = parts["number"].replace(",", "")
    yield f"“{parts['number']}” is the number {plain}"
    magnitude, unit = parts.get("magnitude"), parts.get("unit")
    power = _power(reading.value, plain) if magnitude else None
    if magnitude:
        yield f"“{magnitude}” is {power or 'its magnitude'}"
    if unit and unit != reading.unit:
        yield f"“{unit}” is {reading.unit}"
    factor = f"{plain} × {power}" if power else plain
    if factor != grouped(reading.text):
        yield f"{factor} {reading.unit} = {grouped(reading.text)} {reading.unit}"


def _power(value: Decimal, number: str) -> str | None:
    """The power of ten between a number and a value: `10⁹`."""
    if not Decimal(number):
        return None
    factor = (value / Decimal(number)).normalize()
    exponent = factor.adjusted()
    is_power = factor == Decimal(10) ** exponent
    return f"10{str(exponent).translate(_POWERS)}" if is_power and exponent > 0 else None


def _date_steps(citation: Citation, anchor: Citation | None) -> Iterator[str]:
    parts = _parts(dates.RULES, citation.quote)
    for name in ("day", "month", "year"):
        if parts.get(name):
            yield f"“{parts[name]}” is the {name}"
    relative = parts.get("relative")
    if relative and anchor is None:
        yield f"“{relative}” names no year: its digits stay X"
    if anchor is not None:
        yield f"“{relative or citation.quote}” is counted from {date_words(anchor.value)}"
    yield f"In EDTF: {citation.value}, that is {date_words(citation.value)}"


def _parts(rules: Iterable[Rule[Any]], quote: str) -> dict[str, str]:
    """The named parts of a quote by the one rule that reads the whole of it."""
    matches = (rule.pattern.fullmatch(quote) for rule in rules)
    match = next((match for match in matches if match is not None), None)
    groups = match.groupdict() if match else {}
    return {name: text for name, text in groups.items() if text}


METHODS = {
    "verbatim": "The value is the quote, character for character.",
    "term": "The whole quote stands in a vocabulary of the package, and the value is its code.",
    "amount": "A closed grammar reads the exact number of an amount of money.",
    "currency": "The same grammar reads the currency.",
    "percent": "The grammar reads the exact number of a percentage.",
    "qualifier": "The grammar reads the hedge beside a number, such as “about”.",
    "date": "The grammar reads a date as precisely as it is printed; what is not printed stays X. "
    "A date of a relative year may be counted from an anchor, which is cited too.",
    "absent": "No phrase of the vocabulary stands in the paragraph, so the field’s default holds.",
    "position": "The rank of the record in the order in which the source prints them.",
    "judged": "A person read the passage and decided; the note says why.",
    "external": "A fact from outside the source, with the place where it was seen.",
    "written": "The package’s own words: a summary or a title. They prove nothing.",
}
