"""The help panel: what the selected node, or the one pointed at in a list of nodes, is for and how it is set."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.panels.help_page import component_page, message_page, page
from knode.app.quick.inserting import add_beside
from knode.app.quick.shelf import catalogue, habits
from knode.app.quick.topic import topic
from knode.app.session import Session
from knode.core.catalogue import Entry
from knode.core.workflow import Instance

NEXT = 5


class HelpPanel(QWidget):
    """Shows help, and follows what is selected or pointed at. A link to a node shows that one until either changes."""

    shown = Signal(str)
    """The type whose help is shown; "" for none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Help"))
        self._session = session
        self._type, self._html = "", ""
        self.browser = QTextBrowser(self)
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setStyleSheet("QTextBrowser { border: none; background: transparent; }")
        self.browser.setFont(theme.font(10))
        self.browser.document().setDocumentMargin(14)
        self.browser.document().setIndentWidth(20)
        self.browser.setAccessibleName(self.tr("Help of the node"))
        self.browser.anchorClicked.connect(self._follow_link)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.browser)
        session.selection_changed.connect(self._refresh)
        session.path_changed.connect(self._refresh)
        topic().changed.connect(self._refresh)
        theme.switch().changed.connect(self._refresh)
        self._refresh()

    def show_type(self, type_id: str) -> None:
        """Show the help of a node type. Raises KeyError for one that no pack has."""
        self._show_entry(catalogue().by_type[type_id])

    def _refresh(self) -> None:
        """Show what is pointed at, else what is selected last, else how to get help."""
        if topic().type in catalogue().by_type:
            self.show_type(topic().type)
        elif self._session.selection:
            self._show_node(self._session.selection[-1])
        else:
            self._show_html("", message_page(self.tr("Help"), self._welcome()))

    def _welcome(self) -> str:
        return self.tr(
            "Select a node to read what it does and how it is set.\n\n"
            "- Tab or Space on the canvas, or just typing, finds a node to add.\n"
            "- A wire dropped on empty canvas offers the nodes that fit.\n"
            "- Ctrl+F finds what is in the workflow."
        )

    def _show_node(self, node: str) -> None:
        instance = self._session.workflow.nodes.get(node)
        if instance is None:
            self._show_html("", message_page(self.tr("Help"), self._welcome()))  # A note or a frame is selected.
        elif instance.is_component and instance.workflow is not None:
            self._show_html(instance.type, component_page(instance.title, instance.workflow))
        else:
            self._show_instance(instance)

    def _show_instance(self, instance: Instance) -> None:
        cls = self._session.workflow.registry.find(instance.type)
        entry = catalogue().by_type.get(cls.type_id()) if cls else None
        if entry is not None:
            self._show_entry(entry)
            return
        missing = self.tr(
            "No installed pack has the node type `{type}`. Its settings and links are kept; install the pack `{pack}` to "
            "run it."
        ).format(type=instance.type, pack=instance.type.partition(".")[0])
        self._show_html(instance.type, message_page(instance.title, missing))

    def _show_entry(self, entry: Entry) -> None:
        self._show_html(entry.type, page(entry, _usual_next(entry)))

    def _show_html(self, type_id: str, html: str) -> None:
        if type_id == self._type and html == self._html:
            return
        self._type, self._html = type_id, html
        self.browser.setHtml(html)
        self.browser.verticalScrollBar().setValue(0)
        self.shown.emit(type_id)

    def _follow_link(self, link: QUrl) -> None:
        what, _, type_id = link.toString().partition(":")
        entry = catalogue().by_type.get(type_id)
        if entry is None:
            return
        if what == "add":
            add_beside(self._session, entry)
        else:
            self._show_entry(entry)


def _usual_next(entry: Entry) -> list[Entry]:
    """What usually follows a node, the likeliest first."""
    following = habits().usual_next(entry.type)
    return [found for one in following[:NEXT] if (found := catalogue().by_type.get(one))]
