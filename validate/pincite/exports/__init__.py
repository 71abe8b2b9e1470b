"""Exports: the citations of a package in the vocabularies of others, as JSON-LD.

The same evidence gives the same document: no clock, no order of chance, no text of a source beyond
the quotes that the package publishes.
"""

from pincite.exports.iris import PACKAGE, package_iri
from pincite.exports.prov import provenance
from pincite.exports.web_annotation import annotations

__all__ = ["PACKAGE", "annotations", "package_iri", "provenance"]
