"""SetRoles."""

from __future__ import annotations

import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.column_filter import ColumnFilter
from knode_nodes.prep.rename_columns import RenameColumns
from knode_nodes.prep.set_roles import SetRoles

TABLE = pd.DataFrame(
    {"id": [1, 2], "age": [30, None], "city": ["Bern", None], "w": [1.0, 2.0], "churned": [True, False]}
)


def node(*pairs, **given):
    return SetRoles.from_settings({"roles": [{"columns": names, "role": role} for names, role in pairs], **given})


def roles(table):
    return {column.name: column.role for column in TableSpec.of(table).columns if column.role != "feature"}


FIRST = node((["id"], "id"), (["churned"], "target"), (["w"], "weight"), ({"pattern": "c?ty"}, "ignore"))


def test_roles_are_told_by_the_table_and_by_its_spec():
    made = FIRST.run(TABLE)
    expected = {"id": "id", "churned": "target", "w": "weight", "city": "ignore"}
    assert roles(made) == expected
    assert made.equals(TABLE)
    assert TABLE.attrs == {}
    told = FIRST.spec({"table": TableSpec.of(TABLE)})["table"]
    assert told == TableSpec.of(made)


def test_roles_go_through_nodes_that_keep_the_columns():
    made = ColumnFilter.from_settings({"columns": ["churned", "age"]}).run(FIRST.run(TABLE))
    assert roles(made) == {"churned": "target"}
    assert roles(RenameColumns(case="upper").run(made)) == {"CHURNED": "target"}
    spec = RenameColumns(case="upper").spec({"table": TableSpec.of(made)})["table"]
    assert spec["CHURNED"].role == "target"


def test_columns_that_are_not_named_keep_their_role_and_the_target_goes_over():
    made = node((["age"], "target"), (["id"], "feature")).run(FIRST.run(TABLE))
    assert roles(made) == {"age": "target", "w": "weight", "city": "ignore"}
    assert roles(node((["age"], "id"), forget=True).run(made)) == {"age": "id"}
    assert node(forget=True).run(made).attrs == {}


def test_other_attributes_of_a_table_stay():
    table = TABLE.copy()
    table.attrs = {"source": "x", "roles": {"age": "no role", "gone": "id"}}
    made = FIRST.run(table)
    assert made.attrs["source"] == "x"
    assert "age" not in made.attrs["roles"]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(["agee"], "id")], 'did you mean "age"'),
        ([(["age"], "id"), (["age"], "target")], '"age" cannot be both id and target'),
        ([(["age", "city"], "target")], '"age" and "city" are both to be the target'),
        ([(["age", "w"], "weight")], "both to be the weight"),
    ],
)
def test_what_cannot_be_is_told_before_there_are_rows(pairs, words):
    with pytest.raises(DataError, match=words):
        node(*pairs).spec({"table": TableSpec.of(TABLE)})


EXAMPLES = [
    Example(FIRST.to_settings(), {"table": TABLE}),
    Example({}, {"table": FIRST.run(TABLE)}),
    Example({"forget": True}, {"table": FIRST.run(TABLE).iloc[:0]}),
]
