"""The documents are true: their snippets run, their numbers are those of the data."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import grammar_document
import pincite
from pincite.descriptor.explorer_property import EXPLORER
from pincite.report.codes import CODES
from pincite.report.extras import EXTRAS
from support import ARTICLE_SOURCES, ROOT, TOOL, needs_article

PATTERNS = ("*.md", "schemas/*.md", "seeds/*.md", "validate/*.md", "validate/docs/*.md")
DOCUMENTS = [path for pattern in PATTERNS for path in ROOT.glob(pattern)]


def test_versions_of_the_tool_agree_everywhere() -> None:
    pyproject = tomllib.loads((TOOL / "pyproject.toml").read_text(encoding="utf-8"))
    version = pyproject["project"]["version"]
    assert pincite.__version__ == version
    assert is_headed(version, TOOL / "CHANGELOG.md")
    assert f"\nversion: {version}\n" in (TOOL / "CITATION.cff").read_text(encoding="utf-8")


def test_the_libraries_that_messages_name_are_those_of_the_extras() -> None:
    pyproject = tomllib.loads((TOOL / "pyproject.toml").read_text(encoding="utf-8"))
    extras = pyproject["project"]["optional-dependencies"]
    for extra, libraries in EXTRAS.items():
        assert {re.split("[><=]", name)[0] for name in extras[extra]} == set(libraries), extra
    readers = set(extras) - {"dev", "docs", "browser", "formats"}
    assert readers == set(EXTRAS)


def test_versions_of_the_data_set_agree_everywhere() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = descriptor["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert pyproject["project"]["version"] == version
    assert pyproject["project"]["name"] == descriptor["name"]
    assert f"\nversion: {version}\n" in citation
    assert is_headed(version, ROOT / "CHANGELOG.md")
    assert json.dumps(descriptor["title"])[1:-1] in citation


def is_headed(version: str, changelog: Path) -> bool:
    """Does a changelog have a dated entry for a version?"""
    text = changelog.read_text(encoding="utf-8")
    return bool(re.search(rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", text, re.MULTILINE))


def test_public_names_are_there() -> None:
    assert all(hasattr(pincite, name) for name in pincite.__all__)
    assert pincite.validate(str(ROOT)).valid
    assert pincite.build(str(ROOT), check=True).valid


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", text):
        assert (path.parent / target).exists(), target


PAGES = sorted((TOOL / "docs").glob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_each_page_of_the_site_can_be_found_and_names_its_readers(path: Path) -> None:
    nav = (TOOL / "mkdocs.yml").read_text(encoding="utf-8")
    assert f": {path.name}\n" in nav, "add the page to the nav of validate/mkdocs.yml"
    index = (TOOL / "docs/index.md").read_text(encoding="utf-8")
    assert path.name == "index.md" or f"]({path.name})" in index, "add the page to docs/index.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("For "), "the first line names the readers: For people who ..."


def test_json_blocks_of_the_convention_are_json() -> None:
    text = (ROOT / "validate/docs/convention.md").read_text(encoding="utf-8")
    found = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert len(found) == 6
    for block in found:
        json.loads("{" + block + "}")


def test_json_blocks_of_the_explorer_are_declarations_of_its_shape() -> None:
    text = (ROOT / "validate/docs/explorer.md").read_text(encoding="utf-8")
    found = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert len(found) == 2
    shown, pictures = (json.loads("{" + block + "}") for block in found)
    declared = {**shown["explorer"], **pictures}
    assert not list(EXPLORER.faults(declared, "explorer"))
    assert list(EXPLORER.faults({**declared, "name": {}}, "explorer"))


def test_every_issue_code_stands_in_the_list() -> None:
    text = (ROOT / "validate/docs/issues.md").read_text(encoding="utf-8")
    assert text == issues_document(), "run `python tests/test_documents.py`"


def test_every_rule_of_the_grammar_stands_in_its_document() -> None:
    text = grammar_document.PATH.read_text(encoding="utf-8")
    assert text == grammar_document.document(), "run `python tests/grammar_document.py`"
    assert text.count(" refuses “") + text.count("\nrefuses “") > 100


ISSUES_BEGIN = """For everybody who got an issue: what `pincite validate` and `pincite build`
report. Written from `report/codes.py`.

An issue is an error, a warning or a note. A package is valid without errors, and the exit code is
then 0; with `--strict` it is 1 for warnings too. A warning is of what may be a slip; a note of what
was not looked at, or says nothing.

`--skip CODE` leaves issues of a code out, `--pick CODE` all others; the report counts them by code.
A package may do the same with a reason, in its descriptor:

```json
"checks": {"skip": [{"code": "constraint-error", "reason": "older names are longer"}]}
```

Neither is possible for codes of citations, declarations and the build. `--strict` and the GitHub
action do not obey the descriptor, because whoever proposes a change can edit it."""


def issues_document() -> str:
    parts = [
        "# Issue codes\n",
        ISSUES_BEGIN,
    ]
    for code, meaning in CODES.items():
        title = f"\n## {code}\n"
        level = "" if meaning.severity == "error" else f" ({meaning.severity})"
        what = f"**{meaning.title}{level}.** {meaning.means}"
        parts += [title, f"{what} What to do: {meaning.advice}."]
    return "\n".join(parts) + "\n"


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@needs_article
def test_no_thirteen_words_of_the_article_stand_in_the_project() -> None:
    assert ARTICLE_SOURCES is not None
    runs = set()
    for article in ARTICLE_SOURCES.glob("*.txt"):
        words = words_of(article.read_text(encoding="utf-8"))
        runs |= {tuple(words[at : at + 13]) for at in range(len(words) - 12)}
    assert len(runs) > 300
    looked_at = 0
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if not path.is_file() or any(part in SKIPPED for part in parts):
            continue
        try:
            words = words_of(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        looked_at += 1
        assert not any(tuple(words[at : at + 13]) in runs for at in range(len(words) - 12)), path
    assert looked_at > 100


SKIPPED = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


if __name__ == "__main__":
    (ROOT / "validate/docs/issues.md").write_text(issues_document(), encoding="utf-8", newline="\n")
