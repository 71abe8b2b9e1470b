"""The native sieve: automata and patterns agree, and C refuses what could lead it astray."""

from __future__ import annotations

import os
import re
import threading
from array import array
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passes_taken import HAS_NATIVE
from pincite.tables.dialect import Dialect
from pincite.tables.passes import Plan
from pincite.tables.sieves.automata import (
    Automaton,
    NotRegular,
    TooLarge,
    _takes,
    automaton_of,
)
from pincite.tables.sieves.blocks import Layout
from pincite.tables.sieves.certain import INK
from pincite.types import compile_field

needs_native = pytest.mark.skipif(not HAS_NATIVE, reason="the native sieve was not compiled")
PATTERNS = [
    *(r"[a-c]{2,4}", r"(ab|a)*c?", r"^x+$", r"^a$|^b.*$", r"\d{3}-\d+", r"[^,]*é", r"\w+\s\S*"),
    *(r"[^\s]{1,3}", r"(?:é|ü|潮){2}", r".{2}", INK, r"[à-ü]+", r"[^a]?", r"", r"a{0,3}b{2}"),
    *(r"\D\W?", r"[\U0001F300-\U0001F5FF]x", r"[\u0400-\U00010400]*", r"x??y*?"),
]
LETTERS = st.text(st.sampled_from("abcxy0123-, \n\té潮ü\u3000\u0430🌍"), max_size=8)


def takes(automaton: Automaton, text: str) -> bool:
    return _takes(automaton, text)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PATTERNS), LETTERS, st.data())
def test_an_automaton_takes_what_its_pattern_matches(pattern: str, text: str, data: Any) -> None:
    automaton = automaton_of((pattern,), (), ())
    for some in (text, data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))):
        if any(0xD800 <= ord(sign) <= 0xDFFF for sign in some):
            continue
        is_match = re.fullmatch(pattern, some) is not None
        is_taken = takes(automaton, some)
        assert is_taken <= is_match, (pattern, some)  # never more
        if not re.search(r"\\[dwDW]", pattern):  # these are of ASCII here
            assert is_taken == is_match, (pattern, some)


def test_texts_beside_patterns_are_taken_and_wrong_ones_not() -> None:
    automaton = automaton_of((r"[0-9]+", r".{1,3}"), ("NA", "-"), ("99",))
    texts = ["NA", "-", "1", "123", "99", "1234", "", "N", "990"]
    assert [text for text in texts if takes(automaton, text)] == ["NA", "-", "1", "123", "990"]
    assert not takes(automaton_of((), (), ()), "")


@pytest.mark.parametrize("pattern", [r"a(?=b)", r"(a)\1", r"(?i:a)", r"\bx", r"[^\d]", r"a++"])
def test_what_no_automaton_has_is_said(pattern: str) -> None:
    with pytest.raises(NotRegular):
        automaton_of((pattern,), (), ())


def test_large_automata_are_refused_in_time() -> None:
    for pattern in (r"[ab]*a[ab]{20}", r"(?:[a-z]{900}){900}"):
        with pytest.raises(TooLarge):
            automaton_of((pattern,), (), ())


TAKES_ALL = (array("H", [0] * 256 + [1] * 256).tobytes(), b"\0\1", 1, 100)


def sieve(**changes: Any) -> Any:
    from pincite.tables.sieves import _native

    given: dict[str, Any] = {
        "delimiter": ord(","),
        "quote": ord('"'),
        "path": "plain",
        "automata": (TAKES_ALL,),
        "rules": (0, -1),
        "missing": (0, 0),
        "is_blank_told": False,
        "keys": (),
        "references": (),
        "kept": (),
    }
    return _native.Sieve(*(given | changes).values())


@needs_native
@pytest.mark.parametrize(
    "changes",
    [
        {"automata": ((TAKES_ALL[0][:-2], b"\0\1", 0, 1),)},
        {"automata": ((array("H", [2] * 512).tobytes(), b"\0\1", 0, 1),)},
        {"automata": ((TAKES_ALL[0], b"\0\1", 2, 1),)},
        {"automata": ((TAKES_ALL[0], b"\0\1", -1, 1),)},
        {"automata": ((TAKES_ALL[0], b"\0\1", 0, -1),)},
        {"automata": ((b"", b"", 0, 1),)},
        {"rules": (1, -1)},
        {"rules": (-3, -1)},
        {"rules": (), "missing": ()},
        {"missing": (-1, 0)},
        {"missing": (0,)},
        {"missing": (1, 0)},
        {"keys": ((False, None, ((2, -1),)),)},
        {"keys": ((False, None, ((0, 1),)),)},
        {"keys": ((False, None, ((-1, 0),)),)},
        {"keys": ((False, None, ()),)},
        {"references": ((False, None, ((0, -1),)),)},
        {"kept": ((False, {}, ((0, -1),)),)},
        {"delimiter": 10},
        {"delimiter": 300},
        {"quote": ord(",")},
        {"path": "none"},
    ],
)
def test_tables_that_lead_astray_are_refused(changes: dict[str, Any]) -> None:
    sieve()
    with pytest.raises(ValueError, match=r"."):
        sieve(**changes)


@needs_native
@pytest.mark.parametrize("changes", [{"rules": (0.5, -1)}, {"keys": ((1, 2),)}, {"automata": (1,)}])
def test_what_is_of_another_type_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        sieve(**changes)


@needs_native
def test_records_are_cut_as_python_s_reader_cuts_them() -> None:
    chunk = b'a,b\r\n"x ""y"", z",1\n\nonly\rlast,x"y\n"two\nlines",2\nopen,"'
    consumed, records, lines, suspects, doubts, _ = sieve().sift(chunk, False)
    assert (consumed, records, lines) == (len(chunk) - 6, 6, 7)
    assert array("q", suspects).tolist()[::4] == [2, 3]  # the blank and the short one
    assert doubts == b""
    places = array("q", sieve().places(chunk, array("q", [1, 5]).tobytes(), False)).tolist()
    found = [chunk[begin:end] for _, begin, end, _ in (places[:4], places[4:])]
    assert found == [b'"x ""y"", z",1', b'"two\nlines",2']
    assert sieve().sift(b'"x"y,1\n', True)[0] == 0  # not regular


@needs_native
def test_a_set_that_a_sieve_looks_at_may_not_change() -> None:
    from pincite.tables.sieves import _native

    held = _native.TextSet()
    held.add(b"a")
    found = sieve(references=((False, held, ((0, -1),)),), missing=(1, 1), automata=(
        TAKES_ALL, (array("H", [0] * 512).tobytes(), b"\0\0", 0, 9),
    ))  # fmt: skip
    with pytest.raises(RuntimeError):
        held.add(b"b")
    assert array("q", found.sift(b"a,1\nb,2\n", True)[3]).tolist() == [1, 4, 7, 1]
    both = sieve(references=((False, held, ((0, -1),)),), kept=((False, held, ((0, -1),)),),
                 missing=(1, 1), automata=(TAKES_ALL, (bytes(1024), b"\0\0", 0, 9)))  # fmt: skip
    with pytest.raises(RuntimeError):
        both.sift(b"a,1\n", True)


@needs_native
def test_sets_hold_any_bytes_and_hashes_that_repeat_are_found() -> None:
    from pincite.tables.sieves import _native

    random = Random(4)
    texts = {random.randbytes(random.randrange(12)) for _ in range(5_000)}
    held = _native.TextSet()
    for text in [*texts, *texts]:
        held.add(text)
    assert (len(held), set(held.texts())) == (len(texts), texts)
    assert all((text + b"?" in held) == (text + b"?" in texts) for text in texts)
    drawn = [random.randrange(2**64) for _ in range(20_000)]
    parts = [array("Q", [*drawn, 0, 0]), array("Q"), array("Q", [*drawn[:7], drawn[3], 5])]
    assert set(array("Q", _native.repeated(parts))) == set(drawn[:7])
    with pytest.raises(TypeError):
        _native.repeated([1])


@needs_native
def test_hashes_that_are_there_twice_are_found_among_many() -> None:
    """So many that they are looked at in several passes, each in more pieces than a small one."""
    from pincite.tables.sieves import _native

    many = [array("Q", os.urandom(8 * 10**6)) for _ in range(9)]
    twice = [*many[0][:3], many[4][77], *many[8][-2:], 1, 2**64 - 1]
    some = array("Q", [*twice, *twice[:2], 0, 0, 5, 1, 2**64 - 1])
    assert sorted(array("Q", _native.repeated([*many, some]))) == sorted(twice)


@needs_native
def test_sets_take_in_others_and_hashes_depend_on_a_secret_alone() -> None:
    from pincite.tables.sieves import _native

    one, other, empty = _native.TextSet(), _native.TextSet(), _native.TextSet()
    for number in range(900):
        one.add(b"%d" % number)
        other.add(b"%d" % (number + 600))
    one.update(other)
    one.update(one)
    one.update(empty)
    assert one.texts() == [b"%d" % number for number in range(1500)]
    with pytest.raises(TypeError):
        one.update([b"a"])  # type: ignore[arg-type]
    looked = sieve(references=((False, one, ((0, -1),)),))
    assert looked
    with pytest.raises(RuntimeError):
        one.update(other)
    texts = [b"", b"a", b"a longer text of some bytes"]
    secrets = [None, bytes(range(32)), bytes(32)]
    hashes = [[_native.hash_of(text, secret) for text in texts] for secret in secrets]
    assert hashes == [[_native.hash_of(text, secret) for text in texts] for secret in secrets]
    assert len({number for some in hashes for number in some}) == 9
    assert hashes[0] == [_native.hash_of(text) for text in texts]
    for secret in (b"", bytes(31)):
        with pytest.raises(ValueError, match="32 bytes"):
            _native.hash_of(b"a", secret)


@needs_native
def test_one_sieve_serves_several_threads() -> None:
    from pincite.tables.sieves.native import NativeSieve

    fields = ({"name": "a", "type": "integer"}, {"name": "b", "type": "date"})
    missing = (("",), ("",))
    readers = tuple(map(compile_field, fields))
    shared = NativeSieve(Layout(Dialect(), 2), Plan(fields, readers, missing))
    chunk = b"1,2020-02-29\n" * 20_000 + b"x,2020-02-30\n"
    found: list[list[int]] = []

    def work() -> None:
        found.append([suspect.at for suspect in shared.sift(chunk, is_last=True).suspects])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[20_000]] * 4
