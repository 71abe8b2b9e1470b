"""The issue codes: for each a title, what it means, what to do about it, and how severe it is.

Codes are part of the interface: scripts may rely on them. Those of the tables stage are the error
types of frictionless, under their own names. Severities are the levels of SARIF 2.1.0, 3.27.10.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Code(NamedTuple):
    """What an issue code means; `fix` says what to do.

    Only an error makes a package invalid. A warning is of what may be a slip, a note of what was
    not looked at or says nothing.
    """

    title: str
    means: str
    fix: str
    severity: Severity = "error"


def _declared(title: str, means: str) -> Code:
    return Code(title, means, "correct the JSON at this path")


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
        "name a local copy with --map URL=FILE",
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
        "Format", "A table's format is not read here: no cell was looked at.", "save it as CSV"
    ),
    "encoding-error": Code(
        "Encoding", "A file is not in its encoding.", "save it as UTF-8, or declare its encoding"
    ),
    "compression-error": Code(
        "Compression",
        "A compressed file cannot be decompressed.",
        "compress the file again, or declare how it is compressed",
    ),
    "dialect-error": _declared(
        "Dialect", "A table dialect breaks the standard, or is not one that text can have."
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
    "column-type": Code(
        "Column type", "A column's stated type is not its field's.", "correct one of the two types"
    ),
    "merged-cells": Code(
        "Merged cells", "Of merged cells only the first has a value.", "fill each cell", "warning"
    ),
    "blank-row": Code("Blank row", "A row has no cell.", "remove the row, or fill it"),
    "extra-cell": Code(
        "Extra cell",
        "A row has more cells than the header.",
        "quote a cell that holds the delimiter, or remove the cell",
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
_CITATIONS: Mapping[str, Code] = {
    # what is cited
    "citation-target": Code(
        "Cited cell",
        "A citation names an unknown record, field or source.",
        "correct table, record_id, field or source_id of the citation",
    ),
    "citation-sequence": Code(
        "Citation numbers",
        "The citations of one cell are not numbered 1, 2, ... without gap or repetition.",
        "number them; in a package with seeds `pincite build` does",
    ),
    "citation-incomplete": Code(
        "Citation incomplete",
        "A citation lacks the quote or the note that its method demands.",
        "quote the passage; explain a judgement in the note",
    ),
    "number-spelling": Code(
        "Spelling of a number",
        "An offset or sequence number has blanks, a sign or leading zeros, so that one number could"
        " be spelt in many ways.",
        "write plain digits, such as 120; in a package with seeds `pincite build` does",
    ),
    "citation-part": Code(
        "Citation part",
        "The part of a citation is not one that the field takes, or is missing or cited twice.",
        "write value; anchor for the date that a relative one is counted from; scale, unit once",
    ),
    "cell-uncited": Code(
        "Uncited cell",
        "A cell has a value but no citation gives it.",
        "cite the passage that gives the value, or empty the cell",
    ),
    "method-not-allowed": Code(
        "Method",
        "A citation uses a method that the field's citation property does not allow.",
        "use a method that the field allows",
    ),
    "anchor-missing": Code(
        "Anchor missing",
        "A relative date has no citation of the date that it is counted from.",
        "add a citation with part anchor, such as the dateline's",
    ),
    "anchor-unexpected": Code(
        "Anchor unexpected",
        "A cell whose field takes no anchor has one, or a cell has more than one.",
        "remove the citation with part anchor",
    ),
    # is the quote there
    "offset-outside": Code(
        "Offset",
        "A span ends after the last code point of the source.",
        "correct start and end; `pincite locate` finds the offset of a phrase",
    ),
    "quote-length": Code(
        "Quote length",
        "A quote is longer or shorter than its span, counted in code points.",
        "correct start and end; `pincite locate` finds the offset of a phrase",
    ),
    "quote-differs": Code(
        "Quote",
        "The source has another text at the span of a quote.",
        "quote the source code point for code point; `pincite locate` finds the offset",
    ),
    "context-differs": Code(
        "Other context",
        "The prefix or suffix of a citation differs from the text beside its quote.",
        "copy the text directly before or after the quote, code point for code point",
    ),
    "context-needless": Code(
        "Needless context",
        "A citation has a prefix or suffix although its quote occurs only once in the source.",
        "leave prefix and suffix empty",
    ),
    "quotes-disagree": Code(
        "Quotes disagree",
        "Two quotes cover the same code points of a source and have different texts there.",
        "compare both with the source, and correct the one that differs",
    ),
    "source-missing": Code(
        "Source missing",
        "A folder of sources was named, and it does not hold the file of a source.",
        "put the file there under its file_name, or validate without --sources",
    ),
    "source-changed": Code(
        "Source changed",
        "The file differs from the one that was cited, by digest, length or lines.",
        "use the file with the digest in the sources table; `pincite reanchor` moves to a new text",
    ),
    "source-map": Code(
        "Map of a source",
        "The map beside a source's text, which leads back to page and cell, is broken or of another"
        " text.",
        "make the source again with `pincite new-source`, or remove the file of the map",
    ),
    "quotes-unread": Code(
        "Quotes not compared",
        "The quotes of a source were re-derived, but not compared with its text.",
        "name the folder of the texts with --sources or PINCITE_SOURCES",
        "note",
    ),
    # does the value follow
    "phrase-not-understood": Code(
        "Phrase",
        "The grammar or vocabulary of the method does not wholly understand a quote.",
        "quote the whole phrase, add a term, give a range two bounds, or leave the cell empty",
    ),
    "value-differs": Code(
        "Citation value",
        "The value that a citation states is not the one that its quote gives.",
        "correct the value or the quote; in a package with seeds `pincite build` derives it",
    ),
    "cell-differs": Code(
        "Cell",
        "A cell differs from the value that its citation gives.",
        "correct the cell or the citation; in a package with seeds `pincite build` derives it",
    ),
    "citations-disagree": Code(
        "Citations disagree",
        "Two citations of one cell give different values.",
        "remove the citation that is not about this cell",
    ),
    "external-differs": Code(
        "External value",
        "A cell that holds an outside fact differs from its row in the reference table.",
        "correct the reference row, or the cell; in a package with seeds run `pincite build`",
    ),
    "position-differs": Code(
        "Position",
        "A sequence number differs from the record's place in printed order.",
        "number the records in printed order; in a package with seeds `pincite build` does",
    ),
    "absence-unproved": Code(
        "Absence",
        "A default based on absence is not proved: a phrase occurs, the vocabulary is empty, or the"
        " span is not a whole paragraph.",
        "cite the phrase that is there, or correct the span",
    ),
    # guards
    "quote-cropped": Code(
        "Cropped quote",
        "Words next to a quote change what it says: a hedge, a negation, a longer number or date.",
        "quote the longer phrase",
    ),
    "neighbour-not-understood": Code(
        "Neighbour not understood",
        "A sign, an abbreviation or letters touch or follow a quote, and no rule tells whether"
        " they change what it says.",
        "quote the longer phrase, or cite the value as judged with a note",
    ),
    "longer-phrase": Code(
        "Longer phrase",
        "A longer phrase of the same vocabulary covers the quote and means another code.",
        "quote the longer phrase",
    ),
    "passage-differs": Code(
        "Passage",
        "Cells that must rest on one passage, such as an amount and its wording, do not.",
        "cite the same passage for both",
    ),
    "paragraph-differs": Code(
        "Paragraph",
        "A passage is in another paragraph than the other passages of its record.",
        "cite the record's own paragraph, or say why in the citation's note",
    ),
    "source-declaration": Code(
        "Source",
        "A source declares quote limits or a scope of coverage in a word that the convention does "
        "not have.",
        "use one of the words that are allowed, or leave the cell empty",
    ),
    "passage-no-sentence": Code(
        "Passage",
        "A passage that is given by offsets alone is not one whole sentence of its source.",
        "give the offsets of one sentence",
    ),
    "subject-elsewhere": Code(
        "Subject",
        "The sentence of a value does not name the record's subject, or names another one nearer.",
        "cite the sentence that names it; of a pronoun, say in the citation's note whom it means",
    ),
    "mention-uncovered": Code(
        "Coverage",
        "A number, date or name of the source is in no citation and no note.",
        "cite it, or write a note that says why no cell rests on it",
    ),
    # phrases and limits
    "phrase-unused": Code(
        "Unused phrase", "No citation uses a phrase of the vocabularies.", "remove the phrase"
    ),
    "phrase-code": Code(
        "Phrase code",
        "A phrase means a code that no field of its vocabulary can hold.",
        "correct the code, or add it to the field's enum",
    ),
    "phrase-ambiguous": Code(
        "Ambiguous phrase",
        "A phrase means two codes of one vocabulary.",
        "keep one; where the source means two things, quote longer phrases",
    ),
    "quote-too-long": Code("Quote too long", "A quote has too many words.", "quote less"),
    "note-too-long": Code(
        "Note too long",
        "A note spans more than its limit, and would count too much of the source as covered.",
        "write a note for each passage that misleads",
    ),
    "sentence-quoted": Code("Whole sentence", "A quote is a whole sentence.", "quote less"),
    "union-too-large": Code(
        "Published share",
        "All quotes together publish more of a source than the limit.",
        "quote less, or leave the quote of a note empty",
    ),
    "run-too-long": Code(
        "Run of quotes",
        "Quotes that touch or nearly touch run on for more words than the limit.",
        "quote less, or leave the quote of a note empty",
    ),
}
_BUILD: Mapping[str, Code] = {
    "seed-row": Code(
        "Seed row",
        "A row of a seed file gives too little or too much for its method.",
        "see the methods in convention.md of pincite's documents",
    ),
    "build-stale": Code(
        "Stale file",
        "A generated file is not what the seeds and schemas give.",
        "run `pincite build`; never edit a generated file",
    ),
}

CODES = {**_DECLARED, **_ADVICE, **_TABLES, **_RECORDS, **_CITATIONS, **_BUILD}
# Codes whose issues a caller, or a descriptor, may leave out of a report.
SKIPPABLE = frozenset({*_ADVICE, *_TABLES, *_RECORDS} - {"not-checked", "citations-unchecked"})


def paragraph(code: str) -> str:
    """What a code means and what to do, in three lines of text."""
    meaning = CODES[code]
    level = "" if meaning.severity == "error" else f" ({meaning.severity})"
    return f"{code}{level}: {meaning.title}\n\n{meaning.means}\nWhat to do: {meaning.fix}."
