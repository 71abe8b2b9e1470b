"""What the columns of a table hold, as a list: how many values, how many different, range, shape.

It shows what was counted (`tables/table_summary.py`) and decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from pincite.explorer.html import anchor, direction, join, shape, tag
from pincite.report import Issue, Report, counted
from pincite.tables.column_summary import ESTIMATE_ERROR, ColumnSummary
from pincite.tables.histogram import Bar
from pincite.tables.table_summary import TableSummary

MOST_WORDS, MOST_CHARACTERS = 12, 80  # of a cell that a page shows, as of a quote
FEW = 12  # different values up to which the values themselves are shown, not a histogram
MOST_VALUES = 6  # values of a column that are listed with their number
HEADS = ("Column", "Filled", "Different", "Range", "What it holds")


def brief(text: str) -> str:
    """The beginning of a cell: at most 12 words and 80 characters."""
    words = text.split(" ")
    short = " ".join(words[:MOST_WORDS])[:MOST_CHARACTERS]
    return text if short == text else f"{short}…"


def column_anchor(summary: TableSummary, field: str) -> str:
    """The id of a column on the page; of a name that repeats, that of its first column."""
    return anchor("column", *summary.within, summary.resource.name, field)


def columns_table(summary: TableSummary, report: Report) -> Markup:
    """All columns of a table, one below the other."""
    errors = _errors(summary, report)
    names = [column.name for column in summary.columns]
    first = {name: at for at, name in reversed([*enumerate(names)])}
    rows = (
        _row(summary, column, errors[column.name], is_first=first[column.name] == at)
        for at, column in enumerate(summary.columns)
    )
    head = tag("tr", *(tag("th", name, scope="col") for name in HEADS))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="columns")
    name = " ".join(("Columns of", summary.resource.name, *summary.within))
    parts = [tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=name)]
    more = summary.columns_in_all - len(summary.columns)
    if more > 0:
        said = f"The table has {counted(more, 'columns')} more, which are not counted here."
        parts.append(tag("p", said, class_="says"))
    return join(*parts)


def table_counts(summary: TableSummary) -> Iterator[str]:
    """What is to be said of the table as a whole."""
    rows = counted(summary.rows, "rows")
    yield f"{rows}, {counted(summary.columns_in_all, 'columns')}"
    if summary.is_limited:
        yield "only the first rows were read"
    if summary.unread:
        yield f"{counted(summary.unread, 'rows')} cannot be cut into cells"
    if summary.stopped:
        yield f"not read to its end: {summary.stopped}"


def _errors(summary: TableSummary, report: Report) -> Counter[str]:
    found: Counter[str] = Counter()
    for issue in report.errors:
        if issue.place.file in summary.paths and issue.place.field:
            found[issue.place.field] += 1
    return found


def _row(summary: TableSummary, column: ColumnSummary, errors: int, *, is_first: bool) -> Markup:
    where = column_anchor(summary, column.name) if is_first else None
    cells = (
        list(_filled(column)),
        list(_distinct(column)),
        list(_range(column)),
        list(_holds(column)),
    )
    return tag(
        "tr",
        tag("th", *_name(summary, column, errors), scope="row", id=where),
        *(
            tag("td", *cell, data_head=name if cell else None)
            for name, cell in zip(HEADS[1:], cells, strict=True)
        ),
    )


def _name(summary: TableSummary, column: ColumnSummary, errors: int) -> Iterator[Markup | str]:
    name = column.name or "(no name)"
    yield tag("span", brief(name), dir=direction(name))
    title = str(column.declared.get("title") or "")
    if title and title != name:
        yield tag("small", brief(title), dir=direction(title))
    yield tag("small", ", ".join(_rules(summary, column.declared)))
    if errors:
        yield tag("small", counted(errors, "errors"), class_="bad-text")


def _rules(summary: TableSummary, field: Mapping[str, Any]) -> Iterator[str]:
    """The type, and the rules of a field that fit into a few words."""
    form = field.get("format", "default")
    kind = str(field.get("type", "any"))
    yield kind if form in ("default", None) else f"{kind} ({brief(str(form))})"
    schema = summary.resource.schema
    if schema is not None and field.get("name") in schema.primary_key:
        yield "key"
    constraints = field.get("constraints") or {}
    for name in ("required", "unique"):
        if constraints.get(name):
            yield name
    for name, says in _BOUNDS.items():
        if constraints.get(name) is not None:
            yield f"{says} {brief(str(constraints[name]))}"
    if constraints.get("pattern"):
        yield "with a pattern"
    codes = constraints.get("enum") or field.get("categories")
    if codes:
        yield f"one of {len(codes):,}"


_BOUNDS = {
    "minimum": "from",
    "exclusiveMinimum": "more than",
    "maximum": "to",
    "exclusiveMaximum": "less than",
    "minLength": "shortest",
    "maxLength": "longest",
}


def _filled(column: ColumnSummary) -> Iterator[Markup]:
    rows = column.rows
    if not rows:
        return
    parts = (("ok", column.filled), ("wrong", column.wrong))
    shapes, at = [shape("rect", width=100, height=7, class_="no")], 0.0
    for name, number in parts:
        width = 100 * number / rows
        if number:
            shapes.append(shape("rect", x=f"{at:.2f}", width=f"{width:.2f}", height=7, class_=name))
        at += width
    svg = {"viewBox": "0 0 100 7", "preserveAspectRatio": "none", "aria_hidden": "true"}
    yield tag("svg", *shapes, class_="share", **svg)
    yield tag("span", f"{column.filled:,}")
    if column.missing:
        yield tag("small", f"{column.missing:,} missing ({percent(column.missing, rows)})")
    if column.wrong:
        said = f"{column.wrong:,} of another type ({percent(column.wrong, rows)})"
        yield tag("small", said, class_="bad-text")
    if column.broken:
        yield tag("small", f"{column.broken:,} break a rule", class_="bad-text")


def percent(part: int, whole: int) -> str:
    """A share in percent; neither none nor all where that is not so."""
    share = 100 * part / whole
    if part and share < 0.1:
        return "under 0.1 %"
    if part < whole and share > 99.9:
        return "over 99.9 %"
    return f"{share:.1f}".removesuffix(".0") + " %"


def _distinct(column: ColumnSummary) -> Iterator[Markup]:
    if not column.filled:
        return
    if column.is_exact:
        yield tag("span", f"{column.distinct:,}")
    else:
        # two digits and what the error leaves of the third
        digits = max(len(str(column.distinct)) - 2, 0)
        yield tag("span", f"about {round(column.distinct, -digits):,}")
        yield tag("small", f"an estimate, to some {100 * ESTIMATE_ERROR:.0f} %")


def _range(column: ColumnSummary) -> Iterator[Markup]:
    if column.undecided:
        yield tag("small", f"no order: {column.undecided}")
    elif column.low and column.is_length:
        yield tag("span", f"{_ends(column)} character{'s' * (column.high != '1')}")
    elif column.low:
        yield tag("span", _ends(column))
    if column.not_finite:
        yield tag("small", f"{column.not_finite:,} not finite")


def _ends(column: ColumnSummary) -> str:
    return " to ".join(map(brief, dict.fromkeys((column.low, column.high))))


def _holds(column: ColumnSummary) -> Iterator[Markup]:
    most = column.values[0][1] if column.values else 0
    is_listed = column.values and (len(column.values) <= FEW or not column.bars) and most > 1
    if is_listed or (column.values and len(column.values) == 1):
        yield _most(column.values, column.filled)
    elif column.bars:
        yield from _histogram(column.name, column.bars)
    elif column.examples:
        items = (tag("li", brief(text), dir=direction(text)) for text in column.examples)
        yield tag("ul", *items, class_="seen")


def _most(values: Sequence[tuple[str, int]], filled: int) -> Markup:
    """The commonest values, each with its number."""
    top = values[0][1]
    items = [
        tag(
            "li",
            tag("span", brief(text), dir=direction(text)),
            tag("b", f"{number:,}"),
            tag(
                "svg",
                shape("rect", width=f"{100 * number / top:.1f}", height=4),
                viewBox="0 0 100 4",
                preserveAspectRatio="none",
                aria_hidden="true",
            ),
        )
        for text, number in values[:MOST_VALUES]
    ]
    rest = values[MOST_VALUES:]
    if rest:
        left = filled - sum(number for _, number in values[:MOST_VALUES])
        items.append(tag("li", tag("small", counted(len(rest), "others")), tag("b", f"{left:,}")))
    return tag("ul", *items, class_="most")


def _histogram(name: str, bars: Sequence[Bar]) -> Iterator[Markup]:
    top = max(bar.number for bar in bars)
    width = 240 / len(bars)
    shapes = [
        shape(
            "rect",
            x=f"{at * width:.1f}",
            y=f"{48 - height:.1f}",
            width=f"{width - 1:.1f}",
            height=f"{height:.1f}",
        )
        for at, bar in enumerate(bars)
        if (height := _height(bar.number, top))
    ]
    highest = next(bar for bar in bars if bar.number == top)
    says = (
        f"Histogram of {name}: {len(bars)} bars from {bars[0].low} to {bars[-1].high}; the"
        f" highest, from {highest.low} to {highest.high}, has {counted(highest.number, 'values')}"
    )
    line = shape("line", x1=0, x2=240, y1=47.5, y2=47.5)
    svg = {"viewBox": "0 0 240 48", "preserveAspectRatio": "none", "role": "img"}
    yield tag("svg", line, *shapes, class_="hist", aria_label=says, **svg)
    yield tag("span", tag("i", bars[0].low), tag("i", bars[-1].high), class_="ends")


def _height(count: int, top: int) -> float:
    """The height of a bar; one with a value in it can be seen."""
    return max(46 * count / top, 1.5) if count else 0


def issues_of(summary: TableSummary, report: Report) -> list[Issue]:
    """The issues of a table's files."""
    return [issue for issue in report.issues if issue.place.file in summary.paths]
