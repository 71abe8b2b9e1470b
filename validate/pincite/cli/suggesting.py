"""Verbs that propose: citations for a table, and schemas and a descriptor for tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.cli.building import build_after, build_option
from pincite.cli.options import json_option, package_option, sources_folder, sources_option
from pincite.cli.output import check_new, exclusive, force_option, print_json, say_next, write_new
from pincite.package.bare import STDIN, TableOptions
from pincite.report import CannotRun, counted
from pincite.report.visible import quoted, shortened, visible

if TYPE_CHECKING:
    from pincite.begin.describing import DescribedTable, Description
    from pincite.seeds.choosing import Suggestion
    from pincite.seeds.suggest import Suggestions

MOST_LINES = 40  # cells of one state that are listed in text; --json lists them all


def suggest_arguments(command: argparse.ArgumentParser) -> None:
    """Which table, from which text."""
    command.add_argument("table", metavar="TABLE", help="a table of the package, with its rows")
    command.add_argument("--source", metavar="ID", required=True, help="the text to look in")
    command.add_argument(
        "--subject",
        metavar="FIELD",
        help="the field that says whose values a row holds, where the schema declares none",
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="write the citations that are sure: one place alone, bound to the row's subject, and"
        " proved",
    )
    build_option(command)
    package_option(command, takes_zip=False)
    sources_option(command)
    json_option(command)


@exclusive
def run_suggest(options: argparse.Namespace) -> int:
    """List what was found, with --write write what is sure; 1 where a cell is left."""
    from pincite.seeds.suggest import suggest

    found = suggest(
        options.package,
        options.table,
        options.source,
        sources=sources_folder(options),
        subject=options.subject,
    )
    found.prove()
    if options.write:
        found.editor.write()
    if options.json:
        print_json({**found.to_dict(), "written": found.written if options.write else 0})
    else:
        _show(found, is_written=options.write)
    if options.write and found.written:
        build_after(options)
    elif not options.write and found.written:
        say_next(options, f"--write takes the {found.written} that are sure")
    if found.left and (options.write or not found.written):
        say_next(options, 'cite what is left: `pincite cite TABLE RECORD FIELD "the words"`')
    return 1 if found.left else 0


def _show(found: Suggestions, *, is_written: bool) -> None:
    for state in ("unsure", "missing", "by hand"):
        cells = [cell for cell in found.cells if cell.state == state]
        for cell in cells[:MOST_LINES]:
            print("\n".join(map(visible, _lines(cell))))
        if len(cells) > MOST_LINES:
            print(f"... and {len(cells) - MOST_LINES} more {state}; --json lists them all")
    counts = " · ".join(f"{number} {state}" for state, number in found.counts.items() if number)
    whose = "" if found.is_declared else " (not declared: taken for it)"
    subject = f"subject: {found.subject}{whose}" if found.subject else "subject: not known"
    print(
        visible(
            f"{found.table} from {found.source}: {counted(len(found.cells), 'cells')}: {counts}"
        )
    )
    print(visible(subject))
    if is_written:
        print(f"written: {counted(found.written, 'citations')}")


def _lines(cell: Suggestion) -> list[str]:
    lines = [f"{cell.state}: {cell.cell.record} {cell.cell.field} = {cell.text}  ({cell.why})"]
    for one in cell.candidates[:3]:
        against = f"  ({one.doubt})" if one.doubt else ""
        lines.append(f"    “{one.quote}” at {one.span.start} [{one.method}]{against}")
    return lines


SCHEMA_ENDING = ".schema.json"  # of a file that `validate` finds beside a table
MOST_SHOWN = 200  # fields of a table that are shown as text
MOST_ISSUES = 10


def describe_arguments(command: argparse.ArgumentParser) -> None:
    """Which tables, what is known of them, and where the descriptor goes."""
    command.description = (
        "Make a descriptor with schemas for tables, and say what each part rests on. All of each"
        " file is read, and validated with the result."
    )
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="tables in any format that is read here, folders of them, or patterns",
    )
    command.add_argument(
        "-o",
        "--out",
        metavar="FILE",
        type=Path,
        help="write the descriptor here, or the schema alone where the name ends in"
        f" {SCHEMA_ENDING}; a file that is there is not replaced",
    )
    force_option(command)
    command.add_argument(
        "--constraints",
        action="store_true",
        help="declare what all cells keep too: required, unique, bounds, lengths, enum",
    )
    command.add_argument("--delimiter", metavar="CHAR", help="what parts cells (default: guessed)")
    command.add_argument("--encoding", metavar="NAME", help="of the files (default: guessed)")
    command.add_argument("--sheet", metavar="NAME", help="of a workbook (default: all)")
    command.add_argument(
        "--input-format", metavar="NAME", help="csv, tsv, json, ... (default: by the name's ending)"
    )
    json_option(command)


def run_describe(options: argparse.Namespace) -> int:
    """Describe, show or write; 1 where a table has faults that no descriptor can help."""
    from pincite.begin.describing import describe_tables
    from pincite.cli.options import table_options_of
    from pincite.files.write import json_text

    options.schema = options.dialect = None
    given: TableOptions = table_options_of(options)
    is_schema = options.out is not None and options.out.name.endswith(SCHEMA_ENDING)
    root = None if options.out is None or is_schema else options.out.parent
    if options.out is not None:
        check_new(options.out, (".json",), force=options.force)
        if STDIN in options.files and not is_schema:
            raise CannotRun("standard input has no path: write its schema, -o NAME.schema.json")
    found = describe_tables(options.files, given, constraints=options.constraints, root=root)
    if is_schema and len(found.tables) != 1:
        raise CannotRun(
            f"{options.out}: holds one schema, and there are {len(found.tables)} tables"
        )
    if options.out is not None:
        value = found.tables[0].schema if is_schema else found.descriptor
        if not value:
            raise CannotRun(f"{options.out}: nothing could be read, so nothing was written")
        kept = write_new(options.out, json_text(value))
    if options.json:
        print_json(found.to_dict())
    else:
        for line in _description_lines(found):
            print(visible(line))
        if options.out is not None:
            print(visible(f"written: {options.out}"))
            if kept is not None:
                print(visible(f"kept: {kept}, what it was before"))
    say_next(options, _after_describe(options, found, is_schema=is_schema))
    return 0 if found.valid else 1


def _description_lines(found: Description) -> list[str]:
    lines: list[str] = []
    for table in found.tables:
        lines += [*_table_lines(table), ""]
    return lines[:-1]


def _table_lines(table: DescribedTable) -> list[str]:
    lines = [f"{table.resource['path']}: {counted(table.rows, 'rows')}, table {table.name}"]
    if table.encoding is not None:
        said = table.encoding
        lines.append(
            f"  encoding {said.name} ({said.confidence}): {said.why}{_others(said.others)}"
        )
    if table.dialect is not None:
        how = ", ".join(f"{k} {_shown(v)}" for k, v in table.dialect.properties.items())
        said_too = table.dialect
        lines.append(f"  dialect {how or 'as usual'} ({said_too.confidence}): {said_too.why}")
    if table.fault:
        lines.append(f"  cannot be read: {table.fault}")
    width = max((len(item.field["name"]) for item in table.fields), default=0)
    for item in table.fields[:MOST_SHOWN]:
        name = shortened(item.field["name"], 40)
        kind = " ".join([item.field["type"], *_more(item.field)])
        examples = ", ".join(quoted(shortened(text, 30)) for text in item.column.examples[:2])
        lines.append(
            f"  {name:<{min(width, 40)}}  {kind}: {item.why}"
            + (f"; as in {examples}" if examples else "")
        )
    if len(table.fields) > MOST_SHOWN:
        lines.append(
            f"  and {counted(len(table.fields) - MOST_SHOWN, 'more fields')} (--json has all)"
        )
    for key in table.keys[:3]:
        is_declared = table.schema.get("primaryKey") == [*key.fields]
        what = "primary key" if is_declared else "could be a key"
        lines.append(f"  {what}: {', '.join(key.fields)} ({key.why})")
    if table.near_key:
        lines.append(f"  no key: {table.near_key}")
    lines += [
        f"  foreign key: {item.field} into {item.resource}.{item.target} ({item.why})"
        for item in table.references
    ]
    if table.issues:
        lines.append(f"  the file has faults all the same: {counted(len(table.issues), 'issues')}")
        for issue in table.issues[:MOST_ISSUES]:
            lines.append(f"    {issue.place}: {issue.code}: {issue.message}")
    return lines


def _more(field: Any) -> list[str]:
    left_out = ("name", "type", "missingValues", "constraints", "categories")
    found = [f"{key} {_shown(value)}" for key, value in field.items() if key not in left_out]
    if "categories" in field:
        found.append(f"{len(field['categories'])} categories")
    if "constraints" in field:
        found += [f"{key} {_shown(value)}" for key, value in field["constraints"].items()]
    return found


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_shown(item) for item in value)
    return quoted(value) if isinstance(value, str) else str(value).lower()


def _others(names: tuple[str, ...]) -> str:
    return f"; perhaps {' or '.join(names)}" if names else ""


def _after_describe(options: argparse.Namespace, found: Description, *, is_schema: bool) -> str:
    """What may follow: the file that is not written yet, or the validation by it."""
    if options.out is None:
        return "-o datapackage.json writes the descriptor, -o NAME.schema.json the schema alone"
    if not is_schema:
        return f"`pincite validate {options.out}`"
    resource = found.tables[0].resource
    words = [f"pincite validate {resource['path']}"]
    dialect = dict(resource.get("dialect", {}))
    words += ["--delimiter", repr(dialect.pop("delimiter"))] if "delimiter" in dialect else []
    words += ["--encoding", resource["encoding"]] if "encoding" in resource else []
    more = " and a --dialect, which a schema does not hold" if dialect else ""
    beside = (
        options.out.name.removesuffix(SCHEMA_ENDING) == Path(resource["path"]).name.split(".")[0]
    )
    words += (
        []
        if beside and _is_beside(options.out, resource["path"])
        else ["--schema", str(options.out)]
    )
    return f"`{' '.join(words)}`{more}"


def _is_beside(file: Path, table: str) -> bool:
    return file.resolve().parent == Path(table).resolve().parent
