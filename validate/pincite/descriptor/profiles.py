"""Profiles of a package's own: JSON Schemas in its folder that its descriptor must fit.

Profiles at URLs are never fetched; `unread_profiles` names them. What a profile takes over from
the standard's own profiles is checked by `package/standard/`, so such a reference holds always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.descriptor.shape import Fault, step
from pincite.descriptor.standard.texts import is_url, path_fault
from pincite.files.store import Files
from pincite.report import CannotRun

PACKAGES = ("data-package", "tabular-data-package", "fiscal-data-package")
RESOURCES = ("data-resource", "tabular-data-resource")
OFFICIAL = ("https://datapackage.org/profiles/", "https://specs.frictionlessdata.io/schemas/")


def _stated(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The profiles that a descriptor states: place, profile, and what must fit it."""
    items = descriptor.get("resources")
    levels = [("", descriptor)]
    levels += [
        (f"resources[{number}]", item)
        for number, item in enumerate(items if isinstance(items, list) else ())
        if isinstance(item, dict)
    ]
    for at, item in levels:
        for key in ("$schema", "profile") if not at else ("profile",):
            stated = item.get(key)
            built_in = RESOURCES if at else PACKAGES
            if isinstance(stated, str) and stated not in built_in and not _is_official(stated):
                yield step(at, key), stated, item


def _is_official(profile: str) -> bool:
    return profile.replace("http:", "https:", 1).startswith(OFFICIAL)


def unread_profiles(descriptor: Mapping[str, Any]) -> list[str]:
    """The profiles at URLs, which nobody looked at."""
    return sorted({stated for _, stated, _ in _stated(descriptor) if is_url(stated)})


def profile_faults(files: Files, descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of a descriptor by the profiles that lie in its package."""
    for at, stated, value in _stated(descriptor):
        if is_url(stated):
            continue
        reason = path_fault(stated)
        if reason is not None:
            yield Fault(at, f"no profile of the standard and no path inside the package: {reason}")
            continue
        try:
            profile = files.read_json(stated)
        except CannotRun as error:
            yield Fault(at, str(error), "scheme-error")
            continue
        yield from _broken(profile, value, at, stated)


def _broken(profile: Any, value: Any, at: str, name: str) -> Iterator[Fault]:
    from jsonschema.validators import validator_for
    from referencing.jsonschema import DRAFT7

    from pincite.types.json_schemas import BadSchema, TooManySteps, compile_schema

    def retrieve(uri: str) -> Any:
        return DRAFT7.create_resource({}) if uri.startswith(OFFICIAL) else None

    try:
        validator = compile_schema(profile, kind=validator_for(profile), retrieve=retrieve)
        errors = list(validator.errors(value))
    except BadSchema as error:
        yield Fault(at, f"the profile {name} {error}")
        return
    except TooManySteps:
        yield Fault(at, f"the profile {name} takes too many steps to check")
        return
    except Exception as error:  # what a profile can do to its validator is not all known
        reason = " ".join(str(error).split())[:200]
        yield Fault(at, f"the profile {name} is not a JSON Schema that can be used: {reason}")
        return
    for broken in errors:
        path = at.rpartition(".")[0]
        for part in broken.absolute_path:
            path = f"{path}[{part}]" if isinstance(part, int) else step(path, str(part))
        message = broken.message if len(broken.message) < 200 else broken.message[:197] + "..."
        yield Fault(path, f"{message} (by the profile {name})")
