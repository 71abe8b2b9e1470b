"""The verb extract: the rows of a table as CSV, all of them, or those that are valid, or not."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pincite.cli.options import (
    addresses_options,
    network_of,
    number_from_0,
    table_options,
    table_options_of,
)
from pincite.cli.output import check_new, force_option, print_parts, write_new
from pincite.package import Package, Resource, listed, open_package
from pincite.report import CannotRun, Issue, Place, counted
from pincite.report.visible import visible

Rows = set[tuple[str, int]]  # file and row number
MOST_NAMED = 20  # rows that could not be read, by their places


def extract_arguments(command: argparse.ArgumentParser) -> None:
    """Which table, which of its rows, and where they go."""
    says = "a package, a table without one, or - for standard input (default: this folder)"
    command.add_argument("target", metavar="TARGET", nargs="?", default=".", help=says)
    which = command.add_mutually_exclusive_group()
    which.add_argument("--valid", action="store_true", help="only the rows without an error")
    which.add_argument("--invalid", action="store_true", help="only the rows with an error")
    says = "which table, if there are several"
    command.add_argument("--resource", metavar="NAME", help=says)
    command.add_argument(
        "--limit-rows", metavar="N", type=number_from_0, help="write only so many rows"
    )
    command.add_argument("-o", "--out", metavar="CSV", type=Path, help="file (default: output)")
    force_option(command)
    table_options(command)
    addresses_options(command)


def run_extract(options: argparse.Namespace) -> int:
    """Write the rows; 1 where some could not be read, or errors are not of single rows."""
    from pincite.tables.content import TableFault
    from pincite.tables.content import name_of as path_of

    package = open_package(
        options.target,
        maps=dict(options.map),
        network=network_of(options),
        bare=table_options_of(options),
    )
    resource = _table(package, options.resource)
    if options.out is not None:
        _check_other(package, Path(options.target), options.out)
        check_new(options.out, (".csv",), force=options.force)
    wrong = None
    if options.valid or options.invalid:
        issues = _errors(package, resource)
        of_files = [issue for issue in issues if issue.place.row is None]
        for issue in of_files:
            print(visible(f"{issue.place}: {issue.code}: {issue.message}"), file=sys.stderr)
        if of_files:
            return 1
        wrong = {(issue.place.file, issue.place.row or 0) for issue in issues}
        if resource.schema is not None and resource.schema.rules:
            print("the rules between fields were not looked at", file=sys.stderr)
    unread: list[Place] = []
    try:
        texts, number = _written(package, resource, options, wrong, unread)
    except TableFault as fault:
        raise CannotRun(f"{fault.issue(path_of(resource)).place}: {fault}") from fault
    if options.out is None:
        print_parts(texts, is_utf_8=True)
    else:
        write_new(options.out, "".join(texts))
    print(counted(number, "rows"), file=sys.stderr)
    for line in _unread_lines(unread):
        print(visible(line), file=sys.stderr)
    return int(bool(unread))


def _unread_lines(unread: Sequence[Place]) -> Iterator[str]:
    """What is said of rows that could not be read, and so are in no result: where they are."""
    by_file: dict[str, list[Place]] = {}
    for place in unread:
        by_file.setdefault(place.file, []).append(place)
    for file, places in by_file.items():
        noun = "rows" if any(place.line is None for place in places) else "lines"
        named = [str(place.row if noun == "rows" else place.line) for place in places]
        more = f" and {len(named) - MOST_NAMED:,} more" if len(named) > MOST_NAMED else ""
        where = f"{noun if len(named) > 1 else noun[:-1]} {', '.join(named[:MOST_NAMED])}{more}"
        yield (
            f"{counted(len(named), noun)} of {file} could not be read, and are left out:"
            f" {where}; `pincite validate` says why"
        )


def _check_other(package: Package, target: Path, out: Path) -> None:
    """Raise CannotRun where the result would replace what was read, and lose its other rows."""
    read = [target]
    if package.home is not None:
        declared = [listed(item.descriptor.get("path") or ()) for item in package.resources]
        for path in (path for paths in declared for path in paths if isinstance(path, str)):
            read += [package.home / path, *package.home.glob(path)]  # a name, or a pattern of names
    if any(out.exists() and path.exists() and out.samefile(path) for path in read):
        raise CannotRun(f"{out}: is what the rows are read from: choose another name")


def _table(package: Package, name: str | None) -> Resource:
    from pincite.tables.reader import is_table

    tables = {resource.name: resource for resource in package.resources if is_table(resource)}
    listed = ", ".join(list(tables)[:20]) or "none"
    if name is None and len(tables) != 1:
        raise CannotRun(f"name one of the tables with --resource: {listed}")
    if name is not None and name not in tables:
        raise CannotRun(f"there is no table {name!r}; tables: {listed}")
    return next(iter(tables.values())) if name is None else tables[name]


def _errors(package: Package, resource: Resource) -> list[Issue]:
    from pincite.checks.tables import check_tables

    stage = check_tables(package, names=[resource.name])
    return [issue for issue in stage.issues if issue.severity == "error"]


def _written(
    package: Package,
    resource: Resource,
    options: argparse.Namespace,
    wrong: Rows | None,
    unread: list[Place],
) -> tuple[list[str], int]:
    """The lines of the file, header first, and how many rows; `unread` gets what was not read."""
    out, number = io.StringIO(newline=""), 0
    writer = csv.writer(out, lineterminator="\n")
    most = options.limit_rows
    for place, cells in _rows(package, resource, unread):
        if place is not None:
            if wrong is not None and (place in wrong) != options.invalid:
                continue
            if most is not None and number >= most:
                break
            number += 1
        writer.writerow(cells)
    return [out.getvalue()], number


def _rows(
    package: Package, resource: Resource, unread: list[Place]
) -> Iterator[tuple[tuple[str, int] | None, list[str]]]:
    """The labels, then each row with its file and number; `unread` gets those not read."""
    from pincite.tables.formats import SHEETS
    from pincite.tables.passes import compile_readers
    from pincite.tables.reader import OpenTable, kind_of
    from pincite.tables.typed_cells import cell_text

    table = OpenTable(package, resource)
    plain = _day if kind_of(resource) in SHEETS else _same
    readers = compile_readers(table.read_fields, table.schema, table.cell_reader)
    yield None, list(table.labels or [field["name"] for field in table.fields])
    for part in table.parts():
        for row in part.rows:
            if row.fault is not None:
                unread.append(row.place)
            elif row.cells:
                place = part.path, row.number - part.shift
                kinds: list[Any] = [reader.type for reader in readers]
                kinds += [None] * (len(row.cells) - len(kinds))
                pairs = zip(kinds, row.cells, strict=False)
                yield place, [cell_text(kind, plain(kind, cell)) for kind, cell in pairs]


def _same(_: Any, cell: Any) -> Any:
    return cell


def _day(kind: Any, cell: Any) -> Any:
    """A cell of a workbook, which has no days: midnight is one, unless the field is of moments."""
    if not isinstance(cell, dt.datetime) or cell.time() != dt.time():
        return cell
    is_timed = kind is not None and kind.is_in_time
    is_day = not is_timed or not isinstance(kind.native({})(cell), dt.datetime)
    return cell.date() if is_day else cell
