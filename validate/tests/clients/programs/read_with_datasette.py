"""Datasette: tables as JSON by `datasette --get`, and the texts of their columns as metadata."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from facts import file, show

DATABASE = file(".sqlite")


def get(path: str) -> Any:
    command = [Path(sys.executable).with_name("datasette"), "--immutable", DATABASE]
    command += ["--metadata", file(".datasette.json"), "--get", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{path}: {done.stdout[:200]} {done.stderr[-300:]}")
    return json.loads(done.stdout)


metadata = get("/-/metadata.json")
tables = {}
for name in sys.argv[3].split(","):
    found = get(f"/{DATABASE.stem}/{name}.json?_size=max")
    tables[name] = [found["columns"], *found["rows"]]
described = metadata["databases"][DATABASE.stem]["tables"]
texts = {name: {"": item["description"], **item["columns"]} for name, item in described.items()}
show(tables, texts=texts, metadata=metadata)
