"""The value of a cell from its evidence: one place for the build and for the checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pincite.citations.evidence import Evidence
from pincite.citations.model import Cell, Citation
from pincite.grammar import DERIVED_METHODS, NotUnderstood, Settings, derive
from pincite.grammar.words import MONEY_SIGNS
from pincite.package import CitationRule
from pincite.tables.text_table import Record
from pincite.text import is_unspaced

Said = tuple[str, str, str, str, str]  # a citation's part, source, quote, method and value
_NONE = Settings()


def derive_citation(
    evidence: Evidence,
    rule: CitationRule,
    citation: Citation,
    anchor: str | None,
    parts: Mapping[str, str] | None = None,
) -> str:
    """The cell text that a citation gives; a judged one gives what the person typed.

    `parts` are the quotes of the cell's scale and unit, which are elsewhere than its number: a
    part itself gives its quote, and the number is read as if they were printed beside it.
    Raises NotUnderstood.
    """
    said = citation.part, citation.source, citation.quote, citation.method, citation.value
    return derive_said(evidence, rule, said, anchor, parts)


def derive_said(
    evidence: Evidence,
    rule: CitationRule,
    said: Said,
    anchor: str | None,
    parts: Mapping[str, str] | None = None,
) -> str:
    """See `derive_citation`; for those who have no citation, but what one says."""
    part, source, quote, method, value = said
    if part in ("scale", "unit"):
        return quote
    if method == "absent":
        return rule.default or ""
    if method not in DERIVED_METHODS:
        return value
    settings = rule.settings(evidence.currencies.get(source), anchor) if part == "value" else _NONE
    language = evidence.languages[source]

    def read(phrase: str) -> str:
        return derive(
            method,
            phrase,
            phrases=evidence.phrases,
            vocabulary=rule.vocabulary,
            language=language,
            settings=settings,
        )

    return derive_parted(read, quote, parts) if parts else read(quote)


def derive_parted(read: Callable[[str], str], quote: str, parts: Mapping[str, str]) -> str:
    """What `read` gives of a number as if its scale and unit were printed beside it.

    Raises NotUnderstood where it reads none of the orders in which people print them.
    """
    refused: NotUnderstood | None = None
    for phrase in beside_number(quote, parts):
        try:
            return read(phrase)
        except NotUnderstood as error:
            refused = refused or error
    raise refused or NotUnderstood(quote)


def beside_number(quote: str, parts: Mapping[str, str]) -> list[str]:
    """A number with its scale and unit in the orders in which people print them."""
    if not parts:
        return [quote]
    if millions := _millions_of_money(parts):  # "$mm", "Mill. Euro", "Mn. €"
        return [
            one for scale in millions for one in beside_number(quote, {**parts, "scale": scale})
        ]
    parts = {name: _beside(part) for name, part in parts.items()}
    behind = [parts[name] for name in ("scale", "unit") if name in parts]
    glue = "" if is_unspaced(behind[0][:1]) else " "
    found = [glue.join((quote, *behind))]
    if "unit" in parts:  # "$ 3.4 million"
        found.append(" ".join((parts["unit"], quote, *behind[:-1])))
    elif short := _MONEY_FIRST.fullmatch(parts["scale"]):  # a head "€m": "€1,204m"
        found += [f"{short[1]}{quote}{short[2]}", f"{short[1]} {quote} {short[2]}"]
    elif short := _MONEY_LAST.fullmatch(parts["scale"]):  # a head "k€": "€1,204k"
        found += [f"{short[2]}{quote}{short[1]}", f"{short[2]} {quote} {short[1]}"]
    return found


def _millions_of_money(parts: Mapping[str, str]) -> list[str]:
    """The scale of money with what languages read for a short "million"; empty for another one."""
    scale, unit = parts.get("scale", ""), parts.get("unit", "")
    if not _IS_MONEY.search(scale) and unit not in MONEY_SIGNS:
        return []
    return [_MILLION.sub(name, scale) for name in ("mn", "Mio.")] if _MILLION.search(scale) else []


_MILLION = re.compile(r"(?<![^\W\d_])(?:mm|MM|[Mm]ill|M[Nn])(?![^\W_])\.?")
_MONEY = "|".join(map(re.escape, sorted(MONEY_SIGNS, key=len, reverse=True)))
_IS_MONEY = re.compile(rf"(?<![^\W\d_])(?:{_MONEY})")
_MONEY_FIRST = re.compile(rf"({_MONEY})\s?([A-Za-z]+)")
_MONEY_LAST = re.compile(rf"([A-Za-z]+?)\s?({_MONEY})")

# What heads of tables print and nobody prints beside a number: "millions of yen", "$'000"
_HEAD = re.compile(r"\b(thousand|million|billion|trillion)s(?: of(?= ))?(?!\w)", re.IGNORECASE)
_THOUSAND = re.compile(r"(?<![\d.,])['’]?000(?:['’]?s)?(?!\d)")


def _beside(part: str) -> str:
    """A scale or unit of a head in the form that it has beside a number."""
    return _THOUSAND.sub(" thousand", _HEAD.sub(lambda found: found[1], part)).strip()


def external_rows(evidence: Evidence, cell: Cell, rule: CitationRule) -> list[Record]:
    """The rows of the reference table that match a cell's record."""
    settings = rule.external or {}
    record = evidence.tables[cell.table].find(cell.record)
    ours = {} if record is None else record.cells
    wanted = {theirs: ours.get(mine, "") for theirs, mine in settings["match"].items()}
    return evidence.tables[settings["resource"]].where(wanted | settings.get("where", {}))


def external_value(evidence: Evidence, cell: Cell, rule: CitationRule) -> str:
    """The text of the one reference row for a cell, else that of the fallback field, else empty."""
    settings = rule.external or {}
    rows = external_rows(evidence, cell, rule)
    if len(rows) == 1:
        return rows[0].cells[settings["value"]]
    record = evidence.tables[cell.table].find(cell.record)
    fallback = settings.get("fallback")
    return "" if fallback is None or record is None else record.cells[fallback]


def position_value(evidence: Evidence, cell: Cell, rule: CitationRule) -> str:
    """A record's rank in its group, from 0, by the offset at which the `of` field is quoted."""
    settings = rule.position or {}
    record = evidence.tables[cell.table].find(cell.record)
    if record is None:
        return ""
    within = record.cells[settings["within"]]
    group = (cell.table, cell.field, within)
    if group not in evidence.ranks:
        evidence.ranks[group] = _ranks(evidence, cell.table, settings, within)
    return evidence.ranks[group][cell.record]


def _ranks(
    evidence: Evidence, table: str, settings: Mapping[str, Any], within: str
) -> dict[str, str]:
    """The ranks of a group's records by their keys; of records with one key, the first one's."""
    first = settings.get("first", {}).items()
    order = []
    for record in evidence.tables[table].where({settings["within"]: within}):
        group = evidence.citations.get(Cell(table, record.key, settings["of"]), ())
        at = min((citation.span.start for citation in group), default=-1)
        order.append((not (first and first <= record.cells.items()), at, record.key))
    ranks: dict[str, str] = {}
    for rank, (_, _, key) in enumerate(sorted(order)):
        ranks.setdefault(key, str(rank))
    return ranks
