"""Benchmarks of whole processes: start-up, and `knode exec` beside scripts of the same steps."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.process import KNODE, ROOT, Cost, alternate, median, ratio, spend
from tests.bench.scale import Scale

BY_HAND = ROOT / "tests" / "bench" / "by_hand"
WORKFLOW = ROOT / "workflows" / "breast_cancer.knode"
HEAVY = ("matplotlib", "networkx", "numpy", "pandas", "pyarrow", "PySide6", "scipy", "skops", "sklearn", "sqlite_utils")
THREE_NODES = {
    "format": 1,
    "name": "three",
    "links": ["read.table -> fill.table", "fill.table -> write.table"],
    "nodes": {
        "read": {"type": "io.CsvReader", "version": 1, "settings": {"path": "rows.csv"}},
        "fill": {"type": "prep.MissingValues", "version": 1, "settings": {"columns": ["number"]}},
        "write": {"type": "io.CsvWriter", "version": 1, "settings": {"path": "written.csv"}},
    },
}


def startup(scale: Scale) -> list[Figure]:
    """`knode --help`, `knode version`, and a workflow of three nodes, as whole processes."""
    python = [sys.executable, "-c", "pass"]
    commands = {name: [*KNODE, name] for name in ("--help", "version")}
    found = alternate({**commands, "python": python}, 2 * scale.turns, warm_up=scale.warm_up)
    bare = median(found["python"]).cpu
    figures = []
    for name in commands:
        cost = median(found[name])
        beside = f"{cost.wall:.2f} s wall, {cost.peak / 1e6:.0f} MB; bare Python {bare:.3f} s CPU"
        figures.append(Figure(f"knode {name}: CPU", cost.cpu, "s", 0.25, beside))
        heavy = _heavy_modules(name)
        figures.append(Figure(f"knode {name}: heavy libraries", len(heavy), "modules", 0, " ".join(heavy)))
    return figures + _three_nodes(scale)


def _heavy_modules(argument: str) -> list[str]:
    code = "import sys; from knode.cli.main import run; run(sys.argv[1:]); print(*sys.modules)"
    said = spend([sys.executable, "-c", code, argument]).said
    return sorted(set(said.splitlines()[-1].split()) & set(HEAVY))


def _three_nodes(scale: Scale) -> list[Figure]:
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        rows = "".join(f"{number},{'' if number % 10 == 0 else number / 7},name {number}\n" for number in range(1_000))
        (folder / "rows.csv").write_text(f"id,number,name\n{rows}")
        (folder / "three.knode").write_text(json.dumps(THREE_NODES))
        run = [*KNODE, "exec", "three.knode", "--progress", "none"]
        commands = {
            "fresh": [*run, "--fresh"],
            "reused": [*run, "--to", "fill"],
            "by hand": [sys.executable, str(BY_HAND / "three_steps.py"), "rows.csv", "by_hand.csv"],
        }
        found = alternate(commands, scale.turns, folder=folder, warm_up=scale.warm_up)
    hand = found.pop("by hand")
    return [
        Figure(f"3 nodes, knode exec, {name}, beside by hand", ratio(costs, hand), "×", None, _both(costs, hand))
        for name, costs in found.items()
    ]


def _both(costs: Sequence[Cost], hand: Sequence[Cost]) -> str:
    return f"{median(costs)}; by hand {median(hand)}"


def breast_cancer(scale: Scale) -> list[Figure]:
    """The example workflow beside a script of the same steps: whole processes."""
    script = [sys.executable, str(BY_HAND / "breast_cancer.py")]
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "knode": [*KNODE, "exec", str(_copied(WORKFLOW, Path(folder))), "--fresh", "--progress", "none"],
            "saves": [*script, str(Path(folder) / "model.skops")],
            "saves nothing": script,
        }
        found = alternate(commands, scale.turns, folder=Path(folder), warm_up=scale.warm_up)
    ours, saves, nothing = (found[name] for name in commands)
    what = "breast_cancer.knode"
    return [
        Figure(f"{what} beside a script that saves its model", ratio(ours, saves), "×", 1.3, _both(ours, saves)),
        Figure(f"{what}, CPU beside the same", ratio(ours, saves, "cpu"), "×"),
        Figure(f"{what}, peak memory beside the same", ratio(ours, saves, "peak"), "×"),
        Figure(f"{what} beside one that saves nothing", ratio(ours, nothing), "×", None, _both(ours, nothing)),
        Figure(f"{what}, CPU beside the same", ratio(ours, nothing, "cpu"), "×"),
    ]


def _copied(file: Path, folder: Path) -> Path:
    """A copy of a workflow, in a folder of its own so that what it writes beside itself is thrown away."""
    place = folder / "workflows"
    place.mkdir()
    return Path(shutil.copy(file, place))
