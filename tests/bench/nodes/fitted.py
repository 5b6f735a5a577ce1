"""Preparation that is fitted, beside scikit-learn or the same by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from knode.core.registry import REGISTRY
from tests.bench.nodes.case import Case, Tables
from tests.bench.nodes.columns import NUMBERS

WHOLE = ["quantity", "small", "score"]
LARGE = "large"


def normalized(table: pd.DataFrame) -> Tables:
    """A model of scales, and the table with its numbers scaled."""
    node: Any = REGISTRY.get("prep.Normalizer").from_settings({"columns": NUMBERS})
    made = node.outputs(node.run(table))
    return {"model": made["model"], "table": made["table"]}


def labelled(table: pd.DataFrame) -> Tables:
    """A target of two classes, one of them rare."""
    return {"table": table.assign(**{LARGE: np.where(table["score"] > 1.5, "yes", "no")})}


def _binned(t: pd.DataFrame) -> pd.DataFrame:
    return t.assign(price=pd.cut(t["price"], 5, labels=False) + 1)


def _clipped(t: pd.DataFrame) -> pd.DataFrame:
    lower, upper = t["price"].quantile(0.25), t["price"].quantile(0.75)
    reach = 1.5 * (upper - lower)
    return t.assign(price=t["price"].clip(lower - reach, upper + reach))


def _clipped_by_polars(t: pl.DataFrame) -> pl.DataFrame:
    price = pl.col("price")
    lower, upper = price.quantile(0.25, "linear"), price.quantile(0.75, "linear")
    reach = 1.5 * (upper - lower)
    return t.with_columns(price.clip(lower - reach, upper + reach))


def _components(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    found = PCA(2).fit_transform(StandardScaler().fit_transform(t[WHOLE].to_numpy("float64")))
    return pd.concat([t.drop(columns=WHOLE), pd.DataFrame(found, columns=["PC1", "PC2"], index=t.index)], axis=1)


def _unsigned(made: pd.DataFrame) -> pd.DataFrame:
    """A component may point either way."""
    return made[["PC1", "PC2"]].abs()


def _words(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(max_features=50)
    found = vectorizer.fit_transform(t["product"])
    names = [f"product_{name}" for name in vectorizer.get_feature_names_out()]
    return pd.concat([t.drop(columns="product"), pd.DataFrame(found.toarray(), columns=names, index=t.index)], axis=1)


def _encoded(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn.model_selection import KFold
    from sklearn.preprocessing import TargetEncoder

    found = TargetEncoder(target_type="continuous", cv=KFold(5, shuffle=True, random_state=0)).fit_transform(
        t[["product"]].to_numpy(), t["score"].to_numpy()
    )
    return t.assign(product=found[:, 0])


def _near(made: pd.DataFrame) -> pd.DataFrame:
    """The folds are others: what is alike is the mean for all."""
    return pd.DataFrame({"is near": [abs(made["product"].mean()) < 0.1]})


def _varied(t: pd.DataFrame) -> pd.DataFrame:
    variances = t[[*NUMBERS, *WHOLE]].var()
    return t.drop(columns=variances.index[variances < 0.5])


def _balanced(t: pd.DataFrame) -> pd.DataFrame:
    fewest = t[LARGE].value_counts().min()
    return t.groupby(LARGE).sample(fewest, random_state=0).sort_index()


def _counts(made: Any) -> pd.DataFrame:
    return pd.DataFrame({"rows": np.sort(pd.Series(made[LARGE]).value_counts().to_numpy())})


FITTED = (
    Case(
        "Binner, equal width", "prep.Binner", {"columns": ["price"], "into": "number"}, _binned,
        None,
        "select * replace (case when price is not null then greatest(1, ceil((price - min(price) over ()) * 5 / "
        "(max(price) over () - min(price) over ()))) end as price) from 'table'",
        in_order=False,
    ),
    Case(
        "OrdinalEncoder", "prep.OrdinalEncoder", {"columns": ["kind"]},
        lambda t: t.assign(kind=pd.factorize(t["kind"], sort=True)[0]),
        lambda t: t.with_columns(pl.col("kind").rank("dense") - 1),
        "select * replace (dense_rank() over (order by kind) - 1 as kind) from 'table'", in_order=False,
    ),
    Case("Outliers", "prep.Outliers", {"columns": ["price"]}, _clipped, _clipped_by_polars),
    Case("TargetEncoder", "prep.TargetEncoder", {"columns": ["product"], "target": "score", "seed": 0}, _encoded, told=_near),
    Case("Pca", "prep.Pca", {"columns": WHOLE}, _components, told=_unsigned),
    Case("TextVectorizer, 50 words", "prep.TextVectorizer", {"columns": ["product"], "most": 50}, _words),
    Case(
        "Denormalizer", "prep.Denormalizer", {"columns": NUMBERS},
        lambda m, t: t.assign(**{n: t[n] * m.estimator.scale_[k] + m.estimator.mean_[k] for k, n in enumerate(NUMBERS)}),
        None, "", normalized,
    ),
    Case(
        "FeatureSelector, variance", "prep.FeatureSelector",
        {"columns": [*NUMBERS, *WHOLE[:2]], "method": "variance", "threshold": 0.5}, _varied,
    ),
    Case(
        "BalanceClasses, leave out", "prep.BalanceClasses", {"target": LARGE, "method": "leave out", "seed": 0}, _balanced,
        inputs=labelled, told=_counts,
    ),
)  # fmt: skip
