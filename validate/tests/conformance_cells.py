"""Cells, and what the text of Data Package 2.0 says of each: types, formats and constraints.

Each group is a field, with cells that are right and cells that are not. `conformance.py` makes a
package of each cell. Where the text leaves a cell open, the cell is not here.
"""

# ruff: noqa: E501, RUF005 - a case a line reads better

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Group(NamedTuple):
    """A field, the section of Table Schema that speaks of its cells, what it says, and cells."""

    section: str
    says: str
    field: Mapping[str, Any]
    right: Sequence[str] = ()
    wrong: Sequence[str] = ()
    schema: Mapping[str, Any] = {}


POINT = '{"type": "Point", "coordinates": [1, 2]}'
UUID = "123e4567-e89b-12d3-a456-426614174000"


def of_type(kind: str, **more: Any) -> dict[str, Any]:
    """A field of a type."""
    return {"type": kind, **more}


TYPES: list[Group] = [
    Group("string", "any string is a valid string", of_type("string"), ["x", " ", "1", "é", "-"]),
    Group(
        "string",
        "an e-mail address",
        of_type("string", format="email"),
        ["a@example.org", "first.last+tag@mail.example.org"],
        ["a", "a@", "@example.org", "a b@example.org"],
    ),
    Group(
        "string",
        "a URI, which has a scheme and no blanks (RFC 3986)",
        of_type("string", format="uri"),
        ["https://example.org/a?b=c#d", "urn:isbn:0451450523", "mailto:a@example.org"],
        ["example.org", "http://a b", "x"],
    ),
    Group(
        "string",
        "base64",
        of_type("string", format="binary"),
        ["YQ==", "YWJj"],
        ["YQ", "Y*==", "é"],
    ),
    Group(
        "string",
        "a UUID, which has hyphens (RFC 4122, 3)",
        of_type("string", format="uuid"),
        [UUID, UUID.upper()],
        ["123e4567", UUID.replace("-", ""), UUID + "0", "x" + UUID[1:]],
    ),
    Group(
        "number",
        "decimal digits with a period, an optional sign, an optional exponent behind E",
        of_type("number"),
        ["0", "210", "-1.23", "12678967.543233", "+100000.00", "00210", ".5", "1E5", "1E+5"]
        + ["1.5E-3", "-1E5"],
        ["x", "1,5", "1 000", "1E", "1E5.5", "--1", "1_000", "１", "0x1F", "1.2.3", "95%", "E5"],
    ),
    Group(
        "number",
        "NaN, INF and -INF in any case, and no other names",
        of_type("number"),
        ["NaN", "nan", "INF", "inf", "-INF", "-inf"],
        ["infinity", "Inf.", "-NaN"],
    ),
    Group(
        "number",
        "decimalChar takes the place of the period",
        of_type("number", decimalChar=","),
        ["1,5", "-0,25", "3"],
        ["1.5", "1,5,5"],
    ),
    Group(
        "number",
        "groupChar groups digits",
        of_type("number", groupChar=","),
        ["100,000", "1,234.5", "1234.5"],
        ["1 000"],
    ),
    Group(
        "number",
        "decimalChar and groupChar together",
        of_type("number", decimalChar=",", groupChar="."),
        ["1.234,5", "12.345.678"],
        ["x"],
    ),
    Group(
        "number",
        "with bareNumber false, text around the number is stripped",
        of_type("number", bareNumber=False),
        ["95%", "€95", "EUR 95", "1.5 kg", "7"],
        ["x", "%"],
    ),
    Group(
        "integer",
        "a whole number",
        of_type("integer"),
        ["0", "7", "-5", "+5", "007", "123456789012345678901234567890"],
        ["1.0", "1.5", "1e3", "x", "1_000", "1,000", "１", "NaN", "95%", "--1", "0x1F"],
    ),
    Group(
        "integer", "groupChar groups digits", of_type("integer", groupChar=","), ["100,000", "7"]
    ),
    Group(
        "integer",
        "with bareNumber false, text around the number is stripped",
        of_type("integer", bareNumber=False),
        ["95%", "€95", "EUR 95"],
        ["x"],
    ),
    Group(
        "boolean",
        "true, True, TRUE, 1, false, False, FALSE and 0, and no other text",
        of_type("boolean"),
        ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"],
        ["yes", "T", "tRUE", "2", "t", "x"],
    ),
    Group(
        "boolean",
        "trueValues and falseValues replace the default texts",
        of_type("boolean", trueValues=["yes"], falseValues=["no", "never"]),
        ["yes", "no", "never"],
        ["true", "1", "0", "Yes"],
    ),
    Group(
        "object",
        "a JSON object",
        of_type("object"),
        ["{}", '{"a": 1}', ' {"a": {"b": []}} '],
        ["[]", '"x"', "1", "{a: 1}", '{"a": 1', '{"a": NaN}'],
    ),
    Group(
        "array",
        "a JSON array",
        of_type("array"),
        ["[]", "[1, 2]", '["x", {}]'],
        ["{}", "1", "[1,", "[NaN]", "1,2"],
    ),
    Group("list", "texts with commas between them", of_type("list"), ["a,b", "a", "a,b c,d"]),
    Group(
        "list",
        "each item is of the itemType",
        of_type("list", itemType="integer"),
        ["1,2", "7"],
        ["1,x", "1.5", "1;2"],
    ),
    Group(
        "list",
        "delimiter takes the place of the comma",
        of_type("list", delimiter=";", itemType="integer"),
        ["1;2"],
        ["1,2", "1;x"],
    ),
    Group(
        "list",
        "items of the type number",
        of_type("list", itemType="number"),
        ["1.5,2"],
        ["1.5,x"],
    ),
    Group(
        "list",
        "items of the type boolean",
        of_type("list", itemType="boolean"),
        ["true,false"],
        ["true,maybe"],
    ),
    Group(
        "list",
        "items of the type date, in its default form",
        of_type("list", itemType="date"),
        ["2024-01-26,2024-01-27"],
        ["2024-1-26", "26/01/2024"],
    ),
    Group(
        "list",
        "items of the type time",
        of_type("list", itemType="time"),
        ["15:00:00,16:00:00"],
        ["15:00:00,x"],
    ),
    Group(
        "datetime",
        "dateTime of XML Schema: date, T, time, optional fraction and zone",
        of_type("datetime"),
        ["2024-01-26T15:00:00", "2024-01-26T15:00:00.300-05:00", "2024-01-26T15:00:00Z"]
        + ["2024-02-29T00:00:00+14:00", "2024-01-26T15:00:00.3", "2024-01-26T24:00:00"]
        + ["2024-01-26T15:00:00.123456789Z", "12024-01-26T15:00:00", "-0044-03-15T12:00:00Z"],
        ["2024-01-26 15:00:00", "2024-01-26", "15:00:00", "2024-13-01T00:00:00", "x"]
        + ["2023-02-29T00:00:00", "2024-01-26T25:00:00", "2024-01-26T15:60:00"]
        + ["2024-01-26T15:00", "2024-01-26T15:00:00+0500", "2024-01-26T15:00:00+15:00"]
        + ["20240126T150000", "2024-1-26T15:00:00", "2024-01-26T15:00:00,5"],
    ),
    Group(
        "datetime",
        "a pattern of strptime",
        of_type("datetime", format="%d/%m/%Y %H:%M:%S"),
        ["12/11/2018 09:15:32"],
        ["2018-11-12T09:15:32", "31/02/2018 09:15:32", "12/11/2018"],
    ),
    Group(
        "datetime",
        "any representation that can be parsed",
        of_type("datetime", format="any"),
        ["12 Nov 2018 09:15:32", "2018-11-12 09:15"],
        ["x"],
    ),
    Group(
        "date",
        "yyyy-mm-dd",
        of_type("date"),
        ["2024-01-26", "2024-02-29", "0001-01-01", "9999-12-31"],
        ["2023-02-29", "2024-1-26", "24-01-26", "2024/01/26", "2024-01-26T00:00:00", "20240126"]
        + ["2024-13-01", "26-01-2024", "2024-01", "x", "2024-00-10", "2024-01-32"],
    ),
    Group(
        "date",
        "a pattern of strptime",
        of_type("date", format="%d/%m/%Y"),
        ["26/01/2024"],
        ["2024-01-26", "30/02/2024", "26/01/24"],
    ),
    Group(
        "type-and-format",
        "the prefix fmt: is removed",
        of_type("date", format="fmt:%d/%m/%Y"),
        ["26/01/2024"],
        ["2024-01-26"],
    ),
    Group(
        "date",
        "any representation that can be parsed",
        of_type("date", format="any"),
        ["26 January 2024", "2024-01-26"],
        ["x"],
    ),
    Group(
        "time",
        "hh:mm:ss",
        of_type("time"),
        ["15:00:00", "00:00:00", "23:59:59"],
        ["15:00", "3:00:00", "25:00:00", "15:60:00", "x", "15.00.00", "15:00:00Z", "15:00:00.5"],
    ),
    Group(
        "time",
        "a pattern of strptime",
        of_type("time", format="%H.%M"),
        ["15.30"],
        ["15:30:00", "25.00"],
    ),
    Group(
        "year",
        "gYear of XML Schema: four digits or more, an optional sign and zone",
        of_type("year"),
        ["2024", "0099", "12024", "-0044", "2024Z", "2024+01:00"],
        ["99", "+2024", "02024", "x", "2024.0", "2024-01", "2024x"],
    ),
    Group(
        "yearmonth",
        "gYearMonth of XML Schema, with an optional zone",
        of_type("yearmonth"),
        ["2024-01", "2024-12", "12024-12", "-0044-03", "2024-01Z"],
        ["2024-13", "2024-00", "2024", "2024-1", "202401", "01-2024", "2024-01-26"],
    ),
    Group(
        "duration",
        "duration of XML Schema",
        of_type("duration"),
        ["P1Y2M3DT10H30M", "P1Y", "-P120D", "PT0.5S", "P0D", "PT1M", "P1347M", "PT36H"],
        ["P", "PT", "P1YT", "P1W", "P0.5Y", "PT1.5M", "P1S", "1Y", "P-1Y", "+P1Y", "x", "P1M2Y"],
    ),
    Group(
        "geopoint",
        "longitude, comma, latitude; a blank behind the comma is optional",
        of_type("geopoint"),
        ["90.50, 45.50", "90.5,45.5", "-180,-90", "0,0"],
        ["90.5", "a,b", "90.5;45.5", "90.5 45.5", "1,2,3", "NaN,1", "x"],
    ),
    Group(
        "geopoint",
        "a JSON array of two numbers",
        of_type("geopoint", format="array"),
        ["[90.50, 45.50]", "[0,0]"],
        ["[90.5]", "[1, 2, 3]", '["a", "b"]', "90.5,45.5", "{}"],
    ),
    Group(
        "geopoint",
        "a JSON object of exactly lon and lat, each a number",
        of_type("geopoint", format="object"),
        ['{"lon": 90.50, "lat": 45.50}'],
        ['{"lon": 90.5}', '{"lon": 1, "lat": 2, "alt": 3}', '{"lon": "a", "lat": "b"}', "[1, 2]"],
    ),
    Group(
        "geojson",
        "a GeoJSON object (RFC 7946)",
        of_type("geojson"),
        [POINT, '{"type": "FeatureCollection", "features": []}'],
        ["{}", '{"type": "Point"}', "[]", "x", '{"type": "Dot", "coordinates": [1, 2]}'],
    ),
    Group(
        "geojson",
        "a TopoJSON object",
        of_type("geojson", format="topojson"),
        ['{"type": "Topology", "objects": {}, "arcs": []}'],
        ["[]", "x"],
    ),
    Group("any", "values as they are", of_type("any"), ["x", "1", "2024-13-45", "[1,"]),
    Group("type-and-format", "a field without a type is of type any", {}, ["x", "1", "[1,"]),
]


KNOWN = {  # what pincite reads otherwise than the text has it, and why: docs/differences.md
    ("time", "15:00:00Z"),
    ("time", "15:00:00.5"),
    ("year", "2024Z"),
    ("year", "2024+01:00"),
    ("yearmonth", "2024-01Z"),
}


def plain_cells(kind: str, side: str) -> list[str]:
    """The cells of a type without more properties that are `right` or `wrong`, but for KNOWN."""
    groups = [group for group in TYPES if group.field == {"type": kind}]
    cells = [cell for group in groups for cell in getattr(group, side)]
    return [cell for cell in cells if (kind, cell) not in KNOWN]


def bounded(kind: str, low: str, inside: str, high: str, **more: Any) -> list[Group]:
    """The four bounds of a type, where `low`, `inside` and `high` come one after the other."""
    found = []
    for name, right, wrong in (
        ("minimum", [inside, high], [low]),
        ("maximum", [inside, low], [high]),
        ("exclusiveMinimum", [high], [inside, low]),
        ("exclusiveMaximum", [low], [inside, high]),
    ):
        field = of_type(kind, constraints={name: inside}, **more)
        found.append(Group(name, f"{name} of a field of type {kind}", field, right, wrong))
    return found


def limited(kind: str, **constraints: Any) -> dict[str, Any]:
    """A field of a type with constraints."""
    return {"type": kind, "constraints": constraints}


CONSTRAINTS: list[Group] = [
    *bounded("integer", "9", "10", "100"),
    *bounded("number", "1.49", "1.50", "1.6"),
    *bounded("date", "2024-01-25", "2024-01-26", "2024-02-01"),
    *bounded("date", "31/01/2021", "01/02/2021", "01/03/2021", format="%d/%m/%Y"),
    *bounded("time", "09:00:00", "10:00:00", "11:00:00"),
    *bounded("datetime", "2024-01-26T14:59:59", "2024-01-26T15:00:00", "2024-01-26T15:00:01"),
    *bounded("duration", "P1M", "P1Y", "P2Y"),
    *bounded("year", "1999", "2000", "2001"),
    *bounded("yearmonth", "2000-02", "2000-03", "2000-10"),
    Group("minimum", "bounds may be numbers of JSON", limited("integer", minimum=10), ["10"], ["9"]),
    Group("maximum", "bounds may be numbers of JSON", limited("number", maximum=1.5), ["1.5"], ["2"]),
    Group("minimum", "the bound is a text of the field", limited("integer", minimum="10"), ["10"], ["9"]),
    Group("required", "a value that is missing", limited("string", required=True), ["x"], [""]),
    Group("required", "null is allowed by default", limited("string", required=False), ["x", ""]),
    Group("required", "a value that is missing", limited("integer", required=True), ["0"], [""]),
    Group("minLength", "of a string", limited("string", minLength=3), ["abc", "abcd"], ["ab"]),
    Group("maxLength", "of a string", limited("string", maxLength=3), ["abc", "é", "日本語"], ["abcd"]),
    Group("minLength", "of an array", limited("array", minLength=2), ["[1, 2]"], ["[1]", "[]"]),
    Group("maxLength", "of an array", limited("array", maxLength=1), ["[1]", "[[1, 2]]"], ["[1, 2]"]),
    Group("minLength", "of an object", limited("object", minLength=1), ['{"a": 1}'], ["{}"]),
    Group("maxLength", "of an object", limited("object", maxLength=1), ["{}"], ['{"a": 1, "b": 2}']),
    Group("minLength", "a missing value has no length", limited("string", minLength=3), [""]),
    Group("pattern", "matches as XML Schema says: the whole value", limited("string", pattern="a.*"), ["a", "apple"], ["ba", "A"]),
    Group("pattern", "matches the whole value", limited("string", pattern="[a-z]"), ["a"], ["ab", "1"]),
    Group("pattern", "matches the whole value", limited("string", pattern="x|y"), ["x", "y"], ["xQ", "Qy"]),
    Group("pattern", "counts and classes", limited("string", pattern="[A-Z]{2}\\d{3}"), ["AB123"], ["AB12", "ab123", "AB1234"]),
    Group("pattern", "classes of Unicode", limited("string", pattern="\\p{Lu}\\p{Ll}*"), ["Éa"], ["éa"]),
    Group("pattern", "^ and $ around it change nothing", limited("string", pattern="^a.*$"), ["apple"], ["orange"]),
    Group("enum", "exactly one of the values", limited("string", enum=["apple", "pear"]), ["apple", "pear"], ["plum", "Apple", "apple "]),
    Group("enum", "logical values are compared", limited("integer", enum=[1, 2]), ["1", "01", "+2"], ["3"]),
    Group("enum", "values as texts of the field", limited("integer", enum=["1", "2"]), ["1"], ["3"]),
    Group("enum", "logical values are compared", limited("number", enum=[1.5]), ["1.5", "1.50"], ["1.51"]),
    Group("enum", "values as texts of the field", limited("date", enum=["2024-01-26"]), ["2024-01-26"], ["2024-01-27"]),
    Group("enum", "a missing value is null, which only required refuses", limited("string", enum=["a"]), [""]),
    Group("jsonSchema", "of an object", limited("object", jsonSchema={"properties": {"value": {"type": "integer"}}}), ['{"value": 100}', "{}"], ['{"value": "bad"}']),
    Group("jsonSchema", "of an array", limited("array", jsonSchema={"items": {"type": "integer"}}), ["[1]", "[]"], ['["x"]']),
    Group("enum", "all constraints are applied", limited("integer", enum=[1, 5], minimum=2), ["5"], ["1", "7"]),
    Group("pattern", "all constraints are applied", limited("string", pattern="[a-z]+", maxLength=3), ["abc"], ["abcd", "AB"]),
    Group("categories", "one of the categories", {"type": "string", "categories": ["apple", "pear"]}, ["apple", ""], ["plum", "Apple"]),
    Group("categories", "logical values are compared", {"type": "integer", "categories": [1, 2]}, ["1", "02"], ["3"]),
    Group("categories", "values with labels", {"type": "integer", "categories": [{"value": 0, "label": "none"}, {"value": 1}]}, ["0", "1"], ["2", "none"]),
    Group("categories", "an enum may be a part of them", {"type": "string", "categories": ["a", "b"], "constraints": {"enum": ["b"]}}, ["b"], ["a", "c"]),
]  # fmt: skip

MISSING: list[Group] = [
    Group("missingValues", "the empty text is missing by default", of_type("integer"), ["", "1"], ["-"]),
    Group("missingValues", "what is listed is missing", of_type("integer"), ["-", "1"], ["", "NA"], {"missingValues": ["-"]}),
    Group("missingValues", "several texts", of_type("integer"), ["NaN", "-", "1"], ["x"], {"missingValues": ["NaN", "-"]}),
    Group("missingValues", "an empty list converts nothing", of_type("integer"), ["1"], [""], {"missingValues": []}),
    Group("missingValues", "an empty list converts nothing", limited("string", required=True), ["x", "NA"], (), {"missingValues": []}),
    Group("missingValues", "before the type is looked at", of_type("date"), ["unknown", "2024-01-26"], ["never"], {"missingValues": ["unknown"]}),
    Group("missingValues", "before constraints", limited("integer", required=True), ["1"], ["-99"], {"missingValues": ["-99"]}),
    Group("missingValues", "before constraints", limited("integer", minimum=0), ["-99", "5"], ["-98"], {"missingValues": ["-99"]}),
    Group("missingValues", "objects with values and labels", of_type("integer"), ["", "-99", "5"], ["REFUSED"], {"missingValues": [{"value": "", "label": "OMITTED"}, {"value": "-99", "label": "REFUSED"}]}),
    Group("missingValues", "objects without labels", of_type("integer"), ["-", "5"], ["x"], {"missingValues": [{"value": "-"}]}),
    Group("field-missingValues", "those of a field replace those of the schema", of_type("integer", missingValues=["-"]), ["-", "1"], ["", "NA"], {"missingValues": ["", "NA"]}),
    Group("field-missingValues", "objects in a field", of_type("integer", missingValues=[{"value": "-"}]), ["-"], ["x"]),
    Group("missingValues", "texts that are missing are exact", of_type("integer"), ["NA"], ["na", "NA."], {"missingValues": ["NA"]}),
]  # fmt: skip
