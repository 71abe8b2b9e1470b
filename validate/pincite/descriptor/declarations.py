"""The shapes of the citation convention (docs/convention.md), where unknown keys are faults.

They are custom properties in what the standard describes (`package/standard/`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pincite.descriptor.explorer_property import EXPLORER
from pincite.descriptor.shape import (
    COUNT,
    FILLED,
    FLAG,
    NAME,
    NUMBER,
    TEXT,
    Between,
    Choice,
    Either,
    Fault,
    Kind,
    Late,
    ListOf,
    MapOf,
    Object,
    Shape,
    shown,
)
from pincite.descriptor.standard.descriptors import Extras
from pincite.report.codes import SKIPPABLE

Tables = Mapping[str, Mapping[str, Any] | None]  # schemas by resource; None for a faulty one

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
NAMES = ListOf(TEXT, least=1)
MATCH = MapOf(TEXT)
AMOUNT = Kind(int, "a number of fields", least=0)


class WantedShape:
    """What `when` wants of a field: one of some texts, or that it is filled, or not."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of a list of texts, or of an object with `filled`."""
        shape = Object({"filled": FLAG}, is_closed=True) if isinstance(value, dict) else NAMES
        yield from shape.faults(value, path)


WHEN = MapOf(WantedShape())
COMPARISONS = ("<", "<=", "=", "!=", ">=", ">")
RULE_SEVERITIES = ("error", "warning")  # the first is what holds where none is declared
_SAID: Mapping[str, Shape] = {"says": TEXT, "reason": TEXT, "severity": Choice(RULE_SEVERITIES)}

QUOTE_LIMITS = ("short", "none")  # the first is what holds where nothing is declared
COVERAGE_SCOPES = ("whole", "cited_paragraphs", "none")
CONVENTION = Object(
    {"convention": Choice(("1", "2")), "citations": TEXT, "sources": TEXT, "phrases": TEXT},
    {
        "notes": TEXT,
        "passages": TEXT,
        "quoteLimits": Choice(QUOTE_LIMITS),
        "coverageScope": Choice(COVERAGE_SCOPES),
    },
    is_closed=True,
)


@cache
def citation() -> Object:
    """The citation property of a field."""
    from pincite.grammar import METHODS

    return Object(
        {"methods": ListOf(Choice(tuple(sorted(METHODS))), least=1)},
        {
            "vocabulary": TEXT,
            "default": TEXT,
            "anchor": FLAG,
            "external": Object(
                {"resource": TEXT, "match": MATCH, "value": TEXT},
                {"where": MATCH, "fallback": TEXT},
                is_closed=True,
            ),
            "position": Object({"of": TEXT, "within": TEXT}, {"first": MATCH}, is_closed=True),
            "bound": Choice(("lower", "upper")),
            "currencies": MapOf(TEXT),
            "unit": TEXT,
            "qualifier": TEXT,
            "subject": TEXT,
            "parts": ListOf(Choice(("scale", "unit")), least=1),
            "fiscalYear": Object(
                {"month": Between(1, 12), "namedBy": Choice(("start", "end"))}, is_closed=True
            ),
        },
        is_closed=True,
    )


_RULE_PARTS: tuple[tuple[str, Mapping[str, Shape], Mapping[str, Shape]], ...] = (
    ("filled_when", {"field": TEXT, "when": WHEN}, {}),
    ("required_when", {"field": TEXT, "when": WHEN}, {}),
    ("filled_together", {"fields": NAMES}, {}),
    ("ordered", {"fields": NAMES}, {}),
    ("key_template", {"field": TEXT, "template": TEXT}, {}),
    (
        "row_count",
        {"resource": TEXT, "match": MATCH, "count": COUNT},
        {"where": MATCH, "when": WHEN},
    ),
    ("allowed", {"field": TEXT, "values": NAMES}, {"when": WHEN}),
    ("compared", {"fields": NAMES, "is": Choice(COMPARISONS)}, {"when": WHEN}),
    (
        "sum",
        {"fields": NAMES, "equals": TEXT},
        {"minus": NAMES, "tolerance": NUMBER, "empty": Choice(("skip", "zero")), "when": WHEN},
    ),
    ("filled_count", {"fields": NAMES}, {"least": AMOUNT, "most": AMOUNT, "when": WHEN}),
    ("unique_within", {"fields": NAMES}, {"group": NAMES, "when": WHEN}),
    ("reference", {"table": TEXT, "record": TEXT}, {"field": TEXT}),
    ("same_passage", {"fields": NAMES}, {}),
    ("same_quote", {"fields": NAMES}, {}),
    ("one_paragraph", {}, {}),
)
RULES: Mapping[str, Object] = {
    name: Object({"rule": TEXT, **required}, {**optional, **_SAID}, is_closed=True)
    for name, required, optional in _RULE_PARTS
}


class RuleShape:
    """A rule of a Table Schema: one of RULES, by its name."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the rule's own shape."""
        name = value.get("rule") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in RULES:
            yield Fault(path, f"the rule must be one of: {', '.join(RULES)}, is {shown(name)}")
        else:
            found = list(RULES[name].faults(value, path))
            yield from found
            if name in ("ordered", "compared") and not found and len(value["fields"]) != 2:
                yield Fault(path, f"the rule {name} takes two fields")


RECORDS = Object(
    {"table": TEXT, "schema": NAME},
    {"children": MapOf(Object({"table": TEXT, "match": MATCH}, is_closed=True))},
    is_closed=True,
)
_SKIP = Object({"code": Choice(tuple(sorted(SKIPPABLE))), "reason": FILLED}, is_closed=True)
_CHECKS = Object({"skip": ListOf(_SKIP)}, is_closed=True)


class ChecksShape:
    """Which issues a package wants left out, with reasons; another `checks` is somebody's own."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of an object with `skip`."""
        if isinstance(value, dict) and "skip" in value:
            yield from _CHECKS.faults(value, path)


FACTS = ListOf(
    Object(
        {"table": TEXT, "subject": TEXT, "fields": NAMES},
        {
            "time": TEXT,
            "status": TEXT,
            "attribution": TEXT,
            "type": Choice(("MonetaryGrant", "Observation")),
        },
        is_closed=True,
    ),
    least=1,
)
EXTRAS = Extras(
    # a citation that is a text says how to cite the package
    package={"citation": Either(TEXT, CONVENTION), "explorer": EXPLORER, "checks": ChecksShape()},
    resource={"records": RECORDS, "facts": FACTS},
    schema={"rules": ListOf(RuleShape())},
    field={"citation": Late(citation)},
)
