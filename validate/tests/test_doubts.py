"""Proposals beyond doubt: sentences of six languages that say it, and others that seem to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ledger import descriptor_of, grouped
from pincite.seeds.new_source import new_source
from pincite.seeds.suggest import suggest

pytestmark = pytest.mark.usefixtures("no_sources")
NAMES = {
    "en": ("Ashford Glass", "Brent Steel", "Calloway Paper", "Dunn Mills"),
    "de": ("Altholz", "Neuglas", "Oberstahl", "Südlicht"),
    "fr": ("Valmont Verre", "Duras Acier", "Corbier Papier", "Lestac Textile"),
    "es": ("Alcor Vidrio", "Brisa Acero", "Cumbre Papel", "Durero Textil"),
    "ja": ("青葉製作所", "白石工業", "高瀬電機", "若松化学"),
    "zh": ("青叶机械", "白石纺织", "高濑造船", "长滨食品"),
}
GROUPS = {"en": ",", "de": ".", "fr": "\u202f", "es": ".", "ja": "", "zh": ""}
SAYS = {
    "en": ("{n} is a firm of {s} people.", "{n}, the largest employer, has {s} workers."),
    "de": ("{n} hat derzeit {s} Beschäftigte.", "Bei {n} arbeiten {s} Menschen."),
    "fr": ("{n} emploie {s} personnes.", "L’effectif de {n} est de {s} personnes."),
    "es": ("{n} emplea a {s} personas.", "En {n} trabajan {s} personas."),
    "ja": ("{n}は{s}人を雇用している。", "{s}人が{n}で働いている。"),
    "zh": ("{n}有{s}名员工。", "目前，{n}雇用{s}人。"),
}
LOOKS = {
    "en": (
        "{n} could employ {s} people.",
        "{n} plans to employ {s} people.",
        "{n} Holdings Bay, an unrelated firm, has {s} workers.",
        "Zephyr Bank, which lends to {n}, has {s} workers.",
        "The suppliers of {n} employ {s} people.",
        "{n}’s rivals employ {s} people.",
        "{n} did not say that it employs {s} people.",
        "{n} was silent, while Zephyr Bank employs {s} people.",
        "Fewer than {s} people work at {n}.",
        "{n} once had {s} workers.",
        "{n} and Zephyr Bank employ {s} people.",
        "{n} had {s} workers in 1950.",
    ),
    "de": (
        "{n} könnte {s} Menschen beschäftigen.",
        "{n} will {s} Stellen schaffen.",
        "Die Zulieferer von {n} beschäftigen {s} Menschen.",
        "{n} schwieg, während die Quill Werke {s} Menschen beschäftigten.",
        "{n} beschäftigt nicht {s} Menschen.",
        "Anders als {n} hat Zephyr Bank {s} Mitarbeiter.",
    ),
    "fr": (
        "{n} pourrait employer {s} personnes.",
        "Les fournisseurs de {n} emploient {s} personnes.",
        "{n} s’est tu, tandis que Zéphyr Banque emploie {s} personnes.",
        "{n} n’emploie pas {s} personnes.",
    ),
    "es": (
        "{n} podría emplear a {s} personas.",
        "Los proveedores de {n} emplean a {s} personas.",
        "{n} calló, mientras que Banco Céfiro emplea a {s} personas.",
        "{n} no emplea a {s} personas.",
    ),
    "ja": (
        "{n}は{s}人を雇用するかもしれない。",
        "{n}の取引先は{s}人を雇用している。",
        "{n}は黙っていたが、一方星野銀行は{s}人を雇用している。",
        "{n}は{s}人を雇用していない。",
        "{n}には{s}人の株主がいる。",
    ),
    "zh": (
        "{n}可能雇用{s}人。",
        "{n}的供应商雇用{s}人。",
        "{n}沉默，而星野银行雇用{s}人。",
        "{n}没有雇用{s}人。",
        "{n}有{s}名股东。",
    ),
}
CASES = [
    (language, sentence, is_sure)
    for is_sure, sentences in ((True, SAYS), (False, LOOKS))
    for language, found in sentences.items()
    for sentence in found
]


def sure_cells(folder: Path, language: str, sentence: str) -> set[tuple[str, str]]:
    """The sure cells of a package whose text is one sentence of its first company."""
    package = folder / "package"
    fields: list[dict[str, Any]] = [
        {"name": "id", "type": "string"},
        {"name": "name", "type": "string", "citation": {"methods": ["verbatim"]}},
        {"name": "year", "type": "year"},
        {
            "name": "staff",
            "type": "integer",
            "citation": {"methods": ["count"], "subject": "name"},
        },
    ]
    for name in ("data", "schemas/vocabularies", "seeds"):
        (package / name).mkdir(parents=True)
    descriptor = json.dumps(descriptor_of("doubts", "firms", fields, "id"))
    (package / "datapackage.json").write_text(descriptor, encoding="utf-8")
    phrases = "vocabulary,phrase,code,language\n"
    (package / "schemas/vocabularies/phrases.csv").write_text(phrases, encoding="utf-8")
    names = NAMES[language]
    rows = [f"{at},{name},2021,{4321 + at}\n" for at, name in enumerate(names)]
    (package / "data/firms.csv").write_text("id,name,year,staff\n" + "".join(rows), "utf-8")
    text = folder / "text.txt"
    words = sentence.format(n=names[0], s=grouped(4321, GROUPS[language]))
    text.write_text(words + "\n", encoding="utf-8")
    new_source(package, text, "text", language=language)
    found = suggest(package, "firms", "text", sources=folder)
    found.prove()
    assert found.counts["cited"] == 0
    return {cell.cell[1:] for cell in found.cells if cell.state == "sure"}


@pytest.mark.parametrize(("language", "sentence", "is_sure"), CASES)
def test_only_what_a_sentence_says_is_sure(
    tmp_path: Path, language: str, sentence: str, is_sure: bool
) -> None:
    sure = sure_cells(tmp_path, language, sentence)
    assert (("0", "staff") in sure) == is_sure, sentence
    assert not {cell for cell in sure if cell[0] != "0"}
