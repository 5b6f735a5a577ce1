"""Which rows of a table are shown, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.core.errors import DataError, quoted
from knode.host import table_protocol as protocol
from knode.host.table_values import holding, is_measure, is_nested, texts

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from knode.host.tables import TableView

    Rows = np.ndarray[Any, Any]


def ordered_rows(view: TableView, ask: protocol.OrderTable, check: Callable[[], None]) -> Rows | None:
    """The positions of the rows that pass, sorted; None for all rows as they are. `check` is called between the steps.

    Raises:
        DataError: a bound that is none for the column, a pattern that is none, values that have no order.
    """
    import numpy as np

    mask = _passing(view, ask, check)
    check()
    rows = None if mask is None else np.flatnonzero(mask)
    return _sorted(view, ask.sort, rows) if ask.sort else rows


def _passing(view: TableView, ask: protocol.OrderTable, check: Callable[[], None]) -> Rows | None:
    mask: Rows | None = None
    for condition in ask.filters:
        check()
        found = matching(view, condition)
        mask = found if mask is None else mask & found
    if ask.text:
        found = rows_holding(view, ask.text, check)
        mask = found if mask is None else mask & found
    return mask


def rows_holding(view: TableView, text: str, check: Callable[[], None]) -> Rows:
    """Which rows hold a text in any column."""
    import numpy as np

    found = np.zeros(view.rows, dtype=bool)
    for column in range(len(view.places)):
        check()
        found |= _bools(holding(view.array(column), text))
    return found


def matching(view: TableView, condition: Any) -> Rows:
    """Which rows pass one filter."""
    array = view.array(condition.column)
    name = view.place(condition.column).name
    found = _bools(MATCHERS[type(condition)](array, condition, name))
    return ~found if condition.inverted else found


def _bools(array: pa.Array) -> Rows:
    made: Rows = array.to_numpy(zero_copy_only=False)
    return made.astype(bool, copy=False)


# ---- filters


def _in_range(array: pa.Array, condition: protocol.RangeFilter, name: str) -> pa.Array:
    import pyarrow.compute as pc

    if not is_measure(array.type):
        raise DataError(
            f"Column {quoted(name)} holds no numbers or dates; it cannot be filtered by a range.", column=name
        )
    found = pc.is_valid(array)
    if condition.low is not None:
        found = pc.and_(found, pc.fill_null(pc.greater_equal(array, _bound(array, condition.low, name)), False))
    if condition.high is not None:
        found = pc.and_(found, pc.fill_null(pc.less_equal(array, _bound(array, condition.high, name)), False))
    return found


def _bound(array: pa.Array, value: float | str, name: str) -> pa.Scalar:
    """A bound of a range as a value of the column's type. Raises DataError."""
    import pandas as pd
    import pyarrow as pa

    types = pa.types
    try:
        if types.is_timestamp(array.type):
            return pa.scalar(_moment(value, array.type.tz), type=array.type)
        if types.is_date(array.type):
            return pa.scalar(pd.Timestamp(value).date(), type=array.type)
        if types.is_time(array.type):
            return pa.scalar(pd.Timestamp(f"1970-01-01 {value}").time(), type=array.type)
        if types.is_duration(array.type):
            return pa.scalar(pd.Timedelta(value), type=array.type)
        return pa.scalar(_number(value))
    except (ValueError, TypeError, pa.ArrowException) as error:
        raise DataError(
            f"{quoted(value)} is no bound for column {quoted(name)} ({array.type}). "
            "Give a number, a date such as 2024-12-31 14:00, or a duration such as 3 days 02:00.",
            column=name,
        ) from error


def _number(value: float | str) -> float | int:
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _moment(value: Any, zone: str | None) -> Any:
    import pandas as pd

    moment = pd.Timestamp(value)
    if zone is None:
        return moment.tz_localize(None) if moment.tzinfo else moment
    return moment.tz_localize(zone) if moment.tzinfo is None else moment.tz_convert(zone)


def _one_of(array: pa.Array, condition: protocol.ValuesFilter, name: str) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        known = pc.take(_one_of(array.dictionary, condition, name), array.indices)
        return pc.fill_null(known, None in condition.values)
    wanted = pa.array([value for value in condition.values if value is not None], type=pa.large_string())
    found = pc.is_in(texts(array).cast(pa.large_string()), wanted)
    return pc.or_(found, pc.is_null(array)) if None in condition.values else found


def _text_fits(array: pa.Array, condition: protocol.TextFilter, name: str) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        return pc.fill_null(pc.take(_text_fits(array.dictionary, condition, name), array.indices), False)
    if condition.how == "contains":
        return holding(array, condition.text)
    values = texts(array)
    if condition.how == "pattern":
        try:
            return pc.fill_null(pc.match_substring_regex(values, condition.text), False)
        except pa.ArrowException as error:
            raise DataError(f"{quoted(condition.text)} is no pattern: {error}", column=name) from error
    if condition.how == "starts":
        return pc.fill_null(pc.starts_with(values, condition.text, ignore_case=True), False)
    return pc.fill_null(pc.equal(pc.utf8_lower(values), condition.text.lower()), False)


def _missing(array: pa.Array, condition: protocol.MissingFilter, name: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.is_null(array)


MATCHERS: Mapping[type, Callable[[Any, Any, str], Any]] = {
    protocol.RangeFilter: _in_range,
    protocol.ValuesFilter: _one_of,
    protocol.TextFilter: _text_fits,
    protocol.MissingFilter: _missing,
}


# ---- sorting


def _sorted(view: TableView, keys: Sequence[protocol.SortKey], rows: Rows | None) -> Rows:
    """Rows in order of the keys, missing values last, equal rows as they were."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [sortable(view.array(key.column), view.place(key.column).name) for key in keys]
    if rows is not None:
        columns = [column.take(pa.array(rows)) for column in columns]
    names = [str(number) for number in range(len(keys))]
    sort_keys = [(name, "descending" if key.descending else "ascending") for name, key in zip(names, keys, strict=True)]
    table = pa.table(dict(zip(names, columns, strict=True)))
    order = pc.sort_indices(table, sort_keys=sort_keys)
    made = order.to_numpy().astype("int64", copy=False)
    return np.ascontiguousarray(made if rows is None else rows[made])


def sortable(array: pa.Array, name: str) -> pa.Array:
    """Values that Arrow can sort: categories by their order when they have one, else by their texts. Raises DataError."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = array.type
    if pa.types.is_dictionary(kind):
        if kind.ordered:
            return array.indices
        ranks = pc.rank(sortable(array.dictionary, name), sort_keys="ascending", tiebreaker="first")
        return pc.take(ranks, array.indices)
    if is_nested(kind):
        raise DataError(f"Column {quoted(name)} holds sequences, which have no order to sort by.", column=name)
    if pa.types.is_duration(kind):
        return array.cast(pa.int64())
    if pa.types.is_boolean(kind):
        return array.cast(pa.uint8())
    if pa.types.is_float16(kind):
        return array.cast(pa.float32())
    if pa.types.is_decimal(kind) and kind.bit_width < 128:
        return array.cast(pa.decimal128(38, kind.scale))
    if pa.types.is_null(kind):
        return pa.nulls(len(array), pa.int8())
    return array
