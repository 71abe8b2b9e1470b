"""JSON Schemas that packages bring: nothing is fetched for them, and none may exhaust us.

Patterns are matched in bounded time; references that lead nowhere are a fault of the schema, told
when it is compiled; a schema whose parts multiply is refused, or stopped when it has taken too
many steps; `uniqueItems` compares by hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from pincite.types.datetime import is_rfc_3339
from pincite.types.patterns import BadPattern, compile_search
from pincite.types.string import is_uri

MAX_PARTS = 10_000  # of a schema that are looked at for one place of a value, references followed
MAX_STEPS = 200_000  # keywords that are applied to one value, about a second; and more of them
STEPS_FOR_PART = 50  # for each part of the value, but not without end
MOST_STEPS = 5 * MAX_STEPS
MAX_KEY = 1000  # characters of a key that patterns of keys are tried on
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_IN_PLACE_ONE = ("not", "if", "then", "else", "$ref", "$dynamicRef", "$recursiveRef")
_DATA = ("const", "enum", "default", "examples")  # their values are not schemas

Retrieve = Callable[[str], Any]


class BadSchema(Exception):
    """A JSON Schema that cannot be used; the message says why."""


class TooManySteps(Exception):
    """A value takes more steps to check than are spent on one."""


class Validator:
    """A JSON Schema compiled; what it says of a value depends on that value alone."""

    def __init__(self, validator: Any, steps: list[int]):
        self._validator = validator
        self._steps = steps
        self._most = MAX_STEPS

    def errors(self, value: Any) -> Iterator[Any]:
        """The errors of a value, as jsonschema has them; raises TooManySteps."""
        self._steps[0] = self._most = _steps_for(value)
        yield from self._validator.iter_errors(value)

    def is_valid(self, value: Any) -> bool:
        """Whether a value fits; False for one that cannot be checked."""
        return self.first_fault(value) is None

    def first_fault(self, value: Any) -> str | None:
        """What is wrong with a value, or why it cannot be checked; None if it fits."""
        try:
            error = next(self.errors(value), None)
        except TooManySteps:
            self._steps[1] = 0  # the schema is not tried again
            return f"it takes more than {self._most:,} steps to check, so it is not checked"
        except Exception as error:  # what a schema can do to its validator is not all known
            return f"it cannot be checked: {' '.join(str(error).split())}"
        return None if error is None else str(error.message)


def compile_schema(
    schema: Any, *, kind: Any = None, retrieve: Retrieve | None = None, has_formats: bool = False
) -> Validator:
    """Compile a JSON Schema; raises BadSchema.

    kind: the validator class of jsonschema, by default that of draft 2020-12.
    retrieve: gives the schemas of other documents that may be referred to, None for the rest.
    has_formats: whether the formats date-time and uri are checked.
    """
    import jsonschema

    kind = kind or jsonschema.Draft202012Validator
    try:
        kind.check_schema(schema)
    except jsonschema.SchemaError as error:
        raise BadSchema(f"is not a JSON Schema: {error.message}") from error
    except RecursionError as error:
        raise BadSchema("is nested too deeply") from error
    registry, resolver = _registry(schema, kind, retrieve)
    _check_patterns(schema)
    _check_references(schema, resolver)
    steps = [MAX_STEPS, 1]
    bounded = _bounded(kind, steps)
    checker = _format_checker() if has_formats else None
    return Validator(bounded(schema, registry=registry, format_checker=checker), steps)


def _registry(schema: Any, kind: Any, retrieve: Retrieve | None) -> tuple[Any, Any]:
    """The registry of what may be referred to, and the resolver of the schema's references."""
    from jsonschema_specifications import REGISTRY
    from referencing import Registry
    from referencing.exceptions import NoSuchResource
    from referencing.jsonschema import specification_with

    def found(uri: str) -> Any:
        document = None if retrieve is None else retrieve(uri)
        if document is None:
            raise NoSuchResource(uri)
        return document

    specification = specification_with(kind.META_SCHEMA.get("$id") or kind.META_SCHEMA["id"])
    known: Any = Registry(retrieve=found)  # type: ignore[call-arg]
    registry = known.with_resources(REGISTRY.items())
    resource = specification.create_resource(schema)
    return registry, registry.resolver_with_root(resource)


def _steps_for(value: Any) -> int:
    """The steps that are spent on a value: more on a large one."""
    return min(MOST_STEPS, MAX_STEPS + STEPS_FOR_PART * sum(1 for _ in _parts(value)))


def _parts(value: Any) -> Iterator[Any]:
    """All parts of a JSON value, however deep."""
    rest = [value]
    while rest:
        part = rest.pop()
        yield part
        if isinstance(part, dict):
            rest += part.values()
        elif isinstance(part, list):
            rest += part


def _check_patterns(schema: Any) -> None:
    for part in _parts(schema):
        if not isinstance(part, dict):
            continue
        stated = part.get("patternProperties")
        for pattern in (part.get("pattern"), *(stated if isinstance(stated, dict) else ())):
            if isinstance(pattern, str):
                try:
                    compile_search(pattern)
                except BadPattern as error:
                    message = f"cannot be used: the pattern {pattern[:60]!r} {error}"
                    raise BadSchema(message) from error


def _check_references(schema: Any, resolver: Any) -> None:
    """Raise BadSchema for a reference that leads nowhere, in a circle, or to too many parts."""
    _Walk().count(schema, resolver)
    rest = [(schema, resolver)]
    while rest:
        part, base = rest.pop()
        if isinstance(part, list):
            rest += [(item, base) for item in part]
        elif isinstance(part, dict):
            base = _base(part, base) if part is not schema else base
            for name in _IN_PLACE_ONE[4:]:
                if isinstance(part.get(name), str):
                    _follow(part[name], base)
            rest += [(item, base) for key, item in part.items() if key not in _DATA]


def _base(part: dict[str, Any], base: Any) -> Any:
    """The resolver inside of a part, which may have its own address."""
    from referencing.jsonschema import DRAFT202012

    if not isinstance(part.get("$id"), str):
        return base
    return base.in_subresource(DRAFT202012.create_resource(part))


def _follow(reference: str, base: Any) -> Any:
    from referencing.exceptions import Unresolvable

    try:
        return base.lookup(reference)
    except Unresolvable as error:
        outside = "" if reference.startswith("#") else ", and nothing is fetched"
        message = f"refers to {reference[:60]!r}, which leads nowhere{outside}"
        raise BadSchema(message) from error
    except Exception as error:  # addresses that are none
        raise BadSchema(f"refers to {reference[:60]!r}, which cannot be read") from error


class _Walk:
    """Counts the parts of a schema that are looked at for one place of a value."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._held: list[Any] = []  # so that no other part gets the id of one that is known
        self._open: set[int] = set()

    def count(self, part: Any, base: Any) -> int:
        """The number of parts, references followed; raises BadSchema where there are too many."""
        if not isinstance(part, dict):
            return 1
        if id(part) in self._known:
            return self._known[id(part)]
        if id(part) in self._open:
            raise BadSchema("refers to itself in a circle")
        self._open.add(id(part))
        self._held.append(part)
        base, total = _base(part, base), 1
        try:
            for name in _IN_PLACE:
                items = part.get(name)
                for item in items if isinstance(items, list) else ():
                    total += self.count(item, base)
            for name in _IN_PLACE_ONE:
                total += self._one(name, part.get(name), base)
        except RecursionError as error:
            raise BadSchema("refers too deeply") from error
        if total > MAX_PARTS:
            raise BadSchema(f"has parts that multiply to more than {MAX_PARTS:,}")
        self._open.discard(id(part))
        self._known[id(part)] = total
        return total

    def _one(self, name: str, given: Any, base: Any) -> int:
        if name.startswith("$"):
            if not isinstance(given, str):
                return 0
            found = _follow(given, base)
            is_dynamic = name != "$ref" and found.contents is not None
            if is_dynamic and id(found.contents) in self._open:
                return 1  # the usual circle of a recursive schema, resolved anew at each place
            return self.count(found.contents, found.resolver)
        return self.count(given, base) if isinstance(given, dict) else 0


def _bounded(kind: Any, steps: list[int]) -> Any:
    """The validator class with our own patterns and unique items, its steps counted."""
    from jsonschema.validators import extend

    own = {
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties,
        "uniqueItems": _unique_items,
    }
    keywords = {**kind.VALIDATORS, **{k: v for k, v in own.items() if k in kind.VALIDATORS}}
    return extend(kind, {name: _counted(steps, check) for name, check in keywords.items()})


def _counted(steps: list[int], check: Any) -> Any:
    def counted(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
        steps[0] -= 1
        if steps[0] < 0 or not steps[1]:
            raise TooManySteps
        return check(validator, value, instance, schema)

    return counted


def _pattern(validator: Any, pattern: str, value: Any, _: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if validator.is_type(value, "string") and not compile_search(pattern)(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Any, value: Any, _: Any) -> Iterator[Any]:
    if not validator.is_type(value, "object"):
        return
    for pattern, part in patterns.items():
        for key, item in value.items():
            if _is_named(key, pattern):
                yield from validator.descend(item, part, path=key, schema_path=pattern)


def _is_named(key: str, pattern: str) -> bool:
    if len(key) > MAX_KEY:
        raise BadSchema(f"has patterns of keys, and a key has more than {MAX_KEY:,} characters")
    return compile_search(pattern)(key)


def _additional_properties(validator: Any, part: Any, value: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if not validator.is_type(value, "object"):
        return
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    extras = [
        key
        for key in value
        if key not in named and not any(_is_named(key, pattern) for pattern in patterns)
    ]
    if validator.is_type(part, "object"):
        for key in extras:
            yield from validator.descend(value[key], part, path=key)
    elif not part and extras:
        names = ", ".join(map(repr, sorted(extras)))
        verb = "does" if len(extras) == 1 else "do"
        if patterns:
            known = ", ".join(map(repr, sorted(patterns)))
            yield ValidationError(f"{names} {verb} not match any of the regexes: {known}")
            return
        are = "was" if len(extras) == 1 else "were"
        yield ValidationError(f"Additional properties are not allowed ({names} {are} unexpected)")


def _unique_items(validator: Any, is_wanted: Any, value: Any, _: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if is_wanted and validator.is_type(value, "array"):
        known = {_hashable(item) for item in value}
        if len(known) < len(value):
            yield ValidationError(f"{value!r} has non-unique elements")


def _hashable(value: Any) -> Hashable:
    """A key that equal JSON values share: 1 and 1.0 are equal, 1 and true are not."""
    if isinstance(value, dict):
        return "object", frozenset((key, _hashable(item)) for key, item in value.items())
    if isinstance(value, list):
        return "array", tuple(map(_hashable, value))
    return ("flag", value) if isinstance(value, bool) else value


def _format_checker() -> Any:
    """The formats that are checked: those that jsonschema knows, and two of our own."""
    from jsonschema import FormatChecker

    checker = FormatChecker()
    checker.checks("date-time")(lambda text: not isinstance(text, str) or is_rfc_3339(text))
    checker.checks("uri")(lambda text: not isinstance(text, str) or is_uri(text))
    return checker
