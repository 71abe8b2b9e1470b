"""What is clean for certain: the rules of a field as texts and patterns, for a sieve to match.

They are made from what the field's type says of itself (`Type.languages`) and from its constraints.
A text that none of them matches may be valid all the same: the exact reader decides on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pincite.report.frozen import Frozen
from pincite.types import BOUNDS, LENGTHS, CellReader, Type, type_of
from pincite.types.any import ANY
from pincite.types.base import LONGEST
from pincite.types.patterns import begins_with_ink, compile_pattern
from pincite.types.string import STRING

Field = Mapping[str, Any]
INK = r"\s*\S[\s\S]*"  # a text that is more than blanks
MAX_TEXTS = 10_000  # of an enum, that are asked beforehand


class Certain(Frozen):
    """The clean cells that are known beforehand, and whether every text is one.

    `texts` are some of them. So are all texts of `least` to `most` characters that match each of
    the patterns `languages` and the constraint `pattern`, but for those that are `wrong`; nothing
    is known of texts of more than `longest` characters. `languages` is None where nothing is known
    of other texts at all.
    """

    texts: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    languages: tuple[str, ...] | None = None
    pattern: str | None = None
    least: int = 0
    most: int = LONGEST
    longest: int = LONGEST
    is_free: bool = False


def certain_of(field: Field, missing: Sequence[str], reader: CellReader) -> Certain:
    """What is known of the clean cells of a field; missing values are the field's own."""
    constraints = {k: v for k, v in field.get("constraints", {}).items() if v is not None}
    is_required = bool(constraints.pop("required", False))
    constraints.pop("unique", None)
    listed = [*constraints.pop("enum", ()), *(field.get("categories") or ())]
    kind = type_of(field)
    if listed:
        asked = [item["value"] if isinstance(item, Mapping) else item for item in listed]
        texts = {str(item) for item in asked[:MAX_TEXTS]} | {*missing}
        return Certain(frozenset(text for text in texts if not reader.read(text)[1]))
    languages = _languages(kind, field, constraints)
    if languages == () and not constraints and not is_required:
        return Certain(is_free=True)
    wrong = frozenset(text for text in missing if reader.read(text)[1])
    known = frozenset(missing) - wrong
    if languages is None:
        return Certain(known, wrong)
    pattern = None if constraints.get("pattern") is None else str(constraints["pattern"])
    if is_required and not languages and not begins_with_ink(pattern):
        languages = (INK,)
    longest = None if pattern is None else compile_pattern(pattern).longest
    longest = LONGEST if longest is None else min(longest, LONGEST)
    least, most = constraints.get("minLength", 0), constraints.get("maxLength", LONGEST)
    return Certain(known, wrong, languages, pattern, least, min(most, LONGEST), longest)


def _languages(kind: Type, field: Field, constraints: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The patterns of the type, where they and the pattern and lengths say all there is to say."""
    known = ("pattern", *LENGTHS) if kind is STRING else () if kind is ANY else BOUNDS
    if constraints.keys() - set(known):
        return None
    least, most = constraints.get("minLength", 0), constraints.get("maxLength", LONGEST)
    return kind.languages(field) if 0 <= least <= min(most, LONGEST) else None
