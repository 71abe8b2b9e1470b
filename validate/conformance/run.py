"""Run the conformance cases against a validator of Data Packages.

`python run.py pincite` or `python run.py frictionless` needs that validator and nothing else. It
prints the cases in which the validator says something else than the text of the standard, and
counts them; `--json FILE` writes all answers. Other validators: add a function to TOOLS that takes
the path of a descriptor and gives an Answer.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

CASES = Path(__file__).parent / "cases"


class Answer(NamedTuple):
    """What a validator says of a package: whether it is valid, and the numbers of wrong rows.

    `broken` is what it raised, where it gave no answer.
    """

    valid: bool
    rows: frozenset[int] = frozenset()
    broken: str = ""


def pincite(descriptor: Path) -> Answer:
    """The answer of pincite."""
    import pincite

    errors = pincite.validate(descriptor.parent).errors
    rows = (issue.place.row for issue in errors)
    return Answer(not errors, frozenset(row for row in rows if row is not None))


def frictionless(descriptor: Path) -> Answer:
    """The answer of frictionless-py."""
    import frictionless

    report = frictionless.validate(str(descriptor))
    rows = (row for (row,) in report.flatten(["rowNumber"]) if row is not None)
    return Answer(report.valid, frozenset(rows))


TOOLS: dict[str, Callable[[Path], Answer]] = {"pincite": pincite, "frictionless": frictionless}


def read_cases(folder: Path = CASES) -> Iterator[dict[str, Any]]:
    """All cases, in a fixed order."""
    for path in sorted(folder.glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["cases"]


def write_files(case: dict[str, Any], folder: Path) -> Path:
    """Write the files of a case to a folder; its descriptor."""
    for name, content in case["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_bytes(content.encode())
        elif isinstance(content, dict) and content.keys() == {"base64"}:
            path.write_bytes(base64.b64decode(content["base64"]))
        else:
            path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder / "datapackage.json"


def ask(case: dict[str, Any], tool: Callable[[Path], Answer]) -> Answer:
    """What a validator says of a case."""
    with tempfile.TemporaryDirectory() as folder:
        descriptor = write_files(case, Path(folder))
        try:
            return tool(descriptor)
        except Exception as error:
            return Answer(valid=False, broken=f"{type(error).__name__}: {error}")


def is_right(case: dict[str, Any], answer: Answer) -> bool:
    """Whether an answer is the expected one: the verdict, and the wrong rows where they are given.

    A validator that broke down has not answered.
    """
    rows = frozenset(case.get("rows", ()))
    return not answer.broken and answer.valid == case["valid"] and (not rows or rows == answer.rows)


def said(answer: Answer) -> str:
    """An answer in a few words."""
    if answer.broken:
        return "breaks down"
    rows = ", ".join(map(str, sorted(answer.rows)))
    return "valid" if answer.valid else "not valid" + (f", row {rows}" if rows else "")


def as_json(case: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """An answer as JSON types."""
    told = {"valid": answer.valid, "rows": sorted(answer.rows), "broken": answer.broken}
    return {**told, "right": is_right(case, answer)}


def main() -> int:
    """Run all cases; 1 where the validator differs from the text of the standard."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("--cases", type=Path, default=CASES, help="another folder of cases")
    parser.add_argument("--json", type=Path, help="write all answers to this file")
    options = parser.parse_args()
    answers = [(case, ask(case, TOOLS[options.tool])) for case in read_cases(options.cases)]
    wrong = [(case, answer) for case, answer in answers if not is_right(case, answer)]
    for case, answer in wrong:
        wanted = said(Answer(case["valid"], frozenset(case.get("rows", ()))))
        print(f"{case['id']}: is {wanted}; {options.tool} says {said(answer)} {answer.broken}")
    print(f"{len(answers) - len(wrong)} of {len(answers)} as the standard has it")
    if options.json:
        found = {case["id"]: as_json(case, answer) for case, answer in answers}
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
