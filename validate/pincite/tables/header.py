"""Headers: which field each column belongs to, and the labels that are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pincite.types import DEFAULT

Field = Mapping[str, Any]


class LabelFault(NamedTuple):
    """What is wrong with a label: issue code, column number from 1, field name, label."""

    code: str
    column: int
    field: str
    label: str


class Columns(NamedTuple):
    """The field of each column, in the order of the data, and the faults of the labels."""

    fields: list[Field]
    faults: list[LabelFault]


def match_labels(labels: Sequence[str], schema: Mapping[str, Any]) -> Columns:
    """Pair labels with fields by position (fieldsMatch exact, the default) or by name.

    A label without a field is read as type any, a field without a label is not read; both are
    reported once. Source of the modes: Table Schema 2.0, "fieldsMatch".
    """
    fields: list[Field] = list(schema["fields"])
    mode = schema.get("fieldsMatch", "exact")
    mode = mode[0] if isinstance(mode, list) and mode else mode
    if not labels:
        return Columns(fields, [])
    if mode == "exact":
        return Columns(_by_position(labels, fields), [*_faults_by_position(labels, fields)])
    return _by_name(labels, fields, str(mode), schema)


def _any_field(name: str, taken: set[str]) -> Field:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}{number}", number + 1
    taken.add(free)
    return {"name": free, "type": DEFAULT}


def _by_position(labels: Sequence[str], fields: list[Field]) -> list[Field]:
    matched = fields[: len(labels)]
    taken = {field["name"] for field in matched}
    return [*matched, *(_any_field(label, taken) for label in labels[len(fields) :])]


def _faults_by_position(labels: Sequence[str], fields: list[Field]) -> Iterator[LabelFault]:
    for column, label in enumerate(labels[len(fields) :], len(fields) + 1):
        yield LabelFault("extra-label", column, "", label)
    for column, field in enumerate(fields[len(labels) :], len(labels) + 1):
        yield LabelFault("missing-label", column, field["name"], "")
    for column, (field, label) in enumerate(zip(fields, labels, strict=False), 1):
        if not label:
            yield LabelFault("blank-label", column, field["name"], "")
        elif label in labels[: column - 1]:
            yield LabelFault("duplicate-label", column, field["name"], label)
        elif label != field["name"]:
            yield LabelFault("incorrect-label", column, field["name"], label)


def _by_name(
    labels: Sequence[str], fields: list[Field], mode: str, schema: Mapping[str, Any]
) -> Columns:
    by_name = {field["name"]: field for field in fields}
    taken = {label for label in labels if label in by_name}
    matched = [by_name.get(label) or _any_field(label, taken) for label in labels]
    faults: list[LabelFault] = []
    for column, label in enumerate(labels, 1):
        if label in labels[: column - 1]:
            faults.append(LabelFault("duplicate-label", column, label, label))
        elif label not in by_name and mode not in ("subset", "partial"):
            faults.append(LabelFault("extra-label", column, "", label))
    key = schema.get("primaryKey", ())
    missing = [field for field in fields if field["name"] not in labels]
    if mode in ("superset", "partial"):
        missing = [
            field
            for field in missing
            if field.get("constraints", {}).get("required") or field["name"] in key
        ]
    if mode == "partial" and not any(label in by_name for label in labels):
        faults.append(LabelFault("unmatched-header", 1, "", ""))
    faults += [
        LabelFault("missing-label", column, field["name"], "")
        for column, field in enumerate(missing, len(labels) + 1)
    ]
    return Columns(matched, faults)
