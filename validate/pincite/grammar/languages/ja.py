"""Japanese. Myriads 万, 億 and 兆; what bounds an amount stands before it or behind it."""

from __future__ import annotations

import re

from pincite.grammar.language import Guard, Language
from pincite.grammar.languages.han import DATES as HAN_DATES
from pincite.grammar.languages.ja_dates import RULES as DATES
from pincite.grammar.languages.ja_dates import SLOTS as DATE_SLOTS
from pincite.grammar.numbers import han_number
from pincite.grammar.rules import Rule, words
from pincite.grammar.words.ja import WORDS
from pincite.text import Signs

_COUNTERS = "人 名 社 台 件 か所 カ所 カ国 か国 店 隻 基 棟 本 個 回 機 両 戸 羽 頭".split()
SLOTS = (
    HAN_DATES
    | DATE_SLOTS
    | {
        "number": han_number({"万": 4, "億": 8, "兆": 12}),
        "minus": words({"-": "-", "−": "-", "－": "-", "マイナス": "-", "▲": "-"}),
        "hedge": words(WORDS.qualifiers),
        "bound": words(WORDS.bounds),
        "currency": words(
            {"円": "JPY", "ユーロ": "EUR", "米ドル": "USD", "人民元": "CNY", "韓国ウォン": "KRW"}
        ),
        "percent": words({"%": "%", "％": "%", "パーセント": "%"}),
        "points": words(dict.fromkeys(("パーセントポイント", "%ポイント", "％ポイント"), "pp")),
        "scale": words({"割": 1}),
        "counter": words({counter: counter for counter in _COUNTERS}),
    }
)
QUANTITIES = (
    Rule(
        id="ja.amount",
        kind="amount",
        form="[<hedge>][<minus>]<number>(<currency>|<code>)[<bound>]",
        examples=(
            ("16億円", "1600000000 JPY none"),
            ("約1億6000万円", "160000000 JPY about"),
            ("１兆２，３４５億円", "1234500000000 JPY none"),
            ("3.5億ユーロ以上", "350000000 EUR at_least"),
            ("二千五百万円未満", "25000000 JPY less_than"),
            ("▲5千万円", "-50000000 JPY none"),
        ),
        refuses=(
            "16億",
            "ほぼ16億円",
            "約16億円以上",
            "数億円",
            "16億円余り",
            "3億ドル",
            "6000万1億円",
            "1億3.5万円",
            "億円",
            "16 億円",
            "16億円弱",
        ),
    ),
    Rule(
        id="ja.amount-range",
        kind="amount",
        form="<number>[<currency>]<dash><number2><currency2>",
        qualifier="between",
        examples=(
            ("2億～3億円", "200000000..300000000 JPY between"),
            ("2～3億円", "200000000..300000000 JPY between"),
        ),
        refuses=("3億～2億円", "2億円から3億円", "2、3億円"),
    ),
    Rule(
        id="ja.percent",
        kind="percent",
        form="[<hedge>][<minus>]<number><percent>[<bound>]",
        examples=(("約15％", "15 % about"), ("４０パーセント以上", "40 % at_least")),
        refuses=("15ポイント", "ほぼ15％", "15％近く", "15％強", "15%ポイント"),
    ),
    Rule(
        id="ja.percent-range",
        kind="percent",
        form="<number>[<percent>]<dash><number2><percent2>",
        qualifier="between",
        examples=(("10～15％", "10..15 % between"),),
        refuses=("15～10％", "10％から15％"),
    ),
    Rule(
        id="ja.percent-in-tenths",
        kind="percent",
        form="[<hedge>]<number><scale>[<bound>]",
        examples=(("約3割", "30 % about"), ("４割以上", "40 % at_least")),
        refuses=("3割5分", "3割弱", "割"),
    ),
    Rule(
        id="ja.percentage-points",
        kind="percentage_points",
        form="[<hedge>][<minus>]<number><points>[<bound>]",
        examples=(("1.5パーセントポイント", "1.5 pp none"), ("約2％ポイント", "2 pp about")),
        refuses=("1.5ポイント", "1.5％"),
    ),
    Rule(
        id="ja.count",
        kind="count",
        form="[<hedge>]<number>[<counter>][<bound>]",
        examples=(
            ("1万2000人", "12000 none"),
            ("三百二十社以上", "320 at_least"),
            ("約5千台", "5000 about"),
        ),
        refuses=("数百人", "二三人", "三千五人", "1万2千3人台", "40人近く", "40％", "2、3人"),
    ),
    Rule(
        id="ja.count-range",
        kind="count",
        form="<number>[<counter>]<dash><number2><counter2>",
        qualifier="between",
        examples=(("30～40人", "30..40 between"),),
        refuses=("40～30人", "30か40人"),
    ),
    Rule(
        id="ja.ordinal",
        kind="ordinal",
        form="(第<number>|<number2>(位|番目))",
        qualifier="none",
        examples=(("第3", "3 none"), ("2位", "2 none"), ("三番目", "3 none")),
        refuses=("最後", "3", "第三者"),
    ),
)
GUARD = Guard(
    negated_behind=re.compile(
        r"[ぁ-ん]{0,4}?(?:し|され|でき)?(?:ない|なかった|ず(?:に)?|ません)|を?(?:拒否|否定|断念|中止)"
    ),
    hedged_before=re.compile(
        r"(?:令和|平成|昭和|大正|明治|約|およそ|おおよそ|ほぼ|ほとんど|少なくとも|最低|最大|最大で|多くとも|計|毎年|年間|毎月"
        r"|年|第|今後|最低でも|せいぜい|[-−－▲△~～〜/／±+＋]|マイナス|[0-9０-９][,，.．])$"
    ),
    hedged_behind=re.compile(
        r"(?:以上|以下|以内|超|未満|程度|前後|ほど|くらい|ぐらい|近く|弱|強|余|あまり|足らず|台"
        r"|を(?:超|上回|下回|切)|に(?:満たない|迫)|より|から|まで|以降|以来|以前|前|後|頃|ごろ|末|初"
        r"|半ば|前半|後半|上旬|中旬|下旬|度|代|分|か[0-9０-９]|[-−－~～〜/／][0-9０-９]|、[0-9０-９])"
    ),
    rate_behind=re.compile(r"(?:/|／|あたり|当たり|ずつ|ごと)"),
)
LANGUAGE = Language(
    tag="ja",
    name="Japanese",
    slots=SLOTS,
    rules=(*QUANTITIES, *DATES),
    guard=GUARD,
    signs=Signs(
        numbers=re.compile(
            r"第?[〇一二三四五六七八九十百千万億兆]+(?=[円人社台件年月日位割%％]|番目|隻|パーセント)"
        ),
        dates=re.compile(r"[今昨来]年(?:[0-9０-９]{1,2}月)?|[今先来]月|[昨今明]日|本日"),
    ),
)
