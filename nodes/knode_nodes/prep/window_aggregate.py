"""Compute over the rows around each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from knode.api import Columns, DataError, Example, Node, Table, TableSpec, quoted, setting, type_words
from knode_nodes.prep._aggregations import NAMES, Aggregation, check_names, tasks
from knode_nodes.prep._groups import Groups, able_to_miss, as_column, numbering
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._moments import local, moments, written_duration
from knode_nodes.prep._numbering import Numbering
from knode_nodes.prep._order import order_of, ordinals
from knode_nodes.prep._units import SAME_UNIT, units_of
from knode_nodes.prep._windows import Sorted, change, cumulative, difference, moving, shifted
from knode_nodes.prep.sorter import SortKey

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Method = Literal[
    "sum", "mean", "median", "min", "max", "count", "std", "var", "lag", "lead", "difference", "percent change"
]  # fmt: skip
SUMMARIES = ("sum", "mean", "median", "min", "max", "count", "std", "var")
TYPES: dict[str, tuple[str, ...] | None] = {
    "lag": None,
    "lead": None,
    "count": None,
    "difference": ("number", "datetime", "duration"),
}
"""The types of columns of which more than numbers and booleans can be computed; None for any."""
RUNNING: dict[str, tuple[str, ...]] = {
    "sum": ("number", "boolean", "duration"),
    "mean": ("number", "boolean", "duration"),
    "min": ("number", "boolean", "datetime", "duration"),
    "max": ("number", "boolean", "datetime", "duration"),
}
"""The same over all rows up to one, or from it on."""
NEIGHBOURS = ("lag", "lead", "difference", "percent change")
SAME_UNITS = SAME_UNIT | {"lag", "lead", "difference"}
"""The methods whose results have the unit of the values."""


class Calculation(BaseModel):
    """What to compute of which columns at each row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = Field(Columns.named(), description="The columns to compute of, by name, type or pattern.")
    method: Method = setting(
        "mean",
        description="What to compute of a window, or of the row and one at a distance.",
        labels={
            "std": "standard deviation",
            "var": "variance",
            "lag": "value so many before (lag)",
            "lead": "value so many after (lead)",
        },
    )
    window: Literal["moving", "cumulative", "remaining", "group"] = setting(
        "moving",
        "The rows around, all up to this one, all from this one on, or all of the group.",
        when={"method": SUMMARIES},
    )
    size: int = setting(
        3,
        "How many rows a moving window holds.",
        ge=1,
        when={"method": SUMMARIES, "window": ("moving",), "span": False},
    )
    span: str = setting(
        "",
        "How much time a moving window covers, such as 7 days, instead of rows.",
        when={"method": SUMMARIES, "window": ("moving",)},
    )
    centred: bool = Field(False, description="The row is in the middle of its moving window, not at its end.")
    min_rows: int = Field(1, ge=1, description="A window with fewer values than this gives a missing result.")
    offset: int = setting(
        1, "How many rows away lag, lead, difference and percent change look.", ge=1, when={"method": NEIGHBOURS}
    )
    name: str = Field("", description="The name of the result; {column} and {method} stand for those.")

    @model_validator(mode="after")
    def _check_span(self) -> Calculation:
        if self.span:
            duration(self.span)
        if not self.span and self.moves and self.min_rows > self.size:
            raise ValueError(f"a window of {self.size} rows never has {self.min_rows} values")
        return self

    @property
    def moves(self) -> bool:
        """Whether it looks through a moving window."""
        return self.method in SUMMARIES and self.window == "moving"

    @property
    def label(self) -> str:
        """What it computes, in the name of the result."""
        method = self.method.replace(" ", "_")
        if self.method not in SUMMARIES:
            return method if self.offset == 1 else f"{method}_{self.offset}"
        return (
            f"moving_{method}_{self.span.replace(' ', '_') or self.size}" if self.moves else f"{self.window}_{method}"
        )

    def result(self, column: str) -> str:
        """The name of the result for a column."""
        return column.join(part.replace("{method}", self.label) for part in (self.name or NAMES).split("{column}"))


def duration(text: str) -> pd.Timedelta:
    """A span of time. Raises ValueError."""
    import pandas as pd

    try:
        found = written_duration(text)
    except ValueError:
        raise ValueError(f"{text!r} is no span of time; write it as 7 days, 12 hours or 30 minutes") from None
    if pd.isna(found) or found <= pd.Timedelta(0):
        raise ValueError(f"a span of time must be longer than nothing, not {text!r}")
    return found


class WindowAggregate(Node):
    """Compute at each row something of the rows around it: a moving mean, a running total, the value of the row before.

    - moving: of the last rows, this one included, such as the mean of 3 rows or of 7 days; or of those around it (centred).
    - cumulative: of all rows up to this one, such as a running total.
    - remaining: of this row and all after it.
    - group: of all rows of the group, the same at each of them.
    - lag, lead: the value some rows before or after; difference and percent change: compared with the row before (0.1 is
      10 % more; a change from 0 is missing).

    Rows are looked at in the order of the columns that you choose, or as they stand, and each group for itself; the result
    keeps the rows in their order. Missing values are left out; a window without values gives a missing result. A span of
    time needs rows ordered by one column of dates, and covers the moments after its beginning up to that of the row. Moving
    windows give decimal numbers, and take infinite numbers for missing ones. Running totals of whole numbers stay whole, and
    exact decimals stay exact; means and medians of them have six digits more. Durations have running sums, means and extremes,
    dates running extremes.

    Example: by shop, ordered by day, the mean of sales over 7 days.
    """

    pack = "prep"
    icon = "window-aggregate"
    shelf = "Groups and shape"
    keywords = (
        "Moving Average",
        "Moving Aggregator",
        "Lag Column",
        "rolling",
        "Rolling Window",
        "Running Total",
        "Multi-Row Formula",
        "cumsum",
        "shift",
        "diff",
        "pct_change",
        "window function",
        "over partition by",
        "Time Series",
        "Difference",
    )
    example = Example(
        {
            "groups": ["shop"],
            "by": [{"column": "day"}],
            "calculations": [{"columns": ["sales"], "method": "mean", "span": "7 days"}],
        }
    )
    dry = True
    groups: Columns = setting(Columns.named(), "The columns whose values make groups; none for the whole table.")
    by: tuple[SortKey, ...] = setting((), "The columns that put the rows in order; as they stand when empty.")
    calculations: tuple[Calculation, ...] = setting((), "What to compute of which columns.")

    @field_validator("by", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        names = [value] if isinstance(value, str) else value
        return [{"column": one} if isinstance(one, str) else one for one in names] if isinstance(names, list) else names

    def run(self, table: Table) -> Table:

        if not self.calculations:
            raise DataError("nothing is to be computed: add a calculation", port="table")
        spec = TableSpec.of(table)
        groups = self.groups.of_spec(spec, port="table")
        wanted = [(one, name) for one in self.calculations for name in _columns(one, spec, groups)]
        check_names([*spec.names, *(one.result(name) for one, name in wanted)])
        rows = self._sorted(table, groups)
        timed = {one.span: self._timed(table, rows, one.span) for one, _ in wanted if one.moves and one.span}
        made = {
            one.result(name): as_column(
                _computed(timed[one.span] if one.span and one.moves else rows, table[name], one), table.index
            )
            for one, name in wanted
        }
        told = units_of(table)
        units = {one.result(name): told[name] for one, name in wanted if one.method in SAME_UNITS and name in told}
        return with_columns(table, made, units=units)

    def _sorted(self, table: pd.DataFrame, groups: list[str]) -> Sorted:
        number = numbering(table, groups).rows if groups else None
        columns = [table[key.column.of(table, port="table")] for key in self.by]
        if not columns and number is None:
            return Sorted(len(table), None, None)
        if not columns:
            return Sorted(len(table), None, number, mixed=True)
        keys = [ordinals(column, descending=key.descending) for column, key in zip(columns, self.by, strict=True)]
        order = order_of(keys, number)
        return Sorted(len(table), order, None if number is None else number[order])

    def _timed(self, table: pd.DataFrame, rows: Sorted, span: str) -> Sorted:
        """The rows with their moments. Raises DataError where they are not in the order of dates."""
        import pandas as pd

        if len(self.by) != 1 or self.by[0].descending:
            raise DataError(
                "a span of time needs the rows in order of one column of dates, the earliest first: set `by`"
            )
        column = table[self.by[0].column.of(table, port="table")]
        dates = local(moments(column), "UTC").reset_index(drop=True)
        absent = dates.isna().to_numpy()
        if absent.any():
            row = int(absent.argmax())
            raise DataError(
                f"the date in {quoted(column.name)} is missing in row {row}, so it is in no span of time: fill it or leave "
                "the row out before",
                port="table",
                column=str(column.name),
                row=row,
            )
        return Sorted(rows.size, rows.order, rows.groups, (duration(span), pd.DatetimeIndex(rows.sorted(dates))))


def _columns(one: Calculation, spec: TableSpec, groups: list[str]) -> list[str]:
    """The columns of a calculation. Raises DataError where it cannot be computed of one."""
    if one.method in SUMMARIES and one.window == "group":
        aggregation = Aggregation(columns=one.columns, method=one.method)  # type: ignore[arg-type]
        return [task.column for task in tasks([aggregation], spec, groups, offered=SUMMARIES)]
    names = one.columns.of_spec(spec, port="table")
    names = names if one.columns.by == "names" else [name for name in names if name not in groups]
    if not names:
        unset = f"no column is chosen for the {one.method}: set the columns"
        raise DataError(one.columns.none_of(spec, unset), port="table")
    types = TYPES.get(one.method, ("number", "boolean"))
    if one.method in SUMMARIES and not one.moves:
        types = RUNNING.get(one.method, types)
    for name in names:
        wrong = types is not None and spec[name].type not in types
        if wrong or (types and spec[name].dtype.startswith(("complex", "period"))):
            raise DataError(
                f"the {one.method} of {quoted(name)} cannot be computed, it is a {type_words(spec[name].dtype)} column",
                port="table",
                column=name,
            )
    return names


def _computed(rows: Sorted, column: pd.Series, one: Calculation) -> Any:
    """(rows) one calculation of a column, in the order of the table."""
    if one.method == "lag" or one.method == "lead":
        return shifted(rows, column, one.offset if one.method == "lag" else -one.offset)
    if one.method == "difference":
        return difference(rows, column, one.offset)
    if one.method == "percent change":
        return change(rows, column, one.offset)
    if one.window in ("cumulative", "remaining"):
        passed = rows if one.window == "cumulative" else rows.reversed()
        return cumulative(passed, column, one.method, least=one.min_rows)
    if one.window == "group":
        return _of_group(rows, column, one)
    size = None if one.span else one.size
    return moving(rows, column, one.method, size=size, least=one.min_rows, centred=one.centred)


def _of_group(rows: Sorted, column: pd.Series, one: Calculation) -> Any:
    """(rows) what all rows of the group give; missing where fewer than `min_rows` have a value."""
    import numpy as np
    import pandas as pd

    numbers: np.ndarray = np.zeros(len(column), dtype="int64") if rows.groups is None else rows.groups
    values = rows.sorted(column).to_frame()
    spec, name = TableSpec.of(values), str(column.name)
    methods = dict.fromkeys(["count", one.method])
    hows = [Aggregation(columns=Columns.named(name), method=method, name=method) for method in methods]  # type: ignore[arg-type]
    count = int(numbers.max(initial=-1)) + 1
    found = Groups(values, [], tasks(hows, spec, []), numbers=Numbering(numbers, count)).computed()
    made = pd.Series(found[one.method]).take(numbers).reset_index(drop=True)
    if one.method == "count":
        return rows.back(made)
    enough = pd.Series(found["count"]).take(numbers).to_numpy() >= one.min_rows
    return rows.back(pd.Series(able_to_miss(made.array)).where(enough))
