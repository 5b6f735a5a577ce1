"""The serving benchmark works: its client counts and refuses as it should, and a tiny run gives its tables."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.bench.figures import Figure
from tests.bench.process import answer
from tests.bench.serve import load, stages
from tests.bench.serve.__main__ import main
from tests.bench.serve.measure import check_answers
from tests.bench.serve.running import Running, started
from tests.bench.serve.servers import BARE, SERVERS, Place

pytestmark = pytest.mark.uncovered


class Answers(BaseHTTPRequestHandler):
    """Answers by path: in one piece, in chunks, or with an error."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/broken":
            self.send_error(500)
            return
        self.send_response(200)
        if self.path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in (b"4\r\n[1, \r\n", b"2\r\n2]\r\n", b"0\r\n\r\n"):
                self.wfile.write(part)
                self.wfile.flush()
        else:
            self.send_header("content-length", "200000")
            self.end_headers()
            self.wfile.write(b"x" * 200_000)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering() -> Iterator[int]:
    """The port of a server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("path", ["/whole", "/chunked"])
@pytest.mark.parametrize("concurrency", [1, 4])
def test_the_client_waits_for_each_answer_to_be_whole_and_counts_them(path: str, concurrency: int):
    with answering() as port:
        took, wall = load.run(port, [load.request(path, b"{}", {})], concurrency, 20)
    assert len(took) == 20
    assert 0 < max(took) <= wall


def test_the_client_does_not_count_an_error_as_an_answer():
    with answering() as port, pytest.raises(ConnectionError, match="500"):
        load.run(port, [load.request("/broken", b"{}", {})], 1, 5)


def test_the_body_of_an_answer_in_chunks_is_put_together():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert load.body_of(head + b"4\r\n[1, \r\n2\r\n2]\r\n0\r\n\r\n") == b"[1, 2]"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = Place(tmp_path_factory.mktemp("bare"), Path("nowhere"), "linear")
    with started(BARE, place, "{}") as running:
        yield running


def test_a_server_is_weighed_and_loaded_from_another_process(bare: Running):
    took = bare.load(["{}"], concurrency=4, requests=200, warm_up=20)
    assert len(took["seconds"]) == 200
    assert took["wall"] > 0
    assert 0 < took["busy"] <= 1.1
    assert bare.memory() > 1e6
    assert bare.ready > 0


def test_a_server_that_says_something_else_than_scikit_learn_is_not_measured(bare: Running):
    wrong = replace(
        bare, server=replace(BARE, yes=lambda answer: [row["probability_yes"] for row in answer["predictions"]])
    )
    check_answers(wrong, ["{}"], [[0.75]])
    with pytest.raises(AssertionError, match="differs from scikit-learn by 0.05"):
        check_answers(wrong, ["{}"], [[0.8]])


def test_a_server_that_does_not_start_is_an_error_with_what_it_said(tmp_path: Path):
    broken = replace(BARE, command=lambda place, port: ["python", "-c", "raise SystemExit('no such model')"])
    with pytest.raises(RuntimeError, match="no such model"), started(broken, Place(tmp_path, tmp_path, "linear"), "{}"):
        pass


def test_a_peer_that_is_not_installed_is_not_there(tmp_path: Path):
    place = Place(tmp_path, tmp_path, "linear")
    assert [name for name, server in SERVERS.items() if server.is_there(place)] == ["knode"]


def test_a_figure_may_be_at_least_what_is_asked():
    assert Figure("a ratio", 16.0, "×", 15, least=True).verdict == "ok"
    assert Figure("a ratio", 14.0, "×", 15, least=True).cells()[1:4] == ("≥ 15 ×", "14.0 ×", "missed")


def test_an_unknown_server_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["nope"])
    assert "mlserver" in capsys.readouterr().err


def test_a_tiny_run_measures_the_server_and_prints_its_figures_beside_what_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    main(["--tiny", "--models", "linear", "--peers", str(tmp_path), "--", "knode", "mlflow"])
    said = capsys.readouterr().out
    assert f"mlflow is not installed in {tmp_path} and left out" in said
    assert "linear: one row, one client, p50" in said
    assert "not compiled" not in said
    assert BARE.name in said


def test_the_stages_of_a_request_are_those_of_a_compiled_bundle(tmp_path: Path):
    answer("fitted:prepare", folder=str(tmp_path), train=400, models=["linear"])
    rows = json.loads((tmp_path / "requests.json").read_text())["rows"]["1"][0]
    found = dict(stages.stages(tmp_path / "linear.knodez", rows))
    assert any("Predict" in stage for stage in found)
    assert list(found)[-1] == "the whole app, without HTTP"
    assert min(found.values()) > 0
