"""A report in the forms people and programs look at; rendering decides nothing.

In every form, text of the package is data: what cannot be seen is escaped, and nothing of it can
be taken for a command by the reader of a log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from pincite.report import Place, Report, Stage

__all__ = ["FORMATS", "merged", "render", "render_parts"]

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


def merged(reports: Sequence[Report]) -> Report:
    """One report of several, for programs that take one: places are seen from where it ran.

    A stage was run where any of them ran it; a remark names those where it was not.
    """
    stages = []
    for parts in zip(*(report.stages for report in reports), strict=True):
        pairs = list(zip(reports, parts, strict=True))
        run = [(report, stage) for report, stage in pairs if not stage.skipped]
        counts: Counter[str] = sum((Counter(stage.counts) for _, stage in run), Counter())
        remarks = [f"{report.package}: {text}" for report, stage in run for text in stage.remarks]
        left_out = [report for report, stage in pairs if stage.skipped and run]
        remarks += [f"{report.package}: not run" for report in left_out]
        issues = [
            issue.replace(place=issue.place.replace(file=report.path_of(issue.place)))
            for report, stage in run
            for issue in stage.issues
        ]
        looked = [
            item.replace(file=report.path_of(Place(item.file)))
            for report, stage in run
            for item in stage.resources
        ]
        name = parts[0].name
        stages.append(Stage(name, counts, tuple(remarks), tuple(issues), not run, tuple(looked)))
    skipped: Counter[str] = sum((Counter(report.skipped) for report in reports), Counter())
    seconds = round(sum(report.seconds for report in reports), 3)
    name = f"{len(reports)} reports"
    return Report(name, None, tuple(stages), "", seconds, skipped)
