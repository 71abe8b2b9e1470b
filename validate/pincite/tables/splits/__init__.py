"""A table in splits: planned, scanned by whatever there is, and merged to what one process finds.

`plan_splits`, `scan_split` and `merge` are all that an engine needs; none of them knows what scans.
"""

from pincite.tables.splits.merging import merge
from pincite.tables.splits.planning import plan_splits
from pincite.tables.splits.scanning import scan_split

__all__ = ["merge", "plan_splits", "scan_split"]
