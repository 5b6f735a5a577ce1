"""Units of columns go along with what is made of these, up to the axes of plots."""

from __future__ import annotations

import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode.core.plot import Plot, read
from knode_nodes.prep._aggregations import METHODS
from knode_nodes.prep._units import SAME_UNIT
from knode_nodes.prep.as_of_join import AsOfJoin
from knode_nodes.prep.group_by import GroupBy
from knode_nodes.prep.joiner import Joiner
from knode_nodes.prep.pivot import Pivot
from knode_nodes.prep.rename_columns import RenameColumns
from knode_nodes.visualize.bar_chart import BarChart
from knode_nodes.visualize.box_plot import BoxPlot
from knode_nodes.visualize.heatmap import Heatmap

TABLE = pd.DataFrame({"city": ["a", "a", "b"], "fee": [1.0, 2.0, 4.0], "size": [1, 2, 3]})
TABLE.attrs["units"] = {"fee": "€", "size": "m²"}


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
