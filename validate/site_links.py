"""Links of docs/ that lead out of it, for the site: to the repository, or a plain name without one.

A hook of MkDocs (mkdocs.yml). On GitHub such links work as they are; a site holds only docs/, and
`mkdocs build --strict` refuses what leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

_LINK = re.compile(r"\[([^\]]+)\]\((\.\./[^)\s#]+)(#[^)\s]*)?\)")
FOLDER = "validate/docs"  # of the pages, in the repository


def rewritten(text: str, repository: str) -> str:
    """The text of a page with links that lead out of docs/ leading to files of the repository.

    `repository` is its address, or empty: then the words of the link stay, without a link.
    """

    def outward(match: re.Match[str]) -> str:
        label, path, anchor = match[1], match[2], match[3] or ""
        target = posixpath.normpath(posixpath.join(FOLDER, path))
        if not repository:
            return f"{label} (`{target}` in the repository)"
        return f"[{label}]({repository.rstrip('/')}/blob/main/{target}{anchor})"

    return _LINK.sub(outward, text)


def on_page_markdown(markdown: str, *, config: Any, **_: Any) -> str:
    """MkDocs asks this for each page, before it looks at links."""
    return rewritten(markdown, config.repo_url or "")
