"""Windows in mind: texts have an encoding and our line ends; renames replace; locks are files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from support import ROOT, TOOL

CODE = sorted((TOOL / "pincite").rglob("*.py"))
WRITERS = [  # programs that write files of the repository
    TOOL / "tests/grammar_document.py",
    TOOL / "tests/owner.py",
    TOOL / "tests/test_documents.py",
    *sorted((ROOT / ".ci").glob("*.py")),
]
POSIX = re.compile(r"\bfcntl\b|\bpwd\b|\bgrp\b|\bos\.(?:fork|rename|link|symlink|mkfifo|killpg)\b")
MODE = re.compile(r"[rwax][bt+]*")


def mode_of(call: ast.Call) -> str:
    """The mode in which a call opens a file as text or bytes; empty for other calls."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    is_method = isinstance(call.func, ast.Attribute)
    if name == "write_text" and is_method:
        return "w"
    if name == "read_text" and is_method:  # of a Path: a file of a package takes its name
        return "" if call.args else "r"
    if name not in ("open", "fdopen"):
        return ""
    at = 0 if is_method and name == "open" else 1
    given = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given += call.args[at : at + 1]
    found = [str(node.value) for node in given if isinstance(node, ast.Constant)]
    modes = [text for text in found if MODE.fullmatch(text)]
    return modes[0] if modes else "" if is_method else "r"


def unsure(text: str) -> Iterator[str]:
    """Calls that open a file as text by what the system thinks is its encoding or line end."""
    if "\ndef open(" in text:  # the public one, which opens a package
        return
    if not re.search(r"\b(?:fd)?open\(|\.(?:read|write)_text\(", text):
        return
    for node in ast.walk(ast.parse(text)):
        mode = mode_of(node) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and mode and "b" not in mode:
            named = {keyword.arg for keyword in node.keywords}
            wanted = {"encoding"} if mode[0] == "r" else {"encoding", "newline"}
            if not wanted <= named:
                yield f"line {node.lineno}: {ast.unparse(node)}"


def test_texts_are_opened_with_an_encoding_and_written_with_our_line_ends() -> None:
    found = {
        str(path.relative_to(ROOT)): list(unsure(path.read_text(encoding="utf-8")))
        for path in [*CODE, *WRITERS]
    }
    assert len(found) > 300
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    ("text", "is_unsure"),
    [
        ("open('a')", True),
        ("open('a', 'rb')", False),
        ("open('a', encoding='utf-8')", False),
        ("open('a', 'w', encoding='utf-8')", True),
        ("open('a', 'w', encoding='utf-8', newline='')", False),
        ("path.open('w', newline='')", True),
        ("path.open(mode='a', encoding='utf-8')", True),
        ("path.write_text(x, encoding='utf-8')", True),
        ("path.write_text(x, encoding='utf-8', newline='\\n')", False),
        ("path.read_text()", True),
        ("os.fdopen(h, 'w', encoding='utf-8')", True),
        ("os.fdopen(h, 'wb')", False),
    ],
)
def test_what_depends_on_the_system_is_found(text: str, is_unsure: bool) -> None:
    assert bool(list(unsure(text))) == is_unsure


def test_no_module_uses_what_windows_lacks() -> None:
    assert len(CODE) > 300
    assert [path for path in CODE if POSIX.search(path.read_text(encoding="utf-8"))] == []


def test_the_repository_has_the_line_ends_that_its_bytes_are_compared_with() -> None:
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8")


def test_files_are_put_in_place_by_replace_and_one_writer_by_a_lock_of_a_library() -> None:
    whole = (TOOL / "pincite/files/write.py").read_text(encoding="utf-8")
    assert whole.count(".replace(target)") == 2  # a rename on Windows does not overwrite
    assert "from filelock import FileLock" in (TOOL / "pincite/cli/output.py").read_text("utf-8")
