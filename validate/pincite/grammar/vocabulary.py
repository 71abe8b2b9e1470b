"""Vocabularies: which phrase of which language stands for which code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pincite.grammar.rules import NotUnderstood


@dataclass(frozen=True)
class Phrases:
    """The codes by vocabulary, language and phrase."""

    codes: Mapping[tuple[str, str], Mapping[str, str]]

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, str]]) -> Phrases:
        """Model the rows of a phrases table; of two rows for one phrase the first one counts."""
        codes: dict[tuple[str, str], dict[str, str]] = {}
        for row in rows:
            vocabulary = codes.setdefault((row["vocabulary"], row["language"]), {})
            vocabulary.setdefault(row["phrase"], row["code"])
        return cls(codes)

    def of(self, vocabulary: str, language: str) -> Mapping[str, str]:
        """Code by phrase of one vocabulary in one language; empty where there is none."""
        return self.codes.get((vocabulary, language), {})

    def code(self, vocabulary: str, language: str, phrase: str) -> str:
        """The code of a whole phrase; raises NotUnderstood where the vocabulary lacks it."""
        try:
            return self.of(vocabulary, language)[phrase]
        except KeyError:
            raise NotUnderstood(
                f"“{phrase}” is no phrase of the vocabulary {vocabulary} ({language})"
            ) from None

    def longer(self, vocabulary: str, language: str, phrase: str) -> list[tuple[str, int]]:
        """The phrases with another code that hold this one, each with the offset it stands at."""
        entries = self.of(vocabulary, language)
        code = entries.get(phrase)
        found = []
        for other, other_code in entries.items():
            at = other.find(phrase)
            while at >= 0 and other_code != code:
                found.append((other, at))
                at = other.find(phrase, at + 1)
        return found
