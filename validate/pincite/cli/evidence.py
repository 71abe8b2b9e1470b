"""Verbs that show what cells rest on: trace, explore, export, locate, coverage."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pincite.cli.options import (
    json_option,
    package_argument,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import (
    PAGE_SIGN,
    PICTURE_SIGN,
    check_new,
    check_page,
    check_sign,
    force_option,
    print_json,
    print_utf_8,
    say_next,
    write_new,
)
from pincite.report import CannotRun, counted
from pincite.report.visible import visible


def trace_arguments(command: argparse.ArgumentParser) -> None:
    """Which cells, of which package."""
    command.add_argument("table", metavar="TABLE", help="name of the table")
    command.add_argument("record", metavar="RECORD", nargs="?", help="key of the record")
    command.add_argument("field", metavar="FIELD", nargs="?", help="name of the field")
    package_option(command)
    sources_option(command)
    json_option(command)


def run_trace(options: argparse.Namespace) -> int:
    """Print the evidence of the cells."""
    from pincite.tracing import open_evidence, trace_cells, trace_lines

    evidence = open_evidence(options.package, sources_folder(options))
    traces = trace_cells(evidence, options.table, options.record, options.field)
    if options.json:
        print_json([trace.to_dict() for trace in traces])
    else:
        print("\n".join(map(visible, trace_lines(traces))))
    say_next(options, "`pincite explore` shows each cell beside its passage", only_seen=True)
    return 0


def explore_arguments(command: argparse.ArgumentParser) -> None:
    """Package, sources and where the page and the pictures go."""
    package_argument(command)
    command.add_argument(
        "-s",
        "--sources",
        metavar="DIR",
        type=Path,
        help="folder with the texts of the sources; the page then holds them whole and is for your"
        " own machine only (no default: $PINCITE_SOURCES does not count here)",
    )
    command.add_argument(
        "-o",
        "--out",
        metavar="FILE",
        type=Path,
        help="the page to write (default: explorer.html; none where only --pictures is given)",
    )
    command.add_argument(
        "--pictures", metavar="DIR", type=Path, help="folder for the pictures as SVG files"
    )


def run_explore(options: argparse.Namespace) -> int:
    """Write the page, the pictures or both; 1 where the package has issues, which the page says."""
    from pincite.checks import validate_package
    from pincite.explorer import explorer_html, explorer_pictures
    from pincite.package import Package, TableOptions

    out = options.out or (None if options.pictures else Path("explorer.html"))
    if out is not None and out.suffix.lower() not in (".html", ".htm"):
        raise CannotRun(f"{out}: the page is an HTML file: name it like explorer.html")
    if out is not None:
        check_page(out, PAGE_SIGN)
    if options.sources is not None and not options.sources.is_dir():
        raise CannotRun(f"{options.sources}: no such folder of sources")
    opened: list[Package] = []  # of a package with faulty declarations, its sound tables
    report = validate_package(
        options.package, sources=options.sources, bare=TableOptions(), seen=opened.append
    )
    if not opened:
        first = report.errors[0]
        raise CannotRun(f"{first.place}: {first.message}")
    package = opened[0]
    pictures = {} if options.pictures is None else explorer_pictures(package, report)
    for name in pictures:
        check_sign(options.pictures / name, PICTURE_SIGN)
    if out is not None:
        _write_texts(
            out.parent, {out.name: explorer_html(package, report, sources=options.sources)}
        )
    if options.pictures is not None:
        _write_texts(options.pictures, pictures)
    if not report.valid:
        print(f"{report.summary}: see `pincite validate`")
    is_cited = package.convention is not None
    say_next(options, _after_explore(out, options, is_cited=is_cited), only_seen=True)
    return 0 if report.valid else 1


def _after_explore(out: Path | None, options: argparse.Namespace, *, is_cited: bool) -> str:
    if out is None:
        return ""
    if not is_cited:
        return f"open {out} in a browser"
    if options.sources is not None:
        return f"open {out} in a browser; it holds the texts whole: do not publish it"
    return f"open {out} in a browser; `--sources DIR` shows the passages in their texts"


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    from pincite.files.write import write_files

    write_files(folder, texts)
    for name, text in texts.items():
        print(f"{folder / name}  {counted(len(text.encode()), 'bytes')}")


def export_arguments(command: argparse.ArgumentParser) -> None:
    """What, of which package, where to."""
    command.add_argument(
        "what",
        choices=("annotations", "provenance"),
        help="annotations: W3C Web Annotations; provenance: PROV-O; both are JSON-LD",
    )
    package_argument(command)
    command.add_argument("--out", metavar="FILE", type=Path, help="default: standard output")
    force_option(command)
    command.add_argument("--base", metavar="IRI", help="IRI of the package (default: a URN)")


def run_export(options: argparse.Namespace) -> int:
    """Print or write the document."""
    from pincite import exports
    from pincite.files.write import json_text
    from pincite.package import open_package
    from pincite.tracing import open_evidence

    if options.out is not None:
        check_new(options.out, (".json", ".jsonld"), force=options.force)
    package = open_package(options.package)
    evidence = open_evidence(package, None)
    base = options.base or exports.package_iri(package.name, package.version)
    export = exports.web_annotations if options.what == "annotations" else exports.provenance
    text = json_text(export(evidence, base))
    if options.out is None:
        print_utf_8(text)
    else:
        write_new(options.out, text)
    say_next(options, "`pincite release` writes every format of the package", only_seen=True)
    return 0


MAX_PLACES = 5  # places that are nearly the phrase


def locate_arguments(command: argparse.ArgumentParser) -> None:
    """Which phrase, in which source."""
    command.add_argument("source", metavar="SOURCE", help="a text file, or a source of the package")
    command.add_argument("phrase", metavar="PHRASE", help="the phrase, code point for code point")
    package_option(command)
    sources_option(command)
    json_option(command)


def run_locate(options: argparse.Namespace) -> int:
    """Print every place of the phrase; 1 where there is none."""
    from pincite.text import Span, find_all
    from pincite.text.anchoring import normalised_places, what_differs

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
        for span in normalised_places(options.phrase, text)[:MAX_PLACES]:
            how = what_differs(text[span.start : span.end], options.phrase)
            print(f"start {span.start}  end {span.end}  has it with {how}")
    for row in () if options.json else rows:
        print(
            "start {start}  end {end}  occurrence {occurrence}/{occurrences}  line {line}".format(
                **row
            )
        )
    cite = "`pincite cite TABLE RECORD FIELD PHRASE --source ID --start N`"
    near = "give the phrase as the text has it, letter for letter"
    say_next(options, cite if rows else near, only_seen=True)
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


def coverage_arguments(command: argparse.ArgumentParser) -> None:
    """Package and sources."""
    package_argument(command)
    sources_option(command)
    json_option(command)


def run_coverage(options: argparse.Namespace) -> int:
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
        print("".join(f"{visible(line)}\n" for line in _uncovered_lines(rows)), end="")
        asked = sum(len(coverage.in_scope(source)) for source in sources)
        print(f"{len(rows)} of {asked} numbers, dates and names lie in no citation or note")
        if asked < looked_at:
            print(f"{looked_at - asked} more are outside of the declared scope: not asked for")
    idle = [name for name in sources if not evidence.quoted.get(name)]
    say_next(
        options,
        f"nothing of {', '.join(idle)} is cited yet: `pincite cite`" if idle else "",
        "`pincite note SOURCE PHRASE --why TEXT` for what is not a cell" if rows else "",
    )
    return 1 if rows else 0


def _uncovered_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A line for each mention; equal ones of a source share one."""
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["source"], row["kind"], row["text"]), []).append(row)
    for (source, kind, text), same in groups.items():
        places = ", ".join("{start}-{end}".format(**row) for row in same)
        times = f"  {len(same)} times" if len(same) > 1 else ""
        yield f"{source} {places}  {kind}  “{text}”{times}"
