"""What says of a number or date that it never was, was only meant, or is only asked.

The patterns are of a sentence in lower case, in which a mark is in the place of the quote. What is
planned today is proved as such ("plans to hire 300"); what was planned ("planned to hire 300") may
never have come, and is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from re import Pattern

# In the place of a number; of a date that its sentence begins with; of a date within it
NUMBER, FIRST_DATE, DATE = "\ue000", "\ue001", "\ue002"
TO, OF = "\ue010", "\ue011"  # what parts a word from a quote behind it, a quote from a verb
_ANY = f"[{NUMBER}{FIRST_DATE}{DATE}]"
# "The 300 homes were to be sold": there are 300 homes
_SUBJECT = rf"[{NUMBER}{FIRST_DATE}](?<!\b(?:the|all|its|die|les|los|las)\s.)"
_DASH = r"\s[-–—]\s"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Unreal:
    """The patterns of one language.

    - `never`: what was not so ("would have drawn 90,000", "scrapped before 200 were built");
    - `meant`: what was meant ("wanted to plant 300"), unless `reported` is before it, which tells a
      plan as others made it known ("said it planned to hire 300");
    - `to` is what may be between a word and a quote, where a pattern says `TO`; and `of` is a
      quote and what may be between it and the verb that it is the subject of, for `OF`;
    - a sentence with a question mark asks of its number, unless it `asks` of something else.
    """

    never: tuple[str, ...]
    asks: Pattern[str]
    to: str = _ANY
    of: str = NUMBER
    meant: tuple[str, ...] = ()
    reported: Pattern[str] = _NEVER

    @cached_property
    def patterns(self) -> tuple[Pattern[str], ...]:
        """All patterns that find something, each whole."""
        return tuple(map(re.compile, map(self.whole, (*self.never, *self.meant))))

    def whole(self, pattern: str) -> str:
        """A pattern with what is between its words and the quote."""
        return pattern.replace(TO, self.to).replace(OF, self.of + self.edge)

    @property
    def edge(self) -> str:
        """What a word begins and ends with: nothing in scripts without blanks."""
        return r"\b" if self.to.startswith(r"\b") else ""


def _up_to(stops: str) -> str:
    """What is between a verb and a quote: no other clause, but more of a list, or a few words more.

    No character can be taken in two ways, or a long list would take forever.
    """
    marks = _ANY[1:-1]
    plain = rf"(?!\b(?:{stops})\b|{_DASH})[^,{marks}]|,(?:\s[^\W\d][\w'-]*){{1,3}},"
    more = rf"{plain}|,(?=\s(?:(?:and|or|und|oder|et|ou|y|o|e|u)\s)?[{marks}\d])"
    return rf"\b(?:(?:{plain})*?{_ANY}(?<!,\s.)|(?:{plain})*?\d(?:{more})*?{_ANY})"


def _from(stops: str) -> str:
    """A quote, and what is between it and the verb that it is the subject of."""
    return rf"{_SUBJECT}(?:(?!\b(?:{stops})\b|{_DASH})[^,]){{0,60}}"


_EN_TO = _up_to(
    "that|which|who|whose|because|although|though|whereas|while|but|when|had|has|was|were|is|are|did"
    r"|whether|and\s(?:\w+ed|found|built|sold|won|made|got|took|gave|paid|spent|bought|lost|left)"
    r"|(?:and|so)\s(?:he|she|it|they|we|i|you|this|these|those|there|then|now)"
)
_EN_OF = _from(
    "that|which|who|whose|because|although|though|and|but|or|if|when|while|before|after|as"
)
_EN_FEW = r"(?:\s(?!that\b|which\b|who\b)[\w'-]+){0,3}?"
_EN_HAVE = (  # "could have come", but not "could have lunch", "may have to come"
    r"(?:n't|\snot)?\s?(?:\w+\s)??(?:have|'ve)\s(?!to\s)(?:\w+\s)??"
    r"(?:\w+ed|been|had|made|drawn|won|lost|cost|come|gone|given|taken|paid|built|sold|bought|gotten"
    r"|left|brought|seen|met|found|kept|held|cut|hit|put|set|let|grown|risen|fallen|run|begun|become"
    r"|done|shown|spent|sent|lent|taught|caught|fought|sought|written|driven|broken|chosen|stolen"
    r"|beaten|shot|told|led|fed|read|dealt|meant|laid|sunk|shut|split|struck|thrown|flown|known"
    r"|worn)\b"
)
_EN_DID = (  # "almost sank", but not "almost doubled to 300", which it did reach
    r"(?:(?!un|doubl|tripl|trebl|quadrupl|halv|reli)\w{2,}ed|lost|cost|went|came|fell|sank|hit|won"
    r"|shut|ran|left|sold)\b"
)
_EN_SCRAPPED = (
    r"(?:scrapped|cancell?ed|abandoned|shelved|axed|dropped|ditched|binned|halted|called off|withdrawn"
    r"|withdrew|rejected|blocked|vetoed|thrown out|turned down|given up|gave up|collapsed|killed off)"
)
_EN_PLANS = r"(?:plans?|proposals?|schemes?|projects?|bids?|ideas?|blueprints?)\s(?:\w+\s){0,3}?(?:to|for|of)"
_EN_WAS = r"(?:was|were|been)\s(?:\w+\s)??"
_EN_VERB = (  # behind "due to": "due to 300 faults" and "due to the storm" have none
    "be|have|close|open|reopen|start|begin|end|expire|retire|leave|return|run|take|finish|launch|arrive"
    "|go|become|receive|move|report|meet|play|host|face|pay|complete|appear|build|get|hire|cost"
    "|create|house|employ|serve|carry|sell|buy|make|join|speak|vote|visit|shut|cease|hold|give|come"
    "|deliver|provide|supply|sign|win|teach|ship|send|attend|travel|land|sail|fly|perform|release"
    "|publish|print|raise|lose|plant|train|welcome|accept|elect"
)
_EN_FATE = (  # behind "was to": much else did happen ("whom he was to marry in 1921")
    "be|close|open|reopen|start|begin|cost|create|employ|house|host|receive|build|get|pay|sell|shut"
    r"|cease|finish|end|seat|hold|have\s(?:had|been|\w+ed)"
)
_DE_TO = _up_to(r"dass|daß|weil|obwohl|während|aber|sondern|doch|denn|als|ob|und\s\w+ten?")
_DE_OF = _from("und|oder|aber|sondern|als|wie|dass|daß|weil")
_DE_UNREAL = (
    "(?:können|sollen|müssen|dürfen|wollen|wenn|falls|fast|beinahe|sonst|gern|gerne|lieber|eigentlich|nötig"
    "|gebraucht|benötigt|gereicht|genügt|wäre|hätte|ohne)"
)
_DE_SCRAPPED = (
    r"(?:gestoppt|abgebrochen|eingestellt|verworfen|gestrichen|gekippt|aufgegeben|abgesagt|begraben"
    r"|beerdigt|zurückgezogen|fallen\s?gelassen|gescheitert|scheiterten?|geplatzt|platzten?|abgeblasen"
    r"|abgelehnt)"
)
_DE_PLANNED = (
    r"(?<!wie\s)(?<!als\s)(?:geplant|vorgesehen|angesetzt|beabsichtigt|angedacht|anvisiert|angepeilt"
    r"|anberaumt|erhofft|gedacht|erwartet|bestimmt)\b"
)
_FR_TO = _up_to("qui|que|parce|car|mais|dont|où|puisque|quand|a|ont|est|sont|fut|furent|eut|eurent")
_FR_OF = _from("et|ou|mais|qui|que|dont|car|quand|si|lorsque")
_FR_SCRAPPED = r"(?:abandonn|annul|rejet|retir|stopp|arrêt|enterr|refus|bloqu|écart)ée?s?"
_FR_PLANS = (
    r"(?:projet|plan|programme|idée|proposition|chantier)s?\s(?:[\w-]+\s){0,3}?d(?:e\b|'|es\b)"
)
_FR_TO_DO = r"\s(?:[\w']+\s){0,2}?(?:[cdls]')?\w+(?:er|ir|re)\b"
_FR_CAME = (
    "(?:venu|allé|parti|mort|tombé|resté|arrivé|entré|sorti|devenu|revenu)e?s?"  # with "être"
)
_FR_PLANNED = (
    r"étai(?:t|ent)\s(?:\w+\s)??(?:prévu|programmé|planifié|envisagé|attendu|censé|supposé)e?s?"
)
_ES_TO = _up_to(
    "que|quien|quienes|porque|pero|aunque|mientras|cuando|donde|fue|fueron|tuvo|tuvieron|ha|han|es|son"
    "|hay"
)
_ES_OF = _from("y|e|o|pero|que|porque|cuando|si|como")
_ES_SCRAPPED = (
    r"(?:abandon|cancel|rechaz|anul|descart|suspend|retir|archiv|aparc|deneg)(?:ad|id)[oa]s?"
)
_ES_PLANS = (
    r"(?:plan|planes|proyectos?|propuestas?|programas?|ideas?)\s(?:[\w-]+\s){0,3}?(?:de|para)"
)
_ES_WOULD_HAVE = (
    r"(?:habría|habrían|hubieran?|hubiesen?"
    r"|(?:deberían?|podrían?|debiera|pudiera|pudo|pudieron|debió|debieron|pueden?)\shaber)"
)
_ES_PLANNED = r"estaban?\s(?:\w+\s)??(?:previst|programad|planead|planificad|pensad)[oa]s?"
_JA_OF = rf"(?:{NUMBER}[^。]{{0,40}}?|[{FIRST_DATE}{DATE}][^。、]{{0,40}}?)"
_JA_UNDO = "(?:中止|断念|撤回|白紙|見送|取りやめ|取り止め|頓挫|凍結|破棄|立ち消え|打ち切|廃案|棚上げ|お蔵入り)"
_JA_WAS = "(?:だった|でした|であった)"
_ZH_TO = rf"[^，。；]{{0,24}}?{_ANY}"
_ZH_UNDO = (
    "(?:取消|放弃|放棄|搁置|擱置|撤回|叫停|终止|終止|推翻|否决|否決|流产|流產|泡汤|泡湯|夭折|中止)"
)
_ZH_PLAN = "(?:计划|計劃|项目|項目|方案|打算|提案|提议|提議|构想|構想|设想|設想)"

_UNREAL: dict[str, Callable[[], Unreal]] = {
    "en": lambda: Unreal(
        to=_EN_TO,
        of=_EN_OF,
        never=(
            rf"\b(?:would|could|should|might|may|must|ought to){_EN_HAVE}{TO}",
            rf"^\W*(?:at|with)\s{NUMBER}[^,]{{0,20}},[^,]*\bwould\s(?:be|have)\b",
            rf"{_ANY}.*,\sif\s.*\b(?:is|are)\sto\sbe\s(?:trusted|believed)\b",
            rf"{OF}(?:would|could|should|might|may|must){_EN_HAVE}",
            rf"\bif\sonly\b[^,]*{_ANY}",
            rf"\bwish(?:es)?\s(?:that\s)?(?:he|she|it|they|we|i|you|there|the|his|her|its)\b[^,]*{_ANY}",
            rf"^\W*(?:imagine|suppose|supposing|picture|assume)\b[^,]*{_ANY}",
            rf"\bas\s(?:if|though){TO}(?<!\bthe\s.)",
            rf"\b(?:if|unless)\b[^,]*,[^,]*{_ANY}{_EN_FEW}\s(?:will|would|could|might)\b",
            rf"^\W*should\s[^,]*,[^,]*{_ANY}{_EN_FEW}\s(?:will|would|could|might)\b",
            rf"\b(?:considered|contemplated|discussed|mulled|ruled\sout|thought\s(?:of|about)|refrained\sfrom)\s\w+ing{TO}",
            rf"\bdecided\sagainst{TO}",
            rf"\b(?:talk|rumou?rs|fears|intention)\sof{TO}",
            rf"{OF}(?:fell\sthrough|came\sto\snothing|never\s(?:happened|came|arrived|existed|opened|materiali[sz]ed))\b",
            rf"\b(?:vote|attempt|motion|effort|campaign)s?\sto{TO}[^;,]*\s(?:failed|fell\sshort|(?:was|were)\s(?:lost|defeated))\b",
            rf"\b(?:almost|nearly|all\sbut)\s{_EN_DID}{TO}",
            rf"{OF}(?:almost|nearly|all\sbut)\s{_EN_DID}(?!\sout\b)",
            rf"\b(?:close|near|verge|brink|point|short)\s(?:to|of)\s\w+ing{TO}",
            rf"\bwithin\s[\w\s]{{1,20}}\sof\s\w+ing{TO}",
            rf"\bnarrowly\s(?:avoid|miss|escap|fail)\w+{TO}",
            rf"\bif\b[^,]*\bhad\s[^,]*{_ANY}",
            rf"\bif\b[^,]*{_ANY}[^,]*\shad\s",
            rf"\bif\b[^,]*\bhad\s[^,]*,[^,]*{_ANY}[^,]*\bwould\b",
            rf"^\W*had\s[^,]*,[^,]*{_ANY}[^,]*\bwould\b",
            rf"^\W*had\s[^,]*,[^,]*\bwould\b[^,]*{_ANY}",
            rf"^\W*had\s(?:\w+\s){{0,3}}{NUMBER}[^,]*,[^,]*\bwould\b",
            rf"\bbefore\s(?:(?:the|any|all|of)\s)*{NUMBER}[^,]*\scould\sbe\b",
            rf"\b{_EN_SCRAPPED}\b[^;]*\bbefore\s(?:(?:the|any|all|of)\s)*{NUMBER}[^,]*\s(?:was|were|could|had|got|might)\b",
            rf"\b{_EN_SCRAPPED}\b[^;]*\bbefore\s(?:it|they|he|she|we|the\s\w+)\s(?:could\s|had\s)?\w+\s{TO}",
            rf"\b{_EN_SCRAPPED}\s(?:\w+\s){{0,3}}?{_EN_PLANS}{TO}",
            rf"\b{_EN_PLANS}(?!(?:\s[\w'-]+){{0,4}}\scost\s){TO}[^;,]*\s(?:{_EN_WAS}{_EN_SCRAPPED}|collapsed|failed|fell\sthrough|came\sto\snothing)\b",
        ),
        meant=(
            rf"\b(?:goal|aim|plan|dream|target|intention|ambition|idea|hope)s?\s(?:was|were|had\sbeen)\sto{TO}",
            rf"\bwanted\b(?!\s(?:for|in|by|on|as|and|posters?|men|man)\b){TO}",
            rf"\b(?:wished|aspired|longed)\s(?:to|for){TO}",
            rf"\b(?:tried|attempted|sought|threatened)\sto{TO}(?<!{DATE})",  # "tried to cut it in 2003" was then
            # but not "a scheme intended to house 300", which is a plan of today
            rf"(?:^\W*(?:\w+\s){{1,2}}|,\s(?:\w+\s){{1,2}}|\b(?:had|he|she|it|they|we|i|who)\s)(?:\w+ly\s)?intended\sto{TO}",
            rf"\bplanned\s(?<!\bis\splanned\s)(?<!\bare\splanned\s)(?:to|for){TO}",
            rf"\b(?:had|he|she|it|they|we|i|originally|initially|first)\smeant\s(?:to|for){TO}",
            rf"\b(?:hope|hopes|hoped|hoping)\s(?:to|for|that|of){TO}",
            rf"\b(?:dream|dreams|dreamed|dreamt|dreaming)\s(?:of|that){TO}",
            rf"\b{_EN_WAS}(?:supposed|meant|going|scheduled|slated|about|expected|intended|poised|projected"
            rf"|forecast|hoped)\s(?:to|for|in|on|by){TO}",
            rf"\bhad\s(?:expected|forecast|predicted|foreseen){TO}",
            rf"\b{_EN_WAS}set\sto{TO}",
            rf"\b{_EN_WAS}due\sto\s(?:{_EN_VERB}|\w+\s(?:on|by)){TO}",
            rf"\b(?:was|were)\sto\s(?:{_EN_FATE}){TO}",
            rf"{OF}{_EN_WAS}(?:planned|intended|expected|hoped\sfor|scheduled|envisaged|foreseen|promised"
            rf"|proposed|supposed\sto|meant\sto|going\sto)\b",
            rf"{OF}{_EN_WAS}due\sto\s(?:{_EN_VERB})\b",
            rf"{OF}(?:was|were)\sto\s(?:{_EN_FATE})\b",
        ),
        reported=re.compile(
            r"\b(?:sa(?:id|ys)|announce[ds]?|told|add(?:ed|s)|confirm(?:ed|s)|reveal(?:ed|s)|reported"
            r"|according to|stated?|disclosed)\b"
        ),
        asks=re.compile(
            r"\b(?:why|how|who|whom|whose|what|which|when|where|because)\b|(?<!true )\bthat\b|,(?!\d)"
        ),
    ),
    "de": lambda: Unreal(
        to=_DE_TO,
        of=_DE_OF,
        never=(
            rf"\b(?:hätte|wären?){TO}",
            rf"{OF}(?:hätte|wären?)\b",
            # "hätten" may tell what somebody says: of them only those that cannot
            rf"\bhätten{TO}.*\b{_DE_UNREAL}\b",
            rf"\b{_DE_UNREAL}\b.*\bhätten{TO}",
            rf"{OF}hätten\b.*\b{_DE_UNREAL}\b",
            rf"\b{_DE_UNREAL}\b{TO}(?:(?!\bund\b)[^,])*\bhätten\b",
            rf"\b(?:falls|wenn)\b[^,]*,\s(?:würden?|könnten?)\b[^,]*{_ANY}",
            rf"\b(?:dachten?|verzichteten?)\s(?:daran\b[^,]*,|an\b|auf\b)[^,]*{_ANY}",
            rf"\b(?:erwog|erwogen|überlegten?),\s[^,]*{_ANY}[^,]*\b(?:zu\s\w+en|\w+zu\w+en)\b",
            rf"\bim\sgespräch\s(?:war|waren){TO}",
            rf"\b(?:verkauf|kauf|bau|abriss|übernahme)\b[^,]*{NUMBER}[^;,]*\b(?:{_DE_SCRAPPED}|nie\szustande)\b",
            rf"{OF}(?:kam|kamen)\snie(?:mals)?\b",
            rf"\b{_DE_SCRAPPED}\b[^;]*\bbevor\s(?:\w+\s){{0,3}}?{NUMBER}",
            rf"\bbevor\b[^,]*{NUMBER}[^;]*\b{_DE_SCRAPPED}\b",
            rf"\b(?:plan|pläne|plänen|vorhaben|vorschlag|projekt|idee|entwurf|antrag|anträge|bewerbung)\b(?:(?!\b(?:kostete|verschlang)\b)[^,])*{NUMBER}(?<!\bmit\s.)[^;]*\b{_DE_SCRAPPED}\b",
        ),
        meant=(
            r"\b(?:wollten?|sollten?|hofften?|hofft|beabsichtigten?|planten?|träumten?|gedachten?"
            rf"|wünschten?|erhofften?|strebten?){TO}",
            rf"{OF}(?:sollten?|wollten?)\b",
            r"\b(?:hofften?|hofft|planten?|beabsichtigten?|versuchten?"
            r"|hatten?\b[^,]*\b(?:vor|vorgenommen|geplant|gehofft|beabsichtigt|versucht|vorgehabt)|ziel\swar(?:\ses)?)"
            rf"(?:\s\w+)?,\s[^,]*{_ANY}[^,]*\b(?:zu\s\w+en|\w+zu\w+en)\b",
            rf"\b(?:war(?:en)?|wurden?|hatten?){TO}[^,]*\b{_DE_PLANNED}",
            rf"{OF}war(?:en)?\b[^,]*\b{_DE_PLANNED}",
            rf"\b{_DE_PLANNED}\swar(?:en)?{TO}",
        ),
        reported=re.compile(
            r"\b(?:angekündigt|kündigten?|mitgeteilt|teilten?|sagten?|erklärten?|berichteten?|verkündeten?|laut|zufolge)\b"
        ),
        asks=re.compile(
            r"\b(?:warum|wieso|weshalb|wie|wer|wem|wen|wessen|was|welche[rnsm]?|wann|wo|wohin|woher"
            r"|wozu|womit)\b|(?<!stimmt es, )\bda(?:ss|ß)\b|(?<!stimmt es),(?!\d)"
        ),
    ),
    "fr": lambda: Unreal(
        to=_FR_TO,
        of=_FR_OF,
        never=(
            rf"\baurai(?:t|ent|s){TO}",
            rf"{OF}aurai(?:t|ent)\b",
            rf"\bserai(?:t|ent)\s(?:\w+\s)??{_FR_CAME}{TO}",
            rf"{OF}serai(?:t|ent)\s(?:\w+\s)??{_FR_CAME}\b",
            rf"\bsi\sseulement\b[^,]*{_ANY}",
            rf"\b(?:renonc\w+|song\w+)\sà{TO}",
            rf"\b(?:vente|achat|rachat)\sd(?:e\b|')[^,]*{_ANY}[^,]*(?:tombée?\sà\sl'eau|\béchoué|\bcapoté)",
            rf"\bon\sparlait\sd(?:e\b|'){TO}",
            rf"\b(?:failli|faillit|faillirent|manqué\sde|le\spoint\sde){TO}",
            rf"{OF}(?:failli|faillit|faillirent)\b",
            rf"\bs(?:i\b|'ils?\b)[^,]*\bavai(?:t|ent)\b[^,]*{_ANY}",
            rf"\bs(?:i\b|'ils?\b)[^,]*\bavai(?:t|ent)\b[^,]*,[^,]*{_ANY}[^,]*\bserai(?:t|ent)\b",
            rf"\b{_FR_SCRAPPED}\s(?:\w+\s)??avant\s(?:que?|d'|de)\b[^,]*{NUMBER}",
            rf"\b{_FR_PLANS}{TO}[^;,]*\s{_FR_SCRAPPED}\b",
            rf"\b(?:abandonn|annul|enterr|rejet)\w+\s(?:\w+\s)??{_FR_PLANS}{TO}",
        ),
        meant=(
            rf"\b(?:voul|souhait|rêv|désir)ai(?:t|ent){TO}",
            rf"\besp[éè]r(?:e|ent|é|ait|aient){TO}",
            r"\b(?:compt|pens|all|dev|prévoy|envisage|projet|tent|essay|cherch|pouv)ai(?:t|ent)"
            rf"{_FR_TO_DO}{TO}",
            r"\b(?:a|ont|avai(?:t|ent))\s(?:\w+\s)??(?:prévu|voulu|tenté|essayé|envisagé|espéré|rêvé|pensé)"
            rf"{_FR_TO_DO}{TO}",
            rf"\b(?:but|objectif|plan|projet|idée)\sétait\s(?:de\b|d'){TO}",
            rf"\b{_FR_PLANNED}{TO}",
            rf"{OF}{_FR_PLANNED}\b",
            rf"{OF}devai(?:t|ent){_FR_TO_DO}",
        ),
        reported=re.compile(
            r"\b(?:annonc|déclar|indiqu|précis|affirm|expliqu|rapport)\w+|\bdit\b|\bselon\b|\bd'après\b|\bcomme\s(?:il\s)?(?:était|c'était|avait)"
        ),
        asks=re.compile(
            r"\b(?:pourquoi|comment|combien|qui|quoi|quel|quelles?|quels|où|quand|car)\b"
            r"|(?<!est-ce )(?<!vrai )\bqu(?:e\b|')|,(?!\d)"
        ),
    ),
    "es": lambda: Unreal(
        to=_ES_TO,
        of=_ES_OF,
        never=(
            rf"\b{_ES_WOULD_HAVE}{TO}",
            rf"{OF}{_ES_WOULD_HAVE}\b",
            rf"\b(?:a\spunto\sde|por\spoco|cerca\sde\s\w+[aei]r){TO}",
            rf"{OF}(?:a\spunto\sde|por\spoco)\b",
            rf"\bojalá\b[^,]*{_ANY}",
            rf"\b(?:renunci\w+\sa|descart(?:ó|aron)\s\w+[aei]r|se\shablaba\sde){TO}",
            rf"\b(?:venta|compra)\sde\b[^,]*{_ANY}[^,]*\bse\s(?:frustró|frustraron|canceló)\b",
            rf"\bcasi\s(?:se\s|le\s|les\s)?(?!duplic|triplic|dobl)\w+(?:ó|aron|ieron){TO}",
            rf"\b(?:{_ES_SCRAPPED}|(?:cancel|abandon|anul|par)(?:ó|aron)|suspendi(?:ó|eron))\s(?:\w+\s)??"
            rf"antes\sde\b[^,]*{NUMBER}",
            rf"\b{_ES_PLANS}(?!(?:\s[\w'-]+){{0,4}}\scostó\s){TO}[^;,]*\s{_ES_SCRAPPED}\b",
            rf"\b(?:abandon|cancel|descart|rechaz|anul)\w+\s(?:\w+\s)??{_ES_PLANS}{TO}",
        ),
        meant=(
            rf"\b(?:(?:quer|pretend)ían?|(?:dese|esper|plane|intent|aspir|proyect)aban?){TO}",
            rf"\b(?:intentó|intentaron|soñ(?:aban?|ó|aron)\scon|quiso\s\w+[aei]r|quisieron\s\w+[aei]r){TO}",
            rf"\b(?:iban?\sa|debían?|pensaban?)\s(?:\w+\s)??\w+[aei]r(?:se)?{TO}",
            r"\b(?:tenían?|habían?)\s(?:previsto|pensado|planeado|querido|esperado|intentado)\s"
            rf"\w+[aei]r(?:se)?{TO}",
            rf"\b(?:objetivo|plan|proyecto|idea|meta)\sera{TO}",
            rf"\b{_ES_PLANNED}{TO}",
            rf"{OF}{_ES_PLANNED}\b",
            rf"{OF}(?:iban?\sa|debían?)\s\w+[aei]r\b",
        ),
        reported=re.compile(
            r"\b(?:anunci|declar|indic|explic|afirm|inform|asegur|señal)\w+|\bdij(?:o|eron)\b|\bsegún\b|\bcomo\s(?:estaba|era)"
        ),
        asks=re.compile(
            r"\b(?:qué|cómo|cuánt[oa]s?|quién|quiénes|cuál|cuáles|dónde|cuándo|porque)\b"
            r"|(?<!verdad )(?<!cierto )\bque\b|,(?!\d)"
        ),
    ),
    "ja": lambda: Unreal(
        of=_JA_OF,
        never=(
            rf"{OF}(?:はず|つもり|予定|計画|見込み|見通し|方針|ところ|べき|意向|算段|手はず|約束){_JA_WAS}",
            rf"{OF}(?:た|だ)(?:だろう|であろう|でしょう|はず(?:だ|です|である))",
            rf"{OF}(?:ばよかった|たかった(?!ため))",
            rf"{OF}(?:よう|おう|こう|そう|とう|ろう|もう|ぼう|のう|ごう)と(?:した|していた|試みた|考えていた)",
            rf"{OF}(?:望んで|願って|期待して|目指して|夢見て|もくろんで|計画して|予定して|見込んで|想定して|希望して|期待されて|計画されて|予定されて|見込まれて|想定されて|予想されて|望まれて)いた",
            rf"(?:危うく(?![すしな])|あやうく(?![すしな])|危なく|すんでのところで|もう少しで|あと一歩で)[^。]{{0,30}}{_ANY}",
            rf"{NUMBER}[^。、]{{0,30}}?(?:計画|予定|案|構想|方針|話)[^、。]{{0,8}}?(?:を|は、?|が|も)[^。]{{0,8}}?{_JA_UNDO}",
            rf"{NUMBER}[一-龠々ァ-ヶー]{{0,4}}(?:の[^、。はがをも]{{1,10}}?)?(?:を|と|に)(?!除|上回|下回|超|満|切|割|変わ|過ぎ|すぎ|とも|伴|は)(?!.{{0,6}}しか)"
            r"[^、。をはが\d]{1,10}?(?:ない(?=[。、）)]|$)|なかった|ません|ずに|ないで|ないまま"
            r"|かず|さず|たず|なず|まず|らず|わず|がず|ばず|えず|けず|せず|てず|ねず|めず|れず|げず|べず)",
            rf"{_ANY}[^。、]{{0,30}}?(?:ていたら|ていれば|だったら|ていたなら)",
            rf"{NUMBER}[^。]{{0,12}}?(?:建設|購入|導入|採用|設置|整備|増設|開設|新設|取得|買収|建造|発行)を{_JA_UNDO}",
            rf"{NUMBER}[^。]{{0,20}}?(?:は|が)(?:実現|成立|生まれ)[ぁ-ん]{{0,2}}なかった",
            rf"{OF}を検討(?:した|していた)",
            rf"もし[^。]{{0,30}}{_ANY}[^。]{{0,30}}(?:だろう|でしょう|はず)",
        ),
        asks=re.compile(
            r"なぜ|何故|どう|どこ|いつ|だれ|誰|何|どの|どれ|どんな|どなた|いくら|いくつ"
        ),
    ),
    "zh": lambda: Unreal(
        to=_ZH_TO,
        never=(
            "(?:本来|本來|本该|本該|本应|本應|本可|本要|本想|本拟|本打算|本计划|本希望|本有望|本能|本会|本會|原本"
            "|原计划|原計劃|原定|原拟|原擬|原打算|原想|原以为|原以為|原先打算|曾想|曾计划|曾計劃|曾打算|曾希望|曾试图|曾試圖|曾拟"
            f"|一度计划|一度想|试图|試圖|企图|企圖|希望|盼望|渴望|梦想|夢想|差点|差點|差一点|差一點|险些|險些|几乎要|幾乎要){TO}",
            f"(?:要不是|如果不是|若不是|若非|要是没有|要是沒有|早知道)[^。；]{{0,40}}{_ANY}",
            f"(?:要是|如果)[^。；]{{0,12}}{_ANY}[^。；]{{0,12}}就好",
            f"(?:决定不|決定不|考虑过|考慮過){TO}",
            f"放弃(?:建|买|购|招|开|修|种|设|收){TO}",
            f"放棄(?:建|買|購|招|開|修|種|設|收){TO}",
            f"{NUMBER}[^，。；]{{0,14}}?(?:没有|沒有|未能|未)(?:成交|兑现|兌現|实现|實現|建成|开工|開工|落实|落實)",
            f"{NUMBER}[^，。；]{{0,14}}?(?:告吹|落空)",
            f"{NUMBER}[^，。；]{{0,24}}?(?:差点|差點|险些|險些|差一点)",
            "(?:没有|沒有|没能|沒能|未能|未曾|从未|從未|并未|並未|尚未|仍未|还没|還沒|不曾|没法|无法|無法)"
            f"(?!超|多|少|低|高)[一-龠]{{1,4}}(?:了|过|過)?{NUMBER}",
            f"{_ZH_UNDO}了?[^，。；]{{0,6}}?{NUMBER}[^，。；]{{0,12}}?的?{_ZH_PLAN}",
            f"{NUMBER}[^，。；]{{0,12}}?的?{_ZH_PLAN}[^，。；]{{0,8}}?{_ZH_UNDO}",
            f"{NUMBER}[^，。；]{{0,8}}(?:之前|以前|前)[^，。；]{{0,6}}{_ZH_UNDO}",
            f"(?:如果|假如|假若|倘若|要是)[^。；]{{0,30}}(?:本|早就|早已)[^。；]{{0,12}}{_ANY}",
        ),
        asks=re.compile(
            r"为什么|為什麼|为何|為何|为啥|怎么|怎麼|怎样|谁|誰|哪|何时|何時|什么|什麼|多少|几|幾|如何"
        ),
    ),
}


@cache
def unreal_of(tag: str) -> Unreal:
    """The patterns of a language that has word tables, compiled when first asked for."""
    return _UNREAL[tag]()
