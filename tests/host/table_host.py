"""A host of one table: what the handlers of tables need of the engine process, by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from knode.host import table_protocol as protocol
from knode.host import tables
from knode.host.host import Payload
from knode.store.store import Store


class TableHost:
    """Stores tables by step, and hands out their payloads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scratch = folder / "scratch"
        self.scratch.mkdir(exist_ok=True)
        self.store = Store(folder / ".knode")
        self.payloads: dict[tuple[str, str], Any] = {}

    def put(self, table: pd.DataFrame, step: str = "reader", port: str = "table") -> None:
        self.payloads[step, port] = self.store.dump("table", table)

    def payload(self, step: str, port: str) -> Payload:
        return Payload("table", self.payloads[step, port], None, None)

    def open(self, table: pd.DataFrame) -> protocol.TableOpened:
        self.put(table)
        return tables.open_table(self, protocol.OpenTable(step="reader", port="table"))

    def close(self) -> None:
        self.store.close()


def mixed(rows: int = 40) -> pd.DataFrame:
    """A table with a column of every form there is."""
    import datetime
    import decimal

    numbers = np.arange(rows)
    days = pd.Timestamp("2024-01-31") + pd.to_timedelta(numbers, unit="D")
    return pd.DataFrame(
        {
            "whole": numbers * 1_000,
            "year": 1990 + numbers % 30,
            "price": np.where(numbers % 7 == 3, np.nan, numbers * 1.25 + 0.005),
            "tiny": numbers * 1e-9 + 0.123456789,
            "truth": numbers % 2 == 0,
            "text": [None if n % 5 == 4 else f"name {n}" for n in numbers],
            "long": ["a line\nand more " * 80] * rows,
            "colour": pd.Categorical([["red", "green", "blue", None][n % 4] for n in numbers]),
            "size": pd.Categorical(
                [["small", "large"][n % 2] for n in numbers], categories=["small", "large"], ordered=True
            ),
            "level": pd.Categorical(numbers % 3),
            "day": days,
            "moment": days + pd.Timedelta(milliseconds=1_500),
            "zoned": days.tz_localize("Europe/Berlin"),
            "wait": pd.to_timedelta(numbers * 100_000.5, unit="s"),
            "month": pd.period_range("2024-01", periods=rows, freq="M"),
            "maybe": pd.array([None if n % 3 == 0 else int(n) for n in numbers], dtype="Int64"),
            "perhaps": pd.array([None if n % 3 == 0 else bool(n % 2) for n in numbers], dtype="boolean"),
            "half": pd.array([None if n % 3 == 0 else n / 2 for n in numbers], dtype="Float64"),
            "date": [datetime.date(2024, 2, 1 + n % 28) for n in numbers],
            "money": [decimal.Decimal(int(n)) / 4 for n in numbers],
            "list": [[int(n), None, 3] for n in numbers],
            "bytes": [b"\x00\xff"] * rows,
        }
    )
