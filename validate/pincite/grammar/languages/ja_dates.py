"""Dates in Japanese, with the eras from 1926 on."""

from __future__ import annotations

from pincite.grammar.languages.han import SMALL
from pincite.grammar.rules import NotUnderstood, Rule, Slot, words

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}


def _era_year(text: str) -> int:
    year = 1 if text == "元" else int(SMALL.read(text))
    if year < 1:
        raise NotUnderstood("an era begins with its first year")
    return year


SLOTS = {
    "era": words(_ERAS),
    "erayear": Slot(
        "one or two digits, a Han numeral, or 元 for the first year",
        f"{SMALL.pattern}|元",
        _era_year,
    ),
    "relativeyear": words({"今年": 0, "昨年": -1, "来年": 1}),
    "relativemonth": words({"今月": 0, "先月": -1, "来月": 1}),
    "relativeday": words({"今日": 0, "本日": 0, "昨日": -1, "明日": 1}),
    "quarter": words(
        {
            f"第{digit}四半期": 33 + number
            for number, group in enumerate(("1１一", "2２二", "3３三", "4４四"))
            for digit in group
        }
    ),
    "half": words({"上半期": 40, "下半期": 41}),
    "season": words({"春": 21, "夏": 22, "秋": 23, "冬": 24}),
}
POINTS = (
    Rule(
        id="ja.iso-day",
        kind="date",
        form="<year>-<isomonth>-<isoday>",
        qualifier="none",
        examples=(("2021-11-17", "2021-11-17"),),
        refuses=("2021-02-29", "2021/11/17"),
    ),
    Rule(
        id="ja.day",
        kind="date",
        form="(<year>年|<relativeyear>)<month>月<day>日",
        qualifier="none",
        examples=(
            ("2021年11月17日", "2021-11-17"),
            ("二〇二一年十一月三日", "2021-11-03"),
            ("２０２１年１月２日", "2021-01-02"),
            ("今年5月3日", "XXXX-05-03"),
        ),
        refuses=("2021年13月1日", "11月17日", "21年11月17日", "2021年2月30日"),
    ),
    Rule(
        id="ja.month",
        kind="date",
        form="(<year>年|<relativeyear>)<month>月",
        qualifier="none",
        examples=(("2018年5月", "2018-05"), ("昨年6月", "XXXX-06")),
        refuses=("5月", "2018年5月頃", "2018年5月末", "2018年5カ月"),
    ),
    Rule(
        id="ja.year",
        kind="date",
        form="<year>年",
        qualifier="none",
        examples=(("1991年", "1991"), ("２０１６年", "2016")),
        refuses=("2016", "91年", "2016年頃", "2016年前半", "10年", "2030年前"),
    ),
    Rule(
        id="ja.era-year",
        kind="date",
        form="<era><erayear>年[<month>月[<day>日]]",
        qualifier="none",
        examples=(("令和3年", "2021"), ("平成元年1月", "1989-01"), ("令和五年", "2023")),
        refuses=("明治3年", "令和年", "平成0年"),
    ),
    Rule(
        id="ja.quarter",
        kind="date",
        form="(<year>年|<relativeyear>)(の|)<quarter>",
        qualifier="none",
        examples=(("2023年第1四半期", "2023-33"), ("2021年の第４四半期", "2021-36")),
        refuses=("第1四半期", "2023年第5四半期", "2023年度第1四半期"),
    ),
    Rule(
        id="ja.half-year",
        kind="date",
        form="(<year>年|<relativeyear>)(の|)<half>",
        qualifier="none",
        examples=(("2023年上半期", "2023-40"),),
        refuses=("上期", "2023年度上半期", "2023年前半"),
    ),
    Rule(
        id="ja.season",
        kind="date",
        form="(<year>年|<relativeyear>)(の|)<season>",
        qualifier="none",
        examples=(("2023年春", "2023-21"), ("2024年の秋", "2024-23")),
        refuses=("春", "来年の秋", "2023年春頃"),
    ),
    Rule(
        id="ja.decade",
        kind="date",
        form="<decade>年代",
        qualifier="none",
        examples=(("1990年代", "199X"),),
        refuses=("90年代", "1990年代後半", "1995年代"),
    ),
    Rule(
        id="ja.fiscal-year",
        kind="date",
        form="<fiscal>年度",
        qualifier="none",
        examples=(("2021年度", "2021-04/2022-03"),),
        refuses=("今年度", "21年度", "2021年度末"),
    ),
    Rule(
        id="ja.relative",
        kind="date",
        form="(<relativeyear>|<relativemonth>|<relativeday>)",
        qualifier="none",
        examples=(("昨年", "XXXX"), ("先月", "XXXX-XX"), ("昨日", "XXXX-XX-XX")),
        refuses=("一昨年", "数年前", "昨年末"),
    ),
)
INTERVALS = (
    Rule(
        id="ja.since",
        kind="date",
        form="<point>(以降|以来)",
        qualifier="since",
        examples=(("1991年以降", "1991/.."), ("2018年5月以来", "2018-05/..")),
        refuses=("1991年頃以降", "それ以降", "1991年から"),
    ),
    Rule(
        id="ja.until",
        kind="date",
        form="<point>(までに|まで|末までに)",
        qualifier="until",
        examples=(("2030年までに", "../2030"), ("2024年3月まで", "../2024-03")),
        refuses=("2030年以前", "2030年頃までに", "今まで"),
    ),
    Rule(
        id="ja.from-to",
        kind="date",
        form="<point>から<point2>(まで|にかけて)",
        qualifier="between",
        examples=(("2016年から2018年まで", "2016/2018"),),
        refuses=("2018年から2016年まで", "2016年から2018年"),
    ),
    Rule(
        id="ja.years",
        kind="date",
        form="<year>[年]<dash><year2>年",
        qualifier="between",
        examples=(("2016～2018年", "2016/2018"), ("2016年～2018年", "2016/2018")),
        refuses=("2016～18年", "2018～2016年"),
    ),
    Rule(
        id="ja.months-of-a-year",
        kind="date",
        form="<year2>年<month>[月]<dash><month2>月",
        qualifier="between",
        examples=(("2023年4～6月", "2023-04/2023-06"),),
        refuses=("2023年6～4月", "4～6月"),
    ),
)
RULES = (*POINTS, *INTERVALS)
