from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableWidgetItem,
)

from knode.app.forms.editors.buttons import AddButton
from knode.app.forms.editors.path import recent, relative_to
from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from knode.app.shell import look
from knode.core.spec import ColumnSpec, TableSpec
from tests.app.forms.sink import editor, form_on, sink_workflow, tell_columns, type_into

Make = Callable[..., Session]
Key = Qt.Key


@pytest.fixture
def session(make_session: Make) -> Session:
    made = make_session(sink_workflow())
    tell_columns(made)
    return made


@pytest.fixture
def form(qtbot: Any, session: Session, config_folder: Path) -> SettingsForm:
    return form_on(qtbot, session, "sink")


def setting(session: Session, name: str) -> Any:
    return session.document.workflow.nodes["sink"].settings.get(name)


def click_box(qtbot: Any, box: Any) -> None:
    """Where its indicator is: beside the text there may be nothing to hit."""
    option = QStyleOptionButton()
    box.initStyleOption(option)
    reach(box)
    place = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place.center())


def reach(widget: Any) -> None:
    """Lay out what has just appeared, and scroll to it."""
    QApplication.processEvents()
    area = widget
    while not isinstance(area, QScrollArea) or isinstance(area, QAbstractItemView):
        area = area.parentWidget()
    area.ensureWidgetVisible(widget)
    QApplication.processEvents()


def click(qtbot: Any, widget: Any) -> None:
    reach(widget)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_check_box_switches(qtbot: Any, form: SettingsForm, session: Session) -> None:
    click_box(qtbot, editor(form, "flag").box)
    assert setting(session, "flag") is True


def test_a_number_is_typed_and_stepped(qtbot: Any, form: SettingsForm, session: Session) -> None:
    box = editor(form, "count").box
    type_into(qtbot, box, "250")
    assert setting(session, "count") == 250
    qtbot.keyClick(box, Key.Key_Up)
    assert setting(session, "count") == 251


def test_a_number_with_decimals_may_have_a_comma(qtbot: Any, form: SettingsForm, session: Session) -> None:
    type_into(qtbot, editor(form, "share").box, "0,25")
    assert setting(session, "share") == 0.25


def test_a_slider_moves_between_both_limits(qtbot: Any, form: SettingsForm, session: Session) -> None:
    slider = editor(form, "share").slider
    slider.setFocus()
    qtbot.keyClick(slider, Key.Key_End)
    assert setting(session, "share") == 1.0
    assert editor(form, "share").box.number() == 1


def test_scrolling_past_a_field_changes_nothing(qtbot: Any, form: SettingsForm, session: Session) -> None:

    for target in (editor(form, "colour").combo, editor(form, "count").box, editor(form, "share").slider):
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)
    assert not session.document.workflow.nodes["sink"].settings


def test_texts_are_typed(qtbot: Any, form: SettingsForm, session: Session) -> None:
    type_into(qtbot, editor(form, "name").line, "Ada")
    type_into(qtbot, editor(form, "encoding").line, "utf-8")
    type_into(qtbot, editor(form, "notes").area, "one\ntwo")
    assert setting(session, "name") == "Ada"
    assert setting(session, "encoding") == "utf-8"
    assert setting(session, "notes") == ["one", "two"]


def test_a_file_that_was_chosen_is_kept_relative_and_remembered(
    form: SettingsForm, session: Session, tmp_path: Path
) -> None:
    session.document.save(tmp_path / "flow.knode")
    editor(form, "path").choose(str(tmp_path / "data" / "a.csv"))
    assert setting(session, "path") == "data/a.csv"
    assert recent("file") == [str(tmp_path / "data" / "a.csv")]


def test_only_what_lies_near_the_workflow_is_kept_relative() -> None:
    assert relative_to("/home/a/work/data.csv", Path("/home/a/work")) == "data.csv"
    assert relative_to("/home/a/data.csv", Path("/home/a/work")) == "../data.csv"
    assert relative_to("/srv/data.csv", Path("/home/a/work")) == "/srv/data.csv"
    assert relative_to("/srv/data.csv", None) == "/srv/data.csv"


def test_a_secret_is_a_name_and_says_whether_it_is_there(
    qtbot: Any, form: SettingsForm, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knode.app.forms.editors.secret.value_of", {"shop": "hush"}.get)
    monkeypatch.setenv("KNODE_SECRET_MAIL", "hush")
    type_into(qtbot, editor(form, "key").line, "mail")
    assert setting(session, "key") == "mail"
    assert "KNODE_SECRET_MAIL is set" in editor(form, "key").state.text()
    type_into(qtbot, editor(form, "key").line, "post")
    qtbot.waitUntil(lambda: "is not set" in editor(form, "key").state.text())
    assert "KNODE_SECRET_POST" in editor(form, "key").state.text()
    type_into(qtbot, editor(form, "key").line, "shop")
    qtbot.waitUntil(lambda: "keyring holds it" in editor(form, "key").state.text())
    editor(form, "key").set_value("")
    assert editor(form, "key").state.isHidden()


def test_choices_are_clicked_and_walked_with_the_arrows(qtbot: Any, form: SettingsForm, session: Session) -> None:
    segments = editor(form, "way").segments
    click(qtbot, segments.group.button(1))
    assert setting(session, "way") == "right"
    qtbot.keyClick(segments, Key.Key_Left)
    assert setting(session, "way") is None, "the default is not written"
    first = segments.group.button(0)
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Right)
    assert setting(session, "way") == "right"
    assert segments.group.button(1).hasFocus()
    combo = editor(form, "colour").combo
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert setting(session, "colour") == "green"


def test_several_choices_are_ticked(qtbot: Any, form: SettingsForm, session: Session) -> None:
    click_box(qtbot, editor(form, "parts").boxes[2])
    assert setting(session, "parts") == ["day", "year"]


def test_a_column_is_completed_from_any_part_of_its_name(qtbot: Any, form: SettingsForm, session: Session) -> None:
    line = editor(form, "target").line
    type_into(qtbot, line, "bill")
    qtbot.waitUntil(lambda: line.is_open)
    popup = line.completer().popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: setting(session, "target") == "monthly_bill")


def test_enter_takes_the_column_that_is_found_by_a_part_of_its_name(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    line = editor(form, "target").line
    type_into(qtbot, line, "bill")
    qtbot.waitUntil(lambda: line.is_open)
    qtbot.keyClick(line.completer().popup(), Key.Key_Return)
    assert setting(session, "target") == "monthly_bill"
    keys = editor(form, "keys")
    for typed in ("ci", "age"):
        type_into(qtbot, keys.line, typed)
        qtbot.waitUntil(lambda: keys.line.is_open)
        qtbot.keyClick(keys.line.completer().popup(), Key.Key_Return)
        assert keys.line.text() == ""
    assert setting(session, "keys") == ["city", "age"]


def test_a_column_that_is_not_there_is_told_with_the_likely_one(form: SettingsForm, session: Session) -> None:
    target = editor(form, "target")
    target.choose("ctiy")
    assert not target.hint.isHidden()
    target.hint.linkActivated.emit("city")
    assert setting(session, "target") == "city"
    assert target.hint.isHidden()


def tick(qtbot: Any, columns: Any, row: int) -> None:
    """Click the box of a row in the list of columns."""
    reach(columns.list)
    index = columns.proxy.index(row, 0)
    option = QStyleOptionViewItem()
    columns.list.initViewItemOption(option)
    option.rect = columns.list.visualRect(index)
    columns.list.itemDelegate().initStyleOption(option, index)
    place = columns.list.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, columns.list)
    qtbot.mouseClick(columns.list.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def test_names_of_columns_that_differ_at_their_ends_are_told_apart_in_lists(qtbot: Any, form: SettingsForm) -> None:
    columns, target = editor(form, "columns"), editor(form, "target")
    click(qtbot, columns.summary)
    assert columns.list.textElideMode() == Qt.TextElideMode.ElideMiddle
    click(qtbot, target.line)
    assert target.line.completer().popup().textElideMode() == Qt.TextElideMode.ElideMiddle


def test_columns_are_chosen_in_four_ways(qtbot: Any, form: SettingsForm, session: Session) -> None:
    columns = editor(form, "columns")
    click(qtbot, columns.summary)
    tick(qtbot, columns, 1)
    assert setting(session, "columns") == {"but": ["city"]}
    click(qtbot, columns.ways.group.button(1))
    assert setting(session, "columns") == ["age", "monthly_bill", "joined"]
    click(qtbot, columns.ways.group.button(2))
    assert setting(session, "columns") == {"types": ["number"]}
    click_box(qtbot, columns.type_boxes["datetime"])
    assert setting(session, "columns") == {"types": ["number", "datetime"]}
    click(qtbot, columns.ways.group.button(3))
    type_into(qtbot, columns.pattern, "m*")
    assert setting(session, "columns") == {"pattern": "m*"}
    assert columns.count.text() == "1 of 4 chosen"


def test_the_search_narrows_the_list_and_ticks_what_it_finds(qtbot: Any, form: SettingsForm, session: Session) -> None:
    columns = editor(form, "columns")
    columns.set_open(True)
    columns.choose_by("names")
    click(qtbot, columns.clear)
    type_into(qtbot, columns.search, "BILL")
    assert columns.proxy.rowCount() == 1
    qtbot.keyClick(columns.search, Key.Key_Return)
    assert setting(session, "columns") == ["monthly_bill"]


def test_what_is_typed_on_columns_that_are_closed_is_looked_for(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    columns = editor(form, "columns")
    columns.summary.setFocus()
    qtbot.keyClick(columns.summary, "c")
    assert columns.is_open
    assert QApplication.focusWidget() is columns.search
    assert columns.search.text() == "c"
    qtbot.keyClick(columns.search, Key.Key_Return)
    assert setting(session, "columns") == {"but": ["city"]}
    assert columns.search.text() == ""
    qtbot.keyClick(columns.search, Key.Key_Down)
    assert QApplication.focusWidget() is columns.list
    assert columns.list.currentIndex().data() == "age"
    columns.search.setFocus()
    qtbot.keyClick(columns.search, Key.Key_Escape)
    assert not columns.is_open
    assert QApplication.focusWidget() is columns.summary


def test_a_choice_of_columns_that_is_opened_comes_into_sight(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(sink_workflow())
    tell_columns(session)
    form = form_on(qtbot, session, "sink", size=(380, 420))
    columns = editor(form, "columns")
    reach(columns.summary)
    columns.summary.setFocus()
    area = form.page.parentWidget()
    qtbot.keyClick(columns.summary, "a")

    def is_seen() -> bool:
        body, line = columns.body, columns.search
        return all(
            area.rect().contains(area.mapFromGlobal(one.mapToGlobal(one.rect().bottomLeft()))) for one in (body, line)
        )

    qtbot.waitUntil(is_seen, timeout=2_000)


def test_of_several_columns_that_are_found_enter_ticks_the_one_that_is_called_so(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(sink_workflow())
    names = ("age", "age_group", "fare")
    tell_columns(session, spec=TableSpec(columns=tuple(ColumnSpec(name=name, dtype="int64") for name in names)))
    form = form_on(qtbot, session, "sink")
    columns = editor(form, "columns")
    click(qtbot, columns.summary)
    type_into(qtbot, columns.search, "age")
    assert columns.proxy.rowCount() == 2
    qtbot.keyClick(columns.search, Key.Key_Return)
    assert setting(session, "columns") == {"but": ["age"]}
    type_into(qtbot, columns.search, "a")
    qtbot.keyClick(columns.search, Key.Key_Return)
    assert setting(session, "columns") == {"but": ["age"]}, "none is called so"


def test_a_click_into_an_empty_line_opens_the_list_of_columns_which_all_are_seen(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    look.dress(QApplication.instance())  # type: ignore[arg-type]
    line = editor(form, "target").line
    click(qtbot, line)
    assert line.is_open
    popup = line.completer().popup()
    assert popup.model().rowCount() == 4
    assert popup.verticalScrollBar().maximum() == 0
    popup.close()
    type_into(qtbot, line, "age")
    popup.close()
    click(qtbot, line)
    assert not line.is_open, "what stands there is to be edited"


def test_a_column_is_ticked_and_moved_with_keys(qtbot: Any, form: SettingsForm, session: Session) -> None:
    columns = editor(form, "columns")
    columns.set_open(True)
    columns.list.setFocus()
    columns.list.setCurrentIndex(columns.proxy.index(0, 0))
    qtbot.keyClick(columns.list, Key.Key_Space)
    assert setting(session, "columns") == {"but": ["age"]}
    qtbot.keyClick(columns.list, Key.Key_Return)
    assert setting(session, "columns") is None
    columns.choose_by("names")
    columns.list.setCurrentIndex(columns.proxy.index(0, 0))
    qtbot.keyClick(columns.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert setting(session, "columns") == ["city", "age", "monthly_bill", "joined"]


def test_columns_that_are_gone_stand_first_and_are_corrected(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(sink_workflow(columns=["age", "cty"]))
    tell_columns(session)
    form = form_on(qtbot, session, "sink")
    columns = editor(form, "columns")
    columns.set_open(True)
    assert columns.model.rows[0].gone
    columns.missing.linkActivated.emit("cty\ncity")
    assert setting(session, "columns") == ["age", "city"]


def test_names_can_be_typed_while_nothing_is_known_of_the_columns(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(sink_workflow())
    form = form_on(qtbot, session, "sink")
    columns = editor(form, "columns")
    columns.set_open(True)
    columns.choose_by("names")
    for name in ("b", "a"):
        type_into(qtbot, columns.search, name)
        qtbot.keyClick(columns.search, Key.Key_Return)
    assert setting(session, "columns") == ["b", "a"]


def test_chips_are_added_moved_and_removed_with_keys(qtbot: Any, form: SettingsForm, session: Session) -> None:
    chips = editor(form, "words")
    for word in ("one", "two"):
        type_into(qtbot, chips.line, word)
        qtbot.keyClick(chips.line, Key.Key_Return)
    assert setting(session, "words") == ["one", "two"]
    qtbot.keyClick(chips._chips[1], Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert setting(session, "words") == ["two", "one"]
    chips.line.setFocus()
    qtbot.keyClick(chips.line, Key.Key_Backspace)
    assert setting(session, "words") == ["two"]


def test_a_chip_for_a_column_that_is_not_there_is_marked(qtbot: Any, form: SettingsForm, session: Session) -> None:
    chips = editor(form, "keys")
    for name in ("age", "agee"):
        chips.add(name)
    assert setting(session, "keys") == ["age", "agee"]
    assert [chip.property("gone") for chip in chips._chips] == [False, True]


def test_a_value_may_be_left_out(qtbot: Any, form: SettingsForm, session: Session) -> None:
    limit = editor(form, "limit")
    click_box(qtbot, limit.box)
    type_into(qtbot, limit.inner.box, "7")
    assert setting(session, "limit") == 7
    click_box(qtbot, limit.box)
    assert setting(session, "limit") is None


@pytest.mark.parametrize(
    ("typed", "value"), [("30", 30), ("2.5", 2.5), ("true", True), ("Bern", "Bern"), ('"30"', "30")]
)
def test_a_value_is_what_it_looks_like(
    qtbot: Any, form: SettingsForm, session: Session, typed: str, value: object
) -> None:
    type_into(qtbot, editor(form, "anything").line, typed)
    assert setting(session, "anything") == value
    assert type(setting(session, "anything")) is type(value)


def test_a_type_can_be_chosen_for_a_value(qtbot: Any, form: SettingsForm, session: Session) -> None:
    anything = editor(form, "anything")
    type_into(qtbot, anything.line, "30")
    anything.choose_type("text")
    assert setting(session, "anything") == "30"
    anything.choose_type("number")
    assert setting(session, "anything") == 30


def test_rows_are_filled_in_and_written_once_they_are_whole(qtbot: Any, form: SettingsForm, session: Session) -> None:
    rules = editor(form, "rules")
    click(qtbot, rules.add_button)
    rule = rules.rows[0].editor
    type_into(qtbot, rule.editors["column"].line, "city")
    rule.editors["operator"].combo.setFocus()
    qtbot.keyClick(rule.editors["operator"].combo, Key.Key_Down)
    type_into(qtbot, rule.editors["value"].line, "Bern, Oslo")
    written = {"column": "city", "operator": "is in", "value": ["Bern", "Oslo"], "loose": False}
    assert setting(session, "rules") == [written]


def test_rows_are_moved_copied_and_removed(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    one, two = {"column": "age", "value": 1}, {"column": "city", "value": 2}
    session = make_session(sink_workflow(rules=[one, two]))
    form = form_on(qtbot, session, "sink")
    rules = editor(form, "rules")
    columns = lambda: [rule["column"] for rule in setting(session, "rules")]  # noqa: E731
    qtbot.keyClick(rules.rows[1], Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert columns() == ["city", "age"]
    rules.rows[0].doubled.emit()
    assert columns() == ["city", "city", "age"]
    click(qtbot, rules.rows[1].remove)
    assert columns() == ["city", "age"]


def test_names_and_values_are_paired(qtbot: Any, form: SettingsForm, session: Session) -> None:
    types = editor(form, "types")
    click(qtbot, types.add_button)
    type_into(qtbot, types.pairs[0].key, "age")
    assert setting(session, "types") == {"age": "text"}
    combo = types.pairs[0].editor.combo
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert setting(session, "types") == {"age": "number"}
    click(qtbot, types.pairs[0].remove)
    assert setting(session, "types") is None


def test_cells_are_pasted_from_a_spreadsheet(qtbot: Any, form: SettingsForm, session: Session) -> None:
    grid = editor(form, "rows")
    QGuiApplication.clipboard().setText("DE\t1\nFR\t\n")
    grid.table.setCurrentCell(0, 0)
    qtbot.keyClick(grid.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert setting(session, "rows") == [["DE", 1], ["FR", None]]


def test_cells_wait_to_be_filled_and_empty_ones_at_the_end_are_none(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    grid = editor(form, "rows")
    assert (grid.table.rowCount(), grid.table.columnCount(), grid.value()) == (3, 3, [])
    buttons = grid.findChildren(AddButton)
    click(qtbot, buttons[0])
    click(qtbot, buttons[1])
    assert (grid.table.rowCount(), grid.table.columnCount()) == (4, 4)
    assert setting(session, "rows") is None
    grid.table.setItem(1, 1, QTableWidgetItem("7"))
    assert setting(session, "rows") == [[None, None], [None, 7]]
    assert grid.table.rowCount() == 4
    session.document.undo()
    assert (grid.value(), grid.table.rowCount()) == ([], 3)


def test_a_row_of_missing_values_that_the_file_has_is_kept(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    session = make_session(sink_workflow(rows=[["a", None], [None, None]]))
    form = form_on(qtbot, session, "sink")
    grid = editor(form, "rows")
    assert grid.value() == [["a", None], [None, None]]
    grid.table.item(0, 0).setText("b")
    assert setting(session, "rows") == [["b", None], [None, None]]
    grid.table.selectRow(1)
    grid._remove_rows()
    assert setting(session, "rows") == [["b", None]]


def test_lists_of_fixed_and_of_any_length(qtbot: Any, form: SettingsForm, session: Session) -> None:
    type_into(qtbot, editor(form, "range").editors[1].box, "2.5")
    assert setting(session, "range") == [0.0, 2.5]
    sizes = editor(form, "sizes")
    click(qtbot, sizes.add_button)
    type_into(qtbot, sizes.rows[0].editor.box, "12")
    assert setting(session, "sizes") == [12]
