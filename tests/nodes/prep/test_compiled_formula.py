"""Formulas on arrays, as a server works them out, give what formulas on tables give."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import TableNeeded, TableSpec, arrays_of
from knode_nodes.prep._whole_columns import worked_out
from knode_nodes.prep.formula import Formula

TABLE = pd.DataFrame(
    {
        "a": [1.5, np.nan, -2.0, 0.0, np.inf, -np.inf],
        "b": [0.5, 1.0, np.nan, 0.0, np.inf, 3.0],
        "n": [1, 2, 0, -4, 9_007_199_254, 3],
        "m": pd.array([1, None, 0, 5, 7, None], dtype="Int64"),
        "t": ["x", None, "y", "", "zz", "x"],
        "c": pd.Categorical(["p", None, "q", "p", "p", "q"]),
        "yes": [True, False, True, True, False, False],
        "maybe": pd.array([True, None, False, True, None, False], dtype="boolean"),
    }
)
COMPILED = [
    "a + b", "a - b * 2", "a / b", "n / m", "n * m + 1", "-a", "abs(n)", "sqrt(a)", "ln(n)", "exp(b)", "floor(a)", "ceil(a)",
    "a > b", "a = b", "a <> 1.5", "n >= m", "a between 0 and 2", "not (a > b)", "a > 0 and b > 0", "a > 0 or b > 0",
    "yes and maybe", "yes or maybe", "a is null", "t is not null", "t = 'x'", "t <> c", "n in (1, 3)", "t not in ('x', 'y')",
    "case when a > b then 'big' when a = b then t else null end", "case when yes then n end", "if(maybe, a, n)",
    "coalesce(a, b, 0)", "coalesce(m, n)", "coalesce(t, 'none')", "t || '-' || c", "upper(t)", "case when t = 'x' then c end",
    "case n when 1 then 'one' else t end", "true", "1", "'x'", "if(a > b, null, 'y')", "a - b > 0", "(a - a) is null",
]  # fmt: skip
NOT_COMPILED = ["year(date '2026-01-01')", "a::varchar", "length(t)", "round(a, 1)", "null", "[a]", "n % 2", "today()"]


def node_of(expression):
    return Formula.from_settings({"formulas": {"new": expression}})


def values(column):
    return [None if pd.isna(value) else value for value in column.tolist()]


def compiled(node, table, name="new"):
    made = node.compiled({}, TableSpec.of(table))(arrays_of(table))
    if name in made.layout.numbers:
        return [None if np.isnan(value) else value for value in made.numbers((name,))[:, 0].tolist()]
    return made.other(name).tolist()


def agree(found, wanted):
    """Texts exactly, numbers nearly, missing where missing."""
    assert len(found) == len(wanted)
    return all(
        one == pytest.approx(other) if isinstance(other, float) else one == other
        for one, other in zip(found, wanted, strict=True)
    )


@pytest.mark.parametrize("expression", COMPILED)
def test_arrays_and_tables_give_the_same(expression):
    node = node_of(expression)
    wanted = values(node.run(TABLE)["new"])
    assert agree(compiled(node, TABLE), wanted)
    for row in range(len(TABLE)):
        assert agree(compiled(node, TABLE.iloc[[row]]), wanted[row : row + 1])


@pytest.mark.parametrize("expression", NOT_COMPILED)
def test_what_is_not_known_on_arrays_is_left_to_the_table(expression):
    assert node_of(expression).compiled({}, TableSpec.of(TABLE)) is None


def test_formulas_build_on_each_other_and_replace_columns():
    node = Formula.from_settings({"formulas": {"a": "a * 2", "d": "a + b", "t": "t || '!'", "e": "t = 'x!' and d > 0"}})
    made = node.run(TABLE)
    for name in ("a", "d", "t", "e"):
        assert compiled(node, TABLE, name) == values(made[name])


def test_rows_that_arrays_would_get_wrong_are_left_to_the_table():
    step = node_of("n * n").compiled({}, TableSpec.of(TABLE))
    with pytest.raises(TableNeeded):
        step(arrays_of(TABLE))
    with pytest.raises(TableNeeded):
        compiled(node_of("upper(t)"), pd.DataFrame({"t": ["straße"]}))


def test_a_column_of_another_sort_is_not_replaced_on_arrays():
    dates = pd.DataFrame({"d": pd.to_datetime(["2026-01-01"]), "t": ["x"], "a": [1.0]})
    for name, expression in [("d", "a + 1"), ("t", "a + 1"), ("a", "t")]:
        node = Formula.from_settings({"formulas": {name: expression}})
        assert node.compiled({}, TableSpec.of(dates)) is None


ATOMS = st.sampled_from(["a", "b", "n", "m", "1", "0.5", "-2"])


def _joined(inner):
    number = st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda one: f"({' '.join(one)})")
    truth = st.tuples(inner, st.sampled_from([">", "=", "<="]), inner).map(" ".join)
    return number | st.tuples(truth, inner, inner).map(
        lambda one: f"(case when {one[0]} then {one[1]} else {one[2]} end)"
    )


@settings(max_examples=50, deadline=None)
@given(st.recursive(ATOMS, _joined, max_leaves=6))
def test_any_arithmetic_agrees(expression):
    node = node_of(expression)
    table = TABLE[["a", "b", "n", "m"]].iloc[:4]
    assert agree(compiled(node, table), values(node.run(table)["new"])), expression


WHOLE = [
    "a + b * 2 > 0.5", "n >= 3", "n = tiny", "a < n", "not (a > b or n > 1)", "a > 0 and (b < 1 or not (n = 2))",
    "n in (1, -4)", "a between -1 and n", "-tiny > 0", "a / n", "abs(tiny) * 1.5", "sqrt(a) - floor(b)", "2.5", "a", "1 > 0",
]  # fmt: skip


@pytest.mark.parametrize("expression", WHOLE)
def test_numpy_and_duckdb_give_the_same_for_whole_columns(expression):
    table = TABLE[["a", "b", "n"]].assign(tiny=np.array([127, -128, 0, 1, 2, 3], dtype="int8"))
    columns = {name: table[name] for name in table if name in expression}
    # Text in the list keeps NumPy away.
    slow = value_of(f"if('x' = 'y', null, {expression})", table)
    fast = value_of(expression, table)
    assert worked_out(expression, columns, len(table), str(fast.dtype)) is not None
    assert agree(values(fast), values(slow)), expression


def test_huge_whole_numbers_are_compared_exactly():
    table = pd.DataFrame({"n": [9_007_199_254_740_993, 9_007_199_254_740_992], "m": [9_007_199_254_740_992] * 2})
    assert value_of("n = m", table).tolist() == [False, True]
    assert value_of("n = 9007199254740992", table).tolist() == [False, True]


def test_a_column_that_is_copied_is_a_column_of_its_own():
    table = pd.DataFrame({"a": [1.0, 2.0]})
    made = Formula.from_settings({"formulas": {"b": "a", "c": "a * 1"}}).run(table)
    made.loc[0, "b"] = made.loc[0, "c"] = 9.0
    assert table["a"].tolist() == made["a"].tolist() == [1.0, 2.0]


def value_of(expression, table):
    return node_of(expression).run(table)["new"]
