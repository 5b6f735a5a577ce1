"""Correlation Matrix."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, spearmanr

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.visualize.correlation_matrix import CorrelationMatrix

TABLE = pd.DataFrame(
    {
        "a": [1.0, 2.0, 3.0, 4.0, None, 6.0],
        "b 😀": [2, 4, 6, 8, 10, 13],
        "c": [6.0, np.inf, 4.0, 1.0, 2.0, 0.0],
        "flag": pd.array([True, False, None, True, False, True], dtype="boolean"),
        "one": [7] * 6,
        "word": ["x", "x", "y", "y", None, "y"],
        "kind": pd.Categorical(["p", "q", "q", "p", "q", "q"]),
        "day": pd.date_range("2026-01-01", periods=6, tz="Europe/Berlin"),
        "big": [2**60 + step for step in range(6)],
        "list": [[1], [2], [1], [2], [1], [2]],
    },
    index=[5, 5, 1, 2, 3, 4],
)
EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": "*", "method": "spearman", "order": "clustered"}, {"table": TABLE}),
    Example({"columns": ["a", "b 😀", "word"], "method": "kendall"}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
    Example({"columns": "*"}, {"table": TABLE.iloc[:1]}),
]


def made(table, **settings):
    return CorrelationMatrix.from_settings(settings).run(table)


def strength(table, first, second, **settings):
    pairs = made(table, columns=[first, second], **settings).table
    assert len(pairs) == 1
    return pairs["correlation"][0]


REFERENCES = {
    "pearson": lambda one, other: np.corrcoef(one / one.abs().max(), other / other.abs().max())[0, 1],
    "spearman": lambda one, other: spearmanr(one, other).statistic,
    "kendall": lambda one, other: one.corr(other, method="kendall"),
}
number = st.one_of(st.none(), st.integers(-5, 5).map(float), st.floats(-1e6, 1e6).map(lambda value: round(value, 6)))
columns = st.integers(0, 25).flatmap(
    lambda rows: st.lists(st.lists(number, min_size=rows, max_size=rows), min_size=2, max_size=4)
)


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
@given(columns=columns)
@settings(max_examples=25, deadline=None)
def test_numbers_are_compared_as_numpy_and_scipy_do(method, columns):
    table = pd.DataFrame({f"c{place}": pd.Series(values, dtype="float64") for place, values in enumerate(columns)})
    pairs = made(table, columns="*", method=method).table
    for _, first, second, found, rows in pairs.itertuples():
        both = table[[first, second]].dropna()
        assert rows == len(both)
        flat = (both.max() - both.min() <= 1e-9 * both.abs().max()).any() if len(both) else True
        if not flat:
            expected = REFERENCES[method](both[first], both[second])
            assert found == pytest.approx(expected, abs=1e-6)


def test_a_constant_or_a_single_row_tells_nothing():
    assert np.isnan(strength(TABLE, "a", "one"))
    assert np.isnan(strength(TABLE.iloc[:1], "a", "b 😀"))
    assert np.isnan(strength(pd.DataFrame({"a": [0.1] * 9, "b": range(9)}), "a", "b"))


def test_huge_and_tiny_numbers_are_compared_as_well():
    x = np.array([1.0, 2.0, 4.0, 3.0])
    table = pd.DataFrame({"x": x, "huge": x * 1e140, "tiny": x * 1e-300, "far": x + 1e8})
    assert made(table).table["correlation"].to_numpy() == pytest.approx(np.ones(6))


def test_infinite_numbers_count_as_missing():
    table = pd.DataFrame({"a": [1.0, 3.0, 2.0, np.inf, np.nan], "b": [2.0, 2.0, 0.0, 9.0, 5.0]})
    for method in ("pearson", "spearman", "kendall"):
        assert strength(table, "a", "b", method=method) == strength(table.head(3), "a", "b", method=method)


def test_between_words_stands_the_corrected_v_of_cramer():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"a": rng.choice(list("xyz"), 300), "b": rng.choice(list("pq"), 300)})
    table.loc[:150, "b"] = np.where(table["a"][:151] == "x", "p", "q")
    counts = pd.crosstab(table["a"], table["b"])
    phi = chi2_contingency(counts, correction=False).statistic / 300
    fair = max(0, phi - (3 - 1) * (2 - 1) / 299)
    expected = np.sqrt(fair / min((3 - 4 / 299) - 1, (2 - 1 / 299) - 1))
    assert strength(table, "a", "b") == pytest.approx(expected)
    assert strength(table.assign(c=table["a"].str.upper()), "a", "c") == pytest.approx(1.0)


def test_between_words_and_numbers_stands_the_correlation_ratio():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"group": rng.choice(list("xyz"), 200)})
    table["value"] = table["group"].map({"x": 0, "y": 1, "z": 5}) + rng.normal(size=200)
    within = table.groupby("group")["value"].apply(lambda one: ((one - one.mean()) ** 2).sum()).sum() / (200 - 3)
    expected = np.sqrt(1 - within / table["value"].var())
    assert strength(table, "group", "value") == pytest.approx(expected)
    assert strength(table, "value", "group") == pytest.approx(expected)


def test_what_only_looks_related_because_all_values_differ_is_not_related():
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {"id": [f"n{place}" for place in range(500)], "a": rng.choice(list("xyz"), 500), "n": rng.normal(size=500)}
    )
    assert np.isnan(strength(table, "id", "n"))
    assert strength(table.assign(many=rng.integers(0, 200, 500).astype(str)), "many", "a") < 0.2


def test_the_picture_has_the_numbers_and_the_strongest_pair_comes_first():
    found = made(TABLE, columns=["a", "b 😀", "c"])
    plot = Plot.read(found.view.content)
    (heat,) = plot.layers
    assert heat.values[0][0] == pytest.approx(1.0)
    assert heat.values[0][2] == heat.values[2][0]
    assert (plot.y.backwards, heat.shade_limits) == (True, (-1.0, 1.0))
    assert found.table["correlation"].abs().is_monotonic_decreasing
    assert found.table.iloc[0][["first", "second"]].tolist() == ["a", "b 😀"]
    assert plot.subtitle == "Pearson; 6 rows"


def test_columns_that_hang_together_stand_beside_each_other():
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(2, 100))
    table = pd.DataFrame(
        {"a": one, "b": other, "a2": -one + rng.normal(size=100) / 9, "b2": other + rng.normal(size=100) / 9}
    )
    order = Plot.read(made(table, order="clustered").view.content).x.categories
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset({"a", "a2"}), frozenset({"b", "b2"})}


def test_one_column_cannot_be_compared():
    with pytest.raises(DataError, match="1 column is chosen: choose at least two"):
        made(TABLE, columns=["a"])
    with pytest.raises(DataError, match="choose at most 100"):
        made(pd.DataFrame({f"c{place}": [1.0] for place in range(101)}))
