"""The text of a report in colour, for terminals; the words are those of `text`."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    from rich.console import Console
    from rich.text import Text

    shown = Text(text, end="")
    for pattern, style in _STYLES.items():
        for match in re.finditer(pattern, text, re.MULTILINE):
            group = 1 if match.re.groups else 0
            shown.stylize(style, match.start(group), match.end(group))
    Console(soft_wrap=True, highlight=False).print(shown)
