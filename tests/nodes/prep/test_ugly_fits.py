"""Every node that fits, on every kind of column: a result that spec and model agree with, or an error that says why not."""

from __future__ import annotations

import pytest

from knode.api import TRAINING_ROWS, TableSpec
from knode.core.check import QuietContext, same
from knode.core.errors import KnodeError
from knode.core.registry import REGISTRY
from tests.nodes.prep.test_ugly_columns import UGLY

pytestmark = pytest.mark.uncovered
TABLE = UGLY.assign(y=[1.5, 2, 3, 4], c=["p", "q", "p", "q"]).set_axis([3, 3, 1, 0])
WAYS = {
    "Binner": lambda name: [
        {"columns": [name]},
        {"columns": [name], "method": "equal frequency", "ends": "missing"},
        {"columns": [name], "method": "edges", "edges": [0, 1], "into": "number"},
        {"columns": [name], "method": "target tree", "target": "y", "least": 1},
    ],
    "Outliers": lambda name: [
        {"columns": [name], "method": method, "treatment": treatment, "lowest": 0.5}
        for method, treatment in [
            ("iqr", "clip"),
            ("z-score", "missing"),
            ("robust z-score", "mark"),
            ("quantiles", "remove"),
            ("bounds", "clip"),
            ("bounds", "missing"),
        ]
    ],
    "OrdinalEncoder": lambda name: [
        {"columns": [name], "missing": "own number"},
        {"columns": [name], "order": "appearance", "keep": True},
        {"columns": [name], "orders": {name: ["x", 1]}},
    ],
    "OneHotEncoder": lambda name: [
        {"columns": [name], "missing": "column"},
        {"columns": [name], "most": 1, "rare": "column", "unknown": "rare"},
    ],
    "TargetEncoder": lambda name: [
        {"columns": [name], "target": "y"},
        {"columns": ["c"], "target": name},
        {"columns": ["c"], "target": name, "task": "classification"},
        {"columns": ["c"], "target": name, "task": "regression"},
    ],
    "Pca": lambda name: [{"columns": [name, "y"], "size": "share of variance"}],
    "FeatureSelector": lambda name: [
        *({"columns": [name], "method": method, "target": "c"} for method in ("variance", "constant values", "missing values")),
        *({"columns": [name], "method": method, "target": "c"} for method in ("correlation", "mutual information", "F-test")),
        {"columns": ["y"], "target": name, "method": "F-test"},
    ],
    "TextVectorizer": lambda name: [{"columns": [name], "terms": "characters"}],
    "BalanceClasses": lambda name: [{"target": name}, {"target": "c", "method": "synthesize", "columns": [name]}],
    "MissingValues": lambda name: [
        {"columns": [name], "numbers": how, "texts": "previous", "dates": "next", "indicators": True}
        for how in ("previous", "interpolate")
    ],
    "Normalizer": lambda name: [
        {"columns": [name], "method": method} for method in ("z-score", "min-max", "robust", "max-abs", "quantile", "power")
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_every_kind_of_column_gives_what_spec_and_model_say_or_an_error(name):
    cls = REGISTRY.find(f"prep.{name}")
    worked = sum(
        _works(cls.from_settings(settings), TABLE[list(dict.fromkeys([column, "y", "c"]))], f"{name} {settings}")
        for column in UGLY.columns
        for settings in WAYS[name](column)
    )
    assert worked


def _works(node, table, what):
    try:
        made = node.outputs(node.run(table, *([QuietContext()] if node.ports().context else [])))
    except KnodeError as error:
        assert len(str(error)) < 500, what
        return 0
    for port, told in node.spec({"table": TableSpec.of(table)}).items():
        if isinstance(told, TableSpec):
            found = TableSpec.of(made[port])
            assert [(one.name, one.dtype) for one in told.columns] == [
                (one.name, one.dtype) for one in found.columns
            ], what
    model = made.get("model")
    if model is not None and TRAINING_ROWS not in model.facts:
        assert same(model.apply(table.iloc[::-1]).iloc[::-1], made["table"]), what
    return 1
