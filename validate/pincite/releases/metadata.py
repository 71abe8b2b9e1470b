"""What the descriptor says of the package as a whole, and two forms filled in with it.

CITATION.cff follows the Citation File Format 1.2.0, zenodo.json the form of a deposit at Zenodo.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pincite.files.write import json_text
from pincite.package import Package

CREATORS = frozenset({"author", "creator", "contributor"})
SCHEMA_ORG = "schema:"


@dataclass(frozen=True)
class Person:
    """A contributor; `given` and `family` are empty for groups and organisations."""

    title: str
    given: str
    family: str
    url: str
    organisation: str
    email: str = ""

    @property
    def type(self) -> str:
        """The schema.org type."""
        return "Person" if self.given or self.family else "Organization"


@dataclass(frozen=True)
class Licence:
    """A licence by its name, usually an SPDX identifier, with title and address where stated."""

    name: str
    title: str
    url: str


@dataclass(frozen=True)
class Origin:
    """What the package was made from: the property `sources` of the descriptor."""

    title: str
    url: str
    licences: tuple[Licence, ...] = ()  # a custom property `licenses`, as the package has it


@dataclass(frozen=True)
class Details:
    """Name, texts, people and dates of a package; `date` is the day of the release or empty."""

    name: str
    title: str
    description: str
    version: str
    date: str
    homepage: str
    id: str
    keywords: tuple[str, ...]
    licences: tuple[Licence, ...]
    authors: tuple[Person, ...]
    contacts: tuple[str, ...]
    origins: tuple[Origin, ...]
    schema_org: Mapping[str, Any]

    @property
    def creators(self) -> str:
        """Who is to be cited, on one line."""
        return "; ".join(person.title for person in self.authors) or f"The authors of {self.name}"

    @property
    def citation(self) -> str:
        """How to cite the package, on one line, in DataCite's order: creator to identifier."""
        year = f" ({self.date[:4]})" if self.date else ""
        version = f" (version {self.version})" if self.version else ""
        address = self.id or self.homepage
        return f"{self.creators}{year}. {self.title}{version} [Data set]. {address}".rstrip()

    @property
    def doi(self) -> str:
        """The DOI that is the package's id, such as `10.5281/zenodo.1`, or empty."""
        found = _DOI.fullmatch(self.id)
        return found[1] if found else ""

    @property
    def not_stated(self) -> tuple[str, ...]:
        """What readers of a release look for and only its owner knows, where it is not stated."""
        stated = {
            "authors (contributors)": self.authors,
            "contact (email or path of a contributor)": self.contacts,
            "homepage": self.homepage,
            "DOI (id)": self.doi,
        }
        return tuple(name for name, value in stated.items() if not value)

    @classmethod
    def of(cls, package: Package) -> Details:
        """Gather the details; properties `schema:<name>` go to schema.org as they are."""
        data = package.descriptor
        people = [_person(item) for item in data.get("contributors", ()) if _is_creator(item)]
        title = str(data.get("title", package.name))
        return cls(
            name=package.name,
            title=title,
            description=str(data.get("description", title)),
            version=str(package.version or ""),
            date=str(data.get("created", ""))[:10],  # the day of an RFC 3339 date and time
            homepage=str(data.get("homepage", "")),
            id=str(data.get("id", "")),
            keywords=tuple(data.get("keywords", ())),
            licences=tuple(map(_licence, data.get("licenses", ()))),
            authors=tuple(people),
            contacts=tuple(_contacts(data)),
            origins=tuple(map(_origin, data.get("sources", ()))),
            schema_org={
                name.removeprefix(SCHEMA_ORG): value
                for name, value in data.items()
                if name.startswith(SCHEMA_ORG)
            },
        )


def _is_creator(item: Mapping[str, Any]) -> bool:
    roles = item.get("roles") or [item.get("role", "author")]
    return bool(CREATORS.intersection(roles))


# A DOI, bare, with `doi:` or as an address, of the characters that CFF 1.2.0 takes ("doi")
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:)?"
    r"(10\.[0-9]{4,9}(?:\.[0-9]+)*/[-A-Za-z0-9:/_;.()\[\]\\]+)",
    re.IGNORECASE,
)


def _contacts(data: Mapping[str, Any]) -> Iterator[str]:
    for item in data.get("contributors", ()):
        for name in ("email", "path"):
            if item.get(name):
                yield str(item[name])


def _person(item: Mapping[str, Any]) -> Person:
    given, family = str(item.get("givenName", "")), str(item.get("familyName", ""))
    title = str(item.get("title", f"{given} {family}".strip()))
    return Person(
        title,
        given,
        family,
        url=_web(str(item.get("path", ""))),
        organisation=str(item.get("organization", "")),
        email=str(item.get("email", "")),
    )


def _origin(item: Mapping[str, Any]) -> Origin:
    url = _web(str(item.get("path", "")))
    stated = item.get("licenses", ())
    listed = [one for one in stated if isinstance(one, Mapping)] if isinstance(stated, list) else []
    title = str(item.get("title") or url or item.get("path", ""))
    return Origin(title, url, tuple(map(_licence, listed)))


def _licence(item: Mapping[str, Any]) -> Licence:
    name = str(item.get("name", ""))
    return Licence(name, str(item.get("title", name)), _web(str(item.get("path", ""))))


def _web(path: str) -> str:
    return path if path.startswith(("https://", "http://")) else ""


CITATION_FILE = "CITATION.cff"
# CFF 1.2.0 wants a `message`; the words are those of its specification
_MESSAGE = "If you use this data, please cite it as below."
_PLAIN_YAML = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ._-]*[A-Za-z0-9._-])?|[0-9]+\.[0-9]+\.[0-9]+")
# YAML 1.1, which many readers of CFF still speak, reads these as truth values: a title "No"
_YAML_WORDS = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)
# `license` is an SPDX identifier and no free text (CFF 1.2.0, "license")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def citation_text(details: Details) -> str:
    """The text of CITATION.cff; a package without authors is cited by its title."""
    return "\n".join(_cff_lines(details)) + "\n"


def _cff_lines(details: Details) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield f"message: {yaml_text(_MESSAGE)}"
    yield "type: dataset"
    yield f"title: {yaml_text(details.title)}"
    if details.version:
        yield f"version: {yaml_text(details.version)}"
    if details.date:
        yield f"date-released: {details.date}"
    yield f"abstract: {yaml_text(details.description)}"
    yield "authors:"
    for person in details.authors or (Person(f"The authors of {details.name}", "", "", "", ""),):
        yield from _cff_person(person)
    for licence in details.licences[:1]:  # one alone: the format reads a list as a choice
        if _SPDX.fullmatch(licence.name):
            yield f"license: {yaml_text(licence.name)}"
        elif licence.url:
            yield f"license-url: {yaml_text(licence.url)}"
    if details.doi:
        yield f"doi: {yaml_text(details.doi)}"
    if details.homepage:
        yield f"url: {yaml_text(details.homepage)}"
    if details.keywords:
        yield "keywords:"
        yield from (f"  - {yaml_text(word)}" for word in details.keywords)


def _cff_person(person: Person) -> Iterator[str]:
    parts = (
        {"given-names": person.given, "family-names": person.family}
        if person.type == "Person"
        else {"name": person.title}
    )
    parts |= {"affiliation": person.organisation} if person.type == "Person" else {}
    parts |= {"email": person.email, "website": person.url}
    filled = [f"{name}: {yaml_text(value)}" for name, value in parts.items() if value]
    yield f"  - {filled[0]}"
    yield from (f"    {line}" for line in filled[1:])


def yaml_text(text: str) -> str:
    """A text in YAML: plain where it can only be read as a text, else quoted as in JSON."""
    is_plain = _PLAIN_YAML.fullmatch(text) and not _YAML_WORDS.fullmatch(text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


# developers.zenodo.org, "Deposit metadata". The name is without the dot that a file in the root of
# a repository has there: `*` leaves out hidden files, and then the digests do not hold
ZENODO = "zenodo.json"
# `language` is a code of ISO 639-3; those of the languages that the grammar reads
_LANGUAGES = {"de": "deu", "en": "eng", "es": "spa", "fr": "fra", "ja": "jpn", "zh": "zho"}


def zenodo_text(details: Details) -> str:
    """The text of zenodo.json."""
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
    return json_text(filled)


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
