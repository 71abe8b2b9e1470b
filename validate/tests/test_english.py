"""Plain English: idioms that readers had to decode are in no message and in no document."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from support import ROOT

CODE = ROOT / "validate/pincite"
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "schemas/*.md", "seeds/*.md", "validate/*.md", "validate/docs/*.md")
    for path in ROOT.glob(pattern)
)
IDIOMS = {  # a pattern, and what to write in its place
    r"(?<!there )\b(?:is|are|was) no (?!longer\b|more\b)(?=\w|…)": "is not a valid …, has no …",
    r"\b(?:stands?|stood|standing)\b": "is, is written, means",
    r"\bthat there (?:is|are|was) not\b": "that does not exist, unknown",
    r"\bof (?:its|their|one's) own\b": "its own …, separate",
    r"\bby nobody\b": "not … by anybody, un…ed",
    r"\bmend(?:s|ed|ing)?\b": "fix, correct",
}
# Thirty sentences that a reader had to decode, by words of each: they are rewritten.
DECODED = (
    *("clumsy machine", "others are labelled", "has the text in a folder", "asks nobody"),
    *("in the dark and on a phone", "one's own machine", "so read by them", "stays a text"),
    *("Other people's packages", "belong to somebody else", "pplies what is sure", "alone knows"),
    *("but for eight bytes", "read exactly, record by record", "that no writer writes"),
    *("found nothing, so that one", "has no place for", "come and go whole", "no program sees"),
    *("none of these may be `", "claims nothing", "and each is used:", "two characters of a run"),
    *("do not change its reading, and", "never passed over", "record that there is"),
    *("or names an unknown source", "another number of rows", "rests on nothing being said"),
    "the above first",
)
FOUND = re.compile("|".join(f"(?:{pattern})" for pattern in IDIOMS), re.IGNORECASE)


# What is counted: in words with `counted`, which says "1 row" and "2,000 rows".
NOUNS = re.compile(
    r" (?:more |different |filled |wrong )?(?:addresses|attributes|bytes|cases|cells|changes"
    r"|characters|citations|columns|documents|elements|entries|errors|facts|faults|fields|files"
    r"|groups|issues|keys|labels|lines|links|notes|objects|ones|options|packages|pages|parts"
    r"|passages|phrases|pieces|places|quotes|records|resources|rows|scripts|sheets|signs|sources"
    r"|steps|tables|texts|times|values|warnings|words|years)\b"
)
NEVER_ONE = {  # what is more than one where it is said, by file
    "checks/tables.py": {"scan.counts.rows"},
    "cli/evidence.py": {"len(same)"},
    "cli/packages.py": {"len(release.files) + 1"},
    "cli/suggesting.py": {"len(found.tables)"},
    "descriptor/yaml_documents.py": {"len(text)"},
    "explorer/article.py": {"row", "length"},
    "explorer/html.py": {"len(text)"},
    "explorer/issue_list.py": {"len(group)", "n"},
    "explorer/report_page.py": {"len(runs)"},
    "explorer/tables_page.py": {"len(table.first)"},
    "files/addresses/fetching.py": {"int(stated)", "limit"},
    "grammar/languages/en_dates.py": {"word"},
    "package/bare.py": {"len(resources)"},
    "proof/coverage.py": {"words"},
    "render/services.py": {"len(issues)"},
    "report/visible.py": {"len(text)"},
    "seeds/imports.py": {"len(spans)", "len(found)"},
    "seeds/one_cell.py": {"len(found)"},
    "seeds/request.py": {"len(starts)"},
    "sources/docx.py": {"limit"},
    "sources/limits.py": {"size"},
    "sources/pdf.py": {"number_of_pages", "len(made.text)"},
    "tables/csv_records.py": {"below"},
    "tables/database_rows.py": {"len(data)"},
    "tables/inference/deciding.py": {"len(values)", "sum(counts.values())"},
    "tables/inference/keys.py": {"much"},
    "tables/json_lines.py": {"len(found)"},
    "tables/json_records.py": {"len(value)", "len(keys)"},
    "tables/reader.py": {"len(self._names)", "len(row.cells)"},
    "tables/sheets.py": {"len(names)"},
    "types/constraints.py": {"longest"},
    "types/json_schemas.py": {"self._most"},
}
Texts = list[tuple[int, str]]


def strings(path: Path) -> Texts:
    """The texts of a module but its docstrings, with their lines; `…` is what is filled in."""
    return _texts(path)[0]


def remarks(path: Path) -> Texts:
    """The docstrings and comments of a module, with their lines."""
    return _texts(path)[1]


@cache
def _texts(path: Path) -> tuple[Texts, Texts]:
    text = path.read_text(encoding="utf-8")
    done: set[int] = set()
    found: Texts = []
    said: Texts = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said.append((getattr(node, "lineno", 1), ast.get_docstring(node) or ""))
        elif isinstance(node, ast.Expr):
            done.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            parts = [getattr(part, "value", "…") for part in node.values]
            done |= {id(part) for part in node.values}
            whole = "".join(part if isinstance(part, str) else "…" for part in parts)
            found.append((node.lineno, whole))
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in done
        ):
            found.append((node.lineno, node.value))
    # a sign in a text is taken for a comment too: the texts are looked at anyway
    said += [
        (number, comment[0])
        for number, line in enumerate(text.splitlines(), 1)
        if (comment := re.search(r"(?:^|\s)#.*", line))
    ]
    return found, said


def uncounted(text: str) -> Iterator[str]:
    """The values in texts of a module that a noun in the plural follows, whatever their number."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr):
            for value, behind in pairwise(node.values):
                if isinstance(value, ast.FormattedValue) and isinstance(behind, ast.Constant):
                    said = ast.unparse(value.value)
                    if NOUNS.match(str(behind.value)) and not re.search(r"\b[A-Z]{2}", said):
                        yield said


def test_a_number_has_its_noun_in_the_singular_where_it_is_one() -> None:
    found = {
        (path.relative_to(CODE).as_posix(), value)
        for path in CODE.rglob("*.py")
        if "{" in (text := path.read_text(encoding="utf-8"))
        for value in uncounted(text)
    }
    assert {(path, value) for path, value in found if value not in NEVER_ONE.get(path, ())} == set()
    assert [*uncounted('f"{n:,} rows"; f"{MOST} rows"; f"{n} rowing"')] == ["n"]


def test_no_docstring_and_no_comment_has_an_idiom() -> None:
    found, looked_at = [], 0
    for path in sorted(CODE.rglob("*.py")):
        for line, remark in remarks(path):
            looked_at += 1
            text = re.sub(r"\s+", " ", re.sub(r"`[^`]*`", "``", remark))
            found += [f"{path.relative_to(ROOT)}:{line}: {m[0]}" for m in FOUND.finditer(text)]
    assert looked_at > 2000
    assert found == []


def idioms_of_messages() -> Iterator[str]:
    for path in sorted(CODE.rglob("*.py")):
        for line, text in strings(path):
            for match in FOUND.finditer(text):
                yield f"{path.relative_to(ROOT)}:{line}: {match[0]}: {text[:100]!r}"


def idioms_of(path: Path) -> Iterator[str]:
    text = re.sub(r"`[^`\n]*`", "``", path.read_text(encoding="utf-8"))
    text = re.sub(r"\s+", " ", text)
    for match in FOUND.finditer(text):
        around = text[max(match.start() - 40, 0) : match.end() + 30]
        yield f"{path.relative_to(ROOT)}: ...{around}..."


def test_no_message_has_an_idiom() -> None:
    assert sum(1 for path in CODE.rglob("*.py") for _ in strings(path)) > 3000
    assert list(idioms_of_messages()) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_has_an_idiom(path: Path) -> None:
    assert list(idioms_of(path)) == []


def test_what_the_data_set_says_of_its_cells_has_no_idiom() -> None:
    files = [
        ROOT / "datapackage.json",
        *(ROOT / "schemas").rglob("*.*"),
        *(ROOT / "seeds").rglob("*.csv"),
    ]
    assert len(files) > 30
    assert [found for path in files for found in idioms_of(path)] == []


def test_the_thirty_sentences_are_rewritten() -> None:
    assert len(DECODED) == 30
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in DOCUMENTS}
    del texts["CHANGELOG.md"], texts["validate/CHANGELOG.md"]  # say what was done, in its words
    for path in sorted(CODE.rglob("*.py")):
        said = [text for _, text in (*strings(path), *remarks(path))]
        texts[str(path.relative_to(ROOT))] = "\n".join(said)
    plain = {name: re.sub(r"\s+", " ", text) for name, text in texts.items()}
    assert len(plain) > 200
    found = [(name, words) for name, text in plain.items() for words in DECODED if words in text]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "“x” is no date",
        "… is no …",
        "the quote stands in line 2",
        "a record that there is not",
        "a page of its own",
        "spoken by nobody",
        "mended cells",
    ],
)
def test_each_idiom_is_found(text: str) -> None:
    assert FOUND.search(text)
    assert len(IDIOMS) == 6


@pytest.mark.parametrize("text", ["there is no table", "standard", "amend it", "is no longer read"])
def test_plain_words_are_not_taken_for_idioms(text: str) -> None:
    assert FOUND.search(text) is None
