"""The main window as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QToolButton

from knode.app import config
from knode.app.document import Document
from knode.app.edit.commands.nodes import AddNode
from knode.app.shell import look
from knode.app.shell.gallery import ExampleCard
from knode.core import document
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, Problem, RunEvent, StatusesEvent
from tests.app.driver import Driver


def a_workflow() -> Workflow:
    made = Workflow("trial")
    made.add(Instance("data", "io.ExampleData", settings={"name": "iris"}))
    made.add(Instance("sort", "prep.Sorter"))
    made.link("data", "table", "sort", "table")
    return made


def add_a_node(driver: Driver) -> None:
    assert driver.session.do(AddNode((), Instance(driver.workflow.free_id("io.ExampleData"), "io.ExampleData"), (0, 0)))


def test_it_opens_with_a_start_page_and_no_panels(driver: Driver) -> None:
    assert driver.window.start_page() is not None
    assert driver.window.session is None
    assert all(dock.isHidden() for dock in driver.window.docks.docks.values())


def test_an_example_is_open_after_one_click(driver: Driver) -> None:
    driver.click(driver.find(ExampleCard, "example.breast_cancer"))
    driver.wait(lambda: driver.window.session is not None)
    assert "learner" in driver.workflow.nodes
    assert driver.session.document.file is None
    assert driver.window.start_page() is None
    driver.click(driver.find(QToolButton, "main"))
    assert ("run.start") in [name for name, _ in driver.session.engine.asked]


def test_a_file_is_opened_edited_and_saved(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "trial.knode"
    document.save(a_workflow(), file)
    driver.open(file)
    add_a_node(driver)
    driver.wait(lambda: driver.window.tabs.tabText(0) == "● trial")
    driver.do("file.save")
    driver.wait(lambda: driver.window.tabs.tabText(0) == "trial")
    assert len(document.load(file).nodes) == 3
    assert driver.toasts() == ["Saved trial.knode"]
    assert driver.program.recent.files() == [file]


def test_a_file_that_cannot_be_read_is_told_and_opens_nothing(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "broken.knode"
    file.write_text("{", encoding="utf-8")
    driver.window.files.open([file])
    driver.wait(lambda: bool(driver.toasts()))
    assert "broken.knode" in driver.toasts()[0]
    assert driver.window.session is None


def test_recent_files_are_in_the_menu(driver: Driver, tmp_path: Path) -> None:
    menu = driver.window.findChild(QMenu, "menu.recent")
    assert not menu.menuAction().isEnabled()
    file = tmp_path / "trial.knode"
    document.save(a_workflow(), file)
    driver.open(file)
    driver.do("file.close")
    menu.refresh()
    menu.actions()[0].trigger()
    driver.wait(lambda: driver.window.session is not None)
    assert driver.session.document.file == file
    file.unlink()
    driver.do("file.close")
    menu.actions()[0].trigger()
    driver.wait(lambda: not driver.program.recent.files())


def test_a_file_that_is_open_comes_to_the_front(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "trial.knode"
    document.save(a_workflow(), file)
    driver.open(file)
    driver.show(Workflow("other"))
    driver.window.files.open([file])
    assert driver.session.document.file == file
    assert len(driver.window.workflow_tabs()) == 2


def test_an_untitled_document_asks_where_to_be_saved(driver: Driver, tmp_path: Path) -> None:
    driver.show(a_workflow())
    driver.do("file.save")
    dialog: QFileDialog = driver.dialog("fileDialog")
    dialog.fileSelected.emit(str(tmp_path / "named"))
    dialog.close()
    assert (tmp_path / "named.knode").exists()
    assert driver.session.document.file == tmp_path / "named.knode"


def test_workflows_without_a_name_are_told_apart(driver: Driver) -> None:
    for _ in range(3):
        driver.do("file.new")
    assert [tab.title for tab in driver.window.workflow_tabs()] == ["Untitled", "Untitled 2", "Untitled 3"]


@pytest.mark.parametrize(("button", "left", "saved"), [("Cancel", 1, False), ("Discard", 0, False), ("Save", 0, True)])
def test_closing_a_tab_asks_before_changes_are_lost(
    driver: Driver, tmp_path: Path, button: str, left: int, saved: bool
) -> None:
    file = tmp_path / "trial.knode"
    document.save(a_workflow(), file)
    driver.open(file)
    add_a_node(driver)
    driver.do("file.close")
    driver.answer("unsaved", button)
    driver.wait(lambda: len(driver.window.workflow_tabs()) == left)
    assert (len(document.load(file).nodes) == 3) is saved


def test_a_window_with_unsaved_changes_stays_until_the_question_is_answered(driver: Driver) -> None:
    driver.show(a_workflow())
    add_a_node(driver)
    driver.window.close()
    assert driver.window.isVisible()
    driver.answer("unsaved", "Discard")
    driver.wait(lambda: not driver.program.windows)


def test_undo_is_called_after_what_it_takes_back(driver: Driver) -> None:
    driver.show(a_workflow())
    assert not driver.can("edit.undo")
    add_a_node(driver)
    driver.wait(lambda: driver.window.actions_table.qaction("edit.undo").text().startswith("Undo Add"))
    driver.key("Ctrl+Z", driver.view)
    assert len(driver.workflow.nodes) == 2
    assert driver.can("edit.redo")


def test_running_is_asked_of_the_engine_process(driver: Driver) -> None:
    session = driver.show(a_workflow())
    driver.key("F5", driver.view)
    session.select(["sort"])
    assert driver.can("run.to-here")
    driver.key("F6", driver.view)
    driver.do("run.fresh")
    runs = [params for name, params in session.engine.asked if name == "run.start"]
    assert [(run.to, run.fresh) for run in runs] == [((), False), (("sort",), False), (("sort",), True)]


def test_a_run_by_itself_is_off_until_it_is_wanted(driver: Driver) -> None:
    session = driver.show(a_workflow())
    add_a_node(driver)
    assert not [name for name, _ in session.engine.asked if name == "run.start"]
    driver.do("run.auto")
    add_a_node(driver)
    assert len([name for name, _ in session.engine.asked if name == "run.start"]) == 2
    driver.show(Workflow())
    driver.wait(lambda: not driver.window.actions_table.qaction("run.auto").isChecked())


def test_a_failed_run_is_told_and_leads_to_the_node(driver: Driver) -> None:
    session = driver.show(a_workflow())
    session.engine.tell(RunEvent(running=True, total=2))
    failed = NodeStatus(state="failed", error=Problem(kind="DataError", message="No column of that name."))
    session.engine.tell(StatusesEvent(statuses={"sort": failed}))
    session.engine.tell(RunEvent(running=False, status="failed"))
    driver.wait(lambda: driver.toasts() == ["Run failed at Sorter."])
    driver.click(driver.find(QToolButton, "Show"))
    assert session.selection == ("sort",)


def test_a_run_that_failed_at_many_nodes_names_some_and_says_that_there_are_more(driver: Driver) -> None:
    workflow = Workflow("trial")
    for number in range(5):
        workflow.add(Instance(f"sort{number}", "prep.Sorter", label=f"Sort {number}"))
    session = driver.show(workflow)
    session.engine.tell(RunEvent(running=True, total=5))
    failed = NodeStatus(state="failed", error=Problem(kind="DataError", message="No column of that name."))
    session.engine.tell(StatusesEvent(statuses={f"sort{number}": failed for number in range(5)}))
    session.engine.tell(RunEvent(running=False, status="failed"))
    driver.wait(lambda: driver.toasts() == ["Run failed at Sort 0, Sort 1, Sort 2, …."])


def test_a_node_that_failed_in_a_run_before_is_not_told_again(driver: Driver) -> None:
    session = driver.show(a_workflow())
    failed = NodeStatus(state="failed", error=Problem(kind="DataError", message="No column of that name."))
    for step in ("sort", "data"):
        session.engine.tell(RunEvent(running=True, total=1))
        session.engine.tell(StatusesEvent(statuses={step: failed}))
        session.engine.tell(RunEvent(running=False, status="failed"))
        driver.wait(lambda step=step: any(session.title(step) in toast for toast in driver.toasts()))
    assert driver.toasts() == ["Run failed at Sorter.", "Run failed at Example Data."]


def test_the_engine_is_restarted_with_one_click(driver: Driver) -> None:
    session = driver.show(a_workflow())
    driver.wait(lambda: session.engine_state == "ready")
    session.engine.state_changed.emit("lost", "The engine process was killed (signal 9) while sort ran.")
    driver.wait(lambda: "signal 9" in " ".join(driver.toasts()))
    driver.click(driver.find(QToolButton, "Engine lost: restart"))
    assert session.engine_state == "ready"


def test_an_engine_that_starts_again_by_itself_offers_no_restart(driver: Driver) -> None:
    session = driver.show(a_workflow())
    driver.wait(lambda: session.engine_state == "ready")
    session.engine.state_changed.emit("lost", "The engine process was killed.")
    session.engine.state_changed.emit("starting", "")
    driver.wait(lambda: driver.toasts() == ["The engine process was killed. It starts again by itself."])
    assert not [button for button in driver.window.findChildren(QToolButton) if button.text() == "Restart"]


def test_every_panel_opens_by_its_action_and_takes_the_keyboard(driver: Driver) -> None:
    driver.show(a_workflow())
    for name, dock in driver.window.docks.docks.items():
        driver.do(f"panel.{name}")
        assert dock.isVisible(), name
        assert dock.panel(driver.session).isVisible(), name


def test_the_keyboard_goes_round_the_panels_and_back_to_the_canvas(driver: Driver) -> None:
    driver.show(a_workflow())
    driver.do("panel.log")
    assert driver.window.docks.docks["log"].isAncestorOf(QApplication.focusWidget())
    driver.do("view.canvas")
    seen = []
    for _ in range(len(driver.window.docks.in_front())):
        driver.do("view.next-panel")
        seen += [dock for dock in driver.window.docks.in_front() if dock.isAncestorOf(QApplication.focusWidget())]
    assert seen == driver.window.docks.in_front()
    driver.do("view.next-panel")
    assert QApplication.focusWidget() is driver.view


def test_quitting_keeps_the_files_of_all_windows(driver: Driver, tmp_path: Path) -> None:
    files = [tmp_path / "one.knode", tmp_path / "two.knode"]
    for file in files:
        document.save(a_workflow(), file)
    driver.open(files[0])
    other = driver.program.new_window()
    other.files.open([files[1]])
    driver.wait(lambda: bool(other.workflow_tabs()))
    driver.program.quit()
    driver.wait(lambda: not driver.program.windows)
    assert config.read("open", []) == [str(file) for file in files]


def test_panels_follow_the_tab_in_front(driver: Driver) -> None:
    first, second = driver.show(a_workflow()), driver.show(Workflow())
    driver.panel("problems")
    dock = driver.window.docks.docks["problems"]
    assert dock.widget().currentWidget() is dock.panel(second)
    driver.do("view.next-tab")
    assert driver.session is first
    assert dock.widget().currentWidget() is dock.panel(first)


def test_a_layout_is_kept_under_a_name(driver: Driver) -> None:
    driver.show(a_workflow())
    docks = driver.window.docks.docks
    docks["library"].close()
    driver.window.layouts.save("narrow")
    driver.do("layout.reset")
    assert docks["library"].isVisible()
    assert driver.window.layouts.names() == ["narrow"]
    assert driver.window.layouts.restore("narrow")
    assert docks["library"].isHidden()


def test_a_window_opens_as_the_last_one_was_closed(driver: Driver) -> None:
    driver.show(a_workflow())
    driver.window.docks.docks["library"].close()
    other = driver.program.new_window()
    other.close()
    driver.window.layouts.save("")
    second = driver.program.new_window()
    second.files.new()
    assert second.docks.docks["library"].isHidden()
    assert second.docks.docks["problems"].isVisible() or second.docks.docks["log"].isVisible()
    second.close()


def test_the_files_of_last_time_are_opened_again(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "trial.knode"
    document.save(a_workflow(), file)
    config.write("open", [str(file)])
    window = driver.program.start()
    driver.wait(lambda: bool(window.workflow_tabs()))
    assert window.workflow_tabs()[0].session.document.file == file
    window.close()


def test_a_closed_window_leaves_nothing(driver: Driver) -> None:
    def windows() -> set[str]:
        return {f"{type(each).__name__} {each.objectName()}" for each in QApplication.topLevelWidgets()}

    before = windows()
    for _ in range(2):
        window = driver.program.new_window()
        window.add_document(Document(a_workflow()), trusted=True)
        for name in window.docks.docks:
            window.show_panel(name)
        window.tell("One moment.")
        window.show_palette()
        window.show_preferences()
        driver.qtbot.wait(50)
        window.close()
        driver.qtbot.wait(50)
    assert driver.program.windows == [driver.window]
    driver.wait(lambda: windows() <= before)


def test_the_palette_does_what_is_typed(driver: Driver) -> None:
    driver.show(a_workflow())
    driver.key("Ctrl+Shift+P", driver.view)
    field = driver.find(QLineEdit, "Command")
    QTest.keyClicks(field, "run all")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ("run.start") in [name for name, _ in driver.session.engine.asked]


def test_the_whole_window_is_reached_by_keyboard_and_named(driver: Driver) -> None:
    driver.show(a_workflow())
    for button in driver.window.findChildren(QToolButton):
        if button.isVisible() and button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            said = button.text() or button.accessibleName() or button.toolTip()
            assert said, f"a button without a name in {button.parent()}"


def test_a_double_click_on_a_node_brings_its_settings_and_its_table_to_the_front(driver: Driver) -> None:
    workflow = Workflow()
    workflow.add(Instance("sort", "prep.Sorter"))
    workflow.add(Instance("write", "io.CsvWriter"))
    workflow.layout.update({"sort": [0, 0], "write": [250, 0]})
    driver.show(workflow)
    docks = driver.window.docks.docks
    for node, shows_table in (("sort", True), ("write", False)):
        driver.panel("log")
        driver.panel("help")
        assert not docks["settings"].is_seen()
        view = driver.view
        place = view.mapFromScene(view.canvas.node_rect(node).center())
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        driver.wait(docks["settings"].is_seen)
        assert docks["table"].is_seen() == shows_table
        assert list(driver.session.selection) == [node]


def test_the_cards_of_the_start_page_are_of_one_height(driver: Driver) -> None:
    look.dress(QApplication.instance())
    driver.window.show_start_page()
    cards = [card for card in driver.window.findChildren(ExampleCard) if card.isVisible()]
    assert len(cards) > 6
    driver.wait(lambda: all(card.accessibleDescription() for card in cards))
    driver.wait(lambda: len({card.height() for card in cards}) == 1)
