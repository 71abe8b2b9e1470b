"""Citations by shares: the same issues, counts and remarks as in one piece, whatever is in them.

Random changes to packages of several languages, with anchors, parts, contexts, notes and maps; the
shares are of few citations, and sent as bytes as to another machine. PINCITE_SHARES sets the number
of cases of each package.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import signal
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import pytest

import pincite
from cited_documents import Cited, write_source
from corpus import write_package
from documents_made import html, html_table
from pincite.citations import Evidence, gather_evidence, read_tables, source_texts
from pincite.files import store
from pincite.package import Convention, open_package
from pincite.proof import check_citations, check_evidence, shares
from pincite.proof.shares import Looked
from pincite.report import CannotRun, Stage
from pincite.tables import packed_rows
from pincite.tables.splits.engines import MIN_SHARE, MIN_SHARED, Jobs
from pincite.tables.text_table import Rows, Table
from support import GOLDEN, GOLDEN_SOURCES, OTHER_PACKAGES, OTHER_SOURCES, one_character_changes

CASES = int(os.environ.get("PINCITE_SHARES", "6"))
NUMBERS = ("seq", "start", "end", "code_points")
seen: Counter[str] = Counter()


class Packing(Executor):
    """Does at once what it is given, from bytes as another process would."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        seen["shares"] += 1
        try:
            work = pickle.loads(pickle.dumps((fn, args, kwargs)))
            done.set_result(pickle.loads(pickle.dumps(work[0](*work[1], **work[2]))))
        except Exception as error:
            done.set_exception(error)
        return done


class Small(Jobs):
    """Jobs whose shares have few citations, however few there are."""

    def __init__(self, each: int, executor: Executor | None = None):
        super().__init__(2, executor or Packing())
        self.each = each

    def share(self, count: int) -> int:
        return min(self.each, count)


Made = tuple[Convention, Mapping[str, Table], Path]


def opened(package: Path, texts: Path) -> Made:
    found = open_package(package)
    assert found.convention is not None
    return found.convention, read_tables(found), texts


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Packages by name: their convention, their tables and the folder of their texts."""
    folder = tmp_path_factory.mktemp("shares")
    write_package(folder / "corpus", folder / "corpus-texts", 3)
    heads = ["Firm", "2023", "2024 (€m)"]
    table = html_table([heads, ["Tern", "1,100", "1,204"], ["Gull", "7", "8.5"]])
    page = folder / "page.html"
    page.write_bytes(html(f"<p>Tern Marine has 30 boats.</p>{table}<p>In thousands.</p>"))
    cited = Cited(write_source(page, folder / "page-texts"))
    for firm, number, value in (("tern", "1,204", "1204000000"), ("gull", "8.5", "8500000")):
        cited.cite(firm, "firm", firm.capitalize(), firm.capitalize(), at=cited.text.index(
            firm.capitalize() + "\t"))  # fmt: skip
        cited.cite(firm, "money", number, value)
        cited.cite(firm, "money", "€m", value, part="scale")
    cited.cite("tern", "staff", "1,100", "1100")
    cited.validate(folder / "page", folder / "page-texts")
    return {
        "corpus": opened(folder / "corpus", folder / "corpus-texts"),
        "page": opened(folder / "page", folder / "page-texts"),
        "golden": opened(GOLDEN, GOLDEN_SOURCES),
        "gardens": opened(OTHER_PACKAGES / "tea-gardens", OTHER_SOURCES),
        "trams": opened(OTHER_PACKAGES / "valley-trams", OTHER_SOURCES),
    }


def with_rows(table: Table, rows: Iterable[Iterable[str]]) -> Table:
    listed = [(line, [*row]) for line, row in enumerate(rows, 2)]
    return replace(table, records=Rows(table.schema, listed))


def changed(made: Made, random: Random) -> dict[str, Table]:
    """The tables with a cell or two changed, and citations of a second source with one text."""
    convention, tables, _ = made
    found = dict(tables)
    if random.random() < 0.6:
        sources, citations = found[convention.sources], found[convention.citations]
        first, at = sources.rows[0], citations.schema.names.index("source_id")
        found[convention.sources] = with_rows(sources, [*sources.rows, ["second", *first[1:]]])
        moved = [
            [*row[:at], "second", *row[at + 1 :]]
            if row[at] == first[0] and random.random() < 0.4
            else row
            for row in citations.rows
        ]
        found[convention.citations] = with_rows(citations, moved)
    names = [name for name in found if len(found[name].rows) > 1]
    for _ in range(random.randrange(3)):
        name = random.choice([*names, convention.citations, convention.citations])
        table = found[name]
        rows = [list(row) for row in table.rows]
        number, at = random.randrange(len(rows)), random.randrange(len(rows[0]))
        column = table.schema.names[at]
        old = rows[number][at]
        texts = [*one_character_changes(old), rows[number - 1][at]]
        if column in NUMBERS:
            texts = [str(int(old) + step) for step in (-1, 1, 10, 400)]
        elif table.schema.field(column).type == "object":  # type: ignore[union-attr]
            texts = ["{}", '{"$": "CAD"}']
        rows[number][at] = random.choice(texts or [old])
        found[name] = with_rows(table, rows)
    return found


def changed_texts(folder: Path, target: Path, random: Random) -> Path | None:
    """A folder of texts as it is, or with one that is missing or another; None for none."""
    chosen = random.random()
    if chosen < 0.6:
        return folder if chosen < 0.5 else None
    shutil.copytree(folder, target)
    path = random.choice(sorted(target.glob("*.txt")))
    if chosen < 0.7:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8") + random.choice(["x", "\n"]), "utf-8")
    return target


def told(stage: Stage) -> Any:
    return stage.issues, dict(stage.counts), stage.remarks


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("name", ["corpus", "page", "golden", "gardens", "trams"])
def test_shares_say_what_one_piece_says(
    name: str, packages: dict[str, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convention = packages[name][0]
    for case in range(CASES):
        random = Random(f"{name} {case}")
        tables = changed(packages[name], random)
        texts = changed_texts(packages[name][2], tmp_path / str(case), random)

        def evidence() -> Evidence:
            return gather_evidence(convention, tables, texts)  # noqa: B023

        if len({*evidence().cells}) < len(evidence().cells):
            continue  # two records with one key: the tables stage refuses them
        each = random.choice([1, 5, 40])
        whole, sent = check_evidence(evidence()), check_evidence(evidence(), Small(each))
        assert told(sent) == told(whole), case
        plain = replace(
            evidence(), cells=dict(evidence().cells), citations=dict(evidence().citations)
        )
        assert {*check_evidence(plain).issues} == {*whole.issues}
        monkeypatch.setattr(shares, "STEP", each)
        monkeypatch.setattr(source_texts, "HELD", 1)
        assert told(check_evidence(evidence())) == told(whole)
        monkeypatch.undo()
        seen.update({issue.code for issue in whole.issues})
        seen["cases"] += 1
        seen["faulty"] += bool(whole.issues)


def test_the_changes_were_sent_in_shares_and_showed_faults() -> None:
    print(seen)
    assert seen["shares"] > 1.5 * seen["cases"] > 0
    assert seen["faulty"] > seen["cases"] / 3
    if CASES > 5:
        assert len(seen) > 15


class Told(Executor):
    """Tells of a task for processes, and breaks at the third one as where a worker is killed."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        if self.given == 3:
            raise RuntimeError("a worker was killed")
        return Packing().submit(fn, *args, **kwargs)


def test_a_worker_that_is_lost_costs_time_and_nothing_else(packages: dict[str, Made]) -> None:
    convention, tables, texts = packages["corpus"]
    whole = check_evidence(gather_evidence(convention, tables, texts))
    executor = Told()
    with pytest.warns(RuntimeWarning, match="1 shares were looked at here"):
        sent = check_evidence(gather_evidence(convention, tables, texts), Small(100, executor))
    assert told(sent) == told(whole)
    assert executor.given == 3


@pytest.mark.long
def test_processes_of_this_machine_one_of_which_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through `validate`, which gives the executor of a caller to all stages."""
    write_package(tmp_path / "package", tmp_path / "texts", 20)
    monkeypatch.setattr("pincite.tables.splits.engines.MIN_SHARE", 200)
    monkeypatch.setattr("pincite.tables.splits.engines.MIN_SHARED", 200)
    path = tmp_path / "package/data/citations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1700] = lines[1700].replace(",s0000", ",s1000")
    path.write_text("".join(lines), encoding="utf-8")
    whole = pincite.validate(tmp_path / "package", sources=tmp_path / "texts").to_dict()
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        pids = [*pool.map(_pid, range(4))]

        class Killing(Executor):
            given = 0

            def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
                self.given += 1
                if self.given == 4:
                    os.kill(pids[0], signal.SIGKILL)
                found: Future[Any] = pool.submit(fn, *args, **kwargs)
                return found

        executor = Killing()
        with pytest.warns(RuntimeWarning, match="looked at here"):
            found = pincite.validate(
                tmp_path / "package", sources=tmp_path / "texts", executor=executor
            ).to_dict()
    assert executor.given > 6
    assert {**found, "seconds": 0} == {**whole, "seconds": 0}
    assert len(whole["issues"]) > 0


def _pid(_: int) -> int:
    return os.getpid()


def test_a_text_that_changes_between_two_looks_stops_the_run(
    packages: dict[str, Made], tmp_path: Path
) -> None:
    """Where it is opened again: the first look had found it to be the cited one."""
    convention, tables, folder = packages["corpus"]
    shutil.copytree(folder, tmp_path / "texts")
    found = with_rows(tables["citations"], [
        [*row[:10], "another", *row[11:]] if number == 7 else row
        for number, row in enumerate(tables["citations"].rows)
    ])  # fmt: skip
    evidence = gather_evidence(convention, {**tables, "citations": found}, tmp_path / "texts")

    class Changing(Packing):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            done = super().submit(fn, *args, **kwargs)
            for path in (tmp_path / "texts").glob("*.txt"):
                path.write_text("other", encoding="utf-8")
            return done

    with pytest.raises(CannotRun, match="has changed while it was read"):
        check_evidence(evidence, Small(100, Changing()))


def test_few_citations_are_not_sent(packages: dict[str, Made]) -> None:
    convention, tables, texts = packages["corpus"]
    engine = Jobs(2, Told())
    assert check_evidence(gather_evidence(convention, tables, texts), engine).issues == ()
    assert engine.share(MIN_SHARED) == MIN_SHARED
    assert MIN_SHARE <= engine.share(2 * MIN_SHARED) < MIN_SHARED


class Believing(Jobs):
    """Answers at once that all is plain, so that only what the process itself holds is measured."""

    def __init__(self) -> None:
        super().__init__(2, Told())

    def share(self, count: int) -> int:
        return min(500, count)

    def run(self, _: Any, shares: Iterable[Any]) -> Iterator[Any]:
        for share in shares:
            plain = Looked(9_999, 1, True, False, True, True, True, True)
            yield b"\xff" * len(share.rows), [plain] * len(share.sources)


@pytest.mark.long
def test_a_citation_more_takes_100_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the process that merges, at the height of its memory; texts are not among it."""
    monkeypatch.setattr(packed_rows, "KEPT", 8 * packed_rows.BLOCK)
    monkeypatch.setattr(packed_rows, "HELD", 2)
    monkeypatch.setattr(store, "KEPT_FILE", 0)  # as for larger files
    measured = []
    for sources in (60, 260):
        folder = tmp_path / str(sources)
        write_package(folder / "package", folder / "texts", sources)
        gc.collect()
        tracemalloc.start()
        try:
            stage = check_citations(open_package(folder / "package"), folder / "texts", Believing())
            measured.append((tracemalloc.get_traced_memory()[1], stage.counts["citations"]))
        finally:
            tracemalloc.stop()
        assert stage.issues == ()
    (few_bytes, few), (bytes_, many) = measured
    print((bytes_ - few_bytes) / (many - few))
    assert many == 260 * 107
    assert (bytes_ - few_bytes) / (many - few) < 110
