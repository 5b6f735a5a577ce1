"""MissingValues and the values that it leaves in its model."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.impute import KNNImputer
from sklearn.preprocessing import StandardScaler

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep._numbers import median
from knode_nodes.prep.fill_values import FillValues
from knode_nodes.prep.missing_values import MissingValues

TABLE = pd.DataFrame(
    {
        "age": [31.0, None, 40.0, 22.0],
        "small": np.array([1.5, np.nan, 3.5, 2.5], dtype="float32"),
        "whole": [1, 2, 3, 4],
        "visits": pd.array([1, None, 2, 4], dtype="Int64"),
        "tiny": pd.array([1, 2, None, 3], dtype="Int8"),
        "name": ["Anna", None, "Bo", "Bo"],
        "city": pd.Categorical(["Bern", None, "Oslo", "Bern"]),
        "size": pd.Categorical(["S", "M", None, "S"], categories=["S", "M", "L"], ordered=True),
        "grade": pd.Categorical([1, None, 2, 2]),
        "member": pd.array([True, None, True, False], dtype="boolean"),
        "active": [True, False, True, True],
        "born": pd.to_datetime(["1990-01-31", None, "2005-06-01", "1980-12-24"]).as_unit("s"),
        "seen": pd.to_datetime(["2026-01-01", None, "2026-07-02", "2026-01-04"]).tz_localize("Europe/Oslo"),
        "waited": pd.to_timedelta(["1h", None, "-2h", "4h"]),
        "month": pd.PeriodIndex(["2026-01", None, "2026-04", "2026-05"], freq="M"),
        "mixed": pd.array(["a", None, 3, [4]], dtype=object),
    },
    index=[7, 5, 3, 1],
)
LEFT = ["month", "mixed"]


def fill(table=TABLE, **settings):
    return MissingValues.from_settings(settings).run(table)


def filled(column, row, **settings):
    return fill(TABLE[[column]], **settings).table[column].iloc[row]


def test_by_default_numbers_and_dates_get_the_median_and_all_else_the_most_frequent_value():
    table = fill().table
    second = table.iloc[1]
    assert (second["age"], second["small"], second["visits"], second["tiny"]) == (31.0, 2.5, 2, 2)
    assert (second["name"], second["city"], second["grade"], second["member"]) == ("Bo", "Bern", 2, True)
    assert table["size"].iloc[2] == "S"
    assert second["born"] == pd.Timestamp("1990-01-31")
    assert second["seen"] == pd.Timestamp("2026-01-04", tz="Europe/Oslo")
    assert second["waited"] == pd.Timedelta("1h")
    assert table.index.tolist() == [7, 5, 3, 1]
    assert not table.drop(columns=LEFT).isna().any().any()
    pd.testing.assert_frame_equal(table[LEFT], TABLE[LEFT])


def test_every_column_keeps_its_dtype():
    pd.testing.assert_series_equal(fill().table.dtypes, TABLE.dtypes)


@pytest.mark.parametrize(
    ("strategy", "expected"), [("mean", 31.0), ("median", 31.0), ("most_frequent", 22.0), ("min", 22.0), ("max", 40.0)]
)
def test_a_number_is_learnt_by_the_chosen_rule(strategy, expected):
    assert filled("age", 1, numbers=strategy) == expected


@pytest.mark.parametrize(("strategy", "expected"), [("min", "1980-12-24"), ("max", "2005-06-01")])
def test_a_date_is_learnt_by_the_chosen_rule(strategy, expected):
    assert filled("born", 1, dates=strategy) == pd.Timestamp(expected)


def test_constants_and_fixed_values_fill():
    assert filled("age", 1, numbers="constant", number=-1) == -1.0
    assert filled("name", 1, texts="constant", text="unknown") == "unknown"
    assert filled("city", 1, texts="constant") == "missing"
    assert filled("born", 1, values={"born": "2000-01-01"}) == pd.Timestamp("2000-01-01")
    assert filled("seen", 1, values={"seen": "2000-01-01"}) == pd.Timestamp("2000-01-01", tz="Europe/Oslo")
    assert filled("waited", 1, values={"waited": "2 days"}) == pd.Timedelta("2D")
    assert filled("visits", 1, values={"visits": 9}) == 9
    assert filled("grade", 1, values={"grade": 9}) == 9
    assert not filled("member", 1, values={"member": False})


def test_what_is_kept_stays_missing():
    table = fill(numbers="keep", texts="keep", dates="keep").table
    pd.testing.assert_frame_equal(table, TABLE)
    assert fill(columns=["age"]).table.isna().sum().sum() == TABLE.isna().sum().sum() - 1
    assert pd.isna(filled("member", 1, texts="constant"))


def test_a_constant_is_a_category_afterwards_whether_a_value_was_missing_or_not():
    known = pd.DataFrame({"city": pd.Categorical(["Bern", "Oslo"])})
    table, model = fill(known, texts="constant")
    assert table["city"].cat.categories.tolist() == ["Bern", "Oslo", "missing"]
    one = model.apply(pd.DataFrame({"city": pd.Categorical([None], categories=["Bern", "Oslo"])}))
    assert one["city"].tolist() == ["missing"]
    assert one["city"].dtype == table["city"].dtype


def test_whole_numbers_stay_whole_in_new_rows_too():
    model = fill(pd.DataFrame({"n": [1, 2, 3, 4]}), numbers="mean").model
    made = model.apply(pd.DataFrame({"n": [7, None]}))
    assert made["n"].tolist() == [7, 2]
    assert made["n"].dtype == "int64"


def test_new_values_that_training_could_not_hold_stay_what_they_are():
    model = fill(pd.DataFrame({"n": pd.array([1, 2], dtype="int8"), "x": np.array([1, 2], dtype="float32")})).model
    made = model.apply(pd.DataFrame({"n": [300.0, None], "x": [0.1, None]}))
    assert made["n"].tolist() == [300, 2]
    assert made["x"].tolist() == [0.1, 1.5]
    assert model.apply(pd.DataFrame({"n": [1.5, None], "x": [1.0, 2.0]}))["n"].tolist() == [1.5, 2]


def test_new_rows_may_miss_everything_in_a_column():
    model = fill().model
    nothing = pd.DataFrame({name: [None] for name in TABLE.columns})
    made = model.apply(nothing).drop(columns=LEFT)
    assert not made.isna().any().any()
    for name in ("age", "visits", "active", "name", "born", "seen"):
        assert made[name].dtype == TABLE[name].dtype


def test_a_category_that_training_did_not_see_stays():
    made = fill(TABLE[["city"]]).model.apply(pd.DataFrame({"city": ["Rome", None]}))
    assert made["city"].tolist() == ["Rome", "Bern"]


@pytest.mark.parametrize(
    ("column", "values", "row"),
    [
        ("age", [None, "old", "1"], 1),
        ("name", [None, 3.0], 1),
        ("member", ["yes"], 0),
        ("born", [None, "x"], 1),
        ("seen", [pd.NaT, pd.Timestamp("2026-01-01")], None),
    ],
)
def test_new_rows_of_another_type_are_refused_with_column_and_row(column, values, row):
    model = fill(TABLE[[column]]).model
    with pytest.raises(DataError) as error:
        model.apply(pd.DataFrame({column: values}))
    assert error.value.facts["column"] == column
    assert error.value.facts.get("row") == row


def test_a_missing_column_of_new_rows_is_named():
    with pytest.raises(DataError, match='"age"'):
        fill(TABLE[["age"]]).model.apply(pd.DataFrame({"aeg": [1.0]}))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"values": {"age": "x"}}, "a number"),
        ({"values": {"age": True}}, "a number"),
        ({"values": {"visits": 1.5}}, "a whole number"),
        ({"values": {"tiny": 1000}}, "from -128 to 127"),
        ({"values": {"name": 3}}, "a text"),
        ({"values": {"member": "yes"}}, "true or false"),
        ({"values": {"city": 3}}, "of the type of its categories"),
        ({"values": {"born": "soon"}}, "a date"),
        ({"values": {"born": "2026-01-01T00:00Z"}}, "without a time zone"),
        ({"values": {"month": "2026-01"}}, "cannot be filled"),
        ({"values": {"mixed": "x"}}, "cannot be filled"),
        ({"values": {"nam": "x"}}, 'did you mean "name"'),
        ({"columns": ["nam"]}, 'did you mean "name"'),
    ],
)
def test_a_value_that_a_column_cannot_hold_is_refused(settings, words):
    with pytest.raises(DataError, match=words):
        fill(**settings)


def test_a_column_without_any_value_asks_for_a_fixed_one():
    table = pd.DataFrame({"x": [None, None]}, dtype="float64")
    with pytest.raises(DataError, match="no values at all"):
        fill(table)
    assert fill(table, values={"x": 1}).table["x"].tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("strategy", "values", "row", "words"),
    [
        ("mean", [1.0, np.inf, -np.inf, None], 1, 'the mean of "a" is no finite number, as row 1 is infinite'),
        ("median", [np.inf, np.inf, 1.0, None], 0, 'the median of "a" is no finite number, as row 0'),
        ("mean", [1.7e308, 1.7e308, None], None, 'the mean of "a" is no finite number, as its numbers are too large'),
    ],
)
def test_an_infinite_number_never_fills_and_never_leaves_a_gap_in_silence(strategy, values, row, words):
    with pytest.raises(DataError, match=words) as error:
        MissingValues(numbers=strategy).run(pd.DataFrame({"a": values}, dtype="float64"))
    assert error.value.facts.get("row") == row


@pytest.mark.parametrize("dtype", ["Int64", "int64[pyarrow]", "double[pyarrow]", "Float64", "float64"])
def test_whole_numbers_of_another_dtype_get_that_of_training(dtype):
    model = fill(pd.DataFrame({"n": [1, 2, 9]})).model
    made = model.apply(pd.DataFrame({"n": pd.Series([4, None, -5], dtype=dtype)}))["n"]
    assert (made.tolist(), str(made.dtype)) == ([4, 2, -5], "int64")


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (datetime.date(2026, 1, 31), pd.ArrowDtype(pa.date32())),
        (1j, "complex128"),
    ],
)
def test_what_pandas_cannot_fill_with_plain_data_is_left_as_it_is(value, dtype):
    table = pd.DataFrame({"x": pd.Series([value, None], dtype=dtype), "y": [1.0, None]})
    made, model = fill(table)
    assert model.inputs.names == ["y"]
    pd.testing.assert_series_equal(made["x"], table["x"])
    with pytest.raises(DataError, match="cannot be filled"):
        fill(table, values={"x": 1})


def test_a_column_may_be_called_self():
    rows = pd.DataFrame({"self": [1.0, None]})
    assert FillValues({"self": 2.0}, {"self": "float64"}).transform(rows)["self"].tolist() == [1.0, 2.0]


def test_nothing_can_be_learnt_from_no_rows():
    with pytest.raises(DataError, match="no rows"):
        fill(TABLE.iloc[:0])


def test_no_rows_can_be_filled_by_a_model():
    made = fill().model.apply(TABLE.iloc[:0])
    pd.testing.assert_series_equal(made.dtypes, TABLE.dtypes)


def test_what_was_filled_stands_in_the_facts():
    facts = fill(TABLE[["age", "whole"]]).model.facts
    assert facts["missing"] == {"age": 1}
    assert facts["values"] == {"age": 31.0, "whole": 2}


def test_the_state_is_plain_data():
    estimator = fill().model.estimator
    assert type(estimator) is FillValues
    assert all(type(value) in (str, int, float, bool) for value in estimator.values.values())


def test_a_narrower_model_fills_the_same():
    model = fill().model.narrowed(["age", "city"])
    pd.testing.assert_frame_equal(model.apply(TABLE[["age", "city"]]), fill().table[["age", "city"]])


def test_many_columns_are_filled_without_complaint():
    wide = pd.DataFrame(np.where(np.eye(150) > 0, np.nan, 1.0), columns=[f"c{number}" for number in range(150)])
    assert fill(wide).table.to_numpy().sum() == 150 * 150


VALUES = {
    "float64": st.floats(-1e6, 1e6),
    "float32": st.floats(-1e3, 1e3, width=32),
    "Int64": st.integers(-100, 100),
    "Int8": st.integers(-100, 100),
    "UInt16": st.integers(0, 1000),
    "Float64": st.floats(-1e6, 1e6),
    "boolean": st.booleans(),
    "str": st.sampled_from("abc"),
    "category": st.sampled_from("abc"),
    "datetime64[us]": st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2030, 1, 1)),
    "datetime64[s]": st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2030, 1, 1)),
}


@st.composite
def tables(draw):
    rows = draw(st.integers(1, 8))
    made = {}
    for dtype, values in VALUES.items():
        cells = [draw(values), *draw(st.lists(st.none() | values, min_size=rows - 1, max_size=rows - 1))]
        made[dtype] = pd.Series(cells, dtype=object).astype(dtype)
    return pd.DataFrame(made)


@given(
    tables(),
    st.sampled_from(["median", "mean", "most_frequent", "min", "max"]),
    st.sampled_from(["most_frequent", "constant"]),
    st.data(),
)
def test_the_model_gives_for_any_rows_what_the_node_gave(table, numbers, texts, data):
    node = MissingValues(numbers=numbers, texts=texts)
    predicted = node.spec({"table": TableSpec.of(table)})["table"]
    made, model = node.run(table)
    assert [(one.name, one.dtype, one.categories) for one in predicted.columns] == [
        (one.name, one.dtype, one.categories) for one in TableSpec.of(made).columns
    ]
    rows = data.draw(st.lists(st.integers(0, len(table) - 1), unique=True))
    pd.testing.assert_frame_equal(model.apply(table.iloc[rows]), made.iloc[rows])


def test_true_is_no_fixed_value_for_categories_of_numbers():
    for value in (True, "x"):
        with pytest.raises(DataError, match='the fixed value for "grade" should be of the type of its categories'):
            MissingValues.from_settings({"columns": ["grade"], "values": {"grade": value}}).run(TABLE)
    made = MissingValues.from_settings({"columns": ["grade"], "values": {"grade": 7}}).run(TABLE).table
    assert made["grade"].tolist() == [1, 7, 2, 2]


@pytest.mark.parametrize("written", ["05.03.2026", "today"])
def test_a_fixed_date_is_written_with_the_year_first(written):
    with pytest.raises(DataError, match='the fixed value for "born" should be a date such as 2026-01-31'):
        MissingValues.from_settings({"columns": ["born"], "values": {"born": written}}).run(TABLE)


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"numbers": "mean", "texts": "constant", "dates": "min"}, {"table": TABLE.drop(columns="grade")}),
    Example({"columns": ["age"], "values": {"city": "Paris", "grade": 3}}, {"table": TABLE}),
    Example({"columns": [], "values": {"born": "2000-01-01"}}, {"table": TABLE}),
    Example({"numbers": "keep", "texts": "keep", "dates": "keep"}, {"table": TABLE}),
]


SERIES = pd.DataFrame(
    {
        "n": [None, 1.0, None, None, 4.0, None],
        "w": pd.array([None, 10, None, 15, None, None], dtype="Int64"),
        "t": pd.Series([None, "a", None, "b", None, "b"], dtype="str"),
        "d": pd.to_datetime(["2026-01-01", None, None, "2026-01-05", None, "2026-01-07"]).tz_localize("Asia/Tokyo"),
        "c": pd.Categorical([None, "x", None, "y", "y", None]),
        "b": pd.array([None, True, None, False, True, None], dtype="boolean"),
        "f": np.array([1, np.nan, 3, np.nan, np.nan, 6], dtype="float32"),
    }
).set_axis(list("uvwxyz"))


@pytest.mark.parametrize(("how", "filled"), [("previous", "ffill"), ("next", "bfill")])
def test_values_can_come_from_the_row_before_or_after(how, filled):
    table, model = MissingValues.from_settings({"numbers": how, "texts": how, "dates": how}).run(SERIES)
    expected = getattr(SERIES, filled)()
    known = expected.notna()
    for name in SERIES:
        assert table[name][known[name]].tolist() == expected[name][known[name]].tolist()
        assert table[name].notna().all()
        assert table[name].dtype == SERIES[name].dtype
    alone = model.apply(SERIES.iloc[2:3])
    assert alone[["n", "w", "t"]].to_numpy().tolist() == [[2.5, 12, "b"]]
    assert model.facts["training_rows"] == "filled from the rows before and after"


def test_numbers_can_lie_on_a_line_between_their_neighbours():
    table = MissingValues.from_settings({"numbers": "interpolate"}).run(SERIES).table
    assert table["n"].tolist() == [1, 1, 2, 3, 4, 4]
    assert table["w"].tolist() == [10, 10, 12, 15, 15, 15]
    assert table["w"].dtype == "Int64"
    pd.testing.assert_series_equal(table["f"], SERIES["f"].interpolate())


DEVICES = pd.DataFrame(
    {
        "device": ["a", "b", "a", "b", "a", None, "b", None, "a"],
        "n": [1.0, None, None, 8.0, 7.0, None, None, 5.0, None],
        "w": pd.array([None, 2, 4, None, None, 1, 9, None, 8], dtype="Int64"),
        "t": pd.Series([None, "x", "y", None, None, "z", None, None, None], dtype="str"),
        "d": pd.to_datetime([None, "2026-01-01", "2026-01-03", None, None, None, None, "2026-01-02", None]),
        "p": pd.array([Decimal("1.0"), None, None, None, Decimal("1.1"), None, Decimal("7.0"), None, None],
                      dtype=pd.ArrowDtype(pa.decimal128(9, 1))),
    }
).set_axis(list("rstuvwxyz"))  # fmt: skip


@pytest.mark.parametrize(("how", "filled"), [("previous", "ffill"), ("next", "bfill")])
def test_nothing_is_filled_from_the_rows_of_another_group(how, filled):
    every = {"numbers": how, "texts": how, "dates": how, "groups": ["device"]}
    table, model = MissingValues.from_settings(every).run(DEVICES)
    alone = getattr(DEVICES.groupby(DEVICES["device"].fillna("none")), filled)()
    for name in "nwtdp":
        known = alone[name].notna()
        assert table[name][known].tolist() == alone[name][known].tolist()
        assert table[name][~known].tolist() == model.apply(DEVICES)[name][~known].tolist()
        assert table[name].dtype == DEVICES[name].dtype


def test_lines_end_with_the_group():
    settings = {"numbers": "interpolate", "texts": "keep", "dates": "keep", "groups": ["device"]}
    table = MissingValues.from_settings(settings).run(DEVICES).table
    assert table["n"].tolist() == [1, 8, 4, 8, 7, 5, 8, 5, 7]
    assert table["w"].tolist() == [4, 2, 4, 6, 6, 1, 9, 1, 8]
    assert [str(one) for one in table["p"]] == ["1.0", "7.0", "1.1", "7.0", "1.1", "1.1", "7.0", "1.1", "1.1"]


def test_groups_need_something_that_is_filled_from_rows():
    node = MissingValues.from_settings({"groups": ["device"]})
    with pytest.raises(DataError, match="choose previous, next or interpolate"):
        node.spec({"table": TableSpec.of(DEVICES)})
    with pytest.raises(DataError, match="did you mean"):
        MissingValues.from_settings({"groups": ["devise"], "texts": "next"}).run(DEVICES)


def test_huge_whole_numbers_beside_a_gap_stay_exact():
    table = pd.DataFrame({"x": pd.array([2**63 - 1, None, 2**63 - 3, None], dtype="Int64")})
    made = MissingValues.from_settings({"numbers": "interpolate"}).run(table).table["x"]
    assert made.iloc[[0, 2]].tolist() == [2**63 - 1, 2**63 - 3]
    assert made.iloc[1] > 2**62


def test_columns_can_say_where_a_value_was_missing():
    node = MissingValues.from_settings({"indicators": True, "columns": ["n", "t", "d"]})
    table, model = node.run(SERIES)
    assert list(table.columns) == [*SERIES.columns, "n_missing", "t_missing", "d_missing"]
    assert table["n_missing"].tolist() == SERIES["n"].isna().tolist()
    narrow = model.narrowed(["t"])
    assert narrow.outputs.names == ["t", "t_missing"]
    assert narrow.apply(SERIES[["t"]])["t_missing"].tolist() == SERIES["t"].isna().tolist()
    with pytest.raises(DataError, match='would be called "n_missing"'):
        node.run(SERIES.assign(n_missing=1))


def test_a_model_from_before_there_were_indicators_works():
    old = FillValues.__new__(FillValues)
    old.__dict__.update(values={"x": 1.0}, dtypes={"x": "float64"})
    assert old.narrowed(["x"]).transform(pd.DataFrame({"x": [None, 2.0]}, dtype="float64"))["x"].tolist() == [1, 2]


EXAMPLES += [
    Example({"indicators": True, "suffix": " ?"}, {"table": SERIES}),
    Example({"numbers": "interpolate", "texts": "previous", "dates": "next", "indicators": True}, {"table": SERIES}),
    Example({"numbers": "interpolate", "texts": "next", "dates": "previous", "groups": ["device"]}, {"table": DEVICES}),
]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=False), st.integers(-3, 3)), min_size=1, max_size=30))
def test_a_median_is_that_of_pandas(values):
    column = pd.Series(values, dtype="float64")
    if column.notna().any():
        with np.errstate(all="ignore"):
            # The two zeros are one number.
            np.testing.assert_array_equal(median(column.to_numpy()), column.median())


def nearest(table, **given):
    return MissingValues.from_settings({"numbers": "nearest rows", **given}).run(table)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 4), st.integers(2, 4))
def test_numbers_of_the_nearest_rows_are_those_of_scikit_learn(seed, count, width):
    rng = np.random.default_rng(seed)
    numbers = rng.normal(size=(30, width)) * 10.0 ** rng.integers(-3, 6, width)
    numbers[rng.random((30, width)) < 0.3] = np.nan
    numbers[0] = 1.0
    numbers = numbers[~np.isnan(numbers).all(axis=1)]
    table = pd.DataFrame(numbers, columns=list("abcd"[:width])).assign(t="x")
    made, model = nearest(table, nearest=count)
    scaler = StandardScaler()
    expected = KNNImputer(n_neighbors=count).fit_transform(scaler.fit_transform(numbers))
    np.testing.assert_allclose(made[list("abcd"[:width])], scaler.inverse_transform(expected), rtol=1e-9)
    one_by_one = pd.concat([model.apply(table.iloc[[row]]) for row in range(6)])
    pd.testing.assert_frame_equal(one_by_one, made.head(6))


def test_nearest_rows_keep_whole_numbers_whole_and_known_ones_as_they_are():
    table = pd.DataFrame(
        {
            "big": np.array([2**62 + 1, 2**62 + 3, 5, 6, 7]),
            "n": pd.array([1, 2, None, 8, 9], dtype="Int8"),
            "x": [0.0, np.inf, 1.0, np.nan, 1.5],
            "f": np.array([1, np.nan, 3, 4, 5], dtype="float32"),
        },
        index=list("edcba"),
    )
    made, model = nearest(table, nearest=2, indicators=True)
    assert made[["big", "n", "x", "f"]].dtypes.astype(str).tolist() == ["int64", "Int8", "float64", "float32"]
    assert made["big"].tolist() == table["big"].tolist()
    assert made["x"].tolist()[:3] == [0.0, np.inf, 1.0]
    assert made["n"].tolist()[2] == 8
    assert made["n_missing"].tolist() == [False, False, True, False, False]
    assert model.facts["missing"] == {"n": 1, "x": 1, "f": 1}
    huge = pd.DataFrame({"big": [1], "n": pd.array([None], dtype="Int8"), "x": [1e308], "f": [None]}, index=["z"])
    assert model.apply(huge)[["n", "f"]].notna().all(axis=None)


def test_a_row_without_numbers_gets_the_medians_and_fixed_values_go_first():
    table = pd.DataFrame({"a": [1.0, 2.0, 9.0, None], "b": [10.0, 20.0, 90.0, None], "c": [1.0, None, 3.0, None]})
    made = nearest(table, values={"c": 7}, nearest=1).table
    assert made.iloc[3].tolist() == [2.0, 20.0, 7.0]
    assert made["c"].tolist() == [1, 7, 3, 7]
    assert nearest(table[["a"]]).table["a"].tolist() == [1, 2, 9, 2]


def test_few_rows_are_kept_to_find_the_nearest_among():
    table = pd.DataFrame({"a": np.arange(100.0), "b": np.arange(100.0) * 2, "c": [*[np.nan] * 99, 5.0]})
    table.loc[50, "b"] = np.nan
    made, model = nearest(table, known_rows=10, nearest=1)
    assert 10 <= len(model.estimator.rows) <= 12
    assert made["c"].tolist() == [5.0] * 100
    assert made["b"].notna().all()
    again = nearest(table, known_rows=10, nearest=1).table
    pd.testing.assert_frame_equal(again, made)


def test_texts_where_the_nearest_rows_had_numbers_are_refused():
    _, model = nearest(pd.DataFrame({"a": [1.0, None, 2.0], "b": [1, 2, 3]}))
    with pytest.raises(DataError, match='"a" held values of type number in training'):
        model.apply(pd.DataFrame({"a": ["x", None], "b": [1, 2]}))
    days = pd.DataFrame({"a": pd.to_datetime(["2026-01-31", "2026-02-01"]), "b": [1, 2]})
    with pytest.raises(DataError, match="in row 0 is of type date and time: convert the column to number before"):
        model.apply(days)
    with pytest.raises(DataError, match="too large to calculate a variance with"):
        nearest(pd.DataFrame({"a": [1e200, None, 2.0], "b": [1, 2, 3]}))
