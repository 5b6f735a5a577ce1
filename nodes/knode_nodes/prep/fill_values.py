"""Values that stand for missing ones, by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, DataError, TableSpec, column_type, quoted, type_words
from knode_nodes.prep import _exact_filling as exact_filling
from knode_nodes.prep._exact import is_exact

if TYPE_CHECKING:
    import pandas as pd


class FillValues:
    """Fills missing values with one value for each column; columns without a value stay as they are.

    Follows scikit-learn's `transform`. Its state is plain data, so that it is stored without code: `values` holds numbers,
    texts and booleans, dates, durations and exact decimals as texts; `dtypes` the pandas names of the dtypes of the columns;
    `indicators` the names of columns that say by column where a value was missing.
    """

    # Models that were stored before there were indicators have none.
    indicators: Mapping[str, str] = MappingProxyType({})
    keeps_units = True

    def __init__(
        self, values: dict[str, Any], dtypes: dict[str, str], indicators: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.values = values
        self.dtypes = dtypes
        self.indicators = dict(indicators)

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [*self.values, *self.indicators.values()]

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) with every missing value filled; dtypes as in training where no value is lost by that.

        Raises:
            DataError: a column is of another type than in training, such as texts where numbers were.
        """
        import pandas as pd

        made = {name: self._filled(rows[name], name) if name in self.values else rows[name] for name in rows.columns}
        made |= {made_name: rows[name].isna() for name, made_name in self.indicators.items()}
        return pd.DataFrame(made, index=rows.index, copy=False)

    def narrowed(self, columns: Iterable[str]) -> FillValues:
        """The same for fewer columns."""
        kept = set(columns)
        return FillValues(
            {name: value for name, value in self.values.items() if name in kept},
            {name: dtype for name, dtype in self.dtypes.items() if name in kept},
            {name: made for name, made in self.indicators.items() if name in kept},
        )

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays; None for columns of other types than in training, decimals, times with a zone, and durations."""
        from knode_nodes.prep._compiled import Fill

        numbers: dict[str, float] = {}
        others: dict[str, Any] = {}
        moments: dict[str, str] = {}
        for name, value in self.values.items():
            kind, dtype = column_type(self.dtypes[name]), self.dtypes[name]
            if name not in inputs or inputs[name].type != kind or is_exact(dtype):
                return None
            if kind in ("number", "boolean"):
                numbers[name] = float(value)
            elif kind in ("text", "category"):
                others[name] = value
            elif dtype.startswith("datetime64[") and "," not in dtype:
                moments[name] = str(value)
            else:
                return None
        return Fill(numbers, others, moments, dict(self.indicators))

    def _filled(self, column: Any, name: str) -> Any:
        """One column filled; a category column has the fill value among its categories, missing values or not."""
        value, dtype = self.values[name], self.dtypes[name]
        given = column.infer_objects() if column.dtype == object else column
        if is_exact(dtype):
            given = exact_filling.as_exact(given, dtype)
        kind, wanted = column_type(given.dtype), column_type(dtype)
        if kind == "category" and (wanted == "category" or _value_type(given) == wanted):
            return fill(given, value)
        if {kind, wanted} != {"text", "category"} and kind != wanted:
            return self._only_missing(given, name)
        return _typed(fill(given, value), dtype)

    def _only_missing(self, column: Any, name: str) -> Any:
        """A column of another type than in training may hold nothing but missing values."""
        import pandas as pd

        present = column.notna().to_numpy(dtype=bool)
        if present.any():
            row, wanted = int(present.argmax()), type_words(column_type(self.dtypes[name]))
            raise DataError(
                f"{quoted(name)} held values of type {wanted} in training, and {quoted(column.iloc[row])} in row {row} is "
                f"of type {type_words(column.dtype)}: convert the column to {wanted} before",
                port="table",
                column=name,
                row=row,
            )
        dtype = self.dtypes[name]
        if is_exact(dtype):
            return fill(pd.Series(pd.NA, column.index, exact_filling.type_of(dtype), name), self.values[name])
        timed = column_type(dtype) in ("datetime", "duration")
        made = pd.Series(pd.NaT if timed else self.values[name], index=column.index, dtype=dtype, name=name)
        return fill(made, self.values[name]) if timed else made


def fill(column: Any, value: Any) -> Any:
    """A column with its missing values filled. A category that is new is added."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        known = column if value in column.cat.categories else column.cat.add_categories([value])
        return known.fillna(value)
    kind = column_type(column.dtype)
    if kind == "duration":
        return column.fillna(pd.Timedelta(value).as_unit(column.dt.unit))
    if kind == "datetime":
        return column.fillna(_moment(value, column))
    if is_exact(column.dtype):
        return exact_filling.put(column, column.isna().to_numpy(dtype=bool), value)
    return column.fillna(float(value) if kind == "number" and isinstance(value, str) else value)


def _moment(value: str, column: Any) -> Any:
    import pandas as pd

    moment, zone = pd.Timestamp(value).as_unit(column.dt.unit), column.dt.tz
    if (moment.tzinfo is None) != (zone is None):
        raise DataError(
            f"the times of {quoted(column.name)} {'have no' if zone is None else 'have a'} time zone, other than in training: "
            "convert the column before",
            port="table",
            column=str(column.name),
        )
    return moment if zone is None else moment.tz_convert(zone)


def _value_type(column: Any) -> str:
    """The type of the categories of a category column."""
    kind = column.cat.categories.inferred_type
    words = {"string": "text", "integer": "number", "floating": "number", "boolean": "boolean"}
    return words.get(kind, "other")


def _typed(column: Any, dtype: str) -> Any:
    """A filled column with the dtype that it had in training, where every value stays what it is."""
    if str(column.dtype) == dtype or column_type(dtype) not in ("number", "boolean") or is_exact(dtype):
        return column
    if dtype.lower().startswith(("int", "uint")):
        return column.astype(dtype) if _whole(column, dtype) else column
    made = column.astype(dtype)
    return made if (made == column).all() else column


def _whole(column: Any, dtype: str) -> bool:
    import numpy as np

    limits = np.iinfo(dtype.lower().split("[")[0])
    # Numbers of Arrow have no remainder.
    return bool(((column == column.round()) & (column >= limits.min) & (column <= limits.max)).all())
