"""Descriptors, schemas and dialects in YAML: the values that JSON would hold, and their lines.

By the core schema of YAML 1.2: `yes` and `2021-05-04` are texts, `010` is ten. What JSON has no
form for is refused: tags, keys that are not texts, several documents; and so are merge keys (`<<`),
which YAML 1.2 no longer has. An alias means what it names, within bounds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pincite.descriptor.places import Part
from pincite.descriptor.shape import shown, step
from pincite.report import CannotRun
from pincite.report.extras import require

LONGEST = 2**21  # characters; a longer text would take minutes
DEEPEST = 100  # levels of nesting
MOST = 1_000_000  # values, each as often as aliases repeat it
_INTEGER = re.compile(r"[-+]?[0-9]+")  # YAML 1.2.2, 10.3.2, as are the next ones
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS = dict.fromkeys(("null", "Null", "NULL", "~", "")) | {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_CONSTANTS = re.compile(r"([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DIGITS = 4300  # of a number, as of one in JSON


@dataclass
class _Node:
    """A value of the document: where it is, what it is, and the values in it."""

    line: int
    token: str
    value: Any = None
    items: list[tuple[str | None, _Node]] = field(default_factory=list)
    size: int = 1


def parse_yaml(text: str, name: str) -> tuple[Any, list[Part]]:
    """The value in a YAML text, its numbers exact, and the line of each part of it.

    Raises CannotRun with `name` and the line, for what is not YAML or has no form in JSON.
    """
    require("yaml", name)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > LONGEST:
        raise CannotRun(f"{name}: has {len(text):,} characters; YAML is read up to {LONGEST:,}")
    try:
        root = _Composer(name).compose(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        message = " ".join(filter(None, (error.context, error.problem)))
        raise CannotRun(f"{name}{line}: not YAML: {message}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise CannotRun(f"{name}: not YAML: {' '.join(str(error).split())}") from error
    return _value(root), [*_parts(root, "", is_repeated=False)]


class _Composer:
    """Makes the tree of a document from its events; every alias has the node of its anchor."""

    def __init__(self, name: str):
        self.name = name
        self.root = _Node(1, "")
        self._open: list[tuple[_Node, bool, list[str]]] = [(self.root, False, [])]
        self._anchors: dict[str, _Node] = {}

    def compose(self, events: Iterator[Any]) -> _Node:
        """The node of the whole document."""
        for event in events:
            kind, line = type(event).__name__, event.start_mark.line + 1
            if kind == "DocumentStartEvent" and self.root.items:
                raise CannotRun(f"{self.name}:{line}: holds several documents; keep one")
            if kind in ("MappingEndEvent", "SequenceEndEvent"):
                node, _, _ = self._open.pop()
                node.value = None
                self._count(node.size, line)
            elif not kind.startswith(("Stream", "Document")):
                self._take(event, kind, line)
        return self.root.items[0][1] if self.root.items else _Node(1, "null")

    def _take(self, event: Any, kind: str, line: int) -> None:
        """A key, or a value: a scalar, an alias, or the beginning of a mapping or sequence."""
        place = f"{self.name}:{line}"
        top, is_mapping, keys = self._open[-1]
        if getattr(event, "tag", None) is not None and not _is_plain(event):
            raise CannotRun(f"{place}: has the tag {shown(str(event.tag))}; leave it out")
        if is_mapping and not keys:
            keys.append(_key(event, kind, place))
            return
        node = self._node(event, kind, line)
        top.items.append((keys.pop() if is_mapping else None, node))
        if kind in ("ScalarEvent", "AliasEvent"):
            self._count(node.size, line)
            return
        self._open.append((node, kind == "MappingStartEvent", []))
        if len(self._open) > DEEPEST:
            raise CannotRun(f"{place}: is nested too deep")

    def _node(self, event: Any, kind: str, line: int) -> _Node:
        place = f"{self.name}:{line}"
        if kind == "AliasEvent":
            known = self._anchors.get(event.anchor)
            if known is None:
                raise CannotRun(f"{place}: there is no anchor &{event.anchor} before this alias")
            if known.value is Ellipsis:
                raise CannotRun(f"{place}: the alias *{event.anchor} is within its own anchor")
            return known
        if kind == "ScalarEvent":
            is_text = event.style is not None  # quoted, or a block
            token, value = json.dumps(event.value), event.value
            node = _Node(line, *((token, value) if is_text else _plain(event.value, place)))
        else:
            node = _Node(line, "{" if kind == "MappingStartEvent" else "[", ...)  # until its end
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _count(self, size: int, line: int) -> None:
        """Count values into what they are in; raises CannotRun for too many."""
        top = self._open[-1][0]
        top.size += size
        if top.size > MOST:
            raise CannotRun(f"{self.name}:{line}: holds more than {MOST:,} values")


def _is_plain(event: Any) -> bool:
    """Whether a tag is the one that the value has anyway, such as `!` before a text."""
    return str(event.tag) in ("", "!")


def _key(event: Any, kind: str, place: str) -> str:
    if kind != "ScalarEvent":
        raise CannotRun(f"{place}: a key must be a text")
    if event.value == "<<" and event.style is None:
        raise CannotRun(f"{place}: merge keys (<<) are not of YAML 1.2: write the keys out")
    return str(event.value)


def _plain(text: str, place: str) -> tuple[str, Any]:
    """A plain scalar by the core schema: its token as JSON would have it, and its value."""
    if text in _WORDS:
        return json.dumps(_WORDS[text]), _WORDS[text]
    if len(text) > _DIGITS and (_INTEGER.fullmatch(text) or _FLOAT.fullmatch(text)):
        raise CannotRun(f"{place}: holds a number that is too long to read")
    if _INTEGER.fullmatch(text):
        return text, int(text)
    if _BASED.fullmatch(text):
        return text, int(text[2:], 8 if text[1] == "o" else 16)
    if _FLOAT.fullmatch(text):
        return text, Decimal(text)
    constant = _CONSTANTS.fullmatch(text)
    if constant:
        return "NaN" if text.lower() == ".nan" else "Infinity", None
    return json.dumps(text), text


def _value(node: _Node) -> Any:
    if node.token == "{":
        return {key: _value(item) for key, item in node.items}
    if node.token == "[":
        return [_value(item) for _, item in node.items]
    return node.value


def _parts(node: _Node, path: str, *, is_repeated: bool) -> Iterator[Part]:
    yield Part(path, node.token, node.line, is_repeated)
    seen: set[str | None] = set()
    for number, (key, item) in enumerate(node.items):
        inner = f"{path}[{number}]" if key is None else step(path, key)
        yield from _parts(item, inner, is_repeated=key is not None and key in seen)
        seen.add(key)
