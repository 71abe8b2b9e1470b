"""`init`: the files of a new package are written; no file that is there is overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from pincite.begin.foreign import ForeignTable, key_of, read_foreign
from pincite.begin.kinds import FieldSpec, field_spec, guess_all, overridden
from pincite.begin.model_fields import load_model, model_fields, with_key
from pincite.begin.skeleton import PackageSpec, TableSpec, package_files, slug
from pincite.files.write import write_files
from pincite.package import open_package
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import CannotRun
from pincite.seeds.compile import compile_tables
from pincite.seeds.generate import DICTIONARY, generate_texts

KEEPS = ("README.md", ".gitattributes", ".gitignore", ".github/workflows/data.yml")


@dataclass(frozen=True)
class Begun:
    """What was written, what was there and kept, and the tables whose rows are not taken in yet."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSource:
    """How a table that was asked for is read: words, a file of rows, or a model."""

    name: str = ""
    fields: tuple[str, ...] = ()
    file: Path | None = None
    model: str = ""
    key: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None


def table_of_words(name: str, fields: Sequence[str]) -> TableSpec:
    """A table by its name and fields in our notation; the first one is its key."""
    if not fields:
        raise CannotRun(
            f"--table {name}: name its fields too, the key first: {name} id amount:money"
        )
    specs = tuple(map(field_spec, fields))
    return TableSpec(name, specs, (specs[0].name,))


def table_of_model(named: str) -> TableSpec:
    """A table by the fields of a pydantic model, whose module is run."""
    model = load_model(named)
    name = slug("".join(f"_{c.lower()}" if c.isupper() else c for c in model.__name__).strip("_"))
    fields, key = with_key(model_fields(model), name)
    return TableSpec(name, fields, (key,), title=(model.__doc__ or "").strip().split("\n")[0])


def table_of_file(
    table: ForeignTable, name: str, path: str, key: Sequence[str], given: Mapping[str, FieldSpec]
) -> TableSpec:
    """A table by the header of a file and what its cells look like.

    Its key is empty where none is named and no column alone is one.
    """
    guessed = guess_all(table.header, [table.column(at) for at in range(len(table.header))])
    return TableSpec(name, tuple(overridden(guessed, given)), key_of(table, key), path)


def check_key(spec: TableSpec, file: object) -> None:
    """Raise CannotRun where a table has no key, which cited cells are named by."""
    if not spec.key:
        raise CannotRun(
            f"{file}: no column alone names its rows; name several with --key A,B, or add a column"
            " with a name for each row"
        )


def given_fields(items: Sequence[str]) -> dict[str, FieldSpec]:
    """Fields of a file whose kinds a person names, by name."""
    return {made.name: made for made in map(field_spec, items)}


def begin(folder: Path, spec: PackageSpec, *, dry_run: bool = False) -> Begun:
    """Write the package's files; raises CannotRun where it would replace one that matters.

    Tables that no seed gives rows of are written empty, where they are not there yet.
    """
    texts = package_files(replace(spec, requirement=spec.requirement or installed_from()))
    there = [name for name in texts if (folder / name).exists()]
    kept = [name for name in there if name in KEEPS or _is_own_table(spec, name)]
    if (folder / DESCRIPTOR).exists():
        raise CannotRun(
            f"{folder / DESCRIPTOR}: there is a package already; `pincite add-table` adds a table"
        )
    others = [name for name in there if name not in kept]
    if others:
        raise CannotRun(f"{folder / others[0]}: exists, and nothing is overwritten; move it first")
    new = {name: text for name, text in texts.items() if name not in kept}
    if dry_run:
        return Begun(tuple(new), tuple(kept))
    _make(folder)
    write_files(folder, new)
    made = [] if spec.is_plain else fill_tables(folder)
    waiting = [table.file for table in spec.tables if not spec.is_plain and table.file not in made]
    return Begun((*new, *made), tuple(kept), tuple(waiting))


def _is_own_table(spec: PackageSpec, name: str) -> bool:
    """Whether a plain package names a table that lies in it already, as it is."""
    return spec.is_plain and name in {table.file for table in spec.tables} - set(spec.texts)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{folder}: cannot be made: {error.strerror}") from error


def fill_tables(folder: Path) -> list[str]:
    """Write the tables and documents of the seeds that are not there yet; gives their names."""
    package = open_package(folder)
    if package.convention is None:
        return []
    compiled = compile_tables(package, package.convention)
    texts = {
        name: text
        for name, text in generate_texts(package, compiled.tables).items()
        if name == DICTIONARY or not package.files.is_there(name)
    }
    write_files(folder, texts)
    return list(texts)


def installed_from() -> str:
    """What pip would install this very tool from, where it came from version control; or empty."""
    try:
        found = json.loads(metadata.distribution("pincite").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return ""
    source = found.get("vcs_info")  # PEP 610
    if not isinstance(source, dict):
        return ""
    where = f"#subdirectory={found['subdirectory']}" if "subdirectory" in found else ""
    return f"{source['vcs']}+{found['url']}@{source['commit_id']}{where}"


def path_inside(folder: Path, file: Path) -> str | None:
    """The path of a file relative to a package's folder, where it lies in it."""
    try:
        return file.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None


def foreign_of(source: TableSource) -> ForeignTable:
    """The rows of a file that was named."""
    assert source.file is not None
    return read_foreign(source.file, delimiter=source.delimiter, encoding=source.encoding)
