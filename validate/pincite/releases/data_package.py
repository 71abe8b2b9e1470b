"""The data package as one zip file: what frictionless and other clients of the standard read.

Sources of the form: Data Package 2.0, "Package as a zip" (descriptor at the root), and what its
clients do (a wrapping folder passes unread; `hash` and `bytes` are checked on CSV and plain files).
Entries are stored without compression: compressed bytes depend on the zlib at hand.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pincite.descriptor.standard import is_url
from pincite.files.markdown import (
    markdown_cell,
    markdown_link,
    markdown_prose,
    markdown_text,
    web_address,
)
from pincite.files.write import json_as_read, json_text
from pincite.package import Package
from pincite.package.descriptor import DESCRIPTOR
from pincite.releases.content import Content, Files
from pincite.releases.csvw import CSVW, csvw_metadata
from pincite.report import CannotRun
from pincite.seeds.generate import dictionary_text

DICTIONARY = "schemas/README.md"
LICENCE_FILES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE")
EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 0, 0, 0)  # that a zip can state

_CHECK = """
## Check it

```sh
frictionless validate datapackage.json
```

checks types, keys, sizes and digests; any Data Package tool can.{cited}

`datapackage.json` holds the schemas of all tables; `csv-metadata.json` says the same as CSVW.
Every field is described in the [data dictionary](schemas/README.md).
"""


_CITED = " `pincite validate` also derives every\ncited cell again from its quote."


def zip_package(content: Content, _: Files) -> Files:
    """The zip file of a package."""
    entries = package_entries(content)
    return {f"{content.details.name}.zip": zip_bytes(entries, content.details.date)}


def package_entries(content: Content) -> dict[str, bytes]:
    """The files of the package by path: descriptor, data, schemas, documents, CSVW metadata."""
    package = content.package
    files = {
        path: package.files.read(path)
        for path in (*_data_paths(package), *_schema_paths(package), *_documents(package))
    }
    made = {
        DESCRIPTOR: json_as_read(release_descriptor(content, files)),
        CSVW: json_text(csvw_metadata(content)),
        "README.md": readme_text(content),
        DICTIONARY: dictionary_text(package),
    }
    replaced = sorted(made.keys() & files.keys() - {DICTIONARY})
    if replaced:
        raise CannotRun(f"{replaced[0]}: the release writes a file of this name; rename yours")
    return {**files, **{name: text.encode() for name, text in made.items()}}


def release_descriptor(content: Content, files: Files) -> dict[str, Any]:
    """The descriptor with schemas inlined, and size, digest and row count of each resource."""
    descriptor = dict(content.package.descriptor)
    descriptor["resources"] = [
        _resource(content, resource.name, resource.path, item, files)
        for resource, item in zip(content.package.resources, descriptor["resources"], strict=True)
    ]
    return descriptor


def _resource(
    content: Content, name: str, path: str, item: Mapping[str, Any], files: Files
) -> dict[str, Any]:
    found = {key: value for key, value in item.items() if key != "$schema"}
    if path:
        found["bytes"] = len(files[path])
        found["hash"] = f"sha256:{hashlib.sha256(files[path]).hexdigest()}"
    table = content.table(name)
    if table is not None:
        found["rows"] = table.rows
        schema = table.schema.descriptor.items()
        found["schema"] = {key: value for key, value in schema if key != "$schema"}
    return found


def _data_paths(package: Package) -> Iterable[str]:
    for resource in package.resources:
        path = resource.descriptor.get("path")
        if isinstance(path, list):
            raise CannotRun(f"{resource.name}: a resource of several files cannot be released")
        if is_url(resource.path):
            says = "a release holds all of its data: put a copy into the package"
            raise CannotRun(f"{resource.name}: {resource.path} is at an address; {says}")
        if path is not None:
            yield resource.path


def _schema_paths(package: Package) -> Iterable[str]:
    for resource in package.resources:
        path = None if resource.schema is None else resource.schema.path
        if path is not None and not is_url(path):  # the descriptor holds those at addresses
            yield path
        if resource.records is not None:
            yield str(resource.records["schema"])


def _documents(package: Package) -> Iterable[str]:
    """The licence, the picture of the package, and the documents that lie beside the schemas."""
    image = str(package.descriptor.get("image", ""))
    if image and not web_address(image).startswith(("http:", "https:")):
        yield from (name for name in (image,) if package.files.is_there(name))
    yield from (name for name in LICENCE_FILES if package.files.is_there(name))
    folders = {PurePosixPath(path).parent for path in _schema_paths(package)}
    for folder in sorted(folders):
        for name in package.files.names_in(folder.as_posix()):
            if name.endswith(".md"):
                yield (folder / name).as_posix()


def zip_bytes(entries: Files, date: str) -> bytes:
    """A zip file that is the same wherever and whenever it is made; the descriptor comes first.

    Every entry has the day of the release as its time, and the rights of a readable file.
    """
    day = (*map(int, date.split("-")), 0, 0, 0) if date else EARLIEST
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries, key=lambda name: (name != DESCRIPTOR, name)):
            entry = zipfile.ZipInfo(name, min(max(day, EARLIEST), LATEST))  # type: ignore[arg-type]
            entry.create_system = 3  # Unix, on which the rights below have a meaning
            entry.external_attr = 0o100644 << 16  # APPNOTE.TXT 4.4.15: mode in the high 16 bits
            archive.writestr(entry, entries[name])
    return out.getvalue()


def readme_text(content: Content) -> str:
    """The README in Markdown."""
    return (
        "\n".join(_readme_lines(content))
        + "\n"
        + _CHECK.format(cited=_CITED if content.evidence else "")
    )


def _readme_lines(content: Content) -> Iterator[str]:
    details = content.details
    yield f"# {markdown_text(details.title)}"
    yield ""
    yield markdown_prose(details.description)
    yield ""
    version = f"Version {details.version}" if details.version else "Without a version"
    yield f"{markdown_text(version)}{f', {details.date}' if details.date else ''}."
    for licence in details.licences:
        address = f"<{web_address(licence.url)}>" if licence.url else markdown_text(licence.name)
        yield f"Licence: {markdown_text(licence.title)}, {address}."
    for person in details.authors:
        yield f"By: {markdown_text(person.title)}."
    yield ""
    yield "| table | rows | holds |"
    yield "|---|---|---|"
    for table in content.tables:
        link = markdown_link(table.name, table.resource.path)
        yield f"| {link} | {table.rows} | {markdown_cell(table.description)} |"
