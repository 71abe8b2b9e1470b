"""What a release is made from: an opened, valid package with its tables as typed columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pincite.citations import Evidence, package_evidence, table_of
from pincite.package import Package, Resource, Schema
from pincite.releases.metadata import Details
from pincite.releases.typed_columns import Column, read_columns
from pincite.report import CannotRun, Report
from pincite.report.extras import require
from pincite.tables.text_table import Table

Files = Mapping[str, bytes]
NEEDED = ("name", "version", "created", "licenses")  # without which the metadata are not valid


@dataclass(frozen=True)
class TypedTable:
    """A table resource with its records as text and its columns as typed values."""

    resource: Resource
    schema: Schema
    table: Table
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """The resource's name."""
        return self.resource.name

    @property
    def title(self) -> str:
        """The resource's title, or its name."""
        return str(self.resource.descriptor.get("title", self.name))

    @property
    def description(self) -> str:
        """The resource's description, else the schema's, else its title."""
        said = self.resource.descriptor.get("description")
        return str(said or self.schema.descriptor.get("description") or self.title)

    @property
    def rows(self) -> int:
        """The number of records."""
        return len(self.table.records)


@dataclass(frozen=True)
class Content:
    """Everything that the writers of a release's files look at."""

    package: Package
    details: Details
    report: Report
    tables: tuple[TypedTable, ...]
    evidence: Evidence | None

    def table(self, name: str) -> TypedTable | None:
        """The table of a name, or None."""
        return next((table for table in self.tables if table.name == name), None)


@dataclass(frozen=True)
class Artefact:
    """One format of a release: what it is, for whom, and what writes its files by name.

    The writer is given the package and the files that were written before it. Where each file of
    the format is about something else, `each` says what of a file, by its name.
    """

    about: str
    readers: str
    write: Callable[[Content, Files], Files]
    each: Callable[[Content, str], str] | None = None

    def describe(self, content: Content, name: str) -> str:
        """What a file of this format is."""
        return self.about if self.each is None else self.each(content, name)


def read_content(package: Package, report: Report, sources: Path | None) -> Content:
    """Read the tables of a valid package; raises CannotRun for tables that are not plain CSV."""
    require("release", "pincite release")
    missing = [name for name in NEEDED if not package.descriptor.get(name)]
    if missing:
        raise CannotRun(
            f"datapackage.json: a release needs {', '.join(missing)}: add what is missing"
        )
    tables = tuple(_typed(package, resource) for resource in package.tables)
    if not tables:
        raise CannotRun(f"{package.name}: the package has no table with a schema to release")
    evidence = None
    if package.convention is not None:
        evidence = package_evidence(package, package.convention, sources)
    return Content(package, Details.of(package), report, tables, evidence)


def _typed(package: Package, resource: Resource) -> TypedTable:
    if not resource.is_plain_csv:
        raise CannotRun(
            f"{resource.name}: only plain CSV tables in UTF-8 can be released;"
            " save the table as one, without dialect, compression and parts"
        )
    table = table_of(package, resource)
    return TypedTable(resource, table.schema, table, read_columns(table))
