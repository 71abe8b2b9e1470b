"""Many citations at once: those that prove are kept on the editor, each other one has its reason.

A citation is blamed for the faults of the cell that it cites. Where a fault is of a whole source,
such as too much quoted of it, the last citations of that source are given up, as many as it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pincite.report import CannotRun, Issue
from pincite.seeds.editor import AlreadyCited, SeedEditor
from pincite.seeds.request import CitationRequest, WrittenCitation


@dataclass(frozen=True)
class Judged:
    """What became of one request: its value, or the reason why it is not written.

    `code` is that of the issue that it would be, where it would be one. `is_there` says that the
    seeds cite the cell so already.
    """

    request: CitationRequest
    value: str = ""
    method: str = ""
    start: int | None = None
    reason: str = ""
    code: str = ""
    is_there: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether the cell follows from the passage."""
        return self.reason == ""


Same = Callable[[int, str], str | None]  # of a request's number and value: what speaks against it


def prove(
    editor: SeedEditor, requests: Sequence[CitationRequest], differs: Same | None = None
) -> list[Judged]:
    """Put the citations that prove on the editor, and say what became of every request, in order.

    `differs` is asked of each proved value whether it is what was claimed. What the editor held
    before is given up.
    """
    found = [Judged(request) for request in requests]
    kept = dict(editor.texts)
    while True:
        editor.hold(kept)
        added = _add(editor, found)
        faults = editor.faults(added.values()) if added else []
        if faults:
            _blame(faults, added, found)
        elif not _contradicted(editor, added, found, differs):
            return found


def _add(editor: SeedEditor, found: list[Judged]) -> dict[int, WrittenCitation]:
    """The rows that could be put on the editor, by the number of their request."""
    added: dict[int, WrittenCitation] = {}
    for number, judged in enumerate(found):
        if not judged.is_proved:
            continue
        try:
            added[number] = editor.add(judged.request)
        except AlreadyCited as there:
            added[number] = there.citation
            found[number] = replace(judged, is_there=True)
        except CannotRun as error:
            found[number] = replace(judged, reason=str(error))
    return added


def _blame(
    faults: Sequence[Issue], added: Mapping[int, WrittenCitation], found: list[Judged]
) -> None:
    """Give the citations that faults are of their reason: of each cell the last one."""
    by_place: dict[tuple[str, str], int] = {}
    by_source: dict[str, list[int]] = {}
    for number, cited in added.items():
        cell = cited.request.cell
        if not found[number].is_there:
            by_place[cell.record, cell.field] = number
            by_place[f"{cell.table} {cell.record}", cell.field] = number
            by_source.setdefault(cited.request.source, []).append(number)
    guilty: dict[int, Issue] = {}
    for fault in faults:
        at = by_place.get((fault.place.record or "", fault.place.field or ""))
        if at is not None:
            guilty.setdefault(at, fault)
    if not guilty:
        guilty = _of_sources(faults, by_source, added)
    for number, fault in (guilty or {max(added): faults[0]}).items():
        reason = f"{fault.message}{f': “{fault.expected}”' if fault.expected else ''}"
        found[number] = replace(found[number], reason=reason, code=fault.code)


def _of_sources(
    faults: Sequence[Issue],
    by_source: Mapping[str, Sequence[int]],
    added: Mapping[int, WrittenCitation],
) -> dict[int, Issue]:
    """The last citations of each source that a fault is of; of a whole source, an eighth at once.

    So a thousand citations beyond a limit take a few dozen looks and not a thousand.
    """
    guilty: dict[int, Issue] = {}
    for fault in faults:
        numbers = sorted(
            by_source.get(fault.place.record or "", ()), key=lambda n: (added[n].span or (0, 0), n)
        )
        if fault.code == "union-too-large":
            numbers = sorted(numbers)
        for number in numbers[-max(1, len(numbers) // 8) :]:
            guilty.setdefault(number, fault)
    return guilty


def _contradicted(
    editor: SeedEditor,
    added: Mapping[int, WrittenCitation],
    found: list[Judged],
    differs: Same | None,
) -> bool:
    """Fill in the values of added rows; whether somebody claims another one of some."""
    agrees = True
    for number, cited in added.items():
        value = editor.value_of(cited.request)
        start = None if cited.span is None else cited.span.start
        found[number] = replace(found[number], value=value, method=cited.method, start=start)
        why = None if differs is None else differs(number, value)
        if why is not None:
            agrees = False
            found[number] = replace(found[number], reason=why, code="value-differs")
    return not agrees
