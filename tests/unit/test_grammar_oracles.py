"""Libraries that read phrases otherwise agree with the grammar, as far as they read them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import dateparser
from edtf import parse_edtf
from quantulum3 import parser as quantulum

from pincite.grammar import bounds, read_quantity
from unit.test_grammar import EXAMPLES, read_as_text

QUANTULUM_ERRS = {  # it loses "bn", "crore" and minus signs, and reads basis points as a number
    "$47.8million CAD",
    "2 crore Indian rupees",
    "690 basis points",
    "JPY 300 bn",
    "Rs 500 crore",
    "USD4 million",
    "half a million euros",
    "minus 0.4 percent",
    "nearly a quarter",
    "three quarters",
    "£99m",
    "−US$4 million",
    "€1bn",
}
SEASONS = ("21", "22", "23", "24")


def test_quantulum_reads_the_same_numbers() -> None:
    found: Counter[str] = Counter()
    differ = set()
    for tag, rule, phrase, _ in EXAMPLES:
        if tag != "en" or rule.kind not in ("amount", "percent", "percentage_points"):
            continue
        ours = read_quantity(phrase, "en")
        theirs = quantulum.parse(phrase)
        if len(theirs) != 1 or ours.upper is not None:
            found["reads none, or a range"] += 1
        elif Decimal(repr(theirs[0].value)) == ours.value:
            found["agrees"] += 1
        else:
            differ.add(phrase)
    print("quantulum3", dict(found), sorted(differ))
    assert differ == QUANTULUM_ERRS
    assert found["agrees"] >= 12


def test_dateparser_reads_the_same_days_in_every_language() -> None:
    found: Counter[str] = Counter()
    for tag, rule, phrase, value in EXAMPLES:
        if rule.kind != "date" or len(value) != 10 or not value.replace("-", "").isdigit():
            continue
        theirs = dateparser.parse(phrase, languages=[tag])
        if theirs is None:
            found[f"{tag} reads none"] += 1
        else:
            assert theirs.date().isoformat() == value, phrase
            found[f"{tag} agrees"] += 1
    print("dateparser", dict(found))
    assert all(found[f"{tag} agrees"] >= 2 for tag in ("en", "de", "es", "fr", "ja", "zh"))


def test_edtf_parses_every_date_and_bounds_it_alike() -> None:
    found: Counter[str] = Counter()
    dates = {
        read_as_text(tag, rule.kind, phrase).partition(" ")[0]  # without the qualifier
        for tag, rule, phrase, _ in EXAMPLES
        if rule.kind == "date"
    }
    for text in sorted(dates):
        parts = [part for part in text.split("/") if part.startswith("XXXX-")]
        if (text.startswith("../") and "X" in text) or any(part[5:7] > "12" for part in parts):
            found["open start and X, or a part of an unknown year: the library has it not"] += 1
            continue
        parsed = parse_edtf(text)
        early, late = bounds(text)
        if "/" not in text and text[5:7] in SEASONS:
            assert early <= day_of(parsed.lower_strict()) <= day_of(parsed.upper_strict()) <= late
            found["season within"] += 1
        elif "XXXX" not in text:
            if early != date.min:
                assert day_of(parsed.lower_strict()) == early, text
            if late != date.max:
                assert day_of(parsed.upper_strict()) == late, text
            found["bounds agree"] += 1
        else:
            found["parsed"] += 1
    print("edtf", dict(found))
    assert found["bounds agree"] >= 30


def day_of(moment: object) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)  # type: ignore[attr-defined]
