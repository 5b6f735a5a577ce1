import threading
import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import Cancelled, SettingError
from knode_nodes.script.sql_query import SqlQuery
from tests.processes import PATIENCE

ORDERS = pd.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "city id": pd.array([10, None, 20, 10], dtype="Int64"),
        "amount": [1.5, np.nan, 3.0, 4.5],
        "kind": pd.Categorical(["a", None, "b", "a"]),
        "paid": [True, False, True, False],
        "seen": pd.to_datetime(["2026-01-01", None, "2026-07-01", "2026-07-02"]).tz_localize("Europe/Zurich"),
    },
    index=[9, 9, 8, 7],
)
CITIES = pd.DataFrame({"id": [10, 20, 30], "name": ["Bern", "Zürich 🏔", None]})


def answer(query, context=None, **tables):
    node = SqlQuery(inputs=tuple(tables), query=query)
    return node.run(context or QuietContext(), **tables)["table"]


def error_of(query, **tables):
    with pytest.raises(DataError) as error:
        answer(query, **tables)
    return error.value.message


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_durations_of_any_unit_may_be_missing(unit):
    span = pd.Series(pd.to_timedelta([1, 90, None], unit="s")).astype(f"timedelta64[{unit}]")
    table = pd.DataFrame({"span": span, "kind": span.astype("category")})
    made = SqlQuery(query='SELECT span, kind, max(span) OVER () AS top FROM "table"').run(
        table=table, context=QuietContext()
    )
    made = made["table"]
    for name in ("span", "kind"):
        assert made[name].astype("timedelta64[us]").equals(span.astype("timedelta64[us]"))
    assert set(made["top"]) == {pd.Timedelta(90, "s")}


def test_categories_of_periods_are_dates_as_periods_are():
    months = pd.Series(pd.period_range("2026-01", periods=2, freq="M"))
    table = pd.DataFrame({"month": months, "kind": months.astype("category")})
    made = SqlQuery(query='SELECT * FROM "table"').run(table=table, context=QuietContext())["table"]
    assert made["kind"].equals(made["month"].rename("kind"))


def test_a_column_without_a_name_is_refused():
    with pytest.raises(DataError, match="a column has an empty name, which SQL cannot say"):
        SqlQuery(query='SELECT * FROM "table"').run(table=pd.DataFrame({"": [1]}), context=QuietContext())


def test_tables_are_joined_and_grouped_under_the_names_of_their_inputs():
    made = answer(
        'SELECT name, sum(amount) AS total, count(*) AS n FROM orders JOIN cities ON "city id" = cities.id '
        "GROUP BY name ORDER BY name",
        orders=ORDERS,
        cities=CITIES,
    )
    wanted = ORDERS.merge(CITIES, left_on="city id", right_on="id").groupby("name")["amount"].agg(["sum", "size"])
    assert made["name"].tolist() == wanted.index.tolist()
    assert made["total"].tolist() == wanted["sum"].tolist()
    assert made["n"].tolist() == wanted["size"].tolist()
    assert made.index.equals(pd.RangeIndex(2))


def test_values_come_back_as_a_person_expects():
    made = answer("FROM orders", orders=ORDERS)
    assert {name: str(dtype) for name, dtype in made.dtypes.items()} == {
        "id": "Int64",
        "city id": "Int64",
        "amount": "float64",
        "kind": "str",
        "paid": "boolean",
        "seen": "datetime64[us, Europe/Zurich]",
    }
    assert made["seen"].tolist() == ORDERS["seen"].tolist()
    assert answer("SELECT hour(seen) AS h FROM orders", orders=ORDERS)["h"].tolist() == [0, pd.NA, 0, 0]


def test_a_query_without_inputs_is_one_too():
    assert answer("SELECT 2 ** 10 AS x, 'a' AS \"a b\"").to_dict("list") == {"x": [1024.0], "a b": ["a"]}


def test_no_row_stays_no_row():
    made = answer("SELECT id, name FROM cities WHERE id > 100", cities=CITIES)
    assert (len(made), [str(dtype) for dtype in made.dtypes]) == (0, ["Int64", "str"])


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO t VALUES (1)",
        "UPDATE t SET id = 1",
        "DELETE FROM t",
        "CREATE TABLE x AS SELECT 1",
        "COPY t TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/all'",
        "ATTACH '{folder}/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA version",
        "CALL pragma_version()",
        "SELECT 1; SELECT 2",
        "",
        "EXPLAIN SELECT 1",
        "SELECT * FROM '{folder}/in.csv'",
        "SELECT * FROM read_csv('{folder}/in.csv')",
        "SELECT * FROM read_text('{folder}/in.csv')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM sniff_csv('{folder}/in.csv')",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
        "SELECT getenv('HOME')",
        "WITH x AS (SELECT * FROM read_parquet('{folder}/in.parquet')) SELECT * FROM x",
    ],
)
def test_a_query_reads_its_inputs_and_nothing_else(query, tmp_path):
    (tmp_path / "in.csv").write_text("a,b\n1,2\n")
    error_of(query.replace("{folder}", str(tmp_path)), t=CITIES)
    assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT amout FROM t", ["amout", "amount", "line 1"]),
        ("SELECT id,\n  amout FROM t", ["line 2"]),
        ("SELECT id\nFORM t", ["syntax error", "line 2"]),
        ("SELECT id FROM tt", ["tt", 'the inputs are called "t"']),
        ('SELECT id FROM t WHERE kind = "Oslo"', ["a text stands in single quotes: 'Oslo'"]),
        ("SELECT id, id FROM t", ['called "id"', "AS"]),
        ("SELECT {'a': id} AS s FROM t", ["STRUCT", "to_json"]),
        ("SELECT CAST('x' || id AS INT) FROM t", ["x1"]),
        ("SELECT sum(id * 4611686018427387904) OVER () AS s FROM t", ["4611686018427387904"]),
        ("DROP TABLE t", ["SELECT"]),
    ],
)
def test_what_cannot_be_answered_is_said_in_plain_words(query, words):
    message = error_of(query, t=ORDERS)
    assert all(word in message for word in words), message


def test_an_input_named_as_a_word_of_sql_is_said_to_need_quotes():
    assert 'write the input in double quotes, "table"' in error_of("SELECT * FROM table", table=ORDERS)


def test_columns_that_sql_does_not_tell_apart_are_refused():
    assert "capital letters" in error_of("FROM t", t=pd.DataFrame({"a": [1], "A": [2]}))


def test_names_of_inputs_are_names():
    for inputs, words in [(["a b"], "cannot be the name"), (["a", "A"], "two inputs"), (["variables"], "is taken")]:
        with pytest.raises(SettingError, match=words):
            SqlQuery.from_settings({"inputs": inputs})
    assert [port.name for port in SqlQuery(inputs=("a", "b")).ports().inputs] == ["a", "b"]


class Stopped(QuietContext):
    """Stops after the first looks."""

    looks = 0

    def check_cancelled(self):
        self.looks += 1
        if self.looks > 2:
            raise Cancelled


def test_a_query_that_never_ends_is_stopped_with_the_run():
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        answer(
            "SELECT count(*) AS n FROM range(1000000000) a, range(1000000000) b WHERE a.range % 7 = b.range % 5",
            Stopped(),
        )
    assert time.monotonic() - begun < PATIENCE
    assert threading.active_count() < 20


def test_the_spec_is_that_of_the_answer_and_tells_what_is_wrong_before_a_run():
    specs = {"orders": TableSpec.of(ORDERS), "cities": TableSpec.of(CITIES)}
    query = 'SELECT *, amount / 2 AS half, name || kind AS "x y" FROM orders JOIN cities ON "city id" = cities.id'
    query = query.replace("*", "orders.*, name")
    node = SqlQuery(inputs=("orders", "cities"), query=query)
    assert node.spec(specs) == {"table": TableSpec.of(node.run(QuietContext(), orders=ORDERS, cities=CITIES)["table"])}
    with pytest.raises(DataError, match="amout"):
        SqlQuery(inputs=("orders",), query="SELECT amout FROM orders").spec({"orders": specs["orders"]})
    assert node.spec({"orders": specs["orders"]}) == {"table": None}


def test_a_query_that_asks_the_clock_is_asked_anew(tmp_path):
    assert SqlQuery(query="SELECT 1").fingerprint(tmp_path) is None
    for query in ("SELECT now()", "SELECT current_date", "SELECT * FROM t WHERE x > today()"):
        assert SqlQuery(query=query).fingerprint(tmp_path) is not None
    assert SqlQuery(query="SELECT (").fingerprint(tmp_path) is None


ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "ü", None]), st.one_of(st.none(), st.integers(-99, 99))), max_size=12
)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_groups_agree_with_pandas(rows):
    table = pd.DataFrame(
        {"k": pd.Series([key for key, _ in rows], dtype="str"), "x": pd.array([x for _, x in rows], dtype="Int64")}
    )
    made = answer("SELECT k, sum(x) AS s, count(x) AS n FROM t GROUP BY k ORDER BY k NULLS LAST", t=table)
    wanted = table.groupby("k", dropna=False)["x"].agg(s=lambda x: x.sum(min_count=1), n="count").reset_index()
    pd.testing.assert_frame_equal(made, wanted.astype({"s": "Int64", "n": "Int64"}))


EXAMPLES = [
    Example({"query": 'SELECT *, amount * 2 AS twice FROM "table" ORDER BY id'}, {"table": ORDERS}),
    Example({"query": 'FROM "table"'}, {"table": ORDERS.iloc[:0]}),
    Example(
        {"inputs": ["orders", "cities"], "query": "SELECT name, orders.id FROM orders, cities ORDER BY ALL"},
        {"orders": ORDERS, "cities": CITIES},
    ),
]


def test_a_query_that_reads_a_file_is_sent_to_a_reader():
    assert "read the file with a reader such as CSV Reader" in error_of("SELECT * FROM read_csv('in.csv')", t=CITIES)


@pytest.mark.parametrize("zone", ["Europe/Zurich", "+05:30", "-03:30"])
def test_times_of_arrow_are_those_of_the_clock_of_their_zone(zone):
    moments = pd.Series(pd.to_datetime(["2026-03-29 01:30", None, "2026-07-01"], format="ISO8601", utc=True))
    table = pd.DataFrame({"t": moments.astype(pd.ArrowDtype(pa.timestamp("us", tz=zone)))})
    made = answer("SELECT hour(t) AS h, minute(t) AS m, t FROM orders", orders=table)
    clocks = table["t"].dt.tz_convert(zone)
    assert made["h"].tolist() == [*clocks.dt.hour]
    assert made["m"].tolist() == [*clocks.dt.minute]
    assert made["t"].tolist()[::2] == moments.tolist()[::2]
    assert str(made["t"].dtype).endswith(f"{zone}]")
