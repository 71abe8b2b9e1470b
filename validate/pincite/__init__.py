"""pincite: build, validate and prove data packages whose cells cite their passages.

`__all__` lists the public names; everything else may move between versions. They are in
`pincite.api`, which is loaded when one of them is asked for: start-up counts.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pincite.api import (
        BadDeclaration,
        CannotRead,
        CannotRun,
        Cell,
        Change,
        CheckedRow,
        CheckedTable,
        Citation,
        DataPackage,
        DataTable,
        Description,
        Difference,
        Finding,
        Issue,
        MissingLibrary,
        Place,
        ReadOptions,
        Release,
        Report,
        Span,
        Stage,
        Step,
        Trace,
        Verdict,
        Version,
        build,
        build_package,
        describe,
        diff,
        explore,
        open,  # noqa: A004 - it is called pincite.open
        release,
        trace,
        validate,
        validate_package,
        verify,
        verify_batches,
        verify_cases,
    )

__version__ = "0.4.0"  # that of pyproject.toml, which takes a tenth of a second to ask for

__all__ = [
    "BadDeclaration",
    "CannotRead",
    "CannotRun",
    "Cell",
    "Change",
    "CheckedRow",
    "CheckedTable",
    "Citation",
    "DataPackage",
    "DataTable",
    "Description",
    "Difference",
    "Finding",
    "Issue",
    "MissingLibrary",
    "Place",
    "ReadOptions",
    "Release",
    "Report",
    "Span",
    "Stage",
    "Step",
    "Trace",
    "Verdict",
    "Version",
    "__version__",
    "build",
    "build_package",
    "check",
    "describe",
    "diff",
    "explore",
    "open",
    "release",
    "trace",
    "validate",
    "validate_package",
    "verify",
    "verify_batches",
    "verify_cases",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'pincite' has no attribute {name!r}")
    from pincite import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted(__all__)
