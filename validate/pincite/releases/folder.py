"""The folder of a release: written beside and renamed as a whole, never mixed with an older one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path

from pincite.releases.content import Files
from pincite.releases.verification import GENERATOR, VERIFICATION
from pincite.report import CannotRun

SUMS = "SHA256SUMS"
# two blanks: read as text, the form of `sha256sum` (coreutils)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sums_text(files: Files) -> str:
    """The digests of files in the form that `sha256sum --check` reads, by name."""
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )


def check_target(out: Path) -> None:
    """Raise CannotRun unless a release may be written there: nothing, empty, or a release of ours.

    A release of ours holds no file that its SHA256SUMS does not list.
    """
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise CannotRun(f"{out}: not a folder; name one with --out that may be made or replaced")
    names = {path.name for path in out.iterdir()}
    if not names:
        return
    if not _is_release(out):
        raise CannotRun(f"{out}: holds no release of pincite, so it is not replaced; name another")
    foreign = sorted(names - _listed(out) - {SUMS})
    if foreign:
        raise CannotRun(
            f"{out}: holds {foreign[0]}, which is not part of the release; move it first"
        )


def _is_release(out: Path) -> bool:
    try:
        found = json.loads((out / VERIFICATION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (
        isinstance(found, dict) and found.get("generator") == GENERATOR and (out / SUMS).is_file()
    )


def _listed(out: Path) -> set[str]:
    try:
        lines = (out / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return set()
    return {match[2] for line in lines if (match := _LINE.fullmatch(line))}


def write_folder(out: Path, files: Files) -> None:
    """Write a release whole, with its SHA256SUMS, in place of the one that may be there.

    Raises CannotRun where it cannot be written; the folder is then as it was before. What a
    killed run left beside it is removed.
    """
    everything = {**files, SUMS: sums_text(files).encode()}
    staged: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _clear(out)
        staged = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".new", dir=out.parent))
        for name, data in everything.items():
            (staged / name).write_bytes(data)
            (staged / name).chmod(0o644)
        staged.chmod(0o755)
        _swap(staged, out)
    except OSError as error:
        raise CannotRun(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)


def _swap(staged: Path, out: Path) -> None:
    """Rename a folder into place; the one that was there is put back where that fails."""
    if not out.exists():
        staged.rename(out)
        return
    aside = staged.with_suffix(".old")
    out.rename(aside)
    try:
        staged.rename(out)
    except BaseException:
        aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _clear(out: Path) -> None:
    """Remove what killed runs left; an old release whose new one never came is put back."""
    for left in out.parent.glob(f".{_escaped(out.name)}.*.old"):
        if out.exists():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.rename(out)
    for left in out.parent.glob(f".{_escaped(out.name)}.*.new"):
        with contextlib.suppress(OSError):
            shutil.rmtree(left)


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
