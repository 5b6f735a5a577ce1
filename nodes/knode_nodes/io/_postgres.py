"""PostgreSQL through ADBC: answers come as Arrow, rows go in by COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from knode_nodes.io import _sql
from knode_nodes.io._sessions import STAGED, Answer, Place, Session, taken
from knode_nodes.io._sql_types import SqlKind

if TYPE_CHECKING:
    import pyarrow as pa

TYPES: Mapping[SqlKind, str] = {
    "integer": "BIGINT", "float": "DOUBLE PRECISION", "decimal": "NUMERIC", "boolean": "BOOLEAN", "text": "TEXT",
    "date": "DATE", "moment": "TIMESTAMP", "zoned": "TIMESTAMPTZ", "time": "TIME", "duration": "INTERVAL",
    "binary": "BYTEA",
}  # fmt: skip


def casts_of(place: str) -> str:
    """The query for the types of a table's columns that take no text as it is: json, uuid, the person's own …"""
    text = place.replace("'", "''")
    return (
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid "
        f"WHERE attrelid = '{text}'::regclass AND attnum > 0 AND NOT attisdropped "
        "AND typcategory NOT IN ('S', 'N', 'B', 'D', 'T')"
    )


class PostgresSession(Session):
    """A database of a PostgreSQL server."""

    types = TYPES

    def __init__(self, place: Place, *, writing: bool) -> None:
        import adbc_driver_postgresql.dbapi as driver

        super().__init__(place, writing=writing)
        self._own = driver.connect(_uri(place))
        if not writing:
            self.execute("SET TRANSACTION READ ONLY")

    def folded(self, name: str) -> str:
        return name

    def query(self, sql: str, given: Mapping[str, Any], limit: int | None) -> Answer:
        text, values = _sql.bound(sql, given, lambda name, number: f"${number}")
        with self._own.cursor() as cursor:
            cursor.execute(text, values or None)
            table = taken(cursor.fetch_record_batch(), limit, self.place.check)
        return table, [None] * table.num_columns

    def tables(self) -> list[str]:
        with self._own.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
            )
            return [str(name) for (name,) in cursor.fetchall()]

    def execute(self, sql: str) -> None:
        with self._own.cursor() as cursor:
            cursor.execute(sql)

    def count(self, sql: str) -> int:
        with self._own.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

    def casts(self, place: str) -> Mapping[str, str]:
        with self._own.cursor() as cursor:
            cursor.execute(casts_of(place))
            return {str(name): str(kind) for name, kind in cursor.fetchall()}

    def stage(self, table: pa.Table, kinds: Sequence[SqlKind]) -> str:
        with self._own.cursor() as cursor:
            cursor.adbc_ingest(STAGED, table, mode="create", temporary=True)
        return STAGED

    def commit(self) -> None:
        self._own.commit()

    def rollback(self) -> None:
        self._own.rollback()

    def close(self) -> None:
        self._own.close()


def _uri(place: Place) -> str:
    """The URL as libpq takes it, with the password."""
    parts = urlsplit(place.address.url)
    user, _, host = parts.netloc.rpartition("@")
    secret = f":{quote(place.password, safe='')}" if place.password else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"postgresql://{user}{secret}{'@' if user or secret else ''}{host}{parts.path}{query}"
