"""The process in which a document is read: it may die of what it reads, and nobody else does.

It gets the bytes on standard input and what it is to do as arguments, and gives JSON on standard
output. It opens no file of the document's choice and no network, and runs no script.
"""

from __future__ import annotations

import contextlib
import json
import sys

from pincite.report import CannotRun
from pincite.sources.limits import DOCLING, DOCX, HTML, MAX_MEMORY, MAX_SECONDS, PDF
from pincite.sources.made import Made


def read(data: bytes, media_type: str, name: str, encoding: str | None) -> Made:
    """The text of a document and its map; raises CannotRun with the reason where it gives none."""
    if media_type == HTML:
        from pincite.sources.web_page import read_html

        return read_html(data, name, encoding)
    if media_type == PDF:
        from pincite.sources.pdf import read_pdf

        return read_pdf(data, name)
    if media_type == DOCX:
        from pincite.sources.docx import read_docx

        return read_docx(data, name)
    if media_type == DOCLING:
        from pincite.sources.docling import read_docling

        return read_docling(data, name)
    raise CannotRun(f"{name}: {media_type} is not read in a separate process")


def limit_this_process() -> None:
    """Bound memory and time where the system can; the parent bounds the time everywhere."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read, and print what was made or why not."""
    limit_this_process()
    media_type, name, encoding = sys.argv[1:4]
    try:
        found = read(sys.stdin.buffer.read(), media_type, name, encoding or None).to_dict()
    except CannotRun as error:
        found = {"refused": str(error)}
    except MemoryError:
        found = {"refused": f"{name}: needs more memory than {MAX_MEMORY:,} bytes"}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
