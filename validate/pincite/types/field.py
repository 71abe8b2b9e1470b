"""A field compiled: missing values, type and constraints of one cell in one call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from pincite.report.frozen import Frozen
from pincite.report.visible import disguised
from pincite.types.base import BadField, native_value
from pincite.types.constraints import Check, compile_checks, plain, shown
from pincite.types.registry import DEFAULT, TYPES


class CellFault(Frozen):
    """Why a cell is wrong: `type`, or the name of the constraint that it breaks.

    `note` is in frictionless' words, for programs; `message` for people, without the cell:
    "must be a whole number, as in 12".
    """

    kind: str
    note: str
    message: str


MAX_NOTE = 1000  # characters; a note is in a report once for each cell that is wrong
KNOWN_TEXTS = (
    50_000  # readings that a reader remembers, unless `most_known` says otherwise: texts repeat
)
Reading = tuple[Any, tuple[CellFault, ...]]


class CellReader:
    """Reads the cells of one field; what it says of a cell depends on that cell alone."""

    def __init__(self, field: Mapping[str, Any], schema_missing: Collection[Any]):
        stated = field.get("type", DEFAULT)
        if stated not in TYPES:
            raise BadField(f"type {stated!r}: must be one of: {', '.join(sorted(TYPES))}")
        self.name = field["name"]
        self.type = TYPES[stated]
        self._field = field
        self._read = self.type.reader(field)
        missing = [plain(item) for item in field.get("missingValues", schema_missing)]
        self._missing = frozenset(missing)
        self._checks: tuple[Check, ...] = tuple(
            compile_checks(field, self.type, self._read, missing)
        )
        self._notes = {check.name: self._note(check.name) for check in self._checks}
        self._known: dict[str, Reading] = {}
        self.most_known = KNOWN_TEXTS

    def read(self, cell: object) -> Reading:
        """The typed value of a cell, None where it is missing or of another type, and its faults.

        A cell is the text of a file or a value of JSON. A cell of another type breaks no
        constraint; a missing one only `required`.
        """
        if not isinstance(cell, str):
            return self._read_anew(cell)
        known = self._known.get(cell)
        if known is None:
            known = self._read_anew(cell)
            if len(self._known) < self.most_known:
                self._known[cell] = known
        return known

    def read_native(self, value: object) -> Reading:
        """As `read`, of a value that a library or database holds: typed already.

        None, NaN and NaT are missing and an integral float is an integer. Rules on spelling do not
        apply: `unread_rules` names those that the field has.
        """
        found = native_value(value)
        if found is None:
            return self._checked(None)
        return self._judged(self._native(found))

    @cached_property
    def unread_rules(self) -> tuple[str, ...]:
        """The field's rules on spelling, which `read_native` does not look at."""
        stated = ["missingValues"] if self._missing - {""} else []
        stated += [name for name in self.type.properties if name in self._field]
        if not self.type.reads_native_text and self._field.get("format", "default") != "default":
            stated.append("format")
        return tuple(stated)

    @cached_property
    def _native(self) -> Any:
        return self.type.native(self._field)

    def _read_anew(self, cell: object) -> Reading:
        if cell is None or str(cell) in self._missing:
            return self._checked(None)
        return self._judged(self._read(cell), cell)

    def _judged(self, value: Any, cell: object = None) -> Reading:
        if value is not None:
            return self._checked(value)
        form = self._field.get("format", "default")
        note = f'type is "{self.type.name}/{form}"'
        says = f"must be {self.type.form(self._field)}"
        if isinstance(cell, str):
            says += self.type.beyond(self._field, cell)
            says += disguised(cell, lambda text: self._read(text) is not None)
        return None, (CellFault("type", note, says),)

    def _checked(self, value: Any) -> Reading:
        if not self._checks:
            return value, ()
        broken = [check for check in self._checks if not check.holds(value)]
        return value, tuple(map(self._fault, broken, [value] * len(broken))) if broken else ()

    def _fault(self, check: Check, value: Any) -> CellFault:
        return CellFault(check.name, self._notes[check.name], check.says(value))

    def _note(self, constraint: str) -> str:
        """What a constraint is, as frictionless says it; an enum may have millions of values."""
        given = self._field.get("constraints", {}).get(constraint)
        if given is None:
            given = [plain(item) for item in self._field.get("categories", ())]
        return shown(f'constraint "{constraint}" is "{given}"', MAX_NOTE)


def compile_field(field: Mapping[str, Any], schema_missing: Collection[Any] = ("",)) -> CellReader:
    """Compile a Table Schema field into a reader of its cells.

    Raises BadField for a type, format or constraint that the standard does not know.
    """
    return CellReader(field, schema_missing)
