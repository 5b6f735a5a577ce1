"""GroupBy."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode import Workflow
from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep._aggregations import EVERY, LISTS, METHODS, Aggregation
from knode_nodes.prep.explode import Explode
from knode_nodes.prep.group_by import GroupBy

TABLE = pd.DataFrame(
    {
        "city": ["Oslo", "Bern", None, "Bern", "Oslo", "Bern"],
        "size": pd.Categorical(["S", "L", None, "L", "S", "S"], categories=["S", "M", "L"], ordered=True),
        "kind": pd.Categorical(["a", "b", "b", None, "a", "c"]),
        "income": [10.0, 20.0, 30.0, None, 50.0, 70.0],
        "half": np.array([10.0, 20.0, 30.0, np.nan, 50.0, 70.0], dtype="float32"),
        "age": [1, 2, 3, 4, 5, 5],
        "tiny": np.array([100, 100, 3, 100, 100, 5], dtype="int8"),
        "visits": pd.array([1, 2, None, 2, 5, 6], dtype="Int64"),
        "member": [True, False, True, True, True, False],
        "maybe": pd.array([True, None, None, True, False, True], dtype="boolean"),
        "name": ["b", "a", "c", None, "b", "d"],
        "born": pd.to_datetime(["2020-01-01", "2020-01-03", None, "2020-01-05", "2020-01-05", "2020-02-01"]),
        "seen": pd.to_datetime(
            ["2020-01-01", "2020-01-03", None, "2020-01-05", "2020-01-05", "2020-02-01"]
        ).tz_localize("UTC"),
        "waited": pd.to_timedelta(["1h", "2h", None, "4h", "5h", "6h"]),
        "month": pd.PeriodIndex(["2026-01", "2026-02", None, "2026-04", "2026-05", "2026-05"], freq="M"),
        "thing": pd.array(["a", 1, None, "a", 2, 2], dtype=object),
    },
    index=[6, 5, 4, 3, 2, 1],
)


def group(keys=("city",), aggregations=(), table=TABLE, **settings):
    node = GroupBy.from_settings({"keys": list(keys), "aggregations": aggregations, "count_rows": False, **settings})
    return node.run(table)


def test_groups_come_in_the_order_of_their_keys_with_their_number_of_rows():
    made = GroupBy.from_settings({"keys": ["city"]}).run(TABLE)
    assert made["rows"].tolist() == [3, 2, 1]
    assert made["city"].tolist()[:2] == ["Bern", "Oslo"]
    assert pd.isna(made["city"][2])
    assert made.index.tolist() == [0, 1, 2]


def test_rows_with_a_missing_key_can_be_left_out():
    made = group(aggregations={"income": "sum", "name": "concatenate", "age": "mode"}, missing_keys="drop")
    assert made.to_dict("list") == {
        "city": ["Bern", "Oslo"],
        "income_sum": [90.0, 60.0],
        "name_concatenate": ["a, d", "b, b"],
        "age_mode": [2, 1],
    }


def test_categories_without_rows_make_no_group_and_keep_their_order():
    made = group(["size"], {"age": "sum"})
    assert made["size"].tolist()[:2] == ["S", "L"]
    assert made["size"].dtype == TABLE["size"].dtype
    assert made["age_sum"].tolist() == [11, 6, 3]


@pytest.mark.parametrize(
    ("column", "method", "expected"),
    [
        ("income", "sum", [90, 60, 30]),
        ("income", "mean", [45, 30, 30]),
        ("income", "median", [45, 30, 30]),
        ("income", "min", [20, 10, 30]),
        ("income", "max", [70, 50, 30]),
        ("income", "count", [2, 2, 1]),
        ("visits", "count", [3, 2, 0]),
        ("visits", "count distinct", [2, 2, 0]),
        ("age", "first", [2, 1, 3]),
        ("name", "first", ["a", "b", "c"]),
        ("name", "last", ["d", "b", "c"]),
        ("member", "sum", [1, 2, 1]),
        ("member", "mean", [1 / 3, 1, 1]),
        ("member", "median", [0, 1, 1]),
        ("member", "quantile", [0, 1, 1]),
        ("tiny", "sum", [205, 200, 3]),
        ("name", "min", ["a", "b", "c"]),
        ("name", "mode", ["a", "b", "c"]),
        ("thing", "mode", [1, 2, None]),
        ("thing", "count distinct", [3, 2, 0]),
        ("name", "concatenate", ["a, d", "b, b", "c"]),
        ("kind", "mode", ["b", "a", "b"]),
        ("size", "max", ["L", "S", None]),
        ("born", "mode", [pd.Timestamp("2020-01-03"), pd.Timestamp("2020-01-01"), None]),
        ("born", "mean", [pd.Timestamp("2020-01-13 08:00"), pd.Timestamp("2020-01-03"), None]),
        ("income", "range", [50, 40, 0]),
        ("tiny", "range", [95, 0, 0]),
        ("tiny", "product", [50_000, 10_000, 3]),
        ("visits", "product", [24, 5, 1]),
        ("visits", "count missing", [0, 0, 1]),
        ("income", "share missing", [1 / 3, 0, 0]),
        ("member", "any", [True, True, True]),
        ("member", "all", [False, True, True]),
        ("maybe", "any", [True, True, False]),
        ("maybe", "all", [True, False, True]),
        ("born", "range", [pd.Timedelta(days=29), pd.Timedelta(days=4), None]),
        ("waited", "range", [pd.Timedelta("4h"), pd.Timedelta("4h"), None]),
        ("name", "concatenate distinct", ["a, d", "b", "c"]),
        ("thing", "concatenate distinct", ["1, a, 2", "a, 2", None]),
        ("waited", "sum", [pd.Timedelta("12h"), pd.Timedelta("6h"), pd.Timedelta(0)]),
        ("month", "max", [pd.Period("2026-05", "M"), pd.Period("2026-05", "M"), None]),
    ],
)
def test_a_method_computes_what_a_person_expects(column, method, expected):
    made = group(aggregations={column: method})[
        f"{column}_{method.replace(' ', '_')}{'_0.5' if method == 'quantile' else ''}"
    ]
    assert [None if pd.isna(value) else value for value in made] == expected


def test_spread_and_quantiles():
    made = group([], [{"column": "age", "method": method} for method in ("std", "var")])
    assert made["age_std"].tolist() == [pytest.approx(statistics.stdev([1, 2, 3, 4, 5, 5]))]
    assert made["age_var"].tolist() == [pytest.approx(statistics.variance([1, 2, 3, 4, 5, 5]))]
    two = [{"column": "age", "method": "quantile", "quantile": share} for share in (0.0, 0.9)]
    assert group([], two).to_dict("list") == {"age_quantile_0": [1.0], "age_quantile_0.9": [5.0]}


def test_skewness_is_that_of_scipy():
    from scipy.stats import skew

    made = group([], {"income": "skewness"})
    assert made["income_skewness"].tolist() == [pytest.approx(skew([10, 20, 30, 50, 70], bias=False))]


def test_a_weighted_mean_leaves_out_rows_without_value_or_weight():
    one = {"column": "income", "method": "weighted mean", "weight": "visits"}
    made = group(["city"], [one])["income_weighted_mean"].tolist()
    assert made[:2] == [(20 * 2 + 70 * 6) / 8, (10 * 1 + 50 * 5) / 6]
    assert pd.isna(made[2])
    zero = group([], [one], TABLE.assign(visits=0))
    assert zero.isna().all(axis=None)


def test_one_entry_may_name_many_columns():
    made = group(["age"], [{"columns": {"types": ["number"]}, "method": "max"}])
    assert list(made) == ["age", "income_max", "half_max", "tiny_max", "visits_max"]
    entries = [{"columns": {"pattern": "*me"}, "method": "count"}, {"columns": ["age"], "method": "min", "name": "low"}]
    made = group(["city"], entries, names="{method} of {column}")
    assert list(made) == ["city", "count of income", "count of name", "low"]
    table = TABLE[["age"]].rename(columns={"age": "{method}"})
    assert list(group([], {"{method}": "sum"}, table)) == ["{method}_sum"]


@pytest.mark.parametrize("method", ["sum", "product", "range"])
@pytest.mark.parametrize("dtype", ["int64", "Int64"])
def test_whole_numbers_that_become_too_large_are_no_wrong_result(method, dtype):
    table = pd.DataFrame({"big": pd.array([2**62, 2**62, -(2**62) - 5], dtype=dtype), "k": [1, 1, 2]})
    with pytest.raises(DataError, match=f'the {method} of "big" is too large'):
        group([] if method == "range" else ["k"], {"big": method}, table)
    assert group(["k"], {"big": "sum"}, table.iloc[1:])["big_sum"].tolist() == [2**62, -(2**62) - 5]


def test_short_numbers_are_summarised_as_longer_ones():
    table = pd.DataFrame({"x": np.array([1, 1, 60_000, np.inf], dtype="float16")})
    assert group([], {"x": "mode"}, table)["x_mode"].tolist() == [1.0]
    assert group([], {"x": "max"}, table)["x_max"].tolist() == [np.inf]
    assert group([], {"x": "sum"}, table.iloc[[2, 2]])["x_sum"].tolist() == [2 * 60_000]


def test_objects_stay_objects_whatever_the_group_holds():
    table = pd.DataFrame({"k": [1, 2], "x": pd.Series(["a", "b"], dtype=object)})
    made = group(["k"], [{"column": "x", "method": method, "name": method} for method in ("first", "last")], table)
    assert [str(made[name].dtype) for name in ("first", "last")] == ["object", "object"]


def test_columns_and_keys_of_any_name_can_be_summarised():
    names = ["0", 'say "hi"', "a.b", "", "😀", "self", "index", "size"]
    table = pd.DataFrame([range(len(names))] * 2, columns=names)
    for name in names:
        rest = [one for one in names if one != name]
        made = group([name], [{"columns": rest, "method": "sum", "name": "{column}"}], table)
        assert made[names].iloc[0].tolist() == [
            number if one == name else number * 2 for number, one in enumerate(names)
        ]


def test_a_result_is_called_as_asked():
    one = {"column": "name", "method": "concatenate", "name": "names", "separator": "; "}
    assert group(["member"], [one]).to_dict("list") == {"member": [False, True], "names": ["a; d", "b; c; b"]}


def test_without_keys_the_whole_table_is_one_group():
    made = group([], {"income": "sum", "name": "mode", "age": "max"}, count_rows=True)
    assert made.to_dict("list") == {"rows": [6], "income_sum": [180.0], "name_mode": ["b"], "age_max": [5]}


def test_no_rows_as_one_group_have_counts_and_sums_of_zero():
    aggregations = {"income": "sum", "age": "count", "name": "first", "waited": "sum", "visits": "max"}
    made = group([], aggregations, TABLE.iloc[:0], count_rows=True)
    assert made.iloc[0].tolist()[:3] == [0, 0.0, 0]
    assert made["waited_sum"].tolist() == [pd.Timedelta(0)]
    assert made[["name_first", "visits_max"]].isna().all(axis=None)
    made = group([], {"age": "product", "member": "any", "maybe": "all"}, TABLE.iloc[:0])
    assert made.iloc[0].tolist() == [1, False, True]
    assert [str(dtype) for dtype in made.dtypes] == ["int64", "bool", "boolean"]


def test_no_rows_make_no_group_when_there_are_keys():
    made = group(["city", "size"], {"income": "sum"}, TABLE.iloc[:0])
    assert made.shape == (0, 3)
    assert made["size"].dtype == TABLE["size"].dtype


def test_several_keys_of_any_type_keep_their_dtypes():
    keys = ["city", "size", "visits", "maybe", "seen"]
    made = group(keys, {"age": "sum"})
    pd.testing.assert_series_equal(made[keys].dtypes, TABLE[keys].dtypes)
    assert made["age_sum"].sum() == TABLE["age"].sum()
    assert len(made) == len(TABLE[keys].drop_duplicates())


def test_a_key_may_be_called_as_the_index():
    assert group(["city"], {"age": "sum"}, TABLE.rename_axis("city"))["age_sum"].tolist() == [11, 6, 3]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"keys": ["cty"]}, 'did you mean "city"'),
        ({"aggregations": {"incom": "sum"}}, 'did you mean "income"'),
        ({"aggregations": {"": "sum"}}, "no column is chosen"),
        ({"aggregations": {"name": "sum"}}, 'the sum of "name" cannot be computed, it is a text column'),
        ({"aggregations": {"kind": "min"}}, 'the min of "kind"'),
        ({"aggregations": {"waited": "var"}}, 'the var of "waited"'),
        ({"aggregations": {"born": "sum"}}, 'the sum of "born"'),
        ({"aggregations": {"month": "mean"}}, 'the mean of "month"'),
        ({"aggregations": [{"column": "age"}, {"column": "age"}]}, 'called "age_sum"'),
        ({"keys": ["rows"]}, 'no column "rows"'),
        ({"aggregations": [{"columns": {"pattern": "x*"}}]}, "no column fits the pattern"),
        ({"aggregations": [{"columns": "*", "method": "mean"}]}, 'the mean of "city"'),
        ({"aggregations": [{"columns": ["age", "income"], "name": "a"}]}, 'called "a"'),
        ({"aggregations": [{"column": "age", "method": "weighted mean"}]}, "no column is chosen"),
        ({"aggregations": [{"column": "age", "method": "weighted mean", "weight": "name"}]}, "weights must be numbers"),
        ({"keys": ["age"], "aggregations": [{"column": "income", "name": "age"}]}, 'called "age"'),
        ({"aggregations": {"seen": "list"}}, 'the list of "seen"'),
        ({"aggregations": [{"column": "age", "method": "covariance", "other": "name"}]}, "second column of numbers"),
    ],
)
def test_what_cannot_be_computed_is_refused_before_anything_runs(settings, words):
    with pytest.raises(DataError, match=words):
        GroupBy.from_settings(settings).spec({"table": TableSpec.of(TABLE)})


def test_lists_cannot_be_keys():
    with pytest.raises(DataError, match="cannot be grouped"):
        group(["x"], table=pd.DataFrame({"x": [[1], [2]]}))


def possible(column):
    spec = TableSpec.of(TABLE)[column]
    kind = "ordered category" if spec.ordered else spec.type
    every = EVERY - set(LISTS) if column in ("seen", "month") else EVERY
    return [*every, *({"min", "max"} if column == "month" else METHODS.get(kind, set()))]


@pytest.mark.parametrize("column", [name for name in TABLE.columns if name != "city"])
@pytest.mark.parametrize("keys", [["city"], ["city", "age"], []], ids=["one key", "two keys", "no key"])
def test_the_spec_knows_the_dtype_of_everything_that_can_be_computed(column, keys):
    aggregations = [
        {"column": column, "method": method, "name": method, "weight": "age", "other": "half"}
        for method in possible(column)
    ]
    node = GroupBy.from_settings({"keys": keys, "aggregations": aggregations})
    predicted = node.spec({"table": TableSpec.of(TABLE)})["table"]
    made = node.run(TABLE)
    assert predicted == TableSpec.of(made)
    assert made["rows"].sum() == len(TABLE)


ROWS = st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.none() | st.integers(-9, 9)), min_size=1, max_size=15)


@given(ROWS, st.sampled_from(["Int64", "float64", "Int8"]))
def test_the_groups_give_what_plain_python_gives(rows, dtype):
    table = pd.DataFrame(
        {
            "k": pd.array([key for key, _ in rows], dtype="str"),
            "x": pd.array([value for _, value in rows], dtype="Int64"),
        }
    )
    table["x"] = table["x"].astype(dtype)
    methods = ["sum", "min", "max", "mean", "count", "count distinct", "mode", "first", "last"]
    made = group(["k"], [{"column": "x", "method": method, "name": method} for method in methods], table)
    for _, row in made.iterrows():
        values = [x for k, x in rows if x is not None and (k == row["k"] or (k is None and pd.isna(row["k"])))]
        assert row["sum"] == sum(values)
        assert (row["count"], row["count distinct"]) == (len(values), len(set(values)))
        if values:
            most = max(Counter(values).values())
            assert row["mode"] == min(value for value, count in Counter(values).items() if count == most)
            assert (row["min"], row["max"], row["first"], row["last"]) == (
                min(values),
                max(values),
                values[0],
                values[-1],
            )
            assert math.isclose(row["mean"], statistics.fmean(values), abs_tol=1e-9)
        else:
            assert pd.isna(row["mode"])
            assert pd.isna(row["mean"])


def test_the_names_of_results_say_what_they_are():
    assert Aggregation(columns=["a"], method="count distinct").result("a") == "a_count_distinct"
    assert Aggregation(columns=["a"], method="correlation", other="b").result("a") == "a_correlation_b"


NUMBERS = pd.DataFrame(
    {
        "k": [*"aaaaabbbbbcd", None],
        "x": [1.0, 2, 4, 8, np.nan, 3, 3, 3.5, 9, 1, 5, np.nan, 7],
        "y": [2.0, 1, 5, 9, 4, 1, 1, np.nan, -4, 2, 6, 1, 3],
    }
)
SQL = {
    "kurtosis": "kurtosis(x)",
    "population std": "stddev_pop(x)",
    "population var": "var_pop(x)",
    "geometric mean": "geomean(x)",
    "geometric std": "exp(stddev_samp(ln(x)))",
    "median absolute deviation": "mad(x)",
    "sum of squares": "sum(x * x)",
    "sum of logs": "sum(ln(x))",
    "correlation": "corr(x, y)",
    "covariance": "covar_samp(x, y)",
}


@pytest.mark.parametrize("method", SQL)
@pytest.mark.parametrize("dtype", ["float64", "Float64"])
def test_figures_are_those_of_duckdb(method, dtype):
    import duckdb

    table = NUMBERS.astype({"x": dtype})
    made = group(["k"], [{"column": "x", "method": method, "other": "y", "name": "z"}], table, missing_keys="drop")
    rows = NUMBERS.assign(x=[None if value != value else value for value in NUMBERS["x"]])  # noqa: F841
    sql = f"SELECT k, {SQL[method]} FROM (SELECT k, nullif(x, 'nan') x, nullif(y, 'nan') y FROM rows) WHERE k IS NOT NULL "
    expected = [value for _, value in duckdb.sql(f"{sql} GROUP BY k ORDER BY k").fetchall()]
    for got, wanted in zip(made["z"], expected, strict=True):
        if wanted is None or wanted != wanted:
            assert pd.isna(got) or (method.startswith("sum") and got == 0)
        else:
            assert float(got) == pytest.approx(wanted, rel=1e-12)


def test_figures_are_those_of_numpy():
    made = group(["k"], [{"column": "x", "method": "mean absolute deviation", "name": "z"}], NUMBERS)
    values = [1, 2, 4, 8]
    assert made["z"][0] == pytest.approx(np.mean(np.abs(values - np.mean(values))))
    assert group([], [{"column": "x", "method": "count share"}], NUMBERS).iloc[0, 0] == 1
    assert group(["k"], [{"column": "x", "method": "count share", "name": "z"}], NUMBERS)["z"].tolist() == [
        *(4 / 11, 5 / 11, 1 / 11, 0, 1 / 11)
    ]


def test_a_geometric_mean_of_a_negative_number_is_missing_and_of_0_is_0():
    table = pd.DataFrame({"k": ["a", "a", "b", "b"], "x": [-1, 1, 0, 5]})
    made = group(["k"], [{"column": "x", "method": "geometric mean", "name": "z"}], table)["z"]
    assert pd.isna(made[0])
    assert made[1] == 0


def test_numbers_far_from_0_keep_their_spread():
    table = pd.DataFrame({"x": np.array([1.0, 2, 3, 4]) + 1e9, "y": np.array([2.0, 4, 6, 8]) - 1e9})
    made = group([], [{"column": "x", "method": method, "other": "y", "name": method} for method in SQL], table)
    assert made["correlation"][0] == 1
    assert made["covariance"][0] == pytest.approx(10 / 3)
    assert made["population var"][0] == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("column", "method", "expected"),
    [
        ("name", "list", [["a", "d"], ["b", "b"], ["c"]]),
        ("name", "list distinct", [["a", "d"], ["b"], ["c"]]),
        ("income", "list sorted", [[20.0, 70.0], [10.0, 50.0], [30.0]]),
        ("age", "list", [[2, 4, 5], [1, 5], [3]]),
        ("size", "list sorted", [["S", "L", "L"], ["S", "S"], []]),
        ("member", "list distinct", [[False, True], [True], [True]]),
        ("visits", "list", [[2, 2, 6], [1, 5], []]),
        ("name", "concatenate counts", ["a (1), d (1)", "b (2)", "c (1)"]),
    ],
)
def test_values_become_lists(column, method, expected):
    made = group(["city"], [{"column": column, "method": method, "name": "z"}])["z"].tolist()
    assert made == expected
    assert all(type(item) in (str, int, float, bool) for one in made if isinstance(one, list) for item in one)


def test_lists_keep_missing_values_where_wanted():
    how = [{"column": column, "method": "list", "missing": True, "name": column} for column in ("income", "name")]
    made = group(["city"], how)
    assert made["income"].tolist() == [[20.0, None, 70.0], [10.0, 50.0], [30.0]]
    assert made["name"].tolist() == [["a", None, "d"], ["b", "b"], ["c"]]
    assert group(["city"], [{"column": "income", "method": "list sorted", "missing": True}]).iloc[0, 1] == [
        20.0,
        70.0,
        None,
    ]
    apart = Explode.from_settings({"columns": ["income", "name"]}).run(made)
    expected = TABLE.sort_values("city", kind="stable")
    assert apart["income"].tolist()[0] == 20
    pd.testing.assert_series_equal(apart["income"], expected["income"].reset_index(drop=True))
    pd.testing.assert_series_equal(apart["name"], expected["name"].reset_index(drop=True))


def test_no_rows_make_an_empty_list():
    made = group([], [{"column": "name", "method": "list"}, {"column": "age", "method": "sum of squares"}], TABLE[:0])
    assert made.iloc[0].tolist() == [[], 0]


def test_tables_with_lists_are_stored_and_go_through_the_next_nodes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    TABLE.drop(columns=["thing", "month"]).to_parquet("in.parquet", index=False)
    made = []
    for _ in range(2):  # The second time from the store.
        w = Workflow("lists")
        lists = dict.fromkeys(("income", "name", "born", "age", "maybe", "kind"), "list")
        durations = w.add("prep.GroupBy", id="durations", keys=["city"], aggregations={"waited": "list distinct"})
        rows = w.add("io.ParquetReader", path="in.parquet")
        grouped = w.add("prep.GroupBy", id="group", keys=["city"], aggregations=lists, names="{column}")
        sorter = w.add("prep.Sorter", id="sort", by=[{"column": "city"}])
        apart = w.add("prep.Explode", id="apart", columns=["age"])
        for writer in ("io.ParquetWriter", "io.JsonWriter"):
            ending = writer.removeprefix("io.").removesuffix("Writer").lower()
            grouped >> w.add(writer, path=f"out.{ending}")
        rows >> grouped >> sorter >> apart
        rows >> durations
        run = w.run()
        made.append(run["apart"].table)
        assert run["group"].table["born"].tolist()[1] == [datetime(2020, 1, 1), datetime(2020, 1, 5)]
        assert run["durations"].table["waited_list_distinct"].tolist()[1] == [timedelta(hours=1), timedelta(hours=5)]
        assert run["group"].table["income"].tolist() == [[20.0, 70.0], [10.0, 50.0], [30.0]]
    assert made[0]["age"].tolist() == [2, 4, 5, 1, 5, 3]
    pd.testing.assert_frame_equal(*made)


@pytest.mark.parametrize(("method", "wanted"), [("sum of squares", math.inf), ("mean absolute deviation", None)])
def test_numbers_too_large_or_infinite_give_figures_without_a_warning(method, wanted):
    table = pd.DataFrame({"x": [1e300, math.inf]})
    made = GroupBy.from_settings({"aggregations": [{"columns": ["x"], "method": method, "name": "y"}]}).run(table)
    assert made["y"].tolist()[0] == wanted if wanted else math.isnan(made["y"].tolist()[0])


def test_days_of_arrow_have_a_deviation_as_other_dates_have():
    days = pd.Series(pd.to_datetime(["2026-01-01", "2026-01-03", None, "2026-01-08"]))
    table = pd.DataFrame({"plain": days, "arrow": days.astype(pd.ArrowDtype(pa.date32()))})
    for method in ("std", "population std"):
        made = group([], {"plain": method, "arrow": method}, table).iloc[0]
        assert made.iloc[0] == made.iloc[1] > pd.Timedelta(days=2)


EXAMPLES = [
    Example(
        {"keys": ["city"], "aggregations": {"income": "mean", "name": "concatenate", "age": "mode"}}, {"table": TABLE}
    ),
    Example({"keys": ["size", "kind"], "aggregations": {"visits": "sum"}, "missing_keys": "drop"}, {"table": TABLE}),
    Example({"aggregations": {"tiny": "sum", "born": "max"}, "count_rows": False}, {"table": TABLE}),
    Example({"keys": ["city"], "aggregations": {"waited": "sum"}}, {"table": TABLE.iloc[:0]}),
]
