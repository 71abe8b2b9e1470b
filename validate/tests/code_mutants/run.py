"""Change the code, one small change at a time, and say which changes no test notices.

`python tests/code_mutants/run.py --sample 40` takes a seeded sample; 300 are for runs by hand. It
first runs the suite once to see which test runs which lines; a changed line is then judged by the
tests that run it, the closest first, up to `--seconds` of them: a survivor is a change that those
do not notice, so the share of the killed is not overstated. Survivors of earlier runs
(survivors.csv) are in every sample until they are killed, and stay in the list then, so that they
stay killed; changes that change nothing are in equivalents.csv with the reason. Exit code 1 where
fewer than 85 % are killed.

mutmut and cosmic-ray do not serve here: the former changes no module-level code and has no
seeded sample, the latter runs one command for every change, which is the whole suite.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from code_mutants.mutations import Mutation, mutations

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "validate"
HERE = Path(__file__).parent
LEAST = 0.85  # killed of those that are not equivalent
COLUMNS = ("module", "function", "line", "old", "new", "reason")
GENERATED = ("pincite/grammar/words/",)  # tables of data; their generator is not the code
SECONDS = 20  # of the tests that judge one change, as they took without it
PATIENCE = 10  # times as long, and a minute: a change that makes them take longer is noticed
Key = tuple[str, str, str, str, str]


@dataclass
class Suite:
    """The tests by the lines that they run, each with its seconds."""

    seconds: dict[str, float] = field(default_factory=dict)
    of_line: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    breadth: Counter[str] = field(default_factory=Counter)  # modules that a file of tests runs

    def read(self, folder: Path) -> None:
        """Take over what the processes of a run have written."""
        touched: dict[str, set[str]] = defaultdict(set)
        for file in folder.glob("*.json"):
            found = json.loads(file.read_text(encoding="utf-8"))
            names = [name for name, _ in found["tests"]]
            self.seconds.update(found["tests"])
            for path, lines in found["lines"].items():
                module = path.rpartition("/pincite/")[2]
                for line, numbers in lines.items():
                    tests = {names[number] for number in numbers}
                    self.of_line[f"pincite/{module}", int(line)] |= tests
                    for test in tests:
                        touched[test.partition("::")[0]].add(module)
        self.breadth.update({name: len(modules) for name, modules in touched.items()})

    def of(self, mutation: Mutation, seconds: float = SECONDS) -> list[str]:
        """The tests that run a changed line, the closest first; of module level, of the module."""
        found = self.of_line.get((mutation.module, mutation.line), set())
        if mutation.at_import or not found:  # whoever runs anything of the module may see it
            found = {
                test
                for (module, _), tests in self.of_line.items()
                if module == mutation.module
                for test in tests
            }
        names = {test.partition("::")[0] for test in found}
        order = {name: at for at, name in enumerate(sorted(names, key=self._closeness))}
        place = {test: (order[test.partition("::")[0]], self.seconds[test]) for test in found}
        return self._within(sorted(found, key=place.__getitem__), seconds)

    def _within(self, tests: Sequence[str], seconds: float) -> list[str]:
        """The first tests that take so long together, one at least."""
        ends = accumulate(self.seconds[test] for test in tests)
        within = [test for test, end in zip(tests, ends, strict=True) if end <= seconds]
        return within or [*tests[:1]]

    def _closeness(self, name: str) -> tuple[bool, int]:
        return "/unit/" not in name, self.breadth[name]


def key_of(mutation: Mutation) -> Key:
    """What names a change in the lists, however many lines stand above it."""
    return mutation.module, mutation.function, mutation.context, mutation.old, mutation.new


def read_list(name: str) -> dict[Key, str]:
    """The changes of a list, with what is said of each."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return {
            (row["module"], row["function"], row["line"], row["old"], row["new"]): row["reason"]
            for row in csv.DictReader(file)
        }


def all_mutations() -> list[Mutation]:
    """All changes of the code, in order of module and place."""
    found: list[Mutation] = []
    for path in sorted((SOURCE / "pincite").rglob("*.py")):
        module = path.relative_to(SOURCE).as_posix()
        if not module.startswith(GENERATED):
            found += mutations(module, path.read_bytes())
    return found


def chosen(
    found: Sequence[Mutation], number: int, seed: int, listed: Iterable[Key], only: str = ""
) -> list[Mutation]:
    """A sample of changes, and with them all that are listed and still in the code."""
    eligible = [one for one in found if one.module.startswith(only)]
    sample = random.Random(seed).sample(eligible, min(number, len(eligible)))
    known = set(listed)
    names = {key_of(one) for one in sample}
    return sample + [one for one in found if key_of(one) in known - names]


def environment(source: Path) -> dict[str, str]:
    """The environment of tests that take the code from a folder."""
    paths = os.pathsep.join([str(source), str(SOURCE / "tests")])
    return {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def run_tests(source: Path, tests: Sequence[str], timeout: float) -> str:
    """ "killed", "timeout" or "survived": whether a test fails with the code of a folder."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as arguments:
        arguments.write("\n".join(tests))
        arguments.flush()
        options = ["-x", "-q", "--numprocesses=0", "-p", "no:cacheprovider", "--no-header"]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *options, f"@{arguments.name}"],
                cwd=ROOT,
                env=environment(source),
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "timeout"
    return "survived" if done.returncode == 0 else "killed"


class Judge:
    """Judges changes, each worker in a copy of the code that is its own."""

    def __init__(self, folder: Path, tests: Suite, seconds: float) -> None:
        self._folder, self._tests, self._seconds = folder, tests, seconds
        self._own = threading.local()

    def verdict(self, mutation: Mutation) -> str:
        """What the tests say of a change; "survived" too where no test runs the line."""
        tests = self._tests.of(mutation, self._seconds)
        if not tests:
            return "survived"
        source = self._copy()
        path = source / mutation.module
        before = path.read_bytes()
        path.write_bytes(mutation.apply(before))
        try:
            taken = sum(self._tests.seconds[test] for test in tests)
            return run_tests(source, tests, 60 + PATIENCE * taken)
        finally:
            path.write_bytes(before)

    def _copy(self) -> Path:
        if not hasattr(self._own, "source"):
            self._own.source = Path(tempfile.mkdtemp(dir=self._folder))
            skip = shutil.ignore_patterns("__pycache__")  # a stale one would hide a change
            shutil.copytree(SOURCE / "pincite", self._own.source / "pincite", ignore=skip)
        return Path(self._own.source)


def trace_lines(folder: Path) -> Suite:
    """Run the suite once; which test runs which lines. Stops the run where a test fails."""
    print("running the suite once, to see which test runs which lines", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "code_mutants.lines"],
        cwd=ROOT,
        env=environment(SOURCE) | {"CODE_MUTANTS": str(folder)},
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        sys.exit("the tests fail without any change: mutants would be killed by that")
    tests = Suite()
    tests.read(folder)
    return tests


def report(verdicts: Mapping[Mutation, str], equivalents: Mapping[Key, str]) -> int:
    """Print the counts and the survivors; the exit code."""
    judged = {one: said for one, said in verdicts.items() if key_of(one) not in equivalents}
    counts = Counter(judged.values())
    killed = counts["killed"] + counts["timeout"]
    share = killed / len(judged) if judged else 0.0
    for one, said in judged.items():
        if said == "survived":
            print(f"survived: {one.module}:{one.line} {one.function}: {one.old!r} -> {one.new!r}")
            print(f"    {one.context}")
    alive = [one for one, said in verdicts.items() if said != "survived"]
    for one in alive:
        if key_of(one) in equivalents:
            print(f"listed as equivalent, but a test notices it: {one.name}")
    print(f"{killed} of {len(judged)} killed, {share:.0%} ({counts['timeout']} by time)")
    return 0 if share >= LEAST else 1


def write_survivors(verdicts: Mapping[Mutation, str], survivors: dict[Key, str]) -> None:
    """Add those that survived to the list of those that are always tried."""
    for one, said in verdicts.items():
        if said == "survived":
            survivors.setdefault(key_of(one), "")
    with (HERE / "survivors.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows([*key, reason] for key, reason in sorted(survivors.items()))


def main() -> int:
    """Run a sample and report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=300, help="changes that are drawn")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--seconds", type=float, default=SECONDS, help="tests that judge one change take at most"
    )
    options.add_argument("--only", default="", help="path under validate/ that changes lie under")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--lines", type=Path, help="folder to keep what the first run has seen")
    options.add_argument("--record", action="store_true", help="add survivors to survivors.csv")
    given = options.parse_args()
    equivalents, survivors = read_list("equivalents.csv"), read_list("survivors.csv")
    with tempfile.TemporaryDirectory(prefix="pincite-mutants-") as name:
        folder = Path(name)
        if given.lines is not None and any(given.lines.glob("*.json")):
            tests = Suite()
            tests.read(given.lines)
        else:
            lines = given.lines or folder / "lines"
            lines.mkdir(parents=True, exist_ok=True)
            tests = trace_lines(lines)
        found = all_mutations()
        sample = [
            one
            for one in chosen(found, given.sample, given.seed, survivors, given.only)
            if key_of(one) not in equivalents and one.compiles((SOURCE / one.module).read_bytes())
        ]
        print(f"{len(found):,} possible changes; {len(sample)} tried", flush=True)
        judge, begun = Judge(folder, tests, given.seconds), time.monotonic()
        with ThreadPoolExecutor(given.jobs) as pool:
            verdicts = {}
            for one, said in zip(sample, pool.map(judge.verdict, sample), strict=True):
                verdicts[one] = said
                print(f"{len(verdicts):>4}  {said:<8}  {one.name}", flush=True)
    print(f"{time.monotonic() - begun:.0f} seconds")
    if given.record:
        write_survivors(verdicts, survivors)
    return report(verdicts, equivalents)


if __name__ == "__main__":
    sys.exit(main())
