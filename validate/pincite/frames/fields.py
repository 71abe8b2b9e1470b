"""Fields as columns: what is read of a field's cells, and what each type becomes where.

Constraints and the formats of strings do not change what a cell reads as: they are the
business of `pincite validate`. Types, formats of other types and missing values are read here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pincite.descriptor.declarations import EDTF
from pincite.frames.options import Options
from pincite.types import CellReader, Type, type_of
from pincite.types.any import ANY
from pincite.types.constraints import plain
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.registry import rows_of_names
from pincite.types.string import STRING

_UNREAD = ("constraints", "categories")


class Mapped(NamedTuple):
    """What a kind of field becomes in each library; the table in the documentation."""

    kind: str
    arrow: str
    pandas: str
    polars: str
    duckdb: str


def _mappings() -> Iterator[Mapped]:
    """The rows of the types, each followed by those of its fields that become something else."""
    special = {
        STRING.name: [
            ("EDTF, by `rdfType`", STRING.names),
            (f"{STRING.name} with `enum` or `categories`", STRING.coded),
            (f"{INTEGER.name} with `categories`", INTEGER.coded),
        ],
        NUMBER.name: [(f'{NUMBER.name}, `decimals="exact"`', NUMBER.exact)],
    }
    for kinds, columns in rows_of_names():
        yield Mapped(kinds, *columns)
        for kind, others in special.get(kinds.partition(",")[0], ()):
            yield Mapped(kind, *others.columns)


MAPPINGS: tuple[Mapped, ...] = tuple(_mappings())


def markdown() -> str:
    """MAPPINGS as a table for the documentation."""
    rows = [("field", "Arrow", "pandas", "polars", "DuckDB"), ("---",) * 5, *MAPPINGS]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


@dataclass(frozen=True)
class Column:
    """How the cells of one field are read."""

    name: str
    kind: Type
    descriptor: Mapping[str, Any]
    options: Options
    is_edtf: bool
    is_categorical: bool
    reads: type[CellReader] = CellReader

    @classmethod
    def of(
        cls, field: Mapping[str, Any], options: Options, reads: type[CellReader] = CellReader
    ) -> Column:
        """The column of a field, whose missing values are its own or the schema's.

        `reads` is what reads its cells, which need not be texts.
        """
        is_edtf = field.get("rdfType") == EDTF
        stated = type_of(field)
        is_text = is_edtf or stated is ANY or field["name"] in options.as_text
        listed = "categories" in field or (
            stated is STRING and "enum" in field.get("constraints", {})
        )
        return cls(
            name=field["name"],
            kind=STRING if is_text else stated,
            descriptor=field,
            options=options,
            is_edtf=is_edtf,
            is_categorical=listed and not is_text and stated.has_categories,
            reads=reads,
        )

    @cached_property
    def reader(self) -> CellReader:
        """The reader of the field's type alone."""
        kept = {key: value for key, value in self.descriptor.items() if key not in _UNREAD}
        if self.kind is STRING:
            stated = ANY if type_of(self.descriptor) is ANY else STRING
            kept = {"name": self.name, "type": stated.name}
        return self.reads(kept, sorted(self.missing))

    @cached_property
    def missing(self) -> frozenset[str]:
        """The texts that mean no value."""
        items = self.descriptor.get("missingValues", ("",))
        texts = map(plain, items)
        return frozenset(text for text in texts if isinstance(text, str))

    @property
    def is_decimal(self) -> bool:
        """Whether the field holds numbers that are to be read as decimals."""
        return self.kind is NUMBER and self.options.decimals == "exact"

    @property
    def is_plain(self) -> bool:
        """Whether numbers and moments have the default spelling of their type."""
        spelt = self.kind.properties.keys() & self.descriptor.keys()
        return not spelt and self.descriptor.get("format", "default") == "default"

    @cached_property
    def categories(self) -> list[Any]:
        """All values that a categorical field may hold, in the stated order; else none."""
        if not self.is_categorical:
            return []
        stated = self.descriptor.get("categories") or self.descriptor["constraints"]["enum"]
        values = [self.reader.read(text)[0] for text in map(plain, stated)]
        return list(dict.fromkeys(value for value in values if value is not None))

    @property
    def is_ordered(self) -> bool:
        """Whether the order of the categories means something."""
        return bool(self.descriptor.get("categoriesOrdered", False))


def columns_of(
    fields: Sequence[Mapping[str, Any]], options: Options, reads: type[CellReader] = CellReader
) -> list[Column]:
    """The columns of fields; raises ValueError where `as_text` names another one."""
    names = [field["name"] for field in fields]
    _check_names("as_text", options.as_text, names)
    return [Column.of(field, options, reads) for field in fields]


def _check_names(what: str, given: Collection[str], names: Sequence[str]) -> None:
    for name in given:
        if name not in names:
            raise ValueError(f"{what}: there is no field {name!r}; fields: {', '.join(names)}")
