"""A session carries out what a person asks, also before its engine process runs."""

from __future__ import annotations

from typing import Any

from knode.app.edit.commands.nodes import AddNode, RemoveNodes
from knode.core.workflow import Instance, Workflow


def test_a_run_starts_the_engine_where_it_does_not_run_yet(make_session: Any) -> None:
    session = make_session()
    states: list[str] = []
    session.engine_state_changed.connect(lambda state, _: states.append(state))
    session.run()
    session.run()
    assert states == ["ready"]
    assert [name for name, _ in session.engine.asked] == ["run.start", "run.start"]


def test_what_is_gone_is_selected_no_more(make_session: Any) -> None:
    session = make_session()
    session.do(AddNode((), Instance("a", "io.ExampleData"), (0, 0)))
    session.select(["a"])
    session.do(RemoveNodes((), ["a"]))
    assert session.selection == ()


def test_a_component_that_is_gone_is_left(make_session: Any) -> None:
    workflow = Workflow("w")
    workflow.add(Instance("c", "flow.Component", workflow=Workflow("inside")))
    session = make_session(workflow)
    session.set_path(("c",))
    session.document.do(RemoveNodes((), ["c"]))
    assert session.path == ()


def test_what_is_refused_is_said(make_session: Any) -> None:
    session = make_session()
    said: list[str] = []
    session.refused.connect(said.append)
    session.do(AddNode((), Instance("a", "io.ExampleData"), (0, 0)))
    assert not session.do(AddNode((), Instance("a", "io.ExampleData"), (0, 0)))
    assert "already" in said[0]
