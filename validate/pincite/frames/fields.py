"""Fields as columns: what is read of a field's cells, and what each type becomes where.

Constraints and the formats of strings do not change what a cell reads as: they are the
business of `pincite validate`. Types, formats of other types and missing values are read here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pincite.descriptor.declarations import EDTF
from pincite.frames.options import Options
from pincite.types import CellReader, compile_field

JSON_TYPES = ("array", "geojson", "object")  # kept as JSON text where tables hold no such values
_UNREAD = ("constraints", "categories")


class Mapped(NamedTuple):
    """What a kind of field becomes in each library; the table in the documentation."""

    kind: str
    arrow: str
    pandas: str
    polars: str
    duckdb: str


MAPPINGS: tuple[Mapped, ...] = (
    Mapped("string, any", "string", "string", "String", "VARCHAR"),
    Mapped("EDTF, by `rdfType`", "string", "string", "String", "VARCHAR"),
    Mapped("string with `enum` or `categories`", "dictionary", "category", "Enum", "ENUM"),
    Mapped("integer with `categories`", "dictionary", "category", "Int64", "BIGINT"),
    Mapped("integer", "int64", "Int64", "Int64", "BIGINT"),
    Mapped("number", "double", "Float64", "Float64", "DOUBLE"),
    Mapped('number, `decimals="exact"`', "decimal", "decimal[pyarrow]", "Decimal", "DECIMAL"),
    Mapped("boolean", "bool", "boolean", "Boolean", "BOOLEAN"),
    Mapped("date", "date32", "datetime64[s]", "Date", "DATE"),
    Mapped("datetime", "timestamp[us]", "datetime64[us]", "Datetime", "TIMESTAMP"),
    Mapped("time", "time64[us]", "datetime.time objects", "Time", "TIME"),
    Mapped("year", "int64", "Int64", "Int64", "BIGINT"),
    Mapped("yearmonth", "string, `2021-05`", "string", "String", "VARCHAR"),
    Mapped("duration", "string, ISO 8601", "string", "String", "VARCHAR"),
    Mapped("list", "list", "list objects", "List", "LIST"),
    Mapped("array, object, geojson", "string, JSON", "list or dict objects", "String", "VARCHAR"),
    Mapped("geopoint", "struct of lon, lat", "dict objects", "Struct", "STRUCT"),
)


def markdown() -> str:
    """MAPPINGS as a table for the documentation."""
    rows = [("field", "Arrow", "pandas", "polars", "DuckDB"), ("---",) * 5, *MAPPINGS]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


@dataclass(frozen=True)
class Column:
    """How the cells of one field are read."""

    name: str
    kind: str
    descriptor: Mapping[str, Any]
    options: Options
    is_edtf: bool
    is_categorical: bool

    @classmethod
    def of(cls, field: Mapping[str, Any], options: Options) -> Column:
        """The column of a field, whose missing values are its own or the schema's."""
        is_edtf = field.get("rdfType") == EDTF
        stated = str(field.get("type", "any"))
        is_text = is_edtf or stated == "any" or field["name"] in options.as_text
        listed = "categories" in field or (
            stated == "string" and "enum" in field.get("constraints", {})
        )
        return cls(
            name=field["name"],
            kind="string" if is_text else stated,
            descriptor=field,
            options=options,
            is_edtf=is_edtf,
            is_categorical=listed and not is_text and stated in ("string", "integer"),
        )

    @cached_property
    def reader(self) -> CellReader:
        """The reader of the field's type alone."""
        kept = {key: value for key, value in self.descriptor.items() if key not in _UNREAD}
        if self.kind == "string":
            stated = "any" if self.descriptor.get("type", "any") == "any" else "string"
            kept = {"name": self.name, "type": stated}
        return compile_field(kept, sorted(self.missing))

    @cached_property
    def missing(self) -> frozenset[str]:
        """The texts that stand for no value."""
        items = self.descriptor.get("missingValues", ("",))
        texts = (item["value"] if isinstance(item, Mapping) else item for item in items)
        return frozenset(text for text in texts if isinstance(text, str))

    @property
    def is_decimal(self) -> bool:
        """Whether the field holds numbers that are to be read as decimals."""
        return self.kind == "number" and self.options.decimals == "exact"

    @property
    def is_plain(self) -> bool:
        """Whether numbers and moments have the default spelling of their type."""
        spelt = {"bareNumber", "groupChar", "decimalChar"} & self.descriptor.keys()
        return not spelt and self.descriptor.get("format", "default") == "default"

    @cached_property
    def categories(self) -> list[Any]:
        """All values that a categorical field may hold, in the stated order; else none."""
        if not self.is_categorical:
            return []
        stated = self.descriptor.get("categories") or self.descriptor["constraints"]["enum"]
        texts = (item["value"] if isinstance(item, Mapping) else item for item in stated)
        values = [self.reader.read(text)[0] for text in texts]
        return list(dict.fromkeys(value for value in values if value is not None))

    @property
    def is_ordered(self) -> bool:
        """Whether the order of the categories means something."""
        return bool(self.descriptor.get("categoriesOrdered", False))


def columns_of(fields: Sequence[Mapping[str, Any]], options: Options) -> list[Column]:
    """The columns of fields; raises ValueError where `as_text` names another one."""
    names = [field["name"] for field in fields]
    _check_names("as_text", options.as_text, names)
    return [Column.of(field, options) for field in fields]


def _check_names(what: str, given: Collection[str], names: Sequence[str]) -> None:
    for name in given:
        if name not in names:
            raise ValueError(f"{what}: there is no field {name!r}; fields: {', '.join(names)}")
