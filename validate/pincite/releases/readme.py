"""The README of the zip file: what it holds, in the descriptor's words, and how to check it."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.releases.content import Content

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


def readme_text(content: Content) -> str:
    """The README in Markdown."""
    return (
        "\n".join(_lines(content)) + "\n" + _CHECK.format(cited=_CITED if content.evidence else "")
    )


def _lines(content: Content) -> Iterator[str]:
    details = content.details
    yield f"# {details.title}"
    yield ""
    yield details.description
    yield ""
    version = f"Version {details.version}" if details.version else "Without a version"
    yield f"{version}{f', {details.date}' if details.date else ''}."
    for licence in details.licences:
        address = f"<{licence.url}>" if licence.url else licence.name
        yield f"Licence: {licence.title}, {address}."
    for person in details.authors:
        yield f"By: {person.title}."
    yield ""
    yield "| table | rows | holds |"
    yield "|---|---|---|"
    for table in content.tables:
        text = table.description.replace("|", "\\|").replace("\n", " ")
        yield f"| [{table.name}]({table.resource.path}) | {table.rows} | {text} |"
