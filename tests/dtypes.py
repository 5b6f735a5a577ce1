"""A column of every type that pandas has, of six rows, most of them with a gap: what nodes and the store may be given."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

TEXTS = ["a", "b", None, "1", "", "é"]
MOMENTS = ["2026-03-29 01:30", "2026-10-25 02:30", None, "2020-01-01", "2020-01-01", "1969-12-31 23:59:59.123"]
UNITS = ("s", "ms", "us", "ns")
WIDTHS = [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]
DAYS = [datetime.date(2020, 1, 1), datetime.date(2021, 2, 3), None, *[datetime.date(1969, 1, day) for day in (1, 1, 2)]]
TIMES = [datetime.time(1, 2), datetime.time(3), None, datetime.time(4), datetime.time(1, 2), datetime.time(0)]
EXACT = [Decimal(value) if value else None for value in ("1.10", "2", "", "3", "2", "-0.5")]
BYTES = [b"a", b"\xff", None, b"", b"a", b"b"]
LISTS = [[1], [2, 3], None, [], [1], [None]]


def arrow(kind: Any, values: Iterable[Any]) -> pd.Series:
    """A column of an Arrow type."""
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.array(list(values), type=kind)))


def objects(*values: Any) -> pd.Series:
    """A column of Python objects."""
    return pd.Series(list(values), dtype=object)


def coded(values: Any, **facts: Any) -> pd.Series:
    """A column of categories, each of them twice or with gaps."""
    return pd.Series(pd.Categorical(values, **facts))


def _numbers() -> dict[str, Any]:
    wholes = {}
    for name in WIDTHS:
        limits = np.iinfo(name)
        values = [limits.max, limits.min, 0, 1, 2, 2]
        wider = name.replace("int", "Int").replace("uI", "UI")
        wholes[name] = np.array(values, dtype=name)
        wholes[wider] = pd.array([*values[:2], None, *values[3:]], dtype=wider)
    floats = {
        name: np.array([1.5, -0.0, np.nan, np.inf, 2, 2], dtype=name) for name in ("float16", "float32", "float64")
    }
    return {
        **wholes,
        **floats,
        "Float32": pd.array([1.5, -0.0, None, 3, 2, 2], dtype="Float32"),
        "Float64": pd.array([1.5, -0.0, None, 3, 2, 2], dtype="Float64"),
        "longdouble": np.array([1.5, -0.0, np.nan, 3, 2, 2], dtype="longdouble"),
        "other byte order": np.arange(6, dtype=">i4"),
        "bool": [True, False] * 3,
        "boolean": pd.array([True, False, None] * 2, dtype="boolean"),
        "complex64": np.arange(6, dtype="complex64") * 1j,
        "complex128": np.arange(6) * 1j,
        "sparse": pd.arrays.SparseArray([0, 0, 1.5, np.nan, 0, 2]),
        "sparse flags": pd.arrays.SparseArray([False, True] * 3),
    }


def _texts() -> dict[str, Any]:
    dtypes = {"str": "str", "string": "string[python]", "string of Arrow": "string[pyarrow]"}
    kept = {name: pd.Series(TEXTS, dtype=dtype) for name, dtype in dtypes.items()}
    return {**kept, "str of Python": pd.Series(TEXTS, dtype=pd.StringDtype("python", na_value=np.nan))}


def _categories() -> dict[str, Any]:
    days = pd.to_datetime(["2020-01-01", "2021-01-01", None] * 2)
    letters = ["b", "a", None, "b", "a", "a"]
    return {
        "category": coded(list("abcabc")),
        "unused categories": coded(letters, categories=["z", "b", "a", "y"]),
        "ordered categories": coded(letters, categories=["z", "b", "a"], ordered=True),
        "no categories": coded([None] * 6),
        "category of numbers": coded([3, 1, None, 3, 1, 2]),
        "category of small numbers": pd.Series(
            pd.Categorical.from_codes([0, 1, -1, 0, 1, 1], pd.Index(np.array([3, 1], dtype="int8")))
        ),
        "category of decimals": coded([3.5, 1, None, 3.5, 1, 2]),
        "category of flags": coded([True, False, None] * 2),
        "category of nullable numbers": coded(pd.array([1, 2, None] * 2, dtype="Int64")),
        "category of dates": coded(days),
        "category of zoned dates": coded(days.tz_localize("Europe/Zurich")),
        "category of durations": coded(pd.to_timedelta([1, 2, None] * 2, unit="s")),
        "category of periods": coded(pd.period_range("2020-01", periods=6, freq="M")),
        "category of ranges": pd.cut(pd.Series([1, 2, 3, 1, 2, 9]), [0, 1, 2, 3]),
        "category of objects": coded([1, "a", None] * 2),
        "category of days": coded([*DAYS[:3]] * 2),
        "category of exact decimals": coded([Decimal(1), Decimal(2), None] * 2),
        "category of Arrow texts": coded(pd.array(["a", "b", None] * 2, dtype="string[pyarrow]")),
        "category of Arrow decimals": coded(arrow(pa.decimal128(5, 2), [Decimal(1), Decimal(2), None] * 2)),
    }


def _moments() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for unit in UNITS:
        moments = pd.to_datetime(MOMENTS, format="ISO8601").astype(f"datetime64[{unit}]")
        made[f"datetime {unit}"] = moments
        made[f"zoned {unit}"] = moments.tz_localize("UTC").tz_convert("Europe/Zurich")
        made[f"timedelta {unit}"] = pd.to_timedelta([1, 2, None, -5, 0, 2], unit="s").astype(f"timedelta64[{unit}]")
    moments = pd.to_datetime(MOMENTS, format="ISO8601")
    day = pd.Timestamp("2026-03-28", tz="Europe/Zurich")
    return {
        **made,
        "UTC": moments.tz_localize("UTC"),
        "fixed offset": moments.tz_localize(datetime.timezone(datetime.timedelta(hours=2))),
        "months": pd.period_range("2026-01", periods=6, freq="M"),
        "quarters": pd.period_range("2026Q1", periods=6, freq="Q-NOV"),
        "days": pd.PeriodIndex(["2020-01-01", None, "2020-01-02"] * 2, freq="D"),
        "two hours": pd.period_range("2026-01", periods=6, freq="2h"),
        "ranges": pd.interval_range(0, 6),
        "ranges of decimals": pd.interval_range(0.0, 6.0, closed="left"),
        "ranges of dates": pd.interval_range(day, periods=6),
    }


def _objects() -> dict[str, Any]:
    return {
        "mixed": objects(1, "a", None, 2.5, True, DAYS[0]),
        "texts": objects("a", None, "b", "a", "1", "c"),
        "whole numbers": objects(1, None, 3, 4, 2, 2),
        "huge numbers": objects(10**30, None, 3, 4, 2, 2),
        "flags": objects(True, None, False, True, True, False),
        "numbers": objects(1.5, None, 3.0, 4.0, 2.0, 2.0),
        "dicts": objects({"a": 1}, {"a": 2}, None, {"b": [1]}, {}, {"a": 1}),
        "lists": objects([1], [2, 3], None, [], [1], ["a"]),
        "tuples": objects((1,), (2,), None, (1,), (), (3, 4)),
        "arrays": objects(*[np.array([1, 2])] * 6),
        "sets": objects(*[{1}] * 6),
        "exact decimals": objects(*EXACT),
        "bytes": objects(*BYTES),
        "nothing": objects(*[None] * 6),
        "not a number": objects(*[np.nan] * 6),
        "calendar days": objects(*DAYS),
        "times": objects(*TIMES),
        "timestamps": objects(pd.Timestamp("2020"), None, pd.Timestamp("2021", tz="UTC"), None, None, None),
    }


def _of_arrow() -> dict[str, Any]:
    halves = [np.float16(value) if value is not None else None for value in (1.5, 2, None, 3, 2, 0)]
    moments = [None if value is None else datetime.datetime.fromisoformat(value) for value in MOMENTS]
    wholes = [None if value is None else value.replace(microsecond=0) for value in moments]
    durations = [datetime.timedelta(1), None, *(datetime.timedelta(days) for days in (2, -1, 0, 1))]
    records = [None if text is None else {"a": 1, "b c": text} for text in TEXTS]
    small = pa.DictionaryArray.from_arrays(
        pa.array([0, 1, None, 1, 0, 0], pa.int8()), pa.array(["z", "a", "u"]), ordered=True
    )
    kinds: dict[Any, list[Any]] = {
        **{pa.type_for_alias(name): [1, 2, None, 3, 3, 0] for name in WIDTHS},
        **dict.fromkeys((pa.float16(), pa.float32(), pa.float64()), halves),
        **dict.fromkeys((pa.decimal128(20, 4), pa.decimal256(60, 4), pa.decimal32(8, 2), pa.decimal64(15, 2)), EXACT),
        **dict.fromkeys((pa.date32(), pa.date64()), DAYS),
        **dict.fromkeys((pa.time32("s"), pa.time32("ms"), pa.time64("us"), pa.time64("ns")), TIMES),
        **{pa.timestamp(unit): wholes if unit == "s" else moments for unit in UNITS},
        **{pa.timestamp(unit, tz="Europe/Zurich"): wholes if unit == "s" else moments for unit in UNITS},
        pa.timestamp("us", tz="+02:00"): moments,
        **{pa.duration(unit): durations for unit in UNITS},
        **dict.fromkeys((pa.binary(), pa.large_binary(), pa.binary_view()), BYTES),
        pa.binary(2): [b"aa", b"\xffb", None, b"cc", b"aa", b"dd"],
        **dict.fromkeys((pa.list_(pa.int64()), pa.large_list(pa.int8()), pa.list_view(pa.int64())), LISTS),
        pa.list_(pa.float64(), 2): [[1, 2], [2, 3], None, [1, 1], [1, 2], [3, 3]],
        pa.list_(pa.struct({"a": pa.list_(pa.int8())})): [[{"a": [1]}], None, [], [{"a": None}], [{"a": [1]}], []],
        pa.struct({"a": pa.int64(), "b c": pa.string()}): records,
        pa.map_(pa.string(), pa.int64()): [[("a", 1)], None, [], [("b", 2), ("c", 3)], [("a", 1)], [("a", None)]],
        pa.null(): [None] * 6,
        pa.bool_(): [True, False, None] * 2,
        **dict.fromkeys((pa.string(), pa.large_string(), pa.string_view()), TEXTS),
    }  # fmt: skip
    return {
        **{f"Arrow {kind}": arrow(kind, values) for kind, values in kinds.items()},
        "Arrow dictionary": pd.arrays.ArrowExtensionArray(pa.array([*list("ababc"), None]).dictionary_encode()),
        "Arrow dictionary of numbers": pd.arrays.ArrowExtensionArray(pa.array([1, 2, None] * 2).dictionary_encode()),
        "Arrow dictionary with an order": pd.arrays.ArrowExtensionArray(small),
    }


COLUMNS: dict[str, pd.Series] = {
    name: pd.Series(values)
    for made in (_numbers(), _texts(), _categories(), _moments(), _objects(), _of_arrow())
    for name, values in made.items()
}
