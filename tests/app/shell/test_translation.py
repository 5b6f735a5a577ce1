"""A window speaks the language that is preferred."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from shiboken6 import isValid

from knode.app.program import Program
from knode.app.shell import translation
from tests.app.fakes import FakeEngine


def test_a_window_opens_in_the_language_that_is_preferred(qtbot: Any, config_folder: Path) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    program = Program(FakeEngine)
    try:
        program.preferences.set(language="de")
        window = program.new_window()
        assert window.actions_table.qaction("run.all").text() == "Alles ausführen"
        assert window.menus.menus["File"].title() == "Datei"
        for path, menu in window.menus.menus.items():
            assert menu.title() != path.rpartition("/")[2], path
        window.close()
    finally:
        translation.install(app, "en")
    assert QCoreApplication.translate("Actions", "Run All") == "Run All"


def test_a_window_that_is_closed_hears_no_more_of_preferences(qtbot: Any, config_folder: Path) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    program = Program(FakeEngine)
    closed, _ = program.new_window(), program.new_window()
    closed.close()
    qtbot.waitUntil(lambda: not isValid(closed))
    try:
        program.preferences.set(language="de")  # A call of the closed window would raise, which fails the test.
        assert program.new_window().actions_table.qaction("run.all").text() == "Alles ausführen"
    finally:
        translation.install(app, "en")
        for each in [*program.windows]:
            each.close()
