"""The package: its descriptor, its resources with their schemas, its citation convention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.package.files import inside, read_json
from pincite.package.schema import Schema
from pincite.report import CannotRun

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Convention:
    """Which resources play which part in the citation convention (schemas/CITATIONS.md)."""

    citations: str
    sources: str
    phrases: str
    notes: str | None


@dataclass(frozen=True)
class Resource:
    """One resource; `schema` is None for a plain file."""

    name: str
    path: str
    descriptor: Mapping[str, Any]
    schema: Schema | None

    @property
    def is_plain_csv(self) -> bool:
        """Whether the table is one comma-separated UTF-8 file, which pincite reads itself."""
        plain = {"encoding": {"utf-8", "utf8"}, "format": {"csv"}, "scheme": {"file"}}
        return (
            self.schema is not None
            and self.path.endswith(".csv")
            and not {"dialect", "compression"} & self.descriptor.keys()
            and "fieldsMatch" not in self.schema.descriptor
            and all(
                str(self.descriptor.get(name, next(iter(fits)))).lower() in fits
                for name, fits in plain.items()
            )
        )

    @property
    def records(self) -> Mapping[str, Any] | None:
        """The `records` property: which table a JSON file repeats, and by which JSON Schema."""
        return self.descriptor.get("records")


@dataclass(frozen=True)
class Package:
    """An opened data package."""

    root: Path
    descriptor: Mapping[str, Any]
    resources: tuple[Resource, ...]
    convention: Convention | None

    @property
    def name(self) -> str:
        """The package's name, or its folder's."""
        return str(self.descriptor.get("name", self.root.resolve().name))

    @property
    def version(self) -> str | None:
        """The package's version, where it has one."""
        return self.descriptor.get("version")

    @property
    def tables(self) -> tuple[Resource, ...]:
        """The resources that have a Table Schema."""
        return tuple(resource for resource in self.resources if resource.schema is not None)

    def table(self, name: str) -> Resource | None:
        """The table resource of a name, or None."""
        return next((resource for resource in self.tables if resource.name == name), None)

    def path_of(self, relative: str) -> Path:
        """The file at a package-relative path; raises CannotRun where it leaves the package."""
        return inside(self.root, relative)


def find_descriptor(path: str | Path) -> Path:
    """The descriptor file for a folder or a file; raises CannotRun where there is none."""
    found = Path(path)
    if found.is_dir():
        found = found / DESCRIPTOR
    if not found.is_file():
        raise CannotRun(f"{found}: there is no such data package descriptor")
    return found


def read_descriptor(path: Path) -> dict[str, Any]:
    """The descriptor's JSON object; raises CannotRun where the file holds none."""
    descriptor = read_json(path, path.name)
    if not isinstance(descriptor, dict):
        raise CannotRun(f"{path.name}: a descriptor is a JSON object, this is another value")
    return descriptor


def open_package(path: str | Path) -> Package:
    """Open the data package at a folder or descriptor path; schemas are read, tables are not.

    Raises CannotRun for a missing or broken descriptor or schema, and for unsafe paths.
    """
    file = find_descriptor(path)
    descriptor = read_descriptor(file)
    root = file.parent
    try:
        resources = tuple(_resource(root, item) for item in descriptor["resources"])
    except (KeyError, TypeError, AttributeError) as error:
        raise CannotRun(f"{file.name}: malformed resource or schema: {error!r}") from error
    return Package(root, descriptor, resources, _convention(descriptor))


def _resource(root: Path, item: Mapping[str, Any]) -> Resource:
    schema = item.get("schema")
    path = item.get("path", "")
    return Resource(
        name=item["name"],
        path=path if isinstance(path, str) else "",
        descriptor=item,
        schema=None if schema is None else _schema(root, schema),
    )


def _schema(root: Path, schema: Any) -> Schema:
    if not isinstance(schema, str):
        return Schema.from_dict(schema, None)
    data = read_json(inside(root, schema), schema)
    if not isinstance(data, dict):
        raise CannotRun(f"{schema}: a Table Schema is a JSON object, this is another value")
    return Schema.from_dict(data, schema)


def _convention(descriptor: Mapping[str, Any]) -> Convention | None:
    declared = descriptor.get("citation")
    if not isinstance(declared, dict):
        return None
    try:
        return Convention(
            citations=declared["citations"],
            sources=declared["sources"],
            phrases=declared["phrases"],
            notes=declared.get("notes"),
        )
    except KeyError as error:
        raise CannotRun(
            f"{DESCRIPTOR}: the citation property does not name its {error} resource"
        ) from error
