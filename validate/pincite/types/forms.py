"""The plain forms of string formats, as patterns that every engine of regular expressions reads.

A text of the plain form is of the format. That of e-mail addresses is the whole format; URIs and
UUIDs have other forms too, which the readers know.
"""

from __future__ import annotations

from collections.abc import Mapping

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TEXT = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]*"

PLAIN_FORMS: Mapping[str, str] = {
    "email": rf"{_ATOM}(?:[.]{_ATOM})*@(?:{_LABEL}[.])+[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]",
    "uri": rf"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/{_TEXT})?(?:[?]{_TEXT})?(?:#{_TEXT})?",
    "uuid": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}
