"""What an issue code is; and the codes of citations and of the build."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pincite.report.frozen import Frozen

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Code(Frozen):
    """What an issue code means; `fix` says what to do, `in_text` what else in delimited text.

    Only an error makes a package invalid. A warning is of what may be a slip, a note of what was
    not looked at or says nothing.
    """

    title: str
    means: str
    fix: str
    severity: Severity = "error"
    in_text: str = ""

    @property
    def advice(self) -> str:
        """All that may be done, whatever format a table has."""
        return f"{self.fix}; in delimited text, {self.in_text}" if self.in_text else self.fix


_LESS = (
    "quote less; a text that may be reprinted has no limits: `pincite set-source ID --limits none`"
)
CITATIONS: Mapping[str, Code] = {
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
        "use the file with the digest in the sources table; of a new text, or one with other line"
        " ends, `pincite reanchor SOURCE FILE --write` finds the quotes again",
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
        "cite it, or `pincite note SOURCE PHRASE --why TEXT`; `pincite coverage` lists all",
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
    "quote-too-long": Code("Quote too long", "A quote has too many words.", _LESS),
    "note-too-long": Code(
        "Note too long",
        "A note spans more than its limit, and would count too much of the source as covered.",
        "write a note for each passage that misleads",
    ),
    "sentence-quoted": Code("Whole sentence", "A quote is a whole sentence.", _LESS),
    "union-too-large": Code(
        "Published share",
        "All quotes together publish more of a source than the limit.",
        _LESS,
    ),
    "run-too-long": Code(
        "Run of quotes",
        "Quotes that touch or nearly touch run on for more words than the limit.",
        _LESS,
    ),
}
BUILD: Mapping[str, Code] = {
    "row-without-seed": Code(
        "Row without a seed",
        "A table holds a row, or a cell, that no seed gives and no build wrote: it would be lost.",
        "take the rows in with `pincite adopt FILE`; `pincite build --force` drops them, and keeps"
        " the file as it was beside it",
    ),
    "adopted-differs": Code(
        "Adopted value",
        "A citation gives another value than the row that was adopted.",
        "correct the row in seeds/adopted/, or take the citation back with `pincite uncite`",
    ),
    "tables-stale": Code(
        "Stale tables",
        "The seeds give other tables than those that are in the package.",
        "run `pincite build`",
        "warning",
    ),
    "seed-row": Code(
        "Seed row",
        "A row of a seed file gives too little or too much for its method.",
        "`pincite uncite` takes the row back, `pincite cite` writes it right",
    ),
    "build-stale": Code(
        "Stale file",
        "A generated file is not what the seeds and schemas give.",
        "run `pincite build`; never edit a generated file",
    ),
}
