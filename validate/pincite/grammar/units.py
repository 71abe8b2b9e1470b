"""Units of measure as UCUM codes: symbols of all languages, names by language, what is per what.

UCUM (ucum.org) writes a watt hour `W.h`, a square metre `m2`, a degree Celsius `Cel`. A unit that
several measures share ("tons", "gallons") reads as itself, and only the `unit` that the field
declares makes one of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pincite.grammar.numbers import shifted
from pincite.grammar.rules import NotUnderstood, Slot

PREFIXES: Mapping[str, int] = {
    "n": -9, "u": -6, "m": -3, "c": -2, "d": -1, "h": 2, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15,
}  # fmt: skip
# The unit as UCUM writes it, how it is printed, and the prefixes that texts put before it.
_METRIC = (
    ("W", "W", "mkMGT"),
    ("W.h", "Wh", "mkMGTP"),
    ("J", "J", "kMGTP"),
    ("g", "g", "numk"),
    ("t", "t", "kMG"),
    ("m", "m", "nmuck"),
    ("L", "L l", "umcdhM"),
    ("V", "V", "mkM"),
    ("A", "A", "mk"),
    ("A.h", "Ah", "m"),
    ("Hz", "Hz", "kMGT"),
    ("Pa", "Pa", "hkMG"),
    ("N", "N", "k"),
    ("By", "B", "kMGTP"),
    ("bit", "bit", "kMGT"),
    ("mol", "mol", "num"),
    ("s", "s", "num"),
    ("eV", "eV", "kMGT"),
    ("bar", "bar", "m"),
    ("cal", "", "k"),
    ("Bq", "Bq", "kMGT"),
    ("Sv", "Sv", "um"),
    ("V.A", "VA", "kM"),
)
_PLAIN: Mapping[str, str] = {
    "ha": "har",
    "h": "h",
    "min": "min",
    "°C": "Cel",
    "℃": "Cel",
    "ºC": "Cel",
    "°F": "[degF]",
    "ºF": "[degF]",
    "K": "K",
    "kcal": "kcal",
    "ppm": "[ppm]",
    "ppb": "[ppb]",
    "mph": "[mi_i]/h",
    "kph": "km/h",
    "kmh": "km/h",
    "ft": "[ft_i]",
    "bbl": "[bbl_us]",
    "kn": "[kn_i]",
    "mi": "[mi_i]",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "psi": "[psi]",
    "hp": "[HP]",
    "tkm": "t.km",
    "kt": "kt or knots",
    "kbps": "kbit/s",
    "Mbps": "Mbit/s",
    "Gbps": "Gbit/s",
    "㎡": "m2",
    "㎢": "km2",
    "㎥": "m3",
    "㎞": "km",
    "㎝": "cm",
    "㎜": "mm",
    "㎏": "kg",
    "㎎": "mg",
    "㎖": "mL",
    "㌧": "t",
    "㍑": "L",
    "㌔": "km",
    "㎾": "kW",
}
SHARED: Mapping[str, tuple[str, ...]] = {
    "ton": ("t", "[ston_av]", "[lton_av]"),
    "gallon": ("[gal_us]", "[gal_br]"),
    "acre": ("[acr_us]", "[acr_br]"),
    "pint": ("[pt_us]", "[pt_br]"),
    "ounce": ("[oz_av]", "[oz_tr]", "[foz_us]"),
    "kt or knots": ("kt", "[kn_i]"),  # of emissions, or of wind
    "mpg": ("[mi_i]/[gal_us]", "[mi_i]/[gal_br]"),
    "亩": ("har/15",),  # 2000/3 square metres; UCUM has no unit for it
    "斤": ("kg/2",),
}
_CODE = re.compile(
    r"(n|u|m|c|d|h|k|M|G|T|P)(W\.h|W|J|g|m|L|V\.A|V|A\.h|A|Hz|Pa|N|By|bit|mol|s|eV|t)"
)


_TIMES = {"d": "d", "a": "a", "yr": "a", "y": "a"}  # behind a stroke only: news has no 5 d
# of what there is so much: a tonne of it is a tonne
_SUBSTANCE = re.compile(
    r"(?: of| de| d[e'’])?[ -]?(?:CO[2₂]|carbon dioxide|dioxyde de carbone|dióxido de carbono)"
    r"(?:[ -]?(?:e|eq\.?|[ée]quivalente?s?|Äquivalente?n?))?$"
)
# the words of that pattern, and what may be left of a plural in it
_SUBSTANCES = (
    "of de d CO carbon dioxide dioxyde de carbone dióxido de carbono e eq équivalent équivalente",
    "équivalents équivalentes equivalent equivalente equivalents equivalentes",
    "Äquivalent Äquivalente Äquivalenten Äquivalentn",
)


def _symbols() -> dict[str, str]:
    found = dict(_PLAIN)
    for code, printed, prefixes in _METRIC:
        for symbol in printed.split():
            found.setdefault(symbol, code)
            for prefix in prefixes:
                for sign in ("µ", "μ", "u") if prefix == "u" else (prefix,):
                    found.setdefault(sign + symbol, prefix + code)
    for length in ("m", "mm", "cm", "dm", "km", "ft"):
        code = "[ft_i]" if length == "ft" else length
        for power, signs in (("2", ("²", "2", "^2")), ("3", ("³", "3", "^3"))):
            found |= {length + sign: code + power for sign in signs}
    return found


SYMBOLS: Mapping[str, str] = _symbols()


def names(
    stems: Mapping[str, str], prefixes: Mapping[str, str], bases: Iterable[str], plural: str = ""
) -> dict[str, str]:
    """Names of units: the stems (name by UCUM code), those of `bases` also with each prefix.

    A stem may list several names, parted by "|"; `plural` endings, parted by "|", are added too.
    """
    found: dict[str, str] = {}
    for code, listed in stems.items():
        for name in listed.split("|"):
            for ending in {"", *plural.split("|")}:
                found.setdefault(name + ending, code)
                for prefix, word in prefixes.items() if code in bases else ():
                    found.setdefault(word + name + ending, prefix + code)
    return found


def unit_slot(known: Mapping[str, str], per: Iterable[str]) -> Slot:
    """Units of a language by name or symbol, and one of them per another one.

    `known` are the names, in lower case; `per` what is between the two, such as " per ".
    """
    split = re.compile("|".join(["/", *map(re.escape, per)]))
    pattern = r"(?:[^\W\d_]|[°º㎡㎢㎥㎞㎝㎜㎏㎎㎖㌧㍑㌔㎾℃])[^\n,;:()]*?"

    def one(text: str) -> str:
        name = _SUBSTANCE.sub("", text.strip())
        code = SYMBOLS.get(name) or known.get(name) or known.get(name.lower())
        if code is None:
            raise NotUnderstood(f"“{name}” is not a unit that the grammar knows")
        return code

    def per_one(text: str) -> str:
        return _TIMES.get(text.strip()) or one(text)

    def read(text: str) -> str:
        whole = known.get(text.lower())
        if whole is not None:
            return whole
        first, *others = split.split(text)
        codes = [one(first), *map(per_one, others)]
        if len(codes) > 2 or (len(codes) > 1 and (codes[0] in SHARED or codes[1] in SHARED)):
            raise NotUnderstood(f"“{text}” is not a unit that the grammar knows")
        return "/".join(
            f"({c})" if at and ("." in c or "/" in c) else c for at, c in enumerate(codes)
        )

    says = "a unit by its symbol (kWh, km², mg/l) or name: " + ", ".join(sorted(known))
    return Slot(says, pattern, read, (*known, *SYMBOLS, *_TIMES, *per, *_SUBSTANCES))


def _split(code: str) -> tuple[int, str]:
    """The power of ten of a metric prefix, and the unit without it."""
    head, slash, rest = code.partition("/")
    match = _CODE.fullmatch(head)
    if match is None or head in ("min", "cd", "Pa", "har"):
        return 0, code
    return PREFIXES[match[1]], match[2] + slash + rest


def in_unit(value: Decimal, unit: str, wanted: str | None) -> tuple[Decimal, str]:
    """A number of one unit in the unit that a field declares: exact, by powers of ten only.

    Raises NotUnderstood for other units, and for a shared name where nothing is declared.
    """
    if unit in SHARED:
        candidates = SHARED[unit]
        if wanted in candidates:
            return value, str(wanted)
        listed = " or ".join(candidates)
        raise NotUnderstood(f"“{unit}” may be {listed}: declare the field's unit")
    if wanted is None or unit == wanted:
        return value, unit
    power, rest = _split(unit)
    wanted_power, wanted_rest = _split(wanted)
    # a tonne is 1000 kilograms, a hectare 10000 square metres: exact as well
    for name, shift, base in (("t", 6, "g"), ("har", 4, "m2")):
        power, rest = (power + shift, base) if rest == name else (power, rest)
        if wanted_rest == name:
            wanted_power, wanted_rest = wanted_power + shift, base
    if rest != wanted_rest:
        raise NotUnderstood(f"the phrase is in {unit}, the field in {wanted}")
    return shifted(value, power - wanted_power), wanted
