"""Fill missing values."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from knode.api import (
    TRAINING_ROWS,
    Columns,
    ColumnSpec,
    DataError,
    Example,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    nearest,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep import _exact_filling as exact_filling
from knode_nodes.prep._columns import exchanged
from knode_nodes.prep._exact import beyond_floats, is_exact
from knode_nodes.prep._fitted import Fitted, check_free, check_rows, fitted
from knode_nodes.prep._groups import numbering
from knode_nodes.prep._moments import written_duration, written_moment, zone_of
from knode_nodes.prep._neighbours import from_neighbours
from knode_nodes.prep._numbering import without_halves
from knode_nodes.prep._numbers import check_moderate, floats_of, median, whole_limits
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import pandas as pd

    from knode_nodes.prep.fill_values import FillValues
    from knode_nodes.prep.nearest_rows import NearestRows

NEIGHBOURS = ("previous", "next", "interpolate")
NEAREST = "nearest rows"
UNFILLED = ("complex", "date32", "date64")
"""Dtypes of numbers and dates that pandas cannot fill with plain data."""


class MissingValues(Node):
    """Fill missing values with a value that is learnt from each column, or with a fixed one.

    Numbers get the median of their column, all others its most frequent value, unless the settings say otherwise. The
    values are learnt from the rows that come in; the model fills the missing values of other rows, such as new ones in
    production, with the same values, so no row is ever dropped.

    A column without missing values is learnt too: new rows may miss what the training rows had. Whole numbers stay whole:
    a median of 2.5 fills them as 2. A category that is new is added to the column's categories. A column that has no values
    at all needs a fixed one. Exact decimals stay exact: a mean is rounded to as many digits as the column has behind the point.
    Columns of mixed values, lists and periods are left as they are.

    Previous, next and interpolate look at the rows before and after, in the table's order: sort it by time first. With groups,
    such as devices, they look at rows of the same group only. They fill the rows to learn from only. The model fills each row
    by itself, as rows in production come one by one: with the median, or the most frequent value. So are gaps that have no
    value before, or after them.

    Nearest rows looks for rows with similar numbers in the other columns to fill, each brought to one scale, and takes the mean
    of what they have; the model does so too, among rows that it keeps. A row without any number gets the medians.

    Example: age 31, missing, 40 becomes 31, 35.5, 40.
    """

    pack = "prep"
    icon = "missing-values"
    shelf = "Before learning"
    keywords = (
        "Missing Value",
        "Impute",
        "Imputation",
        "fillna",
        "SimpleImputer",
        "KNNImputer",
        "nearest neighbours",
        "Data Cleansing",
        "Forward fill",
        "ffill",
        "bfill",
        "Interpolate",
        "MissingIndicator",
        "COALESCE",
        "NULL",
        "NaN",
    )
    example = Example({"numbers": "median", "texts": "constant", "text": "unknown"})
    fits = "model"
    columns: Columns = setting(
        Columns.all(), "The columns to fill; those of other types than below are left as they are."
    )
    numbers: Literal[
        "median", "mean", "most_frequent", "min", "max", "constant", "previous", "next", "interpolate", "nearest rows",
        "keep",
    ] = setting(
        "median", "What fills missing numbers; interpolate draws a line from the value before to the one after.",
        labels={"interpolate": "line between neighbours", "previous": "value before", "next": "value after"},
    )  # fmt: skip
    nearest: int = setting(
        5,
        "How many of the most similar rows make a number: it is their mean.",
        ge=1,
        le=100,
        when={"numbers": (NEAREST,)},
    )
    known_rows: int = setting(
        5_000,
        "Rows that are kept to find the nearest among, at most; more are slower. They are chosen at random.",
        ge=10,
        le=50_000,
        when={"numbers": (NEAREST,)},
    )
    number: float = setting(
        0.0, "The number that fills, where numbers are filled with a constant.", when={"numbers": ("constant",)}
    )
    texts: Literal["most_frequent", "constant", "previous", "next", "keep"] = setting(
        "most_frequent", "What fills missing texts, categories and booleans."
    )
    text: str = setting(
        "missing",
        "The text that fills, where texts are filled with a constant; booleans are left.",
        when={"texts": ("constant",)},
    )
    dates: Literal["median", "most_frequent", "min", "max", "previous", "next", "keep"] = setting(
        "median", "What fills missing dates and durations."
    )
    groups: Columns = setting(
        Columns.named(),
        "With previous, next and interpolate: the columns whose values make groups, across which nothing is filled.",
    )
    values: dict[str, str | int | float | bool] = setting(
        {}, "Fixed values for single columns, by name; they go before all else."
    )
    indicators: bool = setting(False, "Add a column for each that is filled, which is true where a value was missing.")
    suffix: str = setting(
        "_missing", "What the names of these columns end in.", min_length=1, when={"indicators": True}
    )

    def run(self, table: Table) -> Fitted:
        check_rows(table)
        from knode_nodes.prep.fill_values import FillValues, fill

        columns = self._columns(TableSpec.of(table))
        missing = {name: int(table[name].isna().sum()) for name in columns}
        values = {name: self._value(table[name], missing[name] == len(table)) for name in columns}
        dtypes = {name: str(table[name].dtype) for name in columns}
        estimator = self._nearest(table, FillValues(values, dtypes, self._indicators(TableSpec.of(table), columns)))
        facts: dict[str, Any] = {"values": values, "missing": {name: count for name, count in missing.items() if count}}
        groups = self._groups(TableSpec.of(table))
        near = {name: how for name in columns if missing[name] and (how := self._neighbour(name, dtypes[name]))}
        if not near:
            return fitted("Missing Values", estimator, table, columns, facts=facts)
        facts[TRAINING_ROWS] = "filled from the rows before and after"
        made, model = fitted("Missing Values", estimator, table, columns, facts=facts)
        numbers = numbering(table, groups).rows if groups else None
        filled = {name: fill(from_neighbours(table[name], how, numbers), values[name]) for name, how in near.items()}
        return Fitted(exchanged(made, filled, units=units_of(made)), model)

    def _nearest(self, table: pd.DataFrame, others: FillValues) -> FillValues | NearestRows:
        """What fills numbers from the nearest rows; `others` where none are filled so."""
        import numpy as np

        from knode_nodes.prep.nearest_rows import NearestRows

        columns = [name for name in others.values if name not in self.values]
        columns = [name for name in columns if column_type(others.dtypes[name]) == "number" and self.numbers == NEAREST]
        if not columns:
            return others
        for name in columns:
            check_moderate(table[name])
        chosen = np.random.default_rng(0).permutation(len(table))[: self.known_rows]
        # Of each column one number is known at least.
        first = [int(np.isfinite(floats_of(table[name])).argmax()) for name in columns]
        return NearestRows(columns, self.nearest, others, table.iloc[np.unique([*chosen, *first])])

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        self._groups(table)
        used = table.select(self._columns(table))
        filled = {column.name: self._filled_spec(column) for column in used.columns}
        filled |= {
            name: ColumnSpec(name=name, dtype="bool", nullable=False)
            for name in self._indicators(table, list(filled)).values()
        }
        outputs = TableSpec(columns=tuple(filled.values()))
        model = ModelSpec(kind="transformer", inputs=used, outputs=outputs, replaces=())
        return {"table": table.replace(**filled), "model": model}

    def _filled_spec(self, column: ColumnSpec) -> ColumnSpec:
        """The column without missing values; a constant is one of its categories afterwards."""
        categories = column.categories
        if categories is not None and (column.name in self.values or self._strategy(column.dtype) == "constant"):
            value = self.values.get(column.name, self.text)
            categories = categories if value in categories else (*categories, value)
        return column.model_copy(update={"nullable": False, "categories": categories, "range": None})

    def _columns(self, spec: TableSpec) -> list[str]:
        """The columns that get a value."""
        for name in self.values:
            if name not in spec:
                near = nearest(name, spec.names)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(
                    f"there is no column {quoted(name)} to fill with a fixed value{hint}", port="table", column=name
                )
        chosen = dict.fromkeys([*self.columns.of_spec(spec, port="table"), *self.values])
        return [
            name
            for name in spec.names
            if name in chosen and (name in self.values or self._strategy(spec[name].dtype) != "keep")
        ]

    def _groups(self, spec: TableSpec) -> list[str]:
        """The columns that make groups. Raises DataError where nothing is filled from the rows before and after."""
        groups = self.groups.of_spec(spec, port="table")
        if groups and not {self.numbers, self.texts, self.dates} & set(NEIGHBOURS):
            raise DataError(
                "groups are for what is filled from the rows before and after: choose previous, next or interpolate, or take "
                "the groups out",
                port="table",
            )
        return groups

    def _indicators(self, spec: TableSpec, columns: list[str]) -> dict[str, str]:
        """The names of the columns that say where values were missing, by column."""
        if not self.indicators:
            return {}
        made = {name: name + self.suffix for name in columns}
        check_free(spec.names, made.values())
        return made

    def _neighbour(self, name: str, dtype: str) -> str:
        """Which of the rows before and after fill a column; nothing where none do."""
        strategy = self._strategy(dtype)
        return strategy if strategy in NEIGHBOURS and name not in self.values else ""

    def _strategy(self, dtype: str) -> str:
        kind = column_type(dtype)
        if kind == "number":
            return "keep" if dtype.startswith(UNFILLED) else self.numbers
        if kind in ("datetime", "duration"):
            return "keep" if dtype.startswith(("period", *UNFILLED)) else self.dates
        if kind == "boolean":
            return "keep" if self.texts == "constant" else self.texts
        return self.texts if kind in ("text", "category") else "keep"

    def _value(self, column: pd.Series, no_values: bool) -> Any:
        """What fills a column, as plain data."""
        name = str(column.name)
        if name in self.values:
            return _fixed(column, self.values[name])
        strategy = self._strategy(str(column.dtype))
        if strategy == "constant":
            number = column_type(column.dtype) == "number"
            return _fixed(column, _fitting(self.number, column) if number else self.text)
        if no_values:
            raise DataError(
                f"the column {quoted(name)} has no values at all, so none can be learnt: give it a fixed value, or leave "
                "it out of the columns",
                port="table",
                column=name,
            )
        return _plain(_learnt(column, strategy), column)


def _learnt(column: pd.Series, strategy: str) -> Any:
    if strategy in (*NEIGHBOURS, NEAREST):
        strategy = "median" if column_type(column.dtype) in ("number", "datetime", "duration") else "most_frequent"
    if is_exact(column.dtype):
        return exact_filling.learnt(column, strategy)
    if strategy == "most_frequent":
        return column.mode().iloc[0]
    return _finite_number(column, strategy) if column_type(column.dtype) == "number" else getattr(column, strategy)()


def _finite_number(column: pd.Series, strategy: str) -> Any:
    import numpy as np

    if strategy in ("median", "mean") and beyond_floats(column):
        whole = [int(value) for value in column.dropna()]
        return statistics.median(map(Fraction, whole)) if strategy == "median" else Fraction(sum(whole), len(whole))
    quick = strategy == "median" and (column.dtype == "float64" or column.dtype.kind in "iu")
    with np.errstate(all="ignore"):
        value = median(floats_of(column)) if quick else getattr(without_halves(column), strategy)()
    if np.isfinite(value):
        return value
    endless = np.flatnonzero(np.isinf(column.to_numpy(dtype="float64", na_value=np.nan)))
    row = int(endless[0]) if len(endless) else None
    where = "as its numbers are too large" if row is None else f"as row {row} is infinite"
    raise DataError(
        f"the {strategy} of {quoted(column.name)} is no finite number, {where}: correct it, or fill with another value",
        port="table",
        column=str(column.name),
        row=row,
    )


def _plain(value: Any, column: pd.Series) -> Any:
    """A value as plain data: dates and durations as texts, whole numbers for columns of whole numbers."""
    kind = column_type(column.dtype)
    if kind == "duration":
        return str(value)
    if kind == "datetime":
        return value.isoformat()
    return _fitting(value.item() if hasattr(value, "item") else value, column)


def _fitting(value: Any, column: pd.Series) -> Any:
    if is_exact(column.dtype):
        return exact_filling.nearest_exact(value, column.dtype.pyarrow_dtype)  # type: ignore[union-attr]
    if not _is_whole(column) or isinstance(value, bool):
        return value
    # The mean of the largest whole numbers is a float that may lie beyond them.
    lowest, highest = whole_limits(str(column.dtype))
    return min(max(round(value), lowest), highest)


def _is_whole(column: pd.Series) -> bool:
    return str(column.dtype).lower().startswith(("int", "uint"))


def _fixed(column: pd.Series, value: Any) -> Any:
    """A fixed value as plain data, after a check that the column can take it. Raises DataError."""
    import pandas as pd

    name, kind = str(column.name), column_type(column.dtype)
    if isinstance(column.dtype, pd.PeriodDtype) or kind == "other" or str(column.dtype).startswith(UNFILLED):
        raise DataError(
            f"{quoted(name)} is a {type_words(column.dtype)} column, which cannot be filled: convert the column "
            "before, or take its fixed value out",
            port="table",
            column=name,
        )
    if kind == "number":
        return _fixed_number(column, value)
    if kind == "boolean" and not isinstance(value, bool):
        raise _unfitting(name, value, "true or false")
    if kind == "text" and not isinstance(value, str):
        raise _unfitting(name, value, "a text")
    if kind == "category":
        held = column.cat.categories.inferred_type
        if (held in ("string", "empty"), held == "boolean") != (isinstance(value, str), isinstance(value, bool)):
            raise _unfitting(name, value, "of the type of its categories")
    return _fixed_time(column, value) if kind in ("datetime", "duration") else value


def _fixed_number(column: pd.Series, value: Any) -> Any:
    name = str(column.name)
    if is_exact(column.dtype):
        return _fixed_decimal(column, value)
    if isinstance(value, str | bool):
        raise _unfitting(name, value, "a number")
    if not _is_whole(column):
        return float(value)
    lowest, highest = whole_limits(str(column.dtype))
    if value % 1 or not lowest <= value <= highest:
        raise _unfitting(name, value, f"a whole number from {lowest} to {highest}")
    return int(value)


def _fixed_decimal(column: pd.Series, value: Any) -> str:
    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    try:
        return exact_filling.fixed(value, kind)
    except ValueError:
        room = f"{kind.precision} digits at most, {kind.scale} of them behind the point"
        raise _unfitting(str(column.name), value, f"a number of {room}, such as 0") from None


def _fixed_time(column: pd.Series, value: Any) -> str:
    name, zone = str(column.name), zone_of(column.dtype)
    try:
        if not isinstance(value, str):
            raise TypeError
        if column_type(column.dtype) == "duration":
            return str(written_duration(value))
        moment = written_moment(value)
    except (ValueError, TypeError):
        raise _unfitting(name, value, "a date such as 2026-01-31, or a duration such as 2 days") from None
    if zone is None and moment.tzinfo is not None:
        raise _unfitting(name, value, "a date without a time zone")
    return (moment.tz_localize(zone) if zone is not None and moment.tzinfo is None else moment).isoformat()


def _unfitting(name: str, value: Any, expected: str) -> DataError:
    return DataError(
        f"the fixed value for {quoted(name)} should be {expected}, not {quoted(value)}", port="table", column=name
    )
