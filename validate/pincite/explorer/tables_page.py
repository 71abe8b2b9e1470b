"""The explorer's page of a package without citations: its tables, fields and issues.

It shows what the files hold and what the checks found, and says nothing of where values come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pincite.explorer.column_list import columns_table, table_counts
from pincite.explorer.html import (
    anchor,
    asset,
    direction,
    document,
    is_web_address,
    join,
    tag,
    web_link,
)
from pincite.explorer.issue_list import issues_section
from pincite.explorer.overview import citation_of, created, licences_of
from pincite.explorer.page import described
from pincite.explorer.report_page import by_path, is_read, summaries, verdict
from pincite.explorer.words import shortened, spaced
from pincite.package import Package, listed
from pincite.report import CannotRun, Report, counted
from pincite.tables.reader import is_table
from pincite.tables.table_summary import ShownRow, TableSummary
from pincite.types import type_of

MOST_CELLS = 100_000  # of all tables that the page shows
FEWEST_ROWS, MOST_ROWS = 20, 500  # of a table; the page says how many there are
MOST_TEXT = 200  # characters of a description or a cell

Links = Mapping[tuple[str, str], frozenset[str]]  # by table and its key: the keys of shown rows


def tables_page(package: Package, report: Report) -> str:
    """The whole page; raises CannotRun where there is no table to show."""
    tables = [item for item in package.resources if is_read(item)]
    if not tables:
        raise CannotRun(f"{package.name}: has no table that can be shown")
    cells = sum(len(item.schema.fields) if item.schema else FEWEST_ROWS for item in tables)
    first = max(FEWEST_ROWS, min(MOST_ROWS, MOST_CELLS // max(cells, 1)))
    found = summaries(report, package, first=first)
    links = _links(found)
    title = str(package.descriptor.get("title") or package.name)
    main = (
        tag(
            "header",
            tag("h1", title, dir=direction(title)),
            tag("p", str(package.descriptor.get("description") or ""), class_="lead"),
            verdict(report),
        ),
        _issues(report, found),
        tag("h2", "Tables", id="tables", class_="part"),
        *(_table(table, report, links) for table in found),
        _others(package),
        tag("section", tag("h2", "About this data"), _about(package, found), id="about"),
    )
    body = (
        tag("a", "Skip to the tables", href="#tables", class_="skip"),
        _contents(report, found),
        tag("main", *main),
    )
    style = asset("page.css") + asset("report.css")
    script = asset("page.js")
    return document(title, body, style=style, script=script, described=described(package))


def _contents(report: Report, found: Sequence[TableSummary]) -> Markup:
    links = [("Issues", "issues")] if report.issues else []
    items = [tag("li", tag("a", name, href=f"#{where}")) for name, where in links]
    tables = (tag("li", tag("a", _title(table), href=f"#{_id(table)}")) for table in found)
    items.append(tag("li", tag("details", tag("summary", "Tables"), tag("ul", *tables))))
    items.append(tag("li", tag("a", "About", href="#about")))
    return tag("nav", tag("ul", *items), aria_label="Contents")


def _issues(report: Report, found: Sequence[TableSummary]) -> Markup | None:
    if not report.issues:
        return None
    head = tag("h2", "Issues ", tag("small", report.summary))
    return tag("section", head, issues_section(report, by_path(found)), id="issues")


def _title(table: TableSummary) -> str:
    return str(table.resource.descriptor.get("title") or spaced(table.resource.name))


def _id(table: TableSummary) -> str:
    return f"{anchor(table.resource.name)}/"


def _table(table: TableSummary, report: Report, links: Links) -> Markup:
    """A table: what it is, its first rows, and what its columns hold."""
    title = _title(table)
    stated = str(table.resource.descriptor.get("description") or "")
    files = ", ".join(sorted(table.paths)[:3])
    parts: list[Markup | None] = [
        tag("h3", title, " ", tag("small", counted(table.rows, "rows")), dir=direction(title)),
        tag("p", stated, class_="says", dir=direction(stated)) if stated else None,
        tag("p", tag("code", files), ": ", "; ".join(table_counts(table)), class_="says"),
    ]
    if table.columns:
        fields = tag("summary", "What the columns hold")
        parts.append(tag("details", fields, columns_table(table, report), *_meanings(table)))
    parts.append(_rows(table, links) if table.first else None)
    if table.rows > len(table.first) and table.first:
        said = f"The page shows the first {len(table.first):,} rows; the file has all."
        parts.append(tag("p", said, class_="says"))
    return tag("section", *parts, id=_id(table))


def _meanings(table: TableSummary) -> Iterator[Markup]:
    """What the schema says that the fields mean."""
    items = [
        join(tag("dt", column.name), tag("dd", str(column.declared["description"])))
        for column in table.columns
        if column.declared.get("description")
    ]
    if items:
        yield tag("h4", "What the fields mean")
        yield tag("dl", *items, class_="facts")


def _rows(table: TableSummary, links: Links) -> Markup:
    shown = _Shown.of(table, links)
    heads = (
        tag("th", name, scope="col", class_="n" if is_number else None, dir=direction(name))
        for name, is_number in zip(table.labels, shown.numbers, strict=False)
    )
    body = tag("tbody", *map(shown.row, table.first))
    inner = tag("table", tag("thead", tag("tr", *heads)), body)
    name = _title(table)
    scroll = tag("div", inner, class_="scroll", tabindex=0, role="region", aria_label=name)
    return tag("div", scroll, class_="table")


class _Shown(NamedTuple):
    """How the rows of a table are shown: which columns are numbers, keys or lead elsewhere."""

    name: str
    numbers: Sequence[bool]
    pointers: Mapping[int, tuple[str, str]]
    key: int | None  # the column, from 0, by which its rows are linked
    links: Links
    known: frozenset[str]

    @classmethod
    def of(cls, table: TableSummary, links: Links) -> _Shown:
        """What holds of a table."""
        key, name = _key(table), table.resource.name
        numbers = [bool(type_of(column.declared).is_number) for column in table.columns]
        at = None if key is None else [column.name for column in table.columns].index(key)
        known = frozenset[str]() if key is None else links.get((name, key), frozenset())
        return cls(name, numbers, dict(_pointers(table)), at, links, known)

    def row(self, row: ShownRow) -> Markup:
        """A row of the table."""
        return tag("tr", *map(self._cell, range(len(self.numbers)), row.cells))

    def _cell(self, at: int, text: str) -> Markup:
        shown: Markup | str = shortened(text, MOST_TEXT)
        if at in self.pointers and text in self.links.get(self.pointers[at], ()):
            shown = tag("a", shown, href=f"#{anchor('row', self.pointers[at][0], text)}")
        elif is_web_address(text):
            shown = web_link(text, shortened(text.split("//", 1)[1].rstrip("/")))
        is_named = at == self.key and text in self.known
        return tag(
            "th" if is_named else "td",
            shown,
            scope="row" if is_named else None,
            id=anchor("row", self.name, text) if is_named else None,
            class_="n" if self.numbers[at] else None,
            dir=direction(text),
        )


def _key(table: TableSummary) -> str | None:
    """The field that names a row, where it is one and the table has it."""
    schema = table.resource.schema
    key = schema.primary_key if schema is not None else ()
    return key[0] if len(key) == 1 and key[0] in [c.name for c in table.columns] else None


def _links(found: Sequence[TableSummary]) -> Links:
    """The keys by which shown rows can be linked: those that one row alone has."""
    links: dict[tuple[str, str], frozenset[str]] = {}
    for table in found:
        if (key := _key(table)) is not None:
            at = [column.name for column in table.columns].index(key)
            texts = [row.cells[at] for row in table.first if at < len(row.cells)]
            once = {text for text in texts if text and texts.count(text) == 1}
            links[table.resource.name, key] = frozenset(once)
    return links


def _pointers(table: TableSummary) -> Iterator[tuple[int, tuple[str, str]]]:
    """The columns, from 0, that are a foreign key by themselves, and where they lead."""
    names = [column.name for column in table.columns]
    stated = table.resource.schema.descriptor if table.resource.schema else {}
    for key in stated.get("foreignKeys", ()):
        fields, target = listed(key["fields"]), key["reference"]
        if len(fields) == 1 and fields[0] in names and "package" not in target:
            resource = target.get("resource") or table.resource.name
            yield names.index(fields[0]), (resource, listed(target["fields"])[0])


def _others(package: Package) -> Markup | None:
    """The resources that the page does not show, with their files."""
    others = [item for item in package.resources if not is_read(item)]
    if not others:
        return None
    items = (
        tag("li", item.name, " ", tag("code", item.path), _why(is_table(item))) for item in others
    )
    return tag("section", tag("h2", "Other files"), tag("ul", *items))


def _why(is_table: bool) -> str:
    return " (a table in a format that is not read)" if is_table else ""


def _about(package: Package, found: Sequence[TableSummary]) -> Markup:
    descriptor = package.descriptor
    tables = (
        join(
            ", " if at else None, tag("a", _title(table), href=f"#{_id(table)}"), f" {table.rows:,}"
        )
        for at, table in enumerate(found)
    )
    version = str(descriptor.get("version") or "none")
    items: list[tuple[str, Markup]] = [
        ("Holds", join(*tables)),
        ("Version", join(version, created(descriptor))),
    ]
    licences = licences_of(descriptor)
    if licences:
        items.append(("Licence", join(*(tag("div", item) for item in licences))))
    items.append(("Cite as", join(citation_of(package))))
    items.append(("Check it", tag("code", "pincite validate")))
    return tag("dl", *(join(tag("dt", n), tag("dd", text)) for n, text in items), class_="facts")
