"""What the descriptor says of the package as a whole: the one place for all metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    schema_org: Mapping[str, Any]

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
            date=str(data.get("created", ""))[:10],
            homepage=str(data.get("homepage", "")),
            id=str(data.get("id", "")),
            keywords=tuple(data.get("keywords", ())),
            licences=tuple(map(_licence, data.get("licenses", ()))),
            authors=tuple(people),
            schema_org={
                name.removeprefix(SCHEMA_ORG): value
                for name, value in data.items()
                if name.startswith(SCHEMA_ORG)
            },
        )


def _is_creator(item: Mapping[str, Any]) -> bool:
    roles = item.get("roles") or [item.get("role", "author")]
    return bool(CREATORS.intersection(roles))


def _person(item: Mapping[str, Any]) -> Person:
    given, family = str(item.get("givenName", "")), str(item.get("familyName", ""))
    title = str(item.get("title", f"{given} {family}".strip()))
    return Person(
        title, given, family, str(item.get("path", "")), str(item.get("organization", ""))
    )


def _licence(item: Mapping[str, Any]) -> Licence:
    path = str(item.get("path", ""))
    url = path if path.startswith(("https://", "http://")) else ""
    name = str(item.get("name", ""))
    return Licence(name, str(item.get("title", name)), url)
