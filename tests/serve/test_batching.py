"""Micro-batches: many requests at once, each with its own rows back, and nobody hurt by another's."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from knode import Workflow
from knode.core.errors import DataError
from knode.serve.batching import MOST_ROWS, Batcher
from knode.serve.scoring import Scorer
from tests.serve.conftest import ROW
from tests.serve.serving import served

REQUESTS = 400


def row_of(number: int) -> dict[str, Any]:
    """A row that no other request sends."""
    return {**ROW, "income": 1000 + 7.5 * number, "calls": number % 9, "customer": number}


async def posted(port: int, body: bytes) -> tuple[int, Any]:
    """Status and JSON of one request, on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"POST /v1/model/predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()
    head_bytes, _, content = answer.partition(b"\r\n\r\n")
    return int(head_bytes.split()[1]), json.loads(content)


async def all_posted(port: int, bodies: list[Any]) -> list[tuple[int, Any]]:
    """All requests at the same time."""
    return await asyncio.gather(*(posted(port, json.dumps(body).encode()) for body in bodies))


def test_many_requests_at_once_each_get_their_own_rows(trees: Path) -> None:
    scorer = Scorer.open(trees)
    assert scorer.batches
    rows = [row_of(number) for number in range(REQUESTS)]
    expected = scorer.score({"rows": {name: [row[name] for row in rows] for name in rows[0]}})["predictions"]

    with served(trees) as client:
        made = asyncio.run(all_posted(client.port, [{"rows": [row]} for row in rows]))

    assert {status for status, _ in made} == {200}
    answers = [answer["predictions"] for _, answer in made]
    assert [[row["customer"] for row in answer] for answer in answers] == [[number] for number in range(REQUESTS)]
    assert [answer[0]["probability_yes"] for answer in answers] == pytest.approx(expected["probability_yes"])


def test_requests_of_every_kind_at_once_do_not_touch_each_other(trees: Path) -> None:
    """Refused rows, rows for the nodes, other columns, and several rows, among requests that are as they should be."""
    bodies: list[Any] = []
    for number in range(120):
        row = row_of(number)
        odd = [{**row, "calls": "often"}, {**row, "calls": str(number % 9)}, {k: row[k] for k in ROW}, row, row]
        bodies.append([odd[number % 5]] * (1 + number % 3))

    with served(trees) as client:
        made = asyncio.run(all_posted(client.port, bodies))
        alone = [client.post("/v1/model/predict", body) for body in bodies]

    for number, ((status, answer), single) in enumerate(zip(made, alone, strict=True)):
        assert status == single.status == (422 if number % 5 == 0 else 200)
        if status == 422:
            assert answer == single.json()
            continue
        assert len(answer["predictions"]) == 1 + number % 3
        for one, other in zip(answer["predictions"], single.json()["predictions"], strict=True):
            assert one == pytest.approx(other)


def test_what_waits_is_scored_together_up_to_a_size(trees: Path) -> None:
    scorer = Scorer.open(trees)
    sizes: list[int] = []

    class Counting:
        inputs = scorer.inputs

        def planned(self, inputs: Any, wanted: Any) -> Any:
            sizes.append(len(inputs["rows"]["calls"]))
            return scorer.planned(inputs, wanted)

    async def run() -> list[Any]:
        batcher = Batcher(Counting())  # type: ignore[arg-type]
        columns = [{name: [value] * 10 for name, value in row_of(number).items()} for number in range(60)]
        return await asyncio.gather(*(batcher.score({"rows": each}, None, 10) for each in columns))

    made = asyncio.run(run())

    assert sizes == [MOST_ROWS // 10 * 10] * 2 + [600 - 2 * (MOST_ROWS // 10 * 10)]
    assert [answer["predictions"]["customer"] for answer in made] == [[number] * 10 for number in range(60)]


def test_a_workflow_that_does_not_make_one_row_of_each_is_asked_for_each_request_alone(trees: Path) -> None:
    class Filtering:
        inputs = Scorer.open(trees).inputs

        def planned(self, inputs: Any, wanted: Any) -> Any:
            kept = [value for value in inputs["rows"]["x"] if value % 2]
            return {"out": {"x": kept}}

    async def run() -> list[Any]:
        batcher = Batcher(Filtering())  # type: ignore[arg-type]
        return await asyncio.gather(*(batcher.score({"rows": {"x": [n]}}, None, 1) for n in range(4)))

    assert asyncio.run(run()) == [{"out": {"x": []}}, {"out": {"x": [1]}}, {"out": {"x": []}}, {"out": {"x": [3]}}]


def test_a_refusal_reaches_the_request_that_caused_it(trees: Path) -> None:
    scorer = Scorer.open(trees)
    good = {name: [value] for name, value in row_of(1).items()}

    async def run() -> list[Any]:
        batcher = Batcher(scorer)
        columns = [good, {**good, "calls": ["often"]}, good]
        asked = (batcher.score({"rows": each}, None, 1) for each in columns)
        return await asyncio.gather(*asked, return_exceptions=True)

    first, second, third = asyncio.run(run())

    assert isinstance(second, DataError)
    assert first == third == scorer.planned({"rows": good})


@pytest.fixture(scope="module")
def dropping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle without a model that drops some rows and cleans the others."""
    folder = tmp_path_factory.mktemp("dropping")
    (folder / "rows.csv").write_text("who,calls,visits\n" + "\n".join(f" n{one} ,{one},{one * 2}" for one in range(30)))
    w = Workflow("dropping")
    data = w.add("io.CsvReader", id="data", path=str(folder / "rows.csv"))
    start, end = w.add("deploy.CaptureStart", id="start"), w.add("deploy.CaptureEnd", id="end")
    few = w.add("prep.RowFilter", conditions=[{"column": "calls", "operator": "less", "value": 20}])
    clean = w.add("prep.StringCleaner", columns=["who"])
    data >> start
    start.rows >> few >> clean >> end.predictions
    writer = w.add("deploy.BundleWriter", path=str(folder / "model.knodez"))
    end.workflow >> writer
    w.run().raise_if_failed()
    return folder / "model.knodez"


def test_requests_whose_rows_go_are_each_answered_by_themselves(dropping: Path) -> None:
    scorer = Scorer.open(dropping)
    assert scorer.compiled == {"predictions": True}
    assert scorer.rowwise
    assert not scorer.keeps_rows
    bodies = [{"rows": [{"who": f" r{number} ", "calls": number % 2 * 90, "visits": number}]} for number in range(40)]

    with served(dropping) as client:
        made = asyncio.run(all_posted(client.port, bodies))

    for number, (status, answer) in enumerate(made):
        assert status == 200
        assert [row["who"] for row in answer["predictions"]] == ([] if number % 2 else [f"r{number}"])
