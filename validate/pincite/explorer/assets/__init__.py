"""The page's style and script, files of their own, put into the page when it is made."""

from __future__ import annotations

from importlib.resources import files


def asset(name: str) -> str:
    """The text of a style sheet or script, without indentation and whole-line comments."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
