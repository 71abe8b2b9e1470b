"""Verdicts on frames of cases, a row a case: Arrow, pandas, polars, and Arrow batches of engines.

How a case is read and judged is told in `proof/cases.py`; here are only rows and columns.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.proof.cases import (
    KNOWN,
    PARSED,
    PROPERTIES,
    SHOWN,
    Judge,
    check,
    parsed,
    source_reader,
)
from pincite.proof.verdict import Verdict
from pincite.report import CannotRun
from pincite.report.extras import library, require
from pincite.report.visible import visible

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 10_000  # cases that are judged and held at a time
COLUMNS = {name: "long" if name in ("start", "end") else "string" for name in SHOWN}


def verify_cases(cases: Any, *, sources: str | Path | None = None) -> Any:
    """The verdicts on a frame of cases, a row for each in its order, as the same kind of frame.

    A row of `cases` is a case as the verb `verify` takes it: `text` (or `source`, the name of a
    file in the folder `sources`), `quote`, `method`, `language`, and what is stated. Lists and
    objects may be texts of JSON; what is null is not stated. The columns of the verdicts are `id`,
    where the cases have one, and those of `Verdict`: `verdict`, `value`, `qualifier`, `unit`,
    `start`, `end` (code points), `culprit`, `reason`.

    pandas and polars frames are given back as such, with the index of pandas; of whatever else
    gives an Arrow stream, a pyarrow table. Raises CannotRun for what is not a frame, for a case
    that is not well formed, and for a source that the folder does not have; MissingLibrary where
    the frame's library or pyarrow is not installed.
    """
    kind = type(cases).__module__.partition(".")[0]
    table = _arrow_table(cases, kind)
    if not _distinct(table.column_names):
        raise CannotRun("cases: a frame without columns")
    batches = verify_batches(table.to_batches(max_chunksize=ROWS), sources=sources)
    id_type = table.schema.field("id").type if "id" in table.column_names else None
    return _as(kind, library("pyarrow").Table.from_batches(batches, _schema(id_type)), cases)


def verify_batches(
    batches: Iterable[pa.RecordBatch], *, sources: str | Path | None = None
) -> Iterator[pa.RecordBatch]:
    """The verdicts on Arrow batches of cases, a batch for each, as engines map them.

    Columns and errors are those of `verify_cases`; rows are counted from 1 over all batches. Only
    one batch is held at a time, and the texts of a few sources, so cases of one source should be
    together.
    """
    judge, first = Judge(source_reader(None if sources is None else Path(sources))), 1
    named: set[str] = set()
    for batch in batches:
        name_unknown({*_distinct(batch.schema.names)} - named)
        named.update(batch.schema.names)
        found = _verdicts(batch, judge, first)
        schema = _schema(batch.schema.field("id").type if "id" in batch.schema.names else None)
        columns = dict(zip(SHOWN, zip(*found, strict=True), strict=True)) if found else {}
        arrays = [
            batch.column(field.name)
            if field.name == "id"
            else library("pyarrow").array(columns.get(field.name, ()), field.type)
            for field in schema
        ]
        yield library("pyarrow").RecordBatch.from_arrays(arrays, schema=schema)
        first += batch.num_rows


def _verdicts(batch: pa.RecordBatch, judge: Judge, first: int) -> list[Verdict]:
    """The verdicts on some cases in order; those of one text are judged one after the other."""
    count, names = batch.num_rows, batch.schema.names
    nothing: list[Any] = [None] * count
    columns = dict.fromkeys(PROPERTIES, nothing)
    whose = []
    for name in filter(names.__contains__, PROPERTIES):
        column = batch.column(name)
        try:
            if name in ("source", "text", "method", "language") and _has_texts(column.type):
                codes, texts = _encoded(column)
                columns[name] = [texts[code] for code in codes]
                whose += [codes] if name in ("source", "text") else []
            else:
                columns[name] = _values(name, column, first)
        except UnicodeDecodeError:
            raise CannotRun(f"cases: the column {name} holds bytes that are not UTF-8") from None
    rows = [*zip(*columns.values(), strict=True)]
    keys: list[Any] = whose[0] if len(whose) == 1 else [*zip(nothing, *whose, strict=True)]
    found: list[Any] = nothing.copy()
    for at in sorted(range(count), key=keys.__getitem__):
        try:
            found[at] = judge.of(rows[at])
        except ValueError as error:
            raise CannotRun(f"row {first + at}: {error}") from error
    return found


def _has_texts(kind: Any) -> bool:
    """Whether a column is of texts, each whole or by its number in a dictionary."""
    is_encoded = library("pyarrow").types.is_dictionary(kind)
    return str(kind.value_type if is_encoded else kind) in ("string", "large_string", "string_view")


def _encoded(column: Any) -> tuple[list[int], list[str | None]]:
    """The texts of a column, each once, and which of them is in each row; the last is None."""
    if library("pyarrow").types.is_dictionary(column.type):
        codes = column.indices.dictionary_encode()  # other batches have others of its texts
        texts = column.dictionary.take(codes.dictionary)
    else:
        codes = column.dictionary_encode()
        texts = codes.dictionary
    return codes.indices.fill_null(-1).to_pylist(), [*texts.to_pylist(), None]


def _values(name: str, column: Any, first: int) -> list[Any]:
    """A column of one property, each value None or of its type; raises CannotRun for others."""
    values: list[Any] = column.to_pylist()
    kind = column.type
    if (
        library("pyarrow").types.is_integer(kind)
        if name == "start"
        else name not in PARSED and _has_texts(kind)
    ):
        return values
    for at, value in enumerate(values):
        if value is not None:
            try:
                values[at] = _stated(name, value)
            except ValueError as error:
                raise CannotRun(f"row {first + at}: {error}") from error
    return values


def _distinct(names: Sequence[str]) -> Sequence[str]:
    """The names of columns; raises CannotRun where two have one."""
    for name, count in Counter(names).items():
        if count > 1:
            raise CannotRun(f"cases: several columns are named {visible(name)}")
    return names


def name_unknown(columns: Iterable[str]) -> None:
    """Warn of columns that no case has: one of them may be misspelt."""
    names = {*columns} - KNOWN
    if names:
        listed = ", ".join(sorted(map(visible, names))[:10])
        warnings.warn(f"not looked at, not a property of a case: {listed}", stacklevel=3)


def _stated(name: str, value: Any) -> Any:
    """A value of a property as JSON has it; raises ValueError for one of another type."""
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        value = dict(value)  # of a column of maps
    if isinstance(value, dict):  # of a column of objects, with the keys of all
        value = {key: found for key, found in value.items() if found is not None}
    if name == "start" and isinstance(value, float) and value.is_integer():
        value = int(value)  # pandas has no whole numbers with gaps
    if name in PARSED and isinstance(value, str):
        value = parsed(name, value)
    check(name, value)
    return value


def _schema(id_type: Any) -> Any:
    arrow = library("pyarrow")
    types = {"long": arrow.int64(), "string": arrow.string()}
    own = [(name, types[kind]) for name, kind in COLUMNS.items()]
    return arrow.schema(own if id_type is None else [("id", id_type), *own])


def _arrow_table(cases: Any, kind: str) -> Any:
    """A frame as an Arrow table; raises CannotRun for what is none."""
    own = {"pandas": "itertuples", "polars": "collect_schema"}  # which their columns do not have
    if not hasattr(cases, own.get(kind, "__arrow_c_stream__")):
        raise CannotRun(f"cases: a {type(cases).__name__} is not a pandas, polars or Arrow frame")
    require(kind if kind in ("pandas", "polars") else "arrow", "verify_cases")
    arrow = library("pyarrow")
    try:
        if kind == "pandas":
            return arrow.Table.from_pandas(cases, preserve_index=False)
        if kind == "polars":
            return (cases.collect() if hasattr(cases, "collect") else cases).to_arrow()
        return cases if isinstance(cases, arrow.Table) else arrow.table(cases)
    except (TypeError, ValueError, ArithmeticError, NotImplementedError) as error:
        # Arrow's errors are of these, and those of what it is given
        raise CannotRun(f"cases: not a frame that Arrow can hold: {error}") from error


def _as(kind: str, table: Any, cases: Any) -> Any:
    if kind == "polars":
        return library("polars").from_arrow(table)
    if kind != "pandas":
        return table
    pandas, arrow = library("pandas"), library("pyarrow")
    types = {arrow.string(): pandas.StringDtype(), arrow.int64(): pandas.Int64Dtype()}
    frame = table.to_pandas(types_mapper=types.get)
    frame.index = cases.index
    return frame
