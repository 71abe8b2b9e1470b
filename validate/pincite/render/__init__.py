"""A report in the forms people and programs look at; rendering decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pincite.report import Report

__all__ = ["FORMATS", "render"]

READ_BY_PEOPLE = 1000  # issues of a JSON report up to which it is indented

# A form's module is imported when the form is asked for: start-up counts.


def _text(report: Report) -> str:
    from pincite.render.text import report_lines

    return "\n".join(report_lines(report)) + "\n"


def _json(report: Report) -> str:
    from pincite.files.write import json_text
    from pincite.render.data import frictionless_shape, own_shape

    is_long = len(report.issues) > READ_BY_PEOPLE
    indent = None if is_long else 2  # without indentation it is written much faster
    return json_text(frictionless_shape(report) | own_shape(report), indent=indent)


def _github(report: Report) -> str:
    from pincite.render.github import github_text

    return github_text(report)


def _sarif(report: Report) -> str:
    from pincite.render.sarif import sarif_text

    return sarif_text(report)


def _junit(report: Report) -> str:
    from pincite.render.junit import junit_text

    return junit_text(report)


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}


def render(report: Report, form: str) -> str:
    """The report in one of the FORMATS, with its final line end."""
    return FORMATS[form](report)
