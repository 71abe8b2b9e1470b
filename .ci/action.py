"""Run the shell steps of action.yml as a runner does: PYTHON ACTION_FOLDER PACKAGE SOURCES WORK."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

home, package, sources, work = sys.argv[1:]
action = yaml.safe_load((Path(home) / "action.yml").read_text(encoding="utf-8"))
environment = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "RUNNER_TEMP": work,
    "GITHUB_ACTION_PATH": home,
    "PACKAGE": package,
    "PINCITE_SOURCES": sources,
}
steps = [step for step in action["runs"]["steps"] if "run" in step]
if len(steps) != 2:
    sys.exit(f"{home}/action.yml has {len(steps)} steps in a shell, not 2")
for step in steps:
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    code = subprocess.run(command, cwd=work, env=environment, check=False).returncode
    if code:
        sys.exit(code)
