"""Row to Variables: every column's cell as a single value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import knode
from knode.api import DataError
from knode.core.check import Example
from knode.core.errors import NodeFailed
from knode.store.kinds import check_variables
from knode_nodes.flow.row_to_variables import RowToVariables

UGLY = pd.DataFrame(
    {
        "int": [1, 2**62],
        "Int": pd.array([None, 7], dtype="Int64"),
        "float": [np.nan, np.inf],
        "text": pd.array(["a.b", None], dtype="str"),
        "flag": pd.array([True, None], dtype="boolean"),
        "cat 🙂": pd.Categorical(["x", None], ordered=True),
        "tz": pd.to_datetime(["2024-01-31 12:00", None]).tz_localize("Europe/Berlin"),
        "span": pd.to_timedelta(["1 days 02:00:00", None]),
        "object": [Decimal("1.10"), dt.date(2024, 2, 29)],
        "period": pd.PeriodIndex(["2024-01", "2024-02"], freq="M"),
    },
    index=["b", "a"],
)
EXAMPLES = [
    Example({}, {"table": UGLY}),
    Example({"row": -1, "columns": {"names": ["int", "tz"]}}, {"table": UGLY}),
    Example({"absent": "missing"}, {"table": UGLY.iloc[:0]}),
]


def test_every_kind_of_cell_becomes_a_plain_value():
    first, last = RowToVariables().run(UGLY), RowToVariables(row=-1).run(UGLY)
    check_variables(first)
    check_variables(last)
    assert list(first.values()) == [
        1, None, None, "a.b", True, "x", "2024-01-31T12:00:00+01:00", "P1DT2H0M0S", "1.10", "2024-01",
    ]  # fmt: skip
    assert list(last.values()) == [2**62, 7, np.inf, None, None, None, None, None, "2024-02-29", "2024-02"]
    assert (type(first["int"]), type(last["Int"]), type(first["flag"])) == (int, int, bool)


def driven(given: object) -> knode.Workflow:
    """The first rows of a table, as many as a cell of another one says."""
    made = knode.Workflow("driven")
    data = made.add("io.TableCreator", id="data", columns=["x"], rows=[[number] for number in range(10)])
    cell = made.add("io.TableCreator", id="cell", columns=["count"], rows=[[given]])
    row, top = made.add("flow.RowToVariables", id="row"), made.add("prep.TopRows", id="top")
    made.link(cell.table, row.table)
    made.link(data.table, top.table)
    made.link(row.variables, top["variables"])
    made.document.bind("top", "count", variable="count")
    return made


@pytest.mark.parametrize("given", ["3", " 3 ", "3.0", 3.0])
def test_a_text_that_reads_as_a_number_drives_a_setting_that_is_one(given: object):
    assert len(driven(given).run()["top"].table) == 3


def test_a_text_that_reads_as_none_says_what_to_write():
    with pytest.raises(NodeFailed, match='Setting "count" of node "top": it must be a whole number: write 3'):
        driven("3,0").run()


def test_a_long_number_becomes_a_plain_one():
    made = RowToVariables().run(pd.DataFrame({"x": np.array([1.5], dtype="longdouble")}))
    assert made == {"x": 1.5}
    assert type(made["x"]) is float


def test_a_row_that_is_not_there():
    with pytest.raises(DataError, match="no row 2: the table has 2"):
        RowToVariables(row=2).run(UGLY)
    assert RowToVariables(row=5, absent="missing").run(UGLY[["int"]]) == {"int": None}


def test_a_list_is_no_single_value():
    with pytest.raises(DataError, match="holds a list .* is no single value") as error:
        RowToVariables().run(pd.DataFrame({"l": [[1, 2]]}))
    assert (error.value.facts["column"], error.value.facts["row"]) == ("l", 0)
