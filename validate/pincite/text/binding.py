"""Whose value is it? The known name that a sentence binds a quote to.

Nearness goes by structure first: the clause of the quote, then the clauses before it, then the one
behind it; within a clause by distance. What is not plain is bound to several names: a list ("Kyoto
and Osaka employed 1,250 and 900"), or names on both sides of the quote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pincite.text.spans import Span, find_all, is_unspaced, sentence_of

HEAD = 16  # code points between two names of a list: "the Kyoto plant and the Osaka plant"

# A semicolon, and words that turn to another subject.
TURNS = re.compile(
    r"[;；]|\b(?:while|whereas|but|während|wohingegen|wogegen|aber|sondern|tandis que"
    r"|alors que|mais|mientras que|pero)\b|而|但|一方",
    re.IGNORECASE,
)
_PAUSES = re.compile(
    r",(?!\d)|[，、()（）]|\s[–—-]\s|——|\b(?:that|dass|que)(?=\s)"
    r"|(?<=\s)(?:and|und|sowie|et|y)(?=\s+[€$£¥]?\d)|[と和与及](?=\d)"  # "and 900 at Osaka"
)
# Words that begin a clause only where a name, perhaps with an article, follows.
_AND = re.compile(
    r"\b(?:and|or|und|oder|sowie|et|ou|y|e|o)\b\s*(?:(?:the|in|at|of|by|for|der|die|das|den|dem|bei|"
    r"le|la|les|el|los|las|en|à|a)\s+)*$",
    re.IGNORECASE,
)
_AND_UNSPACED = re.compile(r"(?:で|が|し|り|と|や|および|及び|和|与|及|跟|以及)$")
# What may be before a quote that opens a clause, so that the subject comes after it.
_OPENS = re.compile(
    r"(?:that|dass|que|and|und|et|y|while|whereas|but|während|aber|mais|pero)?\W*"
    r"(?:(?:\w+ed\s+)?(?:in|on|at|by|from|since|with|during|until|for|after|before|as of)"
    r"|im|am|ab|seit|mit|bis|von|vom|nach|vor|für|zum|en|dans|depuis|avec|dès|au|du|desde|con|para"
    r"|hasta|[在于自从截至]*)?\s*(?:the|der|dem|den|le|la|el)?\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
_DIGIT = re.compile(r"\d|[一二三四五六七八九十百千万億亿]{2,}")


@dataclass(frozen=True)
class Named:
    """A name of a sentence, or several in one list: where, whose codes, and its first words."""

    span: Span
    codes: frozenset[str]
    text: str


@dataclass(frozen=True)
class Binding:
    """What the words of a sentence bind a quote to, as codes: none where no name is in it.

    `nearest` are those of the nearest name, or of the list of names that it is in; `perhaps`
    are also those of other names that are not plainly farther off. `text` is the nearest name,
    `named` are all of these.
    """

    nearest: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    text: str | None = None
    named: tuple[Named, ...] = ()

    @classmethod
    def of(cls, nearest: Named, *others: Named) -> Binding:
        """Bound to one name or list; `others` are names that it may belong to as well."""
        perhaps = nearest.codes.union(*(other.codes for other in others))
        return cls(nearest.codes, perhaps, nearest.text, (nearest, *others))

    def other(self, whose: str) -> str | None:
        """The nearest name, or list of names, that is not of one code alone; None without one."""
        return next((one.text for one in self.named if one.codes - {whose}), None)


def bind(text: str, quote: Span, names: Mapping[str, str]) -> Binding:
    """The name that the sentence of a quote binds it to; `names` are codes by name.

    Names are looked for letter for letter.
    """
    sentence = sentence_of(text, quote) or quote
    return Sentence(text, sentence, find_names(text, sentence, names)).bind(quote)


def find_names(text: str, sentence: Span, names: Mapping[str, str]) -> list[Named]:
    """The names in a sentence, as whole words and perhaps in the genitive; the longest wins."""
    found: list[Named] = []
    part = text[sentence.start : sentence.end]
    taken: list[Span] = [Span(0, 0)]
    for name in sorted(filter(None, names), key=lambda name: (-len(name), name)):
        for at in find_all(part, name):
            span = Span(at, at + len(name))
            if not any(span.overlaps(other) for other in taken) and _is_word(part, span):
                taken.append(span)
                whole = Span(sentence.start + at, sentence.start + span.end)
                found.append(Named(whole, frozenset({names[name]}), name))
    return sorted(found, key=lambda named: named.span)


def _is_word(text: str, span: Span) -> bool:
    """Whether no letters are glued to a name, but an s of the genitive or plural."""
    before, behind = text[: span.start][-1:], text[span.end :]
    if before.isalnum() and not is_unspaced(before) and not is_unspaced(text[span.start]):
        return False
    if is_unspaced(text[span.end - 1]) or is_unspaced(behind[:1]):
        return True
    return re.match(r"s?(?!\w)", behind) is not None


class Sentence:
    """One sentence with its names, parted into clauses."""

    def __init__(self, text: str, span: Span, named: Sequence[Named]) -> None:
        self._text, self._span = text, span
        self._named = self._lists(list(named))
        found = _BRACKETS.finditer(text, span.start, span.end)
        self._brackets = [Span(*match.span()) for match in found]
        inside = [named.span for named in self._named]
        self._turns = self._marks(TURNS, inside)
        pauses = self._marks(_PAUSES, inside)
        starts = [named.span.start for named in self._named if self._begins_clause(named)]
        self._cuts = sorted({*self._turns, *pauses, *starts})

    @property
    def named(self) -> Sequence[Named]:
        """The names of the sentence, in order; those of a list as one."""
        return self._named

    def _marks(self, pattern: re.Pattern[str], inside: Sequence[Span]) -> list[int]:
        found = pattern.finditer(self._text, self._span.start, self._span.end)
        return [
            match.start()
            for match in found
            if not any(span.start <= match.start() < span.end for span in inside)
        ]

    def _begins_clause(self, named: Named) -> bool:
        before = self._text[self._span.start : named.span.start]
        is_unspaced_name = is_unspaced(self._text[named.span.start])
        pattern = _AND_UNSPACED if is_unspaced_name else _AND
        return pattern.search(before) is not None

    def _lists(self, named: list[Named]) -> list[Named]:
        """The names, those of a list joined to one."""
        if not named:
            return []
        runs: list[list[Named]] = [[named[0]]]
        kinds: list[list[str]] = [[]]
        for one, two in pairwise(named):
            kind = _joint(self._text[one.span.end : two.span.start])
            if kind is None:
                runs.append([two])
                kinds.append([])
            else:
                runs[-1].append(two)
                kinds[-1].append(kind)
        found: list[Named] = []
        for run, joints in zip(runs, kinds, strict=True):
            if "and" in joints or len(run) > 2 or self._is_apposition(run):
                codes = frozenset().union(*(named.codes for named in run))
                span = Span(run[0].span.start, run[-1].span.end)
                found.append(Named(span, codes, self._text[span.start : span.end]))
            else:
                found += run
        return found

    @staticmethod
    def _is_apposition(run: Sequence[Named]) -> bool:
        return len(run) > 1 and len(frozenset().union(*(named.codes for named in run))) == 1

    def bind(self, quote: Span) -> Binding:
        """The name or names that a quote of the sentence is bound to."""
        for bracket in self._brackets:  # "Osaka sold 900 (up 3%)": of whom the words before it are
            inside = any(bracket.holds(one.span) for one in self._named)
            if bracket.holds(quote) and not inside and bracket.start > self._span.start:
                quote = Span(bracket.start - 1, bracket.start)
        named = self._outside_brackets(quote)
        start = max((at for at in self._cuts if at <= quote.start), default=self._span.start)
        end = min((at for at in self._cuts if at >= quote.end), default=self._span.end)
        here = [one for one in named if one.span.end > start and one.span.start < end]
        if here:
            return _nearest(self._text, quote, here)
        turn = max((at for at in self._turns if at <= quote.start), default=self._span.start)
        before = [one for one in named if one.span.end <= start]
        if before:  # "Kyoto, which bought Osaka in 1998, employed 900": either may be meant
            return Binding.of(before[-1], *(one for one in before if one.span.start >= turn))
        behind = [one for one in named if one.span.start >= end]
        opens = _OPENS.fullmatch(self._text, start, quote.start)
        return Binding.of(behind[0]) if behind and opens else Binding()

    def _outside_brackets(self, quote: Span) -> list[Named]:
        """The names that are not in brackets apart from the quote; all, if no other does."""
        shut = [bracket for bracket in self._brackets if not bracket.holds(quote)]
        kept = [one for one in self._named if not any(b.holds(one.span) for b in shut)]
        return kept or list(self._named)


def _joint(gap: str) -> str | None:
    """How a list goes on between two names: `and`, `comma`, or None where it does not."""
    if _DIGIT.search(gap):
        return None
    words = re.sub(
        r"(?<!\w)(?:the|a|der|die|das|den|dem|des|le|la|les|l|el|los|las|both)(?!\w)",
        " ",
        gap,
        flags=re.IGNORECASE,
    )
    if re.fullmatch(r"\s*[,、，/]\s*", words):
        return "comma"
    spaced = r"\s*(?:\w+\s)?\s*,?\s*(?:and|or|und|oder|sowie|et|ou|y|e|o|&|nor|as well as"
    spaced += r"|(?:together|along) with|als auch|wie auch|noch|ni|ainsi que|así como)"
    spaced += r"\s*(?:\w+\s)?\s*"
    if re.fullmatch(spaced, words, re.IGNORECASE) and len(words) <= HEAD:
        return "and"
    if re.fullmatch(r"[^\W\dはがを]{0,5}(?:と|や|および|及び|和|与|及|跟|以及|・|、)", gap):
        return "and"
    return None


def _nearest(text: str, quote: Span, named: Sequence[Named]) -> Binding:
    """The nearest name of a clause, and the others where it is not plainly the nearest."""

    def away(one: Named) -> int:
        return max(one.span.start - quote.end, quote.start - one.span.end, 0)

    first = min(named, key=away)
    before = [one for one in named if one.span.end <= quote.start]
    if first.span.start >= quote.end:  # "from 900 in Osaka to 1,250 in Kyoto"
        return Binding.of(first, *before[-1:])
    if first.span.end <= quote.start and _DIGIT.search(text, first.span.end, quote.start):
        return Binding.of(first, *named)  # "Osaka's 900, against 1,250": it has its number already
    as_near = [one for one in named if away(one) == away(first)]
    earlier = [  # "Kyoto hired from Osaka 900 people": whose they are the order does not tell
        one
        for one in before
        if one.span.end <= first.span.start
        and not _DIGIT.search(text, one.span.end, first.span.start)
    ]
    return Binding.of(first, *as_near, *earlier)
