"""Where things are, and how a test gets a package that it may change."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "validate"
GOLDEN = ROOT / "validate/tests/golden/package"
GOLDEN_SOURCES = ROOT / "validate/tests/golden/sources"
OTHER_PACKAGES = ROOT / "validate/tests/packages"
OTHER_SOURCES = OTHER_PACKAGES / "sources"
CASES = ROOT / "validate/tests/cases"
RELEASED = ("datapackage.json", "schemas", "data", "seeds")

_sources = os.environ.get("PINCITE_SOURCES")
ARTICLE_SOURCES = Path(_sources) if _sources else None
needs_article = pytest.mark.skipif(
    ARTICLE_SOURCES is None, reason="PINCITE_SOURCES names no folder with the article"
)


def copy_package(source: Path, target: Path) -> Path:
    """Copy a package's own files (no code, no tests) to a folder that does not exist yet."""
    target.mkdir(parents=True)
    for name in RELEASED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        elif (source / name).is_file():
            shutil.copy(source / name, target / name)
    return target


def run_command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command line."""
    from pincite.cli import main

    code = main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "fault of pincite" not in err
    return code, out, err


def explorer_html(package: Path, *, sources: Path | None = None) -> str:
    """The explorer's page of the package at a path, checked before."""
    import pincite

    return pincite.open(package).explore(sources=sources)


def explorer_pictures(package: Path) -> dict[str, str]:
    """The pictures that the package at a path declares."""
    from pincite import explorer
    from pincite.package import open_package
    from pincite.report import Report

    return explorer.explorer_pictures(open_package(package), Report("", None, ()))


def cpu_seconds() -> float:
    """What this process and its children have computed; other work does not count."""
    return sum(os.times()[:4])


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as dicts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def replace_once(path: Path, find: str, replacement: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {path.name}"
    path.write_text(text.replace(find, replacement), encoding="utf-8", newline="\n")


def one_character_changes(text: str) -> Iterator[str]:
    """Every deletion, doubling and swap of neighbours, insertions and replacements of every kind.

    A character is replaced by its neighbours in its alphabet, its other case, a look-alike of
    another script, a blank and a digit.
    """
    alike = dict(zip("aceiopxyACEHKMOPTX", "асеіорхуАСЕНКМОРТХ", strict=True))
    seen = {text}
    for at, char in enumerate(text):
        others = ["", char * 2, char.swapcase(), " ", "0", "9", alike.get(char, "ı")]
        others += [chr(ord(char) + 1), chr(max(32, ord(char) - 1))]
        changed = [text[:at] + other + text[at + 1 :] for other in others]
        changed += [text[:at] + other + text[at:] for other in (" ", "0", "+", "-")]
        if at + 1 < len(text):
            changed.append(text[:at] + text[at + 1] + char + text[at + 2 :])
        for result in changed:
            if result not in seen:
                seen.add(result)
                yield result
    for other in (" ", "0", ".", "\u200b"):
        yield text + other
