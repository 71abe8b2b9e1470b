"""Whose values the records of a file of claims are: by what the seeds and the claims say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from pincite.grammar import NotUnderstood, Phrases, read_date
from pincite.package import CitationRule
from pincite.proof.claimed import text_of_value
from pincite.seeds.editor import SeedEditor
from pincite.seeds.outcomes import Claim


def cell_of(claim: Claim) -> tuple[str, str, str]:
    """The table, record and field of a claim."""
    return claim.table, claim.record, claim.field


def _code_of(stated: Claim, codes: Mapping[str, str]) -> str:
    """The code that a claim of a vocabulary's field gives its record."""
    return stated.code or text_of_value(stated.value) or codes.get(stated.quote, "")


class ClaimedNames:
    """Whose values the records of a batch are, by what the seeds and the claims say."""

    def __init__(self, editor: SeedEditor, claims: Sequence[Claim]) -> None:
        self._editor = editor
        self._cells = {(c.table, c.record, c.field): c for c in claims if c.part == "value"}
        self._anchors = {(c.table, c.record, c.field): c for c in claims if c.part == "anchor"}
        self._parts: dict[tuple[str, str, str], dict[str, str]] = {}
        for one in claims:
            if one.part in ("scale", "unit") and not one.fault:
                self._parts.setdefault(cell_of(one), {})[one.part] = one.quote
        self._columns: dict[tuple[str, str], dict[str, str]] = {}
        for claim in claims:
            text = text_of_value(claim.value) or claim.quote
            self._columns.setdefault((claim.table, claim.field), {})[text] = text

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases of the vocabularies, and those that claims add with their `code`.

        Whether these may be added is decided by the package, when all claims are put into it.
        """
        return self._editor.phrases.joined(self._added())

    def _added(self) -> Iterator[dict[str, str]]:
        for claim in self._cells.values():
            resource = self._editor.package.table(claim.table)
            schema = None if resource is None else resource.schema
            asked = None if schema is None else schema.field(claim.field)
            rule = None if asked is None else asked.citation
            seed = self._editor.seeds.get(claim.source)
            if claim.code and not claim.fault and rule and rule.vocabulary and seed:
                language = seed.record.get("language", "")
                row = {"vocabulary": rule.vocabulary, "language": language}
                yield row | {"phrase": claim.quote, "code": claim.code}

    @cached_property
    def _tables(self) -> Mapping[str, Any]:
        from pincite.seeds.compile import compile_tables

        return compile_tables(self._editor.package, self._editor.convention).tables

    def of(self, claim: Claim, rule: CitationRule) -> tuple[Mapping[str, str] | None, str]:
        """The known names with their codes, and the code of the record's subject."""
        if rule.subject is None:
            return None, ""
        schema = self._tables[claim.table].schema
        asked = schema.field(rule.subject)
        vocabulary = asked.citation.vocabulary if asked and asked.citation else None
        stated = self._cells.get((claim.table, claim.record, rule.subject))
        record = self._tables[claim.table].find(claim.record)
        if vocabulary is None:
            cells = {r.cells[rule.subject] for r in self._tables[claim.table].records} - {""}
            names = dict.fromkeys(cells) | self._columns.get((claim.table, rule.subject), {})
            own = {name: name for name in names}
            said = (text_of_value(stated.value) or stated.quote) if stated else ""
        else:
            language = self._editor.seeds[claim.source].record.get("language", "")
            own = dict(self.phrases.of(vocabulary, language))
            said = _code_of(stated, own) if stated else ""
        whose = said or (record.cells[rule.subject] if record is not None else "")
        return own, whose

    def parts(self, claim: Claim) -> dict[str, str]:
        """The quotes of a cell's scale and unit, as the claims of the file have them."""
        return dict(self._parts.get(cell_of(claim), {}))

    def anchor(self, claim: Claim) -> str | None:
        """The date that a claim's relative date counts from, if a claim says so."""
        stated = self._anchors.get((claim.table, claim.record, claim.field))
        if stated is None or claim.part != "value":
            return None
        language = self._editor.seeds[claim.source].record.get("language", "")
        try:
            return read_date(stated.quote, language=language)
        except NotUnderstood:
            return None
