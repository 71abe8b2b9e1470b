"""check-jsonschema: CITATION.cff by the schema of the format that it ships."""

import subprocess
import sys
from pathlib import Path

from facts import RELEASE, show

command = [Path(sys.executable).with_name("check-jsonschema"), RELEASE / "CITATION.cff"]
command += ["--builtin-schema", "vendor.citation-file-format"]
done = subprocess.run(command, capture_output=True, text=True, check=False)
if done.returncode:
    sys.exit(done.stdout + done.stderr)
import ruamel.yaml  # noqa: E402 - its reader of YAML

show(
    {},
    **{
        name: str(value)
        for name, value in ruamel.yaml.YAML(typ="safe").load(RELEASE / "CITATION.cff").items()
    },
)
