"""Learning."""

from __future__ import annotations

import numpy as np

from knode import Workflow
from tests.bad_input.bench import Bench, refused, warned


def _tree() -> Workflow:
    inside = Workflow("tree")
    depth = inside.parameter("max_depth", 2)
    rows = inside.add("ContainerInput", name="rows")
    model = rows >> inside.add("DecisionTreeLearner", id="tree", target="y", max_depth=depth)
    model >> inside.add("ContainerOutput", name="model", kind="model")
    return inside


@refused(
    "The target has one class only.",
    'Node "logistic_regression_learner" (Logistic Regression Learner) failed: the target "left" is "no" in '
    'every row: a model needs at least two classes [port "table", column "left"]',
)
def _(w: Bench) -> None:
    w.table({"x": range(6), "left": ["no"] * 6}) >> w.add("LogisticRegressionLearner", target="left")


@refused(
    "The target is missing in every row.",
    'Node "logistic_regression_learner" (Logistic Regression Learner) failed: the target "left" has no '
    'values: there is nothing to learn [port "table", column "left"]',
)
def _(w: Bench) -> None:
    w.table({"x": range(6), "left": [None] * 6}) >> w.add("LogisticRegressionLearner", target="left")


@refused(
    "The target is not in the table.",
    'Node "random_forest_learner" (Random Forest Learner) failed: there is no column "churn"; did you mean '
    '"churned"? [port "table", column "churn"]',
)
def _(w: Bench) -> None:
    w.table({"x": range(6), "churned": ["no", "yes"] * 3}) >> w.add("RandomForestLearner", target="churn")


@refused(
    "No target is set.",
    'Node "random_forest_learner" (Random Forest Learner) failed: no column is chosen: set the column\'s name '
    'in the node\'s settings, or give one the role target with Set Roles [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"x": range(6), "churned": ["no", "yes"] * 3}) >> w.add("RandomForestLearner")


@refused(
    "There are no rows to learn from.",
    'Node "linear_regression_learner" (Linear Regression Learner) failed: the target "y" has no rows: there '
    'is nothing to learn [port "table", column "y"]',
)
def _(w: Bench) -> None:
    w.table({"x": np.array([], float), "y": np.array([], float)}) >> w.add("LinearRegressionLearner", target="y")


@refused(
    "A target of classes is given to a learner of numbers.",
    'Node "linear_regression_learner" (Linear Regression Learner) failed: the target "grade" is a text; a '
    "regression predicts numbers. Predict classes with Logistic Regression Learner or Random Forest Learner "
    '[port "table", column "grade"]',
)
def _(w: Bench) -> None:
    w.table({"x": range(4), "grade": ["a", "b", "a", "b"]}) >> w.add("LinearRegressionLearner", target="grade")


@refused(
    "The numbers to learn from hold an infinite one.",
    'Node "linear_regression_learner" (Linear Regression Learner) failed: the feature "x" is infinite in row '
    '1: correct it or drop the row [port "table", column "x", row 1]',
)
def _(w: Bench) -> None:
    w.table({"x": [1.0, np.inf, 3.0, 4.0], "y": [1, 2, 3, 4]}) >> w.add("LinearRegressionLearner", target="y")


@warned(
    "The target is a different class in every row: 1,000 classes.",
    'The target "customer" has 1,000 classes; each needs many rows to be learnt.',
)
def _(w: Bench) -> None:
    table = w.table({"x": range(1000), "customer": [f"C{number}" for number in range(1000)]})
    table >> w.add("LogisticRegressionLearner", target="customer")


@warned(
    "A column to learn from is a name that no two rows share.",
    '"name" has 200 different values; the 100 most frequent are told apart, all others count as the same. If '
    "it only identifies the rows, leave it out of the features.",
)
def _(w: Bench) -> None:
    table = w.table({"name": [f"n{number}" for number in range(200)], "y": ["a", "b"] * 100})
    table >> w.add("LogisticRegressionLearner", target="y")


@refused(
    "Missing values come to a learner that is told to take none.",
    'Node "logistic_regression_learner" (Logistic Regression Learner) failed: the feature "x" has a missing '
    'value, in row 1: fill them with Missing Values, or drop those rows, before training [port "table", '
    'column "x", row 1]',
)
def _(w: Bench) -> None:
    table = w.table({"x": [1.0, np.nan, 3.0, 4.0], "y": ["a", "b", "a", "b"]})
    table >> w.add("LogisticRegressionLearner", target="y", missing="error")


@refused(
    "More groups than rows are wanted.",
    'Node "k_means_learner" (K-Means Learner) failed: 5 clusters need as many rows, and there are 2: ask for '
    'fewer clusters [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"x": [1.0, 2.0]}) >> w.add("KMeansLearner", clusters=5)


@warned(
    "Every column to learn from is constant.",
    'The same in every row, so nothing can be learnt from it: "x".',
)
def _(w: Bench) -> None:
    w.table({"x": [7] * 6, "y": ["a", "b"] * 3}) >> w.add("RandomForestLearner", target="y", trees=3)


@warned(
    "There are more columns than rows.",
    "The features make 50 numbers a row, and there are 4 rows only: a model can fit these rows by chance. "
    "Take fewer features or more rows, and check the model on other rows.",
)
def _(w: Bench) -> None:
    columns = {f"x{number}": [float(number), number * 2.0, 1.0, 0.0] for number in range(50)}
    w.table({**columns, "y": [1.0, 2.0, 3.0, 5.0]}) >> w.add("LinearRegressionLearner", target="y")


@refused(
    "A column that the model reads is not in the new rows.",
    'Node "apply_model" (Apply Model) failed: the model "Random Forest" reads columns that the table does '
    'not have: "x"; did you mean "X" for "x"? [port "table", column "x"]',
)
def _(w: Bench) -> None:
    model = w.table({"x": range(6), "y": ["a", "b"] * 3}) >> w.add("RandomForestLearner", target="y")
    (model, w.table({"X": range(6)})) >> w.add("ApplyModel")


@refused(
    "A column that was numbers in training holds words in the new rows.",
    'Node "apply_model" (Apply Model) failed: "x" is of type text ("two" in row 1), and the model learnt '
    'from a number column: convert it to number before [port "table", column "x", row 1]',
)
def _(w: Bench) -> None:
    model = w.table({"x": range(6), "y": ["a", "b"] * 3}) >> w.add("RandomForestLearner", target="y")
    (model, w.table({"x": ["1", "two"]})) >> w.add("ApplyModel")


@refused(
    "Predictions are to be scored that are not there.",
    'Node "scorer" (Scorer) failed: there is no column "prediction"; the table has: y. Put Apply Model before this node, or '
    'choose the column of predictions in the setting prediction [port "table", column "prediction"]',
)
def _(w: Bench) -> None:
    w.table({"y": ["a", "b"]}) >> w.add("Scorer", target="y")


@refused(
    "A model is applied where a table is wanted.",
    "random_forest_learner.model gives a model, but sorter.table takes a table.",
)
def _(w: Bench) -> None:
    learner = w.table({"x": range(6), "y": ["a", "b"] * 3}) >> w.add("RandomForestLearner", target="y")
    w.link(learner.model, w.add("Sorter", by=[{"column": "x"}]).table)


@refused(
    "A fold would be empty: there are more folds than rows.",
    'Node "validate" (Cross Validate) failed: the table has 4 rows: there must be at least 10 rows for 10 '
    'folds [port "rows"]',
)
def _(w: Bench) -> None:
    validate = w.holding("CrossValidate", _tree(), id="validate", folds=10)
    w.link(w.table({"x": range(4), "y": ["a", "b"] * 2}), validate.rows)


@refused(
    "A learner in Cross Validate fails on one fold.",
    'Node "validate" (Cross Validate) failed: inside, node "validate/tree" (Decision Tree Learner): there is '
    'no column "y"; the table has: x, z [column "y"]',
)
def _(w: Bench) -> None:
    validate = w.holding("CrossValidate", _tree(), id="validate", folds=2, how="random", seed=1)
    w.link(w.table({"x": range(6), "z": range(6)}), validate.rows)


@refused(
    "A search has nothing to try.",
    'Node "search" (Parameter Optimizer) failed: nothing says what to search: add a parameter of the nodes '
    "inside to `parameters`",
)
def _(w: Bench) -> None:
    search = w.holding("ParameterOptimizer", _tree(), id="search")
    w.link(w.table({"x": range(20), "y": ["a", "b"] * 10}), search.rows)


@refused(
    "A search tries a parameter that the learner does not have.",
    'Node "search" (Parameter Optimizer) failed: what is inside has no parameter "max_dept"; did you mean "max_depth"?',
)
def _(w: Bench) -> None:
    wanted = {"name": "max_dept", "values": [1, 2]}
    search = w.holding("ParameterOptimizer", _tree(), id="search", parameters=[wanted])
    w.link(w.table({"x": range(20), "y": ["a", "b"] * 10}), search.rows)


@refused(
    "A classifier cannot be judged by its probabilities, as there are none.",
    'Node "roc_curve" (ROC Curve) failed: no column of probabilities is chosen, and none has a name such as '
    'probability_yes: apply a classifier to the table before, with its probabilities [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"y": ["a", "b"], "prediction": ["a", "b"]}) >> w.add("RocCurve", target="y")


@refused(
    "A probability is above one.",
    'Node "calibration_curve" (Calibration Curve) failed: "probability_b" is 1.7 in row 2, but '
    'probabilities lie within 0 and 1 [port "table", column "probability_b", row 2]',
)
def _(w: Bench) -> None:
    table = {"y": ["a", "b", "a"], "probability_a": [0.9, 0.2, -0.7], "probability_b": [0.1, 0.8, 1.7]}
    w.table(table) >> w.add("CalibrationCurve", target="y")


@refused(
    "Residuals of classes are wanted.",
    'Node "residuals" (Residuals) failed: "y" is a text column, but numbers are compared here: use Scorer for '
    'classes, or convert the column [port "table", column "y"]',
)
def _(w: Bench) -> None:
    w.table({"y": ["a", "b"], "prediction": ["a", "b"]}) >> w.add("Residuals", target="y")


@refused(
    "Clusters are to be scored, and all rows are in one.",
    'Node "cluster_scorer" (Cluster Scorer) failed: there is one cluster, "a", but scores are those of two '
    "clusters or more, fewer than there are rows (and at most 1,000): choose the column of clusters [port "
    '"table", column "cluster"]',
)
def _(w: Bench) -> None:
    w.table({"x": [1.0, 2.0, 3.0], "cluster": ["a"] * 3}) >> w.add("ClusterScorer")


@refused(
    "More components are wanted than there are columns.",
    'Node "pca" (PCA) failed: 5 components cannot be made of 2 columns: lower their number, or choose more '
    'columns [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"x": [1.0, 2.0, 4.0], "y": [3.0, 1.0, 2.0]}) >> w.add("Pca", components=5)


@refused(
    "A model that gives no classes is explained for one.",
    'Node "shap_explainer" (SHAP Explainer) failed: there is no class "yes" to explain; the model predicts '
    'numbers: leave the class empty [port "model"]',
)
def _(w: Bench) -> None:
    table = w.table({"x": range(6), "y": [1.0, 2.5, 3.0, 4.5, 5.0, 6.5]})
    model = table >> w.add("LinearRegressionLearner", target="y")
    (model, table) >> w.add("ShapExplainer", for_class="yes")


@refused(
    "The effect of a column is wanted that the model does not read.",
    'Node "partial_dependence" (Partial Dependence) failed: the model does not read "aeg"; did you mean '
    '"age"? [port "table", column "aeg"]',
)
def _(w: Bench) -> None:
    table = w.table({"age": range(6), "y": [1.0, 2.5, 3.0, 4.5, 5.0, 6.5]})
    model = table >> w.add("LinearRegressionLearner", target="y")
    (model, table) >> w.add("PartialDependence", column="aeg")


@refused(
    "The model to explain was fitted by a node that predicts nothing.",
    'Node "shap_explainer" (SHAP Explainer) failed: the model predicts nothing that could be explained: '
    'connect that of a learner [port "model"]',
)
def _(w: Bench) -> None:
    table = w.table({"x": [1.0, 2.0, 3.0]})
    scale = table >> w.add("Normalizer")
    explain = w.add("ShapExplainer")
    w.link(scale.model, explain.model)
    w.link(table, explain.table)


@refused(
    "A table is to be balanced by a class that it does not have.",
    'Node "balance_classes" (Balance Classes) failed: there is no column "lef"; did you mean "left"? [port '
    '"table", column "lef"]',
)
def _(w: Bench) -> None:
    w.table({"x": range(6), "left": ["no", "yes"] * 3}) >> w.add("BalanceClasses", target="lef")


@warned(
    "New rows hold a text that the model has not seen.",
    '"city" has values in 1 of 1 rows that training never saw: "Kyiv". The model "Decision Tree" answers as if it knew '
    "nothing of them.",
)
def _(w: Bench) -> None:
    table = w.table({"city": ["Bonn", "Oslo", "Bonn"], "y": ["a", "b", "a"]})
    model = table >> w.add("DecisionTreeLearner", target="y", min_leaf=1, task="classification")
    (model, w.table({"city": ["Kyiv"]})) >> w.add("ApplyModel", probabilities=False)
