"""A report as one page: the verdict, the issues with their cells, and what each column holds.

The page holds its style, needs no script and asks for nothing. It is the same to the byte for the
same package and options.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from markupsafe import Markup

from pincite.explorer.column_list import columns_table, table_counts
from pincite.explorer.html import anchor, asset, direction, document, join, tag
from pincite.explorer.issue_list import Summaries, issues_section, wanted_rows
from pincite.package import Package, Resource
from pincite.report import Report, Stage, counted
from pincite.report.progress import progress
from pincite.tables.reader import NATIVE, READABLE, is_table, kind_of
from pincite.tables.table_summary import TableSummary, summarise

MARKS = {"passed": "ok", "failed": "errors", "skipped": "not run: correct the errors above first"}


def report_page(
    runs: Sequence[tuple[Report, Package | None]],
    *,
    names: Sequence[str] = (),
    most_rows: int | None = None,
) -> str:
    """The page of one or several reports, each with its package, where that could be opened.

    With `names` only the tables of these names were looked at, with `most_rows` only so many rows.
    """
    found = [
        (report, package, summaries(report, package, names, most_rows)) for report, package in runs
    ]
    for at, (_, _, tables) in enumerate(found[1:], 1):
        for table in tables:
            table.within = (str(at),)
    title = f"Report on {runs[0][0].package if len(runs) == 1 else f'{len(runs)} packages'}"
    sections = (
        section
        for at, (report, package, tables) in enumerate(found)
        for section in _run(report, package, tables, at)
    )
    made = tag("p", f"Made by pincite {version('pincite')}.", class_="says")
    main = tag("main", tag("h1", title) if len(runs) > 1 else None, *sections, made)
    skip = tag("a", "Skip to the report", href="#report", class_="skip")
    body = (skip, _contents(found), tag("div", main, id="report"))
    return document(title, body, style=asset("page.css") + asset("report.css"))


def summaries(
    report: Report,
    package: Package | None,
    names: Sequence[str] = (),
    most_rows: int | None = None,
    first: int = 0,
) -> list[TableSummary]:
    """What the tables hold that were looked at; of each the `first` rows are kept."""
    looked = any(stage.name == "tables" and not stage.skipped for stage in report.stages)
    if package is None or not looked:
        return []
    wanted = wanted_rows(report)
    tables = [item for item in package.resources if is_read(item, names)]
    found = []
    with progress(len(tables), "columns") as advance:
        for resource in tables:
            found.append(
                summarise(package, resource, most_rows=most_rows, wanted=wanted, first=first)
            )
            advance(1)
    return found


def is_read(resource: Resource, names: Sequence[str] = ()) -> bool:
    """Whether a resource is a table that is read here, and one of the names if there are any."""
    is_named = not names or resource.name in names
    return is_named and is_table(resource) and kind_of(resource) in (*READABLE, NATIVE)


def by_path(tables: Sequence[TableSummary]) -> Summaries:
    """The tables by the paths of their files."""
    return {path: table for table in tables for path in table.paths}


def _contents(found: Sequence[tuple[Report, Package | None, list[TableSummary]]]) -> Markup:
    items: list[Markup] = []
    for at, (report, _, tables) in enumerate(found):
        name = report.package if len(found) > 1 else "Issues"
        items.append(tag("li", tag("a", name, href=f"#{_id(at, 'issues')}")))
        if tables:
            links = (
                tag("li", tag("a", table.resource.name, href=f"#{_id(at, table.resource.name)}"))
                for table in tables
            )
            menu = tag("details", tag("summary", "Tables"), tag("ul", *links))
            items.append(tag("li", menu))
    return tag("nav", tag("ul", *items), aria_label="Contents")


def _id(at: int, name: str) -> str:
    return anchor(f"run-{at}", name)


def _run(
    report: Report, package: Package | None, tables: list[TableSummary], at: int
) -> Iterator[Markup]:
    yield tag("header", *_head(report, package))
    yield tag("section", tag("h2", "What was looked at"), _stages(report, at), id=_id(at, "looked"))
    yield tag(
        "section",
        tag("h2", "Issues ", tag("small", report.summary)),
        issues_section(report, by_path(tables)),
        id=_id(at, "issues"),
    )
    for table in tables:
        yield table_section(table, report, _id(at, table.resource.name))


def table_section(table: TableSummary, report: Report, where: str) -> Markup:
    """A table: its name and description, and its columns."""
    stated = table.resource.descriptor
    name = str(stated.get("title") or table.resource.name)
    says = str(stated.get("description") or "")
    counts = "; ".join(table_counts(table))
    files = ", ".join(sorted(table.paths)[:MOST_FILES])
    return tag(
        "section",
        tag("h2", "Table ", tag("span", name, dir=direction(name))),
        tag("p", says, dir=direction(says), class_="says") if says else None,
        tag("p", tag("code", files), f": {counts}", class_="says"),
        columns_table(table, report) if table.columns else None,
        id=where,
    )


MOST_FILES = 5  # files of a table that are named


def _head(report: Report, package: Package | None) -> Iterator[Markup]:
    described = {} if package is None else package.descriptor
    title = str(described.get("title") or report.package)
    edition = f" {report.version}" if report.version else ""
    yield tag("h1", tag("span", title, dir=direction(title)), tag("small", edition))
    if title != report.package:
        yield tag("p", tag("code", report.package), class_="says")
    yield verdict(report)


def verdict(report: Report) -> Markup:
    """Whether the package is valid, and how many issues there are."""
    word = "Valid" if report.valid else "Not valid"
    skipped = ", ".join(stage.name for stage in report.stages if stage.skipped)
    says = f"Not run, for the errors come first: {skipped}." if skipped else ""
    return tag(
        "div",
        tag("p", tag("b", word), f": {report.summary}."),
        tag("p", says) if says else None,
        class_="verdict" if report.valid else "verdict bad",
    )


def _stages(report: Report, at: int) -> Markup:
    rows = (tag("tr", *_stage(stage)) for stage in report.stages)
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Stage", "Result", "Looked at")))
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag(
        "div",
        table,
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=f"What was looked at of {report.package} {at or ''}",
    )


def _stage(stage: Stage) -> Iterator[Markup]:
    errors = sum(issue.severity == "error" for issue in stage.issues)
    yield tag("th", stage.name, scope="row")
    yield tag("td", counted(errors, "errors") if errors else MARKS[stage.status])
    counts = ", ".join(counted(number, name) for name, number in stage.counts.items() if number)
    lines = [counts] if counts else []
    lines += stage.remarks
    yield tag("td", *(join(tag("span", line), tag("br")) for line in lines))
