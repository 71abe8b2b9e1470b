"""Opening a package: every declaration is read and checked, and all faults are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pincite.descriptor.declarations import COVERAGE_SCOPES, EXTRAS, QUOTE_LIMITS
from pincite.descriptor.documents import Declarations
from pincite.descriptor.explorer_property import explorer_faults, facts_faults
from pincite.descriptor.names import name_faults, reach_faults, role_faults, targets
from pincite.descriptor.profiles import profile_faults
from pincite.descriptor.shape import Fault, Shape, repeated, shown, upward
from pincite.descriptor.standard import Version, as_read, is_url, version_of
from pincite.descriptor.standard.descriptors import dialect, package, schema
from pincite.files.addresses import Addresses, Network
from pincite.package.bare import TableOptions
from pincite.package.descriptor import Convention, Package, Resource
from pincite.package.external import ExternalKey, Surroundings, external_keys, key_fault
from pincite.package.finding import Given, Named, find_given, lock_folder
from pincite.package.memory import NativeTable, split_tables
from pincite.package.schema import Schema
from pincite.report import CannotRun
from pincite.report.frozen import Frozen


def open_package(  # noqa: PLR0913 - each is named by the caller
    given: Named,
    *,
    tables: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    maps: Mapping[str, str | Path] | None = None,
    network: Network | None = None,
    bare: TableOptions | None = None,
    beside: Sequence[str | Path] = (),
) -> Package:
    """Open the data package at a folder, descriptor or zip file; schemas are read, tables not.

    A package that is open already is given back as it is. A dict is a descriptor, whose resources
    may hold rows or frames as `data`, or such tables by name; `folder` is where its files are.
    `tables` take the place of what the resources of these names hold. `maps` names local copies of
    what is at addresses; nothing is fetched but by what `network` permits. With `bare`, tables
    without a package are taken too: the path of one, or of a folder of them, or a list of paths, or
    `Bare`, tables with a descriptor that was made for them. All of these may be at addresses.
    `beside` are the paths of packages into which foreign keys may lead. Raises CannotRun for what
    is missing or not JSON, and BadDeclaration, which lists the faults of the descriptor and of all
    files that it names, and holds the part of the package that is sound.
    """
    if isinstance(given, Package) and tables is None:
        return given
    addresses = Addresses(maps, network, Path(folder) if folder else lock_folder(given))
    return _opened(given, addresses, tables, folder, bare, beside)


def _opened(
    given: Named,
    addresses: Addresses,
    tables: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    bare: TableOptions | None = None,
    beside: Sequence[str | Path] = (),
) -> Package:
    found = find_given(given, folder, bare, addresses)
    declared = Declarations(found.files, found.name, addresses)
    named = [Path(path) for path in beside]
    around = Surroundings(found.home, named, addresses, lambda other: _opened(other, addresses))
    value: Mapping[str, Any] = declared.read_descriptor() if found.value is None else found.value
    if "resources" not in value and "fields" in value and found.value is None and bare is not None:
        return _schema_alone(found, declared, value)
    native: Mapping[str, NativeTable] = {}
    if (found.value is not None and not found.is_bare) or tables is not None:
        value, native = split_tables(value, tables or {})
    resources = _declared(declared, value, is_bare=found.is_bare)

    def package_of(resources: tuple[Resource, ...], convention: Convention | None) -> Package:
        made = Package(found.files, value, resources, convention, found.folder, found.home)
        made = made.replace(declared_in=found.name, remarks=found.remarks)
        return made.replace(addresses=addresses, is_bare=found.is_bare)

    def sound() -> Package | None:
        items = resources.sound(native)
        return package_of(items, None) if items or found.is_bare else None

    declared.raise_faults(sound)
    opened = package_of(resources.opened(native), _convention(value))
    declared.check(found.name, _part_faults(opened))
    external, looked_at = resources.external(around)
    declared.raise_faults(sound)
    return opened.replace(findings=_without(declared.faults(), looked_at), external=external)


def _schema_alone(found: Given, declared: Declarations, value: Mapping[str, Any]) -> Package:
    """A package without tables, of a Table Schema that was named alone."""
    faults = list(schema(version_of(value), EXTRAS).faults(value, ""))
    faults = faults or list(name_faults(value, ""))
    codes = ("field-error" if f.path.startswith("fields[") else "schema-error" for f in faults)
    coded = (f.replace(code=f.code or code) for f, code in zip(faults, codes, strict=True))
    declared.check(found.name, coded)
    empty: Mapping[str, Any] = {"name": found.name, "resources": []}
    alone = Package(found.files, empty, (), None, found.folder, None)
    declared.raise_faults(lambda: alone)
    remark = "a Table Schema, which was checked without a table"
    return alone.replace(findings=declared.faults(), declared_in=found.name, remarks=(remark,))


def _declared(
    declared: Declarations, descriptor: Mapping[str, Any], *, is_bare: bool
) -> _Resources:
    """The resources of a descriptor; all faults of all declarations are kept."""
    version = version_of(descriptor)
    if is_bare:  # the descriptor is ours, but for a schema or dialect that is given as a dict
        own = declared.check(declared.name, _inline_faults(descriptor["resources"], version))
        resources = _Resources(declared, descriptor["resources"], own, is_bare=True)
        resources.check(version, None)
        return resources
    before = declared.check(declared.name, package(version, EXTRAS).faults(descriptor, ""))
    items = descriptor.get("resources")
    resources = _Resources(declared, items if isinstance(items, list) else [], before)
    resources.check(version, descriptor.get("citation"))
    declared.check(declared.name, profile_faults(declared, descriptor))
    return resources


def _inline_faults(items: Sequence[Mapping[str, Any]], version: Version) -> Iterator[Fault]:
    for number, item in enumerate(items):
        for part, shape in (("schema", schema(version, EXTRAS)), ("dialect", dialect())):
            if isinstance(item.get(part), Mapping):
                yield from shape.faults(item[part], f"resources[{number}].{part}")


def _without(
    faults: Mapping[str, tuple[Fault, ...]], looked_at: set[tuple[str, str]]
) -> Mapping[str, tuple[Fault, ...]]:
    """The faults by file, but for warnings that a reference was not followed where it was."""
    return {
        name: tuple(
            f for f in found if (name, f.path) not in looked_at or f.code != "external-reference"
        )
        for name, found in faults.items()
    }


class _Resources:
    """The resources of a descriptor whose shape was checked, with `before`, the faults found."""

    def __init__(
        self,
        declared: Declarations,
        items: list[Any],
        before: list[Fault],
        *,
        is_bare: bool = False,
    ):
        self.declared, self.items, self.is_bare = declared, items, is_bare
        self.faulty = {above for f in before if f.is_harmful for above in upward(f.path)}
        self.schemas: list[_Found | None] = []
        self._read_files: dict[tuple[str, str], Mapping[str, Any] | None] = {}

    def opened(self, native: Mapping[str, NativeTable]) -> tuple[Resource, ...]:
        """The resources, where there were no faults; `native` are rows by a resource's name."""
        return tuple(
            _resource(self._with_dialect(item), found, native.get(item["name"]))
            for item, found in zip(self.items, self.schemas, strict=True)
        )

    def _with_dialect(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        """A resource with its dialect in it, which may be in its own file."""
        stated = item.get("dialect")
        if not isinstance(stated, str):
            return item
        return {**item, "dialect": self._read_files["dialect", stated]}

    def sound(self, native: Mapping[str, NativeTable]) -> tuple[Resource, ...]:
        """The resources without errors in their own declarations."""
        files = self.declared.faults()
        faulty = [name for name, faults in files.items() if any(f.is_harmful for f in faults)]
        paths = [f.path for f in files.get(self.declared.name, ()) if f.is_harmful]
        own = {above for path in paths for above in upward(path)}
        return tuple(
            _resource(self._with_dialect(item), found, native.get(item["name"]))
            for number, (item, found) in enumerate(zip(self.items, self.schemas, strict=True))
            if f"resources[{number}]" not in own
            and not (found and found.path in faulty)
            and item.get("dialect") not in faulty
        )

    def external(
        self, around: Surroundings
    ) -> tuple[dict[str, tuple[tuple[ExternalKey, Package], ...]], set[tuple[str, str]]]:
        """The keys of each table into other packages, with those; and the places of the keys.

        What cannot be followed is a fault; of a package that was not named a warning is kept.
        """
        found: dict[str, tuple[tuple[ExternalKey, Package], ...]] = {}
        places: set[tuple[str, str]] = set()
        for item, own in zip(self.items, self.schemas, strict=True):
            pairs = []
            for key in own.external if own is not None else ():
                other = around.find(key.package)
                fault = None if other is None else key_fault(key, other)
                file = (own.path if own is not None else None) or self.declared.name
                if fault is not None:
                    self.declared.check(file, [fault])
                elif isinstance(other, Package):
                    pairs.append((key, other))
                    places.add((file, f"{key.at}.package"))
            if pairs:
                found[item["name"]] = tuple(pairs)
        return found, places

    def check(self, version: Version, convention: Any) -> None:
        """Keep the faults of each resource, then those between them."""
        for number, item in _of(self.items):
            self.declared.check(self.declared.name, self._path_faults(number, item))
            if isinstance(item.get("dialect"), str):
                self._read(number, "dialect", item["dialect"], dialect(), "dialect-error")
            self.schemas.append(self._read_schema(number, item, version))
        self.declared.check(self.declared.name, self._repeated_names())
        self._check_between(convention)

    def _check_between(self, convention: Any) -> None:
        tables = {
            item["name"]: found.value
            for (_, item), found in zip(_of(self.items), self.schemas, strict=True)
            if found is not None and isinstance(item.get("name"), str)
        }
        for number, item in _of(self.items):
            is_named = isinstance(item.get("name"), str)
            if is_named and not self._is_faulty(f"resources[{number}].records"):
                self._check_reach(number, reach_faults(item, tables))
        if isinstance(convention, dict) and not self._is_faulty("citation"):
            self.declared.check(self.declared.name, role_faults(convention, tables))

    def _is_faulty(self, path: str) -> bool:
        return path in self.faulty

    def _check_reach(self, number: int, faults: Iterable[Fault]) -> None:
        """Keep faults whose paths are relative to a resource, in the file that they are in."""
        found = self.schemas[number]
        for fault in faults:
            if found is not None and found.path and fault.path.startswith("schema"):
                inner = fault.replace(path=fault.path.removeprefix("schema").removeprefix("."))
                self.declared.check(found.path, [inner])
            else:
                outer = fault.replace(path=f"resources[{number}].{fault.path}")
                self.declared.check(self.declared.name, [outer])

    def _read_schema(self, number: int, item: Mapping[str, Any], version: Version) -> _Found | None:
        stated = item.get("schema")
        if isinstance(stated, str):
            own = self.declared.version_in(stated, version)
            is_new = ("schema", stated) not in self._read_files
            value = self._read(number, "schema", stated, schema(own, EXTRAS))
            if value is not None and is_new:
                self.declared.check(stated, name_faults(value, ""))
            if value is None:
                return _Found(stated, None)
            external = tuple(external_keys(value, ""))
            return _Found(stated, self._without_others(as_read(value, own), stated), external)
        if "schema" not in item:
            return None
        at = f"resources[{number}].schema"
        if not isinstance(stated, dict) or self._is_faulty(at):
            return _Found(None, None)
        self.declared.check(self.declared.name, name_faults(stated, at))
        external = tuple(external_keys(stated, f"{at}."))
        return _Found(None, self._without_others(as_read(stated, version), None), external)

    def _without_others(
        self, schema: Mapping[str, Any] | None, path: str | None
    ) -> Mapping[str, Any] | None:
        """The schema of a table without a package, without references to tables that are not named.

        A warning says that they were not looked at.
        """
        if not self.is_bare or schema is None:
            return schema
        names = {"", None, *(item["name"] for item in self.items)}
        kept = []
        for number, key in enumerate(schema.get("foreignKeys", ())):
            target = key["reference"].get("resource")
            if target in names:
                kept.append(key)
                continue
            message = f"the table {shown(target)} is not named: references to it were not checked"
            fault = Fault(f"foreignKeys[{number}].reference", message, "external-reference")
            self.declared.check(path or self.declared.name, [fault])
        return {**schema, "foreignKeys": kept}

    def _read(
        self, number: int, part: str, path: str, shape: Shape, code: str = ""
    ) -> Mapping[str, Any] | None:
        """A declaration in its own file, or None where it is faulty; each checked once."""
        at = f"resources[{number}].{part}"
        if self._is_faulty(at):
            return None
        if (part, path) in self._read_files:
            return self._read_files[part, path]
        try:
            value = self.declared.read(path)
        except CannotRun as error:
            is_there = self.declared.files.is_there(path)
            fault = Fault(at, str(error), "" if is_there else "scheme-error", step=error.step)
            self.declared.check(self.declared.name, [fault])
            return None
        faults = (fault.replace(code=fault.code or code) for fault in shape.faults(value, ""))
        errors = self.declared.check(path, faults)
        found = None if any(fault.is_harmful for fault in errors) else value
        self._read_files[part, path] = found
        return found

    def _path_faults(self, number: int, item: Mapping[str, Any]) -> Iterator[Fault]:
        """A fault for each path that leads out of the package through a link."""
        at, stated = f"resources[{number}].path", item.get("path", [])
        paths = [stated] if isinstance(stated, str) else stated
        for path in () if self._is_faulty(at) else paths:
            try:
                if not is_url(path):
                    self.declared.files.check(path)
            except CannotRun as error:
                yield Fault(at, str(error))

    def _repeated_names(self) -> Iterator[Fault]:
        names = [item.get("name") for _, item in _of(self.items)]
        for number in repeated(names):
            if isinstance(names[number], str):
                message = f"{shown(names[number])} names an earlier resource too"
                yield Fault(f"resources[{number}].name", message, "package-error")


class _Found(Frozen):
    """A schema: the file it is in, None for the descriptor; its value, None if faulty."""

    path: str | None
    value: Mapping[str, Any] | None
    external: tuple[ExternalKey, ...] = ()


def _of(items: list[Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The resources by number; what is not an object, which is a fault, as an empty one."""
    for number, item in enumerate(items):
        yield number, item if isinstance(item, dict) else {}


def _part_faults(package: Package) -> Iterator[Fault]:
    """The faults of the tables that citations, copies and the explorer look at."""
    declared = package.descriptor.get("citation")
    parts = set(declared.values()) if isinstance(declared, dict) else set()
    tables = {r.name: r.schema.descriptor for r in package.tables if r.schema is not None}
    yield from explorer_faults(package.descriptor.get("explorer", {}), tables)
    for number, resource in enumerate(package.resources):
        facts = resource.descriptor.get("facts", ())
        if facts and package.convention is None:
            yield Fault(f"resources[{number}].facts", "a table of facts needs citations")
        for fault in facts_faults(resource.name, facts, tables) if facts else ():
            yield fault.replace(path=f"resources[{number}].{fault.path}")
        parts |= {resource.name} if facts else set()
    for resource in package.resources:
        parts |= targets(resource.schema.descriptor if resource.schema else {}, resource.records)
    for number, resource in enumerate(package.resources):
        schema = resource.schema
        if schema is None or resource.is_plain_csv:
            continue
        if resource.name in parts or schema.cited_fields:
            message = "a table with citations or copies is a plain CSV file in UTF-8"
            yield Fault(f"resources[{number}]", message)


def _resource(
    item: Mapping[str, Any], found: _Found | None, native: NativeTable | None
) -> Resource:
    if "path" not in item and "url" in item:  # what version 0 called it
        item = {**item, "path": item["url"]}
    stated = item.get("path", [])
    paths = [stated] if isinstance(stated, str) else list(stated)
    value = found.value if found else None
    return Resource(
        name=item["name"],
        path=paths[0] if paths else "",
        descriptor=item,
        schema=Schema.from_dict(value, found.path) if found and value is not None else None,
        native=native,
    )


def _convention(descriptor: Mapping[str, Any]) -> Convention | None:
    declared = descriptor.get("citation")
    if not isinstance(declared, dict):
        return None
    return Convention(
        citations=declared["citations"],
        sources=declared["sources"],
        phrases=declared["phrases"],
        notes=declared.get("notes"),
        passages=declared.get("passages"),
        quote_limits=declared.get("quoteLimits", QUOTE_LIMITS[0]),
        coverage_scope=declared.get("coverageScope", COVERAGE_SCOPES[0]),
    )
