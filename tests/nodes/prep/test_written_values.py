"""Values that become texts: all nodes write them alike."""

from __future__ import annotations

import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode_nodes.prep.cast_columns import CastColumns
from knode_nodes.prep.compare_tables import CompareTables
from knode_nodes.prep.concatenate import Concatenate
from knode_nodes.prep.group_by import GroupBy
from knode_nodes.prep.pivot import Pivot
from knode_nodes.prep.transpose import Transpose
from knode_nodes.prep.unpivot import Unpivot
from knode_nodes.prep.value_counts import ValueCounts

# Codes of which one was missing are numbers with decimals.
COLUMNS = {
    "codes": (pd.Series([8001.0, 0.5]), ["8001", "0.5"]),
    "booleans": (pd.Series([True, False]), ["true", "false"]),
    "booleans that may be missing": (pd.Series([True, False], dtype="boolean"), ["true", "false"]),
    "categories": (pd.Series(pd.Categorical([2.0, 1.0])), ["2", "1"]),
    "anything": (pd.Series([3.0, True], dtype=object), ["3", "true"]),
}


def casted(table):
    cast = CastColumns.from_settings({"casts": [{"columns": ["x"], "type": "text"}]})
    return cast.run(table, QuietContext())["x"].tolist()


def unpivoted(table):
    made = Unpivot.from_settings({"columns": ["x", "note"], "keep": []}).run(table)
    return made["value"].tolist()[::2]


def concatenated(table):
    return Concatenate().run([table[["x"]], table[["note"]].set_axis(["x"], axis=1)], QuietContext())["x"].tolist()[:2]


def grouped(table):
    made = GroupBy.from_settings({"aggregations": [{"columns": ["x"], "method": "concatenate"}]}).run(table)
    return made["x_concatenate"][0].split(", ")


def spread(table):
    return list(Pivot.from_settings({"column": "x", "order": "appearance"}).run(table))


def transposed(table):
    return list(Transpose.from_settings({"header": "x", "columns": ["note"]}).run(table))[1:]


def counted(table):
    return ValueCounts.from_settings({"columns": ["x"], "top": 2, "other": True}).run(table)["x"].tolist()


def compared(table):
    given = CompareTables().run(table[["x"]], table[["x"]].iloc[::-1].reset_index(drop=True), QuietContext())
    return given.cells["old"].tolist()


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize(
    "written",
    [casted, unpivoted, concatenated, grouped, spread, transposed, counted, compared],
    ids=lambda f: f.__name__,
)
def test_a_value_is_written_alike_by_all_nodes(written, name):
    column, expected = COLUMNS[name]
    found = written(pd.DataFrame({"x": column, "note": ["a", "b"]}))
    # Value Counts puts equally frequent ones in their order.
    assert (sorted(found) if written is counted else found) == (sorted(expected) if written is counted else expected)


def test_the_values_of_booleans_that_become_columns_can_be_named():
    table = pd.DataFrame({"paid": [True, False, True], "amount": [1, 2, 3]})
    settings = {"column": "paid", "values": ["false", "true"], "aggregations": [{"columns": ["amount"]}]}
    assert Pivot.from_settings(settings).run(table).to_dict("list") == {"false": [2], "true": [4]}
