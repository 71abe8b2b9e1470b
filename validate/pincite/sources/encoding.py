"""Which text the bytes of a document are: never a guess.

In this order: the byte order mark; what the person says; UTF-8, strictly; what the document itself
declares, strictly. UTF-8 comes before the declaration, for what is valid UTF-8 hardly is anything
else, and pages that say otherwise are common.
"""

from __future__ import annotations

import codecs
import re

from pincite.sources.limits import Refused

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
