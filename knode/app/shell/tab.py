"""One tab: an open workflow with its canvas, the way to the component that is looked at, and a word about trust."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from knode.app.canvas.view import CanvasView
from knode.app.keeping import Keeper
from knode.app.panels.log_model import LogModel
from knode.app.session import Session
from knode.app.shell.banner import BannerStack
from knode.app.shell.breadcrumbs import Breadcrumbs
from knode.app.shell.preferences import Preferences
from knode.app.shell.status_strip import StatusStrip

READABLE = 0.7
"""The zoom below which titles are hard to read."""
BESIDE = 40


class WorkflowTab(QWidget):
    """Holds a session and what shows it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("canvasArea")
        self.session = session
        session.setParent(self)
        self.keeper: Keeper | None = None
        LogModel.of(session)
        self.view = CanvasView(session)
        self.breadcrumbs = Breadcrumbs(session)
        self.banners = BannerStack()
        self.status = StatusStrip(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banners, self.breadcrumbs, self.view):
            column.addWidget(widget)
        self.setFocusProxy(self.view)
        self.breadcrumbs.chosen.connect(session.set_path)
        session.revealed.connect(lambda _: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.status.zoom_wanted.connect(self.view.fit)
        self.view.looked.connect(lambda: self.status.show_zoom(self.view.zoom))

    @property
    def title(self) -> str:
        """What the tab is called; a dot says that there is something to save."""
        document = self.session.document
        return document.title if document.is_clean else f"● {document.title}"

    def close_session(self) -> None:
        """End what runs for this tab."""
        if self.keeper is not None:
            self.keeper.close()
        self.session.close()

    def is_clean_now(self, clean: bool) -> None:
        """Recovered changes that are saved, or were taken back, need no word any more."""
        if clean:
            self.banners.say_nothing("recovery")

    def prefer(self, preferences: Preferences) -> None:
        """Let the canvas be as the person prefers."""
        self.view.wheel_zooms = preferences.wheel == "zoom"
        self.view.canvas.set_straight(preferences.wires == "straight")
        self.view.minimap.set_wanted(preferences.minimap)

    def first_look(self) -> None:
        """Look at the whole workflow; where it would be too small to read, at its beginning."""
        view = self.view
        view.fit(animated=False)
        whole = view.canvas.bounds()
        if view.zoom < READABLE and not whole.isEmpty():
            width, height = view.viewport().width() / READABLE, view.viewport().height() / READABLE
            first = min(map(view.canvas.node_rect, view.canvas.graph.nodes), key=QRectF.left, default=whole)
            highest, lowest = whole.top() + height / 2 - BESIDE, whole.bottom() - height / 2 + BESIDE
            middle = min(max(first.center().y(), highest), lowest) if height < whole.height() else whole.center().y()
            view.look(QPointF(whole.left() + width / 2 - BESIDE, middle), READABLE)
        self.status.show_zoom(view.zoom)
