"""Forms: in which ways the texts of a column could be values, as fields of a Table Schema.

A form is a field's type with its format and marks. Whether a text is valid by it is asked of the
type; here is only which forms are tried, and which spellings are taken for one though the type
would take more: `groupChar` in its places, an address with its scheme.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product
from typing import Any

from pincite.tables.sieves.certain import certain_of
from pincite.tables.sieves.columns import TextCheck
from pincite.types import CellReader, Type, type_of
from pincite.types.array import ARRAY
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.duration import DURATION
from pincite.types.geojson import GEOJSON
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.object import OBJECT
from pincite.types.string import STRING
from pincite.types.time import TIME
from pincite.types.yearmonth import YEARMONTH

Field = Mapping[str, Any]
MARKS = frozenset(  # texts that mean that there is no value, in files at large
    "NA N/A n/a #N/A #NA na NaN nan NULL Null null None none nil - -- — – . .. ... ?".split()
) | {" ", "  ", "\t", "\u00a0", "(null)", "(none)", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!"} | {
    "k.A.", "k. A.", "keine Angabe", "n.a.", "N.A.", "不明",
}  # fmt: skip
PAIRS = (  # texts for true and for false
    ("true", "false"), ("True", "False"), ("TRUE", "FALSE"), ("yes", "no"), ("Yes", "No"),
    ("YES", "NO"), ("Y", "N"), ("y", "n"), ("T", "F"), ("t", "f"), ("on", "off"), ("On", "Off"),
    ("ja", "nein"), ("Ja", "Nein"), ("oui", "non"), ("Oui", "Non"), ("OUI", "NON"), ("sí", "no"),
    ("Sí", "No"), ("vrai", "faux"), ("wahr", "falsch"), ("VRAI", "FAUX"), ("WAHR", "FALSCH"),
    ("да", "нет"), ("Да", "Нет"), ("是", "否"), ("はい", "いいえ"),
)  # fmt: skip
GROUPS = (",", ".", " ", "\u00a0", "\u202f", "'", "’")
_DAYS = ("%d{0}%m{0}%Y", "%d{0}%m{0}%y")
_MONTHS = ("%m{0}%d{0}%Y", "%m{0}%d{0}%y")
_DATES = (
    *("default", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"),
    *(form.format(sign) for form, sign in product(_DAYS, "/-.")),
    *(form.format(sign) for form, sign in product(_MONTHS, "/-")),
    *("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y"),
    *("%d. %b %Y", "%d. %B %Y", "%d%b%Y", "%d/%b/%Y"),
)  # fmt: skip
_TIGHT = {"%Y%m%d": re.compile("(?:1[5-9]|20|21)[0-9]{6}")}  # strptime takes fewer digits too
_CLOCK = re.compile(
    r"(?P<day>.*?)(?P<between>T|,? )?(?P<hour>[0-9]{1,2}):[0-9]{2}(?P<second>:[0-9]{2})?"
    r"(?P<fraction>[.][0-9]{1,6})?(?P<half>(?P<blank> ?)[AaPp][Mm])?"
    r"(?P<zone> ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
)
_AFFIX = re.compile(
    r"(?P<before>(?:[€$£¥₹]|[A-Z]{3}|[A-Z]{1,2}\$)\s?)?[-+]?[0-9][0-9.,'’\s]*?"
    r"(?P<behind>\s?(?:[%‰€$£¥₹]|[A-Z]{3}))?"
)
_HAS_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, eq=False)
class Form:
    """A field without a name, and the spelling that is taken for it, None for all of its type.

    `parent` is the number of a narrower form, whose texts are all of this one too.
    """

    field: Field
    shape: re.Pattern[str] | None = None
    parent: int | None = None

    @cached_property
    def type(self) -> Type:
        """The type."""
        return type_of(self.field)

    @cached_property
    def text(self) -> str:
        """What distinguishes it from other forms."""
        return json.dumps(self.field, sort_keys=True)

    def wrong(self, texts: Iterable[str]) -> set[str]:
        """Those of some texts that are not of this form."""
        given = [*texts]
        if not given:
            return set()
        shape = self.shape
        bad = set() if shape is None else {text for text in given if not shape.fullmatch(text)}
        rest = [text for text in given if text not in bad] if bad else given
        return bad.union(_check(self.text).wrong(rest, max(map(len, rest), default=0)))


@cache
def _check(text: str) -> TextCheck:
    """What tells which texts are wrong by a field; one for all columns."""
    field = {"name": "", **json.loads(text)}
    reader = CellReader(field, ())
    return TextCheck(0, certain_of(field, (), reader), reader)


@cache
def _reader(text: str) -> Any:
    return type_of(json.loads(text)).reader(json.loads(text))


def value_of(form: Form, text: str) -> Any:
    """The value that a text has by a form; None where it is none."""
    return _reader(form.text)(text)


def _number(group: str = "", point: str = ".") -> dict[str, Any]:
    found = {"type": NUMBER.name}
    found |= {"groupChar": group} if group else {}
    return found | ({"decimalChar": point} if point != "." else {})


def _grouped(group: str, point: str) -> re.Pattern[str]:
    """Numbers with their groups of three digits in place; without groups they are of any length."""
    sign = re.escape(group)
    behind = f"(?:{re.escape(point)}[0-9]+)?" if point else ""
    return re.compile(rf"\s*[+-]?(?:[1-9][0-9]{{0,2}}(?:{sign}[0-9]{{3}})+|[0-9]+){behind}\s*")


def _numbers() -> Iterator[Form]:
    yield Form({"type": INTEGER.name})
    yield Form(_number(), parent=0)
    yield Form(_number(point=","), parent=0)
    for group in GROUPS:
        shape = _grouped(group, "")
        yield Form({"type": INTEGER.name, "groupChar": group}, shape, 0)
        for point, parent in ((".", 1), (",", 2)):
            if point != group:
                yield Form(_number(group, point), _grouped(group, point), parent)


NUMBERS: tuple[Form, ...] = tuple(_numbers())  # each behind its parent


def _others() -> Iterator[Form]:
    yield Form({"type": YEARMONTH.name})
    yield Form({"type": DURATION.name}, re.compile(r"-?P(?=T?[0-9])[0-9.YMDTHWS]+"))
    yield Form({"type": STRING.name, "format": "uuid"})
    yield Form({"type": STRING.name, "format": "email"})
    yield Form({"type": STRING.name, "format": "uri"}, re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+"))
    yield Form({"type": GEOJSON.name}, re.compile(r'\s*\{[\s\S]*"coordinates"[\s\S]*'))
    yield Form({"type": OBJECT.name}, re.compile(r"\s*\{[\s\S]*"))
    yield Form({"type": ARRAY.name}, re.compile(r"\s*\[[\s\S]*"))


_OTHERS = tuple(_others())


@lru_cache(maxsize=4096)
def forms_of(text: str) -> tuple[Form, ...]:
    """The forms that a text could be of, as the first of a column; numbers first, in their order.

    The numbers are there as a whole or not at all, so that parents are where they say.
    """
    is_number = any(not form.wrong([text]) for form in NUMBERS)
    found = [*NUMBERS] if is_number else []
    if not is_number and len(text) < 60 and (match := _AFFIX.fullmatch(text)) is not None:
        found += _affixed(match["before"] or "", match["behind"] or "")
    found += [form for form in _moments(text) if not form.wrong([text])]
    return (*found, *(form for form in _OTHERS if not form.wrong([text])))


def _affixed(before: str, behind: str) -> Iterator[Form]:
    """Numbers with one sign before or behind them, such as a currency or a percent sign."""
    for form in NUMBERS:
        if form.field["type"] != NUMBER.name:
            continue
        group, point = form.field.get("groupChar", ""), form.field.get("decimalChar", ".")
        core = (
            _grouped(group or ",", point).pattern
            if group
            else (rf"\s*[+-]?[0-9]+(?:{re.escape(point)}[0-9]+)?\s*")
        )
        shape = f"(?:{re.escape(before)})?{core}(?:{re.escape(behind)})?"
        yield Form({**form.field, "bareNumber": False}, re.compile(shape))


def _moments(text: str) -> Iterator[Form]:
    """The forms of dates, datetimes and times that could be those of a text."""
    if len(text) > 40 or _HAS_DIGIT.search(text) is None:
        return
    match = _CLOCK.fullmatch(text)
    if match is None:
        for date in _DATES:
            yield Form({"type": DATE.name} | _format(date), _TIGHT.get(date))
        return
    hour = "%I" if match["half"] else "%H"
    clock = f"{hour}:%M" + (":%S" if match["second"] else "")
    clock += ".%f" if match["fraction"] else ""
    clock += f"{match['blank']}%p" if match["half"] else ""
    if match["zone"]:
        clock += " %z" if match["zone"].startswith(" ") else "%z"
    kind = DATETIME if match["day"] else TIME
    yield Form({"type": kind.name})
    if not match["day"]:
        yield Form({"type": TIME.name, "format": clock})
        return
    for date in _DATES:
        plain = "%Y-%m-%d" if date == "default" else date
        yield Form({"type": DATETIME.name, "format": f"{plain}{match['between'] or ''}{clock}"})


def _format(form: str) -> dict[str, Any]:
    return {} if form == "default" else {"format": form}


def boolean_of(texts: Iterable[str]) -> Field | None:
    """The boolean field whose texts these are; one of a pair is enough only of true and false."""
    given = set(texts)
    for true, false in PAIRS:
        if given == {true, false} or (given and given <= {true, false} and true.lower() == "true"):
            plain = {"type": BOOLEAN.name}
            if not Form(plain).wrong(given):
                return plain
            return {**plain, "trueValues": [true], "falseValues": [false]}
    return None


def is_day_first(form: Form) -> bool | None:
    """Whether the day comes before the month, both as numbers; None where neither is."""
    stated = str(form.field.get("format", ""))
    if re.match("%d[-/]%m", stated):
        return True
    return False if re.match("%m[-/]%d", stated) else None
