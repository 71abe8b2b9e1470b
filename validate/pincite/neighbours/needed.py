"""Words without which a pattern fits no text: where none of them is, nobody needs to try it.

They are taken from the pattern itself, so they cannot differ from what it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _parser  # type: ignore[attr-defined] # the parts that a pattern is compiled of
from typing import Any

Words = frozenset[str]
Item = tuple[Any, Any]
END = " "  # at the ends of a word that is whole there
MOST = 3  # sets of a pattern: more of them would hardly say more
LONGEST_SET = 40  # characters of a set that are listed
_RUN = re.compile(r"[^\W_]+")


def needed(pattern: re.Pattern[str]) -> tuple[Words, ...]:
    """Sets of runs of letters and digits: a text that the pattern fits holds one of each set.

    A run is a part of a word, or the beginning, the end or all of it: then a blank is before it,
    behind it, or on both sides (`" of "`, `" un"`). Nothing is known where there is no set; an
    empty one says that the pattern never fits. Texts are compared as they are, so the pattern
    must not ignore their case.
    """
    if pattern.flags & (re.IGNORECASE | re.VERBOSE):
        return ()
    found = _of_all(list(_parser.parse(pattern.pattern)), (False, False))
    told = {words for words in found if words == frozenset() or _says(words)}
    return tuple(sorted(told, key=lambda words: (-_shortest(words), sorted(words)))[:MOST])


def _says(words: Words) -> bool:
    """Whether a set says something of a text: one letter is in nearly all of them."""
    return all(len(word) > 1 or word.isdigit() for word in words)


def _shortest(words: Words) -> int:
    return min((len(word.strip()) for word in words), default=99)


def _of_all(items: Sequence[Item], ends: tuple[bool, bool]) -> list[Words]:
    """The sets of parts that follow one another; letters side by side are one run.

    `ends` say whether a word ends before the first and behind the last of them.
    """
    found: list[Words] = []
    letters: list[Item] = []
    for at, item in enumerate(items):
        name = str(item[0])
        if name == "LITERAL":
            letters.append(item)
            continue
        first = at - len(letters)
        before, behind = _ends(items, first - 1, -1, ends), _ends(items, at + 1, 1, ends)
        if name == "BRANCH":  # the parser takes out what its parts begin with alike
            parts = [_of_all([*letters, *part], (before, behind)) for part in item[1][1]]
            found += _of_choice(parts)
        else:
            found += _of_letters(letters, (before, _ends(items, at, 1, ends)))
            found += _of_one(name, item[1], (_ends(items, at - 1, -1, ends), behind))
        letters = []
    before = _ends(items, len(items) - len(letters) - 1, -1, ends)
    return [*found, *_of_letters(letters, (before, ends[1]))]


def _ends(items: Sequence[Item], at: int, step: int, ends: tuple[bool, bool]) -> bool:
    """Whether no word goes on into a part, seen from the one behind it, or (1) before it."""
    if not 0 <= at < len(items):
        return ends[step > 0]
    name, argument = str(items[at][0]), items[at][1]
    if name == "LITERAL":
        return not chr(argument).isalnum()
    if name == "IN":
        return all(_ends([part], 0, step, ends) for part in argument)
    if name in ("AT", "CATEGORY"):
        return str(argument) in ("AT_BOUNDARY", "AT_BEGINNING", "AT_END", "CATEGORY_SPACE")
    if name in ("MAX_REPEAT", "MIN_REPEAT", "SUBPATTERN", "BRANCH", "ASSERT", "ASSERT_NOT"):
        beyond = _ends(items, at + step, step, ends)
        return all(_ends(part, 0 if step > 0 else len(part) - 1, step, (beyond, beyond))
                   for part in _inner(name, argument))  # fmt: skip
    return False


def _inner(name: str, argument: Any) -> list[list[Item]]:
    """What may be in the place of a part; nothing for one that takes no character."""
    if name == "BRANCH":
        return [list(part) for part in argument[1]]
    if name == "SUBPATTERN":
        return [list(argument[-1])]
    if name.startswith("ASSERT"):
        return [[]]
    return [list(argument[2])] if argument[0] else [list(argument[2]), []]


def _of_letters(items: Iterable[Item], ends: tuple[bool, bool]) -> list[Words]:
    text = "".join(chr(code) for _, code in items)
    found = []
    for run in _RUN.finditer(text):
        before = END if run.start() > 0 or ends[0] else ""
        behind = END if run.end() < len(text) or ends[1] else ""
        found.append(frozenset({f"{before}{run[0]}{behind}"}))
    return found


def _of_one(name: str, argument: Any, ends: tuple[bool, bool]) -> list[Words]:
    if name == "SUBPATTERN":
        return [] if argument[1] & re.IGNORECASE else _of_all(list(argument[-1]), ends)
    if name == "ATOMIC_GROUP":
        return _of_all(list(argument), ends)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, repeated = argument
        return _of_all(list(repeated), (False, False)) if least else []
    if name == "IN":
        return _of_set(argument)
    is_never = name == "FAILURE" or (name == "ASSERT_NOT" and not argument[1])
    return [frozenset()] if is_never else []


def _of_choice(parts: Sequence[list[Words]]) -> list[Words]:
    """One set for a choice: the best one of each of its parts, where all have one."""
    possible = [found for found in parts if frozenset() not in found]
    if not all(possible):
        return []
    best = (max(found, key=lambda words: (_shortest(words), -len(words))) for found in possible)
    return [frozenset().union(*best)]


def _of_set(items: Sequence[Item]) -> list[Words]:
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
