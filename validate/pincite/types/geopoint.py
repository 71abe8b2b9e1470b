"""Points on the earth: `lon, lat`, a JSON array of the two, or a JSON object with lon and lat."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.report.expressions import lazy
from pincite.types.base import Field, Kind, Names, Reader, Stored, Type
from pincite.types.integer import MAX_DIGITS
from pincite.types.number import NUMBER_TEXT, decimal_of
from pincite.types.object import parse_json

_NUMBER = lazy(NUMBER_TEXT)
_FORMS = {
    "default": "lon, lat as in 90.5, 45.5",
    "array": "a JSON array of lon and lat as in [90.5, 45.5]",
    "object": 'a JSON object of lon and lat as in {"lon": 90.5, "lat": 45.5}',
}


class Point(NamedTuple):
    """A point on the earth, in degrees."""

    lon: Decimal
    lat: Decimal


class Geopoint(Type):
    """Points: lon from -180 to 180, lat from -90 to 90."""

    name = "geopoint"
    names = Names("struct of lon, lat", "dict objects", "Struct", "STRUCT")
    formats = ("default", "array", "object")
    reads_native_text = True

    def reader(self, field: Field) -> Reader:
        """Reader of points in the field's format."""
        form = field.get("format", "default")

        def parts(cell: object) -> list[Any]:
            if form == "default" and isinstance(cell, str):
                return [part.strip() for part in cell.split(",")]
            value = parse_json(cell) if isinstance(cell, str) else cell
            if form == "object" and isinstance(value, dict):
                return _of_object(value)
            return list(value) if isinstance(value, list | tuple) and form != "object" else []

        return lambda cell: _point(parts(cell))

    def native(self, field: Field) -> Reader:
        """Structs of lon and lat, pairs, and texts in the field's format."""
        read = self.reader(field)

        def read_native(value: object) -> Point | None:
            if isinstance(value, dict):
                return _point(_of_object(value))
            return _point(list(value)) if isinstance(value, list | tuple) else read(value)

        return read_native

    def form(self, field: Field) -> str:
        """The form of the format, and its bounds."""
        form = _FORMS.get(str(field.get("format", "default")), _FORMS["default"])
        return f"{form} (lon from -180 to 180, lat from -90 to 90)"

    def text_of(self, value: Any) -> str:
        """Lon and lat."""
        return f"{value.lon}, {value.lat}"

    def compare(self, one: Any, other: Any) -> int | None:
        """Points have no order."""
        return 0 if one == other else None

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As structs of two floats."""
        del is_exact
        points = [
            None if value is None else {"lon": float(value.lon), "lat": float(value.lat)}
            for value in values
        ]
        return Stored(Kind.POINT, points)


def _of_object(value: dict[Any, Any]) -> list[Any]:
    return [value.get("lon"), value.get("lat")] if len(value) == 2 else []


def _point(parts: list[Any]) -> Point | None:
    """The point of two numbers or texts of numbers; NaN and infinity are not places."""
    numbers = [_number(part) for part in parts]
    if len(numbers) != 2:
        return None
    lon, lat = numbers
    if lon is None or lat is None or not (lon.is_finite() and lat.is_finite()):
        return None
    return Point(lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _number(part: Any) -> Decimal | None:
    if isinstance(part, str):
        return Decimal(part) if len(part) <= MAX_DIGITS and _NUMBER.fullmatch(part) else None
    return decimal_of(part)


GEOPOINT = Geopoint()
