"""MySQL, and whatever else SQLAlchemy has a driver for, row by row through that driver."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, quoted
from knode_nodes.io import _sql
from knode_nodes.io._drivers import OURS, driver_name, needs, unknown
from knode_nodes.io._postgres import TYPES as POSTGRES_TYPES
from knode_nodes.io._postgres import casts_of
from knode_nodes.io._sessions import DECIMAL, STAGED, Answer, Place, Session, as_arrow, fetched, rows_of
from knode_nodes.io._sql_types import SqlKind

if TYPE_CHECKING:
    import pyarrow as pa

CODES: dict[str, dict[int, SqlKind]] = {
    # As the drivers tell the types of the columns of an answer.
    "mysql": {
        **dict.fromkeys((1, 2, 3, 8, 9, 13), "integer"), 4: "float", 5: "float", 0: "decimal", 246: "decimal",
        7: "moment", 12: "moment", 10: "date", 11: "duration", 253: "text", 254: "text", 245: "text",
    },
    "postgresql": {
        16: "boolean", **dict.fromkeys((20, 21, 23, 26), "integer"), 700: "float", 701: "float", 1700: "decimal",
        **dict.fromkeys((25, 1042, 1043, 114, 3802, 2950), "text"), 17: "binary", 1082: "date", 1083: "time",
        1114: "moment", 1184: "zoned", 1186: "duration",
    },
}  # fmt: skip


MYSQL_TYPES: Mapping[SqlKind, str] = {
    "integer": "BIGINT", "float": "DOUBLE", "decimal": DECIMAL, "boolean": "BOOLEAN", "text": "LONGTEXT",
    "date": "DATE", "moment": "DATETIME(6)", "zoned": "DATETIME(6)", "time": "TIME(6)", "binary": "LONGBLOB",
}  # fmt: skip
NOTHING: Mapping[SqlKind, str] = {}


def alchemy_session(system: str) -> type[Session]:
    """The session for a system. Raises DataError where it cannot be reached."""
    try:
        importlib.import_module("sqlalchemy")
        if system in OURS:
            importlib.import_module(OURS[system].module)
    except ModuleNotFoundError as error:
        raise needs(str(error.name), f"a database of {system}") from None
    return {"mysql": MySqlSession, "postgresql": AlchemyPostgresSession}.get(system, AlchemySession)


class AlchemySession(Session):
    """A database that SQLAlchemy knows. It can be read; not written, as each does that in its own way."""

    types = NOTHING

    def __init__(self, place: Place, *, writing: bool) -> None:
        import sqlalchemy

        super().__init__(place, writing=writing)
        system = place.address.system
        if writing and not self.types:
            raise DataError(f"a database of {quoted(system)} can be read, not written")
        try:
            url = sqlalchemy.make_url(place.address.url)
            url = url.set(drivername=driver_name(url.drivername if system not in OURS else system))
            if place.password:
                url = url.set(password=place.password)
            self._engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        except (sqlalchemy.exc.NoSuchModuleError, sqlalchemy.exc.ArgumentError):
            raise unknown(system) from None
        except ModuleNotFoundError as error:
            raise needs(str(error.name), f"a database of {system}") from None
        self._own = self._engine.connect()
        self._begin(writing=writing)

    def _begin(self, *, writing: bool) -> None:
        """Begin a transaction, for reading only where the database can promise that."""

    def query(self, sql: str, given: Mapping[str, Any], limit: int | None) -> Answer:
        import sqlalchemy

        _sql.bound(sql, given, lambda name, number: name)
        statement = sqlalchemy.text(_sql.escaped_for_alchemy(sql))
        result = self._own.execute(statement, dict(given), execution_options={"stream_results": True})
        try:
            if not result.returns_rows:
                raise DataError("the statement gives no rows")
            # Not from the driver's cursor: SQLAlchemy has taken its first rows already.
            codes: dict[Any, SqlKind] = {**CODES.get(self.place.address.system, {})}
            kinds = [codes.get(column[1]) for column in result.cursor.description]
            names = list(result.keys())
            columns = fetched(result.fetchmany, len(names), limit, self.place.check)
        finally:
            result.close()
        return as_arrow(names, columns, kinds), kinds

    def tables(self) -> list[str]:
        import sqlalchemy

        inspector = sqlalchemy.inspect(self._own)
        return sorted([*inspector.get_table_names(), *inspector.get_view_names()])

    def execute(self, sql: str) -> None:
        self._own.exec_driver_sql(sql)

    def count(self, sql: str) -> int:
        return int(self._own.exec_driver_sql(sql).scalar_one())

    def stage(self, table: pa.Table, kinds: Sequence[SqlKind]) -> str:
        self.execute(self.create_staged(table, kinds))
        marks = ", ".join(["%s"] * table.num_columns)
        for rows in rows_of(table):
            self._own.exec_driver_sql(f"INSERT INTO {self.quote(STAGED)} VALUES ({marks})", rows)
            self.place.check()
        return STAGED

    def commit(self) -> None:
        self._own.commit()

    def rollback(self) -> None:
        self._own.rollback()

    def close(self) -> None:
        self._own.close()
        self._engine.dispose()


class AlchemyPostgresSession(AlchemySession):
    """PostgreSQL where ADBC is not installed."""

    types = POSTGRES_TYPES

    def folded(self, name: str) -> str:
        return name

    def casts(self, place: str) -> Mapping[str, str]:
        return {str(name): str(kind) for name, kind in self._own.exec_driver_sql(casts_of(place))}

    def _begin(self, *, writing: bool) -> None:
        if not writing:
            self.execute("SET TRANSACTION READ ONLY")


class MySqlSession(AlchemySession):
    """A database of a MySQL or MariaDB server."""

    mark = "`"
    swaps = True
    types = MYSQL_TYPES

    def folded(self, name: str) -> str:
        return name.lower()

    def _begin(self, *, writing: bool) -> None:
        if not writing:
            self.execute("SET SESSION TRANSACTION READ ONLY")
            self.commit()
