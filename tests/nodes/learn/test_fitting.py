"""A preparation is fitted as scikit-learn fits it, only sooner."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline

from knode.core.check import QuietContext
from knode_nodes.learn._encoding import preparation
from knode_nodes.learn._fitting import fit_transform

NUMBERS = st.none() | st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0])
MADE = {
    "float64": NUMBERS,
    "float32": st.none() | st.floats(-1000, 1000, width=32),
    "int64": st.integers(-(2**53), 2**53),
    "Int64": st.none() | st.integers(-(2**53), 2**53),
    "bool": st.booleans(),
    "boolean": st.none() | st.booleans(),
    "str": st.none() | st.sampled_from(["a", "b", "é", "", " ", "nan"]) | st.text(max_size=3),
    "category": st.none() | st.sampled_from(["x", "y", "z"]),
    "Int64 category": st.none() | st.integers(0, 3),
}


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Features (1 to 12 rows, 1 to 6 columns) of which each has a value."""
    rows = draw(st.integers(1, 12))
    kinds = draw(st.lists(st.sampled_from(list(MADE)), min_size=1, max_size=6))
    columns: dict[str, pd.Series] = {}
    for place, kind in enumerate(kinds):
        values = draw(
            st.lists(MADE[kind], min_size=rows, max_size=rows).filter(lambda values: any(v is not None for v in values))
        )
        column = pd.Series(values, dtype=kind.removesuffix(" category"))
        columns[f"c {place}"] = column.astype("category") if "category" in kind else column
    index = draw(st.permutations(range(rows)))
    return pd.DataFrame(columns).set_axis(index)


def parts(prepare: Any) -> list[Any]:
    """The fitted transformers inside a preparation."""
    whole = [part for _, part, _ in prepare.transformers_] if isinstance(prepare, ColumnTransformer) else [prepare]
    return [
        step for part in whole for step in ([step for _, step in part.steps] if isinstance(part, Pipeline) else [part])
    ]


def learnt(part: Any) -> dict[str, Any]:
    """What a transformer has learnt, but the columns and types of what it was given, and counts of rows."""
    return {name: value for name, value in vars(part).items() if name.endswith("_") and name != "n_samples_seen_"}


def plain(value: Any) -> Any:
    """The same with None for the missing ones of arrays of objects, since NaN in those is not equal to itself."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return np.where(pd.isna(value), None, value) if isinstance(value, np.ndarray) and value.dtype.kind == "O" else value


def dense(made: Any) -> np.ndarray:
    return made.toarray() if sparse.issparse(made) else np.asarray(made)


@given(tables(), st.booleans(), st.sampled_from(["array", "sparse", "codes"]), st.booleans(), st.integers(1, 4))
def test_as_scikit_learn_does(table: pd.DataFrame, scale: bool, way: str, fill: bool, most: int) -> None:
    prepare = preparation(
        table, most, QuietContext(), scale=scale, fill=fill, sparse=way == "sparse", codes=way == "codes"
    )
    assume(prepare is not None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = clone(prepare)
        wanted = theirs.fit_transform(table)
        found = fit_transform(prepare, table)
        np.testing.assert_array_equal(dense(found), dense(wanted))
        np.testing.assert_array_equal(dense(prepare.transform(table)), dense(wanted))
    assert found.dtype == wanted.dtype
    assert list(prepare.feature_names_in_) == list(table.columns)
    for our, their in zip(parts(prepare), parts(theirs), strict=True):
        for name, value in learnt(their).items():
            np.testing.assert_equal(plain(getattr(our, name)), plain(value), err_msg=name)


def test_a_table_is_left_as_it_is_and_a_sparse_matrix_stays_one() -> None:
    table = pd.DataFrame({"x": [1.0, None, 3.0], "kind": ["a", None, "b"]})
    before = table.copy()
    made = fit_transform(preparation(table, 9, QuietContext(), sparse=True, fill=True), table)
    assert sparse.issparse(made)
    assert made.format == "csr"
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("kinds", [["x"], ["x", "kind"]])
def test_medians_stand_ready_for_numbers_that_are_missing_later_only(kinds: list[str]) -> None:
    table = pd.DataFrame({"x": [1.0, 2.0, 9.0], "kind": ["a", "b", "b"]})[kinds]
    prepare = preparation(table, 9, QuietContext(), fill=True)
    fit_transform(prepare, table)
    assert [part.statistics_.tolist() for part in parts(prepare) if hasattr(part, "statistics_")] == [[2.0]]
    later = table.assign(x=[None, 1.0, 2.0])
    assert dense(prepare.transform(later))[:, -1].tolist() == [2.0, 1.0, 2.0]
