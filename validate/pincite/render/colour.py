"""The text of a report in colour, for terminals; the words are those of `text`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import partial

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_STYLES: Mapping[str, str] = {
    r"^\S+ \S+$(?=\n  descriptor)": "bold",
    r"^  \S+ +(ok)$": "green",
    r"^  \S+ +(FAILED)$": "bold red",
    r"^  \S+ +(not run.*)$": "yellow",
    r"^              .*$": "dim",
    r"^[a-z0-9-]+(?=  \S)": "bold red",
    r"^    (passage|found|expected|mend):": "bold",
    r"^0 issues$": "bold green",
    r"^(?!0 )[0-9,]+ issues?$": "bold red",
}


def print_coloured(text: str) -> None:
    """Print a report on a terminal; NO_COLOR and TERM=dumb are heeded (https://no-color.org)."""
    print(text if _is_plain() else coloured(text), end="")


def coloured(text: str) -> str:
    """The text with its styles as SGR sequences (ECMA-48, 8.3.117)."""
    for pattern, style in _STYLES.items():
        text = re.sub(pattern, partial(_styled, style=style), text, flags=re.MULTILINE)
    return text


def _styled(match: re.Match[str], *, style: str) -> str:
    group = 1 if match.re.groups else 0
    whole, at = match[0], match.start()
    start, end = match.start(group) - at, match.end(group) - at
    codes = ";".join(_CODES[word] for word in style.split())
    return f"{whole[:start]}\x1b[{codes}m{whole[start:end]}\x1b[0m{whole[end:]}"


def _is_plain() -> bool:
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
