"""`pincite coverage`."""

from __future__ import annotations

import argparse

from pincite.cli.options import json_option, package_argument, sources_folder, sources_option
from pincite.cli.output import print_json
from pincite.report import CannotRun
from pincite.report.visible import visible


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Package and sources."""
    package_argument(command)
    sources_option(command)
    json_option(command)


def run(options: argparse.Namespace) -> int:
    """Print what is uncovered; 1 where anything is."""
    from pincite.proof.coverage import Coverage
    from pincite.tracing import open_evidence

    evidence = open_evidence(options.package, sources_folder(options))
    coverage = Coverage(evidence)
    sources = [name for name, known in evidence.transcripts.items() if known.is_whole]
    missing = [name for name in evidence.transcripts if name not in sources]
    if missing:
        names = ", ".join(missing)
        raise CannotRun(
            f"the text of {names} is not at hand, or not the one that was cited:"
            " name its folder with --sources"
        )
    rows = [
        {
            "source": source,
            "start": mention.span.start,
            "end": mention.span.end,
            "kind": mention.kind,
            "text": mention.text,
        }
        for source in sources
        for mention in coverage.uncovered(source)
    ]
    looked_at = sum(len(coverage.mentions(source)) for source in sources)
    if options.json:
        print_json({"sources": sources, "mentions": looked_at, "uncovered": rows})
    else:
        for row in rows:
            print(visible("{source} {start}-{end}  {kind}  “{text}”".format(**row)))
        print(f"{len(rows)} of {looked_at} numbers, dates and names lie in no citation or note")
    return 1 if rows else 0
