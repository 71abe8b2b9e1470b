"""What one run fetches at most, and answers that are packed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

import pincite
from pincite.files.addresses import Addresses, Network
from pincite.report import CannotRun
from web_server import Site, sent, serving

CSV = b"id,name\n1,one\n2,two\n"
SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "name"}]}
NETWORK = Network(fetch=True, private=["127.0.0.1"])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("PINCITE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    with serving({"/t.csv": CSV, "/s.json": '{"fields": []}'}) as found:
        yield found


def test_all_members_of_a_packed_answer_are_read(site: Site) -> None:
    body = gzip.compress(CSV) + gzip.compress(b"x,three\n") + gzip.compress(b"")
    site.pages["/page.csv"] = sent(body, Content_Encoding="gzip")
    url = f"{site.address}/page.csv"
    report = pincite.validate(url, fetch=True, allow_private=["127.0.0.1"], schema=SCHEMA)
    (issue,) = report.errors
    assert (issue.code, issue.place.line) == ("type-error", 4)


def test_what_fails_counts_against_the_bounds(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.files.addresses.MAX_ADDRESSES", 1)
    found = Addresses(None, NETWORK)
    for path, message in {"/no.csv": "answers 404", "/t.csv": "one run fetches 1 addr"}.items():
        with pytest.raises(CannotRun, match=message):
            found.file(site.address + path)
    assert found.remarks == ()
    monkeypatch.setattr("pincite.files.addresses.MAX_ADDRESSES", 9)
    monkeypatch.setattr("pincite.files.addresses.MAX_ALL", 50)
    site.pages["/cut.csv"] = sent(b"x" * 40, Content_Length="45")
    site.pages["/long.csv"] = sent(b"x" * 11)
    found = Addresses(None, NETWORK)
    for path, message in {
        "/cut.csv": "in the middle",
        "/long.csv": "more than the 10 bytes",
        "/t.csv": "one run fetches 50 bytes",
    }.items():
        with pytest.raises(CannotRun, match=message):
            found.file(site.address + path)
    assert site.asked == ["/no.csv", "/cut.csv", "/long.csv"]


def test_one_run_fetches_only_so_much(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.files.addresses.MAX_ADDRESSES", 1)
    found = Addresses(None, NETWORK)
    found.file(f"{site.address}/t.csv")
    with pytest.raises(CannotRun, match="one run fetches 1 addresses"):
        found.file(f"{site.address}/s.json")
    monkeypatch.setattr("pincite.files.addresses.MAX_ALL", len(CSV) + 3)
    found = Addresses(None, NETWORK, Path("other"))
    Path("other").mkdir()
    monkeypatch.setattr("pincite.files.addresses.MAX_ADDRESSES", 9)
    found.file(f"{site.address}/t.csv")
    with pytest.raises(CannotRun, match="more than the 3 that are fetched"):
        found.file(f"{site.address}/s.json")
