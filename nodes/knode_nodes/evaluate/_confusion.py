"""How often each class was predicted as each, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode_nodes.evaluate._labels import Labels

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TRUE_CLASS = "true class"


def counted(labels: Labels, weights: np.ndarray | None) -> np.ndarray:
    """How many rows, or what weight, of each true class (rows) were predicted as each class (columns)."""
    import numpy as np

    size = len(labels.classes)
    return np.bincount(labels.true * size + labels.predicted, weights, minlength=size * size).reshape(size, size)


def confusion_table(counts: np.ndarray, labels: Labels) -> pd.DataFrame:
    """A row per true class and a column per predicted one, with how many rows, or what weight, they have."""
    import pandas as pd

    columns = {f"predicted {name}": counts[:, code] for code, name in enumerate(labels.names)}
    return pd.DataFrame({TRUE_CLASS: pd.Series(labels.names, dtype="str"), **columns})


def correlation(counts: np.ndarray) -> float:
    """Matthews' correlation of true and predicted classes, as sklearn.metrics.matthews_corrcoef: 0 where one of them never
    varies."""
    import numpy as np

    shares = counts / counts.sum()
    true, predicted = shares.sum(axis=1), shares.sum(axis=0)
    if np.count_nonzero(true) < 2 or np.count_nonzero(predicted) < 2:
        return 0.0
    spread = np.sqrt((1 - true @ true) * (1 - predicted @ predicted))
    return float((shares.trace() - true @ predicted) / spread)


def kappa(counts: np.ndarray) -> float:
    """Cohen's kappa, as sklearn.metrics.cohen_kappa_score: 0 where all rows are of one class and predicted as it."""
    shares = counts / counts.sum()
    chance = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return float((shares.trace() - chance) / (1 - chance)) if chance < 1 else 0.0
