"""What the learners share after fitting: the Model value, its spec, and the facts that are kept with it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from knode.api import PREDICTION, PROBABILITY, ColumnSpec, Model, ModelSpec, TableSpec
from knode_nodes.learn._encoding import inner_columns, scales
from knode_nodes.learn._targets import is_floating
from knode_nodes.learn._training import Training
from knode_nodes.learn._weights import UNUSED_WEIGHT

if TYPE_CHECKING:
    import numpy as np

MOST_FACTS = 50


def classifier(name: str, data: Training, estimator: Any, facts: Mapping[str, Any]) -> Model:
    """The Model of a fitted classifier."""
    import numpy as np

    classes = tuple(value.item() if isinstance(value, np.generic) else value for value in estimator.classes_)
    # An index of Arrow's cannot always look a value up.
    counts = dict(data.target.value_counts().items())
    by_class = {str(label): int(counts.get(label, 0)) for label in classes}
    return Model(
        kind="classifier",
        estimator=estimator,
        inputs=data.inputs(),
        outputs=class_outputs(
            TableSpec.of(data.target.to_frame()).columns[0], classes, hasattr(estimator, "predict_proba")
        ),
        name=name,
        target=str(data.target.name),
        classes=classes,
        facts={**_facts(data), "classes": by_class, **facts},
    )


def regressor(name: str, data: Training, estimator: Any, facts: Mapping[str, Any]) -> Model:
    """The Model of a fitted regressor."""
    return Model(
        kind="regressor",
        estimator=estimator,
        inputs=data.inputs(),
        outputs=number_outputs(),
        name=name,
        target=str(data.target.name),
        facts={**_facts(data), **facts},
    )


def class_outputs(target: ColumnSpec, classes: tuple[Any, ...], probabilities: bool = True) -> TableSpec:
    """What a classifier adds to a table: the prediction, of the target's dtype, and a probability per class if it has such.

    Whole numbers that are floats, as some are missing, or exact decimals are predicted as what they are.
    """
    prediction = ColumnSpec(
        name=PREDICTION,
        # pandas reads "string[pyarrow]", the name of Arrow's own text dtype, as its text dtype "string".
        dtype="string" if target.dtype == "string[pyarrow]" else "int64" if is_floating(target.dtype) else target.dtype,
        role="prediction",
        nullable=False,
        categories=target.categories,
        ordered=target.ordered,
    )
    if target.type == "category" and target.categories is None:
        prediction = prediction.model_copy(update={"categories": classes})
    chances = (
        ColumnSpec(name=f"{PROBABILITY}{label}", dtype="float64", role="probability", nullable=False, range=(0.0, 1.0))
        for label in (classes if probabilities else ())
    )
    return TableSpec(columns=(prediction, *chances))


def number_outputs() -> TableSpec:
    """What a regressor adds to a table: the prediction, a number with decimals even where the target has none."""
    return TableSpec(columns=(ColumnSpec(name=PREDICTION, dtype="float64", role="prediction", nullable=False),))


def classifier_spec(target: ColumnSpec, inputs: TableSpec, probabilities: bool = True) -> ModelSpec:
    """What is known before fitting; which classes there are is known of booleans only."""
    known = target.type == "boolean" or (not probabilities and target.type != "category")
    outputs = class_outputs(target, (False, True), probabilities) if known else None
    return ModelSpec(kind="classifier", target=target.name, inputs=inputs, outputs=outputs)


def regressor_spec(target: ColumnSpec, inputs: TableSpec) -> ModelSpec:
    """What is known before fitting: all."""
    return ModelSpec(kind="regressor", target=target.name, inputs=inputs, outputs=number_outputs())


def importances(values: np.ndarray, prepare: Any, features: list[str]) -> dict[str, float]:
    """Importance by feature, greatest first; those of a text column's values are added up."""
    totals = dict.fromkeys(features, 0.0)
    for (name, _), value in zip(inner_columns(prepare, features), values.tolist(), strict=True):
        totals[name] += value
    return greatest(totals)


def coefficients(
    weights: np.ndarray, intercept: float, prepare: Any, features: list[str]
) -> tuple[dict[str, float], float]:
    """Coefficients by feature (or "feature = value"), greatest first, and the intercept, in the features' "
    "own units."""
    shift, divisor = scales(prepare, features)
    own = weights / divisor
    names = [label for _, label in inner_columns(prepare, features)]
    return greatest(dict(zip(names, own.tolist(), strict=True))), float(intercept - own @ shift)


def greatest(values: Mapping[str, float]) -> dict[str, float]:
    """At most 50 of the values, the greatest in size first."""
    return dict(sorted(values.items(), key=lambda item: -abs(item[1]))[:MOST_FACTS])


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the library's warnings from the person: what matters in them is found out and said in plain words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _facts(data: Training) -> dict[str, Any]:
    from sklearn import __version__

    return {
        "rows": len(data.features),
        "rows_without_target": data.left_out,
        "features": [str(name) for name in data.features.columns],
        **({"weight": data.weight} if data.weight else {}),
        **({UNUSED_WEIGHT: data.unused_weight} if data.unused_weight else {}),
        "libraries": {"scikit-learn": __version__},
    }
