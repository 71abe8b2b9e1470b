"""frictionless: validates the zip, then reads its tables."""

import sys

import frictionless
from facts import file, show

name = file(".zip").name
report = frictionless.validate(name, type="package", basepath=str(file(".zip").parent))
if not report.valid:
    sys.exit(str(report.flatten(["type", "note"])))
package = frictionless.Package(str(file(".zip")))
tables = {}
for resource in package.resources:
    if resource.type == "table":
        rows = resource.read_rows()
        header = resource.schema.field_names
        tables[resource.name] = [header, *([row[name] for name in header] for row in rows)]
checked = [task.name for task in report.tasks if task.type == "table" and task.stats["rows"]]
show(tables, version=frictionless.__version__, checked=len(checked), title=package.title)
