"""GeoJSON (RFC 7946) and TopoJSON."""

from __future__ import annotations

from typing import Any

from pincite.types.base import Field, Reader, Type
from pincite.types.object import OBJECT, json_text, parse_json

_GEOMETRIES = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


class Geojson(Type):
    """Geometries, features and collections, as `dict`; columns hold their JSON."""

    name = "geojson"
    names = OBJECT.names
    formats = ("default", "topojson")
    reads_native_text = True
    keeps_text = True
    holds_json = True

    def reader(self, field: Field) -> Reader:
        """Reader of objects of the field's format."""
        check = _is_topology if field.get("format") == "topojson" else is_geojson

        def read(cell: object) -> dict[str, Any] | None:
            value = parse_json(cell) if isinstance(cell, str) else cell
            try:
                return value if isinstance(value, dict) and check(value) else None
            except RecursionError:
                return None

        return read

    def form(self, field: Field) -> str:
        """An object of the format."""
        if field.get("format") == "topojson":
            return "a TopoJSON object with its type"
        return 'a GeoJSON object, as in {"type": "Point", "coordinates": [90.5, 45.5]}'

    def text_of(self, value: Any) -> str:
        """Its JSON, on one line."""
        return json_text(value)

    def compare(self, one: Any, other: Any) -> int | None:
        """Objects have no order."""
        return 0 if one == other else None


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


GEOJSON = Geojson()
