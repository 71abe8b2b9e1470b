"""Markdown: the file is the text, as it is; only its tables, headings and items are mapped.

Rendering it would move every offset. Tables are the pipe tables of GitHub Flavored Markdown, 4.10.
"""

from __future__ import annotations

import re

from pincite.sources.grid import Grid, GridCell
from pincite.sources.made import Made

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BOUNDED = re.compile(r" {0,3}(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])")
_PIPE = re.compile(r"(?<!\\)\|")


def read_markdown(text: str) -> Made:
    """The map of a Markdown text, which stays what it is."""
    grids: list[Grid] = []
    bounds: set[int] = set()
    lines = [(match.start(), match[0].rstrip("\r\n")) for match in _LINE.finditer(text)]
    fence, at = "", 0
    while at < len(lines):
        start, line = lines[at]
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif "|" in line and at + 1 < len(lines) and _is_rule(lines[at + 1][1], line):
            grid = Grid(start=start, header_rows={0})
            grid.rows.append(_cells(start, line))
            at += 2
            while at < len(lines) and "|" in lines[at][1]:
                grid.rows.append(_cells(*lines[at]))
                at += 1
            last, words = lines[at - 1]
            grid.end = last + len(words)
            grids.append(grid)
            continue
        elif _BOUNDED.match(line):
            bounds |= {start, start + len(line)}
        at += 1
    found = bounds.union(*(grid.boundaries(text) for grid in grids))
    return Made(
        text=text,
        extractor="pincite-markdown",
        version="1",
        tables=[grid.to_dict(text) for grid in grids],
        boundaries=sorted(bound for bound in found if 0 < bound < len(text)),
    )


def _is_rule(line: str, above: str) -> bool:
    return (
        "-" in line
        and _RULE.fullmatch(line) is not None
        and len(_cells(0, line)) == len(_cells(0, above))
    )


def _cells(start: int, line: str) -> list[GridCell]:
    """The cells of a row; a pipe at either end parts nothing."""
    cuts = [match.start() for match in _PIPE.finditer(line)]
    begin = len(line) - len(line.lstrip())
    first = begin + 1 if line[begin : begin + 1] == "|" else 0
    end = len(line.rstrip())
    last = end - 1 if cuts and cuts[-1] == end - 1 and end - 1 >= first else end
    inner = [cut for cut in cuts if first <= cut < last]
    found = []
    for one, other in zip([first, *(cut + 1 for cut in inner)], [*inner, last], strict=True):
        words = line[one:other]
        left = one + len(words) - len(words.lstrip())
        right = max(left, one + len(words.rstrip()))
        found.append(GridCell(start + left, start + right))
    return found
