"""The texts of sources with their maps, opened where they are asked for; few are held at once.

A text that is let go of is opened again when it is asked for again, and has to be the same then.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pincite.files.reading import SourceFile, find_source
from pincite.report import CannotRun
from pincite.sources.source_map import Places, read_places
from pincite.tables.text_table import Table
from pincite.text import Transcript

HELD = 2**24  # code points of texts that are held at once
MAP_COST = 100  # an entry of a map takes the memory of so many code points of a text
QUOTED_COST = 100  # and so does a code point that only quotes tell

Quotes = Callable[[str], Iterable[tuple[int, str]]]  # those of a source, each with its start
Value = TypeVar("Value")


class Opened(NamedTuple):
    """A source's file, the map beside it or what is wrong with that, and what is known of it.

    A map is read only where the file is the cited one, and so is the text then.
    """

    file: SourceFile | None
    places: Places | None
    fault: str | None
    transcript: Transcript

    @property
    def cost(self) -> int:
        """How much memory it takes, in code points of a text."""
        text = 0 if self.file is None else len(self.file.text)
        entries = 0 if self.places is None else self.places.entries
        return 1 + text + MAP_COST * entries + QUOTED_COST * len(self.transcript.known)


class SourceTexts:
    """The texts of the sources of a table, by the keys of its records."""

    def __init__(self, table: Table, folder: Path | None, quotes: Quotes) -> None:
        """`folder` is where the files lie, None where no text is at hand."""
        self.folder = folder
        self._table = table
        self._quotes = quotes
        self._held: OrderedDict[str, Opened] = OrderedDict()
        self._cost = 0
        self._digests: dict[str, str | None] = {}  # of all that were opened, None for no file

    @property
    def transcripts(self) -> Mapping[str, Transcript]:
        """What is known of the text of each source."""
        return View(self, lambda opened: opened.transcript)

    @property
    def files(self) -> Mapping[str, SourceFile | None]:
        """The file of each source, None where the folder lacks it."""
        return View(self, lambda opened: opened.file)

    @property
    def places(self) -> Mapping[str, Places]:
        """The maps beside the texts that are at hand and are the cited ones."""
        return _Found(self, lambda opened: opened.places)

    @property
    def faults(self) -> Mapping[str, str]:
        """What is wrong with such maps."""
        return _Found(self, lambda opened: opened.fault)

    def expect(self, source: str) -> None:
        """Somebody has looked at the file of a source, and it was the cited one."""
        record = self._table.find(source)
        if record is not None:
            self._digests[source] = record.cells["sha256"]

    def names(self) -> Iterator[str]:
        """The keys of all sources, in the order of the table."""
        return iter(dict.fromkeys(self._table.keys))

    def count(self) -> int:
        """How many sources there are."""
        return len({*self._table.keys})

    def has(self, source: object) -> bool:
        """Whether there is such a source."""
        return isinstance(source, str) and self._table.holds(source)

    def opened(self, source: str) -> Opened:
        """What is at hand of a source. Raises KeyError where there is no such source.

        Raises CannotRun where its file is not UTF-8, or is not what it was when it was looked at.
        """
        found = self._held.get(source)
        if found is None:
            found = self._open(source)
            self._held[source] = found
            self._cost += found.cost
            while self._cost > HELD and len(self._held) > 1:
                self._cost -= self._held.popitem(last=False)[1].cost
        return found

    def _open(self, source: str) -> Opened:
        record = self._table.find(source)
        if record is None:
            raise KeyError(source)
        file = None
        if self.folder is not None:
            file = find_source(self.folder, record.cells["file_name"])
            digest = None if file is None else file.sha256
            if self._digests.setdefault(source, digest) != digest:
                path = self.folder / record.cells["file_name"]
                raise CannotRun(f"{path}: has changed while it was read; run again")
        if file is None or file.sha256 != record.cells["sha256"]:
            length = int(record.cells["code_points"])
            return Opened(file, None, None, Transcript.of_quotes(self._quotes(source), length))
        places, fault = read_places(file)
        boundaries = () if places is None else places.boundaries
        return Opened(file, places, fault, Transcript.of_text(file.text, boundaries))


class View(Mapping[str, Value], Generic[Value]):
    """Something of each source."""

    def __init__(self, texts: SourceTexts, get: Callable[[Opened], Value]) -> None:
        self.texts = texts
        self._get = get

    def __getitem__(self, source: str) -> Value:
        return self._get(self.texts.opened(source))

    def __contains__(self, source: object) -> bool:
        return self.texts.has(source)

    def __iter__(self) -> Iterator[str]:
        return self.texts.names()

    def __len__(self) -> int:
        return self.texts.count()


class _Found(Mapping[str, Value], Generic[Value]):
    """Something of those sources that have it. To go through it opens all texts."""

    def __init__(self, texts: SourceTexts, get: Callable[[Opened], Value | None]) -> None:
        self.texts = texts
        self._get = get

    def __getitem__(self, source: str) -> Value:
        found = self._get(self.texts.opened(source))
        if found is None:
            raise KeyError(source)
        return found

    def __iter__(self) -> Iterator[str]:
        names = self.texts.names()
        return (name for name in names if self._get(self.texts.opened(name)) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
