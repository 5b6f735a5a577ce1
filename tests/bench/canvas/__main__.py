"""`python -m tests.bench.canvas`: opens workflows of several sizes, does what a person does, and prints what it costs."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from knode.core import document
from tests.bench.canvas.graphs import made
from tests.bench.figures import Figure, table
from tests.bench.process import spend


class Size(NamedTuple):
    """A workflow to measure, and what is asked of it: milliseconds of a continuous step and of a single
    frame, seconds to open, megabytes."""

    nodes: int
    links: int
    notes: int
    step: float
    frame: float | None = 100.0
    open: float | None = None
    peak: float | None = None


SIZES = (
    Size(692, 814, 147, 8.0),
    Size(1_000, 1_460, 0, 8.0),
    Size(5_000, 7_300, 0, 16.6, 100.0, 3.0, 350.0),
    Size(10_000, 14_600, 0, 33.0, None),
)
QUICK = Size(200, 290, 12, 8.0)


def measured(size: Size, turns: int) -> list[Figure]:
    """The figures of one size, from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.knode"
        document.save(made(size.nodes, size.links, size.notes), file)
        cost = spend([sys.executable, "-m", "tests.bench.canvas.child", str(file), str(turns)])
    said = json.loads(cost.said)
    figures = [
        Figure("open to first paint", said["open"], "s", size.open),
        Figure("peak memory", said["peak"], "MB", size.peak),
    ]
    for name, limit, median, longest in said["steps"]:
        if limit > 0:
            figures.append(Figure(name, longest, "ms", size.frame, f"median {median:.1f} ms"))
        else:
            figures.append(Figure(name, median, "ms", size.step if limit == 0 else None, f"longest {longest:.1f} ms"))
    return figures


def main(arguments: list[str] | None = None) -> None:
    """Measure the sizes that are asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.canvas", description="Measure the canvas.")
    parser.add_argument("--nodes", type=int, nargs="+", help="only the sizes with so many nodes")
    parser.add_argument("--turns", type=int, default=40, help="of which medians are taken [40]")
    parser.add_argument("--quick", action="store_true", help="only show that the benchmark works")
    asked = parser.parse_args(arguments)
    for size in [QUICK] if asked.quick else SIZES:
        if asked.nodes is None or size.nodes in asked.nodes:
            figures = measured(size, 4 if asked.quick else asked.turns)
            notes = f", {size.notes} notes" if size.notes else ""
            print(
                f"\n{size.nodes:,} nodes, {size.links:,} links{notes}; CPU of the process\n\n{table(figures)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
