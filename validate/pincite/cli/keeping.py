"""Verbs that keep the seeds in order: set-source, note, phrase, rename."""

from __future__ import annotations

import argparse

from pincite.cli.building import build_after, build_option, tables_before
from pincite.cli.options import (
    dry_run_option,
    json_option,
    number_from_0,
    number_from_1,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json, say_next
from pincite.descriptor.declarations import COVERAGE_SCOPES, QUOTE_LIMITS
from pincite.report import CannotRun, counted
from pincite.report.visible import visible


def declared_options(command: argparse.ArgumentParser) -> None:
    """What a person declares of a source."""
    command.add_argument(
        "--currency",
        metavar="SIGN=CODE",
        action="append",
        default=[],
        help="what a sign or word of money means in this source: '$=USD'; can be repeated",
    )
    command.add_argument(
        "--scope",
        choices=COVERAGE_SCOPES,
        help="which numbers, dates and names must be covered (default: what the package says)",
    )
    command.add_argument(
        "--limits",
        choices=QUOTE_LIMITS,
        help="none for texts that may be reprinted (default: what the package says)",
    )
    command.add_argument(
        "--set",
        metavar="COLUMN=TEXT",
        action="append",
        default=[],
        help="another column of the sources table; can be repeated",
    )


def declared_columns(options: argparse.Namespace) -> dict[str, str]:
    """The columns of the sources table that the options give."""
    from pincite.seeds.new_source import currencies_text

    columns = pairs(options.set, "--set", "COLUMN=TEXT")
    if options.currency:
        signs = pairs(options.currency, "--currency", "SIGN=CODE")
        columns["currencies"] = currencies_text(signs)
    if options.scope:
        columns["coverage_scope"] = options.scope
    if options.limits:
        columns["quote_limits"] = options.limits
    return columns


def pairs(items: list[str], option: str, form: str) -> dict[str, str]:
    """What a repeated option gives, by name."""
    for item in items:
        if "=" not in item:
            raise CannotRun(f"{option} {item}: give {form}")
    return dict(item.split("=", 1) for item in items)


def set_source_arguments(command: argparse.ArgumentParser) -> None:
    """Which source, and what is declared of it."""
    command.add_argument("source", metavar="SOURCE", help="the source's name")
    declared_options(command)
    package_option(command, takes_zip=False)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_set_source(options: argparse.Namespace) -> int:
    """Change the columns, and name those that were changed."""
    from pincite.seeds.new_source import declare_source

    columns = declared_columns(options)
    if not columns:
        raise CannotRun("name what changes: --scope, --limits, --currency or --set")
    changed = declare_source(options.package, options.source, columns, dry_run=options.dry_run)
    if options.json:
        print_json({"source": options.source, "changed": changed, "written": not options.dry_run})
    else:
        state = "would be changed" if options.dry_run else "changed"
        print(visible(f"{options.source}: {state}: {', '.join(changed) or 'nothing'}"))
    build_after(options)
    say_next(options, "`pincite validate`")
    return 0


def note_arguments(command: argparse.ArgumentParser) -> None:
    """Which passages of which source, and why no cell rests on them."""
    command.add_argument("source", metavar="SOURCE", help="the source's name")
    command.add_argument(
        "phrase", metavar="PHRASE", nargs="?", help="the passage, code point for code point"
    )
    command.add_argument("--why", metavar="TEXT", help="why no cell rests on it, in your words")
    which = command.add_mutually_exclusive_group()
    which.add_argument("--start", metavar="N", type=number_from_0, help="offset of the phrase")
    which.add_argument(
        "--occurrence", metavar="K", type=number_from_1, help="the K-th place of the phrase"
    )
    which.add_argument(
        "--every", action="store_true", help="all places of the phrase: the furniture of a page"
    )
    which.add_argument(
        "--lines",
        metavar="FROM-TO",
        help="all that is uncovered in these lines, such as the head of a page",
    )
    which.add_argument(
        "--all-uncovered", action="store_true", help="all that no citation and no note covers yet"
    )
    command.add_argument(
        "--set",
        metavar="COLUMN=TEXT",
        action="append",
        default=[],
        help="another column of the notes table; can be repeated",
    )
    command.add_argument(
        "--remove", action="store_true", help="take out the notes on these passages"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_note(options: argparse.Namespace) -> int:
    """Write the notes, or take them out, and list their passages."""
    from pincite.seeds.notes import NoteRequest, note

    is_broad = options.lines is not None or options.all_uncovered
    if is_broad == (options.phrase is not None):
        raise CannotRun("name a PHRASE, or --lines FROM-TO, or --all-uncovered")
    if not options.remove and not (options.why or "").strip():
        raise CannotRun("--why: say why no cell rests on it; a note without a reason says nothing")
    request = NoteRequest(
        source=options.source,
        phrase=options.phrase or "",
        why=options.why or "",
        start=options.start,
        occurrence=options.occurrence,
        is_every=options.every,
        lines=options.lines,
        columns=pairs(options.set, "--set", "COLUMN=TEXT"),
    )
    before = tables_before(options) if options.remove else None
    rows = note(
        options.package,
        request,
        sources=sources_folder(options),
        removes=options.remove,
        dry_run=options.dry_run,
    )
    if options.json:
        print_json([row.to_dict() for row in rows])
    else:
        state = "removed" if options.remove else "noted"
        for row in rows:
            print(visible(f"{state}: {options.source} {row.start}-{row.end}  “{row.text}”"))
        print(counted(len(rows), "notes"))
    build_after(options, before)
    say_next(options, "`pincite coverage` lists what is left")
    return 0


def phrase_arguments(command: argparse.ArgumentParser) -> None:
    """Which phrase of which vocabulary, and what becomes of it."""
    command.add_argument("vocabulary", metavar="VOCABULARY", nargs="?", help="its name")
    command.add_argument("phrase", metavar="PHRASE", nargs="?", help="letter for letter")
    command.add_argument("--language", metavar="TAG", help="only where it is in several")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--code", metavar="CODE", help="what it means from now on, everywhere")
    what.add_argument("--remove", action="store_true", help="take it out of the vocabulary")
    command.add_argument(
        "--unused", action="store_true", help="with --remove: all phrases that nothing cites"
    )
    package_option(command, takes_zip=False)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_phrase(options: argparse.Namespace) -> int:
    """Change or remove the phrases, and show them."""
    from pincite.seeds.corrections import PhraseChange, change_phrases

    if options.unused != (options.phrase is None) or (options.unused and not options.remove):
        raise CannotRun("name VOCABULARY and PHRASE, or --unused --remove")
    before = tables_before(options)
    change = PhraseChange(options.vocabulary, options.phrase, options.language, options.code)
    changed = change_phrases(options.package, change, dry_run=options.dry_run)
    if options.json:
        print_json(changed)
    else:
        for row in changed:
            became = f"now means {options.code}" if options.code else "removed"
            words = "{vocabulary}: “{phrase}” ({language}), which meant {code}".format(**row)
            print(visible(f"{words}: {became}"))
        print(counted(len(changed), "phrases"))
    build_after(options, before)
    say_next(options, "`pincite validate`")
    return 0


def rename_arguments(command: argparse.ArgumentParser) -> None:
    """Which record, and its new key."""
    command.add_argument("table", metavar="TABLE", help="name of the table")
    command.add_argument("old", metavar="OLD", help="the record's key; a composite one as JSON")
    command.add_argument("new", metavar="NEW", help="its key from now on")
    package_option(command, takes_zip=False)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_rename(options: argparse.Namespace) -> int:
    """Give the record its new key in all seeds."""
    from pincite.seeds.corrections import rename_record

    before = tables_before(options)
    count = rename_record(
        options.package, options.table, options.old, options.new, dry_run=options.dry_run
    )
    if options.json:
        print_json({"table": options.table, "record": options.new, "rows": count})
    else:
        print(
            visible(f"{options.table} {options.old} is {options.new} now: {counted(count, 'rows')}")
        )
    build_after(options, before)
    say_next(options, "`pincite validate`")
    return 0
