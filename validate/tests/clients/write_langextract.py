"""Write a file with the real langextract: its aligner and writer, with answers typed by hand.

Run by a Python that has langextract: `python write_langextract.py TEXT ANSWERS OUT`. ANSWERS is a
JSON array of [class, text, attributes], as a model would answer; no model is asked.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from langextract import io
from langextract.core import data
from langextract.resolver import Resolver


def main(text_file: str, answers_file: str, out: str) -> None:
    """Align the answers with the text and save the annotated document."""
    text = Path(text_file).read_text(encoding="utf-8")
    answers = json.loads(Path(answers_file).read_text(encoding="utf-8"))
    wanted = [
        data.Extraction(name, words, attributes=attributes, extraction_index=at, group_index=at)
        for at, (name, words, attributes) in enumerate(answers, 1)
    ]
    aligned = list(Resolver().align(wanted, text, token_offset=0, char_offset=0))
    document = data.AnnotatedDocument(
        document_id=Path(text_file).stem, text=text, extractions=aligned
    )
    path = Path(out)
    io.save_annotated_documents(
        iter([document]), output_dir=path.parent, output_name=path.name, show_progress=False
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
