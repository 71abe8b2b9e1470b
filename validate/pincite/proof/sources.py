"""Sources and notes against the files at hand."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.citations import Evidence
from pincite.proof.spans import span_issues
from pincite.report import Issue, Place


def check_sources(evidence: Evidence) -> Iterator[Issue]:
    """Sources that the folder lacks, or whose file has another digest, length or line count."""
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        if evidence.files is None:
            return
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
        if table is None:
            continue
        if transcript is None:
            place = Place(table.path, note.line, note.record, "source_id")
            yield Issue("citation-target", place, f"there is no source {note.source}")
            continue
        place = Place(table.path, note.line, note.record, "quote" if note.quote else "end")
        yield from span_issues(place, note.span, note.quote, transcript)
