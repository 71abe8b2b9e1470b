"""Which methods of a citation can give a value of which type.

A method gives the text of a cell. A field of a type that reads none of the texts that its methods
give would stay empty, or be wrong in every row, whatever is cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.types import BadField, type_of

_NUMBERS = ("12", "1200")  # of four digits for a year
_DATES = ("2021-11-17", "2021-11", "2021")


def impossible(field: Mapping[str, Any], methods: set[str]) -> Iterator[str]:
    """The fault of a field whose methods give nothing that its type reads, if it is so.

    `methods` are those of its citation property. `absent` gives the field's default alone, so it
    does not count.
    """
    used = methods - {"absent"}
    if not used or any(_gives(method, field) for method in used):
        return
    kind, form = type_of(field).name, field.get("format", "default")
    shown = kind if form in ("default", None) else f"{kind}, format {form}"
    gives = f"{', '.join(sorted(used))} never {'gives' if len(used) == 1 else 'give'}"
    yield (
        f"the field {field['name']} is of type {shown}, and {gives} a value of it: use one of"
        f" the methods {', '.join(_others(field))}, or change the type to what is printed (number,"
        " integer, string; a date in EDTF is a string)"
    )


def _others(field: Mapping[str, Any]) -> list[str]:
    """The methods that the field could have."""
    from pincite.grammar import METHODS

    own = {"judged"} if type_of(field).is_fact else set()  # a number or date is never judged
    return [name for name in sorted(METHODS - own - {"absent"}) if _gives(name, field)]


def _gives(method: str, field: Mapping[str, Any]) -> bool:
    """Whether a method gives some text that the field's type reads; people write any text."""
    texts = _texts(method)
    if method == "verbatim":  # words of a text are never an array or object of JSON
        return not type_of(field).holds_json
    if texts is None:
        return True
    try:
        read = type_of(field).reader(field)
    except BadField:
        return True  # the field's own fault, which is reported as that
    # one phrase gives one value, so never the several that a list is for
    return any(not isinstance(read(text), list | None) for text in texts)


def _texts(method: str) -> tuple[str, ...] | None:
    """Some texts that a method gives, one of each form; None where it gives any."""
    from pincite.grammar import NUMBER_METHODS
    from pincite.grammar.dates import DATE_QUALIFIERS
    from pincite.grammar.quantity import QUALIFIERS

    given = {
        "date": _DATES,
        "currency": ("EUR",),
        "unit": ("km",),
        "qualifier": (*QUALIFIERS, *DATE_QUALIFIERS),
        "position": ("0", "12"),
    }
    return _NUMBERS if method in NUMBER_METHODS else given.get(method)
