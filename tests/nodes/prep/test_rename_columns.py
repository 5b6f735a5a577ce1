"""RenameColumns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.rename_columns import RenameColumns
from knode_nodes.prep.sorter import Sorter

TABLE = pd.DataFrame(
    {"Annual Income": [1.5, 2.5], " age ": [1, 2], "City": pd.Categorical(["a", "b"])}, index=["y", "x"]
)


def names(**settings):
    return list(RenameColumns.from_settings(settings).run(TABLE).columns)


def test_single_columns_get_their_new_names():
    assert names(names={"City": "town", "Annual Income": "income"}) == ["income", " age ", "town"]


def test_two_columns_may_swap_their_names():
    assert names(names={"City": " age ", " age ": "City"}) == ["Annual Income", "City", " age "]


def test_a_rule_is_applied_to_all_other_columns():
    made = names(names={"City": "Town"}, trim=True, find=" ", replacement="_", case="lower", prefix="x_", suffix="!")
    assert made == ["x_annual_income!", "x_age!", "Town"]


def test_a_rule_may_be_applied_to_some_columns():
    assert names(columns=["City"], case="upper") == ["Annual Income", " age ", "CITY"]


def test_a_pattern_is_replaced_with_its_groups():
    assert names(find=r"^(\w+) (\w+)$", replacement=r"\2 \1", regex=True) == ["Income Annual", " age ", "City"]
    assert names(find="(", replacement="x") == list(TABLE.columns)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Größe (cm)", "grosse_cm"),
        ("AnnualIncome", "annual_income"),
        ("HTTPStatus2xx", "http_status2xx"),
        (" éà--Z ", "ea_z"),
    ],
)
def test_snake_case_makes_names_that_programs_like(name, expected):
    assert list(RenameColumns(case="snake_case").run(pd.DataFrame({name: [1]})).columns) == [expected]


def test_a_pattern_that_would_never_end_ends():
    table = pd.DataFrame({"a" * 5000 + "!": [1]})
    assert list(RenameColumns(find="^(a+)+$", replacement="x", regex=True).run(table).columns) == list(table.columns)


def test_roles_go_along():
    table = TABLE.copy()
    table.attrs = {"roles": {"City": "target"}}
    made = RenameColumns(names={"City": "town"}).run(table)
    assert TableSpec.of(made)["town"].role == "target"
    assert table.attrs == {"roles": {"City": "target"}}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"names": {"Cty": "x"}}, 'no column "Cty" to rename; did you mean "City"'),
        ({"names": {"City": " age "}}, 'would both be called " age "'),
        ({"find": "City"}, 'the column "City" would have no name'),
        ({"columns": ["Cty"], "case": "lower"}, 'did you mean "City"'),
    ],
)
def test_names_that_cannot_be_are_refused_before_anything_runs(settings, words):
    node = RenameColumns.from_settings(settings)
    with pytest.raises(DataError, match=words):
        node.spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize(
    "settings",
    [{"names": {"City": ""}}, {"find": "(", "regex": True}, {"find": "a", "replacement": r"\1", "regex": True}],
)
def test_a_setting_that_cannot_work_is_refused(settings):
    with pytest.raises(SettingError):
        RenameColumns.from_settings(settings)


def test_a_column_without_a_name_is_told_where_one_is_chosen_and_can_be_given_one():
    table = pd.DataFrame([[3, 1], [1, 2]], columns=["", "x"])
    with pytest.raises(
        DataError, match=r"no column is chosen.*the column without a name can be chosen once Rename Columns"
    ):
        Sorter.from_settings({"by": [{"column": ""}]}).run(table, QuietContext())
    named = RenameColumns.from_settings({"names": {"": "n"}}).run(table)
    assert Sorter.from_settings({"by": [{"column": "n"}]}).run(named, QuietContext())["n"].tolist() == [1, 3]
    with pytest.raises(DataError, match="no column is chosen") as error:
        Sorter.from_settings({"by": [{"column": ""}]}).run(named, QuietContext())
    assert "without a name" not in error.value.message


def test_no_cell_is_copied():
    made = RenameColumns(case="upper").run(TABLE)
    assert np.shares_memory(made["ANNUAL INCOME"].to_numpy(), TABLE["Annual Income"].to_numpy())


EXAMPLES = [
    Example({"names": {"City": "Annual Income", "Annual Income": "City"}}, {"table": TABLE}),
    Example({"trim": True, "find": "[^a-z]+", "replacement": "_", "regex": True, "case": "lower"}, {"table": TABLE}),
    Example({}, {"table": TABLE[[]]}),
]
