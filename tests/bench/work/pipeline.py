"""The twelve steps of `tests.bench.by_hand.pipeline` as a workflow: built-in nodes, and own ones where none fits."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from knode.api import Node, Table, setting
from knode.core.registry import Registry
from knode.core.workflow import Instance, Workflow
from knode.engine.engine import Engine
from knode.store.store import Store
from tests.bench.by_hand import pipeline as by_hand
from tests.bench.work.clock import timed

Facts = dict[str, float]
NODES = Registry()
CHANNELS = ("partner", "phone", "shop", "web")
REGIONS = ("east", "north", "south", "west")
ROWS_PER_CUSTOMER = 50


@NODES.add
class Formula(Node):
    """Adds a column that follows from others."""

    pack = "bench"
    column: str = setting(..., "Which.")

    def run(self, table: Table) -> Table:
        return table.assign(**{self.column: FORMULAS[self.column](table)})


FORMULAS: dict[str, Any] = {
    "gross": lambda table: table["price"] * table["quantity"],
    "net": lambda table: table["gross"] * (1 - table["discount"]),
    "month": lambda table: table["day"].dt.month,
    "share": lambda table: table["net"] / table["spent"],
}


STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("orders", "io.ParquetReader", {}),
    ("sold", "prep.RowFilter", {"conditions": [{"column": "quantity", "operator": "greater", "value": 0}]}),
    ("filled", "prep.MissingValues", {"columns": ["price", "discount"], "values": {"discount": 0.0}}),
    ("gross", "bench.Formula", {"column": "gross"}),
    ("net", "bench.Formula", {"column": "net"}),
    ("dated", "bench.Formula", {"column": "month"}),
    ("joined", "prep.Joiner", {"left_keys": ["customer"], "how": "left"}),
    ("shared", "bench.Formula", {"column": "share"}),
    ("encoded", "prep.OneHotEncoder", {"columns": ["channel"]}),
    ("ranked", "prep.Sorter", {"by": [{"column": "net", "descending": True}]}),
    ("final", "prep.ColumnFilter", {"columns": ["order", "day"], "mode": "remove"}),
)
CUSTOMERS = {"keys": ["customer"], "aggregations": [{"column": "net", "method": "sum", "name": "spent"}]}


def _workflow(file: str) -> Workflow:
    workflow = Workflow("pipeline", registry=NODES)
    for number, (node, kind, settings) in enumerate(STEPS):
        given = {"path": file} if kind == "io.ParquetReader" else settings
        workflow.add(Instance(node, kind, settings=given))
        if number:
            workflow.link(STEPS[number - 1][0], "table", node, "left" if kind == "prep.Joiner" else "table")
    workflow.add(Instance("customers", "prep.GroupBy", settings=CUSTOMERS))
    workflow.link("dated", "table", "customers", "table")
    workflow.link("customers", "table", "joined", "right")
    return workflow


# ---- tasks


def generate(rows: int, file: str) -> int:
    """Write the orders."""
    random = np.random.default_rng(0)
    price = random.gamma(2.0, 20.0, rows)
    price[random.random(rows) < 0.02] = np.nan
    discount = random.random(rows) * 0.3
    discount[random.random(rows) < 0.1] = np.nan
    days = random.integers(0, 365, rows).astype("m8[D]")
    table = pd.DataFrame(
        {
            "order": np.arange(rows),
            "customer": random.integers(0, max(1, rows // ROWS_PER_CUSTOMER), rows),
            "day": (np.datetime64("2025-01-01") + days).astype("M8[us]"),
            "price": price,
            "quantity": random.integers(0, 10, rows),
            "discount": discount,
            "region": pd.Categorical.from_codes(random.integers(0, len(REGIONS), rows, dtype="i1"), REGIONS),
            "channel": pd.Categorical.from_codes(random.integers(0, len(CHANNELS), rows, dtype="i1"), CHANNELS),
        },
        copy=False,
    )
    table.to_parquet(file)
    return rows


def knode(file: str, small: str) -> Facts:
    """Seconds to the result with knode, and until what is worth keeping is on disk."""
    with tempfile.TemporaryDirectory() as folder:
        _run(small, Path(folder) / "small")
        return _run(file, Path(folder) / "large")


def _run(file: str, folder: Path) -> Facts:
    with Store(folder) as store, Engine(store) as engine:
        workflow = _workflow(file)
        begun, used = time.perf_counter(), time.process_time()
        result = engine.run(workflow)
        rows = len(result["final"].table)
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        engine.cache.drain()
        durable = time.perf_counter() - begun
        written = sum(path.stat().st_size for path in (folder / "objects").iterdir())
        return {"wall": wall, "cpu": cpu, "durable": durable, "rows": rows, "written": written}


def one_name_a_step(file: str, small: str) -> Facts:
    """Seconds by hand, one name a step."""
    by_hand.one_name_a_step(small)
    rows: list[int] = []
    return {**timed(lambda: rows.append(len(by_hand.one_name_a_step(file)))), "rows": rows[0]}


def one_name(file: str, small: str) -> Facts:
    """Seconds by hand, with one name for all."""
    by_hand.one_name(small)
    rows: list[int] = []
    return {**timed(lambda: rows.append(len(by_hand.one_name(file)))), "rows": rows[0]}


def check(file: str) -> bool:
    """Whether all three give the same."""
    expected = by_hand.one_name_a_step(file)
    pd.testing.assert_frame_equal(by_hand.one_name(file), expected)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store, Engine(store) as engine:
        result = engine.run(_workflow(file))
        result.raise_if_failed()
        pd.testing.assert_frame_equal(result["final"].table, expected)
    return True
