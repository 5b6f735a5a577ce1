"""How certain shares and means are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def share_bounds(found: np.ndarray, rows: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the shares found / rows by Wilson's method (1927), NaN where there are no rows."""
    import numpy as np
    from scipy.special import ndtri

    z = float(ndtri((1 + confidence) / 2))
    size = np.where(rows > 0, rows, np.nan)
    share = found / size
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def mean_bounds(
    means: np.ndarray, variances: np.ndarray, rows: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of means by Student's t; NaN for fewer than two rows. `variances` are those of the sample (n - 1)."""
    import numpy as np
    from scipy.special import stdtrit

    enough = rows > 1
    free = np.where(enough, rows - 1, 1)
    half = stdtrit(free, (1 + confidence) / 2) * np.sqrt(variances / np.where(enough, rows, 1))
    half = np.where(enough, half, np.nan)
    return means - half, means + half
