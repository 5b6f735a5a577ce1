"""How much each column says: by itself, beside the others, and about a target."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.api import column_type
from knode_nodes.prep._information import information
from knode_nodes.prep._numbers import floats_of, matrix

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

JUDGED = {
    "variance": ("number", "boolean"),
    "correlation": ("number", "boolean"),
    "F-test": ("number", "boolean"),
    "mutual information": ("number", "boolean", "text", "category"),
    "model importance": ("number", "boolean", "text", "category"),
}
"""The types of columns that a method can judge; all of them where it is not named."""
MOST_ROWS = 10_000
"""Rows that each tree of the forest learns from: a hundred trees that see parts rank columns as those that see all do."""


def most_frequent(column: pd.Series) -> float:
    """The share of the rows that have the column's most frequent value; missing is a value too."""
    import numpy as np

    if not isinstance(column.dtype, np.dtype) or column.dtype.kind not in "iuf":
        try:
            counts = column.value_counts(dropna=False)
        except (TypeError, NotImplementedError):  # Lists and the like.
            counts = column.map(repr, na_action="ignore").value_counts(dropna=False)
        return float(counts.max() / len(column))
    # Sorting numbers is faster than counting each of them.
    values = np.sort(column.to_numpy())
    missing = int(np.isnan(values).sum())
    values = values[: len(values) - missing]
    ends = np.append(np.flatnonzero(values[1:] != values[:-1]), len(values) - 1)
    longest = int(np.diff(ends, prepend=-1).max()) if len(values) else 0
    return max(missing, longest) / len(column)


def identifies(column: pd.Series) -> bool:
    """Whether most rows have a text of their own, which tells all about a target by chance."""
    if column_type(column.dtype) not in ("text", "category"):
        return False
    return bool(column.nunique() > max(len(column) // 2, 1))


def correlations(table: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """(columns, columns) the absolute correlations, each of the rows where both have a value; NaN where there is none."""
    import numpy as np
    import pandas as pd

    values = matrix(table, columns)
    values[np.isinf(values)] = np.nan
    if np.isnan(values).any() or len(values) < 2:
        found = pd.DataFrame(values).corr().to_numpy()
    else:
        centred = values - values.mean(axis=0)
        products = centred.T @ centred
        length = np.sqrt(products.diagonal())
        with np.errstate(divide="ignore", invalid="ignore"):
            found = products / np.outer(length, length)
    made: np.ndarray = np.abs(found)
    return made


def without_twins(found: np.ndarray, threshold: float) -> list[int | None]:
    """For each column an earlier one that stays and that it correlates with above the threshold; None for those that stay."""
    import numpy as np

    twins: list[int | None] = []
    for place in range(len(found)):
        near = [other for other in range(place) if twins[other] is None and found[place, other] > threshold]
        twins.append(near[int(np.argmax(found[place, near]))] if near else None)
    return twins


def by_target(
    table: pd.DataFrame,
    columns: Sequence[str],
    target: np.ndarray,
    method: str,
    *,
    classes: bool,
    seed: int,
    cores: int,
) -> np.ndarray:
    """(columns) the score of each column for a target (rows) without gaps: the larger, the more it tells of it."""
    import numpy as np

    discrete = [column_type(table[name].dtype) not in ("number",) for name in columns]
    values = np.stack([_filled(table[name]) for name in columns], axis=1)
    if method == "model importance":
        return _importance(values, target, classes=classes, seed=seed, cores=cores)
    if method == "mutual information":
        return information(values, target, np.array(discrete), classes=classes, seed=seed, cores=cores)
    from sklearn import feature_selection as selection

    test: Any = selection.f_classif if classes else selection.f_regression
    varied = (values != values[0]).any(axis=0)
    scores = np.zeros(len(columns))
    with np.errstate(divide="ignore", invalid="ignore"):
        scores[varied] = test(values[:, varied], target)[0] if varied.any() else []
    return np.nan_to_num(scores, nan=0.0, posinf=np.inf)


def _filled(column: pd.Series) -> np.ndarray:
    """A column as numbers without gaps: missing ones are the median, a missing text is a value of its own."""
    import numpy as np

    if column_type(column.dtype) not in ("number", "boolean"):
        return column.factorize()[0].astype("float64")
    values = floats_of(column)
    known = np.isfinite(values)
    middle = float(np.median(values[known])) if known.any() else 0.0
    # Half a boolean is none.
    return np.where(known, values, round(middle) if column_type(column.dtype) == "boolean" else middle)


def _importance(values: np.ndarray, target: np.ndarray, *, classes: bool, seed: int, cores: int) -> np.ndarray:
    from sklearn import ensemble

    kind: Any = ensemble.RandomForestClassifier if classes else ensemble.RandomForestRegressor
    forest = kind(
        100,
        min_samples_leaf=5,
        max_features="sqrt",
        max_samples=min(len(values), MOST_ROWS),
        random_state=seed,
        n_jobs=cores,
    )
    with warnings.catch_warnings():
        # Classes with few rows each are no secret here.
        warnings.simplefilter("ignore", UserWarning)
        found: np.ndarray = forest.fit(values, target).feature_importances_
    return found
