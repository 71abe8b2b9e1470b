"""Verbs about sources: new-source, and source check."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.building import build_after, build_option
from pincite.cli.keeping import declared_columns, declared_options
from pincite.cli.options import (
    TEXTS,
    dry_run_option,
    json_option,
    package_folder,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json, say_next
from pincite.report import CannotRun, counted
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.seeds.originals import Added

SHOWN = 12  # numbers of each kind that are printed; --json and the map have more


def new_source_arguments(command: argparse.ArgumentParser) -> None:
    """Which file, under which name."""
    says = "a text (UTF-8; stays there), or HTML, PDF, DOCX, Markdown, Docling's JSON"
    command.add_argument("file", metavar="FILE", type=Path, help=says)
    command.add_argument("--id", metavar="ID", required=True, help="the source's name: a slug")
    command.add_argument("--language", metavar="TAG", help="BCP 47 (default: the page's, else en)")
    command.add_argument("--url", metavar="URL", help="where the document is from")
    command.add_argument("--retrieved", metavar="DATE", help="the day it was taken: YYYY-MM-DD")
    command.add_argument(
        "--encoding", metavar="NAME", help="of an HTML file that is not UTF-8 and does not say"
    )
    declared_options(command)
    package_option(command, takes_zip=False)
    sources_option(command)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_new_source(options: argparse.Namespace) -> int:
    """Write the files, and list them."""
    from pincite.seeds.new_source import language_remarks
    from pincite.seeds.originals import add_source

    if options.retrieved and not re.fullmatch(r"\d{4}-\d\d-\d\d", options.retrieved):
        raise CannotRun(f"--retrieved {options.retrieved}: give a day as YYYY-MM-DD")
    said = {"url": options.url, "retrieved": options.retrieved}
    added = add_source(
        options.package,
        options.file,
        options.id,
        folder=sources_folder(options) or own_texts(options),
        language=options.language,
        columns=declared_columns(options),
        encoding=options.encoding,
        said={name: text for name, text in said.items() if text},
        dry_run=options.dry_run,
    )
    remarks = [*added.remarks, *language_remarks(added.language)]
    remarks += _put_beside(options) if added.made is None else []
    if options.json:
        print_json({**_as_json(added, is_written=not options.dry_run), "notes": remarks})
    else:
        state = "would be written" if options.dry_run else "written"
        for name in [*added.files, *map(str, added.beside)]:
            print(visible(f"{state}: {name}"))
        _show_made(added)
        for remark in remarks:
            print(visible(f"note: {remark}"))
    build_after(options)
    say_next(options, f'`pincite cite TABLE RECORD FIELD "the words" --source {options.id}`')
    return 0


def own_texts(options: argparse.Namespace) -> Path | None:
    """The package's folder of texts, also where it holds none yet."""
    own = package_folder(options) / TEXTS
    return own if own.is_dir() else None


def _put_beside(options: argparse.Namespace) -> list[str]:
    """Copy a text into the package's folder of texts; what to say of where it is."""
    from shutil import copyfile

    folder, file, own = sources_folder(options), Path(options.file), own_texts(options)
    if own is not None and folder in (None, own):
        target = own / file.name
        if target.exists():
            is_same = target.read_bytes() == file.read_bytes()
            return [] if is_same else [f"{target} is another text of this name: rename one"]
        if options.dry_run:
            return []
        copyfile(file, target)
        return [f"copied to {target}"]
    if folder is not None and not (folder / file.name).exists():
        return [f"put it into {folder}, where the texts are looked for"]
    return [] if folder else [f"name its folder with --sources {file.parent} when you cite it"]


def _as_json(added: Added, *, is_written: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "source": added.source,
        "files": list(added.files),
        "written": is_written,
    }
    if added.made is None:
        return found
    made = added.made
    return found | {
        "beside": [str(path) for path in added.beside],
        "extractor": f"{made.extractor} {made.version}",
        "code_points": len(made.text),
        "pages": len(made.pages),
        "tables": len(made.tables),
        "changed": made.changed,
        "left_out": made.left_out,
        "warnings": made.warnings,
    }


def _show_made(added: Added) -> None:
    """What a reader should know of a text that was made: what it lacks, above all."""
    made = added.made
    if made is None:
        return
    pages = f"{counted(len(made.pages), 'pages')}, " if made.pages else ""
    tables = f"{pages}{counted(len(made.tables), 'tables')}"
    print(
        f"text: {counted(len(made.text), 'characters')}, {tables} ({made.extractor} {made.version})"
    )
    if made.encoding not in (None, "utf-8"):
        print(f"read as {made.encoding}, which the file or --encoding says")
    for warning in made.warnings:
        print(visible(f"note: {warning}"))
    for kind in made.left_out:
        numbers = list(kind["numbers"])
        listed = ", ".join(numbers[:SHOWN])
        more = f" and {kind['count'] - SHOWN} more" if kind["count"] > SHOWN else ""
        print(visible(f"numbers that the text lacks ({kind['why']}): {listed}{more}"))


def source_arguments(command: argparse.ArgumentParser) -> None:
    """What to do with which sources."""
    command.description = (
        "Make the texts of documents again from their originals, and say whether anything differs"
        " from the texts that are cited. Exit code 1 where something does."
    )
    command.add_argument("action", choices=("check",), help="make the texts again and compare")
    command.add_argument(
        "names", metavar="SOURCE", nargs="*", help="sources by name (default: all)"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    json_option(command)


def run_source(options: argparse.Namespace) -> int:
    """Print a line for each source; 1 where one differs."""
    from pincite.seeds.originals import check_sources_again

    folder = sources_folder(options)
    if folder is None:
        raise CannotRun("the folder of the texts is needed: --sources or PINCITE_SOURCES")
    found = check_sources_again(options.package, folder, tuple(options.names))
    if options.json:
        print_json([one.to_dict() for one in found])
    else:
        for one in found:
            print(visible(f"{one.source}: {one.state}: {one.says}"))
    return 0 if all(one.is_same for one in found) else 1
