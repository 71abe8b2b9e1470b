"""How a cell's value follows from its evidence, step by step, in words; it decides nothing.

The value itself comes from `evidence` and `phrases`; where this module cannot name the single
steps of a reading, it says what was read as what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.citations import Citation, Evidence
from pincite.explorer.words import date_words, grouped
from pincite.grammar import NotUnderstood, Quantity, Settings, read_parts, read_quantity
from pincite.grammar.numbers import plain_digits
from pincite.grammar.quantity import KINDS as KINDS_OF_QUANTITY
from pincite.package import CitationRule

_KINDS = {  # of evidence: the class of the page's style, and the methods
    "d": "verbatim amount currency percent percentage_points count ordinal quantity unit qualifier"
    " date position",
    "t": "term",
    "s": "absent",
    "j": "judged",
    "x": "external",
    "w": "written",
}
KINDS = {method: style for style, methods in _KINDS.items() for method in methods.split()}
EVIDENCE = (  # the kinds, what they are called, and what each says
    ("d", "read by rules", "from a quoted passage, or from the printed order"),
    ("t", "read by word lists", "a quoted phrase, for which a person entered a code"),
    ("s", "from silence", "no phrase of the word list is recorded in the paragraph"),
    ("j", "judged", "by a person, with the passage"),
    ("x", "from outside", "facts with the place where they were seen"),
    ("w", "our words", "summaries and titles, not evidence"),
)
HEDGES = {
    "about": "says that the number is not exact",
    "nearly": "says that it is a little less",
    "at_least": "says that it may be more",
    "at_most": "says that it may be less",
    "more_than": "says that it is more",
    "less_than": "says that it is less",
}
UNITS = ("currency", "sign", "code", "percent", "points", "unit", "unit2")
_OTHER_SCALES = {"short", "scale", "basis", "thousands", "millions", "billions"}
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def steps(evidence: Evidence, rule: CitationRule, group: tuple[Citation, ...]) -> Iterator[str]:
    """The steps from the citations of one cell to its value, in order."""
    value = next((citation for citation in group if citation.part == "value"), group[0])
    method = value.method
    language = evidence.languages.get(value.source, "")
    if method == "term" and rule.vocabulary is not None:
        yield f"In the vocabulary {rule.vocabulary} it stands for {value.value}"
    elif method in (*KINDS_OF_QUANTITY, "currency", "unit", "qualifier"):
        settings = rule.settings(evidence.currencies.get(value.source))
        yield from _quantity_steps(method, value, language, settings)
    elif method == "date":
        anchors = [citation for citation in group if citation.part != "value"]
        yield from _date_steps(value, anchors[0] if anchors else None, language)
    elif method == "absent" and rule.vocabulary is not None:
        phrases = evidence.phrases.of(rule.vocabulary, language)
        named = ", ".join(f"“{phrase}”" for phrase in sorted(phrases))
        yield f"The vocabulary {rule.vocabulary} ({language}) knows {named or 'no phrase'}"
        yield _silence(evidence, value)
        yield f"So the field keeps its default: {rule.default}"


def _silence(evidence: Evidence, citation: Citation) -> str:
    """What was done about a paragraph that is said to hold none of the phrases."""
    paragraph = f"the paragraph from {citation.span.start} to {citation.span.end}"
    transcript = evidence.transcripts.get(citation.source)
    if transcript is not None and transcript.is_whole:
        return f"For this page {paragraph} was searched: it holds none of them"
    return (
        f"The package records that {paragraph} holds none of them. "
        "The text is not here: the paragraph was not searched for this page"
    )


def _quantity_steps(
    method: str, citation: Citation, language: str, settings: Settings
) -> Iterator[str]:
    kinds = {
        "currency": ("amount",), "unit": ("quantity",), "qualifier": KINDS_OF_QUANTITY,
    }.get(method, (method,))  # fmt: skip
    try:
        printed = read_quantity(citation.quote, language, kinds)
        reading = printed.declared(settings.currencies, settings.unit)
    except NotUnderstood:
        return
    parts = read_parts(citation.quote, language, kinds)
    hedge = next((parts[n][0].strip() for n in ("hedge", "mark", "bound") if n in parts), None)
    if method == "qualifier":
        if hedge:
            yield f"The hedge “{hedge}” {HEDGES.get(citation.value, '')}: {citation.value}"
        elif reading.upper is not None:
            yield f"Two ends of a range stand in the quote: {citation.value}"
        else:
            yield f"No hedge stands in the quote: {citation.value}"
        return
    unit = next((parts[name][0] for name in UNITS if name in parts), reading.unit)
    if method == "currency":
        yield f"“{unit}” is the currency {reading.unit} (ISO 4217){_declared(printed, reading)}"
        return
    if method == "unit":
        yield f"“{unit}” is the unit {reading.unit} (UCUM){_declared(printed, reading)}"
        return
    yield from _number_steps(citation, parts, unit, reading)
    if said := _declared(printed, reading):
        yield f"“{printed.unit}” is {reading.unit}{said}"
    if hedge:
        yield f"The hedge “{hedge}” {HEDGES.get(reading.qualifier, '')}; it has its own field"


def _declared(printed: Quantity, reading: Quantity) -> str:
    """That a person says what a sign or unit means, where the phrase does not."""
    return "" if printed.unit == reading.unit else ": a person declared it"


def _number_steps(
    citation: Citation, parts: Mapping[str, tuple[str, Any]], unit: str, reading: Quantity
) -> Iterator[str]:
    is_plain = "number" in parts and not _OTHER_SCALES & parts.keys()
    if not is_plain or "number2" in parts or not hasattr(parts["number"][1], "digits"):
        yield f"“{citation.quote}” reads as {reading.text.replace('..', ' to ')} {reading.unit}"
        return
    text, number = parts["number"]
    plain = plain_digits(number.digits)
    yield f"“{text}” is the number {plain}"
    magnitude = parts.get("magnitude")
    power = f"10{str(magnitude[1]).translate(_POWERS)}" if magnitude else None
    if magnitude:
        yield f"“{magnitude[0]}” is {power}"
    if unit and unit != reading.unit:
        yield f"“{unit}” is {reading.unit}"
    factor = f"{plain} × {power}" if power else plain
    if factor != grouped(reading.text):
        yield f"{factor} {reading.unit} = {grouped(reading.text)} {reading.unit}".replace("  ", " ")


def _date_steps(citation: Citation, anchor: Citation | None, language: str) -> Iterator[str]:
    parts = read_parts(citation.quote, language, ("date",))
    for name in ("day", "month", "year"):
        if name in parts:
            yield f"“{parts[name][0].strip()}” is the {name}"
    relative = next((text for name, (text, _) in parts.items() if "relative" in name), None)
    if relative and anchor is None:
        yield f"“{relative}” names no year: its digits stay X"
    if anchor is not None:
        yield f"“{relative or citation.quote}” is counted from {date_words(anchor.value)}"
    yield f"In EDTF: {citation.value}, that is {date_words(citation.value)}"


METHODS = {
    "verbatim": "The value is the quote, character for character.",
    "term": "The whole quote stands in a vocabulary of the package, and the value is its code.",
    "amount": "A closed grammar reads the exact number of an amount of money.",
    "currency": "The same grammar reads the currency.",
    "percent": "The grammar reads the exact number of a percentage.",
    "percentage_points": "The grammar reads the exact number of percentage points.",
    "count": "The grammar reads how many are stated.",
    "ordinal": "The grammar reads the place in an order.",
    "quantity": "The grammar reads the exact number of a quantity, in its unit or in the unit that "
    "the field declares.",
    "unit": "The grammar reads the unit of a quantity, as a UCUM code.",
    "qualifier": "The grammar reads the hedge beside a number, such as “about”.",
    "date": "The grammar reads a date as precisely as it is printed; what is not printed stays X. "
    "A date of a relative year may be counted from an anchor, which is cited too.",
    "absent": "No phrase of the vocabulary is in the paragraph, so the field keeps its default. "
    "Only somebody who has the text can check that.",
    "position": "The rank of the record in the order in which the source prints them.",
    "judged": "A person read the passage and decided; the note says why.",
    "external": "A fact from outside the source, with the place where it was seen.",
    "written": "The package’s own words: a summary or a title. They prove nothing.",
}
