"""The section of a table: its rows, or for few wide records a column for each record."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pincite.citations import Cell
from pincite.explorer.content import DETAILED, SHOWN, Content
from pincite.explorer.findings import reports_html
from pincite.explorer.html import Child, anchor, direction, join, tag, web_link
from pincite.explorer.panel import cell_html
from pincite.explorer.words import (
    field_title,
    record_name,
    shortened,
    spaced,
    table_title,
    value_in,
)
from pincite.package import Field
from pincite.report import counted
from pincite.tables.text_table import Record, Table

MOST = 20_000  # rows of a table that the page shows at all
BELONGING = 100  # rows of another table in the panel of a record
FEW, WIDE = 3, 8  # records, fields: up to so many of at least so many are shown as columns


def table_section(content: Content, table: Table) -> Markup:
    """The heading, description and rows of one table."""
    number = len(table.records)
    resource = content.package.table(table.name)
    says = str((resource.descriptor if resource else {}).get("description") or "")
    rows = f"{number:,} row" + ("s" if number != 1 else "")
    return tag(
        "section",
        tag("h2", table_title(content, table), " ", tag("small", rows)),
        tag("p", says, " " if says else None, tag("code", table.path), class_="says"),
        *_too_many(table),
        *_with_it(content, table),
        _folded(content, table, _rows(content, table)),
        _dictionary(table) if table.schema.cited_fields else None,
        id=f"{anchor(table.name)}/",
        class_="table",
    )


def _folded(content: Content, table: Table, rows: Markup) -> Markup:
    """A reference table, which holds no evidence and no verdicts, is shown on a click."""
    is_read_first = table.schema.cited_fields or table.name in content.declared.get("verdicts", {})
    if is_read_first or len(table.records) <= FEW:
        return rows
    return tag("details", tag("summary", f"Show the {counted(len(table.records), 'rows')}"), rows)


def _with_it(content: Content, table: Table) -> Iterator[Markup]:
    """Which other tables are shown in the panels of this one's rows."""
    for name, field in content.within.items():
        if content.keys.get((name, field)) == table.name:
            other = content.tables[name]
            rows = counted(len(other.records), "rows")
            says = f" ({rows}) can be seen in the panel of each row: choose its name. "
            title = tag("b", table_title(content, other))
            yield tag("p", title, says, tag("code", other.path), class_="says")


def _too_many(table: Table) -> Iterator[Markup]:
    """What the page leaves out of a long table, and where it is."""
    number = len(table.records)
    if number > DETAILED and table.schema.cited_fields:
        command = tag("code", f"pincite trace {table.name} RECORD")
        first = f"Evidence opens on the cells of the first {DETAILED:,} rows; "
        yield tag("p", first, command, " shows that of every row.", class_="says")
    if number > MOST:
        yield tag("p", f"The page shows the first {MOST:,} rows; the file has all.", class_="says")


def _rows(content: Content, table: Table) -> Markup:
    title = table_title(content, table)
    key = table.schema.primary_key
    fields = [field for field in table.schema.fields if [field.name] != list(key)]
    head = field_title(_field(table, key[0])) if len(key) == 1 else "Row"
    if 0 < len(table.records) <= FEW and len(fields) >= WIDE:
        body = list(_columns(content, table, fields))
        return _scroller(title, tag("table", *body, class_="turned"))
    cells = [tag("th", head, scope="col"), *(_column_head(field) for field in fields)]
    rows = (_row(content, table, fields, record) for record in table.records[:MOST])
    return _scroller(
        title,
        tag("table", tag("thead", tag("tr", *cells)), tag("tbody", *rows)),
    )


def _scroller(title: str, table: Markup) -> Markup:
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=title)


def _field(table: Table, name: str) -> Field:
    field = table.schema.field(name)
    assert field is not None
    return field


def _column_head(field: Field, scope: str = "col") -> Markup:
    number = "n" if field.kind.is_number and scope == "col" else None
    return tag("th", field_title(field), scope=scope, class_=number)


def _dictionary(table: Table) -> Markup:
    """What each field means, folded away."""
    items = [
        join(
            tag("dt", field_title(field), *_own_name(field)),
            tag("dd", str(field.descriptor.get("description", field.type))),
        )
        for field in table.schema.fields
    ]
    return tag("details", tag("summary", "What the fields mean"), tag("dl", *items))


def _own_name(field: Field) -> Iterator[Child]:
    """The field's name in the file, where its title does not give it away."""
    if spaced(field.name) != field_title(field):
        yield from (" ", tag("code", field.name))


def _row(content: Content, table: Table, fields: list[Field], record: Record) -> Markup:
    cells = (cell_html(content, table, field, record) for field in fields)
    return tag("tr", _row_head(content, table, record), *cells)


def _columns(content: Content, table: Table, fields: list[Field]) -> Iterator[Markup]:
    """Rows of a turned table: a field each, with the records as columns."""
    heads = [_row_head(content, table, record, "col") for record in table.records]
    yield tag("thead", tag("tr", tag("td"), *heads))
    rows = []
    for field in fields:
        cells = (cell_html(content, table, field, record) for record in table.records)
        rows.append(tag("tr", _column_head(field, "row"), *cells))
    yield tag("tbody", *rows)


def _row_head(content: Content, table: Table, record: Record, scope: str | None = None) -> Markup:
    """The head of a record: its name, with a panel of who refers to it."""
    is_target = table.schema.cited_fields or (table.name, record.key) in content.linked
    where = content.anchor(table.name, record.key) if is_target else None
    is_single = len(table.schema.primary_key) == 1
    key = shortened(record_name(content, table.name, record.key), 60)
    name = key if is_single else f"{record.line - 1:,}"
    is_detailed = record.key in content.detailed[table.name]
    panel = list(_record_panel(content, table, record)) if is_detailed else []
    if not panel:
        return tag("th", name, id=where, scope=scope, dir=direction(name))
    shown = [
        tag("a", name, href=f"#{where}"),
        tag("div", tag("b", record_name(content, table.name, record.key)), *panel),
    ]
    return tag("th", *shown, id=where, scope=scope, dir=direction(name))


def _record_panel(content: Content, table: Table, record: Record) -> Iterator[Markup]:
    yield from reports_html(content, content.references.get(Cell(table.name, record.key, ""), []))
    for name, rows in content.within_rows.get((table.name, record.key), {}).items():
        yield from _belonging(content, content.tables[name], rows)
    links = content.backlinks.get((table.name, record.key), {})
    if links:
        yield tag("h3", "Referred to by")
        yield tag("ul", *(_backlinks(content, name, rows) for name, rows in links.items()))


def _belonging(content: Content, table: Table, rows: list[Record]) -> Iterator[Markup]:
    """Rows that belong to a record: the first field names the second; the others are said once."""
    names = [name for name in table.schema.names if name != content.within[table.name]]
    if len(names) < 2:
        names = [*names, *names]
    groups: dict[str, list[Record]] = {}
    for row in rows[:BELONGING]:
        groups.setdefault(join(*_rest(content, table, row, names[2:])), []).append(row)
    yield tag("h3", table_title(content, table))
    for rest, group in groups.items():
        items = (
            join(
                tag("dt", value_in(content, table, row, names[0])),
                tag("dd", _linked(value_in(content, table, row, names[1]))),
            )
            for row in group
        )
        yield tag("dl", *items)
        yield tag("small", Markup(rest)) if rest else join(None)
    if len(rows) > BELONGING:
        yield tag("p", f"and {len(rows) - BELONGING:,} more in ", tag("code", table.path))


def _rest(content: Content, table: Table, row: Record, names: list[str]) -> Iterator[Markup | str]:
    texts = [name for name in names if row.cells[name]]
    for number, name in enumerate(texts):
        yield " · " if number else ""
        text = value_in(content, table, row, name)
        title, address = content.stated_source(text)
        yield join(web_link(address, title), text[text.index(" ") :]) if title else _linked(text)


def _linked(text: str) -> Markup:
    return web_link(text, shortened(text.split("//", 1)[-1].rstrip("/")))


def _backlinks(content: Content, name: str, rows: list[Record]) -> Markup:
    table = content.tables[name]
    if len(table.schema.primary_key) > 1:
        count = f"{len(rows):,} row" + ("s" if len(rows) > 1 else "")
        link = tag("a", count, href=f"#{content.anchor(name, rows[0].key)}")
        return tag("li", f"{table_title(content, table)}: ", link)
    links = [
        tag(
            "a",
            shortened(record_name(content, name, row.key)),
            href=f"#{content.anchor(name, row.key)}",
        )
        for row in rows[:SHOWN]
    ]
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else None
    joined = [join(", " if number else None, link) for number, link in enumerate(links)]
    return tag("li", f"{table_title(content, table)}: ", *joined, more)
