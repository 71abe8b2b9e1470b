"""Citations by shares: those of some sources, looked at with their texts, here or elsewhere.

A look decides nothing. It says which rows and which sources are plainly without fault; whatever it
does not say so of is looked at exactly by the one who asked, with the texts opened again. So a look
that fails, or a worker that dies, costs time and no verdict.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.citations import (
    CitedRows,
    Evidence,
    SourceTexts,
    TableCells,
    gather_evidence,
    texts_of,
)
from pincite.package import Schema
from pincite.proof.coverage import Coverage, keeps_limits, published_length
from pincite.proof.passages import mark_passages
from pincite.proof.prefilter import Held, Sieve, mark_flawless
from pincite.proof.sources import check_sources, note_issues
from pincite.report import CannotRun
from pincite.report.progress import progress
from pincite.tables.text_table import Rows, Table
from pincite.text.mentions import Names

if TYPE_CHECKING:
    from pincite.tables.splits.engines import Engine

MARSHALLED = 4  # the version of the format, which all Pythons read
STEP = 2**13  # citations that are looked at together, and
MOST_TEXT = 2**22  # code points of their texts; more only where one source alone has more

Numbered = tuple[int, Sequence[str]]  # a row with its line


class Looked(NamedTuple):
    """What is known of a source: the length of its text, how much of it is published, and more.

    `is_cited` says that its file is the cited one, `is_mapped` that it has a map. The others say
    that nothing is wrong with its file and map, with its notes, with what is published of it, and
    with what its citations and notes cover.
    """

    length: int | None
    published: int
    is_cited: bool
    is_mapped: bool
    keeps_file: bool = False
    keeps_notes: bool = False
    keeps_limits: bool = False
    is_covered: bool = False


class Seen(NamedTuple):
    """What looks have shown: a mark for each row of the citations, and of each source."""

    marks: Sequence[int] | None
    sources: Mapping[str, Looked]

    def left(self, name: str) -> set[str]:
        """The sources of which something is not known."""
        return {source for source, looked in self.sources.items() if not getattr(looked, name)}

    def known(self, name: str) -> set[str]:
        """The sources of which it is known."""
        return {source for source, looked in self.sources.items() if getattr(looked, name)}


class Known:
    """What is remembered from one look to the next, for it follows from the phrases alone."""

    def __init__(self) -> None:
        self.held: Held = {}
        self.names: dict[str, Names] = {}


def look(evidence: Evidence, known: Known) -> tuple[bytes, list[Looked]]:
    """The marks of all citations of some evidence, and what is known of each of its sources.

    Raises CannotRun where a text cannot be read.
    """
    citations = evidence.citations
    assert isinstance(citations, CitedRows)  # see `see`
    held = replace(evidence, transcripts={**evidence.transcripts}, places={**evidence.places})
    marks = Sieve(held, citations, known.held).marks()
    mark_flawless(held, citations, marks)
    mark_passages(held, citations, marks)
    files = {issue.place.record for issue in check_sources(held)}
    notes = {note.source for note in held.notes if any(note_issues(held, note))}
    coverage = Coverage(held, known.names)
    found = []
    for source, transcript in held.transcripts.items():
        looked = Looked(
            transcript.length,
            published_length(held, source),
            transcript.is_whole,
            source in held.places,
            source not in files,
            source not in notes,
            keeps_limits(held, source),
            not coverage.uncovered(source),
        )
        found.append(looked)
    return bytes(marks), found


class Share(NamedTuple):
    """The rows of some sources, of their notes, and of the citations that cite them.

    One that waits to be sent holds the citations as bytes.
    """

    sources: Sequence[Numbered]
    notes: Sequence[Numbered]
    citations: Sequence[tuple[str, ...]] | bytes

    def packed(self) -> Share:
        """The same with the citations as bytes."""
        return self._replace(citations=marshal.dumps([*self.rows], MARSHALLED))

    @property
    def rows(self) -> Sequence[tuple[str, ...]]:
        """The citations."""
        if isinstance(self.citations, bytes):
            rows: list[tuple[str, ...]] = marshal.loads(self.citations)
            return rows
        return self.citations


class Task:
    """What a look has to know of its package, to be sent to another process or machine."""

    def __init__(self, evidence: Evidence, texts: SourceTexts) -> None:
        """`texts` are those of the evidence."""
        self._convention = evidence.convention
        self._phrases = evidence.phrases
        self._folder = None if texts.folder is None else texts.folder.resolve()
        self._tables = evidence.tables
        self._known = Known()

    def __getstate__(self) -> dict[str, Any]:
        """Without rows, and without what is remembered."""
        tables = {
            name: (table.path, table.schema.path, table.schema.descriptor)
            for name, table in self._tables.items()
        }
        return {**vars(self), "_tables": tables, "_known": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._known = Known()
        self._tables = {
            name: Table(name, path, Schema.from_dict(descriptor, of), ())
            for name, (path, of, descriptor) in state["_tables"].items()
        }

    def scan(self, share: Share) -> tuple[bytes, list[Looked]] | None:
        """See `look`; None where a text cannot be read."""
        parts = self._convention
        tables = {name: replace(table, records=()) for name, table in self._tables.items()}
        rows = {
            parts.citations: ((0, cells) for cells in share.rows),
            parts.sources: share.sources,
            parts.notes: share.notes,
        }
        for name, some in rows.items():
            if name is not None and name in tables:
                table = tables[name]
                tables[name] = replace(table, records=Rows(table.schema, some))
        try:
            return look(gather_evidence(parts, tables, self._folder, self._phrases), self._known)
        except CannotRun:
            return None


def see(evidence: Evidence, engine: Engine | None = None) -> Seen:
    """What looks show of all citations and sources; nothing of evidence that was changed.

    Raises CannotRun where a text cannot be read.
    """
    citations, texts = evidence.citations, texts_of(evidence)
    is_whole = isinstance(evidence.cells, TableCells) and isinstance(citations, CitedRows)
    if texts is None or not is_whole or not isinstance(citations, CitedRows):
        return Seen(None, {name: _unlooked(evidence, name) for name in evidence.transcripts})
    count = len(citations.rows)
    step = count if engine is None else engine.share(count)
    is_sent = engine is not None and step < count
    planned = plan_shares(evidence, citations, step if is_sent else STEP)
    marks = bytearray(count)
    sources: dict[str, Looked] = {}
    if len(planned) < 2 and not is_sent:
        found, looked = look(evidence, Known())
        return Seen(found, dict(zip(evidence.transcripts, looked, strict=True)))
    task, taken = Task(evidence, texts), _Taken(evidence, citations)
    shares = (taken.share(names) for names in planned)
    if engine is not None and is_sent:
        results: Iterator[Any] = engine.run(task, (share.packed() for share in shares))
    else:
        results = map(task.scan, shares)
    with progress(count, "citations") as advance:
        for names, result in zip(planned, results, strict=True):
            numbers = taken.numbers(names)
            advance(len(numbers))
            if result is None:
                sources |= {name: _unlooked(evidence, name) for name in names}
                continue
            for number, mark in zip(numbers, result[0], strict=True):
                marks[number] = mark
            sources |= zip(names, result[1], strict=True)
            for name, one in zip(names, result[1], strict=True):
                if one.is_cited:
                    texts.expect(name)
    return Seen(marks, sources)


def plan_shares(evidence: Evidence, citations: CitedRows, step: int) -> list[list[str]]:
    """The sources of each share, which has about `step` citations or less, in order."""
    table = evidence.tables[evidence.convention.sources]
    at = table.schema.names.index("code_points")
    planned: list[list[str]] = []
    cited = length = 0
    for name, row in zip(table.keys, table.rows, strict=True):
        more = len(citations.of_source(name))
        points = int(row[at])
        if (
            not planned
            or (cited and cited + more > step)
            or (length and length + points > MOST_TEXT)
        ):
            planned.append([])
            cited = length = 0
        planned[-1].append(name)
        cited += more
        length += points
    return planned


class _Taken:
    """Takes shares out of the tables."""

    def __init__(self, evidence: Evidence, citations: CitedRows) -> None:
        self._citations = citations
        self._sources = evidence.tables[evidence.convention.sources]
        self._notes = evidence.tables.get(evidence.convention.notes or "")

    def numbers(self, names: Sequence[str]) -> list[int]:
        """The numbers of the rows that cite some sources, ascending."""
        return sorted(number for name in names for number in self._citations.of_source(name))

    def share(self, names: Sequence[str]) -> Share:
        """The share of some sources."""
        rows = self._citations.rows
        numbers = [self._sources.number(name) for name in names]
        return Share(
            [*_numbered(self._sources, [one for one in numbers if one is not None])],
            [*_numbered(self._notes, [n for name in names for n in self._noted(name)])],
            [rows[number] for number in self.numbers(names)],
        )

    def _noted(self, source: str) -> Sequence[int]:
        return () if self._notes is None else self._notes.numbers({"source_id": source})


def _numbered(table: Table | None, numbers: Sequence[int]) -> Iterator[Numbered]:
    """The rows of some numbers, with their lines."""
    return ((table.line(number), table.rows[number]) for number in numbers if table is not None)


def _unlooked(evidence: Evidence, source: str) -> Looked:
    """What is known of a source that nobody has looked at."""
    transcript = evidence.transcripts[source]
    published, is_mapped = published_length(evidence, source), source in evidence.places
    return Looked(transcript.length, published, transcript.is_whole, is_mapped)
