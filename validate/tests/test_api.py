"""The public interface: names, verbs on an opened package, packages in memory."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite import api
from support import GOLDEN, GOLDEN_SOURCES, ROOT, copy_package

CODE = ROOT / "validate/pincite"


def edit_json(file: Path, **properties: Any) -> None:
    value = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**value, **properties}), encoding="utf-8")


FUNCTIONS = {name for name in pincite.__all__ if name[0].islower()}


def test_what_is_raised_or_returned_is_exported_and_nothing_else_is_shown() -> None:
    assert dir(pincite) == sorted(pincite.__all__)
    assert {*pincite.__all__} - {"__version__"} == {*api.__all__}
    for name in pincite.__all__:
        assert getattr(pincite, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = pincite.nothing


def test_no_room_or_module_has_the_name_of_a_public_function() -> None:
    modules = {path.relative_to(CODE) for path in CODE.rglob("*.py")}
    modules |= {path.relative_to(CODE) for path in CODE.rglob("*") if path.is_dir()}
    assert len(modules) > 100
    assert {"open", "validate", "release", "diff"} <= FUNCTIONS
    for path in modules:
        if path.parts[:2] != ("cli", "verbs"):
            assert path.stem not in FUNCTIONS, path


def test_import_is_quick_and_loads_no_library() -> None:
    program = "import sys, pincite; pincite.validate; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    assert "pincite.api" in loaded
    assert not loaded & {"pandas", "polars", "pyarrow", "numpy", "pydantic", "jsonschema"}


def test_an_opened_package_has_the_verbs() -> None:
    with pincite.open(GOLDEN) as package:
        report = package.validate(sources=GOLDEN_SOURCES)
        assert report.valid
        assert report.stages == pincite.validate(package, sources=str(GOLDEN_SOURCES)).stages
        (trace,) = package.trace("grants", "electric-ferries", "amount")
        assert isinstance(trace, pincite.Trace)
        assert [trace] == pincite.trace(GOLDEN, "grants", "electric-ferries", "amount")
        assert package.explore() == pincite.explore(GOLDEN)
        difference = package.diff(GOLDEN)
        assert isinstance(difference, pincite.Difference)
        assert not difference.changes
        assert pincite.build(package, check=True).valid
        assert pincite.open(package) is package
        assert len(repr(package)) < 300


def test_a_release_is_that_of_its_package(tmp_path: Path) -> None:
    folder = copy_package(GOLDEN, tmp_path / "package")
    edit_json(folder / "datapackage.json", created="2026-01-02T03:04:05Z")
    made = pincite.open(folder).release(tmp_path / "a", sources=GOLDEN_SOURCES)
    assert isinstance(made, pincite.Release)
    assert made.report.valid
    before = tmp_path / "a/marrow-bay-ferries.zip"
    again = pincite.release(folder, tmp_path / "b", sources=GOLDEN_SOURCES, since=before)
    assert made.files == again.files


def test_former_names_warn() -> None:
    with pytest.warns(DeprecationWarning, match=r"pincite\.validate"):
        assert pincite.validate_package(GOLDEN).package == "marrow-bay-ferries"
    with pytest.warns(DeprecationWarning, match=r"pincite\.build"):
        assert pincite.build_package(GOLDEN, check=True).valid


def test_the_examples_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "validate/README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(example, names)
    assert names["trace"].text == "2500000"
    assert names["changes"].changes == ()


FIELDS = [{"name": "id", "type": "integer"}, {"name": "day", "type": "date"}]


def described(data: Any, **properties: Any) -> dict[str, Any]:
    resource = {"name": "t", "schema": {"fields": FIELDS, "primaryKey": "id"}, "data": data}
    return {"name": "p", "resources": [resource], **properties}


def codes(*given: Any, **options: Any) -> list[str]:
    return [issue.code for issue in pincite.validate(*given, **options).issues]


def test_a_descriptor_as_a_dict_with_rows_is_validated() -> None:
    assert codes(described([{"id": 1, "day": "2020-01-02"}])) == []
    assert codes(described([["id", "day"], [1, "2020-01-02"]])) == []
    rows = ({"id": 1, "day": None}, {"id": 1, "day": "2.1."})
    assert {"type-error", "primary-key"} == {*codes(described(rows))}
    report = pincite.validate(described([{"id": 1, "day": "no"}]))
    assert (report.package, report.folder) == ("p", "")
    assert report.issues[0].place.line is None


def test_faults_of_a_dict_are_issues_without_lines() -> None:
    report = pincite.validate({"resources": [{"name": "t", "dat": []}]})
    assert not report.valid
    assert {issue.place.line for issue in report.issues} == {None}
    assert {issue.place.file for issue in report.issues} == {"datapackage.json"}
    with pytest.raises(pincite.BadDeclaration):
        pincite.open({"resources": [{"name": "t", "dat": []}]})
    for odd in ({"resources": [], "x": {1, 2}}, {"resources": [], "x": float("nan")}):
        with pytest.raises(pincite.CannotRun, match="no form in JSON"):
            pincite.validate(odd)


def test_files_of_a_dict_are_in_the_named_folder_or_nowhere(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,day\n1,2020-01-02\n2,x\n", encoding="utf-8")
    descriptor = described([])
    descriptor["resources"][0] |= {"path": "t.csv"}
    del descriptor["resources"][0]["data"]
    assert codes(descriptor, folder=tmp_path) == ["type-error"]
    assert codes(descriptor) == ["scheme-error"]
    with pytest.raises(pincite.CannotRun, match="there is no such folder"):
        pincite.open(descriptor, folder=tmp_path / "none")
    with pytest.raises(pincite.CannotRun, match="beside its descriptor"):
        pincite.open(GOLDEN, folder=tmp_path)


def test_a_package_in_memory_is_read_compared_and_not_written_to() -> None:
    rows = [{"id": 1, "day": "2020-01-02"}]
    package = pincite.open(described(rows))
    assert list(package["t"]) == [{"id": 1, "day": datetime.date(2020, 1, 2)}]
    assert package["t"].to_pandas()["id"].tolist() == [1]
    changed = pincite.diff(package, described([{"id": 2, "day": "2020-01-02"}]))
    assert [change.what for change in changed.changes] == ["row removed", "row added"]
    with pytest.raises(pincite.CannotRun, match="no citation"):
        pincite.build(package)
    with pytest.raises(pincite.CannotRun, match="only a folder can be written to"):
        _ = package._package.root
