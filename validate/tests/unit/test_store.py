"""The files of a package: opened once, read independently, within the package, changes seen."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pincite.files import store
from pincite.files.store import Files
from pincite.report import CannotRun

DATA = bytes(range(256)) * 40


@pytest.fixture(params=["kept", "large", "parked", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """The same files, kept in memory, read through descriptors, or never on a disk."""
    if request.param == "memory":
        return Files.of_bytes({"a.bin": DATA, "in/b.txt": b"text"})
    (tmp_path / "in").mkdir()
    (tmp_path / "a.bin").write_bytes(DATA)
    (tmp_path / "in/b.txt").write_bytes(b"text")
    if request.param != "kept":
        monkeypatch.setattr(store, "KEPT_FILE", 0)
        monkeypatch.setattr(store, "MAX_OPEN", 1 if request.param == "parked" else 9)
    return Files.of_folder(tmp_path)


def test_a_file_is_read_as_bytes_text_stream_and_digest(files: Files) -> None:
    assert files.read("a.bin") == DATA
    assert files.read_text("in/b.txt") == files.read_text("./in//b.txt") == "text"
    assert (files.size("a.bin"), files.size("in/b.txt")) == (len(DATA), 4)
    assert files.digest("in/b.txt", "md5") == "1cb251ec0d568de6a929b520c4aed8d1"
    assert [files.is_there(path) for path in ("a.bin", "in", "c", "../a")] == [True, *[False] * 3]
    with pytest.raises(ValueError, match="unsupported hash type"):
        files.digest("a.bin", "md-none")
    with pytest.raises(ValueError, match="unsupported hash type"):
        files.digest("a.bin", "shake_128")


def test_streams_have_positions_of_their_own(files: Files) -> None:
    with files.open("a.bin") as one, files.open("a.bin") as two, files.open("in/b.txt") as other:
        assert one.read(300) == DATA[:300]
        assert other.read() == b"text"
        assert two.read(10) == DATA[:10]
        assert one.read(10) == DATA[300:310]
        assert one.seek(-5, os.SEEK_END) == len(DATA) - 5
        assert one.read() == DATA[-5:]
        assert two.tell() == 10
        with pytest.raises(ValueError, match="negative seek"):
            one.seek(-1)


def test_threads_read_one_file_at_once(files: Files) -> None:
    wrong: list[int] = []

    def look(start: int) -> None:
        for _ in range(10):
            with files.open("a.bin") as stream:
                stream.seek(start)
                if stream.read(1000) != DATA[start : start + 1000] or files.size("in/b.txt") != 4:
                    wrong.append(start)

    threads = [threading.Thread(target=look, args=(start,)) for start in range(0, 4000, 500)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("path", ["../a.bin", "/etc/hosts", "https://x.org/a", "", "a\\b", "none"])
def test_what_is_not_inside_is_refused_by_its_name(files: Files, path: str) -> None:
    with pytest.raises(CannotRun, match=r"inside|network|no such file|No such file"):
        files.read(path)
    with pytest.raises(CannotRun):
        files.open(path)


def test_a_file_that_changes_is_noticed_and_kept_bytes_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "small").write_bytes(b"abc")
    (tmp_path / "large").write_bytes(b"0123456789")
    monkeypatch.setattr(store, "KEPT_FILE", 5)
    files = Files.of_folder(tmp_path)
    assert files.read("small") + files.read("large") == b"abc0123456789"
    files.seal()
    assert files.changed() == []
    state = (tmp_path / "large").stat()
    (tmp_path / "small").write_bytes(b"xyz")
    (tmp_path / "large").write_bytes(b"0123456780")
    os.utime(tmp_path / "large", ns=(state.st_atime_ns, state.st_mtime_ns))  # only a digest sees it
    assert files.read("small") == b"abc"
    assert files.changed() == ["large"]


def test_a_parked_file_that_was_replaced_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"0123456789")
    monkeypatch.setattr(store, "KEPT_FILE", 5)
    monkeypatch.setattr(store, "MAX_OPEN", 1)
    files = Files.of_folder(tmp_path)
    assert files.read("a") == files.read("b")
    (tmp_path / "a").write_bytes(b"01234567890")
    with pytest.raises(CannotRun, match="a: has changed while it was read"):
        files.read("a")


def test_a_closed_package_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    monkeypatch.setattr(store, "KEPT_FILE", 5)
    files = Files.of_folder(tmp_path)
    assert files.read("a")
    files.close()
    with pytest.raises(CannotRun, match="the package is closed"):
        files.read("a")


def test_links_are_one_file_with_their_target_and_pipes_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "out").symlink_to(tmp_path.parent)
    os.mkfifo(tmp_path / "pipe")
    files = Files.of_folder(tmp_path)
    assert files.read("link") is files.read("a")
    with pytest.raises(CannotRun, match="leads outside the package through a link"):
        files.read("out/x")
    with pytest.raises(CannotRun, match="not a regular file"):
        files.read("pipe")
    assert not files.is_there("pipe")


def test_memory_is_bounded_over_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEPT_ALL", 25)
    for number in range(5):
        (tmp_path / str(number)).write_bytes(b"0123456789")
    files = Files.of_folder(tmp_path)
    assert {files.read(str(number)) for number in range(5)} == {b"0123456789"}
    kept = [file for file in files._opened.values() if file._data is not None]
    assert len(kept) == 2


def test_paths_keep_their_rules_where_there_is_no_folder() -> None:
    """`a/../b` is a known name for no file system, and no path of a package (Data Package 2.0)."""
    files = Files.of_bytes({"../up.csv": b"x", "http://a/b.csv": b"x"})
    for path in ("../up.csv", "http://a/b.csv"):
        assert not files.is_there(path)
        with pytest.raises(CannotRun):
            files.read(path)
