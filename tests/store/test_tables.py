"""Every table comes back from the store exactly as it was."""

from __future__ import annotations

import datetime
import decimal
import json
import re
import string
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.core.errors import StoreDamaged, ValueRefused
from knode.core.spec import TableSpec
from knode.store.objects import ObjectStore
from knode.store.tables import TableCodec, check_table
from tests.dtypes import COLUMNS
from tests.store.same import assert_same_table

Back = Callable[..., pd.DataFrame]
UNITS = ["s", "ms", "us", "ns"]
INT_TYPES = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
floats = st.floats(width=64)
int64s = st.integers(-(2**63), 2**63 - 1)
stamps = st.integers(-(10**15), 10**15)
days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
decimals = st.decimals(allow_nan=True, allow_infinity=True) | st.just(decimal.Decimal("1.10"))
missing = st.sampled_from([None, np.nan, pd.NA, pd.NaT])
only_none = st.none()


def lists_of(cells: st.SearchStrategy[Any], rows: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(cells, min_size=rows, max_size=rows)


def object_series(cells: st.SearchStrategy[Any], rows: int) -> st.SearchStrategy[pd.Series]:
    return lists_of(cells, rows).map(objects)


def objects(values: list[Any]) -> pd.Series:
    array = np.empty(len(values), dtype=object)
    for position, value in enumerate(values):
        array[position] = value
    return pd.Series(array, dtype=object)


def cells_of_one_kind() -> st.SearchStrategy[st.SearchStrategy[Any]]:
    """Strategies for cells, each of one kind, nested up to twice."""
    leaf = st.sampled_from(
        [
            texts,
            st.booleans(),
            int64s,
            st.integers(0, 2**64 - 1),
            floats,
            st.binary(max_size=4),
            days,
            st.times().map(lambda value: value.replace(fold=0)),
            st.datetimes().map(lambda value: value.replace(fold=0)),
            st.timedeltas(datetime.timedelta(days=-(10**6)), datetime.timedelta(days=10**6)),
            decimals,
            st.none(),
            int64s.map(np.int64),
            st.floats(width=32).map(np.float32),
            st.booleans().map(np.bool_),
        ]
    )
    with_missing = leaf.flatmap(lambda kind: st.sampled_from([kind, kind | only_none]))
    nested = st.recursive(
        with_missing,
        lambda inner: st.tuples(inner, st.booleans()).map(
            lambda pair: st.lists(pair[0], max_size=3).map(tuple if pair[1] else list)
        ),
        max_leaves=3,
    )
    arrays = st.sampled_from(["int64", "float32", "bool"]).map(
        lambda dtype: st.lists(st.integers(0, 100), max_size=3).map(lambda values: np.array(values, dtype=dtype))
    )
    return nested | arrays


def gaps_may_be(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[st.SearchStrategy[Any]]:
    return st.sampled_from([kind, kind | only_none, kind | st.sampled_from([None, pd.NA, pd.NaT])])


def nullable(dtype: str, cells: st.SearchStrategy[Any], rows: int) -> st.SearchStrategy[pd.Series]:
    return lists_of(cells | st.just(pd.NA), rows).map(lambda values: pd.Series(pd.array(values, dtype=dtype)))


def categories(rows: int) -> st.SearchStrategy[pd.Series]:
    pools = [
        list(string.ascii_lowercase[:5]),
        [3, 1, 2],
        [0.5, np.inf],
        [datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)],
        [True, False],
        list(pd.date_range("2020", periods=3, freq="D", tz="Europe/Berlin")),
        [(1, 2), (2, 3)],
        [],
    ]

    def build(drawn: tuple[list[Any], bool, list[int]]) -> pd.Series:
        pool, ordered, codes = drawn
        index = pd.Index(pool, tupleize_cols=False)
        wanted = [min(code, len(pool) - 1) for code in codes]
        return pd.Series(pd.Categorical.from_codes(wanted, categories=index, ordered=ordered))

    return st.tuples(st.sampled_from(pools), st.booleans(), lists_of(st.integers(-1, 4), rows)).map(build)


def series(rows: int) -> st.SearchStrategy[pd.Series]:
    zones = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", datetime.timezone(datetime.timedelta(hours=-5))])
    units = st.sampled_from(UNITS)
    numbers = lists_of(stamps, rows)
    return st.one_of(
        lists_of(floats, rows).map(lambda v: pd.Series(v, dtype="float64")),
        lists_of(st.floats(width=16), rows).map(lambda v: pd.Series(v, dtype="float16")),
        lists_of(st.booleans(), rows).map(lambda v: pd.Series(v, dtype="bool")),
        st.tuples(st.sampled_from(INT_TYPES), lists_of(st.integers(0, 100), rows)).map(
            lambda d: pd.Series(d[1], dtype=d[0])
        ),
        lists_of(texts | st.just(None), rows).map(lambda v: pd.Series(v, dtype="str")),
        nullable("string[pyarrow]", texts, rows),
        nullable("string[python]", texts, rows),
        lists_of(texts | st.just(None), rows).map(
            lambda v: pd.Series(v, dtype=pd.StringDtype("python", na_value=np.nan))
        ),
        nullable("Int64", int64s, rows),
        nullable("UInt8", st.integers(0, 255), rows),
        nullable("Float32", st.floats(width=32, allow_nan=False), rows),
        nullable("boolean", st.booleans(), rows),
        st.tuples(numbers, units).map(lambda d: pd.Series(np.array(d[0], dtype=f"M8[{d[1]}]"))),
        st.tuples(numbers, units).map(lambda d: pd.Series(np.array(d[0], dtype=f"m8[{d[1]}]"))),
        st.tuples(lists_of(st.integers(0, 10**9), rows), units, zones).map(
            lambda d: (
                pd.Series(np.array(d[0], dtype="M8[s]")).dt.as_unit(d[1]).dt.tz_localize("UTC").dt.tz_convert(d[2])
            )
        ),
        st.tuples(lists_of(st.integers(-1000, 1000), rows), st.sampled_from(["M", "D", "h", "Q-DEC", "W-SUN"])).map(
            lambda d: pd.Series(pd.arrays.PeriodArray(np.array(d[0], dtype="int64"), dtype=pd.PeriodDtype(d[1])))
        ),
        categories(rows),
        cells_of_one_kind().flatmap(gaps_may_be).flatmap(lambda cells: object_series(cells, rows)),
        arrow_series(rows),
    )


def arrow_series(rows: int) -> st.SearchStrategy[pd.Series]:
    kinds: list[tuple[Any, st.SearchStrategy[Any]]] = [
        (pa.int32(), st.integers(0, 9)),
        (pa.bool_(), st.booleans()),
        (pa.string(), texts),
        (pa.large_binary(), st.binary(max_size=3)),
        (pa.date32(), days),
        (pa.decimal128(10, 2), st.decimals(-1000, 1000, places=2)),
        (
            pa.timestamp("ms", "UTC"),
            st.datetimes(timezones=st.just(datetime.UTC)).map(lambda v: v.replace(microsecond=0)),
        ),
        (pa.list_(pa.int8()), st.lists(st.integers(0, 9) | only_none, max_size=3)),
        (pa.struct({"a": pa.int8(), "b": pa.string()}), st.fixed_dictionaries({"a": st.integers(0, 9), "b": texts})),
        (pa.null(), only_none),
    ]

    def of(kind: tuple[Any, st.SearchStrategy[Any]]) -> st.SearchStrategy[pd.Series]:
        return lists_of(kind[1] | only_none, rows).map(
            lambda values: pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([pa.array(values, type=kind[0])])))
        )

    return st.sampled_from(kinds).flatmap(of)


def indexes(rows: int) -> st.SearchStrategy[pd.Index]:
    titles = st.sampled_from([None, "name", 3, 1.5, True])
    plain = series(rows).filter(lambda values: values.dtype not in ("float16",)).map(pd.Index)
    named = st.tuples(plain, titles).map(lambda drawn: drawn[0].rename(drawn[1]))
    ranges = st.sampled_from([pd.RangeIndex(rows), pd.RangeIndex(5, 5 - 2 * rows, -2, name="r")])
    dates = st.sampled_from(
        [
            pd.date_range("2020", periods=rows, freq="D"),
            pd.date_range("2020", periods=rows, freq="MS", tz="UTC"),
            pd.timedelta_range("1h", periods=rows, freq="h"),
            pd.period_range("2020", periods=rows, freq="Q"),
        ]
    )
    simple = lists_of(st.sampled_from("abc"), rows)
    several = st.tuples(simple, lists_of(st.integers(0, 3), rows)).map(
        lambda drawn: pd.MultiIndex.from_arrays([pd.Index(drawn[0], dtype="str"), drawn[1]], names=["a", None])
    )
    return named | ranges | dates | several


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(st.integers(0, 7))
    names = draw(st.lists(texts, max_size=4, unique=True))
    columns = [draw(series(rows)) for _ in names]
    frame = pd.DataFrame(dict(enumerate(columns)), index=pd.RangeIndex(rows))
    frame.columns = pd.Index(
        names, dtype=draw(st.sampled_from(["str", "object"])), name=draw(st.sampled_from([None, "c"]))
    )
    frame.index = draw(indexes(rows))
    frame.attrs = draw(st.sampled_from([{}, {"source": "a.csv", "n": [1, 2.5, None]}]))
    return frame


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(frame=frames(), start=st.integers(0, 3), step=st.sampled_from([1, 1, 2]))
def test_any_table_comes_back_exactly_and_so_does_any_slice_of_it(
    tmp_path_factory: pytest.TempPathFactory, frame: pd.DataFrame, start: int, step: int
) -> None:
    objects = ObjectStore(tmp_path_factory.mktemp("objects"))
    codec = TableCodec()
    for table in (frame, frame.iloc[start::step]):
        check_table(table)
        payload = json.loads(json.dumps(codec.dump(table, objects)))
        assert_same_table(table, codec.load(payload, objects))


@settings(max_examples=75, suppress_health_check=list(HealthCheck))
@given(frame=frames(), start=st.integers(0, 3))
def test_the_same_table_has_the_same_bytes_however_it_came_about(
    tmp_path_factory: pytest.TempPathFactory, frame: pd.DataFrame, start: int
) -> None:
    objects = ObjectStore(tmp_path_factory.mktemp("objects"))
    codec = TableCodec()
    part = frame.iloc[start:]
    payload = codec.dump(part, objects)
    assert codec.dump(part.copy(deep=True), objects) == payload
    joined = pd.concat([part.iloc[:1], part.iloc[1:]]) if len(part) > 1 else part
    joined.index, joined.columns, joined.attrs = part.index, part.columns, part.attrs
    if list(joined.dtypes) == list(part.dtypes):
        assert codec.dump(joined, objects) == payload
    assert codec.dump(codec.load(payload, objects), objects) == payload


@settings(max_examples=75, suppress_health_check=list(HealthCheck))
@given(frame=frames(), data=st.data())
def test_a_table_that_shares_columns_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, frame: pd.DataFrame, data: st.DataObject
) -> None:
    objects = ObjectStore(tmp_path_factory.mktemp("objects"))
    codec = TableCodec()
    payload = codec.dump(frame, objects)
    names = list(frame.columns)
    kept = data.draw(st.permutations(names)) if names else []
    changed = frame[list(kept)[: len(kept) // 2 + 1]].assign(new=range(len(frame)))
    again = codec.dump(changed, objects, [(frame, payload)])
    assert_same_table(changed, codec.load(again, objects))
    third = changed.rename(columns={"new": "newer"})
    assert_same_table(third, codec.load(codec.dump(third, objects, [(changed, again), (frame, payload)]), objects))


REFUSED = re.compile(
    r"complex\d+|longdouble|sparse|ranges|category of (ranges|objects)|mixed|huge|dicts|lists|sets|timestamps"
    r"|Arrow (dictionary|\w+_view)"
)
"""The columns of `tests.dtypes` that the store refuses, by how their names begin."""


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("rows", [0, 1, 6])
def test_a_column_of_every_type_comes_back_exactly_or_is_refused(back: Back, name: str, rows: int) -> None:
    table = pd.DataFrame({"x": COLUMNS[name].iloc[:rows]})
    try:
        made = back(table)
    except ValueRefused as error:
        assert REFUSED.match(name), error
        return
    assert not REFUSED.match(name) or COLUMNS[name].dtype == object
    assert_same_table(table, made)
    assert TableSpec.of(made, ranges=True) == TableSpec.of(table, ranges=True)


def test_a_table_without_columns_keeps_its_rows(back: Back) -> None:
    for frame in (
        pd.DataFrame(index=range(5)),
        pd.DataFrame({"a": [1, 2]})[[]],
        pd.DataFrame(),
        pd.DataFrame(index=pd.Index([], dtype="str")),
        pd.DataFrame(columns=pd.Index([], dtype=object)),
    ):
        assert_same_table(frame, back(frame))


def test_a_column_that_is_strided_or_of_the_other_byte_order_comes_back(back: Back) -> None:
    frame = pd.DataFrame(np.arange(12.0).reshape(4, 3), columns=["a", "b", "c"])
    frame["big"] = pd.Series(np.arange(4, dtype=">i4"))
    frame["bigger"] = pd.Series(np.arange(4, dtype=">f8"))
    assert_same_table(frame, back(frame))
    assert_same_table(frame.iloc[::-2], back(frame.iloc[::-2]))


def test_a_flag_against_repeated_labels_comes_back(back: Back) -> None:
    frame = pd.DataFrame({"a": [1, 2]}).set_flags(allows_duplicate_labels=False)
    assert back(frame).flags.allows_duplicate_labels is False


def test_levels_of_an_index_that_no_row_uses_are_not_kept(back: Back) -> None:
    index = pd.MultiIndex.from_product([["a", "b", "c"], pd.date_range("2020", periods=3)], names=["x", "y"])
    frame = pd.DataFrame({"v": range(9)}, index=index).iloc[2:4]
    loaded = back(frame)
    assert_same_table(frame, loaded)
    assert len(loaded.index.levels[0]) == 2


def test_a_category_keeps_the_name_and_the_frequency_of_its_categories(back: Back) -> None:
    days = pd.date_range("2020", periods=3, freq="D", name="day")
    frame = pd.DataFrame({"c": pd.Categorical.from_codes([0, 2, -1], categories=days)})
    loaded = back(frame)
    assert_same_table(frame, loaded)
    assert loaded["c"].cat.categories.name == "day"


def test_what_lies_below_a_gap_is_no_content(store: Any) -> None:
    mask = np.array([False, True, False])
    left = pd.DataFrame({"a": pd.arrays.IntegerArray(np.array([1, 7, 3]), mask)})
    right = pd.DataFrame({"a": pd.arrays.IntegerArray(np.array([1, 9, 3]), mask)})
    assert store.dump("table", left) == store.dump("table", right)
    sloppy = pa.Array.from_buffers(
        pa.large_string(),
        2,
        [pa.py_buffer(b"\x01"), pa.py_buffer(np.array([0, 1, 3])), pa.py_buffer(b"abc")],
    )
    texts = pd.DataFrame({"a": pd.array(sloppy, dtype="str")})
    assert store.dump("table", texts) == store.dump("table", pd.DataFrame({"a": pd.Series(["a", None], dtype="str")}))


def test_a_slice_does_not_write_the_rows_of_its_parent(store: Any) -> None:
    frame = pd.DataFrame({"s": [f"text {i}" for i in range(100_000)], "n": range(100_000)})
    frame["c"] = frame["s"].str[:6].astype("category")
    payload = store.dump("table", frame.iloc[500:510])
    assert sum(payload["objects"].values()) < 10_000


def test_a_loaded_table_is_mapped_into_memory_and_its_shallow_copy_can_be_edited(store: Any, back: Back) -> None:
    frame = pd.DataFrame({"a": np.arange(1000.0), "b": np.arange(1000) > 3, "s": "x"})
    loaded = back(frame)
    assert not loaded["a"].to_numpy().flags.owndata
    copy = loaded.copy(deep=False)
    copy.loc[0, "a"] = 7.0
    copy["b"] = ~copy["b"]
    copy.loc[1, "s"] = "y"
    assert_same_table(frame, loaded)


@pytest.mark.parametrize("zone", ["Europe/Berlin", datetime.UTC, zoneinfo.ZoneInfo("UTC")])
def test_time_zones_come_back(back: Back, zone: Any) -> None:
    frame = pd.DataFrame({"t": pd.date_range("2020-03-29", periods=5, freq="h", tz="UTC").tz_convert(zone)})
    assert_same_table(frame, back(frame))


def test_a_part_that_is_no_arrow_file_is_damage(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path)
    codec = TableCodec()
    payload = codec.dump(pd.DataFrame({"a": [1, 2]}), objects)
    (tmp_path / payload["parts"][0]).write_bytes(b"rubbish" * 100)
    with pytest.raises(StoreDamaged, match="cannot be read"):
        codec.load(payload, objects)
    other = codec.dump(pd.DataFrame({"a": [True]}), objects)
    with pytest.raises(StoreDamaged, match="cannot be read"):
        codec.load({**payload, "parts": other["parts"]}, objects)
