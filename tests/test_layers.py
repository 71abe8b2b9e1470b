"""Modules import downward only, and no room grows past what one can hold in mind."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from support import ROOT

CODE = ROOT / "validate/pincite"
ROOMS = tuple(
    "visible codes report progress text grammar neighbours files types descriptor package"
    " tables citations exports tracing proof checks frames seeds explorer render versions releases"
    " cli".split()
)
OUTSIDE = ("__init__", "__main__")


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_every_room_is_listed_and_described() -> None:
    rooms = {path.name.removesuffix(".py") for path in CODE.iterdir()} - {"__pycache__", "py.typed"}
    assert rooms == {*ROOMS, *OUTSIDE}
    readme = (ROOT / "validate/README.md").read_text(encoding="utf-8")
    for room in ROOMS:
        assert f"`{room}/`" in readme or f"`{room}.py`" in readme, room


def test_files_stay_within_500_lines_and_begin_with_what_they_are_for() -> None:
    for path in [*CODE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 500, path
        assert ast.get_docstring(ast.parse(text)), path


def test_nothing_in_the_code_knows_the_subject_of_this_package() -> None:
    for path in CODE.rglob("*.py"):
        text = path.read_text(encoding="utf-8").lower()
        found = re.findall(r"japan-|batter|toyota|\bmeti\b|solid-state|funding|milestone", text)
        assert not found, path
