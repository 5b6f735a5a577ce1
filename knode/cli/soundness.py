"""Whether an installation works: each thing that knode leans on is tried once."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

PATIENCE_SECONDS = 20.0


class Check(NamedTuple):
    """What was tried, whether it worked, what it gave or why it did not, and how long it took."""

    name: str
    ok: bool
    detail: str
    seconds: float


def checks() -> Iterator[Check]:
    """Try one thing after the other."""
    for name, tried in CHECKS.items():
        begun = time.perf_counter()
        try:
            detail, ok = tried(), True
        except Exception as error:  # Whatever goes wrong is what is asked for.
            detail, ok = f"{type(error).__name__}: {error}"[:300], False
        yield Check(name, ok, detail, time.perf_counter() - begun)


def _nodes() -> str:
    from knode.core.registry import REGISTRY

    found = REGISTRY.all()
    if not found:
        raise RuntimeError("no node pack is installed")
    return f"{len(found)} nodes in {len({cls.pack for cls in found})} packs"


def _store() -> str:
    import pandas as pd

    from knode.store.results import Output
    from knode.store.store import Store

    table = pd.DataFrame({"number": [1.5, None], "text": ["ä", "b"]})
    with tempfile.TemporaryDirectory(prefix="knode-") as folder, Store(Path(folder)) as store:
        payload = store.dump("table", table)
        back = store.load(Output("table", payload, 2, 2, 0))
        pd.testing.assert_frame_equal(back, table)
        del back
    return "a table was written and read back"


def _models() -> str:
    from sklearn.linear_model import LinearRegression
    from skops.io import dumps, loads

    model = LinearRegression().fit([[0.0], [1.0]], [0.0, 2.0])
    value = float(loads(dumps(model)).predict([[2.0]])[0])
    return f"a model was packed, unpacked and asked: {value:.0f}"


def _processes() -> str:
    from joblib import Parallel, delayed

    found = Parallel(n_jobs=2, backend="loky")(delayed(abs)(number) for number in (-1, -2, -3))
    if found != [1, 2, 3]:
        raise RuntimeError(f"the worker processes answered {found}")
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)
    return "two worker processes answered"


def _engine() -> str:
    from knode.host.client import Client
    from knode.host.protocol import ARRANGE, ArrangeParams

    client = Client()
    client.start()
    try:
        placed = client.call(ARRANGE, ArrangeParams(sizes={"box": (10.0, 10.0)}, links=())).result(PATIENCE_SECONDS)
    finally:
        client.stop(PATIENCE_SECONDS)
    if set(placed.places) != {"box"}:
        raise RuntimeError(f"the engine process answered {placed.places}")
    return "an engine process started and answered"


CHECKS: dict[str, Callable[[], str]] = {
    "nodes": _nodes,
    "store": _store,
    "models": _models,
    "processes": _processes,
    "engine": _engine,
}
