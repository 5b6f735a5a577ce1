"""The messages between a window and its engine process: methods, events and what they carry. Light: the window imports it."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from knode.core import errors
from knode.core.errors import KnodeError, UnknownName
from knode.core.events import RunStatus
from knode.core.spec import Spec

VERSION = 1
"""Of the protocol. Both sides are of one installation; a window refuses an engine process of another version."""
METHODS: dict[str, Method[Any, Any]] = {}
"""All methods that have been declared, by name."""
EVENTS: dict[str, type[Event]] = {}
"""All events that have been declared, by kind."""
SUFFIX = "protocol"
"""Modules of this package whose names end so declare methods and events."""


class Message(BaseModel):
    """Data that travels between the processes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Message):
    """No parameters, or no answer but that it is done."""


class Event(Message):
    """What the engine process says without being asked. `kind` is its name in messages."""

    kind: ClassVar[str] = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        EVENTS[cls.kind] = cls


P = TypeVar("P", bound=Message)
R = TypeVar("R", bound=Message)


@dataclass(frozen=True)
class Method(Generic[P, R]):
    """What the engine process can be asked for.

    `handler` is `module:function`, imported in the engine process at the first call and called as `function(host, params)`
    on a thread of a pool; with `at_once` on the thread that reads messages, in their order: then it must be quick.
    """

    name: str
    params: type[P]
    result: type[R]
    handler: str
    at_once: bool = False

    def __post_init__(self) -> None:
        METHODS[self.name] = self


def method_of(name: str) -> Method[Any, Any]:
    """The method of that name, whichever module of this package declares it. Raises UnknownName."""
    if name not in METHODS:
        import_declarations()
    if name not in METHODS:
        raise UnknownName("method", name, METHODS, "of the engine process")
    return METHODS[name]


def event_of(kind: str) -> type[Event]:
    """The event of that kind. Raises UnknownName."""
    if kind not in EVENTS:
        import_declarations()
    if kind not in EVENTS:
        raise UnknownName("event", kind, EVENTS, "of the engine process")
    return EVENTS[kind]


def import_declarations() -> None:
    """Import every module that declares methods and events."""
    package = importlib.import_module("knode.host")
    for info in pkgutil.iter_modules(package.__path__, "knode.host."):
        if info.name.endswith(SUFFIX):
            importlib.import_module(info.name)


def error_from(data: dict[str, Any]) -> KnodeError:
    """The error that `KnodeError.as_json` wrote, of the same class where that is one of `knode.core.errors`."""
    facts = {name: value for name, value in data.items() if name not in ("error", "message")}
    found = getattr(errors, str(data["error"]), KnodeError)
    kind = found if isinstance(found, type) and issubclass(found, KnodeError) else KnodeError
    error = kind.__new__(kind)
    KnodeError.__init__(error, str(data["message"]), **facts)
    return error


# ---- what is known of nodes

NodeStateName = Literal["idle", "ready", "queued", "running", "done", "failed", "skipped", "inactive", "disabled"]


class Problem(Message):
    """Why a node cannot run, or has failed: `kind` is the error's class, `message` all of it.

    `what`, `where` and `hint` are its parts, "" where they are not known apart. `node` is the step that it began with.
    """

    kind: str
    message: str
    what: str = ""
    where: str = ""
    hint: str = ""
    node: str | None = None
    setting: str | None = None
    port: str | None = None
    column: str | None = None
    row: int | None = None


class PortStatus(Message):
    """What is known of an output. `remembered`: the spec is that of an older result, or of the first rows of a file, as
    the node cannot tell it beforehand.
    `available`: the value can be looked at without running the workflow; it is of the result with the signature `result`, and
    of another one once that changes. `draft` numbers what the node shows of a view while it runs, which can be looked at
    too; 0 where it shows nothing."""

    kind: str
    rows: int | None = None
    columns: int | None = None
    spec: Spec | None = None
    remembered: bool = False
    available: bool = False
    result: str = ""
    draft: int = 0


class NodeStatus(Message):
    """What is known of a node, or of a component as a whole.

    | state | meaning |
    |---|---|
    | idle | it cannot run yet; `error` says why |
    | ready | it can run and has no result for its present settings and inputs; with `stale` it has an older one |
    | queued, running | a run that is going on will come to it, or is at it |
    | done | it has a result; with `reused` it was not computed anew in the last run |
    | failed, skipped | the last run ended so for it, and nothing has changed since |
    | inactive | it stands behind a branch that was not taken |
    | disabled | switched off, or behind a node that is |
    """

    state: NodeStateName
    reused: bool = False
    stale: bool = False
    fraction: float | None = None
    message: str = ""
    seconds: float | None = None
    outputs: dict[str, PortStatus] = {}
    inputs: dict[str, tuple[Spec | None, ...]] = {}
    warnings: tuple[str, ...] = ()
    infos: tuple[str, ...] = ()
    """What it told of its run besides, such as which file it wrote; a path stands in quotation marks."""
    error: Problem | None = None
    doubt: Problem | None = None
    """What is wrong by what is known of its inputs before they are computed; it stands among the warnings, too."""


class StatusesEvent(Event):
    """What has changed, by step path (`clean/impute`); None for a node that is gone."""

    kind: ClassVar[str] = "statuses"
    statuses: dict[str, NodeStatus | None]


# ---- log, run, usage


class LogLine(Message):
    """A line of the log: `time` in seconds since 1970, `node` a step path or ""."""

    time: float
    level: Literal["info", "warning", "error"]
    node: str
    text: str


class LogEvent(Event):
    """New lines of the log."""

    kind: ClassVar[str] = "log"
    lines: tuple[LogLine, ...]


class QueuedRun(Message):
    """A run that waits for another to end."""

    number: int
    to: tuple[str, ...]
    fresh: bool


class RunEvent(Event):
    """How far the run is: `done` of the `total` nodes that had to run, those at work, and the runs that wait.

    `remaining_seconds` is an estimate from how long nodes took before; None when there is nothing to go by. `status` is
    what the last run came to, None while one is going on or before the first.
    """

    kind: ClassVar[str] = "run"
    running: bool = False
    paused: bool = False
    number: int = 0
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    remaining_seconds: float | None = None
    current: tuple[str, ...] = ()
    queue: tuple[QueuedRun, ...] = ()
    status: RunStatus | None = None


class UsageEvent(Event):
    """What the engine process and its children use: resident bytes, and per cent of one core."""

    kind: ClassVar[str] = "usage"
    memory_bytes: int
    cpu_percent: float


# ---- the document


class OpenParams(Message):
    """A document as the changes that make it from an empty one (`knode.core.edits.to_json`).

    `folder` is where relative file names start; results are kept in `store`, or in `.knode` there. `failed` are nodes that
    are known to have failed, such as those during which the engine process died before. `bundle` is the bundle that the
    document came from, whose frozen values and held-out rows it runs with.
    """

    changes: tuple[dict[str, Any], ...]
    folder: str
    store: str | None = None
    trust: bool = False
    revision: int = 0
    failed: dict[str, Problem] = {}
    bundle: str | None = None


class ChangeParams(Message):
    """Changes to the document, in order. `revision` counts the changes since it was opened, this one included."""

    changes: tuple[dict[str, Any], ...]
    revision: int


class TrustParams(Message):
    """Whether code that came with the workflow may run."""

    trust: bool


OPEN = Method("workflow.open", OpenParams, Nothing, "knode.host.editing:open_workflow", at_once=True)
CHANGE = Method("workflow.change", ChangeParams, Nothing, "knode.host.editing:change_workflow", at_once=True)
TRUST = Method("workflow.trust", TrustParams, Nothing, "knode.host.editing:set_trust", at_once=True)
REFRESH = Method("workflow.refresh", Nothing, Nothing, "knode.host.editing:refresh", at_once=True)

# ---- runs


class RunParams(Message):
    """What to run: up to the nodes `to` (step paths), or all that can run. `fresh`: also what has a result."""

    to: tuple[str, ...] = ()
    fresh: bool = False
    parameters: dict[str, Any] = {}


class RunNumber(Message):
    """The number of a run, as in RunEvent."""

    number: int


RUN = Method("run.start", RunParams, RunNumber, "knode.host.editing:start_run", at_once=True)
CANCEL = Method("run.cancel", Nothing, Nothing, "knode.host.editing:cancel_run", at_once=True)
UNQUEUE = Method("run.unqueue", RunNumber, Nothing, "knode.host.editing:unqueue_run", at_once=True)
PAUSE = Method("run.pause", Nothing, Nothing, "knode.host.editing:pause_run", at_once=True)
RESUME = Method("run.resume", Nothing, Nothing, "knode.host.editing:resume_run", at_once=True)

# ---- looking and arranging


class PeekParams(Message):
    """Which output to look at, and how many rows of it."""

    step: str
    port: str
    rows: int = 5


class Peek(Message):
    """A short look at a value: a table's size and first rows as texts, or a few words on anything else."""

    kind: str
    rows: int | None = None
    columns: int | None = None
    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    text: str = ""


class ArrangeParams(Message):
    """Boxes by id with [width, height], and links as (source, target, y of the start, y of the end below the box tops)."""

    sizes: dict[str, tuple[float, float]]
    links: tuple[tuple[str, str, float, float], ...]
    gap_x: float = 92.0
    gap_y: float = 36.0


class Arranged(Message):
    """The top left corner of each box, and the points that links pass on their way around others, by the links' numbers."""

    places: dict[str, tuple[float, float]]
    bends: dict[int, tuple[tuple[float, float], ...]] = {}


PEEK = Method("peek", PeekParams, Peek, "knode.host.peeking:peek")
ARRANGE = Method("arrange", ArrangeParams, Arranged, "knode.host.arranging:arrange")
