"""Columns brought to one scale one by one, as scikit-learn's scalers do it with a copy of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.prep._blocks import blocks
from knode_nodes.prep._numbers import floats_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

STEPS = {
    "z-score": (("subtract", "mean_"), ("divide", "scale_")),
    "min-max": (("multiply", "scale_"), ("add", "min_")),
    "robust": (("subtract", "center_"), ("divide", "scale_")),
    "max-abs": (("divide", "scale_"),),
}
"""What the scalers do to each number, by method: a function of NumPy, and the attribute with its other argument."""


def scaled(scaler: Any, method: str, features: pd.DataFrame) -> pd.DataFrame:
    """(rows, columns) float64, the same numbers as the scaler's own `transform` of float64."""
    import numpy as np
    import pandas as pd

    made = {}
    for place, name in enumerate(features.columns):
        steps = [(getattr(np, function), getattr(scaler, other)[place]) for function, other in STEPS[method]]
        made[name] = _column(floats_of(features[name]), steps)
    return pd.DataFrame(made, index=features.index, columns=features.columns, copy=False)


def _column(values: np.ndarray, steps: list[tuple[Any, float]]) -> np.ndarray:
    import numpy as np

    made = np.empty(len(values))
    with np.errstate(all="ignore"):
        for place in blocks(len(values)):
            given = values[place]
            for function, other in steps:
                given = function(given, other, out=made[place])
    return made


def standard_scaler(features: pd.DataFrame) -> Any:
    """A StandardScaler fitted on columns of moderate numbers, NaN where one is missing; each has a number."""
    import numpy as np
    import pandas as pd
    from sklearn.preprocessing import StandardScaler

    # It learns the names of the columns.
    scaler = StandardScaler().fit(pd.DataFrame(np.zeros((1, features.shape[1])), columns=features.columns))
    found = np.array([_moments(floats_of(features[name])) for name in features.columns])
    counts, scaler.mean_, scaler.var_ = found.T.copy()
    scaler.n_samples_seen_ = counts[0] if (counts == counts[0]).all() else counts
    # As scikit-learn tells a constant column, whose variance may not be quite 0.
    eps = np.finfo("float64").eps
    constant = scaler.var_ <= counts * eps * scaler.var_ + (counts * scaler.mean_ * eps) ** 2
    scaler.scale_ = np.where(constant, 1.0, np.sqrt(scaler.var_))
    return scaler


def _moments(values: np.ndarray) -> tuple[int, float, float]:
    """How many numbers there are, their mean and their variance: those of blocks, put together by Chan, Golub and LeVeque,
    "Updating formulae and a pairwise algorithm for computing sample variances" (1979)."""
    import numpy as np

    count, mean, squares, middle = 0, 0.0, 0.0, 0.0
    for place in blocks(len(values)):
        block = values[place]
        missing = np.isnan(block)
        block = block[~missing] if missing.any() else block
        if not len(block):
            continue
        # Numbers far from 0 are counted from their middle, so that no digits are lost.
        middle = middle if count else float(block.mean())
        off = block - middle
        here = float(off.mean())
        off -= here
        apart, share = here - mean, len(block) / (count + len(block))
        # A product of vectors would start threads.
        squares += float(np.square(off, out=off).sum()) + apart * apart * count * share
        mean += apart * share
        count += len(block)
    return count, middle + mean, squares / count
