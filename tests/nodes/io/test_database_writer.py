"""Writing tables to databases: modes, keys, checks, and one transaction."""

from __future__ import annotations

import datetime
import resource
import sqlite3
import threading
import time
from contextlib import closing, suppress
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from knode.api import Cancelled, DataError, QuietContext
from knode_nodes.io import _sqlite
from knode_nodes.io._address import Address
from knode_nodes.io._sessions import Place, opened
from knode_nodes.io.database_connector import DatabaseConnector
from knode_nodes.io.database_reader import DatabaseReader
from knode_nodes.io.database_writer import DatabaseWriter
from tests.nodes.io.databases import Shelf
from tests.nodes.io.tables import tables
from tests.processes import start_python

PEOPLE = pd.DataFrame({"id": [1, 2, 3], "name": ["Änne", "Bo 🐟", None], "age": [31.5, np.nan, 7.0]})
EVERY = pd.DataFrame(
    {
        "whole": [1, -(2**63), 2**63 - 1],
        "gap": pd.array([1, None, 2**53 + 1], dtype="Int64"),
        "float": [1.5, np.nan, -1e300],
        "yes": [True, False, True],
        "maybe": pd.array([True, None, False], dtype="boolean"),
        "text": ['it\'s \\ "q" %s :x', "", None],
        "moment": pd.to_datetime(["2024-02-29 12:30:00.123456", None, "1969-01-01"], format="ISO8601"),
        "when": pd.to_datetime(["2024-06-01T10:00:00Z", None, "2024-01-01T00:00:00Z"]).as_unit("us"),
    }
)


def test_a_table_of_every_type_comes_back(shelf):
    told = shelf.write(EVERY, table="every")
    assert told == {"rows": 3, "inserted": 3, "updated": 0, "table": "every"}
    back = shelf.read(query="SELECT * FROM every ORDER BY gap, whole").sort_values("float").reset_index(drop=True)
    wanted = EVERY.sort_values("float").reset_index(drop=True)
    if shelf.system == "mysql":
        # MySQL has no truth values of its own, and no moments with a time zone.
        wanted["when"] = wanted["when"].dt.tz_localize(None)
        wanted["yes"] = wanted["yes"].astype("int64")
        wanted["maybe"] = wanted["maybe"].astype("Int64")
    pd.testing.assert_frame_equal(back, wanted)


def test_other_types_are_stored_as_what_they_mean(shelf):
    rows = pd.DataFrame(
        {
            "c": pd.Categorical(["b", "a", None]),
            "n": pd.Categorical([2**53 + 1, None, 1]),
            "day": [datetime.date(2024, 2, 29), None, datetime.date(1, 1, 1)],
            "time": [datetime.time(1, 2, 3), None, datetime.time(4, 5, 6, 7)],
            "bytes": [b"\0\xff", None, b"x"],
            "berlin": pd.to_datetime(["2024-06-01 12:00", None, None]).tz_localize("Europe/Berlin"),
        }
    )
    shelf.write(rows, table="t")
    back = shelf.read(table="t")
    assert back["c"].tolist()[:2] == ["b", "a"]
    assert back["n"].tolist() == [2**53 + 1, pd.NA, 1]
    assert back["day"].tolist()[0] == pd.Timestamp("2024-02-29")
    assert str(back["day"].dtype) == "datetime64[us]"
    assert back["bytes"].tolist() == [b"\0\xff", None, b"x"]
    assert pd.Timestamp(back["berlin"][0]).tz_localize(None) == pd.Timestamp("2024-06-01 10:00")
    if shelf.system != "mysql":
        assert back["time"].tolist() == [datetime.time(1, 2, 3), None, datetime.time(4, 5, 6, 7)]


def test_create_append_and_replace_do_what_they_say(shelf):
    with pytest.raises(DataError, match=r'no table "people" to append to; choose `create`'):
        shelf.write(PEOPLE, table="people", mode="append")
    shelf.write(PEOPLE, table="people")
    with pytest.raises(DataError, match=r'there is a table "people" already'):
        shelf.write(PEOPLE, table="people")
    with pytest.raises(DataError, match=r'no table "peopel" to append to; did you mean "people"'):
        shelf.write(PEOPLE, table="peopel", mode="append")
    shelf.write(PEOPLE[["name", "id"]], table="people", mode="append")
    assert sorted(shelf.read(table="people")["id"]) == [1, 1, 2, 2, 3, 3]
    shelf.write(PEOPLE[["id"]].head(1), table="people", mode="replace")
    assert shelf.read(table="people").to_dict("list") == {"id": [1]}
    shelf.write(PEOPLE.head(0), table="new", mode="replace")
    assert shelf.read(table="new").columns.tolist() == ["id", "name", "age"]


def test_upsert_updates_rows_that_are_there_and_adds_others(shelf):
    told = shelf.write(PEOPLE, table="people", mode="upsert", keys=("id",))
    assert (told["inserted"], told["updated"]) == (3, 0)
    change = pd.DataFrame({"id": [3, 4], "name": ["Cleo", "Dan"]})
    told = shelf.write(change, table="people", mode="upsert", keys=("id",))
    assert (told["inserted"], told["updated"]) == (1, 1)
    assert 'rows do not have stay as they are: "age"' in shelf.context.said
    back = shelf.read(query="SELECT * FROM people ORDER BY id")
    assert back["name"].tolist() == ["Änne", "Bo 🐟", "Cleo", "Dan"]
    assert back["age"].fillna(-1).tolist() == [31.5, -1, 7.0, -1]


def test_upsert_works_with_several_keys_of_text_and_no_index(shelf):
    rows = pd.DataFrame({"a b": ["x", "x", "y"], 'q"u.o`te': [1, 2, 1], "n": [1, 2, 3]})
    shelf.write(rows, table="odd; name")
    told = shelf.write(rows.assign(n=[10, 20, 30]).iloc[1:], table="odd; name", mode="upsert", keys=("a b", 'q"u.o`te'))
    assert told["updated"] == 2
    assert sorted(shelf.read(table="odd; name")["n"]) == [1, 20, 30]
    keyed = shelf.write(rows, table="keyed", keys=("a b", 'q"u.o`te'))
    assert keyed["inserted"] == 3
    with pytest.raises(DataError):
        shelf.write(rows, table="keyed", mode="append")


def test_a_table_is_replaced_though_an_earlier_replacement_was_cut_off(shelf):
    if shelf.system != "mysql":
        pytest.skip("another database")
    shelf.do("CREATE TABLE people__knode_old (n INT)", "CREATE TABLE people__knode_new (n INT)")
    shelf.write(PEOPLE, table="people")
    shelf.do("CREATE TABLE people__knode_old (n INT)", "CREATE TABLE people__knode_new (n INT)")
    shelf.write(PEOPLE.iloc[:1], table="people", mode="replace")
    assert len(shelf.read(table="people")) == 1
    assert shelf.read(query="SHOW TABLES").iloc[:, 0].tolist() == ["people"]


def test_texts_go_into_columns_of_types_of_postgres(shelf, monkeypatch):
    if shelf.system != "postgresql":
        pytest.skip("another database")
    shelf.do(
        "CREATE TYPE mood AS ENUM ('ok', 'sad')",
        'CREATE TABLE t (id UUID PRIMARY KEY, j JSONB, m mood, "when" TIMESTAMPTZ, s VARCHAR(3), l INT[])',
    )
    key = "8dc1d9a1-0217-4ba8-ae76-b74f9bc531a5"
    rows = pd.DataFrame({"id": [key], "j": ['{"a": 1}'], "m": ["sad"], "l": ["{1,2}"], "s": ["abc"]})
    shelf.write(rows, table="t", mode="append")
    assert shelf.write(rows.assign(m="ok"), table="t", mode="upsert", keys=("id",))["updated"] == 1
    monkeypatch.setattr("knode_nodes.io._sessions._has_adbc", lambda: False)
    assert shelf.write(rows, table="t", mode="upsert", keys=("id",))["updated"] == 1
    back = shelf.read(table="t").to_dict("list")
    assert (back["id"], back["j"], back["m"]) == ([key], ['{"a": 1}'], ["sad"])
    assert back["l"] == ["[1, 2]"]


def test_upsert_with_keys_only_adds_what_is_new(shelf):
    shelf.write(PEOPLE[["id"]], table="ids", keys=("id",))
    told = shelf.write(pd.DataFrame({"id": [3, 9]}), table="ids", mode="upsert", keys=("id",))
    assert (told["inserted"], told["updated"]) == (1, 1)
    assert sorted(shelf.read(table="ids")["id"]) == [1, 2, 3, 9]


@pytest.mark.parametrize("mode", ["append", "upsert"])
def test_a_failure_in_a_late_row_leaves_the_table_as_it_was(shelf, mode):
    shelf.do("CREATE TABLE t (id BIGINT, n BIGINT, CHECK (n < 1000000))")
    shelf.write(pd.DataFrame({"id": [1], "n": [1]}), table="t", mode="append")
    rows = pd.DataFrame({"id": range(60_000), "n": range(60_000)})
    rows.loc[59_990, "n"] = 1_000_000
    with pytest.raises(DataError, match=r"says:"):
        shelf.write(rows, table="t", mode=mode, keys=("id",) if mode == "upsert" else ())
    assert shelf.read(table="t").to_dict("list") == {"id": [1], "n": [1]}


def test_a_stop_while_a_table_is_replaced_leaves_the_old_one(shelf, monkeypatch):
    from knode_nodes.io import _sql_writing
    from knode_nodes.io._sqlite import SqliteSession

    shelf.write(PEOPLE, table="people")

    def stopped_after(real):
        def act(*given):
            real(*given)
            raise KeyboardInterrupt

        return act

    monkeypatch.setattr(_sql_writing, "_insert", stopped_after(_sql_writing._insert))
    monkeypatch.setattr(SqliteSession, "put", stopped_after(SqliteSession.put))
    with pytest.raises(KeyboardInterrupt):
        shelf.write(PEOPLE.head(1), table="people", mode="replace")
    with pytest.raises(KeyboardInterrupt):
        shelf.write(PEOPLE.head(1), table="other")
    monkeypatch.undo()
    assert len(shelf.read(table="people")) == 3
    with pytest.raises(DataError, match=r'there is no table "other"'):
        shelf.read(table="other")


def test_columns_are_checked_before_anything_is_written(shelf):
    shelf.write(PEOPLE, table="people")
    with pytest.raises(DataError, match=r'has no column "nam"; did you mean "name"') as caught:
        shelf.write(PEOPLE.rename(columns={"name": "nam"}), table="people", mode="append")
    assert caught.value.facts["column"] == "nam"
    with pytest.raises(DataError, match=r'column "age" of "people" holds number, these rows have text'):
        shelf.write(PEOPLE.assign(age="x"), table="people", mode="append")
    with pytest.raises(DataError, match=r'column "id" of "people" holds whole numbers, these rows have 1.5') as caught:
        shelf.write(PEOPLE.assign(id=[1.0, np.nan, 1.5]), table="people", mode="append")
    assert caught.value.facts["row"] == 2
    shelf.write(PEOPLE.assign(age=None, id=[7.0, np.nan, 9.0]), table="people", mode="append")
    assert sorted(shelf.read(table="people")["id"].dropna()) == [1, 2, 3, 7, 9]


def test_keys_are_checked_before_anything_is_written(shelf):
    cases = [
        ({"mode": "upsert"}, PEOPLE, "`upsert` needs keys"),
        ({"mode": "upsert", "keys": ("idd",)}, PEOPLE, r'no column "idd" .*did you mean "id"'),
        ({"keys": ("name",)}, PEOPLE, r'the key "name" is missing'),
        ({"keys": ("id",)}, pd.concat([PEOPLE, PEOPLE.head(1)]), r"two rows have the same key \(id 1\)"),
    ]
    for given_, rows, message in cases:
        with pytest.raises(DataError, match=message):
            shelf.write(rows, table="people", **given_)
    with pytest.raises(DataError):
        shelf.read(table="people")


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ([1 + 2j], "no such type .complex number."),
        ([{"a": 1}], "it is a record"),
        ([1, "x"], "several types"),
        (pd.Series(["x", "\ud800"], dtype=object), "half of a character"),
        (pd.period_range("2024", periods=2, freq="M"), "no such type .period."),
        (pd.Series([2**64 - 1], dtype="uint64"), "more than 63 bits"),
    ],
)
def test_what_no_database_can_hold_is_refused(context, tmp_path, column, message):
    rows = pd.DataFrame({"x": pd.Series(column)})
    with pytest.raises(DataError, match=message):
        DatabaseWriter(url="sqlite:///t.sqlite", table="t").run(rows, context)
    assert not (tmp_path / "t.sqlite").exists()


def test_columns_that_differ_in_capital_letters_are_told_before_anything_is_written(shelf):
    rows = pd.DataFrame([[1, 2, 3]], columns=["Name", "é", "name"])
    if shelf.system == "postgresql":
        shelf.write(rows, table="people")
        assert shelf.read(table="people").to_dict("list") == {"Name": [1], "é": [2], "name": [3]}
        return
    shelf.write(PEOPLE, table="people")
    for mode in ("create", "append", "replace", "upsert"):
        with pytest.raises(DataError, match=r'"Name" and "name" differ in capital letters only.*rename one') as error:
            shelf.write(rows, table="new" if mode == "create" else "people", mode=mode, keys=("é",))
        assert error.value.facts["column"] == "name"
    assert len(shelf.read(table="people")) == 3
    if shelf.system != "mysql":
        shelf.write(pd.DataFrame([[1, 2]], columns=["é", "É"]), table="letters")
        with pytest.raises(DataError, match=r'there is a table "PEOPLE" already'):
            shelf.write(PEOPLE, table="PEOPLE")


def test_two_columns_of_one_name_and_none_at_all_are_refused(context):
    node = DatabaseWriter(url="t.sqlite", table="t")
    with pytest.raises(DataError, match=r'two columns "x"'):
        node.run(pd.DataFrame([[1, 2]], columns=["x", "x"]), context)
    with pytest.raises(DataError, match=r"has no columns"):
        node.run(pd.DataFrame(index=[0]), context)
    with pytest.raises(DataError, match=r"no type for the duration"):
        node.run(pd.DataFrame({"x": pd.to_timedelta([1], unit="s")}), context)


def test_a_new_file_that_failed_is_not_left_behind(context, tmp_path):
    for ending in ("sqlite", "duckdb"):
        with pytest.raises(DataError):
            DatabaseWriter(url=f"t.{ending}", table="t", mode="append").run(PEOPLE, context)
        assert not (tmp_path / f"t.{ending}").exists()


def test_a_schema_is_written_to_and_read(context):
    DatabaseWriter(url="duckdb:///t.duckdb", table="t").run(PEOPLE, context)
    with pytest.raises(DataError, match=r"says:"):
        DatabaseWriter(url="duckdb:///t.duckdb", table="t", table_schema="no").run(PEOPLE, context)
    with pytest.raises(DataError, match=r"already"):
        DatabaseWriter(url="duckdb:///t.duckdb", table="t", table_schema="main").run(PEOPLE, context)
    assert len(DatabaseReader(url="t.duckdb", table="t", table_schema="main").run(context)) == 3


def test_a_connection_is_used_for_writing_and_reading(context):
    DatabaseWriter(url="t.duckdb", table="t").run(PEOPLE, context)
    connection = DatabaseConnector(url="t.duckdb").run(context)
    DatabaseWriter(table="u").run(PEOPLE, context, connection)
    pd.testing.assert_frame_equal(DatabaseReader(table="u").run(context, connection), PEOPLE)
    with pytest.raises(DataError, match=r"a connection and a URL too"):
        DatabaseReader(url="t.duckdb", table="u").run(context, connection)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables())
def test_any_table_comes_back_from_a_file(context, rows):
    rows = rows.rename(columns=str)
    if len({name.lower() for name in rows.columns}) < rows.shape[1]:
        return
    for url in ("any.sqlite", "any.duckdb"):
        DatabaseWriter(url=url, table="t", mode="replace").run(rows, context)
        back = DatabaseReader(url=url, table="t").run(context)
        pd.testing.assert_frame_equal(back, rows)


def test_times_finer_than_a_database_keeps_are_told(tmp_path):
    context = QuietContext(folder=tmp_path)
    night = pd.to_datetime(["2026-10-25 00:30:00.123456", None], format="ISO8601", utc=True).tz_convert("Europe/Zurich")
    table = pd.DataFrame({"exact": night.as_unit("us"), "finer": night.as_unit("ns") + pd.Timedelta(4, unit="ns")})
    DatabaseWriter.from_settings({"url": "sqlite:///x.sqlite", "table": "t"}).run(table, context)
    assert context.warnings == ['The database keeps times to the microsecond; those of "finer" were cut.']


def test_small_decimals_keep_their_places(shelf):
    values = [Decimal("0.123456789012"), None, Decimal("1E-12")]
    shelf.write(pd.DataFrame({"v": pd.array(values, dtype=pd.ArrowDtype(pa.decimal128(20, 12)))}), table="t")
    assert shelf.read(query="SELECT v FROM t WHERE v IS NOT NULL ORDER BY v")["v"].tolist() == [1e-12, 0.123456789012]


def test_sqlite_rounds_no_decimals_without_a_word(tmp_path):
    shelf = Shelf("sqlite:///shop.sqlite", QuietContext(folder=tmp_path))
    kind = pd.ArrowDtype(pa.decimal128(38, 6))
    kept = [Decimal("1234567890123456789.000000"), None, Decimal("-123456789.012345"), Decimal("0"), Decimal("1e14")]
    lost = [Decimal("12345678901234567890.123456"), Decimal("-1234567890.123456"), Decimal(2**63)]

    shelf.write(pd.DataFrame({"price": pd.array(kept, dtype=kind)}), table="t")
    for mode in ("create", "append"):
        for one in lost:
            rows = pd.DataFrame({"price": pd.array([kept[0], None, one], dtype=kind)})
            with pytest.raises(
                DataError, match=r'"price" holds exact decimals of more than 15 digits.*SQLite would'
            ) as told:
                shelf.write(rows, table="t" if mode == "append" else "new", mode=mode)
            assert told.value.facts["row"] == 2

    with closing(sqlite3.connect(tmp_path / "shop.sqlite")) as file:
        assert file.execute("SELECT price FROM t").fetchall() == [
            (1234567890123456789,), (None,), (-123456789.012345,), (0,), (10**14,),
        ]  # fmt: skip
        assert file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


@pytest.mark.parametrize("system", ["sqlite", "duckdb"])
@pytest.mark.parametrize("fails", ["first", "second"])
def test_one_that_fails_takes_nothing_from_another_that_writes_to_the_same_new_file(tmp_path, system, fails):
    shelf = Shelf(f"{system}:///x.{system}", QuietContext(folder=tmp_path))
    other: list[Exception] = []

    def write():
        try:
            shelf.write(PEOPLE, table="people", mode="create" if fails == "first" else "append")
        except DataError as error:
            other.append(error)

    waiting = threading.Thread(target=write)
    place = Place.of(Address(shelf.url, ""), shelf.context)
    with suppress(ZeroDivisionError), opened(place, writing=True) as session:
        session.execute("CREATE TABLE pets (id INT)")
        waiting.start()
        time.sleep(0.2)
        if fails == "first":
            raise ZeroDivisionError
        session.commit()
    waiting.join()

    assert [str(error) for error in other] == (
        [] if fails == "first" else ['there is no table "people" to append to; choose `create` to make it']
    )
    assert len(shelf.read(table="people" if fails == "first" else "pets")) == (3 if fails == "first" else 0)


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_a_file_of_sqlite_as_it_was(tmp_path, there):
    shelf = Shelf("sqlite:///x.sqlite", QuietContext(folder=tmp_path))
    rows = pd.DataFrame({"v": np.arange(100_000), "s": ["ä" * 20] * 100_000})
    if there:
        shelf.write(PEOPLE, table="people")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(DataError, match=r"says: disk I/O error|says: database or disk is full"):
            shelf.write(rows, table="rows")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert [path.name for path in tmp_path.iterdir()] == (["x.sqlite"] if there else [])
    if there:
        assert len(shelf.read(table="people")) == 3


def test_a_file_of_sqlite_that_cannot_be_written_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(_sqlite, "WAIT", 0.1)
    shelf = Shelf("sqlite:///x.sqlite", QuietContext(folder=tmp_path))
    shelf.write(PEOPLE, table="people")
    with pytest.raises(DataError, match=r"SQLite has no schemas: leave the setting table_schema empty"):
        shelf.write(PEOPLE, table="people", table_schema="main")
    with closing(sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DataError, match=r"database is locked; another program uses it: try again when"):
            shelf.write(PEOPLE, table="people", mode="append")
    with pytest.raises(DataError, match=r"unable to open database file; look whether its folder exists"):
        Shelf("sqlite:///none/x.sqlite", shelf.context).write(PEOPLE, table="people")


@pytest.mark.parametrize("system", ["sqlite", "duckdb"])
def test_a_file_is_read_by_one_and_written_by_another_one_after_the_other(tmp_path, system):
    shelf = Shelf(f"{system}:///x.{system}", QuietContext(folder=tmp_path))
    shelf.write(PEOPLE, table="people")
    read: list[int] = []
    waiting = threading.Thread(target=lambda: read.append(len(shelf.read(table="people"))))
    with opened(Place.of(Address(shelf.url, ""), shelf.context), writing=True) as session:
        session.execute("DELETE FROM people WHERE id = 1")
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        session.commit()
    waiting.join()
    assert read == [2]


def test_a_writer_that_waits_for_a_stopped_run_stops(tmp_path):
    context = QuietContext(folder=tmp_path)
    shelf = Shelf("sqlite:///x.sqlite", context)

    def check():
        raise Cancelled

    raised: list[BaseException] = []

    def write():
        context.check_cancelled = check
        with pytest.raises(Cancelled) as stopped:
            shelf.write(PEOPLE, table="people")
        raised.append(stopped.value)

    waiting = threading.Thread(target=write)
    with opened(Place.of(Address(shelf.url, ""), context), writing=True):
        waiting.start()
        waiting.join()
    assert len(raised) == 1


def test_a_new_file_that_another_program_removes_is_made_anew(tmp_path):
    shelf = Shelf("sqlite:///x.sqlite", QuietContext(folder=tmp_path))
    waiting = threading.Thread(target=lambda: shelf.write(PEOPLE, table="people"))
    with closing(sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting.start()
        time.sleep(0.2)
        (tmp_path / "x.sqlite").unlink()
        other.execute("ROLLBACK")
    waiting.join()
    assert len(shelf.read(table="people")) == 3


def test_a_file_of_duckdb_that_another_program_has_is_waited_for(tmp_path):
    shelf = Shelf("duckdb:///x.duckdb", QuietContext(folder=tmp_path))
    shelf.write(PEOPLE, table="people")
    program = "import sys, time, duckdb; own = duckdb.connect(sys.argv[1]); print(1, flush=True); time.sleep(0.5); own.close()"
    with start_python("-c", program, tmp_path / "x.duckdb") as other:
        assert other.stdout.readline() == "1\n"
        shelf.write(PEOPLE, table="people", mode="append")
    assert len(shelf.read(table="people")) == 6
