"""What the window asks of the engine process about deploying. Light: the window imports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from knode.host.protocol import Event, Message, Method, Nothing

TARGETS: Mapping[str, str] = {
    "file": "deploy.BundleWriter",
    "folder": "deploy.DeployLocal",
    "server": "deploy.DeployHttp",
    "s3": "deploy.DeployS3",
}
"""Where bundles are brought to, each by the node that does it: its settings are what a person is asked for."""


class Pointed(Message):
    """What a person points at; see `knode.deploy.gesture.Gesture`. Nodes are step paths."""

    node: str = ""
    start: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    names: Mapping[str, str] = Field(default_factory=dict)


class Scope(Message):
    """What a capture would hold; see `knode.deploy.scope`."""

    name: str
    steps: tuple[str, ...]
    frozen: tuple[str, ...]
    inputs: dict[str, str]
    outputs: dict[str, str]
    left_out: dict[str, str]
    askable: tuple[str, ...]


class TakeParams(Message):
    """Capture what is pointed at. `job` is a name of the window's choice, for `CANCEL`."""

    job: str
    pointed: Pointed


class Taken(Message):
    """A capture that waits in the engine process under `token`. `found` is what `knode.deploy.preview` tells."""

    token: str
    found: dict[str, Any]


class WriteParams(Message):
    """Bring the capture `token` to a target. `settings` are those of the target's node."""

    job: str
    token: str
    target: str
    settings: dict[str, Any]


class Written(Message):
    """Where the bundle is. `file` is its path when it is on this machine, `said` what the target told on the way, `card` the
    model card as Markdown."""

    place: str
    file: str | None
    name: str
    version: str
    sha256: str
    bytes: int
    parity_rows: int
    changed: bool
    said: tuple[str, ...] = ()
    card: str = ""


class Job(Message):
    """A job that runs."""

    job: str


class JobEvent(Event):
    """How far a job is; `fraction` is None where that is not known."""

    kind: ClassVar[str] = "job"
    job: str
    fraction: float | None = None
    message: str = ""


SCOPE = Method("deploy.scope", Pointed, Scope, "knode.host.deploying:look")
TAKE = Method("deploy.take", TakeParams, Taken, "knode.host.deploying:take")
WRITE = Method("deploy.write", WriteParams, Written, "knode.host.deploying:write")
CANCEL = Method("deploy.cancel", Job, Nothing, "knode.host.deploying:cancel", at_once=True)
