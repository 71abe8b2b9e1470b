"""JSON Lines: a value a line, objects by their keys, or arrays of which the first is the header.

Source of the form: jsonlines.org; each line is a JSON text (RFC 8259) in UTF-8. A line that is not
is one fault of that line, and the others are read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from pincite.tables.content import TableFault
from pincite.tables.csv_records import MAX_CELL, Record
from pincite.tables.json_records import MAX_CELLS, refuse_constant, whole_object

MAX_KEYS = 100_000  # different keys of a table's objects


class JsonLines:
    """The lines of a file that one can seek in, from where it is; read twice where it has keys."""

    def __init__(self, stream: IO[bytes], encoding: str):
        self._stream, self._encoding = stream, encoding
        self._begin = stream.tell()

    def keys(self) -> list[str] | None:
        """The keys of all objects in order of appearance; None where the lines are arrays.

        Raises TableFault for objects with so many different keys that they are not a table.
        """
        found: dict[str, None] = {}
        lines = members = 0
        for _, _, value, fault in self._values():
            if fault is None and isinstance(value, list) and not found:
                return None
            if fault is None and isinstance(value, dict):
                found.update(dict.fromkeys(value))
                lines, members = lines + 1, members + len(value)
            too_many = len(found) * lines > max(MAX_CELLS, 100 * members)
            if too_many or len(found) > MAX_KEYS:
                message = f"objects with {len(found):,} different keys: they are not a table"
                raise TableFault("source-error", message)
        return list(found)

    def objects(self, keys: Sequence[str]) -> Iterator[Record]:
        """The objects as cells in the order of the keys."""
        for number, line, value, fault in self._values():
            if fault is not None or value is None:
                yield Record(number, line, [], fault)
            elif isinstance(value, dict):
                yield Record(number, line, [value.get(key) for key in keys])
            else:
                yield Record(number, line, [], "the line is not an object, as others are")

    def arrays(self) -> Iterator[Record]:
        """The arrays, header included."""
        for number, line, value, fault in self._values():
            if fault is not None or value is None:
                yield Record(number, line, [], fault)
            elif isinstance(value, list):
                yield Record(number, line, value)
            else:
                yield Record(number, line, [], "the line is not an array, as others are")

    def _values(self) -> Iterator[tuple[int, int, Any, str | None]]:
        """Number and line from 0, the value, None for a blank line, and what is wrong with it."""
        self._stream.seek(self._begin)
        text = io.TextIOWrapper(self._stream, self._encoding, newline="\n")
        try:
            for number, line in enumerate(iter(lambda: text.readline(MAX_CELL), "")):
                if number == 0:
                    line = line.removeprefix("\ufeff")  # noqa: PLW2901
                yield number, number, *_value(line)
        except UnicodeDecodeError as error:
            message = f"bytes that are not {self._encoding}: {error.reason}"
            raise TableFault("encoding-error", message) from error
        finally:
            text.detach()


def _value(line: str) -> tuple[Any, str | None]:
    if not line.strip():
        return None, None
    try:
        value = json.loads(
            line,
            parse_float=Decimal,
            parse_constant=refuse_constant,
            object_pairs_hook=whole_object,
        )
    except TableFault as fault:
        return None, str(fault)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return None, f"not JSON: {getattr(error, 'msg', error)}"
    return (value, None) if value is not None else (None, "the line is null, not a row")
