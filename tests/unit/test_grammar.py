"""Every rule's examples and refusals; oracles from libraries that read phrases otherwise."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import dateparser
import pytest
from quantulum3 import parser as quantulum

from pincite.phrases import NotUnderstood, Phrases, Rule, derive, read_date, read_quantity
from pincite.phrases.dates import RULES as DATE_RULES
from pincite.phrases.quantity import RULES as QUANTITY_RULES


def read_as_text(phrase: str) -> str:
    quantity = read_quantity(phrase)
    return f"{quantity.text} {quantity.unit} {quantity.qualifier}"


ALL_RULES: list[Rule[Any]] = [*QUANTITY_RULES, *DATE_RULES]
EXAMPLES = [
    *[(read_as_text, rule, *example) for rule in QUANTITY_RULES for example in rule.examples],
    *[(read_date, rule, *example) for rule in DATE_RULES for example in rule.examples],
]
REFUSALS = [
    *[(read_quantity, phrase) for rule in QUANTITY_RULES for phrase in rule.refuses],
    *[(read_date, phrase) for rule in DATE_RULES for phrase in rule.refuses],
]


@pytest.mark.parametrize(("read", "rule", "phrase", "value"), EXAMPLES)
def test_an_example_reads_as_it_says(
    read: Callable[[str], str], rule: Rule[Any], phrase: str, value: str
) -> None:
    assert rule.pattern.fullmatch(phrase), f"{rule.id} does not read its own example"
    assert read(phrase) == value


@pytest.mark.parametrize(("read", "phrase"), REFUSALS)
def test_a_refusal_is_refused_by_the_whole_grammar(
    read: Callable[[str], object], phrase: str
) -> None:
    with pytest.raises(NotUnderstood):
        read(phrase)


def test_every_rule_has_examples_and_refusals() -> None:
    for rule in ALL_RULES:
        assert rule.says
        assert rule.examples, rule.id
        assert rule.refuses, rule.id
    assert len({rule.id for rule in ALL_RULES}) == len(ALL_RULES) == 8


@pytest.mark.parametrize(
    "phrase", ["1.6 billion yen", "2,500 euros", "3 million US dollars", "12.5 per cent"]
)
def test_quantulum_reads_the_same_number(phrase: str) -> None:
    (found,) = quantulum.parse(phrase)
    assert Decimal(repr(found.value)) == read_quantity(phrase).value


@pytest.mark.parametrize("phrase", ["2021-11-17", "4 March 2020", "17 November 2021"])
def test_dateparser_reads_the_same_day(phrase: str) -> None:
    found = dateparser.parse(phrase, languages=["en"])
    assert found is not None
    assert found.date().isoformat() == read_date(phrase)


def test_an_anchor_gives_the_year_and_only_to_a_relative_date() -> None:
    assert read_date("from May this year", "2021-11-17") == "2021-05"
    assert read_date("in June last year", "2021-11-17") == "2020-06"
    with pytest.raises(NotUnderstood):
        read_date("in 1991", "2021-11-17")
    with pytest.raises(NotUnderstood):
        read_date("from May this year", "XXXX-11")


@pytest.mark.parametrize("number", ["0.1", "1.005", "123456789012345678901234567890.12"])
def test_decimals_are_exact(number: str) -> None:
    assert read_quantity(f"{number} million yen").value == Decimal(number) * 10**6


@pytest.mark.parametrize("method", ["amount", "currency", "percent", "qualifier", "date"])
def test_the_grammar_refuses_other_languages(method: str) -> None:
    with pytest.raises(NotUnderstood, match="reads English"):
        derive(method, "1.500 EUR", phrases=Phrases({}), vocabulary=None, language="de")
