"""Every way in which a text can be wrong that its type allows, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

ALIKE = dict(zip("aceiopxyACEHKMOPTX", "асеіорхуАСЕНКМОРТХ", strict=True))
BLANKS = (" ", "\u00a0", "\u200b", "\t")
UNITS = (
    ("billion", "million"),
    ("million", "billion"),
    ("yen", "euros"),
    ("euros", "yen"),
    ("億", "万"),
    ("亿", "万"),
    ("%", "percentage points"),
    ("percent", "percentage points"),
    ("Mio.", "Mrd."),
)
Change = tuple[str, str]  # kind, changed text


def changes(text: str, kind: str, codes: Sequence[str], others: Sequence[str]) -> Iterator[Change]:
    """The changed texts of a cell, none of them twice and none as it was.

    `kind` is the field's type, `codes` are its other codes, `others` the cells of other records.
    """
    seen = {text}
    for name, changed in _all(text, kind, codes, others):
        if changed not in seen:
            seen.add(changed)
            yield name, changed


def _all(text: str, kind: str, codes: Sequence[str], others: Sequence[str]) -> Iterator[Change]:
    yield from (("neighbour code", code) for code in codes)
    yield from (("neighbour record", other) for other in others)
    if text == "":
        return
    yield "emptied", ""
    for at, char in enumerate(text):
        if char.isdecimal():
            yield "digit", text[:at] + str((int(char) + 1) % 10) + text[at + 1 :]
    yield from _numbers(text, kind)
    yield from (("unit", text.replace(old, new)) for old, new in UNITS if old in text)
    yield from _letters(text)
    yield from (("whitespace", blank + text) for blank in BLANKS)
    yield from (("whitespace", text + blank) for blank in BLANKS)
    if " " in text:
        yield "whitespace", text.replace(" ", "  ", 1)
        yield "whitespace", text.replace(" ", "\u00a0", 1)
    yield "cropped", text[1:]
    yield "cropped", text[:-1]


def _numbers(text: str, kind: str) -> Iterator[Change]:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return
    yield "sign", text[1:] if text.startswith("-") else f"-{text}"
    if not value.is_finite():
        return
    yield "magnitude", f"{value * 10:f}"
    yield "magnitude", f"{value / 10:f}"
    if kind == "integer" or "." not in text:
        yield "off by one", str(value + 1)
        yield "off by one", str(value - 1)


def _letters(text: str) -> Iterator[Change]:
    letters = [at for at, char in enumerate(text) if char in ALIKE]
    for at in {letters[0], letters[len(letters) // 2], letters[-1]} if letters else ():
        yield "homoglyph", text[:at] + ALIKE[text[at]] + text[at + 1 :]
    cased = [at for at, char in enumerate(text) if char.swapcase() != char]
    for at in {cased[0], cased[-1]} if cased else ():
        yield "case", text[:at] + text[at].swapcase() + text[at + 1 :]
    yield "case", text.swapcase()
