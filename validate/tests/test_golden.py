"""The golden package: seeds of our own writing, compiled to their full output byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pincite.checks import validate_package
from pincite.package import open_package
from pincite.proof.classes import CLASSES
from pincite.seeds import build_package
from pincite.types.json_schemas import compile_schema
from support import GOLDEN, GOLDEN_SOURCES, ROOT, copy_package


def generated(package: Path) -> dict[str, bytes]:
    files = [*package.glob("data/*.*"), *package.glob("schemas/*.record.schema.json")]
    files.append(package / "schemas/README.md")
    return {str(path.relative_to(package)): path.read_bytes() for path in files}


def test_the_build_gives_the_golden_bytes_from_nothing(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    for name in generated(package):
        (package / name).unlink()
    assert build_package(package).valid
    built, golden = generated(package), generated(GOLDEN)
    assert built.keys() == golden.keys()
    assert len(golden) == 12
    changed = [name for name in golden if built[name] != golden[name]]
    assert not changed, f"{changed}: run `pincite build tests/golden/package` and look at the diff"


def test_the_bytes_depend_on_nothing_but_the_seeds(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "TZ": "Pacific/Chatham",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONUTF8": "0",
    }
    package = copy_package(ROOT, tmp_path / "elsewhere")
    before = generated(package)
    command = [sys.executable, "-m", "pincite", "build", str(package)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert generated(package) == before
    assert len(before) == 26


@pytest.mark.parametrize("folder", [GOLDEN, ROOT], ids=["golden", "root"])
def test_what_the_build_writes_fits_its_json_schemas(folder: Path) -> None:
    """So the validator need not ask the schemas of copies that are as the build writes them."""
    package, looked_at = open_package(folder), 0
    for resource in package.resources:
        if resource.records is not None:
            schema = package.files.read_json(resource.records["schema"])
            validator = compile_schema(schema, has_formats=True)
            for record in package.files.read_json(resource.path):
                assert not [error.message for error in validator.errors(record)]
                looked_at += 1
    assert looked_at > 0


def test_the_golden_package_proves_whole() -> None:
    report = validate_package(GOLDEN, sources=GOLDEN_SOURCES)
    assert report.valid
    counts = next(stage.counts for stage in report.stages if stage.name == "citations")
    assert counts["cells"] == 36
    assert counts["cells"] == sum(counts.get(name, 0) for name in CLASSES)
    assert (counts["derived by the grammar"], counts["read through a vocabulary"]) == (9, 9)
    assert counts["position"] == 2
    assert counts["quotes"] == counts["quotes compared"] == 30
    assert counts["absences proved"] == counts["absent"] == 1


def test_a_failed_build_writes_nothing(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    seeds = package / "seeds/marrow-bay/citations/grants.csv"
    seeds.write_text(seeds.read_text(encoding="utf-8").replace("about 2.5", "virtually 2.5"))
    before = generated(package)
    assert not build_package(package).valid
    assert generated(package) == before
    assert not list(package.rglob("*.new"))
