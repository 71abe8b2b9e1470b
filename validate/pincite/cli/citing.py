"""Verbs that write citations by hand: cite, uncite, reanchor."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.options import (
    cell_arguments,
    dry_run_option,
    json_option,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.seeds.reanchor import Proposal, Reanchoring


def cite_arguments(command: argparse.ArgumentParser) -> None:
    """Which cell rests on which phrase, and how."""
    cell_arguments(command)
    command.add_argument(
        "phrase",
        metavar="PHRASE",
        help="the passage, code point for code point; for method absent any words of the silent"
        " paragraph, for written the cell's own text",
    )
    command.add_argument("--source", metavar="S", required=True, help="the source's name")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--start", metavar="N", type=int, help="offset of the phrase")
    place.add_argument("--occurrence", metavar="K", type=int, help="the K-th place of the phrase")
    command.add_argument("--part", choices=("value", "scale", "unit", "anchor"), default="value")
    command.add_argument("--method", metavar="M", help="default: the one that gives a value")
    command.add_argument("--value", default="", help="the cell's text, for method judged")
    command.add_argument("--note", default="", help="what a reader should know of it")
    command.add_argument(
        "--code", metavar="CODE", help="list the phrase in the field's vocabulary, for this code"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_cite(options: argparse.Namespace) -> int:
    """Write the row, and show the value that it gives."""
    from pincite.citations import Cell
    from pincite.seeds.editor import cite
    from pincite.seeds.request import CitationRequest

    request = CitationRequest(
        cell=Cell(options.table, options.record, options.field),
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
    cited = cite(options.package, request, sources=sources_folder(options), dry_run=options.dry_run)
    if options.json:
        print_json({**cited.to_dict(), "written": not options.dry_run})
        return 0
    name = options.field if options.part == "value" else f"{options.field} ({options.part})"
    print(visible(f"{options.table} {options.record}"))
    print(visible(f"  {name} = {cited.value}   [{cited.method}]"))
    if cited.span is not None:
        span = f"{options.source} {cited.span.start}-{cited.span.end}"
        print(visible(f"      “{options.phrase}”  {span}"))
    state = "would be written to" if options.dry_run else "written to"
    print(visible(f"      {state} {cited.file}:{cited.line}"))
    return 0


def uncite_arguments(command: argparse.ArgumentParser) -> None:
    """Which citation of which cell."""
    cell_arguments(command)
    which = command.add_mutually_exclusive_group()
    which.add_argument("--seq", metavar="N", type=int, help="its number among those of the cell")
    which.add_argument("--all", action="store_true", help="all citations of the cell")
    package_option(command, takes_zip=False)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_uncite(options: argparse.Namespace) -> int:
    """Remove the row, and show it."""
    from pincite.citations import Cell
    from pincite.seeds.editor import uncite

    cell = Cell(options.table, options.record, options.field)
    removed = uncite(
        options.package, cell, seq=options.seq, every=options.all, dry_run=options.dry_run
    )
    if options.json:
        print_json([row.to_dict() for row in removed])
        return 0
    state = "would be removed" if options.dry_run else "removed"
    for row in removed:
        words = row.row.cells["quote"] or row.row.cells["value"]
        print(visible(f"{state}: {row.row.file}:{row.row.line}  “{words}”"))
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
    command.add_argument("source", metavar="SOURCE_ID", help="a source of the package's seeds")
    command.add_argument(
        "file", metavar="NEW_FILE", type=Path, help="its text as it is now (UTF-8)"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    command.add_argument(
        "--write",
        action="store_true",
        help="apply what is sure to seeds/: offsets and the source's fingerprint, nothing else",
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
    return 1 if found.left else 0


def _show_proposals(found: Reanchoring, *, is_written: bool) -> None:
    for proposal in found.left:
        print("\n".join(map(visible, _proposal_lines(proposal))))
    counts = " · ".join(f"{number} {how}" for how, number in sorted(found.counts.items()))
    print(f"{found.seed.source}: {len(found.proposals)} passages: {counts}")
    sure = len(found.proposals) - len(found.left)
    if is_written:
        print(f"written: {sure} offsets and the fingerprint; now run `pincite build`")
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
