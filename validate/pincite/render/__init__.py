"""A report in the forms people and programs look at; rendering decides nothing.

In every form, text of the package is data: what cannot be seen is escaped, and nothing of it can
be taken for a command by the reader of a log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pincite.report import Report

__all__ = ["FORMATS", "render", "render_parts"]

# A form's module is imported when the form is asked for: start-up counts.


def _text(report: Report) -> Iterator[str]:
    from pincite.render.text import report_lines

    return (f"{line}\n" for line in report_lines(report))


def _json(report: Report) -> Iterator[str]:
    from pincite.render.data import report_json

    return report_json(report)


def _github(report: Report) -> Iterator[str]:
    from pincite.render.services import github_lines

    return (f"{line}\n" for line in github_lines(report))


def _sarif(report: Report) -> Iterator[str]:
    from pincite.render.services import sarif_json

    return sarif_json(report)


def _junit(report: Report) -> Iterator[str]:
    from pincite.render.services import junit_xml

    return junit_xml(report)


FORMATS: Mapping[str, Callable[[Report], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}


def render_parts(report: Report, form: str) -> Iterator[str]:
    """The report in one of the FORMATS, in pieces: a long one is never in memory as a whole."""
    return FORMATS[form](report)


def render(report: Report, form: str) -> str:
    """The report in one of the FORMATS, with its final line end."""
    return "".join(render_parts(report, form))
