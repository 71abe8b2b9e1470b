"""The tool's README: its commands run as they are printed, in a copy of what a clone holds."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import GOLDEN, GOLDEN_SOURCES, ROOT, TOOL, copy_package, run_command

README = (TOOL / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
EXPECTED = {  # a command: its exit code, and what it prints
    "pincite validate": (0, "citations   ok"),
    "pincite validate data/codes.csv --schema schemas/codes.schema.json": (
        0,
        "tables      ok",
    ),
    "pincite validate validate/tests/golden/package --sources validate/tests/golden/sources": (
        0,
        "30 quotes compared",
    ),
    "pincite trace funding meti-solid-state amount": (0, "1.6 billion yen"),
    "pincite verify cases.jsonl": (1, "cropped"),
    "pincite explore": (0, "explorer.html"),
    "pincite report": (0, ": valid, "),
    "pincite release --out dist": (0, "SHA256SUMS"),
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands look at in a clone, and a command `pincite`."""
    folder = copy_package(ROOT, tmp_path_factory.mktemp("readme") / "clone")
    shutil.copy(ROOT / "CHANGELOG.md", folder)
    for there in (GOLDEN, GOLDEN_SOURCES):
        shutil.copytree(there, folder / there.relative_to(ROOT))
    command = folder / "bin/pincite"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pincite "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def test_every_command_is_known_to_this_test() -> None:
    assert BLOCKS[0] == "pip install ./validate\n"  # run by .ci/run and .ci/packaged
    lines = [line for block in BLOCKS[1:] for line in block.splitlines()]
    assert [line for line in lines if line.startswith("pincite")] == list(EXPECTED)
    assert len(README.split("## Who catches")[0].splitlines()) < 110


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("block", BLOCKS[1:])
@pytest.mark.usefixtures("no_sources")
def test_each_block_does_what_it_says(
    block: str,
    clone: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A block that is pincite alone runs in this process, and another one in a shell."""
    monkeypatch.chdir(clone)
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PINCITE_SOURCES"},
        "PATH": f"{clone / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(TOOL),
    }
    before = ""  # what a block does before its commands, such as writing a file
    for line in block.splitlines():
        if line not in EXPECTED:
            before += f"{line}\n"
            continue
        if before:
            done = subprocess.run(
                ["sh", "-c", f"{before}{line}"],
                cwd=clone,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            found = done.returncode, done.stdout, done.stderr
        else:
            found = run_command(capsys, *shlex.split(line)[1:])
        code, says = EXPECTED[line]
        assert found[0] == code, found
        assert says in found[1]
