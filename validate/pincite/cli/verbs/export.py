"""`pincite export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pincite.cli.options import package_argument
from pincite.cli.output import check_out, print_utf_8


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What, of which package, where to."""
    command.add_argument(
        "what",
        choices=("annotations", "provenance"),
        help="annotations: W3C Web Annotations; provenance: PROV-O; both are JSON-LD",
    )
    package_argument(command)
    command.add_argument("--out", metavar="FILE", type=Path, help="default: standard output")
    command.add_argument("--base", metavar="IRI", help="IRI of the package (default: a URN)")


def run(options: argparse.Namespace) -> int:
    """Print or write the document."""
    from pincite import exports
    from pincite.files.write import json_text, write_files
    from pincite.package import open_package
    from pincite.tracing import open_evidence

    if options.out is not None:
        check_out(options.out, (".json", ".jsonld"), '"@context"')
    package = open_package(options.package)
    evidence = open_evidence(package, None)
    base = options.base or exports.package_iri(package.name, package.version)
    export = exports.web_annotations if options.what == "annotations" else exports.provenance
    text = json_text(export(evidence, base))
    if options.out is None:
        print_utf_8(text)
    else:
        write_files(options.out.parent, {options.out.name: text})
    return 0
