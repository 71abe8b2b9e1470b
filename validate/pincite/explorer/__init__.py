"""The explorer: one page that shows the tables of a package beside the passages they rest on.

The page holds its style, its script and its pictures; opened from disk it asks nobody for
anything. It is the same to the byte for the same package. schemas/EXPLORER.md says what a
package may declare for it.
"""

from __future__ import annotations

from pathlib import Path

from pincite.package import Package
from pincite.report import CannotRun

__all__ = ["explorer_html", "explorer_pictures"]


def explorer_html(package: str | Path | Package = ".", *, sources: str | Path | None = None) -> str:
    """The page of a package, opened or at a path; with `sources`, a folder, it holds their texts.

    Raises CannotRun where the package cannot be opened or its tables not be read as evidence.
    """
    from pincite.explorer.content import open_content
    from pincite.explorer.page import page

    return page(open_content(package, _folder(sources)))


def explorer_pictures(package: str | Path | Package = ".") -> dict[str, str]:
    """The pictures that the package declares, as texts of SVG files by file name."""
    from pincite.explorer.content import open_content
    from pincite.explorer.pictures import picture_files

    return picture_files(open_content(package, None))


def _folder(sources: str | Path | None) -> Path | None:
    if sources is not None and not Path(sources).is_dir():
        raise CannotRun(f"{sources}: there is no such folder of sources")
    return None if sources is None else Path(sources)
