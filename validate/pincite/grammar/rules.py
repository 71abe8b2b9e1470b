"""The small language that the grammar's rules are written in.

A rule has a form, such as `[<hedge> ]<number>[( |-)<magnitude>] <currency>`: `<name>` is a slot of
the language, `[...]` may be missing, `(a|b)` is a choice, a blank is one blank of any kind,
anything else means itself. A rule reads whole phrases only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pincite.report.expressions import lazy

BLANKS = " \u00a0\u2009\u202f"
# One of them. As one set they would be compiled four times slower, by way of a table of all
# characters up to U+FFFF; `{1}` keeps the compiler from making the two sets one.
_BLANK = f"(?:[{BLANKS[:2]}]|[{BLANKS[2:]}]{{1}})"
_MARKS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", " ": _BLANK}
_PART = re.compile(r"<(?P<slot>[a-z]+[0-9]?)>|(?P<mark>[\[\]()| ])|(?P<text>[^<\[\]()| ]+)")


# Without them a phrase looks and reads the same: soft hyphens, joiners, marks of direction.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_GAP = r"[ \t\u00a0\u2009\u202f\u3000]"
_RUN = re.compile(rf"{_GAP}+(?:\r\n?|\n)?{_GAP}*|(?:\r\n?|\n){_GAP}*")


def plain_phrase(phrase: str) -> str:
    """A phrase as it looks on the page: composed (NFC), each run of blanks or line end one blank.

    A blank line stays as it is: it ends a paragraph, so no phrase runs over it.
    """
    if phrase.isascii() and phrase.isprintable() and "  " not in phrase:
        return phrase
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", phrase))
    return _RUN.sub(" ", composed)


_BESIDE_HAN = lazy(
    "(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]) | (?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
)


def without_blanks(phrase: str) -> str:
    """A phrase of Chinese or Japanese without the blanks beside their characters."""
    return _BESIDE_HAN.sub("", phrase)


def without_brackets(phrase: str) -> str:
    """What a phrase says that is wholly in brackets, such as the years of a life: (1888-1976)."""
    found = phrase[1:-1] if phrase[:1] + phrase[-1:] in ("()", "（）") else phrase
    return phrase if set(found) & set("()（）") else found


class NotUnderstood(Exception):
    """The grammar or a vocabulary does not wholly understand a phrase; the message says why."""


ANYTHING = ".+?"  # the pattern of a slot that other rules read


@dataclass(frozen=True)
class Slot:
    """A part of a form: what it says to people, its pattern, and what its text means.

    Where the pattern takes more than is read, `vocabulary` has all the phrases that are;
    `is_listed` where it takes just these.
    """

    says: str
    pattern: str
    read: Callable[[str], Any]
    vocabulary: tuple[str, ...] | None = None
    is_listed: bool = False


def words(meanings: Mapping[str, Any], *, any_case: bool = False, whole: bool = False) -> Slot:
    """A slot of listed words, each with its meaning; the longest that fits is taken.

    A `whole` word has no letter behind it: 5 mil, but not 5 millas.
    """
    known = {word.lower(): meaning for word, meaning in meanings.items()} if any_case else meanings
    longest_first = sorted(meanings, key=lambda word: (-len(word), word))
    pattern = "|".join(re.escape(word).replace(r"\ ", _BLANK) for word in longest_first)
    grouped: dict[Any, list[str]] = {}
    for word, meaning in meanings.items():
        grouped.setdefault(meaning, []).append(f"“{word}”")
    says = "; ".join(f"{', '.join(found)} = {meaning}" for meaning, found in grouped.items())
    pattern = f"(?ai:{pattern})" if any_case else f"(?:{pattern})"
    return Slot(
        says=says,
        pattern=pattern + (r"(?![^\W\d_])" if whole else ""),
        read=lambda text: known[_plain(text.lower() if any_case else text)],
        vocabulary=tuple(meanings),
        is_listed=True,
    )


def listed(meanings: Mapping[str, Any], what: str, pattern: str, *, any_case: bool = False) -> Slot:
    """A slot of many listed words, found by one short pattern and looked up.

    A pattern of all of them would cost more than all else to compile.
    """
    known = {word.lower(): meaning for word, meaning in meanings.items()} if any_case else meanings

    def read(text: str) -> Any:
        try:
            return known[_plain(text.lower() if any_case else text)]
        except KeyError:
            raise NotUnderstood(f"“{text}” is not {what} that the grammar knows") from None

    listed_names = sorted(set(meanings))
    return Slot(f"{what}: {', '.join(listed_names)}", pattern, read, tuple(listed_names))


_ANY_BLANK = re.compile(f"[{BLANKS}]")


def _plain(text: str) -> str:
    return text if text.isascii() else _ANY_BLANK.sub(" ", text)


# What a phrase must have to fit a form, somewhere: one of some alternatives, each a list of texts,
# of slots in angles such as `<month>`, and of choices within.
Needs = list[list[Any]]


def _needs(parts: Iterator[re.Match[str]]) -> Needs:
    """The needs of the parts up to the mark that ends them; what may be missing is not needed."""
    found: Needs = [[]]
    for part in parts:
        mark = part["mark"]
        if mark in ("]", ")"):
            break
        if mark in ("[", "("):
            within = _needs(parts)
            if mark == "(":
                found[-1].append(within)
        elif mark == "|":
            found.append([])
        elif part["text"]:
            found[-1].append(part["text"])
        elif part["slot"]:
            found[-1].append(f"<{part['slot'].rstrip('2')}>")
    return found


@dataclass(frozen=True)
class Rule:
    """One documented rule; `examples` (phrase, reading) and `refuses` run as tests.

    `qualifier` is what a reading of this rule says of its value: `hedge` for that of the hedge
    printed, else fixed.
    """

    id: str
    kind: str
    form: str
    examples: tuple[tuple[str, str], ...]
    refuses: tuple[str, ...]
    qualifier: str = "hedge"

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The names of the slots in the form; a second one of its kind ends in 2."""
        return tuple(match["slot"] for match in _PART.finditer(self.form) if match["slot"])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts in the form that mean themselves."""
        return tuple(match["text"] for match in _PART.finditer(self.form) if match["text"])

    @cached_property
    def is_hedged(self) -> bool:
        """Whether it reads a hedge of a date."""
        return bool({"datehedge", "datebound"} & set(self.slots))

    @cached_property
    def needs(self) -> Needs:
        """What a phrase must have to fit; see `Needs`."""
        return _needs(_PART.finditer(self.form))

    def pattern(self, slots: Mapping[str, Slot]) -> re.Pattern[str]:
        """The form as a pattern; raises ValueError where it is not a form."""
        return re.compile("".join(self._parts(slots)))

    def _parts(self, slots: Mapping[str, Slot]) -> Iterator[str]:
        end = 0
        for match in _PART.finditer(self.form):
            if match.start() != end:
                break
            end = match.end()
            if name := match["slot"]:
                yield f"(?P<{name}>{slots[name.rstrip('2')].pattern})"
            else:
                yield _MARKS[match["mark"]] if match["mark"] else re.escape(match["text"])
        if end != len(self.form):
            raise ValueError(f"{self.id}: {self.form!r} is not a valid form from offset {end}")


def check_link(found: Mapping[str, Any]) -> None:
    """Raise NotUnderstood where two ends are not a range.

    "between" wants "and", all else "to" or a dash; a dash beside a minus could be either.
    """
    link = found.get("link")
    if link == "dash" and not {"minus", "minus2"} & found.keys():
        link = "to"
    if link is not None and link != found.get("opening", found.get("dateopening", "to")):
        raise NotUnderstood("two values side by side are not a range")


def rule(
    name: str,
    kind: str,
    form: str,
    examples: Mapping[str, str],
    refuses: str,
    qualifier: str = "",
) -> Rule:
    """A rule with its examples (reading by phrase) and its refusals, parted by "; ".

    Without a qualifier a date states none, and all else that of its hedge.
    """
    stated = qualifier or ("none" if kind == "date" else "hedge")
    return Rule(name, kind, form, tuple(examples.items()), tuple(refuses.split("; ")), stated)
