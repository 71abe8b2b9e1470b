"""Building HTML and SVG: every text is escaped, and nothing invisible in it takes effect.

Elements are written without the end tags that the next tag implies (HTML standard, 13.1.2.4), as a
page holds thousands of cells. Texts become markup in `join` only, through markupsafe.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from typing import Union
from urllib.parse import quote

from markupsafe import Markup, escape

Value = str | float | bool | None
Child = Union[str, "Markup", None, Iterable["Child"]]

_IMPLIED_END = frozenset("dd dt li p td th tr".split())  # p: only blocks follow one here
_VOID = frozenset("br hr input meta".split())
_JOINERS = {"\u200c", "\u200d"}  # scripts and emoji need them; they hide nothing
_HIDDEN = {"Cc", "Cf", "Cn", "Zl", "Zp", "Cs"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
LONGEST = 2000  # characters of one text that a page shows


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An HTML element; a trailing underscore of an attribute's name falls away, others are hyphens.

    An attribute that is None or False is left out, one that is True has no value.
    """
    start = f"<{name}{''.join(_attribute(*item) for item in attributes.items())}>"
    if name in _VOID:
        return Markup(start)
    end = "" if name in _IMPLIED_END else f"</{name}>"
    return Markup(f"{start}{join(*children)}{end}")


def shape(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element in the strict form of XML, for pictures that are also files by themselves."""
    given = "".join(_attribute(*item) for item in attributes.items())
    inner = join(*children)
    return Markup(f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>")


def join(*children: Child) -> Markup:
    """The children one after the other; texts are escaped."""
    return Markup("".join(map(_child, children)))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return _text(seen(child))
    return "".join(map(_child, child))


def _text(text: str) -> str:
    """Escaped as markupsafe does, but with quotes as they are: in texts they need no escape."""
    return str(escape(text)).replace("&#34;", '"').replace("&#39;", "'")


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = seen(f"{value:g}" if isinstance(value, float) else str(value))
    return f' {name}="{escape(text)}"'


def seen(text: str) -> str:
    """The text as a page may show it: controls and direction marks as escapes, not too long."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}… ({len(text):,} characters)"
    if text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if unicodedata.category(char) in _HIDDEN and char not in _JOINERS and char != "\n"
        else char
        for char in text
    )


def direction(text: str) -> str | None:
    """`auto` for a text with letters that run from right to left: the value of `dir`."""
    if text.isascii():
        return None
    is_mixed = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)
    return "auto" if is_mixed else None


def anchor(*parts: str) -> str:
    """An id that is unique for its parts, and a fragment as it is: `table/record/field`."""
    return "/".join(quote(part, safe="", errors="replace") for part in parts)


def web_link(url: str, text: str) -> Markup:
    """A link to a web page, followed by a click only; what is not an http address stays text."""
    if not re.match(r"https?://[^\s/]", url):
        return join(text)
    return tag("a", text, href=url)


def is_web_address(text: str) -> bool:
    """Whether a text is an address that `web_link` links."""
    return bool(re.match(r"https?://[^\s/]", text))


def document(
    title: str, body: Iterable[Child], *, style: str, script: str = "", described: Child = None
) -> str:
    """A whole page with its style and script inside; it may ask for nothing else.

    `described` is what programs read of it in its head.
    """
    policy = f"default-src 'none'; style-src '{_digest(style)}'; "
    policy += f"script-src '{_digest(script)}'; " if script else ""
    top = (
        tag("meta", charset="utf-8"),
        tag(
            "meta",
            http_equiv="Content-Security-Policy",
            content=f"{policy}base-uri 'none'; form-action 'none'",
        ),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        described,
        tag("style", Markup(style)),
    )
    inside = (*body, tag("script", Markup(script)) if script else None)
    html = tag("html", tag("head", *top), "\n", tag("body", *inside), lang="en")
    return f"<!doctype html>\n{html}\n"


def _digest(text: str) -> str:
    """A style or script as a policy of the page names it, so that no other one counts."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def asset(name: str) -> str:
    """The text of a style sheet or script, without indentation and whole-line comments."""
    text = files("pincite.explorer").joinpath("assets", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
