"""All phrases of a text that the grammar reads, each found once, with their places.

`read_phrase` judges a phrase that somebody has cut out; here the phrases are looked for. Rules are
tried where a word or sign begins, on the text as the grammar reads phrases; what a rule fits
is then judged by `read_phrase` as any phrase is, so nothing is read in two ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pincite.grammar.language import language_of, read_phrase
from pincite.grammar.quantity import KINDS
from pincite.grammar.rules import NotUnderstood, plain_phrase
from pincite.text import Span, stands_alone

ALL_KINDS = (*KINDS, "date")
KINDS_OF: Mapping[str, tuple[str, ...]] = {  # what phrases a method reads, where not its own
    "currency": ("amount",),
    "unit": ("quantity",),
    "qualifier": ALL_KINDS,
}
LONGEST = 120  # code points of a phrase; a quote has at most 12 words
FARTHER, NEAR = 8, 4  # words and signs that a slot may go on for, with a number in them or not
_SIGN = re.compile(r"(?<![A-Za-z])[A-Za-z]|[^\sA-Za-z]")


@dataclass(frozen=True, order=True)
class Readable:
    """A phrase of a text: its place, the kind of thing it says, and its words."""

    span: Span
    kind: str
    text: str


def readable_phrases(
    text: str, language: str, kinds: Sequence[str] = ALL_KINDS
) -> tuple[Readable, ...]:
    """The phrases of a text that read as one of the kinds, in order; none without a grammar.

    Of the phrases that a rule reads from one place only the longest is given: a shorter one would
    cut off what the rule understands.
    """
    known = language_of(language)
    if known is None:
        return ()
    plain = PlainText.of(text, is_unspaced=known.tag in ("ja", "zh"))
    found: dict[tuple[Span, str], Readable] = {}
    for start in _starts(plain.text):
        for kind in kinds:
            read = -1
            for end in _fits(plain.text, start, language, kind):
                span = plain.span(start, end)
                phrase = text[span.start : span.end]
                if end > read and (span, kind) not in found and _is_read(language, kind, phrase):
                    found[span, kind] = Readable(span, kind, phrase)
                    read = end
    return tuple(sorted(found.values()))


def _is_read(language: str, kind: str, phrase: str) -> bool:
    try:
        read_phrase(language, (kind,), phrase)
    except NotUnderstood:
        return False
    return True


def _starts(text: str) -> Iterator[int]:
    """Every beginning of a word or sign; of scripts without blanks, every character."""
    for match in _SIGN.finditer(text):
        at = match.start()
        char = text[at]
        if stands_alone(char) or not char.isalnum() or _begins(text, at):
            yield at


def _begins(text: str, at: int) -> bool:
    """Whether a letter or digit begins a word: none of its kind is before it."""
    before = text[at - 1 : at]
    return not before.isalnum() or stands_alone(before) or before.isdigit() != text[at].isdigit()


# A phrase does not end inside a number or word, so that a rule goes on to "15" behind "March 1".
_AN_END = r"(?!(?<=\d)[.,]?\d)(?!(?<=[A-Za-zÀ-ɏ])[A-Za-zÀ-ɏ])"
_OPEN_SLOTS = {"point", "point2", "unit", "unit2"}  # fit less than they might: "since 4"


@cache
def _patterns(language: str, kind: str) -> list[tuple[re.Pattern[str], bool]]:
    """The patterns of the rules of a kind with an end that is not in the middle of a word.

    With each, whether a longer fit is to be looked for.
    """
    known = language_of(language)
    found = []
    for rule in () if known is None else known.rules:
        if known is not None and rule.kind == kind:
            pattern = re.compile(f"(?:{known.patterns[rule.id].pattern}){_AN_END}")
            found.append((pattern, bool(_OPEN_SLOTS & set(rule.slots))))
    return found


def _fits(text: str, start: int, language: str, kind: str) -> Iterator[int]:
    """Where the phrases of a kind may end that begin at an offset, of each rule the longest first.

    A shorter one is given too, for a rule may fit a word more than it reads: "347 in".
    """
    limit = min(len(text), start + LONGEST)
    for pattern, is_open in _patterns(language, kind):
        match = pattern.match(text, start, limit)
        if match is None or match.end() == start:
            continue
        for end in _word_ends(text, match.end()) if is_open else ():
            if pattern.fullmatch(text, start, end):
                yield end
        yield match.end()
        last = match[0].rstrip().rfind(" ")
        shorter = pattern.fullmatch(text, start, start + last) if last > 0 else None
        if shorter is not None:
            yield shorter.end()


def _word_ends(text: str, start: int) -> list[int]:
    """The ends of some words and signs behind an offset, the farthest first."""
    found: list[int] = []
    at, has_digit = start, False
    while at < len(text) and len(found) < FARTHER and text[at] != "\n":
        is_word = text[at].isalnum() and not stands_alone(text[at])
        end = at + 1
        while is_word and end < len(text) and text[end].isalnum() and not stands_alone(text[end]):
            end += 1
        if not text[at].isspace():
            found.append(end)
            has_digit = has_digit or text[at].isdigit()
            if len(found) >= NEAR and not has_digit:
                break
        at = end
    return found[::-1]


@dataclass(frozen=True)
class PlainText:
    """A text as the grammar reads phrases, with the way back to the offsets of the text itself.

    `offsets` are those in the text of each character of `text`, and one more for its end.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, raw: str, *, is_unspaced: bool = False) -> PlainText:
        """Blanks and single line ends as one blank, composed, without invisible signs."""
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end, piece in _pieces(raw):
            chars += piece
            if len(piece) == end - start:
                starts += range(start, end)
                ends += range(start + 1, end + 1)
            else:
                starts += [start] * len(piece)
                ends += [end] * len(piece)
        if is_unspaced:
            kept = [at for at in range(len(chars)) if not _is_blank_beside_han(chars, at)]
            chars = [chars[at] for at in kept]
            starts, ends = [starts[at] for at in kept], [ends[at] for at in kept]
        return cls("".join(chars), starts, ends)

    def span(self, start: int, end: int) -> Span:
        """The span of the text itself."""
        return Span(self.offsets[start], self.ends[end - 1])


_PLAIN_RUN = re.compile(r"[!-~]+(?: [!-~]+)*(?![\u0300-\u036f])")
_CLUSTER = re.compile(r"\s+|\S[\u0300-\u036f\u3099\u309a]*")


def _pieces(raw: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a text with what each reads as; plain ASCII goes by whole lines."""
    at = 0
    while at < len(raw):
        run = _PLAIN_RUN.match(raw, at)
        if run is not None:
            yield at, run.end(), run[0]
            at = run.end()
            continue
        match = _CLUSTER.match(raw, at)
        end = at + 1 if match is None else match.end()
        piece = raw[at:end]
        if piece.isspace():
            yield at, end, " " if plain_phrase(f"a{piece}a") == "a a" else "\n"
        else:
            yield at, end, plain_phrase(unicodedata.normalize("NFC", piece))
        at = end


def _is_blank_beside_han(chars: Sequence[str], at: int) -> bool:
    if chars[at] != " ":
        return False
    before = chars[at - 1] if at else ""
    behind = chars[at + 1] if at + 1 < len(chars) else ""
    return any("\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in (before, behind))


def widest(phrases: Iterable[Readable]) -> list[Readable]:
    """The phrases that lie in no other one."""
    found: list[Readable] = []
    for phrase in sorted(phrases, key=lambda p: (p.span.start, -p.span.end)):
        if not found or not found[-1].span.holds(phrase.span):
            found.append(phrase)
    return found
