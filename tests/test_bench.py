"""The benchmarks work: each runs at a tiny size and gives its figures. How fast anything is, no test says."""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from knode.core.registry import REGISTRY
from tests.bench import process
from tests.bench.__main__ import main
from tests.bench.benchmarks import BENCHMARKS
from tests.bench.figures import Figure, table
from tests.bench.scale import TINY

pytestmark = pytest.mark.uncovered


@pytest.fixture
def tasks_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of `tests.bench.work` are done in this process; `knode` and scripts have one of their own."""
    started = process.spend

    def spend(command: Sequence[str], folder: Path = process.ROOT) -> process.Cost:
        if command[1:3] != process.work("")[1:3]:
            return started(command, folder)
        module, _, function = command[3].partition(":")
        done = getattr(importlib.import_module(f"tests.bench.work.{module}"), function)
        wall, cpu = time.perf_counter(), time.process_time()
        said = json.dumps(done(**json.loads(command[4])))
        return process.Cost(time.perf_counter() - wall, time.process_time() - cpu, 1.0, said)

    monkeypatch.setattr(process, "spend", spend)
    monkeypatch.setattr(REGISTRY, "_classes", dict(REGISTRY._classes))


@pytest.mark.usefixtures("tasks_are_done_here")
@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_benchmark_gives_its_figures_at_a_tiny_size(name: str):
    figures = BENCHMARKS[name](TINY)
    assert figures
    assert all(figure.measured >= 0 for figure in figures)
    assert any(figure.asked is not None for figure in figures) or name == "storing"


def test_a_figure_says_whether_it_is_what_is_asked():
    assert Figure("a run", 19.0, "ms", 20).verdict == "ok"
    assert Figure("a run", 21.0, "ms", 20).verdict == "missed"
    assert Figure("a run", 21.0, "ms").verdict == ""
    assert Figure("nodes that ran", 0, "nodes", 1, exact=True).verdict == "missed"


def test_figures_are_printed_as_a_table_with_what_is_asked_beside_what_was_measured():
    rows = table([Figure("a run", 19.04, "ms", 20, "17 ms CPU"), Figure("a ratio", 0.5, "×")]).splitlines()
    assert [cell.strip() for cell in rows[2].split("|")[1:-1]] == ["a run", "≤ 20 ms", "19.0 ms", "ok", "17 ms CPU"]
    assert [cell.strip() for cell in rows[3].split("|")[1:-1]] == ["a ratio", "", "0.50 ×", "", ""]


def test_an_unknown_benchmark_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["nope"])
    assert "breast-cancer" in capsys.readouterr().err


def test_the_command_prints_a_table_for_each_benchmark_that_is_named(capsys: pytest.CaptureFixture[str]):
    main(["--tiny", "change", "branches"])
    titles = [line for line in capsys.readouterr().out.splitlines() if line.endswith("]")]
    assert [title.split("[")[1] for title in titles] == ["change]", "branches]"]
