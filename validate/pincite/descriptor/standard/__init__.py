"""What the Data Package standard demands of descriptors, in versions 1 and 2, as shapes.

Sources of the rules: Data Package, Data Resource, Table Dialect and Table Schema 2.0, and their
versions 1. What the standard only advises is not a fault. Custom properties are free, as long as no
standard one can be meant.

This file: which version of the standard a descriptor follows, and the texts that it gives a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pincite.descriptor.shape import Fault, Text, shown
from pincite.report.expressions import lazy
from pincite.report.visible import has_credentials
from pincite.types.datetime import is_rfc_3339
from pincite.types.registry import DEFAULT_1
from pincite.types.string import is_email

Version = Literal["1", "2", "any"]

_PROFILE = lazy(r"https?://datapackage\.org/profiles/([0-9]+)\.[0-9]+/")


def version_of(descriptor: Mapping[str, Any], default: Version = "1") -> Version:
    """The version by the `$schema` of a file's root; a package's own profile may follow any.

    Source of the rule: Data Package 2.0, "$schema": a descriptor without one is of version 1.
    """
    stated = descriptor.get("$schema")
    if not isinstance(stated, str):
        return default
    match = _PROFILE.match(stated)
    if match is None:
        return "any"
    return "1" if match[1] == "1" else "2"


def as_read(schema: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    """A Table Schema as its readers take it, of a schema whose shape is right.

    A field without a type is a string in version 1 only; in version 2 it is of type any, which
    readers take for granted. `fieldsMatch` is a text (the profile of version 2.0 demands a list of
    one, its text a text). Foreign keys to other packages are left out, and empty formats.
    """
    fields = [_field_as_read(field, version) for field in schema["fields"]]
    changed: dict[str, Any] = {"fields": fields} if fields != schema["fields"] else {}
    match = schema.get("fieldsMatch")
    if isinstance(match, list):
        changed["fieldsMatch"] = match[0]
    keys = schema.get("foreignKeys", [])
    own = [key for key in keys if "package" not in key["reference"]]
    if own != keys:
        changed["foreignKeys"] = own
    return {**schema, **changed} if changed else schema


def _field_as_read(field: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    if version == "1" and "type" not in field:
        field = {**field, "type": DEFAULT_1}
    if field.get("format") == "":
        field = {name: value for name, value in field.items() if name != "format"}
    return field


# Texts that the standard gives a form: URLs and paths, moments, e-mail addresses, hashes.

LONGEST_PATH, LONGEST_PART = 1000, 255  # characters; file systems take no more
SCHEMES = ("http", "https", "ftp", "ftps")
_SCHEME = lazy(r"([A-Za-z][A-Za-z0-9+.-]*):")
_URL = lazy(r"(?:http|ftp)s?://[^\s/<>\"{}|\\^`][^\s<>\"{}|\\^`]*", re.IGNORECASE)
_HOST = lazy(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/|$)")  # example.org/a
_URI = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_RUNS = lazy(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_SEMANTIC = lazy(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"
)


def is_url(text: str) -> bool:
    """Whether a text is meant as a URL: it has a scheme and two slashes."""
    return "://" in text and _SCHEME.match(text) is not None


def path_fault(text: str) -> str | None:
    """Why a text is not a "URL or Path" of the standard's glossary, or None.

    A path is relative, in POSIX form, and leads through no hidden folder.
    """
    if is_url(text):
        return _url_fault(text)
    if not text or not text.isprintable() or "\\" in text or text.startswith("file:"):
        return "a path is a text with / between its parts"
    if text[0] in "/~$%":
        return "a path is relative and has no variables"
    if any(part.startswith(".") for part in text.split("/")):
        return "no part of a path is .. or begins with a dot"
    if len(text) > LONGEST_PATH or any(len(part) > LONGEST_PART for part in text.split("/")):
        return "no file has so long a name"
    return None


def _url_fault(text: str) -> str | None:
    if has_credentials(text):
        return "whoever has the package would have the name or password in it"
    return None if _URL.fullmatch(text) else f"a URL begins with {', '.join(SCHEMES)}"


class UrlOrPath:
    """A "URL or Path" of the standard's glossary."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault, which says what is wrong with the path."""
        reason = path_fault(value) if isinstance(value, str) else "must be a text"
        if reason is not None:
            yield Fault(path, f"{shown(value)} is not a valid path inside the package: {reason}")


def is_semantic_version(text: str) -> bool:
    """Whether a version has the form of Semantic Versioning 2.0."""
    return _SEMANTIC.fullmatch(text) is not None


URL_OR_PATH = UrlOrPath()
# A program that links it would run `javascript:` and `data:`, so these are not addresses here.
URI = Text(
    "a URI, such as https://example.org/",
    lambda text: _URI.fullmatch(text) and not _RUNS.match(text),
)


class WebAddress(Text):
    """An address that a browser opens; of one of Git, or without scheme, it is said how."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault where the value is not such an address."""
        meant = ""
        if isinstance(value, str):
            plain = value.removeprefix("git+")
            meant = plain if plain != value else f"https://{value}" if _HOST.match(value) else ""
        hint = f"; write {shown(meant)}" if self.fits(meant) else ""
        for fault in super().faults(value, path):
            yield fault.replace(message=fault.message + hint)


WEB_ADDRESS = WebAddress("an address in the web, such as https://example.org/", _URL.fullmatch)
MOMENT = Text("a date and time with zone, such as 2021-03-04T05:06:07Z", is_rfc_3339)
EMAIL = Text("an e-mail address", is_email)
HASH = Text(
    "an MD5 digest, or algorithm:digest",
    lazy(r"([^:]+:[0-9A-Fa-f]+|[0-9A-Fa-f]{32})?").fullmatch,
)
MEDIA_TYPE = Text("a media type, such as text/csv", re.compile(r".+/.+").fullmatch)
LICENSE_NAME = Text("a license ID, such as CC-BY-4.0", re.compile(r"[-a-zA-Z0-9._]+").fullmatch)
NAME_1 = Text(
    "a name of lower-case letters, digits and -._/ (any text is a name in version 2)",
    lazy(r"[-a-z0-9._/]+").fullmatch,
)
ONE_CHARACTER = Text("one character", lambda text: len(text) <= 1)
