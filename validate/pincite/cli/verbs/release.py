"""`pincite release`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pincite.cli.options import package_argument, report_option, sources_folder, sources_option
from pincite.cli.output import print_json, show_report


def add_arguments(command: argparse.ArgumentParser) -> None:
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


def run(options: argparse.Namespace) -> int:
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
        return show_report(release.report, options)
    if options.json or options.format == "json":
        files = [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(release.files.items())
        ]
        print_json({"out": str(release.out), "files": files, "report": release.report.to_dict()})
        return 0
    show_report(release.report, options)
    if options.format == "text":
        print()
        for name, data in sorted(release.files.items()):
            print(f"{len(data):>12,}  {release.out / name}")
        print(f"{len(release.files) + 1} files; check them: sha256sum --check SHA256SUMS")
    return 0
