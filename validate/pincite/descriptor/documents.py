"""The declarations of a package as they are read: values, texts, and the faults of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, NoReturn

from pincite.descriptor.places import LARGEST, Part, odd_faults, parts, with_lines
from pincite.descriptor.shape import Fault, shown
from pincite.descriptor.standard import Version, is_url, version_of
from pincite.files.addresses import Addresses, last_name
from pincite.files.reading import parse_json, read_text
from pincite.files.store import Files
from pincite.report import CannotRun, counted

KEPT = 1000  # faults of one file; more would drown the first
BORNE = 10_000  # faults at once; who has more is told of the first of them
YAML = (".yaml", ".yml")


class BadDeclaration(CannotRun):
    """A descriptor, schema or dialect is faulty.

    `files` lists every fault by its file; `descriptor` is which of them describes the package.
    `sound` is the package without the resources whose declarations are faulty, where it has any.
    """

    def __init__(
        self, descriptor: str, files: Mapping[str, tuple[Fault, ...]], sound: object = None
    ):
        errors = {name: [f for f in faults if f.is_error] for name, faults in files.items()}
        file, faults = next(pair for pair in errors.items() if pair[1])
        number = sum(map(len, errors.values())) - 1
        more = f" (and {counted(number, 'more faults')})" if number else ""
        line = f":{faults[0].line}" if faults[0].line else ""
        super().__init__(f"{file}{line}: {faults[0]}{more}")
        self.descriptor = descriptor
        self.files = files
        self.sound = sound


class Declarations:
    """The files that declare a package, each read once; `name` is the descriptor's.

    `addresses` gives local copies, files outside the package, of what is at addresses.
    """

    def __init__(self, files: Files, name: str, addresses: Addresses | None = None):
        self.files, self.name = files, name
        self.addresses = addresses or Addresses()
        self._texts: dict[str, str] = {}
        self._parts: dict[str, list[Part]] = {}  # of YAML, which is cut only once
        self._values: dict[str, Any] = {}
        self._faults: dict[str, dict[Fault, None]] = {}

    def read_descriptor(self) -> dict[str, Any]:
        """The package's descriptor.

        Raises BadDeclaration where it is not a JSON object, which is a fault of the package, and
        CannotRun for a file of another kind, which was named by mistake.
        """
        try:
            value = self._parse(self.name)
        except CannotRun as error:
            is_meant = self.name.lower().endswith((".json", *YAML))
            if not (is_meant and self.files.is_there(self.name)):
                raise
            place, _, message = str(error).partition(": ")
            line = place.rpartition(":")[2]
            self._refuse(message, int(line) if line.isdigit() else None)
        if not isinstance(value, dict):
            self._refuse(f"a descriptor is a JSON object, this is {shown(value)}")
        is_package = "resources" in value or self.name.startswith("datapackage.")
        if not is_package and {"path", "data"} & value.keys():  # a resource alone
            stated = {"$schema": value["$schema"]} if "$schema" in value else {}
            return {**stated, "resources": [value]}
        return value

    def _refuse(self, message: str, line: int | None = None) -> NoReturn:
        fault = Fault("", message, line=line)
        raise BadDeclaration(self.name, {self.name: (fault,)})

    def is_here(self, path: str) -> bool:
        """Whether a path or URL is looked up: without the caller's word, no URL is."""
        return not is_url(path) or self.addresses.is_readable(path)

    def read(self, path: str) -> Any:
        """The JSON value of a file of the package, or of the local copy of a URL.

        Raises CannotRun where it cannot be read.
        """
        if path not in self._values:
            self._values[path] = self._parse(path)
        return self._values[path]

    def version_in(self, path: str, default: Version) -> Version:
        """The version of the standard that a file states, which counts for that file only."""
        try:
            value = self.read(path)
        except CannotRun:
            return default
        return version_of(value, default) if isinstance(value, dict) else default

    def _parse(self, name: str) -> Any:
        copy = self.addresses.file(name) if is_url(name) else None
        is_mapped = copy is not None and self.addresses.is_mapped(name)
        known = str(copy) if is_mapped else name
        text = read_text(copy, known) if copy else self.files.read_text(name)
        text = text.removeprefix("\ufeff")
        if last_name(known).lower().endswith(YAML):
            from pincite.descriptor.yaml_documents import parse_yaml

            value, self._parts[name] = parse_yaml(text, name)
            self.check(name, odd_faults(self._parts[name]))
            return value
        value, is_odd = parse_json(text, name)
        self._texts[name] = text
        if is_odd:
            message = "an object has one key twice, or a number is NaN or Infinity"
            is_long = len(text) > LARGEST
            self.check(name, [Fault("", message)] if is_long else odd_faults(parts(text)))
        return value

    def _parts_of(self, name: str) -> Iterable[Part]:
        """The parts of a file with their lines; none of a very long one, or one not read."""
        text = self._texts.get(name, "")
        return self._parts.get(name) or (parts(text) if len(text) <= LARGEST else ())

    def check(self, name: str, faults: Iterable[Fault]) -> list[Fault]:
        """Keep the faults of a file; those of them that are errors are given back.

        Raises BadDeclaration at once where there are too many.
        """
        found = list(islice(faults, BORNE))
        held = self._faults.setdefault(name, {})
        held.update(dict.fromkeys(found[: max(0, KEPT - len(held))]))
        if len(found) == BORNE:
            self.raise_faults()
        return [fault for fault in found if fault.is_error]

    def raise_faults(self, sound: Callable[[], object] = lambda: None) -> None:
        """Raise BadDeclaration if there are errors, with all faults and their lines.

        `sound` makes what it carries: the sound part of the package.
        """
        files = self.faults()
        if any(fault.is_error for faults in files.values() for fault in faults):
            raise BadDeclaration(self.name, files, sound())

    def faults(self) -> dict[str, tuple[Fault, ...]]:
        """All faults by file, each with its line; without errors they are warnings and notes."""
        return {
            name: tuple(with_lines(faults, self._parts_of(name)))
            for name, faults in self._faults.items()
            if faults
        }
