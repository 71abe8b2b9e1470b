"""What makes a number a difference, one of several, a claim, denied, or what never was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pincite.grammar.words.comparing import Comparing, comparing_of
from pincite.grammar.words.unreal import DATE, FIRST_DATE, NUMBER, OF, TO, Unreal, unreal_of
from pincite.neighbours.view import Finding, cropped
from pincite.text import Span

# In German a comma is before a relative clause and behind it, so that no look crosses its end
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|qui|que|quien)\b")
_WHEN = re.compile(
    r"\b(?:after|for|since|within|in|during|over|nach|seit|vor|binnen|während|après|depuis|pendant"
    r"|en|dans|durant|tras|durante|desde|hace)\s$"
)
_TOOK = ("了", "过", "過")  # 他拿了5亿元没有缴税: the number is the object of a verb before it
_WORTH = re.compile(r"\b(?:worth|valued at|wert von|valeur de|valor de)\s$")
_CLAUSE = re.compile(r"[,;:!?()\u2029—–]|\.\s")
_REACH = 120
BEFORE, BEHIND = 240, 160  # characters on each side that a sentence is looked for in
_ENDS = re.compile(  # not the point of "J. Smith" and of what is abbreviated
    r"[.!?;:\u2029。！？；](?:(?<!\.)|(?=\s|$)(?<!\b[a-z]\.)(?<!\bca\.)(?<!\b[dm]r\.)"
    r"(?<!\bmi[ol]\.)(?<!\b(?:mrd|tsd|mrs)\.))"
)
_ENDS_IN_GERMAN = re.compile(rf"(?:{_ENDS.pattern})(?<!\d\.)")  # "am 5. Mai"
ASKS = ("?", "？")  # the second one in scripts without blanks, and wherever somebody types it
_LEADS = re.compile(r"\W*(?:(?:on|in|am|im|le|en|el)\s)?")  # before a date that begins its sentence
_THERE_IS = re.compile(r"\d\s(?:of(?:\sthe)?|der|von|des|de\sl[ao]s)\s$")
_OTHER = str.maketrans({"’": "'", NUMBER: " ", DATE: " ", FIRST_DATE: " "})


def compared(
    before: str, behind: str, method: str, language: str, counter: str = ""
) -> Finding | None:
    """What the words beside a number say of it; both texts in lower case.

    `counter` is what counts the number, where it follows without a blank (5億円, but 40 | 人).
    """
    if method == "date" or (method not in _METHODS and not method.startswith("percent")):
        return None
    words, rest = comparing_of(language), behind.removeprefix(counter)
    if not method.startswith("percent"):
        if difference := _difference(words, before, rest, method):
            return cropped(
                difference, f"“{difference.strip()}” makes it a difference of two values"
            )
        if found := words.several.search(before[-_REACH:]):
            return cropped(found[0], "the value is that of each of several")
    if found := words.claimed.search(before[-_REACH:]):
        return cropped(found[0], f"“{found[0].strip()}” says that somebody claims the value")
    return _denied(words, before, rest, method)


_METHODS = frozenset(("amount", "count", "quantity", "qualifier", "currency"))


def _difference(words: Comparing, before: str, behind: str, method: str) -> str | None:
    found = words.difference.match(behind) or words.difference_before.search(before)
    if found is None and method == "count" and not words.adding & {*before.split()[-1:]}:
        found = words.counted.match(behind)
    return found and found[0]


def _denied(words: Comparing, before: str, behind: str, method: str) -> Finding | None:
    """A denied verb behind, whose subject is not the relative clause that the number is in."""
    if method == "quantity" and _WHEN.search(before[-_REACH:]):
        return None  # "for two years it was not paid"
    if before.endswith(_TOOK):
        return None
    clause = _CLAUSE.split(behind, maxsplit=1)[0]
    found = words.undone.match(clause)
    if found is None and method != "count" and not _WORTH.search(before[-_REACH:]):
        found = words.refused.match(clause)
    if found is None or _RELATIVE.search(_CLAUSE.split(before[-_REACH:])[-1]):
        return None
    return cropped(found[0], f"“{found[0].strip()}” denies what is said of the value")


def unreal(before: str, behind: str, method: str, language: str) -> Finding | None:
    """What says that the value never was, was only meant, or is only asked; both in lower case."""
    is_date = method == "date"
    if not is_date and method not in _METHODS and not method.startswith("percent"):
        return None
    if _THERE_IS.search(before, max(0, len(before) - 30)) or (is_date and before.endswith("the ")):
        return None  # "would have needed 60 of the 100 votes", "would have won the 2015 election"
    words = unreal_of(language)
    ends = _ENDS_IN_GERMAN if language == "de" else _ENDS
    first = ends.split(before[-BEFORE:].translate(_OTHER))[-1]
    behind = behind[:BEHIND].translate(_OTHER)
    end = ends.search(behind)
    last = behind if end is None else behind[: end.start()]
    if "(" in first[first.rfind(")") + 1 :]:  # the quote is in a bracket
        first, last = first.rpartition("(")[2], last.partition(")")[0]
    mark = (FIRST_DATE if _LEADS.fullmatch(first) else DATE) if is_date else NUMBER
    sentence = f"{first}{mark}{last}"
    never, meant = _searches_of(language)
    if found := never.first(sentence, len(first)):
        return cropped(_told(sentence, found), "it says what was not so, or might have been")
    found = meant.first(sentence, len(first))
    if found and not words.reported.search(sentence, 0, found.start):
        return cropped(_told(sentence, found), "it says what was meant, not what came")
    sign = "" if end is None else end[0]
    is_asked = sign in ASKS or (language == "ja" and sign == "。" and last.endswith("か"))
    if is_asked and not words.asks.search(sentence):
        return cropped(f"{last.strip()}{sign}", "the sentence asks")
    return None


def _told(sentence: str, found: Span) -> str:
    """What was found, without the quote."""
    words = re.split(f"[{NUMBER}{FIRST_DATE}{DATE}]", sentence[found.start : found.end])
    return " ".join(words).strip()


class _Search:
    """Patterns of sentences; words that only some others part from the quote are one pattern."""

    def __init__(self, patterns: Iterable[str], words: Unreal) -> None:
        before, behind, whole = [], [], []
        for one in patterns:
            if one.endswith(TO) and OF not in one and one.count(TO) == 1:
                before.append(one.removesuffix(TO))
            elif one.startswith(OF) and TO not in one:
                behind.append(one.removeprefix(OF))
            else:
                whole.append(words.whole(one))
        edge = words.edge
        self._before, self._to = _any_of(before, edge, edge), re.compile(words.to)
        self._behind, self._of = _any_of(behind, edge), re.compile(words.of)
        self._whole = [re.compile(one) for one in whole]

    def first(self, sentence: str, at: int) -> Span | None:
        """Where one of the patterns is in a sentence with the mark of its quote at an offset."""
        for word in self._before.finditer(sentence, 0, at):
            if gap := self._to.match(sentence, word.end()):
                return Span(word.start(), gap.end())
        for word in self._behind.finditer(sentence, at + 1):
            if self._of.fullmatch(sentence, at, word.start()):
                return Span(at, word.end())
        for pattern in self._whole:
            if found := pattern.search(sentence):
                return Span(*found.span())
        return None


def _any_of(words: Sequence[str], edge: str, end: str = "") -> re.Pattern[str]:
    """A pattern of any of some patterns of words, which begin and end at the edges of words."""
    listed = "|".join(one.removeprefix(edge) for one in words)
    return re.compile(f"{edge}(?:{listed}){end}" if words else "(?!)")


@cache
def _searches_of(language: str) -> tuple[_Search, _Search]:
    """What finds what never was, and what was meant."""
    words = unreal_of(language)
    return _Search(words.never, words), _Search(words.meant, words)
