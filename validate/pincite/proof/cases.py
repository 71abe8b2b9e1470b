"""Cases: a quote, what it is said to prove, and its text or the file that holds it; a verdict each.

The verb `verify` and the frames of `pincite.verify_cases` read them in this one way.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pincite.proof.verdict import Claim, Verdict, claim_of, verdict_on
from pincite.text import Transcript

WHERE = ("text", "source", "quote", "start", "prefix", "suffix")
PROPERTIES = (*WHERE, *Claim._fields)  # in the order in which a case is judged by them
KNOWN = {"id", *PROPERTIES}
MAPS = ("currencies", "fiscal_year")
NAMES = ("subject", "others")
PARSED = ("start", *MAPS, *NAMES)  # which may be texts of JSON where a case has only texts
SHOWN = Verdict._fields
MAX_FILES = 8  # texts of sources that are kept

# Of these types nothing more is to be looked at; an id may be of any.
_PLAIN: dict[str, type] = {**dict.fromkeys(KNOWN - {*MAPS, "others"}, str), "start": int}
LONG = 300  # code points of a text that is worth to be known again
_TEXT = re.compile(r'"text"\s*:\s*')
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


class CaseLines:
    """Cases as lines of JSON. A long text that the line before has too is not read again."""

    def __init__(self) -> None:
        self._text = ""  # of the line before
        self._printed = b""  # the same as that line has it, with its key, where two had it
        self._mark = secrets.token_hex()  # is in no line
        self._marked = f'"text":"{self._mark}"'.encode()  # takes the place of what is printed

    def read(self, line: bytes) -> dict[str, Any] | None:
        """The case of a line, None for a blank one; raises ValueError."""
        if self._printed and line.startswith(self._printed, at := line.find(b'"text"')):
            case = self._known(line[:at] + self._marked + line[at + len(self._printed) :])
            if case is not None:
                return case
        case = _case_of(line)
        text = None if case is None else case.get("text")
        if isinstance(text, str) and len(text) >= LONG:
            self._printed = _printed(line, text) if text == self._text else b""
            self._text = text
        return case

    def _known(self, line: bytes) -> dict[str, Any] | None:
        """The case of a line with a mark in the place of its text; None where it is not sure."""
        try:
            case = _case_of(line)
        except ValueError:  # which is told of the line as it is
            return None
        if case is None or case.get("text") != self._mark:  # but of another object in it
            return None
        case["text"] = self._text
        return case


def _case_of(line: bytes) -> dict[str, Any] | None:
    text = decoded(line)
    if not text.strip():
        return None
    case = json_value(text)
    if not isinstance(case, dict):
        raise ValueError("is not a JSON object")
    return case


def _printed(line: bytes, text: str) -> bytes:
    """A text as a line has it, with its key."""
    whole = line.decode()
    key = _TEXT.search(whole)
    if key is None or whole[key.end() : key.end() + 1] != '"':
        return b""
    found, end = _parse(whole, key.end())
    return whole[key.start() : end].encode() if found == text else b""


def decoded(line: bytes) -> str:
    """A line as text; raises ValueError, which names the byte."""
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"its byte {error.start + 1} is not UTF-8") from None


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
        return self.of(tuple(map(case.get, PROPERTIES)))

    def of(self, row: tuple[Any, ...]) -> Verdict:
        """The verdict on a case by its PROPERTIES, each None or of its type."""
        text, source, quote, start, prefix, suffix, method, language = row[:8]
        if (
            quote is None
            or method is None
            or language is None
            or (text is None) is (source is None)
        ):
            raise ValueError(_lack(row))
        if text is None:
            transcript = self._read(source)
            if transcript is None:
                raise ValueError(f"the folder of sources (--sources) has no file {source}")
        else:
            transcript = self._last
            if transcript.text != text:
                transcript = self._last = Transcript(text)
        return verdict_on(transcript, quote, claim_of(row[6:]), start, prefix, suffix)


def _lack(row: tuple[Any, ...]) -> str:
    """What a case lacks."""
    case = dict(zip(PROPERTIES, row, strict=True))
    has_text, has_source = case["text"] is not None, case["source"] is not None
    if has_text and has_source:
        return "a case has a text or a source, and this one has both"
    lacks = [name for name in ("quote", "method", "language") if case[name] is None]
    if not has_text and not has_source:
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
