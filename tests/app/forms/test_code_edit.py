from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from knode.app.forms.code.code_edit import CodeEdit
from knode.app.forms.code.functions import FUNCTIONS
from knode.app.forms.code.language import LANGUAGES, RESERVED
from knode.host.protocol import Problem
from tests.app.forms.sink import editor, form_on, sink_workflow, tell_columns, type_into, type_on

Key = Qt.Key


@pytest.fixture
def python(qtbot: Any) -> CodeEdit:
    edit = CodeEdit(LANGUAGES["python"])
    qtbot.addWidget(edit)
    edit.resize(400, 200)
    edit.show()
    qtbot.waitExposed(edit)
    edit.setFocus()
    return edit


def test_a_wrong_line_of_python_is_underlined() -> None:
    found = LANGUAGES["python"].squiggles("a = 1\nb = (2\nc = 3\n")
    assert [one.start for one in found] == [10]
    assert LANGUAGES["python"].squiggles("a = 1\n") == []
    assert LANGUAGES["python"].squiggles("\0")


def test_a_bracket_or_quotation_mark_without_a_partner_is_underlined_in_sql() -> None:
    sql = LANGUAGES["sql"]
    assert sql.squiggles("SELECT count(*) FROM t WHERE a = 'it''s (' -- (") == []
    assert [one.start for one in sql.squiggles("SELECT (a FROM t")] == [7]
    assert [one.start for one in sql.squiggles("SELECT a) FROM t")] == [8]
    assert [one.start for one in sql.squiggles("SELECT 'a FROM t")] == [7]


def test_columns_are_written_as_the_language_wants_them() -> None:
    assert LANGUAGES["sql"].column("age") == "age"
    assert LANGUAGES["sql"].column("Total bill") == '"Total bill"'
    assert LANGUAGES["sql"].column("order") == '"order"'
    assert LANGUAGES["python"].column("age") == "'age'"
    assert LANGUAGES["expression"].column("Total bill") == '"Total bill"'
    assert LANGUAGES["expression"].column("end") == '"end"'


def test_the_next_line_is_indented_after_a_colon(qtbot: Any, python: CodeEdit) -> None:
    type_on(qtbot, python, "if x:\ny = 1")
    assert python.toPlainText() == "if x:\n    y = 1"


def test_tab_and_shift_tab_indent_the_selected_lines(qtbot: Any, python: CodeEdit) -> None:
    python.setPlainText("a\nb")
    python.selectAll()
    qtbot.keyClick(python, Key.Key_Tab)
    assert python.toPlainText() == "    a\n    b"
    qtbot.keyClick(python, Key.Key_Backtab)
    assert python.toPlainText() == "a\nb"


def test_a_word_is_completed(qtbot: Any, python: CodeEdit) -> None:
    qtbot.keyClicks(python, "isin")
    popup = python.completer.popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Return)
    assert python.toPlainText() == "isinstance"


@pytest.fixture
def expression(qtbot: Any) -> CodeEdit:
    edit = CodeEdit(LANGUAGES["expression"])
    qtbot.addWidget(edit)
    edit.resize(460, 200)
    edit.set_columns(["price", "round trips"])
    edit.show()
    qtbot.waitExposed(edit)
    edit.setFocus()
    return edit


def chosen(qtbot: Any, edit: CodeEdit, typed: str) -> str:
    qtbot.keyClicks(edit, typed)
    popup = edit.completer.popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Return)
    return edit.toPlainText()


def test_a_function_is_completed_with_its_brackets_and_the_cursor_between_them(
    qtbot: Any, expression: CodeEdit
) -> None:
    assert chosen(qtbot, expression, "regexp_rep") == "regexp_replace()"
    assert chosen(qtbot, expression, "pric") == "regexp_replace(price)"
    expression.clear()
    assert chosen(qtbot, expression, "row_nu") == "row_number()"
    assert expression.textCursor().atEnd()


def test_brackets_that_are_there_are_not_doubled(qtbot: Any, expression: CodeEdit) -> None:
    expression.setPlainText("(price)")
    assert chosen(qtbot, expression, "sqr") == "sqrt(price)"


def test_a_function_is_proposed_with_how_it_is_called_and_what_it_gives(qtbot: Any, expression: CodeEdit) -> None:
    qtbot.keyClicks(expression, "date_d")
    qtbot.waitUntil(expression.completer.popup().isVisible)
    index = expression.completer.completionModel().index(0, 0)
    assert index.data() == "date_diff('day', from, to)"
    assert "between two dates" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_column_is_put_in_double_quotes_where_it_needs_them(qtbot: Any, expression: CodeEdit) -> None:
    qtbot.keyClick(expression, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    model = expression.completer.completionModel()
    assert [model.index(row, 0).data(Qt.ItemDataRole.EditRole) for row in range(2)] == ["price", '"round trips"']


def test_the_functions_that_are_proposed_exist() -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as database:
        known = {
            name for (name,) in database.execute("SELECT DISTINCT function_name FROM duckdb_functions()").fetchall()
        }
        reserved = database.execute("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'")
        assert {name for (name,) in reserved.fetchall()} <= RESERVED
    assert {one.name for one in FUNCTIONS} - known <= {"coalesce", "ifnull", "cast", "try_cast", "try"}
    assert [one.name for one in FUNCTIONS] == sorted({one.name for one in FUNCTIONS})
    assert all(one.gives and one.call.startswith(one.name) for one in FUNCTIONS)


def test_what_is_wrong_is_found_in_a_pause_of_typing(qtbot: Any, python: CodeEdit) -> None:
    with qtbot.waitSignal(python.checked):
        qtbot.keyClicks(python, "x = (")
    assert python.squiggles
    with qtbot.waitSignal(python.checked):
        qtbot.keyClicks(python, "1)")
    assert not python.squiggles


def test_another_text_leaves_the_cursor_where_it_was(python: CodeEdit) -> None:
    python.setPlainText("first\nsecond\nthird")
    cursor = python.textCursor()
    cursor.setPosition(3)
    python.setTextCursor(cursor)
    python.put("first\nchanged\nthird")
    assert python.toPlainText() == "first\nchanged\nthird"
    assert python.textCursor().position() == 3


def test_characters_beyond_the_basic_plane_are_exchanged_whole(python: CodeEdit) -> None:
    for text in ("a𘳑b\n😀 c", "a𘳑", "", "😀"):
        python.put(text)
        assert python.toPlainText() == text


def test_every_part_of_python_has_its_colour(python: CodeEdit) -> None:
    python.set_columns(["age"])
    python.setPlainText('"""long\ntext""" \nif len(age) > 10:  # why\n    x = "age"')

    def colours(line: int) -> dict[str, str]:
        block = python.document().findBlockByNumber(line)
        formats = block.layout().formats()
        return {
            block.text()[one.start : one.start + one.length]: one.format.foreground().color().name() for one in formats
        }

    assert set(colours(0)) == {'"""long'}
    assert set(colours(1)) == {'text"""'}
    assert set(colours(2)) == {"if", "len", "age", "10", "# why"}
    assert colours(3)['"age"'] == colours(2)["age"]


def test_code_is_written_as_it_is_typed_and_knows_the_columns(
    qtbot: Any, make_session: Any, config_folder: Path
) -> None:
    session = make_session(sink_workflow())
    tell_columns(session)
    form = form_on(qtbot, session, "sink")
    query = editor(form, "query")
    type_into(qtbot, query.code, "SELECT mon")
    popup = query.code.completer.popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Return)
    assert session.document.workflow.nodes["sink"].settings["query"] == "SELECT monthly_bill"
    query.code.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(query.code, " FROM (t")
    query.code.check()
    assert query.finding.text() == "( has no partner."


def test_a_line_that_a_run_named_is_underlined(qtbot: Any, make_session: Any, config_folder: Path) -> None:
    session = make_session(sink_workflow(script="a = 1\n  b = 1 / 0"))
    form = form_on(qtbot, session, "sink")
    tell_columns(session, error=Problem(kind="NodeFailed", message="Division by zero in line 2.", setting="script"))
    code = editor(form, "script").code
    assert [(one.start, one.length) for one in code.told] == [(8, 9)]
    tell_columns(session)
    assert code.told == []
