"""`validate --fix`: the lines that a diagnosis proposes are written into the declarations.

Descriptors, schemas and dialects are changed; tables never are. What is not certain, and what a
person changed meanwhile, is left as it is and said.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pincite.checks.diagnosis import Correction
from pincite.descriptor.standard import is_url
from pincite.files.write import json_as_read, write_files
from pincite.package import Package, Resource
from pincite.report import CannotRun, Report


@dataclass
class Corrected:
    """What was written, a line each; options to give in its place; and what was left, and why."""

    written: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def correct(package: Package, report: Report) -> Corrected:
    """Write the corrections that a report on a package proposes, all of them or none.

    Raises CannotRun where a file was changed meanwhile, or cannot be written.
    """
    found, edits = Corrected(), _Edits(package)
    for issue in report.issues:
        details = issue.details or {}
        if "possible" in details:
            found.left.append(f"{issue.place}: several answers are possible: {issue.expected}")
        if "correction" in details:
            edits.add(Correction(**details["correction"]), found)
    edits.write()
    return found


class _Edits:
    """The declarations as they will be, by their files."""

    def __init__(self, package: Package):
        self._package = package
        self._values: dict[str, Any] = {}
        named = package.descriptor.get("name")
        self._is_bare = package.home is package.folder is None and package.declared_in == named
        self._is_fixed = package.home is None and not self._is_bare  # in a zip file, at an address

    def add(self, correction: Correction, found: Corrected) -> None:
        """Make one correction, or say why it is left, or which option says the same."""
        resource = next(r for r in self._package.resources if r.name == correction.resource)
        if self._is_fixed:
            found.left.append(
                f"{resource.path}: declare {correction.line}; only a folder is changed"
            )
            return
        file = self._file(resource, correction)
        if file is None:
            options = _options(correction)
            if options:
                found.options += options
            else:
                found.left.append(f"{resource.path}: {_without_option(correction)}")
            return
        reason = self._untouchable(file, resource)
        if reason:
            found.left.append(f"{file}: {reason}: {correction.line}")
            return
        if PurePosixPath(file).suffix.lower() != ".json":
            found.left.append(f"{file}: is not JSON: write {correction.line} there yourself")
            return
        target = self._target(file, resource, correction)
        if target is None:
            found.left.append(f"{file}: has no such field or resource: {correction.line}")
            return
        target.update(self._merged(target, file, resource, correction))
        found.written.append(f"{file}: {correction.line}{_where(correction)}")

    def _file(self, resource: Resource, correction: Correction) -> str | None:
        """The file to be changed; None for a table without a package, whose schema is not meant."""
        stated = self._item(resource).get("dialect")
        if correction.is_schema:
            path = resource.schema.path if resource.schema is not None else None
            return path or (None if self._is_bare else self._package.declared_in)
        if "dialect" in correction.properties and isinstance(stated, str):
            return stated
        return None if self._is_bare else self._package.declared_in

    def _untouchable(self, file: str, resource: Resource) -> str | None:
        """Why a file is not to be changed for one table, if it is not."""
        if is_url(file):  # as a path it could lead anywhere
            return "lies at an address; declare it in a copy of that file"
        package = self._package
        if not self._is_bare and not self._path(file).resolve().is_relative_to(
            package.root.resolve()
        ):
            return "is outside of the package; declare it there yourself"
        others = [
            other.name
            for other in package.resources
            if other.name != resource.name
            and file in (self._item(other).get("schema"), self._item(other).get("dialect"))
        ]
        if others:
            return f"is used by {', '.join(others[:3])} too; declare it in a copy of that file"
        return None

    def _item(self, resource: Resource) -> Mapping[str, Any]:
        """The resource as the descriptor states it."""
        items = self._package.descriptor["resources"]
        return next(item for item in items if item["name"] == resource.name)

    def _value(self, file: str) -> Any:
        if file not in self._values:
            self._values[file] = self._package.files.read_json(file)
        return self._values[file]

    def _target(self, file: str, resource: Resource, correction: Correction) -> Any:
        """The object of a file that the properties belong to."""
        value = self._value(file)
        if file == self._package.declared_in and not self._is_bare:
            items = value.get("resources", [])
            value = next((item for item in items if item.get("name") == resource.name), None)
            value = value.get("schema") if correction.is_schema and value is not None else value
        if correction.field is None or value is None:
            return value
        return next((f for f in value["fields"] if f.get("name") == correction.field), None)

    def _merged(
        self, target: Mapping[str, Any], file: str, resource: Resource, correction: Correction
    ) -> Mapping[str, Any]:
        """The properties as they go into their object: a dialect keeps what else it says."""
        dialect = correction.properties.get("dialect")
        if dialect is None:
            return correction.properties
        if self._item(resource).get("dialect") == file:
            return dict(dialect)
        return {"dialect": {**target.get("dialect", {}), **dialect}}

    def write(self) -> None:
        """Write all files, after looking that each is still what was read."""
        by_folder: dict[Path, dict[str, str]] = {}
        for file, value in self._values.items():
            path = self._path(file)
            if not path.is_file() or path.read_bytes() != self._package.files.read(file):
                raise CannotRun(f"{file}: was changed meanwhile; nothing was written")
            like = path.read_bytes().decode("utf-8-sig", "replace")
            by_folder.setdefault(path.parent, {})[path.name] = json_as_read(value, like)
        for folder, texts in by_folder.items():
            write_files(folder, texts)

    def _path(self, file: str) -> Path:
        return Path(file) if self._is_bare else self._package.root / file


def _where(correction: Correction) -> str:
    what = f"in field {correction.field}" if correction.field else "in the schema"
    if not correction.is_schema:
        what = "in the dialect" if "dialect" in correction.properties else "in the resource"
    return f" {what} of {correction.resource}"


def _without_option(correction: Correction) -> str:
    """What to do for a table without a package where no option says the same."""
    if "dialect" in correction.properties:
        return f"write {{{correction.line}}} to a file, and give it as --dialect FILE"
    return f"declare {correction.line}{_where(correction)}; name the schema with --schema"


def _options(correction: Correction) -> list[str]:
    """The options of the command line that say the same of a table without a package, if any."""
    found: list[str] = []
    if "encoding" in correction.properties:
        found += ["--encoding", str(correction.properties["encoding"])]
    dialect = correction.properties.get("dialect", {})
    if dialect.keys() == {"delimiter"}:
        sign = dialect["delimiter"]
        found += ["--delimiter", "'\\t'" if sign == "\t" else shlex.quote(sign)]
    return found
