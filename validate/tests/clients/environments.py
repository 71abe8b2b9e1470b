"""Where the clients live: virtual environments and a folder of node modules, made by this script.

`python tests/clients/environments.py FOLDER` installs what is missing; the tests look for the
folder in PINCITE_CLIENTS. What cannot be installed is left out, and its tests say why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PYTHON: Mapping[str, tuple[str, ...]] = {
    "python": (
        "check-jsonschema>=0.39",
        "csvw==4.1.1",
        "datapackage==1.15.4",
        "datasette==0.65.5",
        "duckdb>=1.1",
        "frictionless==5.21.*",
        "huggingface-hub>=1.0",
        "mlcroissant==1.1.1",
        "openpyxl>=3.1",
        "pandas>=2.2",
        "polars>=1.0",
        "pyarrow>=17",
        "rdflib>=7.0",
        "roc-validator==0.13.0",
    ),
    "floor": ("frictionless==5.18.1",),
    "provers": (  # who catches a wrong cell?
        "corroborate==0.1.0",
        "gtrex==1.1.0",
        "instructor==1.17.0",
        "langextract==1.7.1",
        "llmground==0.1.0",
    ),
}
NODE = ("datapackage@1.1.10",)
DEBIAN = ("faketime", "r-base-core", "r-cran-readr", "r-cran-jsonlite")


def folder() -> Path | None:
    """The folder that holds the environments, where PINCITE_CLIENTS names one."""
    named = os.environ.get("PINCITE_CLIENTS")
    return Path(named).resolve() if named else None


def python_of(name: str) -> Path | None:
    """The interpreter of an environment, or None where it is not installed."""
    root = folder()
    path = None if root is None else root / name / "bin/python"
    return path if path is not None and path.exists() else None


def modules() -> Path | None:
    """The folder of node modules, or None."""
    root = folder()
    path = None if root is None else root / "node/node_modules"
    return path if path is not None and path.is_dir() and shutil.which("node") else None


@cache
def has_readr() -> bool:
    """Whether R is there with readr and jsonlite."""
    if shutil.which("Rscript") is None:
        return False
    command = ["Rscript", "-e", "library(readr); library(jsonlite)"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(root: Path) -> None:
    """Install whatever is missing below a folder; a failure is said and passed over."""
    for name, wanted in PYTHON.items():
        if not (root / name / "bin/python").exists():
            venv.create(root / name, with_pip=True)
        run(str(root / name / "bin/pip"), "install", "--quiet", *wanted)
    node = root / "node"
    node.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm"):
        run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(node), *NODE)
    if not has_readr() and shutil.which("apt-get"):
        as_root = () if os.geteuid() == 0 else ("sudo", "--non-interactive")
        run(*as_root, "apt-get", "update", "-qq")
        run(*as_root, "apt-get", "install", "-qq", "-y", "--no-install-recommends", *DEBIAN)


def run(*command: str) -> None:
    """Run a command; a failure is said, and what needs it will be skipped."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        print(f"cannot run {command[0]}: {error}", file=sys.stderr)
        return
    if done.returncode:
        print(f"{' '.join(command)}: {done.stderr[-400:]}", file=sys.stderr)


if __name__ == "__main__":
    install(Path(sys.argv[1]))
