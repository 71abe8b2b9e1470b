"""Chinese, in simplified and traditional characters. 兆 is a million here and a billion there."""

from __future__ import annotations

import re

from pincite.grammar.language import Language
from pincite.grammar.languages.han import DATES as HAN_DATES
from pincite.grammar.languages.han import (
    FEW_YEARS,
    HAN_FRACTION,
    HEDGE,
    IN_YEAR,
    ISO_DAY,
    SMALL,
    han_quarters,
    han_unit_slot,
)
from pincite.grammar.languages.shared import HUNDREDTHS
from pincite.grammar.numbers import han_number
from pincite.grammar.rules import NotUnderstood, Slot, rule, words
from pincite.grammar.units import names
from pincite.grammar.words.zh import WORDS
from pincite.text import Signs

_COUNTERS = (
    "人 名 位 家 台 辆 輛 个 個 件 艘 座 家企业 所 次 条 條 人次 户 戶 套 架 头 頭 只 隻 张 張 本 册 冊 份 项 項"
    " 间 間 栋 棟 列 组 組 颗 顆 株 棵 枚 支 部 批 场 場 起 例 宗 笔 筆 股 票 篇 首 幅 门 門 款 种 種 类 類 站"
    " 口 片 块 塊 根 艘次 架次 辆次 个国家 個國家 个城市 个项目 個項目 个岗位 名员工 名員工 万人次 人口 村 县 縣"
).split()
_YUAN = ("元", "圆", "圓")
_ABROAD = {
    "美": "USD", "欧": "EUR", "歐": "EUR", "日": "JPY", "港": "HKD", "韩": "KRW", "韓": "KRW",
    "加": "CAD", "澳": "AUD", "新台币": "", "人民币": "CNY",
}  # fmt: skip
_CURRENCIES = {
    **{f"{place}{yuan}": code for place, code in _ABROAD.items() if code for yuan in _YUAN},
    **dict.fromkeys(("人民币", "人民幣", "元人民币", "元人民幣", "人民币元", "人民幣元"), "CNY"),
    **dict.fromkeys(("英镑", "英鎊"), "GBP"),
    **dict.fromkeys(("新台币", "新台幣", "元新台币", "元新台幣", "新台币元", "新台幣元"), "TWD"),
    **dict.fromkeys(("港币", "港幣"), "HKD"),
    "瑞士法郎": "CHF",
    **dict.fromkeys(("加拿大元", "加币", "加幣"), "CAD"),
    **dict.fromkeys(("澳大利亚元", "澳币", "澳幣"), "AUD"),
    "新加坡元": "SGD",
    **dict.fromkeys(("日币", "日幣", "日圓", "日圆"), "JPY"),
    **dict.fromkeys(("卢布", "盧布"), "RUB"),
    **dict.fromkeys(("泰铢", "泰銖"), "THB"),
    **dict.fromkeys(("印度卢比", "印度盧比"), "INR"),
    "越南盾": "VND",
    **dict.fromkeys(("韩圜", "韓圜", "韩币", "韓幣"), "KRW"),
    **dict.fromkeys(_YUAN, "元"),
}
_DECADES = {f"{char}十": number for number, char in enumerate("二三四五六七八九", 2)} | {"一十": 1}
_UNITS = names(
    {
        "t": "吨|噸|公吨|公噸", "kg": "千克|公斤", "g": "克|公克", "mg": "毫克", "ug": "微克",
        "m": "米|公尺", "km": "千米|公里", "cm": "厘米|公分", "mm": "毫米|公釐", "um": "微米",
        "nm": "纳米|奈米|納米", "m2": "平方米|平米|平方公尺|平", "km2": "平方公里|平方千米",
        "cm2": "平方厘米|平方公分", "m3": "立方米|立方公尺|方", "cm3": "立方厘米|立方公分",
        "har": "公顷|公頃", "L": "升|公升", "mL": "毫升", "W": "瓦|瓦特", "kW": "千瓦",
        "MW": "兆瓦|百万千瓦", "GW": "吉瓦", "W.h": "瓦时|瓦時|瓦小时",
        "kW.h": "千瓦时|千瓦時|千瓦小时", "MW.h": "兆瓦时|兆瓦時", "GW.h": "吉瓦时|吉瓦時",
        "V": "伏|伏特", "kV": "千伏", "A.h": "安时|安時", "mA.h": "毫安时|毫安時", "J": "焦|焦耳",
        "kJ": "千焦", "kcal": "千卡|大卡", "Pa": "帕", "kPa": "千帕", "MPa": "兆帕",
        "Hz": "赫兹|赫茲", "MHz": "兆赫", "Cel": "摄氏度|攝氏度|℃",
        "h": "小时|小時|个小时|個小時|钟头|鐘頭", "min": "分钟|分鐘", "s": "秒|秒钟|秒鐘",
        "d": "天", "wk": "周|週|星期|个星期|個星期", "mo": "个月|個月|个多月",
        "a": "年间|年間|年时间|年時間", "[mi_i]": "英里|英哩", "[nmi_i]": "海里|海浬",
        "[ft_i]": "英尺|英呎", "[in_i]": "英寸|英吋", "[lb_av]": "磅",
        "km/h": "公里每小时|千米每小时|公里/小时|公里/小時", "m/s": "米每秒|米/秒",
        "W.h/kg": "瓦时/千克|瓦时/公斤", "mg/kg": "毫克/千克|毫克/公斤", "mg/L": "毫克/升",
        "t/a": "吨/年|噸/年", "亩": "亩|畝", "斤": "斤|市斤",
    },
    {},
    (),
)  # fmt: skip
for _name in ("平", "方", "个多月", "百万千瓦"):
    del _UNITS[_name]  # too short to be sure, or a number in it


def _century_decade(text: str) -> str:
    """`20世纪90年代` is 199X: its text without the last two characters."""
    century, _, rest = text.partition("世")
    decade = rest[1:-2]
    number = _DECADES.get(decade) or (int(decade) // 10 if decade.isdecimal() else 0)
    if not number or (decade.isdecimal() and int(decade) % 10):
        raise NotUnderstood(f"“{text}” is not a decade")
    return f"{SMALL.read(century) - 1:02d}{number}X"


SLOTS = HAN_DATES | {
    "number": han_number({"万": 4, "萬": 4, "亿": 8, "億": 8, "万亿": 12, "萬億": 12}),
    "minus": words({"-": "-", "−": "-", "－": "-", "负": "-", "負": "-", "+": "+", "＋": "+"}),
    "hedge": words(WORDS.qualifiers),
    "bound": words(WORDS.bounds),
    "middle": words({"多": "more_than", "余": "more_than", "餘": "more_than"}),
    "prefix": words({"人民币": "CNY", "人民幣": "CNY", "新台币": "TWD", "新台幣": "TWD",
        "港币": "HKD", "港幣": "HKD"}),
    "currency": words(_CURRENCIES),
    "points": words(dict.fromkeys(("个百分点", "個百分點", "百分点", "百分點"), "pp")),
    "basis": words(dict.fromkeys(("个基点", "個基點", "基点", "基點"), -2)), "scale": words({"成": 1}),
    "fewyears": FEW_YEARS,
    "years": words({"年": "a"}),
    "counter": words({counter: counter for counter in _COUNTERS}),
    "unit": han_unit_slot(_UNITS),
    "fraction": HAN_FRACTION,
    "tenths": words({"角": "元", "毛": "元", "毛钱": "元", "角钱": "元"}),
    "hundredths": words(HUNDREDTHS["zh"]), "either": words({"、": "or", "或": "or"}),
    "relativeyear": words({
        "今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2, "次年": 1,
        "后年": 2, "後年": 2, "上一年": -1, "下一年": 1, "翌年": 1,
    }),
    "relativemonth": words(
        {"本月": 0, "上月": -1, "上个月": -1, "上個月": -1, "下月": 1, "下个月": 1, "下個月": 1}
        | {"这个月": 0, "這個月": 0, "当月": 0, "當月": 0}
    ),
    "relativeday": words(
        {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "前天": -2, "后天": 2, "後天": 2}
    ),
    "quarter": han_quarters(("第#季度", "#季度", "第#季", "Q#", "#季")),
    "half": words({"上半年": 40, "下半年": 41}),
    "season": words({"春季": 21, "夏季": 22, "秋季": 23, "冬季": 24, "春天": 21, "夏天": 22,
        "秋天": 23, "冬天": 24, "春": 21, "夏": 22, "秋": 23, "冬": 24}),
    "weekday": words({f"{week}{day}": at for week in ("周", "星期", "週", "礼拜", "禮拜")
        for at, day in enumerate("一二三四五六日")}
        | {f"{o}{week}{day}{c}": at for week in ("周", "星期") for o, c in ("()", "（）")
           for at, day in enumerate("一二三四五六日")}),
    "firstmonths": words({"前三季度": 9, "前三季": 9, "前两季度": 6, "前兩季度": 6, "前3季度": 9}),
    "centurydecade": Slot(
        "a century, 世纪 or 世紀, and a decade of it in tens",
        f"(?:{SMALL.pattern})世[纪紀](?:[1-9]0|[一二三四五六七八九]十)年代",
        _century_decade,
    ),
    "dayword": words({"日": "", "号": "", "號": ""}),
    "datehedge": words(WORDS.date_qualifiers),
    "datebound": words(WORDS.date_bounds),
}  # fmt: skip
QUANTITIES = (
    rule(
        "zh.amount",
        "amount",
        f"{HEDGE}[<minus>][<prefix>]<number>[<middle>](<currency>|[ ]<code>)[<bound>]",
        {
            "16亿日元": "1600000000 JPY none",
            "约2.5亿欧元": "250000000 EUR about",
            "1.2万亿元人民币": "1200000000000 CNY none",
            "逾三千万美元": "30000000 USD more_than",
            "3億2000萬歐元以上": "320000000 EUR at_least",
            "负５００万元人民币": "-5000000 CNY none",
            "近16亿日元": "1600000000 JPY nearly",
            "不超过人民币 100亿元": "10000000000 CNY at_most",
            "16亿元": "1600000000 元 none",
            "超 500 万美元": "5000000 USD more_than",
            "16亿多日元": "1600000000 JPY more_than",
        },
        "16亿; 数亿美元; 约16亿日元以上; 3兆日元; 2万3亿日元; 人民币5亿美元; 十几亿元",
    ),
    rule(
        "zh.amount-unit-before",
        "amount",
        f"{HEDGE}[<minus>](<prefix>|<sign>|<code>)[ ]<number>[<bound>]",
        {
            "人民币5亿": "500000000 CNY none",
            "约US$300万": "3000000 USD about",
            "¥1,200": "1200 ¥ none",
        },
        "¥; 人民币; $3 million",
    ),
    rule(
        "zh.amount-part",
        "amount",
        f"{HEDGE}<number>(<tenths>|<hundredths>)[<bound>]",
        {"5毛": "0.5 元 none", "约75美分": "0.75 USD about"},
        "5元8角; 5分",
    ),
    rule(
        "zh.amount-range",
        "amount",
        "<number>[<currency>](至|到|<dash>)<number2><currency2>",
        {
            "2亿至3亿美元": "200000000..300000000 USD between",
            "2—3亿欧元": "200000000..300000000 EUR between",
        },
        "3亿至2亿美元; 从2亿到3亿美元; 两三亿美元",
        "between",
    ),
    rule(
        "zh.percent",
        "percent",
        f"{HEDGE}[<minus>]<number>[ ]<percent>[<bound>]",
        {
            "约15%": "15 % about",
            "不到４０％": "40 % less_than",
            "近15%": "15 % nearly",
            "15%多": "15 % more_than",
            "+15.8%": "15.8 % none",
        },
        "15个百分点; 几乎约15%; 百分之15%; 数%",
    ),
    rule(
        "zh.percent-in-words",
        "percent",
        f"{HEDGE}百分之<number>[<bound>]",
        {"百分之四十": "40 % none", "至少百分之三十五": "35 % at_least"},
        "百分之几; 百分之三十五六",
    ),
    rule(
        "zh.percent-fraction",
        "percent",
        f"{HEDGE}<fraction>",
        {"近一半": "50 % nearly", "四分之一": "25 % none"},
        "三分之一; 三分之二; 半; 大半",
    ),
    rule(
        "zh.percent-range",
        "percent",
        "<number>[<percent>](至|到|<dash>)<number2>[ ]<percent2>",
        {"10%至15%": "10..15 % between"},
        "15%至10%; 从10%到15%",
        "between",
    ),
    rule(
        "zh.percent-in-tenths",
        "percent",
        f"{HEDGE}<number><scale>[<bound>]",
        {"约三成": "30 % about", "近三成": "30 % nearly"},
        "三成几; 成; 几成",
    ),
    rule(
        "zh.percentage-points",
        "percentage_points",
        f"{HEDGE}[<minus>]<number>(<points>|<basis>)[<bound>]",
        {"1.5个百分点": "1.5 pp none", "25个基点": "0.25 pp none"},
        "1.5个点; 1.5%",
    ),
    rule(
        "zh.count",
        "count",
        f"{HEDGE}[<minus>]<number>[<middle>][<counter>][<bound>]",
        {
            "1.2万人": "12000 none",
            "至少三百二十家": "320 at_least",
            "一千零五人": "1005 none",
            "超 1200 万辆": "12000000 more_than",
            "40多人": "40 more_than",
            "近40人": "40 nearly",
        },
        "数百人; 十几人; 两三人; 三千五人; 三万五人; 约40多人",
    ),
    rule(
        "zh.count-alternative",
        "count",
        "<number>[<counter>]<either><number2><counter2>",
        {"5、6个": "5..6 between", "5人或6人": "5..6 between"},
        "2、5人; 6、5人",
        "between",
    ),
    rule(
        "zh.count-range",
        "count",
        "<number>[<counter>](至|到|<dash>)<number2>[<counter2>]",
        {"30至40人": "30..40 between"},
        "40至30人; 三四十人",
        "between",
    ),
    rule(
        "zh.ordinal",
        "ordinal",
        "第<number>",
        {"第三": "3 none", "第12": "12 none"},
        "三; 最后; 第几",
        "none",
    ),
    rule(
        "zh.quantity",
        "quantity",
        f"{HEDGE}[<minus>]<number>[<middle>][ ]<unit>[<bound>]",
        {
            "约25万平米": "250000 m2 about",
            "4.94億噸": "494000000 t none",
            "100万千瓦": "1000000 kW none",
            "9GWh": "9 GW.h none",
            "300 Wh/kg": "300 W.h/kg none",
            "3个月": "3 mo none",
            "1500亩": "1500 亩 none",
        },
        "25; 25年; 25度; 25里; 数吨; 十几天",
    ),
    rule(
        "zh.quantity-range",
        "quantity",
        "<number>[<unit>](至|到|<dash>)<number2>[ ]<unit2>",
        {"5至10公里": "5..10 km between"},
        "10至5公里; 从5公里到10公里; 5公里至10公斤",
        "between",
    ),
    rule(
        "zh.duration-in-years",
        "quantity",
        f"{HEDGE}<fewyears><years>[<middle>][<bound>]",
        {"十年": "10 a none", "两年多": "2 a more_than", "近3年": "3 a nearly"},
        "10年; 2020年; 几年; 年",
    ),
    rule(
        "zh.multiple",
        "quantity",
        f"{HEDGE}<number>倍[<bound>]",
        {"2倍": "2 1 none", "约1.5倍": "1.5 1 about"},
        "数倍; 倍; 翻番",
    ),
)
POINTS = (
    rule(
        "zh.iso-day",
        "date",
        ISO_DAY,
        {"2021-11-17": "2021-11-17", "2021/11/17": "2021-11-17", "2021.4.1": "2021-04-01"},
        "2021-02-29; 21/11/17; 11/17",
    ),
    rule(
        "zh.day",
        "date",
        f"[截至|截止|截止到]{IN_YEAR}<month>月<day><dayword>[<weekday>]",
        {
            "2021年11月17日": "2021-11-17",
            "二〇二一年三月四日": "2021-03-04",
            "今年5月3号": "XXXX-05-03",
            "8月4日": "XXXX-08-04",
            "2021年11月17日（星期三）": "2021-11-17",
        },
        "2021年13月1日; 2021年2月30日; 2021年11月17日（星期一）; 21年11月17日",
    ),
    rule(
        "zh.month",
        "date",
        f"{IN_YEAR}<month>月[份]",
        {"2018年5月": "2018-05", "去年6月": "XXXX-06", "9月": "XXXX-09", "3月份": "XXXX-03"},
        "2018年5个月; 13月; 5个月",
    ),
    rule(
        "zh.day-alone",
        "date",
        "[<relativemonth>]<day><dayword>",
        {"15日": "XXXX-XX-15"},
        "32日; 0日",
    ),
    rule(
        "zh.year",
        "date",
        "<year>年[全年]",
        {"1991年": "1991", "２０１６年": "2016", "2023年全年": "2023"},
        "2016; 91年; 2030年前; 10年",
    ),
    rule(
        "zh.quarter",
        "date",
        f"{IN_YEAR}[的]<quarter>",
        {"2023年第一季度": "2023-33", "2023年一季度": "2023-33", "二季度": "XXXX-34"},
        "2023年第五季度; 季度; 前一季度",
    ),
    rule(
        "zh.half-year",
        "date",
        f"{IN_YEAR}[的]<half>",
        {"2023年上半年": "2023-40", "2024年下半年": "2024-41", "上半年": "XXXX-40"},
        "半年; 大半年",
    ),
    rule(
        "zh.season",
        "date",
        "(<year>年|<relativeyear>)<season>",
        {"2023年春季": "2023-21"},
        "春季; 2023年春节; 春",
    ),
    rule(
        "zh.decade",
        "date",
        "(<decade>年代|<centurydecade>)",
        {"1990年代": "199X", "20世纪90年代": "199X", "二十世紀九十年代": "199X"},
        "90年代; 20世纪95年代; 1995年代",
    ),
    rule("zh.century", "date", "<century>(世纪|世紀)", {"19世纪": "18XX"}, "上世纪"),
    rule(
        "zh.fiscal-year",
        "date",
        "<fiscal>(财年|財年|财政年度|財政年度)",
        {"2021财年": "2021-04/2022-03"},
        "本财年; 财年",
    ),
    rule(
        "zh.relative",
        "date",
        "(<relativeyear>[全年]|<relativemonth>|<relativeday>|<weekday>)",
        {"去年": "XXXX", "上个月": "XXXX-XX", "昨天": "XXXX-XX-XX"},
        "几年前; 近日",
    ),
)
INTERVALS = (
    rule(
        "zh.hedged",
        "date",
        "<datehedge>(在|于|於|)<point>",
        {"最早2027年": "2027 not_before", "约1890年": "1890 about"},
        "最早; 可能2027年",
    ),
    rule(
        "zh.hedged-behind",
        "date",
        "<point><datebound>",
        {
            "2016年初": "2016 early",
            "2018年5月底": "2018-05 late",
            "去年底": "XXXX late",
            "2018年左右": "2018 about",
        },
        "底; 2021财年底; 年底",
    ),
    rule(
        "zh.hedged-year",
        "date",
        "(<year>年|<relativeyear>)年<datebound>",
        {"2025年年底": "2025 late", "今年年初": "XXXX early"},
        "年年底; 2025年年",
    ),
    rule(
        "zh.since",
        "date",
        "[自|从|從]<point>(以来|以來|起)",
        {"自1991年以来": "1991/..", "2018年5月起": "2018-05/.."},
        "自那以来; 1991年以后",
        "since",
    ),
    rule(
        "zh.until",
        "date",
        "(到|至)<point>",
        {"到2030年": "../2030"},
        "2030年前; 到2030年代末; 到2030年初",
        "until",
    ),
    rule(
        "zh.by-the-end-of",
        "date",
        "<point>底前",
        {"2025年底前": "../2025"},
        "2025年中前; 年底前",
        "until",
    ),
    rule(
        "zh.from-to",
        "date",
        "[从|從|自]<point>(至|到|—|–|－|～|~|-)<point2>[期间|期間]",
        {
            "2016年至2018年": "2016/2018",
            "从2016年到2018年": "2016/2018",
            "2020年4月至6月": "2020-04/2020-06",
            "1月至3月": "XXXX-01/XXXX-03",
        },
        "2018年至2016年; 2016年至今; 2016年至2018年底; 12月至3月",
        "between",
    ),
    rule(
        "zh.years",
        "date",
        "<year>[年](至|到|<dash>)(<year2>|<shortyear>)年",
        {"2016—2018年": "2016/2018", "2016~18年": "2016/2018"},
        "2018—2016年",
        "between",
    ),
    rule(
        "zh.months-of-a-year",
        "date",
        "[<year>年|<relativeyear>]<month>[月](至|到|<dash>)<month2>月[份]",
        {"2023年4至6月": "2023-04/2023-06", "1-3月": "XXXX-01/XXXX-03"},
        "2023年6至4月; 10至3月",
        "between",
    ),
    rule(
        "zh.first-quarters",
        "date",
        f"{IN_YEAR}<firstmonths>",
        {"2023年前三季度": "2023-01/2023-09"},
        "2023年前季度; 后三季度",
        "between",
    ),
)
LANGUAGE = Language(
    tag="zh",
    name="Chinese",
    slots=SLOTS,
    rules=(*QUANTITIES, *POINTS, *INTERVALS),
    signs=Signs(
        numbers=re.compile(
            r"第[〇零一二三四五六七八九十百]+|百分之[一二三四五六七八九十百]+"
            r"|[〇零一二两三四五六七八九十百千万亿萬億]+(?=[元人家年月日位成%％艘台名])"
        ),
        dates=re.compile(r"[今去明]年(?:[0-9０-９]{1,2}月)?|[本上下]个?月|[昨今明]天"),
    ),
)
