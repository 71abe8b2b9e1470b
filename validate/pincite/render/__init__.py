"""A report in the forms people and programs look at; rendering decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pincite.package.write import json_text
from pincite.render.data import frictionless_shape, own_shape
from pincite.render.github import github_text
from pincite.render.junit import junit_text
from pincite.render.sarif import sarif_text
from pincite.render.text import report_lines
from pincite.report import Report

__all__ = ["FORMATS", "render"]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": lambda report: "\n".join(report_lines(report)) + "\n",
    "json": lambda report: json_text(frictionless_shape(report) | own_shape(report)),
    "github": github_text,
    "sarif": sarif_text,
    "junit": junit_text,
}


def render(report: Report, form: str) -> str:
    """The report in one of the FORMATS, with its final line end."""
    return FORMATS[form](report)
