"""The declarations of a package as they are read: values, texts, and the faults of each file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from pincite.descriptor.places import odd_faults, with_lines
from pincite.descriptor.shape import Fault, shown
from pincite.descriptor.standard.versions import Version, version_of
from pincite.files.reading import parse_json
from pincite.files.store import Files
from pincite.report import CannotRun

KEPT = 1000  # faults of one file; more would drown the first
BORNE = 10_000  # faults at once; who has more is told of the first of them


class BadDeclaration(CannotRun):
    """A descriptor, schema or dialect is faulty.

    `files` lists every fault by its file; `descriptor` is which of them describes the package.
    """

    def __init__(self, descriptor: str, files: Mapping[str, tuple[Fault, ...]]):
        file, faults = next(iter(files.items()))
        number = sum(map(len, files.values())) - 1
        more = f" (and {number} more faults)" if number else ""
        line = f":{faults[0].line}" if faults[0].line else ""
        super().__init__(f"{file}{line}: {faults[0]}{more}")
        self.descriptor = descriptor
        self.files = files


class Declarations:
    """The files that declare a package, each read once; `name` is the descriptor's."""

    def __init__(self, files: Files, name: str):
        self.files, self.name = files, name
        self._texts: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._faults: dict[str, dict[Fault, None]] = {}

    def read_descriptor(self) -> dict[str, Any]:
        """The package's descriptor; raises CannotRun where it is no JSON object."""
        value = self._parse(self.name)
        if not isinstance(value, dict):
            raise CannotRun(f"{self.name}: a descriptor is a JSON object, this is {shown(value)}")
        return value

    def read(self, path: str) -> Any:
        """The JSON value of a file of the package; raises CannotRun where it cannot be read."""
        if path not in self._values:
            self._values[path] = self._parse(path)
        return self._values[path]

    def version_in(self, path: str, default: Version) -> Version:
        """The version of the standard that a file states, which counts for that file only."""
        try:
            value = self.read(path)
        except CannotRun:
            return default
        return version_of(value, default) if isinstance(value, dict) else default

    def _parse(self, name: str) -> Any:
        text = self.files.read_text(name).removeprefix("\ufeff")
        value, is_odd = parse_json(text, name)
        self._texts[name] = text
        if is_odd:
            self.check(name, odd_faults(text))
        return value

    def check(self, name: str, faults: Iterable[Fault]) -> list[Fault]:
        """Keep the faults of a file; the same list is given back.

        Raises BadDeclaration at once where there are too many.
        """
        found = list(islice(faults, BORNE))
        held = self._faults.setdefault(name, {})
        held.update(dict.fromkeys(found[: max(0, KEPT - len(held))]))
        if len(found) == BORNE:
            self.raise_faults()
        return found

    def raise_faults(self) -> None:
        """Raise BadDeclaration if there are faults, each with its line."""
        files = {
            name: tuple(with_lines(faults, self._texts.get(name, "")))
            for name, faults in self._faults.items()
            if faults
        }
        if files:
            raise BadDeclaration(self.name, files)
