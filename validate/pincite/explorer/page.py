"""The page: its parts in order, with style and script inside and nothing from anywhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from pincite.explorer.article import source_section
from pincite.explorer.checked import checked_section
from pincite.explorer.content import Content
from pincite.explorer.html import anchor, asset, document, join, tag
from pincite.explorer.overview import about_section, cards, disputes_section, head
from pincite.explorer.pictures import pictures_section
from pincite.explorer.sections import table_section
from pincite.explorer.words import EVIDENCE, table_title
from pincite.package import Package


def page(content: Content) -> str:
    """The whole page."""
    title = str(content.package.descriptor.get("title") or content.package.name)
    close = tag("a", "×", href="#-", class_="close", aria_label="Close the panel")
    body = (
        tag("a", "Skip to the tables", href="#tables", class_="skip"),
        _contents(content),
        tag("main", *_sections(content), close),
    )
    return document(
        title,
        body,
        style=asset("page.css") + asset("picture.css"),
        script=asset("page.js") + "\n" + asset("check.js"),
        described=described(content.package),
    )


def _sections(content: Content) -> Iterator[Markup | None]:
    yield head(content)
    yield cards(content)
    yield disputes_section(content)
    yield pictures_section(content)
    yield source_section(content)
    yield tag("h2", "Tables", id="tables", class_="part")
    yield _how_to_read()
    for table in content.shown_tables:
        yield table_section(content, table)
    yield _only_in_files(content)
    yield about_section(content)
    yield checked_section(content)


def _only_in_files(content: Content) -> Markup | None:
    """The tables that the page leaves out, with their files."""
    named = [content.tables[name] for name in sorted(content.left_out) if name in content.tables]
    if not named:
        return None
    items = (
        join(", " if number else None, table_title(content, table), " ", tag("code", table.path))
        for number, table in enumerate(named)
    )
    return tag("p", "Only in the files: ", *items, ".", class_="says")


def _contents(content: Content) -> Markup:
    """The way around: a few links, and a menu of the tables."""
    parts: list[tuple[str, str, object]] = [
        ("Facts", "facts", content.declared.get("cards")),
        ("Disputes", "disputed", content.declared.get("verdicts")),
        ("Pictures", "pictures", content.declared.get("pictures")),
        ("Source", "passages", True),
    ]
    links = [tag("a", name, href=f"#{where}") for name, where, is_there in parts if is_there]
    tables = (
        tag("li", tag("a", table_title(content, table), href=f"#{anchor(table.name)}/"))
        for table in content.shown_tables
    )
    menu = tag("details", tag("summary", "Tables"), tag("ul", *tables))
    last = [tag("a", "About", href="#about"), tag("a", "Checks", href="#checked")]
    items = (tag("li", item) for item in (*links, menu, *last))
    return tag("nav", tag("ul", *items), aria_label="Contents")


def described(package: Package) -> Markup:
    """What search engines and chats read of a page: description, Open Graph, schema.org."""
    descriptor = package.descriptor
    title = str(descriptor.get("title") or package.name)
    says = str(descriptor.get("description") or "")
    data: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": title,
        "description": says,
        "version": package.version,
        "keywords": descriptor.get("keywords"),
        "dateCreated": descriptor.get("created"),
        "url": descriptor.get("homepage"),
        "temporalCoverage": descriptor.get("schema:temporalCoverage"),
        "license": next(
            (x.get("path") for x in descriptor.get("licenses", ()) if isinstance(x, dict)), None
        ),
    }
    known = {name: value for name, value in data.items() if value}
    text = json.dumps(known, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c")
    return join(
        tag("meta", name="description", content=says),
        tag("meta", property="og:type", content="website"),
        tag("meta", property="og:title", content=title),
        tag("meta", property="og:description", content=says),
        tag("script", Markup(text), type="application/ld+json"),
    )


def _how_to_read() -> Markup:
    """What the lines under values mean, and what a click opens."""
    items = (tag("li", tag("span", name, class_=kind)) for kind, name, _ in EVIDENCE)
    says = (
        "Where does a value come from? Choose it: its passage, its place and the way from words to"
        " value open beside the page. The line under it says how it was found:"
    )
    keys = "Arrow keys move between cells, Enter opens, Escape closes."
    return tag(
        "div",
        tag("p", says),
        tag("ul", *items),
        tag("p", "Small words under a value count what other sources say of it. "),
        tag("p", keys, class_="keys"),
        class_="rail",
    )
