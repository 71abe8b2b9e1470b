"""What is beside a quote: harmless, changing, or not understood.

A closed world: an unknown sign, abbreviation or glued letter beside a number is not harmless. The
words are data (`grammar/words/`); here is how they attach.
"""

from pincite.neighbours.looking import look, readable
from pincite.neighbours.view import Finding, View, view_of
from pincite.text.joining import BREAK

__all__ = ["BREAK", "Finding", "View", "look", "readable", "view_of"]
