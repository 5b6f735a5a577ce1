"""Preferences: typed, kept, edited in a dialog made from the model."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPlainTextEdit

from knode.app import config, theme
from knode.app.shell import look
from knode.app.shell.preferences import Preferences, PreferenceStore
from knode.core.workflow import Workflow
from tests.app.driver import Driver


def test_they_are_kept_between_starts(qapp: object, config_folder: Path) -> None:
    PreferenceStore().set(theme="dark", reopen=False)
    assert PreferenceStore().values == Preferences(theme="dark", reopen=False)


def test_a_value_that_does_not_fit_changes_nothing(qapp: object, config_folder: Path) -> None:
    store = PreferenceStore()
    with pytest.raises(ValidationError):
        store.set(theme="pink")
    assert store.values == Preferences()


def test_a_kept_value_that_no_longer_fits_leaves_the_others(qapp: object, config_folder: Path) -> None:
    config.write("preferences", {"theme": "pink", "reopen": False, "gone": 1})
    assert PreferenceStore().values == Preferences(reopen=False)


def test_the_theme_changes_at_once(driver: Driver) -> None:
    driver.show(Workflow())
    driver.do("file.preferences")
    dialog = driver.dialog("preferences")
    box = driver.find(QComboBox, "theme", dialog)
    box.setCurrentIndex(box.findData("dark"))
    assert theme.current().name == "dark"
    box.setCurrentIndex(box.findData("light"))
    assert theme.current().name == "light"


def test_an_application_that_is_dressed_again_is_painted_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    look.dress(qapp)
    look.dress(qapp)
    painted: list[str] = []
    original = look.style_sheet
    monkeypatch.setattr(look, "style_sheet", lambda chosen: (painted.append(chosen.name), original(chosen))[1])
    names: tuple[theme.Choice, ...] = ("dark", "light")
    for name in names:
        theme.switch().follow(name)
    assert painted == ["dark", "light"]


def test_the_canvas_is_as_preferred(driver: Driver) -> None:
    driver.show(Workflow())
    driver.do("file.preferences")
    dialog = driver.dialog("preferences")
    dialog.pages.setCurrentRow(1)
    box = driver.find(QComboBox, "wheel", dialog)
    box.setCurrentIndex(box.findData("scroll"))
    assert not driver.view.wheel_zooms
    straight = driver.find(QComboBox, "wires", dialog)
    straight.setCurrentIndex(straight.findData("straight"))
    assert driver.view.canvas.graph.straight


def test_every_preference_has_an_editor_with_a_name(driver: Driver) -> None:
    driver.do("file.preferences")
    dialog = driver.dialog("preferences")
    for row in range(dialog.pages.count() - 1):
        dialog.pages.setCurrentRow(row)
    for name, info in Preferences.model_fields.items():
        editors = [each for kind in (QComboBox, QCheckBox, QPlainTextEdit) for each in dialog.findChildren(kind, name)]
        assert [each.accessibleName() for each in editors] == [info.title]


def test_folders_are_given_one_a_line(driver: Driver) -> None:
    driver.do("file.preferences")
    dialog = driver.dialog("preferences")
    dialog.pages.setCurrentRow(2)
    driver.find(QPlainTextEdit, "trusted_folders", dialog).setPlainText("/a\n\n /b ")
    assert driver.program.preferences.values.trusted_folders == ("/a", "/b")
