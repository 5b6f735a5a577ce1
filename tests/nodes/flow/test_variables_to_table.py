"""Variables to Table: one row, or a row for each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, Variables
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.flow.row_to_variables import RowToVariables
from knode_nodes.flow.variables_to_table import VariablesToTable

SOME = Variables(text="ä", whole=2**60, huge=2**70, real=0.5, truth=False, nothing=None)
EXAMPLES = [
    Example({}, {"variables": [SOME]}),
    Example({"layout": "rows"}, {"variables": [SOME, Variables(text="later")]}),
    Example({"layout": "rows"}, {"variables": [Variables()]}),
    Example({"names": ["real", "text"]}, {"variables": [SOME]}),
]
VALUES = st.one_of(st.text(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.none())


def table(*several: Variables, **chosen: Any) -> pd.DataFrame:
    made = VariablesToTable.from_settings(chosen).run(list(several))["table"]
    assert isinstance(made, pd.DataFrame)
    return made


def test_one_row_keeps_types():
    made = table(SOME)
    assert made.iloc[0, :5].tolist() == ["ä", 2**60, str(2**70), 0.5, False]
    assert made["nothing"].isna().all()
    assert [str(dtype) for dtype in made.dtypes] == ["str", "int64", "str", "float64", "bool", "str"]
    assert table(Variables()).shape == (1, 0)


def test_rows_are_texts_and_the_last_of_a_name_counts():
    made = table(SOME, Variables(truth=True), layout="rows", names=["truth", "whole", "nothing"])
    assert made.to_dict("list")["name"] == ["truth", "whole", "nothing"]
    assert made["type"].tolist() == ["boolean", "integer", "missing"]
    assert made["value"].tolist()[:2] == ["true", str(2**60)]
    assert made["value"].isna().tolist() == [False, False, True]


def test_names_that_are_absent_or_stand_twice():
    with pytest.raises(DataError, match='no variable "tex"; did you mean "text"'):
        table(SOME, names=["tex"])
    with pytest.raises(SettingError, match="named twice"):
        table(SOME, names=["text", "text"])


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_a_row_made_of_variables_gives_them_back(values: dict[str, Any]):
    assert RowToVariables().run(table(Variables(values))) == values
