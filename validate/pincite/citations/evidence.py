"""Everything that decides about the cells of a package, in one value."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from dataclasses import dataclass, replace
from dataclasses import field as with_default
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Generic, TypeVar, cast

from pincite.citations.model import Cell, Citation, CitedRows, Note
from pincite.files.reading import SourceFile
from pincite.grammar import Phrases
from pincite.package import CitationRule, Convention, Field
from pincite.report import Place
from pincite.sources.source_map import Places
from pincite.tables.text_table import Table
from pincite.text import Span, Transcript

HELD = 2**6  # sources of which something is held, since it is asked for more than once
Key = TypeVar("Key")
Value = TypeVar("Value")


class _OfSources(Mapping[str, Value], Generic[Value]):
    """Something of each source, made when it is asked for; that of a few is held."""

    def __init__(self, sources: Collection[str], make: Callable[[str], Value]) -> None:
        self._sources = sources
        self._made = lru_cache(HELD)(make)

    def __getitem__(self, source: str) -> Value:
        if source not in self:
            raise KeyError(source)
        return self._made(source)

    def __contains__(self, source: object) -> bool:
        return source in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


@dataclass(frozen=True)
class Evidence:
    """Everything that decides about a cell; `with_cell` and `with_citations` change one entry."""

    convention: Convention
    tables: Mapping[str, Table]
    cells: Mapping[Cell, str]
    rules: Mapping[tuple[str, str], CitationRule]
    citations: Mapping[Cell, tuple[Citation, ...]]
    notes: tuple[Note, ...]
    phrases: Phrases
    languages: Mapping[str, str]
    transcripts: Mapping[str, Transcript]
    files: Mapping[str, SourceFile | None] | None
    currencies: Mapping[str, Mapping[str, str]] = with_default(default_factory=dict)
    places: Mapping[str, Places] = with_default(default_factory=dict)  # maps of texts at hand
    map_faults: Mapping[str, str] = with_default(default_factory=dict)  # by source

    def with_cell(self, cell: Cell, text: str) -> Evidence:
        """The evidence with another text in one cell."""
        return replace(self, cells=ChainMap({cell: text}, _mutable(self.cells)))

    def with_citations(self, cell: Cell, citations: tuple[Citation, ...]) -> Evidence:
        """The evidence with other citations of one cell."""
        return replace(self, citations=ChainMap({cell: citations}, _mutable(self.citations)))

    @property
    def all_citations(self) -> Iterator[Citation]:
        """All citations, one after the other."""
        if isinstance(self.citations, CitedRows):
            return self.citations.all()
        return (citation for group in self.citations.values() for citation in group)

    def citations_of(self, source: str) -> Iterator[Citation]:
        """The citations of a source."""
        if isinstance(self.citations, CitedRows):
            return map(self.citations.citation, self.citations.of_source(source))
        return (citation for citation in self.all_citations if citation.source == source)

    def citation_texts(self, *names: str) -> Iterable[tuple[str, ...]]:
        """Some columns of the citations, row by row: quicker than by `all_citations`."""
        if isinstance(self.citations, CitedRows):
            return self.tables[self.convention.citations].texts(*names)
        pick = itemgetter(*names)
        return (pick(citation.cells) for citation in self.all_citations)

    @cached_property
    def passages(self) -> Mapping[str, Sequence[tuple[Span, str]]]:
        """What the citations publish by source, each passage once with its span, in order."""
        if isinstance(self.citations, CitedRows):
            return _OfSources(self.citations.sources, self.citations.passages_of)
        passages: dict[str, set[tuple[Span, str]]] = {}
        for citation in self.all_citations:
            if citation.passage[1]:
                passages.setdefault(citation.source, set()).add(citation.passage)
        return {source: sorted(found) for source, found in passages.items()}

    @cached_property
    def quoted(self) -> Mapping[str, Sequence[Span]]:
        """The spans of the quotes by source, without prefix and suffix."""
        if isinstance(self.citations, CitedRows):
            return _OfSources(self.citations.sources, self.citations.quoted_of)
        spans: dict[str, set[Span]] = {}
        for citation in self.all_citations:
            if citation.quote:
                spans.setdefault(citation.source, set()).add(citation.span)
        return {source: sorted(found) for source, found in spans.items()}

    @cached_property
    def notes_of(self) -> Mapping[str, Sequence[Note]]:
        """The notes by source."""
        found: dict[str, list[Note]] = {}
        for note in self.notes:
            found.setdefault(note.source, []).append(note)
        return found

    @cached_property
    def unions(self) -> dict[str, Sequence[Span]]:
        """What `span_union` has merged so far, by source."""
        return {}

    @cached_property
    def ranks(self) -> dict[tuple[str, str, str], Mapping[str, str]]:
        """What `position_value` has ranked so far: rank by key, by table, field and group."""
        return {}

    def place(self, cell: Cell) -> Place:
        """Where a cell is."""
        table = self.tables[cell.table]
        record = table.find(cell.record)
        line = None if record is None else record.line
        return Place(table.path, line, cell.record, cell.field)

    def place_of(self, citation: Citation) -> Place:
        """Where a citation is: its own file and line, with the cell that it is for."""
        table = self.tables[self.convention.citations]
        cell = citation.cell
        return Place(table.path, citation.line or None, f"{cell.table} {cell.record}", cell.field)

    def field(self, cell: Cell) -> Field | None:
        """The schema's field of a cell, or None where there is no such table or field."""
        table = self.tables.get(cell.table)
        return None if table is None else table.schema.field(cell.field)


def _mutable(mapping: Mapping[Key, Value]) -> MutableMapping[Key, Value]:
    """A map as ChainMap takes it, which writes to its first one only."""
    return cast(MutableMapping[Key, Value], mapping)


def cell_method(rule: CitationRule, citations: tuple[Citation, ...]) -> str:
    """The method that a filled cell rests on: its first citation's, or that of an uncited cell."""
    if citations:
        return citations[0].method
    uncited = ("position", "external", "written")
    return next((method for method in uncited if method in rule.methods), "uncited")
