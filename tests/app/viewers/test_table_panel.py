"""The panel of tables in the window: it follows the selection, and looks at what the real engine process gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from knode.app.document import Document
from knode.app.edit.commands.nodes import RemoveNodes, SetSettings
from knode.app.session import Session
from knode.app.shell import look, translation
from knode.app.viewers.table.table_panel import TablePanel
from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver
from tests.app.viewers.engine import TableEngine


@pytest.fixture
def panel(table_engine: TableEngine, qtbot: QtBot) -> Iterator[TablePanel]:
    """Over a reader, a partition (two tables) and a writer (none)."""
    document = Document(a_workflow())
    session = Session(document, table_engine)
    made = TablePanel(session)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    for step, ports in (("reader", ("table",)), ("parts", ("train", "test"))):
        for port in ports:
            table_engine.host.put(pd.DataFrame({step: [1, 2, 3], port: list("xyz")}), step, port)
    yield made
    made.close_tables()
    session.close()


def a_workflow() -> Workflow:
    workflow = Workflow()
    for node, kind in (("reader", "io.TableCreator"), ("parts", "prep.Partition"), ("writer", "io.CsvWriter")):
        workflow.add(Instance(node, kind))
    workflow.link("reader", "table", "parts", "table")
    workflow.link("parts", "train", "writer", "table")
    return workflow


def test_the_panel_asks_for_a_node_while_none_is_selected(panel: TablePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.hint.text() == "Select a node to see its table.")
    panel.session.select(["writer"])
    qtbot.waitUntil(lambda: "gives no table" in panel.hint.text())
    assert panel.viewer is None


def test_the_panel_follows_the_selection(panel: TablePanel, table_engine: TableEngine, qtbot: QtBot) -> None:
    table_engine.finish("reader")
    panel.session.select(["reader"])
    qtbot.waitUntil(lambda: panel.viewer is not None and panel.viewer.look.source is not None)
    assert panel.viewer is not None
    assert [column.name for column in panel.viewer.grid.columns] == ["reader", "table"]
    panel.session.select(["parts"])
    qtbot.waitUntil(lambda: panel.tabs.count() == 2)
    assert [panel.tabs.tabText(number) for number in range(2)] == ["train", "test"]


def test_each_table_keeps_its_arrangement(panel: TablePanel, table_engine: TableEngine, qtbot: QtBot) -> None:
    table_engine.finish("reader")
    panel.show_port("reader", "table")
    qtbot.waitUntil(lambda: panel.viewer is not None and panel.viewer.look.source is not None)
    assert panel.viewer is not None
    panel.viewer.hide_column((False, "table"), True)
    panel.show_port("parts", "test")
    assert panel.tabs.currentIndex() == 1
    panel.show_port("reader", "table")
    qtbot.waitUntil(lambda: panel.viewer is not None and panel.viewer.look.source is not None)
    assert panel.viewer.grid.shown_columns() == [0]


def test_the_panel_stays_when_it_is_told_to(panel: TablePanel, table_engine: TableEngine, qtbot: QtBot) -> None:
    panel.session.select(["reader"])
    qtbot.waitUntil(lambda: panel.step == "reader")
    panel.stay.setChecked(True)
    panel.session.select(["parts"])
    qtbot.wait(120)
    assert panel.step == "reader"
    panel.stay.setChecked(False)
    qtbot.waitUntil(lambda: panel.step == "parts")


def test_tables_stand_side_by_side_in_windows(panel: TablePanel, table_engine: TableEngine, qtbot: QtBot) -> None:
    table_engine.finish("reader")
    panel.show_port("reader", "table")
    first, second = panel.detach(), panel.detach()
    assert first is not None
    assert second is not None
    qtbot.waitUntil(lambda: first.viewer.look.source is not None and second.viewer.look.source is not None)
    assert first.windowTitle() == "Table Creator · table"
    first.viewer.hide_column((False, "table"), True)
    assert second.viewer.grid.shown_columns() == [0, 1]
    first.close()
    assert panel.windows == [second]


def test_a_removed_node_takes_its_table_away(panel: TablePanel, qtbot: QtBot) -> None:
    panel.session.select(["parts"])
    qtbot.waitUntil(lambda: panel.step == "parts")
    assert panel.session.do(RemoveNodes((), ["parts"]))
    qtbot.waitUntil(lambda: panel.step == "")
    assert panel.viewer is None


def test_a_table_of_the_real_engine_process_is_shown_sorted_and_kept_after_a_crash(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNODE_CONFIG", str(tmp_path / "config"))
    (tmp_path / "data.csv").write_text("name,amount\nb,2\na,10\nc,1\n")
    workflow = Workflow()
    workflow.add(Instance("reader", "io.CsvReader", settings={"path": str(tmp_path / "data.csv")}))
    driver = Driver(qtbot)
    try:
        look_at_a_table(driver, workflow)
    finally:
        driver.close()


def look_at_a_table(driver: Driver, workflow: Workflow) -> None:
    session = driver.show(workflow)
    panel: Any = driver.panel("table")
    session.select(["reader"])
    driver.wait(lambda: panel.viewer is not None)
    driver.wait(lambda: session.engine_state == "ready", 30_000)
    driver.click(panel.viewer.page.button)
    driver.wait_state("reader", "done")
    driver.wait(lambda: panel.viewer.toolbar.count.text() == "3 rows × 2 columns")
    panel.viewer.sort_column((False, "amount"), True)
    driver.wait(lambda: cells(panel) == ["a", "b", "c"])
    assert session.do(SetSettings((), "reader", {"header": "no"}))
    driver.wait(panel.viewer.banner.isVisible)
    assert panel.viewer.banner.label.text().startswith("This is the result from before the last change.")
    assert cells(panel) == ["a", "b", "c"]
    session.document.undo()
    driver.wait(lambda: not panel.viewer.banner.isVisible())
    session.restart_engine()
    driver.wait(lambda: session.engine_state == "ready", 30_000)
    panel.viewer.sort_column((False, "amount"), False)
    driver.wait(lambda: cells(panel) == ["c", "b", "a"], 30_000)


def cells(panel: Any) -> list[str]:
    model = panel.viewer.grid.model
    return [model.text(row, 0) for row in range(model.rowCount())]


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_the_field_in_the_bar_of_a_narrow_panel_says_what_it_is_for(
    panel: TablePanel, table_engine: TableEngine, qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    look.dress(qapp)
    translation.install(qapp, language)
    try:
        table_engine.finish("reader")
        panel.session.select(["reader"])
        panel.resize(660, 300)
        qtbot.waitUntil(lambda: panel.viewer is not None and panel.viewer.look.source is not None)
        assert panel.viewer is not None
        panel.viewer.toolbar.count.setText(
            panel.viewer.tr("{rows:,} rows × {columns:,} columns").format(rows=103_000, columns=200)
        )
        field = panel.viewer.toolbar.field
        text = field.fontMetrics().horizontalAdvance(field.placeholderText())
        qtbot.waitUntil(lambda: text < field.width() - 50)
    finally:
        translation.install(qapp, "en")
