"""What every program here prints: the tables that its client read, as texts, and other facts.

A program is called with the folder of a release and the folder with its unfolded data package. It
imports one client and nothing of pincite, and ends with an error where the client refuses.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

RELEASE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
UNFOLDED = Path(sys.argv[2]) if len(sys.argv) > 2 else Path()


def text(value: Any) -> str:  # noqa: PLR0911
    """A value as its text in a CSV file; nothing for what is missing."""
    if value is None or value != value:  # noqa: PLR0124
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime) and value.time() == time():  # some have no type for days alone
        return value.date().isoformat()
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "unsplit"):  # an address, to csvw
        return str(value.unsplit())
    if isinstance(value, float | Decimal) and value == int(value):
        return str(int(value))
    return str(value)


def show(tables: Mapping[str, Iterable[Iterable[Any]]], **facts: Any) -> None:
    """Print tables, each its header and its rows, and facts."""
    rows = {
        name: [[text(value) for value in row] for row in table] for name, table in tables.items()
    }
    json.dump({"tables": rows, **facts}, sys.stdout)


def file(suffix: str) -> Path:
    """The one file of the release with a suffix."""
    (found,) = RELEASE.glob(f"*{suffix}")
    return found
