"""Verbs for a whole package: validate, build, release, diff; and explain, for what they report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.cli.options import (
    addresses_options,
    jobs_option,
    json_option,
    network_of,
    number_from_0,
    package_argument,
    report_option,
    sources_folder,
    sources_option,
    table_options,
    table_options_of,
)
from pincite.cli.output import (
    PAGE_SIGN,
    check_new,
    check_page,
    exit_code,
    force_option,
    print_json,
    say_next,
    show_report,
    show_reports,
    write_new,
)
from pincite.report import MAX_ISSUES, CannotRun, Report
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.package import Package, TableOptions
    from pincite.versions import Difference

    Looked = tuple[Report, Package | None]  # the package where it could be opened

PAGE = "report.html"


def validate_arguments(command: argparse.ArgumentParser) -> None:
    """Packages or tables, sources and the form of the report."""
    command.add_argument(
        "targets",
        metavar="TARGET",
        nargs="*",
        default=[],
        help="packages (folder, datapackage.json or .yaml, zip file), tables without a package, "
        "folders of either, or - for a table on standard input (default: this folder)",
    )
    command.add_argument(
        "-p",
        "--package",
        metavar="PACKAGE",
        dest="named",
        action="append",
        default=[],
        help="the same as an option",
    )
    table_options(command)
    sources_option(command)
    report_option(command)
    command.add_argument(
        "--limit-errors",
        metavar="N",
        type=number_from_0,
        default=MAX_ISSUES,
        help=f"most issues of one table that are reported (default: {MAX_ISSUES}), 0 for all: a"
        " million take 1.5 GB of memory",
    )

    command.add_argument(
        "--check",
        metavar="MODULE:FUNCTION",
        action="append",
        default=[],
        help="run a check in Python, also FILE.py:FUNCTION or the name of an installed one",
    )
    command.add_argument(
        "--resource",
        metavar="NAME",
        action="append",
        default=[],
        help="look only at the resource of this name; can be repeated",
    )
    command.add_argument(
        "--limit-rows",
        metavar="N",
        type=number_from_0,
        help="read only the first N rows of each table",
    )
    what = "threads or processes that look at large tables and many citations at once"
    jobs_option(command, f"{what}; 0 or auto: one on each core")
    command.add_argument(
        "--skip", metavar="CODE", action="append", default=[], help="leave out issues of a code"
    )
    command.add_argument(
        "--pick", metavar="CODE", action="append", default=[], help="only issues of a code"
    )
    command.add_argument(
        "--no-declared-skips",
        action="store_true",
        help="report what the package itself wants left out, by its property checks",
    )
    command.add_argument(
        "--fix",
        action="store_true",
        help="write the lines that a diagnosis proposes into the descriptor, schema or dialect;"
        " data are never changed",
    )
    command.add_argument(
        "--strict", action="store_true", help="warnings count too, and what the package skips"
    )
    command.add_argument(
        "--html",
        metavar="FILE",
        type=Path,
        nargs="?",
        const=Path(PAGE),
        help="write the report as a page too, with the cells around each issue and with what each"
        f" column holds (default name: {PAGE})",
    )
    addresses_options(command)


def run_validate(options: argparse.Namespace) -> int:
    """Validate, show the report; 1 where it has errors, and 1 for warnings if it is strict."""
    runs = _validated_with_page(options)
    reports = [report for report, _ in runs]
    code = show_reports(reports, options)
    if options.fix:
        _correct(runs)
    codes = {issue.code for report in reports for issue in report.issues}
    is_urgent = bool({"tables-stale", "mention-uncovered"} & codes)
    say_next(options, _after_validate(reports[0]), only_seen=not is_urgent)
    return code


def report_arguments(command: argparse.ArgumentParser) -> None:
    """Those of validate; a page is written by default."""
    validate_arguments(command)
    command.set_defaults(html=Path(PAGE))


def run_report(options: argparse.Namespace) -> int:
    """Validate, write the page; as text only the verdict is printed. Exit code as of validate."""
    runs = _validated_with_page(options)
    if options.fix:
        _correct(runs)
    if options.json or options.format != "text":
        return show_reports([report for report, _ in runs], options)
    for report, _ in runs:
        word = "valid" if report.valid else "not valid"
        print(visible(f"{report.package}: {word}, {report.summary}"))
    return max(exit_code(report, is_strict=options.strict) for report, _ in runs)


def _validated_with_page(options: argparse.Namespace) -> list[Looked]:
    """The reports; where a page is asked for, it is written."""
    if options.html is None:
        return _validated(options)
    check_page(options.html, PAGE_SIGN)
    check_page(options.html, "<title>Report on ")
    from pincite.explorer.report_page import report_page
    from pincite.files.write import write_files

    runs = _validated(options)
    page = report_page(runs, names=options.resource, most_rows=options.limit_rows)
    write_files(options.html.parent, {options.html.name: page})
    print(visible(f"written: {options.html}"), file=sys.stderr)
    return runs


def _validated(options: argparse.Namespace) -> list[Looked]:
    """The reports on all that the arguments of `validate` name, with the opened packages."""
    from pincite.package.bare import split_targets

    bare = table_options_of(options)
    targets = [*options.targets, *options.named] or ["."]
    options.package = targets[0]
    tables, packages = split_targets(targets, bare)
    if packages and bare.are_stated:
        raise CannotRun(f"{packages[0]}: is a package, which names its own schemas and dialects")
    given = [*([tables] if tables else []), *packages]
    with redirect_stdout(sys.stderr):  # a check may print, and the report is what programs read
        return _looked(options, given, packages, bare)


def _looked(
    options: argparse.Namespace,
    given: Sequence[Any],
    packages: Sequence[Any],
    bare: TableOptions,
) -> list[Looked]:
    from pincite.checks import Options, validate_package

    checks = _checks(options.check)
    found: list[Looked] = []
    for target in given:
        opened: list[Package] = []
        report = validate_package(
            target,
            sources=sources_folder(options),
            options=Options(
                most_issues=options.limit_errors if options.limit_errors > 0 else None,
                skip=tuple(options.skip),
                pick=tuple(options.pick),
                takes_skips=not (options.strict or options.no_declared_skips),
                resources=tuple(options.resource),
                most_rows=options.limit_rows,
                checks=checks,
                jobs=options.jobs,
            ),
            maps=dict(options.map),
            network=network_of(options),
            bare=bare,
            beside=packages,
            after=_with_stale,
            seen=opened.append,
        )
        found.append((report, opened[0] if opened else None))
    return found


def _checks(named: Sequence[str]) -> tuple[Callable[[Any], Any], ...]:
    if not named:
        return ()
    from pincite.checks.functions import load_check

    return tuple(map(load_check, named))


def _correct(runs: list[Looked]) -> None:
    """Write what the reports propose, and say on standard error what was written, and what not.

    Standard output is the report's, which programs read.
    """
    from pincite.begin.correcting import correct

    lines: list[str] = []
    for report, package in runs:
        if package is None:
            lines.append("correct the errors of the declarations first")
            continue
        found = correct(package, report)
        lines += [f"written: {line}" for line in found.written]
        if found.options:
            lines.append(f"give these options: {' '.join(found.options)}")
        lines += [f"left: {line}" for line in found.left]
    if any(line.startswith("written: ") for line in lines):
        lines.append("run the command again: the report above is of the files as they were")
    has_issues = any(report.issues for report, _ in runs)
    nothing = "no issue above names a line that is certain" if has_issues else "there is no issue"
    for line in lines or [f"nothing was written: {nothing}"]:
        print(visible(line), file=sys.stderr)


def _with_stale(report: Report, package: Package) -> Report:
    """See `pincite.seeds.with_stale`: what compiles seeds is loaded where there can be any."""
    if package.convention is None:
        return report
    from pincite.seeds import with_stale

    return with_stale(report, package)


def _after_validate(report: Report) -> str:
    """What may follow a report."""
    codes = {issue.code for issue in report.issues}
    if {"tables-stale", "build-stale"} & codes:
        return "`pincite build` writes what the seeds give"
    if errors := report.errors:
        code = errors[0].code
        if code == "mention-uncovered":
            return "`pincite coverage` lists them; cite them, or `pincite note SOURCE PHRASE --why`"
        return f"`pincite explain {code}` says what it means"
    if "quotes-unread" in codes:
        return "`pincite validate --sources DIR` compares the quotes with the texts"
    return "`pincite release` writes it in every format"


def build_arguments(command: argparse.ArgumentParser) -> None:
    """Package, whether to write, and the form of the report."""
    package_argument(command, takes_zip=False)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="compare only, write nothing")
    how.add_argument(
        "--force",
        action="store_true",
        help="drop rows that no seed gives; each file that held some is kept as NAME.before",
    )
    report_option(command)


def run_build(options: argparse.Namespace) -> int:
    """Build, show the report; 1 where it has issues."""
    from pincite.seeds import build_package

    report = build_package(options.package, check=options.check, force=options.force)
    code = show_report(report, options)
    say_next(options, _after_build(report, is_check=options.check))
    return code


def _after_build(report: Report, *, is_check: bool) -> str:
    if report.valid:
        return "" if is_check else "`pincite validate`"
    lost = [issue for issue in report.errors if issue.code == "row-without-seed"]
    if lost:
        return f"`pincite adopt {lost[0].place.file}` takes its rows in"
    return f"`pincite explain {report.errors[0].code}` says what it means"


def release_arguments(command: argparse.ArgumentParser) -> None:
    """Package, sources, where to write, and the form of the report."""
    package_argument(command)
    command.add_argument(
        "-o",
        "--out",
        metavar="DIR",
        type=Path,
        default=Path("dist"),
        help="folder to write, made or replaced as a whole (default: dist)",
    )
    command.add_argument(
        "--since",
        metavar="OLD",
        type=Path,
        help="the release before, folder or zip: refuse a version too small for what changed",
    )
    sources_option(command)
    report_option(command)


def run_release(options: argparse.Namespace) -> int:
    """Validate, write, list the files; an invalid package is reported, and nothing written."""
    import hashlib

    from pincite.releases import release_package

    release = release_package(
        options.package,
        out=options.out,
        sources=sources_folder(options),
        since=options.since,
    )
    if not release.files:
        code = show_report(release.report, options)
        say_next(options, _after_validate(release.report))
        return code
    if options.json or options.format == "json":
        files = [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(release.files.items())
        ]
        print_json(
            {
                "out": str(release.out),
                "files": files,
                "not_stated": list(release.not_stated),
                "report": release.report.to_dict(),
            }
        )
        return 0
    show_report(release.report, options)
    if options.format == "text":
        print()
        for name, data in sorted(release.files.items()):
            print(f"{len(data):>12,}  {release.out / name}")
        print(f"{len(release.files) + 1} files; check them: sha256sum --check SHA256SUMS")
        if release.not_stated:
            print(f"the descriptor does not say: {', '.join(release.not_stated)}")
    say_next(
        options, "publish that folder; `pincite diff OLD NEW` says what a later version changes"
    )
    return 0


MAX_SHOWN = 20  # changes of one kind and table that are printed; --out and --json have them all


def diff_arguments(command: argparse.ArgumentParser) -> None:
    """Two packages, and where all changes go."""
    command.description = (
        "Say what changed between two versions of a package, which step of Semantic Versioning that"
        " demands, and whether the new version's number is enough (exit code 0) or not (1)."
    )
    command.add_argument("old", metavar="OLD", help="the older package: a folder or zip file")
    command.add_argument("new", metavar="NEW", help="the newer one")
    command.add_argument(
        "-o", "--out", metavar="CSV", type=Path, help="write all changes to this CSV file"
    )
    force_option(command)
    json_option(command)


def run_diff(options: argparse.Namespace) -> int:
    """Print the changes and the verdict; 1 where the new number is not enough."""
    from pincite.versions import compare_packages

    if options.out is not None:
        check_new(options.out, (".csv",), force=options.force)
    difference = compare_packages(options.old, options.new)
    if options.out is not None:
        _write_changes(options.out, difference)
    if options.json:
        print_json(difference.to_dict())
    else:
        print("\n".join(map(visible, _change_lines(difference))))
    enough = f"`pincite release {options.new} --since {options.old}` writes the new version"
    needed = difference.needed or "MAJOR.MINOR.PATCH"
    change = f"state the version {needed} in the descriptor of {options.new}"
    say_next(options, enough if difference.problem is None else change, only_seen=True)
    return 0 if difference.problem is None else 1


def _write_changes(file: Path, difference: Difference) -> None:
    from pincite.files.write import csv_text
    from pincite.versions import COLUMNS

    rows = [list(change.to_dict().values()) for change in difference.changes]
    write_new(file, csv_text(COLUMNS, rows))


def _change_lines(difference: Difference) -> list[str]:
    lines = [f"{difference.name} {difference.old or '(none)'} -> {difference.new or '(none)'}"]
    shown: dict[tuple[str, str], int] = {}
    for change in sorted(difference.changes, key=lambda change: -change.step):
        kind = change.table, change.what
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= MAX_SHOWN:
            lines.append(f"  {change}")
    for (table, what), number in shown.items():
        if number > MAX_SHOWN:
            lines.append(
                f"  and {number - MAX_SHOWN} more: {what} {table} (--out or --json shows all)"
            )
    counts = ", ".join(f"{number} {what}" for what, number in difference.counts.items())
    lines.append(counts or "nothing changed")
    reasons = sorted({(-c.step, f"  {c.step.name}: {c.reason}") for c in difference.changes})
    lines += [text for _, text in reasons]
    enough = f"{difference.new} is enough" if difference.problem is None else difference.problem
    return [*lines, f"step {difference.step.name}: {enough}"]


def explain_arguments(command: argparse.ArgumentParser) -> None:
    """Which code."""
    command.add_argument("code", metavar="CODE", nargs="?", help="the code (default: list all)")


def run_explain(options: argparse.Namespace) -> int:
    """Print the paragraph of a code, or the list of all codes."""
    from difflib import get_close_matches

    from pincite.report.codes import CODES, paragraph

    if options.code is None:
        print("\n".join(f"{code:<22} {meaning.title}" for code, meaning in CODES.items()))
        say_next(options, "`pincite explain CODE` says what one means", only_seen=True)
        return 0
    if options.code not in CODES:
        near = get_close_matches(options.code, CODES, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise CannotRun(f"{options.code}: no such issue code{hint}")
    print(paragraph(options.code))
    say_next(options, "`pincite validate` shows where it is found", only_seen=True)
    return 0
