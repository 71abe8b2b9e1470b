"""What the C gives; `native.py` says what the numbers mean."""

from collections.abc import Sequence
from typing import Any

PATHS: tuple[str, ...]

class TextSet:
    def add(self, text: bytes, /) -> None: ...
    def update(self, other: TextSet, /) -> None: ...
    def texts(self) -> list[bytes]: ...
    def __contains__(self, text: bytes, /) -> bool: ...
    def __len__(self) -> int: ...

Key = tuple[bool, TextSet | None, tuple[tuple[int, int], ...]]

class Sieve:
    def __new__(
        cls,
        delimiter: int,
        quote: int,
        path: str,
        automata: tuple[tuple[bytes, bytes, int, int], ...],
        rules: tuple[int, ...],
        missing: tuple[int, ...],
        is_blank_told: bool,
        keys: tuple[Any, ...],
        references: tuple[Any, ...],
        kept: tuple[Any, ...],
        secret: bytes | None = None,
        /,
    ) -> Sieve: ...
    def sift(
        self, chunk: bytes, is_last: bool, /
    ) -> tuple[int, int, int, bytes, bytes, list[bytes]]: ...
    def places(self, chunk: bytes, wanted: bytes, is_last: bool, /) -> bytes: ...

def hash_of(text: bytes, secret: bytes | None = None, /) -> int: ...
def repeated(hashes: Sequence[Any], /) -> bytes: ...
