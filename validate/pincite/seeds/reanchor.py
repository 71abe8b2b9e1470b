"""Reanchoring: new offsets for the seeds of a source whose file or document is another edition.

It proposes; `write` applies exact matches only: their offsets and the source's fingerprint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.files.reading import find_source, read_json
from pincite.files.write import csv_text, json_text, write_files
from pincite.package import Convention, Package, open_package
from pincite.report import CannotRun
from pincite.seeds.originals import NewText, new_text
from pincite.seeds.seed_files import (
    FOLDER,
    REFERENCE,
    SeedRow,
    SourceSeed,
    read_reference,
    read_seeds,
)
from pincite.text import Span, paragraphs
from pincite.text.anchoring import CONTEXT, Anchor, Found, find_again


@dataclass(frozen=True)
class Proposal:
    """A seed row, where its passage was, where it is now, and how that was found."""

    row: SeedRow
    old: Span
    found: Found
    text: str

    @property
    def quote(self) -> str:
        """The row's quote, empty for a bare span."""
        return self.row.cells.get("quote", "")

    def to_dict(self) -> dict[str, Any]:
        """The proposal as JSON types."""
        span = self.found.span
        return {
            "file": self.row.file,
            "line": self.row.line,
            "record": next(iter(self.row.cells.values())),
            "field": self.row.cells.get("field"),
            "quote": self.quote or None,
            "old_start": self.old.start,
            "old_end": self.old.end,
            "start": None if span is None else span.start,
            "end": None if span is None else span.end,
            "how": self.found.how,
            "sure": self.found.is_sure,
            "found": self.text or None,
        }


@dataclass(frozen=True)
class Reanchoring:
    """All proposals for one source, and the text they are for."""

    package: Package
    seed: SourceSeed
    new: NewText
    proposals: tuple[Proposal, ...]
    passages: tuple[SeedRow, ...] = ()  # of all sources: they are rows of one file

    @property
    def left(self) -> list[Proposal]:
        """What is to be done by hand."""
        return [proposal for proposal in self.proposals if not proposal.found.is_sure]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were found in which way."""
        return dict(Counter(proposal.found.how for proposal in self.proposals))

    def write(self) -> None:
        """Write the sure offsets and the fingerprint, all files or none; raises CannotRun."""
        groups = [*self.seed.citations.values(), self.seed.notes, self.passages]
        texts = dict(_seed_texts(self.proposals, groups))
        name = f"{FOLDER}/{self.seed.source}/source.json"
        record = read_json(self.package.path_of(name), name)
        file = self.new.file
        record |= {
            **self.new.columns,
            "sha256": file.sha256,
            "code_points": len(file.text),
            "line_count": file.line_count,
        }
        self.new.write()
        write_files(self.package.root, {**texts, name: json_text(record)})


def reanchor(
    package_path: str | Path, source: str, new_file: Path, sources: Path | None = None
) -> Reanchoring:
    """Propose new offsets for the seeds of a source; the old text helps where it is in `sources`.

    Of a document the text is made anew.

    Raises CannotRun where the package has no such seeds, or the file cannot be read.
    """
    package = open_package(package_path)
    if package.convention is None:
        raise CannotRun(f"{package.name}: the package declares no citations")
    seeds = {seed.source: seed for seed in read_seeds(package, package.convention)}
    if source not in seeds:
        raise CannotRun(f"{source}: no such source in {FOLDER}/; sources: {', '.join(seeds)}")
    seed = seeds[source]
    new = new_text(package_path, seed.record, new_file, sources)
    file = new.file
    is_cited = file.sha256 == seed.record.get("sha256")
    old = file.text if is_cited else _old_text(seed, sources)
    passages = _passages(package, package.convention)
    own = [row for row in passages if row.cells["source_id"] == source]
    rows = [row for row in (*_rows(seed), *own) if row.cells["start"]]
    anchors = {(row.file, row.line): _anchor(row, old) for row in rows}
    found = find_again([anchor for anchor in anchors.values() if anchor.quote], file.text)
    again = {key: found.get(anchor, Found("lost")) for key, anchor in anchors.items()}
    proposals = []
    for row in rows:
        span, place = _old_span(row), again[row.file, row.line]
        if row.cells.get("method") == "absent":
            place = _paragraph(span, anchors, again, old, file.text)
        place = _with_context(row, place, file.text)
        text = "" if place.span is None else file.text[place.span.start : place.span.end]
        proposals.append(Proposal(row, span, place, text))
    return Reanchoring(package, seed, new, tuple(proposals), tuple(passages))


def _with_context(row: SeedRow, place: Found, text: str) -> Found:
    """Not sure where the row's own prefix and suffix are no longer beside the quote."""
    if place.span is None or not place.is_sure:
        return place
    before = text[: place.span.start].endswith(row.cells.get("prefix", ""))
    behind = text[place.span.end :].startswith(row.cells.get("suffix", ""))
    return place if before and behind else Found("normalised", place.span)


def _rows(seed: SourceSeed) -> Iterator[SeedRow]:
    for rows in seed.citations.values():
        yield from rows
    yield from seed.notes


def _passages(package: Package, convention: Convention) -> list[SeedRow]:
    """The seed rows of the table of passages by offsets alone, of all sources."""
    table = package.table(convention.passages) if convention.passages else None
    if table is None or table.schema is None:
        return []
    if not package.path_of(f"{FOLDER}/{REFERENCE}/{table.name}.csv").is_file():
        return []
    return read_reference(package, table.name, table.schema.names)


def _old_text(seed: SourceSeed, sources: Path | None) -> str | None:
    """The text that the seeds were made on, where it is at hand and still that text."""
    if sources is None:
        return None
    file = find_source(sources, seed.record.get("file_name", ""))
    return file.text if file is not None and file.sha256 == seed.record.get("sha256") else None


def _old_span(row: SeedRow) -> Span:
    start, end, quote = (row.cells.get(name, "") for name in ("start", "end", "quote"))
    try:
        return Span(int(start), int(end) if not quote else int(start) + len(quote))
    except ValueError:
        raise CannotRun(f"{row.file}:{row.line}: start and end must be offsets") from None


def _anchor(row: SeedRow, old: str | None) -> Anchor:
    """The row's anchor: its own context, or that of the old text; of a bare span its old text."""
    start, end = _old_span(row)
    quote = row.cells.get("quote", "")
    if old is None:
        prefix, suffix = row.cells.get("prefix", ""), row.cells.get("suffix", "")
        return Anchor(start, quote, prefix, suffix)
    is_absence = row.cells.get("method") == "absent"
    return Anchor(
        start,
        quote or ("" if is_absence else old[start:end]),
        old[max(0, start - CONTEXT) : start],
        old[end : end + CONTEXT],
    )


def _paragraph(
    span: Span,
    anchors: dict[tuple[str, int], Anchor],
    again: dict[tuple[str, int], Found],
    old: str | None,
    text: str,
) -> Found:
    """The paragraph that an absence is about: the one old text, else the one with its quotes.

    Sure where a paragraph has the old text, or the old length and all sure quotes of the old one.
    """
    homes = paragraphs(text)
    same = [
        home for home in homes if old and text[home.start : home.end] == old[span.start : span.end]
    ]
    if len(same) == 1:
        return Found("exact", same[0])
    inside = {
        home
        for key, anchor in anchors.items()
        if span.holds(Span(anchor.start, anchor.start + len(anchor.quote))) and anchor.quote
        for home in homes
        if (place := again[key]).is_sure and place.span is not None and home.holds(place.span)
    }
    if len(inside) != 1:
        return Found("lost")
    (home,) = inside
    is_as_long = home.end - home.start == span.end - span.start
    return Found("order" if is_as_long and old is None else "paragraph", home)


def _seed_texts(
    proposals: Sequence[Proposal], groups: Iterable[Sequence[SeedRow]]
) -> Iterator[tuple[str, str]]:
    """The seed files with the sure offsets; `groups` are the rows of each file."""
    sure = {(p.row.file, p.row.line): p.found.span for p in proposals if p.found.is_sure}
    for rows in groups:
        if not any((row.file, row.line) in sure for row in rows):
            continue
        header = list(rows[0].columns)
        cells = [_moved(row, sure.get((row.file, row.line))) for row in rows]
        yield rows[0].file, csv_text(header, [[line[name] for name in header] for line in cells])


def _moved(row: SeedRow, span: Span | None) -> dict[str, str]:
    cells = dict(row.cells)
    if span is not None:
        cells["start"] = str(span.start)
        cells["end"] = str(span.end) if cells["end"] else ""
    return cells
