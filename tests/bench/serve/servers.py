"""The servers that are measured: how each is started as its makers recommend, and what it is sent and answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.process import KNODE, ROOT

Rows = list[dict[str, Any]]
PEERS = ROOT / "tests" / "bench" / "serve" / "peers"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server finds things: `folder` holds models and bundles, `home` the peer's own virtual environment."""

    folder: Path
    home: Path
    model: str

    @property
    def pipeline(self) -> Path:
        """The peers' pipeline."""
        return self.folder / f"{self.model}.joblib"

    def program(self, name: str) -> str:
        """A program of the peer's environment."""
        return str(self.home / "bin" / name)


@dataclass(frozen=True, slots=True)
class Server:
    """A server: `fast` ones are sent more requests; a `peer` has an environment of its own."""

    name: str
    command: Callable[[Place, int], list[str]]
    path: Callable[[Place], str]
    body: Callable[[Rows], Any]
    yes: Callable[[Any], list[float]]
    peer: bool = True
    fast: bool = False
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    environment: Callable[[Place, int], dict[str, str]] = field(
        default=lambda place, port: {"MODEL": str(place.pipeline)}
    )
    before: Callable[[Place], None] = field(default=lambda place: None)

    def bodies(self, requests: list[Rows]) -> list[str]:
        """The bodies of some requests."""
        return [json.dumps(self.body(rows), separators=(",", ":")) for rows in requests]

    def is_there(self, place: Place) -> bool:
        """Whether it is installed."""
        return not self.peer or (place.home / "installed").exists()

    def version(self, place: Place) -> str:
        """Its version, as the script that installed it wrote it down; nothing for our own."""
        return (place.home / "installed").read_text().strip() if self.peer else ""

    def environ(self, place: Place, port: int = 0) -> dict[str, str]:
        """The environment variables that it is started with."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        own = {"PATH": f"{place.home / 'bin'}{os.pathsep}{kept['PATH']}"} if self.peer else {"PYTHONPATH": str(ROOT)}
        return {**kept, **own, **self.environment(place, port)}


def _column(answer: Any, place: int = 1) -> list[float]:
    return [row[place] for row in answer]


# ---- our own


def _knode(place: Place, port: int) -> list[str]:
    return [*KNODE, "serve", str(place.folder / f"{place.model}.knodez"), "--port", str(port)]


def _bare(place: Place, port: int) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "tests.bench.serve.bare:app", "--port", str(port), "--no-access-log",
            "--http", "httptools", "--log-level", "warning"]  # fmt: skip


# ---- peers


def _fastapi(place: Place, port: int) -> list[str]:
    return [place.program("uvicorn"), "fastapi_app:app", "--app-dir", str(PEERS), "--port", str(port)]


def _bentoml(place: Place, port: int) -> list[str]:
    return [place.program("bentoml"), "serve", "bentoml_app:Scoring", "--working-dir", str(PEERS), "--port", str(port),
            "--host", "127.0.0.1"]  # fmt: skip


def _bentoml_environment(place: Place, port: int) -> dict[str, str]:
    return {"MODEL": str(place.pipeline), "BENTOML_HOME": str(place.folder / "bentoml"), "BENTOML_DO_NOT_TRACK": "True"}


def _mlflow_model(place: Place) -> Path:
    return place.folder / f"{place.model}.mlflow"


def _mlflow_before(place: Place) -> None:
    if _mlflow_model(place).exists():
        return
    script = [place.program("python"), str(PEERS / "mlflow_model.py")]
    files = [str(place.pipeline), str(place.folder / "examples.parquet"), str(_mlflow_model(place))]
    subprocess.run([*script, *files], check=True, capture_output=True, env=MLFLOW.environ(place), cwd=place.folder)


def _mlflow(place: Place, port: int) -> list[str]:
    return [place.program("mlflow"), "models", "serve", "--model-uri", str(_mlflow_model(place)), "--port", str(port),
            "--env-manager", "local"]  # fmt: skip


def _mlserver_folder(place: Place) -> Path:
    return place.folder / f"{place.model}.mlserver"


def _mlserver(place: Place, port: int) -> list[str]:
    return [place.program("mlserver"), "start", str(_mlserver_folder(place))]


def _mlserver_environment(place: Place, port: int) -> dict[str, str]:
    # Its pool of workers starts and dies without end beside uvloop 0.22 and later; without a pool it scores itself.
    given = {
        "PARALLEL_WORKERS": 0,
        "HOST": "127.0.0.1",
        "HTTP_PORT": port,
        "GRPC_PORT": port + 1,
        "METRICS_PORT": port + 2,
    }
    return {f"MLSERVER_{name}": str(value) for name, value in given.items()}


def _mlserver_before(place: Place) -> None:
    folder = _mlserver_folder(place)
    folder.mkdir(exist_ok=True)
    settings = {
        "name": "scoring",
        "implementation": "mlserver_sklearn.SKLearnModel",
        "parameters": {"uri": str(place.pipeline)},
    }
    (folder / "model-settings.json").write_text(json.dumps(settings))


def _mlserver_body(rows: Rows) -> dict[str, Any]:
    return {
        "parameters": {"content_type": "pd"},
        "inputs": [_tensor(name, [row[name] for row in rows]) for name in rows[0]],
        "outputs": [{"name": "predict_proba"}],
    }


def _tensor(name: str, values: list[Any]) -> dict[str, Any]:
    text = isinstance(values[0], str)
    made = {"name": name, "datatype": "BYTES" if text else "FP64", "shape": [len(values), 1], "data": values}
    return {**made, "parameters": {"content_type": "str"}} if text else made


def _every_second(answer: Any) -> list[float]:
    return list(answer["outputs"][0]["data"][1::2])


OURS = Server(
    name="knode",
    command=_knode,
    path=lambda place: f"/v1/{place.model}/predict",
    body=lambda rows: {"rows": rows},
    yes=lambda answer: [row["probability_yes"] for row in answer["predictions"]],
    peer=False,
    fast=True,
)
BARE = Server(
    name="bare ASGI that answers at once",
    command=_bare,
    path=lambda place: "/",
    body=lambda rows: {"rows": rows},
    yes=lambda answer: [],
    peer=False,
    fast=True,
)
MLFLOW = Server(
    name="mlflow",
    command=_mlflow,
    path=lambda place: "/invocations",
    body=lambda rows: {"dataframe_records": rows},
    yes=lambda answer: _column(answer["predictions"]),
    before=_mlflow_before,
)
FASTAPI = Server(
    name="fastapi",
    command=_fastapi,
    path=lambda place: "/predict",
    body=lambda rows: {"rows": rows},
    yes=lambda answer: _column(answer["probabilities"]),
)
BENTOML = Server(
    name="bentoml",
    command=_bentoml,
    path=lambda place: "/predict",
    body=lambda rows: {"rows": rows},
    yes=_column,
    environment=_bentoml_environment,
)
MLSERVER = Server(
    name="mlserver",
    command=_mlserver,
    path=lambda place: "/v2/models/scoring/infer",
    body=_mlserver_body,
    yes=_every_second,
    environment=_mlserver_environment,
    before=_mlserver_before,
)
SERVERS: Mapping[str, Server] = {server.name: server for server in (OURS, MLFLOW, FASTAPI, BENTOML, MLSERVER)}
