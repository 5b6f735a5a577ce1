"""One conversation with a database, whatever it is: asking, and writing within one transaction."""

from __future__ import annotations

import re
import string
import threading
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from knode.api import Context, DataError
from knode_nodes.io import _sql
from knode_nodes.io._address import FILES, Address
from knode_nodes.io._drivers import said
from knode_nodes.io._files import resolved
from knode_nodes.io._sql_types import SqlKind, arrow_values

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 50_000
"""How many rows are fetched between two looks whether the run was stopped."""
STAGED = "knode_rows"
CLUTTER = re.compile(
    r"^[A-Z_]+: |\[libpq\] |Execution error \[\w+\]: |Failed to (prepare|execute) query( '.*?')?: |Query was: .*|SQLSTATE: .*"
)
"""What drivers put around the words of the database."""
HINTS = {
    "database is locked": "; another program uses it: try again when that is done, or close it there",
    "unable to open database file": "; look whether its folder exists and files may be made there",
    "attempt to write a readonly database": "; nothing may be written to this file or its folder: change their permissions",
}
"""What to do about short words of SQLite."""
LONGEST = 400
PLACES, MOST_PLACES = 9, 30
"""Behind the point of a decimal: the usual number, and the most that all databases with such a type take."""
DECIMAL = f"DECIMAL(38, {PLACES})"
WAIT = 10
"""Seconds to wait while another program has a file."""
TICK = 0.05
_locks: dict[str, threading.RLock] = defaultdict(threading.RLock)
Answer = tuple["pa.Table", list[SqlKind | None]]


@dataclass(frozen=True, slots=True)
class Place:
    """What opens a database: its address, the password, where relative paths start, and how many cores it may use."""

    address: Address
    password: str = field(repr=False)
    folder: Path
    cores: int = 1
    check: Callable[[], None] = lambda: None

    @classmethod
    def of(cls, address: Address, context: Context) -> Place:
        """The place for a run of a node."""
        return cls(address, address.secret(context), context.folder, context.cores, context.check_cancelled)


SMALL = {ord(letter): letter.lower() for letter in string.ascii_uppercase}


class Session(ABC):
    """An open database. It is closed by `opened`; what was not committed then is undone."""

    mark: ClassVar[str] = '"'
    types: ClassVar[Mapping[SqlKind, str]]
    """The type of a new column by kind; a kind that is not there cannot be written."""
    has_schemas: ClassVar[bool] = True
    swaps: ClassVar[bool] = False
    """Making and dropping a table ends a transaction here: a new table takes the place of the old one at the end."""

    def __init__(self, place: Place, *, writing: bool) -> None:
        self.place = place
        self.warnings: list[str] = []
        """What looked wrong in the answers."""

    @abstractmethod
    def query(self, sql: str, given: Mapping[str, Any], limit: int | None) -> Answer:
        """What a query gives, up to `limit` rows, and the kinds of its columns where Arrow does not tell them."""

    @abstractmethod
    def tables(self) -> list[str]:
        """The names of tables and views."""

    @abstractmethod
    def execute(self, sql: str) -> None:
        """Carry out a statement, within the transaction."""

    @abstractmethod
    def count(self, sql: str) -> int:
        """The single number that a query gives."""

    @abstractmethod
    def stage(self, table: pa.Table, kinds: Sequence[SqlKind]) -> str:
        """Bring the rows to the database; the name under which this session alone sees them."""

    def put(self, place: str, table: pa.Table, kinds: Sequence[SqlKind]) -> bool:
        """Insert rows into a new table without staging them, if this database has no faster way; whether it did."""
        return False

    @abstractmethod
    def commit(self) -> None:
        """Keep what was written."""

    @abstractmethod
    def rollback(self) -> None:
        """Undo what was written."""

    @abstractmethod
    def close(self) -> None:
        """End the conversation."""

    def quote(self, name: str) -> str:
        """A name as SQL."""
        return _sql.name(name, self.mark)

    def folded(self, name: str) -> str:
        """What names have in common that this database takes for one: here all but the size of the letters a to z."""
        return name.translate(SMALL)

    def casts(self, place: str) -> Mapping[str, str]:
        """The types of a table's columns, where texts must be cast to them by name."""
        return {}

    def type_of(self, kind: SqlKind, arrow: pa.DataType) -> str:
        """The type of a new column; one of decimals has as many places as these, and nine at least."""
        text = self.types[kind]
        if kind == "decimal" and text == DECIMAL and arrow.scale > PLACES:
            return f"DECIMAL(38, {min(arrow.scale, MOST_PLACES)})"
        return text

    def create_staged(self, rows: pa.Table, kinds: Sequence[SqlKind]) -> str:
        """The statement that makes a table of this session for rows."""
        columns = ", ".join(
            f"{self.quote(field.name)} {self.type_of(kind, field.type)}"
            for field, kind in zip(rows.schema, kinds, strict=True)
        )
        return f"CREATE TEMPORARY TABLE {self.quote(STAGED)} ({columns})"


@contextmanager
def opened(place: Place, *, writing: bool = False) -> Iterator[Session]:
    """A session with a database. What goes wrong inside is a DataError that never holds the password."""
    session: Session | None = None
    with Told(place), _alone(place):
        try:
            session = _class_of(place.address.system)(place, writing=writing)
            yield session
        except BaseException:
            if session is not None and writing:
                session.rollback()
            raise
        finally:
            if session is not None:
                session.close()


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """One session at a time with a file, within this process.

    DuckDB opens a file either for reading or for writing. ADBC brings a SQLite of its own, beside that of Python: when one
    of them closes a file, the process loses the locks that the other one has (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    if place.address.system not in FILES:
        yield
        return
    lock = _locks[str(resolved(place.address.path, place.folder))]
    while not lock.acquire(timeout=TICK):
        place.check()
    try:
        yield
    finally:
        lock.release()


def _class_of(system: str) -> type[Session]:
    if system == "sqlite":
        from knode_nodes.io._sqlite import SqliteSession

        return SqliteSession
    if system == "duckdb":
        from knode_nodes.io._duckdb import DuckDbSession

        return DuckDbSession
    if system == "postgresql" and _has_adbc():
        from knode_nodes.io._postgres import PostgresSession

        return PostgresSession
    from knode_nodes.io._alchemy import alchemy_session

    return alchemy_session(system)


def _has_adbc() -> bool:
    from importlib.util import find_spec

    return find_spec("adbc_driver_postgresql") is not None


@dataclass(frozen=True, slots=True)
class Told:
    """Tells the errors of drivers, which come from inside, as a DataError about the database."""

    place: Place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is None or not _is_drivers(error):
            return
        text = CLUTTER.sub(" ", " ".join(said(getattr(error, "orig", None) or error).split())).strip()
        if self.place.password:
            text = text.replace(self.place.password, "•••")
        hint = HINTS.get(text, "")
        raise DataError(
            f"the database {self.place.address.shown} says: {text[:LONGEST] or type(error).__name__}{hint}"
        ) from None


def _is_drivers(error: BaseException) -> bool:
    """Whether it comes from a driver; each has a tree of its own, as the DB-API wants it."""
    roots = {"sqlite3", "duckdb", "_duckdb", "adbc_driver_manager", "sqlalchemy", "pymysql", "pg8000"}
    return isinstance(error, OSError) or any(kind.__module__.partition(".")[0] in roots for kind in type(error).__mro__)


def fetched(
    rows_of: Callable[[int], Sequence[Any]], width: int, limit: int | None, check: Callable[[], None]
) -> list[list[Any]]:
    """The columns of values of an answer, which `rows_of` gives so many rows of at a time."""
    columns: list[list[Any]] = [[] for _ in range(width)]
    left = limit
    while (left is None or left > 0) and (rows := rows_of(ROWS if left is None else min(ROWS, left))):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
        left = None if left is None else left - len(rows)
        check()
    return columns


def as_arrow(names: Sequence[str], columns: Sequence[list[Any]], kinds: Sequence[SqlKind | None]) -> pa.Table:
    """Columns of Python values as Arrow."""
    import pyarrow as pa

    arrays = [arrow_values(values, kind) for values, kind in zip(columns, kinds, strict=True)]
    return pa.Table.from_arrays([pa.chunked_array([one]) for one in arrays], names=list(names))


def taken(reader: Any, limit: int | None, check: Callable[[], None]) -> pa.Table:
    """The rows of an Arrow reader, up to `limit`."""
    import pyarrow as pa

    batches, rows = [], 0
    try:
        for batch in reader:
            batches.append(batch)
            rows += len(batch)
            check()
            if limit is not None and rows >= limit:
                break
    except pa.ArrowException as error:
        raise ConnectionError(str(error)) from None
    return pa.Table.from_batches(batches, reader.schema).slice(0, limit)


def rows_of(table: pa.Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in parts, as Python values."""
    for start in range(0, table.num_rows, ROWS):
        part = table.slice(start, ROWS)
        yield list(zip(*(column.to_pylist() for column in part.columns), strict=True))
