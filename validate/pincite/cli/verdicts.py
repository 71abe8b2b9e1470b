"""The verb verify: does each quote prove its value? A case a line in, a verdict a line out.

The cases are cut into blocks of whole lines; the answers to a block are written at once, before
the next block is waited for. Several processes answer several blocks, in the order of the cases.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import signal
import sys
from codecs import BOM_UTF8
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from itertools import chain, islice
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Any, NamedTuple

from pincite.cli.options import jobs_option, json_option, sources_folder, sources_option
from pincite.cli.output import print_parts, say_next
from pincite.proof.cases import CaseLines, Judge, decoded, source_reader, with_parsed
from pincite.proof.verdict import VERDICTS, Verdict
from pincite.report import CannotRun, counted
from pincite.report.visible import visible

BLOCK = 2**16  # bytes that are read at a time, and the rest of the last line
BLOCK_OF_JOB = 2**18  # which is to repay that it is sent to another process
ROWS = 1000  # of a CSV file
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class Block(NamedTuple):
    """Some cases: lines of JSON from a number on, or numbered rows of a CSV file.

    `fault` says why nothing behind them can be read.
    """

    first: int = 0
    lines: Sequence[bytes] = ()
    rows: Sequence[tuple[int, dict[str, str]]] = ()
    fault: str | None = None


class Answers(NamedTuple):
    """The verdicts on a block as they are printed; `fault` says why they end before its end."""

    text: str
    counts: Counter[str]
    unknown: set[str]
    fault: str | None


def verify_arguments(command: argparse.ArgumentParser) -> None:
    """The cases, where their sources are, and how many are judged at once."""
    command.add_argument(
        "file", metavar="FILE", help="JSON Lines or CSV, a case a line; - for standard input"
    )
    sources_option(command)
    jobs_option(command, "judge long input by N processes at once; 0 or auto: one on each core")
    json_option(command)


def run_verify(options: argparse.Namespace) -> int:
    """Print a verdict for each case, in order; 1 where one of them is not proved."""
    name = "standard input" if options.file == "-" else options.file
    counts: Counter[str] = Counter()
    unknown: set[str] = set()
    answers: Iterable[Answers]
    answering = Answering(name, sources_folder(options), is_json=options.json)
    with _opened(options.file) as file:
        if options.jobs == 1:
            answers = map(answering, _blocks(file, name, BLOCK))
        else:
            answers = _by_jobs(answering, _blocks(file, name, BLOCK_OF_JOB), options.jobs)
        print_parts(_texts(answers, counts, unknown), is_utf_8=options.json)
    if not counts:
        raise CannotRun(f"{name}: no cases; a line holds a JSON object with text, quote, method")
    listed = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])
    total = f"{counted(sum(counts.values()), 'cases')}: {listed}"
    print(total, file=sys.stderr if options.json else sys.stdout)
    if unknown:
        names = ", ".join(sorted(map(visible, unknown))[:10])
        print(f"not looked at, not a property of a case: {names}", file=sys.stderr)
    is_proved = counts["proved"] == sum(counts.values())
    step = "correct or drop the cases that are not proved; --json gives all that was found"
    say_next(options, "" if is_proved else step, only_seen=True)
    return int(not is_proved)


def _texts(answers: Iterable[Answers], counts: Counter[str], unknown: set[str]) -> Iterator[str]:
    """What is printed, a block at a time; raises CannotRun behind what was before the fault."""
    for found in answers:
        counts.update(found.counts)
        unknown |= found.unknown
        yield found.text
        if found.fault is not None:
            raise CannotRun(found.fault)
        sys.stdout.flush()  # who waits for it may give no more cases before


class Answering:
    """Answers blocks of the cases of a file; keeps what it knows of sources."""

    def __init__(self, name: str, sources: Path | None, *, is_json: bool) -> None:
        self._name, self._sources, self._is_json = name, sources, is_json
        self._judge, self._lines = Judge(source_reader(sources)), CaseLines()

    def __reduce__(self) -> Any:
        """What is sent to another process."""
        return partial(Answering, is_json=self._is_json), (self._name, self._sources)

    def __call__(self, block: Block) -> Answers:
        """The verdicts on a block, up to a case that is not well formed."""
        judge, show = self._judge.of_object, _as_json if self._is_json else _for_people
        rows: Iterable[tuple[int, Any]] = block.rows or enumerate(block.lines, block.first)
        read: Callable[[Any], dict[str, Any] | None] = (
            with_parsed if block.rows else self._lines.read
        )
        said: list[str] = []
        lines: list[str] = []
        fault, number = block.fault, block.first
        try:
            for number, row in rows:
                case = read(row)
                if case is not None:
                    verdict = judge(case)
                    lines.append(show(case.get("id"), number, verdict))
                    said.append(verdict.verdict)
        except ValueError as error:
            fault = f"{self._name}, line {number}: {error}"
        except CannotRun as error:  # of a source
            fault = str(error)
        lines.append("")
        return Answers("\n".join(lines), Counter(said), self._judge.unknown, fault)


def _as_json(name: object, number: int, found: Verdict) -> str:
    """A line of JSON, its keys those of SHOWN; `_JSON` would take five times as long for it."""
    if name is None:
        name = str(number)
    try:
        shown = quoted(name) if isinstance(name, str) else _JSON.encode(name)
    except ValueError:
        raise ValueError("id holds a number that JSON does not have") from None
    verdict, value, qualifier, unit, start, end, culprit, reason = found
    return (
        f'{{"id": {shown}, "verdict": "{verdict}", "value": {_text(value)}, '
        f'"qualifier": {_text(qualifier)}, "unit": {_text(unit)}, '
        f'"start": {"null" if start is None else start}, "end": {"null" if end is None else end}, '
        f'"culprit": {_text(culprit)}, "reason": {quoted(reason)}}}'
    )


def _text(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _for_people(name: object, number: int, found: Verdict) -> str:
    if name is None:
        name = number
    said = " ".join(filter(None, (found.value, found.unit, found.qualifier)))
    return visible(f"{name}: {found.verdict}{f' {said}' if said else ''} ({found.reason})")


def _opened(file: str) -> AbstractContextManager[Any]:
    """A file, or standard input, with a buffer for whole blocks."""
    try:
        if file != "-":
            return Path(file).open("rb", buffering=BLOCK_OF_JOB)
        with suppress(io.UnsupportedOperation):
            return open(sys.stdin.fileno(), "rb", buffering=BLOCK_OF_JOB, closefd=False)
        return nullcontext(sys.stdin.buffer)
    except OSError as error:
        raise CannotRun(f"{file}: cannot be read: {error.strerror}") from error
    except AttributeError:
        raise CannotRun("standard input: it is closed") from None


def _pieces(file: io.BufferedReader, size: int) -> Iterator[bytes]:
    """The file in pieces of whole lines.

    A pipe gives what is in it: nobody waits for the answers to lines that are there.
    """
    mark = BOM_UTF8
    while piece := file.read1(size):
        if not piece.endswith(b"\n"):
            piece += file.readline()
        yield piece.removeprefix(mark) if mark else piece
        mark = b""


def _blocks(file: io.BufferedReader, name: str, size: int) -> Iterator[Block]:
    """The cases in blocks: JSON where the first one begins with a bracket, else CSV."""
    pieces, number, is_json = _pieces(file, size), 1, False
    for piece in pieces:
        begins = piece.lstrip()[:1] if not is_json else b"{"
        if begins and begins != b"{":
            yield from _blocks_of_csv(number, chain([piece], pieces), name)
            return
        is_json = begins != b""
        # twice as quick as to split it
        lines = piece.splitlines() if b"\r" in piece else io.BytesIO(piece).readlines()
        yield Block(number, lines)
        number += len(lines)


def _blocks_of_csv(number: int, pieces: Iterable[bytes], name: str) -> Iterator[Block]:
    csv.field_size_limit(2**31 - 1)
    lines = _lines(number, pieces)
    found: list[tuple[int, dict[str, str]]] = []
    fault = None
    try:
        number, first = next((one for one in lines if one[1].strip()), (0, ""))
        header = next(csv.reader([first]), [])
        if "quote" not in header:
            fault = f"{name}: its header has no column quote, and its lines are not JSON"
            yield Block(fault=fault)
            return
        rows = csv.reader((line for _, line in lines), strict=True)
        for row in rows:
            at = number + rows.line_num
            if len(row) == len(header):
                cells = zip(header, row, strict=True)
                found.append((at, {key: text for key, text in cells if text}))
            elif row:
                fault = f"{name}, line {at}: {counted(len(row), 'cells')}, not {len(header)}"
                break
            if len(found) == ROWS:
                yield Block(rows=found)
                found = []
    except csv.Error as error:
        fault = f"{name}, line {number + rows.line_num}: {error}"
    except ValueError as error:
        fault = f"{name}, {error}"
    yield Block(rows=found, fault=fault)


def _lines(number: int, pieces: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """The lines of pieces with their ends, numbered; raises ValueError, which names the line."""
    cut = (line for piece in pieces for line in piece.splitlines(keepends=True))
    for at, line in enumerate(cut, number):
        try:
            yield at, decoded(line)
        except ValueError as error:
            raise ValueError(f"line {at}: {error}") from None


def _by_jobs(answering: Answering, blocks: Iterator[Block], count: int) -> Iterator[Answers]:
    """The answers of so many processes (0: one on each core), in the order of the blocks.

    Input of one block is answered here: it takes less time than a process takes to begin.
    """
    from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
    from multiprocessing import get_context

    from pincite.tables.splits.engines import MAX_JOBS, WAITING, cores

    first = [*islice(blocks, 2)]
    if len(first) < 2:
        yield from map(answering, first)
        return
    count = min(count or cores(), MAX_JOBS)
    waiting: deque[Future[Answers]] = deque()
    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (answering,))
    try:
        for block in chain(first, blocks):
            waiting.append(pool.submit(_answer, block))
            if len(waiting) >= WAITING * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor:
        says = "a job ended before it had judged its cases; it may have been killed for its memory"
        raise CannotRun(f"{says}: give fewer --jobs, or none") from None
    finally:
        pool.shutdown(cancel_futures=True)


_answering: list[Answering] = []  # of a process that was begun for it


def _begin(answering: Answering) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it is told, and ends it
    _answering.append(answering)


def _answer(block: Block) -> Answers:
    return _answering[0](block)
