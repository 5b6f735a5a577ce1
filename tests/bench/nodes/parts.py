"""Nodes that draw, split and shuffle rows, and that put tables side by side."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from tests.bench.nodes.case import Case, Tables

ORDER = ["kind", "city", "score"]


def changed(table: pd.DataFrame) -> Tables:
    """The table, and one with other prices in a hundredth of its rows, in another order."""
    new = table.sample(frac=1.0, random_state=0, ignore_index=True)
    prices = new["price"].to_numpy().copy()
    prices[::100] = 1e6
    return {"old": table, "new": new.assign(price=prices)}


def side_by_side(table: pd.DataFrame) -> Tables:
    """Two tables of other columns."""
    return {"tables": [table[["order", "price", "city"]], table[["score", "seen", "product"]]]}  # type: ignore[dict-item]


def with_objects(table: pd.DataFrame) -> Tables:
    """A tenth of the rows, with a column of JSON objects."""
    few = table.head(max(100, len(table) // 10))
    texts = [
        json.dumps({"id": order, "place": {"city": kind}})
        for order, kind in zip(few["order"].tolist(), few["kind"].tolist(), strict=True)
    ]
    return {"table": few.assign(facts=pd.array(texts, dtype="str"))}


def _count(made: Any) -> pd.DataFrame:
    """What is drawn by chance is told by its number."""
    return pd.DataFrame({"rows": [len(made)], "columns": [len(made.columns)]})


def _columns(made: pd.DataFrame) -> pd.DataFrame:
    """Of each stratum a tenth of the rows, which is rounded in other ways."""
    return _count(made)[["columns"]]


def _two_parts(t: pd.DataFrame) -> pd.DataFrame:
    chosen = np.random.default_rng(0).random(len(t)).argsort()[: round(0.7 * len(t))]
    train = np.zeros(len(t), dtype=bool)
    train[chosen] = True
    _ = t[~train]
    return t[train]


def _like_for_like(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn.model_selection import train_test_split

    train, _ = train_test_split(t, train_size=0.7, stratify=t["kind"], random_state=0)
    return train  # type: ignore[no-any-return]


def _cells(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The values of both tables that differ, row by row."""
    both = old.merge(new, on="order", how="outer", suffixes=("", "_new"), indicator=True)
    both = both[both["_merge"] == "both"]
    found = []
    for name in old.columns.drop("order"):
        one, other = both[name], both[f"{name}_new"]
        differs = (one != other).fillna(True).astype(bool) & ~(one.isna() & other.isna())
        found.append(pd.DataFrame({"order": both["order"][differs], "old": one[differs], "new": other[differs]}))
    return pd.concat(found)


def _number(made: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"cells": [len(made)]})


def _flat(t: pd.DataFrame) -> pd.DataFrame:
    found = pd.json_normalize([json.loads(text) for text in t["facts"].tolist()])
    return pd.concat([t.drop(columns="facts"), found], axis=1)


def _reordered(t: pd.DataFrame) -> pd.DataFrame:
    return t[[*ORDER, *(name for name in t.columns if name not in ORDER)]]


PARTS = (
    Case(
        "RowSplitter, a number", "prep.RowSplitter",
        {"conditions": [{"column": "quantity", "operator": "greater", "value": 50}]},
        lambda t: (t[t["quantity"] > 50], t[~(t["quantity"] > 50)])[0],
        lambda t: (t.filter(pl.col("quantity") > 50), t.filter(pl.col("quantity") <= 50))[0], output="matching",
    ),
    Case("Partition, by chance", "prep.Partition", {"seed": 0}, _two_parts, output="train", told=_count),
    Case(
        "Partition, stratified", "prep.Partition", {"stratify": "kind", "seed": 0}, _like_for_like, output="train", told=_count,
    ),
    Case(
        "Partition, by time", "prep.Partition", {"draw": "time", "time": "seen"},
        lambda t: (t.nsmallest(round(0.7 * len(t)), "seen"), t.nlargest(len(t) - round(0.7 * len(t)), "seen"))[0],
        output="train", told=_count,
    ),
    Case(
        "SampleRows, by chance", "prep.SampleRows", {"seed": 0}, lambda t: t.sample(frac=0.1, random_state=0).sort_index(),
        lambda t: t.sample(fraction=0.1, seed=0), told=_count,
    ),
    Case(
        "SampleRows, stratified", "prep.SampleRows", {"stratify": "kind", "seed": 0},
        lambda t: t.groupby("kind", dropna=False).sample(frac=0.1, random_state=0).sort_index(), told=_columns,
    ),
    Case(
        "Shuffle", "prep.Shuffle", {"seed": 0}, lambda t: t.sample(frac=1.0, random_state=0),
        lambda t: t.sample(fraction=1.0, shuffle=True, seed=0), "select * from 'table' order by random()", told=_count,
    ),
    Case(
        "AppendColumns", "prep.AppendColumns", {}, lambda parts: pd.concat(parts, axis=1),
        lambda parts: pl.concat(parts, how="horizontal"), "from tables_1 positional join tables_2", side_by_side,
    ),
    Case(
        "ReorderColumns", "prep.ReorderColumns", {"columns": ORDER}, _reordered,
        lambda t: t.select([*ORDER, pl.all().exclude(ORDER)]),
    ),
    Case(
        "CompareTables, by a key", "prep.CompareTables", {"keys": ["order"], "limit": 10_000_000}, _cells, None, "", changed,
        output="cells", told=_number,
    ),
    Case("FlattenJson, a tenth of the rows", "prep.FlattenJson", {"column": "facts"}, _flat, None, "", with_objects),
)  # fmt: skip
