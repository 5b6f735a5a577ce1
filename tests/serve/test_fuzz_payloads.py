"""Any JSON in any payload: rows are scored the same in every shape, all else is a problem, and nothing is a 500."""

from __future__ import annotations

import csv
import http.client
import io
import json
import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.core.errors import DataError, KnodeError
from knode.serve.scoring import Scorer
from tests.serve.hostile.server import Answer, Running, serving
from tests.serve.serving import ARROW, CSV, JSON, PROBLEM

PREDICT, INFER, INVOKE = "/v1/model/predict", "/v2/models/model/infer", "/invocations"
COLUMNS = ("income", "calls", "active", "city", "plan")
TYPES = {"income": "FP64", "calls": "INT64", "active": "BOOL", "city": "BYTES", "plan": "BYTES"}
FUZZ = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


class Asking:
    """One connection that is kept, which makes a request cost a millisecond."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self._connection = http.client.HTTPConnection(*server.address, timeout=60)

    def __call__(self, path: str, body: Any, **headers: str) -> Answer:
        """The answer to a POST; what is no bytes is sent as JSON."""
        sent = {"content-type": JSON} | {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), sent)
        answer = self._connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="module", params=["linear", "trees"])
def bundle(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def ask(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with serving(tmp_path_factory.mktemp("payloads"), bundle) as running:
        asking = Asking(running)
        yield asking
        asking.close()
        running.check_alive()
        running.check_no_mistake()


@pytest.fixture(scope="module")
def scorer(bundle: Path) -> Scorer:
    return Scorer.open(bundle)


# ---- rows, and the shapes that they come in

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
cells = {
    "income": st.none() | st.floats(-1e6, 1e6, allow_nan=False),
    "calls": st.integers(-(2**53), 2**53) | st.integers(0, 20),
    "active": st.booleans(),
    # An empty text and nothing at all are the same in CSV.
    "city": st.sampled_from(["Bern", "Rome", "Oslo", "Żabno"]) | texts.filter(bool),
    "plan": st.sampled_from(["basic", "extra"]) | texts.filter(bool),
}
rows_of = st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=12)


def as_columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in COLUMNS}


def as_split(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"columns": list(COLUMNS), "data": [[row[name] for name in COLUMNS] for row in rows]}


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    lines = csv.writer(text, quoting=csv.QUOTE_ALL)
    lines.writerow(COLUMNS)
    for row in rows:
        lines.writerow(
            ["" if row[name] is None else json.dumps(row[name]) if name == "active" else row[name] for name in COLUMNS]
        )
    return text.getvalue().encode()


def as_arrow(rows: list[dict[str, Any]]) -> bytes:
    kinds = {
        "income": pa.float64(),
        "calls": pa.int64(),
        "active": pa.bool_(),
        "city": pa.string(),
        "plan": pa.large_string(),
    }
    table = pa.table({name: pa.array(values, kinds[name]) for name, values in as_columns(rows).items()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def as_tensors(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    columns = as_columns(rows)
    return [{"name": n, "datatype": TYPES[n], "shape": [len(rows)], "data": values} for n, values in columns.items()]


def as_buffers(rows: list[dict[str, Any]]) -> tuple[bytes, str]:
    """The binary extension: the head, then the buffers; and the length of the head."""
    tensors, buffers = [], []
    for name, values in as_columns(rows).items():
        if TYPES[name] == "BYTES":
            parts = [value.encode() for value in values]
            buffers.append(b"".join(struct.pack("<I", len(part)) + part for part in parts))
        elif TYPES[name] == "FP64":
            buffers.append(struct.pack(f"<{len(rows)}d", *(math.nan if value is None else value for value in values)))
        else:
            buffers.append(struct.pack(f"<{len(rows)}{'q' if name == 'calls' else '?'}", *values))
        size = {"binary_data_size": len(buffers[-1])}
        tensors.append({"name": name, "datatype": TYPES[name], "shape": [len(rows), 1], "parameters": size})
    head = json.dumps({"inputs": tensors}).encode()
    return head + b"".join(buffers), str(len(head))


def made(answer: Answer) -> dict[str, list[Any]]:
    """The predictions in an answer of any shape, as columns."""
    assert answer.status == 200, (answer.status, answer.body[:500])
    if answer.media == ARROW:
        columns: dict[str, list[Any]] = pa.ipc.open_stream(answer.body).read_all().to_pydict()
        return columns
    found = answer.json
    if "outputs" in found:
        return {tensor["name"]: tensor["data"] for tensor in found["outputs"]}
    table = found["predictions"]
    if isinstance(table, dict) and "data" in table:
        return {name: [row[place] for row in table["data"]] for place, name in enumerate(table["columns"])}
    if isinstance(table, dict):
        return {name: value if isinstance(value, list) else [value] for name, value in table.items()}
    return {name: [row[name] for row in table] for name in table[0]}


@given(rows=rows_of)
@settings(FUZZ, max_examples=60)
def test_rows_are_scored_the_same_in_every_shape(ask: Asking, scorer: Scorer, rows: list[dict[str, Any]]) -> None:
    expected = scorer.score({"rows": as_columns(rows)})["predictions"]
    body, length = as_buffers(rows)
    answers = {
        "records": ask(PREDICT, {"rows": rows}),
        "bare records": ask(PREDICT, rows),
        "columns": ask(PREDICT, {"columns": as_columns(rows)}),
        "split": ask(PREDICT, {"split": as_split(rows)}),
        "input by name": ask(PREDICT, {"inputs": {"rows": {"rows": rows}}}),
        "CSV": ask(PREDICT, as_csv(rows), content_type=CSV, accept=JSON),
        "Arrow": ask(PREDICT, as_arrow(rows), content_type=ARROW, accept=JSON),
        "Arrow both ways": ask(PREDICT, as_arrow(rows), content_type=ARROW),
        "tensors": ask(INFER, {"inputs": as_tensors(rows)}),
        "buffers": ask(INFER, body, inference_header_content_length=length),
        "dataframe_records": ask(INVOKE, {"dataframe_records": rows}),
        "dataframe_split": ask(INVOKE, {"dataframe_split": as_split(rows)}),
        "instances": ask(INVOKE, {"instances": rows}),
        "bare instances": ask(INVOKE, {"instances": as_split(rows)["data"]}),
        "inputs": ask(INVOKE, {"inputs": as_columns(rows)}),
        "MLflow's CSV": ask(INVOKE, as_csv(rows), content_type=CSV),
    }
    if len(rows) == 1:
        answers |= {"row": ask(PREDICT, {"row": rows[0]}), "bare row": ask(PREDICT, rows[0])}
    for shape, answer in answers.items():
        assert made(answer) == expected, shape


@given(rows=rows_of, size=st.integers(1, 12))
@settings(FUZZ, max_examples=50)
def test_any_split_of_the_rows_gives_the_same(ask: Asking, rows: list[dict[str, Any]], size: int) -> None:
    whole = ask(PREDICT, {"rows": rows}).json["predictions"]
    starts = range(0, len(rows), size)
    parts = [row for at in starts for row in ask(PREDICT, {"rows": rows[at : at + size]}).json["predictions"]]
    # How many rows are multiplied at once may change the last digit of a sum.
    chances = {"probability_no", "probability_yes"}
    assert [[row[name] for name in row if name not in chances] for row in parts] == [
        [row[name] for name in row if name not in chances] for row in whole
    ]
    for name in chances:
        assert [row[name] for row in parts] == pytest.approx([row[name] for row in whole], rel=1e-12, abs=1e-300)


# ---- anything at all

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**400), 10**400)
names = st.sampled_from([*COLUMNS, "rows", "row", "columns", "split", "data", "inputs", "prediction", ""]) | texts
scalars = st.none() | st.booleans() | numbers | texts | st.sampled_from(["NaN", "inf", "2020-01-01", "1e400", "true"])
anything = st.recursive(
    scalars, lambda part: st.lists(part, max_size=4) | st.dictionaries(names, part, max_size=4), max_leaves=12
)
odd_rows = st.lists(
    st.dictionaries(names, anything, max_size=7) | st.fixed_dictionaries(cells, optional={"other": scalars}) | anything,
    max_size=5,
)
near_rows = st.lists(
    st.fixed_dictionaries({name: cell | scalars for name, cell in cells.items()}, optional={"other": scalars}),
    max_size=5,
)
cells_of_one = st.lists(anything, max_size=4) | anything
some_columns = st.dictionaries(names, cells_of_one) | anything
some_data = st.lists(st.lists(anything, max_size=6) | anything, max_size=4) | anything
some_split = st.fixed_dictionaries({"columns": st.lists(names | anything, max_size=6) | anything, "data": some_data})
tables = st.one_of(
    anything,
    odd_rows,
    near_rows,
    st.fixed_dictionaries({"rows": odd_rows | near_rows}),
    st.fixed_dictionaries({"row": anything}),
    st.fixed_dictionaries({"columns": some_columns}),
    st.fixed_dictionaries({"split": some_split}),
)
sizes = st.fixed_dictionaries({"binary_data_size": st.integers(-1, 40)}) | anything
tensors = st.fixed_dictionaries(
    {
        "name": names | anything,
        "datatype": st.sampled_from([*TYPES.values(), "FP16", "UINT8", "X"]) | anything,
        "shape": st.lists(st.integers(-1, 4), max_size=3) | anything,
    },
    optional={"data": st.lists(scalars, max_size=5) | anything, "parameters": sizes},
)
asked = st.fixed_dictionaries({"name": st.sampled_from(["prediction", "x"])}, optional={"parameters": anything})
inferences = st.fixed_dictionaries(
    {"inputs": st.lists(tensors | anything, max_size=6) | anything},
    optional={
        "id": texts | anything,
        "parameters": st.dictionaries(st.sampled_from(["binary_data_output", "x"]), anything) | anything,
        "outputs": st.lists(asked | anything, max_size=3) | anything,
    },
)


def check(answer: Answer) -> None:
    """Fail unless the answer is rows, or a good problem about the request."""
    if answer.status == 200:
        if answer.media == JSON:
            assert isinstance(answer.json, dict)
        return
    assert answer.status in {400, 406, 413, 415, 422}, (answer.status, answer.body[:500])
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json
    assert problem["status"] == answer.status
    assert problem["type"].startswith("urn:knode:problem:")
    assert problem["detail"]
    assert len(answer.body) < 20_000


@given(body=tables | st.builds(lambda table, name: {"inputs": {name: table}}, tables, names))
@FUZZ
def test_no_json_is_a_mistake_of_the_predict_route(ask: Asking, body: Any) -> None:
    for accept in (JSON, CSV, ARROW):
        check(ask(PREDICT, body, accept=accept))


@given(body=inferences | anything, rest=st.binary(max_size=60))
@FUZZ
def test_no_json_is_a_mistake_of_the_open_inference_protocol(ask: Asking, body: Any, rest: bytes) -> None:
    check(ask(INFER, body))
    head = json.dumps(body).encode()
    answer = ask(INFER, head + rest, inference_header_content_length=str(len(head)))
    check(answer)
    if answer.status != 200:
        assert answer.json["error"]


@given(key=st.sampled_from(["dataframe_records", "dataframe_split", "instances", "inputs"]), held=tables, more=anything)
@FUZZ
def test_no_json_is_a_mistake_of_the_payloads_of_mlflow(ask: Asking, key: str, held: Any, more: Any) -> None:
    check(ask(INVOKE, {key: held}))
    check(ask(INVOKE, {key: held.get("split", held) if isinstance(held, dict) else held, "params": more}))
    check(ask(INVOKE, more))


lines = st.lists(st.lists(texts | st.sampled_from(COLUMNS), max_size=5).map(",".join), max_size=4).map("\n".join)


@given(body=st.binary(max_size=200) | (texts | lines).map(str.encode))
@FUZZ
def test_no_bytes_are_a_mistake(ask: Asking, body: bytes) -> None:
    for media in (JSON, CSV, ARROW):
        check(ask(PREDICT, body, content_type=media, accept=JSON))
    check(ask(INFER, body))
    check(ask(INVOKE, body, content_type=CSV))
    for coding in ("gzip", "identity"):
        check(ask(PREDICT, body, content_encoding=coding))


@given(rows=near_rows)
@FUZZ
def test_what_the_scorer_refuses_is_refused_with_its_place(
    ask: Asking, scorer: Scorer, rows: list[dict[str, Any]]
) -> None:
    answer = ask(PREDICT, {"rows": rows})
    if not rows or any("other" in row for row in rows):
        check(answer)
        return
    try:
        expected = scorer.score({"rows": as_columns(rows)})["predictions"]
    except DataError as error:
        check(answer)
        assert answer.status == 422
        column = error.facts.get("column")
        assert column is None or answer.json["errors"][0]["column"] == column
        return
    except KnodeError:
        check(answer)
        assert answer.status in {400, 422}
        return
    assert made(answer) == expected
