"""Nodes that summarise rows or look at the rows around."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from tests.bench.nodes.case import Case, Tables, far_apart, one_table

SUMS = [{"column": "price", "method": "sum"}, {"column": "quantity", "method": "mean"}]
NAMED = {"price_sum": ("price", "sum"), "quantity_mean": ("quantity", "mean")}
BY_SQL = "count(*) as count, coalesce(sum(price), 0) as price_sum, avg(quantity) as quantity_mean"


def _polars(*keys: str) -> object:
    return lambda t: t.group_by(*keys).agg(
        pl.len().alias("count"),
        pl.col("price").sum().alias("price_sum"),
        pl.col("quantity").mean().alias("quantity_mean"),
    )


def _grouped(name: str, *keys: str, inputs: Callable[[Any], Tables] = one_table) -> Case:
    return Case(
        f"GroupBy, {name}",
        "prep.GroupBy",
        {"keys": list(keys), "aggregations": SUMS},
        lambda t: t.groupby(list(keys), dropna=False, observed=True, as_index=False).agg(
            count=("order", "size"), **NAMED
        ),
        _polars(*keys),  # type: ignore[arg-type]
        f"select {', '.join(keys)}, {BY_SQL} from 'table' group by all",
        inputs,
        in_order=False,
    )


def _counts(name: str, column: str) -> Case:
    return Case(
        f"ValueCounts, {name}",
        "prep.ValueCounts",
        {"columns": [column]},
        lambda t: t[column].value_counts(dropna=False).reset_index().assign(share=lambda c: c["count"] / len(t)),
        lambda t: t[column].value_counts(sort=True).with_columns(share=pl.col("count") / len(t)),
        f"select {column}, count(*) as count, count(*) / sum(count(*)) over () as share from 'table' group by {column}",
        in_order=False,
    )


def _moving(t: object) -> object:
    order = t.sort_values(["customer", "seen", "order"])  # type: ignore[attr-defined]
    made = order.groupby("customer")["score"].rolling(3, min_periods=1).mean().reset_index(level=0, drop=True)
    return t.assign(score_mean=made)  # type: ignore[attr-defined]


def _pivot(t: object) -> object:
    means = t.groupby(["city", "kind"], dropna=False)["price"].mean()  # type: ignore[attr-defined]
    return means.unstack().reset_index()


WINDOW = {"columns": ["price"], "window": "cumulative", "method": "sum", "name": "running"}
STANDING = {"columns": ["score"], "window": "cumulative", "method": "sum", "name": "running"}
BEFORE = {"columns": ["score"], "method": "lag", "name": "before"}
MOVING = {"columns": ["score"], "window": "moving", "size": 3, "method": "mean", "name": "score_mean"}

GROUPS = (
    Case(
        "GroupBy, few groups", "prep.GroupBy", {"keys": ["city"], "aggregations": SUMS},
        lambda t: t.groupby("city", dropna=False, as_index=False).agg(count=("order", "size"), **NAMED),
        _polars("city"), f"select city, {BY_SQL} from 'table' group by city", in_order=False,
    ),
    Case(
        "GroupBy, many groups", "prep.GroupBy", {"keys": ["customer"], "aggregations": SUMS},
        lambda t: t.groupby("customer", as_index=False).agg(count=("order", "size"), **NAMED),
        _polars("customer"), f"select customer, {BY_SQL} from 'table' group by customer", in_order=False,
    ),
    Case(
        "GroupBy, two texts", "prep.GroupBy", {"keys": ["city", "kind"], "aggregations": SUMS},
        lambda t: t.groupby(["city", "kind"], dropna=False, as_index=False).agg(count=("order", "size"), **NAMED),
        _polars("city", "kind"), f"select city, kind, {BY_SQL} from 'table' group by all", in_order=False,
    ),
    _grouped("a category", "plan"),
    _grouped("days", "day"),
    _grouped("moments", "seen"),
    _grouped("decimals", "score"),
    _grouped("numbers far apart", "customer", inputs=lambda table: {"table": far_apart(table)}),
    _grouped("a number and a text", "customer", "product"),
    Case(
        "GroupBy, medians and different values", "prep.GroupBy",
        {"keys": ["city"], "count_rows": False, "aggregations": [
            {"column": "price", "method": "median"}, {"column": "product", "method": "count distinct"},
        ]},
        lambda t: t.groupby("city", dropna=False, as_index=False).agg(
            price_median=("price", "median"), product_unique=("product", "nunique")
        ),
        lambda t: t.group_by("city").agg(pl.col("price").median(), pl.col("product").n_unique()),
        "select city, median(price), count(distinct product) from 'table' group by city", in_order=False,
    ),
    _counts("a text", "product"),
    _counts("days", "day"),
    _counts("moments", "seen"),
    _counts("a number", "customer"),
    Case(
        "Pivot", "prep.Pivot",
        {"keys": ["city"], "column": "kind", "aggregations": [{"column": "price", "method": "mean"}]},
        _pivot, lambda t: t.pivot("kind", index="city", values="price", aggregate_function="mean", sort_columns=True),
        "pivot 'table' on kind using avg(price) group by city", in_order=False,
    ),
    Case(
        "Unpivot", "prep.Unpivot", {"columns": ["price", "discount", "score"], "keep": ["order", "city"]},
        lambda t: t.melt(
            ["order", "city"], ["price", "discount", "score"], var_name="name", ignore_index=False
        ).sort_index(kind="stable"),
        lambda t: t.unpivot(["price", "discount", "score"], index=["order", "city"], variable_name="name"),
        "from (select \"order\", city, price, discount, score from 'table') "
        "unpivot include nulls (value for name in (price, discount, score))",
        in_order=False,
    ),
    Case(
        "WindowAggregate, running sum", "prep.WindowAggregate",
        {"groups": ["city"], "by": [{"column": "seen"}, {"column": "order"}], "calculations": [WINDOW]},
        lambda t: t.assign(
            running=t.sort_values(["seen", "order"]).assign(price=lambda c: c["price"].fillna(0))
            .groupby("city", dropna=False)["price"].cumsum()
        ),
        lambda t: t.with_columns(running=pl.col("price").fill_null(0).cum_sum().over("city", order_by=["seen", "order"])),
        'select *, sum(price) over (partition by city order by seen, "order" rows unbounded preceding) as running '
        "from 'table'",
        in_order=False,
    ),
    Case(
        "WindowAggregate, running sum as the rows stand", "prep.WindowAggregate",
        {"groups": ["customer"], "calculations": [STANDING]},
        lambda t: t.assign(running=t.groupby("customer")["score"].cumsum()),
        lambda t: t.with_columns(running=pl.col("score").cum_sum().over("customer")),
    ),
    Case(
        "WindowAggregate, the value before as the rows stand", "prep.WindowAggregate",
        {"groups": ["plan"], "calculations": [BEFORE]},
        lambda t: t.assign(before=t.groupby("plan", observed=True)["score"].shift()),
        lambda t: t.with_columns(before=pl.col("score").shift().over("plan")),
    ),
    Case(
        "WindowAggregate, moving mean", "prep.WindowAggregate",
        {"groups": ["customer"], "by": [{"column": "seen"}, {"column": "order"}], "calculations": [MOVING]},
        _moving,
        lambda t: t.with_columns(
            score_mean=pl.col("score").rolling_mean(3, min_samples=1).over("customer", order_by=["seen", "order"])
        ),
        'select *, avg(score) over (partition by customer order by seen, "order" rows 2 preceding) as score_mean '
        "from 'table'",
        in_order=False,
    ),
)  # fmt: skip
