"""What heads a number in a table of a document: in what it is counted, and of whom it is.

The map of a text tells which cells head which; their words are read by the grammar, as all others.
Rows and columns of an inferred table are probable only: they may speak against a value alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from pincite.grammar import NotUnderstood, read_quantity
from pincite.grammar.words import MONEY_SIGNS, SHORT_SCALES, words_of
from pincite.sources.source_map import Places
from pincite.text import Span, is_unspaced, paragraphs
from pincite.text.binding import Binding, find_names

COUNTED = frozenset({"count", "amount", "quantity"})  # methods whose numbers may have a scale
MOST_WORDS = 4  # of a scale or unit: "millions of Hong Kong dollars" has one more
_MOST_SIGNS = 8  # the same, of scripts without blanks
_LINE = 100  # code points of a line above a table, or of its last bracket, that say what it is in
_ALL_OF_IT = 12  # code points of a line below a table that says nothing else: "Tsd. Euro"
_SIGN_CELL = re.compile(r"(?<![^\t\n])[$€£¥][^\S\n]*\t\Z")
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）][\s:：.。]*\Z")
_WORD = re.compile(r"[^\s()\[\]（）【】,;:：，；]+")
_OWN = re.compile(  # of numbers that the scale of their table is not of
    r"%|％|‰|\b(?:per|je|par|por|pro)\b|\b(?:number|anzahl|nombre|número)\b|当たり|当り|每|毎|人数|数量",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|unless|other than|außer|ausser|ausgenommen|sauf|excepto|salvo)\b|除",
    re.IGNORECASE,
)
_SHORT, _MONEY = (
    "|".join(map(re.escape, sorted(one, key=len, reverse=True)))
    for one in (SHORT_SCALES, MONEY_SIGNS)
)
# A short scale beside money ("€m", "2022 M€"), not behind a number ("5 M€"); and a power ("x10³")
_MARK = re.compile(
    rf"(?<![^\W_])(?:{_MONEY})[^\S\n]?(?:{_SHORT})(?![^\W_])"
    rf"|(?<![^\W_])(?<!\d[.,'’])(?<!\d\s)(?:{_SHORT})[^\S\n]?\.?[^\S\n]?(?:{_MONEY})(?![^\W_])"
    rf"|(?<![^\W_])(?<=\b[12]\d{{3}}\s)(?:{_SHORT})\.?[^\S\n]?(?:{_MONEY})(?![^\W_])"
    r"|(?<!\d)(?<!\d\s)(?:[x×*]\s?|(?<=[(（]))10(?:\^\d|[²³⁴⁵⁶⁷⁸⁹])"
)
_SIGNS, _HAN = tuple(MONEY_SIGNS), tuple("千万萬億亿")
_OF_MONEY = re.compile(  # behind a scale in running text: "thousands of euros"
    rf"(?:\s(?:of|de)|\sd['’])?\s?(?:[a-z]{{2,9}}\s){{0,2}}(?:{_MONEY}|dollars?|dólares|pounds|yens?|francs?|pesos)(?![^\W_])",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"\W*\Z|\s?[,;.]")
_SAYS = r"(?:\b(?:in|en)\s|[(（\[]\s*(?:in\s|en\s)?)"  # before a scale without a sign of money
_ALONE = r"(?=\W*\Z|\s+(?:of|de)\s|\s+d['’])"  # behind one that a head begins with
_BELOW = re.compile(
    r"(?:\b(?:in|en)\s+\S{0,6}\s?|^\W*[(（]\s*|[单単單]位\s*[:：]?\s*)\Z", re.IGNORECASE
)
# Where running text tells a scale: in a bracket, "in EUR m", "in thousands of euros:", 単位：千円
_RUNNING = re.compile(
    r"[(（\[]([^()（）\[\]]{1,60})[)）\]]|([单単單]位\s*[:：]?\s*[^\s、，,。]{1,8})"
    r"|\b(?:in|en|amounts?|figures?|sums?|values?|angaben|beträge|zahlen|montants|chiffres|cifras|importes)"
    r"\s((?:[^\d()（）.,;:]|\.(?=\s?[A-Z€$£])){1,40})(?=[\d,;:.])",
    re.IGNORECASE,
)
_BEFORE = 240  # code points that a scale in running text is looked for in


@lru_cache(maxsize=256)
def paragraphs_of(text: str) -> list[Span]:
    """The paragraphs of a text that is asked for again and again."""
    return paragraphs(text)


def above(places: Places, text: str, span: Span) -> list[Span]:
    """The two paragraphs above the table of a number."""
    table = places.table(span)
    if table is None:
        return []
    homes = paragraphs_of(text)
    at = bisect_right(homes, table.start, key=lambda home: home.end)
    return homes[max(0, at - 2) : at]


def below(places: Places, text: str, span: Span) -> list[Span]:
    """The short paragraph below the table of a number; none where another table begins there."""
    table = places.table(span)
    if table is None:
        return []
    homes = paragraphs_of(text)
    at = bisect_right(homes, table.end, key=lambda home: home.end)
    if at >= len(homes) or homes[at].end - homes[at].start > _LINE:
        return []
    is_above_next = at + 1 < len(homes) and places.table(Span(*homes[at + 1])) is not None
    return [] if is_above_next or places.table(homes[at]) is not None else [homes[at]]


def levels(places: Places, text: str, span: Span) -> list[list[Span]]:
    """Where the scale or unit of a number in a table is looked for, the nearest first.

    Its headers; the corner of the table; the caption; and short lines right above the table.
    """
    lines = [one for home in above(places, text, span) if (one := _line_of(text, home))]
    heads = [list(places.headers(span)), places.corner(span), list(places.caption(span)), lines]
    return [level for level in heads if level]


def with_sign(text: str, span: Span) -> Span:
    """A number with the sign of money that filings print in the cell before it: "$", "1,204"."""
    begin = max(0, span.start - 5)
    found = _SIGN_CELL.search(text[begin : span.start])
    return span if found is None else Span(begin + found.start(), span.end)


def _line_of(text: str, home: Span) -> Span | None:
    """What a paragraph above a table says of it: a short one whole, else the bracket at its end."""
    if home.end - home.start <= _LINE:
        return home
    begin = max(home.start, home.end - _LINE)
    found = _BRACKET.search(text[begin : home.end])
    return None if found is None else Span(begin + found.start(1), begin + found.end(1))


def scales_over(places: Places, text: str, span: Span, language: str) -> list[Span]:
    """The words that scale a number in a table, of the nearest place that has any: "thousands".

    Empty where a header says what else the number is: a per cent, a price per share, a count.
    """
    heads = levels(places, text, span)
    own = " ".join(text[one.start : one.end] for one in places.headers(span))
    for level in heads:
        found = [word for region in level for word in _scales_in(text, region, language)]
        if found:
            is_own = level[0] in places.headers(span)
            return found if is_own or not _OWN.search(own) else []
    found = [
        word
        for line in below(places, text, span)
        for word in _scales_in(text, line, language)
        if _BELOW.search(text[line.start : word.start])
        or (line.end - line.start <= _ALL_OF_IT and not is_unspaced(text[word.start]))
    ]
    return [] if _OWN.search(own) else found


def scale_before(text: str, language: str) -> str | None:
    """The scale that running text says all its numbers are in, before the end of it; None for none.

    "Sales (in thousands of euros): 2022" says thousands; a number with its own magnitude is not
    asked about.
    """
    found, text = None, text[-_BEFORE:]
    may = _may_scale(language)
    if may is None or may.search(text) is None:
        return None
    for match in _RUNNING.finditer(text):
        bracket, label, loose = match.groups()
        region = f"({bracket})" if bracket else match[0]
        is_alone = not loose or match[0][:2].lower() not in ("in", "en") or text[match.end()] == ":"
        is_money = bracket and any(sign in bracket for sign in _SIGNS)  # "(US$ million)"
        found_there = _scales_in if is_money or is_unspaced(region[-2:-1]) else _marks_in
        for word in found_there(region, Span(0, len(region)), language):
            scale, rest = region[word.start : word.end], region[word.end :]
            before = region[1 : word.start].rstrip()[-1:]
            if before.isnumeric():
                continue  # "($5 million)", （一千人）
            if is_unspaced(scale[-1]) and (label or _is_of(rest.rstrip(")）"), language)):
                found = scale
            elif bracket and _is_counted(region[1 : word.end], language):
                continue
            elif not is_unspaced(scale[-1]) and (
                any(sign in scale for sign in _SIGNS)
                or _OF_MONEY.match(rest)
                or (is_alone and _NOTHING_MORE.match(rest))
            ):
                found = scale
    return found


def _is_of(rest: str, language: str) -> bool:
    """Whether what follows a scale in a bracket is only what it counts: （百万円）."""
    words = words_of(language)
    return words is not None and (rest == "" or rest in words.money or rest in words.counters)


Parts = Mapping[str, Span]  # where the scale and the unit of a number are, by their names
Reads = Callable[[str, Mapping[str, str]], str | None]  # a number with its parts, or None


def find_parts(
    places: Places, text: str, span: Span, language: str, names: Sequence[str], reads: Reads
) -> tuple[Parts, str]:
    """The parts of a number in a table that make it readable, and why there are none.

    Of each part the one phrase in the nearest place that has any. Two phrases, one that is not of
    all numbers, and a scale that no part quotes leave it open.
    """
    heads = levels(places, text, span)
    lines = below(places, text, span)
    number = text[span.start : span.end]
    scaled = scales_over(places, text, span, language)
    if any(line.holds(word) for line in lines for word in scaled):
        heads.append(lines)  # a line below is asked only where it tells a scale
    if "scale" in names and len(names) > 1:
        chosen = [{"scale": word} for word in scaled]
        left = [name for name in names if name != "scale"]
    else:
        chosen, left = [{}], list(names)
    found: list[dict[str, Span]] = []
    for parts in chosen:
        for level in heads:
            phrases = _readable(text, number, level, parts, left, reads)
            found += [{**parts, left[0]: phrase} for phrase in outermost(phrases)]
            if phrases:
                break
    if not found:
        return {}, "no head of it, and no line above its table or below it, gives what it counts in"
    if len(found) > 1:
        said = " or ".join(_shown(text, parts) for parts in found[:3])
        return {}, f"what it counts in may be {said}: quote it as the part"
    (parts,) = found
    if scaled and not any(part.overlaps(word) for part in parts.values() for word in scaled):
        words = text[scaled[0].start : scaled[0].end]
        return {}, f"“{words}” at {scaled[0].start} heads it too: cite the parts by hand"
    if any(is_partial(text, part) for part in parts.values()):
        return (
            {},
            f"{_shown(text, parts)} is not of all numbers: quote it as the part, if of this",
        )
    return parts, ""


def _readable(
    text: str,
    number: str,
    level: Sequence[Span],
    parts: Parts,
    names: Sequence[str],
    reads: Reads,
) -> list[Span]:
    """The phrases of a place that make a number readable, as its one part that is not known."""
    known = {name: text[one.start : one.end] for name, one in parts.items()}
    phrases = [phrase for region in level for phrase in phrases_in(text, region)]
    # a full stop may be one of the line, or of what is short: "in millions of yen.", "in Mio."
    phrases += [Span(one.start, one.end - 1) for one in phrases if text[one.end - 1] == "."]
    return [
        phrase
        for phrase in phrases
        if reads(number, {**known, names[0]: text[phrase.start : phrase.end]}) is not None
    ]


def _shown(text: str, parts: Parts) -> str:
    return " and ".join(f"“{text[one.start : one.end]}” at {one.start}" for one in parts.values())


def is_partial(text: str, word: Span) -> bool:
    """Whether the line of a scale says that it is not of all numbers: "except per share"."""
    start = text.rfind("\n", 0, word.start) + 1
    end = text.find("\n", word.end)
    return _EXCEPT.search(text, start, len(text) if end < 0 else end) is not None


def bound_by_heads(
    places: Places | None, text: str, span: Span, names: Mapping[str, str]
) -> Binding | None:
    """The name, of all that are known, that the headers of a cell state; None where none does.

    None too for an inferred table, whose rows nobody has told. Two names leave it open.
    """
    if places is None or places.is_inferred(span):
        return None
    found = [name for head in places.headers(span) for name in find_names(text, head, names)]
    return Binding.of(found[0], *found[1:]) if found else None


def _scales_in(text: str, region: Span, language: str) -> Iterator[Span]:
    """The words of a region that make a number before them another one, as the grammar reads it."""
    named = _names_in(text, region, language)
    words = [
        word
        for word in phrases_in(text, region, 1)
        if scales(text[word.start : word.end], language)
        and not _is_counted(text[region.start : word.end], language)
        and not any(name.overlaps(word) for name in named)
    ]
    yield from outermost(sorted({*words, *_marks_in(text, region, language)}))


def _names_in(text: str, region: Span, language: str) -> list[Span]:
    """The names of a region that a word for a scale is a part of: "Thousand Oaks", 千葉."""
    words = words_of(language)
    names = () if words is None else words.scale_names
    return [Span(at, at + len(name)) for name in names for at in _places(text, region, name)]


def _places(text: str, region: Span, name: str) -> Iterator[int]:
    at = text.find(name, region.start, region.end)
    while at >= 0:
        yield at
        at = text.find(name, at + 1, region.end)


def _marks_in(text: str, region: Span, language: str) -> list[Span]:
    """The short scales beside money, and the words that a language scales all numbers by."""
    region_text = text[region.start : region.end]
    marks = [match.span() for match in _MARK.finditer(region_text)]
    said = _said_scales(language)
    marks += [match.span(1) for match in said.finditer(region_text)] if said else []
    return [Span(region.start + start, region.start + end) for start, end in marks]


@lru_cache(maxsize=16)
def _may_scale(language: str) -> re.Pattern[str] | None:
    """What is in every text that tells a scale: a word for one, or a sign or code of money."""
    found = words_of(language)
    if found is None:
        return None
    words = {*found.scales, *(word.capitalize() for word in found.scales), *MONEY_SIGNS, *_HAN}
    return re.compile("|".join(map(re.escape, sorted(words))))


@lru_cache(maxsize=16)
def _said_scales(language: str) -> re.Pattern[str] | None:
    """What finds the words of a language that scale all numbers: "in thousands", "(tsd.)"."""
    found = words_of(language)
    if found is None or not found.scales:
        return None
    listed = sorted(found.scales, key=len, reverse=True)
    either = "|".join(one if one.isupper() else f"(?i:{re.escape(one)})" for one in listed)
    end = r"(?![^\W_]|-\w)"
    return re.compile(rf"(?:(?i:{_SAYS})|\A\W*(?=(?:{either}){_ALONE}))({either}){end}")


def _is_counted(words: str, language: str) -> bool:
    """Whether a scale has its number before it: "over one million", "over $5 million"."""
    last = " ".join(words.split()[-2:]).lstrip("$€£¥")
    return last[:1].isdigit() or _reads(last, language) is not None


@lru_cache(maxsize=4096)
def scales(word: str, language: str) -> bool:
    """Whether the grammar reads a word behind a number as its scale."""
    from pincite.citations.derivation import beside_number

    word = re.sub("[$€£¥]", "", word)  # "$'000"
    found = _reads(beside_number("5", {"scale": word})[0], language)
    return found is not None and found != 5


@lru_cache(maxsize=4096)
def _reads(phrase: str, language: str) -> Decimal | None:
    """The number that a phrase is, as the grammar reads it."""
    try:
        return read_quantity(phrase, language, ("count",)).value
    except NotUnderstood:
        return None


def phrases_in(text: str, region: Span, most: int = MOST_WORDS) -> list[Span]:
    """The stretches of a region that may be a scale or unit: a few words, the longest first."""
    found: list[Span] = []
    words = [Span(*match.span()) for match in _WORD.finditer(text, region.start, region.end)]
    for at, word in enumerate(words):
        if is_unspaced(text[word.end - 1]):
            most_signs = min(len(range(*word)), 40)
            starts = range(word.start, word.start + most_signs)
            found += [
                Span(start, end)
                for start in starts
                for end in range(start + 1, min(word.end, start + _MOST_SIGNS) + 1)
            ]
            continue
        for last in words[at : at + most]:
            if text[word.start : last.end].count("\n") or not _is_run(text, word, last):
                break
            found.append(Span(word.start, last.end))
    bare = [span for span in found if _may_be_unit(text[span.start : span.end])]
    return sorted(bare, key=lambda one: (one.start - one.end, one.start))


def _is_run(text: str, first: Span, last: Span) -> bool:
    """Whether only blanks are between words, and no bracket or comma."""
    between = _WORD.sub("", text[first.start : last.end])
    return not between.strip()


def _may_be_unit(words: str) -> bool:
    digits = re.sub(r"['’]?000", "", words)
    return not any(char.isdigit() for char in digits)


def outermost(spans: Sequence[Span]) -> list[Span]:
    """Those spans that lie in no other one."""
    return [one for one in spans if not any(other != one and other.holds(one) for other in spans)]
