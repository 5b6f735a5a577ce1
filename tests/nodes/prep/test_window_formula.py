import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.prep.window_formula import WindowFormula

SALES = pd.DataFrame(
    {
        "city": ["Bern", "Oslo", "Bern", None, "Oslo", "Bern"],
        "amount": [10.0, 20.0, np.nan, 5.0, 40.0, 30.0],
        "pieces": [1, 2, 3, 4, 5, 6],
        "day": pd.to_datetime(["2026-01-03", "2026-01-01", "2026-01-01", "2026-01-02", None, "2026-01-05"]),
        "kind": pd.Categorical(["a", "b", "a", None, "b", "b"]),
    },
    index=[5, 4, 3, 3, 1, 0],
)


def value_of(expression, table=SALES, seed=0):
    node = WindowFormula.from_settings({"formulas": {"new": expression}})
    return node.run(table, QuietContext(seed=seed))["new"]


@pytest.mark.parametrize(
    ("expression", "dtype", "values"),
    [
        ("sum(amount) over (partition by city)", "float64", [40, 60, 40, 5, 60, 40]),
        ("sum(pieces) over (partition by city)", "int64", [10, 7, 10, 4, 7, 10]),
        ("row_number() over ()", "int64", [1, 2, 3, 4, 5, 6]),
        ("row_number() over (partition by city)", "int64", [1, 1, 2, 1, 2, 3]),
        ("row_number() over (order by city = 'Bern' nulls last)", "int64", [3, 1, 4, 6, 2, 5]),
        ("rank() over (order by city nulls last)", "int64", [1, 4, 1, 6, 4, 1]),
        ("lag(pieces) over ()", "Int64", [None, 1, 2, 3, 4, 5]),
        ("lag(pieces, 1, 0) over (partition by city)", "Int64", [0, 0, 1, 0, 2, 3]),
        ("sum(pieces) over (rows between 1 preceding and current row)", "Int64", [1, 3, 5, 7, 9, 11]),
        ("count(*) over (partition by kind)", "int64", [2, 3, 2, 1, 3, 3]),
        ("pieces / sum(pieces) over ()", "float64", [pieces / 21 for pieces in range(1, 7)]),
        ("max(day) over ()::date = day", "boolean", [False, False, False, False, None, True]),
        ("avg(amount / 0) over () is null", "bool", [False] * 6),
    ],
)
def test_a_window_gives_what_a_person_expects_in_the_order_of_the_table(expression, dtype, values):
    made = value_of(expression)
    assert str(made.dtype) == dtype
    assert [None if pd.isna(value) else value for value in made.tolist()] == values
    assert made.index.tolist() == SALES.index.tolist()


def test_random_numbers_follow_from_the_seed():
    table = pd.DataFrame({"x": range(300_000)})
    one, again, other = (value_of("random()", table, seed=seed) for seed in (3, 3, 4))
    assert one.equals(again)
    assert not one.equals(other)
    assert one.between(0, 1).all()
    assert 0.49 < one.mean() < 0.51
    with pytest.raises(DataError, match=r"random\(\)"):
        value_of("uuid()")


def test_an_aggregate_without_a_window_is_refused_with_what_to_write():
    for expression in ("sum(amount)", "count(*)"):
        with pytest.raises(DataError, match=r"over \(\) is for all"):
            value_of(expression)


def test_rows_that_nothing_orders_stay_in_the_order_of_the_table_among_many():
    table = pd.DataFrame({"group": np.arange(400_000) % 7, "x": np.arange(400_000)})
    assert value_of('row_number() over (partition by "group")', table).equals(table.groupby("group").cumcount() + 1)
    before = value_of('lag(x) over (partition by "group")', table)
    assert before.astype("float64").equals(table.groupby("group")["x"].shift(1))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(-9, 9)), min_size=1, max_size=12))
def test_windows_agree_with_pandas(rows):
    table = pd.DataFrame(rows, columns=["group", "x"])
    groups = table.groupby("group", dropna=False)["x"]
    for expression, wanted in [
        ('sum(x) over (partition by "group")', groups.transform("sum")),
        ('min(x) over (partition by "group")', groups.transform("min")),
        ('rank() over (partition by "group" order by x)', groups.rank("min").astype("int64")),
        ('sum(x) over (partition by "group" rows unbounded preceding)', groups.cumsum()),
    ]:
        assert value_of(expression, table).tolist() == wanted.tolist(), expression


def test_the_spec_is_known_before_anything_runs():
    node = WindowFormula.from_settings(
        {"formulas": {"share": "amount / sum(amount) over ()", "n": "row_number() over ()"}}
    )
    made = node.run(SALES, QuietContext())
    assert node.spec({"table": TableSpec.of(SALES)}) == {"table": TableSpec.of(made)}
    with pytest.raises(DataError, match='did you mean "amount"'):
        WindowFormula.from_settings({"formulas": {"x": "sum(amout) over ()"}}).spec({"table": TableSpec.of(SALES)})


EXAMPLES = [
    Example(
        {
            "formulas": {
                "share": "amount / sum(amount) over (partition by city)",
                "before": "lag(pieces) over (order by day)",
                "luck": "random()",
                "place": "dense_rank() over (partition by kind order by day desc nulls last)",
            }
        },
        {"table": SALES},
        seed=7,
    ),
    Example({"formulas": {"n": "row_number() over ()"}}, {"table": SALES.iloc[:0]}),
]
