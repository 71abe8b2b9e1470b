"""The runner of mutants of the code: what it changes, what it leaves alone, whom it asks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from code_mutants.mutations import Mutation, mutations
from code_mutants.run import SOURCE, Suite, chosen, key_of, read_list, report

CODE = b'''"""A docstring with 1 < 2."""

from __future__ import annotations

__all__ = ["f"]
LIMIT = 4


def f(values: list[int], name: str = "a") -> str | None:
    """Another, and 3 or 4."""
    total = 0
    for value in values:
        if not value or value < LIMIT and name != "x":
            continue
        total += value - 1
    if total > 3:
        raise ValueError("more than 3")
    values.sort()
    return name.lower().get("key", max(values))
'''


def changed(name: str) -> set[tuple[str, str]]:
    return {
        (one.old, one.new)
        for one in mutations("m.py", CODE)
        if name in one.context.replace("|", "", 1)
    }


def test_each_kind_of_change_is_made_at_its_place() -> None:
    assert changed("LIMIT = ") == {("4", "5")}
    assert changed("if not value") >= {
        ("not ", ""),
        ("or", "and"),
        ("and", "or"),
        ("<", "<="),
        ("!=", "=="),
        ('"x"', "'x~'"),
        (
            'not value or value < LIMIT and name != "x"',
            'not (not value or value < LIMIT and name != "x")',
        ),
    }
    assert changed("continue") == {("continue", "break")}
    assert changed("total += ") == {("-", "+"), ("1", "2"), ("total += value - 1", "pass")}
    assert changed("values.sort()") == {("values.sort()", "pass")}
    assert changed("return ") == {
        ('return name.lower().get("key", max(values))', "return None"),
        ("name.lower()", "name"),
        ('"key"', "'key~'"),
        ("max", "min"),
    }


def test_words_and_annotations_are_left_alone() -> None:
    for words in ("docstring", "Another", "raise", "__all__", "import"):
        assert changed(words) == set()
    assert {one.function for one in mutations("m.py", CODE)} == {"", "f"}


def test_a_change_is_one_place_of_the_text() -> None:
    for one in mutations("m.py", CODE):
        made = one.apply(CODE)
        assert made != CODE
        assert made[: one.start] == CODE[: one.start]
        assert made.endswith(CODE[one.end :])
        compile(made, "m.py", "exec")


def test_the_sample_is_seeded_and_listed_changes_are_always_in_it() -> None:
    found = mutations("m.py", CODE)
    assert chosen(found, 3, 1, []) == chosen(found, 3, 1, [])
    assert len({tuple(chosen(found, 3, seed, [])) for seed in range(9)}) > 3
    for one in found:
        assert one in chosen(found, 1, 1, [key_of(one)])
    assert len({key_of(one) for one in found}) == len(found)


def test_those_who_run_the_line_are_asked_the_closest_first(tmp_path: Path) -> None:
    seen = (
        '{"tests": [["a.py::x", 5], ["validate/tests/unit/b.py::y", 9], ["a.py::z", 1]],'
        ' "lines": {"/c/pincite/m.py": {"6": [1], "13": [0, 1, 2], "15": [0]}}}'
    )
    (tmp_path / "one.json").write_text(seen, encoding="utf-8")
    suite = Suite()
    suite.read(tmp_path)
    for one in mutations("pincite/m.py", CODE):
        if one.line == 13:
            assert suite.of(one) == ["validate/tests/unit/b.py::y", "a.py::z", "a.py::x"]
            assert suite.of(one, 11) == [
                "validate/tests/unit/b.py::y",
                "a.py::z",
            ]  # 9 and 1 seconds
            assert suite.of(one, 2) == ["validate/tests/unit/b.py::y"]  # one at least
        elif one.line == 15:
            assert suite.of(one) == ["a.py::x"]
        else:  # run when it is imported
            assert len(suite.of(one)) == 3


def test_the_count_leaves_equivalents_out_and_survivors_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = mutations("m.py", CODE)[:10]
    verdicts: dict[Mutation, str] = dict.fromkeys(found, "killed")
    verdicts[found[0]] = verdicts[found[1]] = "survived"
    verdicts[found[2]] = "timeout"
    assert report(verdicts, {}) == 1
    assert "8 of 10 killed, 80%" in capsys.readouterr().out
    assert report(verdicts, {key_of(found[0]): "the same"}) == 0
    assert "8 of 9 killed, 89%" in capsys.readouterr().out


def test_equivalents_have_reasons_and_can_still_be_made() -> None:
    listed = read_list("equivalents.csv")
    assert all(listed.values())
    modules = Counter(key[0] for key in listed)
    for module in modules:
        possible = {key_of(one) for one in mutations(module, (SOURCE / module).read_bytes())}
        assert {key for key in listed if key[0] == module} <= possible
    assert not listed.keys() & read_list("survivors.csv").keys()
