"""A release of this package, made once, and its data package unfolded."""

from __future__ import annotations

from pathlib import Path

import pytest

from readings import Tables, expected_tables, unfold
from support import ROOT


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release."""
    from pincite.release import release_package

    out = tmp_path_factory.mktemp("release") / "dist"
    assert release_package(ROOT, out=out).files
    return out


@pytest.fixture(scope="session")
def unfolded(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the unfolded data package."""
    return unfold(release, tmp_path_factory.mktemp("unfolded"))


@pytest.fixture(scope="session")
def expected() -> Tables:
    """The tables as they are."""
    return expected_tables()
