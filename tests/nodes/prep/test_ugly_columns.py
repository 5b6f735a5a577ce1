"""Every node that changes columns, on every kind of column: a result that its spec told, or an error that says why not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.api import TableSpec
from knode.core.check import QuietContext
from knode.core.errors import KnodeError
from knode.core.registry import REGISTRY

pytestmark = pytest.mark.uncovered
UGLY = pd.DataFrame(
    {
        "a.b": ["x", None, "é😀", "  "],
        "self": [1.5, np.nan, np.inf, -0.0],
        "😀 e": [2**63 - 1, -(2**63), 0, 1],
        "unsigned": np.array([2**64 - 1, 0, 1, 2], dtype="uint64"),
        "small": np.array([127, -128, 0, 1], dtype="int8"),
        "nullable": pd.array([1, None, 2**62, -1], dtype="Int64"),
        "Float": pd.array([0.1, None, 1e300, -1], dtype="Float64"),
        "single": np.array([0.1, np.nan, 3, 4], dtype="float32"),
        "flag": [True, False, True, True],
        "maybe": pd.array([True, None, False, None], dtype="boolean"),
        "ordered": pd.Categorical(["a", None, "b", "a"], categories=["b", "a", "z"], ordered=True),
        "codes": pd.Categorical([3, None, 1, 3]),
        "no categories": pd.Categorical([None] * 4),
        "objects": pd.Series([1, "x", None, [1, {"a": 2}]], dtype=object),
        "nothing": pd.Series([None] * 4, dtype=object),
        "bytes": pd.Series([b"x", None, b"y", b"z"], dtype=object),
        "days": pd.Series([date(2020, 1, 1), None, date(1, 1, 1), date(9999, 12, 31)], dtype=object),
        "nanoseconds": pd.to_datetime(["2020-01-01", None, "1700-01-01", "2262-01-01"]).astype("datetime64[ns]"),
        "seconds": pd.to_datetime(["0001-01-01", None, "9999-12-31", "1970-01-01"], format="ISO8601").astype(
            "datetime64[s]"
        ),
        "zoned": pd.to_datetime(["2020-01-01", None, "2020-03-29 03:30", "2020-10-25"], format="ISO8601").tz_localize(
            "Europe/Zurich"
        ),
        "passed": pd.to_timedelta([1, None, -5, 10**6], unit="s"),
        "quarter": pd.period_range("2020Q1", periods=4, freq="Q"),
        "arrow day": pd.Series([date(2020, 1, 1), None, None, date(1969, 1, 1)], dtype=pd.ArrowDtype(pa.date32())),
        "money": pd.Series([Decimal("1.25"), None, Decimal(-3), None], dtype=pd.ArrowDtype(pa.decimal128(9, 2))),
        "string": pd.array(["1", "2", None, "x"], dtype="string"),
        "arrow text": pd.Series(["1.5", None, "", "{}"], dtype=pd.ArrowDtype(pa.large_string())),
        "arrow int": pd.array([1, None, 3, 4], dtype="int32[pyarrow]"),
        "complex": [1 + 2j, 0, 1, 2],
        "interval": pd.interval_range(0, 4),
    }
)
TYPES = ["number", "integer", "text", "boolean", "date", "date and time", "duration", "category"]
METHODS = [
    "sum",
    "median",
    "min",
    "range",
    "std",
    "count distinct",
    "first",
    "column of min",
    "any true",
    "concatenate",
]


def cast(name, **how):
    return {"casts": [{"columns": [name], **how}], "failing": "keep text"}


def entries(*pairs):
    return [{"find": find, "replacement": replacement} for find, replacement in pairs]


WAYS = {
    "CastColumns": lambda name: [
        *(cast(name, type=kind, categories=["x", "1"]) for kind in TYPES),
        cast(name, type="text", formats=["%Y-%m-%d %B"]),
        cast(name, type="date and time", zone="Asia/Tokyo", formats=["%Y%m%d", "ISO8601"]),
        *(cast(name, type=kind, epoch="nanoseconds") for kind in ("date and time", "integer")),
    ],
    "CoalesceColumns": lambda name: [
        {"columns": [name, other], "mixed": mixed}
        for other, mixed in [
            ("a.b", "text"),
            ("self", "error"),
            ("nullable", "error"),
            ("zoned", "error"),
            ("ordered", "error"),
        ]
    ],
    "CombineColumns": lambda name: [{"columns": [name, "a.b"]}, {"how": "template", "template": f"{{{name}}}-"}],
    "SplitColumn": lambda name: [{"column": name}, {"column": name, "how": "positions", "positions": [1]}],
    "ReorderColumns": lambda name: [{"columns": [name], "place": "last"}],
    "RegexExtract": lambda name: [{"column": name}],
    "StringCleaner": lambda name: [{"columns": [name], "steps": ["trim", "title case"]}],
    "RoundNumbers": lambda name: [
        {"columns": [name], "digits": -1, "method": "towards zero"},
        {"columns": [name], "to": "significant digits", "digits": 3},
        {"columns": [name], "to": "multiple", "multiple": 0.3},
    ],
    "DateShift": lambda name: [
        *({"columns": [name], "unit": unit, "amount": -1} for unit in ("years", "days", "business days", "hours")),
        {"columns": ["zoned"], "amount_column": name},
    ],
    "FormatDate": lambda name: [
        {"columns": [name], "format": "%A %d %B %Y %H:%M:%S.%f %z %Z %V %G %j %q", "zone": zone} for zone in ("", "UTC")
    ],
    "ReplaceValues": lambda name: [
        {"columns": [name], "replacements": entries(("1", "2"), (None, "3"))},
        {"columns": [name], "replacements": entries(("1", None))},
        {"columns": [name], "replacements": entries((1, True)), "unmatched": "default", "default": False},
        {"columns": [name], "replacements": entries(("x", "y")), "how": "pattern"},
    ],
    "ColumnAggregator": lambda name: [
        {"columns": [name, *others], "aggregations": [{"method": method}], "missing": missing}
        for others, missing, methods in (([], "skip", METHODS), (["self"], "missing", METHODS[:3]))
        for method in methods
    ],
    "FlattenJson": lambda name: [
        {"column": name, "invalid": "missing"},
        {"column": name, "paths": [{"path": "a", "type": "number"}]},
    ],
    "SetRoles": lambda name: [{"roles": [{"columns": [name], "role": "target"}]}],
}


@pytest.mark.parametrize("name", WAYS)
def test_every_kind_of_column_gives_what_the_spec_told_or_an_error(name):
    cls = REGISTRY.find(f"prep.{name}")
    worked = 0
    for column in UGLY.columns:
        for settings in WAYS[name](column):
            node = cls.from_settings(settings)
            named = [one for one in UGLY.columns if one in str(settings) or one in ("a.b", "self")]
            table = UGLY[list(dict.fromkeys([column, "a.b", "self", *named]))]
            worked += _works(node, table, f"{name} {settings}")
    assert worked


def _works(node, table, what):
    arguments = {"table": table} | ({"context": QuietContext()} if node.ports().context else {})
    try:
        made = node.run(**arguments)
    except KnodeError as error:
        assert len(str(error)) < 500, what
        return 0
    told = node.spec({"table": TableSpec.of(table)})["table"]
    assert made.index.equals(table.index), what
    if told is not None:
        found = TableSpec.of(made)
        assert [(one.name, one.dtype) for one in told.columns] == [(one.name, one.dtype) for one in found.columns], what
        for one, other in zip(told.columns, found.columns, strict=True):
            assert one.categories in (None, other.categories), what
    return 1
