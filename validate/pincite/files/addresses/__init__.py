"""What is at addresses, read from local copies: those that the caller named, or fetched ones.

This is the one place that is asked where a URL can be read, for declarations and data alike.
Without the caller's word nothing is fetched, and nothing that was fetched before is read.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pincite.report import CannotRun, counted
from pincite.report.frozen import Frozen
from pincite.report.visible import without_credentials

if TYPE_CHECKING:
    from pincite.files.addresses.lock import Entry

__all__ = ["Addresses", "Network", "last_name"]

LOCK = "datapackage.lock.json"
PORTS = {"http": 80, "https": 443}  # of what can be fetched
MAX_ADDRESSES = 1000  # that one run fetches
MAX_ALL = 4 * 2**30  # bytes that it fetches of all of them


class Unreachable(CannotRun):
    """What is at an address cannot be read; `step` is what the caller may do about it."""

    def __init__(self, message: str, step: str | None):
        super().__init__(message)
        self.step = step


class Network(Frozen):
    """What the caller permits: nothing, to fetch, or to read what was fetched before.

    `private` are hosts that may be in a private network, as names or addresses, with a port or
    without.
    """

    fetch: bool = False
    locked: bool = False
    private: Sequence[str] = ()


class Addresses:
    """The local files with what is at addresses; threads may share it.

    maps: files by their addresses, which the caller has named.
    folder: where the lock file is, or is written.
    """

    def __init__(
        self,
        maps: Mapping[str, str | Path] | None = None,
        network: Network | None = None,
        folder: Path | None = None,
    ):
        self.network = network or Network()
        if self.network.fetch and self.network.locked:
            raise CannotRun("fetch and locked: leave one of them out")
        self._maps = {_plain(url): Path(file) for url, file in (maps or {}).items()}
        self._folder = folder or Path()
        self._used: set[str] = set()
        self._found: dict[str, Path | CannotRun] = {}
        self._entries: dict[str, Entry] | None = None  # of the lock file, when it was read
        self._asked = self._fetched = self._locked = self._bytes = 0
        self._guard = threading.RLock()

    def is_mapped(self, url: str) -> bool:
        """Whether the caller has named a local copy."""
        url = _plain(url)
        self._used |= self._maps.keys() & {url}
        return url in self._maps

    def is_readable(self, url: str) -> bool:
        """Whether a URL is looked up at all: it is mapped, or the network may be asked."""
        return self.is_mapped(url) or self.network.fetch or self.network.locked

    def file(self, url: str) -> Path:
        """The local file with what is at a URL; raises CannotRun where there is none."""
        url = _plain(url)
        shown = without_credentials(url)
        if self.is_mapped(url):
            copy = self._maps[url]
            if not copy.exists():
                raise Unreachable(
                    f"{shown}: its local copy {copy} does not exist",
                    step=f"put {copy} there, or correct --map {shown}=FILE",
                )
            return copy
        if not self.is_readable(url):
            scheme, says = (
                url.partition("://")[0].lower(),
                "nothing is fetched: allow it with --fetch",
            )
            if scheme not in PORTS:
                says = f"{scheme} is not fetched: write what is there to a file"
            local = f"name a local copy with --map {shown}=FILE"
            step = f"give --fetch, or {local}" if scheme in PORTS else local
            raise Unreachable(f"{shown} is at an address, and {says}, or {local}", step=step)
        with self._guard:
            if url not in self._found:
                try:
                    self._found[url] = self._looked_up(url)
                except CannotRun as error:
                    self._found[url] = error  # nothing is asked for twice
            found = self._found[url]
        if isinstance(found, CannotRun):
            raise Unreachable(str(found), step=found.step)
        return found

    def _looked_up(self, url: str) -> Path:
        """The contents as they are locked, else fetched, if that is permitted."""
        from pincite.files.addresses import cache
        from pincite.files.addresses.lock import read_lock

        shown, lock = without_credentials(url), self._folder / LOCK
        if self._entries is None:
            self._entries = read_lock(lock)
        entry = self._entries.get(url)
        if entry is not None and (path := cache.held(entry.sha256)) is not None:
            self._locked += 1
            return path
        if self.network.locked:
            if entry is None:
                raise Unreachable(
                    f"{shown}: is not in {lock}, and only what is locked is read:"
                    " run once with --fetch",
                    step="run once with --fetch, which locks what it reads",
                )
            raise Unreachable(
                f"{shown}: what is locked is not in {cache.cache_folder()}: run with --fetch"
                " on this machine, or restore that folder",
                step="run with --fetch on this machine",
            )
        return self._fetch(url, lock, entry)

    def _fetch(self, url: str, lock: Path, before: Entry | None) -> Path:
        from datetime import UTC, datetime

        from pincite.files.addresses import cache
        from pincite.files.addresses.fetching import MAX_BYTES, Meter, fetch
        from pincite.files.addresses.lock import Entry, add_to_lock

        shown = without_credentials(url)
        if self._asked >= MAX_ADDRESSES:
            raise CannotRun(f"{shown}: not fetched: one run fetches {MAX_ADDRESSES:,} addresses")
        if self._bytes >= MAX_ALL:
            raise CannotRun(f"{shown}: not fetched: one run fetches {MAX_ALL:,} bytes")
        self._asked += 1  # what fails counts too: a package may name any number of such addresses
        meter = Meter()
        with cache.new_content() as file:
            limit = min(MAX_BYTES, MAX_ALL - self._bytes)
            try:
                answer = fetch(url, file, limit, self.network.private, meter)
            finally:
                self._bytes += meter.bytes
            digest, size = cache.keep(file)
        if before is None:
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            entry = Entry(answer.final, digest, size, answer.media_type, now)
            self._entries = add_to_lock(lock, url, entry)
        elif before.sha256 != digest:
            raise Unreachable(
                f"{shown}: is not what it was on {before.fetched[:10]}: sha256 {digest[:16]}...,"
                f" locked {before.sha256[:16]}...; if that is right, take it out of {lock}",
                step=f"if the new contents are right, take the address out of {lock}, and run with"
                " --fetch again to renew the lock",
            )
        self._fetched += 1
        return cache.place_of(digest)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of what was read: addresses fetched, locked, or mapped in vain."""
        said = [
            f"--map {without_credentials(url)}=FILE: nothing was read at this address"
            for url in self._maps.keys() - self._used
        ]
        if self._fetched:
            said.append(f"{counted(self._fetched, 'files')} fetched, and locked in {LOCK}")
        if self._locked:
            said.append(f"{counted(self._locked, 'files')} from addresses, as {LOCK} has them")
        return tuple(said)


def last_name(path: str) -> str:
    """The name of the file at a path or URL: its last part, without the query of a URL."""
    if "://" in path:
        from urllib.parse import urlsplit

        path = urlsplit(path).path
    return PurePosixPath(path).name


def _plain(url: str) -> str:
    """A URL without the empty fragment that some write: `http://x.org/a.json#`."""
    return url.removesuffix("#")
