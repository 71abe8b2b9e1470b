"""What follows from owner.toml, the one file of what only the owner knows.

    python validate/tests/owner.py

writes it into each file of `FILES`; `test_owner.py` compares them. What is empty in owner.toml is
left out, or stays a placeholder that says so: nothing is made up.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pincite.package import open_package
from pincite.releases.metadata import Details, citation_text, yaml_text
from support import ROOT

PATH = ROOT / "owner.toml"
PLACEHOLDER = "OWNER/REPOSITORY"
URN = "urn:uuid:ac8ecd11-a5f4-429b-bc9e-2722c6e4c79e"  # the data set's id until it has a DOI


@dataclass(frozen=True)
class Owner:
    """The values of owner.toml; what is not there is empty. Raises ValueError for other keys."""

    repository: str = ""
    homepage: str = ""
    documentation: str = ""
    email: str = ""
    data_doi: str = ""
    tool_doi: str = ""

    @classmethod
    def of(cls, text: str) -> Owner:
        found = {name.replace("-", "_"): value for name, value in tomllib.loads(text).items()}
        unknown = found.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"owner.toml: unknown keys: {', '.join(sorted(unknown))}")
        return cls(**found)

    @property
    def slug(self) -> str:
        """OWNER/REPOSITORY at GitHub, where the action and the hooks are fetched from."""
        found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", self.repository)
        return found[1] if found else PLACEHOLDER

    @property
    def urls(self) -> Mapping[str, str]:
        """The addresses that an index shows beside the tool, by their labels."""
        found = {"Documentation": self.documentation, "Repository": self.repository}
        return {label: url for label, url in found.items() if url}


def descriptor(folder: Path, owner: Owner) -> str:
    """The descriptor with id, homepage and the contributors' e-mail."""
    data = json.loads(read(folder / "datapackage.json"))
    found = {}
    for name, value in data.items():
        if name != "homepage":
            found[name] = value
        if name == "id":
            found["id"] = f"https://doi.org/{owner.data_doi}" if owner.data_doi else URN
            if owner.homepage or owner.repository:
                found["homepage"] = owner.homepage or owner.repository
    for person in found["contributors"]:
        person.pop("email", None)
        if owner.email:
            person["email"] = owner.email
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def data_citation(folder: Path, _owner: Owner) -> str:
    """The data set's citation file, from its descriptor."""
    return citation_text(Details.of(open_package(folder)))


def project(folder: Path, owner: Owner) -> str:
    """The tool's pyproject.toml with authors and URLs."""
    text = read(folder / "validate/pyproject.toml")
    text = re.sub(r"\n\[project\.urls\]\n(?:\S.*\n)*", "", text)
    if owner.urls:
        lines = "".join(f'{label} = "{url}"\n' for label, url in owner.urls.items())
        scripts = "\n[project.scripts]\n"
        text = text.replace(scripts, f"\n[project.urls]\n{lines}{scripts}")
    email = f', email = "{owner.email}"' if owner.email else ""
    return re.sub(
        r"^authors = .*$",
        f'authors = [{{ name = "The maintainers of pincite"{email} }}]',
        text,
        flags=re.MULTILINE,
    )


def tool_citation(folder: Path, owner: Owner) -> str:
    """The tool's citation file (Citation File Format 1.2.0), from pyproject.toml and changelog."""
    about = tomllib.loads(read(folder / "validate/pyproject.toml"))["project"]
    changes = read(folder / "validate/CHANGELOG.md")
    (day,) = re.findall(rf"^## {re.escape(about['version'])} - (\S+)$", changes, re.MULTILINE)
    lines = [
        "cff-version: 1.2.0",
        f"message: {yaml_text('If you use this tool, please cite it as below.')}",
        "type: software",
        f"title: {yaml_text(about['name'])}",
        f"version: {yaml_text(about['version'])}",
        f"date-released: {day}",
        f"abstract: {yaml_text(about['description'])}",
        "authors:",
    ]
    for author in about["authors"]:
        lines.append(f"  - name: {yaml_text(author['name'])}")
        if "email" in author:
            lines.append(f"    email: {yaml_text(author['email'])}")
    lines.append(f"license: {yaml_text(about['license'])}")
    lines += [f"doi: {yaml_text(owner.tool_doi)}"] * bool(owner.tool_doi)
    lines += [f"repository-code: {yaml_text(owner.repository)}"] * bool(owner.repository)
    lines += ["keywords:", *(f"  - {yaml_text(word)}" for word in about["keywords"])]
    return "\n".join(lines) + "\n"


UNNAMED = "Put the name of this repository in place of `OWNER/REPOSITORY`."


def usage(folder: Path, owner: Owner) -> str:
    """The examples of the action and of the hooks with the repository's name at GitHub."""
    named = f"This repository is `{owner.slug}`."
    said = UNNAMED if owner.slug == PLACEHOLDER else named
    text = read(folder / "validate/docs/in-ci.md")
    text = re.sub(rf"{re.escape(UNNAMED)}|This repository is `\S+`\.", said, text)
    text = re.sub(r"uses: \S+?/\S+?@pincite", f"uses: {owner.slug}@pincite", text)
    return re.sub(r"repo: https://\S+", f"repo: https://github.com/{owner.slug}", text)


SILENT = "This file names no address, because none is published yet."


def security(folder: Path, owner: Owner) -> str:
    """The sentence that names an address for reports, or says that there is none."""
    said = f"You can also write to <{owner.email}>." if owner.email else SILENT
    text = read(folder / "SECURITY.md")
    return re.sub(rf"{re.escape(SILENT)}|You can also write to <\S+>\.", said, text)


def site(folder: Path, owner: Owner) -> str:
    """The settings of the documents' site with its own address and the repository's."""
    text = read(folder / "validate/mkdocs.yml")
    text = re.sub(r"^(?:site_url|repo_url): .*\n", "", text, flags=re.MULTILINE)
    found = {"site_url": owner.documentation, "repo_url": owner.repository}
    lines = "".join(f"{name}: {url}\n" for name, url in found.items() if url)
    return re.sub(r"^(site_name: .*\n)", rf"\g<1>{lines}", text, flags=re.MULTILINE)


Follows = Callable[[Path, Owner], str]
FILES: dict[str, Follows] = {  # in this order: some read those before them
    "datapackage.json": descriptor,
    "CITATION.cff": data_citation,
    "validate/pyproject.toml": project,
    "validate/CITATION.cff": tool_citation,
    "validate/docs/in-ci.md": usage,
    "validate/mkdocs.yml": site,
    "SECURITY.md": security,
}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def differing(folder: Path, owner: Owner, *, write: bool = False) -> list[str]:
    """The files that do not say what follows from the owner's values; they are written if asked."""
    found = []
    for name, follows in FILES.items():
        text = follows(folder, owner)
        if text != read(folder / name):
            found.append(name)
            if write:
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return found


if __name__ == "__main__":
    for changed in differing(ROOT, Owner.of(read(PATH)), write=True):
        print(f"written: {changed}")
