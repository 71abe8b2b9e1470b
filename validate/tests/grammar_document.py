"""validate/docs/grammar.md, made from the rules: `python tests/grammar_document.py` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pincite.grammar import LANGUAGES, Language, Rule, language_of
from pincite.grammar.words import words_of

PATH = Path(__file__).parents[1] / "docs/grammar.md"
INTRODUCTION = """# The grammar of phrases

For authors who choose a quote, and want to know what it reads as. Written from the rules in
`validate/pincite/grammar/languages/`; every example and every refusal runs as a test. What the
methods do with a reading is in [the citation convention](convention.md).

A rule reads whole phrases of one language, chosen by the first part of the source's BCP 47
`language`. Its form is written so: `<name>` is a slot of the language, listed at its end; `[...]`
may be missing; `(a|b)` is a choice; a blank is one blank, also one that does not break (U+0020,
U+00A0, U+2009, U+202F); anything else means itself. A slot whose name ends in 2 is the
second of its kind. A phrase that no rule reads, or that two rules read differently, is refused.

Every rule states its qualifier: `hedge` is that of the hedge that is printed, and `none` where
there is none; a hedge that no slot lists is refused. An amount reads as number, unit and
qualifier, a range as both ends; `pp` are percentage points. Dates read as EDTF: seasons are 21 to
24, quarters 33 to 36, half-years 40 and 41 in the place of the month; a relative date has X until
it is anchored. Fiscal years are shown as they read where the field says that they begin in April
and are named by that year.
"""


def document() -> str:
    """The whole document."""
    parts = [INTRODUCTION]
    for tag in LANGUAGES:
        language = language_of(tag)
        if language is not None:
            parts += [f"\n## {language.name} (`{tag}`)\n", *_language_parts(language)]
    return "".join(parts)


def _language_parts(language: Language) -> Iterator[str]:
    for rule in language.rules:
        yield _rule_text(rule)
    yield "\n### Slots\n\n| slot | reads |\n|---|---|\n"
    used = sorted({name.rstrip("2") for rule in language.rules for name in rule.slots})
    for name in used:
        yield f"| `{name}` | {_escaped(language.slots[name].says)} |\n"
    words = words_of(language.tag)
    if words is not None:
        before = sorted({hedge.phrase for hedge in (*words.hedges, *words.vague)})
        behind = sorted({hedge.phrase for hedge in (*words.behind, *words.vague_behind)})
        yield "\nWith one of these before it, a quote of a number or date is refused as cropped: "
        yield f"{', '.join(before)}.\n\nWith one of these behind it: {', '.join(behind)}.\n"


def _rule_text(rule: Rule) -> str:
    examples = "; ".join(f"“{phrase}” → `{value}`" for phrase, value in rule.examples)
    refuses = "; ".join(f"“{phrase}”" for phrase in rule.refuses)
    return (
        f"\n**{rule.id}** ({rule.kind}, qualifier {rule.qualifier}): `{rule.form}`  \n"
        f"reads {examples}  \nrefuses {refuses}\n"
    )


def _escaped(text: str) -> str:
    return re.sub(r"\|", r"\\|", text)


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8", newline="\n")
