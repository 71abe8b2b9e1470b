"""CITATION.cff says of the data set what its descriptor says."""

from __future__ import annotations

from pincite.package import open_package
from pincite.releases.metadata import Details, citation_text
from support import ROOT


def test_the_citation_file_is_that_of_the_descriptor() -> None:
    found = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    expected = citation_text(Details.of(open_package(ROOT)))
    assert found == expected, "take the one that `pincite release` writes"
