"""The guides for pipelines and language models: their files are written, their commands run."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from support import GOLDEN, GOLDEN_SOURCES, TOOL, copy_package, run_command

pytestmark = pytest.mark.usefixtures("no_sources")
GUIDES = ("a-pipeline", "language-models")
_BLOCK = re.compile(r"(?:^`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEGIN = """
`texts/gull.txt`:

```text
2025-02-11
The Marrow Bay Council said it will give at least 3 million euros to Tern Marine for a night ferry.
Then Tern Marine said that up to 9 million euros would be better, and that it is a hole.
```

```console
$ pincite new-source texts/gull.txt --id gull
written
```
"""


def blocks(name: str) -> list[tuple[str, str, str]]:
    """The blocks of a guide: the file that each is, its language and its text."""
    text = (TOOL / "docs" / f"{name}.md").read_text(encoding="utf-8")
    found = _BLOCK.findall(text)
    # a file is shown behind the command that reads it, where that reads better
    files = [block for block in found if block[0]]
    begin = [] if name == "a-pipeline" else _BLOCK.findall(BEGIN)
    return [*begin, *files, *(block for block in found if not block[0])]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = copy_package(GOLDEN, tmp_path / "package")
    shutil.copytree(GOLDEN_SOURCES, package / "texts")
    monkeypatch.chdir(package)
    return package


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_a_guide_gives_what_it_shows(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = 0
    for file, language, text in blocks(name):
        if file:
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
        elif language == "python":
            exec(compile(text, name, "exec", dont_inherit=True), {"__name__": name})
            ran += 1
        elif language == "console":
            command, *shown = text.strip().split("\n")
            assert command.startswith("$ pincite ")
            code, out, err = run_command(capsys, *shlex.split(command[len("$ pincite ") :]))
            wanted = 1 if shown[-1:] == ["[exit 1]"] else 0
            for line in shown[: -1 if wanted else None]:
                assert line in out, (command, out, err)
            if "suggest" not in command:
                assert code == wanted, (command, out, err)
            ran += 1
    assert ran >= 4


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_says_for_whom_it_is(name: str) -> None:
    assert (TOOL / "docs" / f"{name}.md").read_text(encoding="utf-8").splitlines()[2][:4] == "For "


def test_the_example_of_documents_runs_from_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for file, language, text in _BLOCK.findall((TOOL / "docs" / "sources.md").read_text("utf-8")):
        if file == "texts/ferries.html":
            Path(file).write_text(text, encoding="utf-8")
        elif language == "json":
            schema = Path("schemas/sales.schema.json")
            found = json.loads(schema.read_text(encoding="utf-8"))
            found["fields"][-1]["citation"] = json.loads(text)
            schema.write_text(json.dumps(found), encoding="utf-8")
        for part in text.split("$ ")[1:] if language == "console" else ():
            command, *shown = part.strip("\n").split("\n")
            if command.startswith("cd "):
                monkeypatch.chdir(Path.cwd() / command[3:])
                continue
            code, out, err = run_command(capsys, *shlex.split(command.removeprefix("pincite ")))
            assert code == (2 if shown == ["[exit 2]"] else 0), (command, out, err)
            for line in shown if code == 0 else ():
                assert line in out, (command, out, err)
            ran += 1
    assert ran == 10
