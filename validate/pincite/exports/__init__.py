"""Exports: the citations of a package in the vocabularies of others, as JSON-LD.

The same evidence gives the same document: no clock, no order of chance, no text of a source beyond
the quotes that the package publishes.
"""

from pincite.exports.json_ld import PACKAGE, package_iri, provenance, web_annotations

__all__ = ["PACKAGE", "package_iri", "provenance", "web_annotations"]
