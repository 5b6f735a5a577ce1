"""Formulas, whose expressions are worked out on whole columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from tests.bench.nodes.case import Case

Makes = Callable[[pd.DataFrame], Any]


def _case(expression: str, by_pandas: Makes, by_polars: Any = None, *, node: str = "Formula") -> Case:
    return Case(
        f"{node}, {expression}",
        f"prep.{node}",
        {"formulas": {"made": expression}},
        lambda table: table.assign(made=by_pandas(table)),
        None if by_polars is None else lambda table: table.with_columns(made=by_polars),
        f"select *, {expression} as made from 'table'",
        in_order=node == "Formula",
    )


def _banded(t: pd.DataFrame) -> Any:
    return pd.Series(np.select([t["price"] < 20, t["price"] < 60], ["low", "middle"], "high"), dtype="str")


def _half_away(numbers: pd.Series) -> Any:
    """Rounded as SQL does; `round` of pandas takes 12.5 and 11.5 both to 12."""
    return np.trunc(numbers + np.copysign(0.5, numbers))


def _checked_sum(t: pd.DataFrame) -> Any:
    """A sum of whole numbers that runs over is an error, of which pandas says nothing."""
    ends = np.iinfo("int64")
    if t["quantity"].min() < ends.min + 128 or t["quantity"].max() > ends.max - 127:
        raise OverflowError("small + quantity")
    return t["small"] + t["quantity"]


PRICE, CITY, PLAN, PRODUCT = pl.col("price"), pl.col("city"), pl.col("plan"), pl.col("product")
FORMULAS = (
    _case("price * quantity", lambda t: t["price"] * t["quantity"], PRICE * pl.col("quantity")),
    _case("quantity * 2 + customer", lambda t: t["quantity"] * 2 + t["customer"], pl.col("quantity") * 2 + pl.col("customer")),
    _case("small + quantity", _checked_sum, pl.col("small") + pl.col("quantity")),
    _case("price * (1 - discount)", lambda t: t["price"] * (1 - t["discount"]), PRICE * (1 - pl.col("discount"))),
    _case("quantity / customer", lambda t: (t["quantity"] / t["customer"]), pl.col("quantity") / pl.col("customer")),
    _case("quantity % 7", lambda t: t["quantity"] % 7, pl.col("quantity") % 7),
    _case("round(price, 1)", lambda t: _half_away(t["price"] * 10) / 10, PRICE.round(1, "half_away_from_zero")),
    _case("round(price)", lambda t: _half_away(t["price"]), PRICE.round(0, "half_away_from_zero")),
    _case("coalesce(discount, 0)", lambda t: t["discount"].fillna(0), pl.col("discount").fill_null(0)),
    _case("coalesce(city, kind)", lambda t: t["city"].fillna(t["kind"]), pl.coalesce(CITY, pl.col("kind"))),
    _case("abs(score)", lambda t: t["score"].abs(), pl.col("score").abs()),
    _case("ln(price)", lambda t: np.log(t["price"]), PRICE.log()),
    _case("price > 50", lambda t: (t["price"] > 50).astype("boolean").where(t["price"].notna()), PRICE > 50),
    _case("quantity > 50", lambda t: t["quantity"] > 50, pl.col("quantity") > 50),
    _case("discount is null", lambda t: t["discount"].isna(), pl.col("discount").is_null()),
    _case("city = 'Genoa'", lambda t: (t["city"] == "Genoa").astype("boolean").where(t["city"].notna()), CITY == "Genoa"),
    _case("plan = 'basic'", lambda t: (t["plan"] == "basic").astype("boolean").where(t["plan"].notna()), PLAN == "basic"),
    _case(
        "case when price < 20 then 'low' when price < 60 then 'middle' else 'high' end", _banded,
        pl.when(PRICE < 20).then(pl.lit("low")).when(PRICE < 60).then(pl.lit("middle")).otherwise(pl.lit("high")),
    ),
    _case(
        "if(quantity > 50, price * 2, 0)", lambda t: t["price"].mul(2).where(t["quantity"] > 50, 0),
        pl.when(pl.col("quantity") > 50).then(PRICE * 2).otherwise(0),
    ),
    _case("upper(city)", lambda t: t["city"].str.upper(), CITY.str.to_uppercase()),
    _case("length(city)", lambda t: t["city"].str.len(), CITY.str.len_chars()),
    _case("city || '-' || kind", lambda t: t["city"] + "-" + t["kind"], CITY + "-" + pl.col("kind")),
    _case("contains(product, '12')", lambda t: t["product"].str.contains("12", regex=False), PRODUCT.str.contains("12")),
    _case("replace(city, 'o', '0')", lambda t: t["city"].str.replace("o", "0", regex=False), CITY.str.replace_all("o", "0")),
    _case("trim(city)", lambda t: t["city"].str.strip(), CITY.str.strip_chars()),
    _case("left(product, 4)", lambda t: t["product"].str[:4], pl.col("product").str.head(4)),
    _case("year(seen)", lambda t: t["seen"].dt.year, pl.col("seen").dt.year()),
    _case("month(seen)", lambda t: t["seen"].dt.month, pl.col("seen").dt.month()),
    _case(
        "sum(score) over (partition by city)", lambda t: t.groupby("city", dropna=False)["score"].transform("sum"),
        pl.col("score").sum().over("city"), node="WindowFormula",
    ),
    _case(
        "score / sum(score) over ()", lambda t: t["score"] / t["score"].sum(), pl.col("score") / pl.col("score").sum(),
        node="WindowFormula",
    ),
    _case(
        "avg(price) over (partition by customer)", lambda t: t.groupby("customer")["price"].transform("mean"),
        PRICE.mean().over("customer"), node="WindowFormula",
    ),
    _case(
        'row_number() over (partition by city order by "order")',
        lambda t: t.groupby("city", dropna=False)["order"].rank("first").astype("int64"),
        pl.col("order").rank("ordinal").over("city"), node="WindowFormula",
    ),
)  # fmt: skip
