"""CITATION.cff from the descriptor, in the Citation File Format 1.2.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pincite.releases.content import Content, Files
from pincite.releases.details import Details, Person

CITATION_FILE = "CITATION.cff"
_MESSAGE = "If you use this data, please cite it as below."
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ._-]*[A-Za-z0-9._-])?|[0-9]+\.[0-9]+\.[0-9]+")
_WORDS = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def citation_file(content: Content, _: Files) -> Files:
    """The file, by its name."""
    return {CITATION_FILE: citation_text(content.details).encode()}


def citation_text(details: Details) -> str:
    """The text of CITATION.cff; a package without authors is cited by its title."""
    return "\n".join(_lines(details)) + "\n"


def _lines(details: Details) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield f"message: {_scalar(_MESSAGE)}"
    yield "type: dataset"
    yield f"title: {_scalar(details.title)}"
    if details.version:
        yield f"version: {_scalar(details.version)}"
    if details.date:
        yield f"date-released: {details.date}"
    yield f"abstract: {_scalar(details.description)}"
    yield "authors:"
    for person in details.authors or (Person(f"The authors of {details.name}", "", "", "", ""),):
        yield from _person(person)
    for licence in details.licences[:1]:  # one alone: the format reads a list as a choice
        if _SPDX.fullmatch(licence.name):
            yield f"license: {_scalar(licence.name)}"
        elif licence.url:
            yield f"license-url: {_scalar(licence.url)}"
    if details.homepage:
        yield f"url: {_scalar(details.homepage)}"
    if details.keywords:
        yield "keywords:"
        yield from (f"  - {_scalar(word)}" for word in details.keywords)


def _person(person: Person) -> Iterator[str]:
    parts = (
        {"given-names": person.given, "family-names": person.family}
        if person.type == "Person"
        else {"name": person.title}
    )
    parts |= {"affiliation": person.organisation} if person.type == "Person" else {}
    parts |= {"website": person.url}
    filled = [f"{name}: {_scalar(value)}" for name, value in parts.items() if value]
    yield f"  - {filled[0]}"
    yield from (f"    {line}" for line in filled[1:])


def _scalar(text: str) -> str:
    """A text in YAML: plain where it can only be read as a text, else quoted as in JSON."""
    is_plain = _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)
