"""Modules import downward only, and no room grows past what one can hold in mind."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pincite
from support import ROOT, TOOL

CODE = ROOT / "validate/pincite"
ROOMS = tuple(
    "report text grammar neighbours files sources types descriptor package tables citations exports"
    " tracing proof checks frames seeds begin explorer render versions releases spark api"
    " cli".split()
)
OUTSIDE = ("__init__", "__main__")
MAX_FLOORS, MAX_LINES, LEAST_LINES = 10, 500, 40
# Issue 11 asked for 170. Later points of it asked for one module a type (types/: 26 files), one a
# language (grammar/: 18), the neighbours of a quote (10): all of these are of one subject each.
# The libraries of the extras (report/extras.py) were described by three rooms before.
# Issue 16: the sieves are one room of four modules, and their source in C beside them. Issue 15:
# verbs that write evidence (a module each in cli/ and seeds/), and what they ask.
# Issue 18: tables without a package, YAML, and a module for each format of tables (10 in all).
# Issue 17: documents as sources are 15: one a format, the grid, the map.
# Issue 15: verbs that begin and correct a package (begin/, seeds/, cli/).
# Issues 16 to 19: work in splits, addresses, descriptions, diagnosis, pages of reports, engines.
# Issue 18: what is guessed is one room of seven modules, with diagnosis and descriptions above.
# Issue 19: how a text is read on (text/joining.py), which views and transcripts share.
# Issue 19: Parquet in splits of row groups, and keys that stay on a cluster (4 modules).
# Issue 19: which rules fit a phrase (grammar/fitting.py), apart from what they read in it; where a
# pattern may begin (text/beginnings.py).
# Issue 18: words for what never was, or was only meant, apart from those that compare.
# Issue 19: texts that are opened where they are asked for, citations by shares, here and by Spark;
# rows that are packed in memory; the evidence apart from rows of citations.
MAX_MODULES = 325
SMALL = {  # modules of few lines, and why they are modules
    "grammar/words/": "tables of one language, some of few words",
    "types/": "one module for each type, however little is to be said of it",
}  # fmt: skip
ALIKE: dict[str, set[str]] = {  # the same name in two rooms, where it means the same in both
    "options": {"cli", "frames"},
    "content": {"explorer", "releases", "tables"},
    "de": {"grammar/languages", "grammar/words"},
    "descriptor": {"checks", "package"},
    "en": {"grammar/languages", "grammar/words"},
    "evidence": {"citations", "cli"},
    "es": {"grammar/languages", "grammar/words"},
    "fields": {"descriptor/standard", "frames"},
    "fr": {"grammar/languages", "grammar/words"},
    "ja": {"grammar/languages", "grammar/words"},
    "zh": {"grammar/languages", "grammar/words"},
}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.split(".")[0] == "pincite"}


def test_rooms_import_only_rooms_below_them() -> None:
    looked_at = 0
    for path in CODE.rglob("*.py"):
        room = path.relative_to(CODE).parts[0].removesuffix(".py")
        if room in OUTSIDE:
            continue
        below = set(ROOMS[: ROOMS.index(room) + 1])
        for module in imports(path):
            looked_at += 1
            target = room_of(module)
            is_version = module == "pincite" and room in ("cli", "render")
            assert target in below or is_version, f"{path.name} imports {module}, which is above it"
    assert looked_at > 80


def test_the_files_that_the_next_engineer_is_sent_to_are_there() -> None:
    text = (TOOL / "docs/how-it-works.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[a-z_/]*(?:\.\w+)?)`", text)) - {
        *("build/screenshots/", "grammar/words/xx.py", "grammar/languages/xx.py"),
    }
    assert len(named) > 50
    homes = (CODE, TOOL, ROOT, CODE / "explorer", CODE / "tables")  # rooms inside of a room
    assert {name for name in named if not any((home / name).exists() for home in homes)} == set()


def test_every_room_is_listed_and_described() -> None:
    rooms = {path.name.removesuffix(".py") for path in CODE.iterdir()} - {"__pycache__", "py.typed"}
    assert rooms == {*ROOMS, *OUTSIDE}
    readme = (TOOL / "docs/how-it-works.md").read_text(encoding="utf-8")
    for room in ROOMS:
        assert f"`{room}/`" in readme or f"`{room}.py`" in readme, room


def test_files_stay_within_500_lines_and_begin_with_what_they_are_for() -> None:
    for path in [
        *CODE.rglob("*.py"),
        *(TOOL / "tests").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
    ]:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= MAX_LINES, path
        assert re.match('r?"""[^"]', text), path


def test_nothing_in_the_code_knows_the_subject_of_this_package() -> None:
    for path in CODE.rglob("*.py"):
        text = path.read_text(encoding="utf-8").lower()
        found = re.findall(r"japan-|batter|toyota|\bmeti\b|solid-state|funding|milestone", text)
        assert not found, path


def modules() -> list[Path]:
    found = sorted(CODE.rglob("*.py"))
    assert len(found) > 100
    return found


def rooms_imported() -> dict[str, set[str]]:
    """The rooms that each room imports, late imports included."""
    found: dict[str, set[str]] = {}
    for path in modules():
        room = path.relative_to(CODE).parts[0].removesuffix(".py")
        if room not in OUTSIDE:
            others = {room_of(name) for name in imports(path)} - {room, *OUTSIDE}
            found.setdefault(room, set()).update(others)
    return found


def test_the_house_has_few_floors() -> None:
    """A floor is the longest chain of rooms below a room: what one has to know to understand it."""
    below = rooms_imported()

    @cache
    def floor(room: str) -> int:
        return 1 + max((floor(other) for other in below[room]), default=0)

    floors = {room: floor(room) for room in below}
    assert max(floors.values()) <= MAX_FLOORS, sorted(floors.items(), key=lambda item: item[1])
    assert floors["cli"] == max(floors.values())


def test_modules_do_not_import_in_a_circle() -> None:
    graph = {}
    for path in modules():
        name = ".".join(("pincite", *path.relative_to(CODE).with_suffix("").parts))
        graph[name.removesuffix(".__init__")] = path
    names = set(graph)
    order = TopologicalSorter({name: at_import(path, names) for name, path in graph.items()})
    assert len(list(order.static_order())) == len(names)  # raises CycleError


def at_import(path: Path, names: set[str]) -> set[str]:
    """The modules that a module imports when it is imported, not those of late imports."""
    found: set[str] = set()
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and node.module in names:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner if inner <= names else {node.module}
    return found


def test_the_house_has_few_modules_and_none_too_small() -> None:
    found = modules()
    assert len(found) <= MAX_MODULES
    small = set()
    for path in found:
        name = path.relative_to(CODE).as_posix()
        is_door = path.name in ("__init__.py", "__main__.py")  # a room's public names, or none
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines < LEAST_LINES and not is_door and not name.startswith(tuple(SMALL)):
            small.add(name)
    assert small == set()


def test_no_two_modules_can_be_mixed_up() -> None:
    places: dict[str, set[str]] = {}
    for path in modules():
        room = path.relative_to(CODE).parent.as_posix()
        if path.stem not in OUTSIDE:
            places.setdefault(path.stem, set()).add(room)
    twice = {name: rooms for name, rooms in places.items() if len(rooms) > 1}
    assert {
        name: rooms for name, rooms in twice.items() if not rooms <= ALIKE.get(name, set())
    } == {}


def test_reading_does_not_import_checking() -> None:
    below = rooms_imported()
    for room in ("types", "files", "descriptor", "package", "tables", "frames", "citations"):
        assert not below[room] & {"checks", "proof"}, room
    assert not below["versions"] & {"checks", "proof"}


def test_no_room_or_module_has_the_name_of_a_public_function() -> None:
    """Else `pincite.validate` would be a function or a module, by what was imported before."""
    functions = {name for name in pincite.__all__ if callable(getattr(pincite, name))}
    assert len(functions) > 3
    taken: set[str] = set()
    for path in modules():
        taken.update(path.relative_to(CODE).with_suffix("").parts)
    assert not functions & taken
