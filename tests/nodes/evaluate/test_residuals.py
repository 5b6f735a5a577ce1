"""What is left of numbers after prediction."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Grid
from knode_nodes.evaluate.residuals import FACTS, Residuals
from tests.nodes.learn.conftest import NotingContext


def houses(rows=400, funnel=True, seed=0):
    random = np.random.default_rng(seed)
    size = random.uniform(1, 50, rows)
    return pd.DataFrame(
        {"price": size + random.normal(size=rows) * (size if funnel else 10) * 0.1, "prediction": size},
        index=range(rows, 0, -1),
    )


GAPS = pd.DataFrame({"a b": pd.array([1, None, 3], dtype="Int64"), "prediction": [1.5, 2.0, np.nan]})
EXAMPLES = [
    Example({"target": "price"}, {"table": houses(30)}),
    Example({"target": "a b"}, {"table": GAPS}),
]


def shown(table, context=None, **settings):
    return Residuals.from_settings({"target": "price", **settings}).run(table, context or NotingContext())


def test_facts_are_those_of_scipy():
    table = houses()
    left = (table["price"] - table["prediction"]).to_numpy()
    trend = stats.spearmanr(np.abs(left - left.mean()), table["prediction"])
    assert shown(table).facts == pytest.approx(
        {
            "rows": 400,
            "mean": left.mean(),
            "standard_deviation": left.std(ddof=1),
            "skewness": stats.skew(left),
            "kurtosis": stats.kurtosis(left),
            "spread_trend": trend.statistic,
            "spread_p_value": trend.pvalue,
            "normality_p_value": stats.normaltest(left).pvalue,
        }
    )


def test_a_funnel_is_told_and_an_even_cloud_is_not(context):
    shown(houses(), context)
    assert "The spread grows with the prediction" in context.infos[0]
    context.infos.clear()
    shown(houses(funnel=False), context)
    assert not context.infos


def test_the_view_has_four_plots_that_agree_with_the_data():
    table = houses()
    left = table["price"] - table["prediction"]
    against, histogram, spread, quantiles = Grid.read(shown(table).view.content).plots
    assert against.layers[0].y == tuple(left)
    assert sum(histogram.layers[0].counts) == 400
    assert np.mean(spread.layers[0].y) == pytest.approx(left.abs().mean())
    assert np.corrcoef(quantiles.layers[1].x, quantiles.layers[1].y)[0, 1] > 0.95


def test_of_many_rows_some_are_drawn():
    view = Grid.read(shown(houses(50_000)).view.content)
    assert "50,000 rows, 16,667 of them drawn" in view.subtitle
    assert sum(view.plots[1].layers[0].counts) == 50_000


numbers = st.sampled_from([0.0, 1.0, -3.5, 1e-9, 1e140, -1e140, 7.0])


@given(rows=st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_any_numbers_have_facts_and_a_view(rows):
    made = shown(pd.DataFrame(rows, columns=["price", "prediction"]))
    assert tuple(made.facts) == FACTS
    assert Grid.read(made.view.content).plots


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"price": "dear"}, "use Scorer for classes"),
        ({"price": np.nan}, "nothing to score"),
        ({"prediction": np.inf}, "infinite in row 0"),
        ({"price": 1e200}, "too large"),
    ],
)
def test_what_has_no_residuals_is_a_clear_error(change, message):
    with pytest.raises(DataError, match=message):
        shown(houses(20).assign(**change))


def test_the_canvas_tells_before_a_run():
    with pytest.raises(DataError, match="use Scorer"):
        Residuals.from_settings({"target": "price"}).spec({"table": TableSpec.of(houses(9).assign(price="a"))})
