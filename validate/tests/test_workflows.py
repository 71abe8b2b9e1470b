"""The release's workflow: its shell runs, and the job that may write runs no code of ours."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import pincite
from support import GOLDEN, ROOT, TOOL, copy_package, replace_once

WORKFLOW = ROOT / ".github/workflows/release.yml"
JOBS: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
STEPS = {step.get("name", step.get("uses")): step for job in JOBS.values() for step in job["steps"]}
PUBLISH: dict[str, Any] = yaml.safe_load(
    (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
)
CI: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
SCRIPTS = {name: step["run"] for name, step in STEPS.items() if "run" in step}


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_shell_of_each_step_is_shell(name: str, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(SCRIPTS[name])
    assert run("bash -n script", tmp_path).returncode == 0


def test_the_job_that_may_write_runs_no_code_of_ours() -> None:
    writing = [name for name, job in JOBS.items() if "write" in str(job.get("permissions"))]
    assert writing == ["publish"]
    text = str(JOBS["publish"]["steps"])
    for word in ("checkout", "pip", "pincite", "python"):
        assert word not in text
    assert STEPS["Build"]["run"] == ".venv/bin/pincite release --out dist"
    attest = STEPS["actions/attest-build-provenance@v3"]["with"]
    assert attest == {"subject-checksums": "dist/SHA256SUMS"}


def test_the_notes_are_the_changelogs_entry(tmp_path: Path) -> None:
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    script = SCRIPTS["The changelog's entry"]
    assert run(script, tmp_path, GITHUB_REF_NAME="v0.3.0").returncode == 0
    notes = (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert "facts" in notes
    assert "##" not in notes
    for missing in ("v0.1", "v9.9.9", "v0.3.0-rc.1"):
        assert run(script, tmp_path, GITHUB_REF_NAME=missing).returncode != 0, missing


def test_a_tag_waits_for_the_right_version(tmp_path: Path) -> None:
    repository = copy_package(GOLDEN, tmp_path / "repository")
    tools = repository / ".venv/bin"
    tools.mkdir(parents=True)
    (tools / "python").symlink_to(sys.executable)
    (tools / "pincite").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pincite "$@"\n')
    (tools / "pincite").chmod(0o755)
    commit = "git -c user.name=a -c user.email=a@example.org commit --quiet --all --message x"
    assert run("git init --quiet && git add data datapackage.json schemas && " + commit + " && "
               "git tag v1.0.0", repository).returncode == 0  # fmt: skip
    descriptor, path = repository / "datapackage.json", {"PYTHONPATH": str(ROOT / "validate")}
    version = '"version": "1.0.0"'
    assert version in descriptor.read_text(encoding="utf-8")
    replace_once(repository / "data/parties.csv", "shipowner", "shipyard")
    script = SCRIPTS["The version says what changed since the one before"]
    for number, is_enough in (("1.0.0", False), ("1.0.1", True)):
        replace_once(descriptor, version, f'"version": "{number}"')
        version = f'"version": "{number}"'
        tag = "v9.0.0" if number == "1.0.0" else "v1.0.1"
        run(f"{commit}; git tag {tag}; rm -rf ../before; git worktree prune", repository)
        done = run(script, repository, GITHUB_REF_NAME=tag, **path)
        assert (done.returncode == 0) == is_enough, done.stdout + done.stderr
        assert "cell changed" in (repository / "changes.csv").read_text(encoding="utf-8")
        run("git tag --delete v9.0.0", repository)
        named = run(SCRIPTS["The tag is the version"], repository, GITHUB_REF_NAME=tag)
        assert (named.returncode == 0) == is_enough
    first = run(script, repository, GITHUB_REF_NAME="v1.0.0", **path)
    assert (first.returncode, first.stdout) == (0, "")


def test_what_publishes_runs_no_code_of_ours_and_has_no_password() -> None:
    job = PUBLISH["jobs"]["publish"]
    assert job["permissions"] == {"id-token": "write"}
    assert [step["uses"].split("@")[0] for step in job["steps"]] == [
        "actions/download-artifact",
        "pypa/gh-action-pypi-publish",
    ]
    assert "secrets." not in str(PUBLISH)
    assert PUBLISH["permissions"] == {"contents": "read"}
    assert "permissions" not in PUBLISH["jobs"]["build"]
    assert "permissions" not in PUBLISH["jobs"]["wheels"]


def test_wheels_are_built_for_every_platform_by_its_own_compiler() -> None:
    job = PUBLISH["jobs"]["wheels"]
    systems = {(name.split("-")[0], "arm" in name) for name in job["strategy"]["matrix"]["os"]}
    assert {("ubuntu", False), ("ubuntu", True), ("windows", False), ("windows", True)} < systems
    assert sum(name.startswith("macos") for name in job["strategy"]["matrix"]["os"]) == 2
    (step,) = [step for step in job["steps"] if "cibuildwheel" in step.get("uses", "")]
    assert step["with"]["package-dir"] == "validate"
    settings = tomllib.loads((TOOL / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert settings["cibuildwheel"]["environment"] == {"PINCITE_NATIVE": "1"}


@pytest.mark.parametrize(
    ("tag", "is_it"), [("pincite-v0.4.0", True), ("pincite-v0.2.1", False), ("v0.3.0", False)]
)
def test_only_the_version_of_the_tag_is_published(tag: str, is_it: bool, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/pincite-0.4.0-py3-none-any.whl").touch()
    (script,) = [
        step["run"]
        for step in PUBLISH["jobs"]["build"]["steps"]
        if step.get("name") == "The tag is the version"
    ]
    assert (run(script, tmp_path, TAG=tag).returncode == 0) == is_it


def test_ci_runs_on_every_python_and_system_that_is_promised() -> None:
    matrix = CI["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert matrix["os"] == ["ubuntu-latest", "windows-latest", "macos-latest"]
    assert "bash .ci/packaged" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "secrets." not in str(CI)


def test_the_usage_in_the_document_fits_the_action_and_the_hooks(tmp_path: Path) -> None:
    readme = (ROOT / "validate/docs/in-ci.md").read_text(encoding="utf-8")
    workflow, hooks = map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL))
    version = f"pincite-v{pincite.__version__}"
    (step,) = [step for step in workflow["jobs"]["validate"]["steps"] if "OWNER" in step["uses"]]
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert step["uses"] == f"OWNER/REPOSITORY@{version}"
    assert set(step["with"]) <= set(action["inputs"])
    (repository,) = hooks["repos"]
    known = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert repository["rev"] == version
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in known]
    for name, schema in (("data.yml", "github-workflows"), (".pre-commit-config.yaml", None)):
        (tmp_path / name).write_text(yaml.safe_dump(workflow if schema else hooks))
    command = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0


def test_the_container_copies_what_the_build_needs() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {
        word
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    assert copied == {"validate"}
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == ["*", "!validate", "validate/tests"]
    assert all((ROOT / name).exists() for name in copied)
