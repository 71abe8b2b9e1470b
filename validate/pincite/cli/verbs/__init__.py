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
    "locate": "find a phrase's offset in a source",
    "diff": "say what changed between two versions",
    "coverage": "list what no citation or note covers",
    "explain": "say what an issue code means",
}
