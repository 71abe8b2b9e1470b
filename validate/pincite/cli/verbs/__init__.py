"""The verbs, a module each: `add_arguments` says what it takes, `run` does it.

A verb's module is imported only when its verb is asked for: start-up counts.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["VERBS"]

VERBS: Mapping[str, str] = {
    "validate": "check a package and prove its cells",
    "build": "compile seeds/ into the tables and their copies",
    "release": "write the package in every format, checked and reproducible",
    "trace": "show where cells come from",
    "explore": "make a page that shows the tables beside their passages",
    "verify": "say which quotes prove their values, a case a line",
    "locate": "find a phrase's offset in a source",
    "diff": "say what changed between two versions",
    "reanchor": "find the quotes of a source again in a new edition of its file",
    "coverage": "list what no citation or note covers",
    "new-source": "add a source to the seeds",
    "cite": "write a citation of a cell, checked",
    "uncite": "take a citation of a cell back",
    "import": "make citations of what an extractor found",
    "export": "give the citations as Web Annotations or PROV",
    "explain": "say what an issue code means",
}
