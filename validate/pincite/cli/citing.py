"""Verbs that write citations by hand: cite, uncite, reanchor."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.building import build_after, build_option, tables_before
from pincite.cli.options import (
    cell_arguments,
    dry_run_option,
    json_option,
    number_from_0,
    number_from_1,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json, say_next
from pincite.report import counted
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.seeds.one_cell import Cited
    from pincite.seeds.reanchor import Proposal, Reanchoring


def cite_arguments(command: argparse.ArgumentParser) -> None:
    """Which cell rests on which phrase, and how."""
    cell_arguments(command, "name of the field, or several that the phrase gives: amount,currency")
    command.add_argument(
        "phrase",
        metavar="PHRASE",
        help="the passage, code point for code point; for method absent any words of the silent"
        " paragraph, for written the cell's own text",
    )
    command.add_argument("--source", metavar="S", required=True, help="the source's name")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--start", metavar="N", type=number_from_0, help="offset of the phrase")
    place.add_argument(
        "--occurrence", metavar="K", type=number_from_1, help="the K-th place of the phrase"
    )
    says = "anchor: the date that a relative date is counted from; scale, unit: what a number"
    says += " counts in, where that is printed elsewhere (default: value)"
    parts = ("value", "scale", "unit", "anchor")
    command.add_argument("--part", choices=parts, default="value", help=says)
    says = "what the number counts in, where a head of its table says so: cited with it"
    command.add_argument("--scale", metavar="WORDS", help=f"{says}, such as 'millions of yen'")
    command.add_argument("--unit", metavar="WORDS", help="the same for its unit, such as GWh")
    command.add_argument("--method", metavar="M", help="default: the one that gives a value")
    command.add_argument("--value", default="", help="the cell's text, for method judged")
    command.add_argument("--note", default="", help="what a reader should know of it")
    command.add_argument(
        "--code", metavar="CODE", help="list the phrase in the field's vocabulary, for this code"
    )
    command.add_argument(
        "--beside",
        action="store_true",
        help="also the fields NAME_currency, NAME_qualifier and NAME_unit beside each field",
    )
    command.add_argument(
        "--replace", action="store_true", help="in place of what the cell rests on now"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_cite(options: argparse.Namespace) -> int:
    """Write the rows, and show the values that they give."""
    from pincite.citations import Cell
    from pincite.report import CannotRun
    from pincite.seeds.one_cell import cite_cells
    from pincite.seeds.request import CitationRequest

    requests = [
        CitationRequest(
            cell=Cell(options.table, options.record, field),
            phrase=options.phrase,
            source=options.source,
            start=options.start,
            occurrence=options.occurrence,
            part=options.part,
            method=options.method,
            note=options.note,
            value=options.value,
            code=options.code,
        )
        for field in _fields(options)
    ]
    parts = {n: w for n, w in (("scale", options.scale), ("unit", options.unit)) if w}
    if parts and options.part != "value":
        raise CannotRun(f"--scale and --unit go with a number, not with --part {options.part}")
    before = tables_before(options) if options.replace else None
    cited = cite_cells(
        options.package,
        requests,
        sources=sources_folder(options),
        dry_run=options.dry_run,
        replaces=options.replace,
        parts=parts,
    )
    if options.json:
        rows = [{**row.to_dict(), "written": not options.dry_run} for row in cited.rows]
        print_json(rows[0] if len(rows) == 1 else rows)
    else:
        print("\n".join(map(visible, _cited_lines(options, cited))))
    build_after(options, before)
    say_next(options, "`pincite validate`, when all is cited")
    return 0


def _fields(options: argparse.Namespace) -> list[str]:
    """The fields that are cited, those beside them included where they are asked for."""
    named: list[str] = options.field.split(",")
    if not options.beside:
        return named
    from pincite.seeds.editor import open_seeds

    package, _ = open_seeds(options.package)
    table = package.table(options.table)
    known = [] if table is None or table.schema is None else table.schema.cited_fields
    endings = ("currency", "qualifier", "unit")
    wanted = {f"{name}_{ending}" for name in named for ending in endings}
    return [*named, *(f.name for f in known if f.name in wanted and f.name not in named)]


def _cited_lines(options: argparse.Namespace, cited: Cited) -> list[str]:
    new = " (new record)" if cited.is_new_record else ""
    if new and cited.alike:
        new = f" (new record; there is {', '.join(cited.alike)}: `pincite rename` if you meant it)"
    lines = [f"{options.table} {options.record}{new}"]
    for row in cited.rows:
        is_value = options.part == "value"
        name = row.request.cell.field if is_value else f"{row.request.cell.field} ({options.part})"
        lines.append(f"  {name} = {row.value}   [{row.method}]")
        if row.span is not None:
            span = f"{options.source} {row.span.start}-{row.span.end}"
            lines.append(f"      “{options.phrase}”  {span}")
        lines += [f"      {part} “{w}” at {at}" for part, w, at in row.request.parts]
        state = "would be written to" if options.dry_run else "written to"
        lines.append(f"      {state} {row.file}:{row.line}")
    state = "would be replaced" if options.dry_run else "replaced"
    lines += [f"  {state}: “{row.cells['quote']}”" for row in cited.replaced]
    return lines + [f"  note: {remark}" for remark in cited.remarks]


def uncite_arguments(command: argparse.ArgumentParser) -> None:
    """Which citation of which cell."""
    cell_arguments(command)
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--seq", metavar="N", type=number_from_1, help="its number among those of the cell"
    )
    which.add_argument("--all", action="store_true", help="all citations of the cell")
    package_option(command, takes_zip=False)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_uncite(options: argparse.Namespace) -> int:
    """Remove the row, and show it."""
    from pincite.citations import Cell
    from pincite.seeds.one_cell import uncite

    cell = Cell(options.table, options.record, options.field)
    before = tables_before(options)
    removed = uncite(
        options.package, cell, seq=options.seq, every=options.all, dry_run=options.dry_run
    )
    if options.json:
        print_json([row.to_dict() for row in removed])
        build_after(options, before)
        return 0
    state = "would be removed" if options.dry_run else "removed"
    for row in removed:
        words = row.row.cells["quote"] or row.row.cells["value"]
        print(visible(f"{state}: {row.row.file}:{row.row.line}  “{words}”"))
    build_after(options, before)
    used_no_more = any(row.row.cells["method"] == "term" for row in removed)
    unused = "`pincite phrase --unused --remove` takes phrases out that nothing cites any more"
    say_next(options, unused if used_no_more else "")
    return 0


_ADVICE = {
    "moved": "there once, but with other words beside it: is it still what was cited?",
    "normalised": "the same but for blanks or forms of letters: fix quote and start by hand",
    "fuzzy": "nearly the same: read it, then fix quote and start by hand, or drop the row",
    "paragraph": "the paragraph has changed: read it, then set start and end by hand",
    "ambiguous": "the quote occurs more than once: give a prefix or suffix, or set start",
    "lost": "it is nowhere: set start and end by hand, or drop the row",
}


def reanchor_arguments(command: argparse.ArgumentParser) -> None:
    """Which source, which new file, and whether to write."""
    build_option(command)
    command.add_argument("source", metavar="SOURCE_ID", help="a source of the package's seeds")
    command.add_argument(
        "file", metavar="NEW_FILE", type=Path, help="its text (UTF-8) or its document as it is now"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    command.add_argument(
        "--write",
        action="store_true",
        help="write exact matches to seeds/: offsets and the source's fingerprint, nothing else",
    )
    json_option(command)


def run_reanchor(options: argparse.Namespace) -> int:
    """Propose, with --write apply what is sure; 1 where something is left to be done by hand."""
    from pincite.seeds.reanchor import reanchor

    found = reanchor(options.package, options.source, options.file, sources_folder(options))
    if options.write:
        found.write()
    if options.json:
        print_json(
            {
                "source": options.source,
                "written": options.write,
                "counts": found.counts,
                "proposals": [proposal.to_dict() for proposal in found.proposals],
            }
        )
    else:
        _show_proposals(found, is_written=options.write)
    if options.write:
        build_after(options)
    return 1 if found.left else 0


def _show_proposals(found: Reanchoring, *, is_written: bool) -> None:
    for proposal in found.left:
        print("\n".join(map(visible, _proposal_lines(proposal))))
    counts = " · ".join(f"{number} {how}" for how, number in sorted(found.counts.items()))
    print(f"{found.seed.source}: {counted(len(found.proposals), 'passages')}: {counts}")
    sure = len(found.proposals) - len(found.left)
    if is_written:
        print(f"written: {sure} offsets and the fingerprint")
    elif sure:
        print(f"--write would apply {sure} of them")


def _proposal_lines(proposal: Proposal) -> list[str]:
    span, row = proposal.found.span, proposal.row
    record = next(iter(row.cells.values()))
    place = "nowhere" if span is None else f"{span.start}-{span.end}"
    was = f"{proposal.old.start}-{proposal.old.end}"
    lines = [f"{row.file}:{row.line}  record {record}  {proposal.found.how}: {was} -> {place}"]
    lines += [f"    quote: “{proposal.quote}”"] if proposal.quote else []
    lines += [f"    found: “{proposal.text[:200]}”"] if proposal.text else []
    return [*lines, f"    {_ADVICE[proposal.found.how]}"]
