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
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from pincite.cli.options import json_option, sources_folder, sources_option
from pincite.cli.output import say_next
from pincite.proof.verdict import VERDICTS, Verdict, verify
from pincite.report import CannotRun, counted
from pincite.report.visible import visible

TEXTS = ("value", "qualifier", "unit", "prefix", "suffix", "anchor", "bound")
MAPS = ("currencies", "fiscal_year")
NAMES = ("subject", "others")
KNOWN = {"id", "text", "source", "quote", "method", "language", "start", *TEXTS, *MAPS, *NAMES}
SHOWN = ("verdict", "value", "qualifier", "unit", "start", "end", "culprit", "reason")
MAX_FILES = 8  # texts of sources that are kept


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
    read = _reader(sources_folder(options))
    with _opened(options.file) as file:
        for number, case in _cases(file, name):
            place = f"{name}, line {number}"
            unknown |= case.keys() - KNOWN
            verdict = _judge(case, read, place)
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
        return json.dumps({"id": name, **{key: found[key] for key in SHOWN}}, ensure_ascii=False)
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
            try:
                case = json.loads(line)
            except (ValueError, RecursionError):
                raise CannotRun(f"{name}, line {number}: is not JSON") from None
            if not isinstance(case, dict):
                raise CannotRun(f"{name}, line {number}: is not a JSON object")
            yield number, {key: found for key, found in case.items() if found is not None}
        number, line = number + 1, rest.readline()


def _of_csv(first: str, rest: io.TextIOWrapper, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    header = next(csv.reader([first]), [])
    if "quote" not in header:
        raise CannotRun(f"{name}: its header has no column quote, and its lines are not JSON")
    csv.field_size_limit(2**31 - 1)
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
    case: dict[str, Any] = {key: text for key, text in cells.items() if text != ""}
    for key in ("start", *MAPS, *NAMES):
        if key in case and (key != "subject" or case[key].startswith("[")):
            try:
                case[key] = json.loads(case[key])
            except ValueError:
                raise CannotRun(f"{place}: {key} is not JSON") from None
    return case


def _reader(folder: Path | None) -> Any:
    """What reads a source's text by the name of its file; a few are kept."""
    from pincite.files.reading import find_source
    from pincite.sources.source_map import read_places
    from pincite.text import Transcript

    @lru_cache(maxsize=MAX_FILES)
    def read(name: str) -> Transcript | None:
        found = None if folder is None else find_source(folder, name)
        if found is None:
            return None
        places, _ = read_places(found)
        return Transcript.of_text(found.text, () if places is None else places.boundaries)

    return read


def _judge(case: Mapping[str, Any], read: Any, place: str) -> Verdict:
    """The verdict on a case; raises CannotRun for one that is not well formed."""
    _check(case, place)
    text = case["text"] if "text" in case else read(case["source"])
    if text is None:
        raise CannotRun(f"{place}: the folder of --sources has no file {case['source']}")
    names = ("start", *TEXTS, *MAPS, *NAMES)
    given = {key: case[key] for key in names if key in case}
    try:
        return verify(
            text, case["quote"], method=case["method"], language=case["language"], **given
        )
    except ValueError as error:
        raise CannotRun(f"{place}: {error}") from error


def _check_names(case: Mapping[str, Any], place: str) -> None:
    subject = case.get("subject", [])
    for names in ([subject] if isinstance(subject, str) else subject, case.get("others", [])):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise CannotRun(f"{place}: subject and others are lists of texts")


def _check(case: Mapping[str, Any], place: str) -> None:
    """Raise CannotRun for a case that lacks something, or has it in another type."""
    for key in ("text", "source", "quote", "method", "language", *TEXTS):
        if not isinstance(case.get(key, ""), str):
            raise CannotRun(f"{place}: {key} is not a text")
    for key in MAPS:
        if not isinstance(case.get(key, {}), dict):
            raise CannotRun(f"{place}: {key} is not an object")
    _check_names(case, place)
    if type(case.get("start", 0)) is not int:
        raise CannotRun(f"{place}: start is not a whole number")
    if "text" in case and "source" in case:
        raise CannotRun(f"{place}: a case has a text or a source, and this one has both")
    lacks = [key for key in ("quote", "method", "language") if key not in case]
    if "text" not in case and "source" not in case:
        lacks.append("text (or source, the name of a file in --sources)")
    if lacks:
        raise CannotRun(f"{place}: this case lacks {', '.join(lacks)}")
