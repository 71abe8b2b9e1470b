"""The declarations of a package as they are read: values, texts, and the faults of each file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pincite.descriptor.shape import Fault, shown, step, upward
from pincite.descriptor.standard import Version, is_url, version_of
from pincite.files.reading import parse_json, read_text
from pincite.files.store import Files
from pincite.report import CannotRun

KEPT = 1000  # faults of one file; more would drown the first
BORNE = 10_000  # faults at once; who has more is told of the first of them


class BadDeclaration(CannotRun):
    """A descriptor, schema or dialect is faulty.

    `files` lists every fault by its file; `descriptor` is which of them describes the package.
    `sound` is the package without the resources whose declarations are faulty, where it has any.
    """

    def __init__(
        self, descriptor: str, files: Mapping[str, tuple[Fault, ...]], sound: object = None
    ):
        errors = {name: [f for f in faults if f.is_error] for name, faults in files.items()}
        file, faults = next(pair for pair in errors.items() if pair[1])
        number = sum(map(len, errors.values())) - 1
        more = f" (and {number} more faults)" if number else ""
        line = f":{faults[0].line}" if faults[0].line else ""
        super().__init__(f"{file}{line}: {faults[0]}{more}")
        self.descriptor = descriptor
        self.files = files
        self.sound = sound


class Declarations:
    """The files that declare a package, each read once; `name` is the descriptor's.

    `maps` gives local copies, files outside the package, of what is at addresses.
    """

    def __init__(self, files: Files, name: str, maps: Mapping[str, str | Path] | None = None):
        self.files, self.name = files, name
        self.maps = {_address(url): Path(file) for url, file in (maps or {}).items()}
        self._texts: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._faults: dict[str, dict[Fault, None]] = {}

    def read_descriptor(self) -> dict[str, Any]:
        """The package's descriptor.

        Raises BadDeclaration where it is not a JSON object, which is a fault of the package, and
        CannotRun for a file of another kind, which was named by mistake.
        """
        try:
            value = self._parse(self.name)
        except CannotRun as error:
            if not (self.name.endswith(".json") and self.files.is_there(self.name)):
                raise
            place, _, message = str(error).partition(": ")
            line = place.rpartition(":")[2]
            self._refuse(message, int(line) if line.isdigit() else None)
        if not isinstance(value, dict):
            self._refuse(f"a descriptor is a JSON object, this is {shown(value)}")
        return value

    def _refuse(self, message: str, line: int | None = None) -> NoReturn:
        fault = Fault("", message, line=line)
        raise BadDeclaration(self.name, {self.name: (fault,)})

    def is_here(self, path: str) -> bool:
        """Whether a path or URL can be read without the network."""
        return not is_url(path) or _address(path) in self.maps

    def read(self, path: str) -> Any:
        """The JSON value of a file of the package, or of the local copy of a URL.

        Raises CannotRun where it cannot be read.
        """
        if not self.is_here(path):
            raise CannotRun(
                f"{path} is at an address, and nothing is fetched:"
                f" name a local copy with --map {path}=FILE"
            )
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
        copy = self.maps.get(_address(name))
        text = read_text(copy, str(copy)) if copy else self.files.read_text(name)
        text = text.removeprefix("\ufeff")
        value, is_odd = parse_json(text, name)
        self._texts[name] = text
        if is_odd:
            self.check(name, odd_faults(text))
        return value

    def check(self, name: str, faults: Iterable[Fault]) -> list[Fault]:
        """Keep the faults of a file; those of them that are errors are given back.

        Raises BadDeclaration at once where there are too many.
        """
        found = list(islice(faults, BORNE))
        held = self._faults.setdefault(name, {})
        held.update(dict.fromkeys(found[: max(0, KEPT - len(held))]))
        if len(found) == BORNE:
            self.raise_faults()
        return [fault for fault in found if fault.is_error]

    def raise_faults(self, sound: Callable[[], object] = lambda: None) -> None:
        """Raise BadDeclaration if there are errors, with all faults and their lines.

        `sound` makes what it carries: the sound part of the package.
        """
        files = self.faults()
        if any(fault.is_error for faults in files.values() for fault in faults):
            raise BadDeclaration(self.name, files, sound())

    def faults(self) -> dict[str, tuple[Fault, ...]]:
        """All faults by file, each with its line; without errors they are warnings and notes."""
        return {
            name: tuple(with_lines(faults, self._texts.get(name, "")))
            for name, faults in self._faults.items()
            if faults
        }


def _address(url: str) -> str:
    """A URL without the empty fragment that some write: `http://x.org/a.json#`."""
    return url.removesuffix("#")


# Where the parts of a JSON text are: the line of each path, and what JSON should not hold.

LARGEST = 2**23  # characters; lines in a larger text are not looked for
_TOKEN = re.compile(r'[{}\[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}\[\],:"]+', re.DOTALL)
_CONSTANTS = {"NaN", "Infinity", "-Infinity"}


class Part(NamedTuple):
    """A value of a JSON text: its path, its first token, its line, whether its key came before."""

    path: str
    token: str
    line: int
    is_repeated: bool


def parts(text: str) -> Iterator[Part]:
    """The values of a JSON text in order; the text must be one that the JSON reader took."""
    stack: list[_Open] = []
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        token = match[0]
        if token in "}]":
            stack.pop()
        elif token == ",":
            stack[-1].next()
        elif stack and stack[-1].takes_key:
            stack[-1].take(json.loads(token))
        elif token != ":":
            top = stack[-1] if stack else None
            path = top.path_of_value if top else ""
            yield Part(path, token, line, top is not None and top.is_repeated)
            if token in "{[":
                stack.append(_Open(path, token == "{"))


class _Open:
    """An object or array that is being read."""

    def __init__(self, path: str, is_object: bool):
        self.path, self.is_object = path, is_object
        self.key: str | None = None
        self.number = 0
        self.seen: set[str] = set()
        self.is_repeated = False

    @property
    def takes_key(self) -> bool:
        return self.is_object and self.key is None

    @property
    def path_of_value(self) -> str:
        return step(self.path, self.key) if self.key is not None else f"{self.path}[{self.number}]"

    def take(self, key: str) -> None:
        self.key, self.is_repeated = key, key in self.seen
        self.seen.add(key)

    def next(self) -> None:
        self.key, self.number = None, self.number + 1


def odd_faults(text: str) -> Iterator[Fault]:
    """The keys that an object has twice and the constants that are not JSON, with their lines."""
    if len(text) > LARGEST:
        yield Fault("", "an object has one key twice, or a number is NaN or Infinity")
        return
    for part in parts(text):
        if part.is_repeated:
            yield Fault(part.path, "is repeated in its object; keep one", line=part.line)
        if part.token in _CONSTANTS:
            yield Fault(part.path, f"{shown(part.token)} is not a JSON number", line=part.line)


def with_lines(faults: Collection[Fault], text: str) -> list[Fault]:
    """The faults with the lines of their paths, or of the nearest path above."""
    if len(text) > LARGEST:
        return list(faults)
    wanted = {above for fault in faults for above in upward(fault.path)}
    lines: dict[str, int] = {}
    for part in parts(text):
        if part.path in wanted:
            lines.setdefault(part.path, part.line)
    found = []
    for fault in faults:
        near = next((path for path in upward(fault.path) if path in lines), None)
        line = fault.line or (lines[near] if near else None)
        found.append(fault._replace(line=line))
    return found
