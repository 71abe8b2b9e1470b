"""Regular expressions that are compiled at first use: at import they took a tenth of start-up.

Use `lazy` in modules that every run imports. Where an expression is made of another one, take the
other's `pattern`, which compiles nothing.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer")


class _Later:
    """Takes the place of a `re.Pattern`, whose methods become its own attributes at first use."""

    def __init__(self, pattern: str, flags: int):
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """The method of a name; the next time it is found without coming here."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy compiles anew: methods of patterns cannot be copied."""
        return lazy, (self.pattern, self._flags)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression by its methods alone, compiled at the first call of one of them.

    For expressions of a module that not every run needs. A mistake in one shows at first use, so
    each of them must be met by a test.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))
