"""The table of actions: whole, unique, and told in the docs."""

from __future__ import annotations

from knode.app.shell import areas
from knode.app.shell.actions import ACTIONS
from tests.app.driver import ROOT, Driver

DOCS = (ROOT / "docs" / "desktop.md").read_text(encoding="utf-8")


def test_the_keys_of_the_shell_stand_in_the_docs() -> None:
    for action in ACTIONS:
        for key in action.shortcuts.get("knode", ()):
            row = next((line for line in DOCS.splitlines() if line.startswith(f"| {action.text.rstrip('…')} |")), "")
            assert f"`{key}`" in row, action.name


def test_every_part_that_brings_actions_is_collected() -> None:
    files = (ROOT / "knode" / "app").rglob("actions.py")
    bringing = {
        file.relative_to(ROOT).with_suffix("") for file in files if "\nACTIONS" in file.read_text(encoding="utf-8")
    }
    assert {".".join(each.parts) for each in bringing} <= set(areas.MODULES)


def test_every_action_of_a_menu_is_in_it(driver: Driver) -> None:
    for action in driver.window.actions_table:
        if action.menu:
            names = [each.objectName() for each in driver.window.menus.menus[action.menu].actions()]
            assert action.name in names


def test_every_action_has_a_title_and_says_what_it_does(driver: Driver) -> None:
    for action in driver.window.actions_table:
        assert action.text
        assert driver.window.actions_table.qaction(action.name).toolTip()
