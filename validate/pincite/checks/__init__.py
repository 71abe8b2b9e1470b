"""The validator: descriptor, tables, records, citations and JSON copies, in this order.

A stage runs only where the stages before it found no error, so that one fault is one issue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pincite.checks.descriptor import declaration_issues
from pincite.checks.selection import Selection, disturbs
from pincite.descriptor.documents import BadDeclaration
from pincite.descriptor.standard import is_url
from pincite.files.addresses import Network, last_name
from pincite.package import Package, TableOptions, open_package
from pincite.package.bare import DECLARED
from pincite.report import MAX_ISSUES, CannotRun, Issue, Place, Report, Stage
from pincite.report.frozen import Frozen

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pincite.tables.splits.engines import Engine

__all__ = ["Options", "check_package", "refused_report", "validate_package"]

Given = str | Path | Package | Mapping[str, Any] | Sequence[str | Path]
Check = Callable[[Any], Any]  # see `functions`, which is imported where there are any
STAGES = ("descriptor", "tables", "records", "citations", "copies")


class Options(Frozen):
    """How a package is validated.

    `sources` is the folder with the texts of its sources; of each table at most `most_issues` are
    reported (None is for all); `skip` and `pick` are codes of issues that are left out, or alone
    wanted. With `takes_skips`, what the package's own `checks` property skips is left out too.
    With `resources` only the tables of these names are looked at, with `most_rows` only so many
    rows of each; what looks at whole packages is not run then, and says so. `checks` are functions
    in Python, which `functions` describes.
    Large tables and many citations are looked at by `jobs` threads or processes at once (0 is for
    one on each core), by an `executor`, or by another `engine`. They find the same.
    """

    sources: Path | None = None
    most_issues: int | None = MAX_ISSUES
    skip: tuple[str, ...] = ()
    pick: tuple[str, ...] = ()
    takes_skips: bool = True
    resources: tuple[str, ...] = ()
    most_rows: int | None = None
    checks: tuple[Check, ...] = ()
    jobs: int = 1
    executor: Executor | None = None
    engine: Engine | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a number of issues, rows or jobs that is none."""
        for name, least in (("most_issues", 1), ("most_rows", 0)):
            number = getattr(self, name)
            if number is not None and (type(number) is not int or number < least):
                raise ValueError(
                    f"{name} is {number!r}: give a whole number from {least} on, or None for all"
                )
        if type(self.jobs) is not int or self.jobs < 0:
            raise ValueError(
                f"jobs is {self.jobs!r}: give a whole number from 0 on, 0 for one on each core"
            )

    def selection(self, package: Package) -> Selection:
        """Which issues are left out of the report; raises CannotRun for codes that cannot be."""
        return Selection.of(self.skip, self.pick, package.descriptor if self.takes_skips else None)


def validate_package(  # noqa: PLR0913 - each is named by the caller
    package: Given = ".",
    *,
    sources: str | Path | None = None,
    tables: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    options: Options | None = None,
    maps: Mapping[str, str | Path] | None = None,
    network: Network | None = None,
    after: Callable[[Report, Package], Report] | None = None,
    seen: Callable[[Package], object] | None = None,
    bare: TableOptions | None = None,
    beside: Sequence[str | Path] = (),
) -> Report:
    """Validate a package that is open already or is at a path, or tables without a package.

    The package, `tables`, `folder`, `maps`, `network`, `bare` and `beside` are as `open_package`
    takes them.
    `sources` counts before that of `options`. `after` is given the report and the opened package,
    and gives the report to be returned. `seen` is given the opened package, or what is sound of one
    whose declarations are faulty. Raises CannotRun for what cannot be opened, where
    `sources` is not a folder, and for codes that cannot be skipped.
    """
    begun = perf_counter()
    texts = None if sources is None else Path(sources)
    if texts is not None and not texts.is_dir():
        raise CannotRun(f"{texts}: there is no such folder of sources")
    options = (options or Options()).replace(sources=texts)
    try:
        opened = open_package(
            package,
            tables=tables,
            folder=folder,
            maps=maps,
            network=network,
            bare=bare or TableOptions(),
            beside=beside,
        )
    except BadDeclaration as bad:
        if seen is not None and isinstance(bad.sound, Package):
            seen(bad.sound)
        return refused_report(package, bad, options)
    if seen is not None:
        seen(opened)
    report = check_package(opened, options, begun=begun)
    return report if after is None else after(report, opened)


def refused_report(given: Given, bad: BadDeclaration, options: Options | None = None) -> Report:
    """The report on a package whose declarations are faulty: its sound tables are looked at."""
    options = options or Options()
    stages = [Stage("descriptor", issues=declaration_issues(bad.files, bad.descriptor))]
    skipped = Counter[str]()
    if isinstance(bad.sound, Package) and bad.sound.resources:
        selection = options.replace(takes_skips=False).selection(bad.sound)
        stage, skipped = selection.apply(_tables(bad.sound, options.replace(resources=())))
        stages.append(stage.replace(issues=(*stage.issues, *_unread(bad.sound, bad.descriptor))))
    stages += [Stage(name, skipped=True) for name in STAGES[len(stages) :]]
    if isinstance(bad.sound, Package):
        stages[0] = _with_addresses(stages[0], bad.sound)
    is_bare = isinstance(bad.sound, Package) and bad.sound.is_bare and not options.checks
    name, version, folder = _refused(given, bad)
    return Report(name, version, tuple(stages), folder, skipped=skipped, is_bare=is_bare)


def _refused(given: Given, bad: BadDeclaration) -> tuple[str, str | None, str]:
    """Name, version and place of a package whose declarations are faulty."""
    known = given if isinstance(given, Package) else bad.sound
    if isinstance(known, Package):
        version = known.version if isinstance(known.version, str) else None
        return known.name, version, known.place
    if isinstance(given, Mapping):
        return str(given.get("name", "(in memory)")), None, ""
    assert isinstance(given, str | Path)  # of tables without a package there is a sound one
    if isinstance(given, str) and is_url(given):
        return last_name(given), None, ""
    folder = Path(given)
    folder = folder.parent if folder.suffix.lower() in DECLARED else folder
    return folder.resolve().name, None, folder.as_posix()


def _unread(sound: Package, descriptor: str) -> Iterator[Issue]:
    """A note for each resource of a package that is not among its sound ones."""
    read = [resource.name for resource in sound.resources]
    for number, item in enumerate(sound.descriptor["resources"]):
        name = item.get("name") if isinstance(item, dict) else None
        if name not in read:
            place = Place(descriptor, field=f"resources[{number}]")
            yield Issue("table-unread", place, "this resource was not looked at")


def check_package(
    package: Package, options: Options | None = None, *, begun: float | None = None
) -> Report:
    """Validate an opened package. No stage runs twice: an opened package does not change."""
    begun = perf_counter() if begun is None else begun
    stages, skipped = _stages(package, options or Options())
    stages = (_with_addresses(stages[0], package), *stages[1:])
    seconds = round(perf_counter() - begun, 3)
    is_bare = package.is_bare and not (options and options.checks)
    return Report(package.name, package.version, stages, package.place, seconds, skipped, is_bare)


def _with_addresses(stage: Stage, package: Package) -> Stage:
    """The first stage, which says also what was read at addresses, by any of the stages."""
    return stage.replace(remarks=(*stage.remarks, *package.addresses.remarks))


def _stages(package: Package, options: Options) -> tuple[tuple[Stage, ...], Counter[str]]:
    texts = None if options.sources is None else options.sources.resolve()
    most, rows, names = options.most_issues, options.most_rows, options.resources
    _check_names(package, names)
    steps: tuple[tuple[Callable[[], Stage], Hashable], ...] = (
        (lambda: _descriptor(package), None),
        (lambda: _tables(package, options), (most, rows, names)),
        (lambda: _records(package, options.checks, most), (options.checks, most)),
        (lambda: _citations(package, options), texts),
        (lambda: _copies(package), None),
    )
    selection, skipped = options.selection(package), Counter[str]()
    stages: list[Stage] = []
    for name, (step, given) in zip(STAGES, steps, strict=True):
        left_out = disturbs(skipped)
        if any(stage.status != "passed" for stage in stages):
            stage = Stage(name, skipped=True)
        elif (names or rows is not None) and name in STAGES[2:]:
            stage = Stage(name, remarks=_not_whole(package, name, options.checks))
        elif left_out and _has_work(package, name, options.checks):
            stage = Stage(name, issues=(_not_checked(package, name, left_out),))
        else:
            stage, out = selection.apply(package.once(("stage", name, given), step))
            skipped += out
        stages.append(stage)
    return tuple(stages), skipped


def _check_names(package: Package, names: Sequence[str]) -> None:
    known = [resource.name for resource in package.resources]
    for name in names:
        if name not in known:
            listed = ", ".join(known[:20]) or "none"
            raise CannotRun(f"there is no resource {name!r}; resources: {listed}")


def _not_whole(package: Package, stage: str, checks: Sequence[Check]) -> tuple[str, ...]:
    """What is said of a stage that looks at whole packages, where only a part is looked at."""
    said = "not looked at, for only a part of the package was asked for"
    return (said,) if _has_work(package, stage, checks) else ()


def _has_work(package: Package, stage: str, checks: Sequence[Check] = ()) -> bool:
    """Whether a stage after the tables has something to look at."""
    if stage == "citations":
        return package.convention is not None
    has_rules = any(table.schema and table.schema.rules for table in package.tables)
    return package.has_copies or (stage == "records" and (has_rules or bool(checks)))


def _not_checked(package: Package, stage: str, codes: list[str]) -> Issue:
    code = "citations-unchecked" if stage == "citations" else "not-checked"
    message = f"the {stage} were not checked, because these issues were skipped: {', '.join(codes)}"
    return Issue(code, Place(package.declared_in), message)


# Each stage is imported when it runs, and not at all where the package has nothing for it.


def _descriptor(package: Package) -> Stage:
    from pincite.checks.descriptor import check_descriptor

    return check_descriptor(package)


@contextmanager
def _engine(options: Options) -> Iterator[Engine | None]:
    """What looks at large tables and at many citations, None for this process alone."""
    if options.engine is not None or (options.jobs == 1 and options.executor is None):
        yield options.engine
        return
    from pincite.tables.splits.engines import Jobs

    with Jobs(options.jobs, options.executor) as jobs:
        yield jobs


def _tables(package: Package, options: Options) -> Stage:
    from pincite.checks.tables import check_tables

    with _engine(options) as engine:
        return check_tables(
            package,
            most_issues=options.most_issues,
            most_rows=options.most_rows,
            names=options.resources,
            engine=engine,
        )


def _records(package: Package, checks: Sequence[Check], most_issues: int | None) -> Stage:
    stage = Stage("records")
    if _has_work(package, "records"):
        from pincite.checks.records import check_records
        from pincite.citations import read_tables

        stage = check_records(package, read_tables(package))
    if not checks:
        return stage
    from pincite.checks.functions import check_issues

    issues, tables = check_issues(package, checks, most_issues)
    counts = {**stage.counts, "checks in Python": len(checks), "tables checked by them": tables}
    return stage.replace(counts=counts, issues=(*stage.issues, *issues))


def _citations(package: Package, options: Options) -> Stage:
    if package.convention is None:
        return Stage("citations", remarks=("the package declares no citations",))
    from pincite.proof import check_citations

    with _engine(options) as engine:
        return check_citations(package, options.sources, engine)


def _copies(package: Package) -> Stage:
    if not package.has_copies:
        return Stage("copies")
    from pincite.checks.copies import check_copies
    from pincite.citations import read_tables

    return check_copies(package, read_tables(package))
