"""A field compiled: missing values, type and constraints of one cell in one call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from pincite.types.patterns import BadPattern, compile_pattern
from pincite.types.readers import TYPES, BadField, Reader

Check = Callable[[Any], bool]


class CellFault(NamedTuple):
    """Why a cell is wrong: `type`, or the name of the constraint that it breaks."""

    kind: str
    note: str


KNOWN_TEXTS = 50_000  # readings that one reader remembers, since the texts of a column repeat


class CellReader:
    """Reads the cells of one field; what it says of a cell depends on that cell alone."""

    def __init__(
        self, name: str, missing: Collection[str], read: Reader, checks: Mapping[str, Check]
    ):
        self.name = name
        self._missing = frozenset(missing)
        self._read = read
        self._checks = tuple(checks.items())
        self._notes: dict[str, str] = {}
        self._known: dict[str, tuple[Any, tuple[CellFault, ...]]] = {}

    def read(self, cell: object) -> tuple[Any, tuple[CellFault, ...]]:
        """The typed value of a cell, None where it is missing or of another type, and its faults.

        A cell of another type breaks no constraint; a missing one only `required`.
        """
        if not isinstance(cell, str):
            return self._read_anew(cell)
        known = self._known.get(cell)
        if known is None:
            known = self._read_anew(cell)
            if len(self._known) < KNOWN_TEXTS:
                self._known[cell] = known
        return known

    def _read_anew(self, cell: object) -> tuple[Any, tuple[CellFault, ...]]:
        if cell is None or str(cell) in self._missing:
            value = None
        else:
            value = self._read(cell)
            if value is None:
                return None, (CellFault("type", self._notes["type"]),)
        faults = [kind for kind, check in self._checks if not check(value)]
        return value, tuple(CellFault(kind, self._notes[kind]) for kind in faults) if faults else ()

    @classmethod
    def compile(cls, field: Mapping[str, Any], schema_missing: Collection[Any]) -> CellReader:
        """Compile a Table Schema field; raises BadField for what the standard does not know."""
        kind = field.get("type", "any")
        if kind not in TYPES:
            raise BadField(f"type {kind!r} is none of {', '.join(TYPES)}")
        read = TYPES[kind](field)
        constraints = dict(field.get("constraints", {}))
        if "categories" in field and "enum" not in constraints:
            constraints["categories"] = [_plain(item) for item in field["categories"]]
        checks = {
            name: check
            for name, maker in _CHECKS.items()
            if (given := constraints.get(name)) is not None
            and (check := maker(name, given, read)) is not None
        }
        missing = [_plain(item) for item in field.get("missingValues", schema_missing)]
        reader = cls(field["name"], missing, read, checks)
        reader._notes = {name: f'constraint "{name}" is "{constraints[name]}"' for name in checks}
        reader._notes["type"] = f'type is "{kind}/{field.get("format", "default")}"'
        return reader


def compile_field(field: Mapping[str, Any], schema_missing: Collection[Any] = ("",)) -> CellReader:
    """Compile a Table Schema field into a reader of its cells; raises BadField."""
    return CellReader.compile(field, schema_missing)


def _plain(item: Any) -> Any:
    return item["value"] if isinstance(item, Mapping) else item


def _bound(compare: Callable[[Any, Any], bool]) -> Callable[[str, Any, Reader], Check]:
    def maker(name: str, given: Any, read: Reader) -> Check:
        limit = read(given)
        if limit is None:
            raise BadField(f"{name} {given!r} is not of the field's type")

        def check(value: Any) -> bool:
            try:  # NaN keeps no bound; moments with and without a zone do not compare
                return value is None or (value == value and compare(value, limit))  # noqa: PLR0124
            except TypeError:
                return False

        return check

    return maker


def _required(_: str, given: Any, __: Reader) -> Check | None:
    """A value, and no text of blanks alone, which looks like none."""
    if not given:
        return None
    return lambda value: not value.isspace() if isinstance(value, str) else value is not None


def _length(compare: Callable[[int, int], bool]) -> Callable[[str, Any, Reader], Check]:
    def maker(name: str, given: Any, _: Reader) -> Check:
        if not isinstance(given, int) or isinstance(given, bool):
            raise BadField(f"{name} {given!r} is no integer")
        return lambda value: value is None or compare(len(value), given)

    return maker


def _pattern(name: str, given: Any, _: Reader) -> Check:
    try:
        matches = compile_pattern(str(given))
    except BadPattern as error:
        raise BadField(f"{name} {given!r} {error}") from error
    return lambda value: value is None or matches(value)


def _enum(name: str, given: Any, read: Reader) -> Check:
    if not isinstance(given, list):
        raise BadField(f"{name} {given!r} is no list")
    allowed = [read(item) for item in given]
    if None in allowed:
        raise BadField(f"{name} holds {given[allowed.index(None)]!r}, not of the field's type")
    return lambda value: value is None or value in allowed


def _json_schema(name: str, given: Any, _: Reader) -> Check:
    from jsonschema import Draft202012Validator, SchemaError
    from referencing import Registry

    from pincite.types.json_schemas import BadSchema, check_references, safe_validator

    try:
        Draft202012Validator.check_schema(given)
        check_references(given)
        kind = safe_validator(Draft202012Validator, given)
    except SchemaError as error:
        raise BadField(f"{name} is no JSON Schema: {error.message}") from error
    except BadSchema as error:
        raise BadField(f"{name} cannot be used: {error}") from error
    offline: Registry[Any] = Registry()
    validator = kind(given, registry=offline)

    def check(value: Any) -> bool:
        try:
            return value is None or validator.is_valid(value)
        except Exception:  # a reference that leads nowhere or in a circle; the types are many
            return False

    return check


_CHECKS: Mapping[str, Callable[[str, Any, Reader], Check | None]] = {
    "required": _required,
    "minLength": _length(lambda length, limit: length >= limit),
    "maxLength": _length(lambda length, limit: length <= limit),
    "minimum": _bound(lambda value, limit: value >= limit),
    "maximum": _bound(lambda value, limit: value <= limit),
    "exclusiveMinimum": _bound(lambda value, limit: value > limit),
    "exclusiveMaximum": _bound(lambda value, limit: value < limit),
    "pattern": _pattern,
    "enum": _enum,
    "categories": _enum,
    "jsonSchema": _json_schema,
}
