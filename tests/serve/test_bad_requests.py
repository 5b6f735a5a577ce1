"""What is wrong with a request is told: with the right status, where it is, and never with 500."""

from __future__ import annotations

import gzip
import json
import threading
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from knode.serve.limits import Limits
from knode.serve.scoring import Scorer
from tests.processes import PATIENCE, wait_until
from tests.serve.conftest import ROW
from tests.serve.serving import ARROW, CSV, JSON, Client, served
from tests.serve.test_predict import stream_of, text_of

PATH = "/v1/model/predict"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "The body is empty"),
        (b"   ", "The body is empty"),
        (b'{"rows": [', "no valid JSON"),
        (b'{"rows": [{"income" 3}]}', "(byte "),
        (b'{"rows": []} x', "trailing characters"),
        (
            b'{"rows": [{"income": NaN}]}',
            "no valid JSON, which knows no NaN (byte 21): write null for a missing number",
        ),
        (b'{"rows": [{"income": Infinity}]}', "which knows no Infinity (byte 21)"),
        (b'{"rows": [{"income": [1, -Infinity]}]}', "which knows no Infinity (byte 26)"),
        (b'\xef\xbb\xbf{"rows": [{"income": NaN}]}', "which knows no NaN (byte 24)"),
        (b'{"rows": [{"income": NULL}]}', "no valid JSON: invalid character (byte 21)"),
        (b'{"rows": [{"income": 1e400}]}', "out of range"),
        (b'{"rows": [{"income": ' + b"9" * 5000 + b"}]}", "out of range"),
        (b'{"rows": [{"income": 01}]}', "invalid number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested too deeply"),
        (b'{"rows": [{"city": "\xff"}]}', "not UTF-8: byte 20 does"),
        (b'{"rows": [{"city": "Bern", "plan": "\xff"}]}', "not UTF-8: byte 36 does"),
        ('{"rows": []}'.encode("utf-16"), "not UTF-8: byte 0"),
        (b'{"rows": [{"city": "\\ud800"}]}', "no valid JSON"),
    ],
)
def test_a_body_that_is_no_json_is_malformed(client: Client, body: bytes, words: str) -> None:
    assert words in client.post(PATH, body).problem(400)["detail"]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (7, "$"),
        (None, "$"),
        ("rows", "$"),
        ({"rows": 3}, None),
        ({"rows": [ROW, 3]}, "$.rows[1]"),
        ({"rows": [3, ROW]}, "$.rows[0]"),
        ({"rows": ["income"]}, "$.rows[0]"),
        ({"rows": [[], []]}, "$.rows[0]"),
        ({"rows": [{}, 3]}, "$.rows[1]"),
        ({"rows": [ROW], "extra": 1}, "$.extra"),
        ({"rows": {}}, "$.rows"),
        ({"rows": None}, "$.rows"),
        ({"rows": "all"}, "$.rows"),
        ({"columns": 1}, "$.columns"),
        ({"row": [1]}, "$.row"),
        ({"columns": [1]}, "$.columns"),
        ({"columns": {"income": 3}}, "$.columns.income"),
        ({"columns": {"income": [1], "calls": [1, 2]}}, "$.columns.calls"),
        ({"split": {"columns": ["income"]}}, "$.split"),
        ({"split": {"columns": ["income", "income"], "data": []}}, "$.split.columns[1]"),
        ({"split": {"columns": [1], "data": []}}, "$.split.columns[0]"),
        ({"split": {"columns": ["income"], "data": [[1], [1, 2]]}}, "$.split.data[1]"),
        ({"inputs": {"row": []}}, "$.inputs.row"),
        ({"inputs": {}}, "$.inputs"),
    ],
)
def test_a_body_of_another_shape_is_refused_with_its_path(client: Client, body: Any, path: str | None) -> None:
    errors = client.post(PATH, json.dumps(body)).problem(422)["errors"]

    if path is not None:
        assert errors[0]["path"] == path


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"rows": [ROW, {**ROW, "calls": "often"}]}, {"path": "$.rows[1].calls", "row": 1, "got": '"often"'}),
        ([{**ROW, "calls": "often"}], {"path": "$[0].calls", "row": 0, "expected": "a number"}),
        ({"row": {**ROW, "calls": "often"}}, {"path": "$.row.calls"}),
        ({**ROW, "calls": "often"}, {"path": "$.calls"}),
        ({"columns": {name: [value, "often"] for name, value in ROW.items()}}, {"row": 1}),
        ({"split": {"columns": [*ROW], "data": [["often", *list(ROW.values())[1:]]]}}, {"path": "$.split.data[0][0]"}),
        ({"inputs": {"rows": {"rows": [{**ROW, "calls": []}]}}}, {"path": "$.inputs.rows.rows[0].calls"}),
        ({"rows": [{**ROW, "city": {"x": 1}}]}, {"path": "$.rows[0].city", "expected": "a text"}),
        ({"rows": [{**ROW, "calls": 10**30}]}, None),
        ({"rows": [{**ROW, "active": "perhaps"}]}, {"column": "active", "expected": "true or false"}),
        ({"rows": [{**ROW, "other": [1]}]}, {"path": "$.rows[0].other", "row": 0, "expected": "a single value"}),
        ({"rowz": [ROW]}, {"path": "$.rowz", "expected": "a column, or one of rows, columns, split, row, inputs"}),
        ({"rows": [{**ROW, "a b": {}}]}, {"path": "$.rows[0]['a b']"}),
        ({"rows": [{"income": 1}]}, {"path": "$.rows", "column": "calls", "got": "no such column"}),
        ({"rows": [ROW, {"income": 1}]}, {"path": "$.rows[1].calls", "row": 1, "got": "no such column"}),
    ],
)
def test_a_row_that_is_refused_is_told_with_its_place(client: Client, body: Any, error: dict[str, Any] | None) -> None:
    reply = client.post(PATH, body)

    if error is None:
        assert reply.status in (200, 422)
        return
    found = reply.problem(422)["errors"][0]
    assert {name: found.get(name) for name in error} == error
    assert found["column"] is not None


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("", 400, "its first line names the columns"),
        ("a,a\n1,2\n", 400, 'two columns "a"'),
        ("a,b\n1\n", 422, "Row 0 of the CSV has 1 values, the header 2"),
        ('a\n"x', 400, "no valid CSV"),
        (b"a\n\xff\n", 400, "not UTF-8"),
        (text_of([ROW, {**ROW, "calls": "often"}]), 422, 'Expected a number, got "often" [column "calls", row 1].'),
        (text_of([{**ROW, "calls": "inf"}]), 422, "infinite"),
        ("income\n1\n", 422, 'The column "calls" is missing'),
        ("income;calls;active;city\n1;2;true;Bern\n", 400, "separated by semicolons: separate them by commas"),
        ("income\tcalls\n1\t2\n", 400, "separated by tabs"),
    ],
)
def test_bad_csv_is_refused(client: Client, body: Any, status: int, words: str) -> None:
    assert words in client.post(PATH, body, CSV).problem(status)["detail"]


def test_bad_arrow_is_refused(client: Client) -> None:
    table = pa.Table.from_pylist([ROW] * 1000)

    def said(body: bytes, status: int) -> str:
        detail: str = client.post(PATH, body, ARROW).problem(status)["detail"]
        return detail

    assert "no valid Arrow stream" in said(b"", 400)
    assert "no valid Arrow stream" in said(b"nonsense" * 10, 400)
    assert "no valid Arrow stream" in said(stream_of(table)[:-600], 400)
    assert "compressed" in said(stream_of(table, compression="zstd"), 400)
    assert "the same name" in said(stream_of(pa.table([[1], [2]], names=["a", "a"])), 400)
    assert "single values" in said(stream_of(pa.table({"a": [[1]]})), 422)
    nulls = pa.table({"a": pa.nulls(50_000_000)})
    assert "50,000,000 rows" in said(stream_of(nulls), 413)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense", "a/b;c"]
)
def test_a_body_of_another_type_is_refused(client: Client, kind: str) -> None:
    reply = client.post(PATH, "x", kind)

    detail = reply.problem(415)["detail"]
    assert detail.startswith("Content-Type says that the body is ")
    assert "application/json" in detail
    assert "application/json" in reply.headers["accept"]
    assert ("-H 'Content-Type: application/json'" in detail) == (kind == "application/x-www-form-urlencoded")


def test_another_charset_is_refused(client: Client) -> None:
    problem = client.post(PATH, json.dumps([ROW]), f"{JSON}; charset=latin-1").problem(415)

    assert "latin-1" in problem["detail"]


@pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0", "*/*;q=0"])
def test_an_accept_that_cannot_be_met_is_refused(client: Client, accept: str) -> None:
    client.post(PATH, [ROW], Accept=accept).problem(406)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("outputs=prediction", 'There is no output "prediction"; did you mean "predictions"?'),
        ("explain=perhaps", "true or false"),
        ("explain=true", "holds no explanation"),
        ("explian=true", 'There is no parameter "explian"; did you mean "explain"?'),
        ("outputs=predictions&outputs=predictions", "comes twice"),
        ("%ff=1", "cannot be read"),
        ("&".join(["a=1"] * 50), "cannot be read"),
    ],
)
def test_a_wrong_parameter_is_refused(client: Client, query: str, words: str) -> None:
    assert words in client.post(f"{PATH}?{query}", [ROW]).problem(400)["detail"]


def test_an_unknown_bundle_is_told_with_the_nearest(client: Client) -> None:
    problem = client.post("/v1/modle/predict", [ROW]).problem(404)

    assert problem["detail"] == 'There is no bundle "modle"; did you mean "model"?'
    assert client.post("/v1/model/7/predict", [ROW]).problem(404)["detail"].startswith('There is no version "7"')
    assert client.get("/v1/model/predictions").problem(404)
    assert "Did you mean /healthz?" in client.get("/health").problem(404)["detail"]


@pytest.mark.parametrize("path", [PATH, "/v1/model/1/predict", "/v2/models/model/infer", "/invocations"])
def test_other_methods_are_refused_with_those_that_are_not(client: Client, path: str) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH", "HEAD"):
        reply = client.ask(method, path)
        assert (reply.status, reply.headers["allow"]) == (405, "OPTIONS, POST")
    assert client.ask("PROPFIND", path).problem(405)["detail"].startswith("PROPFIND is not done here")
    options = client.ask("OPTIONS", path)
    assert (options.status, options.headers["allow"], options.body) == (204, "OPTIONS, POST", b"")


@pytest.mark.parametrize("path", ["/healthz", "/ping", "/", "/docs", "/openapi.json", "/v1/bundles", "/v1/model/try"])
def test_head_is_answered_as_get_without_a_body(client: Client, path: str) -> None:
    head, get = client.ask("HEAD", path), client.get(path)

    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))


# ---- too much at once


def test_more_requests_than_may_wait_are_told_to_come_again(linear: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests that the nodes themselves answer, which takes until the others are refused."""
    replies: list[Any] = []
    body = [{**ROW, "calls": "3e0"}] * 200
    refused_all = threading.Event()
    score = Scorer.score

    def slow(self: Scorer, *given: Any, **more: Any) -> Any:
        assert refused_all.wait(PATIENCE)
        return score(self, *given, **more)

    with served(linear, limits=Limits(waiting=2, grace=20)) as client:
        monkeypatch.setattr(Scorer, "score", slow)
        threads = [threading.Thread(target=lambda: replies.append(client.post(PATH, body))) for _ in range(8)]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(replies) == 6)
        refused_all.set()
        for thread in threads:
            thread.join()
        assert client.post(PATH, body).status == 200
    refused = [reply for reply in replies if reply.status != 200]
    assert len(refused) == 6
    for reply in refused:
        assert "Try again" in reply.problem(503)["detail"]
        assert reply.headers["retry-after"] == "1"


# ---- sizes


@pytest.fixture(scope="module")
def narrow(linear: Path) -> Any:
    """A server that takes little."""
    with served(linear, limits=Limits(bytes=10_000, rows=20, grace=2)) as client:
        yield client


def test_more_rows_than_are_taken_are_refused(narrow: Client) -> None:
    assert narrow.post(PATH, [ROW] * 20).status == 200
    assert "21 rows, more than 20" in narrow.post(PATH, [ROW] * 21).problem(413)["detail"]
    assert "21 rows" in narrow.post(PATH, text_of([ROW] * 21), CSV).problem(413)["detail"]


@pytest.mark.parametrize("size", [10_001, 70_000, 300_000])
def test_a_body_that_is_too_large_is_refused(narrow: Client, size: int) -> None:
    assert "more than 10,000 bytes" in narrow.post(PATH, b" " * size).problem(413)["detail"]
    assert narrow.post(PATH, [ROW]).status == 200


def test_a_client_that_asks_first_is_told_before_it_sends(narrow: Client) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"
    with narrow.connect() as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_gzip_is_unpacked_no_further_than_a_body_may_be_large(narrow: Client) -> None:
    bomb = gzip.compress(b" " * 5_000_000, mtime=0)
    assert len(bomb) < 10_000

    narrow.post(PATH, bomb, Content_Encoding="gzip").problem(413)


@pytest.mark.parametrize(
    ("body", "coding", "status", "words"),
    [
        (b"{}", "gzip", 400, "not gzip"),
        (gzip.compress(b"{}" * 100, mtime=0)[:-10], "gzip", 400, "cut short"),
        (gzip.compress(b"{}", mtime=0) + b"more", "gzip", 400, "Something follows"),
        (zlib.compress(b"{}"), "deflate", 415, "deflate"),
        (b"{}", "br", 415, "send gzip"),
    ],
)
def test_a_bad_content_coding_is_refused(client: Client, body: bytes, coding: str, status: int, words: str) -> None:
    assert words in client.post(PATH, body, Content_Encoding=coding).problem(status)["detail"]


def test_a_row_without_a_column_is_told_so(client: Client) -> None:
    detail = client.post(PATH, {"rows": [{}]}).problem(422)["detail"]

    assert detail.endswith("the rows have no columns.")
