"""The crop guard: which neighbours of a quote change what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pincite.grammar import LANGUAGES, NotUnderstood, Reading, language_of, read_phrase
from pincite.grammar.dates import Printed
from pincite.proof.guards import find_neighbour
from pincite.text import Span, Transcript

CROPPED = [
    ("percent", "it fell to [15%] or so"),
    ("percent", "nearly [15%] of it"),
    ("percent", "not [15%] of it"),
    ("percent", "about [15%] in 2016"),
    ("percent", "from 10 to [15%] of it"),
    ("percent", "10-[15%] of it"),
    ("amount", "cost 1.[6 billion yen] more"),
    ("amount", "at least [2 million euros] more"),
    ("amount", "[2 million euros] to 3 million euros"),
    ("amount", "[€2.5] million, he said"),
    ("date", "since [1991] they"),
    ("date", "from late [May this year] on"),
    ("date", "in May [2018] they"),
    ("date", "from [2016] to 2018"),
    ("amount", "it cost 1 [500 euros] then"),
    ("amount", "it cost 1\u202f[500 euros] then"),
    ("amount", "it cost 1'[500 euros] then"),
    ("amount", "some 3/[4 million euros] then"),
    ("amount", "it gave [1.6 billion yen] a year"),
    ("amount", "it gave [1.6 billion yen] per vehicle"),
    ("percent", "10/[15%] of it"),
    ("percent", "10…[15%] of it"),
    ("percent", "fell −[15%] then"),
    ("percent", "fell ~[15%] then"),
    ("percent", "≤ [15%] of it"),
    ("percent", "close to [15%] of it"),
    ("percent", "an estimated [15%] of it"),
    ("percent", "as much as [15%] of it"),
    ("percent", "exceeded [15%] of it"),
    ("percent", "took [15%] at most"),
    ("percent", "took [15%] (or more)"),
    ("percent", "took [15%]+ of it"),
    ("percent", "took [15%], or so"),
    ("date", "on the 5th [June 2023] they"),
    ("date", "from [June 2023] onwards"),
    ("date", "in [2016]/17 they"),
    ("date", "ca. [2016] they"),
    ("term", "they won't [plan] it"),
    ("term", "it isn’t [plan] A"),
    ("term", "they cannot [plan] it"),
    ("term", "they have not yet [plan] it"),
    ("term", "nobody will [plan] it"),
    ("term", "they refused to [plan] it"),
    ("term", "they did not [plan] it"),
    ("term", "they re[plan] it"),
]
CROPPED_ELSEWHERE = [
    ("en", "count", "it had [1,200] euros left"),
    ("en", "count", "it had [40] per cent of it"),
    ("en", "count", "in May [2016] they"),
    ("en", "percent", "by [2.5 percent]age points"),
    ("en", "amount", "it rose from [2 to 3 million euros] then"),
    ("en", "amount", "some 5[-2 million euros] then"),
    ("en", "amount", "of more than [2 million euros] then"),
    ("en", "amount", "a loss of minus [2 million euros] then"),
    ("en", "ordinal", "in the [third] quarter of 2023"),
    ("en", "ordinal", "two [third] of it"),
    ("en", "date", "in the first quarter of [2023] they"),
    ("en", "date", "by the end of [2025] they"),
    ("en", "date", "in fiscal year [2023] they"),
    ("en", "date", "by [2030] they"),
    ("en", "date", "in spring [2023] they"),
    ("de", "amount", "knapp [2 Millionen Euro] mehr"),
    ("de", "amount", "über [2 Millionen Euro] kostet"),
    ("de", "amount", "1.[234 Euro] kostet"),
    ("de", "amount", "kostet [2 Millionen Euro] pro Jahr"),
    ("de", "amount", "kostet 2 bis [3 Millionen Euro] im Bau"),
    ("de", "date", "Anfang [2016] kam"),
    ("de", "date", "im ersten Quartal [2023] kam"),
    ("de", "date", "bis [2030] kommt"),
    ("de", "term", "sie [planen] das nicht"),
    ("de", "term", "sie haben keine [Pläne] dafür"),
    ("ja", "amount", "同社は約[16億円]を投じる"),
    ("ja", "amount", "同社は16[億円]を投じる"),
    ("ja", "amount", "同社は1[6億円]を投じる"),
    ("ja", "amount", "同社は[16億円]以上を投じる"),
    ("ja", "amount", "同社は[16億円]余りを投じる"),
    ("ja", "amount", "同社は年間[16億円]を投じる"),
    ("ja", "amount", "同社は2億〜[3億円]を投じる"),
    ("ja", "percent", "全体の少なくとも[４０％]を占める"),
    ("ja", "percent", "全体の[４０％]近くを占める"),
    ("ja", "count", "約[1万2000人]が"),
    ("ja", "count", "[16億]円が"),
    ("ja", "date", "同社は[2021年]11月に"),
    ("ja", "date", "同社は[2021年]度に"),
    ("ja", "date", "同社は[2030年]までに"),
    ("ja", "date", "昭和[2021年]"),
    ("ja", "term", "同社は[投資]しない"),
    ("ja", "verbatim", "ト[ヨタ]は"),
    ("zh", "amount", "公司将投资约[16亿日元]用于"),
    ("zh", "amount", "公司将投资近[16亿日元]用于"),
    ("zh", "amount", "公司将投资1[6亿日元]用于"),
    ("zh", "amount", "公司每年投资[16亿日元]用于"),
    ("zh", "percent", "占[40%]以上"),
    ("zh", "date", "公司自[1991年]以来"),
    ("zh", "date", "公司在[2016年]5月"),
    ("zh", "term", "公司不会[投资]"),
    ("fr", "verbatim", "la [banq]ue"),
]
WHOLE_ELSEWHERE = [
    ("en", "count", "the yard had [1,200] workers then"),
    ("en", "ordinal", "the [third] ship of its kind"),
    ("en", "amount", "it cost [between 2 and 3 million euros] then"),
    ("en", "amount", "it lost [−2 million euros] then"),
    ("de", "amount", "es kostet [rund 2 Millionen Euro] im Ganzen"),
    ("de", "date", "Sie begann [im Mai 2018] mit"),
    ("de", "term", "sie [planen] das"),
    ("ja", "amount", "同社は[約16億円]を投じる"),
    ("ja", "percent", "全体の[４０％以上]を占める"),
    ("ja", "date", "同社は[2021年11月]に開始した"),
    ("ja", "term", "同社は[投資]する"),
    ("ja", "verbatim", "大手の[トヨタ]は"),
    ("zh", "amount", "公司将投资[约16亿日元]用于研发"),
    ("zh", "date", "公司在[2016年5月]开工"),
    ("fr", "verbatim", "la [banque] de"),
]
WHOLE = [
    ("percent", "has dropped to [about 15%] in 2016"),
    ("percent", "from [15%], or nothing"),
    ("amount", "will invest [1.6 billion yen] in the"),
    ("date", "that [from May this year], the ministry"),
    ("date", "about 15% [in 2016]."),
    ("date", "money [from June this year] to the yards"),
    ("term", "they [plan] it"),
    ("verbatim", "nearly [15%] of it"),
]


def culprit(method: str, marked: str, language: str = "en") -> str | None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = find_neighbour(Transcript.of_text(text), method, Span(start, end), language)
    return None if found is None else found.culprit


@pytest.mark.parametrize(("method", "marked"), CROPPED)
def test_a_cropped_quote_is_seen(method: str, marked: str) -> None:
    assert culprit(method, marked) is not None


@pytest.mark.parametrize(("method", "marked"), WHOLE)
def test_a_whole_quote_is_left_alone(method: str, marked: str) -> None:
    assert culprit(method, marked) is None


def test_without_the_text_the_guard_sees_what_other_quotes_cover() -> None:
    known = Transcript.of_quotes([(0, "about 15%"), (6, "15%")])
    found = find_neighbour(known, "percent", Span(6, 9))
    assert found is not None
    assert found.culprit == "about"
    assert find_neighbour(Transcript.of_quotes([(6, "15%")]), "percent", Span(6, 9)) is None


@pytest.mark.parametrize(("language", "method", "marked"), CROPPED_ELSEWHERE)
def test_a_cropped_quote_is_seen_in_its_language(language: str, method: str, marked: str) -> None:
    assert culprit(method, marked, language) is not None


@pytest.mark.parametrize(("language", "method", "marked"), WHOLE_ELSEWHERE)
def test_a_whole_quote_is_left_alone_in_its_language(
    language: str, method: str, marked: str
) -> None:
    assert culprit(method, marked, language) is None


def test_every_hedge_that_a_language_knows_is_seen_when_it_is_cut_off() -> None:
    """What the grammar reads with a hedge is never left standing without it."""
    tried = 0
    for tag in LANGUAGES:
        language = language_of(tag)
        assert language is not None
        for rule in language.rules:
            for phrase, _ in rule.examples:
                for start in range(1, len(phrase)):
                    tried += _cut(tag, rule.kind, phrase, start, len(phrase))
                for end in range(1, len(phrase)):
                    tried += _cut(tag, rule.kind, phrase, 0, end)
    assert tried > 300


def without_weekday(reading: Reading) -> Reading:
    """A day without its weekday, which says nothing that the day does not."""
    if isinstance(reading, Printed) and reading.first and reading.first.rest:
        return replace(reading, first=replace(reading.first, weekday=None))
    return reading


def _cut(tag: str, kind: str, phrase: str, start: int, end: int) -> int:
    try:
        part = read_phrase(tag, (kind,), phrase[start:end])
    except NotUnderstood:
        return 0
    whole = read_phrase(tag, (kind,), phrase)
    if part in (whole, without_weekday(whole)):
        return 0
    text = f"({phrase})."  # with nothing else beside it that could be refused
    shift = text.index(phrase)
    transcript = Transcript.of_text(text)
    span = Span(start + shift, end + shift)
    assert find_neighbour(transcript, kind, span, tag), (tag, kind, phrase, phrase[start:end])
    return 1
