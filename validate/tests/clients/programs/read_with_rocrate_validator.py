"""roc-validator: the release as an RO-Crate 1.1, without the network.

The validator fetches the crate's context; here it gets one of our own with the terms that the
crate uses, all of them schema.org's or Dublin Core's.
"""

import json
import sys
from typing import Any

import requests
from facts import RELEASE, show
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

CONTEXT_URL = "https://w3id.org/ro/crate/1.1/context"
SCHEMA_ORG = (
    "about author contentSize CreativeWork creditText Dataset datePublished description"
    " encodingFormat hasPart identifier inLanguage isBasedOn keywords license name"
    " Organization Person spatialCoverage temporalCoverage url version"
).split()
CONTEXT = {
    **{term: f"http://schema.org/{term}" for term in SCHEMA_ORG},
    "File": "http://schema.org/MediaObject",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}


def get(_: object, url: str, **__: Any) -> requests.Response:
    """Answer for the context alone."""
    if url.rstrip("/") != CONTEXT_URL:
        raise requests.ConnectionError(f"{url}: there is no network here")
    response = requests.Response()
    response.status_code = 200
    response.headers["Content-Type"] = "application/ld+json"
    response._content = json.dumps({"@context": CONTEXT}).encode()
    return response


HttpRequester.get = get
result = services.validate(
    services.ValidationSettings(
        rocrate_uri=str(RELEASE),
        profile_identifier="ro-crate-1.1",
        requirement_severity=models.Severity.REQUIRED,
        offline=False,
        no_cache=True,
    )
)
if not result.passed():
    sys.exit("; ".join(str(issue.message) for issue in result.get_issues()))
graph = json.loads((RELEASE / "ro-crate-metadata.json").read_text())["@graph"]
root = next(item for item in graph if item["@id"] == "./")
files = {item["@id"]: item["sha256"] for item in graph if item["@type"] == "File"}
checks = len(result.executed_checks)
about = {item["@id"]: item["description"] for item in graph if item["@type"] == "File"}
show({}, title=root["name"], files=files, checks=checks, about=about)
