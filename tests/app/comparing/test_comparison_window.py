"""Two versions on one canvas: what differs is listed, marked and shown side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knode.app.comparing.comparison_window import ComparisonWindow
from knode.app.comparing.versions import both
from knode.core import document, edits
from knode.core.workflow import Instance, Workflow

ROOT = Path(__file__).parents[3]


def versions() -> tuple[Workflow, Workflow]:
    before = document.load(ROOT / "workflows" / "churn.knode")
    after = document.load(ROOT / "workflows" / "churn.knode")
    after.set("partition", fraction=0.5)
    after.remove("tenure")
    after.add(Instance("sorter", "prep.Sorter"))
    after.layout["gate"] = [900, 500]
    return before, after


@pytest.fixture
def window(qtbot: Any) -> ComparisonWindow:
    made = ComparisonWindow(*versions(), ("before", "after"))
    qtbot.addWidget(made)
    made.show()
    return made


def rows(window: ComparisonWindow) -> list[str]:
    return [window.tree.topLevelItem(number).text(0) for number in range(window.tree.topLevelItemCount())]


def test_both_versions_stand_on_one_canvas():
    before, after = versions()
    made = both(before, after)
    assert set(made.nodes) == set(before.nodes) | set(after.nodes)
    assert set(made.links) == set(before.links) | set(after.links)
    assert made.nodes["partition"].settings["fraction"] == 0.5


def test_what_differs_is_listed_with_a_sign(window: ComparisonWindow):
    listed = rows(window)
    assert any(row.startswith("+") and "Sorter" in row for row in listed)
    assert any(row.startswith("−") for row in listed)
    assert any(row.startswith("↔") for row in listed)


def test_choosing_a_change_shows_its_settings_side_by_side(window: ComparisonWindow):
    number = next(number for number, row in enumerate(rows(window)) if row.startswith("~"))
    window.tree.setCurrentItem(window.tree.topLevelItem(number))
    shown = {
        window.details.topLevelItem(row).text(0): window.details.topLevelItem(row).text(2)
        for row in range(window.details.topLevelItemCount())
    }
    assert shown["fraction"] == "0.5"
    assert window.session.selection == ("partition",)


def test_what_differs_inside_a_component_is_shown_inside(qtbot: Any):
    before, after = Workflow("w"), Workflow("w")
    for workflow, rows_kept in ((before, 0.2), (after, 0.3)):
        inside = Workflow("inside")
        inside.add(Instance("part", "prep.Partition", settings={"fraction": rows_kept}))
        workflow.add(Instance("c", "flow.Component", workflow=inside))
    window = ComparisonWindow(before, after, ("before", "after"))
    qtbot.addWidget(window)
    window.tree.setCurrentItem(window.tree.topLevelItem(0))
    assert window.session.path == ("c",)
    assert window.details.topLevelItem(0).text(1) == "0.2"


def test_the_canvas_of_a_comparison_changes_nothing(window: ComparisonWindow):
    before = window.session.document.text()
    window.view.setFocus()
    for key in ("Delete", "Backspace"):
        from PySide6.QtTest import QTest

        window.session.select(["partition"])
        QTest.keySequence(window.view, key)
    assert window.session.document.text() == before


def test_the_saved_file_is_compared_with_what_is_on_screen(driver: Any, tmp_path: Path):
    workflow = versions()[0]
    edits.tidy(workflow)
    document.save(workflow, tmp_path / "mine.knode")
    session = driver.open(tmp_path / "mine.knode")
    from knode.app.edit.commands.nodes import Rename

    session.do(Rename((), "partition", "Cut in two"))
    driver.do("compare.saved")
    driver.wait(lambda: bool(driver.window.findChildren(ComparisonWindow)))
    (found,) = driver.window.findChildren(ComparisonWindow)
    assert any("Cut in two" in row for row in rows(found))
    found.close()
