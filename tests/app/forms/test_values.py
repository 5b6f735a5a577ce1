"""The values that occur in a column are proposed: of a category as its spec has them, of others once they are computed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from knode.app.edit.commands.nodes import AddNode
from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.workflow import Instance, Parameter, Workflow
from knode.host.protocol import NodeStatus, PortStatus, RunEvent, StatusesEvent
from knode.host.table_protocol import Bin, ColumnStatistics, TableOpened, TopValue
from tests.app.fakes import FakeCall
from tests.app.forms.sink import editor, form_on, type_into

Make = Callable[..., Session]
TABLE = TableSpec(
    columns=(
        ColumnSpec(name="sex", dtype="str", role="target"),
        ColumnSpec(name="class", dtype="category", categories=("First", "Second", "Third")),
        ColumnSpec(name="age", dtype="float64"),
    )
)
MANIFEST = {
    "rows": 3,
    "index": {"range": [0, 3, 1], "name": None},
    "names": {"names": ["sex", "class", "age"]},
    "columns": [None, None, None],
}


@pytest.fixture
def made(make_session: Make, config_folder: Path) -> Callable[..., Session]:
    def make(type_id: str, *, available: bool = True, inside: Workflow | None = None, **settings: Any) -> Session:
        workflow = Workflow()
        workflow.add(Instance("read", "io.TableCreator"))
        workflow.add(Instance("node", type_id, settings=settings, workflow=inside))
        workflow.link("read", "table", "node", "table")
        session = make_session(workflow)
        engine: Any = session.engine
        engine.answers["table.open"] = lambda _: TableOpened(view="v", rows=3, manifest=MANIFEST, files=())
        engine.answers["table.statistics"] = lambda asked: ColumnStatistics(
            rows=3, missing=0, top=(TopValue(text="male", count=2), TopValue(text="female", count=1))
        )
        tell(session, available=available)
        return session

    return make


def tell(session: Session, *, available: bool) -> None:
    output = PortStatus(kind="table", spec=TABLE, available=available)
    statuses: dict[str, Any] = {
        "read": NodeStatus(state="done", outputs={"table": output}),
        "node": NodeStatus(state="ready", inputs={"table": (TABLE,)}),
    }
    session.engine.tell(StatusesEvent(statuses=statuses))  # type: ignore[attr-defined]


def proposed(line: Any) -> list[str]:
    line.look()
    return line.completer().model().stringList()  # type: ignore[no-any-return]


def asked(session: Session) -> list[str]:
    return [name for name, _ in session.engine.asked if name.startswith("table.")]  # type: ignore[attr-defined]


def add_pair(qtbot: Any, form: SettingsForm) -> Any:
    qtbot.mouseClick(editor(form, "class_weights").add_button, Qt.MouseButton.LeftButton)
    return editor(form, "class_weights").pairs[-1]


@pytest.mark.parametrize(
    ("target", "classes"),
    [("sex", ["female", "male"]), ("", ["female", "male"]), ("class", ["First", "Second", "Third"]), ("nowhere", [])],
)
def test_the_names_of_class_weights_are_the_classes_of_the_target(
    qtbot: Any, made: Callable[..., Session], target: str, classes: list[str]
) -> None:
    session = made("learn.DecisionTreeLearner", class_weight="custom", target=target)
    form = form_on(qtbot, session, "node")
    pair = add_pair(qtbot, form)
    assert proposed(pair.key) == classes
    assert asked(session) == (["table.open", "table.statistics", "table.close"] if "male" in classes else [])
    if classes:
        type_into(qtbot, pair.key, classes[0])
        assert proposed(add_pair(qtbot, form).key) == classes[1:]


def test_what_is_computed_later_is_proposed_then(qtbot: Any, made: Callable[..., Session]) -> None:
    session = made("evaluate.Scorer", available=False, target="sex")
    form = form_on(qtbot, session, "node")
    line = editor(form, "positive").line
    assert (proposed(line), asked(session)) == ([], [])
    tell(session, available=True)
    assert proposed(line) == ["female", "male"]
    line.look()
    assert asked(session).count("table.open") == 1
    session.engine.tell(RunEvent(running=True, number=7))  # type: ignore[attr-defined]
    line.look()
    assert asked(session).count("table.open") == 2


def test_the_value_of_a_condition_is_chosen_from_those_of_its_column(qtbot: Any, made: Callable[..., Session]) -> None:
    condition = {"column": "sex", "operator": "equal", "value": "x"}
    session = made("prep.RowFilter", conditions=[condition])
    form = form_on(qtbot, session, "node")
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    value = editor(form, "conditions").rows[0].editor.editors["value"]
    type_into(qtbot, value.line, "fem")
    popup = value.line.completer().popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.workflow.nodes["node"].settings["conditions"][0]["value"] == "female")


@pytest.mark.parametrize(("column", "value"), [("age", 1), ("sex", "1")])
def test_a_value_is_proposed_as_what_the_column_holds(
    qtbot: Any, made: Callable[..., Session], column: str, value: Any
) -> None:
    session = made("prep.RowFilter", conditions=[{"column": column, "operator": "equal", "value": 7}])
    engine: Any = session.engine
    one = {"bins": (Bin(low=1, high=1, count=3),)} if column == "age" else {"top": (TopValue(text="1", count=3),)}
    engine.answers["table.statistics"] = lambda asked: ColumnStatistics(rows=3, missing=0, **one)
    form = form_on(qtbot, session, "node")
    editing = editor(form, "conditions").rows[0].editor.editors["value"]
    editing.line.setText(proposed(editing.line)[0])
    assert editing.value() == value


def test_categories_are_taken_from_the_columns_that_are_converted(qtbot: Any, made: Callable[..., Session]) -> None:
    session = made("prep.CastColumns")
    form = form_on(qtbot, session, "node")
    qtbot.mouseClick(editor(form, "casts").add_button, Qt.MouseButton.LeftButton)
    record = editor(form, "casts").rows[0].editor
    record.editors["columns"].set_value(["sex"])
    record.editors["columns"].edited.emit(False)
    combo = record.editors["type"].combo
    combo.setCurrentIndex(record.shape.entries[1].shape.choices.index("category"))
    combo.activated.emit(combo.currentIndex())
    chips = record.editors["categories"]
    qtbot.waitUntil(chips.take_button.isVisible)
    qtbot.mouseClick(chips.take_button, Qt.MouseButton.LeftButton)
    written = session.workflow.nodes["node"].settings["casts"][0]
    assert (written["columns"], written["type"], written["categories"]) == (["sex"], "category", ["female", "male"])
    assert chips.take_button.isHidden()


@pytest.mark.parametrize(
    ("bins", "values"),
    [
        ((Bin(low=0, high=0, count=2), Bin(low=1, high=1, count=0), Bin(low=2, high=2, count=1)), ["0", "2"]),
        ((Bin(low=0.5, high=1.5, count=2), Bin(low=1.5, high=2.5, count=1)), []),
    ],
)
def test_of_numbers_those_are_proposed_that_are_few_and_whole(
    qtbot: Any, made: Callable[..., Session], bins: tuple[Bin, ...], values: list[str]
) -> None:
    session = made("evaluate.Scorer", target="age")
    engine: Any = session.engine
    engine.answers["table.statistics"] = lambda asked: ColumnStatistics(rows=3, missing=0, bins=bins)
    form = form_on(qtbot, session, "node")
    assert proposed(editor(form, "positive").line) == values


def test_an_answer_that_comes_when_the_form_is_about_another_node_is_dropped_and_the_table_closed(
    qtbot: Any, made: Callable[..., Session]
) -> None:
    session = made("evaluate.Scorer", target="sex")
    engine: Any = session.engine
    waiting: list[Callable[[], None]] = []
    ask = engine.call

    def later(method: Any, params: Any, then: Any, failed: Any = None) -> Any:
        waiting.append(lambda: ask(method, params, then, failed))
        return FakeCall()

    engine.call = later
    form = form_on(qtbot, session, "node")
    proposed(editor(form, "positive").line)
    assert len(waiting) == 1
    session.do(AddNode((), Instance("other", "evaluate.Scorer"), (0, 0)))
    session.select(["other"])
    del engine.call
    waiting[0]()
    assert asked(session) == ["table.open", "table.close"]


@pytest.mark.parametrize(("target", "classes"), [("kind", ["bird", "cat"]), ("size", ["1", "2", "3"])])
def test_the_engine_process_tells_the_classes(qtbot: Any, real_driver: Any, target: str, classes: list[str]) -> None:
    workflow = Workflow()
    workflow.add(Instance("read", "io.TableCreator", settings={"text": "kind,size\nbird,1\ncat,2\nbird,3"}))
    settings = {"target": target, "class_weight": "custom"}
    workflow.add(Instance("node", "learn.DecisionTreeLearner", settings=settings))
    workflow.link("read", "table", "node", "table")
    session = real_driver.show(workflow)
    session.run(["read"])
    real_driver.wait_state("read", "done")
    session.select(["node"])
    form = real_driver.panel("settings")
    assert isinstance(form.page, NodeForm)
    form.page.finish()
    pair = add_pair(qtbot, form)
    real_driver.wait(lambda: proposed(pair.key) == classes, 60_000)


@pytest.mark.parametrize(
    ("target", "classes"),
    [("sex", ["female", "male"]), ("class", ["First", "Second", "Third"]), ("", ["female", "male"])],
)
@pytest.mark.parametrize("type_id", ["learn.CrossValidate", "learn.ParameterOptimizer"])
@pytest.mark.parametrize("bound", [False, True])
def test_the_positive_class_of_a_validator_is_one_of_the_target_that_is_learnt_inside(
    qtbot: Any, made: Callable[..., Session], type_id: str, target: str, classes: list[str], bound: bool
) -> None:
    inside = Workflow()
    inside.add(Instance("rows", "deploy.ContainerInput", settings={"name": "table"}))
    inside.add(Instance("fill", "prep.MissingValues"))
    inside.add(Instance("learn", "learn.DecisionTreeLearner", settings={} if bound else {"target": target}))
    if bound:
        inside.parameters["goal"] = Parameter("goal", default="age")
        inside.bind("learn", "target", parameter="goal")
    session = made(type_id, inside=inside, **({"goal": target} if bound else {}))
    assert proposed(editor(form_on(qtbot, session, "node"), "positive").line) == classes
