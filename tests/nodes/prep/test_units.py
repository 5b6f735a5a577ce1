"""Units of columns go along with what is made of these, up to the axes of plots."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from knode.api import column_type
from knode.core.check import Example, QuietContext
from knode.core.node import Node
from knode.core.plot import Plot, read
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.prep._aggregations import METHODS
from knode_nodes.prep._units import SAME_UNIT
from knode_nodes.prep.append_columns import AppendColumns
from knode_nodes.prep.as_of_join import AsOfJoin
from knode_nodes.prep.binner import Binner
from knode_nodes.prep.cast_columns import CastColumns
from knode_nodes.prep.coalesce_columns import CoalesceColumns
from knode_nodes.prep.column_aggregator import ColumnAggregator
from knode_nodes.prep.combine_columns import CombineColumns
from knode_nodes.prep.compare_tables import CompareTables
from knode_nodes.prep.concatenate import Concatenate
from knode_nodes.prep.denormalizer import Denormalizer
from knode_nodes.prep.formula import Formula
from knode_nodes.prep.group_by import GroupBy
from knode_nodes.prep.joiner import Joiner
from knode_nodes.prep.normalizer import Normalizer
from knode_nodes.prep.ordinal_encoder import OrdinalEncoder
from knode_nodes.prep.pivot import Pivot
from knode_nodes.prep.rename_columns import RenameColumns
from knode_nodes.prep.replace_values import ReplaceValues
from knode_nodes.prep.round_numbers import RoundNumbers
from knode_nodes.prep.row_id import RowId
from knode_nodes.prep.transpose import Transpose
from knode_nodes.prep.unpivot import Unpivot
from knode_nodes.prep.value_counts import ValueCounts
from knode_nodes.prep.window_aggregate import WindowAggregate
from knode_nodes.visualize.bar_chart import BarChart
from knode_nodes.visualize.box_plot import BoxPlot
from knode_nodes.visualize.heatmap import Heatmap
from tests.nodes.test_every_node import NODES, examples_of

TABLE = pd.DataFrame({"city": ["a", "a", "b"], "fee": [1.0, 2.0, 4.0], "size": [1, 2, 3]})
TABLE.attrs["units"] = {"fee": "€", "size": "m²"}

SAME_MEANING = {
    "BalanceClasses", "CastColumns", "Concatenate", "DateShift", "Explode", "Joiner", "LookUp", "MissingValues", "Outliers",
    "RenameColumns", "ReplaceValues", "RoundNumbers", "StringCleaner", "ValueCounts",
}  # fmt: skip
"""The nodes that give other values in a column of the same name and unit: they mean the same."""


def units(table: pd.DataFrame) -> object:
    return table.attrs.get("units", {})


def grouped(**settings: object) -> pd.DataFrame:
    return GroupBy.from_settings({"keys": ["city"], **settings}).run(TABLE)


def test_a_group_has_the_units_of_its_values_where_the_method_keeps_them():
    wanted = ["sum", "mean", "median", "min", "max", "first", "last", "std", "range"]
    made = grouped(aggregations=[{"columns": ["fee"], "method": method} for method in wanted])
    assert units(made) == {f"fee_{method}": "€" for method in wanted}
    others = ["count", "count distinct", "var", "sum of squares", "count share", "skewness", "list", "product"]
    assert units(grouped(aggregations=[{"columns": ["fee"], "method": method} for method in others])) == {}
    assert METHODS["number"] >= SAME_UNIT - {"first", "last", "mode"}, "they are called as Group By calls them"


def test_keys_keep_their_units_and_columns_that_are_gone_have_none():
    made = grouped(keys=["city", "size"], aggregations={"fee": "max"}, names="{column}")
    assert units(made) == {"size": "m²", "fee": "€"}
    assert units(grouped()) == {}
    assert TABLE.attrs == {"units": {"fee": "€", "size": "m²"}}


@pytest.mark.parametrize("told", [None, "€", ["fee"], {"gone": "kg"}])
def test_what_is_told_of_no_column_is_left_out(told):
    table = TABLE.copy()
    table.attrs = {"units": told}
    assert units(GroupBy.from_settings({"keys": ["city"], "aggregations": {"fee": "mean"}}).run(table)) == {}


def test_units_go_along_with_new_names():
    made = RenameColumns.from_settings({"names": {"fee": "price"}}).run(TABLE)
    assert units(made) == {"price": "€", "size": "m²"}


def test_a_join_has_the_units_of_both_tables():
    other = pd.DataFrame({"city": ["a", "b"], "fee": [5.0, 6.0], "mass": [1.0, 2.0]})
    other.attrs["units"] = {"fee": "$", "mass": "kg"}
    made = Joiner.from_settings({"left_keys": ["city"], "right_keys": ["city"]}).run(TABLE, other, QuietContext())
    assert sorted(units(made).values()) == ["$", "kg", "m²", "€"]
    assert units(made)["mass"] == "kg"
    nearest = AsOfJoin.from_settings({"left_on": "fee", "right_on": "mass"}).run(TABLE, other[["mass"]], QuietContext())
    assert units(nearest)["mass"] == "kg"


def test_columns_of_a_pivot_have_the_unit_of_their_values():
    table = TABLE.assign(year=[1, 2, 1])
    table.attrs = {"units": {**TABLE.attrs["units"], "gone": "kg"}}
    wanted = [{"columns": ["fee"], "method": "mean"}, {"columns": ["size"], "method": "count"}]
    settings = {"keys": ["city"], "column": "year", "aggregations": wanted}
    made = Pivot.from_settings(settings).run(table)
    assert units(made) == {"1_fee_mean": "€", "2_fee_mean": "€"}
    keyed = {"keys": ["size"], "column": "year", "aggregations": [{"columns": ["fee"], "method": "max"}]}
    assert units(Pivot.from_settings(keyed).run(table)) == {"size": "m²", "1": "€", "2": "€"}


def test_axes_and_shades_of_groups_tell_the_unit():
    made = grouped(aggregations={"fee": "mean"})
    bars = read(BarChart.from_settings({"category": "city", "value": "fee_mean"}).run(made, QuietContext()).content)
    assert isinstance(bars, Plot)
    assert bars.y.title == "sum of fee_mean (€)"
    shades = Plot.read(Heatmap.from_settings({"x": "city", "y": "size", "value": "fee"}).run(TABLE).content)
    assert shades.layers[0].label == "mean of fee (€)"
    two = grouped(aggregations=[{"columns": ["fee"], "method": method} for method in ("min", "max")])
    both = {"columns": {"by": "names", "names": ["fee_min", "fee_max"]}}
    assert Plot.read(BoxPlot.from_settings(both).run(two).content).y.title == "€"


def told(value: Any) -> Any:
    """A table, or tables, that tell a unit of each column: one that is its own."""
    if isinstance(value, list):
        return [told(one) for one in value]
    if not isinstance(value, pd.DataFrame):
        return value
    made = value.copy(deep=False)
    made.attrs = {**value.attrs, "units": {str(name): f"unit of {name}" for name in value.columns}}
    return made


def tables_of(cls: type[Node], example: Example) -> tuple[list[pd.DataFrame], Iterator[pd.DataFrame]]:
    """The tables that go into a node, with a unit of each column, and those that come out."""
    node = cls.from_settings(example.settings)
    given = {port: told(value) for port, value in example.inputs.items()}
    context = {"context": QuietContext()} if "context" in inspect.signature(node.run).parameters else {}
    made = node.outputs(node.run(**given, **context))
    held = [table for value in given.values() for table in (value if isinstance(value, list) else [value])]
    return (
        [table for table in held if isinstance(table, pd.DataFrame)],
        (table for table in made.values() if isinstance(table, pd.DataFrame)),
    )


def same_values(made: pd.Series, given: pd.Series) -> bool | None:
    """Whether all values of a column come from another one; None where too few could tell."""
    values, known = (set(column.dropna().map(str)) for column in (made, given))
    if column_type(made.dtype) == column_type(given.dtype) and values <= known:
        return True if len(values) > 2 else None
    return False


@pytest.mark.parametrize(
    ("cls", "example"),
    [(cls, example) for cls in NODES if cls.pack == "prep" for example in examples_of(cls)],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_a_column_has_its_unit_where_its_values_mean_the_same_and_only_there(cls, example):
    given, made = tables_of(cls, example)
    for table in made:
        for name in map(str, table.columns):
            sources = [one[name] for one in given if name in one.columns]
            same = [same_values(table[name], source) for source in sources]
            unit = units(table).get(name)
            if True in same:
                assert unit == f"unit of {name}", name
            elif same and None not in same and cls.__name__ not in SAME_MEANING:
                assert unit is None, name


@pytest.mark.parametrize(
    ("cls", "settings"),
    [
        (Normalizer, {"columns": ["fee"]}),
        (Binner, {"columns": ["fee"], "method": "edges", "edges": [3]}),
        (OrdinalEncoder, {"columns": ["fee"]}),
    ],
)
def test_what_a_model_puts_in_the_place_of_a_column_has_no_unit_of_it(cls, settings):
    table = TABLE.astype({"fee": "int64"})
    made, model = cls.from_settings(settings).run(table)
    assert units(made) == units(ApplyModel().run(model, table, QuietContext())) == {"size": "m²"}
    alone = cls.from_settings(settings).run(told(table[["fee"]])).table
    assert "units" not in alone.attrs
    if "keep" in cls.model_fields:
        kept = cls.from_settings({**settings, "keep": True}).run(table)
        assert units(kept.table) == units(TABLE)


def test_numbers_that_are_brought_back_have_their_unit_again():
    made, model = Normalizer.from_settings({"columns": ["fee"]}).run(TABLE)
    foretold = made.assign(prediction=made["fee"])
    assert units(Denormalizer().run(model, made)) == units(TABLE)
    back = Denormalizer.from_settings({"further": {"prediction": "fee"}}).run(model, foretold)
    assert units(back) == {"fee": "€", "prediction": "€", "size": "m²"}


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (RoundNumbers.from_settings({"columns": ["fee"], "suffix": "_r"}), {"fee_r": "€"}),
        (ReplaceValues.from_settings({"columns": ["fee"], "replacements": [{"find": 4, "replacement": 5}]}), {}),
        (
            ReplaceValues.from_settings(
                {"columns": ["fee"], "replacements": [{"find": 4, "replacement": 1}], "unmatched": "missing"}
            ),
            {"fee": None},
        ),
        (Formula.from_settings({"formulas": {"fee": "fee * size"}}), {"fee": None}),
        (RowId.from_settings({"name": "fee", "replace": True}), {"fee": None}),
        (
            CombineColumns.from_settings({"columns": ["fee", "size"], "name": "fee", "keep": False}),
            {"fee": None, "size": None},
        ),
        (
            ColumnAggregator.from_settings({"columns": ["fee", "more"], "aggregations": [{"method": "mean"}]}),
            {"mean": "€"},
        ),
        (ColumnAggregator.from_settings({"columns": ["fee", "more"], "aggregations": [{"method": "count"}]}), {}),
        (ColumnAggregator.from_settings({"columns": ["fee", "size"]}), {}),
        (CoalesceColumns.from_settings({"columns": ["fee", "more"]}), {"first": "€"}),
        (CoalesceColumns.from_settings({"columns": ["fee", "city"]}).model_copy(update={"mixed": "text"}), {}),
        (
            WindowAggregate.from_settings(
                {
                    "calculations": [
                        {"columns": ["fee"], "method": method} for method in ("lag", "percent change", "count")
                    ]
                }
            ),
            {"fee_lag": "€"},
        ),
    ],
)
def test_new_columns_have_the_unit_of_what_they_are_of(node, wanted):
    table = TABLE.assign(more=[1.0, 1.0, 1.0])
    table.attrs["units"] = {**TABLE.attrs["units"], "more": "€"}
    told = {name: unit for name, unit in (table.attrs["units"] | wanted).items() if unit is not None}
    assert units(node.outputs(node.run(table))["table"]) == told


@pytest.mark.parametrize(
    ("kind", "unit"), [("text", "€"), ("integer", "€"), ("category", "€"), ("boolean", None), ("date", None)]
)
def test_a_column_of_another_type_keeps_its_unit_where_its_values_still_have_one(kind, unit):
    table = pd.DataFrame({"fee": ["1", "0"] if kind != "date" else ["2026-01-01", None]})
    table.attrs["units"] = {"fee": "€"}
    cast = {"columns": ["fee"], "type": kind, **({"categories": ["0", "1"]} if kind == "category" else {})}
    assert units(CastColumns.from_settings({"casts": [cast]}).run(table, QuietContext())).get("fee") == unit


def test_tables_below_and_beside_each_other_keep_their_units_where_they_agree():
    other = TABLE.copy()
    other.attrs["units"] = {"fee": "$", "size": "m²"}
    assert units(Concatenate().run([TABLE, TABLE], QuietContext())) == units(TABLE)
    assert units(Concatenate().run([TABLE, other], QuietContext())) == {"size": "m²"}
    assert units(Concatenate().run([TABLE, TABLE.drop(columns="fee")], QuietContext())) == units(TABLE)
    assert units(AppendColumns().run([TABLE, other])) == {"fee": "€", "size": "m²", "fee_2": "$", "size_2": "m²"}


def test_values_of_several_columns_in_one_have_the_unit_that_all_have():
    table = TABLE[["city", "fee"]].assign(more=[1.0, 1.0, 1.0], size=TABLE["size"])
    table.attrs["units"] = {"fee": "€", "more": "€", "size": "m²"}
    assert units(Unpivot.from_settings({"columns": ["fee", "more"]}).run(table)) == {"value": "€", "size": "m²"}
    mixed = Unpivot.from_settings({"columns": ["fee", "size"]}).run(table)
    assert units(mixed) == {"more": "€"}
    turned = Transpose.from_settings({"columns": ["fee", "more"]}).run(table)
    assert units(turned) == {f"row_{row}": "€" for row in range(3)}
    assert units(Transpose.from_settings({"columns": ["fee", "size"]}).run(table)) == {}
    assert units(ValueCounts.from_settings({"columns": ["fee", "more"], "how": "separately"}).run(table)) == {
        "value": "€"
    }
    assert units(ValueCounts.from_settings({"columns": ["size"]}).run(table)) == {"size": "m²"}


def test_differences_of_tables_have_the_units_of_their_keys():
    changed = TABLE.assign(fee=0.0)
    found = CompareTables.from_settings({"keys": ["size"]}).run(TABLE, changed, QuietContext())
    assert units(found.rows) == units(found.cells) == {"size": "m²"}
