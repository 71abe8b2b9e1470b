"""What a user's type checker sees of the readers. Mypy runs it in the lint step, nothing else does.

An `ignore` that is not needed is an error there, so each marks a mistake that is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_type

import pincite
from pincite import DataPackage, DataTable


def good() -> None:
    with pincite.open("p.zip", verify=False) as package:
        assert_type(package, DataPackage)
        assert_type(package["t"], DataTable)
        assert_type(package.names, tuple[str, ...])
        assert_type(package["t"].schema, Mapping[str, Any])
        assert_type(package.trace("t", ("a", "b"))[0].method, str)
        package["t"].to_pandas(edtf="bounds", decimals="exact", as_text=["a"], errors="null")
        for name, table in package.items():
            assert_type((name, len(table)), tuple[str, int])
            for record in table:
                assert_type(record, dict[str, Any])
        assert_type(package.to_pandas().keys() >= {"t"}, bool)
        package.join("a", "b", on=["c", "d"], edtf="bounds")


def bad(package: DataPackage) -> None:
    package["t"].to_pandas(edtf="days")  # type: ignore[arg-type]
    package["t"].to_polars(decimal="exact")  # type: ignore[call-arg]
    package["t"].to_duckdb()  # type: ignore[call-arg]
    package.join("a")  # type: ignore[call-arg]
    package.trace("t", 5)  # type: ignore[arg-type]
    package["t"]["a"]  # type: ignore[index]
