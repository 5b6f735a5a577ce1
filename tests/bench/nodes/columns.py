"""Nodes that change columns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from tests.bench.nodes.case import Case, Tables

NUMBERS = ["price", "discount", "score"]


def written(table: pd.DataFrame) -> Tables:
    """Numbers and dates as texts."""
    changed = {
        "price": table["price"].astype("str"),
        "day": table["day"].dt.strftime("%Y-%m-%d"),
        "seen": table["seen"].dt.strftime("%d.%m.%Y %H:%M"),
        "product": "  " + table["product"].str.title() + " ",
        "city": table["city"] + "," + table["kind"],
    }
    return {"table": table.assign(**changed)}


SCALED = ", ".join(f"({name} - avg({name}) over ()) / stddev_pop({name}) over () as {name}" for name in NUMBERS)


def _sorted(t: pl.DataFrame) -> pl.DataFrame:
    return t.select(sorted(t.columns))


def _scaled(t: pd.DataFrame) -> pd.DataFrame:
    return t.assign(**{name: (t[name] - t[name].mean()) / t[name].std(ddof=0) for name in NUMBERS})


def _filled(t: pd.DataFrame) -> pd.DataFrame:
    return t.fillna({"price": t["price"].median(), "discount": t["discount"].median()})


def _valid(t: pd.DataFrame) -> pd.DataFrame:
    """The valid rows, after the others were made with their reason."""
    bad = (t["price"] < 0) | (t["price"] > 50)
    _ = t[bad].assign(reasons=t["price"][bad].astype("str") + " in price is outside of 0 to 50")
    return t[~bad]


def _one_hot(t: pd.DataFrame) -> pd.DataFrame:
    made = pd.get_dummies(t["kind"], prefix="kind", dtype="int8")
    return pd.concat([t.drop(columns="kind"), made], axis=1)


def with_halves(table: pd.DataFrame) -> Tables:
    """Every hundredth price a number such as 2.675, which is written as half and lies a little below it."""
    price = table["price"].copy()
    price.iloc[::100] = (2 * np.arange(len(price.iloc[::100])) % 1_000 + 1) / 200
    return {"table": table.assign(price=price)}


def _rounded(numbers: pd.Series) -> pd.Series:
    """Halves away from zero, also where the float lies a little below; `round` of pandas makes 2.67 of 2.675."""
    return np.trunc(numbers * 100 + np.copysign(0.5 + 1e-9, numbers)) / 100  # type: ignore[no-any-return]


def _split(t: pd.DataFrame) -> pd.DataFrame:
    parts = t["city"].str.partition(",")
    return t.assign(city_1=parts[0], city_2=parts[2])


COLUMNS = (
    Case(
        "ColumnFilter", "prep.ColumnFilter", {"columns": NUMBERS}, lambda t: t[NUMBERS], lambda t: t.select(NUMBERS),
        "select price, discount, score from 'table'",
    ),
    Case(
        "RenameColumns", "prep.RenameColumns", {"names": {"price": "cost"}}, lambda t: t.rename(columns={"price": "cost"}),
        lambda t: t.rename({"price": "cost"}), "select * rename (price as cost) from 'table'",
    ),
    Case(
        "CastColumns, texts to numbers", "prep.CastColumns", {"casts": [{"columns": ["price"], "type": "number"}]},
        lambda t: t.assign(price=pd.to_numeric(t["price"])), lambda t: t.with_columns(pl.col("price").cast(float)),
        "select * replace (cast(price as double) as price) from 'table'", written,
    ),
    Case(
        "CastColumns, texts to dates", "prep.CastColumns",
        {"casts": [{"columns": ["seen"], "type": "date and time", "formats": ["%d.%m.%Y %H:%M"]}]},
        lambda t: t.assign(seen=pd.to_datetime(t["seen"], format="%d.%m.%Y %H:%M")),
        lambda t: t.with_columns(pl.col("seen").str.to_datetime("%d.%m.%Y %H:%M")),
        "select * replace (strptime(seen, '%d.%m.%Y %H:%M') as seen) from 'table'", written,
    ),
    Case(
        "CastColumns, texts to ISO dates", "prep.CastColumns", {"casts": [{"columns": ["day"], "type": "date"}]},
        lambda t: t.assign(day=pd.to_datetime(t["day"])),
        lambda t: t.with_columns(pl.col("day").str.to_datetime("%Y-%m-%d")),
        "select * replace (cast(day as timestamp) as day) from 'table'", written,
    ),
    Case(
        "CastColumns, numbers to texts", "prep.CastColumns", {"casts": [{"columns": ["quantity"], "type": "text"}]},
        lambda t: t.assign(quantity=t["quantity"].astype("str")), lambda t: t.with_columns(pl.col("quantity").cast(str)),
        "select * replace (cast(quantity as varchar) as quantity) from 'table'",
    ),
    Case(
        "ReplaceValues, whole texts", "prep.ReplaceValues",
        {"columns": ["city"], "replacements": [{"find": "Genoa", "replacement": "Genova"}]},
        lambda t: t.assign(city=t["city"].replace({"Genoa": "Genova"})),
        lambda t: t.with_columns(pl.col("city").replace({"Genoa": "Genova"})),
        "select * replace (case city when 'Genoa' then 'Genova' else city end as city) from 'table'",
    ),
    Case(
        "ReplaceValues, a part of texts", "prep.ReplaceValues",
        {"columns": ["product"], "how": "part of text", "replacements": [{"find": "product", "replacement": "no."}]},
        lambda t: t.assign(product=t["product"].str.replace("product", "no.", regex=False)),
        lambda t: t.with_columns(pl.col("product").str.replace_all("product", "no.", literal=True)),
        "select * replace (replace(product, 'product', 'no.') as product) from 'table'",
    ),
    Case(
        "SplitColumn", "prep.SplitColumn", {"column": "city", "separator": ",", "trim": False}, _split,
        lambda t: t.with_columns(
            city_1=pl.col("city").str.split(",").list.get(0), city_2=pl.col("city").str.split(",").list.get(1)
        ),
        "select *, string_split(city, ',')[1] as city_1, string_split(city, ',')[2] as city_2 from 'table'", written,
    ),
    Case(
        "CombineColumns", "prep.CombineColumns", {"columns": ["city", "kind"], "missing": "missing"},
        lambda t: t.assign(combined=t["city"] + " " + t["kind"]),
        lambda t: t.with_columns(combined=pl.col("city") + " " + pl.col("kind")),
        "select *, city || ' ' || kind as combined from 'table'",
    ),
    Case(
        "CoalesceColumns", "prep.CoalesceColumns", {"columns": ["price", "discount"]},
        lambda t: t.assign(first=t["price"].fillna(t["discount"])),
        lambda t: t.with_columns(first=pl.coalesce("price", "discount")),
        "select *, coalesce(price, discount) as first from 'table'",
    ),
    Case(
        "RegexExtract", "prep.RegexExtract", {"column": "product", "pattern": r"(\d+)", "names": ["number"]},
        lambda t: t.assign(number=t["product"].str.extract(r"(\d+)", expand=False)),
        lambda t: t.with_columns(number=pl.col("product").str.extract(r"(\d+)")),
        r"select *, regexp_extract(product, '(\d+)', 1) as number from 'table'",
    ),
    Case(
        "StringCleaner", "prep.StringCleaner", {"columns": ["product"], "steps": ["trim", "lower case"]},
        lambda t: t.assign(product=t["product"].str.strip().str.lower()),
        lambda t: t.with_columns(pl.col("product").str.strip_chars().str.to_lowercase()),
        "select * replace (lower(trim(product)) as product) from 'table'", written,
    ),
    Case(
        "RoundNumbers", "prep.RoundNumbers", {"columns": ["price", "score"], "digits": 2},
        lambda t: t.assign(price=_rounded(t["price"]), score=_rounded(t["score"])),
        lambda t: t.with_columns(pl.col("price", "score").round(2, "half_away_from_zero")),
        "select * replace (round(price::decimal(18, 12), 2)::double as price, "
        "round(score::decimal(18, 12), 2)::double as score) from 'table'", with_halves,
    ),
    Case(
        "DateParts", "prep.DateParts", {"columns": ["seen"]},
        lambda t: t.assign(**{f"seen_{part}": getattr(t["seen"].dt, part) for part in ("year", "month", "day")}),
        lambda t: t.with_columns(
            seen_year=pl.col("seen").dt.year(), seen_month=pl.col("seen").dt.month(), seen_day=pl.col("seen").dt.day()
        ),
        "select *, year(seen) as seen_year, month(seen) as seen_month, day(seen) as seen_day from 'table'",
    ),
    Case(
        "DateShift, days", "prep.DateShift", {"columns": ["seen"], "amount": 30, "unit": "days"},
        lambda t: t.assign(seen=t["seen"] + pd.Timedelta(days=30)),
        lambda t: t.with_columns(pl.col("seen").dt.offset_by("30d")),
        "select * replace (seen + interval 30 day as seen) from 'table'",
    ),
    Case(
        "DateShift, months", "prep.DateShift", {"columns": ["seen"], "amount": 1, "unit": "months"},
        lambda t: t.assign(seen=t["seen"] + pd.DateOffset(months=1)),
        lambda t: t.with_columns(pl.col("seen").dt.offset_by("1mo")),
        "select * replace (seen + interval 1 month as seen) from 'table'",
    ),
    Case(
        "DateDifference, days", "prep.DateDifference", {"start": "day", "end": "seen", "unit": "days", "answer": "decimals"},
        lambda t: t.assign(difference=(t["seen"] - t["day"]) / pd.Timedelta(days=1)),
        lambda t: t.with_columns(difference=(pl.col("seen") - pl.col("day")).dt.total_seconds() / 86_400),
        "select *, (epoch(seen) - epoch(day)) / 86400 as difference from 'table'",
    ),
    Case(
        "FormatDate", "prep.FormatDate", {"columns": ["day"], "format": "%d.%m.%Y"},
        lambda t: t.assign(day=t["day"].dt.strftime("%d.%m.%Y")),
        lambda t: t.with_columns(pl.col("day").dt.to_string("%d.%m.%Y")),
        "select * replace (strftime(day, '%d.%m.%Y') as day) from 'table'",
    ),
    Case(
        "ColumnAggregator", "prep.ColumnAggregator",
        {"columns": NUMBERS, "aggregations": [{"method": "mean", "name": "mean"}]},
        lambda t: t.assign(mean=t[NUMBERS].mean(axis=1)), lambda t: t.with_columns(mean=pl.mean_horizontal(NUMBERS)),
        "select *, list_avg([price, discount, score]) as mean from 'table'",
    ),
    Case(
        "MissingValues", "prep.MissingValues", {"columns": ["price", "discount"]}, _filled,
        lambda t: t.with_columns(pl.col(name).fill_null(pl.col(name).median()) for name in ("price", "discount")),
        "select * replace (coalesce(price, median(price) over ()) as price, "
        "coalesce(discount, median(discount) over ()) as discount) from 'table'",
        in_order=False,
    ),
    Case(
        "Normalizer", "prep.Normalizer", {"columns": NUMBERS}, _scaled,
        lambda t: t.with_columns((pl.col(name) - pl.col(name).mean()) / pl.col(name).std(ddof=0) for name in NUMBERS),
        f"select * replace ({SCALED}) from 'table'", in_order=False,
    ),
    Case(
        "OneHotEncoder", "prep.OneHotEncoder", {"columns": ["kind"]}, _one_hot,
        lambda t: t.drop("kind").hstack(_sorted(t.select("kind").to_dummies())),
        "select * exclude kind, (kind = 'basic')::tinyint as a, (kind = 'business')::tinyint as b, "
        "(kind = 'family')::tinyint as c, (kind = 'student')::tinyint as d from 'table'",
    ),
    Case(
        "ValidateData", "prep.ValidateData",
        {"rules": [{"columns": ["price"], "check": "range", "least": 0, "most": 50}]},
        _valid, lambda t: t.filter((pl.col("price") >= 0) & (pl.col("price") <= 50) | pl.col("price").is_null()),
        "from 'table' where price between 0 and 50 or price is null", output="valid",
    ),
    Case(
        "Formula and RowFilter by NumPy", "prep.Formula", {"formulas": {"made": "sqrt(score * score)"}},
        lambda t: t.assign(made=np.sqrt(t["score"] * t["score"])),
        lambda t: t.with_columns(made=(pl.col("score") * pl.col("score")).sqrt()),
        "select *, sqrt(score * score) as made from 'table'",
    ),
)  # fmt: skip
