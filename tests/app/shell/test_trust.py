"""Code that came with a workflow runs only after the person has seen it and said so."""

from __future__ import annotations

from pathlib import Path

from knode.core import document
from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver


def with_code(folder: Path, text: str = "import os") -> Path:
    workflow = Workflow("foreign")
    workflow.add(Instance("script", "other.Script", settings={"code": text.split("\n")}))
    file = folder / "foreign.knode"
    document.save(workflow, file)
    return file


def test_a_workflow_with_code_asks_once_and_shows_the_code(driver: Driver, tmp_path: Path) -> None:
    session = driver.open(with_code(tmp_path, "import os\nos.remove('x')"))
    assert not session.trusted
    dialog = driver.dialog("trust")
    assert "os.remove('x')" in dialog.text.toPlainText()
    assert driver.window.tab.banners.isVisible()
    driver.answer("trust", "Trust this workflow")
    assert session.trusted
    assert ("workflow.trust") in [name for name, _ in session.engine.asked]
    assert not driver.window.tab.banners.isVisible()
    driver.do("file.close")
    driver.open(tmp_path / "foreign.knode")
    assert driver.session.trusted


def test_no_is_the_default_and_the_banner_stays(driver: Driver, tmp_path: Path) -> None:
    session = driver.open(with_code(tmp_path))
    dialog = driver.dialog("trust")
    driver.key("Esc", dialog)
    driver.wait(lambda: not dialog.isVisible())
    assert not session.trusted
    assert not [name for name, _ in session.engine.asked if name == "run.start"]
    assert driver.window.tab.banners.isVisible()
    assert driver.window.tab.banners.texts[0].startswith("This workflow has nodes that no installed pack knows.")
    driver.answer_banner("Look at the code…")
    assert driver.dialog("trust").isVisible()


def test_other_code_asks_again(driver: Driver, tmp_path: Path) -> None:
    driver.open(with_code(tmp_path))
    driver.answer("trust", "Trust this workflow")
    driver.do("file.close")
    driver.open(with_code(tmp_path, "import sys"))
    assert not driver.session.trusted


def test_a_trusted_folder_asks_nothing(driver: Driver, tmp_path: Path) -> None:
    driver.open(with_code(tmp_path))
    driver.answer("trust", "Trust its folder")
    assert driver.program.preferences.values.trusted_folders == (str(tmp_path),)
    driver.do("file.close")
    driver.open(with_code(tmp_path, "import sys"))
    assert driver.session.trusted


def test_a_workflow_without_code_is_trusted(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "plain.knode"
    workflow = Workflow("plain")
    workflow.add(Instance("data", "io.ExampleData"))
    document.save(workflow, file)
    assert driver.open(file).trusted


def test_the_question_is_no_larger_than_the_screen(driver: Driver, tmp_path: Path) -> None:
    driver.open(with_code(tmp_path))
    dialog = driver.dialog("trust")
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
