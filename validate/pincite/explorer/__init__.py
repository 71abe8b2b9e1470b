"""The explorer: one page that shows the tables of a package beside the passages they rest on.

The page holds its style, its script and its pictures, and makes no network requests. It is the
same to the byte for the same package. docs/explorer.md says what a
package may declare for it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pincite.package import Package
from pincite.report import CannotRun, Report

__all__ = ["explorer_html", "explorer_pictures"]


def explorer_html(
    package: Package,
    report: Report,
    *,
    sources: str | Path | None = None,
    is_released: bool = False,
) -> str:
    """The page of a package with what a report says of it; with `sources` it holds their texts.

    `sources` is a folder. A package without citations has a page of its tables, fields and issues.
    The page of a release says where it is written whether quotes were compared with the texts.
    Raises CannotRun where the tables cannot be read as evidence, or where there is none.
    """
    if package.convention is None:
        from pincite.explorer.tables_page import tables_page

        if sources is not None:
            raise CannotRun(f"{package.name}: declares no citations, so it has no sources to show")
        return tables_page(package, report)
    from pincite.explorer.content import open_content
    from pincite.explorer.page import page

    content = open_content(package, report, _folder(sources))
    return page(replace(content, is_released=is_released))


def explorer_pictures(package: Package, report: Report) -> dict[str, str]:
    """The pictures that the package declares, as texts of SVG files by file name."""
    from pincite.explorer.content import open_content
    from pincite.explorer.pictures import picture_files

    return picture_files(open_content(package, report, None))


def _folder(sources: str | Path | None) -> Path | None:
    if sources is not None and not Path(sources).is_dir():
        raise CannotRun(f"{sources}: there is no such folder of sources")
    return None if sources is None else Path(sources)
