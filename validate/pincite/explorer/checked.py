"""The end of the page: what was checked for it, what its cells rest on, and what a method is."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from pincite.citations import cell_method
from pincite.explorer.content import Content
from pincite.explorer.html import anchor, join, tag
from pincite.explorer.words import EVIDENCE, KINDS, METHODS, NAMES, table_title


def is_compared(content: Content) -> bool:
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


def checked_section(content: Content) -> Markup:
    """How the page was checked, in words that need no glossary."""
    report = content.report
    verdict = "No errors were found. " if report.valid else "Errors were found: see the top. "
    says = COMPARED if is_compared(content) else NOT_COMPARED
    return tag(
        "section",
        tag("h2", "How this page was checked"),
        tag("p", verdict, says),
        tag("p", LIMITS, class_="says"),
        _proofs(content),
        _methods_by_table(content),
        _methods(),
        id="checked",
    )


LIMITS = (
    "A program cannot tell whether a passage is about the cell that cites it, whether a judgement "
    "is right, or whether an outside source is. A person read those."
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
        is_open = kind == "s" and not is_compared(content)
        said = f" {says}{NOT_SEARCHED}" if is_open else f" {says}"
        items.append(tag("li", tag("b", f"{number:,} "), tag("span", name, class_=kind), said))
    svg = tag("svg", *bars, viewBox="0 0 1000 14", preserveAspectRatio="none", aria_hidden="true")
    return join(
        tag("p", f"What the {total:,} filled cells of the cited tables rest on:"),
        tag("div", svg, class_="proof"),
        tag("ul", *items, class_="legend"),
    )


def _methods_by_table(content: Content) -> Markup:
    """The cells counted by table and method; each citation opens at its cell."""
    counts = methods_of_cells(content)
    methods = [method for method in KINDS if any(m == method for _, m in counts)]
    names = [name for name in content.tables if any(t == name for t, _ in counts)]
    heads = (tag("th", NAMES[method], scope="col", class_="n") for method in methods)
    rows = []
    for name in names:
        link = tag("a", table_title(content, content.tables[name]), href=f"#{anchor(name)}/")
        cells = (f"{counts[name, m]:,}" if counts[name, m] else "" for m in methods)
        numbers = (tag("td", cell, class_="n") for cell in cells)
        rows.append(tag("tr", tag("th", link, scope="row"), *numbers))
    header = tag("tr", tag("th", "Table", scope="col"), *heads)
    title = "Cells by table and method"
    table = tag("table", tag("thead", header), tag("tbody", *rows))
    box = tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=title)
    return tag("details", tag("summary", title), box)


def _methods() -> Markup:
    """What each method says, under the name that the panels call it by."""
    items = (
        join(
            tag("dt", tag("span", NAMES[name], class_=KINDS[name]), id=f"m:{name}"),
            tag("dd", says, " ", tag("code", name)),
        )
        for name, says in METHODS.items()
    )
    title = tag("h3", "How a value follows from what it rests on")
    return join(title, tag("dl", *items, class_="methods"))
