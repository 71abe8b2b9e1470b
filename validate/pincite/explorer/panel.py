"""One cell of a table with the panel that opens on it: where its value comes from."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pincite.citations import Cell, Citation, Note, cell_method, external_rows
from pincite.explorer.content import Content, Referrer
from pincite.explorer.findings import note_html, reports_html, tone, verdict_chips
from pincite.explorer.html import direction, is_web_address, join, tag, web_link
from pincite.explorer.words import (
    KINDS,
    NAMES,
    field_title,
    record_name,
    shortened,
    steps,
    table_title,
    value_words,
)
from pincite.package import Field
from pincite.tables.text_table import Record, Table
from pincite.text import Span


def cell_html(content: Content, table: Table, field: Field, record: Record) -> Markup:
    """The `td` of a cell: its value, a link that opens its panel, and the panel."""
    text = record.cells[field.name]
    language = content.declared.get("languages", {}).get(table.name, {}).get(field.name)
    attributes = {"lang": language if text else None, "dir": direction(text)}
    if not text:
        why = content.why_missing(Cell(table.name, record.key, field.name))
        return tag("td", tag("small", why) if why else None)
    value = value_words(content, table, field, record)
    if field.citation is None or record.key not in content.detailed[table.name]:
        form = "n" if _is_number(field) else None
        return tag("td", _plain(content, table, field, record), class_=form, **attributes)
    cell = Cell(table.name, record.key, field.name)
    method = cell_method(field.citation, content.evidence.citations.get(cell, ()))
    kind = KINDS.get(method, "w")
    names = [*([kind] if kind != "d" else []), *(["n"] if _is_number(field) else [])]
    tones = {tone(content, report) for report in _reports(content, cell)}
    is_denied = "against" in tones and "for" not in tones  # then it does not look like a fact
    names += ["dis"] if is_denied and kind in "dt" else []
    where = content.anchor(*cell)
    reports = _reports(content, cell)
    chips = list(verdict_chips(content, reports))
    shown = join(
        tag("a", value, href=f"#{where}"),
        _arrow(content, table, field, record),
        tag("p", *(join(chip, " ") for chip in chips)) if chips else None,
    )
    return tag(
        "td",
        shown,
        tag("div", *_panel(content, table, field, record, reports)),
        id=where,
        class_=" ".join(names) or None,
        **attributes,
    )


def _is_number(field: Field) -> bool:
    return field.kind.is_number


def _plain(content: Content, table: Table, field: Field, record: Record) -> Markup:
    """A cell without evidence: a link along its key, a link to the web, or its text."""
    text = record.cells[field.name]
    value = value_words(content, table, field, record)
    target = content.pointed(table, field.name, record)
    if target is not None:
        if content.names_cell(table, field.name, record):
            return join(shortened(value))  # the link is on the field beside it
        return tag("a", shortened(value), href=f"#{content.anchor(*target)}")
    if (where := content.pointed_cell(table, field.name, record)) is not None:
        named = content.tables[where.table].schema.field(where.field)
        return tag("a", field_title(named) if named else text, href=f"#{content.anchor(*where)}")
    if is_web_address(text):
        return web_link(text, shortened(text.split("//", 1)[1].rstrip("/")))
    return join(value)


def _arrow(content: Content, table: Table, field: Field, record: Record) -> Markup | None:
    target = content.pointed(table, field.name, record)
    if target is None:
        return None
    name = f"Go to {shortened(record_name(content, *target), 24)}"
    return tag("a", "→", href=f"#{content.anchor(*target)}", class_="k", aria_label=name)


def _panel(
    content: Content, table: Table, field: Field, record: Record, reports: list[Referrer]
) -> Iterator[Markup]:
    """What the panel of a cited cell says, from value to evidence to what others report."""
    assert field.citation is not None
    cell = Cell(table.name, record.key, field.name)
    group = content.evidence.citations.get(cell, ())
    method = cell_method(field.citation, group)
    yield tag("b", field_title(field))
    if not group:
        yield tag("p", _method_link(method))
    if method == "written" and (table.name, record.key) in content.places:
        yield _summarised(content, *content.places[table.name, record.key])
    for citation in group:
        yield quote_html(content, citation)
    words = value_words(content, table, field, record)
    items = list(steps(content.evidence, field.citation, group, words)) if group else []
    if len(items) > 1:
        yield tag("ol", *(tag("li", item) for item in items))
    elif items:
        yield tag("p", items[0])
    if method == "external":
        yield _external(content, cell, field)
    yield from reports_html(content, reports)
    yield from _notes(content, group)


def _summarised(content: Content, source: str, span: Span) -> Markup:
    """The sentence that our own words summarise: its place, and its words if at hand."""
    text = content.evidence.transcripts[source].text
    says = f"Summarises characters {span.start}–{span.end}"
    quote = tag("q", text[span.start : span.end]) if text is not None else None
    return join(tag("p", says, _of_source(content, source)), quote)


def _method_link(method: str) -> Markup:
    return tag("a", NAMES[method], href=f"#m:{method}")


def quote_html(content: Content, citation: Citation) -> Markup:
    """Method and place of a citation, its quote, and the note on why it was read so."""
    span, source = citation.span, citation.source
    language = content.evidence.languages.get(source)
    place = f"{span.start}–{span.end}"
    where = f"#{content.passage_anchor(source, span)}"
    method = _method_link(citation.method)
    origin = join(_of_source(content, source), _in_original(content, citation))
    if citation.part != "value":
        method = join("counted from ", method)
    note = tag("p", citation.note, class_="y") if citation.note else None
    if not citation.quote:
        return join(tag("p", method, f" of the paragraph {place}", origin), note)
    foreign = language if language != "en" else None
    parts = _in_its_sentence(content, citation)
    quote = tag("q", *parts, lang=foreign, dir=direction(citation.quote))
    return join(tag("p", method, tag("a", place, href=where), origin, quote), note)


def _in_original(content: Content, citation: Citation) -> str | None:
    """Where the passage is in the document that the text was made of, where its map is at hand."""
    places = content.evidence.places.get(citation.source)
    if places is None:
        return None
    known = content.evidence.transcripts[citation.source].slice
    found = places.spot(citation.span).words(known)
    return f", {found}" if found else None


def _in_its_sentence(content: Content, citation: Citation) -> list[Markup | str]:
    """The quote; where the text is at hand, marked in the sentence around it."""
    span, text = citation.span, content.evidence.transcripts[citation.source].text
    around = content.sentences[citation.source].over(span) if text is not None else []
    if text is None or not around:
        return [citation.quote]
    start, end = min(around[0].start, span.start), max(around[-1].end, span.end)
    return [text[start : span.start], tag("mark", citation.quote), text[span.end : end]]


def _of_source(content: Content, source: str) -> Markup | None:
    sources = content.tables[content.evidence.convention.sources]
    if len(sources.records) < 2:
        return None
    return join(" of ", record_name(content, sources.name, source))


def _external(content: Content, cell: Cell, field: Field) -> Markup:
    rule = field.citation
    assert rule is not None
    settings = rule.external or {}
    other = content.tables[settings["resource"]]
    rows = external_rows(content.evidence, cell, rule)
    if not rows:
        fallback = content.tables[cell.table].schema.field(settings.get("fallback", ""))
        same = f"; the same as {field_title(fallback)}" if fallback else ""
        return tag("p", f"No row of {table_title(content, other)} fits{same}.")
    used = {settings["value"], *settings["match"], *settings.get("where", ())}
    cells = [text for name, text in rows[0].cells.items() if name not in used and text]
    link = tag("a", table_title(content, other), href=f"#{content.anchor(other.name, rows[0].key)}")
    return tag("p", "A row of ", link, f": {', '.join(cells)}" if cells else None)


def _reports(content: Content, cell: Cell) -> list[Referrer]:
    return content.references.get(cell, [])


def _notes(content: Content, group: tuple[Citation, ...]) -> Iterator[Markup]:
    """The notes on passages that the quotes of a cell touch."""
    found: dict[str, Note] = {}
    for citation in group:
        if citation.quote:
            found |= {
                note.record: note for note in content.notes_on(citation.source, citation.span)
            }
    if not found:
        return
    yield tag("h3", "Notes")
    seen = {citation.span for citation in group}
    yield tag("ul", *(tag("li", note_html(content, note, seen)) for note in found.values()))
