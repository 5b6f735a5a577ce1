"""Templates: workflows to begin with, in which only the files are missing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from knode.app.background import settle
from knode.app.edit.commands.nodes import SetSettings
from knode.app.resources import templates
from knode.app.shell import gallery
from knode.app.shell.gallery import PICTURE, ExampleCard, read_example
from tests.app.driver import Driver

FILES = {
    "classify_a_table": {"read"},
    "clean_and_export": {"read", "write"},
    "predict_a_number": {"read"},
    "score_rows_with_a_bundle": {"bundle", "read", "write"},
}


def test_these_are_the_templates() -> None:
    assert [path.stem for path in templates()] == sorted(FILES)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_picture_of_a_card_lies_on_one_ground_without_a_border(qapp: object, look: str) -> None:
    for file in templates():
        picture = read_example(file, look, 1.0).picture
        # Around the nodes of a workflow there is room, in which a border would be seen.
        middle = {picture.pixelColor(x, PICTURE.height() // 2).name() for x in range(8)}
        centre = {picture.pixelColor(PICTURE.width() // 2, y).name() for y in range(8)}
        assert len(middle | centre) == 1, file.name


def test_a_card_has_its_title_and_its_size_before_its_picture_comes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file, *_) = templates()
    come = threading.Event()
    monkeypatch.setattr(gallery, "read_example", lambda *given: come.wait(20) and read_example(*given))
    card = ExampleCard(file)
    qtbot.addWidget(card)
    card.show()
    before = card._title.text(), card.sizeHint(), card._picture.pixmap().deviceIndependentSize()
    assert before[0] == "Classify a table"
    assert before[2].toSize() == PICTURE
    come.set()
    qtbot.waitUntil(lambda: bool(card._about.text()))
    assert (card._title.text(), card.sizeHint(), card._picture.pixmap().deviceIndependentSize()) == before


def test_a_card_that_is_gone_is_told_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    (file, *_) = templates()
    come = threading.Event()
    monkeypatch.setattr(gallery, "read_example", lambda *given: come.wait(20) and read_example(*given))
    card = ExampleCard(file)
    shiboken6.delete(card)
    come.set()
    assert settle()
    QApplication.processEvents()  # pytest-qt fails a test in which a slot raises.


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_template_opens_untitled_and_only_its_files_are_missing(real_driver: Driver, name: str) -> None:
    driver = real_driver
    driver.find(ExampleCard, f"example.{name}").chosen.emit(next(path for path in templates() if path.stem == name))
    driver.wait(lambda: driver.window.session is not None)
    document = driver.session.document
    assert document.file is None
    assert document.folder is None
    assert document.is_clean
    driver.wait(lambda: set(driver.session.statuses) >= set(driver.workflow.nodes), 60_000)
    told = {step: status.error for step, status in driver.session.statuses.items() if status.error is not None}
    assert {step for step, error in told.items() if error.setting == "path"} == FILES[name]
    # All others only wait for what comes in.
    others = {step: error.message for step, error in told.items() if error.setting is not None}
    assert set(others) == FILES[name], others


def test_a_template_gives_a_result_once_it_has_files(real_driver: Driver, tmp_path: Path) -> None:
    driver = real_driver
    driver.window.files.open_template(next(path for path in templates() if path.stem == "clean_and_export"))
    driver.wait(lambda: driver.window.session is not None)
    source, target = tmp_path / "rows.csv", tmp_path / "out.csv"
    source.write_text("name,age\nAnna,31\nBert,\nCora,40\n")
    driver.session.do(SetSettings((), "read", {"path": str(source)}))
    driver.session.do(SetSettings((), "write", {"path": str(target)}))
    driver.wait_state("write", "ready")
    driver.do("run.all")
    assert driver.wait_state("write", "done", "failed").state == "done"
    assert target.read_text().splitlines()[2].startswith("Bert,3")
