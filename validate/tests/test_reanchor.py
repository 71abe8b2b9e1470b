"""`pincite reanchor` on re-flowed, re-encoded and edited copies of the golden text."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from pathlib import Path
from time import process_time

import pytest

from pincite.checks import validate_package
from pincite.seeds import build_package
from pincite.text import Span
from pincite.text.anchoring import Anchor, Found, find_again, normal
from support import (
    GOLDEN,
    GOLDEN_SOURCES,
    OTHER_PACKAGES,
    OTHER_SOURCES,
    copy_package,
    run_command,
)

TEXT = (GOLDEN_SOURCES / "marrow-bay.txt").read_text(encoding="utf-8")
SEEDS = "seeds/marrow-bay"


def new_file(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "marrow-bay.txt"
    path.write_bytes(text.encode())
    return path


def reanchored(
    capsys: pytest.CaptureFixture[str], package: Path, text: str, *more: str
) -> tuple[int, dict[str, int]]:
    file = new_file(package.parent / "new", text)
    arguments = ["reanchor", "marrow-bay", str(file), "-p", str(package), "--json", *more]
    code, out, _ = run_command(capsys, *arguments)
    found = json.loads(out)
    assert len(found["proposals"]) == sum(found["counts"].values()) == 33
    return code, found["counts"]


def files(package: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in package.rglob("*") if path.is_file()}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
    return copy_package(GOLDEN, tmp_path / "package")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\n\n"),
        "A headline of later days\n" + TEXT,
        TEXT,
    ],
    ids=["byte order mark", "CRLF", "blank lines", "a line more", "unchanged"],
)
def test_what_is_sure_is_written_and_proves_whole(
    text: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = ("-s", str(GOLDEN_SOURCES))
    before = files(package)
    assert reanchored(capsys, package, text, *old)[0] == 0
    assert files(package) == before, "a proposal writes nothing"
    code, counts = reanchored(capsys, package, text, *old, "--write")
    assert code == 0
    assert set(counts) <= {"exact", "context", "order"}
    assert build_package(package).valid
    report = validate_package(package, sources=package.parent / "new")
    assert [i for i in report.issues if i.code != "mention-uncovered"] == []
    changed = {
        Path(name).relative_to(package).as_posix()
        for name, data in files(package).items()
        if before[name] != data and SEEDS in name
    }
    assert changed <= {f"{SEEDS}/{name}" for name in CHANGED} | set()
    assert bool(changed) == (text != TEXT)


CHANGED = ["source.json", "notes.csv"] + [
    f"citations/{name}.csv" for name in ("grants", "parties", "recipients", "shares", "sources")
]


def test_without_the_old_text_a_bare_span_is_left(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, counts = reanchored(capsys, package, "\ufeff" + TEXT)
    assert code == 1
    assert counts.pop("lost") == 1  # the note of the boat: a span without a quote
    assert set(counts) <= {"exact", "order"}


def test_quotes_that_a_new_line_break_parts_are_proposed_and_never_applied(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\n".join(textwrap.fill(line, 30) for line in TEXT.split("\n"))
    code, counts = reanchored(capsys, package, text, "--write")
    assert code == 1
    assert counts["normalised"] >= 4
    assert counts["exact"] > 5
    seeds = (package / SEEDS / "citations/grants.csv").read_text(encoding="utf-8")
    parted = [quote for quote in ("about 2.5 million euros",) if quote not in text]
    assert parted
    assert f"{parted[0]},{TEXT.index(parted[0])}," in seeds


def test_decomposed_letters_and_edits_are_proposed_and_never_applied(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = TEXT.replace("Fennel Yards", "Fénnel Yards").replace("about 2.5", "about 2.4")
    code, counts = reanchored(capsys, package, unicodedata.normalize("NFD", edited), "--write")
    assert code == 1
    assert counts["fuzzy"] == 7  # four quotes of the amount, three of the yard
    seeds = package / SEEDS / "citations"
    assert "about 2.5 million euros,52," in (seeds / "grants.csv").read_text(encoding="utf-8")


def test_text_for_people_says_what_is_left(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = new_file(package.parent / "new", TEXT.replace("Fennel Yards", "Fenel Yards"))
    code, out, _ = run_command(capsys, "reanchor", "marrow-bay", str(file), "-p", str(package))
    assert code == 1
    assert "seeds/marrow-bay/citations/parties.csv:3  record fennel  fuzzy: 99-111 -> 99-110" in out
    assert "“Fennel Yards”" in out
    assert "--write would apply" in out


@pytest.mark.parametrize(
    ("source", "data", "says"),
    [("nobody", TEXT.encode(), "no such source"), ("marrow-bay", b"\xff\xfeA", "not UTF-8")],
)
def test_what_cannot_run_is_said_in_a_line(
    source: str, data: bytes, says: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = package.parent / "new.txt"
    file.write_bytes(data)
    code, out, err = run_command(capsys, "reanchor", source, str(file), "-p", str(package))
    assert (code, out) == (2, "")
    assert says in err
    assert run_command(capsys, "reanchor", source, "nowhere.txt", "-p", str(package))[0] == 2


def test_a_prefix_that_has_changed_is_mended_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = copy_package(OTHER_PACKAGES / "valley-trams", tmp_path / "package")
    text = (OTHER_SOURCES / "gazette.txt").read_text(encoding="utf-8")
    new = tmp_path / "gazette.txt"
    for changed, code, how in [
        ("\ufeff" + text, 0, []),
        (text.replace("For the Hill", "For  the Hill"), 1, ["normalised"]),
    ]:
        new.write_text(changed, encoding="utf-8")
        arguments = ["reanchor", "gazette", str(new), "-p", str(package), "--json"]
        found, out, _ = run_command(capsys, *arguments, "-s", str(OTHER_SOURCES))
        left = [item["how"] for item in json.loads(out)["proposals"] if not item["sure"]]
        assert (found, left) == (code, how)


def test_context_and_order_tell_occurrences_apart() -> None:
    a, b = Anchor(0, "the tram", suffix=" left"), Anchor(20, "the tram", prefix="then ")
    text = "the tram came. the tram left, then the tram"
    assert find_again([a, b], text) == {
        a: Found("context", Span(15, 23)),
        b: Found("context", Span(35, 43)),
    }
    first, middle, last = Anchor(0, "one"), Anchor(10, "two"), Anchor(20, "three")
    found = find_again([first, middle, last], "two, one two three two")
    assert found[middle] == Found("order", Span(9, 12))
    assert find_again([middle], "two two")[middle] == Found("ambiguous")
    moved = find_again([first, middle, last], "three two one two")
    assert moved[middle] == Found("ambiguous")


def test_near_matches_are_never_sure() -> None:
    anchors = [Anchor(0, "1.6 billion yen"), Anchor(40, "“quoted”")]
    found = find_again(anchors, 'about 1.6\u00a0billion\nyen and "quoted" twice')
    assert [found[anchor].how for anchor in anchors] == ["normalised", "normalised"]
    assert found[anchors[0]].span == Span(6, 21)
    near = find_again([Anchor(0, "1.6 billion yen")], "some 1.7 billion yen")
    (only,) = near.values()
    assert (only.how, only.is_sure) == ("fuzzy", False)
    assert find_again([Anchor(0, "nothing of this")], "zzz")[Anchor(0, "nothing of this")].how == (
        "lost"
    )
    assert normal("Ａ\u200b  b’s —") == "A b's -"


def test_the_file_that_is_cited_is_its_own_old_text(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
    text = str(GOLDEN_SOURCES / "marrow-bay.txt")
    code, out, _ = run_command(capsys, "reanchor", "marrow-bay", text, "-p", str(package))
    assert code == 0
    assert "lost" not in out


def anchors_of(text: str, *quotes: str) -> list[Anchor]:
    found = []
    for quote in quotes:
        at = text.index(quote)
        end = at + len(quote)
        found.append(Anchor(at, quote, text[max(0, at - 24) : at], text[end : end + 24]))
    return found


def test_a_look_alike_elsewhere_has_moved_and_is_not_sure() -> None:
    old = "Oak Street got twelve per cent.\nElm Street got nine per cent.\nAsh got four per cent.\n"
    new = old.replace("nine", "twelve").replace("got twelve", "got ten", 1)
    (anchor,) = anchors_of(old, "twelve per cent")
    found = find_again([anchor], new)[anchor]
    assert found.how == "moved"
    assert found.span == Span(new.index("twelve"), new.index("twelve") + len("twelve per cent"))
    assert not found.is_sure
    assert find_again([anchor], "A line before.\n" + old)[anchor].how == "exact"
    alone = Anchor(anchor.start, anchor.quote)
    assert not find_again([alone], new)[alone].is_sure


def test_a_quote_between_its_old_neighbours_is_sure_though_words_beside_it_changed() -> None:
    old = (
        "First, Oak Street had a mill of its own, by the river. Then it got twelve looms."
        " They ran for years. At last, Ash Lane closed it."
    )
    new = old.replace("Then it got twelve", "Later the owner bought twelve")
    before, anchor, behind = anchors_of(old, "Oak Street", "twelve looms", "Ash Lane")
    found = find_again([before, anchor, behind], new)
    assert {found[before].how, found[anchor].how, found[behind].how} == {"exact"}
    assert find_again([anchor], new)[anchor].how == "moved"


def test_lost_quotes_of_a_long_text_are_looked_for_by_their_pieces() -> None:
    lines = [f"Mill {n * 7} of street {n % 97} wove {n * 13} bales, says {n}." for n in range(8000)]
    text = "\n".join(lines)
    anchors = []
    for n in range(100, 8000, 400):
        start = text.index(lines[n])
        anchors.append(Anchor(start, lines[n].replace("wove", "weaves")))
    began = process_time()
    found = find_again(anchors, text)
    assert process_time() - began < 5  # 20 quotes in half a megabyte; difflib alone takes a minute
    for anchor, place in found.items():
        assert place.how == "fuzzy"
        assert place.span is not None
        assert abs(place.span.start - anchor.start) < 5
