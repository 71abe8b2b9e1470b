"""What a caller has named to be opened: a package in a folder, zip file or dict, or bare tables."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pincite.descriptor.standard import is_url
from pincite.files.addresses import Addresses, last_name
from pincite.files.store import Files
from pincite.package.bare import (
    DECLARED,
    DESCRIPTORS,
    Bare,
    TableOptions,
    bare_tables,
    has_descriptor,
    is_table_address,
    is_table_path,
)
from pincite.package.descriptor import DESCRIPTOR, Package
from pincite.report import CannotRun
from pincite.report.frozen import Frozen

Named = str | Path | Package | Bare | Mapping[str, Any] | Sequence[str | Path]


class Given(Frozen):
    """What was named to be opened: its files, the descriptor's name or value, and where it is."""

    files: Files
    name: str
    folder: Path | None
    home: Path | None
    value: Mapping[str, Any] | None = None
    is_bare: bool = False
    remarks: tuple[str, ...] = ()


def find_given(
    given: Named, folder: str | Path | None, bare: TableOptions | None, addresses: Addresses
) -> Given:
    """The files of what was named, and its descriptor; see `open_package`. Raises CannotRun."""
    found = _found(given, folder, bare, addresses)
    found.files.with_addresses(addresses.file)
    return found


def lock_folder(given: Named) -> Path:
    """Where the lock file of a package is: its folder; the working directory for anything else."""
    if not isinstance(given, str | os.PathLike):
        return (given.home or Path()) if isinstance(given, Package) else Path()
    path = Path(given)
    is_descriptor = path.suffix.lower() in DECLARED and path.is_file()
    if is_descriptor:
        return path.parent
    return path if path.is_dir() and has_descriptor(path) else Path()


def _found(  # noqa: PLR0911 - a list of cases
    given: Named, folder: str | Path | None, bare: TableOptions | None, addresses: Addresses
) -> Given:
    if isinstance(given, Package):
        return Given(given.files, given.declared_in, given.folder, given.home, given.descriptor)
    if isinstance(given, Bare):
        name = given.descriptor["name"]
        return Given(given.files, name, None, None, given.descriptor, True, given.remarks)
    if isinstance(given, Mapping):
        return _found_in_memory(given, None if folder is None else Path(folder))
    if folder is not None:
        raise CannotRun("folder: the files of a package that has a path are beside its descriptor")
    if bare is not None and _are_paths(given):
        return _bare(given, bare, addresses)  # type: ignore[arg-type]
    if not isinstance(given, str | os.PathLike):
        raise TypeError(
            f"a package is a path, a descriptor as a dict or an opened package, not a"
            f" {type(given).__name__}; a table is the `data` of a resource"
        )
    if isinstance(given, str) and is_url(given):
        return _found_at_address(given, bare, addresses)
    path = Path(given)
    if bare is not None and is_table_path(path, bare):
        return _bare([given], bare, addresses)
    if bare is not None and bare.are_stated:
        raise CannotRun(f"{path}: is a package, which names its own schemas and dialects")
    return _found_at(path)


def _are_paths(given: object) -> bool:
    is_list = isinstance(given, list | tuple)
    return is_list and all(isinstance(path, str | os.PathLike) for path in given)  # type: ignore[attr-defined]


def _found_in_memory(given: Mapping[str, Any], home: Path | None) -> Given:
    if home is not None and not home.is_dir():
        raise CannotRun(f"{home}: there is no such folder")
    files = Files.of_bytes({}) if home is None else Files.of_folder(home)
    return Given(files, DESCRIPTOR, home, home, given)


def _found_at_address(url: str, bare: TableOptions | None, addresses: Addresses) -> Given:
    if bare is not None and is_table_address(url, bare, addresses.file):
        return _bare([url], bare, addresses)
    copy, name = addresses.file(url), last_name(url)
    if name.lower().endswith(".zip"):
        from pincite.files.archive import zip_files

        files, name = zip_files(copy, DESCRIPTORS)
        return Given(files, name, None, None)
    return Given(Files.of_address(url, addresses.file), name, None, None)


def _found_at(path: Path) -> Given:
    if path.suffix.lower() == ".zip" and path.is_file():
        from pincite.files.archive import zip_files

        files, name = zip_files(path, DESCRIPTORS)
        return Given(files, name, path, None)
    file = find_descriptor(path)
    return Given(Files.of_folder(file.parent, file.name), file.name, file.parent, file.parent)


def _bare(given: Sequence[str | Path], options: TableOptions, addresses: Addresses) -> Given:
    return _found(bare_tables(given, options, addresses.file), None, None, addresses)


def find_descriptor(path: str | Path) -> Path:
    """The descriptor file for a folder or a file; raises CannotRun where there is none."""
    found = Path(path)
    if found.is_dir():
        names = (found / name for name in DESCRIPTORS)
        found = next((name for name in names if name.is_file()), found / DESCRIPTOR)
    if not found.is_file():
        raise CannotRun(f"{found}: there is no such data package descriptor; {_instead(found)}")
    return found


def _instead(missing: Path) -> str:
    """What to do where there is no descriptor."""
    if missing.suffix.lower() == ".zip":
        return "the zip file does not exist"
    for folder in missing.resolve().parents[1:4]:
        if missing.name == DESCRIPTOR and (folder / DESCRIPTOR).is_file():
            return f"a folder above has one: name {folder}"
    if missing.parent.is_dir():
        return "`pincite init` makes a package"
    return "there is no such folder"
