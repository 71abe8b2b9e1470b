"""`pincite reanchor`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.options import json_option, package_option, sources_folder, sources_option
from pincite.cli.output import print_json
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.seeds.reanchor import Proposal, Reanchoring

_ADVICE = {
    "moved": "there once, but other words stand beside it: is it still what was cited?",
    "normalised": "the same but for blanks or forms of letters: fix quote and start by hand",
    "fuzzy": "nearly the same: read it, then fix quote and start by hand, or drop the row",
    "paragraph": "the paragraph has changed: read it, then set start and end by hand",
    "ambiguous": "the quote occurs more than once: give a prefix or suffix, or set start",
    "lost": "it is nowhere: set start and end by hand, or drop the row",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
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


def run(options: argparse.Namespace) -> int:
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
        _show(found, is_written=options.write)
    return 1 if found.left else 0


def _show(found: Reanchoring, *, is_written: bool) -> None:
    for proposal in found.left:
        print("\n".join(map(visible, _lines(proposal))))
    counts = " · ".join(f"{number} {how}" for how, number in sorted(found.counts.items()))
    print(f"{found.seed.source}: {len(found.proposals)} passages: {counts}")
    sure = len(found.proposals) - len(found.left)
    if is_written:
        print(f"written: {sure} offsets and the fingerprint; now run `pincite build`")
    elif sure:
        print(f"--write would apply {sure} of them")


def _lines(proposal: Proposal) -> list[str]:
    span, row = proposal.found.span, proposal.row
    record = next(iter(row.cells.values()))
    place = "nowhere" if span is None else f"{span.start}-{span.end}"
    was = f"{proposal.old.start}-{proposal.old.end}"
    lines = [f"{row.file}:{row.line}  record {record}  {proposal.found.how}: {was} -> {place}"]
    lines += [f"    quote: “{proposal.quote}”"] if proposal.quote else []
    lines += [f"    found: “{proposal.text[:200]}”"] if proposal.text else []
    return [*lines, f"    {_ADVICE[proposal.found.how]}"]
