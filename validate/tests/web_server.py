"""A server on this machine, for tests of what lies at addresses: it says what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What a server has, by path: bytes, or a function that answers; `asked` are its requests."""

    address: str
    pages: dict[str, bytes | Answer]
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Name and port."""
        return self.address.partition("//")[2]


def redirect(target: str, status: int = 302) -> Answer:
    """An answer that names another address."""

    def answer(asking: BaseHTTPRequestHandler) -> None:
        asking.send_response(status)
        asking.send_header("Location", target)
        asking.send_header("Content-Length", "0")
        asking.end_headers()

    return answer


def sent(body: bytes, **headers: str) -> Answer:
    """An answer with the headers that are given, names with _ for -."""

    def answer(asking: BaseHTTPRequestHandler) -> None:
        asking.send_response(200)
        for name, value in headers.items():
            asking.send_header(name.replace("_", "-"), value)
        asking.end_headers()
        asking.wfile.write(body)

    return answer


@contextmanager
def serving(pages: Mapping[str, bytes | str | Answer]) -> Iterator[Site]:
    """A server with these pages on a free port of this machine."""
    site = Site("", {k: v.encode() if isinstance(v, str) else v for k, v in pages.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers))
            page = site.pages.get(self.path)
            if page is None:
                self.send_error(404)
            elif callable(page):
                with suppress(ConnectionError):  # the client had enough
                    page(self)
            else:
                is_json = self.path.endswith(".json")
                kind = "application/json" if is_json else "text/csv; charset=utf-8"
                sent(page, Content_Type=kind, Content_Length=str(len(page)))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
