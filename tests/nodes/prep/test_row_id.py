"""RowId."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.row_id import RowId

TABLE = pd.DataFrame({"x": [1.5, None, 2.0], "id": ["a", "b", None]}, index=pd.Index(["u", "v", "v"], name="who"))


def column(table=TABLE, **given):
    node = RowId.from_settings(given)
    return node.run(table)[node.name].tolist()


def test_rows_are_numbered_from_a_start_in_steps():
    assert column() == [1, 2, 3]
    assert column(start=10, step=-5) == [10, 5, 0]
    made = RowId().run(TABLE)
    assert list(made.columns) == ["row_id", "x", "id"]
    assert list(RowId(place="last").run(TABLE).columns) == ["x", "id", "row_id"]
    pd.testing.assert_frame_equal(made.drop(columns="row_id"), TABLE)


def test_texts_have_something_before_and_after_the_number_and_zeros_in_front():
    assert column(values="text", prefix="A-", width=4, suffix="🙂") == ["A-0001🙂", "A-0002🙂", "A-0003🙂"]
    assert column(values="text", start=-1, width=3) == ["-001", "000", "001"]
    assert column(values="text", start=999, width=2) == ["999", "1000", "1001"]


def test_the_index_becomes_a_column():
    assert column(values="index") == ["u", "v", "v"]
    levels = TABLE.set_index(["x", "id"], drop=False)
    assert column(levels.iloc[:1], values="index") == ["1.5, a"]


def test_a_column_of_that_name_is_replaced_only_if_asked():
    with pytest.raises(DataError, match='already has a column "id"'):
        RowId(name="id").spec({"table": TableSpec.of(TABLE)})
    made = RowId(name="id", replace=True).run(TABLE)
    assert list(made.columns) == ["x", "id"]
    assert made["id"].tolist() == [1, 2, 3]


def test_numbers_that_are_too_large_and_a_step_of_zero_are_refused():
    assert column(start=2**63 - 3) == [2**63 - 3, 2**63 - 2, 2**63 - 1]
    assert column(start=-(2**63), step=2**62) == [-(2**63), -(2**62), 0]
    assert column(start=2**62, step=-(2**62) - 2**60) == [2**62, -(2**60), -(2**62) - 2**61]
    with pytest.raises(DataError, match="too large"):
        column(start=2**63 - 2)
    with pytest.raises(SettingError, match="step of 0"):
        RowId.from_settings({"step": 0})


@given(st.integers(0, 20), st.integers(-(10**6), 10**6), st.integers(-99, 99).filter(bool), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_every_row_has_a_number_of_its_own_that_its_text_tells(rows, start, step, width):
    table = pd.DataFrame(index=range(rows))
    numbers = column(table, start=start, step=step)
    assert numbers == list(range(start, start + step * rows, step))
    texts = column(table, start=start, step=step, values="text", width=width)
    assert [int(text) for text in texts] == numbers
    assert all(len(text.removeprefix("-")) >= width for text in texts)


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"name": "id", "replace": True, "values": "text", "width": 2}, {"table": TABLE}),
    Example({"values": "index", "place": "last"}, {"table": TABLE}),
    Example({"values": "text"}, {"table": TABLE.iloc[:0]}),
    Example({"name": "self", "replace": True}, {"table": TABLE.assign(**{"self ": 1}).rename(columns=str.strip)}),
]
