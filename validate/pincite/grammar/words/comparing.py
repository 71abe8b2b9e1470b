"""Patterns beside a number that make it a difference, one of several, a claim, or denied.

What follows a number as its comparison ("€5 million lower than last year") says how far apart two
values are; the number is neither of them. The patterns are of lower case. Those behind a number
begin at its end, with a blank in scripts that have them, and never cross a comma: "€5 million,
down from 7" is 5 million.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from re import Pattern

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Comparing:
    """The patterns of one language.

    Where a change is told ("up 15%", 比去年多5亿元) the value is that of the change, and is proved.

    - `difference` is behind any number but a percentage, `difference_before` is before it;
    - `counted` is a difference behind a count alone ("40 more people"), unless one of `adding` is
      the word before it ("they hired 40 more nurses" are 40 nurses);
    - `undone` denies a verb of which the number is the subject, `refused` one of money alone;
    - `claimed` before a number makes it what somebody says, `several` one of more than one thing.
    """

    difference: Pattern[str]
    undone: Pattern[str]
    refused: Pattern[str]
    claimed: Pattern[str]
    several: Pattern[str]
    counted: Pattern[str] = _NEVER
    difference_before: Pattern[str] = _NEVER
    adding: frozenset[str] = frozenset()


_END = r"(?=\s*(?:$|[.;:!?)]))"
_GAP = r"(?:\s(?!(?:to|by|from|who|and|but|or|because|when|if|as|while|he|she|it|they|we|you|i)\b)[\w'’-]+){0,3}?"
_BE = r"(?:was|were|is|are|be|been|being|get|got)"
_NOUN = r"[\w'’-]+"
_LARGER = (
    "less|more|fewer|lower|higher|greater|larger|bigger|smaller|cheaper|dearer|richer|poorer|longer"
    "|shorter|wider|narrower|deeper|taller|thicker|thinner|heavier|lighter|older|younger|faster|slower"
    "|warmer|hotter|colder|cooler|better|worse|stronger|weaker"
)
_MARK = (
    r"(?:(?:the|its|their|his|her|our|a|last|this|previous|prior|own|official|original)\s)*(?:[\w’'-]+\s)?"
    r"(?:budget|target|plan|plans|estimates?|forecasts?|average|norm|limit|quota|par|expectations?|year|month"
    r"|quarter|level|guidance|figure|sum|offer|bid|cost|total|rate|peak|asking|price|value|mean|median|minimum|maximum|record|cap|threshold)(?:['’]s)?\b"
)
_TIME = r"(?:the|a|its|this)?\s?(?:[\w-]+\s)?(?:year|month|quarter)\b"
_HEIGHT = (
    "niedriger|höher|geringer|größer|grösser|kleiner|teurer|billiger|günstiger|länger|kürzer|breiter"
    "|schmaler|schwerer|leichter|älter|jünger|schneller|langsamer|tiefer|besser|schlechter|wärmer"
    "|kälter|stärker|schwächer|ärmer|reicher|weniger|mehr"
)

_COMPARING: dict[str, Callable[[], Comparing]] = {
    "en": lambda: Comparing(
        difference=re.compile(
            rf"\s(?:(?:{_LARGER})\sthan\b(?!\s(?:an?|one|two|three|four|five|six|ten)\s(?:year|month|week|day|hour|decade))"
            rf"|(?:less|fewer|lower|higher|cheaper|dearer|worse off|better off)(?![\w-]|\sthan\b|\sor\b)"
            rf"|more(?:{_END}|\s(?:this|last|in \d{{4}}))"
            rf"|(?:above|below|beneath)\s{_MARK}"
            rf"|(?:over|under(?!\s(?:[a-z]+\s)?plans?\b)|beyond|behind|off|wide of)\s(?!{_TIME}){_MARK}"
            rf"|(?:above|below)\s(?:what|that of|those of|last|its|their|any)\b"
            r"|(?:above|below)\s(?:the\s)?(?:[€$£¥\d]|[\w-]+['’]s\b)"
            r"|(?:short of|shy of|adrift of|clear of|in excess of|down on|up on|apart)\b"
            r"|(?:over|under)\s(?:budget|target|par)\b)"
        ),
        counted=re.compile(
            rf"\s(?:(?:more|fewer|less)\s\w|(?:{_NOUN}\s)(?:(?:more|fewer|less)\sthan\b"
            rf"|(?:above|below)\s{_MARK}|(?:short of|shy of|adrift of|down on|up on)\b))"
            rf"(?<!more half)(?!\shalf\b)"
        ),
        adding=frozenset(
            "hire hires hired hiring add adds added adding buy buys bought buying order orders ordered"
            " build builds built building open opens opened opening recruit recruits recruited appoint"
            " appointed kill kills killed killing arrest arrests arrested injure injured wounded find"
            " finds found".split()
        ),
        undone=re.compile(
            rf"{_GAP}\s(?:(?:{_BE}|has|had|have|will|would|could|can|may|might|should)\s(?:\w+ly\s|yet\s|still\s)?"
            rf"(?:not|never)(?:\s(?:yet|even|\w+ly|{_BE}|have|to))*\s\w+(?:ed|en|id|ade|ent|ept|eld|old|ought|orn|ost|own|awn|et|un|ut|ound|ung|on|ilt)\b"
            rf"|(?:wasn|weren|isn|aren|hasn|hadn|haven|won|wouldn|couldn)['’]t\s(?:{_BE}\s)?\w+)"
        ),
        refused=re.compile(
            rf"{_GAP}\s{_BE}\s(?:\w+ly\s|later\s|then\s)?(?:refused|rejected|denied|declined|withheld"
            r"|vetoed|turned down|ruled out|voted down|struck down|disallowed)\b"
        ),
        claimed=re.compile(
            r"(?:\b(?:a|an|the|its|his|her|their|this|that|these|those|some)\s(?:widely\s)?"
            r"(?:reported|claimed|disputed|suspected|presumed|speculated|mooted|touted|whispered)"
            r"|\b(?:alleged|rumou?red|supposed|purported|so-called|putative|unconfirmed|ostensible|unverified))"
            r"\s(?:(?:total|sum|figure|amount|price|fee)\sof\s)?$"
        ),
        several=re.compile(
            r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|multiple|many|numerous"
            r"|various|both|few|(?<![\d.,-])(?:[2-9]|[1-9]\d))\s(?!(?:years?|months?|weeks?|days?|hours?|minutes?"
            r"|times|million|billion|thousand|thirds|quarters|halves|percent|per)\b)(?:[a-z-]+\s){0,2}?"
            r"[a-z-]+(?:s|people|men|women|children)\s(?:of|worth|for|at)\s$"
        ),
    ),
    "de": lambda: Comparing(
        difference=re.compile(
            rf"\s(?:(?:{_HEIGHT})(?:\sals\b|\saus(?:gefallen)?\b|\swie\b|{_END})"
            r"|(?:unter|über)\s(?:dem|den|der|des|einem)\s(?:\w+\s)?(?:vorjahr|vormonat|vorquartal|plan|ansatz"
            r"|budget|erwartung|prognose|durchschnitt|niveau|ziel|schnitt|limit|wert|soll|preis|betrag|schätzung)\w*"
            r"|(?:unter|über)\s(?:vorjahr|plan|soll|durchschnitt|budget|erwarten)\w*"
            r"|(?:unterhalb|oberhalb)\b)"
        ),
        counted=re.compile(
            rf"\s(?:(?:mehr|weniger)\s\w|{_NOUN}\s(?:mehr|weniger)(?:\sals\b|{_END}))"
        ),
        undone=re.compile(
            r"(?:\s[\w'’-]+){0,4}?\s(?:wurden?|worden|sind|ist|waren?|werden|wird)\s(?:[\w-]+\s){0,2}?(?:nicht|nie|niemals)\b"
        ),
        refused=re.compile(
            r"(?:\s[\w'’-]+){0,3}?\s(?:wurden?|sind|ist|waren?|werden|wird)\s(?:[\w-]+\s){0,3}?(?:abgelehnt|verweigert"
            r"|verwehrt|zurückgewiesen|versagt|einbehalten)\b"
        ),
        claimed=re.compile(
            r"\b(?:angeblich|mutmaßlich|mutmasslich|vermeintlich|kolportiert|behauptet|gemunkelt|vermutet|sogenannt|gerüchteweise)"
            r"(?:e[nrms]?)?\s$"
        ),
        several=re.compile(
            r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|mehrere[nr]?|einige[nr]?|viele[nr]?|beiden?|etliche[nr]?"
            r"|(?<![\d.,-])(?:[2-9]|[1-9]\d))\s(?!(?:jahre|monate|wochen|tage|stunden|millionen|milliarden|prozent|mal)n?\b)"
            r"(?:[a-zäöüß]+\s)?[a-zäöüß-]{3,}\s(?:von|über|zu|à|aus|in höhe von)\s$"
        ),
    ),
    "fr": lambda: Comparing(
        difference=re.compile(
            rf"\s(?:(?:{_NOUN}\s)?(?:de\s(?:moins|plus)(?!\w|\sen\splus|\sen\smoins)|en\smoins\b)"
            r"|(?:inférieur|supérieur)e?s?\b|(?:au[- ]dessous|au[- ]dessus|en[- ]dessous|en deçà|au[- ]delà)\b"
            r"|(?:plus|moins)\s(?!(?:de|tard|tôt)\b)[\w-]+(?:\sque?\b|\squ['’])|(?:plus|moins)\squ[e'’])"
        ),
        undone=re.compile(
            r"(?:\s[\w'’-]+){0,3}?\s(?:n['’](?:a|ont|avait|avaient|est|étaient|était|aura|auront|eut)|ne\s(?:sont|fut|furent"
            r"|sera|seront|serait))\s(?:\w+\s)?(?:pas|jamais|point)\b"
        ),
        refused=re.compile(
            r"(?:\s[\w'’-]+){0,3}?\s(?:(?:a|ont|avait|avaient)\sété|est|sont|fut|furent|sera|seront)\s(?:\w+\s)?"
            r"(?:refusé|rejeté|écarté|dénié)e?s?\b"
        ),
        claimed=re.compile(
            r"(?:(?:prétendu|supposé|présumé|allégué|hypothétique)e?s?|soi-disant)\s$"
        ),
        several=re.compile(
            r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|plusieurs|quelques|(?<![\d.,-])(?:[2-9]|[1-9]\d))\s"
            r"(?!(?:ans|années|mois|semaines|jours|heures|millions|milliards|mille|fois|tiers|quarts)\b)"
            r"(?:[^\W\d_]+\s)?[^\W\d_]+[sx](?:\s[^\W\d_]+s)?\s(?:d['’]un montant\s)?(?:de\s|d['’])$"
        ),
    ),
    "es": lambda: Comparing(
        difference=re.compile(
            rf"\s(?:(?:{_NOUN}\s)?(?:(?:menos|más)(?:\sque\b|\sde\slo\b)|menos{_END})"
            r"|(?:inferior|superior)(?:es)?\b|por\s(?:debajo|encima|arriba)\b"
            rf"|(?:menos|más)\s(?!(?:tarde|temprano|iva|o)\b)\w+(?:\sque\b|{_END})"
            r"|(?:mayor|menor)(?:es)?(?:\sque\b|\sa\b))"
        ),
        undone=re.compile(
            r"(?:\s(?!(?:y|e|o|pero|a|al|porque)\b)[\w'’-]+){0,3}?\s(?:no|nunca|jamás)\s(?:(?:se|le|les)\s)?(?:(?:ha|han|había|habían)"
            r"\s(?:sido\s)?\w+[aio]d[oa]s?|(?:fue|fueron|es|son|será|serán|era|eran|está|están)\s\w+|se\s\w+|\w+(?:aron|ieron))\b"
        ),
        refused=re.compile(
            r"(?:\s[\w'’-]+){0,3}?\s(?:fue|fueron|es|son|ha sido|han sido|será|serán|quedó|quedaron)\s(?:\w+\s)?"
            r"(?:rechazad|denegad|negad|desestimad|vetad)[oa]s?\b"
        ),
        claimed=re.compile(
            r"(?<!por )\b(?:supuest|presunt|pretendid|rumoread|hipotétic|sedicente)[oa]?s?\s$"
        ),
        several=re.compile(
            r"\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|vari[oa]s|much[oa]s|algun[oa]s|ambos"
            r"|(?<![\d.,-])(?:[2-9]|[1-9]\d))\s(?!(?:años|meses|semanas|días|horas|millones|mil|veces|tercios|cuartos)\b)"
            r"(?:[^\W\d_]+\s)?[^\W\d_]+s(?:\s[^\W\d_]+s)?\s(?:por valor\s)?(?:de|por)\s$"
        ),
    ),
    "ja": lambda: Comparing(
        difference=re.compile(
            r"(?:ほど|ばかり|ぐらい|くらい|余り|分|だけ|も)?(?:少な[いくかめ]|多[いくかめ]|高[いくか]|低[いくか]|安[いくか]|大き[いくか]"
            r"|小さ[いくか]|長[いくか]|短[いくか]|重[いくか]|軽[いくか]|上回|下回|上まわ|下まわ|足りな|不足)"
        ),
        undone=re.compile(
            r"(?:の[^、。はが]{1,6})?(?:は|が|も)(?:まだ|結局|実際には|一度も|最後まで|一切)?(?!信じ)[一-龠ぁ-んァ-ヶー]{1,8}?れ"
            r"(?:て(?:は)?い?)?(?:な[いかく]|ません|ず)"
        ),
        refused=re.compile(
            r"(?:の[^、。はが]{1,6})?(?:は|が|も)[^、。]{0,8}?(?:拒否|拒絶|却下|否決|断ら)[さらし]?れ"
        ),
        claimed=re.compile(
            r"(?:(?:うわさ|噂|疑惑|自称|いわゆる)の?|とされる|といわれる|と言われる|らしき)$"
        ),
        several=re.compile(
            r"(?:(?:[2-9２-９二三四五六七八九十数]|(?<![\d.])[1-9１-９][\d０-９])(?:つ|件|本|枚|回|組|班|個|口|隊|チーム|グループ)|複数|いくつか)の$"
        ),
    ),
    "zh": lambda: Comparing(
        difference=re.compile(
            r"(?:之多|左右)?(?:低于|低於|高于|高於|少于|少於|多于|多於|小于|小於|大于|大於|不及)"
        ),
        difference_before=re.compile(
            r"(?:比|较|較|相比)[^，。；！？,]{1,16}?(?:少|高|低|贵|貴|便宜|大|小|长|長|短|重|轻|輕|差)(?:了|出|出了|过|付|收|花|卖|赚|近|整整)?$"
        ),
        undone=re.compile(
            r"(?:的[^，。；]{1,8}?)?(?:并|並|一直|至今|最终|最終|尚|仍|还|還|从来|從來|从|從|都|也)*"
            r"(?:(?:没有?|沒有?|未能?|不曾|未曾)(?:被|获得?|獲得?|得到|受到))"
        ),
        refused=re.compile(
            r"(?:的[^，。；]{1,8}?)?(?:已|也|后来|後來|最终|最終)*(?:(?:被|遭到?)[^，。；]{0,8}?(?:拒|否决|否決|驳回|駁回)"
            r"|(?:并|並|一直|至今|最终|最終|尚|仍|还|還|从来|從來|从|從|都|也)*(?:没有|沒有|没(?!有)|沒(?!有)|未(?![来來必]))[一-龠]{2})"
        ),
        claimed=re.compile(
            r"(?:所谓|所謂|传闻中?|傳聞中?|据称|據稱|据传|據傳|据说|據說|传说|傳說|盛传|盛傳|谣传|謠傳)的?$"
        ),
        several=re.compile(
            r"(?:(?<!第)[2-9２-９两兩二三四五六七八九十几幾数數多]|(?<![\d.])[1-9]\d)(?:笔|筆|支|个|個|项|項|份|批|组|組|队|隊|轮|輪|次|张|張)$"
        ),
    ),
}


@cache
def comparing_of(tag: str) -> Comparing:
    """The patterns of a language that has word tables, compiled when first asked for."""
    return _COMPARING[tag]()
