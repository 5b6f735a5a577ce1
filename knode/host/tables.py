"""Tables that a person looks at, in the engine process: each is opened once and answers until it is closed."""

from __future__ import annotations

import contextlib
import itertools
import threading
import uuid
import weakref
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import Cancelled, UsageError, quoted
from knode.host import table_protocol as protocol
from knode.host.protocol import Nothing
from knode.host.table_layout import Place, places

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from knode.host.host import Host
    from knode.store.objects import ObjectStore

COLUMNS_HELD = 4
"""How many columns a view keeps as Arrow data: more would hold a second copy of a large table."""
ORDERS_HELD = 3
STATISTICS_HELD = 400


class TableView:
    """One table that is looked at. Its data is mapped when something is first asked about it.

    Keeps: the table, its last orders of rows with the files that the window reads, and statistics that were asked.
    """

    def __init__(self, host: Host, name: str, manifest: Any, objects: ObjectStore) -> None:
        self.name = name
        self.manifest = manifest
        self.objects = objects
        self.places: list[Place] = places(self.manifest)
        self.rows: int = self.manifest["rows"]
        self._host = host
        self._lock = threading.RLock()
        self._frame: pd.DataFrame | None = None
        self._arrays: OrderedDict[int, pa.Array] = OrderedDict()
        self._orders: OrderedDict[str, np.ndarray[Any, Any] | None] = OrderedDict({"": None})
        self._statistics: OrderedDict[Any, protocol.ColumnStatistics] = OrderedDict()
        self._numbers = itertools.count(1)
        self._ticket = 0

    @property
    def folder(self) -> Path:
        """Where relative names of files start."""
        return self._host.folder

    @property
    def frame(self) -> pd.DataFrame:
        """The table itself, mapped into memory."""
        from knode.store.tables import TableCodec

        with self._lock:
            if self._frame is None:
                self._frame = TableCodec().load(self.manifest, self.objects)
            return self._frame

    def series(self, column: int) -> Any:
        """A column or a level of the row labels, by number, as pandas has it."""
        place = self.place(column)
        if not place.is_label:
            labels = sum(each.is_label for each in self.places)
            return self.frame.iloc[:, column - labels]
        index = self.frame.index
        return (index if place.level is None else index.get_level_values(place.level)).to_series()

    def place(self, column: int) -> Place:
        """What is known of a column. Raises UsageError when there is none of that number."""
        if not 0 <= column < len(self.places):
            raise UsageError(f"The table has no column number {column}; it has {len(self.places)}.")
        return self.places[column]

    def array(self, column: int) -> pa.Array:
        """A column's values as Arrow data, of any number of the last ones asked for."""
        from knode.host.table_values import arrow_of

        with self._lock:
            if column not in self._arrays:
                self._arrays[column] = arrow_of(self.series(column))
                while len(self._arrays) > COLUMNS_HELD:
                    self._arrays.popitem(last=False)
            self._arrays.move_to_end(column)
            return self._arrays[column]

    # ---- orders

    def begin_order(self) -> Callable[[], None]:
        """What to call now and then while an order is made: raises Cancelled once a newer one was asked for."""
        ticket = self._ticket = next(self._numbers)

        def check() -> None:
            if self._ticket != ticket:
                raise Cancelled("Another order of the rows was asked for meanwhile.")

        return check

    def keep_order(self, rows: np.ndarray[Any, Any] | None) -> protocol.TableOrdered:
        """Number an order, and write it where the window reads it. The oldest ones are forgotten."""
        if rows is None:
            return protocol.TableOrdered(order="", rows=self.rows)
        with self._lock:
            order = str(next(self._numbers))
            path = self._order_path(order)
            rows.tofile(path)
            self._orders[order] = rows
            while len(self._orders) > ORDERS_HELD + 1:
                oldest = next(name for name in self._orders if name)
                del self._orders[oldest]
                self._remove(oldest)
        return protocol.TableOrdered(order=order, rows=len(rows), file=str(path))

    def order(self, name: str) -> np.ndarray[Any, Any] | None:
        """The positions of an order's rows, None for all rows. Raises UsageError when it was forgotten."""
        with self._lock:
            if name not in self._orders:
                raise UsageError(
                    f"The order {quoted(name)} of the rows is no longer known. Sort again.", view=self.name
                )
            return self._orders[name]

    def _order_path(self, order: str) -> Path:
        return self._host.scratch / f"rows-{self.name}-{order}.i64"

    def _remove(self, order: str) -> None:
        # Windows keeps a file that the window has mapped; it goes with the scratch folder.
        with contextlib.suppress(OSError):
            self._order_path(order).unlink()

    def close(self) -> None:
        """Forget all, files included."""
        with self._lock:
            for order in filter(None, self._orders):
                self._remove(order)
            self._orders.clear()
            self._arrays.clear()
            self._frame = None

    # ---- statistics

    def statistics(self, ask: protocol.AskStatistics) -> protocol.ColumnStatistics:
        """Statistics of a column, computed once."""
        from knode.host.table_statistics import statistics_of

        key = (ask.column, ask.order, ask.full, ask.most)
        with self._lock:
            if key in self._statistics:
                return self._statistics[key]
        made = statistics_of(self.array(ask.column), self.order(ask.order), full=ask.full, most=ask.most)
        with self._lock:
            self._statistics[key] = made
            while len(self._statistics) > STATISTICS_HELD:
                self._statistics.popitem(last=False)
        return made


_views: weakref.WeakKeyDictionary[Any, dict[str, TableView]] = weakref.WeakKeyDictionary()


def view_of(host: Host, name: str) -> TableView:
    """The table that was opened under this name. Raises UsageError when the engine process does not know it."""
    found = _views.get(host, {}).get(name)
    if found is None:
        # The window opens it again by itself when it sees the fact `view`.
        raise UsageError(f"The engine process does not know the opened table {quoted(name)}. Open it again.", view=name)
    return found


def _stored(host: Host, step: str, port: str) -> tuple[Any, ObjectStore]:
    """A table's manifest, and where its objects are: the workspace, or where that cannot be used the scratch folder."""
    from knode.store.objects import ObjectStore
    from knode.store.tables import TableCodec

    if host.store is not None:
        return host.payload(step, port).payload["data"], host.store.objects
    folder = host.scratch / "tables"
    folder.mkdir(exist_ok=True)
    objects = ObjectStore(folder)
    return TableCodec().dump(host.value(step, port), objects), objects


# ---- handlers


def open_table(host: Host, params: protocol.OpenTable) -> protocol.TableOpened:
    """Where the data of a port's table is; it is stored now if it was not."""
    manifest, objects = _stored(host, params.step, params.port)
    # No name is given twice, nor by an engine process that is started anew: a window may still ask for an older one.
    view = TableView(host, uuid.uuid4().hex, manifest, objects)
    _views.setdefault(host, {})[view.name] = view
    files = tuple(str(objects.path(sha256)) for sha256 in view.manifest["parts"])
    return protocol.TableOpened(view=view.name, rows=view.rows, manifest=view.manifest, files=files)


def order_table(host: Host, params: protocol.OrderTable) -> protocol.TableOrdered:
    """Filter and sort: which rows to show. Ends early when the rows are asked for in another order meanwhile."""
    from knode.host.table_ordering import ordered_rows

    view = view_of(host, params.view)
    return view.keep_order(ordered_rows(view, params, view.begin_order()))


def table_statistics(host: Host, params: protocol.AskStatistics) -> protocol.ColumnStatistics:
    """Statistics of a column."""
    return view_of(host, params.view).statistics(params)


def find_in_table(host: Host, params: protocol.FindText) -> protocol.TextFound:
    """The next cell that holds a text."""
    from knode.host.table_searching import find

    return find(view_of(host, params.view), params)


def export_table(host: Host, params: protocol.ExportTable) -> protocol.TableExported:
    """Write what is shown to a file."""
    from knode.host.table_export import export

    return export(view_of(host, params.view), params)


def close_table(host: Host, params: protocol.CloseTable) -> Nothing:
    """Forget a table. One that is not known is closed already."""
    view = _views.get(host, {}).pop(params.view, None)
    if view is not None:
        view.close()
    return Nothing()
