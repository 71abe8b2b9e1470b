"""What a type says of its valid cells, the reader says too; and what it has no words for is little.

A sieve passes what matches `Type.languages` without asking: a wrong pattern is a fault unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.tables.sieves.certain import certain_of
from pincite.types import BOUNDS, compile_field, type_of
from pincite.types.base import LONGEST

NUMBERS = st.integers(-300, 300) | st.integers(-(10**21), 10**21)
DECIMALS = NUMBERS | st.decimals(-100, 100, places=2).map(float)
DAYS = st.dates(date(900, 1, 1), date(9999, 12, 31)) | st.dates(date(1899, 1, 1), date(2030, 1, 1))
LIMITS: dict[str, st.SearchStrategy[Any]] = {
    "integer": NUMBERS,
    "number": DECIMALS,
    "year": st.integers(900, 10_000),
    "date": DAYS.map(date.isoformat),
}
TYPES = "integer number year date yearmonth datetime time boolean".split()
looked: Counter[str] = Counter()


@st.composite
def fields(draw: Any) -> dict[str, Any]:
    """A field of a type with languages, with some bounds."""
    kind = draw(st.sampled_from(TYPES))
    field: dict[str, Any] = {"name": "f", "type": kind, "constraints": {}}
    if kind in LIMITS:
        names = draw(st.lists(st.sampled_from(BOUNDS), max_size=2, unique=True))
        field["constraints"] = {name: draw(LIMITS[kind]) for name in names}
    return field


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(fields(), st.data())
def test_what_matches_the_languages_is_clean(field: dict[str, Any], data: Any) -> None:
    reader = compile_field(field)
    certain = certain_of(field, ("",), reader)
    if certain.languages is None:
        return
    (language,) = certain.languages
    text = data.draw(st.from_regex(language, fullmatch=True, alphabet=st.characters(codec="ascii")))
    if len(text) <= LONGEST:
        looked[field["type"]] += 1
        assert reader.read(text)[1] == ()


@pytest.mark.long
def test_each_type_was_looked_at() -> None:
    for kind in TYPES:
        assert looked[kind] > 2, (kind, looked)


COVERED = {
    "integer": ["0", "-12", "007", "+5", "123456789012345678901"],
    "number": ["0", "-1.50", ".5", "5.", "1e-5", "6.02E+23"],
    "date": ["1999-12-31", "2024-02-29", "2000-02-29", "1000-01-01"],
    "datetime": ["2024-02-29T23:59:59Z", "2021-05-04T09:30:00.123+02:00"],
    "year": ["1850", "2021"],
    "yearmonth": ["2021-12"],
}


@pytest.mark.parametrize("kind", COVERED)
def test_usual_texts_are_clean_without_asking(kind: str) -> None:
    field = {"name": "f", "type": kind}
    (language,) = type_of(field).languages(field) or ()
    for text in COVERED[kind]:
        assert re.fullmatch(language, text), text


def test_usual_bounds_ask_only_of_what_is_beside_them() -> None:
    field: dict[str, Any] = {"name": "f", "type": "number"}
    field["constraints"] = {"minimum": 0, "maximum": 100}
    (language,) = type_of(field).languages(field) or ()
    covered = ["0", "0.0", "99.999", "12", "+7", "007"]
    assert [text for text in covered if not re.fullmatch(language, text)] == []
    left = ["100", "-0", "100.01", "-1"]
    assert [text for text in left if re.fullmatch(language, text)] == []
    field = {"name": "f", "type": "date", "constraints": {"minimum": "1990-03-05"}}
    (language,) = type_of(field).languages(field) or ()
    covered = ["1990-03-05", "1990-04-01", "1992-02-29", "2096-02-29", "9999-12-31"]
    assert [text for text in covered if not re.fullmatch(language, text)] == []
    assert not re.fullmatch(language, "1990-03-04")
