"""What each column adds to a prediction, as an estimator that can be stored and applied to new rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.explain._coalitions import coalitions, sampled
from knode_nodes.explain._ensembles import prepared, trees_of
from knode_nodes.explain._forest import Forest
from knode_nodes.explain._measure import Measure
from knode_nodes.explain._predictor import Predictor

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

BASE = "base_value"
CLASS = "explained_class"
PREFIX = "shap_"


class ShapValues:
    """Gives Shapley values of the predictions of a fitted estimator; follows scikit-learn's `transform`.

    Its state is plain data, arrays and the estimator itself.

    Args:
        estimator: as the learners fit it, see `Predictor`.
        features: the names of the columns that it reads.
        background: (rows, numbers that the estimator inside reads) what stands for "not known"; of linear models one row, of
            trees none.
        chosen: the position of the class to explain; None for the predicted class of each row.
        label_dtype: the pandas dtype of class labels, None for a regressor.
        categories: of the labels, where they are categories.
        permutations: how many orders of the columns are tried, where they are.
        seed: fixes these orders.
        inputs: the columns that it reads, as a TableSpec writes itself; None where their names are enough.
        target: what the numbers are called that it predicts.
        unit: theirs.
    """

    def __init__(
        self,
        estimator: Any,
        features: list[str],
        background: np.ndarray,
        *,
        chosen: int | None = None,
        label_dtype: str | None = None,
        categories: list[Any] | None = None,
        ordered: bool = False,
        permutations: int = 10,
        seed: int = 0,
        inputs: dict[str, Any] | None = None,
        target: str = "",
        unit: str = "",
    ) -> None:
        self.estimator = estimator
        self.features = features
        self.background = background
        self.chosen = chosen
        self.label_dtype = label_dtype
        self.categories = categories
        self.ordered = ordered
        self.permutations = permutations
        self.seed = seed
        self.inputs = inputs
        self.target = target
        self.unit = unit

    def __getstate__(self) -> dict[str, Any]:
        """Without what was derived."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    @property
    def method(self) -> str:
        """How the values are found: linear, trees, or sampled."""
        return self.predictor.method

    @property
    def scale(self) -> str:
        """What the values count: prediction, probability, log-odds, or score."""
        return self.predictor.scale

    @property
    def measure(self) -> Measure:
        """What the values count, with the name and the unit of what is predicted."""
        if self.label_dtype is not None:
            return Measure(self.scale)
        known = vars(self)
        return Measure(self.scale, known.get("target", ""), known.get("unit", ""))

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [*(PREFIX + name for name in self.features), BASE, *([CLASS] if self.label_dtype is not None else [])]

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) Shapley values of each column, their base value, and for classifiers the explained class.

        Base value and Shapley values add up to `output(rows)`. The table says in its `attrs` what they count.
        """
        import numpy as np
        import pandas as pd

        numbers = self.predictor.numbers(rows)
        outputs = self._outputs(numbers)
        values, base = self._values(numbers, outputs)
        made = pd.DataFrame(
            np.column_stack([values, base]), columns=self.made[: len(self.features) + 1], index=rows.index
        )
        if self.label_dtype is not None:
            made[CLASS] = self._labels(outputs, rows.index)
        made.attrs = self.measure.attrs
        return made

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays, for linear models and trees."""
        from knode_nodes.explain._compiled import explain_step

        return explain_step(self, inputs, outputs, replaces)

    def output(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows) what is explained: the estimator's own output, of the explained class."""
        import numpy as np

        numbers = self.predictor.numbers(rows)
        found: np.ndarray = self.predictor.output(numbers)[np.arange(len(rows)), self._outputs(numbers)]
        return found

    @property
    def predictor(self) -> Predictor:
        """The estimator, taken apart."""
        # Explainers that were stored by earlier versions do not have them.
        inputs = vars(self).get("inputs")
        known = None if inputs is None else TableSpec(**inputs)
        return self._once("_taken_apart", lambda: Predictor(self.estimator, self.features, known))

    def _once(self, name: str, make: Any) -> Any:
        if name not in vars(self):
            setattr(self, name, make())
        return getattr(self, name)

    def _outputs(self, numbers: np.ndarray) -> np.ndarray:
        """(rows) the position of the output that is explained."""
        import numpy as np

        if self.label_dtype is None or self.chosen is not None:
            return np.full(len(numbers), self.chosen or 0, dtype=np.intp)
        return self.predictor.predicted(numbers)

    def _values(self, numbers: np.ndarray, outputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(rows, features) Shapley values, and (rows) the base value."""
        import numpy as np

        predictor = self.predictor
        if predictor.method == "trees":
            return self._of_trees(numbers, outputs)
        if predictor.method == "linear":
            weights, start = predictor.weights()
            parts = (numbers - self.background) * weights[outputs]
            return parts @ predictor.collect(), start[outputs] + weights[outputs] @ self.background[0]
        plan = self._once("_plan", lambda: coalitions(len(self.features), self.permutations, self.seed))
        values = sampled(predictor.output, numbers, self.background, predictor.sources, plan)
        base = predictor.output(self.background).mean(axis=0)
        return values[np.arange(len(numbers)), :, outputs], base[outputs]

    def _of_trees(self, numbers: np.ndarray, outputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        model = self.predictor.model
        rows, sources = prepared(model, numbers, self.predictor.sources)
        forest = self._once("_forest", lambda: Forest(trees_of(model), sources, len(self.features)))
        return forest.values(rows, outputs), forest.expected[outputs]

    def _labels(self, outputs: np.ndarray, index: pd.Index) -> pd.Series:
        import pandas as pd

        dtype: Any = self.label_dtype
        if dtype == "category":
            dtype = pd.CategoricalDtype(self.categories, ordered=self.ordered)
        return pd.Series(self.predictor.classes[outputs], index=index).astype(dtype)
