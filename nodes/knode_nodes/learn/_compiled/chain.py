"""Models that follow each other, as one, on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knode.api import Arrays, ArrayStep, DataError, Model, TableNeeded, TableSpec
from knode_nodes.learn._compiled.inputs import Inputs
from knode_nodes.learn._inputs import taken


@dataclass
class Chain(ArrayStep):
    """Adds what `steps` in turn make of the columns of `inputs`: those that are called `made`. Nothing else is kept."""

    inputs: Inputs
    steps: list[ArrayStep]
    made: list[str]
    batches: bool

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        if not set(self.inputs.names) <= set(columns.names):
            raise TableNeeded
        for name in self.made:
            if name in columns.names:
                raise taken(name)
        with np.errstate(over="ignore", invalid="ignore"):
            self.inputs.matrix(columns)
        self.inputs.positions(columns)
        inside = self._inside(columns.kept(self.inputs.names))
        numbers = tuple(name for name in self.made if name in inside.layout.numbers)
        others = {name: inside.other(name) for name in self.made if name not in numbers}
        columns = columns.with_others(others) if others else columns
        return columns.with_numbers(numbers, inside.numbers(numbers)) if numbers else columns

    def _inside(self, columns: Arrays) -> Arrays:
        try:
            for step in self.steps:
                columns = step(columns)
        except DataError:
            # In whose words a column of their own is refused, the models themselves say.
            raise TableNeeded from None
        return columns


def chain(before: Sequence[Model], last: Model, columns: TableSpec, made: list[str]) -> ArrayStep | None:
    """What a model does whose rows are prepared by the models `before` it; None where one of them has no step.

    Args:
        before: the models that change columns, in turn.
        last: the model as a whole, its estimator the one that predicts.
        columns: the table that comes in.
        made: the names of the outputs.
    """
    from knode_nodes.learn._compiled.estimators import model_step

    table, steps = columns.select(last.inputs.names), []
    for model in before:
        step, spec = _prepared(model, table)
        if step is None or spec is None:
            return None
        table = spec
        steps.append(step)
    names = [str(name) for name in last.estimator.features]
    if not set(names) <= set(table.names):
        return None
    read = TableSpec(columns=tuple(table[name].model_copy(update={"nullable": True}) for name in names))
    step = model_step(replace(last, estimator=last.estimator.estimator, inputs=read), table, made)
    if step is None:
        return None
    return Chain(_inputs(last), [*steps, step], made, bool(getattr(step, "batches", False)))


def _prepared(model: Model, table: TableSpec) -> tuple[ArrayStep | None, TableSpec | None]:
    from knode_nodes.learn.apply_model import ApplyModel

    spec = ApplyModel().spec({"model": model.spec, "table": table})["table"]
    step = ApplyModel().compiled({"model": model}, table)
    return step, spec if isinstance(spec, TableSpec) else None


def _inputs(model: Model) -> Inputs:
    """Refuses what Apply Model refuses of the rows as they come."""
    numbers = [column.name for column in model.inputs.columns if column.type in ("number", "boolean")]
    texts = [column.name for column in model.inputs.columns if column.type in ("text", "category")]
    required = [column.name for column in model.inputs.columns if not column.nullable]
    return Inputs(model.inputs.names, required, numbers, texts, [[] for _ in texts], gaps=True, refuses=True)
