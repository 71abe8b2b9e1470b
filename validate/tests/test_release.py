"""The release as a whole: reproducible, written whole or not at all, one place for metadata."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pincite.releases import artefacts, folder, release_package
from pincite.releases.content import Artefact, Content, Files
from pincite.report import CannotRun
from support import GOLDEN, GOLDEN_SOURCES, ROOT, copy_package, replace_once, run_command

pytestmark = pytest.mark.usefixtures("no_sources")

NAME = "marrow-bay-ferries"
DAY = "2024-07-01"
CLOCK = """
import time

def later(function):
    return lambda *given: function(*(given or (4e9,)))

time.time, time.time_ns = lambda: 4e9, lambda: 4 * 10**18
time.localtime, time.gmtime = later(time.localtime), later(time.gmtime)
"""
FAKETIME = ["faketime", "2031-05-06 07:08:09"] if shutil.which("faketime") else []


def dated(folder: Path) -> Path:
    """A copy of the golden package with the day that a release needs."""
    copy = copy_package(GOLDEN, folder)
    version = '"version": "1.0.0"'
    replace_once(copy / "datapackage.json", version, f'{version}, "created": "{DAY}T00:00:00Z"')
    return copy


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that a test may change."""
    return dated(tmp_path / "package")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the golden package."""
    folder = tmp_path_factory.mktemp("golden")
    release_package(dated(folder / "package"), out=folder / "dist")
    return folder / "dist"


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir())


def build_elsewhere(
    package: Path, out: Path, umask: int, *prefix: str, **environment: str
) -> bytes:
    """SHA256SUMS of a build in a process of its own; the environment replaces this one's."""
    run = [*prefix, sys.executable, "-m", "pincite", "release", str(package), "--out", str(out)]
    done = subprocess.run(
        ["sh", "-c", f'umask {umask:04o}; exec "$@"', "sh", *run],
        capture_output=True,
        check=False,
        cwd=package.parent,
        env={"PATH": os.environ["PATH"], **environment},
    )
    assert done.returncode == 0, done.stderr
    return (out / folder.SUMS).read_bytes()


@pytest.mark.long
def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    code = str(ROOT / "validate")
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    there = copy_package(ROOT, tmp_path / "a/b c/package")
    here = copy_package(ROOT, tmp_path / "other")
    os.utime(here / "datapackage.json", (1, 1))
    shutil.copy(ROOT / "LICENSE", there)
    shutil.copy(ROOT / "LICENSE", here)
    first = build_elsewhere(
        here,
        tmp_path / "dist",
        0o022,
        PYTHONPATH=code,
        TZ="UTC",
        LC_ALL="C",
        PYTHONHASHSEED="1",
    )
    second = build_elsewhere(
        there,
        tmp_path / "a/dist",
        0o077,
        *FAKETIME,
        PYTHONPATH=f"{code}{os.pathsep}{tmp_path / 'clock'}",
        TZ="Asia/Tokyo",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1700000000",
    )
    assert first == second
    assert len(first.splitlines()) == 33
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "a/dist").iterdir()}
    assert modes == {0o644}


def test_the_faked_clocks_of_the_test_above_are_really_others(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    code = "import datetime, time; print(datetime.datetime.now().year, time.localtime().tm_year)"
    found = subprocess.run(
        [*FAKETIME, sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
        text=True,
    )
    years = found.stdout.split()
    assert years[1] == "2096"
    assert years[0] == "2031" or not FAKETIME


def test_sums_are_those_of_all_files(dist: Path) -> None:
    lines = (dist / folder.SUMS).read_text(encoding="utf-8").splitlines()
    expected = [
        f"{hashlib.sha256(data).hexdigest()}  {name}"
        for name, data in sorted(contents(dist).items())
        if name != folder.SUMS
    ]
    assert lines == expected
    assert len(lines) == 24


def test_an_invalid_package_is_reported_and_not_written(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_once(package / "data/grants.csv", ",2500000,", ",2500001,")
    out = package.parent / "dist"
    code, text, _ = run_command(capsys, "release", str(package), "--out", str(out))
    assert code == 1
    assert "1 error · 1 note" in text
    assert not out.exists()


def test_the_command_lists_what_it_wrote(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = package.parent / "dist"
    arguments = ("release", str(package), "--out", str(out))
    code, text, _ = run_command(capsys, *arguments)
    assert (code, text.count(str(out))) == (0, 24)
    assert "descriptor  ok" in text  # the report stands above the list
    code, text, _ = run_command(capsys, *arguments, "--json")
    listed = {item["name"]: item["sha256"] for item in json.loads(text)["files"]}
    sums = (out / folder.SUMS).read_text(encoding="utf-8")
    assert sums == "".join(f"{digest}  {name}\n" for name, digest in listed.items())


def test_what_only_the_owner_knows_is_listed_where_the_descriptor_lacks_it(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("release", str(package), "--out", str(package.parent / "dist"))
    code, text, _ = run_command(capsys, *arguments)
    everything = ["authors (contributors)", "contact (email or path of a contributor)"]
    everything += ["homepage", "DOI (id)"]
    assert (code, text.splitlines()[-1]) == (
        0,
        f"the descriptor does not say: {', '.join(everything)}",
    )
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    stated: list[dict[str, Any]] = [
        {"contributors": [{"title": "Ann Desk", "roles": ["author"]}]},
        {"contributors": [{"title": "Ann Desk", "email": "ann@example.org"}]},
        {"homepage": "https://example.org/ferries"},
        {"id": "https://doi.org/10.1234/ferries.1"},
    ]
    for number, properties in enumerate(stated, start=1):
        descriptor |= properties
        path.write_text(json.dumps(descriptor), encoding="utf-8")
        found = json.loads(run_command(capsys, *arguments, "--json")[1])
        assert found["not_stated"] == everything[number:]
    assert "the descriptor does not say" not in run_command(capsys, *arguments)[1]
    cited = (package.parent / "dist/CITATION.cff").read_text(encoding="utf-8")
    for line in ('doi: "10.1234/ferries.1"', '    email: "ann@example.org"'):
        assert f"\n{line}\n" in cited


def test_a_new_release_replaces_an_older_one_whole(package: Path) -> None:
    out = package.parent / "dist"
    release_package(package, out=out)
    before = contents(out)
    replace_once(package / "datapackage.json", NAME, "marrow-bay-boats")
    release_package(package, out=out)
    after = contents(out)
    assert f"{NAME}.zip" in before
    assert f"{NAME}.zip" not in after
    assert "marrow-bay-boats.zip" in after
    assert beside(out) == ["dist", "package"]


def break_down(_: Content, __: Files) -> Files:
    raise CannotRun("no paper left")


def test_a_writer_that_fails_leaves_the_old_release(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = package.parent / "dist"
    release_package(package, out=out)
    before = contents(out)
    with monkeypatch.context() as patch:
        patch.setattr(artefacts, "ARTEFACTS", (*artefacts.ARTEFACTS, Artefact("", "", break_down)))
        with pytest.raises(CannotRun, match="no paper left"):
            release_package(package, out=out)
    assert contents(out) == before
    for name in ("rename", "write_bytes", "chmod"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, refusing(getattr(Path, name), out))
            with pytest.raises(CannotRun, match="cannot be written"):
                release_package(package, out=out)
        assert contents(out) == before, name
        assert beside(out) == ["dist", "package"], name


def refusing(function: Callable[..., object], out: Path) -> Callable[..., object]:
    """A method of Path that the disk refuses for what is to become the release."""

    def method(self: Path, *given: object) -> object:
        if str(self.parent if self.suffix != ".new" else self).startswith(f"{out.parent}/.dist."):
            raise OSError(28, "No space left on device")
        return function(self, *given)

    return method


SLOW = """
import sys, time
from pathlib import Path
from typing import Any
from pincite.releases import release_package
write = Path.write_bytes

def slowly(self, data):
    if ".dist." not in str(self):
        return write(self, data)
    write(self, data[: len(data) // 2])
    print("half", flush=True)
    time.sleep(60)

Path.write_bytes = slowly
release_package(sys.argv[1], out=sys.argv[2])
"""


@pytest.mark.parametrize("is_first", [True, False], ids=["no release yet", "an older release"])
def test_a_killed_build_leaves_no_half_release(package: Path, *, is_first: bool) -> None:
    out = package.parent / "dist"
    before = {} if is_first else dict(release_package(package, out=out).files)
    command = [sys.executable, "-c", SLOW, str(package), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
    assert out.exists() is not is_first
    if not is_first:
        assert contents(out).items() >= before.items()
    assert len(beside(out)) == (2 if is_first else 3)  # what was begun lies hidden beside
    release_package(package, out=out)
    assert beside(out) == ["dist", "package"]


def test_a_release_that_was_moved_aside_by_a_killed_build_comes_back(package: Path) -> None:
    out = package.parent / "dist"
    release_package(package, out=out)
    before = contents(out)
    out.rename(package.parent / ".dist.x.old")
    with pytest.raises(CannotRun):  # it breaks down after what was left is cleared
        folder.write_folder(out, {"a/b": b""})
    assert contents(out) == before


def a_file(out: Path) -> None:
    out.write_text("mine", encoding="utf-8")


def a_folder(out: Path) -> None:
    out.mkdir()
    (out / "thesis.docx").write_text("mine", encoding="utf-8")


def a_link(out: Path) -> None:
    (out.parent / "target").mkdir()
    out.symlink_to(out.parent / "target")


def a_release_with_more(out: Path) -> None:
    release_package(dated(out.parent / "package"), out=out)
    (out / "thesis.docx").write_text("mine", encoding="utf-8")


@pytest.mark.parametrize("make", [a_file, a_folder, a_link, a_release_with_more])
def test_what_is_no_release_of_ours_is_never_replaced(
    tmp_path: Path, make: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dist"
    make(out)
    before = sorted(path for path in tmp_path.rglob("*"))
    code, _, err = run_command(capsys, "release", str(GOLDEN), "--out", str(out))
    assert code == 2
    assert str(out) in err
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_the_package_itself_is_no_place_for_its_release(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(capsys, "release", str(package), "--out", str(package))[0] == 2


def test_a_version_that_is_too_small_is_refused(
    package: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = package.parent / "dist"
    arguments = ("release", str(package), "--out", str(out))
    since = ("--since", str(dist / f"{NAME}.zip"))
    assert run_command(capsys, *arguments, *since)[0] == 0
    before = contents(out)
    replace_once(package / "datapackage.json", '"licenses"', '"title": "Ferries", "licenses"')
    code, _, err = run_command(capsys, *arguments, *since)
    assert (code, "1.0.1" in err) == (2, True)
    assert contents(out) == before
    replace_once(package / "datapackage.json", '"1.0.0"', '"1.0.1"')
    (package / "CHANGELOG.md").write_text("## 1.0.0\n\nFirst.\n", encoding="utf-8")
    code, _, err = run_command(capsys, *arguments, *since)
    assert (code, "no entry for 1.0.1" in err) == (2, True)
    (package / "CHANGELOG.md").write_text("## 1.0.1\n\nA title.\n", encoding="utf-8")
    assert run_command(capsys, *arguments, *since)[0] == 0


def test_a_missing_library_is_named(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    out = package.parent / "dist"
    code, _, err = run_command(capsys, "release", str(package), "--out", str(out))
    assert code == 2
    assert "pip install pyarrow xlsxwriter" in err
    assert not out.exists()


def test_a_release_of_the_zip_is_the_release_of_the_folder(dist: Path, tmp_path: Path) -> None:
    again = release_package(dist / f"{NAME}.zip", out=tmp_path / "again")
    first = contents(dist)
    same = {name for name, data in again.files.items() if first[name] == data}
    assert {f"{NAME}.sqlite", f"{NAME}.xlsx", "grants.parquet"} <= same


def test_verification_says_what_was_compared(dist: Path, package: Path, tmp_path: Path) -> None:
    without = json.loads((dist / "verification.json").read_text(encoding="utf-8"))
    release_package(package, out=tmp_path / "dist", sources=GOLDEN_SOURCES)
    found = json.loads((tmp_path / "dist/verification.json").read_text(encoding="utf-8"))
    (source,) = found["sources"]
    text = next(GOLDEN_SOURCES.iterdir()).read_bytes()
    assert source["sha256"] == hashlib.sha256(text).hexdigest()
    assert (source["compared"], without["sources"][0]["compared"]) == (True, False)
    counts = {stage["name"]: stage["counts"] for stage in found["stages"]}
    assert counts["citations"]["quotes compared"] == counts["citations"]["quotes"] > 10
    assert found["tables"]["grants"] == 1


def test_verification_says_in_words_whether_texts_were_at_hand(
    dist: Path, package: Path, tmp_path: Path
) -> None:
    without = json.loads((dist / "verification.json").read_text(encoding="utf-8"))
    made = release_package(package, out=tmp_path / "dist", sources=GOLDEN_SOURCES).files
    compared = json.loads(made["verification.json"])["compared_with_texts"]
    assert (compared["sources"], compared["with_text"]) == (1, 1)
    assert without["compared_with_texts"]["with_text"] == 0
    assert "not compared" in without["compared_with_texts"]["says"]
    page = made["explorer.html"].decode()  # is the same in both, and says where that is written
    assert page.count("verification.json beside this page says whether it was at hand") == 1
    assert "for this page no quote was compared" not in page


def test_a_release_with_the_texts_holds_no_more_words(
    dist: Path, package: Path, tmp_path: Path
) -> None:
    made = release_package(package, out=tmp_path / "dist", sources=GOLDEN_SOURCES).files
    before = contents(dist)
    differ = {name for name, data in made.items() if before[name] != data}
    # these list the digest of verification.json, which alone records the run
    assert differ == {"verification.json", "dataset.jsonld", "ro-crate-metadata.json"}


# developers.zenodo.org, "Deposit metadata": the fields there that a data set can have
ZENODO_FIELDS = frozenset(
    "upload_type publication_date title creators description access_right license keywords notes"
    " related_identifiers contributors references version language locations dates subjects".split()
)
ZENODO_WANTED = {
    "upload_type", "publication_date", "title", "creators", "description", "access_right"
}  # fmt: skip


def test_the_form_for_zenodo_has_documented_fields_only(package: Path, tmp_path: Path) -> None:
    for folder_of in (package, ROOT):
        made = release_package(folder_of, out=tmp_path / f"dist-{folder_of.name}").files
        found = json.loads(made["zenodo.json"])
        assert ZENODO_WANTED <= found.keys() <= ZENODO_FIELDS
        assert found["upload_type"] == "dataset"
        assert found["description"].startswith("<p>")
        assert all(creator["name"] for creator in found["creators"])
        for related in found.get("related_identifiers", ()):
            assert related["relation"] in {"references", "isDescribedBy"}
            assert related["identifier"].startswith("https://")


def test_people_are_named_as_zenodo_wants_them(package: Path, tmp_path: Path) -> None:
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["contributors"] = [
        {
            "givenName": "Ada",
            "familyName": "Marrow",
            "path": "https://orcid.org/0000-0002-1825-0097",
            "organization": "Bay Ferries",
        }
    ]
    descriptor["description"] = "a < b\n\n& more"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    found = json.loads(release_package(package, out=tmp_path / "dist").files["zenodo.json"])
    assert found["creators"] == [
        {
            "name": "Marrow, Ada",
            "affiliation": "Bay Ferries",
            "orcid": "0000-0002-1825-0097",
        }
    ]
    assert found["description"] == "<p>a &lt; b</p><p>&amp; more</p>"


@pytest.mark.parametrize(
    ("licence", "says"),
    [
        ("CC0-1.0", ["license: cc0-1.0"]),
        ("ODbL-1.0", ["license: odbl"]),
        ("ours", ["license: other", "license_name: ours"]),
    ],
)
def test_the_guide_names_licences_as_the_hub_does(
    package: Path, tmp_path: Path, licence: str, says: list[str]
) -> None:
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["licenses"] = [{"name": licence}]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    made = release_package(package, out=tmp_path / "dist").files
    lines = made["README.md"].decode().splitlines()
    assert set(says) <= set(lines)
    assert lines[0] == "---"
    assert licence in made["LICENSE"].decode()


def test_the_zip_has_one_form(dist: Path) -> None:
    with zipfile.ZipFile(dist / f"{NAME}.zip") as archive:
        entries = archive.infolist()
        descriptor = json.loads(archive.read("datapackage.json"))
        data = {name: archive.read(name) for name in archive.namelist()}
    assert entries[0].filename == "datapackage.json"
    assert [e.filename for e in entries[1:]] == sorted(e.filename for e in entries[1:])
    assert {(e.date_time, e.external_attr >> 16, e.create_system) for e in entries} == {
        ((2024, 7, 1, 0, 0, 0), 0o100644, 3)
    }
    for resource in descriptor["resources"]:
        assert "$schema" not in {**resource, **resource.get("schema", {})}
        assert resource["bytes"] == len(data[resource["path"]])
        digest = hashlib.sha256(data[resource["path"]]).hexdigest()
        assert resource["hash"] == f"sha256:{digest}"
