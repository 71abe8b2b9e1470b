"""The exact pass: every row, one after the other, in plain Python.

It is the whole validator for small tables, and decides about the rows that the fast pass chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pincite.tables.keys import Key, key_of
from pincite.tables.plan import Counts, Finding, Plan
from pincite.tables.records import RawRow
from pincite.tables.row_check import Fault, read_row


def scan_rows(
    rows: Iterable[RawRow], plan: Plan, counts: Counts, kept: list[set[Key]]
) -> Iterator[Finding]:
    """All faults of the rows, in their order; `kept` gets the keys that the plan wants kept."""
    has_keys = bool(plan.keys or plan.references)
    for row in rows:
        read = read_row(row, plan.readers)
        counts.rows += 1
        counts.cells += len(row.cells)
        for fault in read.faults:
            yield Finding(row, fault)
        for on, held in zip(plan.kept, kept, strict=True):
            held.add(key_of(read.values, on.columns))
        if has_keys and not read.is_blank:
            for fault in _key_faults(row.number, read.values, plan):
                yield Finding(row, fault)


def _key_faults(number: int, values: Sequence[Any], plan: Plan) -> Iterator[Fault]:
    for unique in plan.keys:
        yield from unique.empty(values)
        yield from unique.repeated(number, values)
    for reference in plan.references:
        yield from reference.check(values)
