"""The release as linked data: schema.org and DCAT in one file, an RO-Crate 1.1 in another.

Source of the crate's form: RO-Crate 1.1, "Root Data Entity" and "Data Entities".
"""

from __future__ import annotations

import hashlib
from typing import Any

from pincite.files.write import json_text
from pincite.releases.content import Content, Files
from pincite.releases.metadata import Details, Licence, Origin, Person

LINKED_DATA = "dataset.jsonld"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_SHA256 = {"@id": "spdx:checksumAlgorithm_sha256"}


def linked_data(content: Content, files: Files) -> Files:
    """The file, by its name; the files before it are its distributions."""
    parts = [_distribution(name, data, content.details) for name, data in sorted(files.items())]
    tables = [_table(table.name, table.title, table.description) for table in content.tables]
    found = {
        "@context": _CONTEXT,
        **_dataset(content.details),
        "dcat:distribution": parts,
        "schema:distribution": [{"@id": part["@id"]} for part in parts],
        "schema:hasPart": tables,
    }
    return {LINKED_DATA: json_text(found).encode()}


def _dataset(details: Details) -> dict[str, Any]:
    licences = [{"@id": item.url} if item.url else item.name for item in details.licences]
    people = [_agent(person) for person in details.authors]
    origins = [_origin(origin) for origin in details.origins]
    date = {"@value": details.date, "@type": "xsd:date"} if details.date else ""
    said = {
        "dcterms:identifier": details.id or details.name,
        "dcterms:title": details.title,
        "schema:name": details.title,
        "dcterms:description": details.description,
        "schema:description": details.description,
        "dcat:version": details.version,
        "schema:version": details.version,
        "dcterms:issued": date,
        "schema:datePublished": date,
        "dcat:keyword": list(details.keywords),
        "schema:keywords": list(details.keywords),
        "dcterms:license": licences,
        "schema:license": licences,
        "dcterms:creator": people,
        "schema:creator": people,
        "dcterms:language": details.schema_org.get("inLanguage", ""),
        "dcterms:temporal": details.schema_org.get("temporalCoverage", ""),
        "dcterms:spatial": details.schema_org.get("spatialCoverage", ""),
        "dcterms:source": origins,
        "schema:isBasedOn": origins,
        "dcterms:bibliographicCitation": details.citation,
        "dcat:landingPage": {"@id": details.homepage} if details.homepage else "",
        **{f"schema:{name}": value for name, value in details.schema_org.items()},
    }
    head = {"@id": details.id or "./", "@type": ["dcat:Dataset", "schema:Dataset"]}
    return {**head, **{name: value for name, value in said.items() if value}}


def _origin(origin: Origin) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "schema:CreativeWork", "schema:name": origin.title}
    if origin.licences:
        licences = [{"@id": item.url} if item.url else item.name for item in origin.licences]
        found["schema:license"] = licences
    return {"@id": origin.url, **found} if origin.url else found


def _agent(person: Person) -> dict[str, Any]:
    kinds = ["foaf:Person" if person.type == "Person" else "foaf:Group", f"schema:{person.type}"]
    return {"@type": kinds, "foaf:name": person.title, "schema:name": person.title}


def _distribution(name: str, data: bytes, details: Details) -> dict[str, Any]:
    found = {
        "@id": name,
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dcterms:title": name,
        "schema:name": name,
        "dcat:downloadURL": {"@id": name},
        "schema:contentUrl": {"@id": name},
        "dcat:mediaType": {"@id": _MEDIA + media_type(name)},
        "schema:encodingFormat": media_type(name),
        "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _SHA256,
            "spdx:checksumValue": {
                "@value": hashlib.sha256(data).hexdigest(),
                "@type": "xsd:hexBinary",
            },
        },
    }
    if details.licences and details.licences[0].url:
        found["dcterms:license"] = {"@id": details.licences[0].url}
    return found


def _table(name: str, title: str, description: str) -> dict[str, Any]:
    return {
        "@id": f"#{name}",
        "@type": "schema:Dataset",
        "schema:name": title,
        "schema:description": description,
    }


RO_CRATE = "ro-crate-metadata.json"
_CRATE_VERSION = "https://w3id.org/ro/crate/1.1"
_CRATE_CONTEXT = [  # RO-Crate's own lacks the term, which schema.org has had since
    f"{_CRATE_VERSION}/context",
    {"sha256": "http://schema.org/sha256"},
]


def ro_crate(content: Content, files: Files, about: dict[str, str]) -> Files:
    """The file, by its name; `about` says of each file before it what it is."""
    details = content.details
    licence = details.licences[0] if details.licences else None
    people = [_crate_agent(number, person) for number, person in enumerate(details.authors, 1)]
    origins = [_crate_origin(number, item) for number, item in enumerate(details.origins, 1)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": details.title,
        "description": details.description,
        "identifier": details.id or details.name,
        "version": details.version,
        "datePublished": details.date,
        "keywords": list(details.keywords),
        "license": {"@id": _licence_id(licence)} if licence else "",
        "author": [{"@id": person["@id"]} for person in people],
        "url": details.homepage,
        "isBasedOn": [{"@id": item["@id"]} for item in origins],
        "creditText": details.citation,
        **details.schema_org,
        "hasPart": [{"@id": name} for name in sorted(files)],
    }
    graph = [
        {
            "@id": RO_CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _CRATE_VERSION},
            "about": {"@id": "./"},
        },
        {name: value for name, value in root.items() if value},
        *(_crate_file(name, data, about[name]) for name, data in sorted(files.items())),
        *people,
        *origins,
        *([_crate_licence(licence)] if licence else []),
    ]
    text = json_text({"@context": _CRATE_CONTEXT, "@graph": graph})
    return {RO_CRATE: text.encode()}


def _crate_file(name: str, data: bytes, about: str) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": about,
        "encodingFormat": media_type(name),
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _crate_agent(number: int, person: Person) -> dict[str, Any]:
    return {"@id": person.url or f"#author-{number}", "@type": person.type, "name": person.title}


def _crate_origin(number: int, origin: Origin) -> dict[str, Any]:
    name = origin.url or f"#source-{number}"
    found = {"@id": name, "@type": "CreativeWork", "name": origin.title}
    licences = [{"@id": item.url} if item.url else item.name for item in origin.licences]
    return found | ({"license": licences} if licences else {})


def _licence_id(licence: Licence) -> str:
    return licence.url or f"#licence-{licence.name}"


def _crate_licence(licence: Licence) -> dict[str, Any]:
    found = {"@id": _licence_id(licence), "@type": "CreativeWork", "name": licence.title}
    return found | {"description": licence.name, "identifier": licence.name}


_MEDIA_TYPES = {
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".html": "text/html",
    ".cff": "text/yaml",
    ".csv": "text/csv",
    ".md": "text/markdown",
}


def media_type(name: str) -> str:
    """The media type of a file of a release; plain text where the name's end says nothing."""
    return next((kind for end, kind in _MEDIA_TYPES.items() if name.endswith(end)), "text/plain")
