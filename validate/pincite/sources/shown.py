"""Which elements of a page are shown, as far as the page says so itself: no style sheet is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LEFT_OUT = {  # what no browser shows, or only in place of something else
    **dict.fromkeys("script style template".split(), ""),  # not text at all
    "head": "head of the page",
    "noscript": "for browsers without scripts",
    **dict.fromkeys("rt rp".split(), "ruby"),
    **dict.fromkeys(
        "iframe object video audio canvas noframes meter progress".split(), "in place of media"
    ),
    **dict.fromkeys("annotation annotation-xml desc metadata".split(), "beside a formula"),
    "datalist": "offered input",
}
# Inside of a picture that is drawn (SVG): what is not shown, or only elsewhere
_IN_DRAWING = {"title": "beside a picture", **dict.fromkeys(("defs", "symbol"), "hidden")}
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_NO_SIZE = re.compile(
    r"(?:^|;)\s*font-size\s*:\s*0+(?:\.0*)?(?:[a-z]+|%)?\s*(?:!|;|$)", re.IGNORECASE
)
_CLEAR = re.compile(r"(?:^|;)\s*opacity\s*:\s*0+(?:\.0*)?%?\s*(?:!|;|$)", re.IGNORECASE)


def why_left_out(
    tag: str, attributes: Mapping[str, str | None], style: str, *, is_drawing: bool
) -> str | None:
    """Why an element with all in it is not text of the page; None where it is."""
    why = _LEFT_OUT.get(tag)
    if why is None and is_drawing:
        why = _IN_DRAWING.get(tag)
    is_shut = tag == "dialog" and "open" not in attributes
    if why is None and (is_shut or "hidden" in attributes or _HIDDEN.search(style)):
        why = "hidden"
    if why is None and is_drawing and _is_undrawn(attributes):
        why = "hidden"
    return why


def has_no_size(style: str) -> bool:
    """Whether a style sets the words of an element to no size; elements in it may set another."""
    return _NO_SIZE.search(style) is not None


def is_clear(style: str) -> bool:
    """Whether a style makes an element transparent, as pages do that fade their parts in."""
    return _CLEAR.search(style) is not None


def is_struck(tag: str, style: str) -> bool:
    """Whether an element is struck out."""
    return tag in ("del", "s", "strike") or _STRUCK.search(style) is not None


def _is_undrawn(attributes: Mapping[str, str | None]) -> bool:
    """Whether the attributes of an element of a drawing say that it is not shown."""
    is_off = attributes.get("display") == "none" or attributes.get("font-size") == "0"
    return is_off or attributes.get("visibility") in ("hidden", "collapse")
