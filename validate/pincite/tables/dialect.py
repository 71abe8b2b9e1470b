"""Table dialects: how text falls into rows and cells, by Table Dialect 2.0 and CSV Dialect v1.

What a dialect does not declare has the standard's default; nothing is guessed from the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pincite.report.frozen import Frozen
from pincite.report.visible import shortened
from pincite.tables.content import TableFault

MAX_NAMED = 10  # rows that a remark names


class Dialect(Frozen):
    """The dialect properties that decide about tables."""

    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment_rows: tuple[int, ...] = ()
    comment_char: str | None = None
    delimiter: str = ","
    quote_char: str | None = '"'
    double_quote: bool = True
    escape_char: str | None = None
    skip_initial_space: bool = False
    null_sequence: str | None = None
    json_property: str | None = None
    item_type: str | None = None
    item_keys: tuple[str, ...] | None = None
    sheet_name: str | None = None
    sheet_number: int | None = None
    table: str | None = None
    is_case_sensitive: bool = True  # whether labels with other letter case are other labels
    skips_blank_rows: bool = False
    trims_cells: bool = False  # whether blanks at the ends of cells are left out

    @classmethod
    def of_resource(cls, dialect: Mapping[str, Any], *, is_tabbed: bool) -> Dialect:
        """The dialect of a resource; v1 properties may be under `csv`, JSON's under `json`.

        `is_tabbed` says that the format is TSV. Raises TableFault for what is not obeyed here.
        """
        flat = dict(dialect) | dict(dialect.get("csv", {})) | dict(dialect.get("json", {}))
        sheet, table = _older(dialect, "excel", "sheet"), _older(dialect, "sql", "table")
        _check_line_end(flat.get("lineTerminator"))
        keys = flat.get("itemKeys", flat.get("keys"))
        quote, escape = flat.get("quoteChar", '"') or None, flat.get("escapeChar") or None
        is_doubled = quote is not None and escape == quote  # as PostgreSQL says that "" is a quote
        return cls(
            header=flat.get("header", True),
            header_rows=tuple(sorted(set(flat.get("headerRows", (1,))))),
            header_join=flat.get("headerJoin", " "),
            comment_rows=tuple(flat.get("commentRows", ())),
            comment_char=flat.get("commentChar") or None,
            delimiter=flat.get("delimiter", "\t" if is_tabbed else ","),
            quote_char=quote,
            double_quote=flat.get("doubleQuote", True) or is_doubled,
            escape_char=None if is_doubled else escape,
            skip_initial_space=flat.get("skipInitialSpace", False),
            null_sequence=flat.get("nullSequence"),
            json_property=flat.get("property"),
            item_type=flat.get("itemType"),
            item_keys=tuple(keys) if keys else None,
            sheet_name=flat.get("sheetName", sheet if isinstance(sheet, str) else None),
            sheet_number=flat.get("sheetNumber", sheet if isinstance(sheet, int) else None),
            table=flat.get("table", table if isinstance(table, str) else None),
            is_case_sensitive=flat.get("caseSensitiveHeader", flat.get("headerCase", True)),
            skips_blank_rows=flat.get("skipBlankRows", False),
            trims_cells=flat.get("trimCells", False),
        )

    @property
    def changes_rows(self) -> bool:
        """Whether rows are other than they are cut, so that only the exact pass reads them."""
        return self.skips_blank_rows or self.trims_cells

    @property
    def tolerances(self) -> list[str]:
        """What it lets pass or leaves out, in words for a report."""
        rows = ", ".join(map(str, sorted(self.comment_rows)[:MAX_NAMED]))
        more = ", ..." if len(self.comment_rows) > MAX_NAMED else ""
        heads = ", ".join(map(str, self.header_rows[:MAX_NAMED]))
        char = shortened(self.comment_char or "", MAX_NAMED)
        is_moved = self.header and self.header_rows not in ((), (1,))
        said = {
            "labels are compared without letter case": not self.is_case_sensitive,
            "blank rows are passed over": self.skips_blank_rows,
            "blanks at the ends of cells are left out": self.trims_cells,
            "blanks behind a delimiter are left out": self.skip_initial_space,
            f"rows that begin with {char} are left out": bool(char),
            f"these rows are left out: {rows}{more}": bool(self.comment_rows),
            f"the header is in these rows, and what is above is left out: {heads}": is_moved,
        }
        return [what for what, holds in said.items() if holds]

    def is_comment(self, number: int, cells: list[Any]) -> bool:
        """Whether a row is a comment, by its number or its first cell."""
        if number in self.comment_rows:
            return True
        first = cells[0] if cells else None
        return bool(
            self.comment_char and isinstance(first, str) and first.startswith(self.comment_char)
        )


def _older(dialect: Mapping[str, Any], group: str, name: str) -> Any:
    """A property where frictionless has it: `excel: {sheet: 2}`, `sql: {table: t}`."""
    found = dialect.get(group)
    return found.get(name) if isinstance(found, Mapping) else None


def _check_line_end(stated: Any) -> None:
    """Refuse line ends that nothing here obeys: any of LF, CR and CRLF ends a line, no other."""
    if stated not in (None, "\n", "\r", "\r\n", "auto"):
        message = (
            f"the lineTerminator {stated!r} is not obeyed here: lines end with LF, CRLF or CR;"
            " leave it out if they do"
        )
        raise TableFault("dialect-error", message)
