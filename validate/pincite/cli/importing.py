"""Verbs for what programs and language models extract: import, schema."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.building import build_after, build_option
from pincite.cli.options import (
    dry_run_option,
    json_option,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json, print_utf_8, say_next
from pincite.report import CannotRun, counted
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.seeds.editor import SeedEditor
    from pincite.seeds.outcomes import Claim, Outcome

MOST_LINES = 40  # claims that are listed in text; the work list and --json have them all

IMPORT_EXAMPLES = """a row of one cell:
  {"table": "grants", "record": "night-ferry", "field": "amount", "source": "gull",
   "quote": "at least 3 million euros", "value": 3000000}
a record, as `pincite schema grants --with-quotes` asks a model for (give --table and --source):
  {"records": [{"grant_id": "night-ferry",
                "amount": {"quote": "at least 3 million euros", "value": 3000000}}]}
CSV: the columns table, record, field, quote and perhaps value, source, start, end, ...;
or a row a record, with columns such as amount and amount_quote
"""


def import_arguments(command: argparse.ArgumentParser) -> None:
    """Which file, in which form, for which sources."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = IMPORT_EXAMPLES
    command.add_argument(
        "form", choices=("json", "jsonl", "csv", "langextract"), help="form of the file"
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the records or extractions")
    command.add_argument("--source", metavar="S", help="the source of rows that name none")
    command.add_argument("--table", metavar="T", help="the table of records that name none")
    says = "langextract: JSON, class of extraction to {table, record, fields, where, values}"
    command.add_argument("--map", metavar="MAP", type=Path, help=says)
    command.add_argument("--document", metavar="ID", help="langextract: its id, if there are more")
    command.add_argument(
        "--units",
        choices=("code-points", "utf-16", "utf-8"),
        help="what offsets count (default: what fits the most quotes of a source)",
    )
    command.add_argument(
        "--work-list",
        metavar="FILE",
        type=Path,
        help="write what does not prove to a .csv or .json file; it can be imported again",
    )
    build_option(command)
    package_option(command, takes_zip=False)
    sources_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_import(options: argparse.Namespace) -> int:
    """Write the rows that prove, list the others with their reasons; 1 where there are any."""
    from pincite.seeds.editor import SeedEditor
    from pincite.seeds.imports import import_claims
    from pincite.seeds.worklist import check_name, write_work_list

    if options.work_list is not None:
        check_name(options.work_list)
    editor = SeedEditor.open(options.package, sources_folder(options))
    outcomes = import_claims(editor, _claims(editor, options), units=options.units)
    if not options.dry_run:
        editor.write()
    if options.work_list is not None:
        write_work_list(options.work_list, outcomes)
    if options.json:
        print_json(
            {
                "written": _count(outcomes, "proved") if not options.dry_run else 0,
                "counts": dict(Counter(outcome.verdict for outcome in outcomes)),
                "rows": [outcome.to_dict() for outcome in outcomes],
            }
        )
    else:
        _show(outcomes, options)
    if _count(outcomes, "proved"):
        build_after(options)
    if not all(outcome.is_proved for outcome in outcomes):
        work = options.work_list
        given = "--work-list FILE lists what is left, to be corrected and imported again"
        say_next(options, given if work is None else f"correct {work} and import it")
        return 1
    return 0


def _claims(editor: SeedEditor, options: argparse.Namespace) -> list[Claim]:
    """The claims of the file; raises CannotRun where an option is missing or does not fit."""
    if options.form != "langextract":
        from pincite.seeds.claim_files import Reader

        for name in ("map", "document"):
            if getattr(options, name) is not None:
                raise CannotRun(f"--{name} goes with langextract, not with {options.form}")
        return Reader(editor.package, options.table, options.source).read(
            options.file, options.form
        )
    from pincite.seeds.langextract import claims_of, read_langextract, read_mapping

    if options.map is None or options.source is None:
        raise CannotRun("langextract needs --map, which cells its classes are, and --source")
    extractions = read_langextract(options.file, options.document)
    return list(claims_of(extractions, read_mapping(options.map), options.source))


def _count(outcomes: list[Outcome], verdict: str) -> int:
    return sum(outcome.verdict == verdict for outcome in outcomes)


def _show(outcomes: list[Outcome], options: argparse.Namespace) -> None:
    for is_proved in (True, False):
        found = [outcome for outcome in outcomes if outcome.is_proved == is_proved]
        for outcome in found[:MOST_LINES]:
            print(visible(_line(outcome)))
        if len(found) > MOST_LINES:
            what = "proved" if is_proved else "not proved"
            print(f"... and {len(found) - MOST_LINES} more {what}; --json lists them all")
    written, there = _count(outcomes, "proved"), _count(outcomes, "there")
    left = len(outcomes) - written - there
    state = "would be written" if options.dry_run else "written"
    print(
        f"{written} of {counted(len(outcomes), 'citations')} {state}, {there} were there,"
        f" {left} are left"
    )


def _line(outcome: Outcome) -> str:
    claim = outcome.claim
    cell = " ".join(filter(None, (claim.table, claim.record, claim.field)))
    cell = cell or str(claim.given.get("class", f"record {claim.number}"))
    if not outcome.is_proved:
        near = f"; nearest: “{outcome.nearest}”" if outcome.nearest else ""
        return f"{outcome.verdict}: {cell} ({outcome.reason}{near})  “{claim.quote}”"
    respelt = f"  (the text has {outcome.respelt})" if outcome.respelt else ""
    return f"{outcome.verdict}: {cell} = {outcome.value}  “{outcome.quote}”{respelt}"


def schema_arguments(command: argparse.ArgumentParser) -> None:
    """Of which table, in which form."""
    command.add_argument("table", metavar="TABLE", help="name of the table")
    command.add_argument(
        "--with-quotes",
        action="store_true",
        help="each field is an object of its quote and value, for structured output of models",
    )
    command.add_argument(
        "--pydantic", action="store_true", help="print a Python module of pydantic models"
    )
    package_option(command)


def run_schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema, or the models."""
    from pincite.files.write import json_text
    from pincite.package import open_package
    from pincite.seeds.quoted_schema import plain_schema, pydantic_code, quoted_schema, table_of

    if options.pydantic and not options.with_quotes:
        raise CannotRun("--pydantic goes with --with-quotes; of plain records there is table.model")
    package = open_package(options.package)
    found = table_of(package, options.table, with_quotes=options.with_quotes)
    if options.pydantic:
        print_utf_8(pydantic_code(package, found))
    else:
        given = quoted_schema(package, found) if options.with_quotes else plain_schema(found)
        print_utf_8(json_text(given))
    return 0
