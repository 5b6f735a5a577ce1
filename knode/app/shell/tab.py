"""One tab: an open workflow with its canvas, the way to the component that is looked at, and a word about trust."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from knode.app.canvas.view import CanvasView
from knode.app.keeping import Keeper
from knode.app.panels.log_model import LogModel
from knode.app.session import Session
from knode.app.shell.banner import Banner
from knode.app.shell.breadcrumbs import Breadcrumbs
from knode.app.shell.status_strip import StatusStrip


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
        self.banner = Banner()
        self.status = StatusStrip(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.breadcrumbs, self.view):
            column.addWidget(widget)
        self.setFocusProxy(self.view)
        self.breadcrumbs.chosen.connect(session.set_path)
        session.revealed.connect(self._reveal)
        self.status.zoom_wanted.connect(self.view.fit)
        self.view.viewport().installEventFilter(self)

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.status.show_zoom(self.view.transform().m11())
        return False

    def _reveal(self, node: str) -> None:
        self.view.center_on(node)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
