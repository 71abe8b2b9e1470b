"""Strings, in the formats default, email, uri, uuid and binary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pincite.types.base import LENGTHS, Field, Names, Reader, Type

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TEXT = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]*"

# Plain forms of the formats, as patterns that every engine reads alike: a text that matches is of
# the format. That of e-mail addresses is the whole format; the others have other texts too.
PLAIN_FORMS: Mapping[str, str] = {
    "email": rf"{_ATOM}(?:[.]{_ATOM})*@(?:{_LABEL}[.])+[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]",
    "uri": rf"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/{_TEXT})?(?:[?]{_TEXT})?(?:#{_TEXT})?",
    "uuid": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}

# RFC 3986, appendix A, with the letters beyond ASCII of RFC 3987, which browsers take
_FREE = r"A-Za-z0-9._~!$&'()*+,;=\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd-"
_PCT = "%[0-9A-Fa-f]{2}"
_CHAR = f"(?:[{_FREE}:@]|{_PCT})"
_HOST = rf"(?:\[(?:[0-9A-Fa-f:.]+|v[0-9A-Fa-f]+[.][{_FREE}:]+)\]|(?:[{_FREE}]|{_PCT})*)"
_AUTHORITY = rf"//(?:(?:[{_FREE}:]|{_PCT})*@)?{_HOST}(?::[0-9]*)?(?:/{_CHAR}*)*"
_URI = (
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{_AUTHORITY}|/?(?:{_CHAR}+(?:/{_CHAR}*)*)?)"
    rf"(?:[?](?:{_CHAR}|[/?])*)?(?:#(?:{_CHAR}|[/?])*)?"
)


@cache  # compiled at first use: these patterns together take longer than a small package
def _matcher(pattern: str, flags: int = 0) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern, flags).fullmatch


def is_uri(text: str) -> bool:
    """Whether a text is a URI with a scheme."""
    return _matcher(PLAIN_FORMS["uri"])(text) is not None or _matcher(_URI)(text) is not None


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address in its usual form."""
    return _matcher(PLAIN_FORMS["email"])(text) is not None


def _is_uuid(text: str) -> bool:
    return _matcher(PLAIN_FORMS["uuid"], re.IGNORECASE)(text) is not None


def _is_base64(text: str) -> bool:
    import base64
    import binascii

    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


_CHECKS: Mapping[str, Callable[[str], object]] = {
    "uri": is_uri,
    "email": is_email,
    "uuid": _is_uuid,
    "binary": _is_base64,
}
_FORMS = {
    "uri": "a URI, as in https://example.org/a",
    "email": "an e-mail address, as in ann@example.org",
    "uuid": "a UUID, as in 123e4567-e89b-12d3-a456-426614174000",
    "binary": "text in base64, as in aGVsbG8=",
}


class String(Type):
    """Texts; native columns hold them as such."""

    name = "string"
    names = Names("string", "string", "String", "VARCHAR")
    coded = Names("dictionary", "category", "Enum", "ENUM")  # with an enum or categories
    constraints = ("pattern", *LENGTHS)
    formats = ("default", "email", "uri", "binary", "uuid")
    has_categories = True
    reads_native_text = True
    keeps_text = True
    compares_by_text = True
    compares_as_text = True

    def reader(self, field: Field) -> Reader:
        """Reader of texts of the field's format."""
        check = _CHECKS.get(str(field.get("format", "default")))

        def read(cell: object) -> str | None:
            if not isinstance(cell, str):
                return None
            return cell if check is None or check(cell) else None

        return read

    def form(self, field: Field) -> str:
        """The form of the field's format."""
        return _FORMS.get(str(field.get("format", "default")), "a text")

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """The plain form of the format; any text of the default format is a valid cell."""
        form: Any = field.get("format") or "default"
        return () if form == "default" else (PLAIN_FORMS[form],) if form in PLAIN_FORMS else None


STRING = String()
