"""`pincite explore`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from pincite.cli.options import package_argument
from pincite.report import CannotRun


def add_arguments(command: argparse.ArgumentParser) -> None:
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


def run(options: argparse.Namespace) -> int:
    """Write the page, the pictures or both; 1 where the package has issues, which the page says."""
    from pincite.checks import Options, check_package
    from pincite.explorer.content import open_content
    from pincite.explorer.page import page
    from pincite.explorer.pictures import picture_files
    from pincite.package import open_package

    out = options.out or (None if options.pictures else Path("explorer.html"))
    if out is not None and out.suffix.lower() not in (".html", ".htm"):
        raise CannotRun(f"{out}: the page is an HTML file: name it like explorer.html")
    if options.sources is not None and not options.sources.is_dir():
        raise CannotRun(f"{options.sources}: no such folder of sources")
    package = open_package(options.package)
    report = check_package(package, Options(options.sources))
    content = open_content(package, report, options.sources)
    if out is not None:
        _write(out.parent, {out.name: page(content)})
    if options.pictures is not None:
        _write(options.pictures, picture_files(content))
    if not content.report.valid:
        print(f"{content.report.summary}: see `pincite validate`")
    return 0 if content.report.valid else 1


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    from pincite.files.write import write_files

    write_files(folder, texts)
    for name, text in texts.items():
        print(f"{folder / name}  {len(text.encode()):,} bytes")
