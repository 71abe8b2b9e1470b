"""Sources, notes and citations against the files at hand: digests, spans and quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pincite.citations import Citation, Evidence, Note
from pincite.descriptor.declarations import COVERAGE_SCOPES, QUOTE_LIMITS
from pincite.files.reading import SourceFile, only_differs_in
from pincite.report import Issue, Place
from pincite.text import Span, Transcript, sentences


def span_issues(place: Place, span: Span, quote: str, transcript: Transcript) -> Iterator[Issue]:
    """Issues of a span outside of the source, and of a quote that is not what is there.

    An empty quote is not compared.
    """
    length = transcript.length
    if span.start < 0 or span.start >= span.end or (length is not None and span.end > length):
        message = f"{span.start} to {span.end} is not inside the source, which ends at {length}"
        yield Issue("offset-outside", place, message, str(span.end), None, quote or None)
    elif quote and len(quote) != span.end - span.start:
        stated = span.end - span.start
        message = f"the quote has {len(quote)} code points, its span {stated}"
        yield Issue("quote-length", place, message, str(len(quote)), str(stated), quote)
    elif quote and (known := transcript.slice(span)) not in (None, quote):
        if transcript.is_whole:
            message = f"the source has another text from {span.start} to {span.end}"
            yield Issue("quote-differs", place, message, quote, known)
        else:
            message = "another quote of the same place has another text"
            yield Issue("quotes-disagree", place, message, quote, known)


def citation_span_issues(
    place: Place, citation: Citation, transcript: Transcript
) -> Iterator[Issue]:
    """Issues of a citation's span and quote, then of what it says to be beside them."""
    yield from span_issues(place, citation.span, citation.quote, transcript)
    yield from _context_issues(place, citation, transcript)


def _context_issues(place: Place, citation: Citation, transcript: Transcript) -> Iterator[Issue]:
    """Issues of a prefix or suffix that is not beside the quote, or that is not needed.

    They are there to find a quote again that its source has more than once.
    """
    if not citation.prefix and not citation.suffix:
        return
    span, passage = citation.passage
    if (known := transcript.slice(span)) not in (None, passage):
        message = "prefix, quote and suffix are not side by side in the source"
        yield Issue("context-differs", place, message, passage, known, citation.quote)
    elif transcript.text is not None and transcript.text.count(citation.quote) == 1:
        message = "the quote occurs once in the source, so it needs no prefix or suffix"
        yield Issue("context-needless", place, message, passage, "", citation.quote)


_DECLARED = {"quote_limits": QUOTE_LIMITS, "coverage_scope": COVERAGE_SCOPES}


def check_declared(evidence: Evidence) -> Iterator[Issue]:
    """Sources whose limits or scope are declared in a word that the convention does not have."""
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        for name, allowed in _DECLARED.items():
            found = record.cells.get(name, "")
            if found and found not in allowed:
                place = Place(table.path, record.line, record.key, name)
                message = f"{name} is not one of {', '.join(allowed)}"
                yield Issue("source-declaration", place, message, found, ", ".join(allowed))


def check_passages_of(evidence: Evidence) -> Iterator[Issue]:
    """Passages by offsets alone that are not one whole sentence of their source."""
    table = evidence.tables.get(evidence.convention.passages or "")
    for record in table.records if table is not None else ():
        cells = record.cells
        place = Place(table.path if table else "", record.line, record.key, "source_id")
        span = Span(int(cells["start"]), int(cells["end"]))
        transcript = evidence.transcripts.get(cells["source_id"])
        if transcript is None:
            message = f"there is no source {cells['source_id']}"
            yield Issue("citation-target", place, message)
            continue
        outside = [*span_issues(place, span, "", transcript)]
        yield from outside
        if not outside and transcript.text is not None and span not in sentences(transcript.text):
            message = "the passage is not one whole sentence of the source"
            yield Issue("passage-no-sentence", place, message, f"{span.start}-{span.end}")


def check_sources(evidence: Evidence, only: Collection[str] | None = None) -> Iterator[Issue]:
    """Sources that the folder lacks, or whose file has another digest, length or line count.

    Of these sources `only`, None for all.
    """
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        if evidence.files is None:
            return
        if only is not None and record.key not in only:
            continue
        file = evidence.files[record.key]
        if file is None:
            place = Place(table.path, record.line, record.key, "file_name")
            message = "the folder of sources has no such file, so its quotes were not compared"
            yield Issue("source-missing", place, message, record.cells["file_name"])
            continue
        measured = {
            "sha256": file.sha256,
            "code_points": str(len(file.text)),
            "line_count": str(file.line_count),
        }
        for name, value in measured.items():
            if record.cells[name] != value:
                yield Issue(
                    "source-changed",
                    Place(table.path, record.line, record.key, name),
                    _changed(file, record.cells["sha256"]),
                    found=value,
                    expected=record.cells[name],
                )
                break
        else:
            if (fault := evidence.map_faults.get(record.key)) is not None:
                place = Place(table.path, record.line, record.key, "file_name")
                message = f"the map beside the text is not used: {fault}"
                yield Issue("source-map", place, message, record.cells["file_name"])


def _changed(file: SourceFile, sha256: str) -> str:
    only = only_differs_in(file, sha256)
    how = "another text" if only is None else f"the text that was cited but for {only}"
    return f"{file.path.name} in the folder of sources is {how}"


def check_notes(evidence: Evidence, settled: Collection[str] = ()) -> Iterator[Issue]:
    """Notes whose span or quote does not fit the source; not those of sources that are settled."""
    for note in evidence.notes:
        if note.source not in settled:
            yield from note_issues(evidence, note)


def note_issues(evidence: Evidence, note: Note) -> Iterator[Issue]:
    """Issues of a note whose span or quote does not fit the source."""
    table = evidence.tables.get(evidence.convention.notes or "")
    if table is None:
        return
    transcript = evidence.transcripts.get(note.source)
    if transcript is None:
        place = Place(table.path, note.line, note.record, "source_id")
        yield Issue("citation-target", place, f"there is no source {note.source}")
        return
    place = Place(table.path, note.line, note.record, "quote" if note.quote else "end")
    yield from span_issues(place, note.span, note.quote, transcript)
