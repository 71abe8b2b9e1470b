"""The issue codes: for each a title, what it means, what to do about it, and how severe it is.

Codes are part of the interface: scripts may rely on them. Those of the tables stage are the error
types of frictionless, under their own names. Severities are the levels of SARIF 2.1.0, 3.27.10.
"""

from __future__ import annotations

from collections.abc import Mapping

from pincite.report.cited_codes import BUILD, CITATIONS, SEVERITIES, Code, Severity

__all__ = ["CODES", "SEVERITIES", "SKIPPABLE", "Code", "Severity", "paragraph"]


def _declared(title: str, means: str) -> Code:
    return Code(title, means, "correct the declaration at this path")


_DECLARED: Mapping[str, Code] = {
    "package-error": _declared("Package", "The descriptor breaks the Data Package standard."),
    "resource-error": _declared(
        "Resource", "A resource breaks the standard, or the form of a JSON copy."
    ),
    "schema-error": _declared("Schema", "A Table Schema breaks the standard."),
    "field-error": _declared("Field", "A field of a Table Schema breaks the standard."),
    "citation-declaration": Code(
        "Citation property",
        "A citation property of the descriptor or of a field breaks the convention.",
        "see the citation property in convention.md of pincite's documents",
    ),
    "rule-declaration": _declared(
        "Rule", "A rule between fields, in a schema's `rules`, breaks the convention."
    ),
}
_ADVICE: Mapping[str, Code] = {  # on declarations, and on the run
    "unknown-property": Code(
        "Unknown property",
        "A property is spelt like one of the standard, but is not one; nothing is checked by it.",
        "correct the name, or leave it if it is a property of your own",
        "warning",
    ),
    "empty-property": Code(
        "Empty property",
        "An optional property is an empty text, which says nothing.",
        "fill it or remove it",
        "note",
    ),
    "external-reference": Code(
        "External reference",
        "A foreign key refers to a table of another package; it is not looked at.",
        "check it where you have both packages",
        "warning",
    ),
    "profile-unread": Code(
        "Unread profile",
        "A profile, or a schema that it refers to, is at an address; it is not looked at.",
        "allow it with --fetch, or name a local copy with --map URL=FILE",
        "note",
    ),
    "version-form": Code(
        "Form of the version",
        "The version does not have the form that the standard advises.",
        "write MAJOR.MINOR.PATCH, as Semantic Versioning 2.0 has it",
        "note",
    ),
    "not-checked": Code(
        "Not checked",
        "A part of the package was not looked at, because of issues that were skipped.",
        "fix the issues that are skipped, or do not skip them",
        "warning",
    ),
    "citations-unchecked": Code(
        "Citations not checked",
        "The citations were not looked at, because of issues in the tables that were skipped.",
        "fix the issues that are skipped, or do not skip them",
    ),
    "table-unread": Code(
        "Unread table",
        "A table was not looked at, because its declarations have errors.",
        "correct the errors in its declarations",
        "note",
    ),
    "issues-cut": Code(
        "Issues cut off",
        "A table has more issues than are reported; the rest of it was not looked at.",
        "fix the issues above; --limit-errors 0 reports all",
        "note",
    ),
    "header-missing": Code(
        "Part without a header",
        "The first row of a table's later file names none of the columns: it is read as data.",
        "nothing, if the file has no header; else make its first row that of the first file",
        "note",
    ),
    "categories-differ": Code(
        "Categories and enum",
        "A field lists categories and an enum, and their values or the order of them differ.",
        "list the same values in both",
    ),
}
_TABLES: Mapping[str, Code] = {
    "source-error": Code(
        "Data source",
        "A file cannot be read as the table it should be.",
        "correct the file at this place, or its dialect if that is wrong",
    ),
    "scheme-error": Code(
        "File",
        "A file is missing or cannot be opened.",
        "put the file there or correct its path; `pincite build` writes tables that seeds give",
    ),
    "format-error": Code(
        "Format",
        "A table's format is not read here: no cell was looked at.",
        "save it in one that is",
    ),
    "encoding-error": Code(
        "Encoding", "A file is not in its encoding.", "save it as UTF-8, or declare its encoding"
    ),
    "compression-error": Code(
        "Compression",
        "A compressed file cannot be decompressed.",
        "compress the file again, or declare how it is compressed",
    ),
    "dialect-error": Code(
        "Dialect",
        "A table dialect breaks the standard, is not one that the table can have, or not its own.",
        "correct the dialect, or the option that gives it",
    ),
    "row-count": Code(
        "Row count",
        "The number of rows is not the declared `rows`.",
        "restore the rows that are missing, or declare the new number as `rows`",
    ),
    "field-count": Code(
        "Field count",
        "The number of columns is not the declared `fields`.",
        "restore the columns, or declare the new number as `fields`",
    ),
    "blank-header": Code(
        "Blank header",
        "The row that should name the columns is blank.",
        "write the names of the columns in this row, or declare another `headerRows`",
    ),
    "blank-label": Code("Blank label", "A column has no name.", "name the column in the header"),
    "duplicate-label": Code(
        "Duplicate label", "A column has an earlier name.", "rename the column"
    ),
    "unmatched-header": Code(
        "Unmatched header",
        "No column has the name of a field.",
        "write the names of the fields in the header, or `header: false` in the dialect",
    ),
    "hash-count": Code(
        "Hash",
        "A file's digest differs from the declared `hash`.",
        "restore the file that was declared, or declare the digest of the new one",
    ),
    "byte-count": Code(
        "Bytes",
        "A file's size differs from the declared `bytes`.",
        "restore the file that was declared, or declare the size of the new one",
    ),
    "extra-label": Code(
        "Extra label",
        "The header names a column that the schema lacks.",
        "remove the column, or add a field for it to the schema",
    ),
    "missing-label": Code(
        "Missing label",
        "The header lacks a column of the schema.",
        "add the column, or remove the field from the schema",
    ),
    "incorrect-label": Code(
        "Incorrect label",
        "A column is not the one the schema has there.",
        "name the column as the field, or put both in the same order",
    ),
    "column-order": Code(
        "Order of columns",
        "The columns, or the cells of two of them, are those of the schema in another order.",
        "put them in the order of the schema, or declare `fieldsMatch` where that is expected",
    ),
    "column-form": Code(
        "Form of a column",
        "All faulty cells of a column are written in one other form than its field declares, such"
        " as with a decimal comma.",
        "declare the form that is expected in the field; `validate --fix` writes it",
    ),
    "one-column": Code(
        "One column",
        "A table without a schema has one column, and its lines have another delimiter.",
        "declare the delimiter that is expected, or a schema of one field if it is right so",
        "warning",
    ),
    "column-type": Code(
        "Column type", "A column's stated type is not its field's.", "correct one of the two types"
    ),
    "merged-cells": Code(
        "Merged cells", "Of merged cells only the first has a value.", "fill each cell", "warning"
    ),
    "blank-row": Code(
        "Blank row",
        "A row has no value in the columns of the header. Where lines end in CR CR LF, one issue "
        "says so in place of all.",
        "remove the row, or fill it; of text whose lines end in CR CR LF, write one line end",
    ),
    "extra-cell": Code(
        "Extra cell",
        "A row has more cells than the header.",
        "remove the cell, or name its column in the header and the schema",
        in_text="quote a cell that holds the delimiter, or declare another delimiter",
    ),
    "missing-cell": Code(
        "Missing cell",
        "A row has fewer cells than the header.",
        "add the cell, empty if its value is missing",
    ),
    "type-error": Code(
        "Type",
        "A cell is not of its field's type.",
        "correct the cell, or the field's type or format if that is wrong",
    ),
    "constraint-error": Code(
        "Constraint",
        "A cell breaks a constraint of its field.",
        "correct the cell, or the field's constraint if that is wrong",
    ),
    "unique-error": Code(
        "Unique",
        "A cell repeats a value of a unique field.",
        "correct one of the two cells, or remove `unique` if values may repeat",
    ),
    "primary-key": Code(
        "Primary key",
        "A row repeats the key of another row, or has none.",
        "fill the key, or correct one of the two rows",
    ),
    "foreign-key": Code(
        "Foreign key",
        "A foreign key matches no record of its table.",
        "correct the cell, or add the record that it refers to",
    ),
    "unique-key": Code("Unique key", "A row repeats a unique key.", "correct one of the two rows"),
}
_RECORDS: Mapping[str, Code] = {
    "edtf-invalid": Code("Date", "A date in EDTF form is not in the calendar.", "correct the date"),
    "record-advice": Code(
        "Rule, as advice", "A rule of severity `warning` is broken.", "look at the cells", "warning"
    ),
    "record-rule": Code(
        "Record rule",
        "A record breaks a rule between its fields, or between tables, that its schema declares.",
        "correct the record; the rule is under `rules` in the table's schema",
    ),
    "check-error": Code(
        "Check in Python",
        "A check that the caller has named, a function in Python, finds an error.",
        "look at the cells, and at the check that is named",
    ),
    "check-warning": Code(
        "Check in Python, as advice",
        "A check that the caller has named finds something that may be wrong.",
        "look at the cells, and at the check that is named",
        "warning",
    ),
    "check-note": Code(
        "Check in Python, as a note",
        "A check that the caller has named has something to say.",
        "nothing, if it is meant",
        "note",
    ),
    "check-failed": Code(
        "Check that failed",
        "A check that the caller has named raised an exception, or yielded what is not a finding.",
        "correct the check; the message says where in it",
    ),
    "record-reference": Code(
        "Record reference",
        "A record names another record by table and key, which does not exist.",
        "correct the reference",
    ),
    "record-schema": Code(
        "JSON record",
        "A record of a JSON table breaks the table's JSON Schema.",
        "correct the record; in a package with seeds `pincite build` writes the JSON tables",
    ),
    "record-differs": Code(
        "JSON copy",
        "A record of a JSON table differs from the CSV tables that it repeats.",
        "make both the same; in a package with seeds `pincite build` writes the JSON tables",
    ),
}

CODES = {**_DECLARED, **_ADVICE, **_TABLES, **_RECORDS, **CITATIONS, **BUILD}
# Codes whose issues a caller, or a descriptor, may leave out of a report.
SKIPPABLE = frozenset({*_ADVICE, *_TABLES, *_RECORDS} - {"not-checked", "citations-unchecked"})


def paragraph(code: str) -> str:
    """What a code means and what to do, in three lines of text."""
    meaning = CODES[code]
    level = "" if meaning.severity == "error" else f" ({meaning.severity})"
    return f"{code}{level}: {meaning.title}\n\n{meaning.means}\nWhat to do: {meaning.advice}."
