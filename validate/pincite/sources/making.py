"""Making a source of a document: which kind it is, the process that reads it, and the whole map.

That process is this module too. It may die of what it reads, and nobody else does. It gets the
bytes on standard input and what it is to do as arguments, and gives JSON on standard output; it
opens no file of the document's choice and no network, and runs no script.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pincite.files.reading import utf_8_text
from pincite.report import CannotRun
from pincite.report.extras import require
from pincite.sources.limits import (
    DOCLING,
    DOCX,
    HTML,
    MARKDOWN,
    MAX_BYTES,
    MAX_MEMORY,
    MAX_SECONDS,
    MAX_WAIT,
    PDF,
    PLAIN,
    Refused,
    check_size,
)
from pincite.sources.made import MAP, RULE, Made, digest, printed_digest
from pincite.sources.markdown_tables import read_markdown

_BY_ENDING = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    ".pdf": PDF,
    ".docx": DOCX,
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
}
_ENDINGS = {HTML: ".html", PDF: ".pdf", DOCX: ".docx", DOCLING: ".json"}
_ODD_FORMATS = {  # by how they begin: text that no reader sees as such
    b"{\\rtf": "RTF: save it as .docx, or as text in UTF-8",
    b"mime-version:": "MHTML: save the page as HTML only",
    b"from: <saved by": "MHTML: save the page as HTML only",
}
ORIGINALS = "originals"  # the folder of the originals, within the folder of sources
_EXTRA = {HTML: "html", PDF: "pdf"}


def media_type_of(file: Path, head: bytes) -> str:
    """The media type of a file: by the signs of PDF and zip, else by its name, else as a page."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith(b"%pdf-"):
        return PDF
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return DOCX
    is_docling = start.startswith(b"{") and b'"doclingdocument"' in start
    if is_docling or file.name.lower().endswith(".docling.json"):
        return DOCLING
    ending = file.suffix.lower()
    if ending != ".txt" and start.startswith((b"<!doctype html", b"<html")):
        return HTML
    return _BY_ENDING.get(ending, PLAIN)


def read_document(file: Path) -> tuple[bytes, str]:
    """The bytes of a document and its media type; raises CannotRun where it is too large."""
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            head = opened.read(1024)
            media_type = media_type_of(file, head)
            check_size(size, media_type, file.name)
            data = head + opened.read(MAX_BYTES[media_type] + 1 - len(head))
    except OSError as error:
        raise CannotRun(f"{file}: cannot be read: {error.strerror}") from error
    check_size(len(data), media_type, file.name)
    return data, media_type


def make(data: bytes, media_type: str, name: str, encoding: str | None = None) -> Made:
    """The text of a document and its map, made anew; the same bytes give the same ones.

    Raises CannotRun with one clear reason where a document gives no text, or a library is missing.
    """
    for begin, says in _ODD_FORMATS.items():
        if media_type == PLAIN and data[:64].lower().startswith(begin):
            raise Refused(f"{name}: is {says}")
    if media_type in (MARKDOWN, PLAIN):
        text = utf_8_text(data, name)
        return read_markdown(text) if media_type == MARKDOWN else Made(text, "as it is", "1")
    if media_type in _EXTRA:
        require(_EXTRA[media_type], f"{name}: reading {media_type}")
    return Made(**_in_a_process(data, media_type, name, encoding))


def _in_a_process(data: bytes, media_type: str, name: str, encoding: str | None) -> dict[str, Any]:
    """What the reading process gives; its death, silence and refusal are one error each."""
    shown = name.encode("ascii", "backslashreplace").decode("ascii")
    command = [
        sys.executable,
        "-P",
        "-m",
        "pincite.sources.making",
        media_type,
        shown,
        encoding or "",
    ]
    paths = [str(Path(path).absolute()) for path in sys.path if path]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=MAX_WAIT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"{name}: reading it takes more than {MAX_WAIT} seconds") from error
    try:
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused(
            f"{name}: the program that reads {media_type} ended on it: the file is broken, or needs"
            f" more than {MAX_MEMORY:,} bytes of memory or {MAX_SECONDS} seconds"
        )
    if "refused" in found:
        raise Refused(str(found["refused"]))
    return found


def original_name(sha256: str, media_type: str) -> str:
    """The name under which an original is kept in the folder of sources: its digest."""
    return f"{ORIGINALS}/{sha256}{_ENDINGS.get(media_type, '.bin')}"


def map_of(
    made: Made, data: bytes, media_type: str, names: tuple[str, str], said: dict[str, str]
) -> dict[str, Any]:
    """The whole map; `names` are those of the original and of the text, `said` is url, retrieved.

    It holds offsets, boxes and paths, and no words of the document but numbers that the text lacks.
    """
    parts = made.to_dict()
    text = parts.pop("text")
    extractor = {"name": parts.pop("extractor"), "version": parts.pop("version")}
    original = {
        "file_name": names[0],
        "media_type": media_type,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    encoding, _ = parts.pop("encoding"), parts.pop("language")
    return {
        "map": MAP,
        "rule": RULE,
        "extractor": extractor,
        "original": original | ({"encoding": encoding} if encoding else {}),
        "text": {
            "file_name": names[1],
            "code_points": len(text),
            "sha256": digest(text),
            "printed_sha256": printed_digest(text),
        },
        **said,
        **parts,
    }


def map_text(found: dict[str, Any]) -> str:
    """The map as JSON, a line for each of its parts, and one for each table."""
    lines = []
    for key, value in found.items():
        if key == "tables" and value:
            tables = ",\n".join(f"  {_compact(table)}" for table in value)
            lines.append(f'"tables": [\n{tables}\n]')
        else:
            lines.append(f"{_compact(key)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    # a map that was read has its numbers as Decimal (files/reading.py), one that is made as float
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float)


def _read(data: bytes, media_type: str, name: str, encoding: str | None) -> Made:
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
    raise CannotRun(f"{name}: {media_type} is not read in another process")


def _limit_this_process() -> None:
    """Bound memory and time where the system can; the parent bounds the time everywhere."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read, and print what was made or why not."""
    _limit_this_process()
    media_type, name, encoding = sys.argv[1:4]
    try:
        found = _read(sys.stdin.buffer.read(), media_type, name, encoding or None).to_dict()
    except CannotRun as error:
        found = {"refused": str(error)}
    except MemoryError:
        found = {"refused": f"{name}: needs more memory than {MAX_MEMORY:,} bytes"}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
