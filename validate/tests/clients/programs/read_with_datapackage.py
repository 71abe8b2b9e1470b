"""datapackage (Python): descriptor, sizes, digests, foreign keys and typed rows of the zip."""

import sys

import datapackage
from facts import file, show

package = datapackage.Package(str(file(".zip")))
if not package.valid:
    sys.exit(str(package.errors))
tables = {}
for resource in package.resources:
    if resource.tabular:
        if not resource.check_integrity():
            sys.exit(f"{resource.name}: size or digest differs")
        resource.check_relations()
        rows = resource.read()
        tables[resource.name] = [resource.schema.field_names, *rows]
show(tables, title=package.descriptor["title"])
