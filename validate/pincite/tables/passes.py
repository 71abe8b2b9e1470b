"""Which pass scans a table: the fast one for large plain files, where polars is installed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from pincite.progress import Advance
from pincite.tables.exact import scan_rows
from pincite.tables.keys import Key
from pincite.tables.opening import OpenTable, kind_of
from pincite.tables.plan import Counts, Finding, Plan
from pincite.types import type_of

WORTH = 4_000_000  # bytes from which on the fast pass repays loading polars
WORTH_BESIDE = 200_000  # where a table of the package has loaded it, or will
MOST_COLUMNS = 2_000
LEAST_POLARS = 2


@dataclass
class Pass:
    """One scan of one table; `held` are the keys that other tables refer to, when it is done."""

    table: OpenTable
    plan: Plan
    advance: Advance
    largest: int  # bytes of the package's largest table
    counts: Counts = field(default_factory=Counts)
    held: list[Container[Key]] = field(default_factory=list)

    def findings(self) -> Iterator[Finding]:
        """All faults of the rows."""
        layout = self._fast_layout()
        if layout is None:
            kept: list[set[Key]] = [set() for _ in self.plan.kept]
            self.table.advance = self.advance
            yield from scan_rows(self.table.rows, self.plan, self.counts, kept)
            self.held = [*kept]
            return
        from pincite.tables.fast import FastScan

        table = self.table
        scan = FastScan(table.content, table.dialect, layout, self.plan, self.counts, self.advance)
        yield from scan.findings()
        table.bad_line = table.bad_line or scan.bad_line
        self.held = [kept.held for kept in scan.kept]

    def _fast_layout(self) -> Any:
        """How the fast pass would read the table, or None where the exact pass is to do it."""
        table, plan = self.table, self.plan
        is_plain = (
            kind_of(table.resource) in ("csv", "tsv")
            and "data" not in table.resource.descriptor
            and table.encoding == "utf-8"
            and table.dialect.header_rows == (1,)
            and table.dialect.header
            and 0 < len(plan.fields) <= MOST_COLUMNS
            and table.content.size >= (WORTH_BESIDE if self.largest >= WORTH else WORTH)
        )
        if not is_plain or not _has_polars():
            return None
        from pincite.tables.fast import layout_of

        keys = [key.on for key in plan.keys]
        columns = {column for on in keys for column in on.columns}
        fields = [plan.fields[column] for column in columns]
        if any(type_of(field).canonical_pattern(field) is None for field in fields):
            return None
        return layout_of(table.dialect, len(plan.fields))


def _has_polars() -> bool:
    """Whether what the fast pass needs is installed: an older polars reads CSV by other rules."""
    if find_spec("polars") is None or find_spec("numpy") is None:
        return False
    import polars

    return int(polars.__version__.partition(".")[0]) >= LEAST_POLARS
