"""Rows with equal keys put together, and what is computed of them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from knode.api import DataError, column_type, quoted
from knode_nodes.prep._aggregations import LISTS, OF_NONE, Task
from knode_nodes.prep._exact import beyond_floats, is_exact
from knode_nodes.prep._exact_figures import OF_GROUPS, of_groups, of_whole_groups
from knode_nodes.prep._group_figures import FIGURES, TOGETHER, Numbers, together
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._moments import moments
from knode_nodes.prep._numbering import (
    Numbering,
    counted_categories,
    counted_numbers,
    counted_texts,
    incomparable,
    numbered,
    of_column,
    without_halves,
)
from knode_nodes.prep._order import order_of
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

OF_A_VALUE = {"min", "max", "first", "last", "mode", "range"}
"""Methods that have no result where there are no values, though their dtype may be one that holds no missing values."""
WHOLE = {"sum", "product", "range"}
"""Methods whose results may be whole numbers larger than those of the column."""


class Groups:
    """The groups of a table's rows by its key columns, in the order of the keys; or by given `numbers`.

    Raises:
        DataError: there are keys that cannot be compared.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        keys: Sequence[str],
        tasks: Sequence[Task] = (),
        *,
        dropna: bool = False,
        numbers: Numbering | None = None,
    ) -> None:

        self._table, self._tasks = table, tasks
        # The whole table as one group has no smallest value where it has no rows; other groups have rows.
        self._has_rows = bool(keys) or numbers is not None
        self.numbers = numbers or numbering(table, keys, dropna=dropna)

    @functools.cached_property
    def sizes(self) -> Any:
        """(groups) int64: how many rows there are of each."""
        import pandas as pd

        return pd.Series(self.numbers.sizes()).array

    @functools.cached_property
    def _grouped(self) -> tuple[Any, dict[tuple[str, int], int]]:
        """What the tasks read, grouped, and the place of each of its columns by its part and the number of the task."""
        import pandas as pd

        columns = {
            (part, number): values.array
            for number, task in enumerate(self._tasks)
            for part, values in _prepared(self._table, task).items()
        }
        work = pd.DataFrame({place: as_column(one, None) for place, one in enumerate(columns.values())}, copy=False)
        grouped = cast("Any", work).groupby(self.numbers.categories(), sort=True, observed=False)
        return grouped, {place: number for number, place in enumerate(columns)}

    def computed(self) -> dict[str, Any]:
        """The results of the tasks by name, each (groups)."""
        return {task.name: self._comparable(number, task) for number, task in enumerate(self._tasks)}

    def _comparable(self, number: int, task: Task) -> Any:
        import pyarrow as pa

        try:
            return self._computed(number, task)
        except (TypeError, NotImplementedError):
            raise incomparable(self._table[task.column]) from None
        except pa.ArrowInvalid:
            raise DataError(
                f"the {task.how.method} of {quoted(task.column)} has too many digits: convert the column to numbers with "
                "decimals before, such as with Cast Columns",
                port="table",
                column=task.column,
            ) from None

    def _computed(self, number: int, task: Task) -> Any:
        import pandas as pd

        method, column = task.how.method, without_halves(self._table[task.column])
        if is_exact(column.dtype) and method in OF_GROUPS:
            return of_groups(method, column, self.numbers, task.how.quantile)
        groups, places = self._grouped
        grouped = groups[places["value", number]]
        if method in ("mean", "median") and beyond_floats(column):
            values = of_whole_groups(method, column, self.numbers)
            return pd.Series(values).astype(getattr(grouped, method)().dtype).array
        if method == "weighted mean":
            weights = groups[places["weight", number]].sum()
            return (grouped.sum() / weights.where(weights != 0)).array
        if method in FIGURES or method in TOGETHER:
            return pd.Series(self._figures(task)).array
        if method == "mode":
            values = _modes(column, self.numbers)
        elif method == "count distinct":
            values = _different(column, self.numbers)
        elif method.startswith("concatenate"):
            values = _joined(column, self.numbers, task.how.separator, method)
        elif method in LISTS:
            values = _lists(column, self.numbers, method, missing=task.how.missing)
        elif method == "count share":
            counts = grouped.count().astype("float64")
            values = (counts / max(int(counts.sum()), 1)).array
        else:
            values = _reduced(grouped, task)
        if method in WHOLE and values.dtype.kind in "iu":
            _check_size(grouped, task, values)
        return values if self._has_rows or method not in OF_A_VALUE else able_to_miss(values)

    def _figures(self, task: Task) -> np.ndarray:
        """(groups) what is computed of numbers here, and not by pandas."""
        import numpy as np

        values, how = numbers_of(self._table[task.column]).to_numpy(), task.how
        if how.method in TOGETHER:
            made: np.ndarray = together(how.method, values, numbers_of(self._table[how.other]).to_numpy(), self.numbers)
            return made
        # Of infinite and of very large numbers a figure is infinite, or missing.
        with np.errstate(all="ignore"):
            made = FIGURES[how.method](Numbers(values, self.numbers))
        return made


def numbering(table: pd.DataFrame, keys: Sequence[str], *, dropna: bool = False) -> Numbering:
    """The rows of a table by its key columns; without any, all rows are one group. Raises DataError as `Groups` does."""
    import numpy as np

    if not keys:
        return Numbering(np.zeros(len(table), dtype="int64"), min(len(table), 1))
    return numbered([table[key] for key in keys], dropna=dropna)


def counted(table: pd.DataFrame, keys: Sequence[str], *, dropna: bool) -> tuple[pd.DataFrame, np.ndarray]:
    """The combinations of keys, in their order, and how many rows have each. Raises DataError as `Groups` does."""
    import pandas as pd

    column = table[keys[0]]
    found = _counted_alone(column, dropna) if len(keys) == 1 else None
    if found is not None:
        return pd.DataFrame({column.name: pd.Series(found[0], dtype=column.dtype)}, copy=False), found[1]
    numbers = numbering(table, keys, dropna=dropna)
    return numbers.keys(), numbers.sizes()


def _counted_alone(column: pd.Series, dropna: bool) -> tuple[Any, np.ndarray] | None:
    """The values of one column in their order, and how many rows have each; None where they have to be numbered for that."""
    if str(column.dtype) == "str":
        return counted_texts(column, dropna=dropna)
    if column_type(column.dtype) == "category":
        return counted_categories(column, dropna=dropna)
    return counted_numbers(column, dropna=dropna)


def of_no_rows(made: pd.DataFrame, counted: Sequence[str], tasks: Sequence[Task]) -> pd.DataFrame:
    """A result without groups as that of one group without rows: counts and sums are 0, means are missing."""
    import pandas as pd

    values = dict.fromkeys(counted, 0)
    values |= {task.name: OF_NONE[task.how.method] for task in tasks if task.how.method in OF_NONE}
    filled = {name: pd.Series([value]).astype(made[name].dtype) for name, value in values.items()}
    return with_columns(made.reindex([0]), filled)


def as_column(values: Any, index: Any) -> pd.Series:
    """Results as a column of just their dtype: pandas would make text of Python objects that are all texts."""
    import pandas as pd

    return pd.Series(values, index=index, dtype=object if values.dtype.name == "object" else values.dtype, copy=False)


def _prepared(table: pd.DataFrame, task: Task) -> dict[str, pd.Series]:
    """The columns that an aggregation reads, in dtypes that are wide enough for its results."""
    column, method = without_halves(table[task.column]), task.how.method
    if method in ("count missing", "share missing"):
        return {"value": column.isna().astype("int64")}
    if method in ("skewness", "kurtosis") or (method == "product" and is_exact(column.dtype)):
        return {"value": numbers_of(column)}
    if method == "weighted mean":
        weight = numbers_of(table[task.how.weight])
        value = numbers_of(column) * weight
        return {"value": value, "weight": weight.where(value.notna())}
    name = str(column.dtype)
    if method in ("std", "population std") and name.startswith(("date32", "date64")):
        # Arrow has no deviation of days.
        return {"value": moments(column).astype("datetime64[us]")}
    if method in WHOLE and name.lower() in ("int8", "int16", "int32", "uint8", "uint16", "uint32"):
        column = column.astype(name.rstrip("0123456789") + "64")  # type: ignore[call-overload]
    return {"value": column.astype("float64") if method == "quantile" and name == "bool" else column}


def numbers_of(column: pd.Series) -> pd.Series:
    """A column as float64, NaN where it is missing."""
    import numpy as np
    import pandas as pd

    return pd.Series(column.to_numpy(dtype="float64", na_value=np.nan), index=column.index)


def _reduced(grouped: Any, task: Task) -> Any:
    """One aggregation that pandas knows, as an array in the order of the groups."""
    import pandas as pd

    method = task.how.method
    if method == "count":
        return grouped.count().astype("int64").array
    if method == "count missing":
        return grouped.sum().array
    if method == "share missing":
        return grouped.mean().array
    if method == "quantile":
        return grouped.quantile(task.how.quantile).array
    if method == "range":
        return (grouped.max() - grouped.min()).array
    if method.startswith("population"):
        return getattr(grouped, method.removeprefix("population "))(ddof=0).array
    called = {"product": "prod", "skewness": "skew", "kurtosis": "kurt"}.get(method, method)
    values = getattr(grouped, called)().array
    # pandas takes the dtype of Python objects from the values found, and none from Arrow where all are missing.
    chosen = method in ("first", "last", "min", "max") or str(values.dtype).startswith("null")
    # The mean of float32 is of float64 in pandas 3 as soon as no value is missing.
    if not (chosen or (method == "mean" and grouped.obj.dtype.kind == "f")) or values.dtype == grouped.obj.dtype:
        return values
    return pd.Series(values, dtype=grouped.obj.dtype).array


def _check_size(grouped: Any, task: Task, values: Any) -> None:
    """Raise DataError where a whole number became too large for 64 bits: pandas goes on with a wrong one."""
    import numpy as np
    import pandas as pd

    column = grouped.obj
    if not len(column) or not column.notna().any():
        return
    largest = max(abs(int(column.min())), abs(int(column.max())))
    if task.how.method != "product" and largest * max(2, len(column)) < 2**63:
        return
    rough = column.astype("float64").groupby(grouped._grouper)
    if task.how.method == "range":
        near = rough.max() - rough.min()
    else:
        near = getattr(rough, "sum" if task.how.method == "sum" else "prod")()
    found = pd.Series(values).to_numpy(dtype="float64", na_value=np.nan)
    if (np.abs(near.to_numpy(dtype="float64", na_value=np.nan) - found) > 2.0**62).any():
        raise DataError(
            f"the {task.how.method} of {quoted(task.column)} is too large for a whole number of 64 bits: convert the column "
            "to decimal numbers (float64) before",
            port="table",
            column=task.column,
        )


def able_to_miss(values: Any) -> Any:
    """Whole numbers and booleans in a dtype that holds missing ones too: a table without rows has no smallest number."""
    import pandas as pd

    narrow = str(values.dtype).rstrip("0123456789") in ("int", "uint", "bool")
    return pd.array(values.to_numpy()) if narrow else values


def _different(column: pd.Series, groups: Numbering) -> Any:
    """How many different values there are in each group."""
    import numpy as np
    import pandas as pd

    # Python objects need not be comparable for that.
    rows, values = pd.factorize(column.to_numpy()) if column.dtype == object else of_column(column, dropna=True)
    _, found = groups.across(Numbering(rows, len(values)))
    return pd.Series(np.bincount(found // max(len(values), 1), minlength=groups.count)).array


def _modes(column: pd.Series, groups: Numbering) -> Any:
    """The most frequent value of each group, the smallest one if there are several."""
    import numpy as np
    import pandas as pd

    values = numbered([column], dropna=True)
    pairs, found = groups.across(values)
    group, place = np.divmod(found, max(values.count, 1))
    # Those of a group come with the smallest value first.
    order = np.lexsort((-pairs.sizes(), group))
    there, first = np.unique(group[order], return_index=True)
    places = np.full(groups.count, -1)
    places[there] = place[order[first]]
    made = values.keys()[column.name].array.take(places, allow_fill=True)
    return pd.Series(made).astype(column.dtype).array


def _lists(column: pd.Series, groups: Numbering, method: str, *, missing: bool) -> Any:
    """The values of each group as a list: as they come, each different one once as they come, or in their order.

    Missing ones are left out; if wanted they are None, in an order the last.
    """
    import numpy as np
    import pandas as pd

    present = groups.rows >= 0
    if not missing:
        present &= column.notna().to_numpy(dtype=bool)
    codes, chosen = groups.rows[present], column[present]
    order = order_of([codes])
    if method != "list":
        numbers, _ = of_column(chosen)
        if method == "list sorted":
            order = order_of([codes, numbers])
        else:
            order = order[~pd.DataFrame({"group": codes, "value": numbers}).duplicated().to_numpy()[order]]
    held = _plain(chosen)
    parts = [held[place] for place in order]
    bounds = np.searchsorted(codes[order], np.arange(groups.count + 1))
    made = np.empty(groups.count, dtype=object)
    made[:] = [parts[start:end] for start, end in itertools.pairwise(bounds)] if groups.count else []
    return pd.Series(made, dtype=object).array


def _plain(column: pd.Series) -> list[Any]:
    """Values as Python's own, times to the microsecond, None for missing ones."""
    if str(column.dtype).startswith(("datetime64", "timedelta64")):
        return list(column.to_numpy().astype(f"{column.dtype.kind}8[us]").tolist())
    return list(column.astype(object).where(column.notna(), None).tolist())


def _joined(column: pd.Series, groups: Numbering, separator: str, method: str) -> Any:
    """The values of each group as one text, if wanted each different one once, or with how many there are.

    Missing where there is none.
    """
    import numpy as np
    import pandas as pd

    present = column.notna().to_numpy(dtype=bool) & (groups.rows >= 0)
    codes = groups.rows[present]
    parts = texts(column[present])
    if method != "concatenate":
        pairs = pd.DataFrame({"group": codes, "text": parts.array})
        kept = ~pairs.duplicated().to_numpy()
        if method == "concatenate counts":
            counts = pairs.groupby(["group", "text"], sort=False, observed=True)["text"].transform("size")
            parts = parts.astype(object) + " (" + counts.astype(str).to_numpy() + ")"
        codes, parts = codes[kept], parts[kept]
    order = order_of([codes])
    ordered = parts.to_numpy(dtype=object)[order]
    bounds = np.searchsorted(codes[order], np.arange(groups.count + 1))
    made = [separator.join(ordered[start:end]) if end > start else None for start, end in itertools.pairwise(bounds)]
    return pd.array(made, dtype="str")
