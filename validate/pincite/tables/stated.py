"""Files: there, readable, and of the stated hash and size; any algorithm, any resource."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.package import Resource
from pincite.report import Issue, Place
from pincite.tables.content import Content, TableFault


def check_content(resource: Resource, content: Content, digests: dict[str, str]) -> Iterator[Issue]:
    """Issues of a resource's stated `hash` and `bytes`; `digests` gets what is computed.

    Source of the rule: Data Resource 2.0; a hash without an algorithm's name is MD5, and both are
    of the file as it is stored.
    """
    stated = resource.descriptor.get("hash")
    if isinstance(stated, str) and stated:
        algorithm, _, digest = stated.rpartition(":")
        try:
            found = content.digest(algorithm or "md5")
        except TableFault as fault:
            yield Issue(fault.code, Place(name_of(resource)), str(fault), found=stated)
        else:
            digests[algorithm or "md5"] = found
            if found != digest.lower():
                message = "the file has another digest than the descriptor states"
                yield Issue("hash-count", Place(name_of(resource)), message, found, digest)
    size = resource.descriptor.get("bytes")
    if isinstance(size, int) and size != content.size:
        message = "the file has another size than the descriptor states"
        place = Place(name_of(resource))
        yield Issue("byte-count", place, message, str(content.size), str(size))


def paths_of(resource: Resource) -> list[str]:
    """The paths of a resource's files; none for inline data."""
    path = resource.descriptor.get("path", [])
    return [path] if isinstance(path, str) else list(path)


def name_of(resource: Resource) -> str:
    """What an issue calls the file of a resource: its first path, or the resource's name."""
    return resource.path or f"(resource {resource.name})"
