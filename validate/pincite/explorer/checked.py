"""The end of the page: what was checked for it, what its cells rest on, and what a method is."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from importlib.metadata import version
from typing import Any

from markupsafe import Markup

from pincite.citations import Cell, cell_method
from pincite.citations.facts import label_of
from pincite.explorer.content import Content
from pincite.explorer.html import anchor, join, tag
from pincite.explorer.words import (
    EVIDENCE,
    KINDS,
    METHODS,
    NAMES,
    printed_number,
    value_words,
)
from pincite.grammar.edtf import bounds
from pincite.proof.classes import (
    COPIED,
    DECLARED,
    DERIVED,
    NOT_SEARCHED,
    POSITION,
    SEARCHED,
    VOCABULARY,
    count_classes,
    count_methods,
)
from pincite.report import counted

_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-[0-9]{2})?")


def is_compared(content: Content) -> bool:
    """Whether the texts of all sources were at hand."""
    return all(transcript.is_whole for transcript in content.evidence.transcripts.values())


COMPARED = (
    "Every value that rests on a quote was read from it again, every quote was compared with the "
    "source, and every paragraph that is said to be silent was searched."
)
NOT_COMPARED = (
    "Every value that rests on a quote was read from it again. The text of the source is not part "
    "of the package, so for this page no quote was compared with it and no paragraph was searched."
)
RELEASED = (  # the same with the texts and without: verification.json alone records the run
    "Every value that rests on a quote was read from it again. The text of the source is not part "
    "of the release: verification.json beside this page says whether it was at hand when the "
    "release was made, so that every quote was compared with it, and every paragraph that is said "
    "to be silent was searched."
)


def checked_section(content: Content) -> Markup:
    """How the page was checked, in words that need no glossary."""
    report = content.report
    verdict = "No errors were found. " if report.valid else "Errors were found: see the top. "
    without = RELEASED if content.is_released else NOT_COMPARED
    says = COMPARED if is_compared(content) else without
    return tag(
        "section",
        tag("h2", "How this page was checked"),
        tag("p", verdict, says),
        tag("p", LIMITS, class_="says"),
        tag("div", id="again"),
        recorded(content),
        _proofs(content),
        _methods(content),
        id="checked",
    )


LIMITS = (
    "A program cannot tell whether a passage is about the cell that cites it, whether a judgement "
    "is right, or whether an outside source is. A person read those."
)


NOT_AGAIN = (
    "This repeats what needs no grammar. That words were read as these numbers, hedges and dates"
    " was done by pincite {version} and is not repeated here; whether a passage is about its cell,"
    " and whether a judgement is right, no program can tell."
)


def recorded(content: Content) -> Markup:
    """What the button `Check again` compares the page with, as a block of JSON (check.js).

    `cells` are raw values by record and field: a code alone, 0 where the value is the quote, or a
    kind with value and step: n (number, printed digits, power of ten), d (date, first
    and last day), s (silence: source, start, end), o (another).
    """
    evidence = content.evidence
    cells: dict[str, dict[str, Any]] = defaultdict(dict)
    fields: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for (name, key, field), text in evidence.cells.items():
        cell, rule = Cell(name, key, field), evidence.rules[name, field]
        group = evidence.citations.get(cell, ())
        is_here = text and key in content.detailed[name] and name not in content.left_out
        if not is_here or KINDS.get(cell_method(rule, group), "w") not in "dts":
            continue
        cells[content.anchor(name, key)][field] = _recorded_cell(content, cell, text)
        where = anchor(name, field)
        fields[where] = rule.vocabulary or where
        if (words := _label(content, cell, text)) is not None:
            known = labels[fields[where]].setdefault(text, words)
            if known != words:  # two fields call one code by two names
                fields[where] = where
                labels[where][text] = words
    used = {rule.vocabulary for rule in evidence.rules.values() if rule.vocabulary}
    languages = {
        content.source_anchor(source)[:-1]: language
        for source, language in evidence.languages.items()
    }
    descriptor = content.package.descriptor
    edition = f", version {content.package.version}" if content.package.version else ""
    data = {
        "says": NOT_AGAIN.format(version=version("pincite")),
        "cite": f"{descriptor.get('title') or content.package.name}{edition}",
        "sources": _digests(content),
        "languages": languages,
        "words": {
            f"{name} {language}": evidence.phrases.of(name, language)
            for name in sorted(used)
            for language in sorted(set(languages.values()))
        },
        "fields": fields,
        "labels": labels,
        "cells": cells,
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))  # escapes what is hidden
    return tag(
        "script", Markup(text.replace("<", "\\u003c")), type="application/json", id="recorded"
    )


def _label(content: Content, cell: Cell, text: str) -> str | None:
    """What the page calls a code or a key; None for other values, which it shows as they are."""
    table = content.tables[cell.table]
    field, record = table.schema.field(cell.field), content.record(cell.table, cell.record)
    assert field is not None
    assert record is not None
    is_named = content.pointed(table, cell.field, record) is not None
    if not is_named and label_of(field, text) is None:
        return None
    return value_words(content, table, field, record)


def _recorded_cell(content: Content, cell: Cell, text: str) -> Any:
    """One cell of `recorded`."""
    evidence = content.evidence
    group = evidence.citations.get(cell, ())
    value = next((item for item in group if item.part == "value"), None)
    if value is None:
        return ["o", text]
    if value.method == "term":
        return text if len(group) == 1 else ["o", text]
    if value.method == "verbatim":
        return 0 if value.quote == text else ["o", text]
    if value.method == "absent":
        return ["s", text, content.source_anchor(value.source)[:-1], *value.span]
    if value.method == "date" and _YEAR_OR_MONTH.fullmatch(text):
        return ["d", text, *(day.isoformat() for day in bounds(text))]
    scaled = printed_number(value, evidence.languages.get(value.source, ""))
    return ["n", text, *scaled] if scaled is not None else ["o", text]


def _digests(content: Content) -> dict[str, str]:
    records = content.tables[content.evidence.convention.sources].records
    return {content.source_anchor(r.key)[:-1]: r.cells["sha256"] for r in records}


_OF_CLASSES = {  # of proof/classes.py: the kind by which the page marks such cells
    **dict.fromkeys((DERIVED, DECLARED, COPIED, POSITION), "d"),
    VOCABULARY: "t",
    **dict.fromkeys((SEARCHED, NOT_SEARCHED), "s"),
    "judged": "j",
    "external": "x",
    "written": "w",
    "uncited": "w",
}


def _proofs(content: Content) -> Markup:
    """A bar of the cells by the kind of what they rest on, with the counts of every report."""
    classes = count_classes(content.evidence)
    kinds: Counter[str] = Counter()
    for name, number in classes.items():
        kinds[_OF_CLASSES[name]] += number
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
        of = [f"{n:,} {c}" for c, n in classes.items() if n and _OF_CLASSES[c] == kind]
        said = f" {says} ({', '.join(of)})" if of != [f"{number:,} {name}"] else f" {says}"
        items.append(tag("li", tag("b", f"{number:,} "), tag("span", name, class_=kind), said))
    svg = tag("svg", *bars, viewBox="0 0 1000 14", preserveAspectRatio="none", aria_hidden="true")
    return join(
        tag("p", f"What the {counted(total, 'filled cells')} of the cited tables rest on:"),
        tag("div", svg, class_="proof"),
        tag("ul", *items, class_="legend"),
    )


def _methods(content: Content) -> Markup:
    """What each method on the page says, under the name that the panels call it by."""
    used = set(count_methods(content.evidence))
    used |= {c.method for c in content.evidence.all_citations}
    items = (
        join(
            tag("dt", tag("span", NAMES[name], class_=KINDS[name]), id=f"m:{name}"),
            tag("dd", says, " ", tag("code", name)),
        )
        for name, says in METHODS.items()
        if name in used
    )
    title = tag("h3", "How a value follows from what it rests on")
    return join(title, tag("dl", *items, class_="methods"))
