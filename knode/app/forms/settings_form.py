"""The settings form beside the canvas: of the selected node, of several of one type, or of the workflow itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.forms import look
from knode.app.forms.node_form import NodeForm
from knode.app.forms.placeholder_form import PlaceholderForm
from knode.app.forms.subject import NodeSubject, Subject, subject_of
from knode.app.forms.workflow_form import WorkflowForm
from knode.app.forms.writing import Drafts
from knode.app.session import Session
from knode.core.edits import Change, Path
from knode.core.workflow import Instance

KEPT = 6
"""Forms of node classes that stay built, for when a node of the class is selected again."""
NARROWEST = 310
NARROWEST_LETTERS = 51
"""How wide the form of any node is at least, in pixels and in letters of the font."""


class SettingsForm(QWidget):
    """What can be set of whatever is selected.

    Responsibilities: finds the form for the selection, builds it or takes the one that it has, and tells it what changed.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.drafts: Drafts = {}
        self._kept: dict[Subject, NodeForm] = {}
        self.page: QWidget | None = None
        self._selected: tuple[Path, tuple[str, ...]] = ((), ())
        self._selected_before: tuple[str, ...] = ()
        self.setObjectName("form")
        self.setAccessibleName(self.tr("Settings"))
        # Fonts of one size are of several widths, and systems have different ones.
        self.setMinimumWidth(max(NARROWEST, round(NARROWEST_LETTERS * QFontMetricsF(theme.font()).averageCharWidth())))
        self._pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._workflow_form: WorkflowForm | None = None
        session.selection_changed.connect(self.choose)
        session.path_changed.connect(self.choose)
        session.statuses_changed.connect(self._follow_statuses)
        session.document.changed.connect(self._follow)
        session.document.file_changed.connect(self._follow_file)
        theme.switch().changed.connect(self._dress)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)
        self._dress()
        self.choose()

    def _dress(self) -> None:
        self.setStyleSheet(look.style_sheet(theme.current()))

    # ---- which form

    def choose(self) -> None:
        """Show the form of what is selected."""
        self._remember()
        selected = [node for node in self.session.selection if node in self.session.workflow.nodes]
        instances = [self.session.workflow.nodes[node] for node in selected]
        if not instances:
            self._show(self._form_of_workflow())
        elif len({instance.type for instance in instances}) > 1:
            self._show(_note(self.tr("The selected nodes are of different types. Select nodes of one type.")))
        else:
            self._choose_for(instances)

    def _remember(self) -> None:
        """Keep what was selected before, on the same level; nothing selected in between does not count."""
        now = (self.session.path, self.session.selection)
        if now[1] and now != self._selected:
            self._selected_before = self._selected[1] if self._selected[0] == now[0] else ()
            self._selected = now

    def _choose_for(self, instances: list[Instance]) -> None:
        subject = subject_of(self.session.workflow, instances[0])
        if subject is None:
            self._show(PlaceholderForm(instances[0]))
        elif len(instances) > 1 and not isinstance(subject, NodeSubject):
            self._show(_note(self.tr("Components have settings of their own. Select one of them.")))
        else:
            form = self._form_of(subject)
            form.show_nodes(tuple(instance.id for instance in instances), self._selected_before)
            self._show(form)

    def _form_of(self, subject: Subject) -> NodeForm:
        form = self._kept.pop(subject, None) or NodeForm(self.session, subject, self.drafts)
        self._kept[subject] = form
        while len(self._kept) > KEPT:
            oldest = self._kept.pop(next(iter(self._kept)))
            self._drop(oldest)
        return form

    def _form_of_workflow(self) -> WorkflowForm:
        if self._workflow_form is None:
            self._workflow_form = WorkflowForm(self.session)
        self._workflow_form.refresh()
        return self._workflow_form

    def _show(self, page: QWidget) -> None:
        before = self.page
        self.page = page
        if before is page:
            return
        focused = self.window().focusWidget()  # Also while a list of choices is open.
        name = focused.accessibleName() if focused is not None and before and before.isAncestorOf(focused) else ""
        area = self._area_of(page)
        if area is None:
            area = _scrolled(page)
            self._pages.addWidget(area)
        self._pages.setCurrentWidget(area)
        if name and isinstance(page, NodeForm):
            _focus(page, name)
        if before is not None and before not in self._kept.values() and before is not self._workflow_form:
            self._drop(before)

    def _area_of(self, page: QWidget) -> QScrollArea | None:
        areas = (self._pages.widget(number) for number in range(self._pages.count()))
        return next((area for area in areas if isinstance(area, QScrollArea) and area.widget() is page), None)

    def _drop(self, page: QWidget) -> None:
        area = self._area_of(page)
        if area is not None:
            self._pages.removeWidget(area)
            area.deleteLater()

    # ---- what changes

    def _follow(self, changes: list[Change]) -> None:
        here = [change for change in changes if change.path == self.session.path and change.kind != "place"]
        inside = [change for change in changes if change.path[:-1] == self.session.path and change.path]
        page = self.page
        if isinstance(page, NodeForm) and not self._fits(page):
            self.choose()
        elif (isinstance(page, NodeForm) and (here or inside)) or (isinstance(page, WorkflowForm) and here):
            page.refresh()
        elif any(change.kind == "node" for change in here) and not isinstance(page, NodeForm | WorkflowForm):
            self.choose()

    def _fits(self, form: NodeForm) -> bool:
        """Whether the form still asks what its nodes want to know: components change inside, nodes may be swapped."""
        nodes = self.session.workflow.nodes
        return all(
            node in nodes and subject_of(self.session.workflow, nodes[node]) == form.subject for node in form.nodes
        )

    def _follow_statuses(self, steps: list[str]) -> None:
        page = self.page
        if isinstance(page, NodeForm) and page.follows(steps):
            page.follow_statuses()

    def _follow_file(self) -> None:
        if isinstance(self.page, NodeForm):
            self.page.follow_statuses()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(self.page, NodeForm) and old is not None and self.page.isAncestorOf(old):
            self.page.leave_field()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.session.document.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.session.document.redo()
        else:
            super().keyPressEvent(event)


def _focus(form: NodeForm, name: str) -> None:
    """Go on in a form where a person was in the one before it."""
    form.finish()
    found = (one for one in form.findChildren(QWidget) if one.accessibleName() == name)
    widget = next((one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
    if widget is not None:
        widget.setFocus()


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(page)
    return area


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(12, 12, 12, 12)
    return label
