"""Totals of groups as steps on arrays: windows over all rows of a group, and neighbours in the order of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._array_kinds import LIMIT, Typed, Unknown, array_of, kind_of, missing_of
from knode_nodes.prep._order import order_of
from knode_nodes.prep._same_rows import by_group, group_codes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep._syntax import Part

WHOLE_GROUP = {"UNBOUNDED_PRECEDING CURRENT_ROW_RANGE", "UNBOUNDED_PRECEDING UNBOUNDED_FOLLOWING"}
LAST = {"ORDER_DEFAULT", "NULLS LAST"}
TOTALS = {"sum", "avg", "mean", "min", "max"}
COUNTS = {"count", "count_star", "row_number"}
SHIFTS = {"lag": 1, "lead": -1}


def window_of(part: Part, columns: Mapping[str, pd.Series]) -> tuple[str, Callable[[], np.ndarray]]:
    """The kind of a window over plain columns, and what works out its value for each row. Raises Unknown."""
    import pandas as pd

    name = part["function_name"].lower()
    known = name in TOTALS or name in COUNTS or name in SHIFTS
    if (
        not known
        or (part["orders"] and name != "row_number")
        or part["arg_orders"]
        or part["distinct"]
        or part["ignore_nulls"]
    ):
        raise Unknown
    if (
        part["filter_expr"]
        or part["exclude_clause"] != "NO_OTHER"
        or f"{part['start']} {part['end']}" not in WHOLE_GROUP
    ):
        raise Unknown
    by = [_plain_column(one, columns) for one in part["partitions"]]
    order = _order_of(part["orders"], columns)
    given = [one["expression"] for one in part["arguments"]]
    column = _plain_column(given[0], columns) if given else None
    if len(given) > 1 or part["offset_expr"] or part["default_expr"]:
        raise Unknown
    if name == "row_number" if given else name not in COUNTS:
        raise Unknown
    kind = "whole" if name in COUNTS else kind_of(column)  # type: ignore[arg-type]
    if name not in COUNTS and kind != "real":
        raise Unknown

    def made() -> np.ndarray:
        table = pd.DataFrame({place: one.array for place, one in enumerate(by)}, copy=False)
        rows = len(next(iter(columns.values()))) if columns else 0
        if not by and name in TOTALS:
            return _of_all(name, column.to_numpy())  # type: ignore[union-attr]
        codes, count = group_codes(table, list(table.columns)) if by else (_zeros(rows), 1)
        return _worked_out(name, column, codes, count, order)

    if not columns:
        raise Unknown
    return kind, made


def _plain_column(part: Part, columns: Mapping[str, pd.Series]) -> pd.Series:
    if part["class"] != "COLUMN_REF" or len(part["column_names"]) != 1 or part["column_names"][0] not in columns:
        raise Unknown
    column = columns[part["column_names"][0]]
    kind_of(column)
    return column


def _order_of(orders: list[Part], columns: Mapping[str, pd.Series]) -> Callable[[], np.ndarray] | None:
    """What puts the rows in the order of one column of numbers, rows without one last; None for that of the table."""

    if not orders:
        return None
    column = _plain_column(orders[0]["expression"], columns)
    if len(orders) > 1 or orders[0]["null_order"] not in LAST or kind_of(column) not in ("whole", "real"):
        raise Unknown
    values = column.to_numpy()
    turned = orders[0]["type"] == "DESCENDING"

    def made() -> np.ndarray:
        keys = values if not turned else -values if values.dtype.kind == "f" else ~values
        return order_of([keys])

    return made


def _zeros(rows: int) -> np.ndarray:
    import numpy as np

    return np.zeros(rows, dtype="int64")


def _worked_out(
    name: str, column: pd.Series | None, codes: np.ndarray, count: int, order: Callable[[], np.ndarray] | None
) -> np.ndarray:
    import numpy as np

    if name == "row_number":
        return _numbers(codes, count, None if order is None else order())
    if column is None:
        return np.bincount(codes, minlength=count)[codes]
    if name in SHIFTS:
        return _shifted(column.to_numpy(), codes, count, SHIFTS[name])
    missing = missing_of(kind_of(column), _whole(column))
    missing = missing if missing is not False and missing.any() else False
    if name == "sum" and missing is False:
        return np.bincount(codes, column.to_numpy(), minlength=count)[codes]
    present = np.bincount(codes if missing is False else codes[~missing], minlength=count)
    if name == "count":
        return present[codes]
    with np.errstate(all="ignore"):
        return _totals(name, column.to_numpy(), codes, present)[codes]


def _of_all(name: str, values: np.ndarray) -> np.ndarray:
    """(rows) what is made of all values, again for each row."""
    import numpy as np

    act = {"avg": "mean"}.get(name, name)
    with np.errstate(all="ignore"):
        made = getattr(values, act)() if len(values) else np.nan
        if np.isnan(made):
            # A missing value, unless infinite ones have no sum.
            known = values[~np.isnan(values)]
            made = getattr(known, act)() if len(known) else np.nan
    return np.broadcast_to(made, len(values))


def _whole(column: pd.Series) -> Any:
    kind = kind_of(column)
    values = array_of(column, kind)
    return (values, False) if kind in ("whole", "truth") else values


def _totals(name: str, values: np.ndarray, codes: np.ndarray, present: np.ndarray) -> np.ndarray:
    """(groups) what is made of the values of each group that are not missing; missing where all are."""
    import numpy as np
    import pandas as pd

    if name in ("min", "max"):
        grouped = pd.Series(values).groupby(codes)
        return getattr(grouped, name)().to_numpy()
    weights = np.where(np.isnan(values), 0.0, values)
    sums = np.bincount(codes, weights, minlength=len(present))
    return np.where(present > 0, sums, np.nan) if name == "sum" else sums / present


def _numbers(codes: np.ndarray, count: int, order: np.ndarray | None) -> np.ndarray:
    """(rows) the place of each row in its group, from 1; in an order of the rows, or that of the table."""
    import numpy as np

    rows = by_group(codes if order is None else codes[order])
    rows = rows if order is None else order[rows]
    sizes = np.bincount(codes, minlength=count)
    made = np.empty(len(codes), dtype="int64")
    made[rows] = np.arange(1, len(codes) + 1) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return made


def _shifted(values: np.ndarray, codes: np.ndarray, count: int, by: int) -> np.ndarray:
    """(rows) the value of the row before (1) or after (-1) in the group."""
    import numpy as np

    order = by_group(codes)
    one, other = (order[1:], order[:-1]) if by > 0 else (order[:-1], order[1:])
    made = np.full(len(values), np.nan)
    made[one] = np.where(codes[one] == codes[other], values[other], np.nan)
    return made


def typed_window(name: str, kind: str) -> Typed:
    """The steps of a window whose values stand in the arrays under a name."""
    if kind == "real":
        return Typed(kind, lambda arrays: arrays[name])
    return Typed("whole", lambda arrays: (arrays[name], False), bounds=lambda _: (0, LIMIT // 2**20))
