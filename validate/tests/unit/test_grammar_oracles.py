"""Libraries that read phrases otherwise agree with the grammar, as far as they read them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import dateparser
import pytest
from babel import Locale
from edtf import parse_edtf
from quantulum3 import parser as quantulum

from pincite.grammar import LANGUAGES, NotUnderstood, bounds, read_date, read_quantity
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
    # and cents, pence and parts of a whole without their unit
    "50 US cents",
    "50p",
    "99 cents",
    "about 75 pence",
    "about one in five",
}
SEASONS = ("21", "22", "23", "24")


@pytest.mark.long
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


CLDR_UNITS = dict(
    line.split()
    for line in """area-square-kilometer km2|area-hectare har|area-square-meter m2|duration-year a
duration-month mo|duration-week wk|duration-hour h|duration-second s|electric-volt V
energy-kilocalorie kcal|energy-kilowatt-hour kW.h|frequency-megahertz MHz|length-kilometer km
length-meter m|length-centimeter cm|length-millimeter mm|length-mile [mi_i]|mass-tonne t
mass-kilogram kg|mass-gram g|mass-milligram mg|power-gigawatt GW|power-megawatt MW|power-kilowatt kW
power-watt W|pressure-megapascal MPa|speed-kilometer-per-hour km/h|temperature-celsius Cel
volume-cubic-meter m3|volume-liter L|volume-milliliter mL|volume-barrel [bbl_us]""".replace(
        "|", "\n"
    ).splitlines()
)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_cldr_names_units_and_months_alike(tag: str) -> None:
    locale = Locale.parse(tag)
    found: Counter[str] = Counter()
    for name, code in CLDR_UNITS.items():
        for pattern in set(map(str, (locale._data["unit_patterns"][name]["long"] or {}).values())):
            phrase = pattern.replace("{0}", "5")
            if not phrase.startswith("5") or any(mark in phrase for mark in ("/", " p", " au ")):
                continue  # so much per unit
            try:
                reading = read_quantity(phrase, tag, ("quantity",))
            except NotUnderstood:
                found["reads none"] += 1
            else:
                assert (reading.text, reading.unit) == ("5", code), phrase
                found["agrees"] += 1
    for number, name in [(n, m) for w in locale.months["format"].values() for n, m in w.items()]:
        form = {
            "de": "5. {} 2020",
            "es": "5 de {} de 2020",
            "ja": "2020年{}5日",
            "zh": "2020年{}5日",
        }
        if len(name.rstrip(".")) > 1 or tag in ("ja", "zh"):  # narrow names are single letters
            phrase = form.get(tag, "5 {} 2020").format(name)
            if tag not in ("ja", "zh") or name.endswith("月"):
                assert read_date(phrase, language=tag) == f"2020-{number:02d}-05", phrase
                found["months agree"] += 1
    print(tag, dict(found))
    assert found["agrees"] >= 25
    assert found["agrees"] > 8 * found["reads none"]
    assert found["months agree"] >= 24


def day_of(moment: object) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)  # type: ignore[attr-defined]
