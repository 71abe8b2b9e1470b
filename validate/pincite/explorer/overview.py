"""The beginning of the page: what the package holds, what its cells rest on, what is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pincite.citations import cell_method
from pincite.citations.facts import label_of as label
from pincite.explorer.content import SHOWN, Content
from pincite.explorer.html import Markup, anchor, join, tag, web_link
from pincite.explorer.reports import TONES, referrer_html, tone
from pincite.explorer.steps import EVIDENCE, KINDS
from pincite.explorer.words import field_title, record_name, table_title
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
    says = COMPARED if _is_compared(content) else NOT_COMPARED
    return tag("div", tag("p", tag("b", "Valid: 0 issues. "), says), class_="status good")


def _is_compared(content: Content) -> bool:
    """Whether the texts of all sources were at hand."""
    return all(transcript.is_whole for transcript in content.evidence.transcripts.values())


COMPARED = (
    "Every value that rests on a quote was read from it again, every quote was compared with the "
    "source, and every paragraph that is said to be silent was searched."
)
NOT_SEARCHED = "; not searched for this page, as the text is not here"
NOT_COMPARED = (
    "Every value that rests on a quote was read from it again. The text of the source is not part "
    "of the package, so for this page no quote was compared with it and no paragraph was searched."
)


def overview(content: Content) -> Markup:
    """The overview: proof of the cells, disputes, what only the source names, how to cite."""
    return tag(
        "section",
        tag("h2", "At a glance"),
        _proofs(content),
        tag("div", _disputes(content), _only_in_source(content), class_="cards"),
        _facts(content),
        id="overview",
    )


def methods_of_cells(content: Content) -> Counter[tuple[str, str]]:
    """How many filled cells of each table rest on each method."""
    found: Counter[tuple[str, str]] = Counter()
    for cell, text in content.evidence.cells.items():
        rule = content.evidence.rules[cell.table, cell.field]
        if text:
            method = cell_method(rule, content.evidence.citations.get(cell, ()))
            found[cell.table, method] += 1
    return found


def _proofs(content: Content) -> Markup:
    """A bar of the cells by the kind of what they rest on, with its legend."""
    kinds: Counter[str] = Counter()
    for (_, method), number in methods_of_cells(content).items():
        kinds[KINDS.get(method, "w")] += number
    total = sum(kinds.values()) or 1
    at = 0.0
    bars, items = [], []
    for kind, name, says in EVIDENCE:
        number = kinds[kind]
        if not number:
            continue
        width = 1000 * number / total
        bars.append(
            tag("rect", x=f"{at:.1f}", y=0, width=f"{width:.1f}", height=14, class_=f"f{kind}")
        )
        at += width
        is_open = kind == "s" and not _is_compared(content)
        said = f" {says}{NOT_SEARCHED}" if is_open else f" {says}"
        items.append(tag("li", tag("b", f"{number:,} "), tag("span", name, class_=kind), said))
    svg = tag("svg", *bars, viewBox="0 0 1000 14", preserveAspectRatio="none", aria_hidden="true")
    return join(
        tag("p", f"What the {total:,} filled cells of the cited tables rest on:"),
        tag("div", svg, class_="proof"),
        tag("ul", *items, class_="legend"),
    )


def _disputes(content: Content) -> Markup | None:
    """What other sources say, counted by verdict; those that conflict stand here."""
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
    for cell, row in sorted(against, key=lambda item: item[1].record.line):
        target = content.tables.get(cell.table)
        about = target.schema.field(cell.field) if target else None
        parts = [cell.field] if about else []
        text = field_title(about) if about else cell.record
        link = tag("a", text, href=f"#{content.anchor(cell.table, cell.record, *parts)}")
        where = table_title(content, target) if target else cell.table
        yield tag("p", tag("b", where, " › ", link), " ", referrer_html(content, row))
    link = tag("a", table_title(content, table), href=f"#{anchor(table.name)}/")
    yield tag("p", "All of ", link, ": ", *(join(chip, " ") for chip in chips), class_="chips")


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
    says = "No outside fact was found for these records."
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


def _facts(content: Content) -> Markup:
    descriptor = content.package.descriptor
    items: list[tuple[str, Markup]] = [
        ("Holds", _holds(content)),
        ("Version", join(str(descriptor.get("version") or "none"), _created(descriptor))),
        ("Source", _digests(content)),
    ]
    licences = [_licence(item) for item in _listed(descriptor, "licenses")]
    if licences:
        items.append(("Licence", join(*(tag("div", item) for item in licences))))
    items.append(("Cite as", join(_citation(content))))
    items.append(("Check it", tag("code", "pincite validate --sources FOLDER")))
    rows = [join(tag("dt", name), tag("dd", text)) for name, text in items]
    return tag("dl", *rows, class_="facts")


def _created(descriptor: Mapping[str, object]) -> str | None:
    created = descriptor.get("created")
    return f", {created[:10]}" if isinstance(created, str) else None


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


def _licence(item: Mapping[str, object]) -> Markup:
    text = str(item.get("title") or item.get("name") or item.get("path") or "")
    return web_link(str(item.get("path") or ""), text) if item.get("path") else join(text)


def _citation(content: Content) -> str:
    """Contributors, year, title, version: how a reader names the package."""
    descriptor = content.package.descriptor
    people = _listed(descriptor, "contributors")
    names = ", ".join(str(item["title"]) for item in people if item.get("title"))
    year = str(descriptor.get("created") or "")[:4]
    title = str(descriptor.get("title") or content.package.name)
    parts = [f"{names or content.package.name}{f' ({year})' if year else ''}", title]
    if content.package.version:
        parts.append(f"Version {content.package.version}")
    return ". ".join([*parts, "Data package"]) + "."
