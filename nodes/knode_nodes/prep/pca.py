"""Put many columns of numbers into a few components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    Columns,
    ColumnSpec,
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
from knode_nodes.prep._fitted import check_free, check_rows, fitted
from knode_nodes.prep._numbers import check_calculable, matrix, number_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep.projection import Projection

VARIANCE = {"component": "str", "variance": "float64", "share": "float64", "cumulative": "float64"}


class Components(NamedTuple):
    """The table, the model, how much each component says, and what it is made of."""

    table: Table
    model: Model
    variance: Table
    loadings: Table


class Pca(Node):
    """Put many columns of numbers into a few components that keep most of the differences between rows (principal components).

    Columns that rise and fall together become one component. The first one says most, the components are uncorrelated, and
    a plot of the first two is a picture of the whole table. The table of variance says how much each component keeps, the
    table of loadings what it is made of: the weight of each column.

    The columns are standardised before, so that none counts more only because its numbers are larger; leave that out where
    all have one unit. Missing numbers count as the mean of their column unless set otherwise. The components take the place
    of the columns; the model makes the same ones of other rows.

    Example: height, arm length and leg length become PC1, the size, and PC2, the proportions.
    """

    pack = "prep"
    icon = "pca"
    shelf = "Before learning"
    keywords = (
        "PCA",
        "PCA Compute",
        "Principal Components",
        "Principal Component Analysis",
        "Dimensionality reduction",
        "SVD",
        "Factor analysis",
        "Projection",
    )
    example = Example({"columns": {"types": ["number"]}, "components": 2})
    fits = "model"
    columns: Columns = setting(Columns.typed("number"), "The numeric columns to put into components.")
    size: Literal["number", "share of variance"] = setting(
        "number", "Whether a number of components is made, or as many as keep a share of the variance."
    )
    components: int = setting(2, "How many components.", ge=1, le=10_000, when={"size": ("number",)})
    share: float = setting(
        0.95,
        "The share of the variance that the components keep together, at least.",
        gt=0,
        le=1,
        when={"size": ("share of variance",)},
    )
    standardize: bool = setting(True, "Bring each column to mean 0 and standard deviation 1 before.")
    missing: Literal["mean", "missing", "error"] = setting(
        "mean", "A missing number counts as the mean of its column, makes the row's components missing, or is refused."
    )
    prefix: str = setting("PC", "What the names of the components begin with.", min_length=1)
    keep: bool = setting(False, "Keep the columns too.")

    def run(self, table: Table) -> Components:
        import pandas as pd

        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        check_calculable(table, columns, "components")
        values = matrix(table, columns)
        estimator, variances, made = self._learnt(values, columns)
        replaces = () if self.keep else tuple(columns)
        check_free([name for name in table.columns if name not in replaces], estimator.names)
        report = _variance(estimator.names, variances)
        facts = {"share": report["share"].tolist()}
        known = pd.DataFrame(made, columns=estimator.names, index=table.index)
        whole, model = fitted("PCA", estimator, table, columns, replaces=replaces, facts=facts, made=known)
        return Components(whole, model, report, _loadings(estimator))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        variance = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in VARIANCE.items()))
        unknown: dict[str, Spec | None] = {"table": None, "model": None, "variance": variance, "loadings": None}
        if not isinstance(table, TableSpec):
            return unknown
        columns = self._columns(table)
        if self.size != "number":
            return unknown
        made = {name: ColumnSpec(name=name, dtype="float64") for name in self._names(self.components)}
        check_free([name for name in table.names if self.keep or name not in columns], made)
        outputs = TableSpec(columns=tuple(made.values()))
        replaces = () if self.keep else tuple(columns)
        model = ModelSpec(kind="transformer", inputs=table.select(columns), outputs=outputs, replaces=replaces)
        left = table.without(replaces)
        loadings = TableSpec(columns=(ColumnSpec(name="column", dtype="str"), *made.values()))
        return {"table": left.replace(**made), "model": model, "variance": variance, "loadings": loadings}

    def _columns(self, spec: TableSpec) -> list[str]:
        columns = number_columns(self.columns, spec, "put into components", decimals=True)
        if self.size == "number" and self.components > len(columns):
            raise DataError(
                f"{self.components:,} components cannot be made of {len(columns):,} columns: lower their number, or choose "
                "more columns",
                port="table",
            )
        if "column" in self._names(1):
            raise DataError("a component cannot be called column: choose another prefix", port="table")
        return columns

    def _names(self, count: int) -> list[str]:
        return [f"{self.prefix}{number}" for number in range(1, count + 1)]

    def _learnt(self, every: np.ndarray, columns: list[str]) -> tuple[Projection, np.ndarray, np.ndarray]:
        """The projection, the variances of all components that there could be, and what it makes of the numbers."""
        import numpy as np
        from sklearn.decomposition import PCA

        from knode_nodes.prep.projection import Projection, check_complete, weighted_sums

        if self.missing == "error":
            check_complete(every, columns)
        gaps = np.isnan(every).any(axis=1) if self.missing == "missing" else np.False_
        values = every[~gaps] if gaps.any() else every
        possible = min(values.shape)
        if self.size == "number" and self.components > possible:
            raise DataError(
                f"{self.components:,} components cannot be made of {len(values):,} rows without missing numbers: lower their "
                "number",
                port="table",
            )
        if len(values) < 2:
            raise DataError("components need two rows at least, to see how they differ", port="table")
        mean, scale, lacks = _scale(values, self.standardize)
        centred = values - mean
        centred /= scale
        if lacks:
            centred[np.isnan(centred)] = 0.0
        # The ends mostly differ, and then not all rows are the same.
        if np.array_equal(centred[0], centred[-1]) and np.array_equal(centred.min(axis=0), centred.max(axis=0)):
            raise DataError(
                f"all rows are the same in {quoted(columns[0])} and the other columns: there is nothing to put into components",
                port="table",
                column=columns[0],
            )
        found = PCA().fit(centred)
        count = self._count(found.explained_variance_)
        weights = found.components_[:count]
        made = Projection(columns, self._names(count), mean.tolist(), scale.tolist(), weights.tolist(), self.missing)
        # The same as it makes of other rows: what stands before the weights is there already.
        return made, found.explained_variance_, made.of(every) if gaps.any() else weighted_sums(centred, weights)

    def _count(self, variances: np.ndarray) -> int:
        import numpy as np

        if self.size == "number":
            return self.components
        reached = np.cumsum(variances) / variances.sum() >= self.share - 1e-12
        return int(reached.argmax()) + 1


def _scale(values: np.ndarray, standardize: bool) -> tuple[np.ndarray, np.ndarray, bool]:
    """The mean and the standard deviation of each column; 1 where it has one value, or is not to be standardised.

    And whether a number is missing.
    """
    import numpy as np

    # Passing over missing numbers takes several times as long.
    mean = values.mean(axis=0)
    gaps = bool(np.isnan(mean).any())
    mean = np.nanmean(values, axis=0) if gaps else mean
    if not standardize:
        return mean, np.ones(values.shape[1]), gaps
    scale = np.nanstd(values, axis=0) if gaps else values.std(axis=0)
    # Rounding leaves a little of the deviation of equal numbers, which must not be made large.
    return mean, np.where(scale > np.abs(mean) * 1e-14, scale, 1.0), gaps


def _variance(names: list[str], variances: np.ndarray) -> pd.DataFrame:
    import pandas as pd

    shares = variances / variances.sum()
    count = len(names)
    columns = [names, variances[:count], shares[:count], shares.cumsum()[:count]]
    return pd.DataFrame(dict(zip(VARIANCE, columns, strict=True))).astype(VARIANCE)


def _loadings(estimator: Projection) -> pd.DataFrame:
    import pandas as pd

    weights = dict(zip(estimator.names, estimator.components, strict=True))
    return pd.DataFrame({"column": pd.Series(estimator.columns, dtype="str"), **weights})
