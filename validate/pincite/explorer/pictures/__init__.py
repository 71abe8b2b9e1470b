"""Pictures of a package, as its descriptor declares them: SVG with the same in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from pincite.explorer.content import Content
from pincite.explorer.html import asset, shape, tag
from pincite.explorer.pictures.drawing import Drawing, Pen
from pincite.explorer.pictures.network import network
from pincite.explorer.pictures.share import share
from pincite.explorer.pictures.timeline import timeline

KINDS: Mapping[str, Callable[[Content, Mapping[str, Any], Pen], Drawing]] = {
    "timeline": timeline,
    "network": network,
    "share": share,
}
MARGIN = 16  # around a picture that is a file by itself


def pictures_section(content: Content) -> Markup | None:
    """The section of the pictures, each with its text alternative; None where there are none."""
    declared = content.declared.get("pictures", ())
    if not declared:
        return None
    figures = (_figure(content, picture) for picture in declared)
    return tag("section", tag("h2", "Pictures"), *figures, id="pictures")


def _figure(content: Content, picture: Mapping[str, Any]) -> Markup:
    drawing = KINDS[picture["kind"]](content, picture, Pen(is_linked=True))
    svg = tag(
        "svg",
        *drawing.shapes,
        viewBox=f"0 0 {drawing.width} {drawing.height}",
        width=drawing.width,
        height=drawing.height,
        role="group",
        aria_label=picture["title"],
        class_="picture",
    )
    words = tag("ul", *(tag("li", item) for item in drawing.words))
    return tag(
        "figure",
        tag("figcaption", picture["title"]),
        tag("div", svg, class_="scroll", tabindex=0, role="region", aria_label=picture["title"]),
        tag("details", tag("summary", "The same in words"), words),
        id=f"picture:{picture['name']}",
    )


def picture_files(content: Content) -> dict[str, str]:
    """The pictures as SVG files by name: without links, with their own style, light and dark."""
    style = Markup(asset("picture.css"))
    files = {}
    for picture in content.declared.get("pictures", ()):
        drawing = KINDS[picture["kind"]](content, picture, Pen(is_linked=False))
        width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
        box = {"x": -MARGIN, "y": -MARGIN, "width": width, "height": height}
        svg = shape(
            "svg",
            *("\n", shape("title", picture["title"])),
            *("\n", shape("desc", "; ".join(drawing.plain_words))),
            *("\n", shape("style", style)),
            *("\n", shape("rect", **box, rx=8, class_="paper")),
            *(part for item in drawing.shapes for part in ("\n", item)),
            "\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"{-MARGIN} {-MARGIN} {width} {height}",
            width=width,
            height=height,
            role="img",
            class_="picture",
        )
        files[f"{picture['name']}.svg"] = f"{svg}\n"
    return files
