"""Names that no record has, and words that say a thing is not so: doubts of whoever proposes.

The proof knows the names of a package alone, and leaves what a sentence means to people. A program
that proposes or takes citations by the hundred has no person yet, so it looks at what else is in
the sentence: it may find too much, never too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pincite.grammar import language_of
from pincite.text import Span, is_unspaced
from pincite.text.binding import TURNS, Named, Sentence

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w&-]|[’'](?!s\b))*"  # not beyond ’s: "ERM’s Dolphyn" are two names
_POSSESSES = re.compile(r"[’']s? ")
_NAME = re.compile(rf"{_WORD}(?: (?:of |& )?{_WORD})*")
_NAME_OF_TWO = re.compile(rf"{_WORD}(?: (?:& )?{_WORD})+")  # in German every noun has a capital
_FORM = re.compile(  # of a company: no part of who it is
    r"[ ,]*(?:Ltd|Limited|Inc|Corp|Corporation|Co|Company|LLC|LLP|PLC|plc|AG|GmbH|SE|KG|SA|S\.A|SAS"
    r"|SpA|AB|AS|ASA|Oy|NV|BV|Group|Holding|Holdings|The|A|An)\b\.?"
)
_TOPIC = re.compile(r"[、，][^、，]{1,12}(?:は|が|也?有)|而[^、，]{1,12}有")
COMMON = 3  # times that a text has words such as "、売上高は", from which on they name nobody
_UNREAL: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:would|could|might|if|unless|once|formerly|used to|room for|capacity"
        r"|expected|forecast|predicted|rumou?red|alleged|claimed"
        r"|hoped|estimate[sd]?|target(?:ed|s)?|(?:plan|intend|aim|hope|want|expect|seek|appl)(?:s|ied"
        r"|ies|ned|ed|y)? (?:to|for))\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:plan(?:t|en|te|ten)|will|wollen|beabsichtigt|strebt|würden?|könnten?|hätten?|wären?|falls|wenn|erwarte(?:t|te|ten)|angeblich|soll(?:te|en)?"
        r"|schätz(?:t|te|ten|ungsweise))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:\w{3,}raient|\w{3,}rait|si|attendu[es]*|prévu[es]*|selon la rumeur)\b", re.IGNORECASE
    ),
    "es": re.compile(
        r"\b(?:\w{3,}ría[n]?|si|esperado|esperaba[n]?|previst[oa]s?|supuestamente)\b", re.IGNORECASE
    ),
    "ja": re.compile(r"もし|かもしれ|見込|予想|予測|だろう|とみられ"),
    "zh": re.compile(r"如果|可能|或许|也许|预计|预期|据说|倘若|假若|若是"),
}


_OTHERS: Mapping[str, re.Pattern[str]] = {  # who somebody has: suppliers of X, X's suppliers
    "en": re.compile(
        r"\b(?:supplier|rival|competitor|customer|client|partner|parent|owner|subsidiar(?:y|ie)|lender"
        r"|investor|shareholder|neighbou?r|predecessor|successor|founder|union|contractor)s?\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:Zulieferer|Lieferant(?:en)?|Rival(?:e|en|in)|Konkurrent(?:en|in)?|Kund(?:e|en|in)"
        r"|Partner|Mutter|Tochter|Töchter|Eigentümer|Aktionäre?|Vorgänger|Nachfolger|Gründer)\w*"
    ),
    "fr": re.compile(
        r"\b(?:fournisseur|rival|concurrent|client|partenaire|propriétaire|filiale|actionnaire"
        r"|fondateur)e?s?\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:proveedor|rival|competidor|cliente|socio|dueño|filial|accionista|fundador)(?:e?s|as?)?\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"の(?:取引先|顧客|競合|子会社|親会社|株主|仕入先|創業者)"),
    "zh": re.compile(r"的?(?:供应商|对手|客户|子公司|母公司|股东|创始人)"),
}


NEAR, FAR = 24, 120  # code points beside a name, and beside a quote, that are looked at
_APART = re.compile(r"[,.:](?!\d)|[;!?，；：。！？、\n]")
_DENIALS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|never|no|nor|neither|without|none|denied|denies)\b|n[’']t\b"),
    "de": re.compile(r"\b(?:nicht|nie(?:mals)?|kein\w*|weder|noch nie|ohne|bestreitet)\b"),
    "fr": re.compile(r"\b(?:ne|pas|jamais|aucun\w*|ni|sans|dément)\b|\bn[’']"),
    "es": re.compile(r"\b(?:no|nunca|jamás|ningun\w*|ni|sin|niega)\b", re.IGNORECASE),
    "ja": re.compile(r"ない|ません|なかった|ず$|否定"),
    "zh": re.compile(r"没|未|不是|不再|不会|并非|从不|否认"),
}


def others_of(text: str, quote: Span, named: Sentence, language: str) -> str:
    """A word directly beside a name, or behind a quote, for people or firms that somebody has."""
    pattern = _OTHERS.get(language.lower().split("-")[0])
    if pattern is None:
        return ""
    beside = [(text[quote.end : quote.end + NEAR], 1)]
    for one in named.named:
        beside.append((text[max(0, one.span.start - NEAR) : one.span.start], -1))
        beside.append((text[one.span.end : one.span.end + NEAR], 1))
    for part, side in beside:
        for match in pattern.finditer(part):
            between = part[match.end() :] if side < 0 else part[: match.start()]
            if not _APART.search(between):
                return match[0]
    return ""


def denied(text: str, quote: Span, language: str) -> str:
    """A word of denial in the stretch of a quote up to the next commas; else empty."""
    pattern = _DENIALS.get(language.lower().split("-")[0])
    if pattern is None:
        return ""
    start, end = max(0, quote.start - FAR), min(len(text), quote.end + FAR)
    before = _APART.split(text[start : quote.start])[-1]
    behind = _APART.split(text[quote.end : end])[0]
    match = pattern.search(before) or pattern.search(behind)
    return "" if match is None else match[0]


def unreal(text: str, sentence: Span, language: str) -> str:
    """A word of a sentence that says a thing is thought, not so; empty where there is none."""
    pattern = _UNREAL.get(language.lower().split("-")[0])
    match = pattern.search(text, sentence.start, sentence.end) if pattern else None
    return "" if match is None else match[0]


def with_strangers(
    text: str, sentence: Span, known: Iterable[Named], language: str, taken: Iterable[Span] = ()
) -> Sentence:
    """A sentence with its known names and with all else that looks like a name.

    `taken` are spans of other things, such as dates and amounts. A known name that is a part of a
    longer one, as Halden of Halden Bay Ferries, is a stranger's.
    """
    grammar = language_of(language)
    is_plain = grammar is None or grammar.signs.names_have_capitals
    pattern = _NAME if is_plain else _NAME_OF_TWO
    known = list(known)
    found, spans = list(known), list(taken)
    for match in pattern.finditer(text, sentence.start, sentence.end):
        at = _without_form(text, Span(*match.span()), sentence, pattern, known)
        if at is None or at.end - at.start < 2 or any(at.overlaps(other) for other in spans):
            continue  # one letter is of "U.S."
        inside = [one for one in found if one.span.overlaps(at)]
        name = text[at.start : at.end]
        if not inside and not _possesses(text, at, known):
            found.append(Named(at, frozenset({f"? {name}"}), name))
        elif is_plain and len(inside) == 1 and at.end > inside[0].span.end:
            found.remove(inside[0])
            found.append(Named(at, frozenset({f"? {name}"}), name))
    return Sentence(text, sentence, sorted(found, key=lambda one: one.span))


def _possesses(text: str, at: Span, known: Iterable[Named]) -> bool:
    """Whether a name is the owner of a known one directly behind it, of which the talk then is."""
    match = _POSSESSES.match(text, at.end)
    return match is not None and any(one.span.start == match.end() for one in known)


def _without_form(
    text: str, at: Span, sentence: Span, pattern: re.Pattern[str], known: Iterable[Named]
) -> Span | None:
    """A name without the form of the company, and without a sentence's first word alone."""
    is_known = any(one.span.start == at.start for one in known)
    if at.start == sentence.start and not is_known:  # its first word has a capital anyway
        first = text.find(" ", at.start, at.end)
        rest = pattern.match(text, first + 1, at.end) if first > 0 else None
        if rest is None:
            return None
        at = Span(*rest.span())
    end = at.end
    for match in _FORM.finditer(text, at.start, at.end):
        if match.end() == at.end and match.start() > at.start:
            end = match.start()
    genitive = re.search(r"[’']s?$", text[at.start : end])
    return Span(at.start, end - len(genitive[0]) if genitive else end)


def stranger(named: Sentence, quote: Span, whose: str) -> str:
    """The name that a quote may belong to and that no record has; empty where there is none."""
    bound = named.bind(quote)
    if bound.perhaps - {whose}:
        return bound.other(whose) or ""
    return ""


def turned_to(text: str, named: Sentence, quote: Span) -> str:
    """Words with which a sentence turns to somebody else behind its last name; else empty."""
    before = [one.span.end for one in named.named if one.span.end <= quote.start]
    if not before:
        return ""
    if not is_unspaced(text[before[-1] - 1]):
        return ""
    turn = TURNS.search(text, before[-1], quote.start)  # no capitals show who comes behind it
    if turn is not None:
        return turn[0]
    match = _TOPIC.search(text, before[-1] + 1, quote.start)
    return match[0] if match is not None and text.count(match[0]) < COMMON else ""


def turned_away(text: str, named: Sentence, quote: Span, whose: str) -> str:
    """A stranger that a quote belongs to by a turn of the sentence: "while its rival X had 900"."""
    mine = [o.span.end for o in named.named if whose in o.codes and o.span.end <= quote.start]
    other = stranger(named, quote, whose)
    if not mine or not other or TURNS.search(text, mine[-1], quote.start) is None:
        return ""
    return other
