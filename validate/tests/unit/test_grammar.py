"""Every rule's examples and refusals, in every language; what a reading may and may not do."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from pincite.grammar import (
    LANGUAGES,
    FiscalYear,
    NotUnderstood,
    Phrases,
    Quantity,
    Settings,
    derive,
    language_of,
    read_date,
    read_phrase,
    read_quantity,
)
from pincite.grammar.dates import Printed, date_text
from pincite.grammar.language import WHAT, Language
from pincite.grammar.quantity import KINDS, QUALIFIERS

APRIL = FiscalYear(4)
NO_PHRASES = Phrases({})


def known(tag: str) -> Language:
    language = language_of(tag)
    assert language is not None
    return language


RULES = [(tag, rule) for tag in LANGUAGES for rule in known(tag).rules]
EXAMPLES = [(tag, rule, *example) for tag, rule in RULES for example in rule.examples]
REFUSALS = [(tag, rule, phrase) for tag, rule in RULES for phrase in rule.refuses]


def read_as_text(tag: str, kind: str, phrase: str) -> str:
    reading = read_phrase(tag, (kind,), phrase)
    if isinstance(reading, Printed):
        text = date_text(reading, fiscal_year=APRIL)
        return text if reading.qualifier == "none" else f"{text} {reading.qualifier}"
    return " ".join(part for part in (reading.text, reading.unit, reading.qualifier) if part)


def said(tag: str, kind: str, phrase: str) -> str | None:
    """What is read in a phrase; None where it is refused."""
    try:
        return read_as_text(tag, kind, phrase)
    except NotUnderstood:
        return None


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_example_reads_as_it_says(tag: str) -> None:
    language = known(tag)
    examples = [(rule, phrase, value) for of, rule, phrase, value in EXAMPLES if of == tag]
    assert len(examples) > 70
    for rule, phrase, _ in examples:
        plain = language.plain(phrase)
        assert language.patterns[rule.id].fullmatch(plain), (rule.id, phrase)
    found = [(rule.id, phrase, said(tag, rule.kind, phrase)) for rule, phrase, _ in examples]
    assert found == [(rule.id, phrase, value) for rule, phrase, value in examples]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_refusal_is_refused_by_all_rules_of_its_kind(tag: str) -> None:
    refusals = [(rule, phrase) for of, rule, phrase in REFUSALS if of == tag]
    assert len(refusals) > 70
    found = [(rule.id, phrase, said(tag, rule.kind, phrase)) for rule, phrase in refusals]
    assert [case for case in found if case[2] is not None] == []


def test_every_rule_says_what_it_reads() -> None:
    for tag, rule in RULES:
        assert rule.id.startswith(f"{tag}.")
        assert rule.kind in WHAT
        assert rule.examples, rule.id
        assert rule.refuses, rule.id
        assert {name.rstrip("2") for name in rule.slots} <= known(tag).slots.keys()
    assert len({rule.id for _, rule in RULES}) == len(RULES) > 100
    assert {tag: {rule.kind for t, rule in RULES if t == tag} for tag in LANGUAGES} == {
        tag: set(WHAT) for tag in LANGUAGES
    }


def test_every_rule_states_its_qualifier() -> None:
    for _, rule in RULES:
        if rule.kind == "date":
            assert rule.qualifier in ("none", "since", "until", "between"), rule.id
        elif rule.qualifier == "hedge":
            assert {"hedge", "mark"} & set(rule.slots), rule.id
        else:
            assert rule.qualifier in ("none", "between"), rule.id
    for tag in LANGUAGES:
        for name in ("hedge", "bound", "mark", "middle"):
            slot = known(tag).slots.get(name)
            for code in re.findall(r"= (\w+)", "" if slot is None else slot.says):
                assert code in QUALIFIERS


def test_a_hedge_doubled_or_unknown_is_refused_by_every_rule() -> None:
    tried = 0
    for tag, rule, phrase, _ in EXAMPLES:
        for hedge in ("zirka-ish ", "virtually ", "?", "(", "±", "^", "**"):
            for text in (hedge + phrase, phrase + hedge.strip()):
                tried += 1
                with pytest.raises(NotUnderstood):
                    read_as_text(tag, rule.kind, text)
    assert tried > 2_000


@pytest.mark.parametrize("number", ["0.1", "1.005", "123456789012345678901234567890123.12"])
def test_decimals_are_exact(number: str) -> None:
    whole, _, decimals = number.partition(".")
    expected = int(whole + decimals) * 10 ** (6 - len(decimals))
    assert read_quantity(f"{number} million yen").text == str(expected)
    assert read_quantity(f"{number.replace('.', ',')} Mio. Euro", "de").text == str(expected)
    assert read_quantity(f"{number}%").value == Decimal(number)


def test_one_number_in_every_language_and_width() -> None:
    phrases = [
        ("en", "1,234,567 euros"),
        ("en", "1\u202f234\u202f567 euros"),
        ("en", "1.234567 million euros"),
        ("de", "1.234.567 Euro"),
        ("de-CH", "1’234’567 Euro"),
        ("de", "1 234 567 Euro"),
        ("ja", "123万4567ユーロ"),
        ("ja", "１２３万４５６７ユーロ"),
        ("ja", "百二十三万四千五百六十七ユーロ"),
        ("zh-Hant-TW", "123萬4567歐元"),
        ("ZH", "1,234,567欧元"),
    ]
    for tag, phrase in phrases:
        assert read_quantity(phrase, tag) == Quantity("amount", Decimal(1234567), "EUR", "none")


def test_a_bound_gives_one_end_and_no_end_that_is_not_stated() -> None:
    def read(phrase: str, bound: str | None, method: str = "amount") -> str:
        return derive(
            method,
            phrase,
            phrases=NO_PHRASES,
            vocabulary=None,
            language="en",
            settings=Settings(bound=bound),
        )

    assert read("between 2 and 3 million euros", "lower") == "2000000"
    assert read("between 2 and 3 million euros", "upper") == "3000000"
    assert read("2 million euros", "lower") == read("2 million euros", "upper") == "2000000"
    assert read("at least 2 million euros", "lower") == "2000000"
    assert read("from 2016 to 2018", "lower", "date") == "2016"
    assert read("by 2030", "upper", "date") == "2030"
    assert read("in 2016", "upper", "date") == "2016"
    for phrase, bound, method in [
        ("between 2 and 3 million euros", None, "amount"),
        ("at least 2 million euros", "upper", "amount"),
        ("more than 2 million euros", "upper", "amount"),
        ("up to 2 million euros", "lower", "amount"),
        ("fewer than 20", "lower", "count"),
        ("by 2030", "lower", "date"),
        ("since 1991", "upper", "date"),
    ]:
        with pytest.raises(NotUnderstood):
            read(phrase, bound, method)


def test_an_anchor_gives_the_year_and_only_to_a_relative_date() -> None:
    assert read_date("from May this year", "2021-11-17") == "2021-05"
    assert read_date("in June last year", "2021-11-17") == "2020-06"
    assert read_date("last month", "2021-01-17") == "2020-12"
    assert read_date("tomorrow", "2020-02-28") == "2020-02-29"
    assert read_date("by next year", "2021") == "../2022"
    assert read_date("the second quarter of this year", "2021") == "2021-34"
    assert read_date("来年の秋", "2021-11", language="ja") == "2022-23"
    for phrase, anchor in [
        ("in 1991", "2021-11-17"),
        ("from May this year", "XXXX-11"),
        ("last month", "2021"),
        ("yesterday", "2021-11"),
        ("tomorrow", "2021-02-30"),
        ("this year", "../2021"),
    ]:
        with pytest.raises(NotUnderstood):
            read_date(phrase, anchor)


def test_a_fiscal_year_is_read_only_where_the_field_says_when_it_begins() -> None:
    assert read_date("fiscal 2023", fiscal_year=APRIL) == "2023-04/2024-03"
    assert read_date("FY2023", fiscal_year=FiscalYear(10, "end")) == "2022-10/2023-09"
    assert read_date("FY2023/24", fiscal_year=FiscalYear(10, "end")) == "2023-10/2024-09"
    assert read_date("FY2023", fiscal_year=FiscalYear(1)) == "2023-01/2023-12"
    for phrase, fiscal in [("fiscal 2023", None), ("FY2023/24", FiscalYear(1))]:
        with pytest.raises(NotUnderstood):
            read_date(phrase, fiscal_year=fiscal)


@pytest.mark.parametrize("method", [*KINDS, "currency", "qualifier", "date"])
def test_the_grammar_refuses_languages_that_it_has_not(method: str) -> None:
    with pytest.raises(NotUnderstood, match="not sw"):
        derive(method, "1500 EUR", phrases=NO_PHRASES, vocabulary=None, language="sw-KE")


def test_look_alikes_of_other_alphabets_are_no_letters_of_a_word() -> None:
    for tag, phrase in [("de", "ım Mai 2018"), ("en", "ın May 2018"), ("en", "AT LEAſT 3 yen")]:
        with pytest.raises(NotUnderstood):
            read_phrase(tag, ("date", "amount"), phrase)
    assert read_quantity("AT LEAST 3 yen").qualifier == "at_least"


def test_a_phrase_of_another_language_is_refused() -> None:
    others = [("de", "1.6 billion yen"), ("en", "1,6 Milliarden Euro"), ("ja", "16亿日元")]
    for tag, phrase in [*others, ("zh", "16億円"), ("en", "16億円")]:
        with pytest.raises(NotUnderstood):
            read_quantity(phrase, tag)
