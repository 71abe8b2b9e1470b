"""Japanese words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="ja",
    hedges=(
        *hedges("about", "約, およそ, おおよそ, 概ね, おおむね, ざっと"),
        *hedges("at_least", "少なくとも, 最低, 最低でも"),
        *hedges("at_most", "最大, 最大で, 多くとも, 最大でも, 最高で"),
        *hedges("about", "約, およそ, おおよそ", "dates"),
        *hedges("not_before", "早ければ, 早くて, 早くとも", "dates"),
        *hedges("not_after", "遅くとも, 遅くても", "dates"),
    ),
    behind=(
        *hedges("at_least", "以上"),
        *hedges("at_most", "以下, 以内"),
        *hedges("more_than", "超, 余り, あまり, 余, 強, を超える, 超える, を上回る, あまりの"),
        *hedges("less_than", "未満, を下回る, 足らず, に満たない"),
        *hedges("nearly", "近く, 弱"),
        *hedges("about", "程度, 前後, ほど, くらい, ぐらい, 内外"),
        *hedges("about", "頃, ごろ, 前後", "dates"),
        *hedges("early", "初め, はじめ, 初頭, 初, 上旬, 初旬", "dates"),
        *hedges("mid", "半ば, なかば, 中頃, 中ごろ, 中旬", "dates"),
        *hedges("late", "末, 下旬, 終わり", "dates"),
    ),
)
