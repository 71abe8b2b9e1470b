"""One cell and its citations: is it cited, is the quote there, does the value follow?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pincite.citations import (
    Cell,
    Citation,
    CitedRows,
    Evidence,
    TableCells,
    derive_citation,
    external_value,
    position_value,
)
from pincite.grammar import EVIDENCE_METHODS, NotUnderstood
from pincite.package import CitationRule
from pincite.proof.guards import check_cropping, check_longer_phrase
from pincite.proof.sources import citation_span_issues
from pincite.report import Issue, Place
from pincite.text import Transcript, paragraphs
from pincite.text.mentions import find_phrases


def check_targets(evidence: Evidence) -> Iterator[Issue]:
    """Citations of cells that do not exist, or whose field takes none."""
    for cell in _strange_cells(evidence):
        for citation in evidence.citations[cell]:
            yield Issue(
                "citation-target",
                evidence.place_of(citation),
                f"{cell.table} {cell.record} {cell.field} is not a cell that takes a citation",
                found=cell.record,
            )


def _strange_cells(evidence: Evidence) -> Iterator[Cell]:
    """The cited cells that do not exist, or take no citation."""
    cells, citations = evidence.cells, evidence.citations
    if not isinstance(cells, TableCells) or not isinstance(citations, CitedRows):
        yield from (cell for cell in citations if cell not in cells)
        return
    for table, record in citations.records():
        fields = cells.fields(table, record)
        for field in citations.numbers(table, record):
            if field not in fields:
                yield Cell(table, record, field)


def check_spelling(evidence: Evidence) -> Iterator[Issue]:
    """Numbers of citations and notes in another spelling than plain digits, such as ` 07`."""
    for role in (evidence.convention.citations, evidence.convention.notes):
        table = evidence.tables.get(role or "")
        if table is None:
            continue
        names = [name for name in ("seq", "start", "end") if name in table.schema.names]
        strange = {
            text for text in {*chain.from_iterable(table.texts(*names))} if _is_strange(text)
        }
        for number, texts in enumerate(table.texts(*names) if strange else ()):
            for name, text in zip(names, texts, strict=True):
                if text in strange:
                    place = Place(table.path, table.line(number), table.records[number].key, name)
                    message = "the number is not spelt in plain digits"
                    yield Issue("number-spelling", place, message, text, str(int(text)))


def _is_strange(number: str) -> bool:
    """Whether a number is spelt in another way than in plain digits."""
    is_plain = number.isdecimal() and number.isascii() and (number[0] != "0" or number == "0")
    return not is_plain and number != "" and number != str(int(number))


def check_cell(evidence: Evidence, cell: Cell) -> list[Issue]:
    """All issues of one cell; the first kind of fault found hides those that would follow it."""
    rule = evidence.rules[cell.table, cell.field]
    text = evidence.cells[cell]
    group = evidence.citations.get(cell, ())
    if not group:
        return [*_check_uncited(evidence, cell, rule, text)]
    return check_cited(evidence, cell, text, group)


def check_cited(
    evidence: Evidence, cell: Cell, text: str, group: tuple[Citation, ...]
) -> list[Issue]:
    """All issues of a cell of some text that has citations."""
    rule = evidence.rules[cell.table, cell.field]
    issues = [*_check_group(evidence, cell, rule, group)]
    for citation in group:
        issues += _check_citation(evidence, rule, citation)
    return issues or [*_check_values(evidence, cell, rule, text, group)]


def _check_uncited(
    evidence: Evidence, cell: Cell, rule: CitationRule, text: str
) -> Iterator[Issue]:
    if "position" in rule.methods:
        yield from _check_position(evidence, cell, rule, text)
    elif "external" in rule.methods:
        yield from _check_external(evidence, cell, rule, text)
    elif text != "" and "written" not in rule.methods:
        yield Issue("cell-uncited", evidence.place(cell), "no citation gives this value", text)


def _check_external(
    evidence: Evidence, cell: Cell, rule: CitationRule, text: str
) -> Iterator[Issue]:
    expected = external_value(evidence, cell, rule)
    if text != expected:
        yield Issue(
            "external-differs",
            evidence.place(cell),
            f"the reference rows in {(rule.external or {}).get('resource')} say otherwise",
            found=text,
            expected=expected,
        )


def _check_position(
    evidence: Evidence, cell: Cell, rule: CitationRule, text: str
) -> Iterator[Issue]:
    expected = position_value(evidence, cell, rule)
    if text != expected:
        message = "the printed order of the records gives another position"
        yield Issue("position-differs", evidence.place(cell), message, text, expected)


def _check_group(
    evidence: Evidence, cell: Cell, rule: CitationRule, group: tuple[Citation, ...]
) -> Iterator[Issue]:
    if sorted(citation.seq for citation in group) != list(range(1, len(group) + 1)):
        yield Issue(
            "citation-sequence",
            evidence.place_of(group[0]),
            "the citations of a cell are numbered 1, 2, ... without gap or repetition",
            found=", ".join(str(citation.seq) for citation in group),
        )
    anchors = sum(1 for citation in group if citation.part == "anchor")
    if anchors != int(rule.anchor):
        yield Issue(
            "anchor-missing" if rule.anchor and not anchors else "anchor-unexpected",
            evidence.place(cell),
            f"the field takes {int(rule.anchor)} citation with part anchor, there are {anchors}",
        )
    for citation in group:
        if citation.part not in ("value", "anchor", *rule.parts):
            allowed = ", ".join(("value", "anchor", *rule.parts))
            message = f"the part of a citation of this field is one of {allowed}"
            yield Issue("citation-part", evidence.place_of(citation), message, citation.part)
    for part in rule.parts:
        number = sum(1 for citation in group if citation.part == part)
        if number != 1:
            message = f"the field takes one citation with part {part}, there are {number}"
            yield Issue("citation-part", evidence.place(cell), message, str(number), "1")
    if all(citation.part in ("anchor", *rule.parts) for citation in group):
        yield Issue("cell-uncited", evidence.place(cell), "no citation gives this value")


def _check_citation(evidence: Evidence, rule: CitationRule, citation: Citation) -> Iterator[Issue]:
    place = evidence.place_of(citation)
    if citation.method not in rule.methods or citation.method not in EVIDENCE_METHODS:
        yield Issue(
            "method-not-allowed",
            place,
            f"the field does not allow the method {citation.method}",
            found=citation.method,
            expected=", ".join(rule.methods),
        )
        return
    if lack := _lacks(citation):
        yield Issue("citation-incomplete", place, lack)
        return
    transcript = evidence.transcripts.get(citation.source)
    if transcript is None:
        yield Issue("citation-target", place, f"there is no source {citation.source}")
    elif fault := next(citation_span_issues(place, citation, transcript), None):
        yield fault
    elif citation.method == "absent":
        yield from _check_absence(evidence, rule, citation, transcript)


def _lacks(citation: Citation) -> str | None:
    """What a citation must have by its method and has not."""
    if (citation.method == "absent") == bool(citation.quote):
        return f"method {citation.method} takes {'no' if citation.quote else 'a'} quote"
    if not citation.quote and (citation.prefix or citation.suffix):
        return "a citation without a quote takes no prefix and no suffix"
    if citation.method == "judged" and not citation.note:
        return "method judged takes a note that explains it"
    return None


def _check_absence(
    evidence: Evidence, rule: CitationRule, citation: Citation, transcript: Transcript
) -> Iterator[Issue]:
    place, span = evidence.place_of(citation), citation.span
    known = evidence.phrases.of(rule.vocabulary or "", evidence.languages[citation.source])
    if not known:
        message = f"the vocabulary {rule.vocabulary} has no phrase to look for"
        yield Issue("absence-unproved", place, message)
    if transcript.text is None:
        return
    if span not in paragraphs(transcript.text):
        message = "the span of an absence is a whole paragraph"
        yield Issue("absence-unproved", place, message, found=f"{span.start}-{span.end}")
    for phrase in find_phrases(transcript.text[span.start : span.end], known):
        message = "the paragraph does say something of this vocabulary"
        yield Issue("absence-unproved", place, message, quote=phrase)


def _check_values(
    evidence: Evidence, cell: Cell, rule: CitationRule, text: str, group: tuple[Citation, ...]
) -> Iterator[Issue]:
    anchor: str | None = None
    parts = {citation.part: citation.quote for citation in group if citation.part in rule.parts}
    for citation in sorted(group, key=lambda citation: citation.part != "anchor"):
        place = evidence.place_of(citation)
        try:
            derived = derive_citation(evidence, rule, citation, anchor, parts)
        except NotUnderstood as error:
            yield Issue("phrase-not-understood", place, str(error), quote=citation.quote)
            return
        if derived != citation.value:
            message = f"the passage gives “{derived}” by the method {citation.method}"
            yield Issue(
                "value-differs", place, message, citation.value, derived, citation.quote or None
            )
            return
        yield from check_cropping(evidence, citation, place)
        yield from check_longer_phrase(evidence, rule, citation, place)
        if citation.part == "anchor":
            anchor = derived
    values = {citation.value for citation in group if citation.part == "value"}
    quote = next(citation.quote for citation in group if citation.part == "value") or None
    if len(values) > 1:
        message = "the citations of this cell give different values"
        yield Issue("citations-disagree", evidence.place(cell), message, " / ".join(sorted(values)))
    elif text not in values:
        message = "the cell differs from what its passage says"
        yield Issue("cell-differs", evidence.place(cell), message, text, values.pop(), quote)
