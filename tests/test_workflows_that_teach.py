"""What the examples that deploy nothing teach is right: each against the truth of its data, or by hand."""

from __future__ import annotations

import runpy
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode import Workflow
from tests.examples import ROOT, Examples

pytestmark = pytest.mark.uncovered


def script(name: str) -> dict[str, Any]:
    """The functions of a script that makes data."""
    return runpy.run_path(str(ROOT / "resources" / f"{name}.py"))


def test_the_clean_table_is_what_the_orders_were_before_people_wrote_them_down(examples: Examples) -> None:
    folder = examples["clean_a_table"].build
    clean = pd.read_csv(folder / "orders_clean.csv", parse_dates=["date"]).set_index("order")
    rejected = pd.read_csv(folder / "orders_rejected.csv").set_index("order")
    made = script("orders")
    truth = made["orders"](np.random.default_rng(made["SEED"])).set_index("order")
    assert sorted([*clean.index, *rejected.index]) == sorted(truth.index), "each order once"
    assert rejected["reasons"].value_counts().to_dict() == {
        "amount not above zero": 3, "no date": 3, "no e-mail address": 2, "no address": 1,
    }  # fmt: skip
    truth = truth.loc[clean.index]
    for column in ("date", "customer", "country", "amount"):
        assert clean[column].tolist() == truth[column].tolist()
    for column, filled in (("channel", "not given"), ("items", clean["items"].median())):
        gaps = clean[column] != truth[column]
        assert set(clean.loc[gaps, column]) == {filled}
        assert 0 < gaps.sum() < 30


def test_the_report_is_what_pandas_makes_of_the_files(examples: Examples) -> None:
    report = pd.read_excel(
        examples["monthly_report"].build / "monthly_report.xlsx", index_col="month", engine="calamine"
    )
    rows = pd.concat(pd.read_csv(file) for file in sorted((ROOT / "resources").glob("sales_*.csv")))
    revenue = (rows["pieces"] - rows["returned"].fillna(0)) * rows["price"]
    wanted = revenue.groupby([rows["week"].str[:7], rows["shop"]]).sum().unstack(fill_value=0.0)
    assert report.columns.tolist() == [*wanted.columns, "all shops"]
    np.testing.assert_allclose(report[wanted.columns], wanted)
    np.testing.assert_allclose(report["all shops"], wanted.sum(axis=1))


def test_the_segments_are_the_kinds_that_the_customers_were_drawn_from(examples: Examples) -> None:
    found = pd.read_csv(examples["customer_segments"].build / "customers_by_segment.csv")
    made = script("shoppers")
    random = np.random.default_rng(made["SEED"])
    drawn = [made["of_kind"](rows, middle, random) for rows, middle in made["KINDS"].values()]
    table = pd.concat(one.assign(kind=kind) for kind, one in zip(made["KINDS"], drawn, strict=True))
    truth = table.sample(frac=1, random_state=random, ignore_index=True)["kind"]
    counts = pd.crosstab(truth, found["kind"])
    assert counts.max(axis=1).sum() >= 0.98 * len(truth)
    assert counts.idxmax(axis=1).nunique() == len(made["KINDS"])
    with Workflow.load(examples["customer_segments"].workflow) as w:
        result = w.run()
    scores = result["loop"].metrics.set_index("clusters")["silhouette"]
    assert scores.index.tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert scores.idxmax() == len(made["KINDS"])
    assert scores[4] == pytest.approx(result["scorer"].metrics["silhouette"])


def test_the_search_takes_the_best_settings_and_learns_with_them(examples: Examples) -> None:
    with Workflow.load(examples["parameter_search"].workflow) as w:
        result = w.run()
    tried = result["sorted"].table
    assert len(tried) == 12
    assert set(zip(tried["max_depth"], tried["min_leaf"], strict=True)) == {
        (depth, leaf) for depth in (1, 2, 4, 8) for leaf in (1, 5, 40)
    }
    scores = tried.set_index(["max_depth", "min_leaf"])["score"]
    assert scores.iloc[0] == scores.max()
    assert scores[8, 1] < scores[1, 1] < scores.max(), "a deep tree with small leaves learns by heart"
    best = result["best"].variables
    assert (best["max_depth"], best["min_leaf"]) == scores.index[0]
    tree = result["learner"].model.estimator
    assert (tree.max_depth, tree.min_samples_leaf) == scores.index[0]
