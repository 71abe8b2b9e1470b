"""zenodo.json: the metadata of a deposit at Zenodo, by its documented fields.

Source of the fields: developers.zenodo.org, "Deposit metadata". The name is without the dot that a
file in the root of a repository has there: hidden files are left out by `*`, and then the digests
of the release do not hold.
"""

from __future__ import annotations

import html
from typing import Any

from pincite.files.write import json_text
from pincite.releases.content import Content, Files
from pincite.releases.metadata import Details, Person

ZENODO = "zenodo.json"
# `language` is a code of ISO 639-3; those of the languages that the grammar reads
_LANGUAGES = {"de": "deu", "en": "eng", "es": "spa", "fr": "fra", "ja": "jpn", "zh": "zho"}


def zenodo_file(content: Content, _: Files) -> Files:
    """The file, by its name."""
    details = content.details
    found = {
        "upload_type": "dataset",
        "title": details.title,
        "publication_date": details.date,
        "version": details.version,
        "description": _html(details.description),
        "creators": [_creator(person) for person in details.authors]
        or [{"name": details.creators}],
        "access_right": "open",
        "license": details.licences[0].name.lower() if details.licences else "",
        "keywords": list(details.keywords),
        "language": _LANGUAGES.get(str(details.schema_org.get("inLanguage", "")), ""),
        "related_identifiers": _related(details),
        "references": [origin.title for origin in details.origins if not origin.url],
    }
    filled = {name: value for name, value in found.items() if value}
    return {ZENODO: json_text(filled).encode()}


def _html(text: str) -> str:
    """A description is HTML there; ours is text."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs if part)


def _creator(person: Person) -> dict[str, str]:
    name = f"{person.family}, {person.given}" if person.family and person.given else person.title
    orcid = person.url.removeprefix("https://orcid.org/")
    found = {
        "name": name,
        "affiliation": person.organisation,
        "orcid": orcid if orcid != person.url else "",
    }
    return {key: value for key, value in found.items() if value}


def _related(details: Details) -> list[dict[str, Any]]:
    found = [{"identifier": o.url, "relation": "references"} for o in details.origins if o.url]
    home = [{"identifier": details.homepage, "relation": "isDescribedBy"}] * bool(details.homepage)
    return home + found
