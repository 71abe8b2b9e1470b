"""mlcroissant: checks the metadata and the digests of the files, and reads the records."""

import json
import logging

import mlcroissant
from facts import RELEASE, show

logging.disable(logging.WARNING)
dataset = mlcroissant.Dataset(jsonld=str(RELEASE / "croissant.json"))
tables = {}
for record_set in dataset.metadata.record_sets:
    names = [field.id for field in record_set.fields]
    rows = [[record[name] for name in names] for record in dataset.records(record_set.id)]
    tables[record_set.id] = [[name.partition("/")[2] for name in names], *rows]
show(tables, metadata=json.loads(json.dumps(dataset.metadata.to_json(), default=str)))
