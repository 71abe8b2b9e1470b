"""Authoring: seed rows that a program writes for a person, checked before they are written."""

from pincite.authoring.cite import cite
from pincite.authoring.desk import Desk
from pincite.authoring.request import Cited, Citing
from pincite.authoring.sources import new_source
from pincite.authoring.uncite import uncite

__all__ = ["Cited", "Citing", "Desk", "cite", "new_source", "uncite"]
