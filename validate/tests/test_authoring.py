"""A new article, from its file to a valid package, by the command line's verbs alone."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from random import Random

import pytest

from pincite.checks import validate_package
from pincite.citations import Cell
from pincite.package import open_package
from pincite.report import CannotRun
from pincite.seeds import build_package
from pincite.seeds.editor import open_seeds
from pincite.seeds.one_cell import cite as cite_cell
from pincite.seeds.one_cell import uncite
from pincite.seeds.request import CitationRequest, SeedText, insert_citation, remove_lines
from pincite.seeds.seed_files import read_seeds
from pincite.tables.csv_records import parse_csv
from support import GOLDEN_SOURCES, ROOT, copy_package, read_rows, replace_once, run_command

pytestmark = pytest.mark.usefixtures("no_sources")

ARTICLE = """2025-02-11
The Marrow Bay Council said it will give at least 3 million euros from July this year to Tern \
Marine for a night ferry, if the harbour can be dredged in time.
Ferries of Tern Marine carried at most 35 per cent of all passengers in 2024, and those who know \
the trade say that this will not change while the bridge stands and petrol is cheap.
Fishermen doubt it. They have seen plans come and go like weather, and most of them would rather \
have a new ice house than a boat that sails when everybody sleeps.
"""
MONEY, START = "at least 3 million euros", "from July this year"
CITED = [
    ("sources", "gull-point", "dateline_stated", "2025-02-11"),
    ("sources", "gull-point", "dateline_edtf", "2025-02-11"),
    ("grants", "night-ferry", "title", "A ferry by night", "--method", "written"),
    ("grants", "night-ferry", "status", "will give"),
    ("grants", "night-ferry", "donor_id", "Marrow Bay Council"),
    *(
        ("grants", "night-ferry", field, MONEY)
        for field in ("amount_stated", "amount", "currency", "amount_qualifier")
    ),
    ("grants", "night-ferry", "instrument", "night ferry", "--method", "absent"),
    ("grants", "night-ferry", "start_stated", START),
    ("grants", "night-ferry", "start_edtf", START),
    ("grants", "night-ferry", "start_anchored_edtf", "2025-02-11", "--part", "anchor"),
    ("grants", "night-ferry", "start_anchored_edtf", START),
    ("recipients", "night-ferry-0", "grant_id", "night ferry", "--code", "night-ferry"),
    ("recipients", "night-ferry-0", "party_id", "Tern Marine", "--occurrence", "1"),
    ("recipients", "night-ferry-0", "name_stated", "Tern Marine", "--occurrence", "1"),
]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "gull-point.txt").write_text(ARTICLE, encoding="utf-8")
    source = (GOLDEN_SOURCES / "marrow-bay.txt").read_bytes()
    (folder / "marrow-bay.txt").write_bytes(source)
    return folder


@pytest.fixture
def begun(package: Path, texts: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The golden package with the new source, of which nothing is cited yet."""
    arguments = (str(texts / "gull-point.txt"), "--id", "gull-point", "-p", str(package))
    assert run_command(capsys, "new-source", *arguments)[0] == 0
    return package


def cite(
    capsys: pytest.CaptureFixture[str], package: Path, texts: Path, *arguments: str
) -> tuple[int, str, str]:
    where = ("-p", str(package), "--sources", str(texts))
    return run_command(capsys, "cite", *arguments, "--source", "gull-point", *where)


def seeds(package: Path) -> dict[str, str]:
    files = [*package.rglob("seeds/**/*.csv"), package / "schemas/vocabularies/phrases.csv"]
    return {str(path): path.read_text(encoding="utf-8") for path in files}


def cover_the_rest(package: Path) -> None:
    """A note on what no cell of these tests rests on."""
    notes = package / "seeds/gull-point/notes.csv"
    rows = [
        f"n{number},{ARTICLE.index(quote)},{ARTICLE.index(quote) + len(quote)},,ambiguity"
        for number, quote in enumerate(("Tern Marine carried", "35 per cent", "2024"))
    ]
    with notes.open("a", encoding="utf-8") as file:
        file.write("\n".join([*rows, ""]))


def test_a_new_article_is_added_by_verbs_and_proved(
    capsys: pytest.CaptureFixture[str], begun: Path, texts: Path
) -> None:
    for arguments in CITED:
        code, out, err = cite(capsys, begun, texts, *arguments)
        assert code == 0, err
        assert "written to seeds/gull-point/citations/" in out
    cover_the_rest(begun)
    assert build_package(begun).issues == []
    report = validate_package(begun, sources=texts)
    assert report.issues == []
    counts = next(stage.counts for stage in report.stages if stage.name == "citations")
    assert counts["sources compared"] == 2
    (grant,) = (r for r in read_rows(begun / "data/grants.csv") if r["grant_id"] == "night-ferry")
    assert "" not in [text for name, text in grant.items() if name != "end_edtf"]
    assert (grant["amount"], grant["start_anchored_edtf"]) == ("3000000", "2025-07")
    fields = [r["field"] for r in read_rows(begun / "seeds/gull-point/citations/grants.csv")]
    schema = open_package(begun).table("grants")
    assert schema is not None
    assert schema.schema is not None
    assert fields == sorted(fields, key=schema.schema.names.index)

    where = ("-p", str(begun), "--json")
    code, out, _ = run_command(capsys, "uncite", "grants", "night-ferry", "currency", *where)
    assert (code, json.loads(out)[0]["quote"]) == (0, MONEY)
    assert build_package(begun).valid
    assert {issue.code for issue in validate_package(begun, sources=texts).issues} == {
        "constraint-error"
    }


REFUSED = [
    (("amount", "3 million euros"), "quote-cropped"),
    (("amount", "nearly 3 million euros"), "does not occur in gull-point"),
    (("amount", "At least 3 million euros"), "but “at least 3 million euros” does"),
    (("amount", "night ferry"), "no rule reads"),
    (("amount", MONEY, "--method", "percent"), "does not allow the method percent"),
    (("amount", MONEY, "--start", "7"), "is not at 7; places: 1: start 52 (line 2)"),
    (("amount", MONEY, "--occurrence", "2"), "no occurrence 2"),
    (("donor_id", "Tern Marine"), "occurs 2 times"),
    (("donor_id", "Council"), "--code CODE"),
    (("donor_id", "Tern Marine", "--occurrence", "1", "--code", "council"), "already means tern"),
    (("status", "doubt it", "--code", "refused"), "the field cannot hold it: it must be "),
    (("start_anchored_edtf", START), "cite it first, with --part anchor"),
    (("start_edtf", START, "--part", "anchor"), "anchor-unexpected"),
    (("title", "night ferry", "--method", "judged"), "does not allow the method judged"),
    (("nothing", MONEY), "fields: title, donor_id"),
    (("start_stated", ARTICLE.split("\n")[3].split(".", maxsplit=1)[0] + "."), "sentence-quoted"),
    (("start_stated", ARTICLE[11 : ARTICLE.index(" for a night")]), "quote-too-long"),
]


@pytest.mark.parametrize(("arguments", "reason"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_would_not_build_or_prove_is_refused_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str],
    begun: Path,
    texts: Path,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    before = seeds(begun)
    code, out, err = cite(capsys, begun, texts, "grants", "night-ferry", *arguments)
    assert (code, out) == (2, "")
    assert reason in err
    assert seeds(begun) == before


def test_a_second_value_of_a_cell_is_refused(
    capsys: pytest.CaptureFixture[str], begun: Path, texts: Path
) -> None:
    cell = ("shares", "tern-passengers", "share_percent")
    code, _, err = cite(capsys, begun, texts, *cell, "at most 35 per cent")
    assert code == 2
    assert "citations-disagree" in err


def test_a_phrase_that_breaks_an_absence_elsewhere_is_refused(
    capsys: pytest.CaptureFixture[str], begun: Path, texts: Path
) -> None:
    before = seeds(begun)
    arguments = ("grants", "night-ferry", "instrument", "for", "--start")
    at = str(ARTICLE.index(" for a night") + 1)
    code, _, err = cite(capsys, begun, texts, *arguments, at, "--code", "gift")
    assert code == 2
    assert "absence-unproved" in err
    assert seeds(begun) == before


def test_a_dry_run_shows_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], begun: Path, texts: Path
) -> None:
    before = seeds(begun)
    arguments = ("grants", "night-ferry", "amount", MONEY, "--dry-run", "--json")
    code, out, _ = cite(capsys, begun, texts, *arguments)
    assert code == 0
    assert json.loads(out) | {"file": "", "line": 0} == {
        "table": "grants",
        "record": "night-ferry",
        "field": "amount",
        "part": "value",
        "value": "3000000",
        "method": "amount",
        "source": "gull-point",
        "start": 52,
        "end": 76,
        "file": "",
        "line": 0,
        "written": False,
    }
    assert seeds(begun) == before


def test_the_text_is_needed_and_must_be_the_one_that_is_meant(
    capsys: pytest.CaptureFixture[str], begun: Path, texts: Path
) -> None:
    arguments = ("grants", "night-ferry", "amount", MONEY, "--source", "gull-point")
    assert "name its folder" in run_command(capsys, "cite", *arguments, "-p", str(begun))[2]
    (texts / "gull-point.txt").write_text(ARTICLE + "!", encoding="utf-8")
    assert "another text" in cite(capsys, begun, texts, *arguments[:4])[2]
    (texts / "gull-point.txt").unlink()
    assert "no file gull-point.txt" in cite(capsys, begun, texts, *arguments[:4])[2]


def test_uncite_names_the_citations_where_there_are_several(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    cell = ("grants", "electric-ferries", "start_anchored_edtf", "-p", str(package))
    code, _, err = run_command(capsys, "uncite", *cell)
    assert code == 2
    assert "1: “from June this year”" in err
    assert "2: “2024-03-08”" in err
    before = seeds(package)
    assert run_command(capsys, "uncite", *cell, "--all", "--dry-run")[0] == 0
    assert seeds(package) == before
    assert run_command(capsys, "uncite", *cell, "--seq", "2")[0] == 0
    changed = [name for name, text in seeds(package).items() if text != before[name]]
    assert len(changed) == 1
    (line,) = set(before[changed[0]].split("\n")) - set(seeds(package)[changed[0]].split("\n"))
    assert line == "electric-ferries,start_anchored_edtf,anchor,2024-03-08,0,,date,,"
    assert "no citation 9" in run_command(capsys, "uncite", *cell, "--seq", "9")[2]


def test_the_citations_of_a_cell_are_numbered_as_in_the_citations_table(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    rows = package / "seeds/marrow-bay/citations/grants.csv"
    line = "electric-ferries,amount,,about 2.5 million euros,52,,amount,,\n"
    replace_once(rows, line, line.replace(",52,", ",300,") + line)
    cell = ("grants", "electric-ferries", "amount", "-p", str(package))
    code, _, err = run_command(capsys, "uncite", *cell)
    assert code == 2
    numbers = [f"{number}: “about 2.5 million euros” (seeds" for number in (1, 2)]
    assert [err.index(number) for number in numbers] == sorted(err.index(n) for n in numbers)
    assert run_command(capsys, "uncite", *cell, "--seq", "2")[0] == 0
    assert ",52," in rows.read_text(encoding="utf-8")
    assert ",300," not in rows.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--id", "marrow-bay"), "there is a source of this name already"),
        (("--id", "../up"), "letters, digits and hyphens"),
        (("--id", "reference"), "letters, digits and hyphens"),
        (("--id", "x", "--set", "titel=A"), "no such column"),
        (("--id", "x", "--set", "sha256=A"), "leave it out of --set"),
        (("--id", "x", "--set", "dateline_edtf=2024"), "is a cell that is cited"),
        (("--id", "x", "--set", "A"), "COLUMN=TEXT"),
    ],
)
def test_a_source_that_the_tables_cannot_hold_is_refused(
    capsys: pytest.CaptureFixture[str],
    package: Path,
    texts: Path,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    file = str(texts / "gull-point.txt")
    code, _, err = run_command(capsys, "new-source", file, *arguments, "-p", str(package))
    assert code == 2
    assert reason in err
    assert [path.name for path in (package / "seeds").iterdir()] != ["x"]


def test_a_new_source_of_the_real_package_asks_for_what_nobody_can_measure(
    capsys: pytest.CaptureFixture[str], texts: Path
) -> None:
    file = str(texts / "gull-point.txt")
    arguments = ("--id", "gull-point", "-p", str(ROOT), "--dry-run")
    code, _, err = run_command(capsys, "new-source", file, *arguments)
    assert code == 2
    assert re.search(r"(\w+) is needed .*--set \1=", err)


def test_the_commands_of_the_seeds_readme_do_what_it_says(
    capsys: pytest.CaptureFixture[str],
    package: Path,
    texts: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (ROOT / "seeds/README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(package)
    monkeypatch.setenv("PINCITE_SOURCES", str(texts))
    commands = [shlex.split(line) for line in block.splitlines()]
    assert len(commands) > 8
    for program, *arguments in commands:
        assert program == "pincite"
        words = [word.replace("TEXTS", str(texts)) for word in arguments]
        code, out, err = run_command(capsys, *words)
        last = (code, out, err)
        assert code == 0 or words[0] == "validate", err
    codes = re.findall(r"^[a-z]+  ([a-z-]+)  data/", last[1], re.MULTILINE)
    assert set(codes) == {"mention-uncovered"}  # the other records of the article are left out
    (share,) = (row for row in read_rows(package / "data/shares.csv") if "2024" in str(row))
    assert share["share_percent"] == "35"


def test_rows_are_put_where_the_file_keeps_its_order() -> None:
    table = open_package(ROOT / "validate/tests/golden/package").table("grants")
    assert table is not None
    assert table.schema is not None
    header = "record_id,field,part,quote,start,end,method,note,value"
    by_record = f"{header}\na,title,,,,,written,,T\na,status,,x,1,,term,,\nb,title,,,,,written,,U\n"
    by_field = f"{header}\na,title,,,,,written,,T\nb,title,,,,,written,,U\na,status,,x,1,,term,,"
    ending = ["", "x", "1", "", "m", "", ""]
    wide = f"{header},prefix,suffix\na,title,,,,,written,,T,,\n"
    file = SeedText(wide, "f.csv")
    insert_citation(file, ["a", "amount", *ending], table.schema)
    assert file.text.split("\n")[2] == ",".join(["a", "amount", *ending, "", ""])
    for text, key, line in (
        (by_record, ["a", "amount"], 3),
        (by_record, ["a", "end_edtf"], 4),
        (by_record, ["a", "title"], 3),
        (by_record, ["c", "title"], 5),
        (by_field + "\nb,status,,x,1,,term,,\n", ["c", "title"], 4),
        (by_field, ["b", "amount"], 4),
        (by_record.replace("\n", "\r\n"), ["a", "amount"], 3),
    ):
        file = SeedText(text, "f.csv")
        at = insert_citation(file, [*key, *ending], table.schema)
        assert at == line == file.place_of([*key, *ending][:7]), key
        end = "\r\n" if "\r\n" in text else "\n"
        assert file.text.split(end)[at - 1] == ",".join([*key, *ending])
        assert remove_lines(file.text, "f.csv", [at]).rstrip() == text.rstrip()


def test_rows_are_put_alike_one_by_one_and_into_a_text_that_is_parsed_anew() -> None:
    table = open_package(ROOT / "validate/tests/golden/package").table("grants")
    assert table is not None
    assert table.schema is not None
    random, names = Random(5), [field.name for field in table.schema.fields]
    header = "record_id,field,part,quote,start,end,method,note,value"
    for number in range(20):
        end = random.choice(["\n", "\r\n"])
        text = f"{header}{end}b,title,,,,,written,,T{end * random.randint(0, 2)}"
        held, looked_at = SeedText(text, "f.csv"), 0
        for at in range(12):
            quote = random.choice(["x", f"two{end}lines", 'a "b", c'])
            cells = [random.choice("abc"), random.choice(names), "", quote, str(at)]
            cells += ["", "m", "", ""]
            anew = SeedText(text, "f.csv")
            lines = [insert_citation(file, cells, table.schema) for file in (held, anew)]
            assert lines[0] == lines[1]
            assert held.text == anew.text, number
            text, looked_at = anew.text, looked_at + 1
            begins = [line for line, row in parse_csv(text, "f.csv") if row == cells]
            assert lines[0] in begins
        assert len(list(parse_csv(text, "f.csv"))) == looked_at + 2


def test_what_is_taken_back_can_be_cited_again_in_packages_on_other_subjects(
    tmp_path: Path,
) -> None:
    done: set[str] = set()
    for name in ("tea-gardens", "valley-trams"):
        path = copy_package(ROOT / "validate/tests/packages" / name, tmp_path / name)
        sources = ROOT / "validate/tests/packages/sources"
        package, convention = open_seeds(path)
        rows = [
            (seed.source, table, row)
            for seed in read_seeds(package, convention)
            for table, found in seed.citations.items()
            for row in found
        ]
        for source, table, row in rows:
            cells, method = row.cells, row.cells["method"]
            kinds = {method, "composite" if cells["record_id"].startswith("[") else "simple"}
            if kinds <= done or cells["part"] or cells["prefix"] or cells["suffix"]:
                continue
            cell = Cell(table, cells["record_id"].replace('", "', '","'), cells["field"])
            before = (path / row.file).read_text(encoding="utf-8")
            try:
                uncite(path, cell)
            except CannotRun:
                continue  # several citations: tested apart
            text = (sources / f"{source}.txt").read_text(encoding="utf-8")
            span = slice(*(int(cells[end] or 0) for end in ("start", "end")))
            phrase = text[span] if method == "absent" else cells["quote"] or cells["value"]
            start = None if method == "written" else span.start
            value = cells["value"] if method == "judged" else ""
            stated = method if method in ("absent", "judged", "written") else None
            request = CitationRequest(
                cell, phrase, source, start, method=stated, note=cells["note"], value=value
            )
            cite_cell(path, request, sources=sources)
            after = (path / row.file).read_text(encoding="utf-8")
            assert sorted(after.split("\n")) == sorted(before.split("\n")), row
            done |= kinds
    assert done >= {"composite", "simple", "amount", "count", "date", "term", "verbatim"}
