"""Documents as sources of a package: their text, map and original in the folder of sources.

The package holds only the record; the folder of sources, which is not part of it, holds the rest:
`NAME.txt`, `NAME.map.json` and `originals/DIGEST.pdf`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pincite.files.reading import SourceFile, find_source
from pincite.files.write import write_bytes_whole, write_files
from pincite.report import CannotRun, counted
from pincite.seeds.editor import open_seeds
from pincite.seeds.new_source import language_said, new_source
from pincite.seeds.seed_files import read_seeds
from pincite.sources.limits import MARKDOWN, PLAIN
from pincite.sources.made import Made, map_name
from pincite.sources.making import (
    ORIGINALS,
    make,
    map_of,
    map_text,
    original_name,
    read_document,
)
from pincite.sources.source_map import read_places


@dataclass(frozen=True)
class Added:
    """A source that was added: files of the package and of the folder of sources, what to know."""

    source: str
    files: Mapping[str, str]
    beside: tuple[Path, ...] = ()
    made: Made | None = None
    folder: Path | None = None
    language: str = "en"
    remarks: tuple[str, ...] = ()  # on the language


def add_source(  # noqa: PLR0913 - what is said of a document, each by its name
    package: str | Path,
    file: Path,
    source: str,
    *,
    folder: Path | None = None,
    language: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    said: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> Added:
    """Add a document as a source; a text is added as it is, and stays where it is.

    `folder` is that of the sources, where a text that is made is written; none means the folder of
    the file. Without `language` it is what the document says, else `en`. `said` is what a person
    knows of the document: `url`, `retrieved`. Raises CannotRun, and writes nothing, where the
    document gives no text or the package cannot hold the record.
    """
    if not file.is_file():
        raise CannotRun(f"{file}: no such file")
    data, media_type = read_document(file)
    given = dict(columns or {})
    if media_type == PLAIN:
        make(data, media_type, file.name)  # raises for what is not text
        language = language or "en"
        known = _said_in_columns(package, dict(said or {}))
        texts = new_source(
            package, file, source, language=language, columns=known | given, dry_run=dry_run
        )
        return Added(source, texts, language=language)
    made = make(data, media_type, file.name, encoding)
    language, remarks = language_said(language, made.language)
    home = file.parent if folder is None or media_type == MARKDOWN else folder
    name = file.name if media_type == MARKDOWN else f"{source}.txt"
    found = map_of(made, data, media_type, (file.name, name), dict(said or {}))
    known = _columns_of(package, found, dict(said or {}))
    text_file = SourceFile(home / name, found["text"]["sha256"], made.text)
    texts = new_source(
        package,
        file,
        source,
        language=language,
        columns=known | given,
        made=text_file,
        dry_run=True,
    )
    beside = {map_name(name): map_text(found)}
    if media_type != MARKDOWN:
        beside[name] = made.text
    _check_free(home, beside)
    _check_inside(home / ORIGINALS)
    original = home / original_name(found["original"]["sha256"], media_type)
    if not dry_run:
        if media_type != MARKDOWN:
            write_bytes_whole(original, data)
        write_files(home, beside)
        new_source(package, file, source, language=language, columns=known | given, made=text_file)
    paths = [home / one for one in sorted(beside)]
    paths += [original] if media_type != MARKDOWN else []
    return Added(source, texts, tuple(paths), made, home, language, tuple(remarks))


@dataclass(frozen=True)
class NewText:
    """The text of a source as it is now: what is written for it beside the package, and its record.

    `columns` are those of the sources table that say what it was made of.
    """

    file: SourceFile
    columns: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    original: Path | None = None
    data: bytes = b""

    def write(self) -> None:
        """Write text, map and original to the folder of sources; raises CannotRun."""
        if self.original is not None:
            write_bytes_whole(self.original, self.data)
        if self.folder is not None:
            write_files(self.folder, self.beside)


def new_text(
    package: str | Path, record: Mapping[str, str], file: Path, folder: Path | None
) -> NewText:
    """The text that a file gives for a source that is there: of a document it is made anew.

    Raises CannotRun where it gives none, or where the folder holds a text that nobody cites.
    """
    if not file.is_file():
        raise CannotRun(f"{file}: no such file")
    data, media_type = read_document(file)
    if media_type in (PLAIN, MARKDOWN):
        found = find_source(file.parent, file.name)
        if found is None:
            raise CannotRun(f"{file}: no such file")
        return NewText(found)
    if folder is None:
        raise CannotRun("the folder of the texts is needed, for the new text: --sources")
    name = record.get("file_name", "")
    old = find_source(folder, name)
    if old is not None and old.sha256 != record.get("sha256"):
        raise CannotRun(f"{old.path}: is not the text that is cited; put it back, or move it away")
    places = None if old is None else read_places(old)[0]
    made = make(data, media_type, file.name)
    kept = {} if places is None else {k: places.map[k] for k in ("url",) if k in places.map}
    new = map_of(made, data, media_type, (file.name, name), kept)
    _check_inside(folder / ORIGINALS)
    return NewText(
        SourceFile(folder / name, new["text"]["sha256"], made.text),
        _columns_of(package, new, kept),
        folder,
        {name: made.text, map_name(name): map_text(new)},
        folder / original_name(new["original"]["sha256"], media_type),
        data,
    )


def _columns_of(
    package: str | Path, found: Mapping[str, Any], said: Mapping[str, str]
) -> dict[str, str]:
    """What is known of a document, for those columns that the sources table has."""
    extractor = found["extractor"]
    known = {
        **said,
        "extractor": f"{extractor['name']} {extractor['version']}, rule {found['rule']}",
        "original_sha256": found["original"]["sha256"],
        "original_media_type": found["original"]["media_type"],
    }
    return _said_in_columns(package, known)


def _said_in_columns(package: str | Path, known: Mapping[str, str]) -> dict[str, str]:
    """Those of some texts that the sources table has a column for."""
    opened, convention = open_seeds(package)
    resource = opened.table(convention.sources)
    names = () if resource is None or resource.schema is None else resource.schema.names
    return {name: text for name, text in known.items() if name in names}


def _check_free(folder: Path, texts: Mapping[str, str]) -> None:
    """Raise CannotRun where another text of that name is there, or what is not a map."""
    for name, text in texts.items():
        path = folder / name
        if name.endswith(".txt") and path.exists() and path.read_bytes() != text.encode("utf-8"):
            raise CannotRun(f"{path}: is another text already; give the source another --id")
        if name == map_name(name.removesuffix(".map.json")) and not _may_be_replaced(path):
            raise CannotRun(f"{path}: is not a map of a source; rename it, or choose another --id")


def _check_inside(folder: Path) -> None:
    """Raise CannotRun where the folder of the originals is a link, for it may lead anywhere."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CannotRun(
            f"{folder}: is a link or a file, not a folder; originals are kept in a folder of the"
            " folder of sources alone: remove or rename it"
        )


def _may_be_replaced(path: Path) -> bool:
    """Whether a file is not there, or is a map as `map_of` makes it."""
    if not path.exists():
        return True
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(found, dict) and {"map", "original", "text"} <= found.keys()


@dataclass(frozen=True)
class Remade:
    """Whether a source's text, made again from its original, is the one that is cited."""

    source: str
    state: str  # same, reflowed, differs, original-missing, original-changed, no-map, map-broken
    says: str
    lacks: tuple[str, ...] = field(default=())

    @property
    def is_same(self) -> bool:
        """Whether nothing differs, or nothing was made."""
        return self.state in ("same", "no-map")

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON types."""
        return {"source": self.source, "state": self.state, "says": self.says}


def check_sources_again(
    package: str | Path, folder: Path, names: tuple[str, ...] = ()
) -> list[Remade]:
    """Make the texts of sources again from their originals; of all that have a map, or of some.

    Raises CannotRun for a source that the package does not have.
    """
    opened, convention = open_seeds(package)
    seeds = {seed.source: seed for seed in read_seeds(opened, convention)}
    if unknown := sorted(set(names) - set(seeds)):
        raise CannotRun(f"no source {unknown[0]}; sources: {', '.join(seeds)}")
    return [
        _again(name, seed.record, folder)
        for name, seed in seeds.items()
        if name in (names or seeds)
    ]


def _again(  # noqa: PLR0911 - one return for each thing that can be missing
    source: str, record: Mapping[str, str], folder: Path
) -> Remade:
    file = find_source(folder, record.get("file_name", ""))
    if file is None:
        return Remade(source, "text-missing", f"{folder} has no file {record.get('file_name')}")
    if file.sha256 != record.get("sha256"):
        return Remade(source, "text-changed", f"{file.path.name} is not the cited text")
    places, fault = read_places(file)
    if fault is not None:
        return Remade(source, "map-broken", fault)
    if places is None:
        return Remade(source, "no-map", "the text is the source itself; nothing to make again")
    media_type = str(places.original["media_type"])
    path = folder / original_name(str(places.original["sha256"]), media_type)
    path = file.path if media_type == MARKDOWN else path
    if not path.is_file():
        return Remade(source, "original-missing", f"{path} is not there")
    data, _ = read_document(path)
    if hashlib.sha256(data).hexdigest() != places.original["sha256"]:
        return Remade(source, "original-changed", f"{path.name} is not the file of the map")
    made = make(data, media_type, path.name, places.original.get("encoding"))
    return _compared(source, file, places.map, made, data)


def _compared(
    source: str, file: SourceFile, old: Mapping[str, Any], made: Made, data: bytes
) -> Remade:
    names = (str(old["original"]["file_name"]), file.path.name)
    said = {key: str(old[key]) for key in ("url", "retrieved") if key in old}
    new = map_of(made, data, str(old["original"]["media_type"]), names, said)
    was, now = old["extractor"], new["extractor"]
    versions = f"{was['name']} {was['version']}"
    versions += f" then, {now['version']} now" if was != now else ""
    if new["text"]["sha256"] == file.sha256:
        if map_text(new) == map_text(dict(old)) or was != now:
            return Remade(
                source, "same", f"the same {counted(len(made.text), 'characters')} ({versions})"
            )
        return Remade(source, "map-differs", f"the same text, but another map ({versions})")
    at = next(
        (
            n
            for n, (one, other) in enumerate(zip(file.text, made.text, strict=False))
            if one != other
        ),
        min(len(file.text), len(made.text)),
    )
    if new["text"]["printed_sha256"] == old["text"]["printed_sha256"]:
        says = f"the same characters, parted in another way from {at} on ({versions})"
        original = original_name(str(old["original"]["sha256"]), new["original"]["media_type"])
        again = f"`pincite reanchor {source} {file.path.parent / original}`"
        return Remade(source, "reflowed", f"{says}: {again} finds the quotes again")
    return Remade(source, "differs", f"another text from {at} on ({versions})")
