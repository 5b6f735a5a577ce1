"""What a crash left is offered at the next start; what somebody else wrote into a file is asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from knode.app import journal
from knode.app.document import Document
from knode.app.edit.commands.nodes import Rename, SetSettings
from knode.app.keeping import journals
from knode.core import document as files
from knode.core.workflow import Instance, Workflow


def saved(path: Path, fraction: float = 0.3) -> Path:
    workflow = Workflow("kept")
    workflow.add(Instance("old", "prep.Partition", settings={"fraction": fraction}))
    files.save(workflow, path)
    return path


def crashed(path: Path) -> None:
    """A program that has ended with an edit in its journal."""
    document = Document.open(path)
    kept = journal.Journal(journals(), path, path.read_text())
    document.changed.connect(kept.add)
    document.do(Rename((), "old", "Not saved"))
    assert kept._lock is not None
    assert kept._out is not None
    kept._out.close()
    kept._lock.unlock()


def test_unsaved_changes_of_a_crash_are_there_at_the_next_start(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    crashed(path)
    driver.window.safety.recover_all()
    driver.wait(lambda: bool(driver.window.workflow_tabs()))
    tab = driver.window.tab
    assert tab.session.workflow.nodes["old"].label == "Not saved"
    assert "not saved" in tab.banners.texts[0]
    driver.click(driver.find(QPushButton, "Undo", tab.banners))
    assert tab.session.workflow.nodes["old"].label == ""
    assert tab.session.document.is_clean


def test_what_was_recovered_can_be_saved_at_once(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    crashed(path)
    driver.window.safety.recover_all()
    driver.wait(lambda: bool(driver.window.workflow_tabs()))
    driver.click(driver.find(QPushButton, "Save", driver.window.tab.banners))
    assert files.load(path).nodes["old"].label == "Not saved"
    assert journal.left_behind(journals()) == []
    assert list(journals().glob("*.journal")) == []


def test_a_contradiction_with_the_file_is_asked_above_the_canvas(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    session = driver.open(path)
    session.do(SetSettings((), "old", {"fraction": 0.5}))
    saved(path, 0.9)
    banners = driver.window.tab.banners
    driver.wait(banners.isVisible)
    assert "old" in banners.texts[0]
    driver.click(driver.find(QPushButton, "Take the File", banners))
    assert session.workflow.nodes["old"].settings["fraction"] == 0.9
    assert not banners.isVisible()


def test_changes_of_the_file_that_fit_are_told_and_taken(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    session = driver.open(path)
    saved(path, 0.9)
    driver.wait(lambda: any("outside" in text for text in driver.toasts()))
    assert session.workflow.nodes["old"].settings["fraction"] == 0.9


def test_the_line_about_recovered_changes_goes_when_they_are_saved_from_the_menu(driver: Any, tmp_path: Path):
    crashed(saved(tmp_path / "kept.knode"))
    driver.window.safety.recover_all()
    driver.wait(lambda: bool(driver.window.workflow_tabs()))
    assert driver.window.tab.banners.isVisible()
    driver.do("file.save")
    assert driver.window.tab.banners.texts == []
    assert not driver.window.tab.banners.isVisible()


def test_undo_takes_the_recovered_changes_back_also_after_other_edits(driver: Any, tmp_path: Path):
    crashed(saved(tmp_path / "kept.knode"))
    driver.window.safety.recover_all()
    driver.wait(lambda: bool(driver.window.workflow_tabs()))
    tab = driver.window.tab
    driver.session.do(SetSettings((), "old", {"fraction": 0.5}))
    driver.answer_banner("Undo")
    assert tab.session.workflow.nodes["old"].label == ""
    assert tab.session.document.is_clean
    assert tab.banners.texts == []
    assert driver.can("edit.redo")


def test_lines_about_several_things_stand_below_each_other(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    crashed(path)
    driver.window.safety.recover_all()
    driver.wait(lambda: bool(driver.window.workflow_tabs()))
    banners = driver.window.tab.banners
    driver.session.do(SetSettings((), "old", {"fraction": 0.5}))
    saved(path, 0.9)
    driver.wait(lambda: len(banners.texts) == 2)
    assert "ended unexpectedly" in banners.texts[0]
    assert "outside" in banners.texts[1]
    driver.answer_banner("Keep Mine")
    assert len(banners.texts) == 1
    assert banners.isVisible()
