"""What rows of other tables say of a cell, record or passage: reports with verdicts, and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from markupsafe import Markup

from pincite.citations import Note
from pincite.citations.facts import label_of as label
from pincite.explorer.content import Content, Referrer
from pincite.explorer.html import LONGEST, join, tag, web_link
from pincite.explorer.words import shortened, table_title, value_words
from pincite.text import Span

TONES = ("against", "mixed", "for", "open")  # in the order in which they are shown


def tone(content: Content, referrer: Referrer) -> str | None:
    """How a row that points here bears on it, by the verdicts that the package declares."""
    verdict = content.declared.get("verdicts", {}).get(referrer.table.name)
    if verdict is None:
        return None
    found: str = verdict["tones"].get(referrer.record.cells[verdict["field"]], "open")
    return found


def verdict_chips(content: Content, reports: list[Referrer]) -> Iterator[Markup]:
    """What other sources say of a cell, in words: how many reports gave each verdict.

    A sign such as ≈ beside a number would be read as part of the number.
    """
    counts: Counter[tuple[int, str, str]] = Counter()
    for report in reports:
        found = tone(content, report)
        if found is not None:
            counts[TONES.index(found), found, verdict_label(content, report)] += 1
    for (_, found, says), number in sorted(counts.items()):
        yield tag("b", f"{says} {number:,}", class_=found)


def group_of(content: Content, referrer: Referrer) -> str:
    """The group of sources that tell one and the same report, by `group`; else the row itself."""
    name = content.declared["verdicts"][referrer.table.name].get("group")
    return (referrer.record.cells[name] if name else "") or referrer.record.key


def published(content: Content, referrer: Referrer) -> str:
    """When what a row reports was published, in EDTF, by `published`; else an empty text."""
    name = content.declared["verdicts"][referrer.table.name].get("published")
    return referrer.record.cells[name] if name else ""


def verdict_label(content: Content, referrer: Referrer) -> str:
    """The verdict of a row of a table with verdicts, by its label."""
    name = content.declared["verdicts"][referrer.table.name]["field"]
    code = referrer.record.cells[name]
    field = referrer.table.schema.field(name)
    return (label(field, code) if field else None) or code


def reports_html(content: Content, reports: list[Referrer]) -> Iterator[Markup]:
    """The rows of other tables that point here, table by table."""
    for table in {report.table.name: report.table for report in reports}.values():
        rows = [report for report in reports if report.table is table]
        yield tag("h3", table_title(content, table))
        yield tag("ul", *(tag("li", referrer_html(content, row)) for row in rows))


def referrer_html(content: Content, referrer: Referrer) -> Markup:
    """One row that points here: its codes, its text, its date, its link, by the fields' types."""
    table, record = referrer.table, referrer.record
    verdict = content.declared.get("verdicts", {}).get(table.name, {})
    skipped = {*referrer.pointers, *table.schema.primary_key, *map(verdict.get, _FOUND)}
    chips: list[Markup] = []
    kinds: list[str] = []
    texts: list[str] = []
    small: list[Markup | str] = []
    address = referrer.address
    for field in table.schema.fields:
        text = record.cells[field.name]
        if not text or field.name in skipped:
            continue
        value = value_words(content, table, field, record)
        if field.name == verdict.get("field"):
            chips.append(tag("b", value, class_=tone(content, referrer)))
        elif label(field, text) is not None:
            kinds += [value] if verdict else []
        elif field.name == verdict.get("by"):
            small.append(web_link(address, value) if address else value)
        elif field.is_edtf:
            small.append(value)
        elif field.constraints.get("required") and " " in text:
            texts.append(value)
    if not address:
        small.append(tag("a", record.key, href=f"#{content.anchor(table.name, record.key)}"))
    kind = tag("span", f"on the {', '.join(kinds).lower()}: ") if kinds else None
    tail = join(*(join(" · " if number else None, item) for number, item in enumerate(small)))
    said = join(*(join(chip, " ") for chip in chips), kind, " ".join(texts), " ")
    return join(said, tag("small", tail))


_FOUND = ("group", "date", "value", "unit", "qualifier", "scope")  # roles that the text says too


def note_html(content: Content, note: Note, seen: Collection[Span], most: int = LONGEST) -> Markup:
    """What a note says of its passage, with a link to its row; `seen` are the spans on view."""
    table = content.tables[content.evidence.convention.notes or ""]
    record = content.record(table.name, note.record)
    place = {"source_id", "start", "end", "quote", *table.schema.primary_key}
    said = []
    for field in table.schema.fields:
        text = "" if record is None else record.cells[field.name]
        if text and field.name not in place and label(field, text) is None:
            said.append(text)
    said = said[:1]
    name = f"“{note.quote}”" if note.quote else f"{note.span.start}–{note.span.end}"
    name = "Note" if note.span in seen else name
    link = tag("a", name, href=f"#{content.anchor(table.name, note.record)}")
    return join(link, ": " if said else None, shortened("; ".join(said), most))
