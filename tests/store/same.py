"""What "comes back exactly" means for a table: more than pandas' own comparison, down to the type of each cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


def assert_same_table(left: pd.DataFrame, right: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        without_objects(left),
        without_objects(right),
        check_exact=True,
        check_freq=True,
        check_flags=True,
        check_index_type=True,
        check_column_type=True,
    )
    assert_same_index(left.columns, right.columns)
    assert_same_index(left.index, right.index)
    assert list(left.dtypes) == list(right.dtypes)
    assert left.attrs == right.attrs
    for position in range(left.shape[1]):
        assert_same_values(left.iloc[:, position], right.iloc[:, position])


def without_objects(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of objects are compared cell by cell below: for pandas, [nan] is not [nan]."""
    plain = frame.loc[:, [dtype.kind != "O" or dtype.name != "object" for dtype in frame.dtypes]]
    return plain.reset_index(drop=True) if frame.index.dtype == object else plain


def assert_same_index(left: pd.Index, right: pd.Index) -> None:
    assert type(left) is type(right)
    assert left.dtype == right.dtype
    assert list(left.names) == list(right.names)
    assert getattr(left, "freq", None) == getattr(right, "freq", None)
    if isinstance(left, pd.MultiIndex):
        for mine, other in zip(left.remove_unused_levels().levels, right.levels, strict=True):
            assert_same_index(mine, other)
        assert left.equals(right)
    elif left.dtype == object:
        assert_same_values(left, right)


def assert_same_values(left: Any, right: Any) -> None:
    if isinstance(left.dtype, pd.CategoricalDtype):
        assert_same_index(left.cat.categories, right.cat.categories)
        assert left.cat.ordered == right.cat.ordered
        assert left.cat.codes.dtype == right.cat.codes.dtype
    elif left.dtype == object:
        assert_same_cell(list(left), list(right))


def assert_same_cell(left: Any, right: Any) -> None:
    assert type(left) is type(right)
    if isinstance(left, list | tuple):
        assert len(left) == len(right)
        for mine, other in zip(left, right, strict=True):
            assert_same_cell(mine, other)
    elif isinstance(left, np.ndarray):
        assert left.dtype == right.dtype
        assert left.tobytes() == right.tobytes()
        assert right.flags.writeable
    else:
        assert repr(left) == repr(right)
