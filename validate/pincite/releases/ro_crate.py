"""The release as an RO-Crate 1.1: every file of the folder with its size, type and meaning.

Source of the form: RO-Crate 1.1, "Root Data Entity" and "Data Entities".
"""

from __future__ import annotations

import hashlib
from typing import Any

from pincite.files.write import json_text
from pincite.releases.content import Content, Files
from pincite.releases.details import Licence, Person
from pincite.releases.media import media_type

RO_CRATE = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_CONTEXT = [  # RO-Crate's own lacks the term, which schema.org has had since
    f"{_VERSION}/context",
    {"sha256": "http://schema.org/sha256"},
]


def ro_crate(content: Content, files: Files, about: dict[str, str]) -> Files:
    """The file, by its name; `about` says of each file before it what it is."""
    details = content.details
    licence = details.licences[0] if details.licences else None
    people = [_agent(number, person) for number, person in enumerate(details.authors, 1)]
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
        **details.schema_org,
        "hasPart": [{"@id": name} for name in sorted(files)],
    }
    graph = [
        {
            "@id": RO_CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _VERSION},
            "about": {"@id": "./"},
        },
        {name: value for name, value in root.items() if value},
        *(_file(name, data, about[name]) for name, data in sorted(files.items())),
        *people,
        *([_licence(licence)] if licence else []),
    ]
    text = json_text({"@context": _CONTEXT, "@graph": graph})
    return {RO_CRATE: text.encode()}


def _file(name: str, data: bytes, about: str) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": about,
        "encodingFormat": media_type(name),
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _agent(number: int, person: Person) -> dict[str, Any]:
    return {"@id": person.url or f"#author-{number}", "@type": person.type, "name": person.title}


def _licence_id(licence: Licence) -> str:
    return licence.url or f"#licence-{licence.name}"


def _licence(licence: Licence) -> dict[str, Any]:
    found = {"@id": _licence_id(licence), "@type": "CreativeWork", "name": licence.title}
    return found | {"description": licence.name, "identifier": licence.name}
