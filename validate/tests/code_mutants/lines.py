"""A plugin of pytest: which test runs which lines of the code, and how long each test takes.

`pytest -p code_mutants.lines` with CODE_MUTANTS naming a folder; each process of the run writes
one file of JSON there.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Generator
from pathlib import Path

import coverage
import pytest

_seconds: dict[str, float] = {}
_failed: set[str] = set()  # without any change: they say nothing of one
_coverage: list[coverage.Coverage] = []


def pytest_configure(config: pytest.Config) -> None:
    """Measure in each process that runs tests; imports count for no test."""
    if hasattr(config, "workerinput") or config.getoption("numprocesses", 0) in (0, None):
        import pincite

        root = Path(pincite.__file__).parent
        found = coverage.Coverage(data_file=None, include=[f"{root}/*"], config_file=False)
        found.start()
        _coverage.append(found)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Each test is a context of its own."""
    for found in _coverage:
        found.switch_context(item.nodeid)
    begun = time.perf_counter()
    result = yield
    _seconds[item.nodeid] = time.perf_counter() - begun
    for found in _coverage:
        found.switch_context("")
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the tests that fail."""
    if report.failed:
        _failed.add(report.nodeid)


def pytest_unconfigure() -> None:
    """Write what was seen: by file and line the numbers of the tests."""
    for found in _coverage:
        found.stop()
        data = found.get_data()
        passed = [name for name in _seconds if name not in _failed]
        numbers = {name: at for at, name in enumerate(passed)}
        lines = {
            file: {
                str(line): [numbers[name] for name in names if name in numbers]
                for line, names in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        folder = Path(os.environ["CODE_MUTANTS"])
        text = json.dumps({"tests": [(name, _seconds[name]) for name in passed], "lines": lines})
        (folder / f"{uuid.uuid4().hex}.json").write_text(text, encoding="utf-8")
