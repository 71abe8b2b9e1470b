"""Reports and tables as small pieces of HTML for notebooks (`_repr_html_` of IPython).

No script, no style sheet, no link, nothing that is fetched. All texts are escaped by markupsafe,
and what cannot be seen is written out, as a report's text may be a stranger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from pincite.report.visible import shortened, visible

if TYPE_CHECKING:
    from pincite.report import Issue, Report

MAX_ROWS = 20  # of one piece: a notebook keeps what is shown in its file
MAX_TEXT = 200  # characters of a cell
LEFT = Markup("style='text-align:left'")  # notebooks put cells to the right
COLOURS = {"error": "#b3261e", "warning": "#8a5300", "note": "#5f6368"}


def html_text(text: object) -> Markup:
    """A text for HTML: shortened, escaped, hidden characters written out."""
    return Markup.escape(visible(shortened(str(text), MAX_TEXT)))


def html_table(
    caption: str | Markup, head: Sequence[str], rows: Iterable[Sequence[object]], total: int
) -> str:
    """A table with a caption; of `total` rows the first `MAX_ROWS`, and how many more there are."""
    shown = [row for row, _ in zip(rows, range(MAX_ROWS), strict=False)]
    parts = [
        Markup("<table><caption style='text-align:left'>{}</caption><thead><tr>").format(
            _cell(caption)
        )
    ]
    parts += [
        Markup("<th scope='col' style='text-align:left'>{}</th>").format(_cell(name))
        for name in head
    ]
    parts.append(Markup("</tr></thead><tbody>"))
    parts += [_row(row) for row in shown]
    if total > len(shown):
        more = f"... and {total - len(shown):,} more"
        parts.append(Markup("<tr><td colspan='{}'>{}</td></tr>").format(len(head), more))
    parts.append(Markup("</tbody></table>"))
    return str(Markup("").join(parts))


def report_html(report: Report) -> str:
    """A report: its verdict, what each stage looked at, and the first issues."""
    from pincite.report import counted

    verdict = "valid" if report.valid else "not valid"
    version = f" {report.version}" if report.version else ""
    caption = f"{report.package}{version}: {verdict}, {report.summary}"
    stages = (
        (stage.name, stage.status, ", ".join(counted(n, name) for name, n in found if n))
        for stage, found in ((stage, stage.counts.items()) for stage in report.stages)
    )
    looked = html_table(caption, ("stage", "status", "looked at"), stages, len(report.stages))
    if not report.issues:
        return looked
    issues = html_table(
        "Issues",
        ("severity", "code", "place", "what", "fix"),
        map(_issue_row, report.issues),
        len(report.issues),
    )
    return looked + issues


def _issue_row(issue: Issue) -> tuple[object, ...]:
    severity = Markup("<strong style='color:{}'>{}</strong>").format(
        COLOURS[issue.severity], issue.severity
    )
    shown = "; ".join(f"{name} {text}" for name, text in issue.shown.items())
    what = f"{issue.message}: {shown}" if shown else issue.message
    return severity, issue.code, str(issue.place), what, issue.fix


def _row(cells: Sequence[object]) -> Markup:
    inner = Markup("").join(Markup("<td {}>{}</td>").format(LEFT, _cell(cell)) for cell in cells)
    return Markup("<tr>{}</tr>").format(inner)


def _cell(cell: object) -> Markup:
    return cell if isinstance(cell, Markup) else html_text(cell)
