"""Fail unless the report on standard input compared every quote, note and absence with its text."""

import json
import sys

report = json.load(sys.stdin)
counts = next(stage["counts"] for stage in report["stages"] if stage["name"] == "citations")
for whole, part in (
    ("quotes", "quotes compared"),
    ("note quotes", "note quotes compared"),
    ("absent", "absences proved"),
    ("sources", "sources compared"),
):
    print(f"{part}: {counts[part]} of {counts[whole]}")
    if not counts[whole] or counts[part] != counts[whole]:
        sys.exit(f"not all of the {whole} were compared with the text")
if not report["valid"]:
    sys.exit("the package is not valid")
