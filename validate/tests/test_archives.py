"""Packages in zip files: validated like folders, and hostile zips refused in one line."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pincite.files import reading as files
from support import GOLDEN, RELEASED, run_command

pytestmark = pytest.mark.usefixtures("no_sources")


def zip_of(file: Path, *, inside: str = "") -> Path:
    """The golden package as a zip file, in a folder of the zip where one is named."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name in RELEASED:
            for path in [GOLDEN / name, *(GOLDEN / name).rglob("*")]:
                if path.is_file():
                    out.write(path, inside + path.relative_to(GOLDEN).as_posix())
    return file


def with_entry(file: Path, entry: str | zipfile.ZipInfo, data: bytes = b"x") -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as out:
        out.writestr(entry, data)


def a_link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_a_zip_says_what_its_folder_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = zip_of(tmp_path / "package.zip")
    code, out, _ = run_command(capsys, "validate", str(package))
    assert (code, out) == run_command(capsys, "validate", str(GOLDEN))[:2]
    assert "9 tables" in out


def test_an_issue_in_a_zip_names_the_zip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as out:
        schema = '{"fields": [{"name": "a", "type": "integer"}]}'
        resource = f'{{"name": "t", "path": "t.csv", "schema": {schema}}}'
        out.writestr("datapackage.json", f'{{"resources": [{resource}]}}')
        out.writestr("t.csv", "a\nx\n")
    code, out_text, _ = run_command(
        capsys, "validate", str(tmp_path / "p.zip"), "--format", "github"
    )
    assert code == 1
    assert f"file={tmp_path.as_posix()}/p.zip/t.csv,line=2,title=type-error" in out_text


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a path upwards": (lambda file: with_entry(file, "../x"), "leads elsewhere"),
    "an absolute path": (lambda file: with_entry(file, "/x"), "leads elsewhere"),
    "a drive": (lambda file: with_entry(file, "c:x"), "leads elsewhere"),
    "a backslash": (lambda file: with_entry(file, "a\\..\\x"), "leads elsewhere"),
    "a control in a name": (lambda file: with_entry(file, "a\x1b[2J"), "leads elsewhere"),
    "a link": (lambda file: with_entry(file, a_link("data/link.csv")), "is a link"),
    "two of one name": (lambda file: with_entry(file, "DATAPACKAGE.json"), "one name"),
    "a file as a folder": (
        lambda file: with_entry(file, "datapackage.json/x"),
        "a file and a folder",
    ),
    "a bomb": (lambda file: with_entry(file, "x", b"0" * 3_000_000), "too many bytes"),
    "half a zip": (lambda file: file.write_bytes(file.read_bytes()[:2000]), "not a whole zip"),
    "no zip": (lambda file: file.write_bytes(b"hello"), "not a whole zip"),
    "nested": (lambda file: zip_of(file, inside="package/"), "zip what is in that folder"),
    "without a descriptor": (lambda file: file.write_bytes(empty_zip()), "no datapackage.json"),
}


def empty_zip() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_in_one_line(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "FREE_BYTES", 2_000_000)
    monkeypatch.setattr(files, "MAX_RATIO", 1)
    package = zip_of(tmp_path / "package.zip")
    change, said = HOSTILE[name]
    change(package)
    code, out, err = run_command(capsys, "validate", str(package))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package.zip"]
