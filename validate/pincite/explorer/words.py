"""Values, and the steps by which they follow from their evidence, in the words of people.

It decides nothing: where the single steps of a reading cannot be named, it says what was read as
what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pincite.citations import Citation, Evidence
from pincite.citations.facts import fill
from pincite.citations.facts import label_of as label
from pincite.descriptor.explorer_property import PLACEHOLDER
from pincite.explorer.content import Content
from pincite.grammar import (
    NotUnderstood,
    Quantity,
    Settings,
    date_words,
    read_parts,
    read_quantity,
)
from pincite.grammar.numbers import plain_digits
from pincite.grammar.quantity import KINDS as KINDS_OF_QUANTITY
from pincite.package import CitationRule, Field
from pincite.tables.text_table import Record, Table
from pincite.types.boolean import BOOLEAN

_PLAIN_NUMBER = re.compile(r"(-?)([0-9]+)(\.[0-9]+)?")
NOT_STATED = "not stated"
QUALIFIED = ("about", "at least", "at most")
GROUPED = 5  # digits from which a number is written in groups of three


def field_title(field: Field) -> str:
    """A field's title, else its name with blanks."""
    return str(field.descriptor.get("title") or spaced(field.name))


def table_title(content: Content, table: Table) -> str:
    """A table's title: its resource's, its schema's, else its name with blanks."""
    resource = content.package.table(table.name)
    stated = (resource.descriptor if resource else {}).get("title")
    return str(stated or table.schema.descriptor.get("title") or spaced(table.name))


def spaced(name: str) -> str:
    """A name in snake case as words."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def record_name(content: Content, table: str, key: str) -> str:
    """What to call a record: by the package's template for its table, else its key."""
    template = content.declared.get("names", {}).get(table)
    record = content.record(table, key)
    if template is None or record is None:
        return key
    return fill(template, content.tables[table].schema, record.cells) or key


def shortened(text: str, most: int = 40) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def value_words(content: Content, table: Table, field: Field, record: Record) -> str:
    """A filled cell as people read it; codes by their labels, keys by the names of records."""
    text = record.cells[field.name]
    target = content.pointed(table, field.name, record)
    if target is not None:
        return record_name(content, *target)
    if (name := label(field, text)) is not None:
        return name
    if field.is_edtf:
        return date_words(text)
    if field.kind is BOOLEAN:
        return {"true": "yes", "false": "no"}.get(text.lower(), text)
    unit = content.declared.get("units", {}).get(table.name, {}).get(field.name)
    if field.kind.is_number:
        hedge = qualifier(content, table, field, record).replace("_", " ")
        number = f"{hedge} {grouped(text)}" if hedge in QUALIFIED else grouped(text)
        return f"{number}\u00a0{fill(unit, table.schema, record.cells)}" if unit else number
    return text


def value_in(content: Content, table: Table, record: Record, name: str) -> str:
    """The cell of a field in words; `not stated` where it is empty."""
    field = table.schema.field(name)
    if field is None or not record.cells[name]:
        return NOT_STATED
    return value_words(content, table, field, record)


def filled(content: Content, table: Table, record: Record, template: str) -> str:
    """A template with the cells that it names in braces, in words."""
    return PLACEHOLDER.sub(lambda m: value_in(content, table, record, m[1]), template)


def qualifier(content: Content, table: Table, field: Field, record: Record) -> str:
    """The code that says how exact a number is; `none` where no field does."""
    name = content.declared.get("qualifiers", {}).get(table.name, {}).get(field.name)
    return record.cells.get(name, "none")


def grouped(text: str) -> str:
    """A plain number with its digits in groups of three, from 10,000 on."""
    match = _PLAIN_NUMBER.fullmatch(text)
    if match is None or len(match[2]) < GROUPED:
        return text
    sign, digits, rest = match.groups()
    head = len(digits) % 3
    groups = [digits[:head]] * bool(head) + [
        digits[at : at + 3] for at in range(head, len(digits), 3)
    ]
    return sign + ",".join(groups) + (rest or "")


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


def steps(
    evidence: Evidence, rule: CitationRule, group: tuple[Citation, ...], reads_as: str = ""
) -> Iterator[str]:
    """The steps from the citations of one cell to its value, in order; `reads_as` is that value."""
    value = next((citation for citation in group if citation.part == "value"), group[0])
    method = value.method
    language = evidence.languages.get(value.source, "")
    if method == "term" and rule.vocabulary is not None:
        yield f"The word list “{rule.vocabulary}” reads these words as {reads_as or value.value}"
    elif method in (*KINDS_OF_QUANTITY, "currency", "unit", "qualifier"):
        settings = rule.settings(evidence.currencies.get(value.source))
        yield from _quantity_steps(method, value, language, settings)
    elif method == "date":
        anchors = [citation for citation in group if citation.part != "value"]
        yield from _date_steps(value, anchors[0] if anchors else None, language)
    elif method == "absent" and rule.vocabulary is not None:
        phrases = evidence.phrases.of(rule.vocabulary, language)
        named = ", ".join(f"“{phrase}”" for phrase in sorted(phrases))
        yield f"The word list “{rule.vocabulary}” ({language}) holds {named or 'no phrase'}"
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
            yield f"The quote has both ends of a range: {citation.value}"
        else:
            yield f"The quote has no hedge: {citation.value}"
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


def printed_number(citation: Citation, language: str) -> tuple[str, int] | None:
    """The digits that a quote prints and the power of ten that scales them, where that is all."""
    if citation.method not in KINDS_OF_QUANTITY:
        return None
    parts = read_parts(citation.quote, language, (citation.method,))
    is_plain = "number" in parts and "number2" not in parts and not _OTHER_SCALES & parts.keys()
    if not is_plain or not hasattr(parts["number"][1], "digits"):
        return None
    digits = plain_digits(parts["number"][1].digits)
    printed = re.sub(r"[^0-9]", "", citation.quote)
    power = int(parts["magnitude"][1]) if "magnitude" in parts else 0
    return (digits, power) if digits.replace(".", "") in printed else None


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
    yield f"That is {date_words(citation.value)} (in EDTF {citation.value})"


_NAMES = {  # what the page calls a method
    "Copied from the words": "verbatim",
    "Read by a word list": "term",
    "Read from the words": "amount currency percent percentage_points count ordinal quantity unit"
    " qualifier date",
    "From silence": "absent",
    "From the printed order": "position",
    "Judged by us": "judged",
    "From outside": "external",
    "Our own words": "written",
}
NAMES = {method: name for name, methods in _NAMES.items() for method in methods.split()}
METHODS = {
    "verbatim": "The value is the quote, character for character.",
    "term": "The whole quote is a phrase of a vocabulary of the package; the value is its code.",
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
