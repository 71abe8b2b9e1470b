"""Guesses of encodings and dialects, which say how sure they are."""

from __future__ import annotations

import io
from typing import Any

import pytest

from pincite.tables.inference.dialects import dialect_of_text
from pincite.tables.inference.encodings import encoding_of
from pincite.tables.inference.forms import MARKS, NUMBERS, forms_of

TEXTS = {
    "windows-1252": "Name;Ort\nMüller;Köln\nGroß;Düsseldorf\nJäger;Görlitz\n",
    "windows-1250": "imię,miasto\nŁukasz,Łódź\nBłażej,Gdańsk\nZbigniew,Wrocław\n",
    "iso8859-2": "imię,miasto\nŁukasz,Łódź\nBłażej,Gdańsk\nśnieg,Śląsk\n",
    "windows-1251": "имя,город\nИван,Москва\nПётр,Тверь\n",
    "koi8-r": "имя,город\nИван,Москва\nПётр,Тверь\n",
    "cp866": "имя,город\nИван,Москва\nПётр,Тверь\n",
    "windows-1254": "ad,şehir\nGüneş,İstanbul\nIşık,Eskişehir\n",
    "mac-roman": "nom,ville\nLefèvre,Orléans\nGarçon,Besançon\n",
    "shift_jis": "名前,都市\n山田太郎,東京\n鈴木,カタカナひらがな\n",
    "gb18030": "姓名,城市\n张伟,北京\n王芳,上海市浦东新区\n",
    "big5": "姓名,城市\n陳大文,臺北市\n林小明,高雄市\n",
    "euc-kr": "이름,도시\n김철수,서울\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_an_encoding_is_recognised_by_its_text(name: str) -> None:
    found = encoding_of(io.BytesIO(TEXTS[name].encode(name)))
    assert (found.name, found.confidence) == (name, "likely"), found
    assert TEXTS[name].encode(name).decode(found.name) == TEXTS[name]


def test_what_is_certain_of_an_encoding() -> None:
    for data, name in (
        (b"a,b\n1,2\n", "utf-8"),
        ("a,é\n".encode(), "utf-8"),
        ("a,é\n".encode("utf-8-sig"), "utf-8"),
        ("a,b\n1,2\n".encode("utf-16"), "utf-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-16-le"),
        (b"x" + ("é" * 2**20).encode(), "utf-8"),
    ):
        found = encoding_of(io.BytesIO(data))
        assert (found.name, found.confidence) == (name, "certain")


def test_mixed_encodings_and_too_little_text_are_no_certainty() -> None:
    mixed = "Müller,Köln,Düren\n".encode() * 3 + b"M\xfcller\n"
    found = encoding_of(io.BytesIO(mixed))
    assert (found.name, found.confidence, "mixed" in found.why) == ("utf-8", "uncertain", True)
    found = encoding_of(io.BytesIO(b"x\n\xb5\n"))
    assert (found.confidence, bool(found.others)) == ("uncertain", True)


@pytest.mark.parametrize(
    ("text", "properties", "confidence"),
    [
        ("a,b\n1,2\n3,4\n", {}, "certain"),
        ("a;b\n1,5;2,5\n3,1;4,2\n", {"delimiter": ";"}, "certain"),
        ("x\ty\n1\t2\n3\t4\n", {"delimiter": "\t"}, "certain"),
        ("Ports\n\nname;n\nx;1\ny;2\n", {"delimiter": ";", "headerRows": [3]}, "certain"),
        ("Ports,,\nname,n,m\nx,1,2\ny,2,3\n", {"headerRows": [2]}, "certain"),
        ("1,2\n3,4\n5,6\n", {"header": False}, "certain"),
        ("country,2019,2020\nFR,1,2\nDE,3,4\n", {}, "certain"),
        ("# c\n# d\na,b\n1,2\n3,4\n", {"commentChar": "#"}, "certain"),
        ("#chrom\tstart\nx\t1\ny\t2\n", {"delimiter": "\t"}, "certain"),
        ("a, b\n1, 2\nx, y\n", {"skipInitialSpace": True}, "certain"),
        ("'a','b'\n'x','y'\n'z','w'\n", {"quoteChar": "'"}, "certain"),
        ('a,b\n"x \\"q\\"",1\n"z",2\n', {"escapeChar": "\\"}, "certain"),
        ('name,at\nx,"1, Main; St"\ny,"2; W"\n', {}, "certain"),
        ("a,b\n1,2\n3,4,5\n6,7\n", {}, "uncertain"),
        ("a,b;c,d\n1,2;3,4\n5,6;7,8\n", {}, "uncertain"),
        ("a\n1\n2\n", {}, "likely"),
        ("", {}, "uncertain"),
    ],
)
def test_dialects(text: str, properties: dict[str, Any], confidence: str) -> None:
    found = dialect_of_text(text)
    assert (dict(found.properties), found.confidence) == (properties, confidence), found


def test_what_a_text_could_be_is_asked_of_the_types() -> None:
    texts = ("12", "1,5", "1.234,5", "2020-01-05", "5/6/2020", "9:30 PM", "PT1H", "a@b.de", "[1]")
    for text in texts:
        assert [form for form in forms_of(text) if not form.wrong([text])], text
    for text in ("hello", "1,2,3x", "32/13/2020", "25:00", "P", "@", ""):
        assert [form for form in forms_of(text) if not form.wrong([text])] == [], text
    assert all(form.parent is None or form.parent < at for at, form in enumerate(NUMBERS))
    assert all(NUMBERS[0].wrong([mark]) for mark in MARKS)


def test_lines_above_the_header_that_cannot_be_cut_are_counted() -> None:
    found = dialect_of_text('"x"y\n"x"y1,2,3\nb,ca\nb,c')
    assert found.properties == {"headerRows": [3]}
