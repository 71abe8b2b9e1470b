"""Files of claims: JSON, JSON Lines and CSV, a cell a row or a record a row.

A row of one cell has `table`, `record`, `field` and `quote`. A record has its fields by name, each
an object with `quote` and `value`, as the schema of `pincite schema TABLE --with-quotes` asks for;
its key's fields are plain. What is wrong with one row is that row's fault; a file that cannot be
read as any of this raises CannotRun.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pincite.descriptor.shape import meant
from pincite.files.reading import parse_json, read_text
from pincite.package import Package, Schema
from pincite.proof.claimed import QUOTE_LISTS, text_of_value
from pincite.report import CannotRun, counted
from pincite.seeds.outcomes import Claim
from pincite.sources.source_map import place_faults
from pincite.tables.csv_records import parse_csv

FORMS = ("json", "jsonl", "csv")
TEXTS = ("source", "prefix", "suffix", "method", "note", "code", "part")
OFFSETS = ("start", "end")
OF_ONE = {"place", "table", "record", "field", "quote", "value", *TEXTS, *OFFSETS}
# What a work list has beside: so that it can be imported again when its quotes are corrected.
OF_LISTS = {"number", "verdict", "reason", "nearest", "claimed"}
OF_QUOTED = {"quote", "value", "place", "anchor_quote", *TEXTS, *OFFSETS} - {"part", "source"}
PLACED = "place_"  # columns of CSV: place_page, place_table, place_row, place_column
LISTS = ("records", "items", "results", "data")  # what models call the one list of an object
WRAPPERS = {"choices", "response", "message", "content", "output", "candidates", "custom_id"}
QUOTE_COLUMN = "_quote"
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})", re.MULTILINE)


@dataclass(frozen=True)
class Reader:
    """How a file's rows become claims: of which package, and what is meant where a row says not."""

    package: Package
    table: str | None = None
    source: str | None = None

    def read(self, path: Path, form: str) -> list[Claim]:
        """All claims of a file; raises CannotRun where it has none, or is of another form."""
        if not path.exists():
            raise CannotRun(f"{path}: no such file")
        text = read_text(path, path.name).removeprefix("\ufeff")
        if not text.strip():
            raise CannotRun(f"{path.name}: is empty; a model or an extractor has written nothing")
        read = {"json": self._json, "jsonl": self._lines, "csv": self._csv}[form]
        found = list(read(text, path.name))
        if not found:
            raise CannotRun(f"{path.name}: has no records, so there is nothing to import")
        return found

    def _json(self, text: str, name: str) -> Iterator[Claim]:
        yield from self._document(_parsed(text, name), 1)

    def _lines(self, text: str, name: str) -> Iterator[Claim]:
        number = 0
        for line, row in enumerate(text.split("\n"), 1):
            if not row.strip():
                continue
            number += 1
            try:
                value = _parsed(row, f"{name}:{line}")
            except CannotRun as error:
                reason = str(error).replace(f"{name}:{line}:1:", f"{name}:{line}:")
                yield Claim(number, quote=row[:200], fault=reason)
                continue
            claims = list(self._document(value, number))
            yield from (replace(claim, number=number) for claim in claims)

    def _document(self, value: Any, number: int) -> Iterator[Claim]:
        """The claims of one JSON value: a list of rows, an object that holds one, or one row."""
        if isinstance(value, list):
            for at, item in enumerate(value, number):
                yield from self._row(item, at)
        elif isinstance(value, dict) and (lists := self._lists(value)):
            source = value.get("source", value.get("document_id"))
            within = replace(self, source=source if isinstance(source, str) else self.source)
            at = number
            for table, rows in lists:
                for item in rows:
                    yield from replace(within, table=table)._row(item, at)
                    at += 1
        else:
            yield from self._row(value, number)

    def _lists(self, value: Mapping[str, Any]) -> list[tuple[str | None, list[Any]]]:
        """The lists of rows in an object, each with the table that its name names."""
        if "field" in value and "quote" in value:
            return []
        schema = self._schema(self.table)
        own = set() if schema is None else set(schema.names)
        found: list[tuple[str | None, list[Any]]] = []
        for name, rows in value.items():
            if isinstance(rows, list) and name not in own:
                is_table = self._schema(name) is not None
                is_wrap = not own & value.keys() and all(isinstance(row, dict) for row in rows)
                if is_table or name in LISTS or (is_wrap and name not in {*QUOTE_LISTS, *WRAPPERS}):
                    found.append((name if is_table else self.table, rows))
        return found

    def _row(self, item: Any, number: int) -> Iterator[Claim]:
        if not isinstance(item, dict):
            shown = json.dumps(item, ensure_ascii=False, default=str)[:80]
            yield Claim(number, fault=f"a record is an object, found {shown}")
        elif "field" in item and ({"quote", "record", "place"} & item.keys()):
            yield self._one(item, number)
        else:
            yield from self._record(item, number)

    def _one(self, item: Mapping[str, Any], number: int) -> Claim:
        """The claim of a row that names its cell."""
        table = item.get("table", self.table)
        record = item.get("record")
        if isinstance(record, list):
            record = json.dumps([text_of_value(part) for part in record], ensure_ascii=False)
        claim = Claim(number, str(table or ""), str(record or ""), str(item.get("field") or ""))
        unknown = sorted(map(str, item.keys() - OF_ONE - OF_LISTS))
        if unknown:
            known = sorted(OF_ONE)
            fault = f"unknown key {unknown[0]}{meant(unknown[0], known)}; known: {', '.join(known)}"
            return replace(claim, quote=str(item.get("quote") or ""), fault=fault)
        return self._filled(claim, item)

    def _filled(self, claim: Claim, item: Mapping[str, Any]) -> Claim:
        """A claim with its quote, value and place; its fault is the first that is found."""
        faults = []
        texts: dict[str, Any] = {}
        for name in ("quote", *TEXTS):
            given = item.get(name)
            if given is not None and not isinstance(given, str):
                faults.append(f"{name} is a text, found {_shown(given)}")
            elif given or name == "source":
                texts[name] = given or self.source or ""
        for name in OFFSETS:
            given = item.get(name)
            if given is not None and type(given) is not int:
                faults.append(f"{name} is a whole number, found {_shown(given)}")
            elif given is not None:
                texts[name] = given
        if (given := item.get("place")) is not None:
            faults += place_faults(given)
            texts["place"] = given
        return replace(claim, **texts, value=item.get("value"), fault=faults[0] if faults else "")

    def _record(self, item: Mapping[str, Any], number: int) -> Iterator[Claim]:
        """The claims of a record: one for each of its fields that says anything."""
        schema = self._schema(self.table)
        about = Claim(number, self.table or "", source=self.source or "")
        if "source" in item and isinstance(item["source"], str):
            about = replace(about, source=item["source"])
        if schema is None:
            named = (
                f"no table is named {self.table}" if self.table else "say which --table it is of"
            )
            yield replace(about, fault=f"the record names no cell: {named}")
            return
        if (wrapper := sorted(WRAPPERS & item.keys())) and not {*schema.names} & item.keys():
            what = f"this is the answer of an interface, with {wrapper[0]}"
            yield replace(about, fault=f"{what}: save the model's JSON in it")
            return
        key, faults = _key(schema, item)
        about = replace(about, record=key)
        if faults:
            yield replace(about, fault=faults)
            return
        yield from self._fields(schema, item, about)

    def _fields(self, schema: Schema, item: Mapping[str, Any], about: Claim) -> Iterator[Claim]:
        own = [name for name in QUOTE_LISTS if name in item and schema.field(name) is None]
        listed = [item[name] if isinstance(item[name], list) else [item[name]] for name in own]
        quotes = [quote for found in listed for quote in found if isinstance(quote, str) and quote]
        for name, given in item.items():
            if name in own:
                continue
            claim = replace(about, field=str(name))
            asked = schema.field(str(name))
            is_plain_key = name in schema.primary_key and not isinstance(given, dict)
            is_empty = given in (None, {}, [])
            if is_plain_key or is_empty or name in ("source", "table"):
                continue
            if asked is None or asked.citation is None:
                if name in schema.primary_key:
                    continue
                cited = [field.name for field in schema.cited_fields]
                fault = f"{about.table} has no field of this name that takes a citation"
                fault += f"{meant(str(name), cited)}; fields: {', '.join(cited)}"
                yield replace(claim, value=given, fault=fault)
            elif quotes and not isinstance(given, dict):
                yield replace(claim, value=given, quote=quotes[0], others=tuple(quotes[1:]))
            else:
                yield from self._quoted(claim, given)

    def _quoted(self, claim: Claim, given: Any) -> Iterator[Claim]:
        """The claims of one field: its value with its quote, and its anchor if it has one."""
        if not isinstance(given, dict):
            fault = "a value without a quote: give an object with quote and value"
            yield replace(claim, value=given, fault=fault)
            return
        value, quote = given.get("value"), given.get("quote")
        unknown = sorted(map(str, given.keys() - OF_QUOTED))
        quotes = quote if isinstance(quote, list) else [quote]
        is_placed = not any(quotes) and bool(given.get("place"))  # the cell there is the quote
        if unknown:
            fault = f"unknown key {unknown[0]}{meant(unknown[0], OF_QUOTED)}"
            yield replace(claim, value=value, quote=str(quote or ""), fault=fault)
        elif is_placed:
            yield self._filled(claim, {**given, "quote": None, "source": claim.source})
        elif value in (None, "") and not any(quotes):
            return
        elif value is None and "value" in given:
            yield replace(claim, quote=str(quote), fault="a quote without a value")
        elif not any(quotes):
            yield replace(claim, value=value, fault="a value without a quote")
        else:
            for one in quotes:
                yield self._filled(claim, {**given, "quote": one, "source": claim.source})
            anchor = given.get("anchor_quote")
            if anchor:
                yield replace(claim, quote=str(anchor), part="anchor")

    def _csv(self, text: str, name: str) -> Iterator[Claim]:
        rows = parse_csv(text, name)
        header = next(rows, (1, []))[1]
        is_wide = not {"quote", "place_row", "place_column"} & {*header}
        if is_wide and not any(column.endswith(QUOTE_COLUMN) for column in header):
            raise CannotRun(
                f"{name}: has neither a column quote nor one such as amount{QUOTE_COLUMN};"
                f" columns: {', '.join(header)}"
            )
        if len(set(header)) < len(header):
            raise CannotRun(f"{name}: two columns have one name")
        for number, (line, cells) in enumerate(rows, 1):
            if len(cells) != len(header):
                fault = f"line {line}: {counted(len(cells), 'cells')}, the header has {len(header)}"
                yield Claim(number, quote=",".join(cells)[:200], fault=fault)
                continue
            row: dict[str, Any] = {k: v for k, v in zip(header, cells, strict=True) if v != ""}
            yield from self._record(_wide(row), number) if is_wide else [self._of_csv(row, number)]

    def _of_csv(self, row: dict[str, Any], number: int) -> Claim:
        for name in OFFSETS:
            text = row.get(name, "")
            if text.isascii() and text.isdecimal() and len(text) < 13:
                row[name] = int(text)
        place = {name: row.pop(name) for name in [*row] if name.startswith(PLACED)}
        if place:
            row["place"] = {
                name.removeprefix(PLACED): int(text)
                if name in ("place_page", "place_table") and text.isdecimal()
                else text
                for name, text in place.items()
            }
        return self._one({"field": "", **row}, number)

    def _schema(self, table: str | None) -> Schema | None:
        resource = self.package.table(table or "")
        return None if resource is None else resource.schema


def _wide(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with columns such as `amount` and `amount_quote` as a record."""
    quotes = {name.removesuffix(QUOTE_COLUMN) for name in row if name.endswith(QUOTE_COLUMN)}
    found: dict[str, Any] = {
        name: text
        for name, text in row.items()
        if name not in quotes and not name.endswith(QUOTE_COLUMN)
    }
    for name in sorted(quotes):
        value = {"value": row[name]} if name in row else {}
        found[name] = {**value, "quote": row[name + QUOTE_COLUMN]}
    return found


def _key(schema: Schema, item: Mapping[str, Any]) -> tuple[str, str]:
    """A record's key as text, or what is wrong with it."""
    cells = {}
    for name in schema.primary_key:
        given = item.get(name)
        text = text_of_value(given.get("value") if isinstance(given, dict) else given)
        if not text:
            return "", f"the record's key {name} is {_shown(given)}: it names the row, so give it"
        cells[name] = text
    return schema.key_of(cells), ""


def _shown(given: Any) -> str:
    return json.dumps(given, ensure_ascii=False, default=str)[:60]


def _parsed(text: str, name: str) -> Any:
    """The JSON value of a text; raises CannotRun that says what a model has put around it."""
    fence = _FENCE.search(text)
    try:
        value, is_odd = parse_json(text, name)
    except CannotRun as error:
        if fence is not None:
            line = text.count("\n", 0, fence.start()) + 1
            message = f"{name}: line {line} is a Markdown fence ({fence[0].strip()})"
            raise CannotRun(f"{message}: save only the JSON that is inside it") from error
        raise CannotRun(_what_is_around(text, name) or str(error)) from error
    if is_odd:
        raise CannotRun(f"{name}: an object has one key twice, or a number is NaN or Infinity")
    return value


def _what_is_around(text: str, name: str) -> str:
    """What is before or behind the JSON of a text, as a message; empty where it holds none."""
    begins = text.lstrip()
    first = min((at for at in map(begins.find, "[{") if at >= 0), default=-1)
    if first < 0:
        return f"{name}: is not JSON: it begins with “{begins[:40].splitlines()[0]}”"
    if first > 0 and begins[0] not in '"-0123456789tfn':
        return (
            f"{name}: is not JSON alone: before it is “{begins[:first].strip()[:60]}”;"
            " ask the model for JSON only, or save only the JSON"
        )
    try:
        _, end = json.JSONDecoder().raw_decode(begins)
    except (ValueError, RecursionError):
        return ""
    rest = begins[end:].strip()
    line = text.count("\n", 0, len(text) - len(begins) + end) + 1
    shown = rest.splitlines()[0][:60]
    return f"{name}: the JSON ends in line {line}; behind it is “{shown}”: save only the JSON"
