"""What each verb does: call the room, print the result, return the exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pincite.package.write import json_text
from pincite.report import CannotRun, Report
from pincite.text import Span, find_all, visible


class ShowVersion(argparse.Action):
    """Print the version and stop; the version is read only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print `pincite VERSION`."""
        from pincite import __version__

        print(f"pincite {__version__}")
        parser.exit()


def validate(options: argparse.Namespace) -> int:
    """`pincite validate`."""
    from pincite.checks import validate_package

    return _show(validate_package(options.package, sources=_sources(options)), options)


def build(options: argparse.Namespace) -> int:
    """`pincite build`."""
    from pincite.build import build_package

    return _show(build_package(options.package, check=options.check), options)


def trace(options: argparse.Namespace) -> int:
    """`pincite trace`."""
    from pincite.trace import open_evidence, trace_cells, trace_lines

    evidence = open_evidence(options.package, _sources(options))
    traces = trace_cells(evidence, options.table, options.record, options.field)
    if options.json:
        _print_json([trace.to_dict() for trace in traces])
    else:
        print("\n".join(map(visible, trace_lines(traces))))
    return 0


def locate(options: argparse.Namespace) -> int:
    """`pincite locate`."""
    if not options.phrase:
        raise CannotRun("an empty phrase stands everywhere; name the words you look for")
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
        _print_json(rows)
    elif not rows:
        print(visible(f"“{options.phrase}” does not occur, code point for code point"))
    for row in () if options.json else rows:
        print(
            "start {start}  end {end}  occurrence {occurrence}/{occurrences}  line {line}".format(
                **row
            )
        )
    return 0 if rows else 1


def coverage(options: argparse.Namespace) -> int:
    """`pincite coverage`."""
    from pincite.checks.citations.coverage import mentions, uncovered
    from pincite.trace import open_evidence

    evidence = open_evidence(options.package, _sources(options))
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
        for mention in uncovered(evidence, source)
    ]
    looked_at = sum(len(mentions(evidence, source)) for source in sources)
    if options.json:
        _print_json({"sources": sources, "mentions": looked_at, "uncovered": rows})
    else:
        for row in rows:
            print(visible("{source} {start}-{end}  {kind}  “{text}”".format(**row)))
        print(f"{len(rows)} of {looked_at} numbers, dates and names lie in no citation or note")
    return 1 if rows else 0


def explain(options: argparse.Namespace) -> int:
    """`pincite explain`."""
    from pincite.codes import CODES, paragraph

    if options.code is None:
        print("\n".join(f"{code:<22} {meaning.title}" for code, meaning in CODES.items()))
        return 0
    if options.code not in CODES:
        near = get_close_matches(options.code, CODES, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise CannotRun(f"{options.code}: there is no such issue code{hint}")
    print(paragraph(options.code))
    return 0


def _show(report: Report, options: argparse.Namespace) -> int:
    from pincite.render import render

    form = "json" if options.json else options.format
    text = render(report, form)
    if form == "text":
        print(text, end="")
    else:
        _print_utf_8(text)
    return 0 if report.valid else 1


def _print_json(value: Any) -> None:
    _print_utf_8(json_text(value))


def _print_utf_8(text: str) -> None:
    """Print for programs: JSON (RFC 8259) and our XML are UTF-8, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(text, end="")


def _sources(options: argparse.Namespace) -> Path | None:
    if options.sources is not None:
        return Path(options.sources)
    folder = os.environ.get("PINCITE_SOURCES")
    return Path(folder) if folder else None


def _source_text(options: argparse.Namespace) -> str:
    from pincite.package.files import read_text
    from pincite.trace import open_evidence

    file = Path(options.source)
    if file.is_file():
        return read_text(file, options.source)
    evidence = open_evidence(options.package, _sources(options))
    transcript = evidence.transcripts.get(options.source)
    if transcript is None:
        names = ", ".join(evidence.transcripts)
        raise CannotRun(f"{options.source}: no such file, and no such source; sources: {names}")
    if transcript.text is None:
        raise CannotRun(f"{options.source}: its text is not at hand, or not the one that was cited")
    return transcript.text
