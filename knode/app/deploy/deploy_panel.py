"""The Deploy panel: shows what production needs of a workflow, and brings it to a target as a bundle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.canvas.shapes import known_ports
from knode.app.deploy.crossings import CrossingsList, LeftOutList
from knode.app.deploy.ends import pointed_at
from knode.app.deploy.job_bar import JobBar
from knode.app.deploy.options_form import OptionsForm
from knode.app.deploy.pieces import Glyph, Notice, Section, size_text, soft
from knode.app.deploy.result_card import ResultCard
from knode.app.deploy.signature_list import SignatureList
from knode.app.deploy.target_form import TargetForm
from knode.app.forms.editors.buttons import IconButton
from knode.app.forms.known import Known
from knode.app.messages import worded
from knode.app.session import Call, Session
from knode.core.edits import Change, inner
from knode.core.errors import Cancelled, KnodeError
from knode.core.workflow import Workflow
from knode.host import deploy_protocol as protocol

SETTLED_MS = 250
ANSWERS = ("ready", "busy")
"""States of the engine in which it answers."""
MEANS_MORE = ("node", "links", "parameter")
"""Changes after which a capture may be another one."""


class DeployPanel(QWidget):
    """Deploys a node or a selection.

    Responsibilities: asks the engine process what would be captured, then for the capture; shows both; gathers options and
    target; writes the bundle when the person says so, and nothing before.
    """

    region_shown = Signal(object)
    """tuple[str, ...] of the captured steps' paths; empty when there is nothing to light up any more."""
    node_chosen = Signal(str)
    open_wanted = Signal(str)
    try_wanted = Signal(str, str)
    """A bundle, and the name of the secret that holds its server's key."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.pointed = protocol.Pointed()
        self.scope: protocol.Scope | None = None
        self.taken: protocol.Taken | None = None
        self._call: Call | None = None
        self._waits = False
        self._is_pointed = False
        self._known = Known(self)
        self._make_parts()
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._later.timeout.connect(self.look)
        session.document.changed.connect(self._document_changed)
        session.path_changed.connect(self._light)
        session.selection_changed.connect(self._selected)
        session.engine_state_changed.connect(self._engine_changed)
        self._refresh()

    # ---- parts

    def _make_parts(self) -> None:
        self.title = QLabel(wordWrap=True)
        self.title.setObjectName("pageHead")
        self.subtitle = soft("")
        self.again = IconButton("run-fresh", self.tr("Look again"), self.look)
        self.notice = Notice()
        self.job = JobBar(self.session)
        self.result = ResultCard()
        self.crossings, self.left_out = CrossingsList(), LeftOutList()
        self.inputs = SignatureList(self.tr("Columns of the inputs"))
        self.outputs = SignatureList(self.tr("Columns of the outputs"))
        self.options = OptionsForm()
        self.target = TargetForm(self._known)
        self.hint = soft("")
        self.button = QPushButton(icons.icon("deploy", "accent_ink"), self.tr("Deploy"), autoDefault=False)
        self.button.setProperty("main", True)
        self.button.clicked.connect(self.deploy)
        self.crossings.node_chosen.connect(self.node_chosen)
        self.left_out.keep_changed.connect(lambda kept: self._point(keep=kept))
        self.options.edited.connect(lambda: self._point(asked=self.options.asked(), names=self.options.names()))
        self.target.edited.connect(self._refresh)
        self.result.open_wanted.connect(self.open_wanted)
        self.result.try_wanted.connect(lambda place: self.try_wanted.emit(place, self.result.key))

    def _lay_out(self) -> None:
        self.sections = {
            "crossings": _section(self.tr("Comes in, goes out"), self.crossings),
            "left_out": _section(self.tr("Left out"), self.left_out),
            "inputs": _section(self.tr("Columns that must come"), self.inputs),
            "outputs": _section(self.tr("Columns that are given"), self.outputs),
            "options": _section(self.tr("Options"), self.options, is_open=False),
            "target": _section(self.tr("Target"), self.target),
        }
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(self._head())
        for widget in (self.notice, self.result, *self.sections.values()):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Glyph("deploy", "pack:deploy", 26), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QVBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 10)
        line = QHBoxLayout()
        line.addWidget(self.hint, 1)
        line.addWidget(self.button)
        row.addWidget(self.job)
        row.addLayout(line)
        return foot

    # ---- pointing

    def show_for(self, steps: Sequence[str]) -> None:
        """Look at what deploying these steps (paths) would take: one gives the answer, several are the region."""
        self._is_pointed = True
        several = tuple(steps) if len(steps) > 1 else ()
        self.pointed = protocol.Pointed(node="" if several else steps[0] if steps else "", select=several)
        self.result.hide()
        self.target.propose(self._proposed_name())
        self._known.fill({}, self.session.document.folder)
        self.look()

    def _proposed_name(self) -> str:
        name = self.session.document.title
        return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._-") or "workflow"

    def _point(self, **other: Any) -> None:
        """Point a little differently, and look again when the person pauses."""
        pointed = self.pointed.model_copy(update=other)
        if pointed != self.pointed:
            self.pointed = pointed
            self._later.start()

    # ---- looking

    def _points(self) -> bool:
        return bool(self.pointed.node or self.pointed.select)

    def _selected(self) -> None:
        """What is selected is meant where nothing was pointed at before."""
        if self.isVisible() and not self._points() and self.session.selection:
            self._later.start()

    def look(self) -> None:
        """Find out what would be captured, light it up, then take it and prove it. Nothing is written."""
        self._later.stop()
        steps = () if self._points() else pointed_at(self.session)
        if steps:
            self.show_for(steps)
            return
        self._drop()
        self.scope = None
        self._light()
        self.job.cancel()
        self.job.end()
        self._waits = self.session.engine_state not in ANSWERS
        if not self._points():
            self._waits = False
            self._tell(self.tr("Select the node that gives the answer: what production needs of it is shown here."))
            self._refresh()
            return
        if self._waits:
            self._tell(self.tr("Waiting for the engine to start…"))
        else:
            self._tell(self.tr("Looking at what production needs…"))
        self._refresh()
        if not self._waits:
            self._call = self.session.call(protocol.SCOPE, self.pointed, self._scoped, self._refused)

    def _scoped(self, scope: protocol.Scope) -> None:
        self.scope = scope
        self._light()
        self.left_out.show_nodes(
            {step: worded(why) for step, why in scope.left_out.items()}, self.pointed.keep, self._labels()
        )
        own = {new: old for old, new in self.pointed.names.items()}
        ends = {own.get(name, name): True for name in scope.inputs}
        ends |= {own.get(name, name): False for name in scope.outputs}
        self.options.show_options(scope.askable, self.pointed.asked, ends, self.pointed.names)
        job = self.job.begin(self.tr("Proving it"))
        self._tell(self.tr("What is needed runs, and held-out rows are compared. Nothing is written yet."))
        self._refresh()
        params = protocol.TakeParams(job=job, pointed=self.pointed)
        self._call = self.session.call(protocol.TAKE, params, self._took, self._refused)

    def _took(self, taken: protocol.Taken) -> None:
        self._call, self.taken = None, taken
        self.job.end()
        found = taken.found
        self.crossings.show_crossings(found["crossings"], self._labels())
        self.left_out.show_nodes(
            {node["node"]: node["because"] for node in found["left_out"]}, self.pointed.keep, self._labels()
        )
        self.inputs.show_ends(found["inputs"])
        self.outputs.show_ends(found["outputs"])
        notes = {
            "crossings": self.tr("{size} frozen").format(size=size_text(found["frozen_bytes"])),
            "inputs": str(sum(len(end["columns"]) for end in found["inputs"].values())),
            "outputs": str(sum(len(end["columns"]) for end in found["outputs"].values())),
        }
        for name, note in notes.items():
            self.sections[name].note.setText(note)
        self._judge(found)
        self._refresh()

    def _judge(self, found: Mapping[str, Any]) -> None:
        """Say whether the answers are the same, and what else must be known."""
        parity = found["parity"]
        rows = max(parity["rows"].values(), default=0)
        if not parity["equal"]:
            said = self.tr("Not the same on {rows} held-out rows: {difference}")
            self._tell(said.format(rows=f"{rows:,}", difference=parity["difference"]["message"]), "bad")
        elif found["targets_asked_for"]:
            said = self.tr(
                "{columns} is what is to be predicted, and a captured node reads it all the same: production must give it. "
                "Take the answer from a node before that one, or drop the column first."
            )
            self._tell(said.format(columns=", ".join(found["targets_asked_for"])), "warning")
        else:
            same = self.tr("The same answers as this workflow on {rows} held-out rows.")
            self._tell(same.format(rows=f"{rows:,}"), "good")

    def _refused(self, error: KnodeError) -> None:
        self._call = None
        self.job.end()
        if isinstance(error, Cancelled):
            self._tell(self.tr("Stopped. Nothing was written."), "plain")
        else:
            self._tell(error.message, "bad", self._ways_out(error))
        self._refresh()

    def _ways_out(self, error: KnodeError) -> list[QWidget]:
        """Buttons for what the error says could be meant."""
        offers: list[tuple[str, dict[str, Any]]] = []
        answers = _listed(error, "answers")
        for place in answers or self._behind(str(error.facts.get("node", ""))):
            named = " · ".join([*self._titles([place]), *place.partition(".")[2:]]).rstrip(" ·")
            offers.append((self.tr("Take the answer from {place}").format(place=named), {"node": place}))
        for place in _listed(error, "places"):
            offers.append((self.tr("Rows come in at {place}").format(place=place), {"start": (place,)}))
        return [self._offer(text, other) for text, other in offers]

    def _behind(self, step: str) -> list[str]:
        """The nodes right behind one that gives no answer itself, such as a learner, and that may give it."""
        path, _, node = step.rpartition("/")
        try:
            workflow = inner(self.session.document.workflow, tuple(path.split("/")) if path else ())
            targets = dict.fromkeys(link.target for link in workflow.links_out_of(node))
        except (KnodeError, KeyError):
            return []
        return [f"{path}/{target}" if path else target for target in targets if _gives_one_table(workflow, target)]

    def _offer(self, text: str, other: dict[str, Any]) -> QPushButton:
        button = QPushButton(text, autoDefault=False)
        button.clicked.connect(lambda: self._point(**other))
        return button

    # ---- deploying

    def deploy(self) -> None:
        """Write the bundle to its target."""
        if self.taken is None or not self.button.isEnabled():
            return
        page = self.target.page
        params = protocol.WriteParams(
            job=self.job.begin(self.tr("Deploying")),
            token=self.taken.token,
            target=page.target,
            settings=page.settings(),
        )
        self.result.key = str(page.settings().get("key", ""))
        self._refresh()
        self._call = self.session.call(
            protocol.WRITE, params, lambda written: self._wrote(written, page.target), self._refused
        )

    def _wrote(self, written: protocol.Written, target: str) -> None:
        self._call = None
        self.job.end()
        self.result.show_written(written, target)
        self.area.ensureWidgetVisible(self.result)
        self.result.focus_first()
        self._refresh()

    # ---- what is shown

    def _document_changed(self, changes: list[Change]) -> None:
        if self.taken is None or not any(change.kind in MEANS_MORE for change in changes):
            return
        self._grow_old(self.tr("The workflow has changed since this was captured."))

    def _grow_old(self, why: str) -> None:
        self._drop()
        button = QPushButton(icons.icon("run-fresh"), self.tr("Look again"), autoDefault=False)
        button.clicked.connect(self.look)
        self._tell(why, "warning", [button])
        self._refresh()

    def _engine_changed(self, state: str, reason: str) -> None:
        if self._waits and state in ANSWERS:
            self.look()
        elif self.taken is not None and state not in ANSWERS:
            self._grow_old(self.tr("The engine was started anew, and what was captured is gone."))

    def _drop(self) -> None:
        """What was captured does not hold any more."""
        if self._call is not None:
            self._call.forget()
            self._call = None
        self.taken = None

    def _tell(self, text: str, level: Any = "plain", buttons: Sequence[QWidget] = ()) -> None:
        self.notice.tell(text, level, buttons)

    def _refresh(self) -> None:
        """Show the parts that say something now, and let the button be pressed when all is there."""
        scope = self.scope
        pointed_at = ", ".join(self._titles([self.pointed.node] if self.pointed.node else self.pointed.select))
        self.title.setText(self.tr("Deploy {what}").format(what=pointed_at or self.tr("this workflow")))
        count = len(scope.steps) if scope is not None else 0
        self.subtitle.setText(self.tr("%n node(s) go into the bundle", "", count) if count else "")
        left = self.left_out.topLevelItemCount() > 0
        chosen = bool(self.options.ticks or self.options.lines)
        has = {
            "left_out": scope is not None and left,
            "options": scope is not None and chosen,
            "target": scope is not None,
        }
        for name, section in self.sections.items():
            section.setVisible(has.get(name, self.taken is not None))
        self._set_button()

    def _set_button(self) -> None:
        equal = self.taken is not None and self.taken.found["parity"]["equal"]
        wrong = self.target.page.problem() if self.scope is not None else ""
        self.button.setEnabled(equal and not wrong and not self.job.job)
        self.hint.setText(wrong if equal else "")
        self.button.setToolTip(wrong)

    def _titles(self, places: Sequence[str]) -> list[str]:
        labels = self._labels()
        return [labels.get(place.partition(".")[0], place) for place in places]

    def _labels(self) -> dict[str, str]:
        return {path: instance.title for path, instance in self.session.document.workflow.walk()}

    def _light(self) -> None:
        """Let the region be seen on the canvas while the panel is."""
        self.region_shown.emit(self.scope.steps if self.scope is not None and self.isVisible() else ())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._light()
        QTimer.singleShot(0, self, self._look_first)

    def _look_first(self) -> None:
        """Brought to the front by its tab or its name, with nothing pointed at: what the workflow itself gives out."""
        if not self._is_pointed and self.isVisible():
            self.show_for(pointed_at(self.session))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._light()


def _section(title: str, widget: QWidget, *, is_open: bool = True) -> Section:
    made = Section(title, is_open=is_open)
    made.body.addWidget(widget)
    return made


def _listed(error: KnodeError, fact: str) -> list[str]:
    found = error.facts.get(fact)
    return [str(one) for one in found] if isinstance(found, list) else []


def _gives_one_table(workflow: Workflow, node: str) -> bool:
    ports = known_ports(workflow, node)
    return ports is not None and [port.kind for port in ports.outputs].count("table") == 1
