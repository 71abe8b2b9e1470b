"""Claims of a program about cells, whatever file they came from, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any

from pincite.proof.claimed import text_of_value
from pincite.text import Span

# What offsets may count besides code points: an encoding, and the bytes of its unit. JavaScript and
# Java count UTF-16, Rust and Go bytes: behind one emoji the three differ by 1 and 3.
UNITS: Mapping[str, tuple[str, int]] = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}
VERDICTS = (
    *("proved", "there", "not_found", "wrong", "ambiguous", "cropped", "not_understood"),
    "refused",
)
OF_CODES = {  # the verdict that an issue of the package is
    "quote-cropped": "cropped",
    "neighbour-not-understood": "not_understood",
    "phrase-not-understood": "not_understood",
    "longer-phrase": "cropped",
    "value-differs": "wrong",
    "subject-elsewhere": "wrong",
    "citations-disagree": "wrong",
}


@dataclass(frozen=True)
class Claim:
    """What a program says of one cell; `number` is its record's in the file, from 1.

    `value` is as JSON has it, None where none is claimed. `others` are more quotes of the record,
    of which any may say the value. `fault` is what is wrong with the claim
    itself, so that it cannot be looked for. `given` is what else the file says of it.
    """

    number: int
    table: str = ""
    record: str = ""
    field: str = ""
    quote: str = ""
    source: str = ""
    value: Any = None
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    method: str | None = None
    note: str = ""
    code: str | None = None
    part: str = "value"
    others: tuple[str, ...] = ()
    fault: str = ""
    given: Mapping[str, Any] = with_default(default_factory=dict)
    place: Mapping[str, Any] = with_default(default_factory=dict)  # page, table, row, column


@dataclass(frozen=True)
class Outcome:
    """What became of a claim: `proved` or `there` with its value, else a reason why not.

    `nearest` is the passage that the reason is about, where there is one.
    """

    claim: Claim
    verdict: str = ""
    reason: str = ""
    value: str = ""
    method: str = ""
    span: Span | None = None
    quote: str = ""  # as the text has it
    respelt: str = ""  # how the claim's quote differs from it
    nearest: str = ""
    parts: tuple[tuple[str, str, int], ...] = ()  # that its heads gave: name, quote and offset

    @property
    def is_proved(self) -> bool:
        """Whether the cell follows from the passage."""
        return self.verdict in ("proved", "there")

    def to_dict(self) -> dict[str, Any]:
        """The outcome as JSON types; keys that a file of claims has keep their names."""
        claim = self.claim
        return {
            "number": claim.number,
            "table": claim.table or None,
            "record": claim.record or None,
            "field": claim.field or None,
            "source": claim.source or None,
            "quote": claim.quote,
            "claimed": text_of_value(claim.value),
            "start": self.span.start if self.span is not None else claim.start,
            "verdict": self.verdict,
            "proved": self.is_proved,
            "value": (self.value or None) if self.is_proved else None,
            "method": self.method or None,
            "written_as": self.quote if self.respelt else None,
            "reason": self.reason or None,
            "nearest": self.nearest or None,
            **claim.given,
        }


def start_of(text: str, claim: Claim, units: str) -> int | None:
    """The offset in code points at which a quote is, if the claim's own offset is in such units."""
    first, last, words = claim.start, claim.end, claim.quote
    if first is None or first < 0 or not words:
        return None
    if units == "code-points":
        start, length = first, len(words)
    else:
        encoding, width = UNITS[units]
        before = text.encode(encoding)[: first * width]
        start, length = len(before.decode(encoding, "ignore")), len(words.encode(encoding)) // width
        if len(text[:start].encode(encoding)) != first * width:
            return None  # the offset lies within a character
    fits = last is None or last - first == length
    return start if fits and text.startswith(words, start) else None
