"""French. A blank groups digits, a comma begins the decimals; a billion is a million millions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pincite.grammar.language import Language
from pincite.grammar.languages.shared import (
    CODE,
    DECIMAL,
    HUNDREDTHS,
    MARKS,
    MINUS,
    PERCENT_SIGNS,
    ROMAN_CENTURY,
    SIGN,
    dates,
    fractions,
    named,
    nouns,
    part_of_year,
    rounds,
    spelt,
)
from pincite.grammar.numbers import printed_number, spelt_numbers
from pincite.grammar.rules import rule, words
from pincite.grammar.units import names, unit_slot
from pincite.grammar.words.fr import WORDS
from pincite.text import Signs

_SMALL = spelt(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    first=0,
)
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_SWISS = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}


def _below_hundred() -> dict[str, float]:
    teens = {
        f"dix{mark}{one}": 10 + _SMALL[one] for mark in "- " for one in ("sept", "huit", "neuf")
    }
    below = _SMALL | teens | {"une": 1}
    found: dict[str, float] = dict(below | _TENS | _SWISS)
    for ten, value in (_TENS | _SWISS).items():
        for one, number in below.items():
            if 1 < number < 10 or (ten == "soixante" and 10 <= number < 20):
                found |= {f"{ten}-{one}": value + number, f"{ten} {one}": value + number}
            if number == 1 or (ten == "soixante" and number == 11):
                found |= {f"{ten} et {one}": value + number, f"{ten}-et-{one}": value + number}
    for four in ("quatre-vingt", "quatre vingt"):
        found |= {f"{four}s": 80}
        found |= {f"{four}{m}{one}": 80 + n for one, n in below.items() for m in "- " if 0 < n < 20}
    return found


def _known() -> Mapping[str, float]:
    small = _below_hundred()
    found = dict(small) | {"cent": 100}
    for one, number in [("", 1), *((f"{word} ", n) for word, n in list(_SMALL.items())[2:10])]:
        if one:
            found[f"{one}cents"] = number * 100
        found |= {f"{one}cent {rest}": number * 100 + v for rest, v in list(small.items())[1:]}
    return found


NUMBERS = spelt_numbers(
    [*_SMALL, *_TENS, *_SWISS, "une", "et", "vingts", "cent", "cents"],
    "[- ]",
    _known,
    "un, vingt et un, quatre-vingt-dix, deux cent six, as far as 999",
)
_UNITS = names(
    {
        "W": "watt|watts",
        "W.h": "wattheure|wattheures|watt-heure|watts-heures|watt-heures|watt heure",
        "J": "joule|joules",
        "g": "gramme|grammes",
        "t": "tonne|tonnes",
        "m": "mètre|mètres",
        "m2": "mètre carré|mètres carrés",
        "m3": "mètre cube|mètres cubes",
        "km2": "kilomètre carré|kilomètres carrés",
        "cm2": "centimètre carré|centimètres carrés",
        "cm3": "centimètre cube|centimètres cubes",
        "km3": "kilomètre cube|kilomètres cubes",
        "L": "litre|litres",
        "V": "volt|volts",
        "A": "ampère|ampères",
        "A.h": "ampère-heure|ampères-heures|ampèreheure|ampèreheures",
        "Pa": "pascal|pascals",
        "By": "octet|octets",
        "bit": "bit|bits",
        "mol": "mole|moles",
        "eV": "électronvolt|électronvolts",
        "cal": "calorie|calories",
        "Hz": "hertz",
        "har": "hectare|hectares",
        "h": "heure|heures",
        "min": "minute|minutes|mn",
        "s": "seconde|secondes",
        "d": "jour|jours",
        "wk": "semaine|semaines",
        "mo": "mois",
        "a": "an|ans|année|années",
        "Cel": "degré Celsius|degrés Celsius|degré celsius|degrés celsius",
        "[mi_i]": "mile|miles",
        "[nmi_i]": "mille marin|milles marins|mille nautique|milles nautiques",
        "[bbl_us]": "baril|barils",
        "bar": "bar|bars",
        "[ppm]": "partie par million|parties par million",
        "[in_i]": "pouce|pouces",
        "[kn_i]": "nœud|nœuds",
        "t.km": "tonne-kilomètre|tonnes-kilomètres|tonnes-kilomètre",
        "km/h": "kilomètres-heure|kilomètre-heure|kilomètres à l'heure|kilomètres heure",
    },
    {"n": "nano", "u": "micro", "m": "milli", "c": "centi", "h": "hecto", "k": "kilo"}
    | {"M": "méga", "G": "giga", "T": "téra", "P": "péta"},
    ("W", "W.h", "J", "g", "m", "L", "V", "A", "Pa", "By", "bit", "mol", "eV", "cal", "Hz", "t"),
) | {"mégawattheure": "MW.h", "ko": "kBy", "Mo": "MBy", "Go": "GBy", "To": "TBy", "kilos": "kg"}
NOUNS = (
    "personnes|habitants|employés|salariés|collaborateurs|emplois|postes|ménages|foyers|logements"
    "|familles|enfants|femmes|hommes|élèves|étudiants|patients|participants|membres|visiteurs"
    "|touristes|passagers|voyageurs|clients|utilisateurs|abonnés|électeurs|voix|sièges|morts|décès"
    "|blessés|cas|unités|véhicules|voitures|camions|bus|trains|navires|bateaux|barques|avions"
    "|entreprises|sociétés|pays|États|villes|communes|villages|écoles|hôpitaux|magasins|boutiques"
    "|agences|usines|sites|bâtiments|projets|contrats|brevets|livres|pages|actions|bornes|stations"
    "|exemplaires|espèces|animaux|arbres|soldats|réfugiés|migrants|demandes|commandes|billets"
    "|chercheurs|enseignants|médecins|agriculteurs|exploitations"
)
_CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "€": "EUR", "dollars américains": "USD",
    "dollar américain": "USD", "dollars US": "USD", "dollars canadiens": "CAD", "US$": "USD",
    "dollars australiens": "AUD", "livres sterling": "GBP", "livre sterling": "GBP", "£": "GBP",
    "francs suisses": "CHF", "franc suisse": "CHF", "francs français": "FRF", "francs CFA": "XOF",
    "francs belges": "BEF", "yens": "JPY", "yen": "JPY", "yuans": "CNY", "yuan": "CNY",
    "roubles": "RUB", "roupies indiennes": "INR", "zlotys": "PLN", "deutsche marks": "DEM",
    "wons sud-coréens": "KRW", "couronnes suédoises": "SEK", "couronnes norvégiennes": "NOK",
    "couronnes danoises": "DKK", "dirhams marocains": "MAD", "dinars algériens": "DZD",
    "réaux brésiliens": "BRL", "reais brésiliens": "BRL", "pesetas": "ESP", "lires italiennes": "ITL",
    "dollars": "$", "dollar": "$", "$": "$", "francs": "franc", "roupies": "Rs", "pesos": "peso",
    "dinars": "dinar", "wons": "won", "couronnes": "krona",
}  # fmt: skip
del _CURRENCIES["couronnes"], _CURRENCIES["francs CFA"]  # of several countries
_OF = {f"{of}{word}": code for word, code in _CURRENCIES.items() for of in ("", "de ", "d'", "d’")}
_YEARS = {
    "cette année": 0, "l'année dernière": -1, "l’année dernière": -1, "l'an dernier": -1,
    "l’an dernier": -1, "l'année passée": -1, "l’année passée": -1, "l'an passé": -1,
    "l'année précédente": -1, "l’année précédente": -1, "l'année prochaine": 1, "l’an passé": -1,
    "l’année prochaine": 1, "l'an prochain": 1, "l’an prochain": 1, "l'année suivante": 1,
    "l’année suivante": 1, "il y a un an": -1, "il y a deux ans": -2, "il y a trois ans": -3,
    "il y a cinq ans": -5, "il y a dix ans": -10, "de cette année": 0, "de l'année dernière": -1, "de l’an dernier": -1,
    "de l'an dernier": -1, "de l’année dernière": -1, "l'année en cours": 0, "l’année en cours": 0,
    "dernier": -1, "prochain": 1,
}  # fmt: skip
del _YEARS["dernier"], _YEARS["prochain"]  # "en mai dernier" is the last May, of either year
_MONTHS = named(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr|fév - avr - - juil - sept oct nov déc",
)
del _MONTHS["sept"]  # it is seven, too
_WEEKDAYS = named("lundi mardi mercredi jeudi vendredi samedi dimanche", first=0)
_PREPS = (
    "en", "le", "au", "du", "en date du", "au mois de", "à", "dans le", "au cours du", "de",
    "pour le", "au cours de", "pendant", "d'", "l'", "pour", "sur", "durant", "la", "à la",
    "au titre de", "de l'",
)  # fmt: skip
SLOTS = dates(_MONTHS, _WEEKDAYS) | {
    "number": printed_number("'’", ",", NUMBERS),
    "decimal": DECIMAL,
    "round": rounds({
        "un demi-million": "500000", "un demi-milliard": "500000000", "une demi-douzaine": "6",
        "une douzaine": "12", "mille": "1000", "deux mille": "2000", "cinq mille": "5000", "dix mille": "10000", "cent mille": "100000", "trois mille": "3000",
    }),
    "hundredths": words(HUNDREDTHS["fr"]), "either": words({" ou ": "or"}), "whole": words({" sur ": "of"}),
    "fraction": fractions({
        "la moitié": "50", "un quart": "25", "le quart": "25", "trois quarts": "75",
        "les trois quarts": "75", "un cinquième": "20", "deux cinquièmes": "40", "un dixième": "10",
        "trois cinquièmes": "60", "quatre cinquièmes": "80",
    }, "un tiers|le tiers|deux tiers|les deux tiers|un sixième|un septième|un neuvième"),
    "times": rounds({"le double": "2", "le triple": "3", "deux fois": "2", "trois fois": "3", "le quadruple": "4"}),
    "minus": words(MINUS | {"- ": "-", "moins ": "-", "plus ": "+"}),
    "hedge": words(WORDS.qualifiers, any_case=True),
    "elided": words({f"{text[:-1]}{mark}": name for text, name in WORDS.qualifiers.items()
        if text.endswith(" de") for mark in "'’"}, any_case=True),
    "mark": words(MARKS),
    "bound": words({f" {text}": name for text, name in WORDS.bounds.items()}),
    "opening": words({"entre": "and"}, any_case=True),
    "link": words({" et ": "and", " à ": "to", "-": "dash", "–": "dash", " - ": "dash"}),
    "magnitude": words(
        {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12}
        | {"billions": 12, "Mds": 9, "Md": 9, "mds": 9, "md": 9, "mrd": 9, "mrds": 9, "Mrd": 9}
        | {"Mio": 6, "mio": 6},
        whole=True,
    ),
    "short": words({"M": 6, "Mds": 9, "Md": 9, "k": 3, "K": 3}),
    "thousands": words({"k€": "EUR", "K€": "EUR", "kEUR": "EUR", "KEUR": "EUR"}),
    "millions": words({"M€": "EUR", "ME": "EUR", "MEUR": "EUR", "MUSD": "USD", "MCHF": "CHF", "M$": "$"}),
    "billions": words({"Md€": "EUR", "Mds€": "EUR", "MdEUR": "EUR", "Md$": "$", "G€": "EUR"}),
    "currency": words(_OF),
    "code": CODE,
    "sign": SIGN,
    "percent": words(PERCENT_SIGNS | {"pour cent": "%", "pourcent": "%", "p. 100": "%"}),
    "points": words(dict.fromkeys(
        ("point", "points", "point de pourcentage", "points de pourcentage", "pt", "pts",
         "point de %", "points de %"), "pp")),
    "scale": words(dict.fromkeys(
        ("point de base", "points de base", "pb", "pdb"), -2)),
    "unit": unit_slot(
        _UNITS | {f"de {name}": code for name, code in _UNITS.items()}
        | {f"d{mark}{name}": code for name, code in _UNITS.items() for mark in "'’"},
        (" par ", " à l'", " à l’")),
    "noun": nouns(NOUNS.split("|"), ("", "de ", "d'", "d’")),
    "ordinal": words(
        {f"{n}{end}": n for n in range(2, 100) for end in ("e", "ème", "ᵉ")}
        | {"1er": 1, "1re": 1, "1ère": 1, "premier": 1, "première": 1, "second": 2, "seconde": 2}
        | {"deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5, "sixième": 6}
        | {"septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10, "onzième": 11,
           "douzième": 12, "vingtième": 20}, any_case=True),
    "prep": words(dict.fromkeys(_PREPS, "at"), any_case=True),
    "first": words({"1er": 1, "1ᵉʳ": 1, "premier": 1}),
    "relativeyear": words(_YEARS, any_case=True),
    "relativemonth": words({"ce mois-ci": 0, "le mois dernier": -1, "le mois prochain": 1,
        "le mois précédent": -1, "ce mois": 0}, any_case=True),
    "relativeday": words({"aujourd'hui": 0, "aujourd’hui": 0, "hier": -1, "demain": 1}, any_case=True),
    "quarter": part_of_year("quarter", (
        ("premier", "1er", "1ᵉʳ"), ("deuxième", "second", "2e", "2ème", "2ᵉ"),
        ("troisième", "3e", "3ème", "3ᵉ"), ("quatrième", "4e", "4ème", "4ᵉ"))),
    "qcode": words({f"{mark}{n}": 32 + n for n in range(1, 5) for mark in "TQ"}),
    "half": part_of_year("half", (("premier", "1er", "1ᵉʳ"), ("deuxième", "second", "2e", "2ème"))),
    "hcode": words({"S1": 40, "S2": 41}),
    "season": part_of_year("season", (("printemps",), ("été",), ("automne",), ("hiver",))),
    "roman": ROMAN_CENTURY,
    "firstmonths": words({"trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11}),
    "datehedge": words(WORDS.date_qualifiers, any_case=True),
    "datebound": words(WORDS.date_bounds, any_case=True),
}  # fmt: skip
HEDGE = "[(<hedge> |<elided>|<mark>[ ])]"
_ANY = "(<round>|(<number>|<decimal>)[[ |-]<magnitude>])"
_SECOND = "<number2>[[ |-]<magnitude2>]"
QUANTITIES = (
    rule(
        "fr.amount-unit-after",
        "amount",
        f"{HEDGE}[<minus>](<round>|(<number>|<decimal>)[[ |-](<magnitude>|<short>)])"
        "[ ](<currency>|<code>)[<bound>]",
        {
            "25 millions d'euros": "25000000 EUR none",
            "1 126,2 millions d'euros": "1126200000 EUR none",
            "environ 2,5 milliards de dollars américains": "2500000000 USD about",
            "plus de 300 euros": "300 EUR more_than",
            "3 Md€": "3000000000 EUR none",
            "5 millions d’euros au moins": "5000000 EUR at_least",
            "deux cents francs suisses": "200 CHF none",
            "3 millions de dollars": "3000000 $ none",
        },
        "25 millions; 1.126.2 euros; 2 ou 3 millions d'euros; une dizaine d'euros; 5 écus;"
        " 1.500 euros",
    ),
    rule(
        "fr.amount-unit-before",
        "amount",
        f"{HEDGE}[<minus>](<sign>|<code>)[ ]<number>[[ ](<magnitude>|<short>)]",
        {"EUR 3,5 millions": "3500000 EUR none", "€20 000": "20000 EUR none"},
        "€ millions; EUR 3.500",
    ),
    rule(
        "fr.amount-short",
        "amount",
        f"{HEDGE}[<minus>](<number>|<decimal>)[ ](<thousands>|<millions>|<billions>)",
        {"12,5 M€": "12500000 EUR none", "300 k€": "300000 EUR none", "3 M$": "3000000 $ none"},
        "M€; 3 m€",
    ),
    rule(
        "fr.amount-hundredths",
        "amount",
        f"{HEDGE}[<minus>]<number> <hundredths>[<bound>]",
        {"50 centimes": "0.5 cent none", "environ 75 centimes d'euro": "0.75 EUR about"},
        "50 c; centimes; 50 centimes pièce",
    ),
    rule(
        "fr.amount-range",
        "amount",
        f"[<opening> ]<number>[[ ]<magnitude>]<link>{_SECOND}[ ](<currency>|<code>)",
        {
            "entre 2 et 3 millions d'euros": "2000000..3000000 EUR between",
            "10 à 15 euros": "10..15 EUR between",
        },
        "de 2 à 3 millions d'euros; entre 3 et 2 euros; 2 et 3 euros; entre 2 à 3 euros",
        "between",
    ),
    rule(
        "fr.percent",
        "percent",
        f"{HEDGE}[<minus>](<number>|<decimal>)[ ]<percent>[<bound>]",
        {
            "+ 9,2%": "9.2 % none",
            "au moins 10 %": "10 % at_least",
            "près de 15 pour cent": "15 % nearly",
            "-0,3 %": "-0.3 % none",
            "15 % environ": "15 % about",
        },
        "15; 15 points; quelques %; 15 % de plus",
    ),
    rule(
        "fr.percent-fraction",
        "percent",
        f"{HEDGE}<fraction>",
        {"la moitié": "50 % none", "près de trois quarts": "75 % nearly"},
        "deux tiers; un tiers; quart",
    ),
    rule(
        "fr.percent-ratio",
        "percent",
        f"{HEDGE}<number><whole><number2>",
        {"7 sur 10": "70 % none", "environ quatre sur cinq": "80 % about"},
        "deux sur trois; 10 sur 7; 7 sur 10 personnes",
    ),
    rule(
        "fr.percent-range",
        "percent",
        "[<opening> ][<minus>]<number>[[ ]<percent>]<link>[<minus2>]<number2>[ ]<percent2>",
        {"entre 10 et 15 %": "10..15 % between", "10 à 15 %": "10..15 % between"},
        "15 à 10 %; 10 ou 15 %; 10 et 15 %",
        "between",
    ),
    rule(
        "fr.percentage-points",
        "percentage_points",
        f"{HEDGE}[<minus>](<number>|<decimal>)[ ](<points>|<scale>)[<bound>]",
        {
            "1,6 point": "1.6 pp none",
            "+2 points de pourcentage": "2 pp none",
            "25 points de base": "0.25 pp none",
        },
        "1,6 %; des points",
    ),
    rule(
        "fr.count",
        "count",
        f"{HEDGE}[<minus>](<round>|<number>[[ |-]<magnitude>])[<bound>][ <noun>][<bound2>]",
        {
            "2 250": "2250 none",
            "plus de 1 200 personnes": "1200 more_than",
            "3 millions d'habitants": "3000000 none",
            "quatre-vingt-dix-sept": "97 none",
            "vingt et un": "21 none",
        },
        "quelques-uns; une dizaine; 1.20; deux ou quatre; 300 trucs; 2.250",
    ),
    rule(
        "fr.count-alternative",
        "count",
        "<number><either><number2>[ <noun>]",
        {"cinq ou six": "5..6 between", "11 ou 12 personnes": "11..12 between"},
        "cinq ou sept; six ou cinq",
        "between",
    ),
    rule(
        "fr.count-range",
        "count",
        f"[<opening> ]<number>[[ ]<magnitude>]<link>{_SECOND}[ <noun>]",
        {"entre 30 et 40": "30..40 between", "30 à 40 personnes": "30..40 between"},
        "40 à 30; 30 et 40; 30 ou 40",
        "between",
    ),
    rule(
        "fr.ordinal",
        "ordinal",
        "[(l|L)(e |a |'|’)]<ordinal>",
        {"troisième": "3 none", "le 21e": "21 none", "la première": "1 none"},
        "dernier; trois; 3",
        "none",
    ),
    rule(
        "fr.quantity",
        "quantity",
        f"{HEDGE}[<minus>]{_ANY}[ ]<unit>[<bound>]",
        {
            "30 m": "30 m none",
            "400 000 mètres carrés": "400000 m2 none",
            "3 millions de tonnes": "3000000 t none",
            "environ deux ans": "2 a about",
            "20 gigawattheures": "20 GW.h none",
            "90 kilomètres par heure": "90 km/h none",
        },
        "30; 30 barques; GWh; 2 ou 3 km; 20 degrés",
    ),
    rule(
        "fr.quantity-range",
        "quantity",
        f"[<opening> ]<number>[[ ]<magnitude>][[ ]<unit>]<link>{_SECOND}[ ]<unit2>",
        {"entre 5 et 10 km": "5..10 km between"},
        "10 à 5 km; 5 et 10 km; 5 km à 10 kg",
        "between",
    ),
    rule(
        "fr.multiple",
        "quantity",
        f"{HEDGE}(<times>|<number> fois)",
        {"le double": "2 1 none", "plus de trois fois": "3 1 more_than"},
        "plusieurs fois; une autre fois",
    ),
)
_IN_YEAR = "[[ de| du] (<year>|<relativeyear>)]"
POINTS = (
    rule("fr.iso-day", "date", "[<prep> ]<year>-<isomonth>-<isoday>",
        {"2021-11-17": "2021-11-17"}, "2021-02-29; 2021-1-7"),
    rule("fr.day", "date",
        "[<prep> ][<weekday>[,] ][le ](<day>|<first>) <month>[ (<year>|<relativeyear>)]",
        {"le 3 mai 1987": "1987-05-03", "30 juin 2025": "2025-06-30", "1er avril 2020": "2020-04-01",
            "mardi 2 juin 2015": "2015-06-02", "le 14 juillet": "XXXX-07-14"},
        "31 juin 2020; lundi 2 juin 2015; 3 mai 87; 3 may 1987"),
    rule("fr.day-in-digits", "date", "[<prep> ]<day>(/|.)<monthnumber>(/|.)(<year>|<undated>)",
        {"17/11/2021": "2021-11-17", "le 1.4.2020": "2020-04-01"}, "11/17/2021; 17/11/21"),
    rule("fr.relative-day", "date", "<relativeday>", {"hier": "XXXX-XX-XX"}, "avant-hier"),
    rule("fr.weekday", "date", "[le ]<weekday>", {"lundi": "XXXX-XX-XX"}, "lundi prochain; les lundis"),
    rule("fr.month-year", "date", "[<prep> ]<month> [de ](<year>|<relativeyear>)",
        {"mai 2018": "2018-05", "en août 2020": "2020-08"}, "mai 18; mai ou juin 2018; may 2018"),
    rule("fr.month", "date", "[<prep> ]<month>",
        {"en septembre": "XXXX-09"}, "en mai dernier; septembre ou octobre"),
    rule("fr.relative-month", "date", "<relativemonth>", {"le mois dernier": "XXXX-XX"}, "ces derniers mois"),
    rule("fr.quarter", "date", f"[<prep> ](<quarter> trimestre|<qcode>){_IN_YEAR}",
        {"au premier trimestre 2023": "2023-33", "T4 2021": "2021-36", "le deuxième trimestre": "XXXX-34"},
        "un trimestre 2023; T5 2023; trimestre"),
    rule("fr.half-year", "date", f"[<prep> ](<half> semestre|<hcode>){_IN_YEAR}",
        {"au second semestre 2023": "2023-41", "S1 2024": "2024-40"}, "semestre 2023; troisième semestre 2023"),
    rule("fr.season", "date", "[<prep> |(à|À) l(’|')|(l|L)(’|')|(d|D)(’|')]<season>[ de] (<year>|<relativeyear>)",
        {"au printemps 2023": "2023-21", "l'été 1908": "1908-22", "à l’automne 2024": "2024-23"},
        "printemps; hiver 2022/23"),
    rule("fr.year", "date", "[<prep> |[en ][l(’|')]année ]<year>",
        {"en 1991": "1991", "2016": "2016", "l'année 2000": "2000"}, "avant 2030; après 2016; 2.016; en 991"),
    rule("fr.relative-year", "date", "[<prep> ]<relativeyear>",
        {"cette année": "XXXX", "l'an dernier": "XXXX"}, "l'année; il y a quelques années"),
    rule("fr.decade", "date", "[<prep> |les |des |dans les ]années <decade>",
        {"les années 1990": "199X"}, "les années 90; les années 1900; les années 1995"),
    rule("fr.fiscal-year", "date", "[<prep> |[(à|À) ][l(’|')]](exercice|exercice fiscal) <fiscal>[(/|-)<fiscalend>]",
        {"exercice 2022/23": "2022-04/2023-03", "l’exercice 2022": "2022-04/2023-03"},
        "l'exercice en cours; exercice 2022/24"),
    rule("fr.century", "date", "[<prep> ](<century>|<roman>)(e|ème|ᵉ) siècle",
        {"au XIXe siècle": "18XX", "le 20e siècle": "19XX"}, "siècle dernier; le IXe siècle; XIX siècle"),
    rule("fr.fiscal-year-alone", "date", "[<prep> ]<fiscal>/<fiscalend>",
        {"2018/19": "2018-04/2019-03"}, "2018/20"),
)  # fmt: skip
INTERVALS = (
    rule("fr.hedged", "date", "[<prep> ]<datehedge>[ |-][du |de |de l(’|')|le ]<point>",
        {"début 2016": "2016 early", "mi-mai 2018": "2018-05 mid", "à la fin de 2018": "2018 late",
            "vers 1890": "1890 about", "au plus tôt en 2027": "2027 not_before"},
        "début; fin de mois; tout 2016"),
    rule("fr.hedged-behind", "date", "[<prep> ]<point>[,] <datebound>",
        {"2027 au plus tôt": "2027 not_before", "en 2027 au plus tard": "2027 not_after"}, "2027 peut-être"),
    rule("fr.since", "date", "(d|D)epuis [le |l(’|')année ]<point>",
        {"depuis 1991": "1991/..", "depuis le 4 mars 2020": "2020-03-04/.."},
        "depuis lors; depuis début 2018", "since"),
    rule("fr.from-onwards", "date", "((à|À) (partir|compter) (de |du |d(’|'))|(d|D)ès [le ])<point>",
        {"à partir de 2025": "2025/..", "dès 2027": "2027/.."}, "à partir de là; dès que possible", "since"),
    rule("fr.until", "date", "((j|J)usqu(’|')(en|au) |(d|D)(’|')ici [à fin |à la fin de |à |au |fin ])<point>",
        {"d'ici 2030": "../2030", "jusqu'en 2030": "../2030", "d’ici à fin 2025": "../2025"},
        "d'ici peu; jusqu'à la mi-2030", "until"),
    rule("fr.from-to", "date", "(d|D)(e |u |(’|'))<point> (à|au|jusqu(’|')en|jusqu(’|')au) <point2>",
        {"de 2016 à 2018": "2016/2018", "du 1er janvier au 30 juin 2019": "2019-01-01/2019-06-30",
            "de janvier à mars": "XXXX-01/XXXX-03"},
        "de 2018 à 2016; de décembre à mars; de mai à 2018", "between"),
    rule("fr.between", "date", "(e|E)ntre <point> et <point2>",
        {"entre 2012 et 2013": "2012/2013", "entre janvier et août": "XXXX-01/XXXX-08"},
        "entre 2016 ou 2018; entre 2018 et 2016", "between"),
    rule("fr.point-to-point", "date", "<point>(–|—| – | — | - | à )<point2>",
        {"2016 – 2018": "2016/2018", "19 juillet 1838 – 29 août 1921": "1838-07-19/1921-08-29"},
        "2016 et 2018; 2018 – 2016", "between"),
    rule("fr.years", "date", "[<prep> ]<year>(-<year2>|<shortlink><shortyear>)",
        {"2016-2018": "2016/2018", "2016–18": "2016/2018"}, "2016-17; 2010-12; 2018-2016", "between"),
    rule("fr.days-of-a-month", "date", "[du |le ](<day>|<first>)( au |-|–)<day2> <month2>[ <year2>]",
        {"du 4 au 6 mai 2020": "2020-05-04/2020-05-06"}, "du 6 au 4 mai 2020; 4 et 6 mai 2020", "between"),
    rule("fr.months-of-a-year", "date", "<month>(-|–)<month2>[ (<year2>|<relativeyear2>)]",
        {"janvier-mars 2020": "2020-01/2020-03"}, "mars-janvier 2020; janvier et mars 2020", "between"),
    rule("fr.first-months", "date", "[(les|des|sur les|au cours des|lors des) ]<firstmonths> premiers mois[ de (<year>|<relativeyear>)]",
        {"les neuf premiers mois de 2021": "2021-01/2021-09"}, "neuf mois de 2021; les neuf derniers mois de 2021", "between"),
)  # fmt: skip
LANGUAGE = Language(
    tag="fr",
    name="French",
    slots=SLOTS,
    rules=(*QUANTITIES, *POINTS, *INTERVALS),
    signs=Signs(
        numbers=re.compile(
            r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
            r"|seize|vingt|trente|quarante|cinquante|soixante|cents?|mille|millions?|milliards?"
            r"|dizaines?|douzaines?|centaines?|milliers?|moitié|tiers|quarts?|premi(?:er|ère)s?"
            r"|deuxième|seconde?|troisième|double|triple)\b",
            re.IGNORECASE,
        ),
        dates=re.compile(
            r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
            r"|décembre)\b(?:\s+\d{4})?|\bhier\b|\b(?:cette année|l['’]an(?:née)? (?:dernière?|passée?))",
            re.IGNORECASE,
        ),
    ),
)
