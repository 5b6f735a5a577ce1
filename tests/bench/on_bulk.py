"""Benchmark of a large file: `knode exec BUNDLE --input rows=big.parquet` beside loops by hand over the same pipeline."""

from __future__ import annotations

import sys
import tempfile

from tests.bench.figures import Figure
from tests.bench.process import KNODE, ROOT, alternate, answer, median, ratio
from tests.bench.scale import Scale

LOOP = ROOT / "tests" / "bench" / "by_hand" / "scoring.py"
TRAIN = 10_000
GIBIBYTE_MB = 1_074
TURNS = {"linear": 3, "boosting": 1}
"""Boosted trees take minutes for each turn of 10 million rows."""


def bulk(scale: Scale) -> list[Figure]:
    """A large Parquet file scored with a bundle, beside loops over batches with the same fitted pipeline."""
    rows = max(scale.rows)
    with tempfile.TemporaryDirectory() as folder:
        answer("fitted:prepare", folder=folder, train=min(TRAIN, rows), models=list(scale.scored))
        answer("rows:write", file=f"{folder}/big.parquet", count=rows)
        return [figure for model in scale.scored for figure in _figures(model, rows, folder, scale)]


def _figures(model: str, rows: int, folder: str, scale: Scale) -> list[Figure]:
    source, joblib = f"{folder}/big.parquet", f"{folder}/{model}.joblib"
    commands = {
        "knode": [*KNODE, "exec", f"{folder}/{model}.knodez", "--input", f"rows={source}", "--output",
                  f"predictions={folder}/knode.parquet", "--progress", "none"],
        **{way: [sys.executable, str(LOOP), way, joblib, source, f"{folder}/{way}.parquet"] for way in ("pandas", "numpy")},
    }  # fmt: skip
    turns = min(TURNS[model], scale.few_turns)
    found = alternate(commands, turns, warm_up=scale.warm_up and turns > 1)
    files = {name: f"{folder}/{name}.parquet" for name in commands}
    assert answer("fitted:same", ours=files["knode"], others=[files["pandas"], files["numpy"]]) == rows
    what, ours = f"{rows:,} rows, {model}", found["knode"]
    hand = {"pandas": "a loop with pandas", "numpy": "a loop with NumPy preparation"}
    return [
        Figure(f"{what}: peak memory", median(ours).peak / 1e6, "MB", GIBIBYTE_MB),
        *(Figure(f"{what}: wall, beside {hand[way]}", ratio(ours, found[way]), "×", 1.2 if way == "pandas" else None,
                 f"{median(ours)}; by hand {median(found[way])}") for way in hand),
    ]  # fmt: skip
