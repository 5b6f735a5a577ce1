"""How much each row counts: a column of weights, and weights of classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Column, ColumnSpec, DataError, Model, TableSpec, column_type, nearest, quoted, type_words
from knode_nodes.learn._settings import ClassWeight, ClassWeights

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

UNWEIGHTED = Column("")
UNUSED_WEIGHT = "unused_weight"
"""The fact of a model by which column its rows count, though its algorithm learnt from all alike."""
LARGEST = 1e150
"""Of all weights together: products of greater ones with squares are beyond any number."""


def check_weight(spec: TableSpec, weight: Column, target: str = "") -> None:
    """Raise DataError where the chosen column of weights, if any, cannot be one."""
    if not weight:
        return
    column = spec[weight.of(spec, port="table")]
    if weight == target:
        raise _unfit(column, "is the target too: choose another column, or none")
    if column.type not in ("number", "boolean") or column.dtype.startswith("complex"):
        raise _unfit(column, f"is a {type_words(column.dtype)} column: {_advice(column)}")


def _advice(column: ColumnSpec) -> str:
    if column.role == "weight":
        return "choose a column of numbers, 0 or greater, or take the role weight from it with Set Roles"
    return "choose a column of numbers, 0 or greater, or none"


def weights_of(table: pd.DataFrame, weight: Column) -> np.ndarray | None:
    """The weights (rows) as float64, NaN where missing; None where no column is chosen."""
    import numpy as np

    if not weight:
        return None
    check_weight(TableSpec.of(table), weight)
    values: np.ndarray = table[str(weight)].to_numpy(dtype="float64", na_value=np.nan)
    return values


def counting(model: Model) -> Column:
    """The column by which rows count where a model is measured: the one that weighed the rows it learnt from, or that would
    have if its algorithm took weights; "" where there is none."""
    return Column(model.facts.get("weight") or model.facts.get(UNUSED_WEIGHT, ""))


def check_weights(weights: np.ndarray, positions: np.ndarray, weight: Column) -> None:
    """Raise DataError for a missing, negative or infinite weight, and where no row counts, or all far too much or little."""
    import numpy as np

    check_each_weight(weights, positions, weight)
    column = ColumnSpec(name=str(weight), dtype="float64")
    if not weights.any():
        raise _unfit(column, "is 0 in every row, so no row counts: give at least some rows a weight")
    with np.errstate(over="ignore"):
        total = weights.sum()
    if not 1 / LARGEST <= total <= LARGEST:
        size, change = ("large", "divide") if total > 1 else ("small", "multiply")
        said = f"{total:g}, too {size} to calculate with" if np.isfinite(total) else "more than any number"
        raise _unfit(column, f"adds up to {said}: {change} the column by a constant before")


def check_each_weight(weights: np.ndarray, positions: np.ndarray, weight: Column) -> None:
    """Raise DataError for a missing, negative or infinite weight of the rows at these positions."""
    import numpy as np

    column = ColumnSpec(name=str(weight), dtype="float64")
    bad = np.flatnonzero(~((weights >= 0) & np.isfinite(weights)))
    if len(bad):
        value, row = weights[bad[0]], int(positions[bad[0]])
        said = "missing" if np.isnan(value) else f"{value:g}"
        raise _unfit(column, f"is {said} in row {row}: a weight is a number, 0 or greater; correct it", row)


def with_classes(
    how: ClassWeight, wanted: ClassWeights, labels: np.ndarray, rows: np.ndarray | None, target: pd.Series
) -> np.ndarray | None:
    """Weights (rows) by the weight of each row, None for all alike, and by its class as the settings of a learner say."""
    if how == "balanced":
        return balanced(labels, rows)
    return by_class(labels, rows, wanted, target) if how == "custom" else rows


def balanced(labels: np.ndarray, weights: np.ndarray | None) -> np.ndarray:
    """Weights (rows) with which every class counts as much as any other; rows of a class keep their proportions."""
    import numpy as np
    import pandas as pd

    codes, classes = pd.factorize(labels)
    given = np.ones(len(labels)) if weights is None else weights
    totals = np.bincount(codes, given)
    made: np.ndarray = given * (given.sum() / (len(classes) * totals))[codes]
    return made


def by_class(
    labels: np.ndarray, weights: np.ndarray | None, wanted: Mapping[str, float], target: pd.Series
) -> np.ndarray:
    """Weights (rows) times that of each row's class; a class that is not named counts 1.

    Raises:
        DataError: no class is named, or a name is none of a class while some class has no weight.
    """
    import numpy as np
    import pandas as pd

    codes, classes = pd.factorize(labels, sort=True)
    names = [class_names(label) for label in classes.tolist()]
    column = str(target.name)
    if not wanted:
        raise DataError(
            "`class_weight` is `custom`, but `class_weights` is empty: write the weight of a class there, such as "
            f'{{"{names[-1][0]}": 5}}, or set `class_weight` to `none`',
            port="table",
            column=column,
        )
    unnamed = [own[0] for own in names if wanted.keys().isdisjoint(own)]
    unknown = [name for name in wanted if name not in {*_possible(target), *(name for own in names for name in own)}]
    if unnamed and unknown:
        raise _no_class(unknown[0], column, unnamed, [own[0] for own in names])
    factors = np.array([next((wanted[name] for name in own if name in wanted), 1.0) for own in names])
    made: np.ndarray = factors[codes] if weights is None else weights * factors[codes]
    return made


def class_names(label: Any) -> tuple[str, ...]:
    """What a class is called in tables, and in the names of columns of probabilities."""
    if isinstance(label, bool):
        return str(label).lower(), str(label)
    return (str(int(label)), f"{label:.1f}") if isinstance(label, int | float) else (str(label),)


def _possible(target: pd.Series) -> list[str]:
    """The names of classes that the target could have, whether rows have them or not."""
    if column_type(target.dtype) == "boolean":
        return [name for label in (False, True) for name in class_names(label)]
    categories = target.cat.categories.tolist() if column_type(target.dtype) == "category" else []
    return [name for label in categories for name in class_names(label)]


def _no_class(name: str, column: str, unnamed: list[str], classes: list[str]) -> DataError:
    near = nearest(name, unnamed)
    listed = ", ".join(quoted(one) for one in classes[:8]) + (" …" if len(classes) > 8 else "")
    hint = f"did you mean {quoted(near)}?" if near else f"its classes are {listed}: correct class_weights"
    return DataError(
        f"there is no class {quoted(name)} in {quoted(column)} to give a weight; {hint}", port="table", column=column
    )


def _unfit(column: ColumnSpec, problem: str, row: int | None = None) -> DataError:
    facts: dict[str, Any] = {} if row is None else {"row": row}
    return DataError(f"the weight {quoted(column.name)} {problem}", port="table", column=column.name, **facts)
