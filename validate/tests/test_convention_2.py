"""What version 2 of the convention adds, proved in a whole package: money, quantities, dates."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pincite.checks import validate_package
from pincite.cli import main
from pincite.seeds.reanchor import reanchor
from pincite.seeds.seed_files import VOCABULARY

TEXT = "The hall cost $5 million, has 300 m² and opened in early 2024, they said in town."
CELLS = (  # field, quote, method, value
    ("cost", "$5 million", "amount", "5000000"),
    ("currency", "$5 million", "currency", "USD"),
    ("area", "300 m²", "quantity", "0.03"),
    ("unit", "300 m²", "unit", "m2"),
    ("opened", "early 2024", "date", "2024"),
    ("opened_qualifier", "early 2024", "qualifier", "early"),
)
CITED: dict[str, dict[str, Any]] = {
    "cost": {"methods": ["amount"]},
    "currency": {"methods": ["currency"]},
    "area": {"methods": ["quantity"], "unit": "har"},
    "unit": {"methods": ["unit"]},
    "opened": {"methods": ["date"], "qualifier": "opened_qualifier"},
    "opened_qualifier": {"methods": ["qualifier"]},
}
SOURCE = "source_id file_name language sha256 code_points line_count currencies".split()
CITATION = "table record_id field seq part source_id start end quote method value note".split()


def field(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": {"required": True}, **more}


def resource(name: str, key: list[str], fields: list[dict[str, Any]]) -> dict[str, Any]:
    schema = {"primaryKey": key, "fields": fields}
    return {"name": name, "type": "table", "path": f"{name}.csv", "schema": schema}


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "hall"
    (tmp_path / "texts").mkdir()
    folder.mkdir()
    (tmp_path / "texts/note.txt").write_text(TEXT, encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    halls: list[dict[str, Any]] = [{"name": "hall_id", "type": "string"}]
    halls += [{"name": name, "type": "string", "citation": rule} for name, rule in CITED.items()]
    sources = [field(name) for name in SOURCE[:4]]
    sources += [field("code_points", "integer"), field("line_count", "integer")]
    sources += [{"name": "currencies", "type": "object"}]
    whole = ("seq", "start", "end")
    cited = [field(name, "integer" if name in whole else "string") for name in CITATION[:8]]
    cited += [{"name": "quote", "type": "string"}, field("method"), field("value")]
    cited += [{"name": "note", "type": "string"}]
    phrases = ["vocabulary", "phrase", "code", "language"]
    roles = {name: name for name in ("citations", "sources", "phrases")}
    descriptor: dict[str, Any] = {
        "name": "hall",
        "citation": {"convention": "2", **roles},
        "resources": [
            resource("halls", ["hall_id"], halls),
            resource("sources", ["source_id"], sources),
            resource("phrases", phrases[:2], [field(name) for name in phrases]),
            resource("citations", CITATION[:4], cited),
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    write(folder / "halls.csv", [["hall_id", *CITED], ["h1", *(cell[3] for cell in CELLS)]])
    write(
        folder / "sources.csv",
        [SOURCE, ["note", "note.txt", "en", digest, str(len(TEXT)), "1", '{"$": "USD"}']],
    )
    write(folder / "phrases.csv", [phrases])
    rows = []
    for name, quote, method, value in CELLS:
        start = TEXT.index(quote)
        ends = [str(start), str(start + len(quote))]
        rows.append(["halls", "h1", name, "1", "value", "note", *ends, quote, method, value, ""])
    write(folder / "citations.csv", [CITATION, *rows])
    return folder


def issues(package: Path) -> list[tuple[str, str]]:
    report = validate_package(package, sources=package.parent / "texts")
    return [(issue.code, issue.message) for issue in report.issues]


def remarks(package: Path) -> list[str]:
    """What the citations stage says of the shares of its sources."""
    report = validate_package(package, sources=package.parent / "texts")
    return [remark for stage in report.stages for remark in stage.remarks if "quoted" in remark]


def test_money_quantities_and_hedged_dates_are_proved(package: Path) -> None:
    report = validate_package(package, sources=package.parent / "texts")
    assert report.issues == []
    counts = next(stage.counts for stage in report.stages if stage.name == "citations")
    assert (counts["cells"], counts["quotes compared"]) == (6, 6)
    assert (counts["currency by declaration"], counts["derived by the grammar"]) == (2, 4)


def edited(package: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = package / file
    text = path.read_text(encoding="utf-8")
    for find, replacement in pairs:
        assert find in text
        text = text.replace(find, replacement, 1)
    path.write_text(text, encoding="utf-8")


def retold(package: Path, text: str) -> None:
    """Another text in the place of the source, with its digest and length."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    (package.parent / "texts/note.txt").write_text(text, encoding="utf-8")
    row = ["note", "note.txt", "en", digest, str(len(text)), str(len(text.splitlines()))]
    write(package / "sources.csv", [SOURCE, [*row, '{"$": "USD"}']])


TABLE = "Area of the halls, in square metres\n\nOld hall\n\n300\n\nThe hall cost $5 million.\n"


def with_a_part(package: Path, *parts: str) -> None:
    """The hall's area is a number whose unit is in the head of the table."""
    retold(package, TABLE)
    head = '"unit": "har", "parts": ["unit"]'
    edited(package, "datapackage.json", ('"unit": "har"', head))
    edited(package, "datapackage.json", ('{"methods": ["unit"]}', '{"methods": ["written"]}'))
    rows = [
        ["cost", "1", "value", "$5 million", "amount", "5000000"],
        ["currency", "1", "value", "$5 million", "currency", "USD"],
        ["area", "1", "value", "300", "quantity", "0.03"],
        *(["area", "2", part, "square metres", "quantity", "square metres"] for part in parts),
    ]
    cited = []
    for name, seq, part, quote, method, value in rows:
        at = TABLE.index(quote)
        ends = [str(at), str(at + len(quote))]
        cited.append(["halls", "h1", name, seq, part, "note", *ends, quote, method, value, ""])
    write(package / "citations.csv", [CITATION, *cited])
    cells = ["h1", "5000000", "USD", "0.03", "m2", "", ""]
    write(package / "halls.csv", [["hall_id", *CITED], cells])


def test_a_number_is_read_with_the_unit_of_its_table(package: Path) -> None:
    with_a_part(package, "unit")
    assert issues(package) == []
    edited(package, "halls.csv", (",0.03,", ",300,"))
    assert [code for code, _ in issues(package)] == ["cell-differs"]


@pytest.mark.parametrize(("parts", "says"), [((), "there are 0"), (("scale",), "one of value")])
def test_a_part_is_cited_once_and_declared(
    package: Path, parts: tuple[str, ...], says: str
) -> None:
    with_a_part(package, *parts)
    found = issues(package)
    assert {code for code, _ in found} == {"citation-part"}
    assert any(says in message for _, message in found)


LONG = "The hall cost $5 million, has 300 m² and opened in early 2024, they said"


def test_limits_and_scope_are_declared_by_package_or_source(package: Path) -> None:
    """A text that may be reprinted takes long quotes; coverage asks for what is declared."""
    retold(package, f"{TEXT}\nOsaka employed 900.")
    assert {code for code, _ in issues(package)} == {"mention-uncovered"}
    two = '"convention": "2", '
    edited(package, "datapackage.json", (two, two + '"coverageScope": "cited_paragraphs", '))
    assert issues(package) == []
    rows = [line.split(",") for line in (package / "halls.csv").read_text("utf-8").splitlines()]
    assert rows[0][0] == "hall_id"
    edited(package, "datapackage.json", ('"methods": ["unit"]', '"methods": ["verbatim"]'))
    edited(package, "citations.csv", ("unit,1,value,note,30,36,300 m²,unit,m2,", LONG_ROW))
    edited(package, "halls.csv", (",m2,", f',"{LONG}",'))
    assert "quote-too-long" in {code for code, _ in issues(package)}
    assert any("(limit 45 %)" in remark for remark in remarks(package))
    edited(package, "datapackage.json", (two, two + '"quoteLimits": "none", '))
    assert issues(package) == []
    assert remarks(package)
    assert not any("limit" in remark for remark in remarks(package))


LONG_ROW = f'unit,1,value,note,0,{len(LONG)},"{LONG}",verbatim,"{LONG}",'


def test_version_1_refuses_what_version_2_added_by_name(package: Path) -> None:
    edited(package, "datapackage.json", ('"convention": "2"', '"convention": "1"'))
    ((code, said),) = issues(package)
    assert code == "citation-declaration"
    for name in ("unit of halls.area", "quantity of halls.area", "qualifier of halls.opened"):
        assert name in said, said


@pytest.mark.parametrize(
    ("file", "find", "replacement", "says"),
    [
        ("sources.csv", '""$"": ""USD""', "", "declare it"),
        ("sources.csv", "USD", "CAD", "CAD"),
        ("halls.csv", "0.03", "300", "differs"),
        ("datapackage.json", '"unit": "har"', '"unit": "kg"', "the field in kg"),
        ("datapackage.json", ', "qualifier": "opened_qualifier"', "", "early"),
        ("datapackage.json", '"opened_qualifier"}', '"nowhere"}', "nowhere"),
        ("datapackage.json", '["currency"]', '["currency"], "unit": "m"', "takes unit"),
        ("datapackage.json", '["amount"]', '["amount"], "currencies": {"$": "dollar"}', "ISO 4217"),
    ],
)
def test_what_is_not_declared_or_differs_is_told(
    package: Path, file: str, find: str, replacement: str, says: str
) -> None:
    path = package / file
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, replacement, 1), encoding="utf-8")
    try:
        found = issues(package)
    except Exception as error:
        found = [("declaration", str(error))]
    assert any(says in message for _, message in found), found


PASSAGE = ["sentence_id", "source_id", "start", "end"]
SEED = "record_id,field,part,quote,start,end,method,note,value".split(",")


@pytest.fixture
def seeded(package: Path) -> Path:
    """The package of a part, with seeds in which nothing but the money is cited."""
    with_a_part(package, "unit")
    seeds = package / "seeds/note"
    (seeds / "citations").mkdir(parents=True)
    text = (package.parent / "texts/note.txt").read_bytes()
    record = {
        "source_id": "note", "file_name": "note.txt", "language": "en",
        "sha256": hashlib.sha256(text).hexdigest(), "code_points": len(text.decode()),
        "line_count": text.count(b"\n"), "currencies": '{"$": "USD"}',
    }  # fmt: skip
    (seeds / "source.json").write_text(json.dumps(record), encoding="utf-8")
    at = str(TABLE.index("$5 million"))
    rows = [["h1", name, "", "$5 million", at, "", name, "", ""] for name in ("cost", "currency")]
    rows[0][6] = "amount"
    rows.append(["h1", "unit", "", "", "", "", "written", "", "m2"])
    write(seeds / "citations/halls.csv", [SEED, *rows])
    (package / VOCABULARY).parent.mkdir(parents=True)
    write(package / VOCABULARY, [["vocabulary", "phrase", "code", "language"]])
    return package


def cited(package: Path, *arguments: str) -> int:
    common = ("--source", "note", "-p", str(package), "--sources", str(package.parent / "texts"))
    return main(["cite", "halls", "h1", *arguments, *common])


def test_parts_are_cited_and_built_by_the_verbs(
    seeded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cited(seeded, "area", "300") == 2
    assert "there are 0" in capsys.readouterr().err
    assert cited(seeded, "area", "Area", "--part", "scale") == 2
    assert "part is value, which is the default, or anchor or unit" in capsys.readouterr().err
    assert cited(seeded, "area", "square metres", "--part", "unit") == 0
    assert cited(seeded, "area", "300") == 0
    assert "area = 0.03" in capsys.readouterr().out
    assert main(["build", str(seeded)]) == 0
    assert issues(seeded) == []
    with (seeded / "citations.csv").open(encoding="utf-8") as file:
        parts = [
            (row["part"], row["seq"]) for row in csv.DictReader(file) if row["field"] == "area"
        ]
    assert sorted(parts) == [("unit", "2"), ("value", "1")]


def test_passages_by_offsets_alone_are_moved_to_a_new_text(seeded: Path) -> None:
    whole = ("start", "end")
    fields = [field(name, "integer" if name in whole else "string") for name in PASSAGE]
    descriptor = json.loads((seeded / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"].append(resource("sentences", PASSAGE[:1], fields))
    descriptor["citation"]["passages"] = "sentences"
    (seeded / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    sentence = "The hall cost $5 million."
    at = TABLE.index(sentence)
    (seeded / "seeds/reference").mkdir()
    file = seeded / "seeds/reference/sentences.csv"
    write(file, [PASSAGE, ["s1", "note", str(at), str(at + len(sentence))]])
    new = seeded.parent / "new.txt"
    new.write_text(f"A line that was added.\n\n{TABLE}", encoding="utf-8")
    moved = reanchor(seeded, "note", new, seeded.parent / "texts")
    assert moved.left == []
    moved.write()
    added = len("A line that was added.\n\n")
    _, row = csv.reader(file.read_text(encoding="utf-8").splitlines())
    assert row == ["s1", "note", str(at + added), str(at + added + len(sentence))]
