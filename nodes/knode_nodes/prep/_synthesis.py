"""New rows between two that are alike: Chawla et al., SMOTE: Synthetic Minority Over-sampling Technique (2002)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.prep._numbers import floats_of, matrix, numpy_name

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def partners(
    table: pd.DataFrame,
    numbers: list[str],
    rows: np.ndarray,
    new: np.ndarray,
    neighbors: int,
    random: np.random.Generator,
) -> np.ndarray:
    """For each of the rows `new` one of those most alike among `rows`, drawn at random; the row itself where it is alone.

    Numbers are compared on one scale, that of `rows`; a missing one counts as the mean.
    """
    import numpy as np
    from sklearn.neighbors import NearestNeighbors

    count = min(neighbors, len(rows) - 1)
    if not count or not len(new):
        return new
    values = _scaled(matrix(table.take(rows), numbers))
    asked, places = np.unique(np.searchsorted(rows, new), return_inverse=True)
    found = NearestNeighbors(n_neighbors=count + 1).fit(values).kneighbors(values[asked], return_distance=False)
    near = _without_self(found, asked)
    made: np.ndarray = rows[near[places, random.integers(0, count, len(new))]]
    return made


def _scaled(values: np.ndarray) -> np.ndarray:
    import numpy as np

    values = np.where(np.isfinite(values), values, np.nan)
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    counts = np.maximum(known.sum(axis=0), 1)
    mean = filled.sum(axis=0) / counts
    centred = np.where(known, values - mean, 0.0)
    spread = np.sqrt((centred**2).sum(axis=0) / counts)
    made: np.ndarray = centred / np.where(spread > 0, spread, 1.0)
    return made


def _without_self(found: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """(rows, neighbors - 1) the neighbors but the row itself, which may not be the first among equals, or be absent."""
    import numpy as np

    own = found == asked[:, None]
    own[~own.any(axis=1), -1] = True
    made: np.ndarray = found[~own].reshape(len(found), found.shape[1] - 1)
    return np.asarray(made)


def between(source: pd.Series, made: pd.Series, own: np.ndarray, others: np.ndarray, way: np.ndarray) -> Any:
    """The column `made`, whose last values are new: a `way` (0 to 1) from the row `own` to that of `others` in `source`.

    Where one of both is missing or infinite the new row has its own value.
    """
    import numpy as np

    values = floats_of(source)
    with np.errstate(invalid="ignore", over="ignore"):
        new = values[own] * (1 - way) + values[others] * way
    moved = np.isfinite(new) & (values[own] != values[others])
    places = len(made) - len(own) + np.flatnonzero(moved)
    if str(made.dtype).lower().startswith(("int", "uint")):
        new = np.round(new)
    changed = made.copy()
    changed.iloc[places] = new[moved].astype(numpy_name(str(made.dtype)))
    return changed
