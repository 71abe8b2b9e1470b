"""How large and how deep a document may be; what is larger is refused with one clear line.

The numbers are of the machine, not of the format: within them every reader here ends in a minute
and in two gibibytes, whatever the file holds.
"""

from __future__ import annotations

from pincite.report import CannotRun

MEGABYTE = 2**20
HTML, PDF = "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKDOWN, PLAIN = "text/markdown", "text/plain"
DOCLING = "application/json"  # of all JSON, only documents that Docling exported are read
MAX_BYTES = {  # of a file, by its media type
    HTML: 20 * MEGABYTE,
    PDF: 100 * MEGABYTE,
    DOCX: 50 * MEGABYTE,
    MARKDOWN: 20 * MEGABYTE,
    DOCLING: 100 * MEGABYTE,  # most of it pictures
    PLAIN: 100 * MEGABYTE,
}
MAX_TEXT = 20_000_000  # code points of the text that is made
MAX_DEPTH = 512  # elements within each other; lexbor's time grows with the square of it
MAX_ELEMENTS = 500_000  # of a page
MAX_ATTRIBUTES = 1_000  # of one element; lexbor compares each with all before it
MAX_OPTIONS = 20_000  # of the lists of a page; lexbor compares these too
MAX_PAGES = 2_000
MAX_PAGE = 1_000_000  # characters of one page
MAX_PARTS = 10_000  # files within a DOCX file
MAX_UNPACKED = 400 * MEGABYTE  # of the parts of a DOCX file that are read
MAX_RATIO = 200  # unpacked to packed bytes of such a part, from FREE_UNPACKED on
FREE_UNPACKED = 10 * MEGABYTE
MAX_SECONDS = 60  # of the processor's time, where the system can bound it
MAX_WAIT = 180  # seconds by the clock
MAX_MEMORY = 2 * 1024 * MEGABYTE  # of the process that reads the document, where the system can
MAX_LISTED = 1_000  # numbers that a map lists of one kind of what the text lacks


class Refused(CannotRun):
    """A document that gives no text within the limits; the message says why, and what to do."""


def check_size(size: int, media_type: str, name: str) -> None:
    """Raise Refused for a file of more bytes than its type may have."""
    limit = MAX_BYTES[media_type]
    if size > limit:
        raise Refused(
            f"{name}: has {size:,} bytes; at most {limit:,} are read of {media_type}. Cut the"
            " document into parts, or save the part that you cite"
        )


def check_text(length: int) -> None:
    """Raise Refused where a text grows too long."""
    if length > MAX_TEXT:
        raise Refused(f"the text has more than {MAX_TEXT:,} characters; cut the document in parts")
