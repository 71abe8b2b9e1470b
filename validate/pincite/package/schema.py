"""Table Schemas as typed data: fields, keys, the citation property and the record rules.

Only what pincite itself reads is modelled; the rest of a Table Schema stays in `descriptor`.
The citation property is defined in docs/convention.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pincite.descriptor.declarations import EDTF
from pincite.report.frozen import Frozen
from pincite.types import DEFAULT, CellReader, Type, compile_field, type_of

if TYPE_CHECKING:
    from pincite.grammar import FiscalYear, Settings

Value = str | int | Decimal | bool | None


class CitationRule(Frozen):
    """What a field's citation property allows, and how it wants its phrases read."""

    methods: tuple[str, ...]
    vocabulary: str | None = None
    default: str | None = None
    anchor: bool = False
    external: Mapping[str, Any] | None = None
    position: Mapping[str, Any] | None = None
    bound: str | None = None
    fiscal_year: FiscalYear | None = None
    currencies: Mapping[str, str] | None = None
    unit: str | None = None
    qualifier: str | None = None
    subject: str | None = None
    parts: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CitationRule:
        """Model the property, whose shape `declarations` has checked."""
        fiscal = data.get("fiscalYear")
        return cls(
            methods=tuple(data["methods"]),
            vocabulary=data.get("vocabulary"),
            default=data.get("default"),
            anchor=bool(data.get("anchor", False)),
            external=data.get("external"),
            position=data.get("position"),
            bound=data.get("bound"),
            fiscal_year=None if fiscal is None else _fiscal_year(fiscal),
            currencies=data.get("currencies"),
            unit=data.get("unit"),
            qualifier=data.get("qualifier"),
            subject=data.get("subject"),
            parts=tuple(data.get("parts", ())),
        )

    def settings(
        self, currencies: Mapping[str, str] | None = None, anchor: str | None = None
    ) -> Settings:
        """How the grammar reads a phrase of the field; `currencies` are those of its source."""
        if anchor is None and not currencies:
            return self._settings
        declared = {**(currencies or {}), **self._settings.currencies}
        return self._settings.beside(anchor, declared)

    @cached_property
    def _settings(self) -> Settings:
        """What the field itself declares."""
        from pincite.grammar import Settings

        return Settings(
            bound=self.bound,
            fiscal_year=self.fiscal_year,
            currencies=self.currencies or {},
            unit=self.unit,
            qualified=self.qualifier is not None,
        )


def listed(fields: Any) -> list[str]:
    """The fields of a key, which version 1 may state as one name."""
    return [fields] if isinstance(fields, str) else list(fields)


def _fiscal_year(data: Mapping[str, Any]) -> FiscalYear:
    from pincite.grammar import FiscalYear

    return FiscalYear(data["month"], data["namedBy"])


class Field(Frozen):
    """One field of a Table Schema."""

    name: str
    type: str
    descriptor: Mapping[str, Any]
    citation: CitationRule | None

    @property
    def constraints(self) -> Mapping[str, Any]:
        """The field's constraints, empty where it has none."""
        constraints: Mapping[str, Any] = self.descriptor.get("constraints", {})
        return constraints

    @property
    def kind(self) -> Type:
        """The field's type, which knows all that holds of it."""
        return type_of(self.descriptor)

    @property
    def is_required(self) -> bool:
        """Whether the field may not be empty."""
        return bool(self.constraints.get("required", False))

    @property
    def is_edtf(self) -> bool:
        """Whether the field holds EDTF dates, by its rdfType."""
        return self.descriptor.get("rdfType") == EDTF


class Schema(Frozen):
    """A Table Schema; `path` is the file it is in, relative to the package, if any."""

    path: str | None
    descriptor: Mapping[str, Any]
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], path: str | None) -> Schema:
        """Model a Table Schema descriptor."""
        key = data.get("primaryKey", ())
        fields = tuple(
            Field(
                name=field["name"],
                type=field.get("type", DEFAULT),
                descriptor=field,
                citation=CitationRule.from_dict(field["citation"]) if "citation" in field else None,
            )
            for field in data["fields"]
        )
        return cls(path, data, fields, (key,) if isinstance(key, str) else tuple(key))

    @property
    def names(self) -> tuple[str, ...]:
        """The field names, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def key_places(self) -> tuple[tuple[str, int], ...]:
        """The names of the primary key's fields, each with its place among the fields, from 0."""
        places = {name: at for at, name in enumerate(self.names)}
        return tuple((name, places[name]) for name in self.primary_key)

    @property
    def cited_fields(self) -> tuple[Field, ...]:
        """The fields whose cells the every-cell rule covers."""
        return tuple(field for field in self.fields if field.citation is not None)

    @property
    def rules(self) -> tuple[Mapping[str, Any], ...]:
        """The record rules that the schema declares."""
        return tuple(self.descriptor.get("rules", ()))

    def field(self, name: str) -> Field | None:
        """The field of a name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    @cached_property
    def readers(self) -> Mapping[str, CellReader]:
        """The readers of the fields' cells, by name; raises BadField."""
        missing = self.descriptor.get("missingValues", ("",))
        return {field.name: compile_field(field.descriptor, missing) for field in self.fields}

    def value_of(self, name: str, text: str) -> Value:
        """The value of a cell that JSON has a type for, else its text; None where it is missing."""
        value = self.readers[name].read(text)[0]
        field = self.field(name)
        is_native = field is not None and field.kind.is_json_value
        return value if is_native or value is None else text

    def key_of(self, cells: Mapping[str, str]) -> str:
        """A record's key as text: the cell, or the JSON array of the cells of a composite key."""
        parts = [cells.get(name, "") for name in self.primary_key]
        return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False)
