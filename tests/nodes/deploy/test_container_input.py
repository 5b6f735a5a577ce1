"""Rows that come in are made to fit, or refused, as the policies say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.api import ColumnSpec, DataError, TableSpec
from knode_nodes.deploy.container_input import ContainerInput


class Notes:
    """Takes the warnings of a node."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def warn(self, text: str) -> None:
        self.texts.append(text)


TRAINING = pd.DataFrame(
    {
        "age": [31.5, 40.0],
        "visits": [1, 2],
        "member": [True, False],
        "since": pd.to_datetime(["2026-01-01", "2026-02-01"]),
        "city": pd.Categorical(["Bern", "Rome"]),
        "note": ["a", "b"],
    }
)


def fitted(rows: pd.DataFrame, notes: Notes | None = None, **policies: Any) -> pd.DataFrame:
    spec = TableSpec.of(TRAINING)
    node = ContainerInput(columns=spec.columns, **policies)
    return node.run(rows, notes or Notes())["value"]


def test_rows_like_those_of_training_come_through_as_they_are() -> None:
    pd.testing.assert_frame_equal(fitted(TRAINING), TRAINING)


def test_columns_come_in_the_described_order_and_others_are_left_out_with_a_warning() -> None:
    notes = Notes()
    rows = TRAINING[TRAINING.columns[::-1]].assign(extra=1)
    pd.testing.assert_frame_equal(fitted(rows, notes, extra_column="drop"), TRAINING)
    assert notes.texts == ["left out 1 columns that are not needed: extra"]


def test_further_columns_stay_in_their_place_or_are_refused_when_asked() -> None:
    rows = TRAINING.copy()
    rows.insert(0, "customer", [7, 8])
    pd.testing.assert_frame_equal(fitted(rows), rows)
    with pytest.raises(DataError, match="customer") as error:
        fitted(rows, extra_column="error")
    assert error.value.facts["column"] == "customer"


def test_texts_as_from_a_file_get_their_types() -> None:
    rows = pd.DataFrame(
        {
            "age": ["31.5", "40"],
            "visits": ["1", "2"],
            "member": ["true", "0"],
            "since": ["2026-01-01", "2026-02-01T00:00:00"],
            "city": ["Bern", "Rome"],
            "note": [7, 8],
        }
    )
    made = fitted(rows)
    assert made.dtypes.drop("since").equals(TRAINING.dtypes.drop("since"))
    assert made["since"].equals(TRAINING["since"].astype(made["since"].dtype))
    assert made["note"].tolist() == ["7", "8"]


def test_an_absent_column_is_refused_with_the_nearest_name_or_filled() -> None:
    with pytest.raises(DataError, match='"age" is missing; did you mean to call "Age" so'):
        fitted(TRAINING.rename(columns={"age": "Age"}))
    with pytest.raises(DataError, match='"age" is missing, and so is city; the rows have visits, ') as refused:
        fitted(TRAINING.drop(columns="age").rename(columns={"city": "City"}))
    assert "mean" not in str(refused.value)
    with pytest.raises(DataError, match=r"the rows have one that looks the same, .*: write it in composed letters"):
        node = ContainerInput(columns=(ColumnSpec(name="Gr\u00f6ße", dtype="int64"),))
        node.run(pd.DataFrame({"Gro\u0308ße": [1]}), Notes())
    notes = Notes()
    made = fitted(TRAINING.drop(columns=["age", "visits", "member", "city", "note"]), notes, missing_column="fill")
    assert made.drop(columns="since").isna().all(axis=None)
    assert list(made) == list(TRAINING)
    assert len(notes.texts) == 5


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("age", "old", "a number"),
        ("visits", "x", "a number"),
        ("member", "perhaps", "true or false"),
        ("since", "soon", "a date"),
        ("since", "2026-01-31T08:30Z", "a date like .*, without a time zone"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_row_or_taken_as_missing(
    column: str, value: str, expected: str
) -> None:
    rows = TRAINING.astype({column: object})
    rows.loc[1, column] = value
    rows[column] = rows[column].astype(str)
    with pytest.raises(DataError, match=f'expected {expected}.*got "{value}"') as error:
        fitted(rows)
    assert (error.value.facts["column"], error.value.facts["row"]) == (column, 1)
    made = fitted(rows, bad_value="missing")
    assert made[column].isna().tolist() == [False, True]


def test_an_unknown_category_is_let_through_refused_or_taken_as_missing() -> None:
    rows = TRAINING.assign(city=["Bern", "Atlantis"])
    assert fitted(rows)["city"].tolist() == ["Bern", "Atlantis"]
    assert fitted(rows)["city"].cat.categories.tolist() == ["Bern", "Rome", "Atlantis"]
    assert fitted(rows, unknown_category="missing")["city"].isna().tolist() == [False, True]
    with pytest.raises(DataError, match='"Atlantis" was not there in training; known are Bern, Rome') as error:
        fitted(rows, unknown_category="error")
    assert error.value.facts["row"] == 1


def test_whole_numbers_with_missing_values_stay_numbers() -> None:
    made = fitted(TRAINING.assign(visits=[1.0, np.nan]))
    assert made["visits"].dtype == "float64"


@pytest.mark.parametrize("rows", [0, 1])
def test_no_row_and_one_row_keep_the_types(rows: int) -> None:
    pd.testing.assert_frame_equal(fitted(TRAINING.head(rows)), TRAINING.head(rows))


def test_nothing_given_is_an_error_and_without_a_description_all_is_let_through() -> None:
    with pytest.raises(DataError, match="nothing is given for the input 'rows'"):
        ContainerInput().run(None)
    assert ContainerInput().run(TRAINING)["value"] is TRAINING
    assert ContainerInput(kind="variables").run({"a": 1})["value"] == {"a": 1}


def test_its_spec_are_the_described_columns() -> None:
    column = ColumnSpec(name="a", dtype="int64")
    assert ContainerInput(columns=(column,)).spec({})["value"] == TableSpec(columns=(column,))
    assert ContainerInput().spec({})["value"] is None
