"""Reading from databases: types, parameters, what is refused, and the same answer whichever driver brings it."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, Secret
from knode.core.check import Example
from knode.core.errors import KnodeError
from knode.core.spec import TableSpec
from knode_nodes.io import _sessions, _sql
from knode_nodes.io._address import Address
from knode_nodes.io.database_connector import DatabaseConnector
from knode_nodes.io.database_reader import DatabaseReader
from tests.nodes.io.servers import PASSWORD

PEOPLE = pd.DataFrame({"id": [1, 2, 3], "name": ["Änne", "Bo 🐟", None], "age": [31.5, np.nan, 7.0]})
SAMPLE = Path(tempfile.mkdtemp(prefix="knode-db-")) / "sample.duckdb"
atexit.register(shutil.rmtree, SAMPLE.parent, ignore_errors=True)
with duckdb.connect(str(SAMPLE)) as _connection:
    _connection.execute("CREATE TABLE t AS SELECT 1 AS a, NULL::VARCHAR AS \"b c\" UNION ALL SELECT NULL, 'x'")
EXAMPLES = [
    Example({"url": str(SAMPLE), "table": "t"}),
    Example({"query": "SELECT * FROM t WHERE 1 = 0"}, {"database": Address(str(SAMPLE), Secret(""))}),
]

TYPES = {
    "sqlite": (
        "CREATE TABLE t (i INTEGER, g INT, r REAL, n NUMERIC(10, 2), b BOOLEAN, s TEXT, d DATE, m TIMESTAMP, empty INT)",
        "INSERT INTO t VALUES (1, NULL, 1, 2.5, 1, 'x', '2024-02-29', '2024-02-29 10:00:00', NULL)",
        "INSERT INTO t VALUES (2, 5, NULL, 3, 0, NULL, NULL, '2024-02-29 10:00:00.5', NULL)",
    ),
    "duckdb": (
        "CREATE TABLE t (i INT, g SMALLINT, r FLOAT, n DECIMAL(10, 2), b BOOLEAN, s VARCHAR, d DATE, m TIMESTAMP, empty INT)",
        "INSERT INTO t VALUES (1, NULL, 1, 2.5, true, 'x', '2024-02-29', '2024-02-29 10:00:00', NULL)",
        "INSERT INTO t VALUES (2, 5, NULL, 3, false, NULL, NULL, '2024-02-29 10:00:00.5', NULL)",
    ),
    "postgresql": (
        "CREATE TABLE t (i INT, g SMALLINT, r REAL, n NUMERIC(10, 2), b BOOLEAN, s VARCHAR(9), d DATE, m TIMESTAMP, empty INT)",
        "INSERT INTO t VALUES (1, NULL, 1, 2.5, true, 'x', '2024-02-29', '2024-02-29 10:00:00', NULL)",
        "INSERT INTO t VALUES (2, 5, NULL, 3, false, NULL, NULL, '2024-02-29 10:00:00.5', NULL)",
    ),
    "mysql": (
        "CREATE TABLE t (i INT, g SMALLINT, r DOUBLE, n DECIMAL(10, 2), b BOOLEAN, s TEXT, d DATE, m DATETIME(6), empty INT)",
        "INSERT INTO t VALUES (1, NULL, 1, 2.5, true, 'x', '2024-02-29', '2024-02-29 10:00:00', NULL)",
        "INSERT INTO t VALUES (2, 5, NULL, 3, false, NULL, NULL, '2024-02-29 10:00:00.5', NULL)",
    ),
}  # fmt: skip
WANTED = pd.DataFrame(
    {
        "i": [1, 2],
        "g": pd.array([None, 5], dtype="Int64"),
        "r": [1.0, np.nan],
        "n": [2.5, 3.0],
        "b": [True, False],
        "s": pd.Series(["x", None], dtype="str"),
        "d": pd.to_datetime(["2024-02-29", None]).as_unit("us"),
        "m": pd.to_datetime(["2024-02-29 10:00:00", "2024-02-29 10:00:00.5"], format="ISO8601").as_unit("us"),
        "empty": pd.array([None, None], dtype="Int64"),
    }
)


@pytest.fixture
def slow(monkeypatch):
    """Without the drivers that bring Arrow."""

    def slow():
        monkeypatch.setattr(_sessions, "_has_adbc", lambda: False)
        monkeypatch.setattr("knode_nodes.io._sqlite.find_spec", lambda name: None)

    return slow


def test_every_database_and_driver_gives_the_same_dtypes(shelf, slow):
    shelf.do(*TYPES[shelf.system])
    wanted = WANTED.assign(b=[1, 0]) if shelf.system == "mysql" else WANTED
    for _ in range(2):
        pd.testing.assert_frame_equal(shelf.read(query="SELECT * FROM t ORDER BY i"), wanted)
        pd.testing.assert_frame_equal(shelf.read(query="SELECT * FROM t WHERE i < :n", parameters={"n": 9}), wanted)
        none = shelf.read(table="t", row_limit=0)
        assert len(none) == 0
        kinds = {"Int64": "int64"}
        assert [str(one) for one in none.dtypes] == [kinds.get(str(one), str(one)) for one in wanted.dtypes]
        slow()


def test_a_table_is_read_by_columns_and_up_to_a_limit(shelf):
    shelf.write(PEOPLE, table="My People")
    assert shelf.read(table="My People", columns=["name", "id"]).columns.tolist() == ["name", "id"]
    assert shelf.read(table="My People", columns={"types": ["number"]}).columns.tolist() == ["id", "age"]
    assert len(shelf.read(table="My People", row_limit=2)) == 2
    assert (
        len(
            shelf.read(
                query="SELECT * FROM " + ('"My People"' if shelf.system != "mysql" else "`My People`"), row_limit=1
            )
        )
        == 1
    )
    with pytest.raises(DataError, match=r'no table "My Peple"; did you mean "My People"'):
        shelf.read(table="My Peple")
    with pytest.raises(DataError, match=r'no column "idd"; did you mean "id"'):
        shelf.read(table="My People", columns=["idd"])


def test_parameters_are_bound_and_never_pasted(shelf):
    shelf.write(PEOPLE, table="p")
    evil = "x' OR '1'='1"
    assert len(shelf.read(query="SELECT * FROM p WHERE name = :n", parameters={"n": evil})) == 0
    found = shelf.read(
        query="SELECT id FROM p WHERE name = :n OR id = :i OR name = :n", parameters={"n": "Änne", "i": 3}
    )
    assert sorted(found["id"]) == [1, 3]
    text = shelf.read(query="SELECT ':n %s' AS t, id FROM p -- :comment\nWHERE id = :i", parameters={"i": 1})
    assert text["t"].tolist() == [":n %s"]
    with pytest.raises(DataError, match=r"parameter :nam without a value; did you mean"):
        shelf.read(query="SELECT :nam", parameters={"name": 1})
    with pytest.raises(DataError, match=r"has no parameter :x"):
        shelf.read(query="SELECT 1", parameters={"x": 1})


@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE p", "DELETE FROM p", "  -- SELECT\nUPDATE p SET id = 0", "/* x */ INSERT INTO p (id) VALUES (9)",
        "PRAGMA user_version = 3", "ATTACH 'x' AS y", "COPY p TO 'x'", "",
    ],
)  # fmt: skip
def test_a_statement_that_does_not_read_is_refused(query):
    with pytest.raises(DataError, match=r"Database Reader only reads|the query is empty"):
        _sql.check_reading(query)


def test_nothing_can_be_changed_through_a_query(shelf):
    shelf.write(PEOPLE, table="p")
    for query in (
        "SELECT 1; DROP TABLE p",
        "WITH x AS (DELETE FROM p RETURNING id) SELECT * FROM x",
        "EXPLAIN ANALYZE DELETE FROM p",
        "SELECT 1; DELETE FROM p; COMMIT",
    ):
        try:
            shelf.read(query=query)
        except DataError:
            pass
    assert len(shelf.read(table="p")) == 3


def test_errors_of_the_database_are_told_in_its_words(shelf):
    shelf.write(PEOPLE, table="p")
    with pytest.raises(DataError, match=r"says: .*(nosuch|no such)"):
        shelf.read(query="SELECT * FROM nosuch")
    with pytest.raises(DataError, match=r'two columns "a"'):
        shelf.read(query="SELECT 1 AS a, 2 AS a")


def test_a_wrong_password_is_told_and_never_shown(shelf):
    if "@" not in shelf.url:
        pytest.skip("files have no password")
    shelf.context._secrets["DB"] = "not/the@one"
    with pytest.raises(DataError, match=r"says:") as caught:
        shelf.read(query="SELECT 1")
    assert "not/the@one" not in str(caught.value)
    assert "not/the@one" not in repr(caught.value.facts)
    shelf.context._secrets["DB"] = PASSWORD


@pytest.mark.parametrize(
    "url", ["postgresql://anna:hunter2@host/db", "mysql://host/db?user=anna&password=hunter2", "duckdb:///x?motherduck_token=hunter2"]
)  # fmt: skip
@pytest.mark.parametrize("cls", [DatabaseReader, DatabaseConnector])
def test_a_password_in_the_url_is_refused_and_not_shown(cls, url):
    with pytest.raises(KnodeError, match=r"knode secret set NAME") as caught:
        cls.from_settings({"url": url})
    assert "hunter2" not in str(caught.value) + repr(caught.value.facts)


def test_what_is_not_chosen_or_too_much_is_said(context, tmp_path):
    with pytest.raises(DataError, match=r"no database is chosen"):
        DatabaseReader(table="t").run(context)
    with pytest.raises(DataError, match=r"no URL of a database"):
        DatabaseReader(url="t.csv", table="t").run(context)
    with pytest.raises(DataError, match=r"there is no file"):
        DatabaseReader(url="sqlite:///none.sqlite", table="t").run(context)
    with pytest.raises(DataError, match=r"names no file"):
        DatabaseReader(url="sqlite://", table="t").run(context)
    with pytest.raises(DataError, match=r"SQLAlchemy knows no database|needs the package"):
        DatabaseReader(url="nosuch://host/x", table="t").run(context)
    with pytest.raises(KnodeError, match=r"a table and a query"):
        DatabaseReader.from_settings({"url": "t.db", "table": "t", "query": "SELECT 1"})
    duckdb.connect(str(tmp_path / "t.duckdb")).close()
    with pytest.raises(DataError, match=r"set table or query"):
        DatabaseReader(url="t.duckdb").run(context)
    (tmp_path / "bad.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(DataError, match=r"says: file is not a database"):
        DatabaseReader(url="bad.sqlite", table="t").run(context)


def test_a_missing_driver_says_what_to_install(context, monkeypatch):
    import importlib

    real = importlib.import_module

    def absent(name, *rest):
        if name == "pymysql":
            raise ModuleNotFoundError(name=name)
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(DataError, match=r"needs the package pymysql, .* install knode\[database\]"):
        DatabaseReader(url="mysql://anna@127.0.0.1:1/x", table="t").run(context)


@pytest.mark.parametrize(
    ("url", "package"),
    [
        ("oracle://anna@host/x", "oracledb"),
        ("oracle+cx_oracle://anna@host/x", "cx_Oracle"),
        ("mssql://anna@host/x", "pyodbc"),
        ("mssql+pymssql://anna@host/x", "pymssql"),
        ("snowflake://anna@account/x", "snowflake-sqlalchemy"),
        ("bigquery://project", "sqlalchemy-bigquery"),
    ],
)
def test_a_driver_that_no_extra_holds_is_to_be_installed_by_itself(url, package, context):
    with pytest.raises(
        DataError, match=rf"needs the package {package}, which is not installed: pip install {package}$"
    ):
        DatabaseReader(url=url, table="t").run(context)


def test_the_extra_for_databases_holds_what_is_said_to_be_in_it():
    import tomllib
    from pathlib import Path

    from knode_nodes.io._drivers import EXTRA, OURS, THEIRS

    text = (Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    held = tomllib.loads(text)["project"]["optional-dependencies"]["database"]
    assert {one.partition(">")[0].replace("-", "_") for one in held} == EXTRA
    assert {one.module for one in OURS.values()} <= EXTRA
    assert not {one.module for one in THEIRS.values()} & EXTRA


def test_what_a_database_says_is_told_as_a_sentence(context):
    with pytest.raises(DataError, match=r"says: Can't connect to MySQL server on '127.0.0.1' .*\(2003\)") as caught:
        DatabaseReader(url="mysql://anna@127.0.0.1:1/x", table="t").run(context)
    assert '(2003, "' not in str(caught.value)


@pytest.fixture
def sqlite(tmp_path):
    def run(*statements):
        with sqlite3.connect(tmp_path / "x.db") as connection:
            for statement in statements:
                connection.execute(*statement) if isinstance(statement, tuple) else connection.execute(statement)
        connection.close()

    return run


def test_values_of_several_types_in_a_column_of_sqlite_lose_nothing(context, sqlite):
    sqlite("CREATE TABLE t (a, b INTEGER, c DATE, d BOOLEAN, e, big)")
    rows = [(1, 1, "2024-01-01", 1, b"\x00", 2**62)] * 70_000 + [("x", 2.5, "soon", 7, None, 2**53 + 1)]
    with sqlite3.connect(context.folder / "x.db") as connection:
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.close()
    table = DatabaseReader(url="x.db", table="t").run(context)
    assert table["a"].iloc[[0, -1]].tolist() == ["1", "x"]
    assert table["b"].iloc[[0, -1]].tolist() == [1.0, 2.5]
    assert table["c"].iloc[[0, -1]].tolist() == ["2024-01-01", "soon"]
    assert table["d"].iloc[[0, -1]].tolist() == [1, 7]
    assert table["big"].iloc[[0, -1]].tolist() == [2**62, 2**53 + 1]
    assert 'Column "c" is declared to hold dates and holds something else: it stays as it is.' in context.warned


def test_large_and_nested_values_of_duckdb_become_numbers_and_text(context, tmp_path):
    with duckdb.connect(str(tmp_path / "t.duckdb")) as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT sum(i) AS total, [1, 2] AS list, {'a': 'ö'} AS object, uuid() AS id, "
            "170141183460469231731687303715884105727::HUGEINT AS huge, 0.1234567890123456789::DECIMAL(38, 19) AS fine, "
            "'b'::ENUM('b', 'a') AS e, INTERVAL 90 MINUTE AS span, INTERVAL 1 MONTH AS months, "
            "18446744073709551615::UBIGINT AS u "
            "FROM range(10) r(i)"
        )
    row = DatabaseReader(url="t.duckdb", table="t").run(context)
    assert row["total"].tolist() == [45]
    assert str(row["total"].dtype) == "int64"
    assert row["list"].tolist() == ["[1, 2]"]
    assert row["object"].tolist() == ['{"a": "ö"}']
    assert row["huge"].tolist() == ["170141183460469231731687303715884105727"]
    assert row["fine"].tolist() == [0.12345678901234568]
    assert row["e"].cat.categories.tolist() == ["b", "a"]
    assert row["span"].tolist() == [pd.Timedelta(minutes=90)]
    assert row["months"].tolist() == ["1 months 0 days 0 s"]
    assert row["u"].tolist() == [2**64 - 1]
    assert 'Column "fine" has decimals of more than 15 digits' in context.warned
    assert 'Column "huge" holds whole numbers of more than 64 bits' in context.warned


def test_special_types_of_postgres_are_read(shelf):
    if shelf.system != "postgresql":
        pytest.skip("another database")
    query = (
        "SELECT 'NaN'::numeric AS nan, sum(i) AS total, '{\"a\": 1}'::jsonb AS j, ARRAY[1, NULL] AS list, now() AS now, "
        "'10:00'::time AS t, INTERVAL '1 day' AS span, '2024-01-01 00:00+05'::timestamptz AS z "
        "FROM generate_series(1, 3) AS s(i)"
    )
    shelf.do("CREATE SEQUENCE s")
    row = shelf.read(query=query)
    assert np.isnan(row["nan"][0])
    assert row["total"].tolist() == [6]
    assert row["j"].tolist() == ['{"a": 1}']
    assert row["list"].tolist() == ["[1, null]"]
    assert str(row["now"].dtype) == "datetime64[us, UTC]"
    assert row["z"].tolist() == [pd.Timestamp("2023-12-31 19:00", tz="UTC")]
    assert row["span"].tolist() == [pd.Timedelta(days=1)]
    with pytest.raises(DataError, match=r"read-only transaction"):
        shelf.read(query="SELECT nextval('s')")


def test_the_fingerprint_follows_a_file_and_never_trusts_a_server(context, sqlite, tmp_path):
    sqlite("CREATE TABLE t (a)")
    node = DatabaseReader(url="sqlite:///x.db", table="t")
    before = node.fingerprint(tmp_path)
    assert before == node.fingerprint(tmp_path)
    sqlite("INSERT INTO t VALUES (1)")
    assert before != node.fingerprint(tmp_path)
    server = DatabaseReader(url="postgresql://anna@host/db", table="t")
    assert server.fingerprint(tmp_path) != server.fingerprint(tmp_path)
    kept = DatabaseReader(url="postgresql://anna@host/db", table="t", reuse=True)
    assert kept.fingerprint(tmp_path) == kept.fingerprint(tmp_path)
    assert DatabaseReader(table="t").fingerprint(tmp_path) is None


def test_a_look_at_a_file_tells_the_columns(context, sqlite, tmp_path):
    sqlite("CREATE TABLE t (a INTEGER, b TEXT)", "INSERT INTO t VALUES (1, 'x')")
    node = DatabaseReader(url="sqlite:///x.db", table="t")
    assert node.peek(tmp_path)["table"] == TableSpec.of(node.run(context))
    assert DatabaseReader(url="postgresql://anna@host/db", table="t").peek(tmp_path) == {}
    assert DatabaseReader(url="sqlite:///x.db", table="u").peek(tmp_path) == {}


def test_a_connection_holds_no_secret(shelf):
    connection = DatabaseConnector(**shelf.settings).run(shelf.context)
    assert isinstance(connection, Address)
    assert (connection.url, connection.password) == (shelf.url, shelf.settings["password"])
    shelf.write(PEOPLE, table="p")
    assert len(DatabaseReader(table="p").run(shelf.context, connection)) == 3
    DatabaseConnector(**shelf.settings).run(shelf.context)
    assert "it has 1 tables" in shelf.context.said


def test_texts_of_sqlite_that_are_no_utf8_are_read_with_a_warning(context, tmp_path):
    with sqlite3.connect(tmp_path / "old.sqlite") as connection:
        connection.execute("CREATE TABLE t (a TEXT, n INTEGER)")
        connection.execute("INSERT INTO t VALUES (CAST(x'4dfc' AS TEXT), 1), ('Möl', 2), (NULL, 3)")
    connection.close()
    table = DatabaseReader(url="sqlite:///old.sqlite", table="t").run(context)
    assert table["a"].fillna("").tolist() == ["M\ufffd", "Möl", ""]
    assert table["n"].tolist() == [1, 2, 3]
    assert context.warnings == ['Some texts are no UTF-8: "\ufffd" stands for what cannot be read.']


@pytest.mark.parametrize("system", ["sqlite", "duckdb"])
def test_a_second_statement_is_refused(context, tmp_path, system):
    (sqlite3 if system == "sqlite" else duckdb).connect(str(tmp_path / "few")).close()
    with pytest.raises(DataError, match="one statement|several statements"):
        DatabaseReader(url=f"{system}:///few", query="SELECT 1 AS a; SELECT 2 AS b").run(context)
    assert DatabaseReader(url=f"{system}:///few", query="SELECT 1 AS a; -- one").run(context)["a"].tolist() == [1]
