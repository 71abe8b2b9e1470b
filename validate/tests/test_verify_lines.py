"""The cases of the verb `verify` as they come: lines of any kind, pipes, and several processes."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.cli import main, verdicts
from pincite.proof import cases as case_module
from pincite.proof import verdict as verdict_module
from pincite.proof.cases import CaseLines
from pincite.proof.verdict import VERDICTS
from pincite.report import CannotRun
from pincite.text import joining
from pincite.text.anchoring import _normal, normal
from pincite.text.spans import Span, sentence_of, sentences
from unit.test_neighbourhoods import sentences as known_sentences

TEXT = "Kyoto sold 12% of it in 2014; Osaka é sold about 7% for $3 million in May.\nIt sold 12%."
CASE = {"text": TEXT, "quote": "7%", "method": "percent", "language": "en"}
STATED: list[dict[str, Any]] = [
    {"quote": "12%", "method": "percent", "start": 11, "value": "12", "qualifier": "none"},
    {"quote": "sold", "method": "count"},
    {"quote": "12%", "method": "percent", "text": "It fell 12%, then about 12%."},
    {"quote": "12%", "method": "percent", "subject": "Kyoto", "others": ["Osaka"], "unit": "pp"},
    {"quote": "about 7%", "method": "percent", "subject": ["Kyoto"], "others": ["Osaka"]},
    {"quote": "about  7%", "method": "verbatim"},
    {"quote": "7%", "method": "percent", "prefix": "about ", "suffix": "?"},
    {"quote": "$3 million", "method": "amount", "currencies": {"$": "USD"}, "unit": "USD"},
    {"quote": "$3 million", "method": "amount", "value": "3"},
    {"quote": "in May", "method": "date", "anchor": "2014", "bound": "upper", "value": None},
    {"quote": "2014", "method": "date", "fiscal_year": {"month": 4, "namedBy": "end"}},
]


def cases() -> Iterator[dict[str, Any]]:
    for number, stated in enumerate(STATED):
        yield {"id": [number], "text": TEXT, "language": "en", **stated}
    for tag in ("en", "ja", "de"):
        for _, method, text, start, quote in list(known_sentences(tag))[::8]:
            case = {"text": text, "quote": quote, "method": method, "language": tag}
            yield {**case, "start": start, "value": "7", "id": tag + str(start)}
            yield {**case, "quote": quote.replace(" ", "\u00a0") + "é", "id": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = (json.dumps(case, ensure_ascii=number % 2 == 0) for number, case in enumerate(cases()))
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def by_verb(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> str:
    main(["verify", str(path), *options])
    return capsys.readouterr().out


def test_each_case_has_the_verdict_of_the_function(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = []
    for number, case in enumerate(cases(), 1):
        own = {name: value for name, value in case.items() if name != "id" and value is not None}
        name = str(number) if case["id"] is None else case["id"]
        expected.append({"id": name, **pincite.verify(**own).to_dict()})
    found = by_verb(capsys, folder / "cases.jsonl", "--json").splitlines()
    assert found == [json.dumps(row, ensure_ascii=False) for row in expected]
    assert {row["verdict"] for row in expected} == {*VERDICTS}
    assert len(expected) > 100


def test_processes_answer_in_the_order_of_the_cases(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "cases.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[:30]
    path.write_text("\n".join(lines), encoding="utf-8")
    alone = by_verb(capsys, path)
    monkeypatch.setattr(verdicts, "BLOCK", 1000)
    monkeypatch.setattr(verdicts, "BLOCK_OF_JOB", 1000)
    assert by_verb(capsys, path) == alone
    path.write_text("\n".join([*lines, "", "{}", lines[0]]), encoding="utf-8")
    assert main(["verify", str(path), "--jobs", "2"]) == 2
    out, err = capsys.readouterr()
    assert out == alone[: alone.rindex("\n", 0, -1) + 1]
    assert f"line {out.count(chr(10)) + 2}: this case lacks" in err


class Killed(verdicts.Answering):
    """One whose process ends."""

    def __call__(self, _: verdicts.Block) -> verdicts.Answers:
        os._exit(9)

    def __reduce__(self) -> Any:
        return Killed, ("cases", None), None

    def __init__(self, name: str, sources: Path | None) -> None:
        super().__init__(name, sources, is_json=True)


def test_a_process_that_is_killed_is_told_with_what_to_do() -> None:
    blocks = iter([verdicts.Block(1, [b"{}"])] * 3)
    with pytest.raises(CannotRun, match="give fewer --jobs, or none"):
        list(verdicts._by_jobs(Killed("cases", None), blocks, 1))


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda lines: b"\xef\xbb\xbf" + b"\n".join(lines), [1, 2, 3]),
        (lambda lines: b"\r\n".join(lines) + b"\r\n", [1, 2, 3]),
        (b"\r".join, [1, 2, 3]),
        (lambda lines: b" \n\n\t" + b"\n\r\n".join(lines) + b"\n\n", [3, 5, 7]),
        (lambda lines: b"\xef\xbb\xbf\n  " + b" \n ".join(lines), [2, 3, 4]),
        ((b" " * 600_000 + b"\n").join, [1, 2, 3]),
    ],
)
def test_lines_are_read_whatever_ends_them(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[list[bytes]], bytes],
    lines: list[int],
) -> None:
    (tmp_path / "cases").write_bytes(change([json.dumps(CASE).encode()] * 3))
    found = by_verb(capsys, tmp_path / "cases", "--json").splitlines()
    assert [json.loads(line)["id"] for line in found] == [str(number) for number in lines]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"a": "\xe9"}', "line 3: its byte 8 is not UTF-8"),
        (b'{"quote": "7\\ud8' + b'ab%"}', "line 3: quote holds half of a surrogate pair"),
        (b'{"others": ["\\uDC01"]}', "line 3: others holds half of a surrogate pair"),
        (b'{"currencies": {"$": "\\uDC01"}}', "line 3: currencies holds half of a surrogate pair"),
        (b'{"start": NaN}', "line 3: start is not a whole number"),
        (b'{"start": true}', "line 3: start is not a whole number"),
        (
            b'{"id": NaN, "text": "7", "quote": "7", "method": "count", "language": "en"}',
            "line 3: id",
        ),
        (b"{} {}", "line 3: is not JSON: Extra data"),
        (b"[1]", "line 3: is not a JSON object"),
        (b"\xc2\xa0{}", "line 3: is not JSON"),
    ],
)
def test_a_bad_line_is_named_behind_the_verdicts_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: bytes, message: str
) -> None:
    good = json.dumps({**CASE, "text": "sold 7%. \U0001f600"}).encode()
    (tmp_path / "cases").write_bytes(good + b"\n\n" + line + b"\n" + good)
    assert main(["verify", str(tmp_path / "cases"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert [json.loads(row)["verdict"] for row in out.splitlines()] == ["proved"]
    assert message in err


def test_rows_of_csv_are_numbered_by_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = '\n\nid,text,quote,method,language\n,"a\n7%",7%,percent,en\n\n,7%,7%,percent,en\n'
    path = tmp_path / "cases.csv"
    path.write_text(rows, encoding="utf-8")
    found = by_verb(capsys, path, "--json").splitlines()
    assert [json.loads(line)["id"] for line in found] == ["5", "7"]
    for line, message in ((b"\xff,7%", "line 8: its byte 1 is not UTF-8"), (b'"a" b', "line 8: ")):
        path.write_bytes(rows.encode() + line)
        assert main(["verify", str(path), "--json"]) == 2
        out, err = capsys.readouterr()
        assert out.splitlines() == found
        assert message in err


def test_a_program_that_waits_has_its_answer_at_once() -> None:
    command = [sys.executable, "-m", "pincite", "verify", "-", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        ending = threading.Timer(30, asked.kill)
        ending.start()
        for number in range(2):
            asked.stdin.write(json.dumps({**CASE, "id": number}).encode() + b"\n")
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["id"] == number
        asked.stdin.close()
        ending.cancel()


def test_a_text_that_lines_share_is_read_as_each_line_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_of, parsed = case_module._case_of, [0]

    def counting(line: bytes) -> Any:
        parsed.append(len(line))
        return case_of(line)

    monkeypatch.setattr(case_module, "_case_of", counting)
    long, other = "é “x” \n" * 100, "y" * 400
    plain, printed = json.dumps(long), json.dumps(long, ensure_ascii=False)
    lines = [
        f'{head}"text"{colon}{text}{tail}'
        for text in (plain, printed, json.dumps(other), '"short"', "7", plain[:-1])
        for head, tail in (
            ("{", "}"),
            ('{"id": 7, ', ', "quote": "x"}'),
            ('{"a": {', "}}"),
            ('{"a": {', '}, "text": "b"}'),
            ("{", ', "text": "b"}'),
            ('{"text": "b", ', "}"),
            ('{"a": "', '"}'),
            ('{"a\\', "}"),
            ("{", ' "'),
            ("{", ', "a": 1} 2'),
            ("[{", "}]"),
        )
        for colon in (": ", ":")
    ]
    reader, read, refused, shared = CaseLines(), 0, 0, 0
    for line in (one for one in lines for _ in range(3)):
        try:
            expected: Any = json.loads(line)
            assert isinstance(expected, dict)
        except (ValueError, AssertionError):
            refused += 1
            with pytest.raises(ValueError, match="is not "):
                reader.read(line.encode())
        else:
            read += 1
            assert reader.read(line.encode()) == expected
            shared += parsed[-1] < 300 < len(line)
    assert min(read, refused, shared) > 20
    assert reader.read(b" ") is None


def test_what_is_found_at_speed_is_what_is_found_plainly() -> None:
    signs = "a b\n\r\t.é\u0301\u0323\u00ad\u200b\u3000\u00a0½ﬁ漢か\u3099“–Å\u212b１ \u2028"
    looked_at = 0
    for number in range(1500):
        text = "".join(signs[number * step % 7919 % len(signs)] for step in range(3, 14))
        assert normal(text) == "".join(char for char, _ in _normal(text)), ascii(text)
        for span in (Span(start, start + 1) for start in range(len(text))):
            plain = next((found for found in sentences(text) if found.holds(span)), None)
            assert sentence_of(text, span) == plain
            looked_at += plain is not None
    assert looked_at > 500


def test_places_behind_two_that_differ_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Span] = []
    judge = vars(verdict_module)["judge"]

    def counting(transcript: Any, span: Span, *rest: Any) -> Any:
        judged.append(span)
        return judge(transcript, span, *rest)

    monkeypatch.setattr(verdict_module, "judge", counting)
    text = "It fell 12%, about 12%" + ", then 12%" * 5 + "."
    found = pincite.verify(text, "12%", method="percent", language="en")
    assert (found.verdict, len(judged)) == ("ambiguous", 2)
    assert "at 8, 19, 29, 39, 49, which" in found.reason
    found = pincite.verify(text, "12%", method="percent", language="en", prefix="then ")
    assert (found.verdict, found.start, len(judged)) == ("proved", 29, 7)


PARAGRAPH = re.compile(rf"\s*{joining._LINE}(?:{joining._NEXT})+\s*")


def plainly_joined(text: str) -> str:
    text = PARAGRAPH.sub(joining.BREAK, text.replace("\r\n", "\n").replace("\u2029", "\n\n"))
    pieces = joining.HYPHENATED.sub("", text).split(joining.BREAK)
    return joining.BREAK.join(map(joining._single, pieces))


def plainly_flat(text: str) -> str | None:
    flat = text.replace("\n\n", joining.BREAK * 2).replace("\n", " ")
    if "  " in flat or "\u2029" in text or not flat.replace(joining.BREAK, "").isprintable():
        return None
    ends = {end[0] for end in PARAGRAPH.finditer(text)}
    return None if joining.HYPHENATED.search(text) or ends - {"\n\n"} else flat


def test_lines_are_joined_at_speed_as_plainly() -> None:
    signs = ["a", "b", "B", " ", "\n", "\n\n", "-", "> ", "---", "\u2029", "\u2010", "\u3000", "é"]
    signs += ["\r", "  ", "\t", "\x85", "|"]
    chance, joined = random.Random(19), 0
    for number in range(8000):
        some = signs if number % 2 else signs[:9]
        text = "".join(chance.choices(some, k=chance.randint(1, 9)))
        found = joining.flat_of(text)
        assert found == plainly_flat(text), ascii(text)
        assert joining.joined(text) == plainly_joined(text), ascii(text)
        joined += found is not None and found != text
    assert joined > 500
