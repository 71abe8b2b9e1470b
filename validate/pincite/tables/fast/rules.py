"""Rules for columns: of cells, expressions true only for certainly clean ones; of keys, hashes.

Where a field has no rule here, or a cell is doubted, the exact reader decides on its text. Bounds
are compared strictly, since a rounded number that lies beyond a bound was beyond it before.

A key's canonical text is the same for equal values and for them alone. Equal hashes are only a
reason to look: the exact pass compares the keys themselves. Nothing is claimed of keys over types
without a canonical text here; their tables are left to the exact pass.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from pincite.tables.fast.scan import Hashes
from pincite.tables.passes import Plan
from pincite.tables.row_check import Key, KeyColumns, Reference, Uniqueness, key_of
from pincite.types import BOUNDS, TYPES, Type, type_of
from pincite.types.any import ANY
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.patterns import begins_with_ink, portable_pattern
from pincite.types.string import STRING

Field = Mapping[str, Any]
_INK = r"[^\s\x1c-\x1f]"  # what Python does not take for a blank
MAX_DIGITS = 300  # a longer number is looked at by the exact reader


def certain(field: Field, missing: Sequence[str], column: pl.Expr) -> pl.Expr | None:
    """True where a cell is clean for certain, never null; None where there is no such rule."""
    kind = type_of(field)
    constraints = {k: v for k, v in field.get("constraints", {}).items() if v is not None}
    is_required = bool(constraints.pop("required", False))
    constraints.pop("unique", None)
    if "categories" in field or "enum" in constraints:
        return None
    tests = _tests(kind, field, constraints, column)
    if tests is None:
        return None
    is_empty = is_missing(missing, column)
    if is_required:
        tests.append(~is_empty)
        if kind in (ANY, STRING) and not begins_with_ink(constraints.get("pattern")):
            tests.append(column.str.contains(_INK))
    if not tests:
        return None
    clean = pl.all_horizontal(tests).fill_null(value=False)
    return clean if is_required else clean | is_empty


def is_free(field: Field) -> bool:
    """Whether every text is a clean cell of the field."""
    kind = type_of(field)
    plain = field.get("format", "default") == "default" or kind is ANY
    constraints = {k: v for k, v in field.get("constraints", {}).items() if v is not None}
    constraints.pop("unique", None)
    if constraints.get("required") is False:
        del constraints["required"]
    return kind in (ANY, STRING) and plain and not constraints and "categories" not in field


def is_cheap(field: Field) -> bool:
    """Whether the rule of a field costs less than finding the distinct texts of a column."""
    is_text = type_of(field) is STRING and field.get("format", "default") == "default"
    return is_text and "pattern" not in field.get("constraints", {})


def is_missing(missing: Sequence[str], column: pl.Expr) -> pl.Expr:
    """True where a cell means no value."""
    if list(missing) == [""]:
        return column.str.len_bytes() == 0
    return column.is_in(list(missing))


def _tests(
    kind: Type, field: Field, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if kind is ANY:
        return [] if not constraints else None
    if kind is STRING:
        return _string_tests(field, constraints, column)
    if kind in (INTEGER, NUMBER) and not (kind.properties.keys() & field.keys()):
        return _number_tests(kind, constraints, column)
    languages = None if constraints.keys() - set(BOUNDS) else kind.languages(field)
    if languages is None:
        return None
    return [column.str.contains(f"^(?:{language})$") for language in languages]


def _string_tests(
    field: Field, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if constraints.keys() - {"pattern", "minLength", "maxLength"}:
        return None
    languages = STRING.languages(field)
    if languages is None:
        return None
    tests = [column.str.contains(f"^(?:{language})$") for language in languages]
    if "pattern" in constraints:
        pattern = portable_pattern(str(constraints["pattern"]))
        if pattern is None:
            return None
        tests.append(column.str.contains(f"^(?:{pattern})$"))
    if "minLength" in constraints:
        tests.append(column.str.len_chars() >= constraints["minLength"])
    if "maxLength" in constraints:  # a code point has at least one byte
        tests.append(column.str.len_bytes() <= constraints["maxLength"])
    return tests


def _number_tests(
    kind: Type, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if constraints.keys() - set(BOUNDS):
        return None
    value = column.cast(pl.Int64 if kind is INTEGER else pl.Float64, strict=False)
    tests = [value.is_not_null(), column.str.len_bytes() <= MAX_DIGITS]
    if kind is NUMBER:
        tests.append(value.is_finite() & (value != 0))  # 0, or an exponent that is out of bounds
    for name, limit in constraints.items():
        bound = float(Decimal(str(limit)))
        if kind is INTEGER:
            value = value.cast(pl.Float64)
        tests.append(value > bound if name.lower().endswith("minimum") else value < bound)
    return tests


class KeyHashes:
    """The hash of every row's key, 8 bytes each; 0 where the row has none that could repeat."""

    def __init__(self, on: KeyColumns, kinds: Sequence[str]):
        self.on = on
        self._kinds = [kinds[column] for column in on.columns]
        self._names = [str(column) for column in on.columns]

    def hash(self, frame: pl.DataFrame) -> Hashes:
        """The hashes of the keys of a block's rows, which may be changed in place."""
        names = self._names
        key = pl.col(names[0]) if len(names) == 1 else pl.struct(names)
        found: Hashes = frame.select(key.hash(seed=0)).to_series().to_numpy(writable=True)
        found[found == 0] = 1
        return found

    def hashes_of(self, keys: Sequence[Sequence[Any]]) -> Hashes:
        """The hashes of keys that the exact pass read, 0 for those that equal nothing."""
        texts = [
            [TYPES[kind].text_of(part) for kind, part in zip(self._kinds, key, strict=True)]
            if all(part is not None and type(part) is not object for part in key)  # NaN is that
            else None
            for key in keys
        ]
        rows = [text or [""] * len(self._names) for text in texts]
        columns = {
            name: pl.Series(name, [_utf_8(row[at]) for row in rows], pl.String)
            for at, name in enumerate(self._names)
        }
        found = self.hash(pl.DataFrame(columns))
        found[[text is None for text in texts]] = 0
        return found


def _utf_8(text: str) -> str:
    """A text that polars takes: bytes that were not UTF-8 are spelt out."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


class TextKeys:
    """The texts of a column of strings that foreign keys refer to; a set that need not be one.

    Its answers are remembered; `learn` asks for many at once, which is as quick as asking for one.
    """

    def __init__(self) -> None:
        self._pieces: list[pl.Series] = []
        self._answers: dict[str, bool] = {}

    def add(self, texts: pl.Series) -> None:
        """Hold some more texts; they may be held already."""
        self._pieces.append(texts.unique().alias("text"))

    def add_texts(self, texts: Sequence[str]) -> None:
        """Hold some more texts, which may have bytes that are not UTF-8."""
        plain = [text for text in texts if _utf_8(text) == text]
        self.add(pl.Series("text", plain, pl.String))
        if len(plain) < len(texts):  # no column of texts can hold these, nor be asked for them
            self._answers |= {text: True for text in texts if _utf_8(text) != text}

    def lacking(self, texts: pl.Series) -> pl.Series:
        """Those of some distinct texts that are not held."""
        return texts.filter(~texts.is_in(self._whole().implode()))

    def learn(self, texts: Sequence[str]) -> None:
        """Remember which of the texts are held."""
        new = list({text for text in texts if text not in self._answers and _utf_8(text) == text})
        if new:
            lacking = set(self.lacking(pl.Series("text", new, pl.String)).to_list())
            self._answers |= {text: text not in lacking for text in new}

    def __contains__(self, key: object) -> bool:
        (text,) = key if isinstance(key, tuple) else (key,)
        if not isinstance(text, str):
            return False
        self.learn([text])
        return self._answers.get(text, False)

    def _whole(self) -> pl.Series:
        if len(self._pieces) != 1:
            empty = pl.Series("text", [], pl.String)
            self._pieces = [pl.concat([empty, *self._pieces]).unique()]
        return self._pieces[0]


def holds_texts(on: KeyColumns, plan: Plan) -> bool:
    """Whether a key is one column whose values are its texts."""
    if len(on.columns) != 1:
        return False
    field = plan.fields[on.columns[0]]
    return type_of(field) is STRING and field.get("format", "default") in ("default", None)


class KeptKeys:
    """The keys of a table that other tables refer to; `held` answers for them."""

    def __init__(self, on: KeyColumns, plan: Plan):
        self._on = on
        self._plan = plan
        self._texts = TextKeys() if holds_texts(on, plan) else None
        self._keys: set[Key] = set()

    @property
    def held(self) -> TextKeys | set[Key]:
        """The keys, as a container."""
        return self._keys if self._texts is None else self._texts

    def add(self, frame: pl.DataFrame) -> None:
        """Keep the keys of a block's rows."""
        columns = self._on.columns
        if self._texts is not None:
            name, missing = str(columns[0]), self._plan.missing[columns[0]]
            found = frame[name].unique()
            self._texts.add(found.filter(~found.is_in(list(missing))))
            return
        readers = [self._plan.readers[column] for column in columns]
        for texts in frame.select(map(str, columns)).unique().iter_rows():
            values = [reader.read(text)[0] for reader, text in zip(readers, texts, strict=True)]
            self._keep(key_of(values, range(len(values))))

    def add_values(self, rows: Sequence[Sequence[Any]]) -> None:
        """Keep the keys of rows that were read exactly."""
        for values in rows:
            self._keep(key_of(values, self._on.columns))

    def _keep(self, key: Key) -> None:
        if all(part is None for part in key):
            return
        if self._texts is None:
            self._keys.add(key)
        else:
            self._texts.add_texts([key[0]])


class ReferenceCheck:
    """One foreign key over columns: the rows whose key is not held."""

    def __init__(self, reference: Reference, plan: Plan):
        self._reference = reference
        self._on = reference.on
        self._readers = [plan.readers[column] for column in self._on.columns]
        self._missing = set(plan.missing[self._on.columns[0]])
        self._texts: TextKeys | None = None
        if holds_texts(self._on, plan):
            self._texts = as_texts(reference.held)
        self._fine: set[tuple[str, ...]] = set()

    def learn(self, rows: Sequence[Sequence[Any]]) -> None:
        """Prepare answers for rows that are to be read exactly."""
        held = self._reference.held
        if isinstance(held, TextKeys) and len(self._on.columns) == 1:
            values = [values[self._on.columns[0]] for values in rows]
            held.learn([value for value in values if isinstance(value, str)])

    def wrong_rows(self, frame: pl.DataFrame) -> Iterator[Any]:
        """A mask of the rows whose key is not held, where there are any."""
        names = [str(column) for column in self._on.columns]
        if len(names) == 1:
            distinct = frame[names[0]].unique()
            wrong = self._lacking(distinct)
            if wrong:
                yield frame[names[0]].is_in(wrong).to_numpy()
            return
        pairs = frame.select(names).unique()
        lacking = [texts for texts in pairs.iter_rows() if not self._is_held(texts)]
        if lacking:
            other = pl.DataFrame(lacking, schema=dict.fromkeys(names, pl.String), orient="row")
            found = frame.select(names).with_row_index("row").join(other, on=names, how="semi")
            mask = pl.zeros(frame.height, pl.Int8, eager=True).to_numpy(writable=True)
            mask[found["row"].to_numpy()] = 1
            yield mask.astype(bool)

    def _lacking(self, distinct: pl.Series) -> list[str]:
        if self._texts is not None:
            found = self._texts.lacking(distinct).to_list()
            return [text for text in found if text not in self._missing]
        return [text for text in distinct.to_list() if not self._is_held((text,))]

    def _is_held(self, texts: tuple[str, ...]) -> bool:
        if texts in self._fine:
            return True
        values = [reader.read(text)[0] for reader, text in zip(self._readers, texts, strict=True)]
        key = key_of(values, range(len(values)))
        is_held = all(part is None for part in key) or key in self._reference.held
        if is_held:
            self._fine.add(texts)
        return is_held


def as_texts(held: Container[Key]) -> TextKeys | None:
    """Keys of one text each, as a column."""
    if isinstance(held, TextKeys) or not isinstance(held, set | frozenset):
        return held if isinstance(held, TextKeys) else None
    texts = TextKeys()
    texts.add_texts([key[0] for key in held if isinstance(key[0], str)])
    return texts


def doubtful_keys(key: Uniqueness, plan: Plan, frame: pl.DataFrame, hashes: Any) -> Iterator[Any]:
    """Masks of rows whose key must be read exactly; rows without a key lose their hash."""
    for column in key.on.columns:
        name, field = str(column), plan.fields[column]
        empty = frame.select(is_missing(plan.missing[column], pl.col(name))).to_series()
        if empty.any():
            hashes[empty.to_numpy()] = 0
            if key.code == "primary-key":
                yield empty.to_numpy()
        pattern = type_of(field).canonical_pattern(field)
        if pattern:
            canonical = frame.select(pl.col(name).str.contains(pattern)).to_series()
            if not canonical.all():
                yield (~canonical).to_numpy()
