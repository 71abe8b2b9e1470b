"""The lock file: what was at addresses when it was fetched, by its digest.

It lies beside a package's descriptor, else in the working directory, and belongs under version
control: whoever has it reads the same bytes, or is told that they are others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pincite.files.addresses.cache import cache_folder
from pincite.files.reading import inside, read_json
from pincite.files.write import json_text, write_files
from pincite.report import CannotRun
from pincite.report.visible import without_credentials

FORMAT = 1
_DIGEST = re.compile("[0-9a-f]{64}")


class Entry(NamedTuple):
    """What was at an address: where in the end, SHA-256, size, media type, and when (UTC)."""

    final: str
    sha256: str
    bytes: int
    media_type: str
    fetched: str

    def to_dict(self) -> dict[str, Any]:
        """The entry as the lock file has it."""
        return {
            "final": self.final,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "mediaType": self.media_type,
            "fetched": self.fetched,
        }


def read_lock(path: Path) -> dict[str, Entry]:
    """The entries of a lock file by their addresses; none where there is no file.

    Raises CannotRun for a file that is not a lock file, and for a link out of its folder.
    """
    inside(path.parent, path.name)
    if not path.exists():
        return {}
    value = read_json(path, str(path))
    addresses = value.get("addresses") if isinstance(value, dict) else None
    if not isinstance(addresses, dict) or value.keys() != {"format", "addresses"}:
        raise CannotRun(f"{path}: is not a lock file of addresses")
    if value["format"] != FORMAT:
        raise CannotRun(
            f"{path}: is a lock file of another format than {FORMAT}, which is read here"
        )
    return {url: _entry(path, url, item) for url, item in addresses.items()}


def _entry(path: Path, url: str, item: Any) -> Entry:
    url = without_credentials(url)
    kinds = {"final": str, "sha256": str, "bytes": int, "mediaType": str, "fetched": str}
    if not isinstance(item, Mapping) or item.keys() != kinds.keys():
        raise CannotRun(f"{path}: {url}: an entry has {', '.join(kinds)}")
    for name, kind in kinds.items():
        if not isinstance(item[name], kind) or isinstance(item[name], bool):
            raise CannotRun(f"{path}: {url}: {name} is not a {kind.__name__}")
    if not _DIGEST.fullmatch(item["sha256"]):
        raise CannotRun(f"{path}: {url}: sha256 is not 64 hexadecimal digits")
    return Entry(*item.values()) if list(item) == list(kinds) else Entry(*(item[n] for n in kinds))


def add_to_lock(path: Path, url: str, entry: Entry) -> dict[str, Entry]:
    """Write an entry into a lock file beside what other programs wrote meanwhile; all entries."""
    from filelock import FileLock

    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
    with FileLock(cache_folder() / f"{name[:16]}.guard"):
        entries = {**read_lock(path), url: entry}
        listed = {known: entries[known].to_dict() for known in sorted(entries)}
        write_files(path.parent, {path.name: json_text({"format": FORMAT, "addresses": listed})})
    return entries
