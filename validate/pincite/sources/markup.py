"""What the bytes and the markup of a page say beside its text: which text they are, what is shown.

The encoding is never a guess. In this order: the byte order mark; what the person says; UTF-8,
strictly; what the document itself declares, strictly. UTF-8 comes before the declaration, for what
is valid UTF-8 hardly is anything else, and pages that say otherwise are common.

What a page may hold at most is counted in one pass before a parser sees it, for a parser's time
grows with the square of some counts: of elements within each other, of attributes of one tag, of
options of one list. A page of our days has far less. No style sheet is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from pincite.sources.limits import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_OPTIONS,
    Refused,
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that browsers read as another encoding (WHATWG Encoding Standard, 4.2)
_WHATWG = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "l1"), "cp1252"),
    **dict.fromkeys(("windows-1252", "x-cp1252", "iso8859-1", "iso_8859-1"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "chinese"), "gb18030"),
    **dict.fromkeys(
        ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"), "cp932"
    ),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "ksc5601"), "cp949"),
    **dict.fromkeys(("big5", "x-x-big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8"),  # a page that says so is not
}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_LOOKS_FOR = 4096  # bytes; browsers look at 1,024
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSES_ITSELF = frozenset("p li dt dd tr td th option thead tbody tfoot".split())
_RAW = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|textarea|title)\b[^>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# An attribute as the HTML standard reads it (13.2.5.32), each character looked at once.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_TAG = re.compile(
    rf"<(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+)({_ATTRIBUTE})?+([\s/]*+)"
)

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
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;:]*\bline-through", re.IGNORECASE)
_NO_SIZE = re.compile(
    r"(?:^|;)\s*font-size\s*:\s*0+(?:\.0*)?(?:[a-z]+|%)?\s*(?:!|;|$)", re.IGNORECASE
)
_CLEAR = re.compile(r"(?:^|;)\s*opacity\s*:\s*0+(?:\.0*)?%?\s*(?:!|;|$)", re.IGNORECASE)


def decode(data: bytes, name: str, said: str | None = None) -> tuple[str, str]:
    """The text of bytes, and the encoding by its name in Python.

    Raises Refused where neither UTF-8 nor what is declared fits, and names the byte.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], marked, name, "its byte order mark says"), marked
    if said is not None:
        encoding = _known(said)
        if encoding is None:
            raise Refused(f"--encoding {said}: is not the name of an encoding")
        return _strictly(data, encoding, name, "--encoding says"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        at = error.start
    match = _DECLARED.search(data[:_LOOKS_FOR])
    declared = (match[1] or match[2]).decode("ascii") if match else None
    known = None if declared is None else _known(declared)
    if known is None or known == "utf-8":
        says = f"and it declares {declared}" if declared else "and it declares no encoding"
        raise Refused(
            f"{name}: byte {at} is not UTF-8, {says}. Say which it is with --encoding, such as"
            " windows-1252 or shift_jis"
        )
    return _strictly(data, known, name, "it declares"), known


def _known(label: str) -> str | None:
    label = label.strip().lower()
    try:
        return _WHATWG.get(label) or codecs.lookup(label).name
    except LookupError:
        return None


def _strictly(data: bytes, encoding: str, name: str, who: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise Refused(
            f"{name}: {who} {encoding}, but byte {at} is not of that encoding, and the file is not"
            " UTF-8. Say which it is with --encoding"
        ) from error


def check_markup(source: str) -> None:
    """Raise Refused for a page that a parser would need minutes for.

    Elements that close themselves are not counted as nested.
    """
    depth, deepest, elements, options = 0, 0, 0, 0
    for match in _TAG.finditer(_RAW.sub("", source)):
        name = match[2].lower()
        if match[4]:
            raise _refusal("attributes of one element", MAX_ATTRIBUTES)
        if match[1]:
            depth -= depth > 0 and name not in _VOID and name not in _CLOSES_ITSELF
            continue
        elements += 1
        options += name == "option"
        if name in _VOID or name in _CLOSES_ITSELF or "/" in match[5]:
            continue
        depth += 1
        deepest = max(deepest, depth)
    if elements > MAX_ELEMENTS:
        raise _refusal("elements", MAX_ELEMENTS)
    if options > MAX_OPTIONS:
        raise _refusal("options of lists", MAX_OPTIONS)
    if deepest > 4 * MAX_DEPTH:  # unclosed inline tags count here and are shallow in the tree
        raise Refused(
            f"elements are nested {deepest:,} deep; at most {MAX_DEPTH} are read. Save the page"
            " from a browser, or cite another edition of it"
        )


def _refusal(what: str, most: int) -> Refused:
    return Refused(
        f"the page has more than {most:,} {what}; save the part of it that you cite as a page"
    )


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
