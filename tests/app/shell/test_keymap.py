"""Keys: two schemes, the person's own, conflicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QKeySequenceEdit

from knode.app import config
from knode.app.actions import Action
from knode.app.keymap import Keymap
from knode.app.shell.keys_page import KeysPage
from tests.app.driver import Driver

RUN = Action("run.all", "Run All", shortcuts={"knode": ("F5",), "knime": ("Shift+F7",)})
SAVE = Action("file.save", "Save", shortcuts={"knode": ("Ctrl+S",)})


def test_a_scheme_that_does_not_name_an_action_leaves_it_our_keys(qapp: object, config_folder: Path) -> None:
    keymap = Keymap()
    keymap.choose("knime")
    assert keymap.keys(RUN) == ["Shift+F7"]
    assert keymap.keys(SAVE) == ["Ctrl+S"]


def test_own_keys_outlive_the_program_and_can_be_given_back(qapp: object, config_folder: Path) -> None:
    Keymap().bind(RUN, ["F9"])
    keymap = Keymap()
    assert keymap.keys(RUN) == ["F9"]
    assert keymap.is_own(RUN)
    keymap.reset(RUN)
    assert Keymap().keys(RUN) == ["F5"]


def test_a_file_of_keys_that_is_broken_gives_the_shipped_ones(qapp: object, config_folder: Path) -> None:
    config_folder.mkdir()
    (config_folder / "keys.json").write_text("{", encoding="utf-8")
    assert Keymap().keys(RUN) == ["F5"]
    assert (config_folder / "keys.broken").exists()
    config.write("keys", {"scheme": 3, "own": {"run.all": "F1"}})
    assert Keymap().keys(RUN) == ["F5"]


@pytest.mark.parametrize("scheme", ["knode", "knime"])
def test_no_two_actions_have_the_same_keys(driver: Driver, scheme: str) -> None:
    keymap = driver.program.keymap
    keymap.choose(scheme)
    actions = list(driver.window.actions_table)
    twice = {
        action.name: [other.name for other in found]
        for action in actions
        if (found := keymap.conflicts(action, keymap.keys(action), actions))
    }
    assert not twice


def test_keys_are_changed_in_the_preferences_and_conflicts_are_told(driver: Driver) -> None:
    driver.do("file.preferences")
    dialog = driver.dialog("preferences")
    dialog.pages.setCurrentRow(dialog.pages.count() - 1)
    page = driver.find(KeysPage, "", dialog)
    page.list.setCurrentItem(next(page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount())))
    name = page.action().name
    keys = driver.find(QKeySequenceEdit, "New keys", page)
    keys.setFocus()
    driver.key("Ctrl+S", keys)
    assert "Save" in page.said.text()
    keys.clear()
    driver.key("Ctrl+Alt+9", keys)
    assert page.said.text() == ""
    keys.editingFinished.emit()
    assert driver.window.actions_table.qaction(name).shortcut().toString() == "Ctrl+Alt+9"
    dialog.close()
