"""The beginning of the page: what the source says, as cards; what is disputed; what to cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from pincite.citations import Cell, cell_method
from pincite.citations.facts import label_of as label
from pincite.explorer.content import SHOWN, Content, Referrer
from pincite.explorer.findings import (
    TONES,
    group_of,
    published,
    referrer_html,
    tone,
    verdict_label,
)
from pincite.explorer.html import anchor, direction, join, tag, web_link
from pincite.explorer.words import NAMES, field_title, filled, record_name, table_title, value_in
from pincite.package import Package
from pincite.report import counted
from pincite.tables.text_table import Record, Table

ISSUES_SHOWN = 10


def head(content: Content) -> Markup:
    """Title, description, version and the state of the checks."""
    descriptor = content.package.descriptor
    title = str(descriptor.get("title") or content.package.name)
    whole = [t for t in content.evidence.transcripts.values() if t.is_whole]
    banner = tag(
        "p",
        tag("b", "For your own machine only. "),
        "This copy holds the whole text of a source, which is not the package’s to publish.",
        class_="banner",
    )
    return tag(
        "header",
        banner if whole else None,
        tag("h1", title),
        tag("p", str(descriptor.get("description") or ""), class_="lead"),
        _status(content),
    )


def _status(content: Content) -> Markup:
    report = content.report
    if not report.valid:
        issues = report.errors
        items = [
            tag("li", tag("code", issue.code), f" {issue.place}: {issue.message}")
            for issue in issues[:ISSUES_SHOWN]
        ]
        text = f"Not valid: {counted(len(issues), 'errors')}. Do not rely on what follows."
        return tag("div", tag("p", tag("b", text)), tag("ul", *items), class_="status bad")
    link = tag("a", "How this page was checked", href="#checked")
    return tag("p", "No errors were found. ", link, class_="status good")


def cards(content: Content) -> Markup | None:
    """What the source says, first: a card for each record that the package declares so."""
    found = [card for item in content.declared.get("cards", ()) for card in _cards(content, item)]
    if not found:
        return None
    return tag(
        "section",
        tag("h2", "What the source says"),
        tag("div", *found[:SHOWN], class_="cards says-first"),
        id="facts",
    )


def _cards(content: Content, item: Mapping[str, Any]) -> Iterator[Markup]:
    table = content.tables[item["table"]]
    for record in table.records:
        if all(record.cells.get(name) in texts for name, texts in item.get("when", {}).items()):
            yield _card(content, table, record, item)


def _card(content: Content, table: Table, record: Record, item: Mapping[str, Any]) -> Markup:
    cell = Cell(table.name, record.key, item["field"])
    where = content.anchor(*cell)
    pill = value_in(content, table, record, item["pill"]) if "pill" in item else None
    group = content.evidence.citations.get(cell, ())
    quote = next((citation.quote for citation in group if citation.quote), None)
    language = content.evidence.languages.get(group[0].source) if group else None
    return tag(
        "div",
        tag("h3", tag("a", filled(content, table, record, item["title"]), href=f"#{where}")),
        tag("p", tag("b", pill, class_="pill")) if pill else None,
        tag("p", filled(content, table, record, item["says"])),
        tag("q", quote, lang=language if language != "en" else None, dir=direction(quote))
        if quote
        else None,
        *_denied(content, table, record),
        *_how_sure(content, cell),
        class_="card",
    )


def _how_sure(content: Content, cell: Cell) -> Iterator[Markup]:
    """How the value of a card was found, and what independent groups of sources say of it."""
    rule = content.evidence.rules.get((cell.table, cell.field))
    if rule is None:
        return
    method = cell_method(rule, content.evidence.citations.get(cell, ()))
    groups: dict[str, tuple[int, str, str]] = {}  # each by the verdict that bears it out best
    for report in content.references.get(cell, ()):
        found = tone(content, report)
        if found is not None:
            kind = (_BEST.index(found), found, verdict_label(content, report))
            name = group_of(content, report)
            groups[name] = min(kind, groups.get(name, kind))
    says = f"How sure? {NAMES[method]}; "
    if not groups:
        yield tag("p", says, "no other source was found.", class_="found")
        return
    is_borne_out = any(found == "for" for _, found, _ in groups.values())
    none = "" if is_borne_out else "no other source agrees fully; "
    chips = (
        tag("b", f"{words} {number}", class_=found)
        for (_, found, words), number in sorted(Counter(groups.values()).items())
    )
    says += f"{none}independent groups of other sources: "
    yield tag("p", says, *(join(chip, " ") for chip in chips), class_="found")


_BEST = ("for", "mixed", "against", "open")


def _denied(content: Content, table: Table, record: Record) -> Iterator[Markup]:
    """Which fields of a record other sources deny, and what they say instead."""
    denied: list[Markup] = []
    for name in ("", *table.schema.names):
        reports = content.references.get(Cell(table.name, record.key, name), [])
        against = [report for report in reports if tone(content, report) == "against"]
        if against:
            field = table.schema.field(name)
            where = content.anchor(table.name, record.key, *([name] if name else []))
            link = tag("a", field_title(field) if field else "The record", href=f"#{where}")
            found = "; ".join(_instead(content, against))
            those = f"{len(against)} of {counted(len(reports), 'findings')}"
            denied.append(join(link, f" ({those}: {found})" if found else f" ({those})"))
    if denied:
        links = (join(", " if number else None, link) for number, link in enumerate(denied))
        yield tag("p", tag("b", "Disputed", class_="against"), ": ", *links, class_="found")


def _instead(content: Content, against: list[Referrer]) -> list[str]:
    """What the reports found instead, each once, by the roles that the package declares."""
    texts: dict[str, None] = {}
    for report in against:
        verdict = content.declared["verdicts"][report.table.name]
        given = [
            value_in(content, report.table, report.record, verdict[role])
            for role in ("value", "unit", "date")
            if report.record.cells.get(verdict.get(role, ""))
        ]
        if given:
            texts[" ".join(given)] = None
    return list(texts)


def _disputes(content: Content) -> Markup | None:
    """What other sources say, counted by verdict; those that conflict are here."""
    parts: list[Markup] = []
    for name, verdict in content.declared.get("verdicts", {}).items():
        table = content.tables.get(name)
        if table is not None:
            parts += list(_verdicts(content, table, verdict["field"]))
    return tag("div", *parts, class_="card", id="disputes") if parts else None


def _verdicts(content: Content, table: Table, name: str) -> Iterator[Markup]:
    field = table.schema.field(name)
    if field is None:
        return
    counts = Counter(record.cells[name] for record in table.records)
    rows = [row for group in content.references.values() for row in group if row.table is table]
    tones = {row.record.cells[name]: tone(content, row) or "open" for row in rows}
    chips = [
        tag("b", f"{label(field, code) or code} {number}", class_=tones.get(code, "open"))
        for code, number in sorted(
            counts.items(), key=lambda i: (TONES.index(tones.get(i[0], "open")), i)
        )
    ]
    yield tag("h3", "Where other sources disagree")
    against = [
        (cell, row)
        for cell, group in content.references.items()
        for row in group
        if row.table is table and tone(content, row) == "against"
    ]
    against.sort(key=lambda item: (published(content, item[1]) or "9", item[1].record.line))
    for cell, row in against:
        target = content.tables.get(cell.table)
        about = target.schema.field(cell.field) if target else None
        parts = [cell.field] if about else []
        text = field_title(about) if about else cell.record
        link = tag("a", text, href=f"#{content.anchor(cell.table, cell.record, *parts)}")
        where = table_title(content, target) if target else cell.table
        yield tag("p", tag("b", where, " › ", link), " ", referrer_html(content, row))
    groups = {group_of(content, row) for row in rows}
    link = tag("a", table_title(content, table), href=f"#{anchor(table.name)}/")
    all_of = join("All of ", link, f", {len(rows):,} in {len(groups):,} independent groups: ")
    yield tag("p", all_of, *(join(chip, " ") for chip in chips), class_="chips")


def disputes_section(content: Content) -> Markup | None:
    """What other sources deny, and what nobody else knows of."""
    parts = [_disputes(content), _only_in_source(content)]
    if not any(parts):
        return None
    body = tag("div", *parts, class_="cards")
    title = "What is disputed" if parts[0] else "What nobody else says"
    return tag("section", tag("h2", title), body, id="disputed")


def _only_in_source(content: Content) -> Markup | None:
    """The records of which nothing is known but what the source says."""
    parts: list[Markup] = []
    for table in content.tables.values():
        found = content.only_in_source(table)
        if not found:
            continue
        links = [_record_link(content, table, record) for record in found[:SHOWN]]
        more = f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else None
        joined = [join(", " if number else None, link) for number, link in enumerate(links)]
        number = f", {len(found):,} of {len(table.records):,}: "
        parts.append(tag("p", tag("b", table_title(content, table)), number, *joined, more))
    if not parts:
        return None
    says = "Nothing is known of these from outside the source."
    return tag(
        "div",
        tag("h3", "Named only in the source"),
        tag("p", says),
        *parts,
        class_="card",
        id="only-here",
    )


def _record_link(content: Content, table: Table, record: Record) -> Markup:
    name = record_name(content, table.name, record.key)
    return tag("a", name, href=f"#{content.anchor(table.name, record.key)}")


def about_section(content: Content) -> Markup:
    """What the package holds, its version, source, licence, how to cite it, whom to tell."""
    return tag("section", tag("h2", "About this data"), _facts(content), id="about")


def _facts(content: Content) -> Markup:
    descriptor = content.package.descriptor
    items: list[tuple[str, Markup]] = [
        ("Holds", _holds(content)),
        ("Version", join(str(descriptor.get("version") or "none"), created(descriptor))),
        ("Source", _digests(content)),
    ]
    licences = licences_of(descriptor)
    if licences:
        items.append(("Licence", join(*(tag("div", item) for item in licences))))
    items.append(("Cite as", join(citation_of(content.package))))
    items.append(("Check it", tag("code", "pincite validate --sources FOLDER")))
    items.append(("Something wrong?", _wrong(descriptor)))
    rows = [join(tag("dt", name), tag("dd", text)) for name, text in items]
    return tag("dl", *rows, class_="facts")


def _wrong(descriptor: Mapping[str, object]) -> Markup:
    """How to report a mistake: the address of the package, where it states one."""
    says = "Open the cell, copy its link, and send it with what you think is right"
    address = str(descriptor.get("homepage") or "")
    return join(says, " to ", web_link(address, address)) if address else join(says, ".")


def created(descriptor: Mapping[str, object]) -> str | None:
    """When a package says that it was made, behind its version."""
    day = descriptor.get("created")
    return f", {day[:10]}" if isinstance(day, str) else None


def _holds(content: Content) -> Markup:
    links = [
        join(
            tag("a", table_title(content, table), href=f"#{anchor(table.name)}/"),
            f" {len(table.records):,}",
        )
        for table in content.shown_tables
    ]
    return join(*(join(" · " if number else None, link) for number, link in enumerate(links)))


def _digests(content: Content) -> Markup:
    table = content.tables[content.evidence.convention.sources]
    rows = []
    for record in table.records[:SHOWN]:
        name = tag(
            "a",
            record_name(content, table.name, record.key),
            href=f"#{content.source_anchor(record.key)}",
        )
        rows.append(tag("div", name, ", SHA-256 ", tag("code", record.cells["sha256"])))
    more = len(table.records) - SHOWN
    return join(*rows, f"and {more:,} more" if more > 0 else None)


def _listed(descriptor: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """The objects in a list of the descriptor, whose form the validator judges."""
    stated = descriptor.get(name)
    return (
        [item for item in stated if isinstance(item, Mapping)] if isinstance(stated, list) else []
    )


def licences_of(descriptor: Mapping[str, object]) -> list[Markup]:
    """The licences that a package states, linked where they have an address."""
    return [_licence(item) for item in _listed(descriptor, "licenses")]


def _licence(item: Mapping[str, object]) -> Markup:
    text = str(item.get("title") or item.get("name") or item.get("path") or "")
    return web_link(str(item.get("path") or ""), text) if item.get("path") else join(text)


def citation_of(package: Package) -> str:
    """Contributors, year, title, version: how a reader names the package."""
    descriptor = package.descriptor
    people = _listed(descriptor, "contributors")
    names = ", ".join(str(item["title"]) for item in people if item.get("title"))
    year = str(descriptor.get("created") or "")[:4]
    title = str(descriptor.get("title") or package.name)
    parts = [f"{names or package.name}{f' ({year})' if year else ''}", title]
    if package.version:
        parts.append(f"Version {package.version}")
    return ". ".join([*parts, "Data package"]) + "."
