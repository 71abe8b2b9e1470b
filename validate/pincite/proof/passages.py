"""Rules between citations: passages of one record, and phrases of one vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pincite.citations import Cell, Citation, CitedRows, Evidence
from pincite.proof.heads import COUNTED, above, below, paragraphs_of, scales_over
from pincite.report import Issue, Place
from pincite.tables.text_table import Record, Table
from pincite.text import Span
from pincite.text.spans import place_in

PARTS = frozenset({"scale", "unit"})  # of a number
KEPT, BARE, PARTED = 4, 8, 16  # of marks; see `mark_passages`
_WITH_BARE = bytes(mark | BARE for mark in range(256))
_ALL_BARE = bytes(mark for mark in range(256) if mark & BARE)


def check_passages(evidence: Evidence, marks: Sequence[int] | None = None) -> Iterator[Issue]:
    """Issues of the rules between citations that the schemas declare.

    `marks` are those of the rows of the citations by `mark_passages`, None where nothing is known.
    """
    yield from _check_parts(evidence, marks)
    for table in evidence.tables.values():
        for rule in table.schema.rules:
            check = PASSAGE_RULES.get(rule["rule"])
            if check is not None:
                for number, key in enumerate(table.keys):
                    if not _is_plain(evidence, table.name, key, rule, marks):
                        yield from check(evidence, table, table.records[number], rule)


def mark_passages(evidence: Evidence, citations: CitedRows, marks: bytearray) -> None:
    """Mark the rows whose record or cell keeps a rule, as far as these citations tell.

    KEPT is for those of records that plainly keep the rules of their table; BARE for those of cells
    that have no part, and need none; PARTED for those of cells whose parts are where they belong.
    KEPT and PARTED hold where all citations of the record or cell are of one source, since only
    those of a source are surely looked at together.
    """
    ruled = {
        table.name: rules
        for table in evidence.tables.values()
        if (rules := [rule for rule in table.schema.rules if rule["rule"] in PASSAGE_RULES])
    }
    for table, record in citations.records() if ruled else ():
        rules = ruled.get(table, [])
        if rules and all(_is_plain(evidence, table, record, rule) for rule in rules):
            for number in citations.of_record(table, record):
                marks[number] |= KEPT
    parted = citations.having("part", PARTS)
    if not parted and not evidence.places:
        marks[:] = marks.translate(_WITH_BARE)
        return
    for cell in citations:
        numbers = citations.of_cell(cell)
        is_mapped = any(citations.source(number) in evidence.places for number in numbers)
        if not is_mapped or not any(_parts_issues(evidence, citations[cell])):
            mark = BARE if parted.isdisjoint(numbers) else PARTED
            for number in numbers:
                marks[number] |= mark


def _is_marked(citations: CitedRows, numbers: Sequence[int], marks: Sequence[int], of: int) -> bool:
    """Whether rows have a mark, and it holds for all of them together: they are of one source."""
    is_marked = all(marks[number] & of for number in numbers)
    return is_marked and (not numbers or citations.are_of_one_source(numbers))


def _is_plain(
    evidence: Evidence,
    table: str,
    key: str,
    rule: Mapping[str, Any],
    marks: Sequence[int] | None = None,
) -> bool:
    """Whether a record plainly keeps a rule, as its rows show: one span, or one paragraph."""
    citations = evidence.citations
    if not isinstance(citations, CitedRows):
        return False
    if marks is not None and _is_marked(citations, citations.of_record(table, key), marks, KEPT):
        return True
    is_of_texts = rule["rule"] == "one_paragraph"
    homes: set[object] = set()
    numbers = citations.of_record(table, key)
    if "fields" in rule:
        cited = citations.numbers(table, key)
        cells = [Cell(table, key, field) for field in rule["fields"] if field in cited]
        numbers = [number for cell in cells for number in citations.of_cell(cell)]
    # most cells of a record rest on the quote of another one
    for part, source, start, end in {citations.passage(number) for number in numbers}:
        span = Span(int(start), int(end))
        if span.start >= span.end:
            return False
        if part == "value" and not is_of_texts:
            homes.add((source, span))
        elif part == "value":
            transcript = evidence.transcripts.get(source)
            text = None if transcript is None else transcript.text
            homes.add((source, None if text is None else _home(text, span)))
    return len(homes) < 2


def _value_citations(evidence: Evidence, cell: Cell) -> list[Citation]:
    group = evidence.citations.get(cell, ())
    return [citation for citation in group if citation.part == "value" and citation.quote]


def _same_quote(
    evidence: Evidence, table: Table, record: Record, rule: Mapping[str, Any]
) -> Iterator[Issue]:
    return _compare(evidence, table, record, rule, lambda one, two: one == two)


def _same_passage(
    evidence: Evidence, table: Table, record: Record, rule: Mapping[str, Any]
) -> Iterator[Issue]:
    return _compare(evidence, table, record, rule, Span.overlaps)


def _compare(
    evidence: Evidence,
    table: Table,
    record: Record,
    rule: Mapping[str, Any],
    fits: Callable[[Span, Span], bool],
) -> Iterator[Issue]:
    cells = [Cell(table.name, record.key, name) for name in rule["fields"]]
    first = _value_citations(evidence, cells[0])
    for cell in cells[1:]:
        for citation in _value_citations(evidence, cell):
            if first and not any(
                other.source == citation.source and fits(other.span, citation.span)
                for other in first
            ):
                yield Issue(
                    "passage-differs",
                    evidence.place_of(citation),
                    f"{cell.field} rests on another passage than {cells[0].field}",
                    found=citation.quote,
                    expected=first[0].quote,
                )


def _one_paragraph(
    evidence: Evidence, table: Table, record: Record, _rule: Mapping[str, Any]
) -> Iterator[Issue]:
    homes: dict[object, list[Citation]] = {}
    cited = [
        citation
        for field in table.schema.cited_fields
        for citation in evidence.citations.get(Cell(table.name, record.key, field.name), ())
        if citation.part == "value"
    ]
    spans = [(citation.source, citation.span) for citation in cited]
    for citation in cited:
        transcript = evidence.transcripts.get(citation.source)
        text = None if transcript is None else transcript.text
        is_excused = bool(citation.note) and citation.method != "judged"
        if text is None or is_excused:
            continue
        home = _home(text, citation.span)
        if home is not None and not _heads(evidence, citation, spans):
            homes.setdefault((citation.source, home), []).append(citation)
    most = max(homes.values(), key=len, default=[])
    for homes_group in homes.values():
        for citation in homes_group if homes_group is not most else ():
            yield Issue(
                "paragraph-differs",
                evidence.place_of(citation),
                "the passage lies in another paragraph than the record's other passages",
                quote=citation.quote,
            )


def _check_parts(evidence: Evidence, marks: Sequence[int] | None) -> Iterator[Issue]:
    """Scales and units that are printed neither in the table of their number nor right above it.

    Only numbers in tables of mapped texts are looked at: elsewhere nobody knows what is whose.
    """
    citations = evidence.citations
    if marks is None or not isinstance(citations, CitedRows):
        for group in citations.values():
            yield from _parts_issues(evidence, group)
        return
    if not bytes(marks).translate(None, _ALL_BARE):
        return
    for cell in citations:
        numbers = citations.of_cell(cell)
        if not all(marks[number] & BARE for number in numbers) and not _is_marked(
            citations, numbers, marks, PARTED
        ):
            yield from _parts_issues(evidence, citations[cell])


def _parts_issues(evidence: Evidence, citations: Sequence[Citation]) -> Iterator[Issue]:
    """Issues of the parts of one cell."""
    values = [citation for citation in citations if citation.part == "value"]
    # a part may be cited before its number; a cell of parts alone is a fault elsewhere
    parts = [one for one in citations if one.part in PARTS] if values else []
    strange = [
        part for part in parts if not any(_is_of_table(evidence, value, part) for value in values)
    ]
    for part in strange:
        yield Issue(
            "paragraph-differs",
            evidence.place_of(part),
            f"this {part.part} is not in a head of the number, nor above its table, nor right"
            " below it",
            quote=part.quote,
        )
    if not strange:
        yield from _check_scales(evidence, values, parts)


def _check_scales(
    evidence: Evidence, values: Sequence[Citation], parts: Sequence[Citation]
) -> Iterator[Issue]:
    """Numbers of tables whose heads scale them, and no part of the cell quotes that."""
    for value in values:
        places = evidence.places.get(value.source)
        text = evidence.transcripts[value.source].text if places is not None else None
        if places is None or text is None or value.method not in COUNTED or value.note:
            continue
        found = scales_over(places, text, value.span, evidence.languages[value.source])
        if found and not any(part.span.overlaps(word) for part in parts for word in found):
            words = text[found[0].start : found[0].end]
            yield Issue(
                "neighbour-not-understood",
                evidence.place_of(value),
                f"“{words}” at {found[0].start} heads this number, and no part of its cell quotes"
                " it: cite it too (--scale), where the field has `parts`, or say in a note why it"
                " is not of this number",
                value.quote,
                quote=value.quote,
            )


def _is_of_table(evidence: Evidence, value: Citation, part: Citation) -> bool:
    """Whether a part is in the table of its number, in the two paragraphs above or a line below."""
    places = evidence.places.get(value.source)
    text = evidence.transcripts[value.source].text if places is not None else None
    table = None if places is None else places.table(value.span)
    if places is None or text is None or table is None:
        return True
    if part.source != value.source:
        return False
    before = above(places, text, value.span)
    first = before[0].start if before else table.start
    if part.span.end <= table.start:
        return first <= part.span.start
    if any(line.holds(part.span) for line in below(places, text, value.span)):
        return True
    return part.span.end <= table.end and places.is_part_of(part.span, value.span)


def _heads(evidence: Evidence, citation: Citation, cited: list[tuple[str, Span]]) -> bool:
    """Whether a passage heads a cell of a table that another passage of the record lies in."""
    places = evidence.places.get(citation.source)
    return places is not None and any(
        heading.holds(citation.span)
        for source, span in cited
        if source == citation.source and span != citation.span
        for heading in places.headings(span)
    )


def _home(text: str, span: Span) -> Span | None:
    """The paragraph that a span lies in."""
    return place_in(paragraphs_of(text), span)


PASSAGE_RULES: Mapping[
    str, Callable[[Evidence, Table, Record, Mapping[str, Any]], Iterator[Issue]]
] = {
    "same_quote": _same_quote,
    "same_passage": _same_passage,
    "one_paragraph": _one_paragraph,
}


def check_vocabularies(evidence: Evidence) -> Iterator[Issue]:
    """Phrases that no citation uses, and codes that no field of the vocabulary allows.

    A phrase is used by a `term` citation that quotes it, and by an `absent` citation of its
    vocabulary, which looks for it.
    """
    table = evidence.tables[evidence.convention.phrases]
    used: set[tuple[str, str, str]] = set()
    searched: set[tuple[str, str]] = set()
    names = ("table", "field", "source_id", "method", "quote")
    for name, field, source, method, quote in evidence.citation_texts(*names):
        if method not in ("term", "absent"):
            continue
        rule = evidence.rules.get((name, field))
        language = evidence.languages.get(source, "")
        if rule is None or rule.vocabulary is None:
            continue
        if method == "term":
            used.add((rule.vocabulary, language, quote))
        else:
            searched.add((rule.vocabulary, language))
    allowed = _allowed_codes(evidence)
    for record in table.records:
        cells = record.cells
        vocabulary, language = cells["vocabulary"], cells["language"]
        place = Place(table.path, record.line, record.key, "phrase")
        is_used = (vocabulary, language, cells["phrase"]) in used
        if not is_used and (vocabulary, language) not in searched:
            message = "no citation uses this phrase"
            yield Issue("phrase-unused", place, message, cells["phrase"])
        codes = allowed.get(vocabulary)
        if codes is not None and cells["code"] not in codes:
            message = f"no field with the vocabulary {vocabulary} can hold this code"
            expected = ", ".join(sorted(codes))
            yield Issue("phrase-code", place, message, cells["code"], expected)


def _allowed_codes(evidence: Evidence) -> dict[str, set[str]]:
    """Codes by vocabulary, for those vocabularies whose fields all have an enum."""
    allowed: dict[str, set[str]] = defaultdict(set)
    open_ended = set()
    for (table, name), rule in evidence.rules.items():
        field = evidence.tables[table].schema.field(name)
        if rule.vocabulary is None or field is None:
            continue
        enum = field.constraints.get("enum")
        if enum is None:
            open_ended.add(rule.vocabulary)
        else:
            allowed[rule.vocabulary].update(str(code) for code in enum)
    return {name: codes for name, codes in allowed.items() if name not in open_ended}
