"""Currencies: ISO 4217 codes, and what a sign may stand for where a source declares it.

A sign that several countries use names no currency: it reads as itself (`$`), and only what the
source or the field declares, a person's statement, makes a currency of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from pincite.grammar.rules import NotUnderstood

# ISO 4217 (2024) without funds and metals, and codes withdrawn since 1990 that texts still print.
# Left out: codes that are also words in capitals (ALL, CUP, SOS, TOP).
CODES = frozenset(
    "AED AFN AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD"
    " CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP"
    " GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW"
    " KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MRU MUR MVR MWK MXN MYR MZN NAD"
    " NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK"
    " SGD SHP SLE SRD SSP STN SVC SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES"
    " VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ATS BEF DEM ESP FIM FRF GRD HRK IEP ITL LUF NLG PTE"
    " SIT SKK EEK LVL LTL".split()
)
SIGNS: Mapping[str, str] = {
    "€": "EUR",
    "£": "GBP",
    "US$": "USD",
    "US $": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "USD$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "Can$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "AUD$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "SG$": "SGD",
    "R$": "BRL",
    "MX$": "MXN",
    "Mex$": "MXN",
    "CN¥": "CNY",
    "JP¥": "JPY",
    "RMB": "CNY",
    "RMB¥": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    "₴": "UAH",
    "฿": "THB",
}
# Signs and words that several currencies share; the reading has the first of each group.
SHARED: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL"),
    "¥": ("JPY", "CNY"),
    "元": ("CNY", "TWD", "HKD", "MOP", "SGD"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "franc": ("CHF", "FRF", "BEF", "XOF", "XAF", "LUF"),
    "peso": ("MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP"),
    "krona": ("SEK", "ISK"),
    "krone": ("NOK", "DKK"),
    "pound": ("GBP", "EGP", "LBP", "SYP", "IEP"),
    "won": ("KRW", "KPW"),
    "real": ("BRL", "IRR"),
    "lira": ("TRY", "ITL", "LBP"),
    "dinar": ("RSD", "KWD", "DZD", "TND", "JOD", "IQD", "BHD", "LYD"),
}
# What a declaration may call a shared sign: its own printed form, or another one of the group.
NAMES: Mapping[str, tuple[str, ...]] = {
    "$": ("$", "＄", "dollar", "dollars", "Dollar", "dólar", "dólares", "ドル"),
    "¥": ("¥", "￥"),
    "元": ("元", "圆", "圓", "块", "塊", "￥", "¥"),
    "kr": ("kr", "kr.", "Kr", "Kr."),
    "Rs": ("Rs", "Rs.", "₨", "rupee", "rupees", "Rupien", "roupies", "rupias", "ルピー", "卢比"),
    "franc": ("franc", "francs", "Franken", "francos", "Fr.", "Fr", "フラン", "法郎"),
    "peso": ("peso", "pesos", "Peso", "Pesos", "ペソ", "比索"),
    "krona": ("krona", "kronor", "Kronen", "couronnes", "coronas", "kr"),
    "krone": ("krone", "kroner", "Kronen", "couronnes", "coronas", "kr"),
    "pound": ("pound", "pounds", "Pfund", "livres", "libras", "£", "ポンド", "镑", "鎊"),
    "won": ("won", "Won", "wons", "ウォン"),
    "real": ("real", "reais", "reals", "Real", "reales", "レアル"),
    "lira": ("lira", "liras", "Lira", "lires", "livres turques", "リラ", "里拉"),
    "dinar": ("dinar", "dinars", "Dinar", "dinares", "ディナール"),
}


def one_unit(units: set[str]) -> str:
    """The one currency that several signs of an amount agree on: `$5 CAD` is Canadian.

    Raises NotUnderstood where they do not.
    """
    shared = sorted(units & SHARED.keys())
    codes = units - SHARED.keys()
    if len(codes) == 1 and all(next(iter(codes)) in SHARED[sign] for sign in shared):
        return next(iter(codes))
    if not codes and len(shared) == 1:
        return shared[0]
    raise NotUnderstood(f"the phrase names several units: {', '.join(sorted(units))}")


def currency_of(unit: str, declared: Mapping[str, str]) -> str:
    """The ISO 4217 code of an amount's unit, by what is declared where several share a sign.

    Raises NotUnderstood where nothing, or no code, is declared.
    """
    if unit not in SHARED:
        return unit
    found = {declared[name] for name in NAMES[unit] if name in declared}
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise NotUnderstood(f"“{unit}” is declared as {' and '.join(sorted(found))}")
    candidates = ", ".join(SHARED[unit][:3])
    more = " ..." if len(SHARED[unit]) > 3 else ""
    raise NotUnderstood(
        f"“{unit}” may be {candidates}{more}: declare it, as in"
        f' "currencies": {{"{unit}": "{SHARED[unit][0]}"}}'
    )
