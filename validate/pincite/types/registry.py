"""All types by their names, and what holds of a field that states none."""

from __future__ import annotations

from collections.abc import Mapping

from pincite.types.any import ANY
from pincite.types.array import ARRAY
from pincite.types.base import Field, Type
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.duration import DURATION
from pincite.types.geojson import GEOJSON
from pincite.types.geopoint import GEOPOINT
from pincite.types.integer import INTEGER
from pincite.types.list import LIST
from pincite.types.number import NUMBER
from pincite.types.object import OBJECT
from pincite.types.string import STRING
from pincite.types.time import TIME
from pincite.types.year import YEAR
from pincite.types.yearmonth import YEARMONTH

_IN_ORDER = (
    *(STRING, ANY, INTEGER, NUMBER, BOOLEAN, DATE, DATETIME, TIME),
    *(YEAR, YEARMONTH, DURATION, LIST, ARRAY, OBJECT, GEOJSON, GEOPOINT),
)
TYPES: Mapping[str, Type] = {kind.name: kind for kind in _IN_ORDER}
DEFAULT = ANY.name  # of a field without a type, in version 2; in version 1 it is string
DEFAULT_1 = STRING.name


def type_of(field: Field) -> Type:
    """The type of a field's descriptor, whose type is known."""
    return TYPES[field.get("type", DEFAULT)]


def rows_of_names() -> list[tuple[str, tuple[str, str, str, str]]]:
    """What each type becomes in each library, for the documentation; alike neighbours share it."""
    rows: list[tuple[str, tuple[str, str, str, str]]] = []
    for kind in _IN_ORDER:
        columns = kind.names.columns
        if rows and rows[-1][1] == columns:
            rows[-1] = (f"{rows[-1][0]}, {kind.name}", columns)
        else:
            rows.append((kind.name, columns))
    return rows
