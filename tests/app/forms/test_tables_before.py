"""What a form offers where what comes in is not known: the columns of the tables further up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from knode.api import Node, Table
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.tables_before import inputs_of, tables_before
from knode.app.session import Session
from knode.core.registry import Registry
from knode.core.spec import Spec, TableSpec
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from tests.app.forms.sink import COLUMNS, Sink, editor, form_on

Make = Callable[..., Session]


class Source(Node):
    """Gives a table."""

    pack = "test"

    def run(self) -> Table:
        raise NotImplementedError


class Script(Node):
    """Makes anything of a table."""

    pack = "test"

    def run(self, table: Table) -> Table:
        return table


def chain(settings: dict[str, Any]) -> Workflow:
    registry = Registry()
    for cls in (Sink, Source, Script):
        registry.add(cls)
    workflow = Workflow(registry=registry)
    for node, kind in (("source", "Source"), ("script", "Script"), ("script_2", "Script")):
        workflow.add(Instance(node, f"test.{kind}"))
    workflow.add(Instance("sink", "test.Sink", settings=settings))
    for source, target in (("source", "script"), ("script", "script_2"), ("script_2", "sink")):
        workflow.link(source, "table", target, "table")
    return workflow


def tell(session: Session, node: str, spec: Spec | None, *inputs: Spec | None, state: Any = "ready") -> None:
    outputs = {"table": PortStatus(kind="table", spec=spec)}
    told = NodeStatus(state=state, inputs={"table": inputs} if inputs else {}, outputs=outputs)
    session.engine.tell(StatusesEvent(statuses={node: told}))  # type: ignore[attr-defined]


def made(make_session: Make, **settings: Any) -> Session:
    session = make_session(chain(settings))
    tell(session, "source", COLUMNS)
    tell(session, "script", None, COLUMNS)
    tell(session, "script_2", None, None)
    tell(session, "sink", None, None)
    return session


def form_of(qtbot: Any, session: Session) -> SettingsForm:
    return form_on(qtbot, session, "sink")


def test_the_nearest_known_table_is_the_guess(make_session: Make):
    session = made(make_session)
    assert tables_before(session, "sink", inputs_of(session, "sink")) == {"table": [COLUMNS]}
    near = TableSpec(columns=COLUMNS.columns[:1])
    tell(session, "script", near, COLUMNS)
    assert tables_before(session, "sink", inputs_of(session, "sink")) == {"table": [near]}


def test_what_comes_in_for_certain_leaves_nothing_to_guess(make_session: Make):
    session = made(make_session)
    tell(session, "sink", None, COLUMNS)
    assert tables_before(session, "sink", inputs_of(session, "sink")) == {}


def test_a_node_that_cannot_run_yet_knows_what_is_linked_to_it(make_session: Make):
    session = made(make_session)
    tell(session, "script_2", COLUMNS)
    tell(session, "sink", None, state="idle")
    assert inputs_of(session, "sink") == {"table": [COLUMNS]}


def test_guessed_columns_are_offered_and_none_is_said_to_be_missing(
    qtbot: Any, make_session: Make, config_folder: Path
):
    session = made(make_session, target="mean", columns={"by": "names", "names": ["mean"]}, keys=["mean"])
    form = form_of(qtbot, session)
    target, columns = editor(form, "target"), editor(form, "columns")
    target.line.show_all()
    offered = target.line.completer().completionModel()
    assert [offered.index(row, 0).data() for row in range(offered.rowCount())] == list(COLUMNS.names)
    target.line.completer().popup().hide()
    assert target.hint.isHidden()
    columns.set_open(True)
    assert {row.name for row in columns.model.rows} == {"mean", *COLUMNS.names}
    assert not any(row.gone for row in columns.model.rows)
    assert columns.missing.isHidden()


def test_a_column_of_a_guess_is_chosen_beside_one_that_is_typed(qtbot: Any, make_session: Make, config_folder: Path):
    session = made(make_session)
    form = form_of(qtbot, session)
    columns = editor(form, "columns")
    columns.set_open(True)
    columns.choose_by("names")
    assert columns.choosing.names == ()
    columns.toggle("age")
    columns.search.setText("mean_of_age")
    columns.search.returnPressed.emit()
    stored = session.document.workflow.nodes["sink"].settings["columns"]
    assert stored == ["age", "mean_of_age"]


def test_once_the_columns_are_known_absent_ones_are_said_to_be_missing(
    qtbot: Any, make_session: Make, config_folder: Path
):
    session = made(make_session, target="mean")
    form = form_of(qtbot, session)
    assert editor(form, "target").hint.isHidden()
    tell(session, "sink", None, COLUMNS)
    assert not editor(form, "target").hint.isHidden()


def test_a_guess_follows_what_is_told_of_the_nodes_before(qtbot: Any, make_session: Make, config_folder: Path):
    session = make_session(chain({}))
    tell(session, "sink", None, None)
    form = form_of(qtbot, session)
    assert editor(form, "target").known.names() == []
    tell(session, "source", COLUMNS)
    assert editor(form, "target").known.names("table") == list(COLUMNS.names)
