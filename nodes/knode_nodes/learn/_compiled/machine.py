"""Support vector machines on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from knode.api import ArrayStep, TableNeeded
from knode_nodes.learn._compiled.inputs import all_finite
from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.rows import CLOSE, Rows, check_clear, rows_of

if TYPE_CHECKING:
    import numpy as np

KERNELS = ("rbf", "linear", "poly", "sigmoid")
MOST_KEPT = 5_000_000
"""The most numbers that are kept of a machine."""


@dataclass
class Machine(ArrayStep):
    """Sums over support `vectors` (vectors, numbers) with `weights` (vectors, sums) and `intercepts` (sums).

    Of several `classes` there is a sum for each pair, above zero for the first of both; they vote. `calibration` (2, scores)
    are the slopes and offsets by which Platt's method makes probabilities: of the second of two classes, or of each class.
    Where a sum is zero but for rounding the node itself decides.
    """

    rows: Rows
    vectors: np.ndarray
    weights: np.ndarray
    intercepts: np.ndarray
    kernel: str
    gamma: float
    coef0: float
    degree: int
    classes: int
    calibration: np.ndarray | None = None
    single: ClassVar[bool] = False

    def __post_init__(self) -> None:
        import numpy as np

        shape = (len(self.vectors), len(self.intercepts))
        if self.weights.shape != shape or self.vectors.shape[1:] != (self.rows.width,) or self.kernel not in KERNELS:
            raise ValueError("these arrays are no support vector machine")
        self._reach = np.abs(self.weights).sum(axis=0)
        first, second = np.triu_indices(self.classes, 1)
        self._first, self._second = np.eye(self.classes)[first], np.eye(self.classes)[second]

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return self.vectors.size + self.weights.shape[1]

    def rescale(self, factor: np.ndarray, add: np.ndarray) -> None:
        """Multiply what comes out, and add to it."""
        self.weights = self.weights * factor
        self.intercepts = self.intercepts * factor + add

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, outputs): a number, the votes for each class, or its probability. Raises TableNeeded."""
        import numpy as np

        kernels = self._kernels(self.rows.matrix(numbers, positions))
        sums = kernels @ self.weights
        sums += self.intercepts
        if not all_finite(sums):
            raise TableNeeded
        if not self.classes:
            return sums
        most = np.abs(kernels).max(axis=1, initial=0.0)[:, None]
        if (np.abs(sums) <= CLOSE * (most * self._reach + np.abs(self.intercepts))).any():
            raise TableNeeded
        made = self._votes(sums) if self.calibration is None else self._chances(sums, *self.calibration)
        if self.calibration is not None:
            check_clear(made, CLOSE)
        return made

    def _kernels(self, rows: np.ndarray) -> np.ndarray:
        """(rows, vectors)."""
        import numpy as np

        if self.kernel == "rbf":
            apart = rows[:, None, :] - self.vectors
            made: np.ndarray = np.exp(-self.gamma * np.einsum("ijk,ijk->ij", apart, apart))
            return made
        products: np.ndarray = rows @ self.vectors.T
        if self.kernel == "linear":
            return products
        products = self.gamma * products + self.coef0
        return products**self.degree if self.kernel == "poly" else np.tanh(products)

    def _votes(self, sums: np.ndarray) -> np.ndarray:
        votes: np.ndarray = (sums > 0) @ self._first + (sums <= 0) @ self._second
        return votes

    def _chances(self, sums: np.ndarray, slopes: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """As CalibratedClassifierCV of scikit-learn makes them of what SVC's `decision_function` gives."""
        import numpy as np

        if self.classes == 2:
            second = 1.0 / (1.0 + np.exp(slopes * -sums + offsets))
            return np.concatenate([1.0 - second, second], axis=1)
        sure = sums @ (self._first - self._second)
        scores = self._votes(sums) + sure / (3 * (np.abs(sure) + 1))
        made = 1.0 / (1.0 + np.exp(slopes * scores + offsets))
        total = made.sum(axis=1, keepdims=True)
        return np.divide(made, total, out=np.full_like(made, 1 / self.classes), where=total != 0)


def machine(estimator: Any, reads: Prepared) -> Machine | None:
    """A fitted SVC, NuSVC, SVR or NuSVR; None for kernels of one's own, libsvm's own probabilities, and very large ones."""
    import numpy as np

    rows = rows_of(reads)
    classes = len(getattr(estimator, "classes_", ()))
    own = getattr(estimator, "probability", False) is True or getattr(estimator, "break_ties", False)
    if rows is None or own or reads.sparse or estimator._sparse or estimator.kernel not in KERNELS:
        return None
    vectors, pairs = np.asarray(estimator.support_vectors_, dtype=float), len(estimator.intercept_)
    if len(vectors) * (rows.width + pairs) > MOST_KEPT:
        return None
    return Machine(
        rows,
        vectors,
        _weights(estimator, classes),
        np.array(estimator._intercept_, dtype=float),
        estimator.kernel,
        float(estimator._gamma),
        float(estimator.coef0),
        int(estimator.degree),
        classes,
    )


def _weights(estimator: Any, classes: int) -> np.ndarray:
    """(vectors, sums): libsvm keeps for each vector its weight against each other class."""
    import numpy as np

    held = np.asarray(estimator._dual_coef_, dtype=float)
    if not classes:
        return held.T.copy()
    starts = np.cumsum([0, *estimator.n_support_.tolist()])
    pairs = list(zip(*np.triu_indices(classes, 1), strict=True))
    made = np.zeros((held.shape[1], len(pairs)))
    for place, (one, other) in enumerate(pairs):
        for mine, row in ((one, other - 1), (other, one)):
            part = slice(starts[mine], starts[mine + 1])
            made[part, place] = held[row, part]
    return made


def calibrated(estimator: Any, reads: Prepared) -> Machine | None:
    """A CalibratedClassifierCV of one support vector machine, by Platt's method."""
    import numpy as np
    from sklearn.svm import SVC, NuSVC

    found = estimator.calibrated_classifiers_
    kinds = {type(one.estimator) for one in found}
    if len(found) != 1 or found[0].method != "sigmoid" or not kinds <= {SVC, NuSVC}:
        return None
    inner = found[0].estimator
    same = np.array_equal(inner.classes_, estimator.classes_) and inner.decision_function_shape == "ovr"
    made = machine(inner, reads) if same else None
    if made is not None:
        calibrators = found[0].calibrators
        made.calibration = np.array([[one.a_ for one in calibrators], [one.b_ for one in calibrators]], dtype=float)
    return made
