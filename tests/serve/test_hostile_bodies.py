"""Bodies that are made to harm: each is refused with a problem, soon, and the server goes on."""

from __future__ import annotations

import gzip
import json
import random
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.serve.hostile.server import Answer, Running, memory, serving
from tests.serve.serving import ARROW, CSV, PROBLEM

pytestmark = pytest.mark.uncovered
PREDICT = "/v1/model/predict"
INFER = "/v2/models/model/infer"
ROW = {"income": 2000.5, "calls": 3, "active": True, "city": "Bern", "plan": "basic"}
SOON = 10.0
"""Seconds within which the largest body is refused, also where the machine has other things to do."""


@pytest.fixture(scope="module")
def server(linear: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("bodies"), linear) as running:
        yield running
        running.check_alive()
        running.check_no_mistake()


def check_problem(answer: Answer, *statuses: int) -> dict[str, Any]:
    """The problem document of a refusal with one of some statuses."""
    assert answer.status in statuses, (answer.status, answer.body[:500])
    assert answer.headers["content-type"] == PROBLEM
    found: dict[str, Any] = answer.json
    assert found["status"] == answer.status
    assert found["type"].startswith("urn:knode:problem:")
    assert found["detail"]
    assert len(answer.body) < 10_000
    return found


def with_value(column: str, text: str) -> str:
    """A row as JSON in which one value is written as it is given."""
    return json.dumps({"rows": [{**ROW, column: "@"}]}).replace('"@"', text)


# ---- numbers, texts and JSON itself


@pytest.mark.parametrize("column", [*ROW, "other"])
@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9" * 5000, r'"\ud800"', "01", "+1", ".5", "'x'"]
)
def test_what_json_does_not_have_is_malformed(server: Running, column: str, text: str) -> None:
    check_problem(server.post(PREDICT, with_value(column, text)), 400)


@pytest.mark.parametrize("column", ["income", "calls"])
@pytest.mark.parametrize(
    "text", ["-0", "-0.0", "5e-324", "1.7976931348623157e308", str(2**53 + 1), str(2**63), str(2**64), "1" + "0" * 300]
)
def test_numbers_at_the_edge_are_numbers(server: Running, column: str, text: str) -> None:
    answer = server.post(PREDICT, with_value(column, text))
    assert answer.status == 200, answer.body
    (row,) = answer.json["predictions"]
    assert row[column] == pytest.approx(float(text))
    assert row["probability_yes"] + row["probability_no"] == pytest.approx(1)


@pytest.mark.parametrize("column", ["income", "calls"])
def test_a_whole_number_beyond_all_floats_is_refused(server: Running, column: str) -> None:
    check_problem(server.post(PREDICT, with_value(column, "1" * 400)), 422)


@pytest.mark.parametrize(
    "text", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000, "[" * 5_000_000]
)
@pytest.mark.parametrize("path", [PREDICT, INFER, "/invocations"])
def test_deep_nesting_is_malformed(server: Running, path: str, text: str) -> None:
    assert "nested" in check_problem(server.post(path, text), 400)["detail"]


@pytest.mark.parametrize("column", list(ROW))
def test_nesting_in_a_cell_is_refused_with_its_place(server: Running, column: str) -> None:
    for deep in (1, 60, 900):
        for text in ("[" * deep + "]" * deep, '{"a":' * deep + "1" + "}" * deep):
            problem = check_problem(server.post(PREDICT, with_value(column, text)), 422)
            if deep < 900:
                assert problem["errors"][0]["path"] == f"$.rows[0].{column}"


def test_of_a_name_that_comes_twice_the_last_value_counts(server: Running) -> None:
    twice = json.dumps({"rows": [ROW]}).replace('"calls": 3', '"calls": 3, "calls": 9')
    once = server.post(PREDICT, {"rows": [{**ROW, "calls": 9}]})
    assert server.post(PREDICT, twice).json == once.json


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n\t",
        b"\xef\xbb\xbf" * 2 + b"{}",
        b'{"rows": [{"\xff": 1}]}',
        '{"rows": [{"é": 1}]}'.encode("latin-1"),
        json.dumps({"rows": [ROW]}).encode("utf-16"),
        json.dumps({"rows": [ROW]}).encode("utf-32"),
        json.dumps({"rows": [ROW]}).encode() + b"x",
        b"\x00",
        b'{"rows": [' + b"\x00" * 10 + b"]}",
        b"\x1f\x8b\x08\x00",
    ],
)
@pytest.mark.parametrize("path", [PREDICT, INFER, "/invocations"])
def test_bytes_that_are_no_json_in_utf_8_are_malformed(server: Running, path: str, body: bytes) -> None:
    check_problem(server.post(path, body), 400)


def test_one_byte_order_mark_does_no_harm(server: Running) -> None:
    body = json.dumps({"rows": [ROW]}).encode()
    assert server.post(PREDICT, b"\xef\xbb\xbf" + body).body == server.post(PREDICT, body).body


@pytest.mark.parametrize(
    "kind",
    [
        "application/json; charset=latin-1",
        "application/json; charset=\xff",
        "text/plain",
        "image/png",
        ";",
        "a" * 5000,
        "application/json/x",
    ],
)
def test_other_charsets_and_media_types_are_not_taken(server: Running, kind: str) -> None:
    check_problem(server.post(PREDICT, {"rows": [ROW]}, content_type=kind), 415)


@pytest.mark.parametrize("name", ["\x00", "", "\n", "💥", "a\u2028b", "__class__", "rows", "$"])
def test_a_column_may_have_any_name(server: Running, name: str) -> None:
    answer = server.post(PREDICT, {"rows": [{**ROW, name: "kept"}]})
    assert answer.status == 200, answer.body
    assert answer.json["predictions"][0][name] == "kept"


# ---- bodies that cost more than they weigh


def attack(kind: str) -> tuple[str, str, str]:
    """Path, media type and body of an attack."""
    row = json.dumps(ROW)[:-1]
    json_type = "application/json"
    if kind == "each row another column":
        return PREDICT, json_type, rows_of(f'{{"{place:x}":1}}' for place in range(16_000))
    if kind == "each of very many rows another column more":
        return PREDICT, json_type, rows_of(f'{row},"{place:x}":1}}' for place in range(100_000))
    if kind == "a million columns":
        columns = ",".join(f'"a{place}":[]' for place in range(1_000_000))
        return PREDICT, json_type, f'{{"columns":{{{columns}}}}}'
    if kind == "a million names":
        names = ",".join(f'"a{place}"' for place in range(1_000_000))
        return PREDICT, json_type, f'{{"split":{{"columns":[{names}],"data":[]}}}}'
    if kind == "a long list beside a deep one":
        deep = "[" + "1," * 3_000_000 + "[" * 900 + "]" * 900 + "]"
        tensor = f'{{"name":"income","datatype":"FP64","shape":[1],"data":{deep}}}'
        return INFER, json_type, f'{{"inputs":[{tensor}]}}'
    if kind == "a wide CSV whose last columns are the same":
        return PREDICT, CSV, ",".join(f"a{place}" for place in range(1_000_000)) + ",a999999\n"
    if kind == "very many tensors":
        tensors = (f'{{"name":"{place}","datatype":"BOOL","shape":[0],"data":[]}}' for place in range(250_000))
        return INFER, json_type, f'{{"inputs":[{",".join(tensors)}]}}'
    assert kind == "millions of rows"
    return PREDICT, json_type, rows_of(["{}"] * 5_000_000)


def rows_of(rows: Iterable[str]) -> str:
    """A body of rows that are JSON already."""
    return f'{{"rows":[{",".join(rows)}]}}'


@pytest.mark.parametrize(
    "kind",
    [
        "each row another column",
        "each of very many rows another column more",
        "a million columns",
        "a million names",
        "a long list beside a deep one",
        "a wide CSV whose last columns are the same",
        "very many tensors",
        "millions of rows",
    ],
)
def test_what_would_cost_far_more_than_it_weighs_is_refused_soon(server: Running, kind: str) -> None:
    path, media, body = attack(kind)
    found: list[Answer] = []
    asking = threading.Thread(target=lambda: found.append(server.post(path, body, content_type=media)))
    begun = time.monotonic()
    asking.start()
    while asking.is_alive():
        server.check_alive(within=SOON / 2)
        assert time.monotonic() - begun < 3 * SOON, "it is not refused soon"
        asking.join(0.1)
    check_problem(found[0], 400, 413, 422)
    assert memory(server.process.pid) < 1_500_000_000


@pytest.mark.parametrize("path", [PREDICT, "/invocations"])
def test_names_of_any_length_come_back_short(server: Running, path: str) -> None:
    long = "x" * 1_000_000
    rows = [{**ROW, long: []}]
    body: Any = {"instances": rows} if path == "/invocations" else {"rows": rows}
    check_problem(server.post(path, body), 422)
    check_problem(server.post(path, {long: rows}), 422)
    check_problem(server.post(PREDICT, {"inputs": {long: rows}}), 422)
    check_problem(server.post(PREDICT, f"{long[:100_000]}\n1\n", content_type=CSV), 422)
    check_problem(server.post(INFER, {"inputs": [{"name": long, "shape": [1], "datatype": long, "data": [1]}]}), 422)


def test_names_that_nobody_described_leave_nothing_behind(server: Running) -> None:
    for place in range(20):
        wide = {**ROW, **{f"n{place}_{i}": i for i in range(2_000)}}
        assert server.post(PREDICT, {"rows": [wide] * 10}).status == 200
    before = memory(server.process.pid)
    for place in range(20, 120):
        wide = {**ROW, **{f"n{place}_{i}": i for i in range(2_000)}}
        assert server.post(PREDICT, {"rows": [wide] * 10}).status == 200
    assert memory(server.process.pid) - before < 50_000_000


# ---- packed bodies


@pytest.mark.parametrize("path", [PREDICT, INFER, "/invocations"])
@pytest.mark.parametrize("byte", [b"[", b" ", b"0"])
def test_a_gzip_bomb_is_too_large(server: Running, path: str, byte: bytes) -> None:
    bomb = gzip.compress(byte * 300_000_000, compresslevel=6)
    assert len(bomb) < 500_000
    before = memory(server.process.pid)
    check_problem(server.post(path, bomb, content_encoding="gzip"), 413)
    assert memory(server.process.pid) - before < 100_000_000


def test_a_gzip_bomb_in_a_gzip_bomb_is_no_json(server: Running) -> None:
    inner = gzip.compress(b" " * 10_000_000)
    check_problem(server.post(PREDICT, gzip.compress(inner), content_encoding="gzip"), 400)


def test_gzip_that_is_whole_is_read(server: Running) -> None:
    body = json.dumps({"rows": [ROW]}).encode()
    for coding in ("gzip", "x-gzip", "GZIP", " gzip "):
        assert server.post(PREDICT, gzip.compress(body), content_encoding=coding).status == 200


def test_gzip_that_is_cut_short_or_goes_on_is_malformed(server: Running) -> None:
    packed = gzip.compress(json.dumps({"rows": [ROW]}).encode())
    bad = [packed[:size] for size in range(0, len(packed), 7)]
    for body in (*bad, packed + b"x", packed + packed, b"x" + packed, packed[:20] + b"\xff\xff" + packed[22:]):
        check_problem(server.post(PREDICT, body, content_encoding="gzip"), 400)


@pytest.mark.parametrize("coding", ["deflate", "br", "zstd", "gzip, gzip", "gzip, identity", "\xff", "x" * 1000])
def test_other_codings_are_not_taken(server: Running, coding: str) -> None:
    body = zlib.compress(json.dumps({"rows": [ROW]}).encode())
    answer = server.post(PREDICT, body, content_encoding=coding)
    check_problem(answer, 415)
    assert answer.headers["accept-encoding"] == "gzip"


# ---- Arrow and tensors


def arrow(options: Any = None, **columns: Any) -> bytes:
    """One row, and further columns, as an Arrow stream."""
    table = pa.table({**{name: [value] for name, value in ROW.items()}, **columns})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    "column",
    [
        pa.array([2**30], pa.int32()).cast(pa.date32()),
        pa.array([2**62], pa.timestamp("us", tz="Europe/Rome")),
        pa.array([0], pa.timestamp("us", tz="No/Where")),
        pa.array([0], pa.timestamp("us", tz="../../etc/passwd")),
        pa.array([-1], pa.time32("s")),
        pa.array([10**15], pa.time64("us")),
        pa.array([float("inf")]),
        pa.array([float("-inf")], pa.float32()),
        pa.array([[1]]),
        pa.array([{"a": 1}]),
        pa.array([b"\xff"]),
        pa.array([(1, 2, 3)], pa.month_day_nano_interval()),
        pa.array(["a"], pa.string_view()),
        pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"x" * 16], pa.binary(16))),
        pa.RunEndEncodedArray.from_arrays(pa.array([1], pa.int32()), pa.array([5])),
    ],
    ids=lambda column: str(column.type),
)
def test_arrow_columns_that_stand_for_nothing_are_refused(server: Running, column: Any) -> None:
    for accept in (ARROW, CSV, "application/json"):
        check_problem(server.post(PREDICT, arrow(other=column), content_type=ARROW, accept=accept), 400, 422)


def test_an_infinite_number_is_refused_however_it_comes(server: Running) -> None:
    text = ",".join(ROW) + "\ninf,3,true,Bern,basic\n"
    check_problem(server.post(PREDICT, text, content_type=CSV), 422)
    problem = check_problem(server.post(PREDICT, arrow(income=[float("inf")]), content_type=ARROW), 422)
    assert problem["errors"][0]["column"] == "income"
    assert problem["errors"][0]["row"] == 0
    raw = b"\x00\x00\x00\x00\x00\x00\xf0\x7f"
    tensors = [{"name": "income", "datatype": "FP64", "shape": [1], "parameters": {"binary_data_size": 8}}]
    head = json.dumps({"inputs": tensors}).encode()
    length = str(len(head))
    check_problem(server.post(INFER, head + raw, inference_header_content_length=length), 422)


def test_compressed_arrow_buffers_are_refused(server: Running) -> None:
    for codec in ("zstd", "lz4"):
        body = arrow(pa.ipc.IpcWriteOptions(compression=codec))
        assert "compressed" in check_problem(server.post(PREDICT, body, content_type=ARROW), 400)["detail"]


def test_an_arrow_stream_of_many_rows_without_bytes_is_refused(server: Running) -> None:
    rows = 10**9
    batch = pa.RecordBatch.from_arrays([pa.nulls(rows)], names=["nothing"])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    body = bytes(sink.getvalue())
    assert len(body) < 1000
    written = rows.to_bytes(8, "little")
    for claimed in (rows, 2**40, 2**62, -1, -(2**63)):
        answer = server.post(
            PREDICT, body.replace(written, claimed.to_bytes(8, "little", signed=True)), content_type=ARROW
        )
        check_problem(answer, 413 if claimed > 0 else 400)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_arrow_streams_are_refused_or_read(server: Running, seed: int) -> None:
    chance = random.Random(seed)
    whole = arrow()
    for _ in range(150):
        body = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randint(1, 8) if body else 0):
            body[chance.randrange(len(body))] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        answer = server.post(PREDICT, bytes(body), content_type=ARROW)
        if answer.status != 200:
            check_problem(answer, 400, 413, 422)


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e3", "²", "0x10", "999999999", "", "1 2"])
def test_a_length_of_the_head_that_is_none_is_malformed(server: Running, length: str) -> None:
    check_problem(server.post(INFER, {"inputs": []}, inference_header_content_length=length), 400)


@pytest.mark.parametrize(
    "shape", [[2**62], [2**62, 2**62], [10**300], [-1], [-1, -1], [1, 1, 1], [], None, "1", [True], [1.0], [0, 2**62]]
)
def test_shapes_that_promise_too_much_are_refused(server: Running, shape: Any) -> None:
    tensor = {"name": "income", "datatype": "FP64", "shape": shape, "data": [1.0]}
    check_problem(server.post(INFER, {"inputs": [tensor]}), 422)
    binary = {"name": "income", "datatype": "FP64", "shape": shape, "parameters": {"binary_data_size": 8}}
    head = json.dumps({"inputs": [binary]}).encode()
    answer = server.post(INFER, head + b"\x00" * 8, inference_header_content_length=str(len(head)))
    check_problem(answer, 400, 422)


def test_what_is_wrong_in_the_payloads_of_mlflow_is_said_with_its_path(server: Running) -> None:
    for body, path in (
        ({"instances": 1}, "$.instances"),
        ({"dataframe_split": []}, "$.dataframe_split"),
        ({"dataframe_records": [ROW, 1]}, "$.dataframe_records[1]"),
        ({"instances": [[1, 2]]}, "$.instances[0]"),
        ({"inputs": {"income": [1, 2], "calls": [1]}}, "$.inputs.calls"),
    ):
        assert check_problem(server.post("/invocations", body), 422)["errors"][0]["path"] == path


@pytest.mark.parametrize("rows", [[[0]], [[False]], [[1, 0]], [[0], [0]], [""], [[]], [[[]]], [{}, [0]]])
def test_lists_of_places_are_no_records(server: Running, rows: Any) -> None:
    for path, body in ((PREDICT, rows), (PREDICT, {"rows": rows}), ("/invocations", {"dataframe_records": rows})):
        check_problem(server.post(path, body), 422)
