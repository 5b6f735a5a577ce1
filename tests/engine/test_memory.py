"""What is left of memory after a run."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from knode.api import Node, Table
from knode.core.registry import Registry
from knode.core.workflow import Instance, Workflow
from knode.engine.memory import MemoryMeter
from tests.stub.running import run

BLOCK, COUNT = 100_000, 3000
KEPT: list[bytes] = []
SEEN: list[int] = []
SCATTERING = Registry()
SCATTERING.packs = {}


@SCATTERING.add
class Scatter(Node):
    """Take many blocks of memory, and keep one in a hundred: the C library keeps what lies between them."""

    pack = "stub"

    def run(self) -> Table:
        blocks = [b"x" * BLOCK for _ in range(COUNT)]
        KEPT.extend(blocks[::100])
        with MemoryMeter() as meter:
            SEEN.append(meter.now())
        return pd.DataFrame({"x": [len(blocks)]})


@pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux is asked")
def test_memory_that_a_long_run_let_go_of_goes_back_to_the_system():
    made = Workflow("scattered", registry=SCATTERING)
    made.add(Instance("s", "stub.Scatter"))
    result, _ = run(made)
    assert result["s"].table["x"].tolist() == [COUNT]
    with MemoryMeter() as meter:
        assert SEEN[0] - meter.now() > BLOCK * COUNT / 2
    KEPT.clear()
