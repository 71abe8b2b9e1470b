"""The verb verify: does each quote prove its value? A case a line in, a verdict a line out."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pincite.cli.options import json_option, sources_folder, sources_option
from pincite.cli.output import say_next
from pincite.proof.cases import KNOWN, SHOWN, json_value, judge_case, source_reader, with_parsed
from pincite.proof.verdict import VERDICTS, Verdict
from pincite.report import CannotRun, counted
from pincite.report.visible import visible

_JSON = json.JSONEncoder(ensure_ascii=False)  # made once: to make it costs more than to use it


def verify_arguments(command: argparse.ArgumentParser) -> None:
    """The cases, and where their sources are."""
    command.add_argument(
        "file", metavar="FILE", help="JSON Lines or CSV, a case a line; - for standard input"
    )
    sources_option(command)
    json_option(command)


def run_verify(options: argparse.Namespace) -> int:
    """Print a verdict for each case, in order; 1 where one of them is not proved."""
    name = "standard input" if options.file == "-" else options.file
    counts: Counter[str] = Counter()
    unknown: set[str] = set()
    read = source_reader(sources_folder(options))
    with _opened(options.file) as file:
        for number, case in _cases(file, name):
            place = f"{name}, line {number}"
            unknown |= case.keys() - KNOWN
            verdict = judge_case(case, read, place)
            counts[verdict.verdict] += 1
            print(_shown(case.get("id", str(number)), verdict, is_json=options.json))
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


def _shown(name: object, verdict: Verdict, *, is_json: bool) -> str:
    found = verdict.to_dict()
    if is_json:
        return _JSON.encode({"id": name, **{key: found[key] for key in SHOWN}})
    said = " ".join(str(found[key]) for key in ("value", "unit", "qualifier") if found[key])
    return visible(f"{name}: {verdict.verdict}{f' {said}' if said else ''} ({verdict.reason})")


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as opened:
            yield opened
    except OSError as error:
        raise CannotRun(f"{file}: cannot be read: {error.strerror}") from error


def _cases(file: BinaryIO, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The cases with their lines: JSON where the first one begins with a bracket, else CSV."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        first = text.readline()
        while first and not first.strip():
            first = text.readline()
        is_csv = bool(first) and not first.lstrip().startswith("{")
        yield from _of_csv(first, text, name) if is_csv else _of_json(first, text, name)
    except UnicodeDecodeError as error:
        raise CannotRun(f"{name}: byte {error.start} is not UTF-8") from error
    finally:
        text.detach()


def _of_json(first: str, rest: io.TextIOWrapper, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    number, line = 1, first
    while line:
        if line.strip():
            case = json_value(line, f"{name}, line {number}:")
            if not isinstance(case, dict):
                raise CannotRun(f"{name}, line {number}: is not a JSON object")
            yield number, {key: found for key, found in case.items() if found is not None}
        number, line = number + 1, rest.readline()


def _of_csv(first: str, rest: io.TextIOWrapper, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(2**31 - 1)
    header = next(csv.reader([first]), [])
    if "quote" not in header:
        raise CannotRun(f"{name}: its header has no column quote, and its lines are not JSON")
    rows = csv.reader(rest, strict=True)
    try:
        for row in rows:
            number = rows.line_num + 1
            if len(row) != len(header):
                if not row:
                    continue
                raise CannotRun(f"{name}, line {number}: {len(row)} cells, not {len(header)}")
            yield number, _of_texts(dict(zip(header, row, strict=True)), f"{name}, line {number}")
    except csv.Error as error:
        raise CannotRun(f"{name}, line {rows.line_num + 1}: {error}") from error


def _of_texts(cells: Mapping[str, str], place: str) -> dict[str, Any]:
    """A case of texts; an empty cell says nothing."""
    return with_parsed({key: text for key, text in cells.items() if text != ""}, place)
