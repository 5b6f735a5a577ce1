"""Without an order, Window Aggregate gives what the rows give that are ordered by their places."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode_nodes.prep.window_aggregate import WindowAggregate

NUMBERS = ["whole", "decimal", "nullable"]
EVERY = [*NUMBERS, "truth", "text", "moment", "category", "duration", "object", "exact"]


def table(seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = int(random.integers(0, 40))
    gaps = random.random(rows) < (0.3 if seed % 3 else 0.0)
    return pd.DataFrame(
        {
            "group": random.integers(0, 4, rows),
            "other": pd.array(np.where(gaps, None, random.integers(0, 3, rows).astype(str)), dtype="str"),
            "whole": random.integers(-5, 5, rows),
            "decimal": np.where(gaps, np.nan, random.normal(size=rows)),
            "nullable": pd.array(np.where(gaps, None, random.integers(0, 9, rows)), dtype="Int64"),
            "truth": random.random(rows) < 0.5,
            "text": pd.array(random.integers(0, 3, rows).astype(str), dtype="str"),
            "moment": pd.Timestamp("2020-01-01", tz="Europe/Oslo")
            + pd.to_timedelta(random.integers(0, 999, rows), unit="h"),
            "category": pd.Categorical(random.choice(["x", "y"], rows)),
            "duration": pd.to_timedelta(random.integers(0, 99, rows), unit="h"),
            "object": pd.Series([str(number) for number in range(rows)], dtype=object).to_numpy(),
            "exact": pd.array(
                [Decimal(number) / 4 for number in range(rows)], dtype=pd.ArrowDtype(pa.decimal128(9, 2))
            ),
            "place": np.arange(rows),
        },
        index=random.integers(0, 9, rows),
    )


def calculations(offset: int, least: int) -> list[dict]:
    made = [
        {"columns": EVERY, "method": method, "offset": offset, "name": "{column}_" + method}
        for method in ("lag", "lead")
    ]
    made += [{"columns": NUMBERS, "method": method, "offset": offset} for method in ("difference", "percent change")]
    made += [
        {"columns": NUMBERS, "window": window, "method": method, "min_rows": least}
        for window in ("cumulative", "remaining", "group", "moving")
        for method in ("sum", "mean", "min", "max", "count", "std", "median")
    ]
    return made + [
        {"columns": ["duration"], "window": window, "method": method}
        for window in ("cumulative", "remaining")
        for method in ("sum", "mean", "min", "max")
    ]


@pytest.mark.parametrize("seed", range(18))
@pytest.mark.parametrize("groups", [["group"], ["group", "other"]])
def test_rows_as_they_stand_are_those_in_the_order_of_their_places(groups, seed):
    rows = table(seed)
    asked = {"groups": groups, "calculations": calculations(1 + seed % 3, 1 + seed % 2)}
    made = WindowAggregate.from_settings(asked).run(rows)
    ordered = WindowAggregate.from_settings({**asked, "by": ["place"]}).run(rows)
    pd.testing.assert_frame_equal(made, ordered)
