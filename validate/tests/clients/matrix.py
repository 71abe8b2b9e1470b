"""The corruption matrix: each file of a release, each kind of damage, and who notices it.

`python tests/clients/matrix.py` prints it. A client notices a damage where it refuses the file
(marked with !), or reads anything in it otherwise than in the undamaged release. Each is first
asked about an undamaged copy, where it may notice nothing. Exit code 1 where nobody notices a
damage, and where a client notices none: it would be no witness.
"""

# ruff: noqa: E402 - the tests' folder must be on the path first

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

from damage import damages
from readings import CLIENTS, Client, Refused, read, unfold

from pincite import CannotRun, validate
from pincite.releases import release_package
from support import ARTICLE_SOURCES, ROOT

WITNESSES = ("funding.parquet", "citations.parquet")  # of the tables in Parquet, read by all
CHECKSUM = "sha256sum"


@dataclass(frozen=True)
class Row:
    """One damage, whether pincite and the checksums notice it, and which clients do."""

    file: str
    kind: str
    validate: bool | None
    checksum: bool
    noticed: tuple[str, ...]
    asked: int

    @property
    def is_noticed(self) -> bool:
        """Whether anybody notices."""
        return bool(self.validate or self.checksum or self.noticed)

    def cells(self) -> list[str]:
        """The row of the table that is printed."""
        validate = {None: "-", True: "yes", False: "no"}[self.validate]
        names = ", ".join(self.noticed) or ("no" if self.asked else "-")
        return [self.file, self.kind, validate, "yes" if self.checksum else "no", names]


def clients_of(name: str) -> list[Client]:
    """The installed clients that read a file; one alone for most of the Parquet files."""
    found = [
        client
        for client in CLIENTS
        if client.name != CHECKSUM
        and any(name.endswith(end) for end in client.reads)
        and client.command() is not None
    ]
    if name.endswith(".parquet") and name not in WITNESSES:
        return [client for client in found if client.name == "pyarrow"]
    return found


class Judge:
    """Damages copies of a release, and asks the clients what they make of them."""

    def __init__(self, release: Path, work: Path):
        self.release = release
        self.work = work
        self.known: dict[str, Any] = {}
        unfolded = unfold(release, work / "unfolded")
        for client in CLIENTS:
            if client.command() is not None:
                self.known[client.name] = read(client, release, unfolded)
        (package,) = release.glob("*.zip")
        assert validate(str(package)).valid

        folder, copy = self._copy("control")
        for client in CLIENTS:
            if client.name in self.known:
                notices = self._notices(client, copy, folder)
                assert notices is None, f"{client.name} notices a damage where there is none"

    def _copy(self, name: str) -> tuple[Path, Path]:
        """A folder, and in it a copy of the release to damage."""
        folder = self.work / name
        shutil.copytree(self.release, folder / "dist")
        return folder, folder / "dist"

    def row(self, name: str, kind: str) -> Row:
        """Damage one file in one way, and ask."""
        folder, copy = self._copy(f"{name}-{kind}".replace(" ", "-"))
        damages(name)[kind](copy / name)
        assert (copy / name).read_bytes() != (self.release / name).read_bytes()
        noticed = tuple(
            client.name + mark
            for client in clients_of(name)
            if (mark := self._notices(client, copy, folder)) is not None
        )
        checksum = next(client for client in CLIENTS if client.name == CHECKSUM)
        row = Row(
            file=name,
            kind=kind,
            validate=refuses(copy / name) if name.endswith(".zip") else None,
            checksum=self._notices(checksum, copy, folder) is not None,
            noticed=noticed,
            asked=len(clients_of(name)),
        )
        shutil.rmtree(folder)
        return row

    def _notices(self, client: Client, release: Path, folder: Path) -> str | None:
        """`!` where a client refuses a release, nothing where it reads it otherwise, else None."""
        unfolded = folder / "unfolded"
        try:
            if ".zip" in client.reads and not unfolded.exists():
                unfold(release, unfolded)
            found = read(client, release, unfolded if unfolded.exists() else folder)
        except Refused:
            return "!"
        return "" if found != self.known[client.name] else None


def refuses(package: Path) -> bool:
    """Whether pincite finds a package invalid, or cannot open it."""
    try:
        return not validate(str(package)).valid
    except CannotRun:
        return True


def rows(release: Path, work: Path) -> Iterator[Row]:
    """The rows of the matrix, file by file."""
    judge = Judge(release, work)
    cases = [(path.name, kind) for path in sorted(release.iterdir()) for kind in damages(path.name)]
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda case: judge.row(*case), cases)


def main() -> int:
    """Make a release, damage it, print the matrix; the exit code."""
    with tempfile.TemporaryDirectory(prefix="pincite-") as folder:
        release = Path(folder) / "dist"
        release_package(ROOT, out=release, sources=ARTICLE_SOURCES)
        found = list(rows(release, Path(folder)))
    return show(found)


def show(found: list[Row]) -> int:
    """Print the matrix and what it comes to; 1 where a damage or a client fails, else 0."""
    files = len({row.file for row in found})
    table = [["file", "damage", "validate", "checksum", "clients"], *(row.cells() for row in found)]
    widths = [max(len(cells[n]) for cells in table) for n in range(4)]
    for cells in table:
        print("  ".join([*(c.ljust(w) for c, w in zip(cells, widths, strict=False)), cells[4]]))
    missed = [f"{row.file}: {row.kind}" for row in found if not row.is_noticed]
    present = [client.name for client in CLIENTS if client.command() is not None]
    witnesses = {name.rstrip("!") for row in found for name in row.noticed} | {
        CHECKSUM for row in found if row.checksum
    }
    blind = [name for name in present if name not in witnesses]
    absent = [client.name for client in CLIENTS if client.name not in present]
    by_others = sum(bool(row.validate or row.noticed) for row in found)
    print(f"\n{len(found)} damages of {files} files: {len(found) - len(missed)} noticed,")
    print(f"{by_others} of them also without the checksums; {len(present)} clients asked")
    for title, names in (
        ("noticed by nobody", missed),
        ("clients that noticed nothing", blind),
        ("clients that are not installed", absent),
    ):
        if names:
            print(f"{title}: {', '.join(names)}")
    return 1 if missed or blind else 0


if __name__ == "__main__":
    sys.exit(main())
