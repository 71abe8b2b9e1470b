"""Which cells other tools let pass: run by a Python that has them, JSON in and JSON out.

Each tool is asked as its own documentation does it, without a model. A tool that is not installed
is left out. What passes is true.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import Any

Case = dict[str, Any]


def llmground() -> Callable[[Case], bool]:
    """The value as a number, looked for in the text."""
    from llmground import Verdict, verify

    def passes(case: Case) -> bool:
        number = Decimal(case["value"])
        value = int(number) if number == number.to_integral() else float(number)
        report = verify({"value": value}, case["text"])
        return bool(report.results[0].verdict is Verdict.GROUNDED)

    return passes


def corroborate() -> Callable[[Case], bool]:
    """An answer with the value, checked against the text."""
    from corroborate import check_answer

    def passes(case: Case) -> bool:
        answer = f"The number is {case['value']}."
        report = check_answer(query="What is it?", retrieved_chunks=[case["text"]], answer=answer)
        return bool(report.ok())

    return passes


def gtrex() -> Callable[[Case], bool]:
    """The quote."""
    from gtrex import Policy, Verifier

    return lambda case: bool(Verifier(case["text"], Policy()).verify(case["quote"]).grounded)


def instructor() -> Callable[[Case], bool]:
    """A model with a value and its quotes; those that are not in the text are dropped."""
    from instructor import CitationMixin
    from pydantic import BaseModel

    class Cell(CitationMixin, BaseModel):  # type: ignore[misc, valid-type]
        value: str

    def passes(case: Case) -> bool:
        found = Cell.model_validate(
            {"value": case["value"], "substring_quotes": [case["quote"]]},
            context={"context": case["text"]},
        )
        return bool(found.substring_quotes)

    return passes


def langextract() -> Callable[[Case], bool]:
    """An extraction with the value as an attribute, aligned with the text."""
    from langextract.core.data import Extraction
    from langextract.resolver import Resolver

    def passes(case: Case) -> bool:
        wanted = Extraction("number", case["quote"], attributes={"value": case["value"]})
        (found,) = Resolver().align([wanted], case["text"], token_offset=0, char_offset=0)
        return found.char_interval is not None

    return passes


TOOLS = (llmground, corroborate, gtrex, instructor, langextract)


def main() -> None:
    """Read the cases from standard input, and print what each tool lets pass."""
    cases = json.load(sys.stdin)
    found = {}
    for tool in TOOLS:
        try:
            name = f"{tool.__name__} {version(tool.__name__)}"
            passes = tool()
        except (ImportError, PackageNotFoundError):
            continue
        found[name] = [passes(case) for case in cases]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
