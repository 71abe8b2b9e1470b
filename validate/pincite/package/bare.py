"""Tables without a package: files that the caller names, with a schema or without one.

A descriptor is made for them, so that they are read and checked as tables of a package are. What
the caller names may lie anywhere; what a schema names may not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pincite.descriptor.standard import is_url
from pincite.files.addresses import last_name
from pincite.files.store import Files, Stored
from pincite.package.memory import as_json
from pincite.report import CannotRun
from pincite.report.frozen import Frozen
from pincite.report.visible import has_credentials, without_credentials

DESCRIPTORS = ("datapackage.json", "datapackage.yaml", "datapackage.yml")
COMPRESSIONS = ("gz", "bz2", "xz", "zst", "zip")
ENDINGS = (
    "csv",
    "tsv",
    "tab",
    "jsonl",
    "ndjson",
    "parquet",
    "xlsx",
    "ods",
    "sqlite",
    "sqlite3",
    "db",
)
DECLARED = (".json", ".yaml", ".yml")  # of descriptors; a table may be in JSON too
STDIN = "-"


class TableOptions(Frozen):
    """How tables are read that have no package to say so; each may be left out.

    `schema` and `dialect` are paths, addresses of which there is a local copy, or dicts.
    """

    schema: str | Path | Mapping[str, Any] | None = None
    dialect: str | Path | Mapping[str, Any] | None = None
    encoding: str | None = None
    format: str | None = None

    @property
    def are_stated(self) -> bool:
        """Whether the caller has stated any of them, so that tables are meant."""
        return self != TableOptions()


class Bare(Frozen):
    """Tables without a package: the files, a descriptor made for them, and what is to be said."""

    files: Files
    descriptor: Mapping[str, Any]
    remarks: tuple[str, ...]


def is_table_path(path: Path, options: TableOptions) -> bool:
    """Whether a path is meant as a table, or a folder of tables, and not as a package."""
    if str(path) == STDIN or (options.are_stated and not path.is_dir()):
        return True
    if path.is_dir():
        return not has_descriptor(path) and any(True for _ in tables_in(path))
    if path.suffix.lower() == ".zip":  # a package, or a table such as data.csv.zip
        return ending_of(path.name) in (*ENDINGS, "json")
    if path.suffix.lower() in DECLARED:
        return path.suffix.lower() == ".json" and path.is_file() and _begins_as_list(path)
    return path.suffix != ""


def is_table_address(url: str, options: TableOptions, look_up: Callable[[str], Path]) -> bool:
    """Whether a URL is meant as that of a table, and not of a package's descriptor or zip file."""
    if options.are_stated or ending_of(url) in ENDINGS:
        return True
    name = last_name(url).lower()
    return name.endswith(".json") and _begins_as_list(look_up(url))


def has_descriptor(folder: Path) -> bool:
    """Whether a folder is a data package."""
    return any((folder / name).is_file() for name in DESCRIPTORS)


def packages_in(folder: Path) -> list[Path]:
    """The data packages that lie in a folder, each in its own folder, sorted; not deeper."""
    inner = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    return [path for path in inner if path.is_dir() and has_descriptor(path)]


def split_targets(
    given: Sequence[str], options: TableOptions
) -> tuple[list[str | Path], list[str | Path]]:
    """What was named, as tables without a package, and packages; a folder may hold either."""
    tables: list[str | Path] = []
    packages: list[str | Path] = []
    for text in given:
        if is_url(text):
            at_tables = options.are_stated or ending_of(text) in ENDINGS
            (tables if at_tables else packages).append(text)
            continue
        path = Path(text)
        inner = packages_in(path) if path.is_dir() and not has_descriptor(path) else []
        is_table = is_table_path(path, options)
        if is_table:
            tables.append(text)
        packages += inner or ([] if is_table else [text])
    return tables, packages


def tables_in(folder: Path) -> Iterator[Path]:
    """The tables that lie in a folder, by the endings of their names, sorted; not hidden ones."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(".") and path.is_file() and ending_of(path.name) in ENDINGS:
            yield path


def ending_of(name: str) -> str:
    """The ending that says the format of a file, at a path or URL, behind that of a compression."""
    parts = last_name(name).lower().split(".")[1:]
    if parts and parts[-1] in COMPRESSIONS:
        parts.pop()
    return parts[-1] if parts else ""


def _begins_as_list(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["


def bare_tables(
    given: Sequence[str | Path], options: TableOptions, look_up: Callable[[str], Path]
) -> Bare:
    """The tables at some paths, of which a folder is all that lie in it, `-` is standard input.

    `look_up` gives a local copy of what is at an address. Raises CannotRun for what is not there.
    """
    paths = [found for path in given for found in _expanded(path)]
    if not paths:
        raise CannotRun("no table is named")
    files: dict[str, Path | Stored] = {}
    resources: list[dict[str, Any]] = []
    remarks: list[str] = []
    for path in dict.fromkeys(paths):
        shown = path if isinstance(path, str) else path.as_posix()
        files[shown] = _file(path) if isinstance(path, Path) else look_up(path)
        name = _free_name(shown, {item["name"] for item in resources})
        item: dict[str, Any] = {"name": name, "path": shown, "type": "table"}
        item |= {key: getattr(options, key) for key in ("encoding", "format")}
        if shown == STDIN and options.format is None:
            item["format"] = "csv"
        has_own = options.schema is not None or isinstance(path, str)
        beside = None if has_own else _schema_beside(Path(path))
        if beside is not None:
            remarks.append(f"{shown}: by the schema beside it, {beside.as_posix()}")
        elif options.schema is None:
            remarks.append(f"{shown}: has no schema, so only its form was checked: name --schema")
        item["schema"] = _declared(options.schema or beside, files)
        item["dialect"] = _declared(options.dialect, files)
        resources.append({key: value for key, value in item.items() if value is not None})
    title = resources[0]["path"] if len(resources) == 1 else f"{len(resources)} tables"
    title = "standard input" if title == STDIN else title
    return Bare(Files.of_named(files), {"name": title, "resources": resources}, tuple(remarks))


def _expanded(given: str | Path) -> Sequence[str | Path]:
    """The files at a path: itself, those in a folder, or those that a pattern matches; or a URL."""
    if isinstance(given, str) and is_url(given):
        return [_without_secrets(given)]
    path = Path(given)
    if path.is_dir():
        return [*tables_in(path)]
    if any(sign in path.name for sign in "*?[") and not path.exists():
        found = sorted(item for item in path.parent.glob(path.name) if item.is_file())
        if not found:
            raise CannotRun(f"{path}: no file has such a name")
        return found
    return [path]


def _file(path: Path) -> Path | Stored:
    if str(path) == STDIN:
        return Stored(sys.stdin.buffer.read())
    if not path.is_file():
        raise CannotRun(f"{path}: there is no such file")
    return path


def _without_secrets(url: str) -> str:
    """The URL; raises CannotRun for a name or password in it, which reports would show."""
    if has_credentials(url):
        shown = without_credentials(url)
        raise CannotRun(f"{shown}: an address with a name or password in it is not read")
    return url


def _free_name(path: str, taken: set[str]) -> str:
    """A name for a table: that of its file without its endings, and a number if it is taken."""
    file = last_name(path)
    stem = "stdin" if path == STDIN else file.split(".")[0] or file or "table"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _schema_beside(path: Path) -> Path | None:
    """The schema that lies beside a table: `data.schema.json` or `.yaml` for `data.csv`."""
    if str(path) == STDIN:
        return None
    ending = ending_of(path.name)
    stem = path.name[: path.name.lower().rindex(f".{ending}")] if ending else path.name
    names = (path.with_name(f"{stem}.schema{suffix}") for suffix in DECLARED)
    return next((name for name in names if name.is_file()), None)


def _declared(
    stated: str | Path | Mapping[str, Any] | None, files: dict[str, Path | Stored]
) -> Any:
    """A schema or dialect as a descriptor states it: its path, its address, or itself."""
    if stated is None:
        return None
    if isinstance(stated, Mapping):
        return as_json(stated, "the schema or dialect")
    if isinstance(stated, str) and "://" in stated:
        return _without_secrets(stated)
    path = Path(os.fspath(stated))
    files[path.as_posix()] = _file(path)
    return path.as_posix()
