"""The problems panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knode.app.panels.problems_panel import ProblemsPanel
from knode.app.session import Session
from knode.core.errors import NodeFailed
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, Problem, StatusesEvent
from knode.host.wording import problem_of

PROBLEM = Problem(kind="DataError", message="There is no column of that name.", hint="Choose another.")


def a_panel(make_session: Callable[..., Session], qtbot: Any) -> ProblemsPanel:
    inner = Workflow("inner")
    inner.add(Instance("sort", "prep.Sorter"))
    workflow = Workflow("trial")
    workflow.add(Instance("data", "io.ExampleData"))
    workflow.add(Instance("clean", "flow.Component", workflow=inner))
    panel = ProblemsPanel(make_session(workflow))
    qtbot.addWidget(panel)
    panel.session.engine.tell(
        StatusesEvent(
            statuses={
                "data": NodeStatus(state="idle", error=PROBLEM),
                "clean": NodeStatus(state="done", warnings=("Two rows were dropped.",)),
                "clean/sort": NodeStatus(state="failed", error=PROBLEM),
            }
        )
    )
    panel.model.refresh()
    return panel


def test_failures_come_first_then_warnings_then_what_is_not_ready(
    make_session: Callable[..., Session], qtbot: Any
) -> None:
    panel = a_panel(make_session, qtbot)
    assert [(each.level, each.step) for each in panel.model.problems] == [
        ("error", "clean/sort"),
        ("warning", "clean"),
        ("info", "data"),
    ]
    assert panel.model.index(0, 2).data() == "Choose another."
    assert [panel.model.index(row, 0).data() for row in range(3)] == ["Component / Sorter", "Component", "Example Data"]


def test_problem_and_remedy_are_both_in_sight_in_a_narrow_panel(
    make_session: Callable[..., Session], qtbot: Any
) -> None:
    panel = a_panel(make_session, qtbot)
    panel.resize(500, 200)
    panel.show()
    qtbot.waitExposed(panel)
    assert panel.list.header().length() <= panel.list.viewport().width()
    assert min(panel.list.columnWidth(1), panel.list.columnWidth(2)) > 100


def test_a_double_click_goes_into_the_component_to_the_node(make_session: Callable[..., Session], qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    panel.list.activated.emit(panel.model.index(0, 0))
    assert panel.session.path == ("clean",)
    assert panel.session.selection == ("sort",)


def test_what_is_switched_off_is_no_problem(make_session: Callable[..., Session], qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    behind = Problem(kind="UsageError", message='It needs the output of "data", which is disabled.')
    panel.session.engine.tell(StatusesEvent(statuses={"clean": NodeStatus(state="disabled", error=behind)}))
    panel.model.refresh()
    assert [each.step for each in panel.model.problems] == ["clean/sort", "data"]


def test_nothing_wrong_is_said_plainly_and_only_once_every_node_is_known(
    make_session: Callable[..., Session], qtbot: Any
) -> None:
    panel = a_panel(make_session, qtbot)
    panel.session.engine.tell(StatusesEvent(statuses={"data": None, "clean": None, "clean/sort": None}))
    panel.model.refresh()
    assert not panel.model.problems
    assert panel._stack.currentWidget() is panel._none
    assert panel._none.text() == "Looking for problems …"
    ready = NodeStatus(state="ready")
    panel.session.engine.tell(StatusesEvent(statuses={"data": ready, "clean": ready}))
    assert panel._none.text() == "Looking for problems …"
    panel.session.engine.tell(StatusesEvent(statuses={"clean/sort": ready}))
    assert panel._none.text() == "No problems: every node can run."


def test_a_node_that_stands_in_the_first_column_is_not_named_again(
    make_session: Callable[..., Session], qtbot: Any
) -> None:
    panel = a_panel(make_session, qtbot)
    failed = NodeFailed("data", "Example Data", "no column is chosen", port="table")
    told = {"data": NodeStatus(state="failed", error=problem_of(failed)), "clean": None, "clean/sort": None}
    panel.session.engine.tell(StatusesEvent(statuses=told))
    panel.model.refresh()
    assert [panel.model.index(0, column).data() for column in range(3)] == ["Example Data", "No column is chosen.", ""]


def test_problems_have_the_room_that_what_to_do_needs_not(make_session: Callable[..., Session], qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    panel.resize(500, 200)
    panel.show()
    qtbot.waitExposed(panel)
    half = (panel.list.viewport().width() - panel.list.columnWidth(0)) / 2
    assert panel.list.columnWidth(2) < half < panel.list.columnWidth(1), "Choose another. is short"
    bare = PROBLEM.model_copy(update={"hint": ""})
    states = {"data": NodeStatus(state="failed", error=bare), "clean/sort": NodeStatus(state="failed", error=bare)}
    panel.session.engine.tell(StatusesEvent(statuses=states))
    panel.model.refresh()
    assert panel.list.isColumnHidden(2)
    assert panel.list.columnWidth(1) > 300
