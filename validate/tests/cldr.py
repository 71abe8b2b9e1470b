"""The word tables from Unicode CLDR: `python tests/cldr.py` writes them, by Babel.

What is a number word in a text's own language is taken whole: magnitudes, units, money, months,
days, eras. Of all other languages only what is sure is taken: magnitudes, signs and codes of
currencies, and symbols of units that at least five languages share. More would do harm: of the
5,000 commonest English words 253 are a number word somewhere (to, on, men, per, set).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "pincite/grammar/words/cldr"
TAGS = ("de", "en", "es", "fr", "ja", "zh")
VARIANTS = {"en": ("en_IN", "en_GB"), "de": ("de_CH", "de_AT"), "zh": ("zh_Hant",)}
NOTICE = (
    "Names and symbols from Unicode CLDR {version} through Babel {babel}. Copyright 1991-present"
    " Unicode, Inc. Unicode License v3, https://www.unicode.org/license.txt"
)
SHARED_BY = 5  # languages that have a unit's symbol in common, for it to be sure in any text
LONGEST_SYMBOL = 4
WORDS = 3  # in a name: what stands beside a number is looked up so far
LETTER = re.compile(r"[^\W\d_]")


def tables() -> dict[str, dict[str, Any]]:
    """All tables by the name of their file."""
    import babel
    from babel import Locale
    from babel.core import get_global

    version = str(get_global("cldr")["version"])
    notice = NOTICE.format(version=version, babel=babel.__version__)
    found: dict[str, dict[str, Any]] = {}
    for tag in TAGS:
        locales = [Locale.parse(name) for name in (tag, *VARIANTS.get(tag, ()))]
        classes = {
            "magnitudes": (name for locale in locales for name in magnitudes(locale)),
            "units": (name for locale in locales for name in units(locale)),
            "currencies": (name for locale in locales for name in currencies(locale)),
            "months": (name for locale in locales for name in calendar(locale.months)),
            "days": (name for locale in locales for name in calendar(locale.days)),
            "eras": (name for locale in locales for name in eras(locale)),
        }
        found[tag] = {"notice": notice} | {name: tidy(words) for name, words in classes.items()}
    found["any"] = {"notice": notice} | of_all_languages()
    return found


def of_all_languages() -> dict[str, list[str]]:
    """What is sure in a text of any language."""
    from babel import Locale, UnknownLocaleError, localedata

    names: list[str] = []
    signs: list[str] = []
    codes: set[str] = set()
    shared: Counter[str] = Counter()
    for tag in localedata.locale_identifiers():
        try:
            locale = Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
        if locale.territory or locale.script:
            continue
        names += magnitudes(locale)
        signs += [sign for sign in locale.currency_symbols.values() if not sign.isupper()]
        codes |= {str(code) for code in locale.currencies if re.fullmatch("[A-Z]{3}", str(code))}
        shared.update(name for name in tidy(units(locale)) if len(name) <= LONGEST_SYMBOL)
    return {
        "magnitudes": [name for name in tidy(names) if len(name) > 2 or not name.isascii()],
        "signs": tidy(signs),
        "codes": sorted(codes),
        "units": sorted(name for name, count in shared.items() if count >= SHARED_BY),
    }


def magnitudes(locale: Any) -> Iterator[str]:
    """The words of numbers in short: thousand, Mrd., 万."""
    for formats in locale.compact_decimal_formats.values():
        for plural in formats.values():
            for pattern in plural.values():
                yield from pattern_words(str(getattr(pattern, "pattern", pattern)))


def pattern_words(pattern: str) -> Iterator[str]:
    """The words of a pattern without its digits, signs and quotes."""
    for part in pattern.split(";"):
        yield re.sub(r"[0#,.]*0|[-'+\u200f\u200e¤]", "", part.replace("{0}", ""))


def units(locale: Any) -> Iterator[str]:
    """The names and symbols of units, in all lengths and forms."""
    for lengths in locale._data["unit_patterns"].values():
        for length in dict(lengths).values():
            for pattern in dict(length).values() if hasattr(length, "items") else ():
                if isinstance(pattern, str):
                    yield pattern.replace("{0}", "")


def currencies(locale: Any) -> Iterator[str]:
    """The names of money, whole and by their head noun, without codes and signs."""
    last = locale.language not in ("fr", "es")
    for code, name in locale.currencies.items():
        forms = dict(locale._data["currency_names_plural"].get(code, {})).values()
        for form in {name, *forms}:
            plain = re.sub(r"\s*[(（].*", "", form)
            yield plain
            parts = plain.split()
            if len(parts) > 1:
                yield parts[-1] if last else parts[0]


def calendar(widths: Any) -> Iterator[str]:
    """The names of months or days, but for single letters."""
    for context in widths.values():
        for names in context.values():
            yield from (name for name in names.values() if len(name) > 1)


def eras(locale: Any) -> Iterator[str]:
    """The names of eras and their abbreviations."""
    for names in locale.eras.values():
        yield from names.values()


def tidy(names: Iterable[str]) -> list[str]:
    """The names in order, each once, of at most so many words and with a letter or sign."""
    plain = {" ".join(name.replace("\u200f", "").split()) for name in names}
    return sorted(name for name in plain if name and len(name.split()) <= WORDS)


def document(table: dict[str, Any]) -> str:
    """A table as JSON, one class a line."""
    lines = (f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in table.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for tag, table in tables().items():
        (FOLDER / f"{tag}.json").write_text(document(table), encoding="utf-8", newline="\n")
