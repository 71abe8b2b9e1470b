"""Fixtures of several test files."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from support import GOLDEN, copy_package

# Python compiles each module once, as of an installed program: hundreds of processes are started
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# by default a tenth of the time goes to looking for circles among what is dropped at once
gc.set_threshold(50_000, 20, 20)

# examples are not timed: a busy machine is no fault
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the golden package."""
    return copy_package(GOLDEN, tmp_path / "package")


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in this process; test_documents_refused.py asks for the process apart."""
    from pincite.report import CannotRun
    from pincite.sources import making
    from pincite.sources.limits import Refused

    def read(data: bytes, media_type: str, name: str, encoding: str | None) -> dict[str, Any]:
        try:
            found = making._read(data, media_type, name, encoding).to_dict()
        except CannotRun as error:
            raise Refused(str(error)) from error
        copy: dict[str, Any] = json.loads(json.dumps(found))
        return copy

    monkeypatch.setattr(making, "_in_a_process", read)


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of sources in the environment."""
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
