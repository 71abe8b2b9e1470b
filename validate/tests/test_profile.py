"""docs/citations-profile.json: right for our packages, wrong for broken ones, as the code is."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from descriptors import VALUES, places
from pincite.descriptor.documents import BadDeclaration
from pincite.descriptor.names import ROLES
from pincite.package import open_package
from support import GOLDEN, OTHER_PACKAGES, ROOT

PROFILE = json.loads((ROOT / "validate/docs/citations-profile.json").read_text(encoding="utf-8"))
PARTS = ("citations", "sources", "phrases", "notes", "passages")
PACKAGES = [ROOT, GOLDEN, OTHER_PACKAGES / "valley-trams", OTHER_PACKAGES / "tea-gardens"]
NAMES_ONLY = re.compile(  # what a JSON Schema cannot say: whether a name leads somewhere
    r"there is no (field|table|resource)|that table has no field|names an earlier"
    r"|a table with rules, citations or copies"
)
STRIDE = 193  # every so many changes of some 9,000
Path_ = tuple[Any, ...]


def inlined(package: Path) -> dict[str, Any]:
    """A package's descriptor with its schemas in it."""
    descriptor: dict[str, Any] = json.loads(
        (package / "datapackage.json").read_text(encoding="utf-8")
    )
    for resource in descriptor["resources"]:
        if isinstance(resource.get("schema"), str):
            text = (package / resource["schema"]).read_text(encoding="utf-8")
            resource["schema"] = json.loads(text)
    return descriptor


def reasons(descriptor: Any) -> list[tuple[Path_, str]]:
    """Where the profile is broken, and by which keyword; parts are checked by their definitions."""
    found = [
        (tuple(error.absolute_path), str(error.validator))
        for error in Draft7Validator(PROFILE).iter_errors(descriptor)
    ]
    declared = descriptor.get("citation")
    for part in PARTS if isinstance(declared, dict) else ():
        for number, resource in enumerate(descriptor["resources"]):
            if resource["name"] != declared.get(part):
                continue
            schema = {"$ref": f"#/definitions/{part}Table", "definitions": PROFILE["definitions"]}
            found += [
                (("resources", number, "schema", *error.absolute_path), str(error.validator))
                for error in Draft7Validator(schema).iter_errors(resource["schema"])
            ]
    return found


def changed(descriptor: Any, path: Path_, value: Any) -> Any:
    result = copy.deepcopy(descriptor)
    parent = result
    for step in path[:-1]:
        parent = parent[step]
    if value is DELETED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return result


DELETED = object()


def test_the_profile_is_a_json_schema_that_our_packages_fit() -> None:
    Draft7Validator.check_schema(PROFILE)
    for package in PACKAGES:
        assert reasons(inlined(package)) == [], package


def field_of(descriptor: Any, table: str, name: str) -> Path_:
    number = next(i for i, r in enumerate(descriptor["resources"]) if r["name"] == table)
    fields = descriptor["resources"][number]["schema"]["fields"]
    at = next(i for i, field in enumerate(fields) if field["name"] == name)
    return ("resources", number, "schema", "fields", at)


FISCAL = {"month": 4, "namedBy": "end"}
NO_MONTH = {"month": 13, "namedBy": "end"}
BROKEN = [  # table and field of the golden package, path below it, value, place and keyword
    ("", "", ("citation", "convention"), "3", "convention", "enum"),
    ("", "", ("citation", "phrases"), DELETED, "citation", "required"),
    ("", "", ("citation", "note"), "notes", "citation", "additionalProperties"),
    ("grants", "amount", ("citation", "methods"), [], "methods", "minItems"),
    ("grants", "amount", ("citation", "methods"), ["ammount"], 0, "enum"),
    ("grants", "amount", ("citation", "methods"), ["judged"], "type", "not"),
    ("grants", "amount", ("citation", "bound"), "middle", "bound", "enum"),
    ("grants", "amount", ("citation", "fiscalYear"), FISCAL, "methods", "const"),
    ("grants", "start_edtf", ("citation", "fiscalYear"), NO_MONTH, "month", "maximum"),
    ("grants", "start_edtf", ("citation", "fiscalYear"), {"month": 4}, "fiscalYear", "required"),
    ("grants", "currency", ("citation", "bound"), "lower", 0, "enum"),
    ("", "", ("citation", "quoteLimits"), "long", "quoteLimits", "enum"),
    ("", "", ("citation", "coverageScope"), "all", "coverageScope", "enum"),
    ("grants", "amount", ("citation", "parts"), ["scales"], 0, "enum"),
    ("grants", "status", ("citation", "parts"), ["scale"], 0, "enum"),
    ("grants", "amount", ("citation", "subject"), 7, "subject", "type"),
    ("parties", "name", ("citation", "subject"), "kind", "methods", "contains"),
    ("grants", "amount", ("citation", "anchor"), True, "methods", "const"),
    ("grants", "start_anchored_edtf", ("citation", "anchor"), "yes", "anchor", "type"),
    ("grants", "status", ("citation", "vocabulary"), DELETED, "citation", "required"),
    ("grants", "instrument", ("citation", "default"), DELETED, "citation", "required"),
    ("grants", "status", ("citation", "default"), "paid", "citation", "not"),
    ("parties", "name", ("citation", "external", "value"), DELETED, "external", "required"),
    ("parties", "name", ("citation", "external"), DELETED, "citation", "required"),
    ("recipients", "seq", ("citation", "position", "off"), "x", "position", "additionalProperties"),
    ("citations", "start", ("type",), "string", "type", "const"),
    ("citations", "quote", ("name",), "quotation", "fields", "contains"),
    ("citations", "method", ("constraints",), DELETED, 9, "required"),
    ("sources", "code_points", ("groupChar",), ",", 4, "not"),
    ("phrases", "code", ("constraints", "required"), False, "required", "const"),
    ("notes", "end", ("type",), DELETED, 3, "required"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "name", "below", "value", "place", "keyword"), BROKEN)
def test_a_broken_package_fails_for_its_own_reason(
    table: str, name: str, below: Path_, value: Any, place: Any, keyword: str
) -> None:
    golden = inlined(GOLDEN)
    golden["citation"]["convention"] = "2"
    path = (*field_of(golden, table, name), *below) if table else below
    found = reasons(changed(golden, path, value))
    assert len(found) == 1, found
    assert (found[0][0][-1], found[0][1]) == (place, keyword)


VERSION_2: list[tuple[Path_, Any]] = [
    (("citation", "passages"), "notes"),
    (("citation", "quoteLimits"), "none"),
    (("citation", "coverageScope"), "none"),
    (("subject",), "donor_id"),
    (("parts",), ["scale"]),
    (("currencies",), {"$": "USD"}),
    (("bound",), "lower"),  # of version 1 too
]


@pytest.mark.parametrize(("path", "value"), VERSION_2)
def test_version_1_has_none_of_what_version_2_added(
    path: Path_, value: Any, tmp_path: Path
) -> None:
    """The profile and the code refuse it under 1, by name, and take it under 2."""
    for version in ("1", "2"):
        golden = inlined(GOLDEN)
        golden["citation"]["convention"] = version
        place = (
            path if len(path) > 1 else (*field_of(golden, "grants", "amount"), "citation", *path)
        )
        descriptor = changed(golden, place, value)
        is_new = version == "1" and path != ("bound",)
        assert bool(reasons(descriptor)) == is_new
        (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        try:
            open_package(tmp_path)
            said = ""
        except BadDeclaration as bad:
            said = str([fault.message for faults in bad.files.values() for fault in faults])
        assert (f"{path[-1]} of" in said) == is_new, said


def of_the_convention(descriptor: Any) -> Iterator[Path_]:
    """The places of a descriptor that the convention speaks of."""
    roles = {name: part for part, name in descriptor["citation"].items()}
    for path in places(descriptor):
        words = {step for step in path if isinstance(step, str)}
        is_column = False
        if len(path) > 5 and path[3] == "fields" and path[-1] in ("type", "required", "name"):
            resource = descriptor["resources"][path[1]]
            columns = ROLES.get(roles.get(resource["name"], ""), {})
            is_column = resource["schema"]["fields"][path[4]]["name"] in columns
        if words & {"citation", "rules", "records"} or is_column:
            yield path


@pytest.mark.long
def test_the_profile_and_the_code_agree_on_changed_declarations(tmp_path: Path) -> None:
    """Both refuse, or neither: they are two descriptions of one thing."""
    outcomes: Counter[tuple[bool, bool]] = Counter()
    differ = []
    number = 0
    for package in PACKAGES[1:]:
        original = inlined(package)
        for path in of_the_convention(original):
            for value in (DELETED, *VALUES, "1", ["date"], ["term"], {"a": ["b"]}, 12):
                number += 1
                if number % STRIDE:
                    continue
                descriptor = changed(original, path, value)
                refused = code_refuses(tmp_path, descriptor)
                if refused is None:
                    continue
                verdict = (refused, bool(reasons(descriptor)))
                outcomes[verdict] += 1
                differ += [] if verdict[0] == verdict[1] else [(path, value, verdict)]
    print(dict(outcomes))
    assert differ == []
    assert outcomes[True, True] > 15
    assert outcomes[False, False] > 0


def code_refuses(folder: Path, descriptor: Any) -> bool | None:
    """Whether opening refuses a descriptor; None where it does for a name that leads nowhere."""
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    try:
        open_package(folder)
    except BadDeclaration as bad:
        faults = [fault for faults in bad.files.values() for fault in faults]
        named = [NAMES_ONLY.search(fault.message) for fault in faults]
        return None if all(named) else True
    return False
