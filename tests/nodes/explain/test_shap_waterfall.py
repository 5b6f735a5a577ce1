"""ShapWaterfall."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.explain.shap_waterfall import SPEC, ShapWaterfall
from tests.nodes.explain.explained import NAMES, explanation, explanations

PLAIN, TABLE = explanation()
CLASSES, _ = explanation(classes=("yes", "no"))


def steps_of(view):
    """(base, size) of each bar, from above."""
    plot = Plot.read(view.content)
    bars = [layer for layer in plot.layers if layer.kind == "bars"]
    found = {at: (base, size) for bar in bars for at, base, size in zip(bar.at, bar.base, bar.size, strict=True)}
    assert sorted(found) == list(range(len(plot.y.categories)))
    return plot, [found[place] for place in range(len(found))]


@settings(max_examples=40, deadline=None)
@given(explanations())
def test_steps_lead_from_the_base_value_to_the_prediction(made):
    found = ShapWaterfall(most_columns=3).run(made)
    _, steps = steps_of(found.view)
    row = made.filter(like="shap_").iloc[0]
    scale = max(1.0, np.abs(row).sum(), abs(made["base_value"].iloc[0]))
    assert steps[-1][0] == pytest.approx(made["base_value"].iloc[0], abs=1e-9 * scale)
    for (above, _), (base, size) in itertools.pairwise(steps):
        assert base + size == pytest.approx(above, abs=1e-9 * scale)
    total = row.sum() + made["base_value"].iloc[0]
    assert sum(steps[0]) == pytest.approx(total, abs=1e-9 * scale)
    assert found.table["effect"].sum() == pytest.approx(row.sum(), abs=1e-9 * scale)
    assert TableSpec.of(found.table) == SPEC


def test_what_raises_and_what_lowers_have_colours_of_their_own():
    plot, _ = steps_of(ShapWaterfall().run(PLAIN, TABLE).view)
    bars = {bar.name: bar for bar in plot.layers if bar.kind == "bars"}
    assert (bars["raises"].tone, bars["lowers"].tone) == ("positive", "negative")
    assert min(bars["raises"].size) >= 0
    assert max(bars["lowers"].size) < 0
    rules = {rule.name: rule.at for rule in plot.layers if rule.kind == "rule"}
    assert rules["base value"] == 0.5
    assert rules["this row"] == pytest.approx(PLAIN.iloc[0].sum())


def test_steps_have_the_same_decimals_and_what_is_left_by_rounding_is_0():
    effects = {"shap_a": [-0.1173], "shap_b": [-0.0392], "shap_c": [-0.0165], "shap_d": [-2e-6]}
    base = 0.1173 + 0.0392 + 0.0165 + 2e-6
    plot, _ = steps_of(ShapWaterfall().run(pd.DataFrame({**effects, "base_value": [base]})).view)
    (bars,) = (layer for layer in plot.layers if layer.kind == "bars")
    assert bars.labels == ("−0.117", "−0.039", "−0.017", "−2e−06")
    assert plot.subtitle.endswith("from 0.173 on average to 0")


def test_the_row_is_chosen_by_its_place_or_by_a_key():
    by_place = ShapWaterfall(row=7).run(PLAIN, TABLE)
    by_key = ShapWaterfall.from_settings({"key": "id", "value": "c7"}).run(PLAIN, TABLE)
    assert by_place.table.equals(by_key.table)
    assert "id c7" in Plot.read(by_key.view.content).subtitle
    ordered = sorted(NAMES, key=lambda name: -abs(PLAIN[f"shap_{name}"].iloc[7]))
    assert by_place.table["column"].tolist() == ordered
    number = ShapWaterfall.from_settings({"key": "age", "value": str(TABLE["age"].iloc[7])})
    assert number.run(PLAIN, TABLE).table.equals(by_place.table)


def test_values_of_the_row_stand_in_words():
    row = int(TABLE[NAMES[2]].isna().to_numpy().argmax())
    values = ShapWaterfall(row=row).run(PLAIN, TABLE).table.set_index("column")["value"]
    assert values[NAMES[2]] == "missing"
    assert values["age"] == f"{TABLE['age'].iloc[row]:g}"
    assert values["member"] == str(TABLE["member"].iloc[row])
    assert values["since"].startswith("2024-")
    whole = int(TABLE["Anzahl"].notna().to_numpy().argmax())
    told = ShapWaterfall(row=whole).run(PLAIN, TABLE).table.set_index("column")["value"]
    assert told["Anzahl"] == f"{TABLE['Anzahl'].iloc[whole]:,}", "all digits of a large whole number"
    assert ShapWaterfall().run(PLAIN).table["value"].isna().all()


def test_of_a_long_name_both_ends_are_seen_and_the_value():
    long = "the number of visits within the last twelve months"
    made = PLAIN[["shap_age", "base_value"]].rename(columns={"shap_age": f"shap_{long}"})
    plot, _ = steps_of(ShapWaterfall().run(made, TABLE.rename(columns={"age": long})).view)
    value = f"{TABLE['age'].iloc[0]:g}"
    assert plot.y.categories[0].endswith(f"hs = {value}")
    assert plot.y.categories[0].startswith("the num")


def test_the_class_that_the_row_speaks_for_is_told():
    plot, _ = steps_of(ShapWaterfall(row=2).run(CLASSES).view)
    assert f"row 2, for {CLASSES['explained_class'].iloc[2]}: from 0.5 on average" in plot.subtitle


def test_lists_and_missing_values_of_the_row_stand_in_words():
    made, table = explanation()
    for value, word in ((np.array([1, 2]), "[1, 2]"), ([], "[]"), (np.float32("nan"), "missing"), (None, "missing")):
        cells = np.empty(len(table), dtype=object)
        cells[:] = [value] * len(table)
        table["age"] = pd.Series(cells, index=table.index, dtype=object)
        found = ShapWaterfall().run(made, table).table
        assert found["value"][found["column"] == "age"].tolist() == [word]


@pytest.mark.parametrize(
    ("settings", "table", "message"),
    [
        ({"row": 60}, TABLE, "there is no row 60: the last of 60 rows is 59"),
        ({"key": "id", "value": "c577"}, TABLE, 'no row has "c577" in "id"; did you mean "c57'),
        ({"key": "member", "value": "True"}, TABLE, 'rows have "True" in "member"'),
        ({"key": "id", "value": "c1"}, None, "link the table that was explained"),
        ({"key": "idd", "value": "c1"}, TABLE, 'did you mean "id"'),
    ],
)
def test_a_row_that_is_not_there_is_told_of(settings, table, message):
    with pytest.raises(DataError) as caught:
        ShapWaterfall.from_settings(settings).run(PLAIN, table)
    assert message in caught.value.message


EXAMPLES = [
    Example({}, {"explanation": PLAIN, "table": TABLE}),
    Example({"key": "id", "value": "c9", "most_columns": 2}, {"explanation": CLASSES, "table": TABLE}),
    Example({}, {"explanation": PLAIN.head(1)}),
]
