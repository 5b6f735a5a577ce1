"""Parity says which output, column and row differ, and what was expected and given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from knode.core.errors import ParityFailed
from knode.core.values import Contract
from knode.deploy.parity import differences, prove
from knode.engine.report import RunResult


def found(expected: pd.DataFrame, made: pd.DataFrame) -> list[str]:
    return [error.message for error in differences({"out": expected}, {"out": made})]


def test_equal_tables_have_no_differences() -> None:
    table = pd.DataFrame({"a": [1.0, np.nan], "b": ["x", None], "c": pd.Categorical(["u", None])})
    assert not found(table, table.copy())


def test_floats_may_differ_by_the_stated_tolerance_and_no_more() -> None:
    table = pd.DataFrame({"a": [1.0, 1e6]})
    assert not found(table, table * (1 + 5e-10))
    assert "row 0" in found(table, table * (1 + 5e-9))[0]


@pytest.mark.parametrize(
    ("expected", "made"),
    [
        ([1, 2], [1, 3]),
        (["a", "b"], ["a", "c"]),
        (["a", None], ["a", "b"]),
        ([True, False], [True, True]),
        ([1.0, np.nan], [1.0, 2.0]),
        ([np.inf, 1.0], [np.inf, -np.inf]),
    ],
)
def test_a_difference_names_column_row_expected_and_given(expected: list[object], made: list[object]) -> None:
    (message,) = found(pd.DataFrame({"col": expected}), pd.DataFrame({"col": made}))
    assert 'Column "col", row 1 (index 1) of output "out"' in message
    assert "expected" in message
    assert "got" in message


def test_cells_that_are_lists_or_arrays_are_compared_element_by_element() -> None:
    table = pd.DataFrame({"a": [[1.0, 2.0], [3.0]], "b": [np.array([1, 2]), np.array([3, 4])]})
    assert not found(table, table.copy())
    other = pd.DataFrame({"a": [[1.0, 2.0], [3.5]], "b": [np.array([1, 2]), np.array([3])]})
    assert ["row 1" in message for message in found(table, other)] == [True, True]


def test_other_columns_rows_or_dtypes_are_differences() -> None:
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    assert 'lacks "b"' in found(table, table[["a"]])[0]
    assert 'has also "c"' in found(table, table.assign(c=1))[0]
    assert "another order" in found(table, table[["b", "a"]])[0]
    assert "other rows" in found(table, table.iloc[:1])[0]
    assert "other rows" in found(table, table.set_axis([5, 6]))[0]
    assert "dtype" in found(table, table.astype("float64"))[0]
    assert "not there" in next(iter(differences({"x": table}, {}))).message


def test_a_capture_whose_contract_was_changed_fails(trained: RunResult) -> None:
    captured = trained["end"].workflow
    outputs = {"predictions": captured.contract.outputs["predictions"].copy()}
    column = next(name for name in outputs["predictions"] if str(name).startswith("probability_"))
    outputs["predictions"].loc[outputs["predictions"].index[3], column] += 0.25
    with pytest.raises(ParityFailed, match=f'Column "{column}", row 3') as error:
        prove(replace(captured, contract=Contract(captured.contract.inputs, outputs)))
    assert error.value.facts["row"] == 3
