"""Explain predictions by Shapley values."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    PREDICTION,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    quoted,
    setting,
)
from knode_nodes.explain._asked import check_predicts, fitting, place_of, refusing
from knode_nodes.visualize._values import unit_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.explain._predictor import Predictor
    from knode_nodes.explain.shap_values import ShapValues

FIRST, MOST_ROWS = 32, 500
"""Rows that are explained first, to see how long they take, and at once at most."""
SECONDS = 1.0
"""About so long some rows may take: in between it is told how far this is, and a person can stop it."""
TOLERANCE = 1e-6
MOST_FACTS = 50
FEW = 0.01
"""The share of rows whose values may fail to add up."""


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

    What is added up depends on the model, and is told when it runs. Numbers: the prediction itself. Random forests and most
    others: the probability. Logistic regression and gradient boosting: log-odds, 0 where both of two classes are equally
    likely; of more classes, and of models without probabilities, the score that decides. Clusters are explained as classes
    are, and outliers by their score. Models that only change columns, such as scalers, have nothing to explain. The table
    says it to the SHAP views, which name it on their axes, with the unit of the target where its table told one.

    Linear models and trees are explained exactly. For trees, "not known" means as the training rows went; for linear models,
    as in the mean of the table. For all other models some rows of the table stand for it, and with more than 7 columns
    orders of the columns are drawn: more of both are steadier and slower. Whether all values add up is checked for every row.

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
    example = Example({"for_class": "yes"})
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
        outputs = _described(model.spec, TableSpec.of(table), groups=_groups(model))
        assert outputs is not None, "a fitted model says what it gives"
        rows = fitting(model, table)
        explainer = self._explainer(model, rows, table, context)
        made = Model(
            kind="transformer",
            estimator=explainer,
            inputs=model.inputs,
            outputs=outputs,
            name=f"Explanation of {model.name}",
            replaces=tuple(str(name) for name in table.columns),
        )
        with refusing(model, rows):
            values = _applied(made, table, context)
            facts = _facts(explainer, rows, values, context)
        return Explained(values, replace(made, facts=facts))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        model, table = inputs.get("model"), inputs.get("table")
        if not isinstance(model, ModelSpec) or not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        if model.kind == "transformer" and not model.replaces:
            # Clusters and outliers can be explained; which of them it is, the model tells.
            return {"table": None, "model": None}
        outputs = _described(model, table)
        return {"table": outputs, "model": ModelSpec(kind="transformer", inputs=model.inputs, outputs=outputs)}

    def _explainer(self, model: Model, rows: pd.DataFrame, table: pd.DataFrame, context: Context) -> ShapValues:
        from knode_nodes.explain._predictor import Predictor
        from knode_nodes.explain.shap_values import ShapValues
        from knode_nodes.learn.prepared import Prepared

        seed = context.seed if self.seed is None else self.seed
        predictor = Predictor(model.estimator, model.inputs.names, model.inputs)
        groups = _groups(model)
        labels = _labels(model.kind, model.outputs, groups)
        target = model.outputs.names[-1] if groups is False else model.target or ""
        return ShapValues(
            model.estimator,
            model.inputs.names,
            self._background(predictor, rows, seed),
            chosen=place_of(self.for_class, [] if predictor.classes is None else predictor.classes.tolist()),
            label_dtype=None if labels is None else labels.dtype,
            categories=None if labels is None or labels.categories is None else list(labels.categories),
            ordered=labels is not None and labels.ordered,
            permutations=self.permutations,
            seed=seed,
            inputs=model.inputs.model_dump() if isinstance(model.estimator, Prepared) else None,
            target=target,
            unit=unit_of(table, target),
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


def _groups(model: Model) -> bool | None:
    """Of a model of clusters True, of one of outliers False; None for any other. Raises DataError for other transformers."""
    from knode_nodes.explain._unsupervised import explains

    if model.kind != "transformer":
        return None
    if not explains(model.estimator):
        check_predicts(model.kind)
    return model.outputs.columns[0].type == "category"


def _labels(kind: str, outputs: TableSpec | None, groups: bool | None) -> ColumnSpec | None:
    """What the column of classes is like; None where a number is explained."""
    if outputs is None or not (kind == "classifier" or groups):
        return None
    return outputs.columns[0] if groups else outputs[PREDICTION]


def _described(model: ModelSpec, table: TableSpec, groups: bool | None = None) -> TableSpec | None:
    """The columns of the answer; None where they are not known yet. Raises DataError where they are taken."""
    from knode_nodes.explain.shap_values import BASE, CLASS, PREFIX

    if groups is None:
        check_predicts(model.kind)
    if model.inputs is None:
        return None
    classes = model.kind == "classifier" or bool(groups)
    names = [*(PREFIX + name for name in model.inputs.names), BASE, *([CLASS] if classes else [])]
    for name in names:
        if name in table:
            raise DataError(
                f"the table already has a column {quoted(name)}: rename it or drop it before", port="table", column=name
            )
    columns = [ColumnSpec(name=name, dtype="float64", nullable=False) for name in names]
    if classes:
        labels = _labels(model.kind, model.outputs, groups)
        if labels is None:
            return None
        columns[-1] = labels.model_copy(update={"name": CLASS, "role": "feature"})
    return TableSpec(columns=tuple(columns))


def _applied(model: Model, table: pd.DataFrame, context: Context) -> pd.DataFrame:
    """What Apply Model gives, in steps, so that progress shows and the person can stop it; trees on all cores."""
    import pandas as pd

    from knode_nodes.learn._applying import applied

    cores = context.cores if model.estimator.method == "trees" else 1
    context.progress(0.0, "explaining rows")
    began = time.perf_counter()
    # The first rows also read the trees, which the others then share.
    parts = [applied(model, table.iloc[:FIRST])]
    took = time.perf_counter() - began
    size = max(FIRST, min(int(FIRST * SECONDS / took), MOST_ROWS, -(-len(table) // cores)))
    rest = [table.iloc[start : start + size] for start in range(FIRST, len(table), size)]
    pool = ThreadPoolExecutor(cores)
    try:
        for made in pool.map(lambda some: applied(model, some), rest):
            parts.append(made)
            context.progress((len(parts) - 1) / len(rest), "explaining rows")
    finally:
        pool.shutdown(cancel_futures=True)
    return pd.concat(parts)


def _facts(explainer: ShapValues, rows: pd.DataFrame, values: pd.DataFrame, context: Context) -> dict[str, Any]:
    """How it was explained, the mean size of each column's values, and whether they add up."""
    import numpy as np

    parts = values[explainer.made[: len(explainer.features) + 1]].to_numpy()
    expected = explainer.output(rows)
    off = np.abs(parts.sum(axis=1) - expected) / np.maximum(1.0, np.abs(expected))
    _check_sums(off, context)
    context.info(_told(explainer, float(off.max())))
    sizes = dict(zip(explainer.features, np.abs(parts[:, :-1]).mean(axis=0).tolist(), strict=True))
    ranked = sorted(sizes.items(), key=lambda item: -item[1])[:MOST_FACTS]
    return {
        "rows": len(rows),
        "method": explainer.method,
        "scale": explainer.scale,
        "importances": dict(ranked),
        "greatest_gap": float(off.max()),
    }


def _check_sums(off: np.ndarray, context: Context) -> None:
    """Raise DataError where the values of many rows do not add up, and warn of few: equally near neighbours may be told apart
    otherwise when rows are asked about together."""
    import numpy as np

    gaps = np.flatnonzero(~(off <= TOLERANCE))
    if not len(gaps):
        return
    row = int(off.argmax())
    said = (
        f"the values of {len(gaps):,} of {len(off):,} rows do not add up to what the model gives, in row {row} they are off by "
        f"{off[row]:.2g} of it"
    )
    if len(gaps) > FEW * len(off):
        raise DataError(
            f"{said}: the model gives other answers for the same row when it is asked again, and cannot be explained",
            port="model",
            row=row,
        )
    context.warn(f"{said[:1].upper()}{said[1:]}: the model gives other answers for these rows when it is asked again.")


def _told(explainer: ShapValues, gap: float) -> str:
    ways = {
        "linear": "exactly, by the weights of the linear model",
        "trees": "exactly, by the ways of the rows through the trees",
        "sampled": f"by asking the model, with {len(explainer.background):,} rows for what is not known",
    }
    scale = {
        "prediction": "the prediction",
        "probability": "the probability",
        "log-odds": "the log-odds",
        "score": "the score that decides",
    }
    return (
        f"Explained {ways[explainer.method]}. What is added up is {scale[explainer.scale]}; the largest gap between the sum "
        f"and the model's own answer is {gap:.1g}."
    )
