"""Source files: found by name in a folder the user names, fingerprinted, decoded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pincite.report import CannotRun


@dataclass(frozen=True)
class SourceFile:
    """A source's text as it stands, and the digest of its bytes."""

    path: Path
    sha256: str
    text: str

    @property
    def line_count(self) -> int:
        """Number of lines; the last one counts with or without a line end."""
        return self.text.count("\n") + (not self.text.endswith("\n"))


def find_source(folder: Path, file_name: str) -> SourceFile | None:
    """The source file of a name in a folder, or None; raises CannotRun where it is not UTF-8."""
    path = folder / Path(file_name).name
    if not file_name.isprintable() or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path}: cannot be read: {error.strerror}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRun(f"{path}: byte {error.start} is not UTF-8") from error
    return SourceFile(path, hashlib.sha256(data).hexdigest(), text)
