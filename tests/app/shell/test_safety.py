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
    assert "not saved" in tab.banner.text
    driver.click(driver.find(QPushButton, "Undo", tab.banner))
    assert tab.session.workflow.nodes["old"].label == ""
    assert tab.session.document.is_clean


def test_what_was_recovered_can_be_saved_at_once(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    crashed(path)
    driver.window.safety.recover_all()
    driver.wait(lambda: bool(driver.window.workflow_tabs()))
    driver.click(driver.find(QPushButton, "Save", driver.window.tab.banner))
    assert files.load(path).nodes["old"].label == "Not saved"
    assert journal.left_behind(journals()) == []
    assert list(journals().glob("*.journal")) == []


def test_a_contradiction_with_the_file_is_asked_above_the_canvas(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    session = driver.open(path)
    session.do(SetSettings((), "old", {"fraction": 0.5}))
    saved(path, 0.9)
    banner = driver.window.tab.banner
    driver.wait(banner.isVisible)
    assert "old" in banner.text
    driver.click(driver.find(QPushButton, "Take the File", banner))
    assert session.workflow.nodes["old"].settings["fraction"] == 0.9
    assert not banner.isVisible()


def test_changes_of_the_file_that_fit_are_told_and_taken(driver: Any, tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    session = driver.open(path)
    saved(path, 0.9)
    driver.wait(lambda: any("outside" in text for text in driver.toasts()))
    assert session.workflow.nodes["old"].settings["fraction"] == 0.9
