"""The package: its descriptor, its resources with their schemas, its citation convention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pincite.package.archive import is_archive, unfold
from pincite.package.declarations import PACKAGE, Tables
from pincite.package.explorer import explorer_faults
from pincite.package.files import inside, read_json
from pincite.package.names import reach_faults, role_faults, schema_faults, targets
from pincite.package.schema import Schema
from pincite.package.shape import Fault, shown
from pincite.report import CannotRun

DESCRIPTOR = "datapackage.json"


class BadDeclaration(CannotRun):
    """A descriptor or schema that pincite cannot work with; lists every fault of the file."""

    def __init__(self, file: str, faults: tuple[Fault, ...]):
        more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
        super().__init__(f"{file}: {faults[0]}{more}")
        self.file = file
        self.faults = faults


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
        """Whether the table is one comma-separated UTF-8 file, as tables with citations must be."""
        plain = {"encoding": {"utf-8", "utf8"}, "format": {"csv"}, "scheme": {"file"}}
        return (
            self.schema is not None
            and self.descriptor.get("path") == self.path
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
    """An opened data package; `folder` is where the user said it is, a folder or a zip file.

    `root` is the folder that is read, for a zip file a temporary one that goes with the package.
    """

    root: Path
    descriptor: Mapping[str, Any]
    resources: tuple[Resource, ...]
    convention: Convention | None
    folder: Path
    unfolded: TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The package's name, or its folder's."""
        return str(self.descriptor.get("name", self.folder.resolve().name))

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
    """Open the data package at a folder, descriptor or zip file; schemas are read, tables not.

    Raises CannotRun for what is missing or no JSON and for paths that leave the package, and
    BadDeclaration, which lists all faults, for what pincite cannot work with.
    """
    given, unfolded = Path(path), None
    if is_archive(given):
        unfolded = unfold(given, DESCRIPTOR)
        path = unfolded.name
    file = find_descriptor(path)
    descriptor = read_descriptor(file)
    root = file.parent
    folder = root if unfolded is None else given
    _raise(DESCRIPTOR, list(PACKAGE.faults(descriptor, "")))
    items = descriptor["resources"]
    resources = tuple(_resource(root, item, number) for number, item in enumerate(items))
    tables = {r.name: r.schema.descriptor for r in resources if r.schema is not None}
    faults = [
        Fault(f"resources[{number}].{fault.path}", fault.message)
        for number, item in enumerate(items)
        for fault in reach_faults(item, tables)
    ]
    package = Package(root, descriptor, resources, _convention(descriptor), folder, unfolded)
    faults += [*_repeated_names(items), *_part_faults(package, tables)]
    _raise(DESCRIPTOR, faults)
    return package


def _part_faults(package: Package, tables: Tables) -> Iterator[Fault]:
    """The faults of the parts that tables play: roles of the convention, form of the tables."""
    declared = package.descriptor.get("citation", {})
    yield from role_faults(declared, tables)
    yield from explorer_faults(package.descriptor.get("explorer", {}), tables)
    parts = {part for part in declared.values() if isinstance(part, str)}
    for resource in package.resources:
        parts |= targets(resource.schema.descriptor if resource.schema else {}, resource.records)
    for number, resource in enumerate(package.resources):
        schema = resource.schema
        if schema is None or resource.is_plain_csv:
            continue
        if resource.name in parts or schema.cited_fields or schema.rules:
            message = "a table with rules, citations or copies is a plain CSV file in UTF-8"
            yield Fault(f"resources[{number}]", message)


def _raise(file: str, faults: list[Fault]) -> None:
    if faults:
        raise BadDeclaration(file, tuple(faults))


def _repeated_names(items: list[Mapping[str, Any]]) -> Iterator[Fault]:
    names = [item["name"] for item in items]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Fault(f"resources[{number}].name", f"{shown(name)} names an earlier resource too")


def _resource(root: Path, item: Mapping[str, Any], number: int) -> Resource:
    stated = item.get("path", [])
    paths = [stated] if isinstance(stated, str) else list(stated)
    for path in paths:
        inside(root, path)
    schema = item.get("schema")
    return Resource(
        name=item["name"],
        path=paths[0] if paths else "",
        descriptor=item,
        schema=None if schema is None else _schema(root, schema, number),
    )


def _schema(root: Path, schema: Any, number: int) -> Schema:
    if not isinstance(schema, str):
        at = f"resources[{number}].schema"
        _raise(DESCRIPTOR, schema_faults(schema, at))
        return Schema.from_dict(schema, None)
    data = read_json(inside(root, schema), schema)
    _raise(schema, schema_faults(data, ""))
    return Schema.from_dict(data, schema)


def _convention(descriptor: Mapping[str, Any]) -> Convention | None:
    declared = descriptor.get("citation")
    if declared is None:
        return None
    return Convention(
        citations=declared["citations"],
        sources=declared["sources"],
        phrases=declared["phrases"],
        notes=declared.get("notes"),
    )
