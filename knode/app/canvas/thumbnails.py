"""Small pictures of views below the nodes that give them: asked for when such a node is in view, near enough, and done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap

from knode.app import theme
from knode.app.canvas.geometry import OVERVIEW_BELOW, WIDTH
from knode.app.canvas.shapes import NodeShape
from knode.app.session import Call
from knode.core.errors import KnodeError
from knode.host.protocol import NodeStatus
from knode.host.view_protocol import THUMBNAIL, Thumbnail, ThumbnailParams

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

REST_MS = 150
SCALE = 2
"""Pictures are twice as large as they are shown at 100 %, for screens of double density and a nearer look."""
MOST_BYTES = 4_000_000


class Thumbnails(QObject):
    """The thumbnails of one canvas.

    Responsibilities: finds the view nodes that lack a picture, asks the engine process for it, hands it to the scene. A
    picture goes when its node is no longer done; when the theme changes, all do.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._asked: dict[str, NodeStatus] = {}
        self._calls: dict[str, Call] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._look_round)
        view.looked.connect(self._soon)
        view.canvas.content_changed.connect(self._soon)
        view.canvas.rebuilt.connect(self._forget)
        theme.switch().changed.connect(self._forget)

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        """Ask for every picture anew."""
        for call in self._calls.values():
            call.forget()
        self._calls.clear()
        self._asked.clear()
        self._soon()

    def _look_round(self) -> None:
        """Take away pictures of the past, and ask for those that are missing in view."""
        canvas = self._view.canvas
        for node in [node for node, status in self._asked.items() if self._is_past(node, status)]:
            del self._asked[node]
            if node in self._calls:
                self._calls.pop(node).forget()
            canvas.set_picture(node, None)
        if self._view.zoom < OVERVIEW_BELOW:
            return
        for node in canvas.nodes_in(self._view.visible_rect()):
            shape = canvas.graph.nodes[node]
            if shape.gives_view and node not in self._asked:
                self._ask(shape)

    def _is_past(self, node: str, status: NodeStatus) -> bool:
        shape = self._view.canvas.graph.nodes.get(node)
        return shape is None or shape.status is None or shape.status.outputs != status.outputs or not _is_done(shape)

    def _ask(self, shape: NodeShape) -> None:
        status = shape.status
        if status is None or not _is_done(shape):
            return
        port = next((plug.name for plug in shape.outputs if plug.kind == "view"), None)
        if port is None or port not in status.outputs or not status.outputs[port].available:
            return
        self._asked[shape.id] = status
        node = shape.id
        params = ThumbnailParams(
            step=self._view.session.step(node), port=port, width=round(WIDTH * SCALE), theme=theme.current().name
        )
        self._calls[node] = self._view.session.call(
            THUMBNAIL, params, lambda found: self._take(node, found), lambda error: self._miss(node, error)
        )

    def _take(self, node: str, found: Thumbnail) -> None:
        self._calls.pop(node, None)
        if found.file is None:
            return
        picture = _read(Path(found.file))
        if picture is not None:
            self._view.canvas.set_picture(node, picture)

    def _miss(self, node: str, error: KnodeError) -> None:
        """No picture: the node says itself what is wrong with it."""
        self._calls.pop(node, None)


def _is_done(shape: NodeShape) -> bool:
    return shape.status is not None and shape.status.state == "done"


def _read(file: Path) -> QPixmap | None:
    """The picture in a file of the scratch folder, which then is no longer needed; None for none, or one too large."""
    try:
        data = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
        file.unlink()
    except OSError:
        return None
    picture = QPixmap()
    if not picture.loadFromData(data):
        return None
    return picture
