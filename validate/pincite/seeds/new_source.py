"""A new source: its record, measured from its file, and empty files to cite it in.

What is declared of a source, such as its scope, may be changed later; what is measured may not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pincite.files.reading import SourceFile, find_source, read_json
from pincite.files.write import json_text, write_files
from pincite.grammar import language_of
from pincite.grammar.language import LANGUAGES
from pincite.package import Convention, Package, Schema
from pincite.report import CannotRun
from pincite.seeds.editor import open_seeds
from pincite.seeds.request import header_text
from pincite.seeds.seed_files import CITATION_COLUMNS, FOLDER, LEFTOVERS, OWN_FOLDERS

# no dot: `..` would lead out of seeds/, and what begins with one is hidden
_FOLDER_NAME = re.compile(r"[^\W_][\w-]*")


def new_source(  # noqa: PLR0913 - what is said of a source, each by its name
    path: str | Path,
    file: Path,
    source: str,
    *,
    language: str = "en",
    columns: Mapping[str, str] | None = None,
    made: SourceFile | None = None,
    dry_run: bool = False,
) -> dict[str, str]:
    """Write the seed files of a source that is in a file; returns their texts by path.

    `columns` are those of the sources table that nobody can measure, such as a title. `made` is a
    text that is not written yet. Raises CannotRun where the source is there already or the sources
    table cannot hold the record.
    """
    package, convention = open_seeds(path)
    if not _FOLDER_NAME.fullmatch(source) or source in OWN_FOLDERS or LEFTOVERS.fullmatch(source):
        raise CannotRun(f"{source}: a source is named in letters, digits and hyphens")
    if package.path_of(f"{FOLDER}/{source}").exists():
        raise CannotRun(
            f"{FOLDER}/{source}/: there is a source of this name already; give another --id, or"
            f" `pincite reanchor {source} FILE` where its text has changed"
        )
    found = made or _read_source(file)
    resource = package.table(convention.sources)
    if resource is None or resource.schema is None or len(resource.schema.primary_key) != 1:
        raise CannotRun(f"{convention.sources}: the key of the sources must be one column")
    record = {resource.schema.primary_key[0]: source} | _measured(found, language)
    texts = _texts(package, convention, source, _joined(record, columns or {}), resource.schema)
    if not dry_run:
        write_files(package.root, texts)
    return texts


def _read_source(file: Path) -> SourceFile:
    """A text that can be cited; raises CannotRun for what is empty, or of another kind."""
    found = find_source(file.parent, file.name)
    if found is None:
        raise CannotRun(f"{file}: no such file, or its name cannot be printed")
    if not found.text.strip("\ufeff \t\r\n"):
        raise CannotRun(f"{file}: is empty: there is nothing to cite")
    return found


def language_remarks(language: str) -> Iterator[str]:
    """What a person should know of a source's language before it is cited."""
    if language_of(language) is None:
        yield (
            f"no grammar reads the language {language}: numbers and dates of this source cannot be"
            f" derived; verbatim, term, absent and judged serve it; read are {', '.join(LANGUAGES)}"
        )
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language):
        yield f"{language} does not look like a BCP 47 tag, such as en or pt-BR"


def language_said(asked: str | None, said: str | None) -> tuple[str, list[str]]:
    """The language of a source, of what is asked for and what its document says; and remarks.

    A region is kept only where it writes numbers in another way (`es-MX`). Without both it is `en`.
    """
    name = (said or "").split("-")[0].lower()
    if asked is not None:
        is_other = said is not None and name != asked.split("-")[0].lower()
        says = f"the page says that its language is {said}, and --language says {asked}"
        return asked, [f"{says}: its numbers and dates are read as {asked}"] if is_other else []
    if said is None:
        return "en", []
    language = name if language_of(said) is language_of(name) else said
    return language, [f"language {language}, as the page says; --language gives another one"]


def _measured(file: SourceFile, language: str) -> dict[str, str | int]:
    return {
        "file_name": file.path.name,
        "language": language,
        "sha256": file.sha256,
        "code_points": len(file.text),
        "line_count": file.line_count,
    }


def _joined(measured: Mapping[str, str | int], columns: Mapping[str, str]) -> dict[str, str | int]:
    """The record of what is measured and what a person says; nobody may say what is measured."""
    taken = sorted(measured.keys() & columns.keys())
    if taken:
        raise CannotRun(f"{taken[0]}: is measured, or has its own option: leave it out of --set")
    return {**measured, **columns}


def _texts(
    package: Package,
    convention: Convention,
    source: str,
    record: Mapping[str, str | int],
    schema: Schema,
) -> dict[str, str]:
    _check_record(schema, record)
    ordered = {name: record[name] for name in schema.names if name in record}
    base = f"{FOLDER}/{source}"
    texts = {f"{base}/source.json": json_text(ordered)}
    for resource in package.tables:
        if resource.schema is not None and resource.schema.cited_fields:
            name = f"{base}/citations/{resource.name}.csv"
            texts[name] = header_text(CITATION_COLUMNS)
    notes = package.table(convention.notes or "")
    if notes is not None and notes.schema is not None:
        columns = [name for name in notes.schema.names if name != "source_id"]
        texts[f"{base}/notes.csv"] = header_text(columns)
    return texts


def _check_record(schema: Schema, record: Mapping[str, str | int]) -> None:
    """Raise CannotRun for columns that do not exist, that are cited, lack or cannot be held."""
    cited = {field.name for field in schema.cited_fields}
    for name in record:
        if name not in schema.names:
            raise CannotRun(f"{name}: the sources have no such column: {', '.join(schema.names)}")
        if name in cited:
            raise CannotRun(f"{name}: is a cell that is cited, so do not --set it")
    for asked in schema.fields:
        text = str(record.get(asked.name, ""))
        if asked.is_required and asked.name not in cited and text == "":
            says = asked.descriptor.get("description", "a column that every source has")
            raise CannotRun(f"{asked.name} is needed ({says}): --set {asked.name}=...")
        for fault in schema.readers[asked.name].read(text)[1] if text else ():
            raise CannotRun(f"{asked.name}: {text}: {fault.note}")


DECLARED = ("currencies", "quote_limits", "coverage_scope")  # of a source, by the convention


def declare_source(
    path: str | Path, source: str, columns: Mapping[str, str], *, dry_run: bool = False
) -> list[str]:
    """Change what a source's record says, all but what is measured; gives the changed columns.

    Raises CannotRun where the source or a column does not exist, or cannot hold the text.
    """
    package, convention = open_seeds(path)
    name = f"{FOLDER}/{source}/source.json"
    if not package.path_of(name).is_file():
        raise CannotRun(f"no source {source}: {name} does not exist")
    resource = package.table(convention.sources)
    schema = resource.schema if resource is not None else None
    record = read_json(package.path_of(name), name)
    if schema is None or not isinstance(record, dict):
        raise CannotRun(f"{name}: must be an object")
    fixed = {*schema.primary_key, "file_name", "sha256", "code_points", "line_count"}
    for column in columns:
        if column in fixed:
            raise CannotRun(f"{column}: is measured; `pincite reanchor` takes a new text")
    changed = {**record, **columns}
    changed = {column: text for column, text in changed.items() if text != ""}
    _check_record(schema, changed)
    ordered = {column: changed[column] for column in schema.names if column in changed}
    if not dry_run:
        write_files(package.root, {name: json_text(ordered)})
    return [column for column in columns if record.get(column, "") != columns[column]]


def currencies_text(pairs: Mapping[str, str]) -> str:
    """The cell of a source that says what signs of money mean, by `sign: code`."""
    for code in pairs.values():
        if not re.fullmatch("[A-Z]{3}", code):
            raise CannotRun(f"{code}: not an ISO 4217 code, such as USD")
    return json.dumps(dict(pairs), ensure_ascii=False)
