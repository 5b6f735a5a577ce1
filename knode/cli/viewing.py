"""Writes the view of a node to a file, for `knode show`: runs to the node, or takes the result that is stored."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from knode.cli.console import Session, is_terminal, notice
from knode.core.errors import Cancelled, UnknownName, UsageError, quoted
from knode.core.ports import VIEW
from knode.core.values import View

if TYPE_CHECKING:
    from knode.deploy.opening import Opened


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for: the view at `NODE` or `NODE.PORT`, in a file of a format."""

    file: Path
    place: str
    output: Path
    format: str
    theme: Literal["light", "dark"]
    param: tuple[str, ...] = ()
    store: Path | None = None
    trust: bool = False


def write_view(wanted: Wanted, session: Session) -> None:
    """Write the view to its file.

    Raises:
        UsageError: there is no such node, it gives no view, or the view cannot have that format.
        NodeFailed: a node that is needed failed.
    """
    from knode.cli.opening import opened as opened_by
    from knode.core.document import write_atomically
    from knode.host.viewing import exported

    if wanted.output.suffix.lower() != wanted.format:
        raise UsageError(f"{wanted.output} should end in {wanted.format}.")
    opened = opened_by(wanted.file, "show")
    node, port = _port(opened, wanted.place)
    view = _computed(opened, node, port, wanted, session)
    try:
        content = exported(view, wanted.output, wanted.theme)
    except ImportError:
        raise UsageError('Plots are drawn with matplotlib: pip install "knode[explain]".') from None
    write_atomically(wanted.output, content)
    notice(f"The view {quoted(view.title)} is in {wanted.output}.")


def _port(opened: Opened, place: str) -> tuple[str, str]:
    """The node and its port that gives a view."""
    node, dot, port = place.partition(".")
    ports = opened.workflow.ports(node)
    views = [each.name for each in ports.outputs if each.kind == VIEW.name] if ports is not None else []
    if dot and port not in views:
        raise UnknownName("view", port, views, f"at node {quoted(node)}")
    if not views:
        raise UsageError(f"Node {quoted(node)} gives no view, only tables and the like.")
    if not dot and len(views) > 1:
        raise UsageError(f"Node {quoted(node)} gives several views ({', '.join(views)}): name one, {node}.PORT.")
    return node, port or views[0]


def _computed(opened: Opened, node: str, port: str, wanted: Wanted, session: Session) -> View:
    from knode.cli.assignment import parameters
    from knode.cli.interrupt import Interrupt
    from knode.cli.progress import display
    from knode.cli.run import opened_store, show_cursor
    from knode.deploy import services
    from knode.engine.context import CancelToken
    from knode.engine.engine import Engine, Request

    cancel = CancelToken()
    shown = display("auto" if is_terminal(sys.stderr) else "none")

    def stop() -> None:
        cancel.set()
        shown.stopping()

    with (
        Interrupt(stop, show_cursor) as interrupt,
        interrupt.told(),
        shown,
        opened_store(wanted.store, opened.folder, session) as store,
        Engine(store, services=services(), trust=wanted.trust) as engine,
    ):
        request = Request(
            parameters=parameters(opened.workflow, wanted.param),
            frozen=opened.frozen,
            to=[node],
            need_values=[node],
            folder=opened.folder,
            listener=shown.hear,
            cancel=cancel,
        )
        shown.begin(opened.workflow)
        result = engine.run(opened.workflow, request)
        if result.status == "cancelled":
            raise Cancelled
        result.raise_if_failed()
        found = result[node][port]
    assert isinstance(found, View)
    return found
