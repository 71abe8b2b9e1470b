"""The formats of a release, in the order in which they are written; a new one is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from pincite.checks import check_package
from pincite.explorer import explorer_html
from pincite.exports import package_iri, provenance, web_annotations
from pincite.files.write import json_text
from pincite.releases.content import Artefact, Content, Files
from pincite.releases.croissant import croissant
from pincite.releases.data_package import zip_package
from pincite.releases.linked_data import linked_data, ro_crate
from pincite.releases.metadata import CITATION_FILE, citation_text
from pincite.releases.parquet import parquet_files
from pincite.releases.sqlite import datasette_file, sqlite_files
from pincite.releases.verification import verification_file
from pincite.releases.xlsx import xlsx_files
from pincite.report import CannotRun

__all__ = ["ARTEFACTS", "write_artefacts"]


def citation_files(content: Content, _: Files) -> Files:
    """`annotations.jsonld` and `provenance.jsonld`; none for a package without citations."""
    if content.evidence is None:
        return {}
    base = package_iri(content.package.name, content.package.version)
    return {
        "annotations.jsonld": json_text(web_annotations(content.evidence, base)).encode(),
        "provenance.jsonld": json_text(provenance(content.evidence, base)).encode(),
    }


def explorer_file(content: Content, _: Files) -> Files:
    """`explorer.html`; it never holds the text of a source."""
    if content.evidence is None:
        return {}
    return {
        "explorer.html": explorer_html(content.package, check_package(content.package)).encode()
    }


def citation_file(content: Content, _: Files) -> Files:
    """The file, by its name."""
    return {CITATION_FILE: citation_text(content.details).encode()}


ARTEFACTS: tuple[Artefact, ...] = (
    Artefact("Data package: CSV tables with descriptor and schemas", zip_package),
    Artefact("Table as Parquet, with the texts of its fields as metadata", parquet_files),
    Artefact("Tables as SQLite database, with views of their citations", sqlite_files),
    Artefact("Titles and texts of the database for Datasette", datasette_file),
    Artefact("Tables as workbook, with quotes as notes on their cells", xlsx_files),
    Artefact("Citations as W3C Web Annotations and as PROV-O", citation_files),
    Artefact("Page that shows every cell beside its passage", explorer_file),
    Artefact("How to cite the package", citation_file),
    Artefact("What was checked before the release was written", verification_file),
    Artefact("Croissant metadata of the Parquet files", croissant),
    Artefact("Dataset and its files in schema.org and DCAT", linked_data),
)


def write_artefacts(content: Content) -> Files:
    """The bytes of all files by name; the RO-Crate comes last, because it describes the others."""
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    for artefact in ARTEFACTS:
        made = artefact.write(content, files)
        _add(files, made)
        about |= dict.fromkeys(made, artefact.about)
    _add(files, ro_crate(content, files, about))
    return files


def _add(files: dict[str, bytes], made: Mapping[str, bytes]) -> None:
    """Take files over; raises CannotRun where two have one name, in any case of letters."""
    taken = {name.lower() for name in files}
    for name, data in made.items():
        is_odd = not name.isprintable() or name.startswith(".") or {"/", "\\"} & set(name)
        if name.lower() in taken or is_odd:
            raise CannotRun(f"{name}: cannot be the name of a file of a release, or two have it")
        files[name] = data
        taken.add(name.lower())
