"""The shell speaks German and Chinese: every text of it has a translation, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from knode.app.program import Program
from knode.app.resources import app_file
from knode.app.shell import translation
from tests.app.driver import ROOT
from tests.app.fakes import FakeEngine
from tests.app.texts import texts_of

APP = ROOT / "knode" / "app"
SHELL = [
    *sorted((APP / "shell").glob("*.py")),
    APP / "window.py",
    *(APP / "panels" / f"{name}.py" for name in ("log_panel", "log_model", "queue_panel", "problems_panel")),
]
PLACEHOLDER = re.compile(r"{\w+}")


def test_the_texts_of_the_source_are_found() -> None:
    found = texts_of(APP / "shell" / "actions.py") | texts_of(APP / "panels" / "queue_panel.py")
    assert {("Actions", "Run All"), ("Actions", "View"), ("QueuePanel", "Nothing is running.")} <= found


@pytest.mark.parametrize("language", ["de", "zh"])
def test_every_text_of_the_shell_is_translated(language: str) -> None:
    known = {text for _, text in translation.texts_of(app_file("translations", f"knode_{language}.ts"))}
    missing = {text for file in SHELL for _, text in texts_of(file)} - known
    assert not missing


@pytest.mark.parametrize("language", ["de", "zh"])
def test_translations_keep_the_placeholders(language: str) -> None:
    for (_, source), text in translation.texts_of(app_file("translations", f"knode_{language}.ts")).items():
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(text)), source


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
