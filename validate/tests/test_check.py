"""Values with quotes for language models: the schema that asks for them, and `pincite.check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError, ValidationInfo, model_validator

import pincite
from pincite.proof.claimed import text_of_value
from support import GOLDEN, GOLDEN_SOURCES, run_command

TEXT = (GOLDEN_SOURCES / "marrow-bay.txt").read_text(encoding="utf-8")
# https://platform.openai.com/docs/guides/structured-outputs, its strict form
KEYWORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "anyOf"}
KEYWORDS |= {"description", "title", "$ref", "$defs"}


def parts(schema: Any, depth: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    """All schemas within a schema, with how deep they lie."""
    yield schema, depth
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    inner += [schema["items"]] if "items" in schema else []
    for part in inner:
        yield from parts(part, depth + 1)
    for part in schema.get("anyOf", []):
        yield from parts(part, depth)


def check_strict(schema: dict[str, Any]) -> int:
    """The number of objects in a schema; fails where strict structured output refuses it."""
    assert schema["type"] == "object"
    assert "anyOf" not in schema
    objects = properties = options = 0
    for part, depth in parts(schema):
        assert part.keys() <= KEYWORDS, part
        assert depth <= 10
        options += len(part.get("enum", ()))
        if part.get("type") == "object":
            objects += 1
            properties += len(part["properties"])
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
    assert properties <= 5000
    assert options <= 1000
    return objects


def schema_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    code, out, err = run_command(capsys, "schema", *arguments, "-p", str(GOLDEN))
    assert (code, err) == (0, "")
    return out


@pytest.fixture
def grants_module(capsys: pytest.CaptureFixture[str]) -> ModuleType:
    code = schema_of(capsys, "grants", "--with-quotes", "--pydantic")
    module = ModuleType("grants_models")
    exec(compile(code, "grants_models.py", "exec", dont_inherit=True), module.__dict__)
    return module


@pytest.mark.parametrize("table", ["grants", "parties", "recipients", "shares", "sources"])
def test_the_schema_with_quotes_is_one_for_strict_output(
    capsys: pytest.CaptureFixture[str], table: str
) -> None:
    schema = json.loads(schema_of(capsys, table, "--with-quotes"))
    assert check_strict(schema) > 2
    record = schema["properties"]["records"]["items"]
    plain = json.loads(schema_of(capsys, table))
    assert record["properties"].keys() <= plain["properties"].keys()
    key = plain["required"][0]
    assert record["properties"][key]["type"] == "string"


def test_the_schema_says_what_a_model_needs_to_know(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(schema_of(capsys, "grants", "--with-quotes"))
    fields = schema["properties"]["records"]["items"]["properties"]
    assert list(fields)[:2] == ["grant_id", "donor_id"]
    assert "title" not in fields  # our own words: no quote gives them
    amount, null = fields["amount"]["anyOf"]
    assert null == {"type": "null"}
    assert list(amount["properties"]) == ["quote", "value"]
    assert amount["properties"]["value"]["type"] == "number"
    assert "2500000 for “2.5 million euros”" in amount["properties"]["value"]["description"]
    status = fields["status"]["anyOf"][0]["properties"]["value"]
    assert status["enum"] == ["planned", "paid"]
    donor = fields["donor_id"]["anyOf"][0]["properties"]["value"]
    assert "enum" not in donor  # a key: the text may name somebody new
    assert "Known so far: council, fennel, tern." in donor["description"]
    anchored = fields["start_anchored_edtf"]["anyOf"][0]
    assert anchored["required"] == ["quote", "value", "anchor_quote"]


def test_what_has_no_schema_with_quotes_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, reason in (
        (("grantz",), "no table grantz; did you mean grants?"),
        (("notes", "--with-quotes"), "notes: no field takes its value from a quote"),
        (("grants", "--pydantic"), "--pydantic goes with --with-quotes"),
    ):
        code, out, err = run_command(capsys, "schema", *arguments, "-p", str(GOLDEN))
        assert (code, out, reason in err) == (2, "", True)


def record(**changes: Any) -> dict[str, Any]:
    """What a model should extract from the golden text."""
    money = "about 2.5 million euros"
    found: dict[str, Any] = {
        "grant_id": "ferries",
        "donor_id": {"quote": "Marrow Bay Council", "value": "council"},
        "amount": {"quote": money, "value": 2500000},
        "currency": {"quote": money, "value": "EUR"},
        "amount_stated": {"quote": money, "value": money},
        "amount_qualifier": {"quote": money, "value": "about"},
        "status": {"quote": "will give", "value": "planned"},
        "instrument": None,
        "start_stated": {"quote": "from June this year", "value": "from June this year"},
        "start_edtf": {"quote": "from June this year", "value": "XXXX-06"},
        "start_anchored_edtf": {
            "quote": "from June this year",
            "value": "2024-06",
            "anchor_quote": "2024-03-08",
        },
        "end_edtf": None,
    }
    return found | changes


def test_the_generated_models_are_the_schema_and_their_records_are_checked(
    grants_module: ModuleType,
) -> None:
    assert check_strict(grants_module.GrantsList.model_json_schema()) > 5
    found = grants_module.GrantsList.model_validate({"records": [record()]})
    table = pincite.open(GOLDEN)["grants"]
    assert pincite.check(found, TEXT, table) is found
    (one,) = found.records
    assert pincite.check(one, TEXT, table) is one
    with pytest.raises(ValidationError, match="extra"):
        grants_module.Grants.model_validate(record(colour="red"))


FAULTS = [
    ({"amount": {"quote": "2.5 million euros", "value": 2500000}}, "amount", "cropped: what is"),
    ({"amount": {"quote": "about 2.5 million euros", "value": 250000}}, "amount", "not 250000"),
    (
        {"amount": {"quote": "about 2.5 million pounds", "value": 1}},
        "amount",
        "is not in the text; nearest is “about 2.5 million euros",
    ),
    (
        {"amount": {"quote": "about  2.5 million euros", "value": 2500000}},
        "amount",
        "other blanks or line ends: quote it as it is there: “about 2.5 million euros”",
    ),
    ({"amount": {"quote": " ", "value": 2500000}}, "amount", "the quote is empty"),
    ({"status": {"quote": "said", "value": "paid"}}, "status", "not a phrase of the vocabulary"),
    ({"start_edtf": {"quote": "2024-03-08", "value": "2024"}}, "start_edtf", "says 2024-03-08"),
]


@pytest.mark.parametrize(("change", "field", "reason"), FAULTS, ids=lambda value: str(value)[:40])
def test_what_a_quote_does_not_say_is_a_validation_error(
    grants_module: ModuleType, change: dict[str, Any], field: str, reason: str
) -> None:
    found = grants_module.GrantsList.model_validate({"records": [record(**change)]})
    with pytest.raises(ValidationError) as caught:
        pincite.check(found, TEXT, pincite.open(GOLDEN)["grants"])
    (error,) = caught.value.errors()
    assert error["loc"] == ("records", 0, field)
    assert error["type"] == "quote"
    assert reason in error["msg"]
    assert f"records.0.{field}" in str(caught.value)
    assert reason in str(caught.value)  # the text that goes back to the model


class Quoted(BaseModel):
    quote: str
    value: float


class Firm(BaseModel):
    name: str
    staff: Quoted | None = None


class Firms(BaseModel):
    firms: list[Firm]

    @model_validator(mode="after")
    def quotes_are_right(self, info: ValidationInfo) -> Firms:
        if info.context:
            pincite.check(self, info.context["text"], methods=METHODS)
        return self


METHODS = {"name": "verbatim", "staff": {"methods": ["count"], "subject": "name"}}
STORY = "Arden Mills employed 1,250 people, while Brook Glass had 900."


def firms(first: tuple[str, float], second: tuple[str, float]) -> dict[str, Any]:
    names = ("Arden Mills", "Brook Glass")
    return {
        "firms": [
            {"name": name, "staff": {"quote": quote, "value": value}}
            for name, (quote, value) in zip(names, (first, second), strict=True)
        ]
    }


def test_models_of_ones_own_need_no_package() -> None:
    found = Firms.model_validate(firms(("1,250", 1250), ("900", 900)))
    assert pincite.check(found, STORY, methods=METHODS) is found
    swapped = Firms.model_validate(firms(("900", 900), ("1,250", 1250)))
    with pytest.raises(ValidationError) as caught:
        pincite.check(swapped, STORY, methods=METHODS)
    assert [error["loc"] for error in caught.value.errors()] == [
        ("firms", 0, "staff"),
        ("firms", 1, "staff"),
    ]
    assert "the nearest name of the sentence is another (Brook Glass)" in str(caught.value)
    alone = Firm(name="Arden Mills", staff=Quoted(quote="900", value=900))
    with pytest.raises(ValidationError, match="turns to “Brook Glass”, which no record names"):
        pincite.check(alone, STORY, methods=METHODS)
    with pytest.raises(ValidationError, match="Brook Glass"):
        pincite.check(alone, STORY, methods=METHODS, others=["Brook Glass"])


def test_a_validator_that_checks_gives_a_retry_loop_its_reasons() -> None:
    context = {"text": STORY}
    good, bad = firms(("1,250", 1250), ("900", 900)), firms(("1,250", 1250), ("900", 90))
    assert Firms.model_validate(good, context=context)
    asked: list[str] = []
    answers = iter([bad, good])
    for answer in answers:  # what Instructor and others do
        try:
            found = Firms.model_validate(answer, context=context)
            break
        except ValidationError as error:
            asked.append(str(error))
    assert found.firms[1].staff is not None
    assert found.firms[1].staff.value == 900
    assert len(asked) == 1
    assert "the quote says 900 (count), not 90" in asked[0]


def test_what_cannot_be_checked_is_not_called_right() -> None:
    one = Firm(name="Arden Mills", staff=Quoted(quote="1,250", value=1250))
    for given, reason in (
        ({}, "give the table of a package, or methods"),
        ({"methods": METHODS, "table": pincite.open(GOLDEN)["grants"]}, "one of them"),
        ({"methods": {"staff": "guess"}}, "method 'guess' is not one of amount"),
    ):
        with pytest.raises(ValueError, match=reason):
            pincite.check(one, STORY, **given)
    with pytest.raises(ValidationError, match="no method is known for staff; known: boats"):
        pincite.check(one, STORY, methods={"boats": "count"})
    with pytest.raises(ValueError, match="Firm has no value with a quote: nothing could be"):
        pincite.check(Firm(name="Arden Mills"), STORY, methods=METHODS)
    with pytest.raises(pincite.CannotRun, match="its cells take no citations"):
        pincite.check(one, STORY, pincite.open(GOLDEN)["notes"])


def test_repeated_quotes_that_do_not_agree_are_ambiguous() -> None:
    text = "It had 900 people. Later it had nearly 900 people."
    one = Firm(name="It", staff=Quoted(quote="900 people", value=900))
    with pytest.raises(ValidationError, match="ambiguous: the quote is at 7, 39, which do not"):
        pincite.check(one, text, methods={"staff": "count"})
    text = "Im Jahr 2020 waren es 1.250 Menschen."
    one = Firm(name="x", staff=Quoted(quote="1.250 Menschen", value=1250))
    assert pincite.check(one, text, methods={"staff": "count"}, language="de") is one


def test_a_sentence_as_quote_is_enough_if_one_phrase_of_it_says_the_value() -> None:
    whole = Firm(name="Arden Mills", staff=Quoted(quote=STORY, value=1250))
    assert pincite.check(whole, STORY, methods=METHODS) is whole
    for text, value, reason in (
        (STORY, 1251, "no rule reads"),
        (STORY.replace("employed", "employed nearly"), 1250, None),
        ("It had 900 people, of whom 900 people left.", 900, "says it several times, at 7, 27"),
    ):
        one = Firm(name="x", staff=Quoted(quote=text, value=value))
        if reason is None:  # the hedge is a part of the phrase that is read
            assert pincite.check(one, text, methods={"staff": "count"}) is one
            continue
        with pytest.raises(ValidationError, match=reason):
            pincite.check(one, text, methods={"staff": "count"})


class Status(Enum):
    OPEN = "open"


class Event(BaseModel):
    day: dict[str, Any]
    status: dict[str, Any]


def test_values_may_be_dates_decimals_and_members_of_enums() -> None:
    text = "It was open on 12 May 2021."
    day = {"quote": "12 May 2021", "value": date(2021, 5, 12)}
    event = Event(day=day, status={"quote": "open", "value": Status.OPEN})
    assert pincite.check(event, text, methods={"day": "date", "status": "verbatim"}) is event
    assert text_of_value(Decimal("2.50")) == "2.5"
    assert text_of_value(float("nan")) is None
    assert text_of_value([1]) is None


class Cited(BaseModel):
    name: str
    staff: int
    substring_quotes: list[str]


def test_quotes_of_a_whole_record_may_each_say_a_value() -> None:
    quotes = ["Brook Glass had 900", "Arden Mills employed 1,250 people"]
    one = Cited(name="Arden Mills", staff=1250, substring_quotes=quotes)
    assert pincite.check(one, STORY, methods=METHODS) is one
    one = Cited(name="Arden Mills", staff=900, substring_quotes=quotes)
    with pytest.raises(ValidationError, match="staff"):
        pincite.check(one, STORY, methods=METHODS)
    with pytest.raises(ValueError, match="nothing could be checked"):
        pincite.check(one, STORY, methods={"boats": "count"})


def test_models_of_a_package_that_is_not_trusted_run_none_of_its_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = '""" + __import__("os").getenv("X") + """ import nowhere #'
    citation = {"methods": ["count"]}
    fields = [{"name": "id"}, {"name": bad, "description": bad, "citation": citation}]
    roles = {"convention": "2", "citations": "c", "sources": "s", "phrases": "p"}
    data = json.loads((GOLDEN / "datapackage.json").read_text(encoding="utf-8"))
    kept = [r for r in data["resources"] if r["name"] in ("sources", "phrases", "citations")]
    names = {"sources": "s", "phrases": "p", "citations": "c"}
    for resource in kept:
        resource["name"] = names[resource["name"]]
        resource["schema"].pop("foreignKeys", None)
    schema = {"fields": fields, "primaryKey": ["id"]}
    table = {"name": "evil", "type": "table", "path": "evil.csv", "schema": schema}
    package = {"name": "x", "citation": roles, "resources": [table, *kept]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    where = ("-p", str(tmp_path))
    code, out, err = run_command(capsys, "schema", "evil", "--with-quotes", "--pydantic", *where)
    assert (code, err) == (0, "")
    names_used: dict[str, Any] = {}
    exec(
        compile(out, "evil.py", "exec", dont_inherit=True), names_used
    )  # imports nothing of theirs
    (alias,) = [f.alias for f in names_used["Evil"].model_fields.values() if f.alias]
    assert alias == bad
