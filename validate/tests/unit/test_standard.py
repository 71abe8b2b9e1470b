"""Parts of the descriptor checks: spelling, texts with a form, versions, lines of a JSON text."""

from __future__ import annotations

import json

import pytest

from pincite.descriptor.places import odd_faults, parts, with_lines
from pincite.descriptor.shape import NAME, Between, Fault, is_near, meant
from pincite.descriptor.standard import WEB_ADDRESS, is_semantic_version, path_fault, version_of
from pincite.types.datetime import is_rfc_3339
from pincite.types.string import is_email

STANDARD = (
    "name title description path data type format schema dialect hash bytes fields constraints"
    " primaryKey foreignKeys uniqueKeys missingValues categories contributors licenses created"
).split()


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("nmae", "name"),
        ("tpye", "type"),
        ("paths", "path"),
        ("feilds", "fields"),
        ("shema", "schema"),
        ("constrants", "constraints"),
        ("constrainst", "constraints"),
        ("primarykey", "primaryKey"),
        ("primary_key", "primaryKey"),
        ("foreign-keys", "foreignKeys"),
        ("Missingvalues", "missingValues"),
        ("licences", "licenses"),
        ("contributers", "contributors"),
    ],
)
def test_a_misspelt_name_is_near(name: str, option: str) -> None:
    assert is_near(name, option)
    assert meant(name, STANDARD) == f"; did you mean {option}?"


@pytest.mark.parametrize(
    "name",
    "date size unit label source project temporal creator modified title_fr description_nl"
    " name@en dc:title _title x rowCount bibliographicCitation note tag".split(),
)
def test_a_custom_property_is_free(name: str) -> None:
    assert meant(name, STANDARD) == ""


@pytest.mark.parametrize(
    ("homepage", "write"),
    [
        ("git+https://example.org/a.git", "https://example.org/a.git"),
        ("data.example.org/a", "https://data.example.org/a"),
        ("mailto:ada@example.org", ""),
        ("javascript:alert(1)", ""),
        ("git+ssh://example.org/a", ""),
        (7, ""),
    ],
)
def test_a_homepage_is_an_address_that_a_browser_opens(homepage: object, write: str) -> None:
    (fault,) = WEB_ADDRESS.faults(homepage, "homepage")
    assert fault.message.partition("; write ")[2] == (f"“{write}”" if write else "")
    assert [*WEB_ADDRESS.faults("https://example.org/", "homepage")] == []


@pytest.mark.parametrize(
    "path",
    ["a.csv", "data/a b.csv", "ü/ä.csv", "https://example.org/a?b=c", "ftp://x.org/a", "a..b"],
)
def test_a_path_or_url_is_right(path: str) -> None:
    assert path_fault(path) is None


@pytest.mark.parametrize(
    "path",
    [
        *("", "/a", "../a", "a/../b", "./a", ".a/b", "a/.b/c", "~/a", "$A/b", "%A%/b", "a\\b"),
        *("file:a", "file:///a", "s3://a/b", "https://", "https://a b", "a\nb", "a" * 300),
    ],
)
def test_a_path_that_is_none_says_why(path: str) -> None:
    assert path_fault(path)


def test_moments_addresses_and_versions_have_their_forms() -> None:
    assert all(map(is_rfc_3339, ("2021-03-04T05:06:07Z", "2020-02-29t23:59:60.5+05:30")))
    assert not any(
        map(
            is_rfc_3339,
            ("2021-03-04", "2021-02-29T05:06:07Z", "2021-03-04T05:06:07", "2021-03-04T24:00:00Z"),
        )
    )
    assert is_email("ada@example.org")
    assert not any(map(is_email, ("ada", "ada@", "@example.org", "a b@example.org", "")))
    assert all(map(is_semantic_version, ("1.0.0", "0.1.2-rc.1+b", "10.20.30")))
    assert not any(map(is_semantic_version, ("1", "1.0", "v1.0.0", "01.0.0", "")))


@pytest.mark.parametrize(
    ("schema", "version"),
    [
        (None, "1"),
        ("https://datapackage.org/profiles/1.0/datapackage.json", "1"),
        ("https://datapackage.org/profiles/2.0/datapackage.json", "2"),
        ("https://datapackage.org/profiles/2.1/datapackage.json", "2"),
        ("https://example.org/profile.json", "any"),
        (7, "1"),
    ],
)
def test_the_version_is_that_of_the_profile(schema: object, version: str) -> None:
    assert version_of({} if schema is None else {"$schema": schema}) == version


TEXT = """{
  "a": [1, {"b": "x\\n\\"{[,:"}],

  "c": {"d": null,
        "d": NaN}
}"""


def test_every_value_of_a_json_text_has_its_path_and_line() -> None:
    assert [(part.path, part.line) for part in parts(TEXT)] == [
        ("", 1),
        ("a", 2),
        ("a[0]", 2),
        ("a[1]", 2),
        ("a[1].b", 2),
        ("c", 4),
        ("c.d", 4),
        ("c.d", 5),
    ]
    assert [(fault.path, fault.line) for fault in odd_faults(parts(TEXT))] == [
        ("c.d", 5),
        ("c.d", 5),
    ]


def test_a_fault_has_the_line_of_the_nearest_path_above() -> None:
    text = json.dumps({"resources": [{"name": "a", "schema": {"fields": []}}]}, indent=1)
    faults = [
        Fault("resources[0].schema.fields.x.y", ""),
        Fault("resources[0]", ""),
        Fault("q", ""),
    ]
    assert [fault.line for fault in with_lines(faults, parts(text))] == [6, 3, None]


@pytest.mark.parametrize(
    ("value", "is_right"),
    [(0, False), (1, True), (12, True), (13, False), (True, False), ("1", False), (1.0, False)],
)
def test_bounds_of_an_integer_are_included(value: object, *, is_right: bool) -> None:
    assert (list(Between(1, 12).faults(value, "month")) == []) is is_right


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Limit\u00a02025", True),
        ("面積\u3000km²", True),
        (" \u00a0", False),
        ("a\u200bb", False),
        ("a\n", False),
        ("", False),
    ],
)
def test_a_name_has_blanks_of_any_kind_and_nothing_that_is_not_seen(
    name: str, is_one: bool
) -> None:
    assert (list(NAME.faults(name, "name")) == []) is is_one
