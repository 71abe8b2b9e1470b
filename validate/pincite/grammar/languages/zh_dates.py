"""Dates in Chinese."""

from __future__ import annotations

from pincite.grammar.languages.han import SMALL
from pincite.grammar.rules import NotUnderstood, Rule, Slot, words

_DECADES = {f"{char}十": number for number, char in enumerate("二三四五六七八九", 2)} | {"一十": 1}


def _century_decade(text: str) -> str:
    """`20世纪90年代` is 199X: its text without the last two characters."""
    century, _, rest = text.partition("世")
    decade = rest[1:-2]
    number = _DECADES.get(decade) or (int(decade) // 10 if decade.isdecimal() else 0)
    if not number or (decade.isdecimal() and int(decade) % 10):
        raise NotUnderstood(f"“{text}” is no decade")
    return f"{SMALL.read(century) - 1:02d}{number}X"


SLOTS = {
    "relativeyear": words({"今年": 0, "去年": -1, "明年": 1}),
    "relativemonth": words(
        {"本月": 0, "上月": -1, "上个月": -1, "上個月": -1, "下月": 1, "下个月": 1, "下個月": 1}
    ),
    "relativeday": words({"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1}),
    "quarter": words(
        {
            f"第{digit}季度": 33 + number
            for number, group in enumerate(("1一", "2二", "3三", "4四"))
            for digit in group
        }
    ),
    "half": words({"上半年": 40, "下半年": 41}),
    "season": words({"春季": 21, "夏季": 22, "秋季": 23, "冬季": 24}),
    "centurydecade": Slot(
        "a century, 世纪 or 世紀, and a decade of it in tens",
        f"(?:{SMALL.pattern})世[纪紀](?:[1-9]0|[一二三四五六七八九]十)年代",
        _century_decade,
    ),
    "dayword": words({"日": "", "号": "", "號": ""}),
}
POINTS = (
    Rule(
        id="zh.iso-day",
        kind="date",
        form="<year>-<isomonth>-<isoday>",
        qualifier="none",
        examples=(("2021-11-17", "2021-11-17"),),
        refuses=("2021-02-29", "2021/11/17"),
    ),
    Rule(
        id="zh.day",
        kind="date",
        form="(<year>年|<relativeyear>)<month>月<day><dayword>",
        qualifier="none",
        examples=(
            ("2021年11月17日", "2021-11-17"),
            ("二〇二一年三月四日", "2021-03-04"),
            ("今年5月3号", "XXXX-05-03"),
        ),
        refuses=("2021年13月1日", "11月17日", "2021年2月30日"),
    ),
    Rule(
        id="zh.month",
        kind="date",
        form="(<year>年|<relativeyear>)<month>月",
        qualifier="none",
        examples=(("2018年5月", "2018-05"), ("去年6月", "XXXX-06")),
        refuses=("5月", "2018年5月底", "2018年5个月"),
    ),
    Rule(
        id="zh.year",
        kind="date",
        form="<year>年",
        qualifier="none",
        examples=(("1991年", "1991"), ("２０１６年", "2016")),
        refuses=("2016", "91年", "2016年初", "2030年前", "10年"),
    ),
    Rule(
        id="zh.quarter",
        kind="date",
        form="(<year>年|<relativeyear>)<quarter>",
        qualifier="none",
        examples=(("2023年第一季度", "2023-33"),),
        refuses=("第一季度", "2023年第五季度", "2023年一季度"),
    ),
    Rule(
        id="zh.half-year",
        kind="date",
        form="(<year>年|<relativeyear>)<half>",
        qualifier="none",
        examples=(("2023年上半年", "2023-40"), ("2024年下半年", "2024-41")),
        refuses=("半年", "今年下半年", "上半年"),
    ),
    Rule(
        id="zh.season",
        kind="date",
        form="(<year>年|<relativeyear>)<season>",
        qualifier="none",
        examples=(("2023年春季", "2023-21"),),
        refuses=("春季", "2023年春节"),
    ),
    Rule(
        id="zh.decade",
        kind="date",
        form="(<decade>年代|<centurydecade>)",
        qualifier="none",
        examples=(("1990年代", "199X"), ("20世纪90年代", "199X"), ("二十世紀九十年代", "199X")),
        refuses=("90年代", "20世纪95年代", "20世纪末", "1995年代"),
    ),
    Rule(
        id="zh.fiscal-year",
        kind="date",
        form="<fiscal>财年",
        qualifier="none",
        examples=(("2021财年", "2021-04/2022-03"),),
        refuses=("本财年", "2021年度"),
    ),
    Rule(
        id="zh.relative",
        kind="date",
        form="(<relativeyear>|<relativemonth>|<relativeday>)",
        qualifier="none",
        examples=(("去年", "XXXX"), ("上个月", "XXXX-XX"), ("昨天", "XXXX-XX-XX")),
        refuses=("前年", "几年前", "去年底"),
    ),
)
INTERVALS = (
    Rule(
        id="zh.since",
        kind="date",
        form="[自]<point>(以来|以來|起)",
        qualifier="since",
        examples=(("自1991年以来", "1991/.."), ("2018年5月起", "2018-05/..")),
        refuses=("自那以来", "1991年以后"),
    ),
    Rule(
        id="zh.until",
        kind="date",
        form="(到|至)<point>",
        qualifier="until",
        examples=(("到2030年", "../2030"),),
        refuses=("2030年前", "到2030年代末", "到2030年初"),
    ),
    Rule(
        id="zh.by-the-end-of",
        kind="date",
        form="<point>底前",
        qualifier="until",
        examples=(("2025年底前", "../2025"),),
        refuses=("2025年中前", "年底前"),
    ),
    Rule(
        id="zh.from-to",
        kind="date",
        form="[从|從]<point>(至|到)<point2>",
        qualifier="between",
        examples=(("2016年至2018年", "2016/2018"), ("从2016年到2018年", "2016/2018")),
        refuses=("2018年至2016年", "2016年至今"),
    ),
    Rule(
        id="zh.years",
        kind="date",
        form="<year>[年]<dash><year2>年",
        qualifier="between",
        examples=(("2016—2018年", "2016/2018"),),
        refuses=("2016—18年", "2018—2016年"),
    ),
    Rule(
        id="zh.months-of-a-year",
        kind="date",
        form="<year2>年<month>[月](至|到|<dash>)<month2>月",
        qualifier="between",
        examples=(("2023年4至6月", "2023-04/2023-06"),),
        refuses=("2023年6至4月", "4至6月"),
    ),
)
RULES = (*POINTS, *INTERVALS)
