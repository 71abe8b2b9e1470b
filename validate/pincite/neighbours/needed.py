"""Words without which a pattern fits no text: where none of them is, nobody needs to try it.

They are taken from the pattern itself, so they cannot differ from what it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _parser  # type: ignore[attr-defined] # the parts that a pattern is compiled of
from typing import Any

Words = frozenset[str]
MOST = 3  # sets of a pattern: more of them would hardly say more
LONGEST_SET = 40  # characters of a set that are listed
_RUN = re.compile(r"[^\W_]+")


def needed(pattern: re.Pattern[str]) -> tuple[Words, ...]:
    """Sets of runs of letters and digits: a text that the pattern fits holds one of each set.

    They may be parts of longer words. Nothing is known where there is none; an empty set says that
    the pattern never fits. Texts are compared as they are, so the pattern must be too.
    """
    if pattern.flags & (re.IGNORECASE | re.VERBOSE):
        return ()
    found = _of_all(_parser.parse(pattern.pattern))
    told = {words for words in found if words == frozenset() or _says(words)}
    return tuple(sorted(told, key=lambda words: (-_shortest(words), sorted(words)))[:MOST])


def _says(words: Words) -> bool:
    """Whether a set says something of a text: one letter is in nearly all of them."""
    return all(len(word) > 1 or word.isdigit() for word in words)


def _shortest(words: Words) -> int:
    return min(map(len, words), default=99)


def _of_all(items: Iterable[tuple[Any, Any]]) -> list[Words]:
    """The sets of parts that follow one another; letters side by side are one run."""
    found: list[Words] = []
    letters: list[tuple[Any, Any]] = []
    for item in items:
        name = str(item[0])
        if name == "LITERAL":
            letters.append(item)
        elif name == "BRANCH":  # the parser takes out what its parts begin with alike
            found += _of_choice([_of_all([*letters, *part]) for part in item[1][1]])
            letters = []
        else:
            found += [*_of_letters(letters), *_of_one(name, item[1])]
            letters = []
    return [*found, *_of_letters(letters)]


def _of_letters(items: Iterable[tuple[Any, Any]]) -> list[Words]:
    return [frozenset({run}) for run in _RUN.findall("".join(chr(code) for _, code in items))]


def _of_one(name: str, argument: Any) -> list[Words]:
    if name == "SUBPATTERN":
        return [] if argument[1] & re.IGNORECASE else _of_all(argument[-1])
    if name == "ATOMIC_GROUP":
        return _of_all(argument)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, repeated = argument
        return _of_all(repeated) if least else []
    if name == "IN":
        return _of_set(argument)
    is_never = name == "FAILURE" or (name == "ASSERT_NOT" and not argument[1])
    return [frozenset()] if is_never else []


def _of_choice(parts: Sequence[list[Words]]) -> list[Words]:
    """One set for a choice: the best one of each of its parts, where all have one."""
    possible = [found for found in parts if frozenset() not in found]
    if not all(possible):
        return []
    return [
        frozenset().union(
            *(max(found, key=lambda words: (_shortest(words), -len(words))) for found in possible)
        )
    ]


def _of_set(items: Sequence[tuple[Any, Any]]) -> list[Words]:
    chars: set[str] = set()
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            chars.add(chr(argument))
        elif name == "RANGE" and argument[1] - argument[0] <= LONGEST_SET:
            chars |= set(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return []
    is_plain = all(char.isalnum() for char in chars)
    return [frozenset(chars)] if is_plain and len(chars) <= LONGEST_SET else []
