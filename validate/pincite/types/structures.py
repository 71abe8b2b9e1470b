"""Readers of string, list, array, object, geopoint, geojson and any cells."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.types.forms import PLAIN_FORMS

Descriptor = Mapping[str, Any]

_PLAIN_URI = re.compile(PLAIN_FORMS["uri"])
_PLAIN_UUID = re.compile(PLAIN_FORMS["uuid"])
_GEOMETRIES = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


class Geopoint(NamedTuple):
    """A point on the earth, in degrees."""

    lon: Decimal
    lat: Decimal


def any_(_: Descriptor) -> Any:
    """Reader that takes every value."""
    return lambda cell: cell


def string(field: Descriptor) -> Any:
    """Reader of strings in the formats default, uri, email, uuid and binary."""
    check = _FORMATS.get(str(field.get("format", "default")))

    def read(cell: object) -> str | None:
        if not isinstance(cell, str):
            return None
        return cell if check is None or check(cell) else None

    return read


def _is_uri(text: str) -> bool:
    if _PLAIN_URI.fullmatch(text):
        return True
    import rfc3986
    from rfc3986.exceptions import ValidationError
    from rfc3986.validators import Validator

    try:
        Validator().require_presence_of("scheme").validate(rfc3986.uri_reference(text))
    except (ValidationError, ValueError):
        return False
    return True


def _is_uuid(text: str) -> bool:
    if _PLAIN_UUID.fullmatch(text):
        return True
    import uuid

    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_base64(text: str) -> bool:
    import base64
    import binascii

    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


_FORMATS: Mapping[str, Callable[[str], object]] = {
    "uri": _is_uri,
    "email": re.compile(PLAIN_FORMS["email"]).fullmatch,
    "uuid": _is_uuid,
    "binary": _is_base64,
}


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def array(_: Descriptor) -> Any:
    """Reader of JSON arrays."""

    def read(cell: object) -> list[Any] | None:
        value = _parse_json(cell) if isinstance(cell, str) else cell
        return list(value) if isinstance(value, list | tuple) else None

    return read


def object_(_: Descriptor) -> Any:
    """Reader of JSON objects."""

    def read(cell: object) -> dict[str, Any] | None:
        value = _parse_json(cell) if isinstance(cell, str) else cell
        return value if isinstance(value, dict) else None

    return read


def geopoint(field: Descriptor) -> Any:
    """Reader of points: `lon, lat`, a JSON array of two, or a JSON object with lon and lat."""
    form = field.get("format", "default")

    def parts(cell: object) -> list[Any]:
        if form == "default" and isinstance(cell, str):
            return [part.strip() for part in cell.split(",")]
        value = _parse_json(cell) if isinstance(cell, str) else cell
        if form == "object" and isinstance(value, dict) and len(value) == 2:
            return [value.get("lon"), value.get("lat")]
        return list(value) if isinstance(value, list | tuple) and form != "object" else []

    def read(cell: object) -> Geopoint | None:
        found = parts(cell)
        try:
            point = Geopoint(*(Decimal(str(part)) for part in found))
        except (ArithmeticError, TypeError, ValueError):
            return None
        inside = abs(point.lon) <= 180 and abs(point.lat) <= 90
        return point if inside and not (point.lon.is_nan() or point.lat.is_nan()) else None

    return read


def geojson(field: Descriptor) -> Any:
    """Reader of GeoJSON (RFC 7946) or TopoJSON objects."""
    check = _is_topology if field.get("format") == "topojson" else is_geojson

    def read(cell: object) -> dict[str, Any] | None:
        value = _parse_json(cell) if isinstance(cell, str) else cell
        return value if isinstance(value, dict) and check(value) else None

    return read


def is_geojson(value: Any) -> bool:
    """Whether a value is a GeoJSON object: a geometry, a feature or a collection of either."""
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        return isinstance(features, list) and all(
            isinstance(item, dict) and item.get("type") == "Feature" and is_geojson(item)
            for item in features
        )
    if kind == "Feature":
        geometry, properties = value.get("geometry", ...), value.get("properties", ...)
        return (geometry is None or _is_geometry(geometry)) and (
            properties is None or isinstance(properties, dict)
        )
    return _is_geometry(value)


def _is_geometry(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if value.get("type") == "GeometryCollection":
        members = value.get("geometries")
        return isinstance(members, list) and all(map(_is_geometry, members))
    depth = _GEOMETRIES.get(str(value.get("type")))
    return depth is not None and _are_positions(value.get("coordinates"), depth)


def _are_positions(value: Any, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth:
        return all(_are_positions(item, depth - 1) for item in value)
    numbers = all(isinstance(part, int | float) and not isinstance(part, bool) for part in value)
    return numbers and len(value) >= 2


def _is_topology(value: dict[str, Any]) -> bool:
    """A topology, or one of its geometry objects, which point at arcs."""
    if value.get("type") == "Topology":
        return isinstance(value.get("objects"), dict) and isinstance(value.get("arcs"), list)
    parts = ("arcs", "coordinates", "geometries")
    known = value.get("type") in {*_GEOMETRIES, "GeometryCollection"}
    return known and any(isinstance(value.get(part), list) for part in parts)
