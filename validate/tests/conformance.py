"""Writes the conformance cases as JSON, and the table of who is right where.

`python tests/conformance.py` writes `conformance/cases/`, runs both validators, and writes
`conformance/results.md`.
"""

from __future__ import annotations

import base64
import csv
import importlib.util
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from conformance_cells import CONSTRAINTS, MISSING, TYPES, Group
from conformance_descriptors import FILES, OLDER, PROPERTIES
from conformance_tables import DIALECT, FOREIGN, KEYS, MATCH, Case, package, table

FOLDER = Path(__file__).parents[1] / "conformance"
ABOUT = """Made by `python tests/conformance.py`. A validator is right where its verdict is that of
the text, and where it names the rows that are wrong, and no others."""
STANDARD = "https://datapackage.org/standard"


def of_cells(groups: Iterable[Group]) -> Iterator[Case]:
    """A case for each cell of each group; the table has a second column, so no row is blank."""
    for group in groups:
        for cells, valid in ((group.right, True), (group.wrong, False)):
            for cell in cells:
                out = io.StringIO()
                csv.writer(out, lineterminator="\n").writerows([["cell", "x"], [cell, "x"]])
                field = {"name": "cell", **group.field}
                made = {"fields": [field, {"name": "x"}], **group.schema}
                files = {"datapackage.json": package(table(made)), "t.csv": out.getvalue()}
                says = f"{group.says}: {cell}"
                yield Case("table-schema", group.section, says, files, valid, () if valid else (2,))


SUITE: Mapping[str, list[Case]] = {
    "types": [*of_cells(TYPES)],
    "constraints": [*of_cells(CONSTRAINTS)],
    "missing-values": [*of_cells(MISSING)],
    "keys": KEYS,
    "foreign-keys": FOREIGN,
    "fields-match": MATCH,
    "dialect": DIALECT,
    "descriptors": PROPERTIES,
    "files": FILES,
    "older-versions": OLDER,
}


def as_json(name: str, cases: Iterable[Case]) -> dict[str, Any]:
    """A file of cases."""
    made = []
    for number, case in enumerate(cases, 1):
        files = {path: _as_json(content) for path, content in case.files.items()}
        rows = {"rows": list(case.rows)} if case.rows else {}
        made.append(
            {
                "id": f"{name}-{number:03}",
                "clause": f"{STANDARD}/{case.page}/#{case.section}",
                "says": case.says,
                "valid": case.valid,
                **rows,
                "files": files,
            }
        )
    return {"standard": "Data Package 2.0", "cases": made}


def _as_json(content: Any) -> Any:
    is_bytes = isinstance(content, bytes)
    return {"base64": base64.b64encode(content).decode()} if is_bytes else content


def texts() -> dict[str, str]:
    """The files of the suite by their names."""
    return {
        f"cases/{name}.json": json.dumps(as_json(name, cases), indent=1, ensure_ascii=False) + "\n"
        for name, cases in SUITE.items()
    }


def runner() -> ModuleType:
    """The module of the runner, which needs nothing of this project."""
    spec = importlib.util.spec_from_file_location("conformance_run", FOLDER / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def results(versions: Mapping[str, str]) -> str:
    """The table of who is right where; `versions` are those of the validators by name."""
    run = runner()
    cases = list(run.read_cases())
    answers = {tool: [run.ask(case, run.TOOLS[tool]) for case in cases] for tool in versions}
    right = {
        tool: [run.is_right(*pair) for pair in zip(cases, found, strict=True)]
        for tool, found in answers.items()
    }
    names = [case["id"].rpartition("-")[0] for case in cases]
    heads = " | ".join(f"{tool} {version}" for tool, version in versions.items())
    rule = "---|" * len(versions)
    lines = ["# Who is right where", "", ABOUT, "", f"| cases | | {heads} |", f"|---|---|{rule}"]
    for name in dict.fromkeys(names):
        at = [number for number, own in enumerate(names) if own == name]
        sums = " | ".join(str(sum(right[tool][number] for number in at)) for tool in versions)
        lines.append(f"| [{name}](cases/{name}.json) | {len(at)} | {sums} |")
    sums = " | ".join(str(sum(right[tool])) for tool in versions)
    lines += [f"| all | {len(cases)} | {sums} |", "", "## Where one of them is not", ""]
    lines.append(f"| case | clause | what it says | is | {' | '.join(versions)} |")
    lines.append(f"|---|---|---|---|{rule}")
    for number, case in enumerate(cases):
        if all(right[tool][number] for tool in versions):
            continue
        told = [
            "right" if right[tool][number] else run.said(answers[tool][number]) for tool in versions
        ]
        wanted = run.said(run.Answer(case["valid"], frozenset(case.get("rows", ()))))
        section = case["clause"].removeprefix(f"{STANDARD}/")
        says = case["says"].replace("|", "\\|")
        shown = [case["id"], f"[{section}]({case['clause']})", says, wanted, *told]
        lines.append(f"| {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FOLDER / "cases").mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    from importlib.metadata import version

    made = results({name: version(name) for name in ("pincite", "frictionless")})
    (FOLDER / "results.md").write_text(made, encoding="utf-8")
