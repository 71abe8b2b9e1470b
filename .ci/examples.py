"""Run the examples of a page, one after the other, with the installed pincite."""

import re
import sys
from pathlib import Path

import pincite

page = Path(sys.argv[1])
examples = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
home = Path(pincite.__file__)
if "site-packages" not in home.parts:
    sys.exit(f"{home} is not an installed pincite")
if len(examples) < 10:
    sys.exit(f"{page} has only {len(examples)} examples")
names: dict[str, object] = {}
for number, example in enumerate(examples):
    exec(compile(example, f"{page.name}, example {number}", "exec"), names)
print(f"{len(examples)} examples of {page.name} ran with pincite {pincite.__version__}")
