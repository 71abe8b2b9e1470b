"""huggingface_hub: README.md as a dataset card; each file that it names must be there."""

import sys

from facts import RELEASE, show
from huggingface_hub import DatasetCard

card = DatasetCard.load(RELEASE / "README.md")
data = card.data.to_dict()
named = [item["data_files"] for item in data["configs"]]
missing = [name for name in named if not (RELEASE / name).is_file()]
if missing:
    sys.exit(f"no such file: {', '.join(missing)}")
show({}, card=data, text=card.text)
