"""Plain arithmetic, comparisons and conditions on whole columns of NumPy's numbers: there NumPy is faster than a database."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._compiled_formula import ARITHMETIC, compiled_alone

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SAME = frozenset({*ARITHMETIC.values(), "negative", "absolute", "sqrt", "floor", "ceil"})
"""Functions of NumPy that give the same floats to the last digit as DuckDB's."""
Truth = tuple[Any, Any]
"""Which rows are true, and which are missing (False for none); nothing is both."""


def worked_out(text: str, columns: Mapping[str, pd.Series], rows: int, dtype: str) -> Any:
    """The values of an expression as an array of `dtype`; None for one that is not of this kind.

    `columns` are what it mentions, by the name written there.
    """
    import numpy as np

    plan = _plan(text, tuple((name, str(column.dtype)) for name, column in columns.items()), dtype)
    if plan is None:
        return None
    arrays = {name: column.to_numpy() for name, column in columns.items()}
    with np.errstate(all="ignore"):
        if dtype != "float64":
            return _answer(_truth(plan, arrays), rows, dtype)
        made = np.asarray(_float(_number(plan, arrays)))
    # A column alone is copied: whoever writes to the new one must not write to the old one.
    return np.full(rows, made) if made.ndim == 0 else made.copy() if plan[0] == "number" else made


@functools.lru_cache(maxsize=1024)
def _plan(text: str, dtypes: tuple[tuple[str, str], ...], dtype: str) -> list[Any] | None:
    known = compiled_alone(text, dict(dtypes))
    if known is None:
        return None
    kind, plan = known
    if dtype == "float64":
        return plan if kind == "real" and _is_number(plan) else None
    return plan if dtype in ("bool", "boolean") and _is_truth(plan) else None


def _is_number(plan: list[Any]) -> bool:
    if plan[0] == "constant":
        return isinstance(plan[1], float)
    return plan[0] == "number" or (plan[0] == "plain" and plan[1] in SAME and all(map(_is_number, plan[2:])))


def _is_truth(plan: list[Any]) -> bool:
    if plan[0] == "compare":
        return all(map(_is_number, plan[2:]))
    return plan[0] in ("all", "any", "not") and all(map(_is_truth, plan[1:]))


def _number(plan: list[Any], arrays: Mapping[str, np.ndarray]) -> Any:
    import numpy as np

    if plan[0] == "number":
        return arrays[plan[1]]
    return (
        plan[1] if plan[0] == "constant" else getattr(np, plan[1])(*(_float(_number(one, arrays)) for one in plan[2:]))
    )


def _float(values: Any) -> Any:
    """Whole numbers as floats before they are calculated with: those of few bits would run over."""
    return values if isinstance(values, float) else values.astype("float64", copy=False)


def _truth(plan: list[Any], arrays: Mapping[str, np.ndarray]) -> Truth:
    import numpy as np

    if plan[0] != "compare":
        given = [_truth(one, arrays) for one in plan[1:]]
        return (
            _opposite(given[0]) if plan[0] == "not" else functools.reduce(_both if plan[0] == "all" else _either, given)
        )
    left, right = (_number(one, arrays) for one in plan[2:])
    true, missing = getattr(np, plan[1])(left, right), _missing(left) | _missing(right)
    return (true if missing is False else true & ~missing), missing


def _missing(values: Any) -> Any:
    import numpy as np

    return np.isnan(values) if getattr(values, "dtype", None) == "float64" else False


def _opposite(one: Truth) -> Truth:
    true, missing = one
    return (~true if missing is False else ~true & ~missing), missing


def _either(one: Truth, other: Truth) -> Truth:
    """True where one is, else missing where one is."""
    true = one[0] | other[0]
    if one[1] is False and other[1] is False:
        return true, False
    return true, (one[1] | other[1]) & ~true


def _both(one: Truth, other: Truth) -> Truth:
    """False where one is, else missing where one is."""
    if one[1] is False and other[1] is False:
        return one[0] & other[0], False
    return _opposite(_either(_opposite(one), _opposite(other)))


def _answer(truth: Truth, rows: int, dtype: str) -> Any:
    import numpy as np
    import pandas as pd

    true, missing = (np.broadcast_to(np.asarray(one, dtype=bool), (rows,)).copy() for one in truth)
    return true if dtype == "bool" else pd.arrays.BooleanArray(true, missing)
