"""Compiles the native sieve into the wheel, where there is a compiler; else the wheel is pure.

`PINCITE_PURE=1` asks for the pure wheel, `PINCITE_NATIVE=1` makes a compiler's failure an error.
The C keeps to the stable interface of CPython 3.11: one wheel for a platform serves all later ones.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "pincite.tables.sieves._native"
SOURCE = "pincite/tables/sieves/_native.c"


class NativeSieveHook(BuildHookInterface[Any]):
    """Builds the extension beside its source for an editable install, else into the wheel."""

    _made: Path | None = None  # a temporary folder for what is compiled

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say of the wheel that it is of this platform."""
        is_cpython = sys.implementation.name == "cpython"
        has_stable_abi = is_cpython and not sysconfig.get_config_var("Py_GIL_DISABLED")
        if os.environ.get("PINCITE_PURE") or not has_stable_abi:
            return
        root = Path(self.root)
        is_editable = version == "editable"
        if not is_editable:
            self._made = Path(tempfile.mkdtemp(prefix="pincite-"))
        target = self._made or root
        try:
            built = compiled(root, target)
        except Exception as error:  # whatever a compiler that is not there raises
            if os.environ.get("PINCITE_NATIVE"):
                raise
            self.app.display_warning(f"the native sieve is left out: {error}")
            return
        if not is_editable:
            place = Path(SOURCE).with_name(built.name).as_posix()
            build_data["force_include"][str(built)] = place
            build_data["pure_python"] = False
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["tag"] = f"cp311-abi3-{platform}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was compiled beside the wheel: it is in the wheel now."""
        if self._made:
            shutil.rmtree(self._made, ignore_errors=True)


def compiled(root: Path, target: Path) -> Path:
    """Compile the extension under a folder; the file that it is in."""
    from setuptools import Distribution, Extension

    flags = ["/O2"] if os.name == "nt" else ["-O3", "-g0"]
    extension = Extension(
        MODULE,
        [SOURCE],
        depends=[str(path) for path in Path(SOURCE).with_name("native_c").glob("*.h")],
        py_limited_api=True,
        extra_compile_args=[*flags, *extra_flags()],
    )
    before = Path.cwd()
    os.chdir(root)
    try:
        command = Distribution({"name": "pincite", "ext_modules": [extension]}).get_command_obj(
            "build_ext"
        )
        command.build_lib = str(target)
        with tempfile.TemporaryDirectory() as objects:
            command.build_temp = objects
            command.ensure_finalized()
            command.run()
        return target / command.get_ext_filename(MODULE)
    finally:
        os.chdir(before)


def extra_flags() -> list[str]:
    """More flags of the compiler, as those of a sanitizer."""
    return os.environ.get("PINCITE_CFLAGS", "").split()
