"""Any JSON in any payload, and any bytes: rows, or a problem about the request, and never a 500."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.core.errors import DataError, KnodeError
from knode.serve.scoring import Scorer
from tests.serve.hostile.asking import Asking, check
from tests.serve.hostile.server import serving
from tests.serve.hostile.values import COLUMNS, anything, inferences, names, near_rows, scalars, tables, texts
from tests.serve.serving import ARROW, CSV, JSON

pytestmark = pytest.mark.uncovered
PREDICT, INFER, INVOKE = "/v1/model/predict", "/v2/models/model/infer", "/invocations"
FUZZ = settings(max_examples=80)


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
        expected = scorer.score({"rows": {name: [row[name] for row in rows] for name in COLUMNS}})["predictions"]
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
    predictions = answer.json["predictions"]
    assert {name: [row[name] for row in predictions] for name in expected} == expected


# ---- several inputs, and the form


@pytest.fixture(scope="module")
def ask_pair(pair: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with serving(tmp_path_factory.mktemp("pair"), pair) as running:
        asking = Asking(running)
        yield asking
        asking.close()
        running.check_alive()
        running.check_no_mistake()


left = st.fixed_dictionaries({"a": st.integers(-9, 9), "b": texts})
right = st.fixed_dictionaries({"n": st.floats(-9, 9)})


@given(first=st.lists(left, min_size=1, max_size=4), second=st.lists(right, min_size=1, max_size=4))
@FUZZ
def test_several_inputs_come_out_as_they_went_in(ask_pair: Asking, first: list[Any], second: list[Any]) -> None:
    answer = ask_pair("/v1/pair/predict", {"inputs": {"left": {"rows": first}, "right": {"rows": second}}})
    assert answer.status == 200, answer.body
    assert answer.json == {"left_out": first, "right_out": second}


some = st.sampled_from(["left", "right", "rows", "inputs", "left.a"])


@given(
    body=st.fixed_dictionaries({"inputs": st.dictionaries(some, tables, max_size=3) | anything}) | tables,
    outputs=st.sampled_from(["", "?outputs=left_out", "?outputs=left_out,right_out", "?outputs=x", "?explain=true"]),
)
@FUZZ
def test_no_json_is_a_mistake_where_there_are_several_inputs(ask_pair: Asking, body: Any, outputs: str) -> None:
    for accept in (JSON, CSV, ARROW):
        check(ask_pair(f"/v1/pair/predict{outputs}", body, accept=accept))
    check(ask_pair("/invocations", body))


@given(body=inferences, name=st.sampled_from(["left.a", "left.b", "right.n", "left", ".n"]))
@FUZZ
def test_no_tensors_are_a_mistake_where_there_are_several_inputs(ask_pair: Asking, body: Any, name: str) -> None:
    if isinstance(body["inputs"], list):
        body = {**body, "inputs": [{**t, "name": name} if isinstance(t, dict) else t for t in body["inputs"]]}
    check(ask_pair("/v2/models/pair/infer", body))


MARKUP = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>"""


@given(
    column=st.sampled_from([*COLUMNS, "other", ""]),
    value=st.sampled_from([MARKUP, "9" * 5000, "1" * 400, "nan", "inf", "1_0", "٣", "\x00", ""])
    | texts
    | scalars.map(str),
)
@FUZZ
def test_the_form_shows_what_was_typed_as_text(ask: Asking, column: str, value: str) -> None:
    typed = {"rows:income": "1", "rows:calls": "2", "rows:active": "true", "rows:city": "Bern", "rows:plan": "basic"}
    body = urlencode({**typed, f"rows:{column}": value}).encode()
    answer = ask("/v1/model/try", body, content_type="application/x-www-form-urlencoded")
    assert answer.status in {200, 422}, answer.body[:300]
    assert answer.media == "text/html"
    page = answer.body.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
