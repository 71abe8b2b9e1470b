"""polars: the Parquet files."""

import polars as pl
from facts import RELEASE, show

frames = {path.stem: pl.read_parquet(path) for path in sorted(RELEASE.glob("*.parquet"))}
types = {
    name: {key: str(kind) for key, kind in frame.schema.items()} for name, frame in frames.items()
}
show({name: [frame.columns, *frame.rows()] for name, frame in frames.items()}, types=types)
