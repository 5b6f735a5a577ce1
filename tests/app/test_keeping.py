"""What was not saved survives a kill, and changes of the file from outside are taken over or asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knode.app import journal
from knode.app.document import Document
from knode.app.edit.commands.nodes import AddNode, MoveNodes, RemoveNodes, Rename, SetSettings
from knode.app.keeping import Keeper, Outside, journals, recover
from knode.core import document as files
from knode.core.workflow import COMPONENT, Instance, Workflow
from tests.processes import start_python

WRITER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from knode.app.document import Document
from knode.app.edit.commands.nodes import AddNode, Rename
from knode.app.keeping import Keeper
from knode.core.workflow import Instance
app = QCoreApplication([])
document = Document.open(Path(sys.argv[1])) if len(sys.argv) > 1 else Document()
keeper = Keeper(document)
for number in range(5):
    document.do(AddNode((), Instance(f"n{number}", "io.ExampleData"), (number, 0)))
document.do(Rename((), "n0", "Renamed"))
keeper.write()
print("written", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _own_config(config_folder: Path, qapp: Any) -> None:
    """Journals of a test are its own."""


def killed_writer(*arguments: str) -> None:
    process = start_python("-c", WRITER, *arguments)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.communicate()


def saved(path: Path) -> Path:
    workflow = Workflow("kept")
    workflow.add(Instance("old", "prep.Partition", settings={"fraction": 0.3}))
    workflow.add(Instance("other", "io.ExampleData"))
    files.save(workflow, path)
    return path


def test_what_was_not_saved_survives_a_kill(tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    killed_writer(str(path))
    (found,) = journal.left_behind(journals())
    assert (found.file, found.steps) == (path, 1)
    document = recover(journal.recovered(found), found.file, "Recover")
    assert set(document.workflow.nodes) == {"old", "other", *(f"n{number}" for number in range(5))}
    assert document.workflow.nodes["n0"].label == "Renamed"
    assert not document.is_clean
    document.undo()
    assert document.workflow == Document.open(path).workflow


def test_a_document_without_a_file_survives_too():
    killed_writer()
    (found,) = journal.left_behind(journals())
    document = recover(journal.recovered(found), found.file, "Recover")
    assert len(document.workflow.nodes) == 5
    journal.remove(found.journal)
    assert journal.left_behind(journals()) == []
    assert list(journals().iterdir()) == []


def test_what_was_recovered_is_kept_again_until_it_is_saved():
    killed_writer()
    (found,) = journal.left_behind(journals())
    document = recover(journal.recovered(found), found.file, "Recover")
    keeper = Keeper(document)
    keeper.write()
    journal.remove(found.journal)
    (kept,) = journals().glob("*.journal")
    assert journal.recovered(journal.Found(kept, None, 0.0, 1)) == document.workflow
    keeper.close()


def test_changes_of_a_file_that_is_gone_are_recovered_without_it(tmp_path: Path):
    path = saved(tmp_path / "kept.knode")
    killed_writer(str(path))
    path.unlink()
    (found,) = journal.left_behind(journals())
    document = recover(journal.recovered(found), found.file, "Recover")
    assert document.file is None
    assert len(document.workflow.nodes) == 7


def test_the_journal_of_a_living_program_is_not_offered():
    document = Document()
    keeper = Keeper(document)
    document.do(AddNode((), Instance("n", "io.ExampleData"), (0, 0)))
    keeper.write()
    assert journal.left_behind(journals()) == []
    keeper.close()


def test_a_line_that_was_cut_short_is_left_out():
    document = Document()
    kept = journal.Journal(journals(), None, document.text())
    document.changed.connect(kept.add)
    document.do(AddNode((), Instance("n", "io.ExampleData"), (0, 0)))
    document.do(MoveNodes((), {"n": (5, 5)}))
    (path,) = journals().glob("*.journal")
    path.write_bytes(path.read_bytes()[:-7])
    found = journal.Found(path, None, 0.0, 2)
    assert journal.recovered(found).layout == {"n": [0, 0]}
    kept.close()


def test_edits_inside_a_component_that_was_just_made_survive():
    document = Document()
    keeper = Keeper(document)
    inside = Workflow("inside")
    for node in "ab":
        inside.add(Instance(node, "io.ExampleData"))
    document.do(AddNode((), Instance("c", COMPONENT, workflow=inside), (0, 0)))
    document.do(RemoveNodes(("c",), ("a",)))
    document.do(Rename((), "c", "Renamed"))
    document.do(Rename(("c",), "b", "Inner"))
    keeper.write()
    (path,) = journals().glob("*.journal")
    assert journal.recovered(journal.Found(path, None, 0.0, 1)) == document.workflow
    keeper.close()


def test_saving_and_closing_leave_no_journal(tmp_path: Path):
    document = Document()
    keeper = Keeper(document)
    document.do(AddNode((), Instance("n", "io.ExampleData"), (0, 0)))
    keeper.write()
    assert len(list(journals().glob("*.journal"))) == 1
    document.save(tmp_path / "saved.knode")
    assert list(journals().iterdir()) == []
    document.do(Rename((), "n", "x"))
    keeper.write()
    keeper.close()
    assert list(journals().iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_once(config_folder: Path, qtbot: Any):
    config_folder.mkdir()
    (config_folder / "journals").write_text("in the way")
    document = Document()
    keeper = Keeper(document)
    said: list[str] = []
    keeper.failed.connect(said.append)
    for number in range(3):
        document.do(AddNode((), Instance(f"n{number}", "io.ExampleData"), (0, 0)))
        keeper.write()
    assert len(said) == 1
    assert "journals" in said[0]
    keeper.close()


# ---- changes from outside


def opened(tmp_path: Path) -> tuple[Document, Keeper, Path]:
    path = saved(tmp_path / "kept.knode")
    document = Document.open(path)
    return document, Keeper(document), path


def change_outside(path: Path, **settings: Any) -> None:
    workflow = files.load(path)
    workflow.set("old", **settings)
    files.save(workflow, path)


def test_changes_of_the_file_come_into_a_document_that_has_none_of_its_own(tmp_path: Path, qtbot: Any):
    document, keeper, path = opened(tmp_path)
    with qtbot.waitSignal(keeper.merged, timeout=5_000):
        change_outside(path, fraction=0.9)
    assert document.workflow.nodes["old"].settings["fraction"] == 0.9
    assert document.is_clean
    document.undo()
    assert document.workflow.nodes["old"].settings["fraction"] == 0.3
    keeper.close()


def test_changes_that_do_not_meet_are_merged(tmp_path: Path, qtbot: Any):
    document, keeper, path = opened(tmp_path)
    document.do(Rename((), "other", "Mine"))
    with qtbot.waitSignal(keeper.merged, timeout=5_000):
        change_outside(path, fraction=0.9)
    assert document.workflow.nodes["other"].label == "Mine"
    assert document.workflow.nodes["old"].settings["fraction"] == 0.9
    assert not document.is_clean
    keeper.close()


def test_changes_that_meet_are_asked_about(tmp_path: Path, qtbot: Any):
    document, keeper, path = opened(tmp_path)
    document.do(SetSettings((), "old", {"fraction": 0.5}))
    with qtbot.waitSignal(keeper.conflict, timeout=5_000) as asked:
        change_outside(path, fraction=0.9)
    outside: Outside = asked.args[0]
    assert outside.conflicts == ["old"]
    assert document.workflow.nodes["old"].settings["fraction"] == 0.5
    outside.take()
    assert document.workflow.nodes["old"].settings["fraction"] == 0.9
    assert document.is_clean
    document.undo()
    assert document.workflow.nodes["old"].settings["fraction"] == 0.5
    keeper.close()


def test_to_stay_with_the_own_version_keeps_it_unsaved(tmp_path: Path, qtbot: Any):
    document, keeper, path = opened(tmp_path)
    document.do(SetSettings((), "old", {"fraction": 0.5}))
    with qtbot.waitSignal(keeper.conflict, timeout=5_000) as asked:
        change_outside(path, fraction=0.9)
    asked.args[0].keep()
    document.undo()
    assert not document.is_clean, "the file holds something else now"
    keeper.close()


def test_saving_it_oneself_is_no_change_from_outside(tmp_path: Path, qtbot: Any):
    document, keeper, _ = opened(tmp_path)
    document.do(SetSettings((), "old", {"fraction": 0.5}))
    with qtbot.assertNotEmitted(keeper.merged, wait=600), qtbot.assertNotEmitted(keeper.conflict):
        document.save()
    keeper.close()


def test_a_file_that_is_broken_for_a_moment_changes_nothing(tmp_path: Path, qtbot: Any):
    document, keeper, path = opened(tmp_path)
    before = document.text()
    with qtbot.waitSignal(keeper.failed, timeout=5_000):
        path.write_text("<<<<<<< HEAD")
    assert document.text() == before
    with qtbot.waitSignal(keeper.merged, timeout=5_000):
        saved(path)
        change_outside(path, fraction=0.4)
    keeper.close()
