"""Showing foreign text: nothing in it may move the cursor, begin a line or command a log's reader.

What looks alike and is not the same is written out (`show_apart`), or named (`difference`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from pincite.report.expressions import lazy

_HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}  # controls, direction marks, line separators, surrogates
# Commands of log readers that count anywhere in a line: `##[group]` of GitHub's runner
# (ActionCommand.cs looks for the prefix "##["), `##vso[` of Azure, `##teamcity[` of TeamCity.
COMMAND = lazy(r"##(?=[A-Za-z]*\[)")
# The runner trims a line and takes `::name` at its beginning (ActionCommand.TryParseV2).
_LEADING = lazy(r"(?m)^(\s*):(?=:)")

_CREDENTIALS = lazy(r"(?<=://)[^/?#\s]*@")

# Letters of other scripts that most fonts draw like a Latin one (a part of Unicode's
# confusables.txt; what a typist meets: Cyrillic and Greek).
_ALIKE = str.maketrans(
    "аеорсухіјѕАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "aeopcyxijsABEKMHOPCTXIJSABEZHIKMNOPTYXovp",
)


def without_credentials(text: str) -> str:
    """A text without the names and passwords in its URLs: `https://me:secret@x.org/` has both."""
    return _CREDENTIALS.sub("", text)


def has_credentials(text: str) -> bool:
    """Whether a URL in a text has a name or a password in it."""
    return _CREDENTIALS.search(text) is not None


def visible(text: str) -> str:
    """The text with what cannot be seen, and what a log would obey, written as escapes."""
    if "##" in text:
        text = COMMAND.sub(r"\\x23#", text)
    if text.isprintable():
        return text
    return "".join(escaped(char) if is_hidden(char) else char for char in text)


def visible_line(text: str) -> str:
    """The same for a line of a log: it does not begin with a command either."""
    return _LEADING.sub(r"\1\\x3a", visible(text))


def is_hidden(char: str) -> bool:
    """Whether a character shows nothing on a page or screen."""
    return unicodedata.category(char) in _HIDDEN


def escaped(char: str) -> str:
    """A hidden character as the escape that Python's texts have."""
    return char.encode("unicode_escape").decode("ascii")


def _u(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def quoted(text: str) -> str:
    """A text in quotes, so that blanks at its ends are seen; blanks but U+0020 are written out."""
    seen = (
        _u(char) if char != " " and unicodedata.category(char) == "Zs" else char
        for char in visible(text)
    )
    return f"“{''.join(seen)}”"


def shortened(text: str, most: int) -> str:
    """A text with at most about so many characters, and how many it has."""
    return text if len(text) <= most else f"{text[:most]}... ({len(text):,} characters)"


def show_apart(one: str, other: str) -> tuple[str, str]:
    """Two texts in quotes; where they would look the same, what differs is written out."""
    if one == other or look(one) != look(other):
        return quoted(one), quoted(other)
    return f"“{_spelt(one)}”", f"“{_spelt(other)}”"


def difference(one: str, other: str) -> str:
    """How two texts that look alike differ, as the end of a message; empty if they do not."""
    if one == other or look(one) != look(other):
        return ""
    composed = [unicodedata.normalize("NFC", text) for text in (one, other)]
    form = "NFD" if unicodedata.is_normalized("NFD", one) else "NFC"
    reasons = (
        (one.strip() == other.strip(), "they differ in blanks at the ends"),
        (one.strip("\ufeff") == other, "the first has a byte order mark (U+FEFF)"),
        (composed[0] == composed[1], f"they differ in their accents: the first is in form {form}"),
        (_without_hidden(one) == _without_hidden(other), "they differ in hidden characters"),
        (one.casefold() == other.casefold(), "they differ in case"),
    )
    return next((says for holds, says in reasons if holds), _letters_apart(one, other))


def _letters_apart(one: str, other: str) -> str:
    pair = next(((a, b) for a, b in zip(one, other, strict=False) if a != b), None)
    if pair is None:
        return "they look alike, but are not the same"
    return "{} is not {}".format(*map(_named, pair))


def _named(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def disguised(text: str, fits: Callable[[str], bool]) -> str:
    """The end of a message about a text that would fit, were it not for what is hard to see.

    `fits` is asked for the text without blanks at its ends, hidden characters, other forms of
    letters and letters of other scripts. Empty where none of these fits.
    """
    for plain in plainer(text):
        if plain != text and fits(plain):
            return looks_like(text, plain)
    return ""


def looks_like(text: str, other: str) -> str:
    """The end of a message about a text that is easily taken for another one, which would fit."""
    return f"; it looks like {show_apart(text, other)[1]}, but {difference(text, other)}"


def plainer(text: str) -> tuple[str, ...]:
    """What a text may be meant as, were it not for what is hard to see; see `disguised`."""
    inked = _without_hidden(text)
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC")]
    latin = text.translate(_ALIKE)
    everything = unicodedata.normalize("NFKC", inked).translate(_ALIKE).strip()
    cases = (text.lower(), text.upper(), text.title())
    return (text.strip(), inked, *forms, latin, everything, everything.lower(), *cases)


def look(text: str) -> str:
    """What a reader sees of a text: the same for texts that are easily taken for each other."""
    plain = unicodedata.normalize("NFKC", _without_hidden(text)).translate(_ALIKE)
    return " ".join(plain.casefold().split())


def _without_hidden(text: str) -> str:
    return "".join(char for char in text if not is_hidden(char))


def _spelt(text: str) -> str:
    """A text with every character but those of ASCII as its escape."""
    return "".join(char if " " <= char <= "~" else _u(char) for char in text)
