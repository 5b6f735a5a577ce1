"""Twelve steps of pandas as a person writes them: one name a step, and the same with one name for all."""

from __future__ import annotations

import pandas as pd


def one_name_a_step(file: str) -> pd.DataFrame:
    orders = pd.read_parquet(file)
    sold = orders[orders["quantity"] > 0]
    filled = sold.fillna({"price": sold["price"].median(), "discount": 0.0})
    gross = filled.assign(gross=filled["price"] * filled["quantity"])
    net = gross.assign(net=gross["gross"] * (1 - gross["discount"]))
    dated = net.assign(month=net["day"].dt.month)
    customers = dated.groupby("customer", as_index=False).agg(rows=("net", "size"), spent=("net", "sum"))
    joined = dated.merge(customers, on="customer", how="left")
    shared = joined.assign(share=joined["net"] / joined["spent"])
    encoded = pd.get_dummies(shared, columns=["channel"], dtype="int8")
    ranked = encoded.sort_values("net", ascending=False, kind="stable")
    final = ranked.drop(columns=["order", "day"])
    return final


def one_name(file: str) -> pd.DataFrame:
    table = pd.read_parquet(file)
    table = table[table["quantity"] > 0]
    table = table.fillna({"price": table["price"].median(), "discount": 0.0})
    table = table.assign(gross=table["price"] * table["quantity"])
    table = table.assign(net=table["gross"] * (1 - table["discount"]))
    table = table.assign(month=table["day"].dt.month)
    customers = table.groupby("customer", as_index=False).agg(rows=("net", "size"), spent=("net", "sum"))
    table = table.merge(customers, on="customer", how="left")
    table = table.assign(share=table["net"] / table["spent"])
    table = pd.get_dummies(table, columns=["channel"], dtype="int8")
    table = table.sort_values("net", ascending=False, kind="stable")
    table = table.drop(columns=["order", "day"])
    return table
