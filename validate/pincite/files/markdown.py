"""Text of a package in Markdown: titles as they are, descriptions without their own HTML.

Source of the rules: CommonMark 0.31, and tables as in GitHub Flavored Markdown 0.29. A title such
as `<script>` or `a | b` must show as its characters. A description may be Markdown (Data Package,
"description"), but what a renderer would pass on as HTML, or make a link of another scheme than
the web's, is not for a document that we write.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from pincite.report.visible import visible

_MARKUP = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")  # no `_` within a word
_BLOCK = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")  # what begins a heading, a list or a rule
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}  # not all renderers know `\<`
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]*>")
_SCHEME = re.compile(r"\](?=\s*(?:\(|:)\s*(?:&lt;)?\s*(?!https?:|mailto:)[A-Za-z][A-Za-z0-9+.-]*:)")


def markdown_text(text: str) -> str:
    """A text on one line that shows as it is, wherever in a document or table it is put."""
    line = visible(" ".join(text.split()))
    line = _MARKUP.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), line)
    match = _BLOCK.match(line)
    if match is None:
        return line
    return f"{match[0]}\\{line[match.end() :]}" if match[0].isdigit() else f"\\{line}"


def markdown_prose(text: str) -> str:
    """A text that may be Markdown, paragraphs kept; without HTML, links of the web only."""
    lines = [visible(line) for line in text.replace("\r\n", "\n").split("\n")]
    found, at = [], 0
    for link in _AUTOLINK.finditer(whole := "\n".join(lines)):
        found += [whole[at : link.start()].replace("<", "&lt;"), link[0]]
        at = link.end()
    return _SCHEME.sub(r"\\]", "".join([*found, whole[at:].replace("<", "&lt;")]))


def markdown_cell(text: str) -> str:
    """A text that may be Markdown, as the cell of a table: on one line, its bars escaped."""
    return re.sub(r"(?<!\\)\|", r"\\|", markdown_prose(" ".join(text.split())))


def markdown_code(text: str) -> str:
    """A text as code, in a fence of more backticks than it holds (CommonMark 6.1)."""
    line = visible(" ".join(text.split()))
    fence = "`" * (max(map(len, re.findall(r"`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def markdown_link(label: str, address: str) -> str:
    """A link to a file or address, which is percent-encoded as RFC 3986 wants it."""
    return f"[{markdown_text(label)}]({web_address(address)})"


def web_address(address: str) -> str:
    """An address without what could end it early; what is encoded already stays so."""
    return quote(address, safe=":/?#@!$&'*+,;=%~")
