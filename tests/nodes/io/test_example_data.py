"""The well-known tables."""

from __future__ import annotations

import pytest

from knode import Workflow
from knode.api import TableSpec
from knode.core.check import Example
from knode_nodes.io.example_data import ExampleData

EXAMPLES = [Example({"name": name}) for name in ("iris", "wine", "breast_cancer", "diabetes", "digits")]


@pytest.mark.parametrize(
    ("name", "shape", "classes"),
    [
        ("iris", (150, 5), ["setosa", "versicolor", "virginica"]),
        ("wine", (178, 14), ["class_0", "class_1", "class_2"]),
        ("breast_cancer", (569, 31), ["malignant", "benign"]),
        ("diabetes", (442, 11), None),
        ("digits", (1797, 65), [str(digit) for digit in range(10)]),
    ],
)
def test_tables_have_a_target_with_readable_classes(name, shape, classes):
    node = ExampleData(name=name)
    table = node.run()
    assert table.shape == shape
    assert table.columns[-1] == "target"
    if classes:
        assert table["target"].cat.categories.tolist() == classes
    assert node.spec({}) == {"table": TableSpec.of(table)}
    assert TableSpec.of(table)["target"].role == "target"


def test_a_learner_knows_by_itself_what_to_predict():
    flow = Workflow()
    flow.add("io.ExampleData", name="wine") >> flow.add("learn.DecisionTreeLearner", id="tree")
    assert flow.run()["tree"].model.target == "target"


def test_each_run_gives_a_table_of_its_own():
    table = ExampleData().run()
    table.loc[0, "target"] = "virginica"
    assert ExampleData().run().loc[0, "target"] == "setosa"
