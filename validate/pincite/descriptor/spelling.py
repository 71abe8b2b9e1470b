"""What a misspelt name may mean: the known name that it is next to."""

from __future__ import annotations

from collections.abc import Iterable

SHORT, LONG = 4, 9  # letters: short names are near to too much, long ones may have two slips


def meant(name: str, options: Iterable[str]) -> str:
    """The end of a message: which of the options may be meant, empty where none is near.

    A name in the form of a custom property (`namespace:name`, `_name`, `name@language`) is none.
    """
    if not name or name[0] in "_$" or ":" in name or "@" in name:
        return ""
    found = next((option for option in options if is_near(name, option)), None)
    return f"; did you mean {found}?" if found else ""


def is_near(name: str, option: str) -> bool:
    """Whether a name looks like a misspelt option: case, separators, one slip, or two of a long."""
    is_variant = name.startswith(option) and not name[len(option) :][:1].isalpha()
    if abs(len(name) - len(option)) > SHORT or is_variant:  # such as title_fr
        return False
    mine, theirs = _plain(name), _plain(option)
    if mine == theirs:
        return True
    if len(theirs) < 3 or len(set(mine) ^ set(theirs)) > 4:  # two slips change no more letters
        return False
    slips = _distance(mine, theirs)
    if len(theirs) <= SHORT:  # `date` is no misspelt `data`
        return slips == 1 and (len(mine) != len(theirs) or sorted(mine) == sorted(theirs))
    return slips <= (2 if len(theirs) >= LONG else 1)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def _distance(one: str, other: str) -> int:
    """Letters left out, added, replaced or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
