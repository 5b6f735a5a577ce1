"""Explanations as a step on arrays: of linear models and of trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, Discrete, TableNeeded, TableSpec
from knode_nodes.explain._ensembles import codes_as_they_are, trees_of
from knode_nodes.explain._forest import Forest, Trees
from knode_nodes.learn._compiled.inputs import Inputs
from knode_nodes.learn._compiled.linear import Scale
from knode_nodes.learn._compiled.preparing import Prepared, prepared

if TYPE_CHECKING:
    import numpy as np

    from knode_nodes.explain.shap_values import ShapValues


@dataclass
class Weights(ArrayStep):
    """A linear model: (outputs, numbers), (outputs), and (numbers) what stands for "not known"."""

    weights: np.ndarray
    start: np.ndarray
    background: np.ndarray

    def outputs(self, numbers: np.ndarray) -> np.ndarray:
        """(rows, outputs)."""
        made: np.ndarray = numbers @ self.weights.T + self.start
        return made

    def explained(self, numbers: np.ndarray, outputs: np.ndarray, collect: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(rows, sources) Shapley values of one output of each row, and (rows) the base value."""
        chosen = self.weights[outputs]
        return (numbers - self.background) * chosen @ collect, self.start[outputs] + chosen @ self.background


@dataclass
class Explain(ArrayStep):
    """Gives the columns `made`: Shapley values, the base value, and with `labels` the explained class.

    `tables` has for each text column (its values and one for any other, numbers made of it); what the estimator reads are
    these numbers and then those of number columns, in the order `order`. `sources` says from which feature each one comes.
    `numbers` says whether the labels are numbers.
    """

    inputs: Inputs
    tables: list[np.ndarray]
    order: list[int]
    scale: Scale | None
    model: Any
    single: bool
    sources: list[int]
    chosen: int | None
    labels: list[Any] | None
    numbers: bool
    made: list[str]
    gone: list[str]

    def __post_init__(self) -> None:
        self._ready: tuple[np.ndarray, Forest | None] | None = None

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        if not set(self.inputs.names) <= set(columns.names):
            raise TableNeeded
        read = self._read(columns)
        collect, forest = self._derived()
        if self.labels is None or self.chosen is not None:
            outputs = np.full(columns.rows, self.chosen or 0, dtype=np.intp)
        else:
            outputs = (forest or self.model).outputs(read).argmax(axis=1)
        if forest is None:
            values, base = self.model.explained(read, outputs, collect)
        else:
            values, base = forest.values(read, outputs), forest.expected[outputs]
        return self._placed(columns, np.column_stack([values, base]), outputs)

    def _read(self, columns: Arrays) -> np.ndarray:
        """(rows, numbers) as the estimator reads them."""
        import numpy as np

        numbers, positions = self.inputs.matrix(columns), self.inputs.positions(columns)
        if self.scale is not None:
            numbers = self.scale.scaled(numbers)
        blocks, start = [], 0
        for table, places in zip(self.tables, positions, strict=True):
            blocks.append(table.take(places - start, axis=0))
            start += len(table)
        read = np.concatenate([*blocks, numbers], axis=1).take(self.order, axis=1)
        if not self.single:
            return read
        with np.errstate(over="ignore"):
            narrow = read.astype(np.float32)
        if np.isinf(narrow).any():
            raise TableNeeded
        return narrow.astype(np.float64)

    def _derived(self) -> tuple[np.ndarray, Forest | None]:
        import numpy as np

        if self._ready is None:
            sources, count = np.array(self.sources, dtype=np.intp), len(self.inputs.names)
            collect = (sources[:, None] == np.arange(count)).astype(float)
            self._ready = collect, Forest(self.model, sources, count) if isinstance(self.model, Trees) else None
        return self._ready

    def _placed(self, columns: Arrays, values: np.ndarray, outputs: np.ndarray) -> Arrays:
        import numpy as np

        left = columns.kept([name for name in columns.names if name not in self.gone])
        made = left.with_numbers(tuple(self.made[: values.shape[1]]), values)
        if self.labels is None:
            return made
        if self.numbers:
            return made.with_numbers((self.made[-1],), np.array(self.labels, dtype="float64").take(outputs)[:, None])
        return made.with_others({self.made[-1]: Discrete(self.labels, outputs)})


def explain_step(
    explainer: ShapValues, columns: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]
) -> Explain | None:
    """The step of an explainer for columns as it reads them; None for models that are explained by trying."""
    predictor = explainer.predictor
    reads = prepared(predictor.prepare, explainer.features)
    if reads is None or predictor.method == "sampled" or not _of_right_types(reads, columns):
        return None
    if predictor.method == "trees" and not codes_as_they_are(predictor.model):
        return None
    trees = predictor.method == "trees"
    classes = predictor.classes
    return Explain(
        Inputs(explainer.features, [], reads.numbers, reads.texts, reads.values, gaps=trees, refuses=False),
        _tables(reads),
        _order(reads),
        reads.scale,
        trees_of(predictor.model) if trees else Weights(*predictor.weights(), explainer.background[0]),
        trees and not hasattr(predictor.model, "_predictors"),
        predictor.sources.tolist(),
        explainer.chosen,
        None if classes is None else classes.tolist(),
        classes is not None and outputs.columns[-1].type in ("number", "boolean"),
        explainer.made,
        list(replaces),
    )


def _of_right_types(reads: Prepared, columns: TableSpec) -> bool:
    return all(columns[name].type in ("number", "boolean") for name in reads.numbers) and all(
        columns[name].type in ("text", "category") for name in reads.texts
    )


def _widths(reads: Prepared) -> list[int]:
    return [sum(text == place for text, _ in reads.reads) for place in range(len(reads.texts))]


def _tables(reads: Prepared) -> list[np.ndarray]:
    import numpy as np

    return [
        np.stack([encoded(number) for number in range(width)], axis=1)
        for encoded, width in zip(reads.encoded, _widths(reads), strict=True)
    ]


def _order(reads: Prepared) -> list[int]:
    """Where each number that the estimator reads stands behind the tables, one after the other, and the number columns."""
    starts = [0]
    for width in _widths(reads):
        starts.append(starts[-1] + width)
    return [starts[-1 if text is None else text] + place for text, place in reads.reads]
