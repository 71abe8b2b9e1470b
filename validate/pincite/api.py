"""The public interface: an opened package, and a function for each thing that is done with one.

`pincite.NAME` gives what `__all__` lists; see docs/api.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pincite.files.addresses import Network
from pincite.frames.data_tables import DataTable, DataTables, quoting_of
from pincite.frames.options import ReadOptions
from pincite.frames.source import CannotRead
from pincite.package import BadDeclaration, Package, TableOptions, open_package
from pincite.report import MAX_ISSUES, CannotRun, Issue, Place, Report, Stage
from pincite.report.extras import MissingLibrary

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pincite.begin.describing import Description
    from pincite.checks.functions import Check, CheckedRow, CheckedTable, Finding
    from pincite.citations import Cell, Citation
    from pincite.proof.case_frames import verify_batches, verify_cases
    from pincite.proof.verdict import Verdict, verify
    from pincite.releases import Release
    from pincite.text import Span
    from pincite.tracing import Trace
    from pincite.versions import Change, Difference, Step, Version

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

_HOMES = {  # what is imported only when it is asked for, for start-up counts
    "Cell": "pincite.citations",
    "Change": "pincite.versions",
    "CheckedRow": "pincite.checks.functions",
    "CheckedTable": "pincite.checks.functions",
    "Citation": "pincite.citations",
    "Description": "pincite.begin.describing",
    "Difference": "pincite.versions",
    "Finding": "pincite.checks.functions",
    "Release": "pincite.releases",
    "Span": "pincite.text",
    "Step": "pincite.versions",
    "Trace": "pincite.tracing",
    "Verdict": "pincite.proof.verdict",
    "Version": "pincite.versions",
    "verify": "pincite.proof.verdict",
    "verify_batches": "pincite.proof.case_frames",
    "verify_cases": "pincite.proof.case_frames",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


class DataPackage(DataTables):
    """An opened data package: a mapping from names to tables, and what is done with them.

    It is a snapshot. Each of its files is opened once and each thing read from them once, when it
    is first asked for: all methods look at the same bytes. To see what was written since, open
    the package again. `with` closes its files.
    """

    def validate(  # noqa: PLR0913 - each is named by the caller
        self,
        *,
        sources: str | Path | None = None,
        most_issues: int | None = MAX_ISSUES,
        skip: Sequence[str] = (),
        pick: Sequence[str] = (),
        checks: Sequence[Check] = (),
        jobs: int = 1,
        executor: Executor | None = None,
    ) -> Report:
        """Check the package; `sources` is the folder with the texts that its cells cite.

        Of each table at most `most_issues` are reported, None is for all. Issues of the codes in
        `skip`, or of others than those in `pick`, are left out and counted in `Report.skipped`.
        Large tables and many citations are looked at by `jobs` threads or processes at once, 0 is
        for one on each core, or by an `executor` as concurrent.futures has them; the report is the
        same.
        `checks` are functions of your own: each is given every table and yields findings.
        Raises CannotRun where `sources` is not a folder, and for codes that cannot be left out;
        ValueError for a number of issues or jobs that is none.
        """
        from pincite.checks import Options
        from pincite.checks import validate_package as run
        from pincite.seeds import with_stale

        options = Options(
            None,
            most_issues,
            tuple(skip),
            tuple(pick),
            checks=tuple(checks),
            jobs=jobs,
            executor=executor,
        )
        return run(self._package, sources=sources, options=options, after=with_stale)

    def trace(
        self,
        table: str,
        record: str | Sequence[str] | None = None,
        field: str | None = None,
        *,
        sources: str | Path | None = None,
    ) -> list[Trace]:
        """What the cells of a table rest on, or those of one record, or one of its cells.

        `record` is the text of the key; of a composite key, the texts of its parts. `sources` is
        a folder with the texts of the sources. Raises CannotRun for what is not there.
        """
        from pincite.tracing import key_text, open_evidence, trace_cells

        key = None if record is None else key_text(record)
        evidence = open_evidence(self._package, None if sources is None else Path(sources))
        return trace_cells(evidence, table, key, field)

    def explore(self, *, sources: str | Path | None = None) -> str:
        """The explorer's page as the text of one HTML file.

        With `sources` the page holds the texts of the sources whole, so it is for your own machine
        only. Raises CannotRun where the package has no citations, or tables that cannot be read.
        """
        from pincite.checks import Options, check_package
        from pincite.explorer import explorer_html

        texts = None if sources is None else Path(sources)
        report = check_package(self._package, Options(texts))
        return explorer_html(self._package, report, sources=sources)

    def release(
        self,
        out: str | Path = "dist",
        *,
        sources: str | Path | None = None,
        since: str | Path | DataPackage | None = None,
    ) -> Release:
        """Validate the package and write its release to the folder `out`, whole or not at all.

        The files are made of the very bytes that were validated. `since` is the release before.
        The result's `report` says why where nothing was written because the package is not valid.
        Raises CannotRun where it cannot be released, or a large file changed meanwhile.
        """
        from pincite.releases import release_package

        return release_package(self._package, out=out, sources=sources, since=_opened(since))

    def diff(self, old: str | Path | DataPackage) -> Difference:
        """What changed since an older version of the package; raises CannotRun."""
        from pincite.versions import compare_packages

        return compare_packages(open_package(_opened(old)), self._package)


Target = str | Path | Mapping[str, Any] | DataPackage | Sequence[str | Path]
Declared = str | Path | Mapping[str, Any]


def _opened(package: Any) -> Any:
    """What an opened package holds, for the rooms below; anything else as it is."""
    return package._package if isinstance(package, DataTables) else package


def open(  # noqa: A001, PLR0913 - it is called pincite.open, and each is named by the caller
    package: Target = ".",
    *,
    tables: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    maps: Mapping[str, str | Path] | None = None,
    fetch: bool = False,
    locked: bool = False,
    allow_private: Sequence[str] = (),
    verify: bool = True,
    schema: Declared | None = None,
    dialect: Declared | None = None,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002 - the standard's word
) -> DataPackage:
    """Open a data package; its declarations are read and checked, its tables when asked for.

    `package` is the path of a folder, descriptor or zip file; a descriptor as a dict, whose
    resources may hold rows or frames as `data`; or a dict of such tables by name. It may be the
    path of a table without a package too, or of a folder of them, or a list of such paths:
    `schema`, `dialect`, `encoding` and `format` say what a package would say of them.

    `tables` takes the place of what the resources of these names hold. `folder` is where the files
    of a dict are; without it, it has none. `maps` names local copies of what is at
    addresses. With `fetch` such things are fetched, kept and locked; with `locked` what is locked
    is read, and no connection opened; without them nothing is fetched. `allow_private` are hosts
    that may be in a private network. With `verify`, stated hashes and sizes are
    compared with the files that are read.

    Raises CannotRun for what is not a data package, and BadDeclaration, which is one too, for
    faults of the descriptor, the schemas or the dialects.
    """
    if isinstance(package, DataPackage) and tables is None:
        return package
    bare = TableOptions(schema, dialect, encoding, format)
    given = _opened(package)
    network = Network(fetch, locked, tuple(allow_private))
    found: Package = open_package(
        given, tables=tables, folder=folder, maps=maps, network=network, bare=bare
    )
    return DataPackage(found, verify=verify)


def validate(  # noqa: PLR0913 - each is named by the caller
    package: Target = ".",
    *,
    sources: str | Path | None = None,
    tables: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    maps: Mapping[str, str | Path] | None = None,
    fetch: bool = False,
    locked: bool = False,
    allow_private: Sequence[str] = (),
    most_issues: int | None = MAX_ISSUES,
    skip: Sequence[str] = (),
    pick: Sequence[str] = (),
    checks: Sequence[Check] = (),
    schema: Declared | None = None,
    dialect: Declared | None = None,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002 - the standard's word
    beside: Sequence[str | Path] = (),
    jobs: int = 1,
    executor: Executor | None = None,
) -> Report:
    """Validate a data package, or tables without one.

    The arguments are those of `open` and of `DataPackage.validate`; `beside` are the paths of
    packages into which foreign keys of this one may lead.

    Faults of the descriptor are issues of the report. Raises CannotRun where there is nothing to
    validate, such as a missing descriptor, and ValueError as that method does.
    """
    from pincite.checks import Options
    from pincite.checks import validate_package as run
    from pincite.seeds import with_stale

    options = Options(
        None,
        most_issues,
        tuple(skip),
        tuple(pick),
        checks=tuple(checks),
        jobs=jobs,
        executor=executor,
    )
    bare = TableOptions(schema, dialect, encoding, format)
    return run(
        _opened(package),
        sources=sources,
        tables=tables,
        folder=folder,
        options=options,
        maps=maps,
        network=Network(fetch, locked, tuple(allow_private)),
        after=None if tables else with_stale,
        bare=bare,
        beside=beside,
    )


def describe(
    paths: str | Path | Sequence[str | Path],
    *,
    constraints: bool = False,
    dialect: Declared | None = None,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002 - the standard's word
    folder: str | Path | None = None,
) -> Description:
    """Make a descriptor with schemas for tables; what is not stated of them is guessed.

    `paths` are those of files, folders or patterns. The result's `descriptor` is a dict whose paths
    are relative to `folder`, or as they were given; its `tables` say what each part rests on. With
    `constraints` the fields have those that all cells keep. Each file is read whole, twice.

    Raises CannotRun where there is no such file, or it lies outside of `folder`.
    """
    from pincite.begin.describing import describe_tables

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    options = TableOptions(None, dialect, encoding, format)
    root = None if folder is None else Path(folder)
    return describe_tables(given, options, constraints=constraints, root=root)


def build(
    package: str | Path | DataPackage = ".", *, check: bool = False, force: bool = False
) -> Report:
    """Compile the package's seeds into its tables; with `check`, compare only and write nothing.

    Rows that no seed gives are issues, and then nothing is written; with `force` they are dropped,
    and each file that held some is kept beside. Raises CannotRun where there is nothing to build.
    """
    from pincite.seeds import build_package as run

    return run(_opened(package), check=check, force=force)


def release(
    package: Target = ".",
    out: str | Path = "dist",
    *,
    sources: str | Path | None = None,
    since: str | Path | DataPackage | None = None,
) -> Release:
    """Open a package and release it; see `DataPackage.release`.

    A package with faulty declarations gives a Release whose report says so, and no files.
    """
    from pincite.releases import release_package

    return release_package(_opened(package), out=out, sources=sources, since=_opened(since))


def explore(package: Target = ".", *, sources: str | Path | None = None) -> str:
    """Open a package and give the explorer's page as HTML; see `DataPackage.explore`."""
    return open(package).explore(sources=sources)


def diff(old: Target, new: Target = ".") -> Difference:
    """What changed from one version of a package to another; see `DataPackage.diff`."""
    return open(new).diff(open(old))


def trace(
    package: Target,
    table: str,
    record: str | Sequence[str] | None = None,
    field: str | None = None,
    *,
    sources: str | Path | None = None,
) -> list[Trace]:
    """Open a package and say what cells of it rest on; see `DataPackage.trace`."""
    return open(package).trace(table, record, field, sources=sources)


Record = TypeVar("Record")


def check(  # noqa: PLR0913 - what is known of the quotes, each named by the caller
    record: Record,
    text: str,
    table: DataTable | None = None,
    *,
    methods: Mapping[str, str | Mapping[str, Any]] | None = None,
    language: str = "en",
    currencies: Mapping[str, str] | None = None,
    others: Sequence[str] = (),
) -> Record:
    """A record of a pydantic model, if the text proves each of its values by its quote.

    A value with its quote is a model, or dict, with `value` and `quote`, at any depth. How the
    quotes of a field are read is said by the `table` of an opened package, or by `methods`: by
    field a method of `verify`, or a `citation` property as in a Table Schema, which may name the
    `subject` field. `currencies` say what shared signs mean, `others` are names that a value must
    not belong to.

    Raises pydantic.ValidationError with the place of each value that does not prove and a sentence
    for whoever made it, and ValueError where nothing can be checked.
    """
    from pincite.proof.checked_model import Rules, check_record

    if (table is None) == (methods is None):
        raise ValueError("give the table of a package, or methods, one of them")
    more: dict[str, Any] = {"language": language, "currencies": currencies or {}, "others": others}
    if table is None:
        rules = Rules.of_methods(methods or {}, **more)
    else:
        schema, phrases = quoting_of(table)
        fields = {f.name: f.citation for f in schema.cited_fields if f.citation}
        rules = Rules(fields, schema, phrases, **more)
    check_record(record, text, rules)  # type: ignore[arg-type]
    return record


def validate_package(package: str | Path = ".", *, sources: str | Path | None = None) -> Report:
    """The former name of `validate`."""
    warnings.warn("validate_package is called pincite.validate", DeprecationWarning, stacklevel=2)
    return validate(package, sources=sources)


def build_package(package: str | Path = ".", *, check: bool = False) -> Report:
    """The former name of `build`."""
    warnings.warn("build_package is called pincite.build", DeprecationWarning, stacklevel=2)
    return build(package, check=check)
