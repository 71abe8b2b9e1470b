"""Which candidate a cell rests on, of those that a text gives: the choice for a whole table.

A cell is `sure` where one candidate alone is left that nothing speaks against, and no other record
or field lays claim to it. Numbers come first; names, codes and dates are then looked for in the
sentences that give the record's numbers; currencies, units and hedges at the numbers themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pincite.citations import Cell
from pincite.grammar import GRAMMAR_METHODS, LANGUAGES, NUMBER_METHODS, language_of
from pincite.package import Field, Schema
from pincite.report import counted
from pincite.seeds.search import Candidate, TextSearch, hedge_of
from pincite.tables.text_table import Record
from pincite.text import Span, stands_alone
from pincite.text.spans import WORD

STATES = ("sure", "unsure", "missing", "cited", "by hand")
SHOWN = 5  # candidates of a cell
MOST_PLACES = 200  # of one value in a text that are looked at for one cell
QUOTED = GRAMMAR_METHODS | {"verbatim", "term"}
BESIDE = frozenset({"currency", "unit", "qualifier"})  # of a number, whose quote they share
ALIKE_FROM = 10  # sure citations of a field, from which on one beside other words is peculiar
RARE = 0.05  # of a field's sure citations
NUMBER, DATE = NUMBER_METHODS, frozenset({"date"})
Groups = Mapping[str, tuple[str, ...]]  # the fields that rest on one quote, by each of them


@dataclass(frozen=True)
class Suggestion:
    """A cell with what was found for it, the likeliest first; `why` says what is to be done."""

    cell: Cell
    text: str
    state: str
    why: str = ""
    candidates: tuple[Candidate, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The suggestion as JSON types."""
        return {
            "record": self.cell.record,
            "field": self.cell.field,
            "value": self.text,
            "state": self.state,
            "why": self.why or None,
            "candidates": [found.to_dict() for found in self.candidates[:SHOWN]],
        }


def linked(schema: Schema) -> Groups:
    """The fields that rest on one quote, by each of them: by `same_quote`, or a number's unit."""
    groups: list[set[str]] = [set(r["fields"]) for r in schema.rules if r["rule"] == "same_quote"]
    for asked in schema.cited_fields:
        methods = set(asked.citation.methods if asked.citation else ()) & QUOTED
        is_beside = bool(methods) and methods <= BESIDE
        if is_beside and not any(asked.name in group for group in groups):
            lead = _lead_of(asked, methods, schema)
            groups += [{asked.name, lead}] if lead else []
    joined: list[set[str]] = []
    for group in groups:
        touching = [other for other in joined if other & group]
        joined = [other for other in joined if other not in touching]
        joined.append(group.union(*touching))
    names = schema.names
    found: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
    for group in joined:
        ordered = tuple(name for name in names if name in group)
        found.update(dict.fromkeys(ordered, ordered))
    return found


def _lead_of(asked: Field, methods: set[str], schema: Schema) -> str | None:
    """The number or date that a currency, unit or qualifier is of; of several the likest named."""
    wanted = {"amount"} if "currency" in methods else {"quantity"} if "unit" in methods else NUMBER
    leads = [
        other.name
        for other in schema.cited_fields
        if other.citation
        and (set(other.citation.methods) & wanted or other.citation.qualifier == asked.name)
    ]
    declared = [n for n in leads if (f := schema.field(n)) and f.citation and f.citation.qualifier]
    leads = declared if "qualifier" in methods and declared else leads
    alike = [name for name in leads if asked.name.startswith(name)]
    return (alike or leads)[0] if len(alike or leads) == 1 else None


def holds_hedge(schema: Schema, name: str) -> bool:
    """Whether a field that rests on the quote of a number holds how it is hedged."""
    beside = (schema.field(other) for other in linked(schema)[name])
    return any("qualifier" in f.citation.methods for f in beside if f and f.citation)


@dataclass
class Choice:
    """The cells of a table on their way to suggestions."""

    search: TextSearch
    found: dict[tuple[str, str], list[Candidate]] = field(default_factory=dict)
    sure: dict[tuple[str, str], Candidate] = field(default_factory=dict)
    why: dict[tuple[str, str], str] = field(default_factory=dict)

    def suggestions(self) -> list[Suggestion]:
        """All cells, row by row."""
        schema = self.search.table.schema
        groups = linked(schema)
        for wants_numbers in (True, False):
            for group in dict.fromkeys(groups.values()):
                lead = self._lead(group)
                if lead is None or self._is_number(lead) != wants_numbers:
                    continue
                for record in self.search.table.records:
                    self._look(record, group, lead)
            self._settle(groups)
        for asked in schema.cited_fields:
            methods = self._methods(asked)
            if methods and methods <= BESIDE and groups[asked.name] == (asked.name,):
                for record in self.search.table.records:
                    self._look_beside(record, asked)
        return [
            self._suggestion(record, asked)
            for record in self.search.table.records
            for asked in schema.cited_fields
            if record.cells.get(asked.name, "")
        ]

    def _methods(self, asked: Field) -> frozenset[str]:
        rule = asked.citation
        if rule is None or rule.anchor or (rule.parts and self.search.in_document is None):
            return frozenset()
        return frozenset(rule.methods) & QUOTED

    def _is_number(self, asked: Field) -> bool:
        return bool(self._methods(asked) & NUMBER)

    def _lead(self, group: Sequence[str]) -> Field | None:
        """The field of a group whose value tells most of where it is from."""
        schema = self.search.table.schema
        fields = [f for name in group if (f := schema.field(name)) and self._methods(f)]
        order = (NUMBER, DATE, {"term"}, {"verbatim"})
        ranked = [f for kind in order for f in fields if self._methods(f) & kind]
        return ranked[0] if ranked else None

    def _look(self, record: Record, group: Sequence[str], lead: Field) -> None:
        """The candidates of a group's cells of one record, and which of them is sure."""
        schema, search = self.search.table.schema, self.search
        fields = [
            f
            for name in group
            if (f := schema.field(name)) and self._methods(f) and record.cells.get(name)
        ]
        if lead not in fields or self._is_cited(record, lead):
            return
        places = {f.name: search.places(f, record.cells[f.name]) for f in fields}
        shared = self._shared(places)
        if not shared and len(fields) > 1:
            self.why[record.key, lead.name] = f"no one phrase says all of {', '.join(places)}"
        near = [*self._headings(record), *self._sentences(record)]
        for asked in fields:
            spots = [s for s in places[asked.name] if s[0] in shared] or (
                places[asked.name] if asked is lead else []
            )
            here = [s for s in spots if any(home.holds(s[0]) for home in near)]
            spots = (here or spots)[:MOST_PLACES]
            self.found[record.key, asked.name] = self._ranked(record, asked, spots, len(fields) > 1)
        if shared or len(fields) == 1:
            self._choose(record, fields, lead, near)

    def _look_beside(self, record: Record, asked: Field) -> None:
        """A currency, unit or hedge whose number the schema does not name: at a sure number."""
        text = record.cells.get(asked.name, "")
        if not text or self._is_cited(record, asked):
            return
        places = self.search.places(asked, text)
        sure = {
            found.span
            for (key, name), found in self.sure.items()
            if key == record.key and name != asked.name and found.method in NUMBER
        }
        here = [spot for spot in places if spot[0] in sure]
        found = self._ranked(record, asked, here or places[:MOST_PLACES], is_group=True)
        self.found[record.key, asked.name] = found
        if len({span for span, _ in here}) == 1 and found[0].is_clean:
            self.sure[record.key, asked.name] = found[0]
        else:
            several = "several of the record's numbers have it"
            why = several if here else "none of the record's numbers is found for sure"
            self.why[record.key, asked.name] = why

    def _is_cited(self, record: Record, asked: Field) -> bool:
        cell = Cell(self.search.table.name, record.key, asked.name)
        return cell in self.search.evidence.citations

    @staticmethod
    def _shared(places: Mapping[str, Sequence[tuple[Span, str]]]) -> set[Span]:
        sets = [{span for span, _ in found} for found in places.values()]
        return set.intersection(*sets) if sets else set()

    def _sentences(self, record: Record) -> list[Span]:
        """The sentences of the record's sure numbers, in the order of the fields."""
        schema, search = self.search.table.schema, self.search
        homes = []
        for asked in schema.cited_fields:
            sure = self.sure.get((record.key, asked.name))
            if sure is not None and self._is_number(asked):
                homes += [s for s in search.sentences if s.holds(sure.span)]
        return [*dict.fromkeys(homes)]

    def _headings(self, record: Record) -> list[Span]:
        """The headers of the first of the record's sure numbers that is in a table."""
        places = self.search.in_document
        for asked in self.search.table.schema.cited_fields if places is not None else ():
            sure = self.sure.get((record.key, asked.name))
            if places is None or sure is None or not self._is_number(asked):
                continue
            if (heads := places.headers(sure.span)) and not places.is_inferred(sure.span):
                return list(heads)
        return []

    def _ranked(
        self, record: Record, asked: Field, spots: Iterable[tuple[Span, str]], is_group: bool
    ) -> list[Candidate]:
        """The candidates at some places, the likeliest first; of those that overlap, one."""
        found = [self.search.candidate(record, asked, span, method) for span, method in spots]
        found = [self._hedged(asked, one, is_group) for one in found]
        heads = [] if self._is_number(asked) else self._headings(record)
        found = [
            replace(one, whose="named", doubt="")  # of the row and column of the record's number
            if one.is_clean and any(head.holds(one.span) for head in heads)
            else one
            for one in found
        ]
        kept: list[Candidate] = []
        for one in sorted(found, key=lambda c: (not c.is_clean, c.span.end - c.span.start, c.span)):
            if not any(one.span.overlaps(other.span) for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda one: one.rank)

    def _hedged(self, asked: Field, found: Candidate, is_group: bool) -> Candidate:
        """A number that is hedged, where no field holds the hedge, is doubtful."""
        rule = asked.citation
        holds = is_group and holds_hedge(self.search.table.schema, asked.name)
        if found.doubt or holds or (rule is not None and rule.bound):
            return found
        qualifier = hedge_of(found.quote, found.method, self.search.language)
        if not qualifier:
            return found
        return replace(found, doubt=f"the phrase says “{qualifier}”, which no field holds")

    def _choose(
        self, record: Record, fields: Sequence[Field], lead: Field, near: Sequence[Span]
    ) -> None:
        """Make a group's cells sure where one candidate of its lead is left."""
        strong = [c for c in self.found[record.key, lead.name] if self._is_strong(c)]
        if near and not self._is_number(lead):
            heads = self._headings(record)
            headed = [c for c in strong if any(head.holds(c.span) for head in heads)]
            strong = (
                headed
                or [c for c in strong if near[0].holds(c.span)]
                or [c for c in strong if any(home.holds(c.span) for home in near)]
            )
        elif not self._is_number(lead) and self._has_numbers(record):
            self.why[record.key, lead.name] = "none of the record's numbers is found for sure"
            return
        if len(strong) > 1:
            at = ", ".join(str(one.span.start) for one in strong[:SHOWN])
            self.why[record.key, lead.name] = f"several places say so: {at}"
        if len(strong) != 1:
            return
        for asked in fields:
            own = [c for c in self.found[record.key, asked.name] if c.span == strong[0].span]
            if own and own[0].is_clean:
                self.sure[record.key, asked.name] = own[0]

    @staticmethod
    def _is_strong(found: Candidate) -> bool:
        return found.is_clean and found.whose == "named" and not found.doubt

    def _has_numbers(self, record: Record) -> bool:
        return any(
            self._is_number(asked) and record.cells.get(asked.name)
            for asked in self.search.table.schema.cited_fields
        )

    def _settle(self, groups: Groups) -> None:
        """Give up what several records or fields lay claim to, and what is unlike its field."""
        claims: dict[Span, set[tuple[str, str]]] = defaultdict(set)
        for (key, name), found in self.sure.items():
            asked = self.search.table.schema.field(name)
            if asked is not None and self._is_number(asked):
                claims[found.span].add((key, name))
        for cells in claims.values():
            homes = {(key, groups[name]) for key, name in cells}
            fits = [cell for cell in cells if self.sure[cell].dates == "fits"]
            given_up = cells if len(homes) > 1 else set()
            if len({(key, groups[name]) for key, name in fits}) == 1:
                given_up = given_up - set(fits)
            for key, name in given_up:
                others = sorted({f"{k} {n}" for k, n in cells} - {f"{key} {name}"})
                self._give_up(groups, key, name, f"{others[0]} has the same value")
        for (key, name), why in list(self._peculiar()):
            self._give_up(groups, key, name, why)

    def _give_up(self, groups: Groups, key: str, name: str, why: str) -> None:
        for other in groups[name]:
            if self.sure.pop((key, other), None) is not None:
                self.why[key, other] = why

    def _peculiar(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Sure numbers of another thing, as their words say: of patents, where others are people.

        The word in the quote decides, else the words directly before and behind it.
        """
        by_field: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for (key, name), found in self.sure.items():
            asked = self.search.table.schema.field(name)
            if asked is not None and self._is_number(asked):
                by_field[name][key] = self._beside(found.span)
        for name, beside in by_field.items():
            counts = Counter(word for words in beside.values() for word in words)
            rare = max(1, int(len(beside) * RARE))
            for key, words in beside.items():
                if len(beside) >= ALIKE_FROM and words and all(counts[w] <= rare for w in words):
                    yield (key, name), f"hardly any other {name} is beside “{words[0]}”"

    def _beside(self, span: Span) -> list[str]:
        """The last word of a quote, if it has one, else the words directly beside it."""
        text = self.search.text
        inside = _words(text[span.start : span.end])[-1:]
        before = _words(text[max(0, span.start - 40) : span.start])[-1:]
        behind = _words(text[span.end : span.end + 40])[:1]
        return [w.lower() for w in inside if not w[0].isdigit()] or [
            word.lower() for word in (*before, *behind) if not word[0].isdigit()
        ]

    def _suggestion(self, record: Record, asked: Field) -> Suggestion:
        cell, text = Cell(self.search.table.name, record.key, asked.name), record.cells[asked.name]
        key = (record.key, asked.name)
        cited = self.search.evidence.citations.get(cell, ())
        if cited:
            gives = next((c.value for c in cited if c.part == "value"), text)
            why = "" if gives == text else f"its citation gives {gives}"
            return Suggestion(cell, text, "cited", why)
        if not self._methods(asked):
            methods = ", ".join(asked.citation.methods) if asked.citation else ""
            return Suggestion(cell, text, "by hand", f"cannot be looked for by {methods}")
        sure, found = self.sure.get(key), self.found.get(key, [])
        if sure is not None:
            rest = [one for one in found if one != sure]
            return Suggestion(cell, text, "sure", "", (sure, *rest))
        if found:
            why = self.why.get(key) or found[0].doubt or "see the field that it belongs to"
            return Suggestion(cell, text, "unsure", why, tuple(found))
        return Suggestion(cell, text, "missing", self._nearest(record, asked))

    def _nearest(self, record: Record, asked: Field) -> str:
        """What the text says in place of a value that it does not say of the record's subject."""
        said = []
        for places in self.search.values(asked).values() if self._is_number(asked) else ():
            for span, method in places:
                found = self.search.candidate(record, asked, span, method)
                if self._is_strong(found):
                    said.append(f"“{found.quote}” at {span.start}")
        language = self.search.language
        if language_of(language) is None and self._methods(asked) & GRAMMAR_METHODS:
            return f"the grammar reads {', '.join(LANGUAGES)}, not {language}"
        if said:
            return f"the text says of it {', '.join(said[:3])}"
        refused = self.search.refused.get(asked.name, [])
        if refused and self._is_number(asked):
            phrases = counted(len(refused), "phrases")
            return f"the text does not say so; {phrases} may, but could not be read: {refused[0]}"
        return self.why.get((record.key, asked.name)) or "the text does not say so"


def _words(text: str) -> list[str]:
    """The words of a text; of scripts without blanks, the characters."""
    found = WORD.findall(text)
    return [part for word in found for part in (word if stands_alone(word[0]) else (word,))]
