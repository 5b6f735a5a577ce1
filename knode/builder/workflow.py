"""The workflow as Python code sees it: load, save, run, look at; `building` holds how it is built."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from knode.builder.building import Building
from knode.builder.handles import NodeHandle, PortHandle
from knode.builder.session import EngineFacts, Session
from knode.core import document as files
from knode.core.errors import Cancelled, UsageError, quoted
from knode.core.events import Listener
from knode.core.following import settle
from knode.core.registry import REGISTRY, Registry
from knode.core.values import Captured
from knode.core.workflow import Workflow as Document
from knode.deploy.gesture import Gesture
from knode.deploy.opening import Opened, open_any
from knode.deploy.taking import take
from knode.engine.engine import Request
from knode.engine.report import RunResult
from knode.picture import Theme, svg_of

if TYPE_CHECKING:
    from _typeshed import StrPath


Places = str | NodeHandle | PortHandle | Iterable[str | NodeHandle | PortHandle]
"""Nodes or ports: themselves, or named as `NODE` or `NODE.PORT`."""


class Workflow(Building):
    """A workflow to build, run and look at. `document` is what the canvas edits and the file holds.

    Keeps its engine from run to run, so that only what changed is computed again. A context manager: at its end all
    results are on disk.
    """

    def __init__(self, name: str = "", *, description: str = "", registry: Registry = REGISTRY) -> None:
        super().__init__(name, description=description, registry=registry)
        self.path: Path | None = None
        self.document.folder = Path()
        self._opened: Opened | None = None
        self._session = Session()
        self._states: tuple[int, dict[str, str]] = (-1, {})

    @classmethod
    def load(cls, path: StrPath, *, registry: Registry = REGISTRY) -> Self:
        """Read a workflow file, or a bundle with its frozen models.

        Raises:
            WorkflowFileError: it is no readable workflow; the message says where.
            BundleDamaged: a bundle whose content is not what its manifest says.
        """
        opened = open_any(Path(path), registry)
        made = cls.from_document(opened.workflow, Path(path))
        made._opened = opened
        return made

    @classmethod
    def from_document(cls, document: Document, path: Path | None = None) -> Self:
        """The Python face of a document; edits are made in it, not in a copy."""
        made = cls(registry=document.registry)
        made.document, made.path = document, path
        if document.folder is None:
            settle(document, made._folder())
        return made

    def save(self, path: StrPath | None = None) -> Path:
        """Write the workflow file; by default to where it was loaded from or last saved.

        Raises UsageError: it has no file yet, its folder cannot be written, or it came from a bundle.
        """
        wanted = Path(path) if path is not None else self.path
        if wanted is None:
            raise UsageError('This workflow has no file yet. Say which: w.save("name.knode").')
        if self._opened is not None and self._opened.manifest is not None:
            raise UsageError(
                "This workflow came from a bundle, and a workflow file cannot hold its frozen models. Copy the bundle."
            )
        wanted = wanted if wanted.suffix else wanted.with_suffix(".knode")
        if wanted.suffix == ".knodez":
            raise UsageError(f"{wanted} is the name of a bundle, which a Bundle Writer node makes. Save as .knode.")
        files.save(self.document, wanted)
        self.path = wanted
        settle(self.document, self._folder())
        return wanted

    # ---- running

    def run(
        self,
        parameters: Mapping[str, Any] | None = None,
        inputs: Mapping[str, Any] | None = None,
        to: str | NodeHandle | Iterable[str | NodeHandle] | None = None,
        fresh: bool = False,
        store: StrPath | Literal[False] | None = None,
        threads: int | None = None,
        seed: int = 0,
        trust: bool = False,
        progress: Listener | None = None,
        check: bool = True,
    ) -> RunResult:
        """Run the workflow; what has not changed since an earlier run is not computed again.

        Args:
            parameters: values by name; the others have their defaults.
            inputs: DataFrames, or values of other kinds, by the names of the workflow's inputs.
            to: nodes to run up to; all by default.
            fresh: compute everything that is needed, even where a result is known.
            store: the folder that keeps results; by default `.knode` beside the workflow's file. A workflow without a
                file, and any with `False`, keeps them in memory.
            threads: how many cores to use; all by default.
            seed: the same seed gives the same results.
            trust: run code that came with the workflow (script nodes). Read it before.
            progress: called with every event of the run, on the threads of the run.
            check: raise when a node failed; otherwise look at the result's `status` and `errors`.

        Raises:
            UsageError: the workflow, a parameter or an input is wrong; nothing has run.
            NodeFailed: a node failed.
            Cancelled: the run was interrupted.
        """
        folder = self._opened.folder if self._opened is not None else self._folder()
        engine = self._session.engine(EngineFacts(self._store_folder(store), threads, trust))
        request = Request(
            parameters=parameters or {},
            inputs=self._inputs(inputs or {}),
            frozen=self._opened.frozen if self._opened is not None else {},
            to=_ids(to),
            fresh=fresh,
            seed=seed,
            folder=folder,
            listener=progress,
        )
        revision = self.document.revision
        result = engine.run(self.document, request)
        self._states = (revision, {node: report.state for node, report in result.nodes.items()})
        if check and result.status == "cancelled":
            raise Cancelled
        if check:
            result.raise_if_failed()
        return result

    def capture(
        self,
        node: str | NodeHandle | PortHandle = "",
        *,
        start: Places = (),
        select: Places = (),
        keep: Places = (),
        ask: str | Iterable[str] = (),
        parameters: Mapping[str, Any] | None = None,
        inputs: Mapping[str, Any] | None = None,
        store: StrPath | Literal[False] | None = None,
        threads: int | None = None,
        seed: int = 0,
        trust: bool = False,
        progress: Listener | None = None,
    ) -> Captured:
        """What production needs of this workflow, as a workflow of its own, with what is fitted frozen in it.

        What has a result already is reused; the rest of what is needed runs. `captured.workflow` is the document,
        `captured.contract` the held-out rows, `captured.lineage` where it comes from.

        Args:
            node: the node, or the port, that gives the answer; or a Capture End. The only Capture End by default.
            start: where production's rows come in; by default where the rows of the answer come from.
            select: the nodes to capture, and nothing else.
            keep: nodes that only choose rows for training, and that production is to repeat all the same.
            ask: names of parameters and variables that production may set; all others are frozen.
            parameters, inputs, store, threads, seed, trust, progress: as in `run`.

        Raises:
            CaptureError: it cannot be captured; the message says what to do.
            UsageError: a name is wrong, or a port is not connected; nothing has run.
            NodeFailed: a node failed.
        """
        gesture = Gesture(
            node=_place(node),
            start=_places(start),
            select=_places(select),
            keep=_places(keep),
            asked=(ask,) if isinstance(ask, str) else tuple(ask),
        )
        request = Request(
            parameters=parameters or {},
            inputs=self._inputs(inputs or {}),
            frozen=self._opened.frozen if self._opened is not None else {},
            seed=seed,
            folder=self._opened.folder if self._opened is not None else self._folder(),
            listener=progress,
        )
        engine = self._session.engine(EngineFacts(self._store_folder(store), threads, trust))
        return take(engine, self.document, gesture, request)

    def _folder(self) -> Path:
        return self.path.resolve().parent if self.path is not None else Path.cwd()

    def _store_folder(self, store: StrPath | Literal[False] | None) -> Path | None:
        if store is False or (store is None and self.path is None):
            return None
        return Path(os.fspath(store)).resolve() if store is not None else self._folder() / ".knode"

    def _inputs(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs, tables as lazy copies, so that what the caller does to his later changes no result."""
        ends = self.document.ends("input") if given else {}
        return {name: self._input(name, ends.get(name), value) for name, value in given.items()}

    def _input(self, name: str, node: str | None, value: Any) -> Any:
        ports = self.document.ports(node) if node is not None else None
        if ports is None or ports.outputs[0].kind != "table":
            return value
        import pandas as pd

        if not isinstance(value, pd.DataFrame):
            raise UsageError(
                f"The input {quoted(name)} takes a pandas DataFrame, not a {type(value).__name__}.", input=name
            )
        return value.copy(deep=False)

    def close(self) -> None:
        """Wait until all results are on disk, and let go of the engine. Results that you hold stay readable."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- looking

    def svg(self, theme: Theme = "light") -> str:
        """The workflow as a picture: SVG text. After a run, and until the next edit, it shows how each node ended."""
        revision, states = self._states
        return svg_of(self.document, theme=theme, states=states if revision == self.document.revision else None)

    def _repr_svg_(self) -> str:
        return self.svg("auto")

    def __repr__(self) -> str:
        nodes, links = len(self.document.nodes), len(self.document.links)
        said = [f"{nodes} node{'s' * (nodes != 1)}", f"{links} link{'s' * (links != 1)}"]
        if self.document.parameters:
            said.append(f"parameters {', '.join(self.document.parameters)}")
        where = f", {self.path}" if self.path is not None else ""
        return f"<Workflow {quoted(self.name)}: {', '.join(said)}{where}>"


def _places(given: Places) -> tuple[str, ...]:
    alone = isinstance(given, str | NodeHandle | PortHandle)
    return (_place(given),) if alone else tuple(_place(one) for one in given)  # type: ignore[arg-type,union-attr]


def _place(one: str | NodeHandle | PortHandle) -> str:
    """`NODE` or `NODE.PORT`."""
    if isinstance(one, PortHandle):
        return f"{one.node.id}.{one.name}"
    return one if isinstance(one, str) else one.id


def _ids(to: str | NodeHandle | Iterable[str | NodeHandle] | None) -> list[str]:
    if to is None:
        return []
    wanted = [to] if isinstance(to, str | NodeHandle) else list(to)
    return [one if isinstance(one, str) else one.id for one in wanted]
