"""Foreign keys into other packages: which tables they name, and which of those may be read.

Source of the form: the recipe "External foreign keys" of Data Package, `reference.package`. A
package is followed only where the caller has named it in the same call, or a local copy of its
address, or where it lies inside: a stranger's package reads nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.descriptor.shape import Fault, shown
from pincite.descriptor.standard import is_url
from pincite.files.addresses import Addresses
from pincite.package.schema import listed
from pincite.report import CannotRun
from pincite.report.frozen import Frozen

if TYPE_CHECKING:
    from pincite.package.descriptor import Package


class ExternalKey(Frozen):
    """A foreign key of a table into one of another package; `at` is its place in its file."""

    fields: tuple[str, ...]
    package: str
    resource: str
    there: tuple[str, ...]
    at: str


def external_keys(schema: Mapping[str, Any], path: str) -> Iterator[ExternalKey]:
    """The keys of a schema, whose shape is right, that refer to other packages."""
    for number, key in enumerate(schema.get("foreignKeys", ())):
        reference = key["reference"]
        if isinstance(reference.get("package"), str):
            yield ExternalKey(
                tuple(listed(key["fields"])),
                reference["package"],
                reference.get("resource") or "",
                tuple(listed(reference["fields"])),
                f"{path}foreignKeys[{number}].reference",
            )


class Surroundings:
    """The packages beside one: those that the caller has named, opened when a key asks for them."""

    def __init__(
        self,
        folder: Path | None,
        named: Sequence[Path],
        addresses: Addresses,
        open_package: Callable[[str | Path], Package],
    ):
        self.folder = folder
        self.named = named
        self.addresses = addresses
        self.open_package = open_package
        self._opened: dict[str, Package | str | None] = {}

    def find(self, stated: str) -> Package | str | None:
        """The package that a reference states, why it cannot be opened, or None if not named."""
        if stated not in self._opened:
            self._opened[stated] = self._open(stated)
        return self._opened[stated]

    def _open(self, stated: str) -> Package | str | None:
        path = self._path(stated)
        if path is None or (isinstance(path, str) and not self.addresses.is_readable(path)):
            return None
        try:
            return self.open_package(path)
        except CannotRun as error:
            return str(error)

    def _path(self, stated: str) -> str | Path | None:
        if is_url(stated):  # the files beside a local copy are those of the package
            return self.addresses.file(stated) if self.addresses.is_mapped(stated) else stated
        if self.folder is None or Path(stated).is_absolute() or not stated.isprintable():
            return None
        try:
            path = (self.folder / stated).resolve()
            is_inside = path.is_relative_to(self.folder.resolve())
            places = {place for name in self.named for place in (name.resolve(), _folder(name))}
        except (OSError, RuntimeError):  # links in a circle
            return None
        is_named = path in places or (path.parent in places and path.is_file())
        return path if is_inside or is_named else None


def _folder(path: Path) -> Path:
    return path.resolve() if path.is_dir() else path.resolve().parent


def key_fault(key: ExternalKey, found: Package | str) -> Fault | None:
    """Why a key cannot be followed into a package, or None."""
    at = f"{key.at}.package"
    if isinstance(found, str):
        message = f"the package {shown(key.package)} cannot be opened, so nothing was compared"
        return Fault(at, f"{message}: {found}", "external-reference")
    table = found.table(key.resource)
    if table is None or table.schema is None:
        message = f"that package has no table {shown(key.resource)} with a schema"
        return Fault(f"{key.at}.resource", message, "schema-error")
    missing = [name for name in key.there if table.schema.field(name) is None]
    if missing:
        named = ", ".join(map(shown, missing))
        return Fault(f"{key.at}.fields", f"that table has no field {named}", "schema-error")
    return None
