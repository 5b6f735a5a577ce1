"""If Else: one of two ways, and what follows the other does no work."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest

import knode
from knode.api import INACTIVE, DataError, Variables
from knode.core.check import Example
from knode.core.errors import SettingError, UsageError
from knode.core.events import NodeFinished
from knode.core.workflow import Instance
from knode.engine.engine import Engine, Request
from knode.store.store import Store
from knode_nodes.flow._variables import Operator
from knode_nodes.flow.if_else import IfElse
from knode_nodes.prep._conditions import Operator as RowOperator

PEOPLE = pd.DataFrame({"n ä": [1, 2], "🙂": pd.Categorical(["x", None])}, index=[5, 5])
MEASURED = [Variables(accuracy=0.95, name="churn", missing=None, ok=True, text="12")]


def by_tests(*tests: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"condition": "variable", "tests": list(tests), **more}


EXAMPLES = [
    Example({}, {"value": PEOPLE}),
    Example({}, {"value": PEOPLE.iloc[:0]}),
    Example({"condition": "setting", "when": False, "kind": "variables"}, {"value": MEASURED[0]}),
    Example(
        by_tests({"variable": "accuracy", "operator": "greater", "value": 0.9}),
        {"value": PEOPLE, "variables": MEASURED},
    ),
]


def decided(*tests: dict[str, Any], how: str = "all") -> bool:
    node = IfElse.from_settings(by_tests(*tests, how=how))
    made = node.run(PEOPLE, MEASURED)
    assert (made["then"] is INACTIVE) != (made["otherwise"] is INACTIVE)
    return made["then"] is not INACTIVE


def test_a_table_with_rows_goes_on_and_an_empty_one_goes_elsewhere():
    assert (
        IfElse().run(PEOPLE) == {"then": PEOPLE, "otherwise": INACTIVE} or IfElse().run(PEOPLE)["otherwise"] is INACTIVE
    )
    assert IfElse().run(PEOPLE.iloc[:0])["then"] is INACTIVE
    assert IfElse(minimum_rows=3).run(PEOPLE)["then"] is INACTIVE
    assert IfElse(minimum_rows=0).run(PEOPLE.iloc[:0])["otherwise"] is INACTIVE


@pytest.mark.parametrize(
    ("operator", "variable", "value", "answer"),
    [
        ("greater", "accuracy", 0.9, True),
        ("greater", "accuracy", "0.9", True),
        ("less or equal", "accuracy", 0.95, True),
        ("less", "accuracy", 0.95, False),
        ("greater or equal", "accuracy", 1, False),
        ("equal", "text", 12, True),
        ("equal", "name", "churn", True),
        ("not equal", "name", "Churn", True),
        ("contains", "name", "hur", True),
        ("starts with", "name", "hur", False),
        ("ends with", "name", "rn", True),
        ("does not contain", "name", "hur", False),
        ("does not contain", "name", "x", True),
        ("does not contain", "missing", "x", True),
        ("contains", "text", 2, True),
        ("matches", "name", "^ch.*n$", True),
        ("matches", "name", r"\d", False),
        ("matches", "text", r"^\d\d$", True),
        ("matches", "accuracy", r"^0\.", True),
        ("matches", "missing", ".*", False),
        ("does not match", "name", "^ch", False),
        ("does not match", "name", "^x", True),
        ("does not match", "missing", ".*", True),
        ("in", "name", ["stay", "churn"], True),
        ("in", "text", [11, 12], True),
        ("in", "name", ["stay"], False),
        ("in", "name", [], False),
        ("not in", "name", ["stay"], True),
        ("not in", "name", ["stay", "churn"], False),
        ("not in", "missing", ["stay"], True),
        ("between", "accuracy", [0.9, 1], True),
        ("between", "accuracy", [0.95, "0.95"], True),
        ("between", "accuracy", [0, 0.9], False),
        ("between", "missing", [0, 1], False),
        ("less", "name", "d", True),
        ("is true", "ok", None, True),
        ("is true", "missing", None, False),
        ("equal", "ok", "true", True),
        ("is missing", "missing", None, True),
        ("is not missing", "missing", None, False),
        ("equal", "missing", "", False),
        ("not equal", "missing", "x", True),
    ],
)
def test_variables_are_compared(operator: str, variable: str, value: Any, answer: bool):
    assert decided({"variable": variable, "operator": operator, "value": value}) is answer


@pytest.mark.parametrize(
    ("operator", "value", "answer"),
    [
        ("equal", "CHURN", True),
        ("not equal", "Churn", False),
        ("contains", "HUR", True),
        ("does not contain", "HUR", False),
        ("starts with", "CH", True),
        ("ends with", "RN", True),
        ("matches", "^CHURN$", True),
        ("does not match", "^CHURN$", False),
        ("in", ["A", "CHURN"], True),
        ("between", ["CH", "D"], True),
        ("less", "D", True),
    ],
)
def test_capital_letters_may_be_the_same_as_small_ones(operator: str, value: Any, answer: bool):
    assert decided({"variable": "name", "operator": operator, "value": value, "ignore_case": True}) is answer


def test_it_knows_the_operators_of_the_row_filter_and_one_more():
    known, wanted = get_args(Operator), get_args(RowOperator)
    assert [one for one in known if one != "is true"] == list(wanted)


def test_a_pattern_that_would_take_others_years_is_judged_at_once():
    test = {"variable": "long", "operator": "matches", "value": "^(a+)+$"}
    node = IfElse.from_settings(by_tests(test))
    assert node.run(PEOPLE, [Variables(long="a" * 5000 + "!")])["then"] is INACTIVE


def test_all_tests_or_any():
    tests = ({"variable": "ok", "operator": "is true"}, {"variable": "name", "value": "other"})
    assert not decided(*tests)
    assert decided(*tests, how="any")


def test_what_cannot_be_decided_is_an_error_with_the_way_out():
    with pytest.raises(DataError, match='no variable "accurac"; did you mean "accuracy"'):
        decided({"variable": "accurac", "value": 1})
    with pytest.raises(DataError, match="cannot be ordered"):
        decided({"variable": "name", "operator": "less", "value": 3})
    with pytest.raises(DataError, match='the variable "name" is "churn" and cannot be ordered against 3; compare'):
        decided({"variable": "name", "operator": "between", "value": ["a", 3]})
    with pytest.raises(DataError, match="neither true nor false"):
        decided({"variable": "name", "operator": "is true"})


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "model"},
        {"condition": "variable"},
        {"how": "none"},
        by_tests({"variable": "a", "operator": "less"}),
        by_tests({"variable": "a", "operator": "in", "value": "b"}),
        by_tests({"variable": "a", "operator": "contains", "value": ["b"]}),
        by_tests({"variable": "a", "operator": "between", "value": [1]}),
        by_tests({"variable": "a", "operator": "matches", "value": "("}),
        by_tests({"variable": "a", "operator": "does not match", "value": ""}),
    ],
)
def test_settings_that_cannot_decide_are_refused(settings: dict[str, Any]):
    with pytest.raises(SettingError):
        IfElse.from_settings(settings)


# ---- in a workflow


def branched(rows: int = 3) -> knode.Workflow:
    made = knode.Workflow("branched")
    data = made.add("io.TableCreator", id="data", columns=["x"], rows=[[n] for n in range(rows)])
    fork = made.add("flow.IfElse", id="fork")
    made.link(data.table, fork.value)
    left = made.add("prep.Sorter", id="left", by=[{"column": "x", "descending": True}])
    right = made.add("prep.ColumnFilter", id="right", columns={"names": ["x"]})
    made.link(fork.then, left.table)
    made.link(fork.otherwise, right.table)
    merge = made.add("flow.MergeBranches", id="merge")
    made.link(left.table, merge["values"])
    made.link(right.table, merge["values"])
    return made


def states(result: Any) -> dict[str, str]:
    return {node: report.state for node, report in result.nodes.items()}


def test_what_follows_the_other_way_is_inactive_and_tells_so(tmp_path: Path):
    heard: list[Any] = []
    with Engine(Store(tmp_path), memory_bytes=1 << 20) as engine:
        result = engine.run(branched().document, Request(listener=heard.append))
    assert states(result) == {"data": "done", "fork": "done", "left": "done", "right": "inactive", "merge": "done"}
    assert [event.state for event in heard if isinstance(event, NodeFinished) and event.node == "right"] == ["inactive"]
    assert result.nodes["right"].as_json()["state"] == "inactive"
    assert result["merge"].value["x"].tolist() == [2, 1, 0]
    assert result["fork"].otherwise is INACTIVE
    with pytest.raises(UsageError, match="branch that was not taken"):
        result["right"].table


def test_it_is_inactive_again_when_results_are_reused(tmp_path: Path):
    for expected in ("done", "reused"):
        with Engine(Store(tmp_path)) as engine:
            result = engine.run(branched().document, Request(to=["merge", "left", "right", "fork"]))
            assert states(result) == {
                "data": expected, "fork": expected, "left": expected, "right": "inactive", "merge": expected,
            }  # fmt: skip
            assert result["fork"].otherwise is INACTIVE
            assert len(result["merge"].value) == 3


def test_a_branch_in_a_branch_that_is_not_taken_is_inactive_to_its_end():
    made = branched(0)
    inner = made.add("flow.IfElse", id="inner")
    made.document.link("left", "table", inner.id, "value")
    end = made.add("flow.MergeBranches", id="end")
    made.link(inner.then, end["values"])
    made.link(inner.otherwise, end["values"])
    result = Engine().run(made.document)
    assert states(result)["inner"] == states(result)["end"] == "inactive"


def test_an_inactive_branch_enters_a_component_and_comes_out_inactive():
    inside = knode.Workflow("inside")
    rows, out = inside.add("deploy.ContainerInput", id="rows"), inside.add("deploy.ContainerOutput", id="out")
    inside.link(rows.value, out.value)
    made = branched(0)
    part = made.component(inside, id="part")
    made.document.link("fork", "then", part.id, "rows")
    result = Engine().run(made.document)
    assert states(result)["part/rows"] == states(result)["part/out"] == "inactive"


def test_a_setting_bound_to_an_inactive_variable_makes_a_node_inactive():
    made = branched(0)
    variables = made.add("flow.RowToVariables", id="row")
    made.document.link("fork", "then", variables.id, "table")
    made.document.add(Instance("bound", "flow.RowToVariables"))
    made.document.link("data", "table", "bound", "table")
    made.document.link("row", "variables", "bound", "variables")
    made.document.bind("bound", "row", variable="x")
    assert states(Engine().run(made.document))["bound"] == "inactive"
