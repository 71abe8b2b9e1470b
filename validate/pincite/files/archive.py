"""Packages in zip files: unfolded whole into a folder of their own, within bounds.

Source of the rule: Data Package 2.0, "Package as a zip": the descriptor lies at the zip's root.
"""

from __future__ import annotations

import stat
import tempfile
import zlib
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from pincite.files.reading import copy_within, unfolding_limit
from pincite.report import CannotRun

MAX_ENTRIES = 10_000


def unfold(file: Path, descriptor: str) -> tempfile.TemporaryDirectory[str]:
    """Unfold a zip file into a temporary folder, which goes when the result does.

    Raises CannotRun for what is no zip, for entries with odd names, links, repeated or encrypted
    ones, for a zip that unfolds to too much, and where the descriptor is not at its root.
    """
    limit = unfolding_limit(file.stat().st_size)
    folder = tempfile.TemporaryDirectory(prefix="pincite-")
    try:
        with ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries, descriptor)
            for entry in entries:
                target = Path(folder.name) / entry.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, target.open("xb") as out:
                    limit -= copy_within(source, out, limit)
    except (BadZipFile, LargeZipFile, EOFError, zlib.error, NotImplementedError) as error:
        folder.cleanup()
        raise CannotRun(f"{file.name}: not a whole zip file: {error}") from error
    except OSError as error:
        folder.cleanup()
        raise CannotRun(f"{file.name}: cannot be unfolded: {error.strerror or error}") from error
    except CannotRun as error:
        folder.cleanup()
        raise CannotRun(f"{file.name}: {error}") from error
    return folder


def _check_entries(entries: list[ZipInfo], descriptor: str) -> None:
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
    if descriptor not in names:
        inner = [name for name in names if PurePosixPath(name).name == descriptor]
        where = f"; it lies in {inner[0]!a}, zip what is in that folder" if inner else ""
        raise CannotRun(f"there is no {descriptor} at the root of the zip{where}")
