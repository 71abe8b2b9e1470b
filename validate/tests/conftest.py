"""Fixtures of several test files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from support import GOLDEN, copy_package

# examples are not timed: a busy machine is no fault
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the golden package."""
    return copy_package(GOLDEN, tmp_path / "package")


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of sources in the environment."""
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
