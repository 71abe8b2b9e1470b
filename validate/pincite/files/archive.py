"""Packages in zip files: extracted whole, within bounds.

Source of the rule: Data Package 2.0, "Package as a zip": the descriptor lies at the zip's root.
"""

from __future__ import annotations

import io
import stat
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from pincite.files.handles import Handle
from pincite.files.reading import copy_within, extraction_limit
from pincite.files.store import KEPT_ALL, KEPT_FILE, Files, Stored
from pincite.report import CannotRun

MAX_ENTRIES = 10_000


def zip_files(file: Path, descriptors: Sequence[str]) -> tuple[Files, str]:
    """The files in a zip file, which is opened once and extracted whole, and its descriptor.

    Small files are kept in memory, the others in one temporary file without a name. Raises
    CannotRun for what is not a zip, for entries with odd names, links, repeated or encrypted
    ones, for a zip that extracts to too much, and where no descriptor is at its root.
    """
    try:
        with file.open("rb") as stream, ZipFile(stream) as archive:
            limit = extraction_limit(file.stat().st_size)
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries)
            descriptor = _descriptor([entry.filename for entry in entries], descriptors)
            return Files.of_stored(_extracted(archive, entries, limit)), descriptor
    except (BadZipFile, LargeZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise CannotRun(f"{file.name}: not a whole zip file: {error}") from error
    except OSError as error:
        raise CannotRun(f"{file.name}: cannot be extracted: {error.strerror or error}") from error
    except CannotRun as error:
        raise CannotRun(f"{file.name}: {error}") from error


def _extracted(archive: ZipFile, entries: list[ZipInfo], limit: int) -> dict[str, Stored]:
    """What each entry holds, by its name; a stated size is not believed before it is read."""
    found: dict[str, Stored] = {}
    left, start, spool = KEPT_ALL, 0, None
    places: dict[str, tuple[int, int]] = {}
    for entry in entries:
        with archive.open(entry) as source:
            if entry.file_size <= min(KEPT_FILE, left):
                kept = io.BytesIO()
                size = copy_within(source, kept, limit)
                found[entry.filename], left = Stored(kept.getvalue()), left - size
            else:
                import tempfile

                spool = spool or tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
                size = copy_within(source, spool, limit)
                places[entry.filename], start = (start, size), start + size
            limit -= size
    if spool is not None:
        handle = Handle("the extracted zip file", None, spool)
        found |= {name: Stored(None, handle, *place) for name, place in places.items()}
    return found


def _check_entries(entries: list[ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise CannotRun(f"holds more than {MAX_ENTRIES} files")
    for entry in entries:
        name, path = entry.filename, PurePosixPath(entry.filename)
        is_outside = path.is_absolute() or ".." in path.parts or ":" in name or "\\" in name
        if is_outside or not name.isprintable():
            raise CannotRun(f"the entry {name!a} has a name that leads elsewhere")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise CannotRun(f"the entry {name!a} is a link")
        if entry.flag_bits & 1:
            raise CannotRun(f"the entry {name!a} is encrypted")
    if len({name.casefold() for name in names}) < len(names):
        raise CannotRun("two entries have one name")
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    both = folders & set(names)
    if both:
        raise CannotRun(f"the entry {min(both)!a} is a file and a folder")


def _descriptor(names: Sequence[str], known: Sequence[str]) -> str:
    """The first of the descriptors that lies at the root; raises CannotRun where none does."""
    found = next((name for name in known if name in names), None)
    if found is None:
        inner = [name for name in names if PurePosixPath(name).name in known]
        where = f"; it lies in {inner[0]!a}, zip what is in that folder" if inner else ""
        raise CannotRun(f"there is no {known[0]} at the root of the zip{where}")
    return found
