"""One size in a process of its own, so that its memory is its own: `python -m tests.bench.canvas.child FILE TURNS`."""

# ruff: noqa: TID251
from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from tests.bench.process import RSS_UNIT


def main(file: str, turns: str) -> None:
    """Measure the workflow in a file, and print the figures as JSON."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.bench.canvas.steps import Bench, all_steps

    app = QApplication.instance() or QApplication([])
    bench = Bench(Path(file), int(turns))
    steps = [[name, limit, *times] for name, limit, times in all_steps(bench)]
    bench.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT / 1e6
    print(json.dumps({"open": bench.open_seconds, "peak": peak, "steps": steps}))
    del app


if __name__ == "__main__":
    main(*sys.argv[1:])
