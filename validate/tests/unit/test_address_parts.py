"""Parts of what reads at addresses: which hosts are public, where the cache is, names of files."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path

import pytest

from pincite.files.addresses import LOCK, cache, fetching, hosts, last_name
from pincite.files.addresses.lock import read_lock
from pincite.report import CannotRun


@pytest.mark.parametrize(
    "text",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1"
    " 255.255.255.255 ::1 :: fe80::1 fc00::1 fec0::1 ff02::1 ::ffff:10.0.0.1 2002:7f00:1::"
    " 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 198.18.0.1 192.0.2.1"
    " 168.63.129.16 3fff::1 192.88.99.1 192.0.0.9 ::ffff:168.63.129.16".split(),
)
def test_addresses_that_are_not_public(text: str) -> None:
    with pytest.raises(CannotRun, match="not a public address"):
        hosts._check_public("host", text)


def test_addresses_that_are_public() -> None:
    for text in ("93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"):
        assert hosts.is_public(ip_address(text))
        hosts._check_public("host", text)


def test_an_address_names_a_host_and_a_whole_file() -> None:
    for url, message in {
        "http:///x": "it names no host",
        "https://example.org/a#b": "only whole files are fetched",
    }.items():
        with pytest.raises(CannotRun, match=message):
            fetching.checked(url)


def test_a_lock_tells_no_password_and_is_no_link_out_of_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "package"
    inner.mkdir()
    addresses: dict[str, object] = {"https://me:secret@example.org/t.csv": {}}
    (tmp_path / "other.json").write_text(json.dumps({"format": 1, "addresses": addresses}))
    (inner / LOCK).symlink_to(tmp_path / "other.json")
    with pytest.raises(CannotRun, match="leads outside the package through a link"):
        read_lock(inner / LOCK)
    with pytest.raises(CannotRun, match=r"https://example\.org/t\.csv: an entry has"):
        read_lock(tmp_path / "other.json")


def test_the_cache_is_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PINCITE_CACHE", raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for system, place in {
        "linux": "/home/me/.cache/pincite",
        "darwin": "/home/me/Library/Caches/pincite",
    }.items():
        monkeypatch.setattr("sys.platform", system)
        assert cache.cache_folder().as_posix() == place
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/me")
    assert cache.cache_folder().as_posix() == "/var/cache/me/pincite"


def test_the_name_of_a_file_at_a_url_is_without_its_query() -> None:
    assert last_name("https://x.org/a/t.csv?path=/b/c.zip#d") == "t.csv"
    assert last_name("a/t.csv") == "t.csv"
    assert last_name("https://x.org/") == ""
