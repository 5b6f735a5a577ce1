"""Rows into a table of a database, within one transaction: all of them or none."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, column_type, nearest, quoted, type_words
from knode_nodes.io._cells import PLAIN, check_names, check_plain, first_row, without_categories
from knode_nodes.io._notes import Notes, listed
from knode_nodes.io._sessions import Session
from knode_nodes.io._sql_types import SqlKind, frame_of, kind_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Mode = Literal["create", "append", "replace", "upsert"]
ACCEPTED: dict[str, tuple[str, ...]] = {
    # What a column of a database takes, by what it gives.
    "number": ("number", "boolean"),
    "boolean": ("boolean", "number"),
    "datetime": ("datetime", "text"),
    "duration": ("duration",),
}
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows go: the table, its schema ("" for the usual one), the mode, and the columns that tell rows apart."""

    table: str
    schema: str
    mode: Mode
    keys: tuple[str, ...]


def arrow_rows(table: pd.DataFrame) -> tuple[pa.Table, list[SqlKind]]:
    """The columns as a database can take them, and their kinds. Raises DataError for what none can hold."""
    import pyarrow as pa

    check_names(table, "a database")
    if table.shape[1] == 0:
        raise DataError("the table has no columns", port="table")
    arrays, kinds = [], []
    for place, name in enumerate(map(str, table.columns)):
        if "\0" in name or not name or not _is_whole(name):
            raise DataError(f"a column of a database cannot be called {quoted(name)}", port="table", column=name)
        array, kind = _array(name, table.iloc[:, place])
        arrays.append(array)
        kinds.append(kind)
    return pa.Table.from_arrays(arrays, names=[str(name) for name in table.columns]), kinds


def _array(name: str, column: pd.Series) -> tuple[pa.ChunkedArray, SqlKind]:
    import pyarrow as pa

    column = without_categories(column)
    if column.dtype == object:
        check_plain(name, column, "a database", (*PLAIN, bytes, datetime.timedelta))
    try:
        array = pa.chunked_array([pa.Array.from_pandas(column)]) if column.dtype.kind != "c" else None
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        array = None
    except UnicodeEncodeError:
        halves = [isinstance(one, str) and not _is_whole(one) for one in column]
        raise DataError(
            f"a text in column {quoted(name)} holds half of a character (a lone surrogate), which no database can hold",
            port="table",
            column=name,
            row=first_row(halves),
        ) from None
    kind = None if array is None else kind_of(array.type)
    if array is not None and pa.types.is_null(array.type):
        array, kind = array.cast(pa.large_string()), "text"
    if array is None or kind is None:
        reason = (
            "its values are of several types"
            if column.dtype == object
            else f"there is no such type ({type_words(column.dtype)})"
        )
        raise DataError(
            f"a database cannot hold column {quoted(name)}: {reason}; make it text or number first",
            port="table",
            column=name,
        )
    return _in_units(name, array, kind), kind


def _is_whole(text: str) -> bool:
    try:
        return bool(text.encode()) or not text
    except UnicodeEncodeError:
        return False


def _in_units(name: str, array: pa.ChunkedArray, kind: SqlKind) -> pa.ChunkedArray:
    """Microseconds and 64 bits, which all the databases hold."""
    import pyarrow as pa

    if kind == "integer":
        try:
            return array.cast(pa.int64())
        except pa.ArrowInvalid:
            large = [one is not None and one > 2**63 - 1 for one in array.to_pylist()]
            raise DataError(
                f"column {quoted(name)} holds a whole number of more than 63 bits; make it text first",
                port="table",
                column=name,
                row=first_row(large),
            ) from None
    wanted: dict[str, Any] = {
        "float": pa.float64(), "text": pa.large_string(), "moment": pa.timestamp("us"), "zoned": pa.timestamp("us", "UTC"),
        "time": pa.time64("us"), "duration": pa.duration("us"), "date": pa.date32(), "binary": pa.large_binary(),
    }  # fmt: skip
    return array.cast(wanted[kind], safe=False) if kind in wanted else array


def write(session: Session, rows: pa.Table, kinds: Sequence[SqlKind], target: Target, notes: Notes) -> dict[str, int]:
    """Write the rows and commit; how many were `inserted` and `updated`. Raises DataError; then nothing has changed."""
    _check_kinds(session, rows, kinds)
    _check_folded(session, rows.column_names)
    _check_keys(rows, target)
    if target.schema and not session.has_schemas:
        raise DataError("SQLite has no schemas: leave the setting table_schema empty")
    known = session.tables() if not target.schema else None
    exists = _exists(session, target, known)
    place = _place(session, target.schema, target.table)
    if target.mode == "create" and exists:
        raise DataError(f"there is a table {quoted(target.table)} already; choose `append`, `upsert` or `replace`")
    if target.mode == "append" and not exists:
        near = nearest(target.table, known or [])
        hint = f"; did you mean {quoted(near)}?" if near else "; choose `create` to make it"
        raise DataError(f"there is no table {quoted(target.table)} to append to{hint}")
    if target.mode in ("append", "upsert") and exists:
        _check_columns(session, place, rows, target, notes)
    if target.mode in ("create", "replace") or not exists:
        return _written_new(session, rows, kinds, target, exists=exists)
    staged = _fitting(session, place, session.quote(session.stage(rows, kinds)), rows)
    updated = _update(session, place, staged, rows, target) if target.mode == "upsert" else 0
    _insert(session, place, staged, rows, target.keys if target.mode == "upsert" else ())
    session.commit()
    return {"inserted": rows.num_rows - updated, "updated": updated}


def _place(session: Session, schema: str, table: str) -> str:
    return ".".join(session.quote(part) for part in (schema, table) if part)


def _exists(session: Session, target: Target, known: list[str] | None) -> bool:
    if known is not None:
        # Some MySQL servers tell tables apart by capital letters, others do not.
        folded = session.folded if not session.swaps else str
        return folded(target.table) in map(folded, known)
    text = f"table_schema = {_literal(target.schema)} AND table_name = {_literal(target.table)}"
    return session.count(f"SELECT count(*) FROM information_schema.tables WHERE {text}") > 0


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _check_kinds(session: Session, rows: pa.Table, kinds: Sequence[SqlKind]) -> None:
    for name, kind in zip(rows.column_names, kinds, strict=True):
        if kind not in session.types:
            raise DataError(
                f"this database has no type for the {kind} values in column {quoted(name)}; make it number or text first",
                port="table",
                column=name,
            )


def _check_folded(session: Session, names: Sequence[str]) -> None:
    """No two columns have names that are the same one to this database."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(session.folded(name), name)
        if other != name:
            raise DataError(
                f"the columns {quoted(other)} and {quoted(name)} differ in capital letters only, which this database takes for "
                "one name: rename one before, such as with Rename Columns",
                port="table",
                column=name,
            )


def _check_keys(rows: pa.Table, target: Target) -> None:
    """The keys are columns without gaps, and no two rows have the same."""
    if target.mode == "upsert" and not target.keys:
        raise DataError("`upsert` needs keys: the columns that tell which row is which")
    for key in target.keys:
        if key not in rows.column_names:
            near = nearest(key, rows.column_names)
            hint = f"; did you mean {quoted(near)}?" if near else ""
            raise DataError(f"there is no column {quoted(key)} (setting keys){hint}", port="table", column=key)
        if rows.column(key).null_count:
            row = first_row(rows.column(key).is_null().to_numpy())
            raise DataError(f"the key {quoted(key)} is missing", port="table", column=key, row=row)
    if target.keys:
        twice = rows.select(list(target.keys)).to_pandas().duplicated()
        if twice.any():
            row = first_row(twice)
            shown = ", ".join(f"{key} {quoted(rows.column(key)[row].as_py())}" for key in target.keys)
            raise DataError(f"two rows have the same key ({shown})", port="table", column=target.keys[0], row=row)


def _check_columns(session: Session, place: str, rows: pa.Table, target: Target, notes: Notes) -> None:
    """The table of the database has all the columns, and they take what comes."""
    there = frame_of(*session.query(f"SELECT * FROM {place} WHERE 1 = 0", {}, None), Notes())
    absent = [name for name in rows.column_names if name not in there.columns]
    if absent:
        near = nearest(absent[0], [str(name) for name in there.columns])
        hint = f"did you mean {quoted(near)}?" if near else f"it has: {listed(map(str, there.columns))}"
        raise DataError(
            f"the table {quoted(target.table)} of the database has no column {quoted(absent[0])}; {hint}",
            port="table",
            column=absent[0],
        )
    for name in rows.column_names:
        wanted, given = column_type(there[name].dtype), _type_of(rows.column(name))
        if rows.column(name).null_count < rows.num_rows and given not in ACCEPTED.get(wanted, (given,)):
            raise DataError(
                f"column {quoted(name)} of {quoted(target.table)} holds {type_words(wanted)}, these rows have "
                f"{type_words(given)} there; change the type of the column first",
                port="table",
                column=name,
            )
        if there[name].dtype.kind in "iu" and (row := _first_fraction(rows.column(name))) is not None:
            raise DataError(
                f"column {quoted(name)} of {quoted(target.table)} holds whole numbers, these rows have "
                f"{quoted(rows.column(name)[row].as_py())} there; round it first",
                port="table",
                column=name,
                row=row,
            )
    left = [str(name) for name in there.columns if name not in rows.column_names]
    if left:
        notes.remarks.append(
            f"Columns of {quoted(target.table)} that the rows do not have stay as they are: {listed(left)}."
        )


def _first_fraction(column: pa.ChunkedArray) -> int | None:
    """The first row with places behind the point, which some databases round away."""
    import pyarrow.compute as pc

    if kind_of(column.type) != "float":
        return None
    found = pc.fill_null(pc.not_equal(pc.floor(column), column), False)
    return first_row(found.to_numpy()) if pc.any(found).as_py() else None


def _type_of(column: pa.ChunkedArray) -> str:
    kind = kind_of(column.type)
    known = {"integer": "number", "float": "number", "decimal": "number", "boolean": "boolean", "duration": "duration"}
    return known.get(
        kind or "", "datetime" if kind in ("date", "moment", "zoned") else "text" if kind == "text" else "other"
    )


def _written_new(
    session: Session, rows: pa.Table, kinds: Sequence[SqlKind], target: Target, *, exists: bool
) -> dict[str, int]:
    """A new table with the rows. Where the database cannot undo that, it takes the old one's place when it is complete."""
    place = _place(session, target.schema, target.table)
    if not session.swaps:
        if exists:
            session.execute(f"DROP TABLE {place}")
        session.execute(_create(session, place, rows, kinds, target.keys))
        if not session.put(place, rows, kinds):
            _insert(session, place, session.quote(session.stage(rows, kinds)), rows, ())
        session.commit()
        return {"inserted": rows.num_rows, "updated": 0}
    staged = session.quote(session.stage(rows, kinds))
    new = _place(session, target.schema, f"{target.table[:50]}__knode_new")
    old = _place(session, target.schema, f"{target.table[:50]}__knode_old")
    session.execute(f"DROP TABLE IF EXISTS {new}")
    session.execute(_create(session, new, rows, kinds, target.keys))
    try:
        _insert(session, new, staged, rows, ())
        session.commit()
        if exists:
            # One that was ended before may have left it behind.
            session.execute(f"DROP TABLE IF EXISTS {old}")
        moved = f"{place} TO {old}, " if exists else ""
        session.execute(f"RENAME TABLE {moved}{new} TO {place}")
    except BaseException:
        session.execute(f"DROP TABLE IF EXISTS {new}")
        raise
    session.execute(f"DROP TABLE IF EXISTS {old}")
    return {"inserted": rows.num_rows, "updated": 0}


def _create(session: Session, place: str, rows: pa.Table, kinds: Sequence[SqlKind], keys: Sequence[str]) -> str:
    columns = []
    for (name, arrow), kind in zip(((one.name, one.type) for one in rows.schema), kinds, strict=True):
        text = session.type_of(kind, arrow)
        if text == "LONGTEXT" and name in keys:
            # MySQL cannot tell rows apart by a text of any length.
            text = f"VARCHAR({LONGEST_KEY})"
        columns.append(f"{session.quote(name)} {text}")
    if keys:
        columns.append(f"PRIMARY KEY ({', '.join(map(session.quote, keys))})")
    return f"CREATE TABLE {place} ({', '.join(columns)})"


def _same(session: Session, keys: Sequence[str], one: str, other: str) -> str:
    return " AND ".join(f"{one}.{session.quote(key)} = {other}.{session.quote(key)}" for key in keys)


def _fitting(session: Session, place: str, staged: str, rows: pa.Table) -> str:
    """The staged rows with the types of the table, where they must be cast."""
    casts = {name: kind for name, kind in session.casts(place).items() if name in rows.column_names}
    if not casts:
        return staged
    names = {name: session.quote(name) for name in rows.column_names}
    columns = [
        f"CAST({names[name]} AS {casts[name]}) AS {names[name]}" if name in casts else names[name] for name in names
    ]
    return f"(SELECT {', '.join(columns)} FROM {staged})"


def _insert(session: Session, place: str, staged: str, rows: pa.Table, unless: Sequence[str]) -> None:
    """Insert the staged rows; those with `unless` keys that are there are left out."""
    names = ", ".join(map(session.quote, rows.column_names))
    where = ""
    if unless:
        where = f" WHERE NOT EXISTS (SELECT 1 FROM {place} AS old WHERE {_same(session, unless, 'old', 'new')})"
    values = ", ".join(_value(session, rows, name) for name in rows.column_names)
    session.execute(f"INSERT INTO {place} ({names}) SELECT {values} FROM {staged} AS new{where}")


def _value(session: Session, rows: pa.Table, name: str) -> str:
    """A staged column as SQL; one of gaps only has no type that would have to fit."""
    is_gap = rows.column(name).null_count == rows.num_rows > 0
    return "NULL" if is_gap else f"new.{session.quote(name)}"


def _update(session: Session, place: str, staged: str, rows: pa.Table, target: Target) -> int:
    """Update the rows whose keys are there; how many keys these are."""
    same = _same(session, target.keys, "old", "new")
    found = session.count(
        f"SELECT count(*) FROM {staged} AS new WHERE EXISTS (SELECT 1 FROM {place} AS old WHERE {same})"
    )
    changed = {session.quote(one): _value(session, rows, one) for one in rows.column_names if one not in target.keys}
    if changed and session.swaps:
        changes = ", ".join(f"old.{name} = {value}" for name, value in changed.items())
        session.execute(f"UPDATE {place} AS old JOIN {staged} AS new ON {same} SET {changes}")
    elif changed:
        changes = ", ".join(f"{name} = {value}" for name, value in changed.items())
        session.execute(f"UPDATE {place} AS old SET {changes} FROM {staged} AS new WHERE {same}")
    return found
