"""Health, metrics, the OpenAPI document and the pages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest

from tests.examples import Examples
from tests.serve.conftest import ROW
from tests.serve.serving import Client, served

PATH = "/v1/model/predict"
VOID = {"meta", "link", "input", "br", "rect", "line"}


def test_health_is_told(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "bundles": {"model": ["1"]}, "problems": {}}


def value(text: str, name: str, **labels: str) -> float:
    """One sample of the metrics; 0 when it is not there."""
    for line in text.splitlines():
        if line.startswith(f"{name}{{") and all(f'{label}="{held}"' in line for label, held in labels.items()):
            return float(line.rsplit(" ", 1)[1])
    return 0.0


def test_requests_rows_errors_and_seconds_are_counted_by_bundle_and_version(linear: Path) -> None:
    with served(linear) as client:
        client.post(PATH, [ROW] * 3)
        client.post(PATH, [ROW])
        client.post(PATH, b"{")
        client.post(PATH, [{**ROW, "calls": "often"}])
        client.post("/v1/nothing/predict", [])
        reply = client.get("/metrics")

    assert reply.headers["content-type"].startswith("text/plain; version=")
    model = {"bundle": "model", "version": "1"}
    assert value(reply.text, "knode_requests_total", **model) == 2
    assert value(reply.text, "knode_rows_total", **model) == 4
    assert value(reply.text, "knode_errors_total", **model, kind="malformed") == 1
    assert value(reply.text, "knode_errors_total", **model, kind="bad-rows") == 1
    assert value(reply.text, "knode_errors_total", bundle="", kind="not-found") == 1
    assert value(reply.text, "knode_request_seconds_count", **model) == 2
    assert 0 < value(reply.text, "knode_request_seconds_sum", **model) < 60


# ---- OpenAPI


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    """A validator for a schema of the document."""
    return jsonschema.Draft202012Validator({**schema, "components": document["components"]})


def test_the_document_describes_requests_and_answers_as_they_are(client: Client) -> None:
    document = client.get("/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    operation = document["paths"][PATH]["post"]
    body = operation["requestBody"]["content"]["application/json"]
    answers = operation["responses"]["200"]["content"]["application/json"]["schema"]
    requests, replies = resolved(document, body["schema"]), resolved(document, answers)
    example = body["examples"]["held-out"]["value"]
    for good in (example, {"rows": [ROW]}, [ROW], {"row": ROW}, {"rows": [{**ROW, "income": None, "more": 1}]}):
        requests.validate(good)
        reply = client.post(PATH, good)
        assert reply.status == 200
        replies.validate(reply.json())
    problems = resolved(document, operation["responses"]["422"]["content"]["application/problem+json"]["schema"])
    for bad in ({"rows": [{**ROW, "calls": "often"}]}, {"rows": [{"income": 1}]}, {"rows": [{**ROW, "more": []}]}, 7):
        assert list(requests.iter_errors(bad))
        problems.validate(client.post(PATH, bad).problem(422))


def test_the_document_says_what_training_saw(client: Client) -> None:
    document = client.get("/openapi.json").json()

    row = document["components"]["schemas"]["model.1.rows.Row"]

    assert row["required"] == ["income", "calls", "active", "city", "plan"]
    assert row["properties"]["income"]["type"] == ["number", "null"]
    assert row["properties"]["calls"]["type"] == "number"
    assert "minimum" not in row["properties"]["calls"]


def test_every_operation_has_a_name_of_its_own(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(set(names)) == len(names)
    for path, operations in paths.items():
        if "get" in operations:
            assert client.get(path).status == 200, path


# ---- pages


class Page(HTMLParser):
    """A page taken apart, after a check that every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.fields: dict[str, str] = {}
        self._select = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        for name in ("href", "action"):
            if given.get(name):
                self.links.append(str(given[name]))
        if tag == "input":
            self.fields[str(given["name"])] = str(given["value"])
        if tag == "select":
            self._select = str(given["name"])
        if tag == "option" and "selected" in given:
            self.fields[self._select] = str(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def churn(examples: Examples) -> Iterator[Client]:
    """A server of an example that explains."""
    with served(examples["churn"].bundle) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/docs", "/v1/churn/try", "/v1/churn/1/try"])
def test_pages_are_whole_need_nothing_from_elsewhere_and_lead_on(churn: Client, path: str) -> None:
    reply = churn.get(path)

    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "<script" not in reply.text
    for link in Page(reply.text).links:
        if link != "data:,":
            assert link.startswith("/"), link
            assert churn.get(link).status == 200


def test_the_style_knows_light_and_dark(churn: Client) -> None:
    reply = churn.get("/style.css")

    assert reply.headers["content-type"].startswith("text/css")
    assert "prefers-color-scheme: dark" in reply.text
    assert "url(" not in reply.text


def form_of(client: Client, **changes: str) -> str:
    """The form as a browser sends it."""
    fields = Page(client.get("/v1/churn/try").text).fields
    assert "rows:age" in fields
    return urlencode({**fields, **{f"rows:{name}": text for name, text in changes.items()}})


def test_the_form_is_filled_with_a_row_that_can_be_sent(churn: Client) -> None:
    reply = churn.post("/v1/churn/1/try", form_of(churn), "application/x-www-form-urlencoded")

    assert reply.status == 200, reply.text
    Page(reply.text)
    assert re.search(r'class="answer">(yes|no)<', reply.text)
    assert "from the base value" in reply.text
    assert reply.text.count("<svg") > 10
    assert reply.text.index('class="answer"') < reply.text.index("base value")


def test_what_was_typed_stays_in_the_form_and_is_shown_as_text_only(churn: Client) -> None:
    attack = '"><script>alert(1)</script>'

    reply = churn.post("/v1/churn/1/try", form_of(churn, age=attack), "application/x-www-form-urlencoded")

    assert reply.status == 422
    assert "<script" not in reply.text
    assert "age: expected a number, got " in reply.text
    assert Page(reply.text).fields["rows:age"] == attack


def test_form_and_documentation_say_which_values_may_be_missing_and_write_them_as_json_does(churn: Client) -> None:
    form, docs = churn.get("/v1/churn/try").text, churn.get("/docs").text

    assert re.search(r'name="rows:age"[^>]*><small>18 to \d+, may be missing<', form)
    assert re.search(r'name="rows:support_calls"[^>]*><small>0 to \d+<', form)
    assert re.search(r"<code>paperless</code></td><td>boolean, may be missing</td><td></td><td>(true|false)<", docs)


def test_an_empty_field_is_a_missing_value(churn: Client) -> None:
    reply = churn.post("/v1/churn/1/try", form_of(churn, age="", last_contact=""), "application/x-www-form-urlencoded")

    assert reply.status == 200


@pytest.mark.parametrize("body", [b"", b"\xff=1", b"a=%ff", b"&" * 20_000, b"x" * 1_000_001])
def test_a_form_that_is_none_is_no_mistake_of_ours(churn: Client, body: bytes) -> None:
    assert churn.post("/v1/churn/1/try", body, "application/x-www-form-urlencoded").status in (200, 400, 413, 422)


def test_the_docs_show_a_command_that_works_as_it_stands(churn: Client) -> None:
    text = unescape(re.findall(r"<pre><code>(.*?)</code></pre>", churn.get("/docs").text, re.DOTALL)[0])

    program, url, *rest = shlex.split(text.replace("\\\n", " "))

    options = list(zip(rest[::2], rest[1::2], strict=True))
    assert program == "curl"
    assert url == f"http://127.0.0.1:{churn.port}/v1/churn/predict"
    assert [name for name, _ in options] == ["-H", "-d"]
    assert options[0][1] == "Content-Type: application/json"
    assert churn.post("/v1/churn/predict", options[1][1]).status == 200
