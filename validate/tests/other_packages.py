"""Packages as others build them, with data of our own: country codes, and camera traps."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

Tables = dict[str, list[list[str]]]

COUNTRIES: dict[
    str, Any
] = {  # in the manner of the datasets collection: version 1, by its profiles
    "name": "country-codes",
    "title": "Codes of countries that there are not",
    "profile": "tabular-data-package",
    "licenses": [{"name": "ODC-PDDL-1.0", "path": "http://opendatacommons.org/licenses/pddl/"}],
    "sources": [{"title": "Ourselves", "path": "http://example.org/countries"}],
    "keywords": ["countries"],
    "last_updated": "2021-03-04",
    "views": [],
    "resources": [
        {
            "name": "country-codes",
            "profile": "tabular-data-resource",
            "path": "data/country-codes.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": "Alpha-2", "type": "string", "constraints": {"pattern": "[A-Z]{2}"}},
                    {
                        "name": "Alpha-3",
                        "title": "Code of three letters",
                        "type": "string",
                        "constraints": {"required": True, "unique": True, "minLength": 3},
                    },
                    {"name": "Numeric", "type": "integer", "constraints": {"minimum": 1}},
                    {"name": "Name", "type": "string", "format": "default"},
                    {"name": "Independent", "type": "boolean"},
                    {"name": "Since", "type": "date"},
                    {"name": "Area", "type": "number", "groupChar": ","},
                    {"name": "Founded", "type": "year"},
                    {"name": "Place", "type": "geopoint"},
                    {"name": "Untyped"},
                ],
                "missingValues": ["", "n/a"],
                "primaryKey": "Alpha-3",
            },
        },
        {
            "name": "neighbours",
            "profile": "tabular-data-resource",
            "path": "data/neighbours.csv",
            "schema": {
                "fields": [
                    {"name": "one", "type": "string"},
                    {"name": "other", "type": "string"},
                ],
                "primaryKey": ["one", "other"],
                "foreignKeys": [
                    {
                        "fields": name,
                        "reference": {"resource": "country-codes", "fields": "Alpha-3"},
                    }
                    for name in ("one", "other")
                ],
            },
        },
    ],
}
COUNTRY_TABLES: Tables = {
    "country-codes": [
        ["AX", "AXO", "4", "Axonia", "true", "1921-03-04", "1,204.5", "1850", "10.5, 47", "x"],
        ["BR", "BRU", "8", "Brumeland", "1", "1990-12-31", "88", "1990", "-3.25,12", ""],
        ["", "CAL", "12", "Calm Isles", "false", "n/a", "n/a", "", "", "7"],
        ["DO", "DOR", "n/a", "", "0", "2020-02-29", "-0.5", "0999", "0,0", "n/a"],
    ],
    "neighbours": [["AXO", "BRU"], ["BRU", "AXO"], ["CAL", "DOR"]],
}

MOMENT = {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"}
PATH = "(https?://.+|[^./~].*)"


def _field(name: str, kind: str = "string", *, required: bool = False, **rules: Any) -> Any:
    return {"name": name, "type": kind, "constraints": {"required": required, **rules}}


def _moment(name: str, *, required: bool = False) -> Any:
    return {"name": name, **MOMENT, "constraints": {"required": required}}


DEPLOYMENTS = {
    "name": "deployments",
    "fields": [
        _field("deploymentID", required=True, unique=True),
        _field("locationID"),
        _field("latitude", "number", required=True, minimum=-90, maximum=90),
        _field("longitude", "number", required=True, minimum=-180, maximum=180),
        _field("coordinateUncertainty", "integer", minimum=1),
        _moment("deploymentStart", required=True),
        _moment("deploymentEnd", required=True),
        _field("cameraDelay", "integer", minimum=0),
        _field("cameraHeading", "integer", minimum=0, maximum=360),
        _field("timestampIssues", "boolean"),
        _field("featureType", enum=["roadPaved", "trailHiking", "waterSource", "burrow"]),
    ],
    "missingValues": ["", "NaN"],
    "primaryKey": "deploymentID",
}
MEDIA = {
    "name": "media",
    "fields": [
        _field("mediaID", required=True, unique=True),
        _field("deploymentID", required=True),
        _field("captureMethod", enum=["activityDetection", "timeLapse"]),
        _moment("timestamp", required=True),
        _field("filePath", required=True, pattern=PATH),
        _field("filePublic", "boolean", required=True),
        _field("fileMediatype", required=True, pattern="(image|video|audio)/.*"),
        {"name": "exifData", "type": "object"},
    ],
    "missingValues": ["", "NaN"],
    "primaryKey": "mediaID",
    "foreignKeys": [
        {
            "fields": "deploymentID",
            "reference": {"resource": "deployments", "fields": "deploymentID"},
        }
    ],
}
OBSERVATIONS = {
    "name": "observations",
    "fields": [
        _field("observationID", required=True, unique=True),
        _field("deploymentID", required=True),
        _field("mediaID"),
        _moment("eventStart", required=True),
        _field("observationLevel", required=True, enum=["media", "event"]),
        _field("observationType", required=True, enum=["animal", "human", "blank", "unknown"]),
        _field("scientificName"),
        _field("count", "integer", minimum=1),
        _field("sex", enum=["female", "male"]),
        _field("bboxX", "number", minimum=0, maximum=1),
        _field("classificationProbability", "number", minimum=0, maximum=1),
    ],
    "missingValues": ["", "NaN"],
    "primaryKey": "observationID",
    "foreignKeys": [
        {
            "fields": "deploymentID",
            "reference": {"resource": "deployments", "fields": "deploymentID"},
        },
        {"fields": "mediaID", "reference": {"resource": "media", "fields": "mediaID"}},
    ],
}
CAMERAS: dict[str, Any] = {  # in the manner of Camtrap DP 1.0, with schemas in files of their own
    "name": "camera-traps",
    "id": "7cca70f5-ef8c-4f86-85fb-8f070937d7ab",
    "created": "2021-03-04T05:06:07Z",
    "contributors": [{"title": "Ada", "email": "ada@example.org", "role": "contact"}],
    "project": {
        "title": "Foxes",
        "samplingDesign": "opportunistic",
        "captureMethod": ["timeLapse"],
    },
    "spatial": {"type": "Point", "coordinates": [1, 2]},
    "temporal": {"start": "2021-01-01", "end": "2021-02-01"},
    "taxonomic": [{"scientificName": "Vulpes vulpes"}],
    "bibliographicCitation": "None.",
    "relatedIdentifiers": [],
    "resources": [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": f"{name}-table-schema.json",
        }
        for name in ("deployments", "media", "observations")
    ],
}
CAMERA_SCHEMAS = (DEPLOYMENTS, MEDIA, OBSERVATIONS)
_START, _END = "2021-01-02T03:04:05Z", "2021-01-09T03:04:05+0200"
CAMERA_TABLES: Tables = {
    "deployments": [
        ["d1", "l1", "51.5", "-0.25", "30", _START, _END, "0", "180", "false", "waterSource"],
        ["d2", "", "-33", "151.2", "", _START, _END, "NaN", "", "", ""],
    ],
    "media": [
        ["m1", "d1", "timeLapse", _START, "a/1.jpg", "true", "image/jpeg", '{"ISO": 100}'],
        ["m2", "d1", "", _START, "https://example.org/2.mp4", "false", "video/mp4", ""],
        ["m3", "d2", "activityDetection", _END, "b/3.jpg", "true", "image/jpeg", ""],
    ],
    "observations": [
        ["o1", "d1", "m1", _START, "media", "animal", "Vulpes vulpes", "2", "male", "0.5", "1"],
        ["o2", "d1", "", _START, "event", "blank", "", "", "", "", "NaN"],
        ["o3", "d2", "m3", _END, "media", "human", "", "1", "", "1e-3", "0.25"],
    ],
}


def write_other(folder: Path, descriptor: dict[str, Any], tables: Tables) -> Path:
    """Write one of the packages, its schemas and its tables."""
    folder.mkdir(parents=True, exist_ok=True)
    schemas = {schema["name"]: schema for schema in CAMERA_SCHEMAS}
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        if isinstance(schema, str):
            schema = schemas[resource["name"]]
            (folder / resource["schema"]).write_text(json.dumps(schema), encoding="utf-8")
        header = [field["name"] for field in schema["fields"]]
        write_table(folder / resource["path"], [header, *tables[resource["name"]]])
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def write_table(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.parent.mkdir(exist_ok=True)
    path.write_text(out.getvalue(), encoding="utf-8")
