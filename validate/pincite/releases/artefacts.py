"""The formats of a release, in the order in which they are written; a new one is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from pincite.checks import check_package
from pincite.explorer import explorer_html
from pincite.exports import package_iri, provenance, web_annotations
from pincite.files.write import json_text
from pincite.releases.claims import claims_file
from pincite.releases.content import Artefact, Content, Files
from pincite.releases.croissant import croissant
from pincite.releases.data_package import zip_package
from pincite.releases.guide import folder_readme, licence_file
from pincite.releases.linked_data import linked_data, ro_crate
from pincite.releases.metadata import CITATION_FILE, ZENODO, citation_text, zenodo_text
from pincite.releases.parquet import parquet_files
from pincite.releases.sqlite import datasette_file, sqlite_files
from pincite.releases.verification import verification_file
from pincite.releases.xlsx import xlsx_files
from pincite.report import CannotRun

__all__ = ["ARTEFACTS", "write_artefacts"]


def annotations_file(content: Content, _: Files) -> Files:
    """`annotations.jsonld`; none for a package without citations."""
    if content.evidence is None:
        return {}
    base = package_iri(content.package.name, content.package.version)
    found = web_annotations(content.evidence, base)
    return {"annotations.jsonld": json_text(found).encode()}


def provenance_file(content: Content, _: Files) -> Files:
    """`provenance.jsonld`; none for a package without citations."""
    if content.evidence is None:
        return {}
    base = package_iri(content.package.name, content.package.version)
    return {"provenance.jsonld": json_text(provenance(content.evidence, base)).encode()}


def explorer_file(content: Content, _: Files) -> Files:
    """`explorer.html`; it never holds the text of a source."""
    if content.evidence is None:
        return {}
    html = explorer_html(content.package, check_package(content.package), is_released=True)
    return {"explorer.html": html.encode()}


def citation_file(content: Content, _: Files) -> Files:
    """The file, by its name."""
    return {CITATION_FILE: citation_text(content.details).encode()}


def zenodo_file(content: Content, _: Files) -> Files:
    """The file, by its name."""
    return {ZENODO: zenodo_text(content.details).encode()}


def _table_in(content: Content, name: str) -> str:
    """What the one table in a file is about, in the package's own words."""
    table = content.table(name.removesuffix(".parquet"))
    return f"{table.title}: {table.description}" if table is not None else name


ARTEFACTS: tuple[Artefact, ...] = (
    Artefact("The facts, and each cell beside its passage", "everyone: open it", explorer_file),
    Artefact("The tables as a workbook: read-me, then a sheet a table", "spreadsheets", xlsx_files),
    Artefact(
        "The data package: CSV tables with descriptor, schemas and documents",
        "any tool for Data Packages; and to keep",
        zip_package,
    ),
    Artefact("The tables as Parquet", "pandas, polars, DuckDB, Arrow, R", parquet_files, _table_in),
    Artefact("The tables as an SQLite database, with views", "SQL", sqlite_files),
    Artefact("Titles and texts of the database", "Datasette, beside the database", datasette_file),
    Artefact("The facts as claims of schema.org", "search engines, fact checkers", claims_file),
    Artefact("Citations as W3C Web Annotations", "annotation tools", annotations_file),
    Artefact("How each cell came about, as PROV-O", "provenance tools", provenance_file),
    Artefact("How to cite the package", "reference managers", citation_file),
    Artefact("The licence", "whoever uses the data", licence_file),
    Artefact("What was checked before the release", "whoever relies on it", verification_file),
    Artefact("Croissant metadata of the Parquet files", "machine learning", croissant),
    Artefact("The deposit form, filled in", "a deposit at Zenodo", zenodo_file),
    Artefact("Dataset and files in schema.org and DCAT", "data portals", linked_data),
)


def write_artefacts(content: Content) -> Files:
    """The bytes of all files by name; guide and RO-Crate come last: they describe the others."""
    files: dict[str, bytes] = {}
    about: dict[str, str] = {}
    made: list[tuple[Artefact, tuple[str, ...]]] = []
    for artefact in ARTEFACTS:
        new = artefact.write(content, files)
        _add(files, new)
        about |= {name: artefact.describe(content, name) for name in new}
        made += [(artefact, tuple(new))] if new else []
    guide = folder_readme(content, made)
    _add(files, guide)
    about |= dict.fromkeys(guide, "Start here: which file for whom; a dataset card too")
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
