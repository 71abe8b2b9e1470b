"""Chinese, in simplified and traditional characters. 兆 is a million here and a billion there."""

from __future__ import annotations

import re

from pincite.grammar.language import Guard, Language
from pincite.grammar.languages.han import DATES as HAN_DATES
from pincite.grammar.languages.zh_dates import RULES as DATES
from pincite.grammar.languages.zh_dates import SLOTS as DATE_SLOTS
from pincite.grammar.numbers import han_number
from pincite.grammar.rules import Rule, words
from pincite.grammar.words.zh import WORDS
from pincite.text import Signs

_COUNTERS = "人 名 位 家 台 辆 輛 个 個 件 艘 座 家企业 所 次 条 條".split()
SLOTS = (
    HAN_DATES
    | DATE_SLOTS
    | {
        "number": han_number({"万": 4, "萬": 4, "亿": 8, "億": 8, "万亿": 12, "萬億": 12}),
        "minus": words({"-": "-", "−": "-", "－": "-", "负": "-", "負": "-"}),
        "hedge": words(WORDS.qualifiers),
        "bound": words(WORDS.bounds),
        "currency": words(
            {
                "人民币": "CNY",
                "人民幣": "CNY",
                "元人民币": "CNY",
                "元人民幣": "CNY",
                "欧元": "EUR",
                "歐元": "EUR",
                "美元": "USD",
                "日元": "JPY",
                "日圓": "JPY",
                "英镑": "GBP",
                "英鎊": "GBP",
                "韩元": "KRW",
                "韓元": "KRW",
                "港元": "HKD",
                "新台币": "TWD",
                "新台幣": "TWD",
            }
        ),
        "points": words(dict.fromkeys(("个百分点", "個百分點"), "pp")),
        "scale": words({"成": 1}),
        "counter": words({counter: counter for counter in _COUNTERS}),
    }
)
QUANTITIES = (
    Rule(
        id="zh.amount",
        kind="amount",
        form="[<hedge>][<minus>]<number>(<currency>|<code>)[<bound>]",
        examples=(
            ("16亿日元", "1600000000 JPY none"),
            ("约2.5亿欧元", "250000000 EUR about"),
            ("1.2万亿元人民币", "1200000000000 CNY none"),
            ("逾三千万美元", "30000000 USD more_than"),
            ("3億2000萬歐元以上", "320000000 EUR at_least"),
            ("负５００万元人民币", "-5000000 CNY none"),
        ),
        refuses=(
            "16亿",
            "16亿元",
            "近16亿日元",
            "数亿美元",
            "16亿多日元",
            "约16亿日元以上",
            "3兆日元",
            "2万3亿日元",
        ),
    ),
    Rule(
        id="zh.amount-range",
        kind="amount",
        form="<number>[<currency>](至|到|<dash>)<number2><currency2>",
        qualifier="between",
        examples=(
            ("2亿至3亿美元", "200000000..300000000 USD between"),
            ("2—3亿欧元", "200000000..300000000 EUR between"),
        ),
        refuses=("3亿至2亿美元", "从2亿到3亿美元", "两三亿美元"),
    ),
    Rule(
        id="zh.percent",
        kind="percent",
        form="[<hedge>][<minus>]<number><percent>[<bound>]",
        examples=(("约15%", "15 % about"), ("不到４０％", "40 % less_than")),
        refuses=("近15%", "15个百分点", "15%多", "一半"),
    ),
    Rule(
        id="zh.percent-in-words",
        kind="percent",
        form="[<hedge>]百分之<number>[<bound>]",
        examples=(("百分之四十", "40 % none"), ("至少百分之三十五", "35 % at_least")),
        refuses=("百分之几", "近百分之四十", "百分之三十五六"),
    ),
    Rule(
        id="zh.percent-range",
        kind="percent",
        form="<number>[<percent>](至|到|<dash>)<number2><percent2>",
        qualifier="between",
        examples=(("10%至15%", "10..15 % between"),),
        refuses=("15%至10%", "从10%到15%"),
    ),
    Rule(
        id="zh.percent-in-tenths",
        kind="percent",
        form="[<hedge>]<number><scale>[<bound>]",
        examples=(("约三成", "30 % about"),),
        refuses=("近三成", "三成半", "成"),
    ),
    Rule(
        id="zh.percentage-points",
        kind="percentage_points",
        form="[<hedge>][<minus>]<number><points>[<bound>]",
        examples=(("1.5个百分点", "1.5 pp none"),),
        refuses=("1.5个点", "1.5%"),
    ),
    Rule(
        id="zh.count",
        kind="count",
        form="[<hedge>]<number>[<counter>][<bound>]",
        examples=(
            ("1.2万人", "12000 none"),
            ("至少三百二十家", "320 at_least"),
            ("一千零五人", "1005 none"),
        ),
        refuses=("数百人", "近40人", "十几人", "40多人", "两三人", "三千五人", "三万五人"),
    ),
    Rule(
        id="zh.count-range",
        kind="count",
        form="<number>[<counter>](至|到|<dash>)<number2><counter2>",
        qualifier="between",
        examples=(("30至40人", "30..40 between"),),
        refuses=("40至30人", "三四十人"),
    ),
    Rule(
        id="zh.ordinal",
        kind="ordinal",
        form="第<number>",
        qualifier="none",
        examples=(("第三", "3 none"), ("第12", "12 none")),
        refuses=("三", "最后", "第几"),
    ),
)
GUARD = Guard(
    negated_before=re.compile(r"[不没沒未非无無勿别][^，。；！？、]{0,3}$"),
    hedged_before=re.compile(
        r"(?:约为?|約|大约|大約|近|将近|將近|几乎|接近|至少|至多|最多|最少|不少于|不少於|不低于|不低於"
        r"|不超过|不超過|超过|超過|多于|多於|逾|高于|高於|少于|少於|不到|低于|低於|不足|(?:每年|年均|每月)[^，。；！？、]{0,4}"
        r"|共|自|从|從|到|至|截至|第|[-−－~～/／±+＋—负負]|[0-9０-９][,，.．])$"
    ),
    hedged_behind=re.compile(
        r"(?:以上|以下|以内|以內|左右|上下|多|余|餘|几|幾|之?前|之?后|之?後|以来|以來|以前|以后|以後|起"
        r"|底|初|中期|末|年代|上半|下半|[至到][0-9０-９]|[-−－~～/／—][0-9０-９])"
    ),
    rate_behind=re.compile(r"(?:/|／|每)"),
)
LANGUAGE = Language(
    tag="zh",
    name="Chinese",
    slots=SLOTS,
    rules=(*QUANTITIES, *DATES),
    guard=GUARD,
    signs=Signs(
        numbers=re.compile(
            r"第[〇零一二三四五六七八九十百]+|百分之[一二三四五六七八九十百]+"
            r"|[〇零一二两三四五六七八九十百千万亿萬億]+(?=[元人家年月日位成%％艘台名])"
        ),
        dates=re.compile(r"[今去明]年(?:[0-9０-９]{1,2}月)?|[本上下]个?月|[昨今明]天"),
    ),
)
