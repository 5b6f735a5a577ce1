"""DuckDB by its own driver, to and from Arrow."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError
from knode_nodes.io import _sql
from knode_nodes.io._sessions import DECIMAL, ROWS, STAGED, TICK, WAIT, Answer, Place, Session, taken
from knode_nodes.io._sql_types import SqlKind

if TYPE_CHECKING:
    import pyarrow as pa

TYPES: Mapping[SqlKind, str] = {
    "integer": "BIGINT", "float": "DOUBLE", "decimal": DECIMAL, "boolean": "BOOLEAN", "text": "VARCHAR",
    "date": "DATE", "moment": "TIMESTAMP", "zoned": "TIMESTAMPTZ", "time": "TIME", "duration": "INTERVAL",
    "binary": "BLOB",
}  # fmt: skip


class DuckDbSession(Session):
    """A file of DuckDB."""

    types = TYPES

    def __init__(self, place: Place, *, writing: bool) -> None:
        import duckdb

        super().__init__(place, writing=writing)
        self._file = place.address.file(place.folder, new=writing)
        config: dict[str, Any] = {"threads": place.cores, "autoinstall_known_extensions": "false"}
        until = time.monotonic() + WAIT
        while True:
            self._is_new = writing and not self._file.exists()
            try:
                self._own = duckdb.connect(str(self._file), read_only=not writing, config=config)
                break
            except duckdb.IOException as error:
                if "Could not set lock" not in str(error) or time.monotonic() > until:
                    raise
            place.check()
            time.sleep(TICK)
        if writing:
            self._own.begin()

    def query(self, sql: str, given: Mapping[str, Any], limit: int | None) -> Answer:
        import duckdb

        text, values = _sql.bound(sql, given, lambda name, number: f"${number}")
        statements = self._own.extract_statements(text)
        if len(statements) != 1 or statements[0].type in (duckdb.StatementType.COPY, duckdb.StatementType.ATTACH):
            raise DataError("give one query that reads; there are several statements, or one that does something else")
        relation = self._own.sql(text, params=values) if values else self._own.sql(text)
        table = taken(relation.to_arrow_reader(ROWS), limit, self.place.check)
        return table, [None] * table.num_columns

    def tables(self) -> list[str]:
        found = self._own.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
        return [name for (name,) in found]

    def execute(self, sql: str) -> None:
        self._own.execute(sql)

    def count(self, sql: str) -> int:
        row = self._own.execute(sql).fetchone()
        return int(row[0]) if row else 0

    def stage(self, table: pa.Table, kinds: Sequence[SqlKind]) -> str:
        self._own.register(STAGED, table)
        return STAGED

    def commit(self) -> None:
        self._own.commit()
        self._is_new = False

    def rollback(self) -> None:
        import duckdb

        try:
            self._own.rollback()
        except duckdb.TransactionException:
            # A failed statement has ended the transaction already.
            return

    def close(self) -> None:
        self._own.close()
        if self._is_new:
            self._file.unlink(missing_ok=True)
