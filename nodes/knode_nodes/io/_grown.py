"""Arrays that grow."""

from __future__ import annotations

from typing import Any


class Grown:
    """An array of NumPy that grows; `expected` values have room from the start."""

    def __init__(self, dtype: Any, expected: int) -> None:
        import numpy as np

        self._values = np.empty(expected, dtype)
        self._count = 0

    @property
    def dtype(self) -> Any:
        """The type of its values."""
        return self._values.dtype

    def add(self, values: Any) -> None:
        """The values of one more part, an array of NumPy."""
        import numpy as np

        end = self._count + len(values)
        if end > len(self._values):
            wider = np.empty(2 * end, self._values.dtype)
            wider[: self._count] = self.made
            self._values = wider
        self._values[self._count : end] = values
        self._count = end

    @property
    def made(self) -> Any:
        """What was added."""
        return self._values[: self._count]
