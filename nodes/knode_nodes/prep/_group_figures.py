"""Figures of the numbers in groups that pandas has no method for, such as geometric means and correlations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from knode_nodes.prep._numbering import Numbering


class Numbers:
    """(rows) float64 that are there in groups, and the number of the group of each; NaN are left out."""

    def __init__(self, values: np.ndarray, groups: Numbering) -> None:
        import numpy as np

        present = ~np.isnan(values) & (groups.rows >= 0)
        self.values, self.rows, self.count = values[present], groups.rows[present], groups.count
        self.sizes = np.bincount(self.rows, minlength=self.count)

    def total(self, values: np.ndarray) -> np.ndarray:
        """(groups) the sums of some values of these rows; missing in a group without any."""
        import numpy as np

        sums = np.bincount(self.rows, weights=values, minlength=self.count)
        return np.where(self.sizes > 0, sums, np.nan)

    def mean(self, values: np.ndarray) -> np.ndarray:
        """(groups) the means of some values of these rows."""
        import numpy as np

        return self.total(values) / np.maximum(self.sizes, 1)

    def median(self, values: np.ndarray) -> np.ndarray:
        """(groups) the medians of some values of these rows."""
        import numpy as np
        import pandas as pd

        found = pd.Series(values).groupby(self.rows).median()
        made = np.full(self.count, np.nan)
        made[found.index.to_numpy()] = found.to_numpy()
        return made


def sum_of_squares(numbers: Numbers) -> np.ndarray:
    """The sum of the numbers, each times itself."""
    return _or_zero(numbers, numbers.total(numbers.values**2))


def sum_of_logs(numbers: Numbers) -> np.ndarray:
    """Natural logarithms; missing where a number is below 0, and minus infinity where one is 0."""
    return _or_zero(numbers, numbers.total(_logs(numbers)))


def _or_zero(numbers: Numbers, sums: np.ndarray) -> np.ndarray:
    """Sums, which are 0 in a group without numbers."""
    import numpy as np

    return np.where(numbers.sizes > 0, sums, 0.0)


def geometric_mean(numbers: Numbers) -> np.ndarray:
    """The n-th root of the product of n numbers; missing where one is below 0."""
    import numpy as np

    made: np.ndarray = np.exp(numbers.mean(_logs(numbers)))
    return made


def geometric_std(numbers: Numbers) -> np.ndarray:
    """e to the standard deviation of the logarithms, that of a sample; missing where a number is not above 0."""
    import numpy as np

    logs = _logs(numbers)
    with np.errstate(invalid="ignore", divide="ignore"):
        far = (logs - numbers.mean(logs)[numbers.rows]) ** 2
        made: np.ndarray = np.exp(np.sqrt(numbers.total(far) / np.where(numbers.sizes > 1, numbers.sizes - 1, np.nan)))
    return made


def mean_absolute_deviation(numbers: Numbers) -> np.ndarray:
    """The mean distance of the numbers from their mean."""
    import numpy as np

    return numbers.mean(np.abs(numbers.values - numbers.mean(numbers.values)[numbers.rows]))


def median_absolute_deviation(numbers: Numbers) -> np.ndarray:
    """The median distance of the numbers from their median."""
    import numpy as np

    return numbers.median(np.abs(numbers.values - numbers.median(numbers.values)[numbers.rows]))


def _logs(numbers: Numbers) -> np.ndarray:
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        made: np.ndarray = np.log(numbers.values)
    return made


def together(method: str, values: np.ndarray, others: np.ndarray, groups: Numbering) -> Any:
    """(groups) the covariance of two columns, that of a sample, or Pearson's correlation, of rows where both are there."""
    import numpy as np

    both = ~np.isnan(values) & ~np.isnan(others)
    left, right = Numbers(np.where(both, values, np.nan), groups), Numbers(np.where(both, others, np.nan), groups)
    far, apart = (one.values - one.mean(one.values)[one.rows] for one in (left, right))
    with np.errstate(invalid="ignore", divide="ignore"):
        if method == "covariance":
            return left.total(far * apart) / np.where(left.sizes > 1, left.sizes - 1, np.nan)
        made = left.total(far * apart) / np.sqrt(left.total(far**2) * left.total(apart**2))
    return np.clip(made, -1, 1)


FIGURES: dict[str, Callable[[Numbers], Any]] = {
    "sum of squares": sum_of_squares,
    "sum of logs": sum_of_logs,
    "geometric mean": geometric_mean,
    "geometric std": geometric_std,
    "mean absolute deviation": mean_absolute_deviation,
    "median absolute deviation": median_absolute_deviation,
}
TOGETHER = ("correlation", "covariance")
