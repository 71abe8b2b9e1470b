"""Chinese words beside a number, in simplified and traditional characters."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="zh",
    hedges=(
        *hedges("about", "约, 約, 大约, 大約, 约为"),
        *hedges("at_least", "至少, 不少于, 不少於, 不低于, 不低於"),
        *hedges("at_most", "至多, 最多, 不超过, 不超過"),
        *hedges("more_than", "超过, 超過, 多于, 多於, 逾, 高于, 高於"),
        *hedges("less_than", "少于, 少於, 不到, 低于, 低於, 不足"),
    ),
    behind=(
        *hedges("at_least", "以上"),
        *hedges("at_most", "以下"),
        *hedges("about", "左右"),
    ),
)
