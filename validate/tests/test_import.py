"""Importing what an extractor found: what proves is written, all else has its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pincite.seeds import build_package
from support import GOLDEN_SOURCES, read_rows, run_command

pytestmark = pytest.mark.usefixtures("no_sources")

TEXT = (
    "2025-02-11\nA gull 🛥 flew by. The Marrow Bay Council said it will give at least 3 million"
    " euros to Tern Marine for a night ferry, which the harbour has long been promised by it.\n"
    "Then Tern Marine said that up to 9 million euros would be better, and that nobody there would"
    " say no to more than that, for a boat is a hole in the water that eats all that it is given.\n"
)
MAPPING = {
    "money": {
        "table": "grants",
        "record": "{grant}",
        "fields": ["amount", "currency"],
        "values": {"amount": "{sum}"},
    },
    "status": [{"table": "grants", "record": "{grant}", "fields": ["status"]}],
    "name": [
        {"table": "grants", "record": "{grant}", "fields": ["donor_id"], "where": {"as": "donor"}},
        {"table": "parties", "record": "{party}", "fields": ["name_stated"]},
    ],
}
MONEY, GRANT = "at least 3 million euros", {"grant": "night-ferry", "sum": "3000000"}


def found(name: str, text: str, attributes: Any = None, **changes: Any) -> dict[str, Any]:
    start = TEXT.find(text)
    return {
        "extraction_class": name,
        "extraction_text": text,
        "char_interval": {"start_pos": start, "end_pos": start + len(text)},
        "alignment_status": "match_exact",
        "attributes": attributes,
        **changes,
    }


class Bench:
    """A package with a source, and files of an extractor for it."""

    def __init__(self, package: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.package, self.folder, self.capsys = package, folder, capsys
        (folder / "texts").mkdir()
        article = folder / "texts/gull.txt"
        article.write_text(TEXT, encoding="utf-8")
        (folder / "texts/marrow-bay.txt").write_bytes(
            (GOLDEN_SOURCES / "marrow-bay.txt").read_bytes()
        )
        where = ("--id", "gull", "-p", str(package))
        assert run_command(capsys, "new-source", str(article), *where)[0] == 0

    def run(
        self, *extractions: dict[str, Any], mapping: Any = MAPPING, options: tuple[str, ...] = ()
    ) -> tuple[int, str, str]:
        (self.folder / "map.json").write_text(json.dumps(mapping), encoding="utf-8")
        document = {"document_id": "gull", "text": TEXT, "extractions": list(extractions)}
        file = self.folder / "found.jsonl"
        file.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
        arguments = [str(file), "--map", str(self.folder / "map.json"), "--source", "gull"]
        arguments += ["-p", str(self.package), "-s", str(self.folder / "texts"), *options]
        return run_command(self.capsys, "import", "langextract", *arguments)

    def rows(self, *extractions: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        options = ("--json", *more.pop("options", ()))
        _, out, err = self.run(*extractions, options=options, **more)
        assert out, err
        rows: list[dict[str, Any]] = json.loads(out)["rows"]
        return rows

    def written(self, table: str = "grants") -> list[dict[str, str]]:
        return read_rows(self.package / f"seeds/gull/citations/{table}.csv")


@pytest.fixture
def bench(package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    return Bench(package, tmp_path, capsys)


def test_what_proves_is_written_and_builds(bench: Bench) -> None:
    code, out, _ = bench.run(
        found("money", MONEY, GRANT),
        found("status", "will give", GRANT),
        found("name", "Marrow Bay Council", {"grant": "night-ferry", "as": "donor", "party": "c"}),
    )
    assert code == 0
    assert "proved: grants night-ferry amount = 3000000  “at least 3 million euros”" in out
    assert "5 of 5 citations written, 0 were there, 0 are left" in out
    assert [row["field"] for row in bench.written()] == ["donor_id", "amount", "currency", "status"]
    assert build_package(bench.package).issues == []
    (grant,) = [
        row
        for row in read_rows(bench.package / "data/grants.csv")
        if row["grant_id"] == "night-ferry"
    ]
    assert (grant["amount"], grant["currency"], grant["donor_id"]) == ("3000000", "EUR", "council")


@pytest.mark.parametrize(
    "interval",
    [None, {"start_pos": None, "end_pos": None}, {"start_pos": 3, "end_pos": 27}],
)
def test_a_quote_that_is_there_once_needs_no_offset(bench: Bench, interval: Any) -> None:
    rows = bench.rows(found("money", MONEY, GRANT, char_interval=interval, alignment_status=None))
    assert [(row["proved"], row["start"]) for row in rows] == [(True, TEXT.index(MONEY))] * 2


def test_a_quote_that_is_there_twice_needs_one(bench: Bench) -> None:
    name = {"party": "tern", "as": "payee"}
    (row,) = bench.rows(found("name", "Tern Marine", name, char_interval=None))
    assert (row["proved"], row["field"]) == (True, "name_stated")  # a name is the same anywhere
    wrong = {"start_pos": 3, "end_pos": 7}
    (row,) = bench.rows(found("status", "will", GRANT, char_interval=wrong))
    assert row["verdict"] in ("not_found", "not_understood")


NOT_PROVED = [
    (found("status", "Will give", GRANT), "not in the text"),
    (found("status", "gives", GRANT), "not in the text"),
    (found("money", "3 million euros", GRANT), "beside it changes it"),
    (found("money", "a night ferry", GRANT), "no rule reads"),
    (found("money", MONEY, GRANT | {"sum": "4000000"}), "says 3000000 (amount), not 4000000"),
    (found("money", MONEY, {"grant": "night-ferry"}), "no attribute sum"),
    (found("money", MONEY, {"grant": ["a", "b"], "sum": "1"}), "no attribute grant"),
    (found("money", MONEY), "no attribute grant"),
    (found("boat", "night ferry", GRANT), "no rule for it"),
    (found("status", "", GRANT, char_interval={"start_pos": 3, "end_pos": 3}), "has no quote"),
    (found("status", "said it", GRANT), "not a phrase of the vocabulary"),
]


@pytest.mark.parametrize(("extraction", "reason"), NOT_PROVED, ids=lambda value: str(value)[:50])
def test_what_does_not_prove_says_why(
    bench: Bench, extraction: dict[str, Any], reason: str
) -> None:
    rows = bench.rows(extraction, found("status", "will give", GRANT))
    refused = [row for row in rows if row["number"] == 1 and not row["proved"]]
    assert refused
    assert reason in refused[0]["reason"]
    assert refused[0]["value"] is None
    status = rows[-1]
    assert (status["proved"], status["value"]) == (True, "planned")
    assert {row["field"] for row in bench.written()} <= {"status", "currency", "amount"}
    assert not [row for row in bench.written() if row["field"] == refused[0]["field"]] or (
        refused[0]["field"] == "status"
    )


def test_offsets_may_count_other_units(bench: Bench) -> None:
    start = len(TEXT[: TEXT.index(MONEY)].encode("utf-16-le")) // 2
    interval = {"start_pos": start, "end_pos": start + len(MONEY)}
    extraction = found("money", MONEY, GRANT, char_interval=interval)
    assert start == TEXT.index(MONEY) + 1
    for options in ((), ("--units", "utf-16")):
        rows = bench.rows(extraction, options=(*options, "--dry-run"))
        assert [(row["proved"], row["start"]) for row in rows] == [(True, TEXT.index(MONEY))] * 2
    wide = found("money", "🛥", GRANT, char_interval={"start_pos": 19, "end_pos": 20})
    assert "no rule reads" in bench.rows(wide, options=("--units", "utf-16"))[0]["reason"]


def test_of_two_values_of_a_cell_the_second_is_refused(bench: Bench) -> None:
    other = {"grant": "night-ferry", "sum": "9000000"}
    rows = bench.rows(found("money", MONEY, GRANT), found("money", "up to 9 million euros", other))
    assert [row["proved"] for row in rows] == [True, True, False, False]
    assert "citations-disagree" in rows[2]["reason"]
    assert "paragraph-differs" in rows[3]["reason"]


def test_what_is_cited_already_is_not_cited_twice(bench: Bench) -> None:
    assert all(row["proved"] for row in bench.rows(found("money", MONEY, GRANT)))
    before = bench.written()
    rows = bench.rows(found("money", MONEY, GRANT))
    assert [row["verdict"] for row in rows] == ["there", "there"]
    assert bench.written() == before


def test_quotes_that_run_on_for_too_long_are_refused(bench: Bench) -> None:
    line = TEXT.split("\n")[2].split(" ")
    quotes = [" ".join(line[at : at + 9]) for at in range(0, 36, 9)]
    names = [found("name", words, {"party": f"p{at}"}) for at, words in enumerate(quotes)]
    rows = bench.rows(*names)
    assert [row["proved"] for row in rows] == [True, True, False, False]
    assert [row["reason"].split(":")[0] for row in rows[2:]] == ["run-too-long", "union-too-large"]
    assert build_package(bench.package).valid


def test_a_dry_run_writes_nothing(bench: Bench) -> None:
    code, out, _ = bench.run(found("money", MONEY, GRANT), options=("--dry-run",))
    assert code == 0
    assert "2 of 2 citations would be written" in out
    assert bench.written() == []


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ([], "a mapping is an object"),
        ({"a": 1}, "a rule is an object"),
        ({"a": {"table": "grants", "record": "x"}}, "fields a list of names"),
        ({"a": {"table": "grants", "record": "x", "fields": []}}, "fields a list of names"),
        ({"a": {**MAPPING["status"][0], "feilds": []}}, "unknown key feilds"),  # type: ignore[index]
        ({"a": {**MAPPING["status"][0], "values": {"amount": "{s}"}}}, "names amount"),  # type: ignore[index]
        ({"money": {"table": "none", "record": "x", "fields": ["f"]}}, None),
        ({"money": {"table": "grants", "record": "x", "fields": ["none"]}}, None),
    ],
)
def test_a_mapping_of_another_form_is_refused(
    bench: Bench, mapping: Any, reason: str | None
) -> None:
    code, out, err = bench.run(found("money", MONEY, GRANT), mapping=mapping)
    if reason is None:
        assert code == 1
        assert "that takes a citation" in out or "no table with citations is named none" in out
    else:
        assert (code, out) == (2, "")
        assert reason in err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "documents: none"),
        ("{}\n{}\n", "name the --document"),
        ("[]", "not an annotated document"),
        ("{", "found.jsonl:1: not JSON"),
        ('{"extractions": [1]}', "extraction 1: not an object"),
        ('{"extractions": [{}]}', "has no extraction_class"),
        ('{"extractions": {}}', "not an annotated document"),
        (json.dumps({"extractions": [found("a", "b", char_interval=[1])]}), "objects or null"),
        (
            json.dumps({"extractions": [found("a", "b", char_interval={"start_pos": "1"})]}),
            "are integers",
        ),
    ],
)
def test_a_file_of_another_form_is_refused(bench: Bench, text: str, reason: str) -> None:
    bench.run()
    file = bench.folder / "found.jsonl"
    file.write_text(text, encoding="utf-8")
    arguments = ["langextract", str(file), "--map", str(bench.folder / "map.json")]
    arguments += ["--source", "gull", "-p", str(bench.package), "-s", str(bench.folder / "texts")]
    code, _, err = run_command(bench.capsys, "import", *arguments)
    assert code == 2
    assert reason in err
