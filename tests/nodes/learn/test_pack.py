"""What holds for every node of the packs learn and evaluate."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from knode.api import Port

LEARNER = ((Port("table", "table"),), (Port("model", "model"),), "context")
PORTS = {
    "learn.LogisticRegressionLearner": LEARNER,
    "learn.LinearRegressionLearner": LEARNER,
    "learn.RandomForestLearner": LEARNER,
    "learn.HistGradientBoostingLearner": LEARNER,
    "learn.ApplyModel": ((Port("model", "model"), Port("table", "table")), (Port("table", "table"),), "context"),
    "evaluate.Scorer": (
        (Port("table", "table"),),
        (Port("metrics", "variables"), Port("confusion", "table"), Port("per_class", "table")),
        "context",
    ),
    "evaluate.RegressionScorer": (
        (Port("table", "table"),),
        (Port("metrics", "variables"), Port("errors", "table")),
        "context",
    ),
}
MODULES = {
    "learn.LogisticRegressionLearner": "logistic_regression_learner",
    "learn.LinearRegressionLearner": "linear_regression_learner",
    "learn.RandomForestLearner": "random_forest_learner",
    "learn.HistGradientBoostingLearner": "hist_gradient_boosting_learner",
    "learn.ApplyModel": "apply_model",
    "evaluate.Scorer": "scorer",
    "evaluate.RegressionScorer": "regression_scorer",
}


def node_class(type_id):
    pack, _, name = type_id.partition(".")
    return getattr(importlib.import_module(f"knode_nodes.{pack}.{MODULES[type_id]}"), name)


@pytest.mark.parametrize("type_id", PORTS)
def test_a_node_has_its_id_its_ports_and_help_for_every_setting(type_id):
    node = node_class(type_id)
    ports = node.declared_ports()
    assert node.type_id() == type_id
    assert (ports.inputs, ports.outputs, ports.context) == PORTS[type_id]
    assert "Example:" in node.help()
    for field in node.model_fields.values():
        assert field.description.endswith(".")
    node.model_json_schema()


@pytest.mark.parametrize("type_id", [type_id for type_id in PORTS if "target" in node_class(type_id).model_fields])
def test_settings_survive_a_file(type_id):
    node = node_class(type_id).from_settings({"target": "y"})
    assert node_class(type_id).from_settings(node.to_settings()) == node


def test_importing_the_nodes_loads_no_large_library():
    modules = [f"knode_nodes.{type_id.partition('.')[0]}.{name}" for type_id, name in MODULES.items()]
    code = (
        f"import sys, {', '.join(modules)}\n"
        "print([name for name in ('pandas', 'numpy', 'sklearn', 'scipy', 'pyarrow') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
