"""Cases: a quote, what it is said to prove, and its text or the file that holds it; a verdict each.

The verb `verify` and the frames of `pincite.verify_cases` read them in this one way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pincite.proof.verdict import Verdict, claim_of, verdict_on
from pincite.text import Transcript

# In the order in which a case is judged by them.
WHERE = ("text", "source", "quote", "start", "prefix", "suffix")
HOW = ("method", "language")
STATED = ("value", "qualifier", "unit", "currencies", "anchor", "bound", "fiscal_year")
NAMES = ("subject", "others")
PROPERTIES = (*WHERE, *HOW, *STATED, *NAMES)
KNOWN = {"id", *PROPERTIES}
MAPS = ("currencies", "fiscal_year")
PARSED = ("start", *MAPS, *NAMES)  # which may be texts of JSON where a case has only texts
SHOWN = Verdict._fields
MAX_FILES = 8  # texts of sources that are kept

# Of these types nothing more is to be looked at; an id may be of any.
_PLAIN: dict[str, type] = {**dict.fromkeys(KNOWN - {*MAPS, "others"}, str), "start": int}
_BLANKS = " \t\n\r"  # of JSON
_parse = json.JSONDecoder().raw_decode

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


def with_parsed(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case whose numbers, lists and objects may be texts of JSON, as in a CSV file."""
    found = dict(case)
    for key in PARSED:
        if isinstance(found.get(key), str):
            found[key] = parsed(key, found[key])
    return found


def parsed(key: str, text: str) -> Any:
    """The value of a property that is a text of JSON, or one name; raises ValueError."""
    if key == "subject" and not text.startswith("["):
        return text
    try:
        return json_value(text)
    except ValueError as error:
        raise ValueError(f"{key} {error}") from None


def json_value(text: str) -> Any:
    """The value of JSON in a case; raises ValueError, which says what is wrong with it."""
    text = text.strip(_BLANKS)
    try:
        value, end = _parse(text)
        if end < len(text):
            raise json.JSONDecodeError("Extra data", text, end)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg}") from None
    except RecursionError:
        raise ValueError("is JSON that is nested too deep") from None
    except ValueError:
        raise ValueError("holds a number that is too long to read") from None
    return value


class Judge:
    """Judges cases, one after the other. Those of one text in a row share what is known of it.

    All methods raise ValueError for a case that is not well formed, and CannotRun for a source that
    cannot be read. The texts have no halves of surrogate pairs.
    """

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._last = Transcript.of_text("")
        self.unknown: set[str] = set()  # properties that no case has

    def of_object(self, case: Mapping[str, Any]) -> Verdict:
        """The verdict on a case as JSON has it; what is null is not stated."""
        for key, value in case.items():
            kind = type(value)
            if kind is not _PLAIN.get(key):
                if value is None:
                    continue
                if key in KNOWN:
                    check(key, value)
                else:
                    self.unknown.add(key)
            elif kind is str and not value.isascii() and value != self._last.text:
                _check_whole(key, value)
        return self.of(*map(case.get, PROPERTIES))

    def of(  # noqa: PLR0913, PLR0917 - by PROPERTIES, which costs less than by name
        self,
        text: Any,
        source: Any,
        quote: Any,
        start: Any,
        prefix: Any,
        suffix: Any,
        method: Any,
        language: Any,
        *stated: Any,
    ) -> Verdict:
        """The verdict on a case by its PROPERTIES, each None or of its type."""
        if (
            quote is None
            or method is None
            or language is None
            or (text is None) is (source is None)
        ):
            raise ValueError(
                _lack(text, source, {"quote": quote, "method": method, "language": language})
            )
        if text is None:
            transcript = self._read(source)
            if transcript is None:
                raise ValueError(f"the folder of sources (--sources) has no file {source}")
        else:
            transcript = self._last
            if transcript.text != text:
                transcript = self._last = Transcript.of_text(text)
        return verdict_on(
            transcript, quote, claim_of(method, language, *stated), start, prefix, suffix
        )


def _lack(text: object, source: object, needed: Mapping[str, object]) -> str:
    """What a case lacks."""
    if text is not None and source is not None:
        return "a case has a text or a source, and this one has both"
    lacks = [name for name, value in needed.items() if value is None]
    if text is None and source is None:
        lacks.append("text (or source, the name of a file in --sources)")
    return f"this case lacks {', '.join(lacks)}"


def check(key: str, value: Any) -> None:
    """Raise ValueError for a property of a case that has another type than it is to have."""
    for text in _texts_of(key, value):
        _check_whole(key, text)


def _texts_of(key: str, value: Any) -> Iterable[str]:
    """The texts in a property; raises ValueError for one of another type."""
    if key in NAMES:
        names = [value] if key == "subject" and isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("subject and others are lists of texts")
        return names
    if key in MAPS:
        if not isinstance(value, dict):
            raise ValueError(f"{key} is not an object")
        codes = [*value.values()] if key == "currencies" else []
        if not all(isinstance(code, str) for code in codes):
            raise ValueError('currencies are codes by sign, such as {"$": "USD"}')
        return codes
    if key == "start":
        if type(value) is not int:
            raise ValueError("start is not a whole number")
    elif isinstance(value, str):
        return [value]
    elif key != "id":
        raise ValueError(f"{key} is not a text")
    return []


def _check_whole(key: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(
            f"{key} holds half of a surrogate pair, which is not a character"
        ) from None
