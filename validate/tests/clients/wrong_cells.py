"""Who catches a wrong cell? `python tests/clients/wrong_cells.py [PYTHON]` prints the table.

Cells of our own writing in the shapes in which cells go wrong, given to `pincite.verify` and to
five tools that check quotes or values without a model. PYTHON has them (`pip install llmground
corroborate gtrex instructor langextract`); without it only pincite is asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pincite

PROGRAM = Path(__file__).parent / "programs/catch_cells.py"


class Story(NamedTuple):
    """A text with a cell of one actor, hedged, and a cell of the same kind of another one."""

    language: str
    text: str
    method: str
    actor: str
    quote: str
    value: str
    qualifier: str
    bare: str  # the quote without its hedge, and without a noun
    other: str
    other_quote: str
    other_value: str
    alien: tuple[str, str]  # a quote of another kind, and its number


STORIES = [
    Story(
        "en",
        "In 2024 the Lund mill employed up to 1,250 people. Exports rose 12 percent."
        " Ystad employed 930.",
        "count",
        "Lund",
        "up to 1,250 people",
        "1250",
        "at_most",
        "1,250",
        "Ystad",
        "930",
        "930",
        ("12 percent", "12"),
    ),
    Story(
        "en",
        "Arden Rail will spend about 3.4 billion euros by 2030;"
        " Brook Rail will spend 2.1 billion euros.",
        "amount",
        "Arden Rail",
        "about 3.4 billion euros",
        "3400000000",
        "about",
        "3.4 billion euros",
        "Brook Rail",
        "2.1 billion euros",
        "2100000000",
        ("by 2030", "2030"),
    ),
    Story(
        "en",
        "Output at Dover grew by at least 14%, while Calais grew by 9%. Dover has 38 cranes.",
        "percent",
        "Dover",
        "at least 14%",
        "14",
        "at_least",
        "14%",
        "Calais",
        "9%",
        "9",
        ("38 cranes", "38"),
    ),
    Story(
        "de",
        "Das Werk Gera zählte 2024 rund 2.450 Beschäftigte, Jena 1.870."
        " Der Umsatz stieg um 6 Prozent.",
        "count",
        "Gera",
        "rund 2.450 Beschäftigte",
        "2450",
        "about",
        "2.450",
        "Jena",
        "1.870",
        "1870",
        ("6 Prozent", "6"),
    ),
    Story(
        "ja",
        "松山工場は約1250人、高知工場は930人を雇用する。輸出は12%増えた。",
        "count",
        "松山",
        "約1250人",
        "1250",
        "about",
        "1250人",
        "高知",
        "930人",
        "930",
        ("12%", "12"),
    ),
    Story(
        "zh",
        "桂林工厂约有1250人，南宁工厂有930人。出口增长12%。",
        "count",
        "桂林",
        "约有1250人",
        "1250",
        "about",
        "1250人",
        "南宁",
        "930人",
        "930",
        ("12%", "12"),
    ),
]
KINDS = {  # and whether it should pass
    "right": True,
    "two digits of the value swapped": False,
    "value ten times too high": False,
    "quote that is not in the text": False,
    "hedge cut off": False,
    "number of another kind": False,
    "same kind, another actor": False,
}


def cases() -> Iterator[dict[str, Any]]:
    """Each story in each kind."""
    for story in STORIES:
        base = {
            "text": story.text,
            "language": story.language,
            "method": story.method,
            "quote": story.quote,
            "value": story.value,
            "qualifier": story.qualifier,
            "subject": story.actor,
            "others": [story.other],
        }
        quoted = next(piece for piece in story.quote.split() if any(map(str.isdigit, piece)))
        swapped = story.value[1] + story.value[0] + story.value[2:]
        invented = quoted.replace(quoted[-1] if quoted[-1].isdigit() else "1", "7", 1)
        changes: dict[str, dict[str, Any]] = {
            "right": {},
            "two digits of the value swapped": {"value": swapped},
            "value ten times too high": {"value": story.value + "0"},
            "quote that is not in the text": {"quote": story.quote.replace(quoted, invented)},
            "hedge cut off": {"quote": story.bare, "qualifier": "none"},
            "number of another kind": {"quote": story.alien[0], "value": story.alien[1]},
            "same kind, another actor": {"quote": story.other_quote, "value": story.other_value},
        }
        for kind, change in changes.items():
            case = base | change
            if kind in ("number of another kind", "same kind, another actor"):
                case["qualifier"] = None
            yield {"kind": kind, **case}


def pincite_passes(case: dict[str, Any]) -> bool:
    """Whether pincite proves the cell."""
    names = ("method", "language", "value", "qualifier", "subject", "others")
    given = {name: case[name] for name in names}
    return pincite.verify(case["text"], case["quote"], **given).verdict == "proved"


def verdicts(python: str | None) -> tuple[list[dict[str, Any]], dict[str, list[bool]]]:
    """The cases, and by tool which of them it lets pass."""
    asked = list(cases())
    found = {f"pincite {pincite.__version__}": [pincite_passes(case) for case in asked]}
    if python is not None:
        done = subprocess.run(
            [python, str(PROGRAM)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
        found |= json.loads(done.stdout)
    return asked, found


GIVEN = {"llmground": "value", "corroborate": "value", "gtrex": "quote"}  # the others take both
ABOUT = {  # what alone differs from the right cell
    "two digits of the value swapped": "value",
    "value ten times too high": "value",
    "quote that is not in the text": "quote",
    "hedge cut off": "quote",
}


def table(python: str | None = None) -> str:
    """A Markdown table: how many right cells pass, and how many wrong ones are told from them.

    Who refuses the right cell as well has told nothing. A dash: the tool is not given what differs.
    """
    asked, found = verdicts(python)
    kinds = [case["kind"] for case in asked]
    lines = [f"| cell | {' | '.join(found)} |", f"|---|{'---|' * len(found)}"]
    for kind, should_pass in KINDS.items():
        row = []
        for name, passed in found.items():
            of_kind = [p for p, other in zip(passed, kinds, strict=True) if other == kind]
            right = [p for p, other in zip(passed, kinds, strict=True) if other == "right"]
            told = sum(r and (p == should_pass) for p, r in zip(of_kind, right, strict=True))
            given = GIVEN.get(name.split()[0])
            is_given = given is None or ABOUT.get(kind, given) == given
            row.append(f"{told} of {len(of_kind)}" if is_given else "–")
        lines.append(f"| {kind} | {' | '.join(row)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(sys.argv[1] if len(sys.argv) > 1 else None))
