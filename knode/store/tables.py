"""Tables as stored: a manifest of JSON data, and Arrow files that hold some of the columns each.

A column that a table has in common with one that is stored already refers to the other's file; only what is new is
written: the rows of all new columns to one file, and what is shorter or longer (categories, the levels of an index) to
another, as lists in a single row.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from knode.core.errors import StoreDamaged, quoted
from knode.core.ports import Objects
from knode.store.arrow import read_part, write_part
from knode.store.cells import Form, Unstorable
from knode.store.columns import Column, array_from, column_of, may_share, values_of
from knode.store.refusal import attrs_text, check_shape, check_table, freq_text, names_form, names_of, refused

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Entry = list[Any]
"""A column in a manifest: the number of its part, its field there, and its form."""
Json = dict[str, Any]
__all__ = ["TableCodec", "check_table", "new_bytes"]


class TableCodec:
    """Stores DataFrames. What `dump` accepts comes back equal to the last bit, types and names included."""

    def dump(self, value: pd.DataFrame, objects: Objects, shared: Sequence[tuple[pd.DataFrame, Json]] = ()) -> Json:
        """The manifest of a table, its new columns written.

        Args:
            value: any frame; nobody may edit its memory in place, now or later, or sharing would mix up contents.
            shared: frames that are held now, with their manifests.

        Raises:
            ValueRefused: it would not come back as it is.
        """
        check_shape(value)
        writer = _Writer(objects, shared)
        index = writer.index(value.index, "The index")
        table: Any = value
        columns = [
            writer.column(table._get_column_array(position), f"The column {quoted(name)}", name)
            for position, name in enumerate(value.columns)
        ]
        writer.write()
        made = {
            "rows": len(value),
            "parts": writer.parts,
            "index": index,
            "columns": columns,
            "names": names_form(value.columns),
        }
        if value.attrs:
            made["attrs"] = attrs_text(value)
        if not value.flags.allows_duplicate_labels:
            made["unique_labels"] = True
        return made

    def load(self, payload: Json, objects: Objects) -> pd.DataFrame:
        """The table of a manifest, mapped into memory: hand out `copy(deep=False)`. Raises StoreDamaged."""
        import pyarrow as pa

        reader = _Reader(payload["parts"], objects)
        try:
            frame = _frame(payload, reader)
        except (ValueError, TypeError, LookupError, pa.ArrowException) as error:
            raise StoreDamaged(f"A stored table cannot be read: {type(error).__name__}: {error}") from error
        frame.attrs = json.loads(payload.get("attrs", "{}"))
        return frame.set_flags(allows_duplicate_labels=False) if "unique_labels" in payload else frame


def new_bytes(frame: pd.DataFrame, others: Iterable[pd.DataFrame]) -> int:
    """About how many bytes `dump` would write of a table that passed `check_table`, with `others` as `shared`."""
    known = {(side, column.form[0], column.memory) for other in others for column, side in _columns(other)}
    table: Any = frame
    total = 0
    for position in range(frame.shape[1]):
        array = table._get_column_array(position)
        column = column_of(array)
        if column.memory is None or (False, column.form[0], column.memory) not in known:
            total += array.nbytes
    return int(total)


# ---- writing


class _Writer:
    """Collects the columns of a table that are new, and says where each column is or will be."""

    def __init__(self, objects: Objects, shared: Sequence[tuple[pd.DataFrame, Json]]) -> None:
        self.parts: list[str] = []
        self._objects = objects
        self._known: dict[Hashable, tuple[str, int, Form]] = {}
        self._new: dict[bool, list[pa.Array]] = {False: [], True: []}
        self._numbers: dict[bool | str, int] = {}
        self._there: dict[str, bool] = {}
        for frame, manifest in shared:
            self._learn(frame, manifest)

    def _learn(self, frame: pd.DataFrame, manifest: Json) -> None:
        for (column, side), (number, field, *form) in zip(_columns(frame), _entries(manifest), strict=True):
            if column.memory is not None and may_share(form):
                self._known[side, form[0], column.memory] = (manifest["parts"][number], field, form)

    def column(self, array: Any, what: str, name: str | None = None, side: bool = False) -> Entry:
        """Where a column is: in a part that is there already, or its place in one to be written."""
        try:
            return self._entry(column_of(array), what, side)
        except Unstorable as error:
            raise refused(error, what, name) from None

    def _entry(self, column: Column, what: str, side: bool) -> Entry:
        known = self._known.get((side, column.form[0], column.memory))
        if known is not None and self._is_there(known[0]):
            sha256, field, form = known
            number = self._number(sha256)
            rest = form[1:] if form[0] == "object" else []
        else:
            array, rest = column.encode()
            number = self._number(side)
            field = len(self._new[side])
            self._new[side].append(_as_one_row(array) if side else array)
        entry = [number, field, *column.form, *rest]
        return entry if column.categories is None else [*entry, self.index(column.categories, what, side=True)]

    def _is_there(self, sha256: str) -> bool:
        if sha256 not in self._there:
            try:
                self._objects.path(sha256)
                self._there[sha256] = True
            except StoreDamaged:
                self._there[sha256] = False
        return self._there[sha256]

    def _number(self, part: bool | str) -> int:
        """The number of a part: of a new one (False for rows, True for what has another length), or of an object."""
        number = self._numbers.setdefault(part, len(self.parts))
        if number == len(self.parts):
            self.parts.append(part if isinstance(part, str) else "")
        return number

    def index(self, index: pd.Index[Any], what: str, side: bool = False) -> Json:
        """An index as JSON data, its values as columns."""
        import pandas as pd

        if isinstance(index, pd.RangeIndex):
            return {"range": [index.start, index.stop, index.step], "name": index.name}
        if isinstance(index, pd.MultiIndex):
            used = index.remove_unused_levels()
            return {
                "levels": [self.index(level, what, side=True) for level in used.levels],
                "codes": [self.column(codes, what, None, side) for codes in used.codes],
                "names": list(index.names),
            }
        made = {"values": self.column(values_of(index), what, None, side), "name": index.name}
        freq = freq_text(index)
        return made if freq is None else {**made, "freq": freq}

    def write(self) -> None:
        """Write the new parts."""
        for side, arrays in self._new.items():
            if arrays:
                self.parts[self._numbers[side]] = self._objects.put(functools.partial(write_part, arrays))


def _as_one_row(array: pa.Array) -> pa.Array:
    import pyarrow as pa

    return pa.LargeListArray.from_arrays(pa.array([0, len(array)], type=pa.int64()), array)


def _columns(frame: pd.DataFrame) -> Iterator[tuple[Column, bool]]:
    """The columns of a frame that was stored, as `_entries` gives those of its manifest."""
    table: Any = frame
    yield from _index_columns(frame.index, False)
    for position in range(frame.shape[1]):
        yield from _with_categories(column_of(table._get_column_array(position)), False)


def _index_columns(index: pd.Index[Any], side: bool) -> Iterator[tuple[Column, bool]]:
    import pandas as pd

    if isinstance(index, pd.MultiIndex):
        used = index.remove_unused_levels()
        for level in used.levels:
            yield from _index_columns(level, True)
        for codes in used.codes:
            yield column_of(codes), side
    elif not isinstance(index, pd.RangeIndex):
        yield from _with_categories(column_of(values_of(index)), side)


def _with_categories(column: Column, side: bool) -> Iterator[tuple[Column, bool]]:
    yield column, side
    if column.categories is not None:
        yield from _index_columns(column.categories, True)


def _entries(manifest: Json) -> Iterator[Entry]:
    yield from _index_entries(manifest["index"])
    for entry in manifest["columns"]:
        yield from _column_entries(entry)


def _index_entries(index: Json) -> Iterator[Entry]:
    for level in index.get("levels", ()):
        yield from _index_entries(level)
    yield from index.get("codes", ())
    if "values" in index:
        yield from _column_entries(index["values"])


def _column_entries(entry: Entry) -> Iterator[Entry]:
    yield entry
    if entry[2] == "category":
        yield from _index_entries(entry[4])


# ---- reading


class _Reader:
    """The columns in the parts of a manifest, each part opened once."""

    def __init__(self, parts: Sequence[str], objects: Objects) -> None:
        self._parts = parts
        self._objects = objects
        self._batches: dict[int, pa.RecordBatch] = {}

    def column(self, entry: Entry, side: bool = False) -> Any:
        """An array of pandas or NumPy."""
        import pandas as pd

        number, position, *form = entry
        if number not in self._batches:
            self._batches[number] = read_part(self._objects.path(self._parts[number]))
        field = self._batches[number].column(position)
        array = array_from(field.flatten() if side else field, form)
        if form[0] != "category":
            return array
        dtype = pd.CategoricalDtype(self.index(form[2], side=True), ordered=form[1])
        return pd.Categorical.from_codes(array, dtype=dtype, validate=False)

    def index(self, index: Json, side: bool = False) -> pd.Index[Any]:
        """An index of pandas."""
        import pandas as pd

        if "range" in index:
            start, stop, step = index["range"]
            return pd.RangeIndex(start, stop, step, name=index["name"])
        if "levels" in index:
            levels: Any = [self.index(level, side=True) for level in index["levels"]]
            codes = [self.column(entry, side) for entry in index["codes"]]
            return pd.MultiIndex(levels=levels, codes=codes, names=index["names"], verify_integrity=False)
        array = self.column(index["values"], side)
        made: Any = pd.Index(array, dtype=array.dtype, name=index["name"], copy=False)
        if "freq" in index:
            made.freq = index["freq"]
        return cast("pd.Index[Any]", made)


def _frame(manifest: Json, reader: _Reader) -> pd.DataFrame:
    import pandas as pd

    index = reader.index(manifest["index"])
    columns: dict[int, Any] = {}
    for position, entry in enumerate(manifest["columns"]):
        array = reader.column(entry)
        # An array of objects would be looked through, and become one of texts if it can.
        is_objects = entry[2] == "object"
        columns[position] = pd.Series(array, index=index, dtype=object, copy=False) if is_objects else array
    frame = pd.DataFrame(columns, index=index, copy=False)
    frame.columns = names_of(manifest["names"])
    return frame
