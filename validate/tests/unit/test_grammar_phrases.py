"""Phrases as people write them, with what they say: written for these tests, a line each.

`method | phrase | reading`; a reading is value, unit and qualifier as in the grammar's rules.
"""

from __future__ import annotations

import pytest

from pincite.grammar import FiscalYear, NotUnderstood, read_phrase, read_quantity
from pincite.grammar.dates import Printed, date_text

FR = """
amount | 12 millions d'euros | 12000000 EUR none
amount | 3,4 milliards d’euros | 3400000000 EUR none
amount | environ 850 000 euros | 850000 EUR about
amount | plus de 2 milliards de dollars américains | 2000000000 USD more_than
amount | moins de 40 euros | 40 EUR less_than
amount | près de 7 millions de francs suisses | 7000000 CHF nearly
amount | jusqu'à 500 € | 500 EUR at_most
amount | 1 250,50 € | 1250.5 EUR none
amount | 18 M€ | 18000000 EUR none
amount | 2,1 Md€ | 2100000000 EUR none
amount | 640 k€ | 640000 EUR none
amount | entre 4 et 5 milliards d'euros | 4000000000..5000000000 EUR between
amount | 900 milliards de yens | 900000000000 JPY none
amount | 75 millions de livres sterling | 75000000 GBP none
amount | 5 millions d'euros environ | 5000000 EUR about
amount | un million d'euros | 1000000 EUR none
percent | 8,5 % | 8.5 % none
percent | +3,2 % | 3.2 % none
percent | - 4,1 % | -4.1 % none
percent | environ 60 % | 60 % about
percent | au moins 25 pour cent | 25 % at_least
percent | entre 5 et 7 % | 5..7 % between
percent | presque la moitié | 50 % nearly
percent | un quart | 25 % none
percentage_points | 2,3 points de pourcentage | 2.3 pp none
percentage_points | 0,4 point | 0.4 pp none
percentage_points | 50 points de base | 0.5 pp none
count | 14 | 14 none
count | 3 800 salariés | 3800 none
count | plus de 60 000 personnes | 60000 more_than
count | trois | 3 none
count | quatre-vingts | 80 none
count | soixante-douze | 72 none
count | deux cent cinquante | 250 none
count | 1,2 million d'habitants | 1200000 none
count | quelque 300 | 300 about
ordinal | deuxième | 2 none
ordinal | le 5e | 5 none
quantity | 45 km | 45 km none
quantity | 1 200 mètres carrés | 1200 m2 none
quantity | 3,5 tonnes | 3.5 t none
quantity | 16 GWh | 16 GW.h none
quantity | six mois | 6 mo none
quantity | plus de dix ans | 10 a more_than
quantity | 250 mg/l | 250 mg/L none
quantity | 2 millions de barils | 2000000 [bbl_us] none
quantity | 37 °C | 37 Cel none
date | le 12 mars 2019 | 2019-03-12
date | 1er janvier 2020 | 2020-01-01
date | mars 2019 | 2019-03
date | en 2019 | 2019
date | au troisième trimestre 2022 | 2022-35
date | au premier semestre | XXXX-40
date | fin 2024 | 2024 late
date | depuis 2012 | 2012/..
date | d'ici 2035 | ../2035
date | entre 2010 et 2015 | 2010/2015
date | du 3 au 9 juin 2021 | 2021-06-03/2021-06-09
date | les années 1970 | 197X
date | le mois dernier | XXXX-XX
date | l'an dernier | XXXX
date | 24/12/2020 | 2020-12-24
date | vendredi 25 décembre 2020 | 2020-12-25
"""
ES = """
amount | 12 millones de euros | 12000000 EUR none
amount | 3,4 millones de dólares estadounidenses | 3400000 USD none
amount | unos 850.000 euros | 850000 EUR about
amount | más de 2.000 millones de euros | 2000000000 EUR more_than
amount | menos de 40 euros | 40 EUR less_than
amount | casi 7 millones de francos suizos | 7000000 CHF nearly
amount | hasta 500 € | 500 EUR at_most
amount | 1.250,50 € | 1250.5 EUR none
amount | 18 M€ | 18000000 EUR none
amount | dos mil millones de euros | 2000000000 EUR none
amount | entre 4 y 5 millones de euros | 4000000..5000000 EUR between
amount | 900 millones de pesos mexicanos | 900000000 MXN none
amount | 75 millones de libras esterlinas | 75000000 GBP none
amount | un millón de euros | 1000000 EUR none
amount | medio millón de euros | 500000 EUR none
amount | al menos 30 millones de yenes | 30000000 JPY at_least
percent | 8,5 % | 8.5 % none
percent | el 12 % | 12 % none
percent | un 3,2% | 3.2 % none
percent | -4,1 % | -4.1 % none
percent | alrededor del 60 % | 60 % about
percent | aproximadamente un 60 % | 60 % about
percent | más del 60 % | 60 % more_than
percent | entre el 5 y el 7 % | 5..7 % between
percent | casi la mitad | 50 % nearly
percent | 25 por ciento | 25 % none
percent | un 30 por cien | 30 % none
percentage_points | 2,3 puntos porcentuales | 2.3 pp none
percentage_points | 50 puntos básicos | 0.5 pp none
count | 14 | 14 none
count | 3.800 trabajadores | 3800 none
count | más de 60.000 personas | 60000 more_than
count | tres | 3 none
count | ochenta y cuatro | 84 none
count | doscientos cincuenta | 250 none
count | 1,2 millones de habitantes | 1200000 none
count | unas 300 | 300 about
ordinal | segundo | 2 none
ordinal | la tercera | 3 none
quantity | 45 km | 45 km none
quantity | 1.200 metros cuadrados | 1200 m2 none
quantity | 3,5 toneladas | 3.5 t none
quantity | 16 GWh | 16 GW.h none
quantity | 500 megavatios | 500 MW none
quantity | seis meses | 6 mo none
quantity | más de diez años | 10 a more_than
quantity | 250 mg/l | 250 mg/L none
quantity | 2 millones de barriles | 2000000 [bbl_us] none
quantity | 40 hectáreas | 40 har none
date | el 12 de marzo de 2019 | 2019-03-12
date | marzo de 2019 | 2019-03
date | en 2019 | 2019
date | el tercer trimestre de 2022 | 2022-35
date | en el primer semestre | XXXX-40
date | a finales de 2024 | 2024 late
date | desde 2012 | 2012/..
date | hasta 2035 | ../2035
date | entre 2010 y 2015 | 2010/2015
date | del 3 al 9 de junio de 2021 | 2021-06-03/2021-06-09
date | los años 1970 | 197X
date | el mes pasado | XXXX-XX
date | el año pasado | XXXX
date | 24/12/2020 | 2020-12-24
date | viernes 25 de diciembre de 2020 | 2020-12-25
date | verano de 2021 | 2021-22
"""
EN = """
amount | £12.95m | 12950000 GBP none
amount | €2.6bn | 2600000000 EUR none
amount | $1.5 trillion | 1500000000000 $ none
amount | US$250,000 | 250000 USD none
amount | A$3 million | 3000000 AUD none
amount | over €40 million | 40000000 EUR more_than
amount | as much as £3 billion | 3000000000 GBP at_most
amount | just under £20 million | 20000000 GBP nearly
amount | 4 lakh crore rupees | 4000000000000 Rs none
amount | Rs. 12,50,000 | 1250000 Rs none
amount | €3.5 million or more | 3500000 EUR at_least
amount | CHF 2.3 million | 2300000 CHF none
percent | 15 pct | 15 % none
percent | more than half | 50 % more_than
percent | a 15-percent | not
percentage_points | 25 bps | 0.25 pp none
count | 1,250 people | 1250 none
count | a dozen | 12 none
count | three hundred and twelve | 312 none
count | 2.5 million | 2500000 none
ordinal | 112th | 112 none
quantity | 6 ft | 6 [ft_i] none
quantity | 12 weeks | 12 wk none
quantity | 350 Wh/kg | 350 W.h/kg none
quantity | 3.2 million barrels | 3200000 [bbl_us] none
quantity | 10 kilometres | 10 km none
quantity | five-year | 5 a none
quantity | 40 square miles | 40 [mi_i]2 none
quantity | 2 terabytes | 2 TBy none
quantity | 70 mph | 70 [mi_i]/h none
quantity | 500 mAh | 500 mA.h none
date | 7 Oct. 2019 | 2019-10-07
date | Oct 7, 2019 | 2019-10-07
date | October 7th | XXXX-10-07
date | Monday, 7 October 2019 | 2019-10-07
date | the third quarter | XXXX-35
date | Q3 | XXXX-35
date | 1H 2021 | 2021-40
date | FY2019-20 | 2019-04/2020-03
date | mid-2025 | 2025 mid
date | no later than 2030 | 2030 not_after
date | the winter of 1941 | 1941-24
date | 3–5 May 2019 | 2019-05-03/2019-05-05
date | 1914–1918 | 1914/1918
"""
DE = """
amount | 3,2 Mia. CHF | 3200000000 CHF none
amount | 750 TEUR | 750000 EUR none
amount | gut 4 Mio. Euro | 4000000 EUR more_than
amount | € 12,5 Mio. | 12500000 EUR none
percent | unter 5 Prozent | 5 % less_than
percent | zehn Prozent | 10 % none
percentage_points | 0,25 Prozentpunkte | 0.25 pp none
count | dreiundzwanzig | 23 none
count | zweitausend | 2000 none
count | über 300 Mitarbeiter | 300 more_than
quantity | 12 Monate | 12 mo none
quantity | 2,5 Hektar | 2.5 har none
quantity | rund 400 km² | 400 km2 about
quantity | 30 Stundenkilometer | 30 km/h none
date | 3.10.1990 | 1990-10-03
date | Ende März 2020 | 2020-03 late
date | seit Oktober | XXXX-10/..
date | im dritten Quartal | XXXX-35
date | spätestens 2030 | 2030 not_after
date | bis zum 30. Juni 2024 | ../2024-06-30
"""
JA = """
amount | 2兆3千億円 | 2300000000000 JPY none
amount | 約50万ドル | 500000 $ about
percent | 7割強 | 70 % more_than
percent | マイナス3.2％ | -3.2 % none
count | 3万台 | 30000 none
count | 約200社 | 200 about
quantity | 5ヘクタール | 5 har none
quantity | 3か月 | 3 mo none
quantity | 250万キロワット | 2500000 kW none
quantity | 1.5倍 | 1.5 1 none
date | 2019年10月7日 | 2019-10-07
date | 9月 | XXXX-09
date | 令和元年5月1日 | 2019-05-01
date | 2020年代 | 202X
date | 2024年度 | 2024-04/2025-03
date | 2025年3月期 | 2024-04/2025-03
date | 2030年頃 | 2030 about
date | 4〜6月期 | XXXX-04/XXXX-06
"""
ZH = """
amount | 逾3亿港元 | 300000000 HKD more_than
amount | 12.5亿元 | 1250000000 元 none
amount | 人民币3000万元 | 30000000 CNY none
percent | 增长 | not
percent | 约30% | 30 % about
percent | 百分之十五 | 15 % none
percentage_points | 0.3个百分点 | 0.3 pp none
count | 1200余家 | 1200 more_than
count | 三百名 | 300 none
quantity | 3.5万吨 | 35000 t none
quantity | 120公里 | 120 km none
quantity | 50万千瓦时 | 500000 kW.h none
quantity | 18个月 | 18 mo none
quantity | 不到2小时 | 2 h less_than
date | 2019年10月 | 2019-10
date | 10月7日 | XXXX-10-07
date | 三季度 | XXXX-35
date | 去年下半年 | XXXX-41
date | 2022年至2024年 | 2022/2024
date | 2025年底 | 2025 late
"""
LINES = [
    (tag, *(part.strip() for part in line.split("|")))
    for tag, text in (("fr", FR), ("es", ES), ("en", EN), ("de", DE), ("ja", JA), ("zh", ZH))
    for line in text.strip().split("\n")
]


def reading(tag: str, method: str, phrase: str) -> str:
    found = read_phrase(tag, (method,), phrase)
    if isinstance(found, Printed):
        text = date_text(found, fiscal_year=FiscalYear(4))
        return text if found.qualifier == "none" else f"{text} {found.qualifier}"
    return " ".join(part for part in (found.text, found.unit, found.qualifier) if part)


def test_there_are_sixty_phrases_of_the_new_languages() -> None:
    assert FR.count("|") // 2 >= 60
    assert ES.count("|") // 2 >= 60


@pytest.mark.parametrize(("tag", "method", "phrase", "value"), LINES)
def test_a_phrase_says_what_people_read_in_it(
    tag: str, method: str, phrase: str, value: str
) -> None:
    if value == "not":
        with pytest.raises(NotUnderstood):
            reading(tag, method, phrase)
    else:
        assert reading(tag, method, phrase) == value


@pytest.mark.parametrize(
    ("phrase", "currencies", "code"),
    [
        ("$5 million", {"$": "USD"}, "USD"),
        ("5 million dollars", {"$": "CAD"}, "CAD"),
        ("5 million dollars", {"dollars": "AUD"}, "AUD"),
        ("¥5 million", {"¥": "CNY"}, "CNY"),
        ("Rs 5 crore", {"Rs": "PKR"}, "PKR"),
        ("US$5 million", {"$": "CAD"}, "USD"),
    ],
)
def test_a_shared_sign_is_what_is_declared(
    phrase: str, currencies: dict[str, str], code: str
) -> None:
    assert read_quantity(phrase).declared(currencies).unit == code


@pytest.mark.parametrize("currencies", [{}, {"¥": "JPY"}, {"$": "USD", "dollars": "CAD"}])
def test_a_shared_sign_is_refused_where_nothing_is_declared(currencies: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood, match=r"\$"):
        read_quantity("$5 million").declared(currencies)


@pytest.mark.parametrize(
    ("phrase", "unit", "value"),
    [
        ("643.1 Mt", "t", "643100000"),
        ("20 MWh", "GW.h", "0.02"),
        ("3 tonnes", "kg", "3000"),
        ("5 million tons", "t", "5000000"),
        ("2 hectares", "m2", "20000"),
        ("5 kt", "[kn_i]", "5"),
        ("5 kilotonnes", "t", "5000"),
        ("90 km/h", "m/h", "90000"),
    ],
)
def test_a_quantity_is_given_in_the_declared_unit_exactly(
    phrase: str, unit: str, value: str
) -> None:
    found = read_quantity(phrase, "en", ("quantity",)).declared({}, unit)
    assert (found.text, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("5 miles", "km"),
        ("5 kt", None),
        ("3 kg", "m"),
        ("5 tons", None),
        ("5 tons", "kg"),
        ("2 years", "mo"),
    ],
)
def test_a_quantity_of_another_unit_is_refused(phrase: str, unit: str | None) -> None:
    with pytest.raises(NotUnderstood):
        read_quantity(phrase, "en", ("quantity",)).declared({}, unit)


def test_a_region_writes_numbers_in_its_own_way() -> None:
    assert read_quantity("2.250", "es", ("count",)).text == "2250"
    assert read_quantity("2,250", "es-MX", ("count",)).text == "2250"
    assert read_quantity("2.25 %", "es-MX", ("percent",)).text == "2.25"
    with pytest.raises(NotUnderstood, match="thousands"):
        read_quantity("2,250", "es", ("count",))
    with pytest.raises(NotUnderstood):
        read_quantity("1.234", "de-CH", ("count",))
    assert read_quantity("1.234", "de-AT", ("count",)).text == "1234"
    assert read_quantity("12.5 Mio. Franken", "de-CH").declared({"Franken": "CHF"}).unit == "CHF"


@pytest.mark.parametrize(
    ("phrase", "tag"),
    [
        ("about €5\nmillion", "en"),
        ("5 Millio\u00adnen Euro", "de"),
        ("im Ma\u0308rz 2020", "de"),
        ("€5\u00a0million", "en"),
        ("16\n億円", "ja"),
    ],
)
def test_a_phrase_is_read_as_it_looks_on_the_page(phrase: str, tag: str) -> None:
    assert read_phrase(tag, ("amount", "date"), phrase)


@pytest.mark.parametrize(
    ("phrase", "tag"), [("about €5\n\nmillion", "en"), ("16\n\n億円", "ja"), ("€5 million ", "en")]
)
def test_no_phrase_runs_over_a_paragraph_or_ends_in_a_blank(phrase: str, tag: str) -> None:
    with pytest.raises(NotUnderstood):
        read_phrase(tag, ("amount", "date"), phrase)
