"""Extractors: what other programs found in a text becomes citations, as far as it proves."""

from pincite.extractors.importing import Outcome, import_extractions
from pincite.extractors.langextract import read_langextract
from pincite.extractors.mapping import read_mapping

__all__ = ["Outcome", "import_extractions", "read_langextract", "read_mapping"]
