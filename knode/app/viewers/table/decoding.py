"""Columns of a stored table, cell by cell: from the Arrow data of the mapped files to what the screen shows."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.app.viewers.table import formats
from knode.core.spec import ColumnType, column_type
from knode.host.table_layout import Place, dtype_of, type_of
from knode.store.arrow import fixed_width, numbers_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Rows = np.ndarray[Any, Any]

Values = Callable[["Rows"], Sequence[Any]]
"""Values at row positions, None where one is missing."""
SAMPLE_ROWS = 1_000
UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
RIGHT = frozenset({"number", "duration"})
NAT = -(2**63)


class ColumnCells:
    """One column: its name and type, and the texts of its cells. Nothing is converted but what is asked for."""

    def __init__(self, place: Place, dtype: str, kind: ColumnType, values: Values, show: Any = None) -> None:
        self.name = place.name
        self.is_label = place.is_label
        self.dtype = dtype
        self.type = kind
        self.right_aligned = kind in RIGHT
        self.letters = 0
        """Of the longest of the first cells."""
        self._values = values
        self._show: formats.Show = show or formats.plain
        self._full: formats.Show = formats.exact if kind == "number" and show is not str else self._show

    def texts(self, rows: Rows) -> list[str | None]:
        """The cells of these rows, by position, in one line each; None for a missing one."""
        show = self._show
        return [None if value is None else show(value) for value in self._values(rows)]

    def full(self, rows: Rows) -> list[str | None]:
        """As `texts`, with every digit and the whole of a long text."""
        show = formats.whole if self._show is formats.plain else self._full
        return [None if value is None else show(value) for value in self._values(rows)]

    def raw(self, rows: Rows) -> list[str]:
        """As `full` for other programs: numbers without separators of thousands, a missing one as an empty text."""
        show = formats.whole if self.type == "number" or self._show is formats.plain else self._show
        return ["" if value is None else show(value) for value in self._values(rows)]


Batches = Callable[[int], "pa.RecordBatch"]


def column_cells(place: Place, batches: Batches, rows: int) -> ColumnCells:
    """The cells of a column; `batches` gives the parts of the table by number."""
    if isinstance(place.entry, Mapping):
        return _label_cells(place, batches)
    values, show, dtype, kind = _decoded(place.entry, batches, rows)
    return ColumnCells(place, dtype, kind, values, show)


Decoded = tuple[Values, Any, str, ColumnType]


def _decoded(entry: Sequence[Any], batches: Batches, rows: int, side: bool = False) -> Decoded:
    number, position, kind, *rest = entry
    column = batches(number).column(position)
    field = column.flatten() if side else column
    count = len(field) if side else rows
    values, show = DECODERS[kind](field, rest, batches, count)
    dtype, seen = dtype_of(entry), type_of(entry)
    if kind == "arrow":
        dtype = f"{field.type}[pyarrow]"
        seen = column_type(str(field.type))
    return values, show, dtype, seen


def _sample(count: int) -> Rows:
    import numpy as np

    return np.arange(min(count, SAMPLE_ROWS))


# ---- by form; see knode.store.columns


def _numpy(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    import numpy as np

    data = numbers_of(field, rest[0])
    if data.dtype.kind in "mM":
        return _times(data, count)
    if data.dtype.kind == "b":
        return lambda rows: data[rows].tolist(), formats.truth
    sample = data[_sample(count)]
    if data.dtype.kind in "iu":
        return lambda rows: data[rows].tolist(), formats.whole_number(sample.tolist())

    def floats(rows: Rows) -> list[Any]:
        taken = data[rows]
        return [None if gap else value for value, gap in zip(taken.tolist(), np.isnan(taken).tolist(), strict=True)]

    return floats, formats.number(sample.tolist())


def _times(data: Rows, count: int) -> tuple[Values, Any]:
    import numpy as np

    def values(rows: Rows) -> list[Any]:
        taken = data[rows]
        return [None if gap else value for value, gap in zip(taken, np.isnat(taken).tolist(), strict=True)]

    if data.dtype.kind == "m":
        return values, formats.duration
    present = [value for value in values(_sample(count)) if value is not None]
    return values, formats.day if all(map(formats.is_midnight, present)) else formats.moment


def _zoned(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    data = numbers_of(field, "<i8")
    name = rest[1]
    fixed = datetime.timedelta(seconds=0 if isinstance(name, str) else name)
    zone = zoneinfo.ZoneInfo(name) if isinstance(name, str) else datetime.timezone(fixed)

    def values(rows: Rows) -> list[Any]:
        return [None if value == NAT else value for value in data[rows].tolist()]

    return values, formats.zoned(zone, UNITS[rest[0]])


def _period(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    from knode.store.columns import array_from

    # Pandas alone knows what the numbers of a period mean; it is imported with the first such column.
    array = array_from(field, ["period", *rest])

    def values(rows: Rows) -> list[Any]:
        taken = array.take(rows)
        return [None if gap else value for value, gap in zip(taken, taken.isna(), strict=True)]

    return values, str


def _masked(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    take = _taking(field)
    name = str(rest[0])
    sample = [value for value in take(_sample(count)) if value is not None]
    if name == "boolean":
        return take, formats.truth
    return take, formats.number(sample) if name.startswith("Float") else formats.whole_number(sample)


def _string(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    return _taking(field), None


def _arrow(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    import pyarrow as pa

    take = _taking(field)
    if not (pa.types.is_floating(field.type) or pa.types.is_integer(field.type)):
        return take, formats.duration if pa.types.is_duration(field.type) else None
    sample = [value for value in take(_sample(count)) if value is not None]
    return take, formats.number(sample) if pa.types.is_floating(field.type) else formats.whole_number(sample)


def _category(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    codes = numbers_of(field, f"<i{field.type.bit_width // 8}")
    names = _index_cells(rest[1], batches)

    def values(rows: Rows) -> list[Any]:
        taken = codes[rows]
        present = taken >= 0
        found = iter(names(taken[present]))
        return [next(found) if there else None for there in present.tolist()]

    return values, None


def _index_cells(index: Mapping[str, Any], batches: Batches) -> Callable[[Rows], list[str | None]]:
    """The texts of an index that stands beside the rows: categories, the levels of labels."""
    if "range" in index:
        start, _, step = index["range"]
        return lambda codes: [f"{start + step * code:,}" for code in codes.tolist()]
    values, show, _, _ = _decoded(index["values"], batches, 0, side=True)
    shown = show or formats.plain
    return lambda codes: [None if value is None else shown(value) for value in values(codes)]


def _objects(field: pa.Array, rest: Sequence[Any], batches: Batches, count: int) -> tuple[Values, Any]:
    kind, missing = rest[0][:2]
    take = _taking(field.field("value") if missing == "mixed" else field)
    sample = [value for value in take(_sample(count)) if value is not None]
    shows: dict[str, Any] = {"timedelta": formats.duration, "bool": formats.truth}
    if kind == "float":
        return take, formats.number(sample)
    return take, formats.whole_number(sample) if kind == "int" else shows.get(kind)


def _taking(field: pa.Array) -> Values:
    def values(rows: Rows) -> list[Any]:
        # pyarrow.array would import pandas to ask whether the rows are a Series.
        made: list[Any] = field.take(fixed_width(rows)).to_pylist()
        return made

    return values


DECODERS: Mapping[str, Callable[[Any, Sequence[Any], Batches, int], tuple[Values, Any]]] = {
    "numpy": _numpy,
    "zoned": _zoned,
    "period": _period,
    "masked": _masked,
    "string": _string,
    "arrow": _arrow,
    "category": _category,
    "object": _objects,
}


# ---- row labels


def _label_cells(place: Place, batches: Batches) -> ColumnCells:
    index = place.entry
    if "range" in index:
        start, _, step = index["range"]
        return ColumnCells(place, "int64", "number", lambda rows: (rows * step + start).tolist(), "{:,}".format)
    level, codes = index["levels"][place.level or 0], index["codes"][place.level or 0]
    number, position, _, dtype = codes
    data = numbers_of(batches(number).column(position), dtype)
    names = _index_cells(level, batches)

    def values(rows: Rows) -> list[Any]:
        taken = data[rows]
        present = taken >= 0
        found = iter(names(taken[present]))
        return [next(found) if there else None for there in present.tolist()]

    entry = level.get("values", level)
    return ColumnCells(place, dtype_of(entry), type_of(entry), values)
