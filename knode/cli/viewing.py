"""Writes the view of a node to a file, for `knode show`: runs to the node, or takes the result that is stored."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from knode.cli.console import Session, is_terminal, notice
from knode.core.errors import Cancelled, UnknownName, UsageError, quoted
from knode.core.plot import MEDIA_TYPE
from knode.core.ports import VIEW
from knode.core.values import View

if TYPE_CHECKING:
    from knode.deploy.opening import Opened

PICTURES = (".png", ".svg", ".pdf")
PER_INCH = 96
"""Pixels of an inch, as CSS has them: an SVG is as wide on a page as a PNG at a scale of 1."""
MOST_PIXELS = 100_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for: the view at `NODE` or `NODE.PORT`, in a file of a format.

    `size` is that of a picture in pixels of 1/96 inch, `scale` how many pixels of a PNG stand for one of these.
    """

    file: Path
    place: str
    output: Path
    format: str
    theme: Literal["light", "dark"]
    size: tuple[int, int] | None = None
    scale: float | None = None
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
    room = _room(wanted)
    opened = opened_by(wanted.file, "show")
    node, port = _port(opened, wanted.place)
    view = _computed(opened, node, port, wanted, session)
    if room and view.media_type != MEDIA_TYPE:
        raise UsageError(
            f"The view {quoted(view.title)} has a size of its own ({view.media_type}): "
            "--size and --scale are for plots, which are drawn anew."
        )
    try:
        content = exported(view, wanted.output, wanted.theme, **room)
    except ImportError:
        raise UsageError('Plots are drawn with matplotlib: pip install "knode[explain]".') from None
    write_atomically(wanted.output, content)
    notice(f"The view {quoted(view.title)} is in {wanted.output}.")


def _room(wanted: Wanted) -> dict[str, Any]:
    """The inches and the dots per inch that are asked for; nothing for the size that suits a plot, and for data."""
    if wanted.format not in PICTURES or (wanted.size is None and wanted.scale is None):
        return {}
    scale = 1.0 if wanted.scale is None else wanted.scale
    if wanted.size is None:
        return {"dpi": PER_INCH * scale}
    width, height = wanted.size
    if wanted.format == ".png" and width * height * scale**2 > MOST_PIXELS:
        raise UsageError(
            f"A PNG of {width * scale:,.0f} × {height * scale:,.0f} pixels is too large: "
            f"choose a smaller --size or --scale (at most {MOST_PIXELS:,} pixels), or write an SVG or a PDF."
        )
    return {"width": width / PER_INCH, "height": height / PER_INCH, "dpi": PER_INCH * scale}


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
