"""What programs and models extract: 300 records with their verdicts, and files of every shape."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import pincite
from extracted import Document, Expected, documents, expected_records, json_lines, write_package
from pincite.seeds import build_package
from pincite.seeds.claim_files import Reader
from pincite.seeds.editor import SeedEditor
from pincite.seeds.imports import import_claims
from pincite.seeds.outcomes import VERDICTS, Outcome
from support import cpu_seconds, read_rows, run_command

pytestmark = pytest.mark.usefixtures("no_sources")


def imported(
    folder: Path, texts: list[Document], records: list[Expected]
) -> tuple[Path, list[Outcome]]:
    package = write_package(texts, folder)
    file = folder / "found.jsonl"
    file.write_text(json_lines(records), encoding="utf-8")
    editor = SeedEditor.open(package, folder / "texts")
    claims = Reader(editor.package, "deals").read(file, "jsonl")
    outcomes = import_claims(editor, claims)
    editor.write()
    return package, outcomes


def verdicts(records: list[Expected], outcomes: list[Outcome]) -> list[tuple[Expected, str]]:
    found = {(o.claim.record, o.claim.field): o.verdict for o in outcomes}
    return [(record, found[record.record["deal_id"], record.field]) for record in records]


def test_300_records_get_the_verdicts_that_they_deserve(tmp_path: Path) -> None:
    texts = documents(15)
    records = list(expected_records(texts, 30))
    assert len(records) >= 300
    package, outcomes = imported(tmp_path, texts, records)
    wrong = [(r, got) for r, got in verdicts(records, outcomes) if got != r.verdict]
    assert wrong == []
    kinds = Counter(record.verdict for record in records)
    assert kinds.keys() == {"proved", "not_found", "wrong", "cropped", "ambiguous", "refused"}
    assert min(kinds.values()) >= 15
    assert {outcome.verdict for outcome in outcomes} <= set(VERDICTS)
    assert all(outcome.reason for outcome in outcomes if not outcome.is_proved)
    # what was written builds, and proves by the whole validation, the subjects included
    assert build_package(package).issues == []
    report = pincite.validate(package, sources=tmp_path / "texts")
    assert report.issues == []
    written = sum(outcome.verdict == "proved" for outcome in outcomes)
    assert len(read_rows(package / "data/citations.csv")) == written > 300


@pytest.mark.long
def test_a_thousand_records_of_50_documents_take_less_than_a_minute(tmp_path: Path) -> None:
    texts = documents(50)
    records = list(expected_records(texts, 100))
    assert len(records) > 1000
    began = cpu_seconds()
    _, outcomes = imported(tmp_path, texts, records)
    assert cpu_seconds() - began < 60  # 4 s on an idle core
    assert all(got == record.verdict for record, got in verdicts(records, outcomes))
    assert len(outcomes) > 1500


class Bench:
    """A package with one English document, and a verb that imports into it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.document = documents(1)[0]
        self.package = write_package([self.document], folder)
        self.name = self.document.said[0]["name"][0]
        self.staff = self.document.said[0]["staff"]

    def run(self, form: str, text: str, *more: str) -> tuple[int, str, str]:
        file = self.folder / f"found.{form}"
        file.write_text(text, encoding="utf-8")
        where = ("-p", str(self.package), "-s", str(self.folder / "texts"), *more)
        return run_command(self.capsys, "import", form, str(file), *where)

    def rows(self, form: str, value: Any, *more: str) -> list[dict[str, Any]]:
        text = value if isinstance(value, str) else json.dumps(value)
        code, out, err = self.run(form, text, "--json", *more)
        assert out, err
        rows: list[dict[str, Any]] = json.loads(out)["rows"]
        assert code == (0 if all(row["proved"] for row in rows) else 1)
        return rows

    def record(self, key: str = "one") -> dict[str, Any]:
        words, value = self.staff
        named = {"quote": self.name, "value": self.name}
        return {"deal_id": key, "company": named, "staff": {"quote": words, "value": value}}

    def flat(self, **changes: Any) -> dict[str, Any]:
        words, value = self.staff
        row = {"table": "deals", "record": "one", "field": "staff", "source": "doc00"}
        return {**row, "quote": words, "value": value, **changes}


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    return Bench(tmp_path, capsys)


NESTED = ("--table", "deals", "--source", "doc00")


@pytest.mark.parametrize(
    "shape", ["list", "records", "table", "one", "document", "results", "another"]
)
def test_json_may_have_the_shapes_that_models_give(bench: Bench, shape: str) -> None:
    record = bench.record()
    shapes: dict[str, Any] = {
        "list": [record],
        "records": {"records": [record]},
        "table": {"deals": [record]},
        "one": record,
        "document": {"source": "doc00", "records": [record]},
        "results": {"results": [{**record, "source": "doc00"}]},
        "another": {"deals_found": [record], "comment": "all of them"},
    }
    more = NESTED[:2] if shape in ("document", "results") else NESTED
    rows = bench.rows("json", shapes[shape], *more)
    assert [(row["field"], row["verdict"]) for row in rows] == [
        ("company", "proved"),
        ("staff", "proved"),
    ]


def test_csv_may_have_a_row_for_a_cell_or_for_a_record(bench: Bench) -> None:
    words, value = bench.staff
    narrow = f'table,record,field,source,quote,value\ndeals,one,staff,doc00,"{words}",{value}\n'
    assert [row["verdict"] for row in bench.rows("csv", narrow)] == ["proved"]
    wide = f'deal_id,staff,staff_quote,company_quote\ntwo,{value},"{words}",{bench.name}\n'
    rows = bench.rows("csv", wide, *NESTED)
    assert [(row["record"], row["verdict"]) for row in rows] == [("two", "proved")] * 2


def test_the_same_import_again_writes_nothing_and_is_done(bench: Bench) -> None:
    assert bench.run("json", json.dumps([bench.record()]), *NESTED)[0] == 0
    file = bench.package / "seeds/doc00/citations/deals.csv"
    before = file.read_text(encoding="utf-8")
    code, out, _ = bench.run("json", json.dumps([bench.record()]), *NESTED)
    assert (code, file.read_text(encoding="utf-8")) == (0, before)
    assert "0 of 2 citations written, 2 were there, 0 are left" in out


def test_the_work_list_has_all_that_is_left_and_can_be_imported_again(bench: Bench) -> None:
    words, value = bench.staff
    left = [bench.flat(quote=f"{words} souls"), bench.flat(record="two", value=value + 1)]
    for ending in ("csv", "json"):
        work = bench.folder / f"work.{ending}"
        given = json.dumps([bench.flat(record=f"{ending}-done"), *left])
        code, out, _ = bench.run("json", given, "--work-list", str(work))
        assert (code, "2 are left" in out) == (1, True)
        text = work.read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines())) if ending == "csv" else json.loads(text)
        assert [row["verdict"] for row in rows] == ["not_found", "wrong"]
        assert rows[0]["nearest"].startswith(words)
        assert "says 1201 (count), not 1202" in rows[1]["reason"]
        code, out, _ = bench.run(ending, text)
        assert (code, "0 of 2 citations written" in out) == (1, True)
        fixed = text.replace(f"{words} souls", words).replace("1202", "1201")
        code, out, err = bench.run(ending, fixed, "--work-list", str(work))
        assert (code, err) == (0, ""), out
        assert work.read_text(encoding="utf-8").count("\n") == 1
        (bench.package / "seeds/doc00/citations/deals.csv").write_text(
            "record_id,field,part,quote,start,end,method,note,value\n", encoding="utf-8"
        )
    other = bench.folder / "mine.csv"
    other.write_text("a,b\n", encoding="utf-8")
    code, _, err = bench.run("json", "[]", "--work-list", str(other))
    assert (code, "is not a work list" in err, other.read_text(encoding="utf-8")) == (
        *(2, True),
        "a,b\n",
    )


NO_FILE_OF_RECORDS = [
    ("json", "", "is empty"),
    ("jsonl", " \n", "is empty"),
    ("csv", "", "is empty"),
    ("json", "[]", "has no records"),
    ("json", '{"records": []}', "has no records"),
    ("json", "I could not find any values.", "is not JSON: it begins with “I could not find"),
    ("json", "```json\n[]\n```", "line 1 is a Markdown fence (```): save only the JSON"),
    ("json", "Here it is:\n```json\n[]\n```", "line 2 is a Markdown fence"),
    ("json", "Here you are: [1]", "before it is “Here you are:”; ask the model for JSON only"),
    ("json", '{"a": 1}\nI hope this helps!', "ends in line 1; behind it is “I hope this helps!”"),
    ("json", '[{"a": 1}', "not JSON"),
    ("json", '{"a": NaN}', "NaN"),
    ("csv", "a,b\n1,2\n", "neither a column quote nor one such as amount_quote"),
    ("csv", "quote,quote\n1,2\n", "two columns have one name"),
]


@pytest.mark.parametrize(("form", "text", "reason"), NO_FILE_OF_RECORDS)
def test_what_is_no_file_of_records_is_refused_in_one_line(
    bench: Bench, form: str, text: str, reason: str
) -> None:
    code, out, err = bench.run(form, text, *NESTED)
    assert (code, out) == (2, "")
    assert reason in err
    assert err.count("\n") == 1


def test_what_is_wrong_with_one_record_is_its_reason_alone(bench: Bench) -> None:
    cases = [
        (bench.flat(table="dealz"), "did you mean deals?"),
        (bench.flat(field="staf"), "did you mean staff?"),
        (bench.flat(source="doc0"), "did you mean doc00?; known: doc00"),
        (bench.flat(record=""), "a record of deals is named by its deal_id"),
        (bench.flat(value="1,201"), "the field cannot hold “1,201”"),
        (bench.flat(value=True), "wrong type: bool, and the field is of type integer"),
        (bench.flat(value={"n": 1}), "wrong type: dict"),
        (bench.flat(quote=7), "quote is a text, found 7"),
        (bench.flat(start="7"), "start is a whole number"),
        (bench.flat(qoute="x"), "unknown key qoute; did you mean quote?"),
        (bench.flat(quote=""), "has no quote"),
        (bench.flat(method="percent"), "no rule reads"),
        (bench.flat(prefix="not so "), "not between that prefix and suffix"),
        ("a text", "a record is an object"),
        ({"deal_id": "x", "staff": 5}, "say which --table it is of"),
    ]
    good = bench.flat(record="good")
    rows = bench.rows("json", [*(case for case, _ in cases), good])
    assert len(rows) == len(cases) + 1
    for (case, reason), row in zip(cases, rows, strict=False):
        assert not row["proved"], case
        assert reason in row["reason"], case
    assert rows[-1]["verdict"] == "proved"
    assert len(read_rows(bench.package / "seeds/doc00/citations/deals.csv")) == 1


def test_the_answer_of_an_interface_is_not_taken_for_a_record(bench: Bench) -> None:
    message = {"role": "assistant", "content": json.dumps({"records": [bench.record()]})}
    (row,) = bench.rows("json", {"id": "1", "choices": [{"message": message}]}, *NESTED)
    assert row["verdict"] == "refused"
    assert "save the model's JSON in it" in row["reason"]


def test_a_line_that_is_not_json_is_on_the_list_and_the_others_go_on(bench: Bench) -> None:
    text = json.dumps(bench.flat()) + "\n{broken\n" + json.dumps(bench.flat(record="b")) + "\n"
    rows = bench.rows("jsonl", text)
    assert [row["verdict"] for row in rows] == ["proved", "refused", "proved"]
    assert "found.jsonl:2: not JSON" in rows[1]["reason"]
    assert rows[1]["quote"] == "{broken"


def test_a_text_that_changed_after_citing_is_the_reason_of_its_claims(bench: Bench) -> None:
    (bench.folder / "texts/doc00.txt").write_text("Another text.\n", encoding="utf-8")
    (row,) = bench.rows("json", [bench.flat()])
    assert row["verdict"] == "refused"
    assert "is another text than doc00" in row["reason"]
    (bench.folder / "texts/doc00.txt").unlink()
    (row,) = bench.rows("json", [bench.flat()])
    assert "no file doc00.txt" in row["reason"]


def test_a_source_may_be_named_by_its_file(bench: Bench) -> None:
    (row,) = bench.rows("json", [bench.flat(source="doc00.txt")])
    assert (row["verdict"], row["source"]) == ("proved", "doc00")


def test_options_of_another_form_are_refused(bench: Bench) -> None:
    for form, more, reason in (
        ("json", ("--map", "m.json"), "--map goes with langextract"),
        ("langextract", (), "langextract needs --map"),
        ("json", ("--work-list", "list.txt"), "ends in .csv or .json"),
    ):
        code, _, err = bench.run(form, json.dumps([bench.flat()]), *more)
        assert (code, reason in err) == (2, True)


def test_a_key_of_several_columns_may_be_a_list(bench: Bench) -> None:
    descriptor = bench.package / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    schema = data["resources"][0]["schema"]
    schema["fields"].insert(0, {"name": "part", "type": "integer"})
    schema["primaryKey"] = ["deal_id", "part"]
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    rows = bench.rows("json", [bench.flat(record=["one", 2])])
    assert (rows[0]["record"], rows[0]["verdict"]) == ('["one", "2"]', "proved")
    rows = bench.rows("json", [{**bench.record(), "part": 3}], *NESTED)
    assert {row["record"] for row in rows} == {'["one", "3"]'}
    rows = bench.rows("json", [bench.record()], *NESTED)
    assert "the record's key part is null" in rows[0]["reason"]


def test_a_sentence_is_narrowed_to_the_words_that_say_the_value(bench: Bench) -> None:
    words, value = bench.staff
    sentence = bench.document.text.split(",", 1)[1].split(" while", 1)[0].strip()
    assert words in sentence
    (row,) = bench.rows("json", [bench.flat(quote=sentence)])
    assert (row["verdict"], row["written_as"]) == ("proved", f"{words} people")
    rows = bench.rows("json", [bench.flat(record="two", quote=sentence, value=value + 1)])
    assert rows[0]["verdict"] == "not_understood"


def test_quotes_of_a_whole_record_are_tried_for_each_of_its_values(bench: Bench) -> None:
    words, value = bench.staff
    year = bench.document.said[0]["year"][1]
    quotes = [f"In {year}, {bench.name} employed {words} people"]
    record = {"deal_id": "one", "company": bench.name, "staff": value, "year": year}
    rows = bench.rows("json", [{**record, "substring_quotes": ["no such words", *quotes]}], *NESTED)
    assert [(row["field"], row["verdict"]) for row in rows] == [
        ("company", "proved"),
        ("staff", "proved"),
        ("year", "proved"),
    ]
    rows = bench.rows("json", [{**record, "staff": 5, "deal_id": "two", "quotes": quotes}], *NESTED)
    assert [row["verdict"] for row in rows] == ["proved", "not_understood", "proved"]
