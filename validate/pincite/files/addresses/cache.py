"""Contents that were fetched, by their digests, in a folder of the user's cache.

It is `PINCITE_CACHE`, else the folder `pincite` where the system keeps caches: `~/.cache` or
`XDG_CACHE_HOME`, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows. It may be deleted.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from pincite.report import CannotRun

_STEP = 2**20


def cache_folder() -> Path:
    """Where contents are kept; raises CannotRun where the user has no home."""
    stated = os.environ.get("PINCITE_CACHE")
    if stated:
        return Path(stated)
    try:
        home = Path.home()
    except RuntimeError as error:
        raise CannotRun(
            "there is no home folder to keep what is fetched: set PINCITE_CACHE"
        ) from error
    if sys.platform == "darwin":
        return home / "Library/Caches/pincite"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "pincite/Cache"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else home / ".cache") / "pincite"


def place_of(sha256: str) -> Path:
    """The file with the contents of a digest, which need not be there."""
    return cache_folder() / "sha256" / sha256[:2] / sha256


def held(sha256: str) -> Path | None:
    """The file with the contents of a digest, compared with it; None where there is none."""
    path = place_of(sha256)
    try:
        return path if path.is_file() and digest_of(path) == sha256 else None
    except OSError:
        return None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while step := file.read(_STEP):
            found.update(step)
    return found.hexdigest()


@contextmanager
def new_content() -> Iterator[IO[bytes]]:
    """A file in the cache to be written and then given to `keep`; it is gone where that fails."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = NamedTemporaryFile(prefix=".new.", dir=folder, delete=False)  # noqa: SIM115
    except OSError as error:
        raise CannotRun(f"{folder}: what is fetched cannot be kept: {error.strerror}") from error
    try:
        yield file
    finally:
        file.close()
        with suppress(OSError):
            Path(file.name).unlink(missing_ok=True)


def keep(file: IO[bytes]) -> tuple[str, int]:
    """Keep the contents of a file of `new_content`; their SHA-256 and size in bytes."""
    try:
        file.flush()
        path = Path(file.name)
        digest, size = digest_of(path), path.stat().st_size
        if held(digest) is None:
            place_of(digest).parent.mkdir(parents=True, exist_ok=True)
            file.close()
            path.replace(place_of(digest))
    except OSError as error:
        raise CannotRun(
            f"{cache_folder()}: what is fetched cannot be kept: {error.strerror}"
        ) from error
    return digest, size
