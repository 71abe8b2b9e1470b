"""Values in the words of people: titles, labels, names of records, dates, numbers with units."""

from __future__ import annotations

import calendar
import re

from pincite.citations.facts import fill
from pincite.citations.facts import label_of as label
from pincite.explorer.content import Content
from pincite.package import Field
from pincite.tables.text_table import Record, Table

_EDTF = re.compile(r"([0-9]{4}|XXXX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PLAIN_NUMBER = re.compile(r"(-?)([0-9]+)(\.[0-9]+)?")
QUALIFIED = ("about", "at least", "at most")
GROUPED = 5  # digits from which a number is written in groups of three


def field_title(field: Field) -> str:
    """A field's title, else its name with blanks."""
    return str(field.descriptor.get("title") or spaced(field.name))


def table_title(content: Content, table: Table) -> str:
    """A table's title: its resource's, its schema's, else its name with blanks."""
    resource = content.package.table(table.name)
    stated = (resource.descriptor if resource else {}).get("title")
    return str(stated or table.schema.descriptor.get("title") or spaced(table.name))


def spaced(name: str) -> str:
    """A name in snake case as words."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def record_name(content: Content, table: str, key: str) -> str:
    """What to call a record: by the package's template for its table, else its key."""
    template = content.declared.get("names", {}).get(table)
    record = content.record(table, key)
    if template is None or record is None:
        return key
    return fill(template, content.tables[table].schema, record.cells) or key


def shortened(text: str, most: int = 40) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def value_words(content: Content, table: Table, field: Field, record: Record) -> str:
    """A filled cell as people read it; codes by their labels, keys by the names of records."""
    text = record.cells[field.name]
    target = content.pointed(table, field.name, record)
    if target is not None:
        return record_name(content, *target)
    if (name := label(field, text)) is not None:
        return name
    if field.is_edtf:
        return date_words(text)
    if field.type == "boolean":
        return {"true": "yes", "false": "no"}.get(text.lower(), text)
    unit = content.declared.get("units", {}).get(table.name, {}).get(field.name)
    if field.type in ("integer", "number"):
        hedge = qualifier(content, table, field, record).replace("_", " ")
        number = f"{hedge} {grouped(text)}" if hedge in QUALIFIED else grouped(text)
        return f"{number}\u00a0{fill(unit, table.schema, record.cells)}" if unit else number
    return text


def qualifier(content: Content, table: Table, field: Field, record: Record) -> str:
    """The code that says how exact a number is; `none` where no field does."""
    name = content.declared.get("qualifiers", {}).get(table.name, {}).get(field.name)
    return record.cells.get(name, "none")


def grouped(text: str) -> str:
    """A plain number with its digits in groups of three, from 10,000 on."""
    match = _PLAIN_NUMBER.fullmatch(text)
    if match is None or len(match[2]) < GROUPED:
        return text
    sign, digits, rest = match.groups()
    head = len(digits) % 3
    groups = [digits[:head]] * bool(head) + [
        digits[at : at + 3] for at in range(head, len(digits), 3)
    ]
    return sign + ",".join(groups) + (rest or "")


def date_words(edtf: str) -> str:
    """An EDTF date in words: `May, year not stated` for `XXXX-05`."""
    match = _EDTF.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day = match.groups()
    if month is None:
        return "year not stated" if year == "XXXX" else year
    if not 1 <= int(month) <= 12:
        return edtf
    name = calendar.month_name[int(month)]
    first = f"{int(day)} {name}" if day else name
    return f"{first}, year not stated" if year == "XXXX" else f"{first} {year}"
