"""Chinese words beside a number, in simplified and traditional characters."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="zh",
    hedges=(
        *hedges(
            "about", "约, 約, 大约, 大約, 约为, 約為, 大概, 约合, 約合, 大致, 约有, 約有, 约占"
        ),
        *hedges("nearly", "近, 将近, 將近, 接近, 几近, 幾近, 几乎, 幾乎, 近乎"),
        *hedges(
            "at_least",
            "至少, 不少于, 不少於, 不低于, 不低於, 不下, 不下于, 不下於, 最少",
        ),
        *hedges("at_most", "至多, 最多, 不超过, 不超過, 不超, 不多于, 不多於, 不高于, 不高於"),
        *hedges(
            "more_than",
            "超过, 超過, 多于, 多於, 逾, 高于, 高於, 超, 突破, 大于, 大於, 超出, 高过, 高過",
        ),
        *hedges("less_than", "少于, 少於, 不到, 低于, 低於, 不足, 不及, 小于, 小於, 未达, 未達"),
        *hedges("about", "约, 約, 大约, 大約", "dates"),
        *hedges("not_before", "最早, 最快", "dates"),
        *hedges("not_after", "最迟, 最遲, 最晚, 不晚于, 不晚於, 不迟于, 不遲於", "dates"),
    ),
    behind=(
        *hedges("at_least", "以上, 或以上, 及以上"),
        *hedges("at_most", "以下, 以内, 以內, 之内, 之內"),
        *hedges("about", "左右, 上下, 前后, 前後"),
        *hedges("more_than", "多, 余, 餘, 有余, 有餘"),
        *hedges("about", "左右, 前后, 前後", "dates"),
        *hedges("early", "初, 上旬, 初期", "dates"),
        *hedges("mid", "中, 中旬, 中期", "dates"),
        *hedges("late", "底, 末, 下旬, 末期", "dates"),
    ),
)
