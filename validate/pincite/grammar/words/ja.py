"""Japanese words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="ja",
    hedges=(
        *hedges("about", "約, およそ, おおよそ"),
        *hedges("at_least", "少なくとも, 最低"),
        *hedges("at_most", "最大, 最大で, 多くとも"),
    ),
    behind=(
        *hedges("at_least", "以上"),
        *hedges("at_most", "以下"),
        *hedges("more_than", "超"),
        *hedges("less_than", "未満"),
        *hedges("about", "程度, 前後"),
    ),
)
