"""Where the parts of a JSON text are: the line of each path, and what JSON should not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator

from pincite.descriptor.shape import Fault, shown, step, upward
from pincite.report.expressions import lazy
from pincite.report.frozen import Frozen

LARGEST = 2**23  # characters; lines in a larger text are not looked for
_TOKEN = lazy(r'[{}\[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}\[\],:"]+', re.DOTALL)
_CONSTANTS = {"NaN", "Infinity", "-Infinity"}


class Part(Frozen):
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


def odd_faults(found: Iterable[Part]) -> Iterator[Fault]:
    """The keys that an object has twice and the constants that are not JSON, with their lines."""
    for part in found:
        if part.is_repeated:
            yield Fault(part.path, "is repeated in its object; keep one", line=part.line)
        if part.token in _CONSTANTS:
            yield Fault(part.path, f"{shown(part.token)} is not a JSON number", line=part.line)


def with_lines(faults: Collection[Fault], found: Iterable[Part]) -> list[Fault]:
    """The faults with the lines of their paths, or of the nearest path above."""
    wanted = {above for fault in faults for above in upward(fault.path)}
    lines: dict[str, int] = {}
    for part in found:
        if part.path in wanted:
            lines.setdefault(part.path, part.line)
    placed = []
    for fault in faults:
        near = next((path for path in upward(fault.path) if path in lines), None)
        line = fault.line or (lines[near] if near else None)
        placed.append(fault.replace(line=line))
    return placed
