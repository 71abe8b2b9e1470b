"""pandas: the Parquet files, with categories and exact numbers."""

import pandas as pd
from facts import RELEASE, show

tables, types = {}, {}
for path in sorted(RELEASE.glob("*.parquet")):
    frame = pd.read_parquet(path)
    types[path.stem] = {name: str(kind) for name, kind in frame.dtypes.items()}
    values = frame.astype(object).where(frame.notna(), None)
    tables[path.stem] = [list(frame.columns), *values.to_numpy().tolist()]
show(tables, types=types)
