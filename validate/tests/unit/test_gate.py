"""The gate sends to every guard that would find something, and patterns need the words they say."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from pincite.grammar.words import words_of
from pincite.grammar.words.comparing import comparing_of
from pincite.grammar.words.unreal import unreal_of
from pincite.neighbours import compared, gate, hedging, looking, ranges, unspaced, unspaced_gate
from pincite.neighbours.lexicon import lexicon_of
from pincite.neighbours.needed import needed
from pincite.neighbours.quoted import Quoted
from pincite.neighbours.view import View, view_of
from pincite.proof.guards import find_neighbour
from pincite.text import Span, Transcript
from pincite.text.joining import joined
from unit.test_neighbourhoods import sentences
from unit.test_neighbours import PAIRS, made

SELDOM = {gate.BROKEN, gate.NUMBER, gate.RANK, gate.ADVERB}
SPACED = ("de", "en", "es", "fr")
METHODS = ("amount", "count", "date", "ordinal", "percent", "qualifier", "quantity")
QUOTES = ("€5 million", "40", "2011", "15%", "9 kg", "May 2012", "12 to 15", "acht", "about 40")
UNSPACED_QUOTES = ("5億円", "5亿元", "40", "三人", "15%", "2011年", "5月3日", "1000万", "９キロ")
PLAIN = (
    "boat mill Ålgård town sold red house of, the - (a) “so” 7 1,200 3. 2019 May Jan. km".split()
)


def views(tag: str) -> Iterator[tuple[str, View]]:
    """Every case of the neighbourhoods, by hand and made of the tables, with its method."""
    for _, method, text, start, quote in sentences(tag):
        view = view_of(Transcript.of_text(text), Span(start, start + len(quote)))
        assert view is not None
        yield method, view
    marked = [(method, text) for method, text, _ in made(tag)]
    marked += [(method, text) for own, method, *texts in PAIRS if own == tag for text in texts]
    for method, text in marked:
        before, quote, behind = re.split(r"[\[\]]", text)
        yield method, View(before, quote, behind)


def words_to_mix(tag: str) -> list[str]:
    words, lexicon = words_of(tag), lexicon_of(tag)
    assert words is not None
    assert lexicon is not None
    tables = [getattr(words, name) for name in sorted(vars(words)) if not name.startswith("_")]
    found = [str(entry) for table in tables if not isinstance(table, str) for entry in table]
    hedges = (*words.hedges, *words.vague, *words.behind, *words.vague_behind)
    found = [word for word in found if not word.startswith("Hedge(")]
    found.sort()  # tables are sets, and their order is another one in each run
    return [*found, *sorted(hedge.phrase for hedge in hedges), *sorted(lexicon.months), *PLAIN * 60]


def random_views(tag: str, count: int) -> Iterator[tuple[str, View]]:
    """Words of all tables, with marks and capitals, around quotes of all kinds."""
    generator, words = random.Random(f"gate {tag}"), words_to_mix(tag)
    # digits of footnotes, and signs and characters of other scripts, touch words too
    marks = (
        *[""] * 9,
        ",",
        ".",
        ")",
        ":",
        "\u2029",
        "-",
        "'s",
        " (",
        "%",
        "3",
        "？",
        "人",
        "ア",
        "?",
    )

    def some() -> str:
        chosen = [generator.choice(words) for _ in range(generator.randint(0, 9))]
        spelt = [word.capitalize() if generator.random() < 0.1 else word for word in chosen]
        glued = [
            "İ人"[generator.randrange(2)] + w if generator.random() < 0.03 else w for w in spelt
        ]
        return " ".join(word + generator.choice(marks) for word in glued)

    for _ in range(count):
        blanks = [generator.choice((" ", " ", " ", "", ", ", " (")) for _ in range(2)]
        quote, method = generator.choice(QUOTES), generator.choice(METHODS)
        yield method, View(joined(some() + blanks[0]), quote, joined(blanks[1] + some()))


@pytest.mark.parametrize("tag", SPACED)
def test_a_guard_that_is_passed_by_finds_nothing(tag: str) -> None:
    lexicon = lexicon_of(tag)
    assert lexicon is not None
    passed: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for method, view in (*views(tag), *random_views(tag, 900)):
        quoted = Quoted(view, method, lexicon)
        stirred = gate.gate_of(tag).stirred(quoted)
        for needs, guard in looking.GUARDS:
            if not stirred & needs:
                passed[needs] += 1
                assert guard(quoted) is None, (guard.__name__, method, view)
            elif guard(quoted) is not None:
                found[needs] += 1
    assert passed.keys() == {needs for needs, _ in looking.GUARDS}
    assert min(passed.values()) > 100
    assert found.keys() >= {needs for needs, _ in looking.GUARDS} - SELDOM


@pytest.mark.parametrize("tag", SPACED)
def test_a_term_that_is_passed_by_is_not_denied(tag: str) -> None:
    lexicon = lexicon_of(tag)
    assert lexicon is not None
    passed = found = 0
    for _, view in (*views(tag), *random_views(tag, 900)):
        if gate.gate_of(tag).may_deny_term(view):
            found += hedging.term_denied(view, lexicon) is not None
        else:
            passed += 1
            assert hedging.term_denied(view, lexicon) is None, view
    assert passed > 200
    assert found > 10


def unspaced_views(tag: str, count: int) -> Iterator[tuple[str, View]]:
    """Every case of the neighbourhoods, and words of all tables without blanks around quotes."""
    yield from views(tag)
    generator, words = random.Random(f"gate {tag}"), words_to_mix(tag)
    words = [word for word in words if len(word) < 8] + list("人が本を売ったの的了在、。") * 40
    marks = [*"、。（）・ 5三\u2029年円元€$", " - ", " +", *[""] * 6]

    def some() -> str:
        chosen = [generator.choice(words) for _ in range(generator.randint(0, 5))]
        return "".join(word + generator.choice(marks) for word in chosen)

    for _ in range(count):
        quote, method = generator.choice(UNSPACED_QUOTES), generator.choice(METHODS)
        yield method, View(joined(some()), quote, joined(some()))


@pytest.mark.parametrize("tag", looking.UNSPACED)
def test_a_guard_of_scripts_without_blanks_that_is_passed_by_finds_nothing(tag: str) -> None:
    lexicon = lexicon_of(tag)
    assert lexicon is not None
    passed: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for method, view in unspaced_views(tag, 2500):
        stirred = unspaced_gate.unspaced_gate_of(tag).stirred(
            unspaced.Quoted(view, method, lexicon)
        )
        for needs, guard in unspaced.GUARDS:
            finds = guard(unspaced.Quoted(view, method, lexicon)) is not None
            found[needs] += finds
            if not stirred & needs:
                passed[needs] += 1
                assert not finds, (guard.__name__, method, view)
    needs_all = {needs for needs, _ in unspaced.GUARDS}
    assert passed.keys() == needs_all - {unspaced.REST}
    assert min(passed.values()) > 100
    assert all(found[needs] for needs in needs_all), found


def test_each_guard_that_seldom_finds_something_is_asked_where_it_does() -> None:
    views = (
        ("en", "count", gate.BROKEN, View("It sold 12, ", "500", " boats.", is_broken=True)),
        ("en", "count", gate.NUMBER, View("They met on the ", "27", " of July in town.")),
        ("de", "count", gate.RANK, View("Sie ist die ", "3", ". Mannschaft.")),
        ("en", "count", gate.RANK, View("He lives at ", "12", " Mill Street.")),
        ("fr", "count", gate.ADVERB, View("Il a vendu probablement ", "12", " bateaux.")),
    )
    for tag, method, needs, view in views:
        lexicon = lexicon_of(tag)
        assert lexicon is not None
        quoted = Quoted(view, method, lexicon)
        assert gate.gate_of(tag).stirred(quoted) & needs
        assert any(guard(quoted) for own, guard in looking.GUARDS if own == needs)


@pytest.mark.parametrize("tag", SPACED)
def test_plain_words_stir_no_guard_that_needs_a_word(tag: str) -> None:
    lexicon = lexicon_of(tag)
    assert lexicon is not None
    view = View("Wuvaro ketami golufe ", "€5 million", " zatibu lomaki wugosu.")
    assert gate.gate_of(tag).stirred(Quoted(view, "amount", lexicon)) == 0


def test_a_word_that_is_too_long_to_look_at_stirs_all() -> None:
    lexicon = lexicon_of("en")
    assert lexicon is not None
    view = View(f"{'x' * 65} ", "40", f" {'y' * 65}")
    assert gate.gate_of("en").stirred(Quoted(view, "count", lexicon)) == gate.EVERYTHING


def test_the_words_that_are_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "REMEMBERED", 3)
    bits = gate.Bits(len)
    assert [bits[word] for word in ("a", "bb", "ccc", "dddd", "a")] == [1, 2, 3, 4, 1]
    assert len(bits) == 2


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bnot|never\b", [{" not", "never "}]),
        (r"rumou?red", [{"rumo"}, {"red"}]),
        (r"\s(?:as )?(?:low|high)\sas\b", [{" high ", " low "}, {" as "}]),
        (r"\s(?:as)?(?:low|high)\b", [{"high ", "low "}]),
        (r"(?:a|b)?\d+[xyz]*", []),
        (r"(?:two|[2-5])\s", [{"two ", "2", "3", "4", "5"}]),
        (r"(?:up|\d+) to", [{" to"}]),
        (r"(?=here)there$", [{"there "}]),
        (r"\b(?:\w+,)?not(?:ed)?\s", [{" not"}]),
        (r"x|(?!)", []),
        (r"(?!)", [set()]),
        (r"(?i:no|yes)", []),
    ],
)
def test_a_pattern_needs_a_word_of_each_of_its_choices(pattern: str, words: list[set[str]]) -> None:
    assert {frozenset(found) for found in words} == set(needed(re.compile(pattern)))


@pytest.mark.parametrize("tag", SPACED)
def test_what_tells_that_a_number_never_was_is_searched_where_its_words_are(tag: str) -> None:
    assert all(map(needed, unreal_of(tag).patterns))


@pytest.mark.parametrize(
    ("before", "behind", "method", "is_told"),
    [
        ("on ", " the shop was to close.", "date", True),
        ("the plan of ", " was to cost less.", "date", False),  # it is of that date
        ("it would have won the ", " vote.", "date", False),
        ("it would have needed 9 of the ", " votes.", "count", False),
        ("it would have needed ", " votes.", "count", True),
        ("the firm (sales of ", ") would have grown.", "amount", False),
        ("it wanted to grow. it has ", " shops.", "count", False),
        ("it wanted 9 boats, 8 cars and ", " shops.", "count", True),
        ("he said it planned to open ", " shops.", "count", False),
    ],
)
def test_what_was_not_so_is_told_of_its_own_number(
    before: str, behind: str, method: str, is_told: bool
) -> None:
    assert (compared.unreal(before, behind, method, "en") is not None) == is_told


@pytest.mark.parametrize("listed", ["1, 2, ", "1 1 1, ", "x y, ", "and 1, so x, "])
def test_a_long_list_is_looked_at_in_no_time(listed: str) -> None:
    before = f"it would have done {listed * 20}that "
    started = time.process_time()
    assert compared.unreal(before[-240:], " boats.", "count", "en") is None
    assert time.process_time() - started < 1


def test_what_a_pattern_fits_holds_the_words_that_it_needs() -> None:
    tried: Counter[str] = Counter()
    for tag in SPACED:
        own = comparing_of(tag)
        patterns = {name: getattr(own, name) for name in vars(own) if name != "adding"}
        patterns |= {"false": hedging.FALSE_THAT, "between": ranges.BETWEEN}
        for _, view in (*list(views(tag))[:400], *random_views(tag, 100)):
            for text in (view.before.lower(), view.behind.lower()):
                for name, pattern in patterns.items():
                    match = pattern.search(text)
                    if match is not None:
                        tried[name] += 1
                        sets = needed(pattern)
                        runs = re.sub(r"[\W_]+", "  ", f" {text} ")
                        assert all(any(word in runs for word in words) for words in sets)
    assert min(tried.values()) > 0
    assert len(tried) > 7


@pytest.mark.parametrize(
    ("tag", "method", "text"),
    [
        ("en", "count", "Did [300] people come to the fair？"),
        ("en", "amount", "He paid [€5 million] annually3 for it."),
        ("de", "count", "Es waren [300] Leute jährlich2."),
        ("en", "count", "They sold [5] million人 here."),
        ("es", "count", "Hay [20] milア hombres."),
        ("en", "date", "In 本May [2011] it rained."),
        ("de", "amount", "Es kostet İkeine [500 Euro]."),
    ],
)
def test_a_verdict_is_the_same_before_the_gate_is_learnt_and_after(
    tag: str, method: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, quote, behind = re.split(r"[\[\]]", text)
    transcript = Transcript.of_text(before + quote + behind)
    found = []
    for few in (10**9, -1):
        monkeypatch.setattr(looking, "FEW", few)
        start = len(before)
        found.append(find_neighbour(transcript, method, Span(start, start + len(quote)), tag))
    assert found[0] is not None
    assert found[0] == found[1]


def test_the_gate_of_a_language_is_learnt_where_it_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "FEW", 3)
    monkeypatch.setattr(looking, "_looked", Counter())
    asked: list[str] = []

    def gate_of(tag: str) -> gate.Gate:
        asked.append(tag)
        return gate.gate_of(tag)

    monkeypatch.setattr(looking, "gate_of", gate_of)
    view = View("Wuvaro ketami golufe ", "€5 million", " zatibu lomaki wugosu.")
    found = [looking.look(view, "amount", "en") for _ in range(5)]
    assert asked == ["en"] * 2
    assert found == [(None, True)] * 3 + [(None, False)] * 2
