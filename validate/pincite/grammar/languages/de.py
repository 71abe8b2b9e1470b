"""German. A Billion is a million millions; a point groups digits, a comma begins the decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pincite.grammar.language import Language
from pincite.grammar.languages.de_dates import MONTHS
from pincite.grammar.languages.de_dates import RULES as DATES
from pincite.grammar.languages.de_dates import SLOTS as DATE_SLOTS
from pincite.grammar.languages.shared import (
    BEFORE,
    CODE,
    DECIMAL,
    HEDGE,
    HUNDREDTHS,
    MARKS,
    MINUS,
    NUMBER,
    NUMBER_OR_DECIMAL,
    PERCENT_SIGNS,
    SECOND,
    SIGN,
    fractions,
    nouns,
    rounds,
    spelt,
)
from pincite.grammar.numbers import printed_number, spelt_numbers
from pincite.grammar.rules import rule, words
from pincite.grammar.units import names, unit_slot
from pincite.grammar.words.de import WORDS
from pincite.text import Signs

_SMALL = spelt(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
    " fünfzehn sechzehn siebzehn achtzehn neunzehn",
    first=0,
)
_TENS = {
    word: number * 10
    for word, number in spelt(
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", first=2
    ).items()
}
_ONE = dict.fromkeys(("ein", "eine", "einen", "einer", "einem", "eines"), 1)
_STEMS = spelt(
    "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt"
    " fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst"
) | {"siebent": 7}


def _known() -> Mapping[str, float]:
    small: dict[str, float] = dict(_SMALL | _TENS)
    for ten, value in _TENS.items():
        for one, number in list(_SMALL.items())[1:10]:
            small[f"{'ein' if number == 1 else one}und{ten}"] = value + number
    found: dict[str, float] = small | {"hundert": 100}
    for one, number in [("ein", 1), *list(_SMALL.items())[2:10]]:
        found[f"{one}hundert"] = number * 100
        for rest, below_ in list(small.items())[1:]:
            found |= {f"{one}hundert{rest}": number * 100 + below_, f"hundert{rest}": 100 + below_}
            found[f"{one}hundertund{rest}"] = number * 100 + below_
    below = {word: value for word, value in found.items() if 1 < value < 1000}
    found |= {f"{word}tausend": value * 1000 for word, value in below.items()}
    halves = {"anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5}
    return found | halves | {"eintausend": 1000} | _ONE


NUMBERS = spelt_numbers(
    [*_SMALL, *_TENS, *_ONE, "und", "hundert", "tausend", "einhalb", "anderthalb"],
    "",
    _known,
    "eine, zwölf, einundzwanzig, zweihundertfünfzig, dreitausend, as far as 999 thousand",
)
_PER = (" pro ", " je ")
_UNITS = names(
    {
        "W": "watt", "W.h": "wattstunde|wattstunden", "J": "joule", "g": "gramm",
        "t": "tonne|tonnen", "m": "meter|metern", "m2": "quadratmeter|quadratmetern|qm",
        "km2": "quadratkilometer|quadratkilometern|qkm", "cm2": "quadratzentimeter",
        "m3": "kubikmeter|kubikmetern|cbm", "cm3": "kubikzentimeter", "km3": "kubikkilometer",
        "L": "liter|litern", "V": "volt", "A": "ampere", "A.h": "amperestunde|amperestunden",
        "Hz": "hertz", "Pa": "pascal", "N": "newton", "By": "byte|bytes", "bit": "bit|bits",
        "mol": "mol", "eV": "elektronenvolt", "cal": "kalorie|kalorien",
        "har": "hektar|hektare|hektaren", "h": "stunde|stunden|std.",
        "min": "minute|minuten|min.", "s": "sekunde|sekunden|sek.", "d": "tag|tage|tagen",
        "wk": "woche|wochen", "mo": "monat|monate|monaten", "a": "jahr|jahre|jahren",
        "Cel": "grad|grad celsius", "[degF]": "grad fahrenheit", "K": "kelvin",
        "[mi_i]": "meile|meilen", "[nmi_i]": "seemeile|seemeilen", "[bbl_us]": "barrel",
        "[kn_i]": "knoten", "t.km": "tonnenkilometer|tonnenkilometern", "bar": "bar",
        "km/h": "stundenkilometer|stundenkilometern|kilometer pro stunde",
    },
    {"n": "nano", "u": "mikro", "m": "milli", "c": "zenti", "h": "hekto", "k": "kilo"}
    | {"M": "mega", "G": "giga", "T": "tera", "P": "peta"},
    ("W", "W.h", "J", "g", "m", "L", "V", "A", "A.h", "Hz", "Pa", "N", "By", "bit", "mol", "eV", "cal"),
)  # fmt: skip
del _UNITS["grad"]  # of temperature, or of an angle
NOUNS = (
    "Menschen|Personen|Leute|Leuten|Einwohner|Einwohnern|Beschäftigte|Beschäftigten|Mitarbeiter"
    "|Mitarbeitern|Mitarbeiterinnen|Angestellte|Arbeitsplätze|Arbeitsplätzen|Stellen|Haushalte|Haushalten"
    "|Wohnungen|Häuser|Gebäude|Familien|Kinder|Kindern|Frauen|Männer|Schüler|Studenten|Studierende"
    "|Patienten|Teilnehmer|Teilnehmern|Mitglieder|Mitgliedern|Besucher|Besuchern|Gäste|Touristen"
    "|Passagiere|Fahrgäste|Kunden|Nutzer|Wähler|Stimmen|Sitze|Tote|Todesfälle|Fälle|Fällen|Einheiten"
    "|Fahrzeuge|Fahrzeugen|Autos|Lastwagen|Busse|Züge|Schiffe|Schiffen|Boote|Booten|Flugzeuge"
    "|Unternehmen|Firmen|Betriebe|Betrieben|Länder|Ländern|Staaten|Städte|Gemeinden|Dörfer|Schulen"
    "|Krankenhäuser|Geschäfte|Filialen|Werke|Fabriken|Projekte|Projekten|Verträge|Patente|Bücher"
    "|Seiten|Aktien|Standorte|Standorten|Stationen|Ladepunkte|Ladesäulen|Stück|Tiere|Tieren|Arten"
    "|Bäume|Soldaten|Flüchtlinge|Anträge|Forscher|Lehrer|Ärzte|Bauern|Höfe"
)  # fmt: skip
SLOTS = DATE_SLOTS | {
    "number": printed_number(".'’", ",", NUMBERS),
    "decimal": DECIMAL,
    "round": rounds(
        {
            "eine halbe Million": "500000", "einer halben Million": "500000",
            "eine halbe Milliarde": "500000000", "einer halben Milliarde": "500000000",
            "ein Dutzend": "12", "zwei Dutzend": "24", "drei Dutzend": "36", "ein halbes Dutzend": "6",
        }
    ),
    "hundredths": words(HUNDREDTHS["de"]),
    "either": words({" oder ": "or"}),
    "whole": words({" von ": "of"}),
    "fraction": fractions(
        {
            "die Hälfte": "50", "der Hälfte": "50", "ein Viertel": "25", "einem Viertel": "25",
            "drei Viertel": "75", "dreiviertel": "75", "ein Fünftel": "20", "einem Fünftel": "20",
            "zwei Fünftel": "40", "drei Fünftel": "60", "vier Fünftel": "80", "ein Zehntel": "10",
            "einem Zehntel": "10", "drei Zehntel": "30", "neun Zehntel": "90", "ein Achtel": "12.5",
        },
        "ein Drittel|einem Drittel|zwei Drittel|ein Sechstel|ein Siebtel|ein Neuntel",
    ),
    "times": rounds({"doppelt": "2", "das Doppelte": "2", "das Zweifache": "2",
        "das Dreifache": "3", "das Vierfache": "4", "das Fünffache": "5", "das Zehnfache": "10"}),
    "minus": words(MINUS | {"minus ": "-", "plus ": "+"}, any_case=True),
    "hedge": words(WORDS.qualifiers, any_case=True),
    "mark": words(MARKS),
    "bound": words({f" {text}": name for text, name in WORDS.bounds.items()}),
    "opening": words({"zwischen": "and"}, any_case=True),
    "link": words({" und ": "and", " bis ": "to", "-": "dash", "–": "dash", " – ": "dash"}),
    "magnitude": words(
        {"Tausend": 3, "Tsd.": 3, "Tsd": 3, "Mio.": 6, "Mio": 6, "Mrd.": 9, "Mrd": 9, "Mia.": 9}
        | {"Mia": 9, "Bio.": 12, "Bio": 12, "Million": 6, "Millionen": 6, "Milliarde": 9}
        | {"Milliarden": 9, "Billion": 12, "Billionen": 12, "Billiarden": 15, "Hunderttausend": 5},
        any_case=True,
        whole=True,
    ),
    "short": words({"T": 3, "M": 6}),
    "thousands": words({"TEUR": "EUR", "T€": "EUR", "TCHF": "CHF", "TUSD": "USD", "TDM": "DEM"}),
    "millions": words({"MEUR": "EUR", "Mio.€": "EUR", "Mio€": "EUR", "M€": "EUR", "MCHF": "CHF",
        "MUSD": "USD"}),
    "currency": words(
        {
            "Euro": "EUR", "euro": "EUR", "€": "EUR", "US-Dollar": "USD", "US-Dollars": "USD",
            "amerikanische Dollar": "USD", "kanadische Dollar": "CAD",
            "kanadischen Dollar": "CAD", "australische Dollar": "AUD",
            "Schweizer Franken": "CHF", "Pfund Sterling": "GBP", "britische Pfund": "GBP",
            "£": "GBP", "Yen": "JPY", "Yuan": "CNY", "Renminbi": "CNY", "Rubel": "RUB",
            "Zloty": "PLN", "Forint": "HUF", "Deutsche Mark": "DEM", "D-Mark": "DEM", "DM": "DEM",
            "schwedische Kronen": "SEK", "schwedischen Kronen": "SEK", "dänische Kronen": "DKK",
            "norwegische Kronen": "NOK", "tschechische Kronen": "CZK", "türkische Lira": "TRY",
            "Schilling": "ATS", "Rand": "ZAR", "indische Rupien": "INR", "US$": "USD",
            "südkoreanische Won": "KRW", "Dollar": "$", "$": "$", "Franken": "franc",
            "Pfund": "pound", "Rupien": "Rs", "Pesos": "peso", "Won": "won", "Lira": "lira",
        }
    ),
    "code": CODE,
    "sign": SIGN,
    "percent": words(PERCENT_SIGNS | {"Prozent": "%", "Prozents": "%", "v.H.": "%", "v. H.": "%"}),
    "points": words(dict.fromkeys(
        ("Prozentpunkt", "Prozentpunkte", "Prozentpunkten", "Prozentpunktes", "Prozentpunkts",
         "%-Punkte", "PP"), "pp")),
    "scale": words({"Basispunkte": -2, "Basispunkten": -2, "Basispunkt": -2}),
    "unit": unit_slot(_UNITS, _PER),
    "noun": nouns(NOUNS.split("|")),
    "ordinal": words(
        {f"{stem}{end}": n for stem, n in _STEMS.items() for end in ("e", "er", "es", "en", "em")},
        any_case=True,
    ),
}  # fmt: skip
QUANTITIES = (
    rule(
        "de.amount-unit-after",
        "amount",
        f"{HEDGE}[<minus>]{NUMBER_OR_DECIMAL}[ |-](<currency>|<code>)[<bound>]",
        {
            "1,6 Milliarden Euro": "1600000000 EUR none",
            "rund 2,5 Mio. €": "2500000 EUR about",
            "3 Mio Euro": "3000000 EUR none",
            "1.234.567 Euro": "1234567 EUR none",
            "mehr als 3 Billionen Yen": "3000000000000 JPY more_than",
            "minus 4,2 Millionen Euro": "-4200000 EUR none",
            "knapp zwei Millionen US-Dollar": "2000000 USD nearly",
            "über 10 mrd euro": "10000000000 EUR more_than",
            "3 Millionen Dollar": "3000000 $ none",
        },
        "1.600 Mrd, Euro; 2 oder 3 Millionen Euro; 1,234,567 Euro; 3 billion euros;"
        " quasi 2 Millionen Euro; 5 Taler",
    ),
    rule(
        "de.amount-unit-before",
        "amount",
        f"{BEFORE}[<bound>]",
        {
            "EUR 3,5 Mio.": "3500000 EUR none",
            "etwa € 1.200": "1200 EUR about",
            "CHF 5 Mia.": "5000000000 CHF none",
            "EUR3": "3 EUR none",
        },
        "EUR 3.5 Mio.; € fünf-ish; EUR 3 Mill.",
    ),
    rule(
        "de.amount-in-thousands",
        "amount",
        f"{HEDGE}[<minus>]<number>[ ](<thousands>|<millions>)",
        {
            "500 TEUR": "500000 EUR none",
            "rund 1.250 T€": "1250000 EUR about",
            "3,5 MEUR": "3500000 EUR none",
        },
        "TEUR; 500 T; 500 kEUR und mehr",
    ),
    rule(
        "de.amount-hundredths",
        "amount",
        f"{HEDGE}[<minus>]<number> <hundredths>[<bound>]",
        {"50 Cent": "0.5 cent none", "rund 75 Rappen": "0.75 CHF about"},
        "50 c; Cent; 50 Cents je Stück",
    ),
    rule(
        "de.amount-range",
        "amount",
        f"[<opening> ]<number>[[ |-]<magnitude>]<link>{SECOND}[ |-](<currency>|<code>)",
        {
            "zwischen 2 und 3 Millionen Euro": "2000000..3000000 EUR between",
            "2,5 bis 3 Mrd. Euro": "2500000000..3000000000 EUR between",
        },
        "von 2 auf 3 Millionen Euro; von 2 bis 3 Millionen Euro; 3 bis 2 Euro; 2 und 3 Euro",
        "between",
    ),
    rule(
        "de.percent",
        "percent",
        f"{HEDGE}[<minus>](<number>|<decimal>)[ |-]<percent>[<bound>]",
        {
            "mindestens 40 Prozent": "40 % at_least",
            "bis zu 12,5 %": "12.5 % at_most",
            "-0,3%": "-0.3 % none",
            "fast 40 Prozent": "40 % nearly",
            "-1.6 %": "-1.6 % none",  # not grouped in threes, so it can only be a decimal
        },
        "quasi 40 Prozent; 40 Prozentpunkte; 40; 1.234,5.6 %",
    ),
    rule(
        "de.percent-fraction",
        "percent",
        f"{HEDGE}<fraction>",
        {"fast ein Viertel": "25 % nearly", "die Hälfte": "50 % none"},
        "zwei Drittel; ein Drittel; Viertel; Viertelstunde",
    ),
    rule(
        "de.percent-ratio",
        "percent",
        f"{HEDGE}<number><whole><number2>",
        {"7 von 10": "70 % none", "rund vier von fünf": "80 % about"},
        "zwei von drei; 10 von 7; 7 von 10 Leuten",
    ),
    rule(
        "de.percent-range",
        "percent",
        "[<opening> ][<minus>]<number>[[ ]<percent>]<link>[<minus2>]<number2>[ ]<percent2>",
        {"10 bis 15 Prozent": "10..15 % between"},
        "von 10 auf 15 Prozent; 15 bis 10 Prozent; 10 und 15 Prozent",
        "between",
    ),
    rule(
        "de.percentage-points",
        "percentage_points",
        f"{HEDGE}[<minus>]<number>[ ](<points>|<scale>)[<bound>]",
        {
            "1,5 Prozentpunkte": "1.5 pp none",
            "etwa ein Prozentpunkt": "1 pp about",
            "25 Basispunkte": "0.25 pp none",
        },
        "1,5 Punkte; 15 Prozent",
    ),
    rule(
        "de.count",
        "count",
        f"{HEDGE}[<minus>]{NUMBER}[<bound>][ <noun>][<bound2>]",
        {
            "weniger als 1.200": "1200 less_than",
            "zwölf": "12 none",
            "3 Millionen": "3000000 none",
            "rund 80'000 Haushalte": "80000 about",
            "zweihundertfünfzig": "250 none",
        },
        "ein paar; Dutzende; quasi 40; 1.20; zwei oder vier; zwölfdrei",
    ),
    rule(
        "de.count-alternative",
        "count",
        "<number><either><number2>[ <noun>]",
        {"fünf oder sechs": "5..6 between", "11 oder 12": "11..12 between"},
        "fünf oder sieben; sechs oder fünf",
        "between",
    ),
    rule(
        "de.count-range",
        "count",
        f"[<opening> ]<number>[[ |-]<magnitude>]<link>{SECOND}[ <noun>]",
        {"30 bis 40": "30..40 between"},
        "von 30 auf 40; 40 bis 30; 30 und 40; zwischen 30 bis 40",
        "between",
    ),
    rule(
        "de.ordinal",
        "ordinal",
        "[(d|D)(er|ie|as|en|em) ]<ordinal>",
        {"dritte": "3 none", "die zweite": "2 none"},
        "3.; drittgrößte; drei; letzte",
        "none",
    ),
    rule(
        "de.quantity",
        "quantity",
        f"{HEDGE}[<minus>]{NUMBER_OR_DECIMAL}[ |-]<unit>[<bound>]",
        {
            "etwa 300 Megawatt": "300 MW about",
            "eine Gigawattstunde": "1 GW.h none",
            "653,5 Milliarden Tonnenkilometer": "653500000000 t.km none",
            "1,5 m": "1.5 m none",
            "zwei Jahre": "2 a none",
            "30 Kilometer pro Stunde": "30 km/h none",
        },
        "40; 40 Boote; 20 Grad; kWh; 2 oder 3 km",
    ),
    rule(
        "de.quantity-range",
        "quantity",
        f"[<opening> ][<minus>]<number>[[ |-]<magnitude>][[ |-]<unit>]<link>[<minus2>]{SECOND}"
        "[ |-]<unit2>",
        {"5 bis 10 km": "5..10 km between"},
        "von 5 auf 10 km; 10 bis 5 km; 5 km bis 10 kg",
        "between",
    ),
    rule(
        "de.multiple",
        "quantity",
        f"{HEDGE}(<times>|<number>[ |-](mal|fach))",
        {"das Doppelte": "2 1 none", "dreimal": "3 1 none", "mehr als zehnfach": "10 1 more_than"},
        "mehrmals; vielfach; einmalig",
    ),
)
LANGUAGE = Language(
    tag="de",
    name="German",
    slots=SLOTS,
    rules=(*QUANTITIES, *DATES),
    # in Switzerland the point is the decimal sign, and an apostrophe groups digits
    regions={
        region: {"number": printed_number("'’", ".", NUMBERS, is_strict=True)}
        for region in ("CH", "LI")
    },
    signs=Signs(
        numbers=re.compile(
            r"\b(?:ein(?:e[rmns]?)?\s(?=Mill|Bill)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
            r"|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend|Million(?:en)?"
            r"|Milliarden?|Billion(?:en)?|Dutzend|[Dd]ritt\w+|Hälfte|Viertel|Drittel"
            r"|(?:erst|zweit|viert|fünft)e[rmns]?)\b"
        ),
        dates=re.compile(
            rf"\b(?:{'|'.join(MONTHS)})\b(?:\s+\d{{4}})?|\b(?:gestern|heute)\b"
            r"|\b(?:dieses|vergangenen|letzten|nächsten|kommenden)\s+(?:Jahres|Jahr)\b"
        ),
        names_have_capitals=False,
    ),
)
