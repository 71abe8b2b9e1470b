"""`pincite.verify` and its verb: one quote of one text, and many."""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.cli import main
from pincite.proof.verdict import METHODS, VERDICTS

TEXT = "Sales rose 12% in 2014. Costs were nearly €3 million, or 7% of it; then 12% again."


def verdict(text: str, quote: str, method: str, **given: object) -> pincite.Verdict:
    settings = {"language": "en", **given}
    return pincite.verify(text, quote, method=method, **settings)  # type: ignore[arg-type]


def test_each_verdict_has_its_reason() -> None:
    cases = {
        "proved": verdict(TEXT, "7%", "percent", value="7", qualifier="none", unit="%"),
        "wrong": verdict(TEXT, "7%", "percent", value="8"),
        "not_found": verdict(TEXT, "8%", "percent"),
        "ambiguous": verdict("It fell 12%, then about 12%.", "12%", "percent"),
        "cropped": verdict(TEXT, "€3 million", "amount"),
        "not_understood": verdict("They have 12 qx of it.", "12", "count"),
    }
    assert {name: found.verdict for name, found in cases.items()} == {v: v for v in VERDICTS}
    assert all(found.reason for found in cases.values())
    assert cases["cropped"].culprit == "nearly"
    assert cases["not_understood"].culprit == "qx"
    found = cases["proved"]
    assert (found.value, found.qualifier, found.unit) == ("7", "none", "%")
    assert TEXT[found.start : found.end] == "7%"


def test_places_that_prove_the_same_are_one_proof() -> None:
    assert verdict(TEXT, "12%", "percent").verdict == "proved"
    other = "It fell 12%, then about 12%."
    assert verdict(other, "12%", "percent", start=8).verdict == "proved"
    assert verdict(other, "12%", "percent", start=24).verdict == "cropped"
    assert verdict(other, "12%", "percent", prefix="fell ").verdict == "proved"
    assert verdict(other, "12%", "percent", suffix=".").verdict == "cropped"
    assert "at 8, 24" in verdict(other, "12%", "percent", start=9).reason


@pytest.mark.parametrize(
    ("text", "quote", "how"),
    [
        ("am 3. März 2014 dort", unicodedata.normalize("NFD", "3. März 2014"), "NFC or NFD"),
        ("about €5\nmillion of it", "€5 million", "line ends"),
        ("the firm’s own plan", "firm's own", "quotation marks"),
        ("fünf Millio\u00adnen Euro", "Millionen Euro", "soft hyphens"),
        ("the \ufb01nal o\ufb00er came", "final offer", "ligatures"),
    ],
)
def test_a_quote_that_is_not_found_is_told_where_it_nearly_is(
    text: str, quote: str, how: str
) -> None:
    found = verdict(text, quote, "verbatim")
    assert found.verdict == "not_found"
    assert how in found.reason
    assert found.culprit == text[found.start : found.end] != quote
    assert verdict(text, str(found.culprit), "verbatim").verdict == "proved"


def test_what_is_declared_is_used() -> None:
    text = "It paid $4 million last month, 3 to 5 percent more."
    assert verdict(text, "$4 million", "amount").verdict == "not_understood"
    found = verdict(text, "$4 million", "amount", currencies={"$": "CAD"})
    assert (found.verdict, found.value, found.unit) == ("proved", "4000000", "CAD")
    assert verdict(text, "last month", "date", anchor="2014-05-09").value == "2014-04"
    assert verdict(text, "3 to 5 percent", "percent").value == "3..5"
    assert verdict(text, "3 to 5 percent", "percent", bound="upper").value == "5"
    fiscal = {"month": 4, "namedBy": "end"}
    assert verdict("in FY2014 it", "FY2014", "date", fiscal_year=fiscal).value == "2013-04/2014-03"


@pytest.mark.parametrize("given", [{"method": "guess"}, {"method": "count", "bound": "middle"}])
def test_what_there_is_not_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        pincite.verify("12", "12", language="en", **given)  # type: ignore[arg-type]
    assert "verbatim" in METHODS


def test_a_value_is_a_text() -> None:
    given: dict[str, Any] = {"value": 5000000}
    with pytest.raises(ValueError, match=r'value is 5000000, not a text: give it as .* "5000000"'):
        pincite.verify("It cost €5 million.", "€5 million", method="amount", language="en", **given)


def test_a_boundary_parts_a_table_s_cells() -> None:
    from pincite.proof.guards import find_neighbour
    from pincite.text import Span, Transcript

    text = "Osaka\n900\n950\nKobe"
    span = Span(6, 9)
    assert find_neighbour(Transcript.of_text(text), "count", span) is not None
    cells = Transcript(text=text, length=len(text), boundaries=(6, 10, 14))
    assert find_neighbour(cells, "count", span) is None
    assert find_neighbour(Transcript.of_text("Osaka\n\n900\n\n950"), "count", Span(7, 10)) is None


CASES: list[dict[str, Any]] = [
    {"id": "a", "text": TEXT, "quote": "7%", "method": "percent", "language": "en"},
    {"id": 2, "source": "sales.txt", "quote": "7%", "method": "percent", "language": "en"},
    {"text": TEXT, "quote": "€3 million", "method": "amount", "language": "en", "start": 42},
]


def run(
    capsys: pytest.CaptureFixture[str], path: Path | str, *options: str
) -> tuple[int, str, str]:
    code = main(["verify", str(path), *options])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_verdict_a_line_in_the_order_of_the_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sales.txt").write_text(TEXT, encoding="utf-8")
    cases = [*CASES, {**CASES[0], "kind": "ours", "value": "7"}]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, cases)) + "\n\n", encoding="utf-8")
    code, out, err = run(capsys, path, "--json", "--sources", str(tmp_path))
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [item["id"] for item in found] == ["a", 2, "3", "a"]
    assert [item["verdict"] for item in found] == ["proved", "proved", "cropped", "proved"]
    assert list(found[0]) == [
        *("id", "verdict", "value", "qualifier", "unit", "start", "end", "culprit", "reason")
    ]
    assert "4 cases: 3 proved, 1 cropped" in err
    assert "kind" in err
    path.write_text(json.dumps(CASES[0]), encoding="utf-8")
    code, out, err = run(capsys, path)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "1 case: 1 proved"


def test_csv_and_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (
        "id,text,quote,method,language,value,start,currencies\n"
        '1,"It paid $9, in 2014.",$9,amount,en,9,8,"{""$"": ""USD""}"\n'
        '2,"It paid\n$9 k.",$9,amount,en,,,"{""$"": ""USD""}"\n'
    )
    (tmp_path / "cases.csv").write_text(data, encoding="utf-8-sig")
    code, out, _ = run(capsys, tmp_path / "cases.csv", "--json")
    assert code == 1
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["proved", "cropped"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert run(capsys, "-", "--json")[1] == out


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "no cases"),
        ("{", "line 1: is not JSON"),
        ("[" * 200_000, "column quote"),
        ('{"a":' * 100_000, "line 1: is JSON that is nested too deep"),
        (f'{{"id": {"1" * 10_000}}}', "line 1: holds a number that is too long to read"),
        (f"id,quote,start\n1,2,{'1' * 10_000}\n", "start holds a number that is too long"),
        (json.dumps({**CASES[0], "id": "\ud800"}), "line 1: id holds half of a surrogate pair"),
        ("\n[1]", "column quote"),
        ('{"text": "x"}', "this case lacks quote, method, language"),
        (json.dumps({**CASES[0], "source": "x"}), "this one has both"),
        (json.dumps({**CASES[0], "method": "guess"}), "is not one of"),
        (json.dumps({**CASES[0], "start": "x"}), "start is not a whole number"),
        (json.dumps({**CASES[0], "quote": 7}), "quote is not a text"),
        (json.dumps({**CASES[0], "currencies": "$"}), "currencies is not an object"),
        (json.dumps({**CASES[0], "fiscal_year": {"month": 13}}), "a month from 1 to 12"),
        (json.dumps(CASES[1]), "has no file sales.txt"),
        ("id,quote\n1\n", "line 2: 1 cell, not 2"),
        ("id,quote,start\n1,2,x\n", "start is not JSON"),
    ],
)
def test_what_is_no_case_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, message: str
) -> None:
    (tmp_path / "cases").write_text(lines, encoding="utf-8")
    code, out, err = run(capsys, tmp_path / "cases", "--sources", str(tmp_path))
    assert (code, out) == (2, "")
    assert message in err
    assert err.startswith("pincite: ")
