"""The dataset as linked data, in schema.org and DCAT 3 at once, with every file as a distribution.

All terms are written out with their prefixes, so that nothing has to be fetched to read it.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pincite.files.write import json_text
from pincite.releases.content import Content, Files
from pincite.releases.details import Details, Person
from pincite.releases.media import media_type

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
        "dcat:landingPage": {"@id": details.homepage} if details.homepage else "",
        **{f"schema:{name}": value for name, value in details.schema_org.items()},
    }
    head = {"@id": details.id or "./", "@type": ["dcat:Dataset", "schema:Dataset"]}
    return {**head, **{name: value for name, value in said.items() if value}}


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
