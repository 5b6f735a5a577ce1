"""Explain predictions by Shapley values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    PREDICTION,
    ColumnSpec,
    Context,
    DataError,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    nearest,
    quoted,
    setting,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.explain._predictor import Predictor
    from knode_nodes.explain.shap_values import ShapValues

STEPS = 20
TOLERANCE = 1e-6
MOST_FACTS = 50


class Explained(NamedTuple):
    """The values for the rows that came in, and the model that gives them for other rows."""

    table: Table
    model: Model


class ShapExplainer(Node):
    """Tell for each row what each column added to the prediction (SHAP values).

    A prediction is taken apart: what the model gives on average, the base value, and what each column of this row
    moves it up or down. Base value and all columns add up to what the model gives for the row. Example: a customer is likely
    to leave, by +1.4 because of the contract and -0.3 because of the age.

    The table has a column shap_ for each column that the model reads, the column base_value, and for classes explained_class:
    the class that the values speak for. Unless you choose one it is, of two classes, the second, and of more the one that is
    predicted for the row. All other columns are left out; the rows keep their index.

    What is added up depends on the model. Numbers: the prediction itself. Random forests: the probability. Logistic regression
    and gradient boosting: log-odds, 0 where both of two classes are equally likely; of more classes the score before it
    becomes a probability.

    Linear models and trees are explained exactly. For trees, "not known" means as the training rows went; for linear models,
    as in the mean of the table. For all other models some rows of the table stand for it, and with more than 7 columns
    orders of the columns are drawn: more of both are steadier and slower.

    Used between Capture Start and Capture End, production explains new rows in the same way.
    """

    pack = "explain"
    icon = "shap"
    keywords = (
        "SHAP Loop",
        "Shapley Values",
        "Explain Predictions",
        "Explain Model",
        "feature contribution",
        "XAI",
        "LIME",
    )
    fits = "model"
    for_class: str = setting(
        "", "The class to explain; empty for the second of two classes, and of more the predicted one."
    )
    background: int = setting(
        100, "How many rows stand for values that are not known, for models that are neither linear nor trees.", ge=1,
        le=10_000,
    )  # fmt: skip
    permutations: int = setting(
        10, "How many orders of the columns are drawn, for the same models, with more than 7 columns.", ge=1, le=1000
    )
    seed: int | None = setting(None, "Number that fixes what is drawn; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, model: Model, table: Table, context: Context) -> Explained:
        outputs = _described(model.spec, TableSpec.of(table))
        assert outputs is not None, "a fitted model says what it gives"
        rows = _fitting(model, table)
        explainer = self._explainer(model, rows, context)
        made = Model(
            kind="transformer",
            estimator=explainer,
            inputs=model.inputs,
            outputs=outputs,
            name=f"Explanation of {model.name}",
            replaces=tuple(str(name) for name in table.columns),
        )
        values = _applied(made, table, context)
        return Explained(values, replace(made, facts=_facts(explainer, rows, values, context)))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        model, table = inputs.get("model"), inputs.get("table")
        if not isinstance(model, ModelSpec) or not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        outputs = _described(model, table)
        return {"table": outputs, "model": ModelSpec(kind="transformer", inputs=model.inputs, outputs=outputs)}

    def _explainer(self, model: Model, rows: pd.DataFrame, context: Context) -> ShapValues:
        from knode_nodes.explain._predictor import Predictor
        from knode_nodes.explain.shap_values import ShapValues

        seed = context.seed if self.seed is None else self.seed
        predictor = Predictor(model.estimator, model.inputs.names)
        labels = model.outputs[PREDICTION] if model.kind == "classifier" else None
        return ShapValues(
            model.estimator,
            model.inputs.names,
            self._background(predictor, rows, seed),
            chosen=self._chosen(model),
            label_dtype=None if labels is None else labels.dtype,
            categories=None if labels is None or labels.categories is None else list(labels.categories),
            ordered=labels is not None and labels.ordered,
            permutations=self.permutations,
            seed=seed,
        )

    def _chosen(self, model: Model) -> int | None:
        if not self.for_class:
            return 1 if len(model.classes) == 2 else None
        names = [str(label) for label in model.classes]
        if self.for_class in names:
            return names.index(self.for_class)
        near = nearest(self.for_class, names)
        known = f"the classes are {', '.join(map(quoted, names[:8]))}" if names else "the model predicts numbers"
        raise DataError(
            f"there is no class {quoted(self.for_class)} to explain; {f'did you mean {quoted(near)}?' if near else known}",
            port="model",
        )

    def _background(self, predictor: Predictor, rows: pd.DataFrame, seed: int) -> np.ndarray:
        """(rows, numbers that the estimator reads): the mean for linear models, nothing for trees, or rows of the table."""
        import numpy as np

        if predictor.method == "trees":
            return np.zeros((0, len(predictor.sources)))
        if predictor.method == "linear":
            return predictor.numbers(rows).mean(axis=0, keepdims=True)
        drawn = np.random.default_rng(seed).permutation(len(rows))[: self.background]
        return predictor.numbers(rows.iloc[np.sort(drawn)])


def _described(model: ModelSpec, table: TableSpec) -> TableSpec | None:
    """The columns of the answer; None where they are not known yet. Raises DataError where they are taken."""
    from knode_nodes.explain.shap_values import BASE, CLASS, PREFIX

    if model.kind == "transformer":
        raise DataError("the model predicts nothing that could be explained: connect that of a learner", port="model")
    if model.inputs is None:
        return None
    names = [*(PREFIX + name for name in model.inputs.names), BASE, *([CLASS] if model.kind == "classifier" else [])]
    for name in names:
        if name in table:
            raise DataError(
                f"the table already has a column {quoted(name)}: rename it or drop it before", port="table", column=name
            )
    columns = [ColumnSpec(name=name, dtype="float64", nullable=False) for name in names]
    if model.kind == "classifier":
        if model.outputs is None:
            return None
        columns[-1] = model.outputs[PREDICTION].model_copy(update={"name": CLASS, "role": "feature"})
    return TableSpec(columns=tuple(columns))


def _fitting(model: Model, table: pd.DataFrame) -> pd.DataFrame:
    """The columns that the model reads, as it takes them. Raises DataError, as Apply Model does."""
    from knode_nodes.learn._inputs import check_columns, check_values, converted_inputs

    if not len(table):
        raise DataError("the table has no rows to explain", port="table")
    check_columns(model.name, model.inputs, [str(name) for name in table.columns])
    rows = table[model.inputs.names].assign(**converted_inputs(model.inputs, table))
    check_values(model.inputs, rows)
    return rows


def _applied(model: Model, table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """What Apply Model gives, in steps, so that progress shows and the person can stop it."""
    import pandas as pd

    from knode_nodes.learn.apply_model import ApplyModel

    edges = [len(table) * step // STEPS for step in range(STEPS + 1)]
    parts = []
    for start, end in pairwise(edges):
        context.progress(start / len(table), "explaining rows")
        if end > start:
            parts.append(ApplyModel().run(model, table.iloc[start:end]))
    return pd.concat(parts)


def _facts(explainer: ShapValues, rows: pd.DataFrame, values: pd.DataFrame, context: Context) -> dict[str, Any]:
    """How it was explained, the mean size of each column's values, and whether they add up; a warning where not."""
    import numpy as np

    parts = values[explainer.made[: len(explainer.features) + 1]].to_numpy()
    expected = explainer.output(rows)
    off = np.abs(parts.sum(axis=1) - expected) / np.maximum(1.0, np.abs(expected))
    if off.max() > TOLERANCE:
        row = int(off.argmax())
        context.warn(
            f"The values do not add up to what the model gives: in row {row} they are off by {off[row]:.2g} of it. Please "
            "report this."
        )
    sizes = dict(zip(explainer.features, np.abs(parts[:, :-1]).mean(axis=0).tolist(), strict=True))
    ranked = sorted(sizes.items(), key=lambda item: -item[1])[:MOST_FACTS]
    return {
        "rows": len(rows),
        "method": explainer.method,
        "scale": explainer.scale,
        "importances": dict(ranked),
        "greatest_gap": float(off.max()),
    }
