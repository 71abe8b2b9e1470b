"""What lies at addresses: fetched only where that is allowed, locked, and read from the lock."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import frictionless
import pytest

import pincite
from pincite.cli import main
from pincite.files.addresses import LOCK, Addresses, Network, cache, fetching, hosts
from pincite.report import CannotRun, Report
from web_server import Site, redirect, sent, serving

CSV = b"id,name\n1,one\n2,two\n"
SCHEMA = {
    "fields": [{"name": "id", "type": "integer"}, {"name": "name"}],
    "primaryKey": "id",
}
WAYS: list[dict[str, Any]] = [{"fetch": True}, {"locked": True}]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCITE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/t.csv": CSV, "/s.json": json.dumps(SCHEMA)}) as found:
        yield found


@pytest.fixture
def package(tmp_path: Path, site: Site) -> Path:
    """A package whose table, schema and profile are at addresses."""
    profile = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "allOf": [
            {"$ref": "https://specs.frictionlessdata.io/schemas/data-package.json"},
            {"required": ["project"]},
            {"properties": {"spatial": {"$ref": f"{site.address}/shape.json"}}},
            {"properties": {"taxa": {"$ref": "parts/taxa.json"}}},
        ],
    }
    site.pages["/profile.json"] = json.dumps(profile).encode()
    site.pages["/shape.json"] = b'{"type": "object", "required": ["type"]}'
    site.pages["/parts/taxa.json"] = b'{"type": "array"}'
    folder = tmp_path / "package"
    folder.mkdir()
    table = {
        "name": "t",
        "path": f"{site.address}/t.csv",
        "profile": "tabular-data-resource",
        "schema": f"{site.address}/s.json",
    }
    descriptor = {
        "name": "observed",
        "profile": f"{site.address}/profile.json",
        "project": {"title": "Ours"},
        "spatial": {"type": "Point"},
        "resources": [table],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def fetched(target: Any, **options: Any) -> Report:
    return pincite.validate(target, fetch=True, allow_private=["127.0.0.1"], **options)


def said(report: Report) -> list[tuple[str, str]]:
    return [(issue.code, issue.message) for issue in report.issues]


def test_without_leave_nothing_is_fetched_and_nothing_locked_is_read(
    package: Path, site: Site
) -> None:
    before = pincite.validate(package)
    assert {issue.code for issue in before.errors} == {"scheme-error"}
    assert "nothing is fetched: allow it with --fetch" in before.errors[0].message
    assert before.errors[0].fix.startswith("give --fetch, or name a local copy with --map http")
    assert site.asked == []
    assert not (package / LOCK).exists()
    assert fetched(package).valid
    site.asked.clear()
    assert {issue.code for issue in pincite.validate(package).errors} == {"scheme-error"}
    assert site.asked == []


def test_data_schema_profile_and_what_that_refers_to_are_fetched_once(
    package: Path, site: Site
) -> None:
    report = fetched(package)
    assert said(report) == []
    assert report.stages[1].counts["rows"] == 2
    assert "5 files fetched, and locked in datapackage.lock.json" in report.stages[0].remarks
    everything = ["/parts/taxa.json", "/profile.json", "/s.json", "/shape.json", "/t.csv"]
    assert sorted(site.asked) == everything
    lock = json.loads((package / LOCK).read_text(encoding="utf-8"))
    assert list(lock["addresses"]) == [site.address + path for path in everything]
    entry = lock["addresses"][f"{site.address}/t.csv"]
    assert entry["bytes"] == len(CSV)
    assert entry["mediaType"] == "text/csv"
    assert cache.place_of(entry["sha256"]).read_bytes() == CSV
    for options in WAYS:  # the server is not asked again
        again = pincite.validate(package, **options)
        assert again.valid
        assert "5 files from addresses, as datapackage.lock.json has them" in (
            again.stages[0].remarks
        )
    assert len(site.asked) == 5
    rows = pincite.open(package, locked=True)["t"]
    assert [row["name"] for row in rows] == ["one", "two"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"project": None}, "'project' is a required property"),
        ({"spatial": {}}, "'type' is a required property"),
        ({"taxa": "many"}, "'many' is not of type 'array'"),
    ],
)
def test_what_a_fetched_profile_demands_is_checked(
    package: Path, change: dict[str, Any], code: str
) -> None:
    path = package / "datapackage.json"
    descriptor = {**json.loads(path.read_text(encoding="utf-8")), **change}
    kept = {name: value for name, value in descriptor.items() if value is not None}
    path.write_text(json.dumps(kept), encoding="utf-8")
    errors = fetched(package).errors
    assert [issue.message.partition(" (by")[0] for issue in errors] == [code]


def test_locked_opens_no_connection_and_fails_where_something_is_not_locked(
    package: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetched(package).valid
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert pincite.validate(package, locked=True).valid
    lock = json.loads((package / LOCK).read_text(encoding="utf-8"))
    entry = lock["addresses"].pop(f"{site.address}/t.csv")
    (package / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    (unlocked,) = pincite.validate(package, locked=True).errors
    assert "is not in" in unlocked.message
    assert unlocked.fix.startswith("run once with --fetch")
    lock["addresses"][f"{site.address}/t.csv"] = entry
    (package / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    assert pincite.validate(package, locked=True).valid
    cache.place_of(entry["sha256"]).write_bytes(CSV.replace(b"two", b"too"))
    assert "what is locked is not in" in pincite.validate(package, locked=True).errors[0].message
    shutil.rmtree(cache.cache_folder())
    assert len(pincite.validate(package, locked=True).errors) == 2  # the schema, the profile


def test_other_contents_than_the_locked_ones_are_refused(package: Path, site: Site) -> None:
    assert fetched(package).valid
    shutil.rmtree(cache.cache_folder())
    assert fetched(package).valid  # a new machine fetches the same again
    shutil.rmtree(cache.cache_folder())
    before = (package / LOCK).read_bytes()
    site.pages["/t.csv"] = CSV.replace(b"two", b"too")
    (issue,) = fetched(package).errors
    assert issue.code == "scheme-error"
    assert "is not what it was on" in issue.message
    assert "run with --fetch again to renew the lock" in issue.fix
    assert (package / LOCK).read_bytes() == before


def test_tables_schemas_packages_and_zip_files_may_be_named_by_their_addresses(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leave = ["--fetch", "--allow-private", site.host]
    table, schema = f"{site.address}/t.csv", f"{site.address}/s.json"
    assert main(["validate", table, "--schema", schema, *leave]) == 0
    assert "2 rows" in capsys.readouterr().out
    assert Path(LOCK).exists()
    assert main(["validate", table, "--schema", schema, "--locked"]) == 0
    assert main(["validate", table, "--schema", schema]) == 2
    assert "allow it with --fetch" in capsys.readouterr().err
    inner = {"name": "far", "resources": [{"name": "t", "path": "a b/t.csv", "schema": "s.json"}]}
    site.pages["/p/datapackage.json"] = json.dumps(inner).encode()
    site.pages["/p/a%20b/t.csv"] = CSV
    site.pages["/p/s.json"] = site.pages["/s.json"]
    report = fetched(f"{site.address}/p/datapackage.json")
    assert (said(report), report.package, report.stages[1].counts["rows"]) == ([], "far", 2)
    (tmp_path / "zipped/a b").mkdir(parents=True)
    (tmp_path / "zipped/datapackage.json").write_text(json.dumps(inner), encoding="utf-8")
    (tmp_path / "zipped/a b/t.csv").write_bytes(CSV)
    (tmp_path / "zipped/s.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    made = shutil.make_archive(str(tmp_path / "far"), "zip", tmp_path / "zipped")
    site.pages["/far.zip"] = Path(made).read_bytes()
    assert fetched(f"{site.address}/far.zip").valid
    site.pages["/rows.json"] = b'[{"id": 1}, {"id": "x"}]'
    assert fetched(f"{site.address}/rows.json").valid
    inner["resources"][0]["path"] = "../t.csv"  # type: ignore[index]
    site.pages["/q/datapackage.json"] = json.dumps(inner).encode()
    assert not fetched(f"{site.address}/q/datapackage.json").valid
    assert "/t.csv" not in site.asked[-3:]


@pytest.mark.parametrize("text", ["id,name\n1,one\n", "id,name\nx,one\n", "id,name\n1,one,2\n"])
def test_frictionless_has_the_same_verdict_on_a_table_at_an_address(text: str, site: Site) -> None:
    site.pages["/t.csv"] = text.encode()
    url = f"{site.address}/t.csv"
    theirs = frictionless.Resource(path=url, schema=frictionless.Schema.from_descriptor(SCHEMA))
    assert theirs.validate().valid == fetched(url, schema=SCHEMA).valid


def test_a_fault_in_fetched_data_is_shown_at_its_address_and_line(site: Site) -> None:
    site.pages["/bad.csv?version=2"] = b"id,name\n1,one\nx,two\n"
    url = f"{site.address}/bad.csv?version=2"
    (issue,) = fetched(url, schema=SCHEMA).errors
    assert (issue.code, issue.place.file, issue.place.line) == ("type-error", url, 3)


def test_keys_into_a_package_at_an_address_are_compared(tmp_path: Path, site: Site) -> None:
    codes = {"name": "codes", "resources": [{"name": "t", "path": "t.csv", "schema": SCHEMA}]}
    site.pages["/datapackage.json"] = json.dumps(codes).encode()
    folder = tmp_path / "uses"
    folder.mkdir()
    (folder / "u.csv").write_text("of\n1\n3\n", encoding="utf-8")
    reference = {"package": f"{site.address}/datapackage.json", "resource": "t", "fields": "id"}
    schema = {
        "fields": [{"name": "of", "type": "integer"}],
        "foreignKeys": [{"fields": "of", "reference": reference}],
    }
    uses = {"name": "uses", "resources": [{"name": "u", "path": "u.csv", "schema": schema}]}
    (folder / "datapackage.json").write_text(json.dumps(uses), encoding="utf-8")
    assert {issue.code for issue in pincite.validate(folder).issues} == {"external-reference"}
    assert [issue.code for issue in fetched(folder).errors] == ["foreign-key"]
    assert [issue.code for issue in pincite.validate(folder, locked=True).errors] == ["foreign-key"]


def test_data_may_be_mapped_to_a_local_copy(package: Path, site: Site, tmp_path: Path) -> None:
    files = {"t.csv": CSV, "s.json": site.pages["/s.json"]}
    for name, data in files.items():
        assert isinstance(data, bytes)
        (tmp_path / name).write_bytes(data)
    maps = {f"{site.address}/{name}": tmp_path / name for name in files}
    report = pincite.validate(package, maps=maps)
    assert report.valid
    assert {issue.code for issue in report.issues} == {"profile-unread"}
    assert site.asked == []


def test_a_release_holds_schemas_of_addresses_and_wants_data_at_hand(
    site: Site, tmp_path: Path
) -> None:
    about = {
        "title": "T",
        "description": "D",
        "version": "1.0.0",
        "created": "2026-01-02T03:04:05Z",
    }
    who = {"licenses": [{"name": "CC0-1.0"}], "contributors": [{"title": "Ada"}]}
    item = {"name": "t", "path": "t.csv", "schema": f"{site.address}/s.json"}
    descriptor = {"name": "p", **about, **who, "resources": [item]}
    (tmp_path / "t.csv").write_bytes(CSV)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    opened = pincite.open(tmp_path, fetch=True, allow_private=["127.0.0.1"])
    assert "p.zip" in opened.release(tmp_path / "dist").files
    assert pincite.validate(tmp_path / "dist/p.zip").valid
    item["path"] = f"{site.address}/t.csv"
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    opened = pincite.open(tmp_path, fetch=True, allow_private=["127.0.0.1"])
    assert [row["id"] for row in opened["t"]] == [1, 2]
    with pytest.raises(CannotRun):
        opened.release(tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_this_machine_and_private_networks_are_refused(
    package: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = pincite.validate(package, fetch=True)
    assert all("not a public address" in issue.message for issue in report.errors)
    assert {issue.fix[:30] for issue in report.errors} == {"give --allow-private 127.0.0.1"}
    assert report.errors
    with pytest.raises(CannotRun, match="::1 is not a public address"):
        pincite.validate("http://[::1]:9/t.csv", fetch=True)
    for name in ("127.0.0.1:1", "localhost", "example.org"):
        assert pincite.validate(package, fetch=True, allow_private=[name]).errors
    assert site.asked == []
    site.pages["/hop"] = redirect("http://localhost:1/t.csv")
    url = f"{site.address}/hop"
    with pytest.raises(CannotRun, match="localhost is"):
        fetched(url, schema=SCHEMA, format="csv")

    def two(*_: object, **__: object) -> list[Any]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("93.184.216.34", 80)), (*kind, ("10.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", two)  # of two answers, none may be private
    with pytest.raises(CannotRun, match=r"10\.0\.0\.1, which is not a public address"):
        hosts.connected("both.example", 80, ())


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.host.partition(":")[2])
    looked_up = []

    def once(host: str, *_: object, **__: object) -> list[Any]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    private = [f"rebound.example:{port}"]
    url = f"http://rebound.example:{port}/t.csv"
    addresses = Addresses(None, Network(fetch=True, private=private))
    assert addresses.file(url).read_bytes() == CSV
    assert looked_up == ["rebound.example"]  # a second answer is not asked for
    assert site.headers[-1]["Host"] == f"rebound.example:{port}"


def drop(asking: BaseHTTPRequestHandler) -> None:
    asking.send_response(200)
    asking.send_header("Content-Length", "100")
    asking.end_headers()
    asking.wfile.write(b"id,name\n")


def drip(asking: BaseHTTPRequestHandler) -> None:
    asking.send_response(200)
    asking.end_headers()
    for _ in range(100):
        asking.wfile.write(b"x,y\n")
        asking.wfile.flush()
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (redirect("/page.csv"), "redirects more than 5 times"),
        (redirect("file:///etc/passwd"), "only http and https are fetched, not file"),
        (redirect("ftp://127.0.0.1/x"), "only http and https are fetched, not ftp"),
        (redirect("http://me:secret@127.0.0.1/x"), "a name or password in it"),
        (redirect("http://127.0.0.1:99999/x"), "Port out of range"),
        (redirect(""), "redirects to nowhere"),
        (redirect("//[::1/x"), "Invalid IPv6 URL"),
        (drop, "the connection ended in the middle of it"),
        (drip, "longer than 0.2 seconds"),
        (sent(b"x" * 2000), "more than the 1,000 bytes"),
        (sent(b"x", Content_Length="2000"), "it has 2,000 bytes"),
        (sent(gzip.compress(b"x" * 2000), Content_Encoding="gzip"), "more than the 1,000 bytes"),
        (sent(gzip.compress(CSV)[:20], Content_Encoding="gzip"), "ended in the middle"),
        (sent(CSV, Content_Encoding="gzip"), "incorrect header check"),
        (sent(gzip.compress(CSV) + b"3,three\n", Content_Encoding="gzip"), "is something else"),
        (sent(gzip.compress(CSV) * 2 + b"\x1f", Content_Encoding="gzip"), "ended in the middle"),
        (sent(gzip.compress(b"") * 99, Content_Encoding="gzip"), "more than the 1,000 bytes"),
        (sent(CSV, Content_Length="\xb2"), "states a Content-Length that is not a number: '\\xb2'"),
        (sent(CSV, Content_Encoding="br"), "packed by 'br'"),
        (lambda asking: asking.send_error(503), "the server answers 503 Service Unavailable"),
        (lambda asking: asking.wfile.write(b"what?\r\n"), "what?"),
        (lambda _: None, "Remote end closed connection"),
    ],
)
def test_what_a_server_may_do_is_bounded_and_told(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[BaseHTTPRequestHandler], None],
    message: str,
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.2)
    site.pages["/page.csv"] = answer
    with pytest.raises(CannotRun) as refused:
        fetched(f"{site.address}/page.csv", schema=SCHEMA)
    assert message in str(refused.value)
    assert "secret" not in str(refused.value)
    assert not Path(LOCK).exists()
    assert [path.name for path in cache.cache_folder().iterdir()] == []


def test_a_server_that_says_nothing_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "IDLE_SECONDS", 0.05)
    site.pages["/slow.csv"] = lambda _: time.sleep(0.2)
    with pytest.raises(CannotRun, match="no answer within"):
        fetched(f"{site.address}/slow.csv", schema=SCHEMA)


def test_packed_answers_are_unpacked_but_not_packed_files(site: Site) -> None:
    packed = sent(gzip.compress(CSV), Content_Encoding="gzip")
    site.pages |= {"/plain.csv": packed, "/packed.csv.gz": packed}
    for name in ("plain.csv", "packed.csv.gz"):
        report = fetched(f"{site.address}/{name}", schema=SCHEMA)
        assert (said(report), report.stages[1].counts["rows"]) == ([], 2)


def test_redirects_are_followed_and_signatures_are_not_written_down(site: Site) -> None:
    site.pages["/old.csv"] = redirect("/t.csv?signature=secret")
    site.pages["/t.csv?signature=secret"] = CSV
    assert fetched(f"{site.address}/old.csv", schema=SCHEMA).valid
    lock = Path(LOCK).read_text(encoding="utf-8")
    assert "secret" not in lock
    entry = json.loads(lock)["addresses"][f"{site.address}/old.csv"]
    assert entry["final"] == f"{site.address}/t.csv"


def test_credentials_are_refused_and_never_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://me:secret@example.org/t.csv"
    for arguments in ([url], [url, "--fetch"], ["--map", url], ["--map", f"{url}=none.csv", url]):
        try:
            code = main(["validate", *arguments])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        assert code in (1, 2)
    item = {"name": "t", "path": url, "schema": url, "profile": url}
    descriptor = {"name": "p", "profile": url, "homepage": url, "image": url, "resources": [item]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for form in ("text", "json", "github", "sarif", "junit"):
        assert main(["validate", str(tmp_path), "--format", form]) == 1
        assert main(["validate", str(tmp_path), "--format", form, "--fetch"]) == 1
    shown = capsys.readouterr()
    assert len(shown.out) > 1000
    assert "secret" not in shown.out + shown.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "is not a lock file"),
        ('{"format": 2, "addresses": {}}', "another format"),
        ('{"format": 1, "addresses": {"http://x.org/": {}}}', "an entry has final"),
        ('{"format": 1, "addresses": {"http://x.org/": {"final": "", "sha256": "../../x", '
         '"bytes": 1, "mediaType": "", "fetched": ""}}}', "64 hexadecimal digits"),
        ('{"format": 1, "addresses": {"http://x.org/": {"final": "", "sha256": "", '
         '"bytes": true, "mediaType": "", "fetched": ""}}}', "bytes is not"),
    ],
)  # fmt: skip
def test_a_faulty_lock_file_is_refused(package: Path, text: str, message: str) -> None:
    (package / LOCK).write_text(text, encoding="utf-8")
    for options in WAYS:
        errors = pincite.validate(package, **options).errors
        assert errors
        assert all(message in issue.message for issue in errors)
    assert (package / LOCK).read_text(encoding="utf-8") == text


def test_where_nothing_can_be_kept_that_is_said(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PINCITE_CACHE", str(tmp_path / "file"))
    assert "what is fetched cannot be kept" in fetched(package).errors[0].message
    with pytest.raises(CannotRun, match="leave one of them out"):
        pincite.validate(package, fetch=True, locked=True)


def test_a_local_copy_that_is_missing_or_not_asked_for_is_named(tmp_path: Path) -> None:
    url = "https://example.org/t.csv"
    stated = {"name": "p", "resources": [{"name": "t", "path": url, "schema": SCHEMA}]}
    (missing,) = pincite.validate(stated, maps={url: "zzz.csv"}).errors
    assert "its local copy zzz.csv does not exist" in missing.message
    assert missing.fix.startswith("put zzz.csv there")
    (tmp_path / "t.csv").write_bytes(CSV)
    maps = {url: tmp_path / "t.csv", "https://example.org/u.csv": tmp_path / "t.csv"}
    report = pincite.validate(stated, maps=maps)
    said_of = [text for text in report.stages[0].remarks if "nothing was read" in text]
    assert said_of == ["--map https://example.org/u.csv=FILE: nothing was read at this address"]
    assert report.valid


def test_what_was_refused_is_not_counted_as_locked(package: Path, site: Site) -> None:
    assert fetched(package).valid
    shutil.rmtree(cache.cache_folder())
    site.pages["/t.csv"] = b"id,name\n"
    remarks = fetched(package).stages[0].remarks
    assert "4 files fetched, and locked in datapackage.lock.json" in remarks
