"""The package: its descriptor, its resources with their schemas, its citation convention."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pincite.descriptor.declarations import COVERAGE_SCOPES, QUOTE_LIMITS
from pincite.descriptor.shape import Fault
from pincite.files.addresses import Addresses
from pincite.files.reading import inside
from pincite.files.store import Files
from pincite.package.external import ExternalKey
from pincite.package.memory import NativeTable
from pincite.package.schema import Schema, listed
from pincite.report import CannotRun
from pincite.report.frozen import Frozen

DESCRIPTOR = "datapackage.json"
T = TypeVar("T")


class Convention(Frozen):
    """Which resources play which part in the citation convention (docs/convention.md)."""

    citations: str
    sources: str
    phrases: str
    notes: str | None = None
    passages: str | None = None
    quote_limits: str = QUOTE_LIMITS[0]
    coverage_scope: str = COVERAGE_SCOPES[0]


class Resource(Frozen):
    """One resource; `schema` is None for a plain file.

    `native` are the rows where they came from a library and not from a file or descriptor.
    """

    name: str
    path: str
    descriptor: Mapping[str, Any]
    schema: Schema | None
    native: NativeTable | None = None

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


class Memo:
    """What was made of a package, each thing once, by whatever room asks first."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}
        self._lock = threading.RLock()  # one thing may be made of others

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """The thing of that name; `make` runs if nobody has asked before, or if it raised then."""
        with self._lock:
            if what not in self._made:
                self._made[what] = make()
            found: T = self._made[what]
            return found


class Package(Frozen, apart=("drafts", "findings", "external", "addresses")):
    """An opened data package; `folder` is where the user said it is, a folder or a zip file.

    A package in memory has none. `files` are its files, each opened once; `home` is the folder that
    may be written to. `drafts` are texts by path that the build takes in place of the files of
    people there. `findings` are warnings and notes on its declarations, by file; `declared_in` is
    the name of the descriptor's file. `remarks` are what is to be said of how it was opened.
    `is_bare` says that tables were named, and no package. `external` are the keys of each table
    into other packages that may be read, with those; `addresses` is asked for what lies at URLs.
    """

    files: Files
    descriptor: Mapping[str, Any]
    resources: tuple[Resource, ...]
    convention: Convention | None
    folder: Path | None
    home: Path | None
    drafts: Mapping[str, str] = {}
    findings: Mapping[str, tuple[Fault, ...]] = {}
    declared_in: str = DESCRIPTOR
    remarks: tuple[str, ...] = ()
    external: Mapping[str, tuple[tuple[ExternalKey, Package], ...]] = {}
    addresses: Addresses = Addresses()
    is_bare: bool = False

    def __post_init__(self) -> None:
        self.__dict__["_memo"] = Memo()

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this package: tables, evidence, results of checks.

        An opened package is a snapshot, so what was made of it stays right. `what` names the thing
        and all that it depends on besides the package.
        """
        memo: Memo = self.__dict__["_memo"]
        return memo.once(what, make)

    @property
    def name(self) -> str:
        """The package's name, or its folder's."""
        folder = "(in memory)" if self.folder is None else self.folder.resolve().name
        return str(self.descriptor.get("name", folder))

    @property
    def place(self) -> str:
        """The folder or zip file as a report names it; empty for a package in memory."""
        return "" if self.folder is None else self.folder.as_posix()

    @property
    def root(self) -> Path:
        """The folder that is written to; raises CannotRun where there is none."""
        if self.home is None:
            kind = "is in memory" if self.folder is None else "is a zip file: unpack it"
            raise CannotRun(f"{self.folder or self.name}: {kind}; only a folder can be written to")
        return self.home

    @property
    def version(self) -> str | None:
        """The package's version, where it has one."""
        return self.descriptor.get("version")

    @cached_property
    def tables(self) -> tuple[Resource, ...]:
        """The resources that have a Table Schema."""
        return tuple(resource for resource in self.resources if resource.schema is not None)

    @property
    def has_copies(self) -> bool:
        """Whether any resource repeats cells of other tables: as JSON, or as a table of facts."""
        return any(r.records is not None or "facts" in r.descriptor for r in self.resources)

    def table(self, name: str) -> Resource | None:
        """The table resource of a name, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Resource]:
        return {resource.name: resource for resource in self.tables}

    @cached_property
    def referred(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The fields of each table that foreign keys refer to, without repetition, by its name."""
        found: dict[str, dict[tuple[str, ...], None]] = {}
        for resource in self.tables:
            for key in resource.schema.descriptor.get("foreignKeys", ()) if resource.schema else ():
                target = key["reference"].get("resource") or resource.name
                found.setdefault(target, {})[tuple(listed(key["reference"]["fields"]))] = None
        return {name: tuple(fields) for name, fields in found.items()}

    def path_of(self, relative: str) -> Path:
        """Where a file is written; raises CannotRun where that leaves the package.

        What is read comes from `files`.
        """
        return inside(self.root, relative)
