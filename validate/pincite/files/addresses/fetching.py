"""Fetching what is at an address, within bounds of time, size and redirects.

Plain requests: no cookies, no passwords, no proxies. See `hosts` for which servers are asked.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import string
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from pincite.files.addresses import PORTS, Unreachable
from pincite.files.addresses.hosts import IDLE_SECONDS, connected
from pincite.report import CannotRun
from pincite.report.visible import without_credentials

MAX_SECONDS = 600  # for one address, redirects included
MAX_BYTES = 2**30  # of one address
MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_STEP = 2**16
_GZIP = zlib.MAX_WBITS | 16  # how zlib is told to expect its header and check sum
_LENGTH = re.compile("[0-9]{1,19}")


class Answer(NamedTuple):
    """What a server says of what it sent: where it was in the end, and its media type."""

    final: str
    media_type: str


class Meter:
    """Counts the bytes of answers, those that were given up too: as sent, or unpacked if more."""

    def __init__(self) -> None:
        self.bytes = 0


def fetch(
    url: str, target: IO[bytes], limit: int, private: Sequence[str], meter: Meter | None = None
) -> Answer:
    """Write what is at an address to a file, at most `limit` bytes, which `meter` counts.

    `private` are hosts that need not be public. Raises CannotRun, which names the address.
    """
    watch, shown = _Watch(), without_credentials(url)
    step: str | None = f"correct the address, or name a local copy with --map {shown}=FILE"
    try:
        answer = _followed(url, target, limit, private, watch, meter or Meter())
        if not watch.is_over:  # a connection that was ended looks like the end of what it sent
            return answer
    except CannotRun as error:
        reason, step = str(error), error.step or step
    except TimeoutError:
        reason = f"no answer within {IDLE_SECONDS} seconds"
    except ssl.SSLCertVerificationError as error:
        reason = f"its certificate is not trusted: {error.verify_message}"
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        reason = " ".join(str(said).split())[:200]
    finally:
        watch.stop()
    if watch.is_over:
        reason = f"it takes longer than {MAX_SECONDS} seconds"
    raise Unreachable(f"{shown}: cannot be fetched: {reason}", step=step)


class _Watch:
    """Ends a connection that takes too long, whatever it sends meanwhile."""

    def __init__(self) -> None:
        self.connection: socket.socket | None = None
        self.is_over = False
        self._timer = threading.Timer(MAX_SECONDS, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        self.is_over = True
        if self.connection is not None:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self._timer.cancel()
        if self.connection is not None:
            self.connection.close()


def _followed(
    url: str,
    target: IO[bytes],
    limit: int,
    private: Sequence[str],
    watch: _Watch,
    meter: Meter,
) -> Answer:
    address = url
    for number in range(MAX_REDIRECTS + 1):
        parts = checked(address)
        if number and urlsplit(url).scheme == "https" and parts.scheme != "https":
            raise CannotRun("it redirects from https to http")
        response = _asked(parts, private, watch)
        if response.status not in _REDIRECTS:
            if response.status != http.client.OK:
                reason = " ".join(response.reason.split())[:80]
                raise CannotRun(f"the server answers {response.status} {reason}".rstrip())
            _copy(response, target, limit, meter, is_packed=parts.path.endswith(".gz"))
            # behind a redirect the query is often a signature that lets others read for a while
            final = parts._replace(query="", fragment="").geturl() if number else url
            return Answer(final, response.headers.get_content_type())
        location = response.getheader("Location")
        if not location:
            raise CannotRun("the server redirects to nowhere")
        address = urljoin(address, location).partition("#")[0]
        if watch.is_over:
            raise TimeoutError
    raise CannotRun(f"it redirects more than {MAX_REDIRECTS} times")


def checked(url: str) -> SplitResult:
    """The parts of a URL that can be fetched; raises CannotRun for another, and ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise CannotRun(f"only http and https are fetched, not {parts.scheme or 'this'}")
    if not parts.hostname:
        raise CannotRun("it names no host")
    if parts.username is not None or parts.password is not None:
        raise CannotRun("an address with a name or password in it is not fetched")
    if parts.fragment:
        raise CannotRun("only whole files are fetched: leave out # and what is behind it")
    return parts


def _asked(parts: SplitResult, private: Sequence[str], watch: _Watch) -> http.client.HTTPResponse:
    """The head of the answer to a plain request."""
    host = parts.hostname or ""
    host = host if ":" in host else host.encode("idna").decode()
    port = parts.port or PORTS[parts.scheme]
    if watch.connection is not None:
        watch.connection.close()
    watch.connection = found = connected(host, port, private)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        watch.connection = found = context.wrap_socket(found, server_hostname=host)
    asking = http.client.HTTPConnection(host, port)
    asking.sock = found  # already connected, to the address that was checked
    path = quote(parts.path or "/", safe=string.punctuation)
    query = f"?{quote(parts.query, safe=string.punctuation)}" if parts.query else ""
    shown_host = f"[{host}]" if ":" in host else host
    headers = {
        "Host": shown_host if port == PORTS[parts.scheme] else f"{shown_host}:{port}",
        "User-Agent": "pincite",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    asking.request("GET", path + query, headers=headers)
    return asking.getresponse()


def _copy(
    response: http.client.HTTPResponse,
    target: IO[bytes],
    limit: int,
    meter: Meter,
    *,
    is_packed: bool,
) -> None:
    """Write the body of an answer to a file; raises CannotRun where it is too long or cut off.

    is_packed: the file itself is compressed, whatever the server calls that.
    """
    stated = response.getheader("Content-Length", "").strip()
    if stated and not _LENGTH.fullmatch(stated):
        raise CannotRun(f"the server states a Content-Length that is not a number: {stated[:40]!a}")
    if stated and int(stated) > limit:
        raise CannotRun(f"it has {int(stated):,} bytes, more than the {limit:,} that are fetched")
    sent, size, before = 0, 0, meter.bytes
    for received, step in _decoded(response, limit, is_packed=is_packed):
        sent, size = sent + received, size + len(step)
        meter.bytes = before + max(sent, size)
        if max(sent, size) > limit:
            raise CannotRun(f"it has more than the {limit:,} bytes that are fetched")
        target.write(step)


def _decoded(
    response: http.client.HTTPResponse, limit: int, *, is_packed: bool
) -> Iterator[tuple[int, bytes]]:
    """The body in pieces, unpacked where the server has packed it unasked.

    Each is behind the number of bytes that were received for it. Packed by gzip, a body is one
    member or several, and nothing else (RFC 1952, section 2.2).
    """
    packed = response.getheader("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip"):
        raise CannotRun(f"the server sends it packed by {packed[:40]!r}, which was not asked for")
    is_unpacked = packed.endswith("gzip") and not is_packed
    unpacker, members = zlib.decompressobj(_GZIP), 1
    while step := response.read(_STEP):
        received = len(step)
        if not is_unpacked:
            yield received, step
            continue
        while step:
            if unpacker.eof:
                unpacker, members = zlib.decompressobj(_GZIP), members + 1
            try:
                unpacked = unpacker.decompress(step, limit + 1)
            except zlib.error as error:
                if members == 1:
                    raise
                raise CannotRun("behind what is packed by gzip is something else") from error
            yield received, unpacked
            received, step = 0, unpacker.unused_data
    if response.length or (is_unpacked and not unpacker.eof):
        raise CannotRun("the connection ended in the middle of it")
