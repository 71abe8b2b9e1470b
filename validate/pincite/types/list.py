"""Lists: items of one type between delimiters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pincite.types.base import LENGTHS, BadField, Field, Kind, Names, Reader, Stored, Type
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.string import STRING
from pincite.types.time import TIME

ITEM_TYPES: Mapping[str, Type] = {
    item.name: item for item in (STRING, INTEGER, BOOLEAN, NUMBER, DATETIME, DATE, TIME)
}


class List(Type):
    """Lists, as `list` of items; native columns hold lists too."""

    name = "list"
    names = Names("list", "list objects", "List", "LIST")
    constraints = LENGTHS
    properties: ClassVar = {"delimiter": "filled", "itemType": "item type"}
    native_properties = ("itemType",)

    def reader(self, field: Field) -> Reader:
        """Reader of texts, and of arrays in JSON; an empty item is one of type string alone."""
        read_item, delimiter = item_type(field).reader({}), field.get("delimiter", ",")

        def read(cell: object) -> list[Any] | None:
            if isinstance(cell, str):
                parts: list[Any] = cell.split(delimiter)
            elif isinstance(cell, list | tuple):
                parts = list(cell)
            else:
                return None
            values = [read_item(part) for part in parts]
            return None if None in values else values

        return read

    def form(self, field: Field) -> str:
        """Items and delimiter."""
        between = field.get("delimiter", ",")
        kind = field.get("itemType", STRING.name)
        return f"a list with {between} between items, each of type {kind}"

    def text_of(self, value: Any) -> str:
        """The texts of the items, with the delimiter of the standard."""
        return ",".join(map(str, value))

    def compare(self, one: Any, other: Any) -> int | None:
        """Lists have no order."""
        return 0 if one == other else None

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As lists; what the items are says `item_type`."""
        del is_exact
        return Stored(Kind.LIST, values)


def item_type(field: Field) -> Type:
    """The type of a list's items; raises BadField."""
    name = field.get("itemType", STRING.name)
    if name not in ITEM_TYPES:
        raise BadField(f"itemType {name!r}: must be one of: {', '.join(sorted(ITEM_TYPES))}")
    return ITEM_TYPES[name]


LIST = List()
