"""The Deploy panel, with a stand-in for the engine process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QPushButton

from knode.app.deploy.actions import ACTIONS
from knode.app.deploy.deploy_panel import DeployPanel
from knode.app.deploy.ends import capture_ends
from knode.app.deploy.pieces import size_text
from knode.app.edit.commands.nodes import SetSettings
from knode.app.session import Session
from knode.app.shell import translation
from knode.core.workflow import Instance, Workflow
from knode.host import deploy_protocol as protocol

SCOPE = protocol.Scope(
    name="predict",
    steps=("fill", "predict"),
    frozen=("learn.model",),
    inputs={"rows": "data.table"},
    outputs={"predictions": "predict.table"},
    left_out={"parts": "it chooses rows for training only"},
    askable=("threshold",),
)
FOUND: dict[str, Any] = {
    "crossings": [
        {"as": "input", "name": "rows", "kind": "table", "from": "data.table", "to": ["fill.table"], "rows": 1200},
        {"as": "frozen", "name": "m", "kind": "model", "from": "learn.model", "to": ["predict.model"], "bytes": 24_285},
        {"as": "output", "name": "predictions", "kind": "table", "from": "predict.table", "to": [], "explains": False},
    ],
    "frozen_bytes": 24_285,
    "left_out": [{"node": "parts", "because": "it chooses rows for training only"}],
    "inputs": {
        "rows": {
            "columns": [
                {"name": "age", "dtype": "int64", "nullable": False, "range": [18.0, 92.0]},
                {"name": "plan", "dtype": "category", "nullable": True, "categories": ["a", "b"]},
            ],
            "columns_left_out": ["id"],
        }
    },
    "outputs": {"predictions": {"columns": [{"name": "prediction", "dtype": "str"}]}},
    "targets_asked_for": [],
    "parity": {"equal": True, "rows": {"predictions": 200}, "difference": None},
}
WRITTEN = protocol.Written(
    place="m.knodez",
    file="/models/m.knodez",
    name="m",
    version="3",
    sha256="ab" * 32,
    bytes=1_300_000,
    parity_rows=200,
    changed=True,
    card="# m 3",
)


def workflow() -> Workflow:
    made = Workflow("churn rate")
    for node, type_id in (("data", "io.CsvReader"), ("fill", "prep.MissingValues"), ("predict", "learn.ApplyModel")):
        made.add(Instance(node, type_id))
    return made


@pytest.fixture
def session(make_session: Callable[..., Session], config_folder: Any) -> Session:
    made = make_session(workflow())
    made.start()
    answers: Any = made.engine.answers  # type: ignore[attr-defined]
    answers["deploy.scope"] = lambda _: SCOPE
    answers["deploy.take"] = lambda _: protocol.Taken(token="t", found=FOUND)
    answers["deploy.write"] = lambda _: WRITTEN
    return made


@pytest.fixture
def panel(qtbot: Any, session: Session) -> DeployPanel:
    made = DeployPanel(session)
    qtbot.addWidget(made)
    made.resize(400, 900)
    made.show()
    return made


def asked(session: Session) -> list[str]:
    return [name for name, _ in session.engine.asked]  # type: ignore[attr-defined]


def last(session: Session, name: str) -> Any:
    return [params for asked, params in session.engine.asked if asked == name][-1]  # type: ignore[attr-defined]


def test_what_is_captured_is_listed_and_lights_up(
    qtbot: Any, qapp: QCoreApplication, panel: DeployPanel, session: Session
) -> None:
    translation.install(qapp, "en")  # The forms of what is counted.
    lit: list[tuple[str, ...]] = []
    panel.region_shown.connect(lit.append)
    panel.show_for(["predict"])
    assert lit == [(), ("fill", "predict")]
    rows = [[panel.crossings.topLevelItem(row).text(column) for column in range(3)] for row in range(3)]
    assert rows == [
        ["Live rows: rows", "CSV Reader", f"{QLocale().toString(1200)} rows"],
        ["Frozen model", "learn.model", "24.3 kB"],
        ["Answer: predictions", "Apply Model", ""],
    ]
    columns = [panel.inputs.topLevelItem(row).text(2) for row in range(2)]
    assert columns == ["18 to 92", "a, b, may be missing"]
    assert panel.inputs.topLevelItem(2).text(0) == "1 column that nothing needs"
    assert "200 held-out rows" in panel.notice.label.text()
    assert panel.subtitle.text() == "2 nodes go into the bundle"
    assert asked(session) == ["deploy.scope", "deploy.take"], "nothing is written"


def test_the_region_goes_dark_with_the_panel(qtbot: Any, panel: DeployPanel) -> None:
    panel.show_for(["predict"])
    with qtbot.waitSignal(panel.region_shown) as lit:
        panel.hide()
    assert lit.args == [()]


def test_the_bundle_is_written_to_the_chosen_target(qtbot: Any, panel: DeployPanel, session: Session) -> None:
    panel.show_for(["predict"])
    assert panel.target.page.settings()["path"] == "churn_rate.knodez"
    panel.target.choose("folder")
    assert not panel.button.isEnabled()
    assert panel.hint.text() == "Fill in: Folder"
    panel.target.page.put(folder="../served")
    panel.target.edited.emit()
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    params = last(session, "deploy.write")
    assert (params.token, params.target) == ("t", "folder")
    assert params.settings["folder"] == "../served"
    assert panel.result.head.text() == "m 3 is deployed"
    assert panel.result.digest.whole == "ab" * 32
    with qtbot.waitSignal(panel.open_wanted) as opened:
        panel.result.open_button.click()
    assert opened.args == ["/models/m.knodez"]
    assert panel.result.command.whole == "knode serve /models"


def test_options_are_sent_with_the_next_look(qtbot: Any, panel: DeployPanel, session: Session) -> None:
    panel.show_for(["predict"])
    panel.sections["options"].head.setChecked(True)
    panel.options.ticks["threshold"].click()
    line = panel.options.lines["predictions"]
    line.setText("answer")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    panel.left_out.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: asked(session).count("deploy.take") == 2)
    pointed = last(session, "deploy.take").pointed
    assert (pointed.asked, pointed.keep, dict(pointed.names)) == (("threshold",), ("parts",), {"predictions": "answer"})


def test_several_nodes_are_a_region(panel: DeployPanel, session: Session) -> None:
    panel.show_for(["fill", "predict"])
    pointed = last(session, "deploy.scope")
    assert (pointed.node, pointed.select) == ("", ("fill", "predict"))


def test_an_edit_makes_the_capture_old(qtbot: Any, panel: DeployPanel, session: Session) -> None:
    panel.show_for(["predict"])
    session.do(SetSettings((), "predict", {"prefix": "x_"}))
    assert panel.notice.level == "warning"
    assert not panel.button.isEnabled()
    (again,) = panel.notice.findChildren(QPushButton)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert panel.button.isEnabled()


def test_answers_that_differ_cannot_be_deployed(panel: DeployPanel, session: Session) -> None:
    parity = {"equal": False, "rows": {"predictions": 9}, "difference": {"message": "column x, row 3: 1 is not 2"}}
    taken = protocol.Taken(token="t", found={**FOUND, "parity": parity})
    session.engine.answers["deploy.take"] = lambda _: taken  # type: ignore[attr-defined]
    panel.show_for(["predict"])
    assert panel.notice.level == "bad"
    assert "column x, row 3" in panel.notice.label.text()
    assert not panel.button.isEnabled()


def test_a_job_shows_how_far_it_is_and_can_be_stopped(qtbot: Any, panel: DeployPanel, session: Session) -> None:
    del session.engine.answers["deploy.take"]  # type: ignore[attr-defined]
    panel.show_for(["predict"])
    assert panel.job.isVisible()
    job = panel.job.job
    session.engine.tell(protocol.JobEvent(job=job, fraction=0.25, message="Learn"))  # type: ignore[attr-defined]
    session.engine.tell(protocol.JobEvent(job="other", fraction=0.9))  # type: ignore[attr-defined]
    assert (panel.job.bar.value(), panel.job.label.text()) == (250, "Proving it · Learn")
    qtbot.mouseClick(panel.job.button, Qt.MouseButton.LeftButton)
    assert last(session, "deploy.cancel").job == job


def test_the_panel_waits_for_the_engine_and_looks_again_when_it_was_lost(panel: DeployPanel, session: Session) -> None:
    engine: Any = session.engine
    engine.state_changed.emit("starting", "")
    panel.show_for(["predict"])
    assert asked(session) == []
    engine.state_changed.emit("ready", "")
    assert panel.button.isEnabled()
    engine.state_changed.emit("lost", "killed")
    assert panel.notice.level == "warning"
    assert not panel.button.isEnabled()


def test_actions_have_names_of_their_own() -> None:
    names = [action.name for action in ACTIONS]
    assert names == ["deploy.this", "deploy.try"]


def test_a_panel_that_is_brought_to_the_front_by_its_tab_looks_by_itself_once(qtbot: Any, session: Session) -> None:
    session.select(("predict",))
    panel = DeployPanel(session)
    qtbot.addWidget(panel)
    qtbot.wait(20)
    assert asked(session) == []
    panel.show()
    qtbot.waitUntil(lambda: panel.taken is not None)
    assert last(session, "deploy.scope").node == "predict"
    before = asked(session)
    panel.hide()
    panel.show()
    qtbot.wait(50)
    assert asked(session) == before


def test_where_nothing_is_pointed_at_the_next_selected_node_is_meant(qtbot: Any, session: Session) -> None:
    assert capture_ends(session) == []
    panel = DeployPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: "Select the node" in panel.notice.label.text())
    assert asked(session) == []
    node = next(iter(session.workflow.nodes))
    session.select((node,))
    qtbot.waitUntil(lambda: panel.taken is not None)
    assert last(session, "deploy.scope").node == node


def test_what_rounds_up_to_a_thousand_is_told_in_the_next_unit() -> None:
    assert [size_text(count) for count in (999, 24_285, 999_400, 999_960)] == ["999 B", "24.3 kB", "999 kB", "1.0 MB"]
