"""Bring numbers to one scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Columns, DataError, Example, ModelSpec, Node, Spec, Table, TableSpec, quoted, setting, type_words
from knode_nodes.prep._fitted import Fitted, check_rows, fitted
from knode_nodes.prep._numbers import check_moderate, check_numbers
from knode_nodes.prep._scaling import STEPS, scaled, standard_scaler
from knode_nodes.prep._units import UNITS, units_of

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = 1000
"""Steps of the ranks, at most."""


class Normalizer(Node):
    """Bring numeric columns to one scale, so that none counts more only because its numbers are larger.

    The scale is learnt from the rows that come in; the model brings other rows to the same scale. Missing values stay
    missing.

    - z-score: mean 0 and standard deviation 1.
    - min-max: the smallest value becomes `lowest`, the largest `highest`.
    - robust: median 0, and the middle half of the values spans 1; outliers count little.
    - max-abs: the largest absolute value becomes 1.
    - quantile: the rank of a value among the others, from 0 to 1, or as a normal distribution would spread it. No outlier
      counts more than another large value.
    - power: skewed numbers become as symmetric as a power makes them (Yeo-Johnson), with mean 0 and standard deviation 1.

    Denormalizer undoes it, also for a prediction of a column that was brought to a scale.

    Example: 10, 20, 30 becomes -1.22, 0, 1.22 by z-score.
    """

    pack = "prep"
    icon = "normalizer"
    shelf = "Before learning"
    keywords = (
        "Normalize",
        "Standardize",
        "Scale",
        "StandardScaler",
        "MinMaxScaler",
        "Continuize",
        "Feature scaling",
        "Rank transform",
        "QuantileTransformer",
        "Yeo-Johnson",
        "Box-Cox",
        "PowerTransformer",
        "unskew",
        "log transform",
    )
    example = Example({"columns": ["age", "income"]})
    fits = "model"
    columns: Columns = setting(Columns.typed("number"), "The numeric columns to bring to one scale.")
    method: Literal["z-score", "min-max", "robust", "max-abs", "quantile", "power"] = setting(
        "z-score",
        "How the scale is found.",
        labels={
            "z-score": "mean 0, deviation 1 (z-score)",
            "min-max": "from lowest to highest (min-max)",
            "robust": "by median and quartiles (robust)",
            "max-abs": "divided by the largest (max-abs)",
            "quantile": "by rank (quantiles)",
            "power": "made bell-shaped (power)",
        },
    )
    lowest: float = setting(0.0, "What the smallest value becomes, with min-max.", when={"method": ("min-max",)})
    highest: float = setting(1.0, "What the largest value becomes, with min-max.", when={"method": ("min-max",)})
    spread: Literal["uniform", "normal"] = setting(
        "uniform",
        "Whether quantiles are spread evenly from 0 to 1, or as a normal distribution.",
        when={"method": ("quantile",)},
        labels={"uniform": "evenly from 0 to 1 (uniform)", "normal": "bell-shaped (normal)"},
    )

    @model_validator(mode="after")
    def _check_order(self) -> Normalizer:
        if self.lowest >= self.highest:
            raise ValueError("lowest must be smaller than highest")
        return self

    def run(self, table: Table) -> Fitted:
        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        check_numbers(table, columns, "scale")
        if self.method in ("z-score", "power"):
            for name in columns:
                check_moderate(table[name])
        features = table[columns]
        estimator = standard_scaler(features) if self.method == "z-score" else self._fit(features)
        plain = self.method in STEPS and _scaled_dtype([str(dtype) for dtype in features.dtypes]) == "float64"
        made = scaled(estimator, self.method, features) if plain else None
        facts: dict[str, Any] = {"method": self.method}
        units = units_of(table[columns])
        if units:
            facts[UNITS] = units
        return fitted("Normalizer", estimator, table, columns, facts=facts, made=made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        used = table.select(self._columns(table))
        change = {"dtype": _scaled_dtype([column.dtype for column in used.columns]), "range": None}
        scaled = {column.name: column.model_copy(update=change) for column in used.columns}
        outputs = TableSpec(columns=tuple(scaled.values()))
        model = ModelSpec(kind="transformer", inputs=used, outputs=outputs, replaces=())
        return {"table": table.replace(**scaled), "model": model}

    def _columns(self, spec: TableSpec) -> list[str]:
        columns = self.columns.some_of(
            spec, "there is no numeric column to bring to a scale: choose the columns", port="table"
        )
        for name in columns:
            if spec[name].type != "number" or spec[name].dtype.startswith("complex"):
                raise DataError(
                    f"{quoted(name)} is a {type_words(spec[name].dtype)} column and has no scale: choose columns of "
                    "numbers only",
                    port="table",
                    column=name,
                )
        return columns

    def _scaler(self, rows: int) -> Any:
        from sklearn import preprocessing

        if self.method == "min-max":
            return preprocessing.MinMaxScaler(feature_range=(self.lowest, self.highest))
        if self.method == "quantile":
            count = min(QUANTILES, rows)
            return preprocessing.QuantileTransformer(n_quantiles=count, output_distribution=self.spread, random_state=0)
        kinds = {"robust": "RobustScaler", "max-abs": "MaxAbsScaler", "power": "PowerTransformer"}
        return getattr(preprocessing, kinds[self.method])()

    def _fit(self, features: pd.DataFrame) -> Any:
        import numpy as np

        scaler = self._scaler(len(features))
        if self.method != "power":
            return scaler.fit(features)
        # Trying powers may leave the range of numbers; what does is not chosen.
        with np.errstate(all="ignore"):
            scaler.fit(features)
        for name, power in zip(features.columns, scaler.lambdas_.tolist(), strict=True):
            if not np.isfinite(power):
                raise DataError(
                    f"no power makes {quoted(name)} symmetric: choose `quantile` for it, or leave it out",
                    port="table",
                    column=str(name),
                )
        return scaler


def _scaled_dtype(dtypes: list[str]) -> str:
    """scikit-learn keeps narrow floats, which all columns together must fit in; everything else becomes float64."""
    import numpy as np

    if any(not dtype.islower() or "[" in dtype for dtype in dtypes):
        return "float64"
    common = str(np.result_type(*dtypes))
    return common if common in ("float16", "float32") else "float64"
