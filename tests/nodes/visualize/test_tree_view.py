"""Tree View."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from knode.api import DataError, Model, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.plot import Plot
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.prepared import with_preparation
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.prep.normalizer import Normalizer
from knode_nodes.visualize._tree import Input, question_of_codes
from knode_nodes.visualize.tree_view import TreeView

RNG = np.random.default_rng(0)
ROWS = 200
TABLE = pd.DataFrame(
    {
        "age": RNG.integers(18, 80, ROWS),
        "plan": RNG.choice(["basic", "pro 😀", "max"], ROWS),
        "member": RNG.random(ROWS) < 0.5,
    }
)
LEAVES = np.where((TABLE["plan"] == "pro 😀") & (TABLE["age"] > 40), "yes", "no")
FEATURES = TableSpec.of(TABLE)


def model_of(estimator, y=LEAVES, kind="classifier", table=TABLE):
    estimator.fit(table, y)
    outputs = TableSpec.of(pd.DataFrame({"prediction": pd.Series(y)}))
    classes = tuple(getattr(estimator, "classes_", ()))
    return Model(kind, estimator, TableSpec.of(table), outputs, name="Tree", target="left", classes=classes)


def piped(tree, encoder=None, scaler=None):
    parts = [
        ("words", encoder or OneHotEncoder(sparse_output=False), ["plan"]),
        ("numbers", scaler or "passthrough", ["age", "member"]),
    ]
    return Pipeline([("prepare", ColumnTransformer(parts)), ("model", tree)])


TREE = model_of(piped(DecisionTreeClassifier(max_depth=3, random_state=0)))
FOREST = RandomForestLearner(target="y", trees=3, seed=1).run(TABLE.assign(y=LEAVES), QuietContext())
EXAMPLES = [
    Example({}, {"model": TREE}),
    Example({"tree": 2, "max_depth": 1}, {"model": FOREST}),
]


def made(model, **settings):
    found = TreeView.from_settings(settings).run(model)
    plot = Plot.read(found.view.content)
    return plot, plot.layers[0], found.table


def rows_of(rule, table):
    """The rows that answer a rule, read by hand."""
    there = pd.Series(True, index=table.index)
    for part in rule.split(" and "):
        if part == "all rows":
            continue
        if " ≤ " in part or " > " in part:
            name, sign, limit = part.split(" ")
            limit = float(limit.replace(",", "").replace("−", "-"))
            there &= table[name] <= limit if sign == "≤" else table[name] > limit
        elif " = " in part or " ≠ " in part:
            name, sign, value = part.split(" ", 2)
            there &= (table[name] == value) == (sign == "=")
        elif " is " in part:
            name, values = part.split(" is ")
            there &= table[name].isin([value.strip() for value in values.replace(" or ", ", ").split(",")])
        else:
            there &= ~table[part[4:]] if part.startswith("not ") else table[part]
    return there


@pytest.mark.parametrize(
    "estimator",
    [
        piped(DecisionTreeClassifier(random_state=0)),
        piped(DecisionTreeClassifier(random_state=0), scaler=StandardScaler()),
        piped(
            DecisionTreeClassifier(random_state=0), scaler=Pipeline([("a", MinMaxScaler()), ("b", StandardScaler())])
        ),
        piped(DecisionTreeClassifier(random_state=0), encoder=OrdinalEncoder()),
        piped(DecisionTreeClassifier(random_state=0), encoder=OneHotEncoder(drop="first", sparse_output=False)),
    ],
)
def test_rules_in_the_raw_columns_lead_the_rows_where_the_model_leads_them(estimator):
    model = model_of(estimator)
    _, _, rules = made(model)
    seen = pd.Series(0, index=TABLE.index)
    for rule, prediction, rows, purity in rules.itertuples(index=False):
        there = rows_of(rule, TABLE)
        seen += there
        assert there.sum() == rows
        assert (estimator.predict(TABLE[there]) == prediction).all()
        assert purity == pytest.approx((LEAVES[there] == prediction).mean())
    assert (seen == 1).all()


def test_questions_are_asked_of_words_and_of_unscaled_numbers():
    _, tree, _ = made(TREE)
    texts = {branch.lines[0] for branch in tree.branches}
    assert "plan = pro 😀?" in texts
    assert any(text.startswith("age ≤ ") for text in texts)
    root = tree.branches[0]
    assert (root.lines[1], root.parent) == ("200 rows", None)
    assert [branch.link for branch in tree.branches if branch.parent == 0] == ["no", "yes"]
    assert tree.names == ("no", "yes")


ZONES = ("Penn Station/Madison Sq West", "Upper East Side South", "Murray Hill", "Union Sq", "Köln", "Harlem")
LONG = "average number of suppliers by product and region"


def test_lines_that_may_be_cut_say_what_to_keep():
    table = pd.DataFrame({LONG: np.arange(200) / 10, "zone": np.array(ZONES)[np.arange(200) % 6]})
    late = np.where((table[LONG] > 5) & table["zone"].isin(ZONES[:2]), f"{LONG}, yes", f"{LONG}, no")
    _, tree, rules = made(model_of(piped_of(table), late, table=table))
    asked = [branch for branch in tree.branches if len(branch.lines) == 3]
    kept = {"≤ 5.2?", "≤ 5.1?", "= Penn Station/Madi…Sq West?", "= Upper East Side South?"}
    assert {branch.ends[0] for branch in asked} == kept
    for branch in tree.branches:
        assert all(line.endswith(end) for line, end in zip(branch.lines, branch.ends, strict=False))
        assert branch.ends[2 if len(branch.lines) == 3 else 0].endswith(" %")
    assert rules["rule"].str.contains(ZONES[0], regex=False).any(), "the rules are told in full"


def piped_of(table):
    parts = [("words", OneHotEncoder(sparse_output=False), ["zone"]), ("numbers", "passthrough", [LONG])]
    return Pipeline([("prepare", ColumnTransformer(parts)), ("model", DecisionTreeClassifier(random_state=0))])


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (ZONES[3:5], "zone is Union Sq or Köln?"),
        (ZONES[1:4], "zone is Upper Eas…South or 2 more?"),
        (ZONES[:1], "zone is Penn Station/Mad…Sq West?"),
    ],
)
def test_a_long_list_of_values_names_as_many_as_there_is_room_for(values, text):
    others = [f"zone {number}" for number in range(9)]
    asked = question_of_codes(Input("zone", codes=(*values, *others)), list(range(len(values))), [4.0, 5.0, 6.0, 7.0])
    assert asked.text == text
    assert values[0] in asked.full[0]


def test_a_tree_is_cut_where_it_becomes_deep():
    _, tree, rules = made(TREE, max_depth=0)
    assert len(tree.branches) == 1
    assert tree.branches[0].cut
    assert len(rules) > 1, "the rules are those of the whole tree"


def test_a_tree_of_a_forest_is_chosen_by_its_number():
    plot, *_ = made(FOREST, tree=3)
    assert "tree 3 of 3" in plot.subtitle
    with pytest.raises(DataError, match="has 3 trees, and no number 4"):
        made(FOREST, tree=4)


def test_trees_of_numbers_tell_means_and_have_no_purity():
    model = model_of(DecisionTreeRegressor(max_depth=2), TABLE["age"] * 2.0, "regressor", TABLE[["age", "member"]])
    _, tree, rules = made(model)
    assert tree.names == ()
    assert {branch.shade for branch in tree.branches} >= {0.0, 1.0}
    assert rules["purity"].isna().all()
    first = rules.iloc[0]
    there = rows_of(first["rule"], TABLE)
    assert float(first["prediction"].replace(",", "")) == pytest.approx((TABLE["age"][there] * 2).mean(), rel=1e-3)


def test_trees_of_gradient_boosting_tell_what_they_add():
    model = model_of(piped(GradientBoostingClassifier(n_estimators=2, random_state=0)))
    plot, tree, _ = made(model)
    assert "tree 1 of 2" in plot.subtitle
    assert tree.names == ()


@pytest.mark.parametrize("number", [1, 2])
def test_rules_of_histogram_boosting_lead_the_rows_to_what_the_tree_adds(number):
    learner = HistGradientBoostingLearner.from_settings({"target": "y", "iterations": 2, "seed": 1, "min_leaf": 5})
    model = learner.run(TABLE.assign(y=LEAVES), QuietContext())
    plot, _, rules = made(model, tree=number)
    assert f"tree {number} of 2" in plot.subtitle
    assert "added to the log-odds of yes" in plot.subtitle
    prepare, boosting = model.estimator[0], model.estimator[-1]
    raw = list(boosting._staged_raw_predict(prepare.transform(TABLE)))
    before = boosting._baseline_prediction.ravel()[0] if number == 1 else raw[0].ravel()
    added = raw[number - 1].ravel() - before
    seen = pd.Series(0, index=TABLE.index)
    for rule, prediction, rows, _ in rules.itertuples(index=False):
        there = rows_of(rule, TABLE)
        seen += there
        assert there.sum() == rows
        assert added[there] == pytest.approx(float(prediction.replace("−", "-")), rel=1e-3, abs=1e-4)
    assert (seen == 1).all()
    assert any("plan is" in rule for rule in rules["rule"])


def test_what_a_tree_of_boosting_adds_on_the_whole_is_nothing():
    learner = HistGradientBoostingLearner.from_settings({"target": "y", "iterations": 1, "seed": 1, "min_leaf": 5})
    _, tree, _ = made(learner.run(TABLE.assign(y=LEAVES), QuietContext()))
    assert tree.branches[0].lines[-1] == "mean 0"
    assert all(branch.lines[-1] != "mean 0" for branch in tree.branches[1:])


def test_a_tree_behind_a_preparation_asks_of_the_columns_that_came_in():
    scales = Normalizer.from_settings({"columns": ["age"]}).run(TABLE).model
    learner = RandomForestLearner(target="y", trees=1, seed=1)
    inner = learner.run(scales.apply(TABLE).assign(y=LEAVES), QuietContext())
    _, _, rules = made(with_preparation(inner, [scales], {}))
    assert (sum(rows_of(rule, TABLE).astype(int) for rule in rules["rule"]) == 1).all()
    limits = [float(part.split()[-1]) for rule in rules["rule"] for part in rule.split(" and ") if part[:5] == "age ≤"]
    assert limits
    assert all(18 <= limit < 80 for limit in limits)


def test_a_model_without_a_tree_is_told_of():
    with pytest.raises(DataError, match="has no decision tree that can be shown"):
        made(model_of(LinearRegression(), TABLE["age"], "regressor", TABLE[["age", "member"]]))
    mixed = Pipeline([("pca", PCA(2)), ("model", RandomForestClassifier(2, random_state=0))])
    with pytest.raises(DataError, match="columns that a PCA makes are mixtures"):
        made(model_of(mixed, table=TABLE[["age", "member"]]))
