"""SetRoles."""

from __future__ import annotations

import pandas as pd
import pytest

from knode import Workflow
from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.registry import REGISTRY
from knode_nodes.prep.as_of_join import AsOfJoin
from knode_nodes.prep.column_filter import ColumnFilter
from knode_nodes.prep.cross_join import CrossJoin
from knode_nodes.prep.formula import Formula
from knode_nodes.prep.joiner import Joiner
from knode_nodes.prep.rename_columns import RenameColumns
from knode_nodes.prep.set_roles import SetRoles
from knode_nodes.prep.window_formula import WindowFormula

TABLE = pd.DataFrame(
    {"id": [1, 2], "age": [30, None], "city": ["Bern", None], "w": [1.0, 2.0], "churned": [True, False]}
)


def node(*pairs, **given):
    return SetRoles.from_settings({"roles": [{"columns": names, "role": role} for names, role in pairs], **given})


def roles(table):
    return {column.name: column.role for column in TableSpec.of(table).columns if column.role != "feature"}


ALL = {"id": "id", "churned": "target", "w": "weight", "city": "ignore"}
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


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("GroupBy", {"keys": ["id", "city"], "aggregations": {"age": "mean"}}, {"id": "id", "city": "ignore"}),
        ("Pivot", {"keys": ["id"], "column": "city", "values": ["Bern"]}, {"id": "id"}),
        ("TargetEncoder", {"columns": ["city"], "target": "w"}, ALL),
        ("Binner", {"columns": ["id"]}, ALL),
        ("OrdinalEncoder", {"columns": ["city"]}, ALL),
        ("RowId", {"name": "id", "replace": True}, ALL),
    ],
)
def test_keys_and_columns_that_are_changed_in_place_keep_their_role_and_the_spec_says_so(name, settings, expected):
    cls, table = REGISTRY.get(f"prep.{name}"), FIRST.run(TABLE)
    node_of = cls.from_settings(settings)
    made = node_of.run(table, context=QuietContext()) if node_of.ports().context else node_of.run(table)
    made = made if hasattr(made, "columns") else made.table
    assert roles(made) == expected
    told = node_of.spec({"table": TableSpec.of(table)})["table"]
    assert {column.name: column.role for column in told.columns if column.role != "feature"} == expected


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


ROLED = pd.DataFrame({"k": [1, 2, 3], "y": [0, 1, 0], "w": [1.0, 2.0, 3.0]})
ROLED.attrs = {"roles": {"y": "target", "w": "weight"}}
BESIDE = pd.DataFrame({"k": [1, 2, 3], "y": [4, 5, 6], "z": ["a", "b", "c"]})
BESIDE.attrs = {"roles": {"y": "id", "z": "ignore"}}
BOTH = {"y": "target", "w": "weight", "y_right": "id", "z": "ignore"}


@pytest.mark.parametrize(
    ("node", "inputs", "roles"),
    [
        (Formula(formulas=[{"name": "n", "expression": "k + 1"}]), {"table": ROLED}, ROLED.attrs["roles"]),
        (Formula(formulas=[{"name": "y", "expression": "y + 1"}]), {"table": ROLED}, ROLED.attrs["roles"]),
        (
            WindowFormula(formulas=[{"name": "n", "expression": "sum(k) OVER ()"}]),
            {"table": ROLED},
            ROLED.attrs["roles"],
        ),
        (Joiner(left_keys=["k"]), {"left": ROLED, "right": BESIDE}, BOTH),
        (Joiner(left_keys=["k"], how="outer"), {"left": ROLED, "right": BESIDE}, BOTH),
        (AsOfJoin(left_on="k", right_on="k"), {"left": ROLED, "right": BESIDE}, BOTH),
        (CrossJoin(), {"left": ROLED, "right": BESIDE}, BOTH),
    ],
)
def test_roles_come_through_new_columns_and_joins(node, inputs, roles):
    context = {"context": QuietContext()} if "context" in type(node).run.__annotations__ else {}
    made = node.run(**inputs, **context)
    table = made if isinstance(made, pd.DataFrame) else made[0]
    assert table.attrs == {"roles": roles}
    spec = node.spec({port: TableSpec.of(table) for port, table in inputs.items()})["table"]
    # Which dtypes an outer join gives is known of the rows only.
    told = roles if spec is None else {one.name: one.role for one in spec.columns if one.role != "feature"}
    assert (spec is None, told) == (getattr(node, "how", "") == "outer", roles)


def test_a_formula_may_replace_a_column_called_self():
    table = pd.DataFrame({"self": [1, 2]})
    made = Formula(formulas=[{"name": "self", "expression": "self * 2"}]).run(table)
    assert made["self"].tolist() == [2, 4]


def test_a_new_column_by_the_name_of_one_that_went_is_another_one():
    table = pd.DataFrame({"id": [1, 2], "price": [1.5, 2.0], "net": [1.0, 1.5]})
    table.attrs = {"units": {"price": "EUR", "net": "EUR"}}
    w = Workflow("Prices")
    first = w.add("ContainerInput", name="rows") >> w.add("SetRoles", roles=[{"columns": ["price"], "role": "target"}])
    fewer = first >> w.add("ColumnFilter", columns=["id", "net"])
    again = fewer >> w.add("Formula", formulas=[{"name": "price", "expression": "id * 2"}], id="again")
    assert again is not None
    made = w.run(inputs={"rows": table})["again"].table
    assert roles(made) == {}
    assert made.attrs == {"units": {"net": "EUR"}}
