"""The Context that a running node sees."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from knode.core.context import Context
from knode.core.errors import Cancelled, CaptureError, SecretMissing
from knode.core.events import Event, NodeDraft, NodeMessage, NodeProgress
from knode.core.inside import Inside
from knode.core.secret import value_of
from knode.core.settings import Secret
from knode.core.target import Target
from knode.core.values import Captured, View
from knode.engine.services import Services
from knode.engine.warned import RunWarned, Warned

if TYPE_CHECKING:
    from knode.engine.inline import Inline

Emit = Callable[[Event], None]
MESSAGE_LIMIT = 200
"""A node's messages are kept up to this many a run."""
SHOWN_FOR = 1.0
"""Seconds for which what a node shows stays, at least."""
_current = threading.local()


class CancelToken:
    """Says whether the person has stopped the run. Safe from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Stop the run."""
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long; at once True when the run is stopped."""
        return self._event.wait(seconds)

    @property
    def is_set(self) -> bool:
        """The run is stopped."""
        return self._event.is_set()


class PauseToken:
    """Says whether new nodes may start. Safe from any thread."""

    def __init__(self) -> None:
        self.is_set = False
        self.on_resume: Callable[[], None] = _nothing
        """Called when the pause ends; the run that was given the token sets it."""

    def set(self) -> None:
        """Let what runs come to its end, and start nothing."""
        self.is_set = True

    def clear(self) -> None:
        """Go on."""
        self.is_set = False
        self.on_resume()


def _nothing() -> None:
    """Before a run has been given a pause token, resuming is nobody's business."""


class RunContext(Context):
    """One node's view of the run. It gathers the node's messages, and hides the run's secrets in them."""

    def __init__(self, node: str, run: RunFacts, *, capture: Callable[[], Captured] | None = None) -> None:
        self.node = node
        self.seed = run.seed
        self.folder = run.folder
        self.messages: list[tuple[str, str]] = []
        self._run = run
        self._capture = capture
        self._inside: Inside | None = None
        self.warned = Warned()
        """What the runs of the inside say; the person is told when the node ends."""
        self._leased: int | None = None
        self._shown: dict[str, float] = {}
        self.passing = False
        """The result is not to be used again."""

    @property
    def cores(self) -> int:  # type: ignore[override]
        """One core, and those that are free now; the node has them until it ends."""
        if self._leased is None:
            self._leased = self._run.lease()
        return 1 + self._leased

    def end(self) -> None:
        """The node has ended: what its inside said is told, and its further cores are free again."""
        for level, text in self.warned.texts():
            self._say(level, text)
        if self._leased:
            self._run.give_back(self._leased)
            self._leased = None

    def progress(self, fraction: float | None, message: str = "") -> None:
        self.check_cancelled()
        self._run.emit(NodeProgress(self.node, fraction, hidden(message, self._run.secrets)))

    def show(self, port: str, view: Callable[[], View]) -> None:
        now = time.monotonic()
        if now - self._shown.get(port, -SHOWN_FOR) >= SHOWN_FOR:
            self._shown[port] = now
            self._run.emit(NodeDraft(self.node, port, view()))

    def check_cancelled(self) -> None:
        if self._run.cancel.is_set:
            raise Cancelled

    def info(self, text: str) -> None:
        self._say("info", text)

    def warn(self, text: str) -> None:
        self._say("warning", text)

    def _say(self, level: Any, text: str) -> None:
        text = hidden(text, self._run.secrets)
        if len(self.messages) < MESSAGE_LIMIT and (level, text) not in self.messages:
            self.messages.append((level, text))
            self._run.emit(NodeMessage(self.node, level, text))

    def secret(self, secret: Secret) -> str:
        value = value_of(secret)
        if not value:
            raise SecretMissing(secret, secret.variable)
        if value not in self._run.secrets:
            self._run.secrets.append(value)
        return value

    def do_not_reuse(self) -> None:
        self.passing = True
        self._run.is_passing()

    def hold(self, inside: Inside) -> None:
        """Give the node what it holds."""
        self._inside = inside

    @property
    def inside(self) -> Inside:
        return super().inside if self._inside is None else self._inside

    def capture(self) -> Captured:
        if self._capture is None:
            raise CaptureError(f"Node {self.node!r} captures nothing: only Capture End does.")
        return self._capture()

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        return self._run.execute(captured, inputs)

    def combine(
        self, segments: Sequence[Captured], wiring: Mapping[str, str], names: Sequence[str], *, name: str = ""
    ) -> Captured:
        return self._run.bundles().combine(segments, wiring, names, name=name)

    def write_workflow(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        return self._run.bundles().write_workflow(captured, path, name=name, version=version)

    def deploy(
        self,
        captured: Captured,
        target: Path | Target,
        *,
        name: str,
        version: str,
        intended_use: str = "",
        replace: bool = False,
    ) -> Mapping[str, Any]:
        return self._run.bundles().deploy(
            captured,
            target,
            name=name,
            version=version,
            intended_use=intended_use,
            replace=replace,
            facts=self._run.inline(),
        )

    def deployed(self, place: Path, name: str = "") -> Mapping[str, Any] | None:
        return self._run.bundles().deployed(place, name)

    def read_bundle(self, path: Path) -> Captured:
        return self._run.bundles().read_bundle(path, self.warn)


class Threads(Protocol):
    """Is told of the threads that run nodes beside the engine's own, so that they are interrupted when the run is stopped."""

    def entered(self, context: RunContext) -> None:
        """This thread runs for a node now; the warnings of libraries in it are that node's messages."""

    def left(self) -> None:
        """It does so no more."""


class RunFacts(Threads, Protocol):
    """What the contexts of one run share. The runner and the inline evaluation provide it."""

    seed: int
    folder: Path
    cancel: CancelToken
    secrets: list[str]
    """The secrets that the run's nodes were given; a connection may carry one to a node that did not ask for it."""

    def emit(self, event: Event) -> None:
        """Tell the listener."""

    def lease(self) -> int:
        """Take the cores that are free now."""

    def give_back(self, cores: int) -> None:
        """Free leased cores."""

    def is_passing(self) -> None:
        """What is made now, in this run or in the node around it, is not to be used again."""

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Run a captured workflow."""

    def inline(self) -> Inline:
        """What a captured workflow that runs inside this run is given."""

    def bundles(self) -> Services:
        """The services of the deploy layer. Raises CaptureError when there are none."""


def hidden(text: str, secrets: Iterable[str]) -> str:
    """`text` without the values of secrets, the longest first as one may be part of another."""
    for value in sorted(secrets, key=len, reverse=True):
        text = text.replace(value, "•••")
    return text


def speaks(context: RunContext | None) -> None:
    """From here on the warnings of libraries in this thread are messages of this node; of none when None."""
    _current.context = context


@contextmanager
def speaking(run: RunWarned) -> Iterator[None]:
    """Meanwhile the warnings of libraries in this thread are those of one run of what a node holds."""
    before = getattr(_current, "context", None)
    _current.context = run
    try:
        yield
    finally:
        _current.context = before


ALWAYS = ("always", None, Warning, None, 0)
"""Python shows a warning once a place, so that the second node of a type would stay silent. What the person has set
about warnings stands before this and counts."""
_routes = 0
_added = False
_routes_lock = threading.Lock()
_original: Any = None


@contextmanager
def warnings_as_messages() -> Iterator[None]:
    """Send warnings raised inside a node to that node's context, all others on as before."""
    global _routes, _added, _original
    with _routes_lock:
        if not _routes:
            _original = warnings.showwarning
            warnings.showwarning = _show
            _added = ALWAYS not in warnings.filters
            warnings.simplefilter("always", append=True)
        _routes += 1
    try:
        yield
    finally:
        with _routes_lock:
            _routes -= 1
            if not _routes and warnings.showwarning is _show:
                warnings.showwarning = _original
            if not _routes and _added and ALWAYS in warnings.filters:
                warnings.filters.remove(ALWAYS)  # type: ignore[attr-defined]


def _show(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
    context = getattr(_current, "context", None)
    if context is None:
        _original(message, category, filename, lineno, file, line)
    else:
        context.warn(" ".join(str(message).split())[:500])
