"""Schemathesis against what a server says of itself: never a 500, and every answer as the document describes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.hostile.server import Running, serving

pytestmark = pytest.mark.uncovered
EXCLUDED = (
    "negative_data_rejection",  # What training has seen is told; what the nodes can make do with is taken.
    "positive_data_acceptance",  # Names and types of columns beyond the described ones may still be refused.
)
EXAMPLES = 30
SECONDS = 250


@pytest.fixture(scope="module")
def server(linear: Path, pair: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("openapi"), linear, pair) as running:
        yield running
        running.check_alive()


@pytest.mark.parametrize("seed", [1, 2])
def test_answers_are_as_the_document_describes_them(server: Running, tmp_path: Path, seed: int) -> None:
    address = f"http://127.0.0.1:{server.port}/openapi.json"
    options = ["--checks", "all", "--exclude-checks", ",".join(EXCLUDED), "--generation-database", "none", "--no-color"]
    options += ["--seed", str(seed), "--max-examples", str(EXAMPLES)]
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", address, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=SECONDS)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    paths = server.ask("GET", "/openapi.json").json["paths"]
    operations = sum(len(path) for path in paths.values())
    assert f"Selected: {operations}/{operations}" in done.stdout
    server.check_no_mistake()
