"""A report as text for people: what was looked at, with counts, then the issues.

Issues of one code, file and field are shown as a group: how many, and the first of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from pincite.report import ALONE, Issue, Report, Stage, counted, grouped
from pincite.report.visible import visible_line

OF_TABLES = ("descriptor", "tables")  # stages that look at tables without a package too
MAX_GROUPS = 100  # --json has all issues


def report_lines(report: Report) -> Iterator[str]:
    """The lines of a report; what comes from the package cannot begin its own line."""
    return map(visible_line, _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.package} {report.version}" if report.version else report.package
    for stage in report.stages:
        if not report.is_bare or stage.name in OF_TABLES or stage.issues:
            yield from _stage_lines(stage)
    groups = [
        part
        for group in grouped(report.issues)
        for part in ([group] if len(group) > ALONE else [[issue] for issue in group])
    ]
    for group in groups[:MAX_GROUPS]:
        yield ""
        yield from _group_lines(group)
    if len(groups) > MAX_GROUPS:
        more = sum(map(len, groups[MAX_GROUPS:]))
        yield ""
        yield f"... and {more:,} more; --json lists all"
    yield ""
    yield report.summary


def _stage_lines(stage: Stage) -> Iterator[str]:
    mark = {"passed": "ok", "failed": "FAILED", "skipped": "not run: fix the errors above first"}
    yield f"  {stage.name:<11} {mark[stage.status]}"
    shown = {name for name, number in stage.counts.items() if number}
    shown |= {"rows"} & stage.counts.keys() if "tables" in shown else set()  # 0 is said of them
    counts = [counted(number, name) for name, number in stage.counts.items() if name in shown]
    line = ""
    for count in counts:
        if len(line) + len(count) > 80:
            yield f"              {line}"
            line = ""
        line += (" · " if line else "") + count
    if line:
        yield f"              {line}"
    for remark in stage.remarks:
        yield f"              {remark}"


def _group_lines(group: list[Issue]) -> Iterator[str]:
    first, shown = group[0], group[:ALONE]
    if len(group) == 1:
        yield f"{first.severity}  {first.code}  {first.place}"
        yield f"    {first.message}"
        yield from _found(first)
    else:
        field = f"  field {first.place.field}" if first.place.field is not None else ""
        number = f"{len(group):,} {first.severity}s, the first {ALONE} are:"
        yield f"{first.severity}  {first.code}  {first.place.file}{field}  {number}"
        for message, issues in groupby(shown, key=lambda issue: issue.message):
            yield f"    {message}"
            for issue in issues:
                yield f"    at {issue.place}"
                yield from _found(issue)
    yield f"    fix:      {first.fix}"


def _found(issue: Issue) -> Iterator[str]:
    if issue.quote is not None:
        yield f"    passage:  “{issue.quote}”"
    for name, text in issue.shown.items():
        yield f"    {name + ':':<9} {text}"


# Colour on terminals: the words are the same.

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_STYLES: Mapping[str, str] = {
    r"^\S.*$(?=\n  descriptor)": "bold",
    r"^  \S+ +(ok)$": "green",
    r"^  \S+ +(FAILED)$": "bold red",
    r"^  \S+ +(not run.*)$": "yellow",
    r"^              .*$": "dim",
    r"^error  [a-z0-9-]+(?=  \S)": "bold red",
    r"^warning  [a-z0-9-]+(?=  \S)": "bold yellow",
    r"^note  [a-z0-9-]+(?=  \S)": "bold",
    r"^    (passage|found|expected|fix):": "bold",
    r"^0 (?:issues|errors)\b.*$": "bold green",
    r"^(?!0 )[0-9,]+ errors?\b.*$": "bold red",
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
