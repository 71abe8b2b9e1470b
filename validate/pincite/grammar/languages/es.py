"""Spanish. A point groups digits and a comma begins the decimals; in Mexico the other way round."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pincite.grammar.language import Language
from pincite.grammar.languages.shared import (
    CODE,
    DECIMAL,
    HEDGE,
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
from pincite.grammar.words.es import WORDS
from pincite.text import Signs

_SMALL = spelt(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro"
    " veinticinco veintiséis veintisiete veintiocho veintinueve",
    first=0,
) | {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21}
_TENS = {
    word: number * 10
    for word, number in spelt(
        "treinta cuarenta cincuenta sesenta setenta ochenta noventa", first=3
    ).items()
}
_HUNDREDS = {
    f"{stem}{end}": number * 100
    for stem, number in spelt(
        "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient", first=2
    ).items()
    for end in ("os", "as")
}


def _known() -> Mapping[str, float]:
    found: dict[str, float] = dict(_SMALL | _TENS)
    for ten, value in _TENS.items():
        found |= {f"{ten} y {one}": value + n for one, n in _SMALL.items() if 0 < n < 10}
    small = dict(found)
    found["cien"] = 100
    for hundred, value in {"ciento": 100, **_HUNDREDS}.items():
        found |= {f"{hundred} {rest}": value + n for rest, n in small.items() if n}
    return found | _HUNDREDS


NUMBERS = spelt_numbers(
    [*_SMALL, *_TENS, *_HUNDREDS, "y", "cien", "ciento"],
    " ",
    _known,
    "uno, veinticinco, treinta y dos, doscientos seis, as far as 999",
)
_UNITS = names(
    {
        "W": "vatio|vatios|watt|watts",
        "W.h": "vatio hora|vatios hora|vatio-hora|vatios-hora|vatios-horas|vatio por hora",
        "J": "julios", "g": "gramo|gramos", "t": "tonelada|toneladas|toneladas métricas",
        "m": "metro|metros", "m2": "metro cuadrado|metros cuadrados",
        "m3": "metro cúbico|metros cúbicos", "km2": "kilómetro cuadrado|kilómetros cuadrados",
        "cm2": "centímetro cuadrado|centímetros cuadrados",
        "cm3": "centímetro cúbico|centímetros cúbicos",
        "km3": "kilómetro cúbico|kilómetros cúbicos",
        "hm3": "hectómetro cúbico|hectómetros cúbicos", "L": "litro|litros",
        "V": "voltio|voltios", "A": "amperio|amperios", "Pa": "pascal|pascales",
        "By": "byte|bytes", "bit": "bit|bits", "mol": "mol|moles", "cal": "caloría|calorías",
        "Hz": "hercio|hercios|hertz", "har": "hectárea|hectáreas", "h": "hora|horas",
        "min": "minuto|minutos", "s": "segundo|segundos", "d": "día|días", "wk": "semana|semanas",
        "mo": "mes|meses", "a": "año|años",
        "Cel": "grado Celsius|grados Celsius|grados celsius|grados centígrados|grado centígrado",
        "[mi_i]": "milla|millas", "[nmi_i]": "milla náutica|millas náuticas",
        "[bbl_us]": "barril|barriles", "bar": "bar|bares",
        "[ppm]": "parte por millón|partes por millón", "[in_i]": "pulgada|pulgadas",
        "[kn_i]": "nudo|nudos", "t.km": "tonelada-kilómetro|toneladas-kilómetro",
    },
    {"n": "nano", "u": "micro", "m": "mili", "c": "centi", "h": "hecto", "k": "kilo"}
    | {"M": "mega", "G": "giga", "T": "tera"},
    ("W", "W.h", "J", "g", "m", "L", "V", "A", "Pa", "By", "bit", "mol", "cal", "Hz", "t"),
) | {
    "micrómetro": "um", "nanómetro": "nm", "mililitro": "mL", "miligramo": "mg", "kilómetro": "km", "kilómetros": "km", "centímetro": "cm", "centímetros": "cm",
    "milímetro": "mm", "milímetros": "mm", "kilolitros": "kL", "mililitros": "mL",
    "nanómetros": "nm", "micrómetros": "um", "kilovatio": "kW", "kilos": "kg", "kilo": "kg",
    "megavatios": "MW", "hectolitros": "hL", "kilogramo": "kg", "decímetros": "dm",
}  # fmt: skip
del _UNITS["vatio por hora"]
NOUNS = (
    "personas|habitantes|empleados|trabajadores|empleos|puestos|puestos de trabajo|hogares|viviendas"
    "|familias|niños|mujeres|hombres|alumnos|estudiantes|pacientes|participantes|miembros|visitantes"
    "|turistas|pasajeros|viajeros|clientes|usuarios|abonados|votantes|votos|escaños|muertos|muertes"
    "|heridos|casos|unidades|vehículos|coches|automóviles|camiones|autobuses|trenes|barcos|barcas"
    "|buques|aviones|empresas|compañías|países|estados|ciudades|municipios|pueblos|escuelas|colegios"
    "|hospitales|tiendas|sucursales|oficinas|plantas|fábricas|edificios|proyectos|contratos|patentes"
    "|libros|páginas|acciones|estaciones|ejemplares|especies|animales|árboles|soldados|refugiados"
    "|migrantes|solicitudes|pedidos|billetes|investigadores|profesores|médicos|agricultores"
)
_CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "€": "EUR", "dólares estadounidenses": "USD", "US$": "USD",
    "dólares americanos": "USD", "dólar estadounidense": "USD", "dólares canadienses": "CAD",
    "dólares australianos": "AUD", "libras esterlinas": "GBP", "£": "GBP", "yenes": "JPY",
    "yen": "JPY", "yuanes": "CNY", "yuan": "CNY", "yuanes chinos": "CNY", "pesetas": "ESP",
    "francos suizos": "CHF", "francos franceses": "FRF", "pesos mexicanos": "MXN",
    "pesos argentinos": "ARS", "pesos chilenos": "CLP", "pesos colombianos": "COP",
    "pesos uruguayos": "UYU", "soles": "PEN", "nuevos soles": "PEN", "reales brasileños": "BRL",
    "bolívares": "VES", "quetzales": "GTQ", "lempiras": "HNL", "córdobas": "NIO",
    "guaraníes": "PYG", "bolivianos": "BOB", "rublos": "RUB", "rupias indias": "INR",
    "coronas suecas": "SEK", "coronas danesas": "DKK", "coronas noruegas": "NOK",
    "marcos alemanes": "DEM", "liras italianas": "ITL", "liras turcas": "TRY",
    "dólares": "$", "dólar": "$", "$": "$", "pesos": "peso", "peso": "peso", "libras": "pound",
    "francos": "franc", "rupias": "Rs", "reales": "real", "dinares": "dinar",
}  # fmt: skip
del _CURRENCIES["bolívares"]  # of three reforms, each with its own code
_YEARS = {
    "este año": 0, "el año pasado": -1, "el pasado año": -1, "el año anterior": -1,
    "el próximo año": 1, "el año próximo": 1, "el año que viene": 1, "el año siguiente": 1,
    "el presente año": 0, "el año en curso": 0, "de este año": 0, "del año pasado": -1,
    "del pasado año": -1, "del año anterior": -1, "del próximo año": 1, "del presente año": 0,
    "del año en curso": 0, "el último año": -1, "año anterior": -1,
}  # fmt: skip
_YEARS |= {
    f"hace {word} años": -n
    for n, word in enumerate("dos tres cuatro cinco seis siete ocho nueve diez".split(), 2)
} | {"hace un año": -1}
del _YEARS["el último año"]  # also the last twelve months
_MONTHS = named(
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre"
    " diciembre",
    "ene feb mar abr may jun jul ago sept|sep oct nov dic",
)
_WEEKDAYS = named("lunes martes miércoles jueves viernes sábado domingo", first=0)
SLOTS = dates(_MONTHS, _WEEKDAYS) | {
    "number": printed_number(".", ",", NUMBERS, is_strict=True),
    "decimal": DECIMAL,
    "round": rounds({
        "medio millón": "500000", "mil": "1000", "cien mil": "100000", "dos mil": "2000",
        "tres mil": "3000", "cinco mil": "5000", "diez mil": "10000", "una docena": "12",
        "dos docenas": "24", "media docena": "6", "mil millones": "1000000000",
        "un millón y medio": "1500000", "dos millones y medio": "2500000",
    }),
    "hundredths": words(HUNDREDTHS["es"]),
    "either": words({" o ": "or", " u ": "or"}),
    "whole": words({" de cada ": "of"}),
    "fraction": fractions({
        "la mitad": "50", "un cuarto": "25", "una cuarta parte": "25", "la cuarta parte": "25",
        "tres cuartas partes": "75", "tres cuartos": "75", "las tres cuartas partes": "75",
        "un quinto": "20", "una quinta parte": "20", "la quinta parte": "20", "un décimo": "10",
        "dos quintos": "40", "dos quintas partes": "40", "la décima parte": "10",
    }, "un tercio|una tercera parte|la tercera parte|dos tercios|dos terceras partes|un sexto"),
    "halfof": rounds({"medio": "0.5", "media": "0.5"}),
    "times": rounds({"el doble": "2", "el triple": "3", "el cuádruple": "4"}),
    "minus": words(MINUS | {"menos ": "-", "- ": "-"}),
    "article": words(dict.fromkeys(("el ", "El ", "un ", "Un ", "los ", "Los ", "las "), "")),
    "hedge": words(dict(WORDS.qualifiers) | {  # "más del 20 %"
        f"{text}l": name for text, name in WORDS.qualifiers.items()
        if text.endswith((" de", " a"))}, any_case=True),
    "mark": words(MARKS),
    "bound": words({f" {text}": name for text, name in WORDS.bounds.items()}),
    "opening": words({"entre": "and"}, any_case=True),
    "link": words({" y ": "and", " a ": "to", "-": "dash", "–": "dash", " - ": "dash", " y el ": "and",
        " y un ": "and", " al ": "to"}),
    "magnitude": words(
        {"mil": 3, "millón": 6, "millones": 6, "mil millones": 9, "millardo": 9, "millardos": 9}
        | {"billón": 12, "billones": 12, "cien mil": 5},
        whole=True,
    ),
    "short": words({"M": 6, "mill.": 6}),
    "millions": words({"M€": "EUR", "MEUR": "EUR", "mill. €": "EUR", "mill. de €": "EUR", "M$": "$",
        "MUSD": "USD", "millones €": "EUR"}),
    "currency": words({f"{of}{word}": code for word, code in _CURRENCIES.items() for of in ("", "de ")}),
    "code": CODE,
    "sign": SIGN,
    "percent": words(PERCENT_SIGNS | {"por ciento": "%", "por cien": "%", "por 100": "%"}),
    "points": words(dict.fromkeys(
        ("punto porcentual", "puntos porcentuales", "punto de porcentaje", "puntos de porcentaje",
         "p.p.", "pp", "puntos de %"), "pp")),
    "scale": words(dict.fromkeys(("punto básico", "puntos básicos", "puntos base", "pb"), -2)),
    "unit": unit_slot(
        _UNITS | {f"de {name}": code for name, code in _UNITS.items()}, (" por ", " al ", " a la ")
    ),
    "noun": nouns(NOUNS.split("|"), ("", "de ")),
    "ordinal": words(
        {f"{n}{end}": n for n in range(1, 100) for end in (".º", ".ª", "º", "ª", ".o", ".a")}
        | {f"{stem}{end}": n for stem, n in spelt(
            "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim"
        ).items() for end in "oa"} | {"primer": 1, "tercer": 3}, any_case=True),
    "prep": words(dict.fromkeys(
        ("en", "el", "del", "al", "en el", "de", "de la", "en la", "la", "durante", "durante el",
         "con fecha", "el día", "del día", "el mes de", "en el mes de", "durante los"), "at"),
        any_case=True),
    "near": words(dict.fromkeys(("pasado ", "próximo ", "pasado día ", "pasado mes de ",
        "próximo mes de "), True)),
    "relativeyear": words(_YEARS, any_case=True),
    "relativemonth": words({"este mes": 0, "el mes pasado": -1, "el próximo mes": 1,
        "el pasado mes": -1, "el mes anterior": -1, "el presente mes": 0}, any_case=True),
    "relativeday": words({"hoy": 0, "ayer": -1}, any_case=True),
    "quarter": part_of_year("quarter", (
        ("primer", "1.er", "1er"), ("segundo", "2.º", "2º"), ("tercer", "3.er", "3er"),
        ("cuarto", "4.º", "4º"))),
    "qcode": words({f"{n}T": 32 + n for n in range(1, 5)} | {f"T{n}": 32 + n for n in range(1, 5)}
        | {f"Q{n}": 32 + n for n in range(1, 5)}),
    "half": part_of_year("half", (("primer", "primera", "1.er", "1er"), ("segundo", "segunda", "2.º", "2º"))),
    "hcode": words({"1S": 40, "2S": 41, "S1": 40, "S2": 41}),
    "season": part_of_year("season", (("primavera",), ("verano",), ("otoño",), ("invierno",))),
    "roman": ROMAN_CENTURY,
    "firstmonths": words({"tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
        "nueve": 9, "diez": 10, "once": 11}),
    "datehedge": words(WORDS.date_qualifiers, any_case=True),
    "datebound": words(WORDS.date_bounds, any_case=True),
}  # fmt: skip
_ANY = "(<round>|(<number>|<decimal>)[[ ]<magnitude>])"
_SECOND = "<number2>[[ ]<magnitude2>]"
_START = f"{HEDGE}[<article>][<minus>]"
QUANTITIES = (
    rule(
        "es.amount-unit-after",
        "amount",
        f"{_START}{_ANY}[ ](<currency>|<code>)[<bound>]",
        {
            "15.700 millones de euros": "15700000000 EUR none",
            "unos 564.000 millones de pesetas": "564000000000 ESP about",
            "más de 300 euros": "300 EUR more_than",
            "2,5 mil millones de dólares estadounidenses": "2500000000 USD none",
            "5 millones de euros como mínimo": "5000000 EUR at_least",
            "casi 3 millones EUR": "3000000 EUR nearly",
            "3 millones de dólares": "3000000 $ none",
        },
        "25 millones; 1.126.2 euros; 2 o 3 millones de euros; una decena de euros; 5 escudos;"
        " 1,500 euros",
    ),
    rule(
        "es.amount-unit-before",
        "amount",
        f"{HEDGE}[<minus>](<sign>|<code>)[ ]<number>[[ ](<magnitude>|<short>)][ <code2>]",
        {"EUR 3,5 millones": "3500000 EUR none", "€20.000": "20000 EUR none"},
        "€ millones; EUR 3,500",
    ),
    rule(
        "es.amount-short",
        "amount",
        f"{_START}(<number>|<decimal>)[ ]<millions>",
        {"12,5 M€": "12500000 EUR none", "3 mill. €": "3000000 EUR none"},
        "M€; 3 m€",
    ),
    rule(
        "es.amount-hundredths",
        "amount",
        f"{_START}<number> <hundredths>[<bound>]",
        {"50 céntimos": "0.5 cent none", "unos 75 céntimos de euro": "0.75 EUR about"},
        "50 c; céntimos; 50 céntimos cada uno",
    ),
    rule(
        "es.amount-range",
        "amount",
        f"[<opening> ][<article>]<number>[[ ]<magnitude>]<link>{_SECOND}[ ](<currency>|<code>)",
        {
            "entre 2 y 3 millones de euros": "2000000..3000000 EUR between",
            "10 a 15 euros": "10..15 EUR between",
        },
        "de 2 a 3 millones de euros; entre 3 y 2 euros; 2 y 3 euros; entre 2 a 3 euros",
        "between",
    ),
    rule(
        "es.percent",
        "percent",
        f"{_START}(<number>|<decimal>)[ ]<percent>[<bound>]",
        {
            "22,7 por ciento": "22.7 % none",
            "el 20%": "20 % none",
            "aproximadamente el 16%": "16 % about",
            "casi un 15 %": "15 % nearly",
            "-0,3 %": "-0.3 % none",
            "44.5%": "44.5 % none",
        },
        "15; 15 puntos; unos cuantos %; 1,500 %; el otro 15%",
    ),
    rule(
        "es.percent-fraction",
        "percent",
        f"{HEDGE}<fraction>",
        {"la mitad": "50 % none", "casi tres cuartas partes": "75 % nearly"},
        "dos tercios; un tercio; cuarto",
    ),
    rule(
        "es.percent-ratio",
        "percent",
        f"{_START}<number><whole><number2>",
        {"7 de cada 10": "70 % none", "cuatro de cada cinco": "80 % none"},
        "dos de cada tres; 10 de cada 7; 7 de 10",
    ),
    rule(
        "es.percent-range",
        "percent",
        "[<opening> ][<article>][<minus>]<number>[[ ]<percent>]<link>[<minus2>]<number2>[ ]<percent2>",
        {"entre el 10 y el 15 %": "10..15 % between", "10 a 15 %": "10..15 % between"},
        "15 a 10 %; 10 o 15 %; 10 y 15 %",
        "between",
    ),
    rule(
        "es.percentage-points",
        "percentage_points",
        f"{_START}(<number>[ ]|<decimal>[ ]|<halfof> )(<points>|<scale>)[<bound>]",
        {"1,6 puntos porcentuales": "1.6 pp none", "25 puntos básicos": "0.25 pp none"},
        "1,6 %; 1,6 puntos",
    ),
    rule(
        "es.count",
        "count",
        f"{_START}(<round>|<number>[[ ]<magnitude>])[<bound>][ <noun>][<bound2>]",
        {
            "2.250": "2250 none",
            "más de 1.200 personas": "1200 more_than",
            "3 millones de habitantes": "3000000 none",
            "treinta y dos": "32 none",
            "unos doscientos cincuenta": "250 about",
        },
        "unos cuantos; una decena; 1,20.3; dos o cuatro; 300 cosas; 2,250",
    ),
    rule(
        "es.count-alternative",
        "count",
        "<number><either><number2>[ <noun>]",
        {"cinco o seis": "5..6 between", "11 o 12 personas": "11..12 between"},
        "cinco o siete; seis o cinco",
        "between",
    ),
    rule(
        "es.count-range",
        "count",
        f"[<opening> ][<article>]<number>[[ ]<magnitude>]<link>{_SECOND}[ <noun>]",
        {"entre 30 y 40": "30..40 between", "30 a 40 personas": "30..40 between"},
        "40 a 30; 30 y 40; 30 o 40",
        "between",
    ),
    rule(
        "es.ordinal",
        "ordinal",
        "[(e|E)l |(l|L)a ]<ordinal>",
        {"tercero": "3 none", "la segunda": "2 none", "3.º": "3 none"},
        "último; tres; 3",
        "none",
    ),
    rule(
        "es.quantity",
        "quantity",
        f"{_START}({_ANY}[ ]|<halfof> )<unit>[<bound>]",
        {
            "30 m": "30 m none",
            "400.000 metros cuadrados": "400000 m2 none",
            "3 millones de toneladas": "3000000 t none",
            "unos dos años": "2 a about",
            "20 gigavatios hora": "20 GW.h none",
            "90 kilómetros por hora": "90 km/h none",
        },
        "30; 30 barcas; GWh; 2 o 3 km; 20 grados",
    ),
    rule(
        "es.quantity-range",
        "quantity",
        f"[<opening> ][<article>]<number>[[ ]<magnitude>][[ ]<unit>]<link>{_SECOND}[ ]<unit2>",
        {"entre 5 y 10 km": "5..10 km between"},
        "10 a 5 km; 5 y 10 km; 5 km a 10 kg",
        "between",
    ),
    rule(
        "es.multiple",
        "quantity",
        f"{HEDGE}(<times>|<number> veces)",
        {"el doble": "2 1 none", "más de tres veces": "3 1 more_than"},
        "varias veces; una vez más",
    ),
)
_IN_YEAR = "[[ de| del] (<year>|<relativeyear>)]"
POINTS = (
    rule("es.iso-day", "date", "[<prep> ]<year>-<isomonth>-<isoday>",
        {"2021-11-17": "2021-11-17"}, "2021-02-29; 2021-1-7"),
    rule("es.day", "date",
        "[<prep> ][<near>][<weekday>[,] [día ]]<day> de <month>[( de | del | del año | )(<year>|<relativeyear>)]",
        {"el 3 de mayo de 1987": "1987-05-03", "30 de junio de 2025": "2025-06-30",
            "martes 2 de junio de 2015": "2015-06-02", "el pasado 19 de abril": "XXXX-04-19",
            "1 de abril del 2020": "2020-04-01"},
        "31 de junio de 2020; lunes 2 de junio de 2015; 3 de mayo de 87; 3 mayo"),
    rule("es.day-in-digits", "date", "[<prep> ]<day>(/|.|-)<monthnumber>(/|.|-)(<year>|<undated>)",
        {"17/11/2021": "2021-11-17", "el 1-4-2020": "2020-04-01"}, "11/17/2021; 17/11/21"),
    rule("es.relative-day", "date", "<relativeday>", {"ayer": "XXXX-XX-XX"}, "mañana; anteayer"),
    rule("es.weekday", "date", "[el ]<weekday>", {"el lunes": "XXXX-XX-XX"}, "lunes próximo; los lunes"),
    rule("es.month-year", "date", "[<prep> ]<month>( de | del | del año | )(<year>|<relativeyear>)",
        {"mayo de 2018": "2018-05", "en agosto del año pasado": "XXXX-08"}, "mayo de 18; mayo o junio de 2018"),
    rule("es.month", "date", "[<prep> ][<near>]<month>",
        {"en septiembre": "XXXX-09"}, "en mayo pasado; septiembre u octubre"),
    rule("es.relative-month", "date", "<relativemonth>", {"el mes pasado": "XXXX-XX"}, "los últimos meses"),
    rule("es.quarter", "date", f"[<prep> ](<quarter> trimestre|<qcode>){_IN_YEAR}",
        {"en el primer trimestre de 2023": "2023-33", "4T 2021": "2021-36", "el segundo trimestre": "XXXX-34"},
        "un trimestre de 2023; T5 2023; trimestre"),
    rule("es.half-year", "date",
        f"[<prep> ](<half> (semestre|mitad)|<hcode>){_IN_YEAR}",
        {"en el segundo semestre de 2023": "2023-41", "la primera mitad de 2024": "2024-40"},
        "semestre de 2023; tercer semestre de 2023; mitad de 2023"),
    rule("es.season", "date", "[<prep> ]<season>( de | del | )(<year>|<relativeyear>)",
        {"en la primavera de 2023": "2023-21", "verano de 1908": "1908-22"}, "primavera; invierno 2022/23"),
    rule("es.year", "date", "[<prep> ][año ]<year>",
        {"en 1991": "1991", "2016": "2016", "el año 2000": "2000"}, "antes de 2030; tras 2016; 2.016; en 991"),
    rule("es.relative-year", "date", "[(en|durante|respecto|de|para) ]<relativeyear>",
        {"este año": "XXXX", "en el año anterior": "XXXX"}, "el año; hace unos años"),
    rule("es.decade", "date", "[(en|durante) ](los años |la década de |la década de los |años )<decade>",
        {"los años 1990": "199X", "la década de 1980": "198X"}, "los años 90; la década de 1900; los años 1995"),
    rule("es.fiscal-year", "date", "[<prep> ](ejercicio|ejercicio fiscal|año fiscal) <fiscal>[(/|-)<fiscalend>]",
        {"el ejercicio 2022/23": "2022-04/2023-03", "ejercicio 2022": "2022-04/2023-03"},
        "el presente ejercicio; ejercicio 2022/24"),
    rule("es.century", "date", "[<prep> ]siglo (<roman>|<century>)",
        {"el siglo XIX": "18XX", "siglo 20": "19XX"}, "el siglo pasado; el siglo IX"),
    rule("es.fiscal-year-alone", "date", "[<prep> ]<fiscal>/<fiscalend>",
        {"2018/19": "2018-04/2019-03"}, "2018/20"),
)  # fmt: skip
INTERVALS = (
    rule("es.hedged", "date", "[<prep> ]<datehedge> [año |el |el año ]<point>",
        {"a principios de 2016": "2016 early", "mediados de mayo de 2018": "2018-05 mid",
            "a finales de 2018": "2018 late", "hacia 1890": "1890 about"},
        "principios; a finales de mes; todo 2016"),
    rule("es.hedged-behind", "date", "[<prep> ]<point>[,] <datebound>",
        {"en 2027 como pronto": "2027 not_before"}, "2027 quizá"),
    rule("es.since", "date", "(d|D)esde [el |el año ]<point>",
        {"desde 1991": "1991/..", "desde el 4 de marzo de 2020": "2020-03-04/.."},
        "desde entonces; desde principios de 2018", "since"),
    rule("es.from-onwards", "date", "(a|A) partir (de |del )[año ]<point>",
        {"a partir de 2025": "2025/..", "a partir del 4 de marzo de 2020": "2020-03-04/.."},
        "a partir de ahí", "since"),
    rule("es.until", "date", "(h|H)asta [el |el año |finales de ]<point>",
        {"hasta 2030": "../2030", "hasta el 4 de marzo de 2020": "../2020-03-04"},
        "hasta ahora; hasta mediados de 2030", "until"),
    rule("es.from-to", "date", "(d|D)(e|el|esde|esde el) <point> (a|al|hasta|hasta el) <point2>",
        {"de 2016 a 2018": "2016/2018", "del 1 de enero al 30 de junio de 2019": "2019-01-01/2019-06-30",
            "de enero a marzo": "XXXX-01/XXXX-03"},
        "de 2018 a 2016; de diciembre a marzo; de mayo a 2018", "between"),
    rule("es.between", "date", "(e|E)ntre <point> y <point2>",
        {"entre 2012 y 2013": "2012/2013", "entre enero y agosto": "XXXX-01/XXXX-08"},
        "entre 2016 o 2018; entre 2018 y 2016", "between"),
    rule("es.between-dates", "date", "(e|E)ntre el <point> y el <point2>",
        {"entre el 3 de mayo y el 5 de mayo de 2018": "2018-05-03/2018-05-05"},
        "entre el 3 y el 5", "between"),
    rule("es.point-to-point", "date", "[<prep> ]<point>(–|—| – | — | - )<point2>",
        {"2016 – 2018": "2016/2018",
            "19 de julio de 1838 – 29 de agosto de 1921": "1838-07-19/1921-08-29"},
        "2016 y 2018; 2018 – 2016", "between"),
    rule("es.years", "date", "[<prep> ]<year>(-<year2>|<shortlink><shortyear>)",
        {"1990-2001": "1990/2001", "2016–18": "2016/2018"}, "2016-17; 2010-12; 2018-2016", "between"),
    rule("es.days-of-a-month", "date", "[del |de ]<day>( al | a |-|–)<day2> de <month2>[ de <year2>]",
        {"del 4 al 6 de mayo de 2020": "2020-05-04/2020-05-06"}, "del 6 al 4 de mayo de 2020; 4 y 6 de mayo de 2020", "between"),
    rule("es.months-of-a-year", "date", "<month>(-|–)<month2>[ de (<year2>|<relativeyear2>)]",
        {"enero-agosto de 2020": "2020-01/2020-08"}, "agosto-enero de 2020; enero y agosto de 2020", "between"),
    rule("es.first-months", "date", "[en |durante ][los ]<firstmonths> primeros meses (de|del) (<year>|<relativeyear>)",
        {"los nueve primeros meses de 2021": "2021-01/2021-09"}, "nueve meses de 2021; los nueve últimos meses de 2021", "between"),
)  # fmt: skip
_POINT = "419 CU DO GT HN MX NI PA PE PR SV US".split()  # regions with a decimal point
LANGUAGE = Language(
    tag="es",
    name="Spanish",
    slots=SLOTS,
    rules=(*QUANTITIES, *POINTS, *INTERVALS),
    regions={region: {"number": printed_number(",", ".", NUMBERS)} for region in _POINT},
    signs=Signs(
        numbers=re.compile(
            r"\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
            r"|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?|mil"
            r"|millón|millones|billones|docenas?|decenas?|centenar(?:es)?|miles|mitad|tercios?"
            r"|cuartos?|primer[oa]?|segund[oa]|tercer[oa]?|doble|triple)\b",
            re.IGNORECASE,
        ),
        dates=re.compile(
            r"\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre"
            r"|noviembre|diciembre)\b(?:\s+de\s+\d{4})?|\bayer\b|\b(?:este año|el año pasado)\b",
            re.IGNORECASE,
        ),
    ),
)
