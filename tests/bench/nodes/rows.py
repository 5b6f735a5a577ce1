"""Nodes that choose, order and match rows."""

from __future__ import annotations

import pandas as pd
import polars as pl

from tests.bench.nodes.case import Case, Tables, far_apart

BY_PRICE = {"column": "price", "descending": True}


def with_customers(table: pd.DataFrame) -> Tables:
    """The table and one with a row for each customer, in another order."""
    names = pd.unique(table["customer"])
    return {"left": table, "right": pd.DataFrame({"customer": names, "limit": names * 1.5, "vip": names % 2 == 0})}


def with_products(table: pd.DataFrame) -> Tables:
    """The table and one with a row for most products."""
    names = pd.Series(table["product"].unique()).iloc[::2].reset_index(drop=True)
    return {"left": table, "right": pd.DataFrame({"product": names, "weight": range(len(names))})}


def as_reference(table: pd.DataFrame) -> Tables:
    """The same for a node that calls them otherwise."""
    left, right = with_products(table).values()
    return {"table": left, "reference": right}


def as_lookup(table: pd.DataFrame) -> Tables:
    """The customers as a look-up table."""
    left, right = with_customers(table).values()
    return {"table": left, "lookup": right}


def as_list(table: pd.DataFrame) -> Tables:
    """Two halves, one below the other."""
    half = len(table) // 2
    return {"tables": [table.iloc[:half].reset_index(drop=True), table.iloc[half:].reset_index(drop=True)]}  # type: ignore[dict-item]


def two_small(table: pd.DataFrame) -> Tables:
    """Tables whose pairs are as many as the rows of the table."""
    return {"left": table.head(len(table) // 100), "right": table[["quantity", "city"]].head(100)}


def by_time(table: pd.DataFrame) -> Tables:
    """The table by time, and what is known at a tenth of the moments."""
    left = table.sort_values("seen", ignore_index=True)
    return {"left": left, "right": left[["seen", "score"]].iloc[::10].drop_duplicates("seen").reset_index(drop=True)}


def _timed(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(seen_right=table["seen"])[["seen_right", "score", "seen"]]


def _both(table: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    """The rows that are chosen, after the others were made too."""
    _ = table[~chosen]
    return table[chosen]


def _semi_and_anti(table: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    _ = table.join(other, on="product", how="anti")
    return table.join(other, on="product", how="semi")


def _top(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values("score", ascending=False, kind="stable").groupby("city", dropna=False).head(10)


ROWS = (
    Case(
        "RowFilter, a number", "prep.RowFilter",
        {"conditions": [{"column": "quantity", "operator": "greater", "value": 50}]},
        lambda t: t[t["quantity"] > 50], lambda t: t.filter(pl.col("quantity") > 50),
        "select * from 'table' where quantity > 50",
    ),
    Case(
        "RowFilter, a text and a number", "prep.RowFilter",
        {"conditions": [{"column": "city", "value": "Genoa"}, {"column": "price", "operator": "less", "value": 40}]},
        lambda t: t[(t["city"] == "Genoa") & (t["price"] < 40)],
        lambda t: t.filter((pl.col("city") == "Genoa") & (pl.col("price") < 40)),
        "select * from 'table' where city = 'Genoa' and price < 40",
    ),
    Case(
        "RowFilter, text contains", "prep.RowFilter",
        {"conditions": [{"column": "product", "operator": "contains", "value": "12"}]},
        lambda t: t[t["product"].str.contains("12", regex=False)],
        lambda t: t.filter(pl.col("product").str.contains("12", literal=True)),
        "select * from 'table' where contains(product, '12')",
    ),
    Case(
        "RowFilter, an expression", "prep.RowFilter", {"expression": "price * 2 > 50 and city = 'Bern' or quantity < 50"},
        lambda t: t[(t["price"] * 2 > 50) & (t["city"] == "Bern") | (t["quantity"] < 50)],
        lambda t: t.filter((pl.col("price") * 2 > 50) & (pl.col("city") == "Bern") | (pl.col("quantity") < 50)),
        "select * from 'table' where price * 2 > 50 and city = 'Bern' or quantity < 50",
    ),
    Case(
        "Sorter, a number", "prep.Sorter", {"by": [BY_PRICE, {"column": "order"}]},
        lambda t: t.sort_values(["price", "order"], ascending=[False, True]),
        lambda t: t.sort(["price", "order"], descending=[True, False], nulls_last=True),
        "select * from 'table' order by price desc nulls last, \"order\"",
    ),
    Case(
        "Sorter, a text", "prep.Sorter", {"by": [{"column": "product"}]},
        lambda t: t.sort_values("product", kind="stable"), lambda t: t.sort("product", maintain_order=True),
        "select * from 'table' order by product",
    ),
    Case(
        "Sorter, moments", "prep.Sorter", {"by": [{"column": "seen"}]},
        lambda t: t.sort_values("seen", kind="stable"), lambda t: t.sort("seen", maintain_order=True),
        "select * from 'table' order by seen",
    ),
    Case(
        "Sorter, a category", "prep.Sorter", {"by": [{"column": "plan"}]},
        lambda t: t.assign(plan=t["plan"].cat.reorder_categories(sorted(t["plan"].cat.categories))).sort_values(
            "plan", kind="stable"
        ).assign(plan=lambda s: s["plan"].cat.reorder_categories(t["plan"].cat.categories)),
        lambda t: t.sort(pl.col("plan").cast(pl.String), maintain_order=True),
        "select * from 'table' order by plan::varchar",
    ),
    Case(
        "TopRows, of all", "prep.TopRows", {"take": "largest", "count": 10, "by": ["score"]},
        lambda t: t.nlargest(10, "score"), lambda t: t.top_k(10, by="score").sort("score", descending=True),
        "select * from 'table' order by score desc limit 10",
    ),
    Case(
        "TopRows, of each group", "prep.TopRows", {"take": "largest", "count": 10, "by": ["score"], "groups": ["city"]},
        _top, lambda t: t.sort("score", descending=True).group_by("city").head(10).select(t.columns),
        "select * from 'table' qualify row_number() over (partition by city order by score desc) <= 10", in_order=False,
    ),
    Case(
        "DuplicateRows, two columns", "prep.DuplicateRows", {"columns": ["customer", "product"]},
        lambda t: t.drop_duplicates(["customer", "product"]),
        lambda t: t.unique(["customer", "product"], keep="first", maintain_order=True),
        "select * exclude place from (select *, row_number() over () as place from 'table') "
        "qualify row_number() over (partition by customer, product order by place) = 1",
    ),
    Case(
        "DuplicateRows, all columns", "prep.DuplicateRows", {},
        lambda t: t.drop_duplicates(), lambda t: t.unique(keep="first", maintain_order=True),
        "select distinct * from 'table'", in_order=False,
    ),
    Case(
        "Joiner, left by a number", "prep.Joiner", {"left_keys": ["customer"], "how": "left"},
        lambda a, b: a.merge(b, on="customer", how="left"),
        lambda a, b: a.join(b, on="customer", how="left", maintain_order="left"),
        "select l.*, r.* exclude customer from 'left' l left join 'right' r using (customer)",
        with_customers, in_order=False,
    ),
    Case(
        "Joiner, left by numbers far apart", "prep.Joiner", {"left_keys": ["customer"], "how": "left"},
        lambda a, b: a.merge(b, on="customer", how="left"),
        lambda a, b: a.join(b, on="customer", how="left", maintain_order="left"),
        "select l.*, r.* exclude customer from 'left' l left join 'right' r using (customer)",
        lambda table: with_customers(far_apart(table)), in_order=False,
    ),
    Case(
        "Joiner, inner by a text", "prep.Joiner", {"left_keys": ["product"], "how": "inner"},
        lambda a, b: a.merge(b, on="product"), lambda a, b: a.join(b, on="product", maintain_order="left"),
        "select l.*, r.* exclude product from 'left' l join 'right' r using (product)", with_products, in_order=False,
    ),
    Case(
        "MatchRows, by a text", "prep.MatchRows", {"keys": ["product"]},
        lambda a, b: _both(a, a["product"].isin(b["product"])),
        _semi_and_anti, "from 'table' semi join reference using (product)", as_reference, output="matching",
        in_order=False,
    ),
    Case(
        "LookUp, by a number", "prep.LookUp", {"keys": ["customer"]},
        lambda a, b: a.merge(b, on="customer", how="left"),
        lambda a, b: a.join(b, on="customer", how="left", maintain_order="left"),
        "select l.*, r.* exclude customer from 'table' l left join lookup r using (customer)", as_lookup, in_order=False,
    ),
    Case(
        "CrossJoin", "prep.CrossJoin", {}, lambda a, b: a.merge(b, how="cross", suffixes=("", "_right")),
        lambda a, b: a.join(b, how="cross"),
        'select l.*, r.quantity as quantity_right, r.city as city_right from "left" l cross join "right" r', two_small,
        in_order=False,
    ),
    Case(
        "AsOfJoin", "prep.AsOfJoin", {"left_on": "seen", "right_on": "seen"},

        lambda a, b: pd.merge_asof(a, _timed(b), on="seen", suffixes=("", "_right")),
        lambda a, b: a.join_asof(b.rename({"seen": "at"}), left_on="seen", right_on="at", coalesce=False),
        'select l.*, r.seen as at, r.score as score_right from "left" l asof left join "right" r on l.seen >= r.seen', by_time,
        in_order=False,
    ),
    Case(
        "Concatenate", "prep.Concatenate", {}, lambda parts: pd.concat(parts, ignore_index=True), pl.concat,
        "from tables_1 union all from tables_2", as_list,
    ),
    Case(
        "Rank, in groups", "prep.Rank", {"by": [{"column": "score"}], "groups": ["city"]},
        lambda t: t.assign(rank=t.groupby("city", dropna=False)["score"].rank("min").astype("int64")),
        lambda t: t.with_columns(pl.col("score").rank("min").over("city").alias("rank")),
        "select *, rank() over (partition by city order by score) as rank from 'table'", in_order=False,
    ),
    Case(
        "RowId", "prep.RowId", {"place": "last"}, lambda t: t.assign(row_id=range(1, len(t) + 1)),
        lambda t: t.with_columns(pl.int_range(1, pl.len() + 1).alias("row_id")),
        "select *, row_number() over () as row_id from 'table'",
    ),
    Case(
        "Explode", "prep.Explode", {"columns": ["product"], "separator": " "},
        lambda t: t.assign(product=t["product"].str.split(" ")).explode("product", ignore_index=True)
        .astype({"product": "str"}),
        lambda t: t.with_columns(pl.col("product").str.split(" ")).explode("product"),
        "select * replace (unnest(string_split(product, ' ')) as product) from 'table'",
    ),
)  # fmt: skip
