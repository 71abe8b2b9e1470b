"""Cases: a quote, what it is said to prove, and its text or the file that holds it; a verdict each.

The verb `verify` and the frames of `pincite.verify_cases` read them in this one way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pincite.proof.verdict import Verdict, verify
from pincite.report import CannotRun
from pincite.text import Transcript

TEXTS = ("value", "qualifier", "unit", "prefix", "suffix", "anchor", "bound")
MAPS = ("currencies", "fiscal_year")
NAMES = ("subject", "others")
KNOWN = {"id", "text", "source", "quote", "method", "language", "start", *TEXTS, *MAPS, *NAMES}
SHOWN = ("verdict", "value", "qualifier", "unit", "start", "end", "culprit", "reason")
MAX_FILES = 8  # texts of sources that are kept
_GIVEN = ("start", *TEXTS, *MAPS, *NAMES)
_OF_TEXTS = ("text", "source", "quote", "method", "language", *TEXTS)

_HALF = "holds half of a surrogate pair, which is not a character"

Reader = Callable[[str], Transcript | None]


def source_reader(folder: Path | None) -> Reader:
    """What reads a source's text by the name of its file, None where it is not there.

    A few texts are kept, so cases of one source should follow one another.
    """
    from pincite.files.reading import find_source
    from pincite.sources.source_map import read_places

    @lru_cache(maxsize=MAX_FILES)
    def read(name: str) -> Transcript | None:
        found = None if folder is None else find_source(folder, name)
        if found is None:
            return None
        places, _ = read_places(found)
        return Transcript.of_text(found.text, () if places is None else places.boundaries)

    return read


def with_parsed(case: Mapping[str, Any], place: str) -> dict[str, Any]:
    """A case whose numbers, lists and objects may be texts of JSON, as in a CSV file."""
    found = dict(case)
    for key in ("start", *MAPS, *NAMES):
        text = found.get(key)
        if isinstance(text, str) and (key != "subject" or text.startswith("[")):
            found[key] = json_value(text, f"{place}: {key}")
    return found


def json_value(text: str, place: str) -> Any:
    """The value of JSON in a case; raises CannotRun, which begins with its place."""
    try:
        value = json.loads(text)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise CannotRun(f"{place} is not JSON: {error.msg}") from None
    except RecursionError:
        raise CannotRun(f"{place} is JSON that is nested too deep") from None
    except UnicodeEncodeError:
        raise CannotRun(f"{place} {_HALF}") from None
    except ValueError:
        raise CannotRun(f"{place} holds a number that is too long to read") from None
    return value


def judge_case(case: Mapping[str, Any], read: Reader, place: str) -> Verdict:
    """The verdict on a case; raises CannotRun for one that is not well formed, naming its place."""
    _check(case, place)
    text = case["text"] if "text" in case else read(case["source"])
    if text is None:
        raise CannotRun(f"{place}: the folder of sources (--sources) has no file {case['source']}")
    given = {key: case[key] for key in _GIVEN if key in case}
    try:
        return verify(
            text, case["quote"], method=case["method"], language=case["language"], **given
        )
    except ValueError as error:
        raise CannotRun(f"{place}: {error}") from error


def _check(case: Mapping[str, Any], place: str) -> None:
    """Raise CannotRun for a case that lacks something, or has it in another type."""
    for key in _OF_TEXTS:
        _check_text(case.get(key, ""), f"{place}: {key}")
    for key in MAPS:
        if not isinstance(case.get(key, {}), dict):
            raise CannotRun(f"{place}: {key} is not an object")
    if not all(isinstance(code, str) for code in case.get("currencies", {}).values()):
        raise CannotRun(f'{place}: currencies are codes by sign, such as {{"$": "USD"}}')
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


def _check_text(text: object, place: str) -> None:
    """Raise CannotRun for what is not a text of whole characters."""
    if not isinstance(text, str):
        raise CannotRun(f"{place} is not a text")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CannotRun(f"{place} {_HALF}") from None


def _check_names(case: Mapping[str, Any], place: str) -> None:
    subject = case.get("subject", [])
    for names in ([subject] if isinstance(subject, str) else subject, case.get("others", [])):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise CannotRun(f"{place}: subject and others are lists of texts")
