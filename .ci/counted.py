"""Fail unless each frictionless report is valid and looked at every table and at rows of each."""

import json
import sys
from pathlib import Path

descriptor = json.loads(Path("datapackage.json").read_text(encoding="utf-8"))
expected = sorted(r["name"] for r in descriptor["resources"])
for path in sys.argv[1:]:
    text = Path(path).read_text(encoding="utf-8")
    if not text.strip():
        sys.exit(f"{path}: frictionless printed nothing")
    report = json.loads(text)
    names = sorted(task["name"] for task in report["tasks"])
    rows = [task["stats"]["rows"] for task in report["tasks"] if task["type"] == "table"]
    if not report["valid"] or names != expected or not rows or min(rows) < 1:
        sys.exit(f"{path}: invalid, or not every resource was looked at: {names}")
    print(f"{path}: valid, {len(rows)} tables, {sum(rows)} rows")
