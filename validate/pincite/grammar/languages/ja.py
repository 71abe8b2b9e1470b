"""Japanese. Myriads 万, 億 and 兆; what bounds an amount is before it or behind it."""

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
    SOME_YEARS,
    era_slots,
    han_quarters,
    han_unit_slot,
)
from pincite.grammar.languages.shared import CHANGE, HUNDREDTHS, never
from pincite.grammar.numbers import han_number
from pincite.grammar.rules import rule, words
from pincite.grammar.units import names
from pincite.grammar.words.ja import WORDS
from pincite.text import Signs

_COUNTERS = (
    "人 名 社 台 件 か所 カ所 ヶ所 ヵ所 箇所 カ国 か国 ヶ国 ヵ国 店 店舗 隻 基 棟 本 個 回 機 両 戸 羽 頭"
    " つ 枚 冊 匹 軒 世帯 校 園 団体 機関 品目 種 種類 項目 票 株 床 席 室 区画 組 人分 匹 拠点"
    " 地点 自治体 市町村 都道府県 便 点 カ月分 例 通り 通 駅 艘 着 足 束 箱 袋 缶 語 文字 ページ"
).split()
_UNITS = names(
    {
        "W": "ワット", "W.h": "ワット時|ワットアワー|ワット・時", "J": "ジュール", "g": "グラム",
        "t": "トン|㌧|瓲", "m": "メートル|㍍", "m2": "平方メートル|平米",
        "km2": "平方キロメートル|平方キロ", "cm2": "平方センチメートル|平方センチ",
        "m3": "立方メートル|立米", "cm3": "立方センチメートル|立方センチ", "L": "リットル|㍑",
        "V": "ボルト", "A": "アンペア", "A.h": "アンペア時|アンペアアワー", "Hz": "ヘルツ",
        "Pa": "パスカル", "By": "バイト", "bit": "ビット", "cal": "カロリー",
        "har": "ヘクタール|㌶", "h": "時間", "min": "分間", "s": "秒間|秒", "d": "日間",
        "wk": "週間",
        "mo": "か月間|カ月間|ヶ月間|ヵ月間|箇月間|ケ月間|か月|カ月|ヶ月|ヵ月|箇月|ケ月",
        "a": "年間", "km3": "立方キロメートル", "[in_i]": "インチ", "[nmi_i]": "海里",
        "[mi_i]": "マイル", "[bbl_us]": "バレル", "[kn_i]": "ノット", "Cel": "℃",
        "t.km": "トンキロ",
    },
    {"n": "ナノ", "u": "マイクロ", "m": "ミリ", "c": "センチ", "h": "ヘクト", "k": "キロ"}
    | {"M": "メガ", "G": "ギガ", "T": "テラ"},
    ("W", "W.h", "J", "g", "m", "L", "V", "A", "A.h", "Hz", "Pa", "By", "bit", "cal", "t"),
)  # fmt: skip
_RELATIVE_YEARS = {
    "今年": 0, "本年": 0, "昨年": -1, "去年": -1, "前年": -1, "来年": 1, "翌年": 1, "一昨年": -2,
    "再来年": 2, "さ来年": 2, "今年の": 0, "昨年の": -1, "来年の": 1,
}  # fmt: skip
SLOTS = (
    HAN_DATES
    | era_slots({"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867})
    | {
        "number": han_number({"万": 4, "億": 8, "兆": 12}),
        "minus": words(
            {"-": "-", "−": "-", "－": "-", "マイナス": "-", "▲": "-", "△": "-"}
            | {"+": "+", "＋": "+", "プラス": "+"}
        ),
        "hedge": words(WORDS.qualifiers),
        "bound": words(WORDS.bounds),
        "currency": words(
            {
                "円": "JPY", "ユーロ": "EUR", "米ドル": "USD", "人民元": "CNY", "韓国ウォン": "KRW",
                "英ポンド": "GBP", "スイスフラン": "CHF", "豪ドル": "AUD", "カナダドル": "CAD",
                "香港ドル": "HKD", "台湾ドル": "TWD", "シンガポールドル": "SGD", "バーツ": "THB",
                "ルピア": "IDR", "ルーブル": "RUB", "インドルピー": "INR", "日本円": "JPY",
                "アメリカドル": "USD", "ニュージーランドドル": "NZD", "ドン": "VND",
                "ドル": "$", "ウォン": "won", "ポンド": "pound", "ルピー": "Rs", "元": "元",
                "ペソ": "peso",
            }
        ),
        "percent": words({"%": "%", "％": "%", "パーセント": "%", "㌫": "%", "プロセント": "%"}),
        "points": words(
            dict.fromkeys(
                ("パーセントポイント", "%ポイント", "％ポイント", "パーセント・ポイント", "㌽"), "pp"
            )
        ),
        "scale": words({"割": 1}),
        "fewyears": FEW_YEARS,
        "someyears": SOME_YEARS,
        "years": words({"年": "a"}),
        "fraction": HAN_FRACTION,
        "hundredths": words(HUNDREDTHS["ja"]),
        "either": words({"、": "or", "か": "or", "または": "or"}),
        "change": never(("から",), CHANGE),
        "basis": words({"ベーシスポイント": -2, "bp": -2, "ベーシス・ポイント": -2}),
        "counter": words({counter: counter for counter in _COUNTERS}),
        "unit": han_unit_slot(_UNITS),
        "relativeyear": words(_RELATIVE_YEARS),
        "relativemonth": words({"今月": 0, "当月": 0, "先月": -1, "前月": -1, "来月": 1, "翌月": 1}),
        "relativeday": words({"今日": 0, "本日": 0, "昨日": -1, "明日": 1, "前日": -1, "翌日": 1}),
        "quarter": han_quarters(("第#四半期", "#四半期", "#Q", "第#・四半期")),
        "half": words({"上半期": 40, "下半期": 41, "前半": 40, "後半": 41}),
        "season": words({"春": 21, "夏": 22, "秋": 23, "冬": 24}),
        "weekday": words({f"{day}曜{end}": at for at, day in enumerate("月火水木金土日")
            for end in ("日", "")} | {f"({day})": at for at, day in enumerate("月火水木金土日")}
            | {f"（{day}）": at for at, day in enumerate("月火水木金土日")}),
        "fiscalhalf": words({"上期": 40, "下期": 41}),
        "ending": words({"期": "ending", "期決算": "ending"}),
        "datehedge": words(WORDS.date_qualifiers),
        "datebound": words(WORDS.date_bounds),
    }
)  # fmt: skip
QUANTITIES = (
    rule(
        "ja.amount",
        "amount",
        f"{HEDGE}[<minus>]<number>(<currency>|[ ]<code>)[<bound>]",
        {
            "16億円": "1600000000 JPY none",
            "約1億6000万円": "160000000 JPY about",
            "１兆２，３４５億円": "1234500000000 JPY none",
            "3.5億ユーロ以上": "350000000 EUR at_least",
            "二千五百万円未満": "25000000 JPY less_than",
            "▲5千万円": "-50000000 JPY none",
            "16億円余り": "1600000000 JPY more_than",
            "3億ドル": "300000000 $ none",
            "16 億円": "1600000000 JPY none",
        },
        "16億; ほぼ16億円; 約16億円以上; 数億円; 6000万1億円; 1億3.5万円; 億円; 16億円規模",
    ),
    rule(
        "ja.amount-unit-before",
        "amount",
        f"{HEDGE}[<minus>](<sign>|<code>)[ ]<number>[<bound>]",
        {
            "¥1,200": "1200 ¥ none",
            "US$3億": "300000000 USD none",
            "約USD 500万": "5000000 USD about",
        },
        "¥; $3 million; ¥1,200円相当",
    ),
    rule(
        "ja.amount-hundredths",
        "amount",
        f"{HEDGE}<number><hundredths>[<bound>]",
        {"50銭": "0.5 JPY none", "約75セント": "0.75 cent about"},
        "139円78銭; 銭",
    ),
    rule(
        "ja.amount-range",
        "amount",
        "[<hedge>]<number>[<currency>](<dash>|<change>)<number2><currency2>",
        {
            "2億～3億円": "200000000..300000000 JPY between",
            "2～3億円": "200000000..300000000 JPY between",
        },
        "3億～2億円; 2億円から3億円; 2、3億円",
        "between",
    ),
    rule(
        "ja.percent",
        "percent",
        f"{HEDGE}[<minus>]<number>[ ]<percent>[<bound>]",
        {
            "約15％": "15 % about",
            "４０パーセント以上": "40 % at_least",
            "15％近く": "15 % nearly",
            "15%強": "15 % more_than",
        },
        "15ポイント; ほぼ15％; 15%ポイント; 数％; 15%台",
    ),
    rule(
        "ja.percent-range",
        "percent",
        "<number>[<percent>](<dash>|<change>)<number2>[ ]<percent2>",
        {"10～15％": "10..15 % between"},
        "15～10％; 10％から15％",
        "between",
    ),
    rule(
        "ja.percent-fraction",
        "percent",
        f"{HEDGE}<fraction>[<bound>]",
        {"約4分の1": "25 % about", "半数以上": "50 % at_least", "2割5分": "25 % none"},
        "3分の1; 半; 大半",
    ),
    rule(
        "ja.percent-in-tenths",
        "percent",
        f"{HEDGE}<number><scale>[<bound>]",
        {"約3割": "30 % about", "４割以上": "40 % at_least", "3割弱": "30 % nearly"},
        "割; 数割",
    ),
    rule(
        "ja.percentage-points",
        "percentage_points",
        f"{HEDGE}[<minus>]<number>(<points>|<basis>)[<bound>]",
        {"1.5パーセントポイント": "1.5 pp none", "約2％ポイント": "2 pp about"},
        "1.5ポイント; 1.5％",
    ),
    rule(
        "ja.count",
        "count",
        f"{HEDGE}[<minus>]<number>[<counter>][<bound>]",
        {
            "1万2000人": "12000 none",
            "三百二十社以上": "320 at_least",
            "約5千台": "5000 about",
            "40人近く": "40 nearly",
        },
        "数百人; 二三人; 三千五人; 1万2千3人台; 40％; 2、5人; 数10人; 10数人",
    ),
    rule(
        "ja.count-alternative",
        "count",
        "<number>[<counter>]<either><number2><counter2>",
        {"5、6人": "5..6 between", "5人か6人": "5..6 between"},
        "2、5人; 6、5人; 数、3人",
        "between",
    ),
    rule(
        "ja.count-range",
        "count",
        "<number>[<counter>](<dash>|<change>)<number2><counter2>",
        {"30～40人": "30..40 between"},
        "40～30人; 30か40人",
        "between",
    ),
    rule(
        "ja.ordinal",
        "ordinal",
        "(第<number>|<number2>(位|番目))",
        {"第3": "3 none", "2位": "2 none", "三番目": "3 none"},
        "最後; 3; 第三者",
        "none",
    ),
    rule(
        "ja.quantity",
        "quantity",
        f"{HEDGE}[<minus>]<number>[ ]<unit>[<bound>]",
        {
            "約25ギガワット時": "25 GW.h about",
            "9GWh": "9 GW.h none",
            "12億9,400万トン": "1294000000 t none",
            "500㌧": "500 t none",
            "300平方メートル": "300 m2 none",
            "約2年間": "2 a about",
        },
        "25; 25年; 25キロ; 25台; 数トン; 十数年間",
    ),
    rule(
        "ja.quantity-range",
        "quantity",
        "<number>[<unit>]<dash><number2>[ ]<unit2>",
        {"5～10km": "5..10 km between"},
        "10～5km; 5kmから10km; 5km～10kg",
        "between",
    ),
    rule(
        "ja.duration-in-years",
        "quantity",
        f"({HEDGE}<fewyears><years>[<bound>]|<someyears><years2><bound2>)",
        {"5年": "5 a none", "約3年": "3 a about", "10年以上": "10 a at_least"},
        "10年; 2020年; 数年; 2020年以上",
    ),
    rule(
        "ja.multiple",
        "quantity",
        f"{HEDGE}<number>倍[<bound>]",
        {"2倍": "2 1 none", "約1.5倍": "1.5 1 about"},
        "数倍; 倍",
    ),
)
POINTS = (
    rule(
        "ja.iso-day",
        "date",
        ISO_DAY,
        {"2021-11-17": "2021-11-17", "2021/11/17": "2021-11-17", "2021.4.1": "2021-04-01"},
        "2021-02-29; 21/11/17; 11/17",
    ),
    rule(
        "ja.day",
        "date",
        f"{IN_YEAR}<month>月<day>日[<weekday>]",
        {
            "2021年11月17日": "2021-11-17",
            "二〇二一年十一月三日": "2021-11-03",
            "２０２１年１月２日": "2021-01-02",
            "今年5月3日": "XXXX-05-03",
            "11月17日": "XXXX-11-17",
            "2021年11月17日（水）": "2021-11-17",
        },
        "2021年13月1日; 21年11月17日; 2021年2月30日; 2021年11月17日（月）; 0月5日",
    ),
    rule(
        "ja.month",
        "date",
        f"{IN_YEAR}<month>月",
        {"2018年5月": "2018-05", "昨年6月": "XXXX-06", "9月": "XXXX-09"},
        "2018年5月期末; 2018年5カ月; 13月",
    ),
    rule(
        "ja.day-alone",
        "date",
        "[<relativemonth>]<day>日[<weekday>]",
        {"15日": "XXXX-XX-15"},
        "32日; 15日間; 0日",
    ),
    rule(
        "ja.year",
        "date",
        "<year>年",
        {"1991年": "1991", "２０１６年": "2016"},
        "2016; 91年; 10年; 2030年前; 2016年間",
    ),
    rule(
        "ja.era-year",
        "date",
        "<era><erayear>年[<month>月[<day>日]]",
        {"令和3年": "2021", "平成元年1月": "1989-01", "令和五年": "2023"},
        "明治3年; 慶応3年; 令和年; 平成0年",
    ),
    rule(
        "ja.year-with-era",
        "date",
        "<year>[年]<open><era><erayear>[年]<close>[年][<month>月[<day>日]]",
        {"1948(昭和23)年4月": "1948-04", "2017年（平成29年）": "2017"},
        "1948(昭和24)年4月; 1948(昭和)年",
    ),
    rule(
        "ja.era-with-year",
        "date",
        "<era><erayear>[年]<open><year>[年]<close>[年][<month>月[<day>日]]",
        {"令和3年（2021年）": "2021", "平成14（2002）年4月": "2002-04"},
        "令和3年（2022年）",
    ),
    rule(
        "ja.quarter",
        "date",
        f"{IN_YEAR}[の]<quarter>",
        {"2023年第1四半期": "2023-33", "2021年の第４四半期": "2021-36", "第1四半期": "XXXX-33"},
        "2023年第5四半期; 四半期",
    ),
    rule(
        "ja.half-year",
        "date",
        f"{IN_YEAR}[の]<half>",
        {"2023年上半期": "2023-40", "2027年前半": "2027-40", "上半期": "XXXX-40"},
        "上期; 半期",
    ),
    rule(
        "ja.season",
        "date",
        "(<year>年|<relativeyear>)[の]<season>",
        {"2023年春": "2023-21", "2024年の秋": "2024-23", "来年の秋": "XXXX-23"},
        "春; 2023年晩春",
    ),
    rule(
        "ja.decade",
        "date",
        "<decade>年代",
        {"1990年代": "199X"},
        "90年代; 1990年代後半; 1995年代; 1900年代",
    ),
    rule(
        "ja.fiscal-year",
        "date",
        "<fiscal>(年度[<open><era><erayear>年度<close>]|<open2><era2><erayear2><close2>年度)",
        {"2021年度": "2021-04/2022-03", "2017年度(平成29年度)": "2017-04/2018-03"},
        "今年度; 2021年度末; 2017年度(平成30年度)",
    ),
    rule(
        "ja.fiscal-part",
        "date",
        "<fiscal>年度[の](<quarter>|<half>|<fiscalhalf>)",
        {"2023年度第1四半期": "2023-04/2023-06", "2023年度下期": "2023-10/2024-03"},
        "年度第1四半期; 2023年度第5四半期",
    ),
    rule("ja.century", "date", "<century>世紀", {"19世紀": "18XX"}, "前世紀; 9世紀"),
    rule(
        "ja.era-fiscal-year",
        "date",
        "<fiscalera><erayear>年度",
        {"令和3年度": "2021-04/2022-03"},
        "令和年度; 平成0年度",
    ),
    rule(
        "ja.fiscal-period",
        "date",
        "<fiscal>年<month>月<ending>[の][<quarter>|<half>|<fiscalhalf>]",
        {"2023年3月期": "2022-04/2023-03", "2024年3月期第1四半期": "2023-04/2023-06"},
        "2023年3月四半期; 3月期; 2023年13月期",
    ),
    rule(
        "ja.relative",
        "date",
        "(<relativeyear>|<relativemonth>|<relativeday>|<weekday>)",
        {"昨年": "XXXX", "先月": "XXXX-XX", "昨日": "XXXX-XX-XX", "月曜日": "XXXX-XX-XX"},
        "数年前; 先日",
    ),
)
INTERVALS = (
    rule(
        "ja.hedged",
        "date",
        "<datehedge><point>",
        {"早ければ2027年": "2027 not_before", "約1890年": "1890 about"},
        "早ければ; おそらく2027年",
    ),
    rule(
        "ja.hedged-behind",
        "date",
        "<point>[の]<datebound>",
        {"2016年頃": "2016 about", "2018年5月末": "2018-05 late", "2027年初め": "2027 early"},
        "頃; 2016年度末; 末",
    ),
    rule(
        "ja.since",
        "date",
        "<point>(以降|以来)",
        {"1991年以降": "1991/..", "2018年5月以来": "2018-05/.."},
        "1991年頃以降; それ以降; 1991年から",
        "since",
    ),
    rule(
        "ja.until",
        "date",
        "<point>(までに|まで|末までに|末まで)",
        {"2030年までに": "../2030", "2024年3月まで": "../2024-03"},
        "2030年以前; 2030年頃までに; 今まで",
        "until",
    ),
    rule(
        "ja.from-to",
        "date",
        "<point>から<point2>(まで|にかけて)",
        {
            "2016年から2018年まで": "2016/2018",
            "平成14年4月1日から平成15年3月31日まで": "2002-04-01/2003-03-31",
            "4月から6月にかけて": "XXXX-04/XXXX-06",
        },
        "2018年から2016年まで; 2016年から2018年; 12月から3月まで",
        "between",
    ),
    rule(
        "ja.years",
        "date",
        "<year>[年]<dash>(<year2>|<shortyear>)年",
        {"2016～2018年": "2016/2018", "2016年～2018年": "2016/2018", "2027~28年": "2027/2028"},
        "2018～2016年; 2016～16年",
        "between",
    ),
    rule(
        "ja.points",
        "date",
        "<point>(～|〜|~|－|–|—)<point2>",
        {"2020年4月～2021年3月": "2020-04/2021-03"},
        "2021年3月～2020年4月; ～2021年3月",
        "between",
    ),
    rule(
        "ja.months-of-a-year",
        "date",
        "[<year>年|<relativeyear>]<month>[月]<dash><month2>月[期]",
        {"2023年4～6月": "2023-04/2023-06", "1～3月期": "XXXX-01/XXXX-03"},
        "2023年6～4月; 10～3月",
        "between",
    ),
)
LANGUAGE = Language(
    tag="ja",
    name="Japanese",
    slots=SLOTS,
    rules=(*QUANTITIES, *POINTS, *INTERVALS),
    signs=Signs(
        numbers=re.compile(
            r"第?[〇一二三四五六七八九十百千万億兆]+(?=[円人社台件年月日位割%％]|番目|隻|パーセント)"
        ),
        dates=re.compile(r"[今昨来]年(?:[0-9０-９]{1,2}月)?|[今先来]月|[昨今明]日|本日"),
    ),
)
