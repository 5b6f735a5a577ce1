"""Apply a model to a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import ArrayStep, ColumnSpec, Context, Example, Model, ModelSpec, Node, Spec, Table, TableSpec, setting
from knode_nodes.learn._applying import applied, new_columns
from knode_nodes.learn._inputs import check_columns, converted_inputs, taken
from knode_nodes.learn._unseen import unseen
from knode_nodes.prep._predicts import FORETOLD


class ApplyModel(Node):
    """Use a fitted model on a table, row by row: predict, or change columns as was learnt in training.

    A model that predicts adds the column prediction and, for classes, one column of probabilities per class,
    such as probability_yes. A model that changes columns (fills, scales, encodes) puts the new ones in their
    place. Example: fit Random Forest Learner on one part of the rows and apply its model to the other part,
    or to new rows.

    The table may have further columns, in any order. Values of another type are converted where nothing is lost (1 as
    1.0, the text "2.5" as a number); a column without any value is of any type. A text that training never saw is no
    error: it speaks for no class, and the node warns of it. Missing values are filled or learnt from as the learner's
    help says, in every column, whether training had some there or not; a model that was to stop at missing values
    refuses them here too.
    """

    pack = "learn"
    icon = "apply"
    shelf = "Models"
    keywords = (
        "Predictor",
        "Predictions",
        "Score",
        "Regression Predictor",
        "Decision Tree Predictor",
        "Random Forest Predictor",
        "Cluster Assigner",
        "Normalizer (Apply)",
        "PCA Apply",
        "Missing Value (Apply)",
        "Apply Domain",
        "transform",
        "predict",
        "inference",
    )
    example = Example({"prefix": "forest_"})
    rowwise = True

    prefix: str = setting("", "Text before the names of the new prediction columns, such as rf_.")
    probabilities: bool = setting(True, "Also give the probability of each class.")

    def run(self, model: Model, table: Table, context: Context) -> Table:
        made = applied(model, table, prefix=self.prefix, probabilities=self.probabilities)
        for text in unseen(model, table):
            context.warn(text)
        return made

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        model, table = inputs.get("model"), inputs.get("table")
        if not isinstance(model, ModelSpec) or not isinstance(table, TableSpec) or model.inputs is None:
            return {"table": None}
        check_columns(model.kind, model.inputs, table.names)
        converted_inputs(model.inputs, table.select(model.inputs.names).empty())
        if model.outputs is None:
            return {"table": None}
        if model.kind == "transformer":
            return {"table": _transformed(table, model)}
        made = self._new_columns(model)
        added = {
            name: column.model_copy(
                update={"name": name, "predicts": model.target if column.role in FORETOLD else None}
            )
            for name, column in zip(made, model.outputs.columns, strict=False)
        }
        for name in added:
            if name in table:
                raise taken(name)
        return {"table": table.replace(**added)}

    def compiled(self, frozen: Mapping[str, Any], columns: TableSpec) -> ArrayStep | None:
        """The model's prediction or change on arrays; None for estimators that are not known, and where values have to be
        converted for the model."""
        from knode_nodes.learn._compiled.estimators import model_step

        model = frozen.get("model")
        if not isinstance(model, Model):
            return None
        return model_step(model, columns, self._new_columns(model.spec))

    def _new_columns(self, model: ModelSpec) -> list[str]:
        return new_columns(model, self.prefix, self.probabilities)


def _transformed(table: TableSpec, model: ModelSpec) -> TableSpec | None:
    """The columns after a transformer, where it is known which of them it replaces."""
    if model.replaces is None or model.outputs is None:
        return None
    made = model.outputs.names
    left = table.without(name for name in model.replaces if name not in made)
    return left.replace(**{column.name: _in_place(column, table) for column in model.outputs.columns})


def _in_place(column: ColumnSpec, table: TableSpec) -> ColumnSpec:
    """A column that is changed keeps its role, unless the model says which it has, and what it predicts."""
    if column.name not in table:
        return column
    before = table[column.name]
    role = before.role if column.role == "feature" else column.role
    return column.model_copy(update={"role": role, "predicts": before.predicts})
