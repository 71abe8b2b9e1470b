"""What only the owner knows is in one file, which may be empty; everything else follows from it."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from owner import FILES, PATH, SILENT, UNNAMED, Owner, differing, read
from support import ROOT, copy_package

KNOWN = Owner(
    repository="https://github.com/example-org/example-data",
    homepage="https://data.example.org/batteries",
    documentation="https://docs.example.org/",
    email="desk@example.org",
    data_doi="10.1234/data.1",
    tool_doi="10.1234/tool.1",
)


def test_all_files_say_what_follows_from_the_owners() -> None:
    assert differing(ROOT, Owner.of(read(PATH))) == [], "run `python validate/tests/owner.py`"
    assert len(FILES) == 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_package(ROOT, tmp_path_factory.mktemp("owner") / "copy")
    for name in (*FILES, "validate/CHANGELOG.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    differing(folder, Owner(), write=True)
    return folder


def test_an_empty_file_gives_no_address_and_no_contact(folder: Path) -> None:
    for text in ("", 'email = ""\n'):
        assert Owner.of(text) == Owner()
    assert differing(folder, Owner()) == []
    data = json.loads(read(folder / "datapackage.json"))
    assert "homepage" not in data
    assert data["id"].startswith("urn:uuid:")
    assert not any("email" in person for person in data["contributors"])
    for name in ("CITATION.cff", "validate/CITATION.cff"):
        cited = read(folder / name)
        assert not re.search(r"^ *(?:url|doi|email|repository.*):", cited, re.MULTILINE)
    about = tomllib.loads(read(folder / "validate/pyproject.toml"))["project"]
    assert "urls" not in about
    assert about["authors"] == [{"name": "The maintainers of pincite"}]
    assert SILENT in read(folder / "SECURITY.md")
    assert UNNAMED in read(folder / "validate/docs/in-ci.md")


def test_what_is_known_reaches_every_file_and_goes_again(folder: Path) -> None:
    before = {name: read(folder / name) for name in FILES}
    assert differing(folder, KNOWN, write=True) == list(FILES)
    assert differing(folder, KNOWN) == []
    data = json.loads(read(folder / "datapackage.json"))
    assert data["homepage"] == KNOWN.homepage
    assert data["id"] == "https://doi.org/10.1234/data.1"
    assert data["contributors"][0]["email"] == KNOWN.email
    cited = yaml.safe_load(read(folder / "CITATION.cff"))
    assert (cited["doi"], cited["url"]) == ("10.1234/data.1", KNOWN.homepage)
    tool = yaml.safe_load(read(folder / "validate/CITATION.cff"))
    assert (tool["doi"], tool["repository-code"]) == ("10.1234/tool.1", KNOWN.repository)
    about = tomllib.loads(read(folder / "validate/pyproject.toml"))["project"]
    assert about["urls"] == dict(KNOWN.urls)
    assert about["authors"][0]["email"] == KNOWN.email
    assert "uses: example-org/example-data@pincite-v" in read(folder / "validate/docs/in-ci.md")
    assert f"<{KNOWN.email}>" in read(folder / "SECURITY.md")
    differing(folder, Owner(), write=True)
    assert {name: read(folder / name) for name in FILES} == before


def test_a_key_that_is_unknown_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown keys: e_mail"):
        Owner.of('e-mail = "a@example.org"\n')


@pytest.mark.parametrize(
    ("repository", "slug"),
    [
        ("https://github.com/a/b", "a/b"),
        ("https://github.com/a/b.git", "a/b"),
        ("https://example.org/a/b", "OWNER/REPOSITORY"),
        ("", "OWNER/REPOSITORY"),
    ],
)
def test_the_name_at_github_is_that_of_an_address_there(repository: str, slug: str) -> None:
    assert Owner(repository=repository).slug == slug
