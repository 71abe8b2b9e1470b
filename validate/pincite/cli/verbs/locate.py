"""`pincite locate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pincite.cli.options import json_option, package_option, sources_folder, sources_option
from pincite.cli.output import print_json
from pincite.report import CannotRun
from pincite.report.visible import visible
from pincite.text import Span, find_all
from pincite.text.anchoring import normalised_places, what_differs

SHOWN = 5  # places that are nearly the phrase


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which phrase, in which source."""
    command.add_argument("source", metavar="SOURCE", help="a text file, or a source of the package")
    command.add_argument("phrase", metavar="PHRASE", help="the phrase, code point for code point")
    package_option(command)
    sources_option(command)
    json_option(command)


def run(options: argparse.Namespace) -> int:
    """Print every place of the phrase; 1 where there is none."""
    if not options.phrase:
        raise CannotRun("an empty phrase is everywhere; name the words you look for")
    text = _source_text(options)
    found = [Span(start, start + len(options.phrase)) for start in find_all(text, options.phrase)]
    rows = [
        {
            "start": span.start,
            "end": span.end,
            "occurrence": number,
            "occurrences": len(found),
            "line": text.count("\n", 0, span.start) + 1,
        }
        for number, span in enumerate(found, 1)
    ]
    if options.json:
        print_json(rows)
    elif not rows:
        print(visible(f"“{options.phrase}” does not occur, code point for code point"))
        for span in normalised_places(options.phrase, text)[:SHOWN]:
            how = what_differs(text[span.start : span.end], options.phrase)
            print(f"start {span.start}  end {span.end}  has it with {how}")
    for row in () if options.json else rows:
        print(
            "start {start}  end {end}  occurrence {occurrence}/{occurrences}  line {line}".format(
                **row
            )
        )
    return 0 if rows else 1


def _source_text(options: argparse.Namespace) -> str:
    from pincite.files.reading import read_text
    from pincite.tracing import open_evidence

    file = Path(options.source)
    if file.is_file():
        return read_text(file, options.source)
    evidence = open_evidence(options.package, sources_folder(options))
    transcript = evidence.transcripts.get(options.source)
    if transcript is None:
        names = ", ".join(evidence.transcripts)
        raise CannotRun(f"{options.source}: no such file, and no such source; sources: {names}")
    if transcript.text is None:
        raise CannotRun(f"{options.source}: its text is not at hand, or not the one that was cited")
    return transcript.text
