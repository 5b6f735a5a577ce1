"""Asking for files, without ever blocking the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from knode.app.edit.commands.nodes import AddNode
from knode.core import document
from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver


def two_files(folder: Path) -> list[Path]:
    files = [folder / "one.knode", folder / "two.knode"]
    for file in files:
        workflow = Workflow()
        workflow.add(Instance("data", "io.ExampleData"))
        document.save(workflow, file)
    return files


def test_several_files_are_opened_at_once(driver: Driver, tmp_path: Path) -> None:
    files = two_files(tmp_path)
    driver.do("file.open")
    dialog: QFileDialog = driver.dialog("fileDialog")
    dialog.filesSelected.emit([str(file) for file in files])
    dialog.close()
    driver.wait(lambda: len(driver.window.workflow_tabs()) == 2)
    assert {tab.session.document.file for tab in driver.window.workflow_tabs()} == set(files)


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(driver: Driver, tmp_path: Path) -> None:
    driver.show(Workflow("trial"))
    tab = driver.window.tab
    assert not driver.window.files.save_to(tab, tmp_path / "gone" / "trial.knode")
    assert "cannot be written" in driver.toasts()[-1]
    assert driver.session.document.file is None


def test_saving_elsewhere_makes_that_the_file(driver: Driver, tmp_path: Path) -> None:
    first, second = two_files(tmp_path)[0], tmp_path / "three.knode"
    driver.open(first)
    driver.do("file.save-as")
    dialog: QFileDialog = driver.dialog("fileDialog")
    dialog.fileSelected.emit(str(second))
    dialog.close()
    assert driver.session.document.file == second
    assert document.load(second).nodes == document.load(first).nodes
    assert driver.program.recent.files() == [second, first]


def test_thinking_again_at_the_place_closes_nothing(driver: Driver) -> None:
    from knode.app.edit.commands.nodes import AddNode

    driver.show(Workflow())
    driver.session.do(AddNode((), Instance("data", "io.ExampleData"), (0, 0)))
    driver.do("file.close")
    driver.answer("unsaved", "Save")
    driver.dialog("fileDialog").reject()
    assert len(driver.window.workflow_tabs()) == 1
    assert not driver.session.document.is_clean


def test_closing_twice_asks_once(driver: Driver) -> None:
    session = driver.show(Workflow())
    session.do(AddNode((), Instance("a", "io.CsvReader"), (0, 0)))
    driver.window.close()
    driver.window.close()
    boxes = [box for box in driver.window.findChildren(QMessageBox, "unsaved") if box.isVisible()]
    assert len(boxes) == 1
    boxes[0].button(QMessageBox.StandardButton.Cancel).click()
    assert driver.window.isVisible()


def test_of_a_workflow_too_large_to_read_its_beginning_is_seen(driver: Driver) -> None:
    driver.window.resize(1280, 800)
    driver.example("churn")
    canvas = driver.view.canvas
    driver.wait(lambda: driver.view.visible_rect().contains(canvas.node_rect("data")))
    assert driver.view.zoom >= 0.7
