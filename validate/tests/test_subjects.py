"""Whose value is it? Minimal pairs: each value with the one that it belongs to, and another one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import pincite
from pincite.citations import package_evidence
from pincite.cli import main
from pincite.package import CitationRule, open_package
from pincite.proof.subjects import Subjects
from pincite.tables.text_table import Table
from pincite.text import Span
from pincite.text.binding import bind
from support import ARTICLE_SOURCES, ROOT, needs_article

# A sentence, and each of its values with its one owner; every other name of the list is wrong.
# A value of nobody ("-") is proved for no name: several may be meant, or none is named.
NAMES = {
    "en": ("Kyoto", "Osaka", "Nara"),
    "de": ("Kassel", "Osnabrück", "Nürnberg"),
    "ja": ("京都", "大阪", "奈良"),
    "zh": ("桂林", "南宁", "柳州"),
}
SENTENCES = [
    ("en", "The Kyoto plant employed 1,250 people. Osaka employed 900.", "1,250 K", "900 O"),
    ("en", "Kyoto employed 1,250 people, Osaka 900.", "1,250 K", "900 O"),
    ("en", "They had 1,250 workers at Kyoto, 900 at Osaka.", "1,250 K", "900 O"),
    ("en", "There were 1,250 at Kyoto and 900 at Osaka.", "1,250 K", "900 O"),
    ("en", "Sales rose 12% at Kyoto but fell 7% at Osaka.", "12% K", "7% O"),
    ("en", "Unlike Kyoto, Osaka employed 900.", "900 O"),
    ("en", "Kyoto, which opened in 1998, employed 1,250.", "1998 K", "1,250 K"),
    ("en", "Kyoto grew, while Osaka, the older plant, employed 900.", "900 O"),
    ("en", "In May 2021, Kyoto hired 40 people, Osaka 7.", "May 2021 K", "40 K", "7 O"),
    ("en", "Kyoto (Osaka: 900) employed 1,250.", "1,250 K", "900 O"),
    ("en", "Kyoto (900 workers) is larger than Osaka.", "900 K"),
    ("en", "Osaka sold 930 (up 4%), Kyoto 51 (down 6%).", "930 O", "4% O", "51 K", "6% K"),
    ("en", "Kyoto's 1,250 workers made more than Osaka's 900.", "1,250 K", "900 O"),
    ("en", "At Kyoto the figure was 1,250; at Osaka, it was 900.", "1,250 K", "900 O"),
    ("en", "Kyoto and Osaka employed 1,250 and 900 respectively.", "1,250 -", "900 -"),
    ("en", "The Kyoto plant and the Osaka plant together employed 900.", "900 -"),
    ("en", "Kyoto, Osaka and Nara employed 900 people.", "900 -"),
    ("en", "Kyoto, which bought Osaka in 1998, employed 1,250.", "1,250 -"),
    ("en", "It employed 900. Kyoto is in the west.", "900 -"),
    ("de", "Das Werk Kassel beschäftigte 1.250 Menschen, Osnabrück 900.", "1.250 K", "900 O"),
    ("de", "Kassels Werk hatte 1.250 Leute, Osnabrücks Werk 900.", "1.250 K", "900 O"),
    ("de", "In Kassel waren es 1.250 und in Osnabrück 900 Menschen.", "1.250 K", "900 O"),
    ("de", "Während Kassel um 12 % wuchs, verlor Osnabrück 7 %.", "12 % K", "7 % O"),
    ("de", "Kassel (gegründet 1998) zählt 1.250 Beschäftigte.", "1998 K", "1.250 K"),
    ("de", "Im Mai 2021 stellte Kassel 40 Leute ein, Osnabrück 7.", "Mai 2021 K", "40 K", "7 O"),
    ("de", "Anders als Kassel, beschäftigte Osnabrück 900 Menschen.", "900 O"),
    ("de", "Kassel legte zu, aber Osnabrück verlor 900 Stellen.", "900 O"),
    ("de", "Kassel und Osnabrück hatten 1.250 und 900 Beschäftigte.", "1.250 -", "900 -"),
    ("de", "Das Werk Kassel und das Werk Osnabrück hatten 900 Leute.", "900 -"),
    ("de", "Es beschäftigte 900 Menschen. Kassel liegt im Norden.", "900 -"),
    ("ja", "京都工場は1250人、大阪工場は900人を雇用した。", "1250人 K", "900人 O"),
    ("ja", "京都は従業員1250人で大阪は900人だ。", "1250人 K", "900人 O"),
    ("ja", "2021年5月、京都は40人を、大阪は7人を採用した。", "2021年5月 K", "40人 K", "7人 O"),
    ("ja", "京都（900人）は大阪より大きい。", "900人 K"),
    ("ja", "京都は1250台（4%増）、大阪は900台（6%減）、共に黒字。", "1250台 K", "4% K", "6% O"),
    ("ja", "京都の売上高は12%増え、大阪は7%減った。", "12% K", "7% O"),
    ("ja", "京都は閉鎖された。大阪は900人を雇用した。", "900人 O"),
    ("ja", "京都は伸びた一方、大阪の900人は減った。", "900人 O"),
    ("ja", "京都と大阪はそれぞれ1250人と900人だ。", "1250人 -", "900人 -"),
    ("ja", "京都工場と大阪工場は合わせて900人を雇用した。", "900人 -"),
    ("ja", "同工場は900人を雇用した。京都にある。", "900人 -"),
    ("ja", "京都の人数は大阪の900人より多い1250人だ。", "1250人 -"),
    ("zh", "桂林工厂雇用了1250人，南宁工厂雇用了900人。", "1250人 K", "900人 O"),
    ("zh", "桂林雇用1250人而南宁只有900人。", "1250人 K", "900人 O"),
    ("zh", "2021年5月，桂林招收40人，南宁招收7人。", "2021年5月 K", "40人 K", "7人 O"),
    ("zh", "桂林销售增长12%，但南宁下降7%。", "12% K", "7% O"),
    ("zh", "桂林（900人）比南宁大。", "900人 K"),
    ("zh", "桂林关闭了。南宁雇用了900人。", "900人 O"),
    ("zh", "桂林和南宁分别雇用1250人和900人。", "1250人 -", "900人 -"),
    ("zh", "桂林工厂和南宁工厂共雇用900人。", "900人 -"),
    ("zh", "该厂雇用900人。桂林在北部。", "900人 -"),
]
OWNERS = {"K": 0, "O": 1, "N": 2}


def pairs() -> list[tuple[str, str, str, int, bool]]:
    """Language, text, value, whose it is asked to be, and whether that is right."""
    found = []
    for language, text, *values in SENTENCES:
        for value in values:
            quote, owner = value.rsplit(" ", 1)
            found += [(language, text, quote, at, OWNERS.get(owner) == at) for at in (0, 1)]
    return found


def test_a_value_is_proved_for_its_owner_and_for_nobody_else() -> None:
    looked_at: Counter[tuple[str, bool]] = Counter()
    wrong = []
    for language, text, quote, asked, is_right in pairs():
        names = NAMES[language]
        at = text.index(quote)
        bound = bind(text, Span(at, at + len(quote)), {name: name for name in names})
        looked_at[language, is_right] += 1
        if (bound.perhaps == {names[asked]}) != is_right:
            wrong.append((text, quote, names[asked], bound))
    assert wrong == []
    assert all(looked_at[key] >= 10 for key in product(NAMES, (True, False))), looked_at
    assert sum(looked_at.values()) > 120


@pytest.mark.parametrize("language", NAMES)
def test_verify_takes_a_subject_and_other_names(language: str) -> None:
    subject, *others = NAMES[language]
    text, quote = next(
        (text, values[0].rsplit(" ", 1)[0]) for tag, text, *values in SENTENCES if tag == language
    )
    ask = {"method": "count", "language": language, "start": text.index(quote)}
    quote = quote.rstrip("人") if language in ("ja", "zh") else quote
    right = pincite.verify(text, quote, subject=subject, others=others, **ask)  # type: ignore[arg-type]
    assert right.verdict == "proved", right
    other = pincite.verify(text, quote, subject=others[0], others=[subject], **ask)  # type: ignore[arg-type]
    assert (other.verdict, other.culprit) == ("wrong", subject)
    nobody = pincite.verify(text, quote, subject="Utopia", **ask)  # type: ignore[arg-type]
    assert (nobody.verdict, nobody.reason) == ("wrong", "the sentence does not name the subject")
    assert pincite.verify(text, quote, **ask).verdict == "proved"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names", "nearest"),
    [
        ("Osaka Gas sold 900.", {"Osaka": "o", "Osaka Gas": "g"}, "g"),  # the longer name
        ("Osakan firms sold 900.", {"Osaka": "o"}, ""),  # another word
        ("Osaka’s firms sold 900.", {"Osaka": "o"}, "o"),
        ("Trade, Ltd and Co, Inc sold 900.", {"Trade, Ltd": "t", "Co, Inc": "c"}, "ct"),
        ("Nippon (NPN) sold 900.", {"Nippon": "n", "NPN": "n"}, "n"),
    ],
)
def test_names_are_whole_words_and_the_longest_wins(
    text: str, names: dict[str, str], nearest: str
) -> None:
    at = text.index("900")
    assert "".join(sorted(bind(text, Span(at, at + 3), names).perhaps)) == nearest


def test_cases_of_a_file_may_name_subjects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Kyoto employed 1,250 people, Osaka 900."
    ask = {"text": text, "quote": "900", "method": "count", "language": "en"}
    asked = [("Osaka", ["Kyoto"]), (["Kyoto", "Kyōto"], ["Osaka"]), ("Nara", [])]
    lines = [json.dumps({**ask, "subject": one, "others": more}) for one, more in asked]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main(["verify", str(path), "--json"]) == 1
    found = [json.loads(line)["verdict"] for line in capsys.readouterr().out.splitlines()]
    assert found == ["proved", "wrong", "wrong"]
    rows = "text,quote,method,language,subject,others\n"
    rows += f'"{text}",900,count,en,Osaka,"[""Kyoto""]"\n'
    path.write_text(rows, encoding="utf-8")
    assert main(["verify", str(path)]) == 0
    path.write_text(json.dumps({**ask, "subject": "Osaka", "others": "Kyoto"}), encoding="utf-8")
    assert main(["verify", str(path)]) == 2


OF = {
    "funding": "funder_id",
    "funding_participants": "organisation_id",
    "market_shares": "holder_country",
    "milestones": "actor_id",
    "organisations": "name_stated",
}


@needs_article
def test_the_cells_whose_subject_is_elsewhere_are_listed() -> None:
    """As if every quoted field declared its record's subject."""
    package = open_package(ROOT)
    assert package.convention is not None
    evidence = package_evidence(package, package.convention, ARTICLE_SOURCES)
    rules = {
        (table, name): rule.replace(subject=OF.get(table))
        for (table, name), rule in evidence.rules.items()
        if name != OF.get(table)
    }
    tables = {name: with_rules(table, rules) for name, table in evidence.tables.items()}
    found = Counter(
        f"{issue.place.record.split()[0]}.{issue.place.field}"
        for issue in Subjects(replace(evidence, tables=tables)).issues(set())
        if issue.place.record
    )
    text = (ROOT / "seeds/README.md").read_text(encoding="utf-8").split("## Whose value")[1]
    rows = re.findall(r"^\| (`.*?`) \| (\d+) \|", text, re.MULTILINE)
    listed = {frozenset(re.findall(r"`([\w.]+)`", names)): int(number) for names, number in rows}
    assert {name for names in listed for name in names} == found.keys()
    for names, number in listed.items():
        assert sum(found[name] for name in names) == number, names
    declared = [rule for rule in evidence.rules.values() if rule.subject]
    assert f"{len(declared)} fields declare" in text


def with_rules(table: Table, rules: Mapping[tuple[str, str], CitationRule]) -> Table:
    fields = tuple(
        field.replace(citation=rules.get((table.name, field.name), field.citation))
        for field in table.schema.fields
    )
    return Table(table.name, table.path, table.schema.replace(fields=fields), table.records)
