"""Sources and notes against the files at hand."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.evidence import Evidence
from pincite.report import Issue, Place


def check_sources(evidence: Evidence) -> Iterator[Issue]:
    """Sources whose file, where one is at hand, has another digest, length or line count."""
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        file = evidence.files.get(record.key)
        if file is None:
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
                    f"{file.path.name} in the folder of sources is another text",
                    found=record.cells[name],
                    expected=value,
                )
                break


def check_notes(evidence: Evidence) -> Iterator[Issue]:
    """Notes whose span or quote does not fit the source."""
    table = evidence.tables.get(evidence.convention.notes or "")
    for note in evidence.notes:
        transcript = evidence.transcripts.get(note.source)
        if table is None or transcript is None:
            continue
        place = Place(table.path, note.line, note.record, "quote" if note.quote else "end")
        span = note.span
        if transcript.length is not None and span.end > transcript.length:
            message = f"offset {span.end} lies outside the source, which ends at "
            yield Issue("offset-outside", place, message + str(transcript.length), str(span.end))
        elif note.quote and len(note.quote) != span.end - span.start:
            length = span.end - span.start
            message = f"the quote has {len(note.quote)} code points, its span {length}"
            yield Issue("quote-length", place, message, str(len(note.quote)), str(length))
        elif note.quote and (known := transcript.slice(span)) not in (None, note.quote):
            message = f"the source has another text from {span.start} to {span.end}"
            code = "quote-differs" if transcript.is_whole else "quotes-disagree"
            yield Issue(code, place, message, note.quote, known)
