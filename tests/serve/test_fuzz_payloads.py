"""Rows are scored the same in whatever shape they come, and in whatever parts."""

from __future__ import annotations

import csv
import io
import json
import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.serve.scoring import Scorer
from tests.serve.hostile.asking import Asking
from tests.serve.hostile.server import Answer, serving
from tests.serve.hostile.values import COLUMNS, TYPES, rows_of
from tests.serve.serving import ARROW, CSV, JSON

pytestmark = pytest.mark.uncovered
PREDICT, INFER, INVOKE = "/v1/model/predict", "/v2/models/model/infer", "/invocations"


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
@settings(max_examples=60)
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
@settings(max_examples=50)
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
