"""The first files that people open in the folder of a release: README.md and the licence.

README.md is a dataset card of Hugging Face too: Markdown after metadata in YAML (huggingface_hub,
"Repository Cards"), so the folder can be uploaded there as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pincite.files.markdown import (
    markdown_cell,
    markdown_code,
    markdown_link,
    markdown_prose,
    markdown_text,
)
from pincite.releases.content import Artefact, Content, Files
from pincite.releases.data_package import LICENCE_FILES
from pincite.releases.metadata import Licence, yaml_text

README = "README.md"
MANY = 3  # names of files that a line may list
# SPDX identifiers that Hugging Face knows, by the names it has for them ("Licenses"); others: other
_HUB_LICENCES = {
    "odbl-1.0": "odbl",
    "odc-by-1.0": "odc-by",
    "pddl-1.0": "pddl",
    **{
        name: name
        for name in (
            "apache-2.0 cc-by-2.0 cc-by-3.0 cc-by-4.0 cc-by-nc-4.0 cc-by-nc-nd-4.0 cc-by-nc-sa-4.0"
            " cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 mit"
        ).split()
    },
}
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"))


def licence_file(content: Content, _: Files) -> Files:
    """The package's own file, or what its descriptor says of the licence."""
    files = content.package.files
    own = next((name for name in LICENCE_FILES if files.is_there(name)), None)
    if own is not None:
        return {own: files.read(own)}
    lines = [f"{item.title}\n{item.url}".strip() for item in content.details.licences]
    return {"LICENSE": ("\n\n".join(lines) + "\n").encode()}


def folder_readme(content: Content, made: Sequence[tuple[Artefact, Sequence[str]]]) -> Files:
    """README.md; `made` lists each format with the names of its files."""
    text = "\n".join([*_card(content), "", *_lines(content, made)]) + "\n"
    return {README: text.encode()}


def _card(content: Content) -> Iterator[str]:
    """The metadata of a dataset card; a configuration for each table, the first is the default."""
    details = content.details
    yield "---"
    yield f"pretty_name: {yaml_text(details.title)}"
    language = details.schema_org.get("inLanguage")
    if isinstance(language, str):
        yield from ("language:", f"  - {yaml_text(language)}")
    for licence in details.licences[:1]:
        yield from _card_licence(licence)
    if details.keywords:
        yield from ("tags:", *(f"  - {yaml_text(word)}" for word in details.keywords))
    rows = max(table.rows for table in content.tables)
    size = next((size for limit, size in _SIZES if rows < limit), "n>1M")
    yield from ("size_categories:", f"  - {yaml_text(size)}", "configs:")
    for number, table in enumerate(content.tables):
        yield f"  - config_name: {yaml_text(table.name)}"
        yield f"    data_files: {yaml_text(f'{table.name}.parquet')}"
        if not number:
            yield "    default: true"
    yield "---"


def _card_licence(licence: Licence) -> Iterator[str]:
    known = _HUB_LICENCES.get(licence.name.lower())
    yield f"license: {known or 'other'}"
    if known is None:
        yield f"license_name: {yaml_text(licence.title or licence.name)}"
        if licence.url:
            yield f"license_link: {yaml_text(licence.url)}"


def _lines(content: Content, made: Sequence[tuple[Artefact, Sequence[str]]]) -> Iterator[str]:
    details = content.details
    yield f"# {markdown_text(details.title)}"
    yield ""
    yield markdown_prose(details.description)
    yield ""
    yield "## Which file for whom"
    yield ""
    yield "| for | file | holds |"
    yield "|---|---|---|"
    for artefact, names in made:
        files = ", ".join(map(markdown_code, names)) if len(names) <= MANY else _many(names)
        yield f"| {artefact.readers} | {files} | {artefact.about} |"
    yield "| repositories of research objects | `ro-crate-metadata.json` | every file, described |"
    yield "| whoever downloads | `SHA256SUMS` | digests: `sha256sum --check SHA256SUMS` |"
    yield ""
    yield "## Tables"
    yield ""
    yield "| table | rows | holds |"
    yield "|---|---|---|"
    for table in content.tables:
        yield f"| {markdown_code(table.name)} | {table.rows} | {markdown_cell(table.description)} |"
    yield ""
    yield from _rights(content)


def _many(names: Sequence[str]) -> str:
    end = names[0].rpartition(".")[2]
    return f"{markdown_code(names[0])} and {len(names) - 1} more `*.{end}`"


def _rights(content: Content) -> Iterator[str]:
    yield "## Cite it"
    yield ""
    yield markdown_text(content.details.citation)
    yield ""
    names = ", ".join(markdown_text(item.title) for item in content.details.licences)
    yield f"Licence: {names}."
    if content.details.origins:
        yield from ("", "## Made from", "")
    for origin in content.details.origins:
        title = markdown_link(origin.title, origin.url) if origin.url else ""
        terms = ", ".join(markdown_text(item.title) for item in origin.licences)
        yield f"- {title or markdown_text(origin.title)}{f': {terms}' if terms else ''}"
