"""What the nodes of the pack fit survives the store, holds reviewed types only, and gives the same on arrays."""

from __future__ import annotations

import pytest

from knode.api import TableSpec, arrays_of, check_node
from knode.core.check import Example, QuietContext, same
from knode.core.registry import REGISTRY
from knode.store.model_file import read_model, write_model
from knode.store.trusted import PLAIN
from tests.nodes.prep.test_missing_values import TABLE

NODES = [
    ("MissingValues", {}),
    ("MissingValues", {"numbers": "nearest rows", "nearest": 2, "indicators": True}),
    ("MissingValues", {"columns": ["name", "city", "size"], "texts": "constant", "indicators": True}),
    *[
        ("Normalizer", {"method": method})
        for method in ("z-score", "min-max", "robust", "max-abs", "quantile", "power")
    ],
    ("OneHotEncoder", {}),
    ("OneHotEncoder", {"columns": ["name", "whole", "member"], "unknown": "error", "drop_first": True}),
    (
        "OneHotEncoder",
        {"columns": ["name", "member"], "most": 1, "rare": "column", "missing": "column", "unknown": "rare"},
    ),
    ("Binner", {}),
    ("Binner", {"into": "number", "ends": "missing", "closed": "left", "keep": True}),
    *[("Outliers", {"treatment": treatment}) for treatment in ("clip", "missing", "mark", "remove")],
    ("OrdinalEncoder", {}),
    ("OrdinalEncoder", {"columns": ["name", "whole", "member"], "unknown": "last", "missing": "own number"}),
    ("OrdinalEncoder", {"columns": ["name"], "unknown": "error", "keep": True}),
    ("TargetEncoder", {"target": "whole", "columns": ["name", "member"]}),
    ("TargetEncoder", {"target": "member", "keep": True}),
    ("Pca", {}),
    ("Pca", {"missing": "missing", "keep": True}),
    ("FeatureSelector", {"threshold": 0.5}),
    ("TextVectorizer", {"columns": ["name"]}),
    ("TextVectorizer", {"columns": ["name"], "hashing": True, "most": 4}),
]


def fit(name, settings, table=TABLE):
    node = REGISTRY.find(f"prep.{name}").from_settings(settings)
    return node.outputs(node.run(table, *([QuietContext()] if node.ports().context else [])))["model"]


@pytest.mark.parametrize(("name", "settings"), NODES)
def test_a_saved_model_gives_the_same(name, settings, tmp_path):
    model = fit(name, settings)
    path = tmp_path / "model.knode"
    with path.open("wb") as file:
        write_model(model, file)
    again = read_model(path)
    assert same(again.apply(TABLE), model.apply(TABLE))
    kind = type(model.estimator)
    assert f"{kind.__module__}.{kind.__qualname__}" in PLAIN or kind.__module__.startswith("sklearn.preprocessing")


@pytest.mark.parametrize(("name", "settings"), NODES)
def test_a_model_is_applied_row_by_row_and_on_arrays(name, settings):
    apply = REGISTRY.find("learn.ApplyModel")
    model = fit(name, settings)
    check_node(apply, [Example({}, {"model": model, "table": TABLE})])


@pytest.mark.parametrize(("name", "settings"), NODES)
def test_most_models_are_served_without_a_table(name, settings):
    wanted = TABLE[["name", "whole", "age", "member"]]
    if name in ("MissingValues", "OneHotEncoder", "OrdinalEncoder", "TargetEncoder"):
        settings = {**settings, "columns": ["name", "member"]}
    model = fit(name, settings, wanted)
    if getattr(model.estimator, "compiled", None) is None:
        return
    step = model.estimator.compiled(TableSpec.of(wanted[model.inputs.names]), model.outputs, model.replaces)
    assert list(step(arrays_of(wanted)).names) == list(model.apply(wanted).columns)
