"""The verbs, a module each: `add_arguments` says what it takes, `run` does it.

A verb's module is imported only when its verb is asked for: start-up counts.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["VERBS"]

VERBS: Mapping[str, str] = {
    "validate": "check a package and prove its cells",
    "build": "compile seeds/ into the tables and their copies",
    "trace": "show where cells come from",
    "explore": "make a page that shows the tables beside their passages",
    "locate": "find a phrase's offset in a source",
    "coverage": "list what no citation or note covers",
    "explain": "say what an issue code means",
}
