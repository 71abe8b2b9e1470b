"""Citations for a table that is there already: right ones are proposed, none wrong written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger import COLUMNS, Ledger, make, write_package
from pincite.grammar import language_of, read_phrase
from pincite.grammar.readable import PlainText, readable_phrases
from pincite.seeds import search
from pincite.seeds.choosing import Suggestion
from pincite.seeds.new_source import new_source
from pincite.seeds.suggest import Suggestions, suggest
from support import cpu_seconds, read_rows, replace_once, run_command

pytestmark = pytest.mark.usefixtures("no_sources")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return make()


@pytest.fixture
def begun(ledger: Ledger, tmp_path: Path) -> Path:
    return write_package(ledger, tmp_path)


def found_in(package: Path, language: str, **options: str) -> Suggestions:
    texts = package.parent / "texts"
    return suggest(package, "companies", language, sources=texts, **options)


def is_right(ledger: Ledger, language: str, cell: Suggestion) -> bool:
    """Whether the first candidate of a cell is at the place that is right."""
    place = ledger.right.get((language, cell.cell.record, cell.cell.field))
    if place is None or not cell.candidates:
        return False
    span = cell.candidates[0].span
    is_part = place[0] <= span.start and span.end <= place[1]
    return is_part or (span.start <= place[0] and place[1] <= span.end)


@pytest.mark.long
def test_of_200_rows_the_right_citations_are_found_and_none_wrong_is_written(
    ledger: Ledger, begun: Path
) -> None:
    assert len(ledger.rows) > 200
    assert len(ledger.texts) == 6
    counts: Counter[str] = Counter()
    wrong = []
    began = cpu_seconds()
    for language in ledger.texts:
        found = found_in(begun, language)
        found.prove()
        found.editor.write()
        for cell in found.cells:
            if (language, cell.cell.record, cell.cell.field) in ledger.right:
                counts["right"] += 1
                counts["suggested"] += is_right(ledger, language, cell)
            if cell.state == "sure":
                counts["written"] += 1
                wrong += [] if is_right(ledger, language, cell) else [cell]
    assert wrong == []
    assert counts["right"] > 900
    assert counts["suggested"] >= 0.98 * counts["right"]  # issue 15 asks for 0.8
    assert counts["written"] >= 0.95 * counts["right"]
    assert cpu_seconds() - began < 120  # 5 s on an idle core
    rows = sum(
        len(read_rows(begun / f"seeds/{language}/citations/companies.csv"))
        for language in ledger.texts
    )
    assert rows == counts["written"]


def test_every_trap_is_met(ledger: Ledger, begun: Path) -> None:
    found = found_in(begun, "en")
    found.prove()
    by_record: dict[str, dict[str, Suggestion]] = {}
    for cell in found.cells:
        by_record.setdefault(cell.cell.record, {})[cell.cell.field] = cell
    assert len(ledger.traps) == 20
    for record, kind in ledger.traps.items():
        cell = by_record[record].get("employees") or by_record[record]["revenue"]
        assert cell.state in ("unsure", "missing"), (kind, cell)
        assert cell.why, kind
    near = by_record["trap04"]["employees"]
    assert near.state == "missing"
    assert "the text says of it “3,063 people” at" in near.why
    assert "about" in str(by_record["trap00"]["employees"].why) or "nearly" in str(
        by_record["trap00"]["employees"].why
    )


def test_the_text_is_read_once_for_all_cells(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(*given: Any) -> Any:
        calls.append(given[1])
        return readable_phrases(*given)

    monkeypatch.setattr(search, "readable_phrases", counted)
    assert len(found_in(begun, "de").cells) > 500
    assert calls == ["de"]


def run(capsys: pytest.CaptureFixture[str], package: Path, *more: str) -> tuple[int, str, str]:
    where = ("-p", str(package), "-s", str(package.parent / "texts"))
    return run_command(capsys, "suggest", *more, *where)


def test_the_verb_lists_writes_and_finds_nothing_new_the_second_time(
    capsys: pytest.CaptureFixture[str], begun: Path
) -> None:
    table = (begun / "data/companies.csv").read_text(encoding="utf-8")
    code, out, err = run(capsys, begun, "companies", "--source", "ja")
    assert (code, "104 sure" in out) == (1, True)
    assert "next: --write takes the 104 that are sure" in err
    assert read_rows(begun / "seeds/ja/citations/companies.csv") == []
    code, out, err = run(capsys, begun, "companies", "--source", "ja", "--write", "--json")
    data = json.loads(out)
    assert "the tables were not built" in err  # 194 rows are not cited yet, and none is lost
    assert (begun / "data/companies.csv").read_text(encoding="utf-8") == table
    assert (data["written"], data["counts"]["sure"], data["subject"]) == (104, 104, "company")
    first = data["cells"][0]["candidates"]
    assert first == [] or {"start", "end", "quote", "method"} <= first[0].keys()
    before = read_rows(begun / "seeds/ja/citations/companies.csv")
    assert len(before) == 104
    code, out, _ = run(capsys, begun, "companies", "--source", "ja", "--write")
    assert "104 cited" in out
    assert "written: 0 citations" in out
    assert read_rows(begun / "seeds/ja/citations/companies.csv") == before


def test_without_a_declared_subject_the_field_that_names_it_is_taken(
    ledger: Ledger, begun: Path
) -> None:
    descriptor = begun / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    for field in data["resources"][0]["schema"]["fields"]:
        field.get("citation", {}).pop("subject", None)
        if field["name"] == "company":
            del field["citation"]
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    found = found_in(begun, "fr")
    assert (found.subject, found.is_declared) == ("company", False)
    found.prove()
    sure = [cell for cell in found.cells if cell.state == "sure"]
    assert len(sure) > 40
    assert all(is_right(ledger, "fr", cell) for cell in sure)
    assert found_in(begun, "fr", subject="row_id").counts["sure"] == 0


def test_a_currency_is_found_at_whichever_number_is_an_amount(ledger: Ledger, begun: Path) -> None:
    descriptor = begun / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    for field in data["resources"][0]["schema"]["fields"]:
        if field["name"] in ("employees", "revenue"):  # as they are guessed from a header
            field["citation"]["methods"] = ["count", "amount", "percent"]
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    found = found_in(begun, "es")
    found.prove()
    sure = {cell.cell[1:] for cell in found.cells if cell.state == "sure"}
    money = {record for record, field in sure if field == "revenue"}
    assert len(money) == 8
    assert {record for record, field in sure if field == "currency"} == money
    cells = [cell for cell in found.cells if cell.state == "sure"]
    assert all(is_right(ledger, "es", cell) for cell in cells)


def test_names_are_found_in_a_language_without_a_grammar(begun: Path) -> None:
    text = begun.parent / "texts/it.txt"
    text.write_text("Arden Mills impiegava 310 persone nel 2015.\n", encoding="utf-8")
    new_source(begun, text, "it", language="it")
    cells = {cell.cell[1:]: cell for cell in found_in(begun, "it").cells}
    assert cells["en000", "company"].candidates[0].quote == "Arden Mills"
    assert "the grammar reads de, en" in cells["en000", "employees"].why


def test_what_cannot_be_searched_says_why(capsys: pytest.CaptureFixture[str], begun: Path) -> None:
    asked = ("companies", "--source", "en")
    for arguments, reason in (
        (("nothing", "--source", "en"), "no table of this name takes citations"),
        (("companies", "--source", "it"), "no source it; sources: de, en"),
        ((*asked, "--subject", "firm"), "has no field firm; fields: row_id, company"),
    ):
        code, out, err = run(capsys, begun, *arguments)
        assert (code, out) == (2, "")
        assert reason in err
    table = begun / "data/companies.csv"
    whole = table.read_text(encoding="utf-8")
    table.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    assert "has no rows to find evidence for" in run(capsys, begun, *asked)[2]
    table.write_text(whole.replace("en001,", "en000,"), encoding="utf-8")
    assert "has the key en000 of line 2; make the keys unique" in run(capsys, begun, *asked)[2]
    table.unlink()
    assert "data/companies.csv" in run(capsys, begun, *asked)[2]
    table.write_text(whole, encoding="utf-8")
    replace_once(begun.parent / "texts/en.txt", "In 2015, Arden Mills", "In 2015,  Arden Mills")
    assert "is another text than en" in run(capsys, begun, *asked)[2]


PHRASES = {
    "en": "On March 15, 2025 it had 347 in hand, 47.4 GWh, up 3.5 percentage points to nearly €5\n"
    "million; three hundred people (US$ 3.4 million) left, between 2 and 3 million euros short.",
    "de": "Im Jahr 2021 waren es rund 1.250 Menschen, 2,5 Mio. Euro und 12,5 Prozent.",
    "fr": "En 2021, 1\u202f250 personnes et 2,5 millions d’euros, soit 4 %.",
    "es": "En 2021, 1.250 personas y 2,5 millones de euros.",
    "ja": "2021年3月、約1250人と 25億円、15%。",
    "zh": "2021年，1250 人，5亿元人民币，15%。",
}
WANTED = {
    "en": [
        *("On March 15, 2025", "347", "47.4 GWh", "3.5 percentage points", "nearly €5\nmillion"),
        *("three hundred people", "US$ 3.4 million", "between 2 and 3 million euros"),
    ],
    "de": ["Im Jahr 2021", "rund 1.250 Menschen", "2,5 Mio. Euro", "12,5 Prozent"],
    "fr": ["En 2021", "1\u202f250 personnes", "2,5 millions d’euros", "4 %"],
    "es": ["En 2021", "1.250 personas", "2,5 millones de euros"],
    "ja": ["2021年3月", "約1250人", "25億円", "15%"],
    "zh": ["2021年", "1250 人", "5亿元人民币", "15%"],
}


@pytest.mark.parametrize("language", PHRASES)
def test_readable_phrases_are_found_in_running_text(language: str) -> None:
    text = PHRASES[language]
    found = readable_phrases(text, language)
    assert {phrase.text for phrase in found} >= set(WANTED[language])
    for phrase in found:
        assert text[phrase.span.start : phrase.span.end] == phrase.text
        assert read_phrase(language, (phrase.kind,), phrase.text)


def examples() -> Iterator[tuple[str, str, str]]:
    for tag in ("de", "en", "es", "fr", "ja", "zh"):
        language = language_of(tag)
        for rule in language.rules if language else ():
            for phrase, _ in rule.examples:
                yield tag, rule.kind, phrase


def test_every_example_of_the_grammar_is_found_in_a_text() -> None:
    lost = []
    cases = [*examples()]
    for tag, kind, phrase in cases:
        text = f"（{phrase}）" if tag in ("ja", "zh") else f"“{phrase}”"
        found = {one.text for one in readable_phrases(text, tag, (kind,))}
        if phrase.strip("()（）") not in {one.strip("()（）") for one in found}:
            lost.append((tag, kind, phrase))
    assert len(cases) > 600
    assert len(lost) <= 0.02 * len(cases), lost


def test_the_plain_text_leads_back_to_the_text() -> None:
    raw = "A\u00a0b  c\r\nd\n\ne\u0301 f\u00adg, 5 \u200bm 約 15 % だ"
    plain = PlainText.of(raw)
    assert plain.text == "A b c d\né fg, 5 m 約 15 % だ"
    at = plain.text.index("é")
    span = plain.span(at, at + 1)
    assert raw[span.start : span.end] == "e\u0301"
    assert PlainText.of(raw, is_unspaced=True).text.endswith("約15 %だ")


def test_a_text_without_a_grammar_has_no_readable_phrases() -> None:
    assert readable_phrases("Ha 5 milioni di euro", "it") == ()
