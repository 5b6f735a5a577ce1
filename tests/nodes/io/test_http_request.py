"""Asking web servers: rows, escapes, pages, retries, bounds; and that no secret comes out."""

from __future__ import annotations

import base64
import json
import socket
import time
import zlib
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.api import Cancelled, DataError
from knode.core.check import Example
from knode.core.errors import KnodeError
from knode.core.spec import TableSpec
from knode_nodes.io import _http
from knode_nodes.io.http_request import HttpRequest
from tests.nodes.io.answering import Drop, Server, numbers, sent
from tests.nodes.io.answering import quick as quick
from tests.nodes.io.answering import server as server
from tests.processes import PATIENCE

# A node that asks the network has no example; what it does is tested below against a server of this test's own.
EXAMPLES = [
    Example(
        {"url": "http://127.0.0.1:1/{n}", "on_error": "column", "retries": 0, "reuse": True},
        {"table": pd.DataFrame({"n": pd.Series([], dtype="int64"), "a b": pd.Series([], dtype="str")})},
    ),
]
SECRET = 'pä"ss/wörd\\1'


def test_records_become_rows_and_nested_values_json_text(server, context):
    server.answers(
        lambda *_: sent(
            {"meta": 1, "data": [{"id": 2**53 + 1, "tags": ["a"], "o": {"x": 1}}, {"id": 2, "d": "2024-01-31"}]}
        )
    )
    table = HttpRequest(url=f"{server.url}/x").run(context)
    assert table["id"].tolist() == [2**53 + 1, 2]
    assert table["tags"].tolist()[0] == '["a"]'
    assert table["o"].tolist()[0] == '{"x": 1}'
    assert table["d"][1] == pd.Timestamp("2024-01-31")
    server.answers(lambda *_: sent({"a": {"b": [1, 2]}}))
    assert HttpRequest(url=server.url, at="a.b").run(context).to_dict("list") == {"value": [1, 2]}
    with pytest.raises(DataError, match=r'the JSON has no "c" \(setting at\); there are: "b"'):
        HttpRequest(url=server.url, at="a.c").run(context)


def test_csv_and_text_are_read_by_what_the_server_says(server, context):
    server.answers(lambda *_: (200, {"Content-Type": "text/csv; charset=latin-1"}, "n;p\nÄ;1,5\n".encode("latin-1")))
    assert HttpRequest(url=server.url).run(context).to_dict("list") == {"n": ["Ä"], "p": [1.5]}
    assert HttpRequest(url=server.url, answer="text").run(context).to_dict("list") == {"body": ["n;p\nÄ;1,5\n"]}
    server.answers(lambda *_: (200, {"Content-Type": "text/html"}, "<p>"))
    assert HttpRequest(url=server.url).run(context).to_dict("list") == {"body": ["<p>"]}
    with pytest.raises(DataError, match=r"is no JSON"):
        HttpRequest(url=server.url, answer="json").run(context)
    assert len(HttpRequest(url=server.url, method="HEAD").run(context)) == 0


def test_letters_of_an_answer_without_an_encoding_are_those_of_the_file_readers(server, context):
    server.answers(lambda *_: (200, {"Content-Type": "text/csv"}, "straße;x\né €;1\n".encode("cp1252")))
    assert HttpRequest(url=server.url).run(context).to_dict("list") == {"straße": ["é €"], "x": [1]}
    server.answers(lambda *_: (200, {"Content-Type": "text/plain; charset=utf-8"}, b"\xe9"))
    assert HttpRequest(url=server.url).run(context)["body"].tolist() == ["\ufffd"]


def test_whole_numbers_of_a_column_with_gaps_are_written_without_a_point(server, context):
    server.answers(lambda path, query, headers, body: sent({"path": path, "body": body}))
    rows = pd.DataFrame({"id": [7.0, 2.5], "gap": [None, 3.0]})
    node = HttpRequest(url=f"{server.url}/{{id}}", method="POST", body="{gap}", body_form="text")
    made = node.run(context, rows)
    assert made["path"].tolist() == ["/7", "/2.5"]
    assert made["body"].tolist() == ["", "3"]


def test_rows_are_asked_for_one_by_one_and_keep_their_columns(server, context):
    orders = {"1": [{"item": "a", "n": 1}, {"item": "b", "n": 2}], "2": [], "3": [{"item": "c", "n": 3}]}
    server.answers(lambda path, *_: sent(orders[path[1:]]))
    table = pd.DataFrame({"id": [3, 2, 1], "who": ["x", "y", "z"]}, index=[5, 5, 6])
    result = HttpRequest(url=server.url + "/{id}").run(context, table)
    assert result["id"].tolist() == [3, 2, 1, 1]
    assert result["who"].tolist() == ["x", "y", "z", "z"]
    assert result["n"].tolist() == [3, pd.NA, 1, 2]
    assert isinstance(result.index, pd.RangeIndex)
    assert context.fractions == [0, 1 / 3, 2 / 3]
    with pytest.raises(DataError, match=r'already has a column "item"; set prefix'):
        HttpRequest(url=server.url + "/{id}").run(context, table.rename(columns={"who": "item"}))
    result = HttpRequest(url=server.url + "/{id}", prefix="o_").run(context, table)
    assert result.columns.tolist() == ["id", "who", "o_item", "o_n"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip))
def test_any_text_reaches_the_server_as_it_is(server, context, value):
    server.answers(lambda path, query, headers, body: sent({"ok": True}))
    table = pd.DataFrame({"v w": pd.Series([value], dtype="str")})
    node = HttpRequest(
        url=server.url + "/p/x{v w}x", query={"q": "-{v w}-"}, body='{"a": "{v w}", "b": ["<{v w}>"]}', method="POST"
    )
    node.run(context, table)
    _, path, _, body = server.asked[-1]
    parts = urlsplit(path)
    assert unquote(parts.path) == f"/p/x{value}x"
    assert parse_qs(parts.query) == {"q": [f"-{value}-"]}
    assert json.loads(body) == {"a": value, "b": [f"<{value}>"]}


def test_a_value_that_would_lead_to_another_url_is_refused(server, context):
    server.answers(lambda *_: sent([{"ok": 1}]))
    table = pd.DataFrame({"id": ["1", None, "..", "../x", " "]})
    node = HttpRequest(url=server.url + "/users/{id}", method="DELETE", on_error="column")
    result = node.run(context, table)
    assert result["ok"].fillna(0).tolist() == [1, 0, 0, 1, 0]
    assert [path for _, path, _, _ in server.asked] == ["/users/1", "/users/..%2Fx"]
    assert result["http_error"][1] == 'the value of "id" is missing, so that the URL would be another one'


def test_odd_answers_are_rows_too(server, context):
    for text, rows in (("[{}, {}]", 2), ("null", 1), ("[]", 0), ("[1, null]", 2), ("[[1], [2]]", 2), ('{"a": NaN}', 1)):
        server.answers(lambda *_, text=text: (200, {"Content-Type": "application/json"}, text))
        assert len(HttpRequest(url=server.url).run(context)) == rows, text
    server.answers(lambda path, query, headers, body: sent([{"x": headers["X"].encode("latin-1").decode()}]))
    assert HttpRequest(url=server.url, headers={"X": "ü 🐟"}).run(context)["x"].tolist() == ["ü 🐟"]


def test_values_keep_their_types_in_a_json_body(server, context):
    server.answers(lambda *_: sent({"ok": True}))
    table = pd.DataFrame(
        {
            "n": pd.array([2**60], dtype="Int64"),
            "f": [1.5],
            "b": [True],
            "t": pd.to_datetime(["2024-01-31"]),
            "gap": [np.nan],
        }
    )
    body = '{"n": "{n}", "f": "{f}", "b": "{b}", "t": "{t}", "gap": "{gap}", "text": "{n} {gap}", "own": {"x": 1}}'
    HttpRequest(url=server.url, method="POST", body=body).run(context, table)
    assert json.loads(server.asked[-1][3]) == {
        "n": 2**60, "f": 1.5, "b": True, "t": "2024-01-31T00:00:00", "gap": None, "text": f"{2**60} ", "own": {"x": 1}
    }  # fmt: skip
    assert server.asked[-1][2]["Content-Type"] == "application/json"
    HttpRequest(url=server.url, method="POST", body="a={f}\nb= x&y", body_form="form").run(context, table)
    assert parse_qs(server.asked[-1][3]) == {"a": ["1.5"], "b": ["x&y"]}
    HttpRequest(url=server.url, method="PUT", body="<{b}>", body_form="text").run(context, table)
    assert server.asked[-1][3] == "<true>"


def test_the_query_of_the_url_stays_beside_the_setting(server, context):
    server.answers(lambda *_: sent([]))
    HttpRequest(url=f"{server.url}/?a=1&a=2", query={"b": "3 &"}).run(context)
    assert parse_qs(urlsplit(server.asked[-1][1]).query) == {"a": ["1", "2"], "b": ["3 &"]}


def test_a_column_of_whole_urls_is_asked(server, context):
    server.answers(lambda path, *_: sent([{"path": path}]))
    table = pd.DataFrame({"u": [f"{server.url}/a?x=1", f"{server.url}/b"]})
    assert HttpRequest(url="{u}").run(context, table)["path"].tolist() == ["/a", "/b"]


def test_pages_are_asked_for_until_there_are_no_more(server, context):
    rows = [{"n": number} for number in range(25)]

    def by_page(path, query, *_):
        start = (numbers(query) - 1) * numbers(query, "size")
        return sent({"total": 25, "items": rows[start : start + numbers(query, "size")]})

    server.answers(by_page)
    paging = {"by": "page", "size_parameter": "size", "size": 10}
    assert HttpRequest(url=server.url, paging=paging).run(context)["n"].tolist() == list(range(25))
    assert len(server.asked) == 3
    assert HttpRequest(url=server.url, paging={**paging, "size": 5}).run(context)["n"].tolist() == list(range(25))
    assert len(HttpRequest(url=server.url, paging={**paging, "most": 2}).run(context)) == 20
    assert "more than 2 pages" in context.warned

    def by_offset(path, query, *_):
        return sent(rows[numbers(query, "skip") :][:7])

    server.answers(by_offset)
    assert HttpRequest(url=server.url, paging={"by": "offset", "parameter": "skip"}).run(context)["n"].tolist() == list(
        range(25)
    )


def test_cursors_and_links_are_followed(server, context):
    def by_cursor(path, query, *_):
        at = int(query.get("after", ["0"])[0])
        return sent({"data": [{"n": at}], "meta": {"next": at + 1 if at < 3 else None}})

    server.answers(by_cursor)
    paging = {"by": "cursor", "parameter": "after", "cursor": "meta.next"}
    assert HttpRequest(url=server.url, paging=paging).run(context)["n"].tolist() == [0, 1, 2, 3]

    def by_url(path, query, *_):
        at = int(query.get("p", ["0"])[0])
        return sent({"data": [{"n": at}], "next": f"/more?p={at + 1}" if at < 2 else ""})

    server.answers(by_url)
    assert HttpRequest(url=server.url, paging={"by": "cursor", "cursor": "next"}).run(context)["n"].tolist() == [
        0,
        1,
        2,
    ]

    def by_link(path, query, *_):
        at = int(query.get("p", ["0"])[0])
        return sent([{"n": at}], Link=f'</x?p={at + 1}>; rel="next", </x?p=0>; rel="first"' if at < 2 else "")

    server.answers(by_link)
    assert HttpRequest(url=server.url, paging={"by": "link"}).run(context)["n"].tolist() == [0, 1, 2]
    server.answers(lambda *_: sent([{"n": 1}], Link='</?>; rel="next"'))
    with pytest.raises(DataError, match=r"the pages lead around in a circle"):
        HttpRequest(url=f"{server.url}/?", paging={"by": "link"}).run(context)


def test_a_page_without_a_body_is_the_last_and_one_of_another_form_is_told(server, context):
    def ending(path, query, *_):
        return sent({"data": [{"n": 0}], "next": "x"}) if "page" not in query else (200, {}, "")

    server.answers(ending)
    asked = HttpRequest(url=server.url, answer="json", paging={"by": "cursor", "cursor": "next"})
    assert asked.run(context)["n"].tolist() == [0]
    server.answers(lambda *_: (200, {"Content-Type": "text/csv"}, "n\n1\n"))
    with pytest.raises(DataError, match=r'the answer is no JSON that could hold a cursor .* begins with "n 1'):
        HttpRequest(url=server.url, paging={"by": "cursor", "cursor": "next"}).run(context)


def test_an_answer_that_cannot_be_read_is_shown_with_its_address(server, context):
    server.answers(lambda *_: (200, {"Content-Type": "application/json"}, "<html>Log in, please</html>"))
    with pytest.raises(DataError, match=r'the answer of "http.*/7" cannot be read: line 1.* begins with "<html>Log in'):
        HttpRequest(url=server.url + "/{id}").run(context, pd.DataFrame({"id": [7]}))
    server.answers(lambda *_: (200, {"Content-Type": "application/json"}, r'[{"a": "\ud83d"}]'))
    assert HttpRequest(url=server.url).run(context)["a"].tolist() == ["\ufffd"]
    assert "halves of characters" in context.warned


def test_headers_of_ones_own_take_the_place_of_the_usual_ones(server, context):
    names, kind = ["Content-Type", "Accept"], "application/vnd.api+json"
    server.answers(
        lambda path, query, headers, body: sent([{name: ", ".join(headers.get_all(name)) for name in names}])
    )
    own = {name.lower(): kind for name in names}
    made = HttpRequest(url=server.url, method="POST", body="{}", headers=own, answer="json").run(context)
    assert made.to_dict("records") == [dict.fromkeys(names, kind)]


def failing(times, status=503, **headers):
    left = [times]

    def reply(*_):
        left[0] -= 1
        return sent({"wait": 1}, status, **headers) if left[0] >= 0 else sent({"ok": 1})

    return reply


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_failures_that_may_pass_are_tried_again(server, context, status):
    server.answers(failing(2, status))
    assert HttpRequest(url=server.url).run(context).to_dict("list") == {"ok": [1]}
    assert len(server.asked) == 3


def test_the_time_that_the_server_asks_for_is_waited(server, context, monkeypatch):
    waits = []
    monkeypatch.setattr(_http.Asking, "_wait", lambda self, seconds: waits.append(seconds))
    server.answers(failing(1, 429, **{"Retry-After": "17"}))
    HttpRequest(url=server.url).run(context)
    server.answers(failing(1, 503, **{"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}))
    HttpRequest(url=server.url).run(context)
    server.answers(failing(3, 503))
    HttpRequest(url=server.url).run(context)
    assert waits[:2] == [17, 0]
    assert waits[2] < waits[3] < waits[4]


def test_what_has_perhaps_been_done_is_not_done_twice(server, context):
    server.answers(failing(1, 500))
    with pytest.raises(DataError, match=r"answers 500"):
        HttpRequest(url=server.url, method="POST").run(context)
    assert len(server.asked) == 1

    def drop(*_):
        raise Drop

    server.answers(drop)
    with pytest.raises(DataError, match=r"cannot be reached"):
        HttpRequest(url=server.url, method="POST").run(context)
    assert len(server.asked) == 2
    with pytest.raises(DataError, match=r"cannot be reached"):
        HttpRequest(url=server.url, retries=1).run(context)
    assert len(server.asked) == 4


def test_errors_stop_the_run_or_stand_in_columns(server, context):
    server.answers(lambda path, *_: sent([{"v": path}]) if path != "/2" else sent({"error": "gone"}, 404))
    table = pd.DataFrame({"id": [1, 2, 3]})
    with pytest.raises(DataError, match=r'/2" answers 404: .*gone') as caught:
        HttpRequest(url=server.url + "/{id}").run(context, table)
    assert caught.value.facts["row"] == 1
    result = HttpRequest(url=server.url + "/{id}", on_error="column").run(context, table)
    assert result["http_status"].tolist() == [200, 404, 200]
    assert result["http_error"].isna().tolist() == [True, False, True]
    assert result["v"].tolist()[::2] == ["/1", "/3"]
    one = HttpRequest(url=server.url + "/2", on_error="column").run(context)
    assert one["http_status"].tolist() == [404]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
        one = HttpRequest(url=closed, on_error="column", retries=0).run(context)
    assert one["http_status"].isna().tolist() == [True]
    assert "cannot be reached" in one["http_error"][0]


def test_answers_are_bounded_in_size_and_time(server, context):
    server.answers(lambda *_: sent(["x" * 2_000_000]))
    with pytest.raises(DataError, match=r"larger than 1 MB \(setting max_size\)"):
        HttpRequest(url=server.url, max_size=1).run(context)

    def slow(*_):
        time.sleep(0.5)
        return sent([])

    server.answers(slow)
    with pytest.raises(DataError, match=r"no answer in time \(setting timeout\)"):
        HttpRequest(url=server.url, timeout=0.1, retries=0).run(context)


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_drips_is_bounded_in_time(server, context, packed):
    def drops():
        if packed:
            # A stream of gzip that unpacks to nothing.
            yield zlib.compressobj(wbits=31).flush(zlib.Z_SYNC_FLUSH)
        while True:
            yield b"\0\0\0\xff\xff" if packed else b" "
            time.sleep(0.02)

    headers = {"Content-Type": "application/json", **({"Content-Encoding": "gzip"} if packed else {})}
    server.answers(lambda *_: (200, headers, drops()))
    with pytest.raises(DataError, match=r"has not come to its end after 0\.3 s, \d+ bytes so far; .* setting timeout"):
        HttpRequest(url=server.url, timeout=0.3).run(context)
    assert len(server.asked) == 1


def test_a_stopped_run_ends_while_an_answer_drips(server, context):
    dripped = []

    def drops():
        while True:
            yield b" "
            dripped.append(1)
            time.sleep(0.02)

    def check():
        if len(dripped) > 2:
            raise Cancelled

    server.answers(lambda *_: (200, {"Content-Type": "application/json"}, drops()))
    context.check_cancelled = check
    with pytest.raises(Cancelled):
        HttpRequest(url=server.url, timeout=PATIENCE).run(context)


def test_a_stopped_run_ends_while_it_waits(server, context, monkeypatch):
    monkeypatch.setattr(_http, "FIRST_WAIT", 10 * PATIENCE)
    server.answers(failing(9))
    started = time.monotonic()

    def check():
        if server.asked:
            raise Cancelled

    context.check_cancelled = check
    with pytest.raises(Cancelled):
        HttpRequest(url=server.url).run(context)
    assert time.monotonic() - started < PATIENCE


@pytest.mark.parametrize("auth", ["bearer", "basic", "header"])
def test_a_secret_is_sent_and_comes_back_nowhere(server, context, auth):
    secret = SECRET if auth == "basic" else "tok/en+1=="
    context._secrets["KEY"] = secret
    packed = base64.b64encode(f"anna:{secret}".encode()).decode()

    def echo(path, query, headers, body):
        every = {"headers": dict(headers), "known": [secret, packed, json.dumps(secret)]}
        return sent(every, 400 if path == "/bad" else 200)

    server.answers(echo)
    node = HttpRequest(url=server.url, auth=auth, secret="KEY", user="anna", answer="text")
    table = node.run(context)
    header = server.asked[-1][2]["X-API-Key" if auth == "header" else "Authorization"]
    assert header == {"bearer": f"Bearer {secret}", "basic": f"Basic {packed}", "header": secret}[auth]
    forms = {secret, packed, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    with pytest.raises(DataError) as caught:
        node.model_copy(update={"url": f"{server.url}/bad"}).run(context)
    parsed = HttpRequest(url=server.url, auth=auth, secret="KEY", user="anna").run(context)
    told = node.model_copy(update={"url": f"{server.url}/bad", "on_error": "column"}).run(context)
    shown = [table.to_csv(), str(caught.value), repr(caught.value.facts), context.said, context.warned, repr(node)]
    shown += [parsed.to_csv(), told.to_csv(), json.dumps(node.to_settings())]
    for text in shown:
        assert not [form for form in forms if form in text]
    assert "•••" in table["body"][0]


def test_a_secret_reaches_no_other_server(server, context):
    other = Server()
    try:
        context._secrets["KEY"] = "hunter2"
        other.answers(lambda path, query, headers, body: sent([{"got": dict(headers).get("X-API-Key", "nothing")}]))
        server.answers(lambda *_: (302, {"Location": f"{other.url}/x"}, ""))
        node = HttpRequest(url=server.url, auth="header", secret="KEY")
        assert node.run(context)["got"].tolist() == ["nothing"]
        server.answers(lambda *_: sent([{"got": "first"}], Link=f'<{other.url}/y>; rel="next"'))
        linked = HttpRequest(url=server.url, auth="header", secret="KEY", paging={"by": "link"})
        assert linked.run(context)["got"].tolist() == ["first", "nothing"]
        assert not any("hunter2" in str(one) for one in other.asked)
    finally:
        other.close()


def test_what_is_wrong_with_the_settings_is_said(context):
    table = pd.DataFrame({"name": ["x"]})
    with pytest.raises(DataError, match=r'no column "nam" for {nam}; did you mean "name"'):
        HttpRequest(url="https://example.org/{nam}").run(context, table)
    with pytest.raises(DataError, match=r'no column "nam"'):
        HttpRequest(url="https://example.org", body='{"a": "{nam}"}').spec({"table": TableSpec.of(table)})
    with pytest.raises(DataError, match=r"is no URL of a web server"):
        HttpRequest(url="ftp://example.org").run(context)
    with pytest.raises(DataError, match=r"the URL holds a user or password") as caught:
        HttpRequest(url="https://anna:hunter2@example.org").run(context)
    assert "hunter2" not in str(caught.value)
    with pytest.raises(KnodeError, match=r"use auth and a secret"):
        HttpRequest.from_settings({"url": "https://example.org", "headers": {"Authorization": "Bearer x"}})
    with pytest.raises(KnodeError, match=r"needs the name of a secret"):
        HttpRequest.from_settings({"url": "https://example.org", "auth": "bearer"})
    with pytest.raises(DataError, match=r"the body is no JSON, line 1"):
        HttpRequest(url="http://127.0.0.1:1", method="POST", body="{").run(context)
    with pytest.raises(DataError, match=r"holds a line end"):
        HttpRequest(url="http://127.0.0.1:1", headers={"X": "{name}"}).run(context, pd.DataFrame({"name": ["a\nb"]}))


def test_each_run_asks_anew_unless_answers_are_reused(tmp_path):
    node = HttpRequest(url="https://example.org")
    assert node.fingerprint(tmp_path) != node.fingerprint(tmp_path)
    assert HttpRequest(url="https://example.org", reuse=True).fingerprint(tmp_path) is None
