"""Columns that alone tell the target: perhaps copies of it, which nobody has when the model is to predict."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from knode.api import Context, column_type, quoted
from knode_nodes.learn._training import Training

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ROWS = 20_000
"""So many are looked at, evenly taken."""
FIRST_ROWS = 400
"""So many are looked at first, half of them of the commonest class: most columns tell nothing even of these."""
MOST_VALUES = 100
ROWS_OF_VALUE = 20
"""A column of fewer rows to a value, such as an id, tells classes by its rows rather than by what it means."""
WRONG = 0.01
"""Of the rows that are not of the commonest class so many may be exceptions."""
CHANCE = 30.0
"""That values and classes agree by chance must be as rare as e to the power of minus this."""
FEWEST_NUMBERS = 30
CORRELATION = 0.999
EVERY = slice(None)


def warn_of_leaks(data: Training, values: np.ndarray, context: Context, *, classes: bool) -> None:
    """Ask of each feature that alone tells the target whether it is known in time; `values` (rows) are those of the target."""
    target = quoted(str(data.target.name))
    for name, how in telling(data.features, values, classes=classes).items():
        context.warn(
            f"{quoted(name)} alone tells {target} {how}. Is it known before {target} is? If not, leave it out with "
            "Column Filter: the model would only copy it."
        )


def telling(features: pd.DataFrame, values: Any, *, classes: bool) -> dict[str, str]:
    """The features that alone tell `values` (rows), classes or float64, none missing: by name how, and in how many rows."""
    step = -(-len(values) // MOST_ROWS) or 1
    sample = features.iloc[::step] if step > 1 else features
    told = _telling_classes(sample, values[::step]) if classes else _telling_numbers(sample, values[::step])
    looked = "rows" if step == 1 else "rows that were looked at"
    return {name: f"{how} {looked}" for name, how in told.items()}


def _telling_classes(features: pd.DataFrame, labels: np.ndarray) -> dict[str, str]:
    """The columns of which (nearly) each value occurs with one class alone, and in how many rows."""
    import numpy as np
    import pandas as pd

    codes, found = pd.factorize(labels)
    counts = np.bincount(codes)
    shares = counts / len(codes)
    alike, others = -math.log(float((shares**2).sum())), len(codes) - int(counts.max())
    most = max(MOST_VALUES, 2 * len(found))
    if others == 0 or len(codes) * alike < CHANCE:
        return {}
    common = codes == counts.argmax()
    first = np.concatenate([np.flatnonzero(mask)[: FIRST_ROWS // 2] for mask in (common, ~common)])
    made = {}
    for name in features.columns:
        column = features[name]
        few = _wrong(_values(column, first), codes[first], len(found), most)
        if few is None or few[0] > 2 + 2 * WRONG * len(first):
            continue
        whole = _wrong(_values(column), codes, len(found), most)
        if whole is None:
            continue
        wrong, size = whole
        if wrong <= WRONG * others and size * ROWS_OF_VALUE <= len(codes) and (len(codes) - size) * alike >= CHANCE:
            made[str(name)] = _share(len(codes) - wrong, len(codes))
    return made


def _values(column: pd.Series, rows: np.ndarray | slice = EVERY) -> Any:
    """The values of some rows; NumPy's own are picked far faster than a column's."""
    import numpy as np

    return column.to_numpy()[rows] if isinstance(column.dtype, np.dtype) else column.iloc[rows]


def _wrong(column: Any, codes: np.ndarray, classes: int, most: int) -> tuple[int, int] | None:
    """The rows that are not of the commonest class of their value, and the number of values, a missing one too; None for too
    many."""
    import numpy as np
    import pandas as pd

    places, _ = pd.factorize(column, use_na_sentinel=False)
    size = int(places.max()) + 1
    if size > most:
        return None
    table = np.bincount(places * classes + codes, minlength=size * classes).reshape(size, classes)
    return len(codes) - int(table.max(axis=1).sum()), size


def _telling_numbers(features: pd.DataFrame, target: np.ndarray) -> dict[str, str]:
    """The columns of numbers that rise or fall exactly with the target, and in how many rows."""
    made = {}
    few = slice(None, None, max(1, len(target) // FIRST_ROWS))
    for name in features.columns:
        if column_type(features[name].dtype) not in ("number", "boolean"):
            continue
        column = features[name]
        if _correlation(column.iloc[few], target[few])[0] < 0.9:
            continue
        size, rows = _correlation(column, target)
        if size >= CORRELATION and rows >= max(FEWEST_NUMBERS, len(target) // 2):
            made[str(name)] = f"(correlation {math.floor(1e5 * size) / 1e5:.5g}) in {_share(rows, len(target))[3:]}"
    return made


def _correlation(column: pd.Series, target: np.ndarray) -> tuple[float, int]:
    """The size of Pearson's correlation over the rows that have a value, and their number; 0 where there is none."""
    import numpy as np

    numbers = column.to_numpy(dtype="float64", na_value=np.nan)
    known = ~np.isnan(numbers)
    if known.sum() < FEWEST_NUMBERS:
        return 0.0, 0
    x, y = numbers[known], target[known]
    with np.errstate(all="ignore"):
        x, y = x / np.abs(x).max() - (x / np.abs(x).max()).mean(), y / np.abs(y).max() - (y / np.abs(y).max()).mean()
        size = abs(float(x @ y)) / math.sqrt(float(x @ x) * float(y @ y) or math.inf)
    return (size if size == size else 0.0), len(x)


def _share(rows: int, whole: int) -> str:
    return f"in all {whole:,}" if rows == whole else f"in {rows:,} of {whole:,}"
