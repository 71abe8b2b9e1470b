"""The site of the documents: built strictly, without other hosts; a broken link stops it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from site_links import rewritten
from support import ROOT, TOOL

PAGES = sorted(path.stem for path in (TOOL / "docs").glob("*.md"))
WORKFLOW = ROOT / ".github/workflows/pages.yml"


# Without --quiet: that hides warnings from --strict, which then lets everything pass.
def build(settings: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(settings), "--site-dir", str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class Requests(HTMLParser):
    """What a browser fetches when it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = {"script": "src", "img": "src", "iframe": "src", "link": "href"}.get(tag)
        given = dict(attrs)
        if name and given.get(name) and given.get("rel") not in ("canonical", "prev", "next"):
            self.found.append(str(given[name]))


@pytest.mark.long
def test_the_site_is_built_strictly_and_asks_no_other_host(tmp_path: Path) -> None:
    done = build(TOOL / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    built = sorted(path.stem for path in (tmp_path / "site").glob("*.html"))
    assert built == sorted([*PAGES, "404"])
    for page in PAGES:
        reader = Requests()
        reader.feed((tmp_path / "site" / f"{page}.html").read_text(encoding="utf-8"))
        assert len(reader.found) > 3
        assert not [url for url in reader.found if re.match(r"(?:https?:)?//", url)], page


@pytest.mark.long
@pytest.mark.parametrize(
    "line", ["[x](none.md)", "[x](in-ci.md#no-such-heading)", "[x](../elsewhere.md)"]
)
def test_a_link_that_leads_nowhere_stops_the_build(line: str, tmp_path: Path) -> None:
    shutil.copytree(TOOL / "docs", tmp_path / "docs")
    settings = (TOOL / "mkdocs.yml").read_text(encoding="utf-8")
    if line.startswith("[x](../"):  # as it would be without the hook
        settings = settings.replace("hooks: [site_links.py]\n", "")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    shutil.copy(TOOL / "site_links.py", tmp_path)
    with (tmp_path / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{line}\n")
    assert build(tmp_path / "mkdocs.yml", tmp_path / "site").returncode != 0


@pytest.mark.parametrize(
    ("text", "repository", "expected"),
    [
        ("[a](api.md#b)", "https://example.org/r", "[a](api.md#b)"),
        (
            "[a](../README.md#b)",
            "https://example.org/r/",
            "[a](https://example.org/r/blob/main/validate/README.md#b)",
        ),
        (
            "[a](../../x/y.md)",
            "https://example.org/r",
            "[a](https://example.org/r/blob/main/x/y.md)",
        ),
        ("see [a b](../../x/y.md).", "", "see a b (`x/y.md` in the repository)."),
    ],
)
def test_links_out_of_the_folder_lead_to_the_repository(
    text: str, repository: str, expected: str
) -> None:
    assert rewritten(text, repository) == expected


def test_the_job_that_publishes_the_site_runs_no_code_of_ours() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["uses"].split("@")[0] for step in jobs["publish"]["steps"]] == [
        "actions/deploy-pages"
    ]
    assert "permissions" not in jobs["build"]
    (strict,) = [step["run"] for step in jobs["build"]["steps"] if "mkdocs" in step.get("run", "")]
    assert strict in (ROOT / ".ci/run").read_text(encoding="utf-8").replace(".venv/bin/", "")
    assert "has not been run yet" in WORKFLOW.read_text(encoding="utf-8")
