"""Profiles of a package's own: JSON Schemas in its folder that its descriptor must fit.

Of a profile at an address, or a schema that a profile refers to there, a local copy is read where
the caller names one or lets it be fetched, else a note says that it was not looked at. What a
profile takes over from the standard's own profiles is checked by `standard/`, so that always holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.descriptor.documents import Declarations
from pincite.descriptor.shape import Fault, step
from pincite.descriptor.standard import is_url, path_fault
from pincite.report import CannotRun
from pincite.report.visible import has_credentials

PACKAGES = ("data-package", "tabular-data-package", "fiscal-data-package")
RESOURCES = ("data-resource", "tabular-data-resource")
OFFICIAL = ("https://datapackage.org/profiles/", "https://specs.frictionlessdata.io/schemas/")
_METASCHEMAS = ("http://json-schema.org/draft", "https://json-schema.org/draft")  # at hand
PROFILES = {  # what a new package and its schemas name as their form
    "package": f"{OFFICIAL[0]}2.0/datapackage.json",
    "schema": f"{OFFICIAL[0]}2.0/tableschema.json",
}


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


def profile_faults(declared: Declarations, descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of a descriptor by its own profiles, and notes on those that cannot be read."""
    for at, stated, value in _stated(descriptor):
        reason = None if is_url(stated) and not has_credentials(stated) else path_fault(stated)
        if reason is None and not declared.is_here(stated):
            yield _unread(at, stated)
            continue
        if reason is not None:
            message = f"neither a profile of the standard nor a path inside the package: {reason}"
            yield Fault(at, message)
            continue
        try:
            profile = declared.read(stated)
        except CannotRun as error:
            yield Fault(at, str(error), "scheme-error", step=error.step)
            continue
        yield from _broken(declared, profile, value, at, stated)


def _unread(at: str, url: str) -> Fault:
    message = f"the profile {url} is at an address, so it was not looked at"
    return Fault(at, message, "profile-unread")


def _broken(
    declared: Declarations, profile: Any, value: Any, at: str, name: str
) -> Iterator[Fault]:
    from jsonschema.validators import validator_for
    from referencing.jsonschema import DRAFT7

    from pincite.types.json_schemas import BadSchema, TooManySteps, compile_schema

    def retrieve(uri: str) -> Any:
        return DRAFT7.create_resource(declared.read(uri)) if declared.is_here(uri) else None

    unread: set[str] = set()
    if isinstance(profile, dict) and is_url(name) and not {"$id", "id"} & profile.keys():
        profile = {**profile, "$id": name}  # what it refers to is beside it
    try:
        known = _without_unread(profile, declared, unread)
        validator = compile_schema(known, kind=validator_for(profile), retrieve=retrieve)
        errors = list(validator.errors(value))
    except CannotRun as error:
        message = f"the profile {name} refers to what cannot be read: {error}"
        yield Fault(at, message, "scheme-error", step=error.step)
        return
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
    yield from (_unread(at, url) for url in sorted(unread) if not _is_official(url))
    for broken in errors:
        path = at.rpartition(".")[0]
        for part in broken.absolute_path:
            path = f"{path}[{part}]" if isinstance(part, int) else step(path, str(part))
        message = broken.message if len(broken.message) < 200 else broken.message[:197] + "..."
        yield Fault(path, f"{message} (by the profile {name})")


def _without_unread(schema: Any, declared: Declarations, unread: set[str]) -> Any:
    """A JSON Schema whose references to what cannot be read here allow anything.

    The addresses of those are added to `unread`. A reference to the schema's own `$id` is kept.
    Raises CannotRun for what was looked up and not found.
    """
    from urllib.parse import urljoin

    stated = schema.get("$id", "") if isinstance(schema, dict) else ""
    own = stated.partition("#")[0] if isinstance(stated, str) else ""

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        url = value.get("$ref")
        url = urljoin(own, url).partition("#")[0] if isinstance(url, str) else ""
        if is_url(url) and url != own and not url.startswith(_METASCHEMAS):
            is_own = _is_official(url)  # what these demand is checked by `standard/`
            if declared.addresses.is_mapped(url) if is_own else declared.is_here(url):
                declared.read(url)
            else:
                unread.add(url)
                value = {name: item for name, item in value.items() if name != "$ref"}
        return {name: walk(item) for name, item in value.items()}

    return walk(schema)
