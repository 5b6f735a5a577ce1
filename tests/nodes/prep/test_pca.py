"""Pca and the projection that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.prep._blocks import BLOCK
from knode_nodes.prep.pca import Pca
from knode_nodes.prep.projection import weighted_sums

RANDOM = np.random.default_rng(2)
SIZE = RANDOM.normal(size=60)
TABLE = pd.DataFrame(
    {
        "height 📏": 170 + 10 * SIZE + RANDOM.normal(size=60),
        "arm": (70 + 4 * SIZE + RANDOM.normal(size=60)).astype("float32"),
        "name": [f"n{number}" for number in range(60)],
        "visits": pd.array(RANDOM.poisson(9, 60), dtype="Int64"),
        "whole": RANDOM.integers(0, 1000, 60),
        "same": 0.1,
    },
    index=np.arange(60)[::-1],
)
NUMBERS = ["height 📏", "arm", "visits", "whole", "same"]
GAPS = TABLE.assign(visits=TABLE["visits"].mask(TABLE["whole"] > 800))


def components(table=TABLE, **how):
    return Pca.from_settings(how).run(table)


@pytest.mark.parametrize("standardize", [True, False])
def test_the_components_are_those_of_scikit_learn(standardize):
    made = components(components=3, standardize=standardize)
    values = TABLE[NUMBERS].to_numpy("float64")
    pca = PCA(3)
    pipeline = make_pipeline(StandardScaler(), pca) if standardize else pca
    np.testing.assert_allclose(made.table[["PC1", "PC2", "PC3"]], pipeline.fit_transform(values), atol=1e-9)
    np.testing.assert_allclose(made.variance["share"], pca.explained_variance_ratio_, atol=1e-12)
    np.testing.assert_allclose(made.variance["variance"], pca.explained_variance_)
    np.testing.assert_allclose(made.variance["cumulative"], pca.explained_variance_ratio_.cumsum())
    np.testing.assert_allclose(made.loadings[["PC1", "PC2", "PC3"]].T, pca.components_, atol=1e-9)
    assert made.loadings["column"].tolist() == NUMBERS


def test_the_components_take_the_place_of_the_columns():
    table = components().table
    assert list(table.columns) == ["name", "PC1", "PC2"]
    assert table.index.tolist() == TABLE.index.tolist()
    assert list(components(keep=True, prefix="part ", components=1).table.columns) == [*TABLE.columns, "part 1"]


@pytest.mark.parametrize("share", [0.3, 0.9, 0.9999, 1])
def test_as_many_components_as_keep_a_share_of_the_variance(share):
    made = components(size="share of variance", share=share)
    expected = PCA(share if share < 1 else None).fit(
        StandardScaler().fit_transform(TABLE[NUMBERS[:4]].to_numpy("float64"))
    )
    assert len(made.variance) == expected.n_components_
    assert made.variance["cumulative"].iloc[-1] >= share - 1e-9


def test_a_missing_number_counts_as_the_mean():
    filled = GAPS.assign(visits=GAPS["visits"].astype("float64").fillna(GAPS["visits"].mean()))
    made = components(GAPS).model.apply(GAPS)[["PC1", "PC2"]]
    np.testing.assert_allclose(made, components(GAPS).model.apply(filled)[["PC1", "PC2"]])


def test_a_missing_number_can_make_the_components_missing_or_be_refused():
    table = components(GAPS, missing="missing").table
    assert table["PC1"].isna().tolist() == GAPS["visits"].isna().tolist()
    complete = components(GAPS[GAPS["visits"].notna()]).table
    np.testing.assert_allclose(table["PC1"].dropna(), complete["PC1"])
    with pytest.raises(DataError, match='"visits" is missing in row') as error:
        components(GAPS, missing="error")
    assert error.value.facts["row"] == int(GAPS["visits"].isna().to_numpy().argmax())
    model = components(missing="error").model
    with pytest.raises(DataError, match='"visits" is missing'):
        model.apply(GAPS)


def test_all_components_together_tell_the_numbers():
    model = components(size="share of variance", share=1).model
    made = model.estimator.inverse_transform(model.apply(TABLE)[model.outputs.names])
    np.testing.assert_allclose(made, TABLE[NUMBERS].to_numpy("float64"))


@given(st.integers(2, 8), st.integers(1, 5), st.data())
@settings(max_examples=25, deadline=None)
def test_components_are_uncorrelated_and_fall(rows, width, data):
    cells = data.draw(
        st.lists(st.lists(st.integers(-99, 99), min_size=rows, max_size=rows), min_size=width, max_size=width)
    )
    table = pd.DataFrame({f"x{number}": values for number, values in enumerate(cells)})
    if (table.nunique() == 1).all():
        return
    made = components(table, size="share of variance", share=1)
    covariance = np.atleast_2d(np.cov(made.table.to_numpy(), rowvar=False))
    np.testing.assert_allclose(covariance, np.diag(made.variance["variance"]), atol=1e-8)
    assert made.variance["variance"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["name"]}, '"name" is a text column'),
        (TABLE, {"columns": ["arms"]}, 'did you mean "arm"'),
        (TABLE[["name"]], {}, "no numeric column to put into components"),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE, {"components": 6}, "cannot be made of 5 columns"),
        (TABLE.iloc[:2], {"components": 3}, "cannot be made of 2 rows"),
        (TABLE.iloc[:1], {"components": 1}, "two rows at least"),
        (TABLE[["same"]], {"components": 1}, "all rows are the same"),
        (TABLE.assign(arm=np.nan), {}, '"arm" has no values'),
        (TABLE.assign(arm=np.inf), {}, '"arm" is infinite in row 0'),
        (TABLE.assign(PC2="x"), {}, 'would be called "PC2"'),
    ],
)
def test_what_has_no_components_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        components(table, **how)


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"size": "share of variance", "missing": "missing", "keep": True}, {"table": GAPS}),
    Example(
        {"columns": ["arm", "same"], "components": 2, "standardize": False, "prefix": "c"}, {"table": TABLE.iloc[:3]}
    ),
]


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize(("columns", "sums"), [(1, 1), (4, 2), (8, 8), (9, 8)])
@pytest.mark.parametrize("rows", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 1])
def test_weighted_sums_of_any_number_of_rows_are_a_product_of_matrices(rows, columns, sums, order):
    rng = np.random.default_rng(0)
    values, weights = np.asarray(rng.normal(size=(rows, columns)), order=order), rng.normal(size=(sums, columns))
    made = weighted_sums(values, weights)
    assert made.shape == (rows, sums)
    np.testing.assert_allclose(made, values @ weights.T, atol=1e-12)


def test_weighted_sums_of_infinite_and_huge_numbers_say_nothing():
    values = np.full((BLOCK, 2), [np.inf, 1e300])
    values[0] = [1.0, 2.0]
    made = weighted_sums(values, np.array([[0.0, 1e300], [1.0, 1.0]]))
    assert made[0].tolist() == [2e300, 3.0]
    assert np.isnan(made[1, 0])
    assert made[1, 1] == np.inf
