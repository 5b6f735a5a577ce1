"""Readers of files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pandas as pd
import polars as pl

from tests.bench.nodes.case import Case, Tables

PARTS = 10


def csv(table: pd.DataFrame) -> Tables:
    """One file."""
    table.to_csv("table.csv", index=False)
    return {}


def parquet(table: pd.DataFrame) -> Tables:
    """One file."""
    table.to_parquet("table.parquet")
    return {}


def json(table: pd.DataFrame) -> Tables:
    """A file with an object in each line."""
    table.head(max(100, len(table) // 10)).to_json("table.jsonl", orient="records", lines=True, date_format="iso")
    return {}


def csv_parts(table: pd.DataFrame) -> Tables:
    """A folder of files."""
    Path("parts").mkdir(exist_ok=True)
    size = -(-len(table) // PARTS)
    for part in range(PARTS):
        table.iloc[part * size : (part + 1) * size].to_csv(f"parts/{part}.csv", index=False)
    return {}


def sqlite(table: pd.DataFrame) -> Tables:
    """A table of a database."""
    connection = sqlite3.connect("table.sqlite")
    table.drop(columns=["plan", "paid", "day", "seen"]).to_sql("orders", connection, index=False, if_exists="replace")
    connection.close()
    return {}


def _read_csv(file: str = "table.csv") -> pd.DataFrame:
    return pd.read_csv(file, parse_dates=["day", "seen"])


def _read_parts() -> pd.DataFrame:
    return pd.concat([_read_csv(f"parts/{part}.csv").assign(file=f"{part}.csv") for part in range(PARTS)]).pipe(
        lambda made: made[["file", *made.columns[:-1]]]
    )


def _read_sqlite() -> pd.DataFrame:
    connection = sqlite3.connect("table.sqlite")
    try:
        return pd.read_sql("select * from orders", connection)
    finally:
        connection.close()


def _read_json() -> pd.DataFrame:
    made = pd.read_json("table.jsonl", lines=True)
    return made.assign(day=pd.to_datetime(made["day"]), seen=pd.to_datetime(made["seen"]))


FILES = (
    Case(
        "CsvReader", "io.CsvReader", {"path": "table.csv"}, _read_csv,
        lambda: pl.read_csv("table.csv", try_parse_dates=True), "from 'table.csv'", csv, part="wall",
    ),
    Case(
        "ReadFiles, ten CSV files", "io.ReadFiles", {"path": "parts/*.csv"}, _read_parts,
        lambda: pl.read_csv("parts/*.csv", try_parse_dates=True, include_file_paths="file").select(
            pl.col("file").str.strip_prefix("parts/"), pl.all().exclude("file")
        ),
        "select parse_filename(filename) as file, * exclude filename from read_csv('parts/*.csv', filename = true)",
        csv_parts, part="wall",
    ),
    Case(
        "ParquetReader", "io.ParquetReader", {"path": "table.parquet"}, lambda: pd.read_parquet("table.parquet"),
        lambda: pl.read_parquet("table.parquet"), "from 'table.parquet'", parquet, part="wall",
    ),
    Case(
        "JsonReader, lines, a tenth of the rows", "io.JsonReader", {"path": "table.jsonl"}, _read_json,
        lambda: pl.read_ndjson("table.jsonl").with_columns(pl.col("day", "seen").str.to_datetime("%Y-%m-%dT%H:%M:%S%.f")),
        "select * replace (small::bigint as small, day::timestamp as day, seen::timestamp as seen) "
        "from read_json('table.jsonl')", json,
    ),
    Case(
        "DatabaseReader, SQLite", "io.DatabaseReader", {"url": "sqlite:///table.sqlite", "table": "orders"}, _read_sqlite,
        lambda: pl.read_database("select * from orders", sqlite3.connect("table.sqlite")), "", sqlite,
    ),
)  # fmt: skip
