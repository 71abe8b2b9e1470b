"""The page: its parts in order, with style and script inside and nothing from anywhere else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from pincite.explorer.assets import asset
from pincite.explorer.content import Content
from pincite.explorer.html import Markup, anchor, join, tag
from pincite.explorer.overview import head, methods_of_cells, overview
from pincite.explorer.pictures import pictures_section
from pincite.explorer.sources import source_section
from pincite.explorer.steps import EVIDENCE, KINDS, METHODS
from pincite.explorer.tables import table_section
from pincite.explorer.words import table_title
from pincite.tables.text_table import Table


def page(content: Content) -> str:
    """The whole page."""
    style = asset("page.css") + asset("picture.css")
    script = asset("page.js")
    title = str(content.package.descriptor.get("title") or content.package.name)
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    top = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Markup(style)),
    )
    close = tag("a", "×", href="#-", class_="close", aria_label="Close the panel")
    body = (
        tag("a", "Skip to the tables", href="#tables", class_="skip"),
        _contents(content),
        tag("main", *_sections(content), close),
        tag("script", Markup(script)),
    )
    return "<!doctype html>\n" + join(
        tag("html", tag("head", *top), "\n", tag("body", *body), lang="en"), "\n"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _sections(content: Content) -> Iterator[Markup | None]:
    yield head(content)
    yield _rail()
    yield overview(content)
    yield pictures_section(content)
    yield source_section(content)
    yield tag("h2", "Tables", id="tables", class_="part")
    for table in content.shown_tables:
        if table.name == content.evidence.convention.citations:
            yield _citations(content, table)
        else:
            yield table_section(content, table)
    yield _methods()


def _contents(content: Content) -> Markup:
    links = [("At a glance", "overview"), ("What was read", "passages")]
    if content.declared.get("pictures"):
        links.insert(1, ("Pictures", "pictures"))
    links += [(table_title(content, t), f"{anchor(t.name)}/") for t in content.shown_tables]
    links.append(("Methods", "methods"))
    items = (tag("li", tag("a", name, href=f"#{where}")) for name, where in links)
    return tag("nav", tag("ul", *items), aria_label="Contents")


def _rail() -> Markup:
    """What stands where panels open, while none is open."""
    items = (tag("li", tag("span", name, class_=kind)) for kind, name, _ in EVIDENCE)
    return tag(
        "aside",
        tag("h2", "Where does it come from?"),
        tag(
            "p",
            "Choose any underlined cell. Its passage, its place and the way from words to"
            " value open here.",
        ),
        tag("ul", *items),
        tag("p", "Small words under a value count what other sources say of it."),
        tag("p", "Arrow keys move between cells, Enter opens, Escape closes.", class_="keys"),
        class_="rail",
        aria_label="How to read this page",
    )


def _citations(content: Content, table: Table) -> Markup:
    """The citations counted by table and method; each stands at its cell."""
    counts = methods_of_cells(content)
    methods = [method for method in KINDS if any(m == method for _, m in counts)]
    names = [name for name in content.tables if any(t == name for t, _ in counts)]
    header = tag(
        "tr",
        tag("th", "Table", scope="col"),
        *(
            tag("th", tag("a", method, href=f"#m:{method}"), scope="col", class_="n")
            for method in methods
        ),
    )
    rows = []
    for name in names:
        link = tag("a", table_title(content, content.tables[name]), href=f"#{anchor(name)}/")
        cells = (f"{counts[name, m]:,}" if counts[name, m] else "" for m in methods)
        numbers = (tag("td", cell, class_="n") for cell in cells)
        rows.append(tag("tr", tag("th", link, scope="row"), *numbers))
    says = "Filled cells by the method that they rest on. Each citation opens at its cell. "
    number = len(table.records)
    return tag(
        "section",
        tag("h2", table_title(content, table), " ", tag("small", f"{number:,} rows")),
        tag("p", says, tag("code", table.path), class_="says"),
        tag(
            "div",
            tag("table", tag("thead", header), tag("tbody", *rows)),
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label=table_title(content, table),
        ),
        id=f"{anchor(table.name)}/",
        class_="table counts",
    )


def _methods() -> Markup:
    items = [
        join(tag("dt", tag("span", name, class_=KINDS[name]), id=f"m:{name}"), tag("dd", says))
        for name, says in METHODS.items()
    ]
    says = "How a value follows from its evidence."
    return tag(
        "section",
        tag("h2", "Methods"),
        tag("p", says, class_="says"),
        tag("dl", *items, class_="methods"),
        id="methods",
    )
