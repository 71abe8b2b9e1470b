"""EDTF dates (ISO 8601-2) as far as the tables use them: their calendar and their bounds."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PATTERN = re.compile(r"([0-9]{4}|XXXX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def bounds(edtf: str) -> tuple[date, date]:
    """The earliest and latest day that a date covers; an unknown year spans years 1 to 9999.

    Raises ValueError where the text is no date of this subset, such as `2021-02-30`.
    """
    match = _PATTERN.fullmatch(edtf)
    if match is None:
        raise ValueError(f"{edtf!r} is no date of the form YYYY[-MM[-DD]] or XXXX[-MM[-DD]]")
    year, month, day = match.groups()
    first, last = (1, 9999) if year == "XXXX" else (int(year), int(year))
    early = date(first, int(month or 1), int(day or 1))
    late_month = int(month or 12)
    late_day = int(day) if day else calendar.monthrange(last, late_month)[1]
    return early, date(last, late_month, late_day)
