"""Addresses and methods that there are not: the answer says what there is."""

from __future__ import annotations

from pathlib import Path

from tests.serve.serving import served


def test_an_address_that_is_not_there_names_the_nearest_and_the_documentation(linear: Path) -> None:
    with served(linear) as client:
        near = client.get("/v1/bundle").problem(404)["detail"]
        far = client.get("/what/is/all/this").problem(404)["detail"]
    assert near == "There is nothing at this address. Did you mean /v1/bundles? /docs shows what can be asked."
    assert far == "There is nothing at this address. /docs shows what can be asked."


def test_a_method_that_is_not_there_names_those_that_are(linear: Path) -> None:
    with served(linear) as client:
        reply = client.post("/healthz", {})
        form = client.ask("DELETE", "/v1/model/try")
    assert reply.problem(405)["detail"] == "POST is not done here, only GET."
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
    assert form.problem(405)["detail"] == "DELETE is not done here, only GET and POST."
