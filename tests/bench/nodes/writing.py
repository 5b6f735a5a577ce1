"""Writers of files and databases, and Excel files."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from tests.bench.nodes.case import Case, Tables

DATED = ["day", "seen"]


def tenth(table: pd.DataFrame) -> Tables:
    """A tenth of the rows."""
    return {"table": table.head(max(100, len(table) // 10))}


def plain_tenth(table: pd.DataFrame) -> Tables:
    """The same without columns that a database or a sheet has no type for."""
    return {"table": tenth(table)["table"].drop(columns=["plan", "paid", *DATED])}


def workbook(table: pd.DataFrame) -> Tables:
    """A sheet of a hundredth of the rows."""
    table.head(max(100, len(table) // 100)).drop(columns="plan").to_excel("table.xlsx", index=False)
    return {}


def few(table: pd.DataFrame) -> Tables:
    """A hundredth of the rows."""
    return {"table": table.head(max(100, len(table) // 100)).drop(columns="plan")}


def _csv(t: pd.DataFrame) -> str:
    t.to_csv("hand.csv", index=False)
    return "hand.csv"


def _polars_csv(t: pl.DataFrame) -> str:
    t.write_csv("hand.csv")
    return "hand.csv"


def _parquet(t: pd.DataFrame) -> str:
    t.to_parquet("hand.parquet", index=False)
    return "hand.parquet"


def _polars_parquet(t: pl.DataFrame) -> str:
    t.write_parquet("hand.parquet", compression="snappy")
    return "hand.parquet"


def _polars_json(t: pl.DataFrame) -> str:
    t.write_ndjson("hand.jsonl")
    return "hand.jsonl"


def _json(t: pd.DataFrame) -> str:
    t.to_json("hand.jsonl", orient="records", lines=True, date_format="iso")
    return "hand.jsonl"


def _excel(t: pd.DataFrame) -> str:
    t.to_excel("hand.xlsx", index=False)
    return "hand.xlsx"


def _sqlite(t: pd.DataFrame) -> str:
    connection = sqlite3.connect("hand.sqlite")
    t.to_sql("orders", connection, index=False, if_exists="replace")
    connection.commit()
    connection.close()
    return "hand.sqlite"


def _size(made: Any) -> pd.DataFrame:
    """The rows and columns of a file that was written, that of the node where no name is told."""
    name = made if isinstance(made, str) else max(Path().glob("node.*"), key=lambda file: file.stat().st_mtime).name
    readers = {
        ".csv": pd.read_csv, ".parquet": pd.read_parquet, ".xlsx": lambda file: pd.read_excel(file, engine="calamine"),
        ".jsonl": lambda file: pd.read_json(file, lines=True),
    }  # fmt: skip
    found = pd.read_sql("select * from orders", sqlite3.connect(name)) if name.endswith(".sqlite") else None
    found = readers[Path(name).suffix](name) if found is None else found
    return pd.DataFrame({"rows": [len(found)], "columns": [len(found.columns)]})


WRITING = (
    Case("CsvWriter", "io.CsvWriter", {"path": "node.csv"}, _csv, _polars_csv, told=_size, part="wall"),
    Case("ParquetWriter", "io.ParquetWriter", {"path": "node.parquet"}, _parquet, _polars_parquet, told=_size, part="wall"),
    Case(
        "JsonWriter, lines, a tenth of the rows", "io.JsonWriter", {"path": "node.jsonl", "layout": "lines"}, _json,
        _polars_json, inputs=tenth, told=_size,
    ),
    Case(
        "DatabaseWriter, SQLite, a tenth of the rows", "io.DatabaseWriter",
        {"url": "sqlite:///node.sqlite", "table": "orders", "mode": "replace"}, _sqlite, inputs=plain_tenth,
        told=_size, part="wall",
    ),
    Case(
        "ExcelWriter, a hundredth of the rows", "io.ExcelWriter", {"path": "node.xlsx"}, _excel, inputs=few, told=_size,
    ),
    Case(
        "ExcelReader, a hundredth of the rows", "io.ExcelReader", {"path": "table.xlsx"},
        lambda: pd.read_excel("table.xlsx", engine="calamine"), inputs=workbook,
    ),
)  # fmt: skip
