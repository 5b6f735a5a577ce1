"""Explains what a bundle predicts by the columns that come in: Shapley values of the bundle as a whole.

The explainer of the pack `explain` sees the bundle as one model whose inputs are the raw columns, whatever its nodes make
of them on the way. What stands for "not known" are held-out rows. Columns that are no numbers reach it as codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.core.errors import DataError, KnodeError, UsageError
from knode.core.registry import REGISTRY
from knode.core.spec import ColumnSpec, TableSpec, column_type
from knode.core.values import PREDICTION, PROBABILITY, Model
from knode.host import try_protocol as protocol

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode.host.host import Host
    from knode.host.trying import OpenBundle

EXPLAINER = "explain.ShapExplainer"
BACKGROUND = 25
"""Held-out rows that stand for values that are not known."""
Scale = Literal["probability", "prediction"]
SHAP, BASE, CLASS = "shap_", "base_value", "explained_class"


def explain(host: Host, params: protocol.Row) -> protocol.Explanation:
    """What moved the prediction for a row. Raises UsageError when the bundle cannot be explained."""
    from knode.host.trying import frames, is_served, opened

    if is_served(params.place):
        from knode.host.trying_served import explain_served

        return explain_served(params)
    found = opened(host, params.place)
    reason = why_not(found)
    if reason:
        raise UsageError(reason)
    if found.explainer is None:
        found.explainer = Explainer(found)
    explainer: Explainer = found.explainer
    return explainer.explain(frames(found, params.inputs)[explainer.input])


def why_not(found: OpenBundle) -> str:
    """Why predictions of a bundle cannot be explained; "" when they can."""
    from knode.host.trying import prediction_of

    if REGISTRY.find(EXPLAINER) is None:
        return "The node pack that explains (explain) is not installed."
    if len(found.entries) != 1:
        return "The bundle has several inputs; only one table of columns can be explained."
    if any(_looks_at_many_rows(step.cls) for step in found.graph.steps.values()):
        return "A node of the bundle looks at many rows at once, so what one column adds to one row cannot be told."
    contract = found.captured.contract
    if not any(len(table) for table in contract.inputs.values()):
        return "No held-out rows came with the bundle, and they stand for values that are not known."
    outputs = {name: list(map(str, contract.outputs[name].columns)) for name in found.exits}
    place = prediction_of(outputs)
    if place is None:
        return "No output of the bundle has a column that is called prediction."
    predicted = contract.outputs[place[0]][place[1]]
    if not _chances(outputs[place[0]], place[1]) and column_type(predicted.dtype) != "number":
        return "The bundle gives a class without probabilities, and only numbers can be taken apart."
    return ""


def _looks_at_many_rows(cls: Any) -> bool:
    return not cls.rowwise and cls.boundary is None


def _chances(columns: list[str], prediction: str) -> list[str]:
    start = prediction.removesuffix(PREDICTION) + PROBABILITY
    return [name for name in columns if name.startswith(start)]


class Explainer:
    """A bundle made ready to be explained: the explainer is fitted to held-out rows once."""

    def __init__(self, found: OpenBundle) -> None:
        from knode.engine.context import RunContext
        from knode.engine.inline import Inline

        self.input = next(iter(found.entries))
        rows = _spread(found.captured.contract.inputs[self.input], BACKGROUND)
        self._coding = Coding(rows)
        model = _as_model(found, self.input, self._coding)
        node: Any = REGISTRY.get(EXPLAINER).from_settings({"background": BACKGROUND})
        made = node.run(model, self._coding.numbers(rows), RunContext("explain", Inline()))
        self._model: Model = made.model
        self._scale: Scale = "prediction" if model.kind == "regressor" else "probability"
        self._rows = len(rows)

    def explain(self, row: pd.DataFrame) -> protocol.Explanation:
        """What moved the prediction for the only row of a table."""
        made = self._model.apply(self._coding.numbers(row)).iloc[0]
        parts = [(name, float(made[SHAP + name])) for name in self._coding.names]
        base = float(made[BASE])
        return protocol.Explanation(
            of=str(made[CLASS]) if CLASS in made.index else PREDICTION,
            scale=self._scale,
            base=base,
            total=base + sum(value for _, value in parts),
            parts=tuple(sorted(parts, key=lambda part: -abs(part[1]))),
            note=f"Shapley values of the whole bundle; {self._rows} held-out rows stand for values that are not known.",
        )


def _spread(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Rows evenly over a table."""
    count = min(most, len(table))
    return table.iloc[[place * len(table) // count for place in range(count)]].reset_index(drop=True)


class Coding:
    """Columns as numbers: those that are none as positions in a list of their values, a missing value as NaN."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.names = [str(name) for name in rows.columns]
        self._dtypes = dict(zip(self.names, rows.dtypes, strict=True))
        self._levels: dict[str, list[Any]] = {
            name: list(rows[name].dropna().unique())
            for name in self.names
            if column_type(self._dtypes[name]) != "number"
        }

    @property
    def spec(self) -> TableSpec:
        """The columns as numbers."""
        return TableSpec(columns=tuple(ColumnSpec(name=name, dtype="float64") for name in self.names))

    def numbers(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) numbers. A value that is not in a list yet is added to it."""
        import pandas as pd

        return pd.DataFrame({name: self._coded(name, rows.get(name), len(rows)) for name in self.names})

    def _coded(self, name: str, values: pd.Series[Any] | None, rows: int) -> Any:
        import numpy as np
        import pandas as pd

        if values is None:
            return np.full(rows, np.nan)
        if name not in self._levels:
            # What is no number where one should be is for the bundle to refuse, which it did when it was asked.
            return pd.to_numeric(values, errors="coerce").astype("float64").to_numpy()
        levels = self._levels[name]
        fitting = self._fitting(name, values)
        for value in fitting.dropna().unique():
            if value not in levels:
                levels.append(value)
        return fitting.map({value: float(place) for place, value in enumerate(levels)}).astype("float64").to_numpy()

    def _fitting(self, name: str, values: pd.Series[Any]) -> pd.Series[Any]:
        """A column as JSON has it, with the dtype that held-out rows have there."""
        import pandas as pd

        kind = column_type(self._dtypes[name])
        try:
            if kind == "datetime" and values.dtype != self._dtypes[name]:
                return pd.to_datetime(values).astype(self._dtypes[name])
            if kind == "duration" and values.dtype != self._dtypes[name]:
                return pd.to_timedelta(values).astype(self._dtypes[name])
        except (ValueError, TypeError):
            raise DataError(f"the column {name!r} holds no {kind}", column=name) from None
        return values

    def table(self, numbers: np.ndarray) -> pd.DataFrame:
        """(rows, columns) numbers as the columns that the bundle takes."""
        import pandas as pd

        return pd.DataFrame({name: self._raw(name, numbers[:, place]) for place, name in enumerate(self.names)})

    def _raw(self, name: str, numbers: np.ndarray) -> Any:
        import numpy as np
        import pandas as pd

        dtype: Any = self._dtypes[name]
        missing = np.isnan(numbers)
        if name in self._levels:
            values = pd.Series([*self._levels[name], None], dtype=_wide(dtype))
            return values.iloc[np.where(missing, len(values) - 1, numbers).astype(int)].reset_index(drop=True)
        if getattr(dtype, "kind", "f") in "iu" and not missing.any() and not isinstance(dtype, np.dtype):
            return pd.Series(numbers.astype("int64")).astype(dtype)
        return numbers.astype(dtype) if isinstance(dtype, np.dtype) and not missing.any() else numbers


def _wide(dtype: Any) -> Any:
    """A dtype that can hold a missing value, and a category that was not there before."""
    if str(dtype) == "bool":
        return "boolean"
    return "object" if column_type(dtype) == "category" else dtype


class _Whole:
    """A bundle as an estimator that reads codes; follows scikit-learn's `predict` or `predict_proba`."""

    def __init__(self, found: OpenBundle, name: str, coding: Coding, output: str, columns: list[str]) -> None:
        self._found, self._name, self._coding = found, name, coding
        self._output, self._columns = output, columns

    def _answers(self, numbers: Any) -> np.ndarray:
        import numpy as np

        values = np.asarray(numbers, dtype="float64")
        made = self._found.evaluate({self._name: self._coding.table(values)}, [self._output])[self._output]
        if len(made) != len(values):
            raise UsageError(
                "A node of the bundle leaves rows out, so what a column adds cannot be told for every row."
            )
        return made[self._columns].to_numpy(dtype="float64")


class _WholeRegressor(_Whole):
    def predict(self, numbers: Any) -> np.ndarray:
        return self._answers(numbers)[:, 0]


class _WholeClassifier(_Whole):
    def __init__(self, *given: Any, classes: list[str]) -> None:
        import numpy as np

        super().__init__(*given)
        self.classes_ = np.array(classes)

    def predict_proba(self, numbers: Any) -> np.ndarray:
        return self._answers(numbers)


def _as_model(found: OpenBundle, name: str, coding: Coding) -> Model:
    from knode.host.trying import prediction_of

    outputs: Mapping[str, Any] = {each: found.captured.contract.outputs[each] for each in found.exits}
    place = prediction_of({each: list(map(str, table.columns)) for each, table in outputs.items()})
    if place is None:
        raise KnodeError("The bundle predicts nothing.")
    output, column = place
    chances = _chances(list(map(str, outputs[output].columns)), column)
    start = column.removesuffix(PREDICTION) + PROBABILITY
    if chances:
        classes = [each.removeprefix(start) for each in chances]
        estimator: Any = _WholeClassifier(found, name, coding, output, chances, classes=classes)
        made = [ColumnSpec(name=PREDICTION, dtype="str"), *(ColumnSpec(name=each, dtype="float64") for each in chances)]
    else:
        classes = []
        estimator = _WholeRegressor(found, name, coding, output, [column])
        made = [ColumnSpec(name=PREDICTION, dtype="float64")]
    return Model(
        kind="classifier" if chances else "regressor",
        estimator=estimator,
        inputs=coding.spec,
        outputs=TableSpec(columns=tuple(made)),
        name=str(found.manifest["name"]),
        classes=tuple(classes),
    )
