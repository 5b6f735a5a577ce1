"""What is dropped on the canvas, and what is pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from knode.app.quick.equipment import Equipment
from knode.app.quick.hit_list import node_mime
from knode.app.quick.inserting import add_beside
from knode.app.quick.pasting import paste, paste_table
from knode.app.quick.shelf import catalogue
from knode.core import document
from knode.core.workflow import Instance, Link, Workflow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WIRE = Link("reader", "table", "filter", "table")


def workflow() -> Workflow:
    made = Workflow()
    made.add(Instance("reader", "io.CsvReader"))
    made.add(Instance("filter", "prep.RowFilter"))
    made.layout.update({"reader": [0, 0], "filter": [400, 0]})
    made.link(*WIRE)
    return made


@pytest.fixture
def canvas(driver: Any) -> Any:
    driver.show(workflow())
    driver.view.look(QPointF(250, 30), 1.0)
    return driver


def drag(driver: Any, data: QMimeData, at: QPointF) -> bool:
    """Bring something over a point of the scene; whether it may be dropped."""
    viewport = driver.view.viewport()
    pos = driver.view.mapFromScene(at)
    entered = QDragEnterEvent(pos, Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(viewport, entered)
    if entered.isAccepted():
        QApplication.sendEvent(viewport, QDragMoveEvent(pos, Qt.DropAction.CopyAction, data, LEFT, NONE))
    return entered.isAccepted()


def drop(driver: Any, data: QMimeData, at: QPointF) -> bool:
    if not drag(driver, data, at):
        return False
    event = QDropEvent(QPointF(driver.view.mapFromScene(at)), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(driver.view.viewport(), event)
    return event.isAccepted()


def files_of(files: Sequence[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def node_of(driver: Any, type_id: str) -> Instance:
    return next(one for one in driver.workflow.nodes.values() if one.type == type_id)


# ---- nodes from the library


def test_a_node_dropped_on_empty_canvas_stands_there(canvas: Any) -> None:
    assert drop(canvas, node_mime("prep.Sorter"), QPointF(250, 200))
    assert canvas.session.selection == ("sorter",)
    assert abs(canvas.view.canvas.node_rect("sorter").center().x() - 250) <= 16
    assert canvas.workflow.links == [WIRE]


def test_a_node_over_a_wire_lights_it_up_and_dropped_is_put_into_it(canvas: Any) -> None:
    at = QPointF(274, 30)
    assert drag(canvas, node_mime("prep.Sorter"), at)
    assert canvas.view.canvas.highlighted_link == WIRE
    QApplication.sendEvent(canvas.view.viewport(), QDragLeaveEvent())
    assert canvas.view.canvas.highlighted_link is None
    assert drop(canvas, node_mime("prep.Sorter"), at)
    assert WIRE not in canvas.workflow.links
    assert Link("sorter", "table", "filter", "table") in canvas.workflow.links


def test_a_node_that_does_not_fit_into_a_wire_is_put_beside_it(canvas: Any) -> None:
    assert drag(canvas, node_mime("learn.RandomForestLearner"), QPointF(274, 30))
    assert canvas.view.canvas.highlighted_link is None
    assert drop(canvas, node_mime("learn.RandomForestLearner"), QPointF(274, 30))
    assert canvas.workflow.links == [WIRE]


def test_a_node_dropped_onto_a_node_is_connected(canvas: Any) -> None:
    assert drop(canvas, node_mime("learn.RandomForestLearner"), QPointF(474, 30))
    assert Link("filter", "table", "random_forest_learner", "table") in canvas.workflow.links


def test_an_unknown_node_and_other_things_are_not_taken(canvas: Any) -> None:
    text = QMimeData()
    text.setText("hello")
    assert not drag(canvas, text, QPointF(250, 200))
    assert not drag(canvas, node_mime("no.Such"), QPointF(250, 200))


# ---- files


def test_a_dropped_file_becomes_its_reader_with_the_path(canvas: Any, tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("a,b\n1,2\n")
    assert drop(canvas, files_of([file]), QPointF(250, 300))
    made = node_of(canvas, "io.CsvReader") if "csv_reader" not in canvas.workflow.nodes else None
    reader = made or canvas.workflow.nodes["csv_reader"]
    assert reader.label == "sales"
    assert reader.settings == {"path": file.as_posix()}


def test_a_dropped_folder_becomes_one_reader_of_its_files(canvas: Any, tmp_path: Path) -> None:
    folder = tmp_path / "months"
    folder.mkdir()
    for month in ("january", "february"):
        (folder / f"{month}.csv").write_text("a,b\n1,2\n")
    assert drop(canvas, files_of([folder]), QPointF(250, 300))
    reader = canvas.workflow.nodes["read_files"]
    assert reader.label == "months"
    assert reader.settings == {"path": f"{folder.as_posix()}/*.csv"}


def test_who_drops_a_file_sees_its_table(workspace: Path, real_driver: Any) -> None:
    file = workspace / "sales.csv"
    file.write_text("a,b\n1,2\n3,4\n")
    real_driver.show()
    assert drop(real_driver, files_of([file]), QPointF(250, 300))
    status = real_driver.wait_state("csv_reader", "done", "failed")
    assert status.outputs["table"].rows == 2
    panel = real_driver.window.docks.docks["table"].panel(real_driver.session)
    real_driver.wait(lambda: panel.viewer is not None and "2 rows" in panel.viewer.toolbar.count.text())


def test_a_node_added_out_of_sight_comes_into_view(canvas: Any) -> None:
    canvas.session.select(["filter"])
    canvas.qtbot.wait(200)
    canvas.view.look(QPointF(300, 30), 1.5)
    made = add_beside(canvas.session, catalogue().by_type["visualize.Histogram"])
    room = canvas.view.canvas.graph.nodes[made].room
    canvas.wait(lambda: canvas.view.visible_rect().contains(room))
    assert canvas.view.zoom == 1.5
    at_rest(canvas)
    before = canvas.view.visible_rect()
    canvas.session.added.emit(made)
    canvas.qtbot.wait(300)
    assert canvas.view.visible_rect() == before, "what is in view stays where it is"


def test_a_node_that_is_added_does_not_come_under_the_map_in_the_corner(canvas: Any) -> None:
    canvas.window.resize(1500, 1300)
    for _ in range(5):
        made = add_beside(canvas.session, catalogue().by_type["prep.Sorter"])
        place = canvas.view.canvas.graph.nodes[made].rect
        at_rest(canvas)
        assert canvas.view.visible_rect().contains(place)
        corner = canvas.view.minimap.rect
        assert not corner.intersects(canvas.view.mapFromScene(place).boundingRect())
    assert not corner.isEmpty()


def at_rest(canvas: Any) -> None:
    """Wait until the view has not moved for a while."""
    seen: list[Any] = []

    def unmoved() -> bool:
        seen.append(canvas.view.visible_rect())
        canvas.qtbot.wait(50)
        return len(seen) > 6 and len(set(map(str, seen[-6:]))) == 1

    canvas.wait(unmoved)


def test_a_model_that_knode_wrote_becomes_a_model_reader(canvas: Any, tmp_path: Path) -> None:
    assert drop(canvas, files_of([tmp_path / "churn.knodemodel"]), QPointF(250, 300))
    (node,) = canvas.session.selection
    assert canvas.workflow.nodes[node].type == "learn.ModelReader"
    assert canvas.workflow.nodes[node].settings["path"].endswith("churn.knodemodel")


def test_several_files_are_one_step_and_cover_each_other_not(canvas: Any, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.csv", "b.xlsx", "c.parquet", "d.jsonl")]
    assert drop(canvas, files_of(files), QPointF(250, 300))
    assert len(canvas.workflow.nodes) == 6
    places = sorted(tuple(canvas.workflow.layout[node]) for node in canvas.session.selection)
    assert len({y for _, y in places}) == 4
    canvas.session.document.undo()
    assert set(canvas.workflow.nodes) == {"reader", "filter"}


def test_a_file_in_the_folder_of_the_workflow_is_named_from_there(canvas: Any, tmp_path: Path) -> None:
    canvas.session.document.save(tmp_path / "flow.knode")
    assert drop(canvas, files_of([tmp_path / "data" / "a.csv"]), QPointF(250, 300))
    assert canvas.workflow.nodes["csv_reader"].settings == {"path": "data/a.csv"}


def test_what_nobody_reads_is_told(canvas: Any, tmp_path: Path) -> None:
    assert drop(canvas, files_of([tmp_path / "model.pkl", tmp_path / "a.csv"]), QPointF(250, 300))
    assert "csv_reader" in canvas.workflow.nodes
    assert any("may run code" in text for text in canvas.toasts())


def chooser(driver: Any) -> Any:
    found = driver.view.findChild(Equipment).drops.chooser
    driver.wait(found.isVisible)
    return found


def choose(driver: Any, text: str) -> None:
    menu = chooser(driver)
    action = next(one for one in menu.actions() if one.text() == text)
    driver.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def test_a_bundle_becomes_reader_and_executor(canvas: Any, tmp_path: Path) -> None:
    assert drop(canvas, files_of([tmp_path / "churn.knodez"]), QPointF(250, 300))
    choose(canvas, "Run it here: Bundle Reader and Workflow Executor")
    canvas.wait(lambda: "bundle_reader" in canvas.workflow.nodes)
    assert Link("bundle_reader", "workflow", "workflow_executor", "workflow") in canvas.workflow.links
    assert canvas.workflow.nodes["bundle_reader"].settings["path"] == (tmp_path / "churn.knodez").as_posix()


def test_the_first_way_is_taken_by_enter(canvas: Any, tmp_path: Path) -> None:
    assert drop(canvas, files_of([tmp_path / "churn.knodez"]), QPointF(250, 300))
    canvas.qtbot.keyClick(chooser(canvas), Qt.Key.Key_Return)
    canvas.wait(lambda: "workflow_executor" in canvas.workflow.nodes)


def test_leaving_the_chooser_adds_nothing(canvas: Any, tmp_path: Path) -> None:
    assert drop(canvas, files_of([tmp_path / "churn.knodez"]), QPointF(250, 300))
    menu = chooser(canvas)
    with canvas.qtbot.waitSignal(menu.chosen):
        canvas.qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert set(canvas.workflow.nodes) == {"reader", "filter"}


def test_files_of_one_kind_are_asked_about_once(canvas: Any, tmp_path: Path) -> None:
    bundles = [tmp_path / "a.knodez", tmp_path / "b.knodez"]
    assert drop(canvas, files_of(bundles), QPointF(250, 300))
    choose(canvas, "Read with Bundle Reader")
    canvas.wait(lambda: len(canvas.workflow.nodes) == 4)


def test_a_workflow_is_inserted_as_a_component(canvas: Any, tmp_path: Path) -> None:
    inside = Workflow("Cleaning")
    inside.add(Instance("sorter", "prep.Sorter"))
    document.save(inside, tmp_path / "clean.knode")
    assert drop(canvas, files_of([tmp_path / "clean.knode"]), QPointF(250, 300))
    choose(canvas, "Insert as a component")
    canvas.wait(lambda: any(one.workflow for one in canvas.workflow.nodes.values()))
    assert canvas.workflow.nodes[canvas.session.selection[0]].title == "Cleaning"


def test_a_workflow_is_opened_in_a_tab(canvas: Any, tmp_path: Path) -> None:
    document.save(Workflow("Other"), tmp_path / "other.knode")
    assert drop(canvas, files_of([tmp_path / "other.knode"]), QPointF(250, 300))
    choose(canvas, "Open in a new tab")
    canvas.wait(lambda: len(canvas.window.workflow_tabs()) == 2)
    assert canvas.session.document.file == tmp_path / "other.knode"


def test_a_workflow_that_cannot_be_read_is_told(canvas: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.knode").write_text("{")
    assert drop(canvas, files_of([tmp_path / "broken.knode"]), QPointF(250, 300))
    choose(canvas, "Insert as a component")
    canvas.wait(lambda: bool(canvas.toasts()))
    assert "broken.knode" in canvas.toasts()[0]


# ---- pasting


def test_a_table_copied_in_a_spreadsheet_becomes_a_table_creator(canvas: Any) -> None:
    QGuiApplication.clipboard().setText("name\tage\nAnna\t31\n")
    assert paste(canvas.view, QPointF(250, 300))
    assert canvas.workflow.nodes["table_creator"].settings == {"text": ["name\tage", "Anna\t31"]}
    canvas.session.document.undo()
    assert "table_creator" not in canvas.workflow.nodes


def test_files_copied_in_a_file_manager_become_readers(canvas: Any, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setMimeData(files_of([tmp_path / "a.parquet"]))
    assert paste(canvas.view, QPointF(250, 300))
    assert "parquet_reader" in canvas.workflow.nodes


def test_other_text_is_left_to_others(canvas: Any) -> None:
    QGuiApplication.clipboard().setText('{"nodes": {}}')
    assert not paste(canvas.view, QPointF(250, 300))


def test_too_large_a_table_is_refused_with_what_to_do(canvas: Any) -> None:
    data = QMimeData()
    data.setText("a\tb\n" * 30_000)
    assert paste_table(canvas.session, data, (0, 0))
    assert "table_creator" not in canvas.workflow.nodes
    assert any("drop the file on the canvas" in text for text in canvas.toasts())


def test_a_pasted_table_runs(workspace: Path, real_driver: Any) -> None:
    real_driver.show()
    data = QMimeData()
    data.setHtml("<table><tr><td>name<td>price<tr><td>Anna<td>3,50</table>")
    assert paste_table(real_driver.session, data, (0, 0))
    status = real_driver.wait_state("table_creator", "done", "failed")
    assert status.state == "done"
    output = status.outputs["table"]
    assert (output.rows, output.columns) == (1, 2)
