"""PDF to text: the characters that PDFium says are printed, in its order; the gaps are ours.

PDFium also guesses blanks and line ends, and guesses otherwise in other versions; the characters
and their boxes were the same in all that were compared. `pdf_text.py` makes the text of them.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pincite.report import counted
from pincite.sources.limits import MAX_PAGE, MAX_PAGES, Refused
from pincite.sources.losses import LeftOut
from pincite.sources.made import Made
from pincite.sources.pdf_text import Glyph, Typesetter

MOST_UNKNOWN = 0.2  # of the characters
_INVISIBLE = 3  # text rendering mode, ISO 32000-1, table 106
_HYPHENS = (0x02, 0xFFFE)  # PDFium's mark for a hyphen at the end of a line
_FAULTS = {  # FPDF_GetLastError
    "password": "is encrypted: open it with its password and save it without one",
    "format": "is not a PDF file, or is broken",
    "security": "is encrypted in a way that is not read: save it without protection",
}


def read_pdf(data: bytes, name: str) -> Made:
    """The text of a PDF file and its map; raises Refused for what gives none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        says = str(error).lower()
        why = next((why for word, why in _FAULTS.items() if word in says), "cannot be opened")
        raise Refused(f"{name}: {why}") from error
    try:
        return _Reading(document, name).made(str(pypdfium2.version.PYPDFIUM_INFO.version))
    finally:
        document.close()


class _Reading:
    """The pages of a document, one open at a time."""

    def __init__(self, document: Any, name: str) -> None:
        self.document, self.name = document, name
        self.typesetter = Typesetter()
        self.left_out = LeftOut()
        self.bare: list[int] = []  # pages without text
        self.frame = (0.0, 0.0, 0.0, 0.0)  # of the page that is open: what of it is shown
        self.hidden: Counter[str] = Counter()

    def made(self, version: str) -> Made:
        """The text and its map."""
        number_of_pages = len(self.document)
        if number_of_pages > MAX_PAGES:
            raise Refused(
                f"{self.name}: has {number_of_pages:,} pages; at most {MAX_PAGES:,} are read"
            )
        for number in range(1, number_of_pages + 1):
            self._page(number)
        if len(self.bare) == number_of_pages:
            raise Refused(
                f"{self.name}: no text on {_listed(self.bare)}: they are pictures, such as scans."
                " Recognise the text with a program for that, read it over, and add the result"
            )
        made = self.typesetter.made("pypdfium2", version)
        unknown = made.changed.get("character without a meaning", 0)
        if unknown > MOST_UNKNOWN * len(made.text):
            raise Refused(
                f"{self.name}: its fonts do not say which characters {unknown:,} of"
                f" {len(made.text):,} signs are. Export it again, with fonts that can be searched"
            )
        if unknown:
            says = "signs whose font does not say which character they are: U+FFFD in the text"
            made.warnings.append(f"{unknown:,} {says}")
        made.left_out = self.left_out.to_list()
        if self.bare:
            made.warnings.append(f"no text on {_listed(self.bare)}: pictures of text are not read")
        for what, count in sorted(self.hidden.items()):
            made.warnings.append(f"{what}, and kept: {counted(count, 'pieces')} of text")
        return made

    def _page(self, number: int) -> None:
        import pypdfium2
        import pypdfium2.raw as pdfium

        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise Refused(f"{self.name}: page {number} is broken") from error
        text_page = pdfium.FPDFText_LoadPage(page)
        try:
            self.typesetter.begin_page(number, page.get_size())
            self.frame = page.get_bbox()
            count = pdfium.FPDFText_CountChars(text_page)
            if count > MAX_PAGE:
                raise Refused(f"{self.name}: page {number} has more than {MAX_PAGE:,} characters")
            printed = 0
            for glyph in _glyphs(pdfium, text_page, count):
                printed += not glyph.char.isspace()
                self.typesetter.set(glyph, _Asked(pdfium, text_page))
            self.typesetter.end_page()
            if printed == 0:
                self.bare.append(number)
            else:
                self._look_for_hidden(pdfium, text_page)
            self._annotations(pdfium, page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
            page.close()

    def _look_for_hidden(self, pdfium: Any, text_page: Any) -> None:
        """Count the pieces of a page that nobody sees: invisible, off the page or tiny."""
        from_left, from_below, width, height = self.frame
        for index, box, glyph_height in self.typesetter.firsts:
            left, bottom, right, top = box
            text_object = pdfium.FPDFText_GetTextObject(text_page, index)
            mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
            if mode == _INVISIBLE:
                self.hidden["invisible, as text recognition puts it over a picture"] += 1
            elif right < from_left or top < from_below or left > width or bottom > height:
                self.hidden["outside of the page"] += 1
            elif glyph_height < 1:
                self.hidden["less than one point high"] += 1

    def _annotations(self, pdfium: Any, page: Any) -> None:
        """What is written in forms and comments: not printed by the page itself."""
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), 10_000)):
            annotation = pdfium.FPDFPage_GetAnnot(page, at)
            if not annotation:
                continue
            for key, why in ((b"V", "filled in a form"), (b"Contents", "comment")):
                text = _string(pdfium, annotation, key)
                if text:
                    self.left_out.add(why, text)
            pdfium.FPDFPage_CloseAnnot(annotation)


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2 or length > MAX_PAGE:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


def _listed(pages: list[int]) -> str:
    """Page numbers in words, runs of them joined."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    names = [str(one) if one == other else f"{one} to {other}" for one, other in runs]
    more = f" and {len(names) - 20} more runs" if len(names) > 20 else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(names[:20])}{more}"


class _Asked:
    """What is rarely asked of a character: its writing direction and its baseline."""

    def __init__(self, pdfium: Any, text_page: Any) -> None:
        self._pdfium, self._text_page = pdfium, text_page

    def quarter(self, index: int) -> int:
        """How many quarters of a turn a character is rotated, anticlockwise."""
        angle = self._pdfium.FPDFText_GetCharAngle(self._text_page, index)
        return round(angle / 1.5707963) % 4 if angle >= 0 else 0

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character sits on its baseline."""
        x, y = ctypes.c_double(), ctypes.c_double()
        self._pdfium.FPDFText_GetCharOrigin(self._text_page, index, x, y)
        return x.value, y.value


def _glyphs(pdfium: Any, text_page: Any, count: int) -> Iterator[Glyph]:
    """The characters of a page; those that PDFium guessed are marked."""
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    is_generated, has_error = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_HasUnicodeMapError
    box = pdfium.FS_RECTF()
    high = 0
    for index in range(count):
        code = unicode_of(text_page, index)
        if 0xD800 <= code < 0xDC00:  # where wide characters have two bytes
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code in (10, 13, 32) and is_generated(text_page, index) == 1:
            yield Glyph(index, "\n" if code in (10, 13) else " ", (0.0, 0.0, 0.0, 0.0), True)
            continue
        if code in _HYPHENS:
            char = "-"
        elif has_error(text_page, index) == 1 or code < 32 or 0x7F <= code < 0xA0:
            char = "\ufffd" if code not in (9, 10, 13) else " "
        else:
            char = chr(code)
        box_of(text_page, index, box)
        yield Glyph(index, char, (box.left, box.bottom, box.right, box.top), False)
