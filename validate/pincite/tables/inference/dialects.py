"""Dialects: how a delimited text most likely falls into rows and cells.

A delimiter is right where it cuts all records into as many cells as the header has. The records are
cut by the reader of the exact pass, so that a quoted delimiter parts nothing.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pincite.report import counted
from pincite.report.visible import quoted
from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record, TextRecords
from pincite.tables.dialect import Dialect
from pincite.tables.inference.encodings import CERTAIN, LIKELY, UNCERTAIN
from pincite.types.date import DATE
from pincite.types.number import NUMBER

DELIMITERS = (",", ";", "\t", "|", ":")  # of equal guesses the first is taken
LOOKED_AT = 500  # records that tell the dialect
MOST_TITLES = 20  # lines above a header
COMMENT = "#"  # begins a line of comments, in files at large
SAMPLE = 2**18  # bytes of a file that tell it
NEARLY = 0.95  # of the records have as many cells as the header
_SAID = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars", ":": "colons"}
_AROUND = re.compile(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|]|$)", re.MULTILINE)


class DialectGuess(NamedTuple):
    """The properties of a dialect that are not the defaults, how sure they are, and why.

    `width` is the number of columns. `others` are delimiters that would cut the text as well.
    """

    properties: Mapping[str, Any]
    delimiter: str
    confidence: str
    why: str
    width: int = 0
    others: tuple[str, ...] = ()


class _Cut(NamedTuple):
    """A text cut by a delimiter: its records, the width of most, how many have it, those above."""

    delimiter: str
    records: Sequence[Record]
    width: int
    share: float
    titles: int
    faults: int

    @property
    def rank(self) -> tuple[Any, ...]:
        """What is best is least."""
        is_first = DELIMITERS.index(self.delimiter) if self.delimiter in DELIMITERS else 0
        good = self.width > 1 and self.share >= NEARLY
        return (not good, self.faults, self.titles, -round(self.share, 2), -self.width, is_first)


def sample_of(stream: Any, encoding: str) -> str:
    """The text at the beginning of a stream, up to the end of its last whole line."""
    data: bytes = stream.read(SAMPLE)
    is_whole = len(data) < SAMPLE
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if is_whole or "\n" not in text:
        return text
    return text[: text.rindex("\n") + 1]


def dialect_of_text(
    text: str, default: str = ",", *, delimiter: str | None = None, is_whole: bool = True
) -> DialectGuess:
    """The dialect of a text, of which `default` is the delimiter that need not be stated.

    `delimiter` is the one that somebody has stated; `is_whole` tells whether the text ends where
    the file does.
    """
    base = _quotes(text)
    if text.lstrip("\r\n").startswith(COMMENT) and not _is_header_behind(text, default, delimiter):
        base = {"commentChar": COMMENT, **base}
    marks = [delimiter] if delimiter is not None else [default, *DELIMITERS]
    cuts = [_cut(text, mark, base, is_whole=is_whole) for mark in dict.fromkeys(marks)]
    if delimiter is None:
        cuts = [cut for cut in cuts if cut.delimiter != ":" or cut.titles == 0]
    best = min(cuts, key=lambda cut: cut.rank)
    if best.rank[0] and delimiter is None:
        best = _single(cuts, default)
    found = dict(base)
    if best.delimiter != default:
        found = {"delimiter": best.delimiter, **found}
    if not best.rank[0] and _has_spaces(best):
        found["skipInitialSpace"] = True
    found |= _header(best)
    others = tuple(
        cut.delimiter for cut in cuts if cut is not best and cut.rank[:3] == best.rank[:3]
    )
    others = others if best.width > 1 and not best.rank[0] else ()
    return DialectGuess(found, best.delimiter, *_sure(best, others), best.width, others)


def _single(cuts: Sequence[_Cut], default: str) -> _Cut:
    """The cut of a text that no delimiter cuts well: the best of many cells, or the default."""
    found = [cut for cut in cuts if cut.width > 1 and cut.share > 0.7 and not cut.titles]
    if found:
        return min(found, key=lambda cut: (cut.faults, -cut.share, cut.rank))
    plain = next((cut for cut in cuts if cut.delimiter == default), cuts[0])
    first = next((len(record.cells) for record in plain.records if record.cells), 0)
    return plain._replace(width=first, share=0.0, titles=0)


def _sure(best: _Cut, others: Sequence[str]) -> tuple[str, str]:
    filled = [record for record in best.records if record.cells]
    number = len(filled)
    same = round(best.share * max(0, number - best.titles))
    said = _SAID.get(best.delimiter, f"“{best.delimiter}”")
    if best.width <= 1:
        why = (
            f"no delimiter cuts its first {counted(number, 'records')} into equal numbers of cells"
        )
        return (LIKELY if number else UNCERTAIN), why
    why = (
        f"{said} cut {same:,} of its first {counted(number, 'records')} into"
        f" {counted(best.width, 'cells')}"
    )
    if others:
        named = " and ".join(_SAID.get(mark, mark) for mark in others)
        return UNCERTAIN, f"{why}; {named} would cut them as well"
    is_sure = best.share == 1 and number > 2 and not best.faults
    return (CERTAIN if is_sure else LIKELY if best.share >= NEARLY else UNCERTAIN), why


def _is_header_behind(text: str, default: str, delimiter: str | None) -> bool:
    """Whether the last line that begins as a comment names the columns: `#chrom`, `start`."""
    lines = text.lstrip("\r\n").split("\n")
    last = next((at for at, line in enumerate(lines) if not line.startswith(COMMENT)), 0) - 1
    below = [line for line in lines[last + 1 : last + 6] if line.strip()]
    marks = [delimiter] if delimiter is not None else [default, *DELIMITERS]
    return last >= 0 and any(
        lines[last].count(mark) > 0
        and all(lines[last].count(mark) == line.count(mark) for line in below)
        for mark in marks
        if below
    )


def _quotes(text: str) -> dict[str, Any]:
    """The signs around cells and before quotes, where they are not the usual ones."""
    if '"' not in text:
        quoted = len(_AROUND.findall(text))
        return {"quoteChar": "'"} if quoted > 0.5 * (text.count("\n") + 1) else {}
    if '\\"' in text:
        plain = _faults(text, Dialect(skip_initial_space=True))
        escaped = _faults(text, Dialect(skip_initial_space=True, escape_char="\\"))
        return {"escapeChar": "\\"} if escaped < plain else {}
    return {}


def _faults(text: str, dialect: Dialect) -> int:
    return sum(record.fault is not None for record in _records(text, dialect))


def _records(text: str, dialect: Dialect) -> list[Record]:
    found: list[Record] = []
    data = io.BytesIO(text.encode("utf-8", "surrogateescape"))
    try:
        for record in TextRecords(data, "utf-8", dialect):
            found.append(record)
            if len(found) >= LOOKED_AT:
                break
    except TableFault:
        return found
    return found


def _cut(text: str, mark: str, base: Mapping[str, Any], *, is_whole: bool) -> _Cut:
    dialect = Dialect.of_resource({**base, "delimiter": mark}, is_tabbed=False)
    records = _records(text, dialect)
    if not is_whole and len(records) < LOOKED_AT and records and records[-1].fault:
        records.pop()  # a cell that goes on behind the sample
    filled = _filled(records)
    faults = sum(record.fault is not None for record in filled)
    widths = Counter(len(record.cells) for record in filled)
    if not filled:
        return _Cut(mark, records, 0, 0.0, 0, faults)
    width = max(widths, key=lambda size: (widths[size], size))
    titles = _titles(filled, width)
    rest = len(filled) - titles
    share = sum(len(record.cells) == width for record in filled[titles:]) / rest if rest else 0.0
    return _Cut(mark, records, width, share, titles, faults)


def _filled(records: Sequence[Record]) -> list[Record]:
    """The records that are not blank, also those that cannot be cut."""
    return [record for record in records if record.cells or record.fault]


def _titles(filled: Sequence[Record], width: int) -> int:
    """How many lines are above the header: fewer cells than the table, or all but one empty."""
    for number, record in enumerate(filled[:MOST_TITLES]):
        cells = [cell for cell in record.cells if cell is not None and cell.strip()]
        is_title = len(record.cells) < width or (width > 2 and len(cells) <= 1)
        if not is_title:
            return number if number < len(filled) - 1 else 0
    return 0


def _has_spaces(cut: _Cut) -> bool:
    """Whether a space follows each delimiter, which is none of the cell's."""
    behind = [cell for r in cut.records[cut.titles :] for cell in r.cells[1:] if cell]
    return len(behind) > 1 and all(cell.startswith(" ") for cell in behind)


def _header(cut: _Cut) -> dict[str, Any]:
    """Where the header is, where it is not the first row; or that there is none."""
    if cut.titles:
        return {"headerRows": [_filled(cut.records)[cut.titles].number + 1]}
    filled = [record for record in cut.records if record.cells]
    first, rest = filled[:1], filled[1:51]
    if first and len(rest) >= 2 and _is_data(first[0].cells, [record.cells for record in rest]):
        return {"header": False}
    return {}


def _is_data(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first row looks like those below it, and like no header.

    It does where a column holds numbers or dates in all rows, and none holds them in all but the
    first. Years may be labels.
    """
    if any(not cell.strip() for cell in first) or all(map(_is_year, first[1:])):
        return False
    alike = 0
    for at, cell in enumerate(first):
        below = [row[at] for row in rest if at < len(row) and row[at].strip()]
        if below and all(map(_is_plain, below)):
            if not _is_plain(cell):
                return False
            alike += not _is_year(cell) or any(map(_is_year, below))
    return alike > 0


def _is_plain(cell: str) -> bool:
    """Whether a cell is a number or a date, with a comma for its point or not."""
    texts = (cell, cell.replace(",", "."))
    return any(_READ_NUMBER(text) is not None for text in texts) or _READ_DATE(cell) is not None


def _is_year(cell: str) -> bool:
    return re.fullmatch(r"\s*(?:1[89]|20)[0-9]{2}\s*", cell) is not None


_READ_NUMBER, _READ_DATE = NUMBER.reader({}), DATE.reader({})


def differences(declared: Dialect, delimiter: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a dialect that should be declared otherwise."""
    patch: dict[str, Any] = {}
    if delimiter != declared.delimiter:
        patch["delimiter"] = delimiter
    now = {
        "quoteChar": declared.quote_char,
        "escapeChar": declared.escape_char,
        "commentChar": declared.comment_char,
        "skipInitialSpace": declared.skip_initial_space,
        "header": declared.header,
    }
    patch |= {k: properties[k] for k, v in now.items() if k in properties and properties[k] != v}
    rows = properties.get("headerRows", [1])
    if declared.header and patch.get("header", True) and [*declared.header_rows] != rows:
        patch["headerRows"] = rows
    return patch


def differences_in_words(declared: Dialect, patch: Mapping[str, Any]) -> str:
    """What differs, in a sentence."""
    said = []
    if "delimiter" in patch:
        said.append(
            f"the cells are parted by {_sign(patch['delimiter'])}, and the dialect's delimiter is"
            f" {_sign(declared.delimiter)}"
        )
    if "headerRows" in patch:
        said.append(f"the header is in row {patch['headerRows'][0]}")
    if patch.get("header") is False:
        said.append("there is no header")
    said += [text.format(patch[key]) for key, text in _SIGNS.items() if key in patch]
    return ", ".join(said)


_SIGNS = {
    "quoteChar": "cells are quoted by “{}”",
    "escapeChar": "“{}” is before a quote inside of a cell",
    "commentChar": "lines of comments begin with “{}”",
    "skipInitialSpace": "a blank follows each delimiter",
}


def _sign(char: str) -> str:
    return "a tab" if char == "\t" else quoted(char)
