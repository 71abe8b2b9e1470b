"""The issues of a report for a page: by file, field and cause, with the cells around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby

from markupsafe import Markup

from pincite.explorer.column_list import brief, column_anchor
from pincite.explorer.html import direction, join, tag
from pincite.report import ALONE, Issue, Report, counted, grouped
from pincite.report.codes import CODES, SEVERITIES
from pincite.report.visible import quoted
from pincite.tables.table_summary import Around, ShownRow, TableSummary

MOST_GROUPS = 200  # --json has all issues
MOST_PLACES = 20  # places of a group that are named without their cells
MOST_FOUND = 5  # different texts that are counted in a group
BESIDE = 2  # columns on each side of a cell that are shown with it
WIDE = 7  # columns that are shown where no cell is meant
WIDEST = 12  # columns that are shown where several cells are meant

Summaries = Mapping[str, TableSummary]  # by the paths of their files


def wanted_rows(report: Report) -> dict[str, set[int]]:
    """The rows whose cells the list shows, by file: their numbers, or their lines below 0."""
    found: dict[str, set[int]] = {}
    for group in _groups(report)[:MOST_GROUPS]:
        for issue in group[:ALONE]:
            if (key := _key(issue)) is not None:
                found.setdefault(issue.place.file, set()).add(key)
    return found


def _key(issue: Issue) -> int | None:
    place = issue.place
    return place.row if place.row is not None else -place.line if place.line is not None else None


def _groups(report: Report) -> list[list[Issue]]:
    """The groups, errors first."""
    return sorted(
        grouped(report.issues), key=lambda group: list(SEVERITIES).index(group[0].severity)
    )


def issues_section(report: Report, summaries: Summaries) -> Markup:
    """All issues; a sentence where there are none."""
    groups = _groups(report)
    parts: list[Markup] = []
    by_file: dict[str, list[list[Issue]]] = {}
    for group in groups[:MOST_GROUPS]:
        by_file.setdefault(group[0].place.file, []).append(group)
    for file, inside in by_file.items():
        number = sum(map(len, inside))
        parts.append(tag("h3", tag("code", file), " ", tag("small", counted(number, "issues"))))
        parts += [_group(group, summaries.get(file)) for group in inside]
    if len(groups) > MOST_GROUPS:
        more = sum(map(len, groups[MOST_GROUPS:]))
        parts.append(
            tag("p", f"… and {counted(more, 'more issues')}; pincite validate --json lists all.")
        )
    if not groups:
        parts.append(tag("p", "None was found."))
    return join(*parts)


def _group(group: Sequence[Issue], summary: TableSummary | None) -> Markup:
    first = group[0]
    return tag(
        "div",
        tag("h4", *_head(group, summary)),
        tag("p", CODES[first.code].means, class_="says"),
        *_most_found(group),
        *_shown(group[:ALONE], summary),
        *_places(group[ALONE:]),
        tag("p", tag("b", "What to do: "), first.fix),
        class_=f"issue {first.severity}",
    )


def _head(group: Sequence[Issue], summary: TableSummary | None) -> Iterator[Markup | str]:
    first = group[0]
    yield tag("span", first.severity, class_="sev")
    yield " "
    yield tag("code", first.code)
    field = first.place.field
    if field is not None:
        yield " in "
        is_column = summary is not None and any(c.name == field for c in summary.columns)
        where = column_anchor(summary, field) if summary and is_column else None
        yield tag("a", brief(field), href=f"#{where}") if where else tag("span", brief(field))
    yield " "
    yield tag("small", f"{len(group):,} times" if len(group) > 1 else "once")


def _most_found(group: Sequence[Issue]) -> Iterator[Markup]:
    """The texts that were found most often, where there are several issues of them."""
    texts = Counter(issue.found for issue in group if issue.found is not None)
    if len(group) <= ALONE or not texts or texts.most_common(1)[0][1] < 2:
        return
    said = [f"{quoted(brief(t))} {n:,} times" for t, n in texts.most_common(MOST_FOUND) if n > 1]
    more = len(texts) - len(said)
    tail = f", and {counted(more, 'other texts')}" if more else ""
    yield tag("p", tag("b", "Found: "), ", ".join(said) + tail)


def _shown(issues: Sequence[Issue], summary: TableSummary | None) -> Iterator[Markup]:
    """Issues one by one: what is wrong, said once where it is the same, and the cells of all."""
    for message, same in groupby(issues, key=lambda issue: issue.message):
        some = list(same)
        with_cells = [issue for issue in some if _around(issue, summary) is not None]
        where = "; ".join(filter(None, map(_where, some)))
        yield tag("p", tag("b", message), f" ({where})" if where else None, class_="at")
        for issue in some:
            yield from _texts(issue, has_cells=issue in with_cells)
        if summary is not None and with_cells:
            yield _cells(summary, with_cells)


def _where(issue: Issue) -> str:
    place = issue.place
    parts = [f"line {place.line:,}"] if place.line is not None else []
    parts += [f"row {place.row:,}"] if place.line is None and place.row is not None else []
    parts += [f"record {brief(place.record)}"] if place.record is not None else []
    parts += [place.pointer] if place.pointer else []
    return ", ".join(parts)


def _texts(issue: Issue, *, has_cells: bool) -> Iterator[Markup]:
    """What an issue quotes, found and expected; not what its cell shows anyway."""
    if issue.quote is not None:
        quote = tag("q", brief(issue.quote), dir=direction(issue.quote))
        yield tag("p", "passage: ", quote)
    if has_cells and issue.expected is None and _is_seen(issue.found or ""):
        return
    for name, text in issue.shown.items():
        yield tag("p", f"{name}: ", tag("span", text, dir=direction(text)))


def _is_seen(text: str) -> bool:
    """Whether nothing of a text is overlooked in a cell: no blank at its ends, no odd one."""
    return text.strip() == text and not any(c.isspace() and c != " " for c in text)


def _around(issue: Issue, summary: TableSummary | None) -> Around | None:
    key = _key(issue)
    if summary is None or key is None:
        return None
    return summary.around.get((issue.place.file, key))


def _cells(summary: TableSummary, issues: Sequence[Issue]) -> Markup:
    """The rows of issues with those beside them, and the columns on both sides of the cells."""
    columns: set[int] = set()
    places: dict[int, set[int]] = {}  # the columns that are wrong, by the row's number
    rows: dict[int, ShownRow] = {}
    for issue in issues:
        around, at = _around(issue, summary), _column(summary, issue)
        assert around is not None
        columns.update(_columns(len(around.row.cells), at))
        places.setdefault(around.row.number, set()).update(set() if at is None else {at})
        rows |= {row.number: row for row in around if row is not None}
    wide = sorted(columns)[:WIDEST]
    labels = [*summary.labels, *[""] * (max(wide, default=0) + 1 - len(summary.labels))]
    wrong = set().union(*places.values())
    heads = (
        tag(
            "th",
            brief(labels[n]) or f"column {n + 1}",
            scope="col",
            class_="here" if n in wrong else None,
            dir=direction(labels[n]),
        )
        for n in wide
    )
    has_lines = any(row.line is not None for row in rows.values())
    head = tag("tr", tag("th", "Line" if has_lines else "Row", scope="col"), *heads)
    body: list[Markup] = []
    for number in sorted(rows):
        is_gap = body and number - 1 not in rows
        body.append(_row(rows[number], wide, places.get(number), is_gap=bool(is_gap)))
    # one column stays in view where the others are scrolled, its label above it; several would meet
    kind = "around one" if len(wrong) == 1 else "around"
    table = tag("table", tag("thead", head), tag("tbody", *body), class_=kind)
    first = issues[0]
    about = (first.code, first.place.field or "", first.place.file, _where(first), *summary.within)
    name = " ".join(("Cells around", *about))
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=name)


def _row(row: ShownRow, columns: Sequence[int], wrong: Set[int] | None, *, is_gap: bool) -> Markup:
    """A row; `wrong` are its columns with an issue, None where the row is one beside."""
    number = row.line if row.line is not None else row.number
    cells = []
    for n in columns:
        text = row.cells[n] if n < len(row.cells) else ""
        kind = "here" if wrong and n in wrong else None
        cells.append(tag("td", brief(text), class_=kind, dir=direction(text)))
    names = ["here"] * (wrong is not None) + ["gap"] * is_gap
    head = tag("th", f"{number:,}", scope="row")
    return tag("tr", head, *cells, class_=" ".join(names) or None)


def _column(summary: TableSummary, issue: Issue) -> int | None:
    """The column of an issue, from 0."""
    if issue.place.column is not None:
        return issue.place.column - 1
    names = [column.name for column in summary.columns]
    return names.index(issue.place.field) if issue.place.field in names else None


def _columns(width: int, at: int | None) -> list[int]:
    if at is None:
        return list(range(min(width, WIDE)))
    beside = range(max(at - BESIDE, 0), min(max(width, at + 1), at + BESIDE + 1))
    return sorted({0, *beside})


def _places(rest: Sequence[Issue]) -> Iterator[Markup]:
    if not rest:
        return
    named = [
        f"{(issue.place.line or issue.place.row):,}"
        for issue in rest[:MOST_PLACES]
        if issue.place.line or issue.place.row
    ]
    more = len(rest) - len(named)
    tail = f" and {more:,} more" if named and more else f"{more:,} more" if more else ""
    word = "lines" if rest[0].place.line else "rows"
    listed = f"{word} {', '.join(named)}" if named else ""
    yield tag("p", f"Also: {listed}{tail}.", class_="says")
