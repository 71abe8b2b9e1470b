"""Encodings: which one a file's bytes most likely are, and what that rests on.

A byte order mark, zeros in every other byte, and UTF-8 are told for certain. Among the encodings of
one and two bytes all that helps is whether the text looks like writing: letters of one script
beside each other, capitals where words begin, and signs where signs are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import IO, NamedTuple

from pincite.report import counted
from pincite.tables.csv_records import marked_encoding

CERTAIN, LIKELY, UNCERTAIN = "certain", "likely", "uncertain"  # how sure a guess is
STEP = 2**20
MOST_LINES = 2_000  # lines with other bytes than ASCII that are looked at
MOST_BYTES = 2**24  # of a file, among which such lines are looked for
MOST_IN_LINE = 400
NEAR = 0.2  # of a score, within which two encodings cannot be told apart
CANDIDATES = (  # of equal guesses the first is taken
    *("cp1252", "cp1250", "iso8859-2", "cp1251", "cp1253", "cp1254", "koi8-r", "cp866"),
    *("mac-roman", "cp850", "cp932", "euc-jp", "gb18030", "big5", "cp949"),
)
RARE = {"cp850": 0.25, "mac-roman": 0.25}  # of old systems: the score that they have to make up
NAMES = {"cp932": "shift_jis", "cp949": "euc-kr"}  # written so where that is enough
NAMES |= {f"cp125{n}": f"windows-125{n}" for n in range(5)}
_COMMON = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœąćęłńśźżčďěňřšťůžýőűășțşţğıİÀÁÂÄÅÆÇÈÉÊÍÎÑÓÔÖØÚÜŁŚŻČŘŠŽŞ"
)
_ALPHABETS = (  # letters of a language beyond ASCII: a text is hardly of two of them
    *("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüºª", "ãõçáéíóúâêôà", "àèéìòù", "åäöæøé", "ëïéüöáó"),
    *(
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýžĺľŕôä",
        "áéíóöőúüű",
        "ăâîșțşţ",
        "čćđšž",
        "çğıöşüi̇",
        "áéíðóúýþæö",
    ),
)
_SIGNS = frozenset("€£¥§°±²³µ·½¼¾×«»“”„‘’‚–—…•®©™ºª\u00a0¿¡†‰")
NO_TEXT = "it begins with characters that no text has: it may be compressed, or of another format"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHER = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")


class EncodingGuess(NamedTuple):
    """An encoding by its name in Python or a more common one, how sure it is, and why.

    `others` are encodings that would give other texts and are about as likely.
    """

    name: str
    confidence: str
    why: str
    others: tuple[str, ...] = ()


def encoding_of(stream: IO[bytes]) -> EncodingGuess:
    """The encoding that a file's bytes are most likely in; the stream is read to its end."""
    begin = stream.read(64)
    stream.seek(0)
    marked = marked_encoding(begin)
    if marked is not None:
        name, has_mark = marked
        why = "it begins with its byte order mark" if has_mark else "every other byte is zero"
        return EncodingGuess(name, CERTAIN, why)
    if _CONTROL.search(begin) is not None:
        return EncodingGuess("utf-8", UNCERTAIN, NO_TEXT)
    other, fault = _utf_8(stream)
    if fault is None:
        why = "all bytes are ASCII" if not other else "all bytes are UTF-8, some beyond ASCII"
        return EncodingGuess("utf-8", CERTAIN, why)
    lines = _lines(stream)
    good, bad = _sequences(lines)
    if good and good >= bad:
        why = (
            f"it has {counted(good, 'characters')} of UTF-8, and {counted(bad, 'bytes')} of another"
        )
        why += " encoding: two are mixed"
        return EncodingGuess("utf-8", UNCERTAIN, why)
    return _likely(stream, lines, fault)


def _utf_8(stream: IO[bytes]) -> tuple[bool, int | None]:
    """Whether there are bytes beyond ASCII, and where the first is that is not UTF-8."""
    decoder, position, other = codecs.getincrementaldecoder("utf-8")(), 0, False
    stream.seek(0)
    while True:
        step = stream.read(STEP)
        held = len(decoder.getstate()[0])
        try:
            other |= not decoder.decode(step, final=not step).isascii()
        except UnicodeDecodeError as error:
            return True, position - held + error.start
        if not step:
            return other, None
        position += len(step)


def _lines(stream: IO[bytes]) -> list[bytes]:
    """Lines that have other bytes than ASCII, the first of them, cut to a length."""
    stream.seek(0)
    found: list[bytes] = []
    rest, size = b"", 0
    while len(found) < MOST_LINES and size < MOST_BYTES and (step := stream.read(STEP)):
        size += len(step)
        whole = rest + step
        cut = whole.rfind(b"\n") + 1 or len(whole)
        rest = whole[cut:]
        found += [_around(match[0]) for match in _OTHER.finditer(whole[:cut])]
    if _OTHER.search(rest):
        found.append(_around(rest))
    return found[:MOST_LINES]


def _around(line: bytes) -> bytes:
    """A stretch of a line around its first byte beyond ASCII."""
    at = next(index for index, byte in enumerate(line) if byte > 127)
    begin = line.rfind(b" ", 0, max(0, at - 20)) + 1 if at > 40 else 0
    return line[begin : begin + MOST_IN_LINE]


def _sequences(lines: list[bytes]) -> tuple[int, int]:
    """How many characters beyond ASCII are UTF-8, and how many bytes belong to none."""
    good = bad = 0
    for line in lines:
        text = line.decode("utf-8", "surrogateescape")
        wrong = sum("\udc80" <= char <= "\udcff" for char in text)
        bad += wrong
        good += sum(char > "\x7f" for char in text) - wrong
    return good, bad


def _likely(stream: IO[bytes], lines: list[bytes], fault: int) -> EncodingGuess:
    """The encoding in which the lines look most like writing, and in which all bytes can be."""
    scores: dict[str, tuple[float, str]] = {}
    for name in CANDIDATES:
        text = _decoded(lines, name)
        if text is not None:
            scores[name] = (_score(text, name) - RARE.get(name, 0), text)
    ranked = sorted(scores, key=lambda name: -scores[name][0])  # stable: the first of equals
    for name in ranked:
        if not _holds(stream, name):
            continue
        best, text = scores[name]
        others = [
            other
            for other in ranked
            if other != name and best - scores[other][0] < NEAR and scores[other][1] != text
        ]
        others = [other for other in others if _holds(stream, other)]
        example = _example(text)
        why = f"byte {fault:,} is not UTF-8; as {said(name)} the text reads “{example}”"
        sure = UNCERTAIN if others or best < 0 else LIKELY
        return EncodingGuess(said(name), sure, why, tuple(map(said, others)))
    return EncodingGuess(said("cp1252"), UNCERTAIN, f"byte {fault:,} is not UTF-8", ("unknown",))


def said(name: str) -> str:
    """The name of an encoding as people write it."""
    return NAMES.get(name, name)


def _decoded(lines: list[bytes], name: str) -> str | None:
    """The lines as text; None where one cannot be, its cut end aside."""
    found = []
    for line in lines:
        try:
            found.append(line.decode(name))
        except UnicodeDecodeError as error:
            if len(line) < MOST_IN_LINE or error.start < MOST_IN_LINE - 4:
                return None
            found.append(line[: error.start].decode(name))
    return "\n".join(found)


def _holds(stream: IO[bytes], name: str) -> bool:
    """Whether all bytes of a file can be of an encoding, and none is a control character."""
    decoder = codecs.getincrementaldecoder(name)()
    stream.seek(0)
    while True:
        step = stream.read(STEP)
        try:
            decoder.decode(step, final=not step)
        except UnicodeDecodeError:
            return False
        if not step:
            return True


def _example(text: str) -> str:
    """The first word with a character beyond ASCII."""
    match = re.search(r"[^\s,;\t|\"]*[^\x00-\x7f][^\s,;\t|\"]*", text)
    return match[0][:40] if match else ""


def _score(text: str, encoding: str) -> float:
    """How much the characters beyond ASCII look like writing, from about -2 to 1.5."""
    total, number, size = 0.0, 0, len(text)
    letters: Counter[str] = Counter()
    for match in re.finditer(r"[^\x00-\x7f]", text):
        at, char = match.start(), match[0]
        before = text[at - 1] if at else " "
        behind = text[at + 1] if at + 1 < size else " "
        total += _worth(before, char, behind, encoding)
        number += 1
        is_within = before.isalpha() or behind.isalpha()
        letters.update(char.lower() if is_within and _script(char) == "latin" else "")
    if not number:
        return 0.0
    shares = [sum(letters[char] for char in alphabet) for alphabet in _ALPHABETS]
    return (total + 0.5 * max(shares)) / number + _fits_as_a_whole(text, encoding, total / number)


def _fits_as_a_whole(text: str, encoding: str, mean: float) -> float:
    """Japanese has kana; what could be Korean and uses none but its syllables is Korean."""
    if encoding in ("cp932", "euc-jp"):
        return 0.0 if re.search("[\u3041-\u30ff]", text) else -0.3
    return 0.3 if encoding == "cp949" and mean > 0.95 else 0.0


def _worth(  # noqa: PLR0911 - a list of cases
    before: str, char: str, behind: str, encoding: str
) -> float:
    """How well a character beyond ASCII fits between its neighbours."""
    category, script = unicodedata.category(char), _script(char)
    if category[0] == "C" and char != "\u00ad":
        return -2.0
    if category[0] != "L":
        within = before.isalpha() and behind.isalpha() and char not in "’‘·"
        return -1.0 if within else 0.6 if char in _SIGNS else -0.3
    near = [_script(other) for other in (before, behind) if other.isalpha()]
    if any(other != script for other in near):
        return -1.5
    if not near:
        return 0.4 if char in _COMMON else 0.2
    if script == "wide":  # writing without letter case
        return 1.0 if _is_usual(char, encoding) else 0.2
    if before.islower() and char.isupper():
        return -1.5
    if before.isupper() and behind.isupper() and char.islower():
        return -0.7
    if script != "latin":
        return 1.0
    if before > "\x7f" and before.isalpha():
        return -1.0  # accented letters are seldom neighbours
    return 1.0 if char in _COMMON else 0.3


def _is_usual(char: str, encoding: str) -> bool:
    """Whether a character of East Asia is among those that the encoding's makers thought usual.

    They come first in the tables of JIS X 0208, GB 2312, Big5 and KS X 1001.
    """
    table, last = _USUAL[encoding]
    if char > "\u303f" and _script(char) == "wide" and char < "\u3100":
        return True  # kana
    try:
        return char.encode(table)[0] <= last
    except UnicodeEncodeError:
        return False


_USUAL = {
    "cp932": ("euc-jp", 0xCF),
    "euc-jp": ("euc-jp", 0xCF),
    "gb18030": ("gb2312", 0xD7),
    "big5": ("big5", 0xC6),
    "cp949": ("euc-kr", 0xC8),
}


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The script of a letter; those of East Asia are one."""
    if char < "\x80":
        return "latin"
    name = unicodedata.name(char, "").partition(" ")[0].lower()
    wide = ("cjk", "hiragana", "katakana", "hangul", "fullwidth", "halfwidth", "ideographic")
    return "wide" if name in wide else name
