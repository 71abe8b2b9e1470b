"""A record of a pydantic model whose values come with quotes: does each quote say its value?

What does not prove is a pydantic ValidationError, with a place and a sentence for each fault, so
that a loop that asks a language model again can send it back as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pincite.descriptor.shape import meant
from pincite.grammar import NotUnderstood, Phrases, read_date
from pincite.package import CitationRule, Schema
from pincite.proof.claimed import (
    QUOTE_LISTS,
    FieldReading,
    Quoted,
    TextAtHand,
    judge_places,
    text_of_value,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Leaf:
    """One quoted value of a record: its place in the record, its field, and what is claimed."""

    loc: Loc
    name: str
    quoted: Any  # a model or dict with `quote` and `value`
    record: Mapping[str, Any] = field(default_factory=dict)  # the fields beside it

    def part(self, name: str) -> Any:
        """What the value says under a name; None where it says nothing."""
        if isinstance(self.quoted, Mapping):
            return self.quoted.get(name)
        return getattr(self.quoted, name, None)


@dataclass(frozen=True)
class Rules:
    """How the quotes of fields are read: citation rules by field, and what a package knows."""

    fields: Mapping[str, CitationRule]
    schema: Schema | None = None
    phrases: Phrases = field(default_factory=lambda: Phrases({}))
    language: str = "en"
    currencies: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[str] = ()

    @classmethod
    def of_methods(cls, methods: Mapping[str, Any], **more: Any) -> Rules:
        """Rules of methods by field: a name, or a `citation` property as in a Table Schema.

        Raises ValueError for a method that no quote is read by.
        """
        from pincite.proof.verdict import METHODS

        known = {*METHODS, "currency", "unit"}
        found = {}
        for name, given in methods.items():
            stated = {"methods": [given]} if isinstance(given, str) else dict(given)
            for method in stated.get("methods", []):
                if method not in known:
                    listed = ", ".join(sorted(known))
                    raise ValueError(f"{name}: method {method!r} is not one of {listed}")
            found[name] = CitationRule.from_dict(stated)
        return cls(found, **more)

    def reading(self, name: str, anchor: str | None) -> FieldReading:
        """How the quotes of a field are read."""
        reader = None if self.schema is None else self.schema.readers.get(name)
        rule = self.fields[name]
        known = (self.language, self.phrases, self.currencies, anchor)
        return FieldReading(rule, *known, *(() if reader is None else (reader.read,)))


def check_record(record: BaseModel, text: str, rules: Rules) -> int:
    """The number of quoted values of a record, all of which the text proves.

    Raises pydantic.ValidationError for those that it does not prove, and ValueError for a record
    without any.
    """
    at_hand = TextAtHand(text)
    found = quoted_values(record)
    leaves = [leaf for leaf in found if leaf.part("quotes") is None or leaf.name in rules.fields]
    if not leaves:
        raise ValueError(
            f"{type(record).__name__} has no value with a quote: nothing could be checked"
        )
    faults = [(leaf, fault) for leaf in leaves if (fault := _fault(leaf, at_hand, rules, leaves))]
    if faults:
        raise _validation_error(type(record).__name__, faults)
    return len(leaves)


def quoted_values(record: Any) -> Iterator[Leaf]:
    """All values with a quote of a record, however deep."""
    yield from _values(record, (), "", {})


def _values(value: Any, loc: Loc, name: str, beside: Mapping[str, Any]) -> Iterator[Leaf]:
    if isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from _values(item, (*loc, at), name, beside)
        return
    fields = _fields(value)
    if fields is None:
        return
    if "quote" in fields and "value" in fields:
        yield Leaf(loc, name, value, beside)
        return
    quotes = [q for key in QUOTE_LISTS if isinstance(fields.get(key), list) for q in fields[key]]
    for key, item in fields.items():
        if quotes and key not in QUOTE_LISTS and text_of_value(item):
            yield Leaf((*loc, key), key, {"quotes": quotes, "value": item}, fields)
        yield from _values(item, (*loc, key), key, fields)


def _fields(value: Any) -> dict[str, Any] | None:
    """The fields of a model by the names that its JSON has, or of a dict; else None."""
    infos = getattr(type(value), "model_fields", None)
    if isinstance(infos, dict):
        return {info.alias or name: getattr(value, name) for name, info in infos.items()}
    return dict(value) if isinstance(value, dict) else None


def _fault(leaf: Leaf, at_hand: TextAtHand, rules: Rules, leaves: Sequence[Leaf]) -> str:
    """Why a value does not prove; empty where it does. Of a record's quotes any may say it."""
    quotes, value = leaf.part("quotes"), leaf.part("value")
    ones = [replace(leaf, quoted={"quote": q, "value": value}) for q in quotes or ()] or [leaf]
    faults = [_fault_of_one(one, at_hand, rules, leaves) for one in ones]
    return "" if "" in faults else faults[0]


def _fault_of_one(leaf: Leaf, at_hand: TextAtHand, rules: Rules, leaves: Sequence[Leaf]) -> str:
    rule = rules.fields.get(leaf.name)
    if rule is None:
        known = ", ".join(rules.fields)
        return f"no method is known for {leaf.name}{meant(leaf.name, rules.fields)}; known: {known}"
    quote, value = leaf.part("quote"), text_of_value(leaf.part("value"))
    if not isinstance(quote, str) or not quote.strip():
        return "the quote is empty: copy the words of the text that say it, or give null"
    if value is None:
        return f"the value is missing, but the quote is “{quote}”"
    anchor = _anchor(leaf, rules.language)
    spans, how = at_hand.places(quote)
    if not spans:
        near = at_hand.nearest(quote)
        hint = f"; nearest is “{at_hand.text[near.start : near.end]}”" if near else ""
        return f"“{quote}” is not in the text{hint}: quote the text letter for letter"
    if how:
        own = at_hand.text[spans[0].start : spans[0].end]
        return f"the text has it with {how}: quote it as it is there: “{own}”"
    names, whose = _subject(leaf, rule, rules, leaves)
    claim = Quoted(quote, value, None, names, whose)
    verdict, _ = judge_places(at_hand, spans, rules.reading(leaf.name, anchor), claim)
    return "" if verdict.verdict == "proved" else f"{verdict.verdict}: {verdict.reason}"


def _anchor(leaf: Leaf, language: str) -> str | None:
    quote = leaf.part("anchor_quote")
    try:
        return read_date(quote, language=language) if isinstance(quote, str) else None
    except NotUnderstood:
        return None


def _subject(
    leaf: Leaf, rule: CitationRule, rules: Rules, leaves: Sequence[Leaf]
) -> tuple[Mapping[str, str] | None, str]:
    """The known names, and the code of the record's subject; none where none is declared."""
    if rule.subject is None:
        return None, ""
    named = rules.fields.get(rule.subject)
    vocabulary = named.vocabulary if named is not None else None
    whose = _named(leaf, rule.subject)
    if vocabulary is not None:
        known = dict(rules.phrases.of(vocabulary, rules.language))
    else:
        said = {_named(one, rule.subject) for one in leaves} | {whose}
        known = {name: name for name in said if name}
    return {**{name: f"? {name}" for name in rules.others if name not in known}, **known}, whose


def _named(leaf: Leaf, subject: str) -> str:
    """The subject of the record that a value belongs to; empty where it names none."""
    own = leaf.record.get(subject)
    fields = _fields(own)
    return text_of_value(fields.get("value") if fields is not None else own) or ""


def _validation_error(title: str, faults: Sequence[tuple[Leaf, str]]) -> Exception:
    from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

    details = [
        InitErrorDetails(
            type=PydanticCustomError("quote", "{reason}", {"reason": fault}),
            loc=leaf.loc,
            input={"quote": leaf.part("quote"), "value": leaf.part("value")},
        )
        for leaf, fault in faults
    ]
    return ValidationError.from_exception_data(title, details, "python", hide_input=False)
