"""What a model predicts on average when columns have given values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    Column,
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
    View,
    nearest,
    quoted,
    setting,
)
from knode_nodes.explain._asked import MOST_AT_ONCE, Asked, asked, drawn, fitting, known_ends, threads
from knode_nodes.explain._dependence_plot import Found, drawn_plot
from knode_nodes.explain._steps import steps_of
from knode_nodes.prep._keys import with_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Dependence(NamedTuple):
    """The means, and a picture of them."""

    table: Table
    view: View


class PartialDependence(Node):
    """Show what a model predicts on average for each value of a column, all else being as it is (partial dependence, ICE).

    In a sample of rows the column is set to one value after the other, and the model is asked. The thick line is the mean of
    its answers; the thin ones are single rows (ICE: individual conditional expectation). Where they do not run alongside each
    other, the effect hangs on another column. Example: how does the chance to leave change with the monthly fee?
    With a second column both are set, and shades show the mean for each pair.

    Of a column of numbers, values are taken that divide its rows into parts of the same size, less the outermost rows;
    of words, categories and truth values the most frequent. Missing values are not set. With `center` all lines begin
    at 0, so that their shapes are better compared. Columns that hang together, such as size and weight, are set to pairs that
    no row has: take such a plot with care.

    The table has a row for each value: `value` (and `other_value`), `class` where classes are predicted, `prediction`
    (the mean: of a class its probability), and `deviation` among the rows.
    """

    pack = "explain"
    icon = "partial-dependence"
    keywords = (
        "Partial Dependence Plot",
        "PDP",
        "ICE Plot",
        "Individual Conditional Expectation",
        "Partial Dependence Pre-processing",
        "what if",
        "simulation",
        "Explain Model",
        "sensitivity",
    )
    example = Example({"column": "age"})
    column: Column = setting(..., "Column that is set to its values.", port="table")
    other: Column = setting(Column(""), "Second column that is set too; empty for none.", port="table")
    for_class: str = setting("", "The class to show; empty for the second of two classes, and of more all.")
    steps: int = setting(30, "At most so many values of a column are set.", ge=2, le=200)
    outermost: float = setting(
        0.02,
        "The share of rows with the smallest numbers, and of those with the largest, whose values are not set.",
        ge=0,
        lt=0.5,
    )
    lines: int = setting(
        40,
        "So many single rows are drawn beside the mean, for one column and one class.",
        ge=0,
        le=500,
        when={"other": False},
    )
    center: bool = setting(False, "Let all lines begin at 0.", when={"other": False})
    most_rows: int = setting(1000, "Of more rows so many are drawn at random.", ge=1, le=1_000_000)
    seed: int | None = setting(None, "Number that fixes what is drawn; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, model: Model, table: Table, context: Context) -> Dependence:
        seed = context.seed if self.seed is None else self.seed
        given = asked(model)
        names = self._names(model.inputs)
        place = given.place(self.for_class)
        rows = fitting(model, drawn(table, self.most_rows, seed))
        whole = fitting(model, table) if len(rows) < len(table) else rows
        steps = [steps_of(whole, name, self.steps, self.outermost) for name in names]
        with threads(len(rows) * len(steps[0]), context.cores):
            answers = _answers(given, rows, names, steps, context)
        if self.center:
            answers = answers - answers[:1]
        found = Found(names, steps, answers, given, place, rows)
        return Dependence(_table(found), drawn_plot(found, self.lines, self.center, seed).view())

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        ends = known_ends(inputs)
        if ends is None or ends[0].inputs is None:
            return {"table": None, "view": None}
        model, table = ends
        assert model.inputs is not None, "checked above"
        names = self._names(model.inputs)
        return {"table": _spec(model, [(table[name], model.inputs[name]) for name in names]), "view": None}

    def _names(self, inputs: TableSpec) -> list[str]:
        names = [str(name) for name in (self.column, self.other) if name]
        if not self.column:
            raise DataError("no column is chosen: set the column in the node's settings", port="table")
        for name in names:
            if name not in inputs:
                near = nearest(name, inputs.names)
                hint = f"did you mean {quoted(near)}?" if near else f"it reads: {', '.join(inputs.names[:8])}"
                raise DataError(f"the model does not read {quoted(name)}; {hint}", port="table", column=name)
        if len(set(names)) < len(names):
            raise DataError(f"both columns are {quoted(names[0])}: choose another one, or none", port="table")
        return names


def _answers(
    given: Asked, rows: pd.DataFrame, names: list[str], steps: list[pd.Series], context: Context
) -> np.ndarray:
    """(pairs of values, rows, outputs) what the model gives; the values of the second column vary fastest."""
    import numpy as np

    pairs = np.indices([len(one) for one in steps]).reshape(len(steps), -1)
    size = max(1, MOST_AT_ONCE // len(rows))
    parts = []
    for start in range(0, pairs.shape[1], size):
        context.progress(start / pairs.shape[1], "asking the model")
        some = pairs[:, start : start + size]
        many = rows.take(np.tile(np.arange(len(rows)), some.shape[1]))
        # take makes the same index many times; models read columns only.
        stepped = {
            name: values.array.take(np.repeat(places, len(rows)))
            for name, values, places in zip(names, steps, some, strict=True)
        }
        many = with_columns(many.reset_index(drop=True), stepped)
        parts.append(given.outputs(many).reshape(some.shape[1], len(rows), -1))
    return np.concatenate(parts)


def _spec(model: ModelSpec, columns: list[tuple[ColumnSpec, ColumnSpec]]) -> TableSpec | None:
    """The columns of the table; None where a column is converted for the model."""
    if any(own.dtype != read.dtype for own, read in columns):
        return None
    values = [
        own.model_copy(update={"name": name, "role": "feature", "predicts": None})
        for name, (own, _) in zip(("value", "other_value"), columns, strict=False)
    ]
    word = [ColumnSpec(name="class", dtype="str")] if model.kind == "classifier" else []
    return TableSpec(
        columns=(*values, *word, *(ColumnSpec(name=name, dtype="float64") for name in ("prediction", "deviation")))
    )


def _table(found: Found) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    pairs = np.indices([len(one) for one in found.steps]).reshape(len(found.steps), -1)
    parts = []
    for place in found.shown:
        made: dict[str, Any] = {
            name: pd.Series(values.array.take(places))
            for name, values, places in zip(("value", "other_value"), found.steps, pairs, strict=False)
        }
        if found.asked.classes:
            made["class"] = pd.Series([found.asked.classes[place]] * pairs.shape[1], dtype="str")
        answers = found.answers[:, :, place]
        parts.append(pd.DataFrame(made | {"prediction": answers.mean(axis=1), "deviation": answers.std(axis=1)}))
    return pd.concat(parts, ignore_index=True)
