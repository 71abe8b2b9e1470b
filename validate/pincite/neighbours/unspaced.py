"""The words beside a quote, in scripts without blanks between words: Japanese and Chinese.

What may change a number is directly before or behind it, whatever blanks a page prints. A
number that a magnitude or unit could still follow needs a counter or particle that is understood;
that is the closed world without word ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pincite.grammar.words import Hedge, Words
from pincite.neighbours import glued
from pincite.neighbours.compared import compared, unreal
from pincite.neighbours.lexicon import Lexicon
from pincite.neighbours.view import Finding, View, cropped, once, unknown
from pincite.text import is_unspaced
from pincite.text.joining import BREAK

PUNCTUATION = "。、，,.．！!？?；;：:（）()「」『』【】〈〉《》［］[]・|=…—–-~～〜/／" + BREAK
QUOTES = str.maketrans(dict.fromkeys(" 「」『』“”\"'‘’《》〈〉【】", ""))
_TIMES = frozenset("年月日週周")
LONE = frozenset("〇零一二三四五六七八九十百千两兩")
NAMES = frozenset("唯统統第单單万萬同之其专專均划另")
BEFORE, BEHIND = 60, 80  # characters that a sentence is looked for in
DIGIT = "[0-9０-９]"
MONTH = rf"(?:{DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,2}})"
DATE_GOES_ON = re.compile(
    rf"(?:{MONTH}个?[月日号號]|第?[一二三四1-4１-４][四季]|[上下前后後][半期]|[春夏秋冬]|度|期)"
)
RANGE_BEHIND = re.compile(
    rf"(?:から|至|到|ないし|または|もしくは|或|或者|か)(?:{DIGIT}|[一二三四五六七八九十百千])"
)
DATES_BEHIND = re.compile(
    r"(?:から|至|到|～|〜)(?:令和|平成|昭和|大正|明治|民国|民國|公元|西暦|翌|同|今|来|本|明|年|现|現|约|約)"
)
RATE = re.compile("[每毎均]")  # in all that the next one fits
RATE_BEFORE = re.compile(
    r"(?:[每毎][年月日天周週季]|年均|月均|日均|[每毎][^，。；、]{1,2})[^，。；！？、\d]{0,4}$"
)
RANGE_BEFORE = re.compile(
    rf"{DIGIT}[^、，。；]{{0,6}}?(?:から|至|到|ないし|または|もしくは|或|或者)$"
)


ONE_BEFORE = re.compile(
    r"(?<![\d０-９一二三四五六七八九十百千万億亿月第.,])[1１一]([^\d０-９、，。；]{1,6}?)(?:当たり|あたり)?$"
)
RATIO_BEFORE = re.compile(r"[\d一二三四五六七八九十百](?:人|社|世帯|台|件|本|校|軒|戸|頭|匹|個)に$")
BRACKET = re.compile(r"^[(（][^()（）]{1,20}[)）]")  # 1921年（大正10年）頃
DENIED_BEFORE = re.compile(
    r"(?:(?:不|没有?|沒有?|未|并非|並非|绝非|絕非|并未|並未|从未|從未)(?:再|能|可能|会|會|曾|应|應|必)?"
    r"(?:是|为|為|达到?|達到?|到|有|满|滿|值|占|付|花|给|給|卖|賣|收|赚|賺|需|要|用|够|夠))$"
)
ERA_BEFORE = re.compile(
    "(?:民国|民國|光绪|光緒|宣统|宣統|同治|咸丰|咸豐|道光|嘉庆|嘉慶|乾隆|雍正|康熙|顺治|順治|崇祯|崇禎|万历|萬曆|嘉靖|永乐|永樂|洪武|贞观|貞觀"
    "|令和|平成|昭和|大正|明治|慶応|享保|元禄|公元|西元|西暦)$"
)
YEAR_OF = frozenset("代级級生度")  # 五十年代, 三年级
_SUMS = frozenset("笔筆")  # 一笔5亿元的贷款 is one loan of 5亿元
_COMES = frozenset("来來")  # 20来人 are some twenty, but 300人来了
_DIGITS = "0-9０-９一二三四五六七八九十百"
# so many times the value, or a part of it: 5億円の10倍, 5亿元的三分之一
MULTIPLE_BEHIND = re.compile(
    rf"[的の]?(?:[约約近超逾]|超过|超過)?[{_DIGITS}两兩几幾数數何.．]+(?:多|余|餘|数)?(?:倍|分[之の]|折)"
)
# 5億円にもなりかねない, 5億円に届くかどうか, 15%も来ない
MAY_BEHIND = re.compile(
    r"(?:に|と|へ|を|も|は){1,2}[^、。，,\d]{1,6}?(?:かね(?:ない|ません)|か(?:どうか|否か)|かもしれ|そう(?=[だでなに。]|$))"
)
NO_END_BEHIND = re.compile(
    r"(?:に|で)は?(?:とどまら|留まら|止まら|済ま|すま|収まら|おさまら|終わら)(?:な|ず)"
)
NOT_EVEN_BEHIND = re.compile(
    r"も(?!な)[ぁ-んァ-ヶ一-龠]{1,6}?(?:ない|なかった|ません|ぬ)(?![ぁ-ん]*(?:ほど|くらい|ぐらい))"
)
PLANNED_BEHIND = re.compile(
    r"(?:に|中に|内に|度に|末に|春に|夏に|秋に|冬に)も[^、。]{1,24}?(?:見通し|見込み|予定|方針|計画|考え|意向|可能性|構え|目指|たい)"
)
ONE_OF = re.compile(
    rf"[人名个個家户戶社台件本校軒戸頭匹](?:に|中|中有|中就有|中的|のうち|当中有|裡有|里有)約?约?[1１一](?![{_DIGITS}])"
)
DENIED_BEHIND = {
    "ja": re.compile(
        r"(?:で|と|に|は|も|では|じゃ|という|こと|わけ|ほど|まで|すら|さえ|には|とは)+"
        r"(?:なら|いえ|言え|言い切れ|限ら|かぎら|いか|行か|至ら|いたら|思え)?"
        r"(?:な(?:い|く|かっ|し)|ありませ|あるまい)"
    ),
    "zh": re.compile(
        r"的?(?:一说|一說|之说|之說|的传言|说法|說法|消息|数字|數字|数据|數據|传闻|傳聞|报道|報道|传言|傳言)?"
        r"(?:并|並|是|为|為|系|乃|纯属|純屬)?"
        r"(?:不实|不實|不属实|不屬實|不准确|不準確|有误|有誤|错误|錯誤|假的|虚假|虛假|谎言|謊言|谣言|謠言|误传|誤傳|不正确|不正確|不存在)"
    ),
}
_HOW = (
    "やや|少し|すこし|わずかに|僅かに|ごくわずかに|若干|多少|大きく|大幅に|はるかに|遥かに|遠く|優に|"
    "ゆうに|軽く|かるく|楽に|かなり|相当|既に|すでに|ついに|初めて|はじめて|辛うじて|かろうじて|ぎりぎり|"
    "とうに|再び|一時|ほぼ|すら|さえ|にも|には|も|は"
)
# を上回る and its like: a particle, how much, and the verb
PASSED_BEHIND = re.compile(
    rf"(?:を|に|も|は)(?:{_HOW})*"
    r"(?:こえ|こす|超|越|上回|上まわ|うわまわ|下回|下まわ|したまわ|割[っりれ込ら]|切[っりるら]|突破|凌|しの[ぐい]|"
    r"満た|みたな|及ば|およば|届か|とどか|達し?な|達して(?:い)?な|達せ|迫|近づ|近い|近か|肉薄|下ら|くだら)"
)

VERBS_BEHIND = (PASSED_BEHIND, MAY_BEHIND, NOT_EVEN_BEHIND, NO_END_BEHIND)  # of Japanese


class Quoted:
    """A quote in its view, blanks and quotation marks aside."""

    def __init__(self, view: View, method: str, lexicon: Lexicon) -> None:
        self.view = view
        self.method = method
        self.lexicon = lexicon
        self.is_date = method == "date"  # whether a date is read from it

    @property
    def words(self) -> Words:
        """The word tables."""
        return self.lexicon.words

    @property
    def of(self) -> str:
        """The kind of hedges that concern it."""
        return "dates" if self.is_date else "numbers"

    @once
    def core(self) -> str:
        """The quote without blanks and marks."""
        return self.view.quote.translate(QUOTES).strip("()（）")

    @once
    def before(self) -> str:
        """What is before, without blanks and marks, as far as a few characters matter."""
        return self.view.before[-40:].translate(QUOTES).rstrip("(（")

    @once
    def behind(self) -> str:
        """What is behind, without blanks and marks."""
        return self.view.behind[:40].translate(QUOTES)

    @once
    def is_open_left(self) -> bool:
        """Whether it begins with a number."""
        return glued.is_numeral(self.core[:1])

    @once
    def is_open_right(self) -> bool:
        """Whether it ends with a number or magnitude."""
        return glued.is_numeral(self.core[-1:]) and not self.core.startswith("百分之")


def _unreal(quoted: Quoted) -> Finding | None:
    view, tag = quoted.view, quoted.words.tag
    before, behind = view.before[-BEFORE:].translate(QUOTES), view.behind[:BEHIND].translate(QUOTES)
    return unreal(before, behind, quoted.method, tag)


def _counter(quoted: Quoted) -> str:
    """The longest counter that follows."""
    found = (counter for counter in quoted.words.counters if quoted.behind.startswith(counter))
    return max(found, key=len, default="")


def _number_beside(quoted: Quoted) -> Finding | None:
    before, behind, core = quoted.before, quoted.behind, quoted.core
    is_after_lone = quoted.is_date and before[-1:] in LONE and not re.search(r"[12]\d{3}$", before)
    if quoted.is_open_left and glued.is_numeral(before[-1:]) and not is_after_lone:
        return cropped(before[-1:], "another number is before the number")
    if quoted.is_open_right and glued.is_numeral(behind[:1]):
        return cropped(behind[:1], "another number follows the number")
    tens = re.match(r"、([1-9])0(?!\d)", behind)
    if tens and re.fullmatch(r"[1-9]0", core) and int(tens[1]) == int(core[0]) + 1:
        return cropped(tens[0], "two numbers side by side say about how many")
    listed = re.search(r"(?<!\d)\d、$", before)
    if listed and re.match(r"\d(?!\d)", core):
        return cropped(listed[0], "two numbers side by side say about how many")
    if re.search(r"(?<!\d)\d{1,3}、$", before) and re.match(r"\d{3}(?!\d)", core):
        return cropped(before[-2:], "there is a number before the number")
    listed = re.match(r"、(?:\d(?!\d)|[一二三四五六七八九](?![一二三四五六七八九十百千]))", behind)
    if listed and re.fullmatch(r"\d|[一二三四五六七八九]", core[-1:]) and not core[-2:-1].isdigit():
        return cropped(listed[0], "two numbers side by side say about how many")
    return None


def _hedged_before(quoted: Quoted) -> Finding | None:
    before, words = quoted.before, quoted.words
    rate = None if quoted.is_date else RATE_BEFORE.search(before)
    if rate is not None:
        return cropped(rate[0], "the value is so much for each time")
    if not quoted.is_date:
        if denial := DENIED_BEFORE.search(before):
            return cropped(denial[0], f"“{denial[0]}” denies what the quote says")
        if each := _each_before(quoted, before):
            return each
    is_past_verb = False
    for _ in range(3):
        hedge = _at_end(quoted, before)
        if hedge is not None and is_past_verb and not _is_qualified(quoted, hedge):
            return None
        if hedge is not None:
            return cropped(hedge.phrase, f"“{hedge.phrase}” before the quote changes what it says")
        link = next((link for link in words.between if before.endswith(link)), None)
        if link is None:
            link = next((link for link in words.verbs if before.endswith(link)), None)
            is_past_verb = True
        if link is None or (quoted.is_date and is_past_verb):
            return None
        before = before[: -len(link)]
    return None


def _is_qualified(quoted: Quoted, hedge: Hedge) -> bool:
    """Whether a hedge attaches over a verb too: 最多占15%, but 人数增长15%."""
    is_long = len(hedge.phrase) > 1 or hedge.phrase in ("约", "約")
    return is_long and hedge.phrase in quoted.words.qualifiers


def _each_before(quoted: Quoted, before: str) -> Finding | None:
    """One thing before money: so much for each (1本150円, 一人300元)."""
    one = ONE_BEFORE.search(before)
    if quoted.method != "amount" or one is None:
        return None
    thing, words = one[1], quoted.words
    if thing in _SUMS:
        return None
    if thing in words.counters or thing.startswith(tuple(words.numbers)):
        return cropped(one[0], "the value is so much for each")
    return None


def _longest(quoted: Quoted, is_here: Callable[[str | tuple[str, ...]], bool]) -> int:
    """The length of the longest look-alike beside the quote: a longer hedge than it is one."""
    alikes = quoted.words.look_alikes
    return max(map(len, filter(is_here, alikes)), default=0) if is_here(alikes) else 0


def _at_end(quoted: Quoted, before: str) -> Hedge | None:
    alike = _longest(quoted, before.endswith)
    for hedge in quoted.lexicon.last_characters.get(before[-1:], ()):
        if len(hedge.phrase) < alike:
            return None
        if hedge.of in ("any", quoted.of) and before.endswith(hedge.phrase):
            rest = before[: -len(hedge.phrase)]
            if not (hedge.phrase in _TIMES and glued.is_numeral(rest[-1:])):
                return hedge
    return None


def _hedged_behind(quoted: Quoted, behind: str) -> Finding | None:
    alike = _longest(quoted, behind.startswith)
    if not quoted.is_date and (denial := DENIED_BEHIND[quoted.words.tag].match(behind)):
        return cropped(denial[0], f"“{denial[0]}” denies what the quote says")
    if found := _patterns_behind(quoted, behind, alike):
        return cropped(found, f"“{found}” behind the quote changes what it says")
    crossed = behind[:1] in "、，,（(" and behind != ""
    text = behind.lstrip("、，,（(") if crossed else behind
    alike = _longest(quoted, text.startswith)
    for hedge in quoted.lexicon.first_characters.get(text[:1], ()):
        if len(hedge.phrase) < alike:
            return None
        if hedge.of not in ("any", quoted.of) or not text.startswith(hedge.phrase):
            continue
        if hedge.phrase in _COMES and quoted.method == "count" and not quoted.is_open_right:
            continue
        following = text[len(hedge.phrase) : len(hedge.phrase) + 1]
        if not crossed or (hedge.scope != "beside" and following in ("", *PUNCTUATION)):
            why = f"“{hedge.phrase}” behind the quote changes what it says"
            return cropped(hedge.phrase, why)
    return None


def _patterns_behind(quoted: Quoted, behind: str, alike: int) -> str | None:
    """What a pattern finds that changes the value: a verb of a bound, a multiple, a doubt."""
    is_japanese = quoted.words.tag == "ja"
    patterns: tuple[re.Pattern[str], ...]
    if quoted.is_date:
        patterns = (PLANNED_BEHIND,) if is_japanese else ()
    else:
        patterns = (MULTIPLE_BEHIND, *VERBS_BEHIND) if is_japanese else (MULTIPLE_BEHIND,)
    for pattern in patterns:
        found = pattern.match(behind)
        if found is not None and alike < len(found[0]):
            return found[0]
    return None


def _in_bracket(quoted: Quoted) -> Finding | None:
    """A hedge alone in a bracket behind the quote, or a ratio: （約）, 5人に1人."""
    bracket, words = BRACKET.match(quoted.behind), quoted.words
    if bracket:
        hedges = (*words.hedges, *words.vague, *words.behind, *words.vague_behind)
        known = {hedge.phrase for hedge in hedges if hedge.of in ("any", quoted.of)}
        known |= words.doubts
        if known & {*re.split("[・、，,]", bracket[0][1:-1])}:
            return cropped(bracket[0], f"“{bracket[0]}” behind the quote changes what it says")
    if quoted.method != "count":
        return None
    ratio = RATIO_BEFORE.search(quoted.before) or ONE_OF.match(quoted.core[-1:] + quoted.behind)
    if ratio is None and quoted.is_open_right:
        ratio = ONE_OF.match(quoted.behind)
    return ratio and cropped(ratio[0], "the number is part of a ratio")


def _range(quoted: Quoted) -> Finding | None:
    found = RANGE_BEHIND.match(quoted.behind) or RANGE_BEFORE.search(quoted.before)
    if found is None and quoted.is_date:
        found = DATES_BEHIND.match(quoted.behind)
        return found and cropped(found[0], "the quote is one end of a range")
    if found is None:
        return None
    if quoted.is_date and not re.search(r"年|月|日", quoted.behind[:10] + quoted.before[-10:]):
        return None
    return cropped(found[0], "the quote is one end of a range")


def _date_cut(quoted: Quoted) -> Finding | None:
    behind, before = quoted.behind, quoted.before
    if quoted.core[:1].isdigit() and not re.match(r"[12]\d{3}", quoted.core):
        found = re.search(
            r"(?:\d{4}|[〇零一二三四五六七八九]{4}|元)年(?:度)?(?:\d{1,2}月)?$", before
        )
        if found:
            return cropped(found[0], "the year is cut off")
    if quoted.is_open_right and not re.match(r"[-/.]", behind):
        rest = behind[:1]
        if rest == "" or rest in PUNCTUATION:
            return None
        if rest in "年月日号號":
            return cropped(rest, "the date goes on")
        if is_unspaced(rest) and re.fullmatch(r"[12]\d{3}", quoted.core):
            return unknown(rest, "a bare number is not read as a year here")
    if quoted.core[-1:] == "中" and behind[:1] in ("午", "旬", "期", "央", "秋"):
        return cropped(behind[:1], "the quote is cut inside a word")
    found = DATE_GOES_ON.match(behind)
    if found and found[0] not in ("度", "期"):
        return cropped(found[0], "the date goes on")
    return None


def _unit_behind(quoted: Quoted) -> Finding | None:
    """A number that is open to the right needs a counter, a particle or punctuation behind it."""
    behind, words = quoted.behind, quoted.words
    if not quoted.is_open_right:
        return _closed_behind(quoted)
    rest = behind[:1]
    lone = len(quoted.core) == 1 and quoted.core in LONE
    if rest == "" or rest in PUNCTUATION:
        return _lone(quoted) if lone else None
    counter = _counter(quoted)
    money = max(filter(behind.startswith, words.money), key=len, default="")
    if money and len(money) >= len(counter):
        return cropped(money, "a currency follows the number")
    unit = max(filter(behind.startswith, words.numbers), key=len, default="")
    if len(unit) > len(counter):
        return cropped(unit, "a unit follows the number")
    if counter:
        if lone and quoted.before[-1:] in NAMES:
            return cropped(quoted.before[-1:], "the numeral is part of a word")
        return _hedged_behind(quoted, behind[len(counter) :])
    if re.match(r"\D{0,8}[€$£¥￥]", quoted.core):
        return None  # the sign says what it is: £10,000债券
    if not lone and any(behind.startswith(particle) for particle in words.particles):
        return None
    return unknown(behind[:2], "it is not understood as what is counted")


def _lone(quoted: Quoted) -> Finding | None:
    before = quoted.before[-1:]
    if before and before not in PUNCTUATION and is_unspaced(before):
        return unknown(before, "a lone numeral may be part of a word")
    return None


def _closed_behind(quoted: Quoted) -> Finding | None:
    if quoted.method in ("amount", "currency") and glued.is_numeral(quoted.behind[:1]):
        return cropped(quoted.behind[:3], "the amount goes on")  # 139円78銭
    if quoted.method == "quantity" and quoted.core[-1:] == "年":
        if quoted.behind[:1] in YEAR_OF:
            return cropped(quoted.behind[:1], "the year is part of a word")
        if era := ERA_BEFORE.search(quoted.before):
            return cropped(era[0], "it is a year of an era")
    if quoted.method.startswith("percent"):
        point = next((word for word in quoted.words.points if quoted.behind.startswith(word)), None)
        if point:
            return cropped(point, "the value is of points, not of percent")
    return None


def _letters_before(quoted: Quoted) -> Finding | None:
    """Letters before a number: a code of money, or a name that the number is part of."""
    if not quoted.is_open_left:
        return None
    match = re.search(r"([A-Za-z$€£¥￥]+)\.?$", quoted.before)
    if match is None:
        return None
    if quoted.lexicon.is_money(match[1]) or len(match[1]) <= 4:
        return cropped(match[1], "the words before the number make it something else")
    return None


def term_denied(view: View, lexicon: Lexicon) -> Finding | None:
    """A denial beside a term."""
    words = lexicon.words
    before = view.before[-12:].translate(QUOTES)
    clause = re.split("[，。；！？、]", before)[-1][-4:]
    for word in sorted(words.negations, key=len, reverse=True):
        if word in clause:
            return cropped(word, f"“{word}” denies what the quote says")
    behind = view.behind[:16].translate(QUOTES)
    for phrase in words.denials:
        match = re.match(rf"[ぁ-ん]{{0,4}}?(?:し|され|でき)?{re.escape(phrase)}", behind)
        if match:
            return cropped(match[0], f"“{match[0]}” denies what the quote says")
    return None


def _touching(quoted: Quoted) -> Finding | None:
    return glued.touching(quoted.view, is_number=True)


def _across_blank(quoted: Quoted) -> Finding | None:
    return glued.across_blank(quoted.view, left=quoted.is_open_left, right=quoted.is_open_right)


def _hedged(quoted: Quoted) -> Finding | None:
    """A hedge behind the quote, or behind a bracket that follows it."""
    behind = quoted.behind
    past = BRACKET.sub("", behind)
    found = _hedged_behind(quoted, behind)
    return found if found or past == behind else _hedged_behind(quoted, past)


def _ends(quoted: Quoted) -> Finding | None:
    return _date_cut(quoted) if quoted.is_date else _unit_behind(quoted)


def _compared(quoted: Quoted) -> Finding | None:
    counter = _counter(quoted) if quoted.is_open_right else ""
    return compared(quoted.before, quoted.behind, quoted.method, quoted.words.tag, counter)


TOUCHING, NUMBER_BESIDE, ACROSS, HEDGED_BEFORE, HEDGED_BEHIND, IN_BRACKET, RANGE, LETTERS, REST = (
    1 << n for n in range(9)
)
EVERYTHING = 2**9 - 1
# The first that finds something is told; each with what must be beside the quote for that.
GUARDS: tuple[tuple[int, Callable[[Quoted], Finding | None]], ...] = (
    (TOUCHING, _touching),
    (NUMBER_BESIDE, _number_beside),
    (ACROSS, _across_blank),
    (HEDGED_BEFORE, _hedged_before),
    (HEDGED_BEHIND, _hedged),
    (IN_BRACKET, _in_bracket),
    (RANGE, _range),
    (REST, _ends),
    (LETTERS, _letters_before),
    (REST, _compared),
    (REST, _unreal),
)
