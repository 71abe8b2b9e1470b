"""The proof beside the data: citations as Web Annotations and PROV-O, and the explorer's page."""

from __future__ import annotations

from pincite.explorer import explorer_html
from pincite.exports import annotations as web_annotations
from pincite.exports import package_iri, provenance
from pincite.files.write import json_text
from pincite.releases.content import Content, Files


def citation_files(content: Content, _: Files) -> Files:
    """`annotations.jsonld` and `provenance.jsonld`; none for a package without citations."""
    if content.evidence is None:
        return {}
    base = package_iri(content.package.name, content.package.version)
    return {
        "annotations.jsonld": json_text(web_annotations(content.evidence, base)).encode(),
        "provenance.jsonld": json_text(provenance(content.evidence, base)).encode(),
    }


def explorer_file(content: Content, _: Files) -> Files:
    """`explorer.html`; it never holds the text of a source."""
    if content.evidence is None:
        return {}
    return {"explorer.html": explorer_html(content.package.folder).encode()}
