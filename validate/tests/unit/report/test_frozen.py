"""Values: what they take, and when they are equal."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from pincite.report import Issue, Place
from pincite.report.frozen import Frozen


class Pair(Frozen, apart=("note",)):
    """Two numbers and a remark."""

    left: int
    right: int = 2
    note: str = ""


def test_a_value_takes_its_fields_in_order_or_by_name() -> None:
    assert (Pair(1).left, Pair(1).right, Pair(1).note) == (1, 2, "")
    assert Pair(1, 3, note="x") == Pair(left=1, right=3)
    assert Pair(1).replace(right=5) == Pair(1, 5)
    assert repr(Pair(1)) == "Pair(left=1, right=2, note='')"


def test_values_are_equal_by_what_counts_and_only_within_their_class() -> None:
    assert Pair(1, note="x") == Pair(1, note="y")
    assert len({Pair(1, note="x"), Pair(1, note="y"), Pair(2)}) == 2
    assert Pair(1) != (1, 2, "")
    assert Place("a") != Pair(1)


@pytest.mark.parametrize(
    "make",
    [
        Pair,
        lambda: Pair(1, 2, "", 4),  # type: ignore[call-arg]
        lambda: Pair(1, 2, right=3),  # type: ignore[misc]
        lambda: Pair(1, wrong=3),  # type: ignore[call-arg]
        lambda: Pair(1).replace(wrong=3),
    ],
)
def test_a_missing_field_or_one_too_many_is_refused(make: Callable[[], Pair]) -> None:
    with pytest.raises(TypeError, match="Pair takes left, right, note"):
        make()


class Triple(Pair):
    """A pair and one more."""

    third: int = 3


def test_a_subclass_has_the_fields_of_its_class_too() -> None:
    assert repr(Triple(1, third=4)) == "Triple(left=1, right=2, note='', third=4)"
    assert Triple(1, note="x") == Triple(1, note="y")
    assert Triple(1) != Pair(1)
    with pytest.raises(TypeError, match="Triple takes left, right, note, third"):
        Triple()  # type: ignore[call-arg]


def test_a_field_without_a_default_comes_first() -> None:
    with pytest.raises(TypeError, match="follows one"):
        type("Wrong", (Frozen,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})


def test_a_value_cannot_be_changed() -> None:
    pair = Pair(1)
    with pytest.raises(AttributeError, match=r"Pair\.left cannot be set"):
        pair.left = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Pair\.left cannot be deleted"):
        del pair.left
    assert pair.left == 1


def test_a_value_goes_to_another_process_and_back() -> None:
    issue = Issue("type-error", Place("a.csv", 3), "no number", details={"cell": "x"})
    for made in (pickle.loads(pickle.dumps(issue)), copy.deepcopy(issue)):
        assert (made, made.details) == (issue, issue.details)
