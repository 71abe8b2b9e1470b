"""Numbers that belong together: parts of a number or date, ends of a range, ratios."""

from __future__ import annotations

import re
from functools import cache

from pincite.grammar.words import Words
from pincite.neighbours.quoted import (
    NUMBER,
    YEAR,
    Quoted,
)
from pincite.neighbours.view import Finding, cropped, unknown
from pincite.text.joining import BREAK

_RECIPIENTS = frozenset({"to", "a", "à", "an"})  # "300 boats to 14 ports"
_OR_IN_BRACKET = re.compile(r"\s?\((?:or|oder|ou|o|and|und|et|y|to|bis)\s(?:\w+\s)?\d")
BETWEEN = re.compile(
    r"\b(?:[Bb]etween|[Zz]wischen|[Ee]ntre)\b((?:(?!\s(?:and|und|et|y|e)\s).){1,60})\s(?:and|und|et|y|e)\s"
    r"(?:(?:the|el|le|la|dem|der)\s)?$"
)
_DAYS_BEFORE = re.compile(
    r"(?<![\d.,])([12]?\d|3[01])(?:st|nd|rd|th|\.|er|º)?\s(?:and|und|et|y|e|auf|to|bis|au|al|or|oder|ou"
    r"|o|&)\s(?:(?:the|den|zum|dem|el|le)\s)?$"
)
_ENDS = frozenset({"between", "both", "zwischen", "sowohl", "entre"})  # "and" joins their ends

# Words and signs that join two ends, beside those of each language's table
_LINKS = frozenset("and und et y e to bis a à auf or oder ou o au al up all".split())
JOINING = frozenset("–—&")
ONES = frozenset("einer eine eines uno una un une".split())
NOW = frozenset({"today", "present", "now", "heute"})
_OUT_OF = "in|out of|in every|of every|von|von je|auf|sur|de cada"
LEFT_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d,)(\d[\d.,'’]*)(\s?(?:st|nd|rd|th|\.|er|º|ª))?( of| de)? $"
)
END_BEFORE = re.compile(
    rf"({NUMBER})(\s?[%‰])?((?:\s[^\W\d_][\w.-]*){{0,3}}?)\s([^\W\d_]+\.?)\s"
    r"(?:(?:the|el|la|los|las|les|le|den|der)\s)?$"
)
SECOND_NUMBER = re.compile(r"\s[^\W\d_]+\s\D{0,4}\d")
TWO_NUMBERS = re.compile(r"\d.*\s[^\W\d_]+\s\D{0,4}\d")  # a dash joins no two states
MONTH_BEFORE = re.compile(
    r"([^\W\d_]+\.?)(?: \d{1,2}(?:st|nd|rd|th)?(?:\s?[^\w\s]\s?|.{1,5})?){0,2},? $"
)


def broken_number(quoted: Quoted) -> Finding | None:
    """A number that goes on over the end of a line."""
    view = quoted.view
    if view.is_broken and quoted.core[:1].isdigit() and re.search(r"\d[.,] $", view.before):
        return cropped(view.before.split(" ")[-2], "the number begins on the line above")
    return None


_ARTICLES = frozenset(
    "der die das dem den des zum zur im am beim vom ins als jede jeder jedes".split()
)


def ordinal(quoted: Quoted) -> Finding | None:
    """A German ordinal: "die 3. Mannschaft" has no three of anything."""
    view = quoted.view
    if quoted.lexicon.words.tag != "de" or not view.behind.startswith("."):
        return None
    is_rank = re.match(r"\.\s[a-zäöü]", view.behind) and re.fullmatch(r"\d{1,3}", quoted.core)
    if quoted.method == "count" and is_rank:
        return cropped(view.behind[:12], "the number is an ordinal")
    is_followed = re.match(r"\. [^\W\d_]", view.behind) and re.fullmatch(r"\d{1,3}", quoted.core)
    if quoted.is_date or not is_followed or not quoted.before:
        return None
    if quoted.before[0].lower() not in _ARTICLES:
        return None
    return cropped(view.behind[:12], "the number is an ordinal")


_BRACKETED_YEARS = re.compile(r"(?:1\d{3}|20\d{2})(?:\s?[-–—]\s?(?:1\d{3}|20\d{2}))?")
_DECADE = re.compile(r"[12]\d\d0s|\d0s")
_DAY_AND_MONTH = re.compile(
    r"\.?,?\s(?:and|und|et|y|e|or|oder|ou|o|to|bis|au|al)\s\d{1,2}\.?\s(?:de\s)?([^\W\d_]+)"
)
_OF_MONTH = re.compile(r"\s(?:of|de|d['’])\s?([^\W\d_]+)")


def date_as_number(quoted: Quoted) -> Finding | None:
    """What is a date though a number can be read in it: (1992), the 1950s, 27 de julio."""
    view, core = quoted.view, quoted.core
    if quoted.method == "quantity" and _DECADE.fullmatch(core):
        is_after_the = [word.lower() for word in quoted.before[:1]] == ["the"]
        if len(core) == 5 or is_after_the:
            return unknown(core, "it may be a decade or seconds")
    if quoted.method != "count":
        return None
    month = _OF_MONTH.match(view.behind) or _DAY_AND_MONTH.match(view.behind)
    if month and quoted.lexicon.is_month(month[1]) and re.fullmatch(r"[0-3]?\d", core):
        return cropped(month[0], "the number is part of a date")
    is_in_brackets = view.before.endswith("(") and view.behind.startswith(")")
    if is_in_brackets and _BRACKETED_YEARS.fullmatch(core):
        return unknown(f"({core})", "in brackets it is a year")
    return None


def number_beside(quoted: Quoted) -> Finding | None:
    """A number beside the quote that is a part of it, or of its date."""
    before, behind = _number_before(quoted), _number_behind(quoted)
    if before or behind or not quoted.is_date:
        return before or behind
    return _date_before(quoted) or _date_behind(quoted)


def _number_before(quoted: Quoted) -> Finding | None:
    core = quoted.core
    left = LEFT_NUMBER.search(quoted.view.before[-40:])
    if left is None or left[0].rstrip().endswith(","):
        return None
    digits = left[1].rstrip(".")
    if quoted.is_date and len(digits) <= 2 and _begins_with_month(quoted):
        return cropped(left[0], "the day is cut off")
    is_year = YEAR.fullmatch(digits) is not None and not quoted.is_date
    if core[:1].isdigit() and not left[3] and not is_year:
        return cropped(left[0], "another number is before the number")
    return None


def _number_behind(quoted: Quoted) -> Finding | None:
    part = re.match(r" (?:and |und |et |y )?\d[\d.,]*\s?([^\W\d_]+)", quoted.view.behind)
    if part and quoted.method == "quantity" and quoted.lexicon.is_unit(part[1]):
        return cropped(part[0], "a smaller unit follows the quantity")
    right = re.match(r" (\d[\d.,]*)", quoted.view.behind)
    if right is None or not quoted.core[-1:].isdigit():
        return None
    if quoted.is_date and YEAR.search(quoted.core[-4:]):
        return None
    return cropped(right[0], "another number follows the number")


def _date_before(quoted: Quoted) -> Finding | None:
    """A month before a year."""
    if not re.match(r"[12]\d{3}\b", quoted.core):
        return None
    if part := re.search(r"(?<![\w.,])\d{1,2}(?:st|nd|rd|th|º|ª)? (?:of|de) $", quoted.view.before):
        return cropped(part[0], "a part of the year is before it")
    months = MONTH_BEFORE.search(quoted.view.before[-40:])
    if months and quoted.lexicon.is_month(months[1]):
        return cropped(months[0], "the month is cut off")
    return None


def _date_behind(quoted: Quoted) -> Finding | None:
    """A day or year behind a month, a month behind a day."""
    core, behind = quoted.core, quoted.view.behind
    right = re.match(r",? (\d{1,4})(?![\d.,]*\d)", behind)
    has_year = YEAR.search(core[-4:]) is not None
    is_part = right and (YEAR.fullmatch(right[1]) or _ends_with_month(quoted))
    if right and is_part and not core[-1:].isdigit() and len(right[1]) != 3:
        return cropped(right[0], "the date goes on")
    if right and not has_year and YEAR.fullmatch(right[1]):
        return cropped(right[0], "the year is cut off")
    word = re.match(r"\.? ?(?:of |de )?([^\W\d_]+)", behind)
    is_day = re.fullmatch(r"(?:.* )?\d{1,2}(?:st|nd|rd|th|\.|er)?", core) is not None
    if word and is_day and quoted.lexicon.is_month(word[1]):
        return cropped(word[0], "the date goes on")
    return None


def _ends_with_month(quoted: Quoted) -> bool:
    return quoted.lexicon.is_month(quoted.core.split(" ")[-1])


def _begins_with_month(quoted: Quoted) -> bool:
    return quoted.lexicon.is_month(quoted.core.split(" ")[0])


def range_words(words: Words) -> frozenset[str]:
    """The words one of which is beside a value, or two or three words from it, in a range."""
    return _LINKS | words.links | words.openings


def in_range(quoted: Quoted) -> Finding | None:
    """Another end of a range that the quote is an end of, on either side."""
    if listed := alternative(quoted):
        return listed
    if found := _OR_IN_BRACKET.match(quoted.view.behind):
        return cropped(found[0], "the quote is one of several values")
    days = _DAYS_BEFORE.search(quoted.view.before[-24:])
    if days and quoted.is_date and re.match(r"\d{1,2}\D", quoted.core):
        return cropped(days[0], "the quote is one of several days")
    return _range_behind(quoted) or _change_before(quoted) or _range_before(quoted)


def may_be_change(quoted: Quoted) -> bool:
    """Whether the quote is a range, which may be what something rose or fell from and to."""
    core = quoted.core
    if quoted.is_date or SECOND_NUMBER.search(core) is None:
        return False
    return TWO_NUMBERS.search(core) is not None


def _change_before(quoted: Quoted) -> Finding | None:
    """A range that is a change: "from 2 to 3 million"."""
    opening = quoted.before[0].lower() if quoted.before else ""
    is_opened = opening in quoted.lexicon.words.openings and opening not in _ENDS
    if is_opened and may_be_change(quoted):
        return cropped(opening, "it may be a change from one value to the other")
    return None


def _kind_of(quoted: Quoted, number: str, rest: str) -> str:
    """What kind of number a number beside the quote is, by its sign or the word behind it."""
    if number[:1] in "€$£¥":
        return "money"
    match = re.match(r"\s?(%|‰)|\s(\S+)", rest)
    if match is None:
        return "bare"
    word = (match[2] or "").strip(".,;:()")
    if match[1] or word.lower() in ("percent", "prozent", "per", "pct", "pour", "por"):
        return "percent"
    if quoted.lexicon.is_money(word) or word[:1] in "€$£":
        return "money"
    if not quoted.lexicon.is_function(word) and quoted.lexicon.what_number(word):
        return "number word"
    return "bare"


def _range_behind(quoted: Quoted) -> Finding | None:
    words = quoted.lexicon.words
    behind = re.sub(r"^\s?(?:up|all the way) to ", " to ", quoted.view.behind)
    match = re.match(rf"\s*,?\s([^\W\d_]+\.?)\s(?:[^\W\d_]+\s)?({NUMBER})(.*)", behind)
    if match is None:
        return _month_behind(quoted) or _spelt_behind(quoted)
    link = match[1].lower()
    ends = any(word in words.openings for word in (w.lower() for w in quoted.before[:3]))
    is_rise = link == "auf" and "von" in (word.lower() for word in quoted.before[:2])
    if is_rise:
        return cropped(match[0][: match.end(2)], "the quote is one end of a range")
    if link not in words.links and not (link in words.but or ends or quoted.is_date):
        return None
    if link not in words.links and not _joins(quoted, link, ends=ends):
        return None
    number, rest = match[2].rstrip(".,"), match[3]
    kind = _kind_of(quoted, number, rest)
    if not quoted.is_date and _is_other_kind(quoted, number, kind, link):
        return None
    is_year = YEAR.fullmatch(number) is not None and (
        quoted.is_date or not YEAR.fullmatch(quoted.core)
    )
    if quoted.is_date:
        month = re.match(r"\.?\s([^\W\d_]+)", rest)
        if not is_year and not (month and quoted.lexicon.is_month(month[1])):
            return None
    elif (
        (is_year and kind == "bare")
        or (quoted.method.startswith("percent") and kind != "percent")
        or (kind == "bare" and not quoted.is_open_right)
    ):
        return None
    return cropped(match[0][: match.end(2)], "the quote is one end of a range")


def _is_other_kind(quoted: Quoted, number: str, kind: str, link: str) -> bool:
    """Whether a number behind cannot end the range: "€9 million or 3%", "€7,000 to 20 pupils"."""
    if quoted.is_money and kind == "percent":
        return True
    if kind != "bare" or link not in _RECIPIENTS or quoted.core[:1].isdigit():
        return False
    digits = [re.sub(r"\D", "", found) for found in (quoted.core, number)]
    return len(digits[1]) < len(digits[0])


_ALTERNATIVE = re.compile(
    r",\s(?:(?:maybe|perhaps|possibly|or|vielleicht|oder|peut-être|ou|quizá|quizás|o)\s)?(\d{1,4})\b"
)


def alternative(quoted: Quoted) -> Finding | None:
    """The next number beside it: "12, 13 cats", "12, maybe 13"."""
    found = _ALTERNATIVE.match(quoted.view.behind)
    if found is None or not quoted.is_open_right or not quoted.core.isdecimal():
        return None
    if quoted.is_date or int(found[1]) != int(quoted.core) + 1:
        return None
    return cropped(found[0], "two numbers side by side say about how many")


def _spelt_behind(quoted: Quoted) -> Finding | None:
    """A number in words that the quote is joined to: "five or six"."""
    match = re.match(r"\s([^\W\d_]+)\s([^\W\d_]+)\b", quoted.view.behind.lower())
    words = quoted.lexicon.words
    is_open = quoted.is_open_right or quoted.core.split(" ")[-1].lower() in words.numbers
    if match is None or not is_open or quoted.is_date:
        return None
    if match[1] in words.links and match[2] in words.numerals:
        return cropped(match[0], "the quote is one end of a range")
    return None


def _joins(quoted: Quoted, link: str, *, ends: bool) -> bool:
    """Whether "and" joins two ends: behind an opening such as "between", or two years."""
    return link in ("and", "und", "et", "y", "e") and (ends or quoted.is_bare_year)


def _month_behind(quoted: Quoted) -> Finding | None:
    if not quoted.is_date:
        return None
    match = re.match(
        r"\s*,?\s?([^\W\d_]+|[–—])\s?(?:[^\W\d_]+\s)?([^\W\d_]+)\b", quoted.view.behind
    )
    if match and (match[1].lower() in quoted.lexicon.words.links or match[1] in "–—"):
        word = match[2]
        if quoted.lexicon.is_month(word) or word.lower() in NOW:
            return cropped(match[0], "the quote is one end of a range")
    return None


def _range_before(quoted: Quoted) -> Finding | None:
    words = quoted.lexicon.words
    before = quoted.view.before[-160:]
    clause = re.split(rf"[;:!?()\[\]{BREAK}—–|]|,\s|\.\s", before)[-1]
    match = END_BEFORE.search(clause)
    if match is None:
        return _spelt_before(quoted, clause) or _dates_before(quoted, clause)
    number, sign, between, link = match[1].rstrip(".,"), match[2], match[3] or "", match[4].lower()
    if link not in words.links and not _opens(quoted, clause[: match.start()], link):
        return None
    kind = "percent" if sign else _kind_of(quoted, number, between or " ")
    is_year = YEAR.fullmatch(number) is not None and (
        quoted.is_date or not YEAR.fullmatch(quoted.core)
    )
    if quoted.is_date and not is_year:
        return _dates_before(quoted, clause)
    is_percent = quoted.method.startswith("percent")
    is_other = (kind == "money" and not quoted.is_money) or (kind == "percent" and not is_percent)
    last = between.split()[-1:]
    is_unit = any(_kind_of(quoted, "", f" {word}") != "bare" for word in last)
    has_noun = bool(last) and link in _RECIPIENTS and (kind == "bare" or not is_unit)
    if not quoted.is_date and (is_other or has_noun or (is_year and kind == "bare")):
        return None
    return cropped(match[0], "the quote is one end of a range")


def _spelt_before(quoted: Quoted, clause: str) -> Finding | None:
    """A number in words that the quote is joined to: "two to 3 million"."""
    words = quoted.lexicon.words
    match = re.search(r"([^\W\d_]+)\s([^\W\d_]+)\s$", clause)
    known = words.numerals | words.numbers
    if match is None or match[1].lower() not in known or quoted.is_date:
        return None
    is_linked = match[2].lower() in words.links and match[1].lower() in words.numerals
    if is_linked or _opens(quoted, clause, match[2]):
        return cropped(match[0], "the quote is one end of a range")
    return None


def _opens(quoted: Quoted, clause: str, link: str) -> bool:
    opened = {
        word.lower() for word in re.findall(r"[^\W\d_]+", clause)
    } & quoted.lexicon.words.openings
    return link.lower() in ("and", "und", "et", "y", "e", "to", "bis", "a", "à", "auf") and bool(
        opened
    )


def _dates_before(quoted: Quoted, clause: str) -> Finding | None:
    """A date before the quote that it is joined to: "vom 1. Januar bis ..."."""
    if not quoted.is_date:
        return None
    match = re.search(
        r"([^\W\d_]+\.?)(?:\s\d{1,2})?\s([^\W\d_]+)\s(?:(?:the|el|le|den|dem)\s)?$", clause
    )
    if match and quoted.lexicon.is_month(match[1]):
        link = match[2].lower()
        if link in quoted.lexicon.words.links or link in ("and", "und", "et", "y"):
            return cropped(match[0], "the quote is one end of a range")
    opened = BETWEEN.search(clause)
    if opened and re.search(r"\d|\b[XVI]{2,}\b", opened[1]):
        return cropped(opened[0], "the quote is one end of a range")
    first = quoted.core.split(" ")[0].lower()
    last = re.search(r"([^\W\d_]+\.?)\s$", clause)
    if last and first in quoted.lexicon.words.links and quoted.lexicon.is_month(last[1]):
        return cropped(last[0], "the beginning of the range is cut off")
    return None


_ONE_OF = re.compile(r"\b(?:une?|uno|una)\s[^\W\d_]+\s(?:sur|de cada)\s$")


def shares_unit(quoted: Quoted) -> Finding | None:
    """Numbers of a list that share a unit, and ratios: no counts of things."""
    if quoted.method not in ("count", "ordinal"):
        return None
    behind, lexicon = quoted.view.behind, quoted.lexicon
    match = re.match(
        rf"(?:\s?,\s{NUMBER})*\s?,?\s(?:and|or|und|oder|et|ou|y|o)\s({NUMBER})\s?(%|‰|[^\W\d_]+\.?)(?:\s([^\W\d_]+))?",
        behind,
    )
    if match:
        found = [match[2], match[3] or ""]
        if match[2] in "%‰" or any(
            lexicon.is_unit(w) or lexicon.is_money(w)
            for w in found
            if w and not lexicon.is_function(w)
        ):
            return cropped(match[0], "the number shares the unit of the next one")
    if one := _ONE_OF.search(quoted.view.before.lower()[-60:]):
        return cropped(one[0], "the number is part of a ratio")
    ratio = _ratio_behind(lexicon.words.numerals).match(behind)
    if ratio and not YEAR.fullmatch(ratio[1]):
        return cropped(ratio[0], "the number is part of a ratio")
    ratio = _ratio_before(lexicon.words.numerals).search(quoted.view.before.lower())
    if ratio and not YEAR.fullmatch(ratio[1]):
        return cropped(ratio[0], "the number is part of a ratio")
    return None


@cache
def _ratio_behind(numerals: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(sorted(numerals)) or "(?!)"
    return re.compile(rf"\s(?:of|in|out of|von|sur|de|entre)\s(?:every\s)?(\d+|{listed})\b")


@cache
def _ratio_before(numerals: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(sorted(numerals)) or "(?!)"
    return re.compile(rf"\b(\d+|{listed}|{'|'.join(sorted(ONES))})\s(?:{_OUT_OF})\s$")
