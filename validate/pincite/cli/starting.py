"""Verbs that begin a package and change what it declares: init, add-table, adopt, set-package."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.cli.building import build_after, build_option
from pincite.cli.options import dry_run_option, json_option, package_option
from pincite.cli.output import exclusive, print_json, say_next
from pincite.descriptor.declarations import COVERAGE_SCOPES, QUOTE_LIMITS
from pincite.report import CannotRun, counted
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.begin.skeleton import PackageSpec, TableSpec


def _table_options(command: argparse.ArgumentParser) -> None:
    from pincite.begin.skeleton import kinds_text

    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = (
        f"kinds of fields, by NAME:KIND (the first field of a table is its key):\n{kinds_text()}\n"
        "NAME:KIND@SUBJECT: the sentence must name the record's cell in SUBJECT"
    )
    command.add_argument(
        "--table",
        metavar=("NAME", "FIELD"),
        nargs="+",
        action="append",
        default=[],
        help="a table and its fields, the key first: --table grants id amount:money start:date",
    )
    command.add_argument(
        "--from",
        dest="files",
        metavar="CSV",
        type=Path,
        action="append",
        default=[],
        help="a table by the header of a file, and by what its cells look like",
    )
    command.add_argument(
        "--model",
        dest="models",
        metavar="MODULE:CLASS",
        action="append",
        default=[],
        help="a table by a pydantic model, or FILE.py:CLASS; the module is run",
    )
    _file_options(command)


def _file_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--field",
        metavar="NAME:KIND",
        action="append",
        default=[],
        help="the kind of a column of the file, where its cells do not tell; can be repeated",
    )
    command.add_argument("--key", metavar="A,B", help="the columns that name a row of the file")
    command.add_argument("--delimiter", metavar="CHAR", help="of the file (default: guessed)")
    command.add_argument("--encoding", metavar="NAME", help="of the file (default: UTF-8)")


def init_arguments(command: argparse.ArgumentParser) -> None:
    """Where, which tables, and what is known of the package."""
    command.add_argument(
        "folder", metavar="FOLDER", nargs="?", default=".", type=Path, help="default: this one"
    )
    command.add_argument("--name", metavar="NAME", help="of the package (default: the folder's)")
    command.add_argument("--title", metavar="TEXT", default="", help="the same, for people")
    command.add_argument(
        "--license", metavar="NAME", default="", help="an SPDX identifier, such as CC-BY-4.0"
    )
    _table_options(command)
    command.add_argument("--plain", action="store_true", help="a package without citations")
    command.add_argument(
        "--scope",
        choices=COVERAGE_SCOPES,
        default="cited_paragraphs",
        help="which numbers, dates and names of the texts must be covered (default:"
        " cited_paragraphs, those with a citation in them)",
    )
    command.add_argument(
        "--limits",
        choices=QUOTE_LIMITS,
        default=QUOTE_LIMITS[0],
        help="none for texts that may be reprinted (default: short, quotes have a limit)",
    )
    command.add_argument(
        "--tool", metavar="REQUIREMENT", default="", help="what pip installs in the CI workflow"
    )
    dry_run_option(command)
    json_option(command)


def run_init(options: argparse.Namespace) -> int:
    """Write the files, and list them; on a terminal without flags, ask."""
    from pincite.begin.initiate import begin
    from pincite.begin.skeleton import PackageSpec, slug

    if not (options.table or options.files or options.models):
        _ask(options)
    tables, texts = _tables(options, options.folder)
    spec = PackageSpec(
        name=options.name or slug(options.folder.resolve().name),
        tables=tuple(tables),
        title=options.title,
        licence=options.license,
        scope=options.scope,
        limits=options.limits,
        is_plain=options.plain,
        requirement=options.tool,
        texts=texts,
    )
    begun = begin(options.folder, spec, dry_run=options.dry_run)
    if options.json:
        print_json(
            {
                "folder": options.folder.as_posix(),
                "files": list(begun.written),
                "kept": list(begun.kept),
                "written": not options.dry_run,
            }
        )
        return 0
    state = "would be written" if options.dry_run else "written"
    for name in begun.written:
        print(visible(f"{state}: {options.folder / name}"))
    for name in begun.kept:
        print(visible(f"kept as it was: {options.folder / name}"))
    say_next(options, *_after_init(options, spec, begun.waiting))
    return 0


def _after_init(
    options: argparse.Namespace, spec: PackageSpec, waiting: tuple[str, ...]
) -> list[str]:
    where = "" if options.folder == Path() else f"cd {options.folder}, then "
    if spec.is_plain:
        return [f"{where}`pincite validate`"]
    rows = [_seen_from(options.folder, file) for file in options.files] or list(waiting)
    adopt = [f"{where}`pincite adopt {rows[0]}` takes its rows in"] if rows else []
    text = "save a page as text in texts/, then `pincite new-source texts/FILE.txt --id NAME`"
    return [*adopt, text if adopt else f"{where}{text}"]


def _seen_from(folder: Path, file: Path) -> str:
    """How a file is named by who is in a folder."""
    return os.path.relpath(file, folder)


def _ask(options: argparse.Namespace) -> None:
    """Ask for what no flag gives; raises CannotRun where there is nobody to ask."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise CannotRun(
            "name the tables: --table NAME KEY FIELD:KIND ..., --from FILE.csv, or --model"
            " MODULE:CLASS; `pincite init --help` lists the kinds of fields"
        )
    from pincite.begin.skeleton import kinds_text, slug

    name = slug(options.folder.resolve().name)
    options.name = options.name or input(f"Name of the package [{name}]: ").strip() or name
    options.license = options.license or input("Licence, such as CC-BY-4.0 [none yet]: ").strip()
    print(f"Kinds of fields:\n{kinds_text()}")
    while not options.table:
        table = input("Name of the first table: ").strip()
        fields = input("Its fields, the key first, such as: id company:term amount:money\n").split()
        options.table = [[table, *fields]] if table and fields else []


def _tables(options: argparse.Namespace, folder: Path) -> tuple[list[TableSpec], dict[str, str]]:
    """The tables that were asked for, and the texts of those of plain packages by path."""
    from pincite.begin.initiate import (
        TableSource,
        check_key,
        foreign_of,
        given_fields,
        path_inside,
        table_of_file,
        table_of_model,
        table_of_words,
    )
    from pincite.begin.skeleton import slug

    tables = [table_of_words(name, fields) for name, *fields in options.table]
    tables += [table_of_model(named) for named in options.models]
    texts: dict[str, str] = {}
    for file in options.files:
        source = TableSource(file=file, delimiter=options.delimiter, encoding=options.encoding)
        found = foreign_of(source)
        inside = path_inside(folder, file)
        is_usable = inside is not None and inside.endswith(".csv") and found.plain_text is not None
        path = str(inside) if is_usable else f"data/{slug(file.stem)}.csv"
        key = options.key.split(",") if options.key else ()
        table = table_of_file(found, slug(file.stem), path, key, given_fields(options.field))
        if not options.plain and not getattr(options, "reference", False):
            check_key(table, file)
        tables.append(table)
        if options.plain and not is_usable:
            texts[path] = found.text
    return tables, texts


def add_table_arguments(command: argparse.ArgumentParser) -> None:
    """Which table, and of what."""
    _table_options(command)
    command.add_argument(
        "--reference", action="store_true", help="its rows are taken over, not cited"
    )
    package_option(command, takes_zip=False)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_add_table(options: argparse.Namespace) -> int:
    """Declare the tables, and list the files."""
    from pincite.begin.adopting import add_table, open_any

    package = open_any(options.package)
    options.plain = package.convention is None
    tables, _ = _tables(options, package.root)
    if not tables:
        raise CannotRun("name a table: --table NAME KEY FIELD:KIND ..., --from or --model")
    written: list[str] = []
    for table in tables:
        written += add_table(
            options.package, table, is_reference=options.reference, dry_run=options.dry_run
        )
    if options.json:
        print_json({"files": written, "written": not options.dry_run})
    else:
        state = "would be written" if options.dry_run else "written"
        for name in dict.fromkeys(written):
            print(visible(f"{state}: {name}"))
    if not options.plain:
        build_after(options)
    say_next(options, *[f"`pincite adopt {file}` takes its rows in" for file in options.files])
    return 0


def adopt_arguments(command: argparse.ArgumentParser) -> None:
    """Which file, for which table."""
    command.add_argument("file", metavar="FILE", type=Path, help="a table as delimited text")
    command.add_argument(
        "--table", metavar="NAME", help="its table (default: the one at the file, or of its name)"
    )
    command.add_argument(
        "--reference", action="store_true", help="of a new table: rows are taken over, not cited"
    )
    _file_options(command)
    package_option(command, takes_zip=False)
    build_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_adopt(options: argparse.Namespace) -> int:
    """Take the rows in, declare the table where the package does not, and build."""
    from pincite.begin.adopting import CannotHold, adopt, open_any, table_at
    from pincite.begin.initiate import (
        TableSource,
        check_key,
        foreign_of,
        given_fields,
        table_of_file,
    )
    from pincite.begin.skeleton import slug

    source = TableSource(file=options.file, delimiter=options.delimiter, encoding=options.encoding)
    found = foreign_of(source)
    package = open_any(options.package)
    name = options.table or table_at(package, options.file) or slug(options.file.stem)
    spec = None
    if package.table(name) is None:
        key = options.key.split(",") if options.key else ()
        spec = table_of_file(found, name, "", key, given_fields(options.field))
        if not options.reference:
            check_key(spec, options.file)
    try:
        adopted = adopt(
            options.package,
            found,
            name,
            spec=spec,
            is_reference=options.reference,
            dry_run=options.dry_run,
        )
    except CannotHold as error:
        if options.json:
            print_json({"message": error.message, "faults": list(error.faults)})
        else:
            print("\n  ".join(map(visible, (error.message, *error.faults))))
        say_next(options, "correct them in the file, or name another kind with --field")
        return 1
    if options.json:
        print_json({**vars(adopted), "written": not options.dry_run})
    else:
        state = "would be in" if options.dry_run else "are in"
        how = "byte for byte" if adopted.is_as_it_was else "as plain CSV"
        more = f", {counted(adopted.respelt, 'numbers')} in plain digits" if adopted.respelt else ""
        print(
            visible(
                f"{counted(adopted.rows, 'rows')} of {name} {state} {adopted.file}, {how}{more}"
            )
        )
    build_after(options)
    is_cited = adopted.file.startswith("seeds/adopted")
    step = f"`pincite suggest {name} --source ID` looks for its values in a text"
    say_next(options, step if is_cited else "`pincite validate`")
    return 0


def set_package_arguments(command: argparse.ArgumentParser) -> None:
    """What is said of the package."""
    command.add_argument("--title", metavar="TEXT", help="what the package is called")
    command.add_argument("--description", metavar="TEXT", help="what is in it")
    command.add_argument("--version", dest="new_version", metavar="X.Y.Z", help="semantic")
    command.add_argument("--license", metavar="NAME", help="an SPDX identifier, such as CC-BY-4.0")
    command.add_argument("--homepage", metavar="URL", help="where people find it")
    command.add_argument(
        "--author", metavar="NAME", action="append", default=[], help="can be repeated"
    )
    command.add_argument(
        "--scope", choices=COVERAGE_SCOPES, help="of the texts that has to be covered"
    )
    command.add_argument("--limits", choices=QUOTE_LIMITS, help="of quotes")
    package_option(command, takes_zip=False)
    dry_run_option(command)
    json_option(command)


@exclusive
def run_set_package(options: argparse.Namespace) -> int:
    """Change the descriptor, and name what changed."""
    from datetime import UTC, datetime

    from pincite.begin.adopting import open_any, set_descriptor

    package = open_any(options.package)
    values: dict[str, Any] = {
        "title": options.title,
        "description": options.description,
        "version": options.new_version,
        "homepage": options.homepage,
        "licenses": [{"name": options.license}] if options.license else None,
        "contributors": [{"title": name, "roles": ["author"]} for name in options.author] or None,
    }
    if options.new_version or "created" not in package.descriptor:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        values["created"] = now.replace("+00:00", "Z")
    declared = package.descriptor.get("citation")
    asked = {"coverageScope": options.scope, "quoteLimits": options.limits}
    asked = {key: value for key, value in asked.items() if value is not None}
    if asked and not isinstance(declared, dict):
        raise CannotRun(f"{package.name}: declares no citations, so no scope or limits of them")
    values["citation"] = {**declared, **asked} if asked and isinstance(declared, dict) else None
    given = {key: value for key, value in values.items() if value is not None}
    changed = set_descriptor(options.package, given, dry_run=options.dry_run)
    if options.json:
        print_json({"changed": changed, "written": not options.dry_run})
    else:
        state = "would be changed" if options.dry_run else "changed"
        print(f"{state}: {', '.join(changed) or 'nothing'}")
    say_next(options, "`pincite validate`")
    return 0
