"""What the engine process knows of a node, told in its form."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument

from knode.app.forms.file_links import with_links
from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.telling import problem_text
from knode.app.forms.words import BREAK
from knode.app.session import Session
from knode.core.errors import DataError, NodeFailed, SettingError, quoted
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import Problem
from knode.host.wording import problem_of
from tests.app.forms.sink import editor, field, form_on, sink_workflow, tell_columns

Make = Callable[..., Session]
Key = Qt.Key


def problem(session: Session, **facts: Any) -> None:
    told = Problem(kind="DataError", message="There is trouble.", **facts)
    tell_columns(session, error=told)


def test_a_problem_stands_at_its_setting_or_at_the_one_that_names_its_column(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    problem(session, setting="share", hint="Take less.")
    assert field(form, "share").fault_text == "There is trouble.\nTake less."
    editor(form, "keys").add("age")
    problem(session, column="age")
    assert field(form, "share").fault_text == ""
    assert field(form, "keys").fault_text == "There is trouble."


def test_what_is_known_before_a_run_is_a_sentence_as_what_a_run_said(form: SettingsForm, session: Session) -> None:
    assert isinstance(form.page, NodeForm)
    tell_columns(session, error=problem_of(DataError("the table has no rows"), session.step(form.page.nodes[0])))
    assert form.page.banner.said == "The table has no rows."


def test_a_problem_of_the_whole_node_and_warnings_stand_above_the_fields(form: SettingsForm, session: Session) -> None:
    assert isinstance(form.page, NodeForm)
    problem(session)
    assert form.page.banner.said == "There is trouble."
    tell_columns(session, warnings=("Two rows were left out.",))
    assert form.page.banner.said == "Two rows were left out."
    tell_columns(session)
    assert form.page.banner.isHidden()


def test_what_a_node_told_of_its_run_stands_above_the_fields_and_a_file_leads_to_its_folder(
    form: SettingsForm, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(form.page, NodeForm)
    told = form.page.told
    assert told.isHidden()
    file, gone = tmp_path / "out put" / "clean & new.csv", tmp_path / "gone.csv"
    file.parent.mkdir()
    file.touch()
    tell_columns(session, infos=(f'Wrote 3 rows × 2 columns to "{file}" (1.2 kB).', f'It was "{gone}" <b>.'))
    assert not told.isHidden()
    words = QTextDocument()
    words.setHtml(told.text.text())
    assert (
        words.toPlainText().replace(BREAK, "") == f'Wrote 3 rows × 2 columns to {file} (1.2 kB).\nIt was "{gone}" <b>.'
    )
    links = re.findall('href="([^"]*)"', words.toHtml())
    assert [QUrl(unescape(link)).toLocalFile() for link in links] == [str(file)]
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    told.text.linkActivated.emit(unescape(links[0]))
    assert opened == [str(file.parent)], "the folder, as the file may be a program"
    tell_columns(session, infos=tuple(f"{number} is told" for number in range(9)))
    assert told.said.splitlines()[-2:] == ["5 is told", "The log has 3 more."]
    tell_columns(session)
    assert told.isHidden()


@pytest.mark.parametrize("folder", ["out", "."])
def test_a_file_below_the_workflow_s_folder_is_called_as_from_there(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "clean.csv"
    file.parent.mkdir(exist_ok=True)
    file.touch()
    html = with_links(f'Wrote "{file}".', tmp_path)
    assert html.endswith(f">{Path(folder) / 'clean.csv'}</a>.")


def test_what_may_be_wrong_behind_a_file_that_was_not_read_stands_at_its_setting_too(
    form: SettingsForm, session: Session
) -> None:
    assert isinstance(form.page, NodeForm)
    doubt = problem_of(NodeFailed("sink", "Sink", "no column is chosen: set the column's name", port="table"))
    tell_columns(session, doubt=doubt, warnings=("Two rows were left out.", doubt.message))
    assert field(form, "target").fault_text == "No column is chosen: set the column's name."
    assert form.page.banner.said == "Two rows were left out."

    editor(form, "keys").add("age")
    doubt = Problem(kind="DataError", message="It is text.", column="age")
    tell_columns(session, doubt=doubt, warnings=(doubt.message,))
    assert field(form, "target").fault_text == ""
    assert (
        field(form, "keys").fault_text
        == "It is text.\nOnly the first rows were looked at so far: a run may find it right."
    )
    assert form.page.banner.isHidden()

    elsewhere = Problem(kind="DataError", message="The table is empty.")
    tell_columns(session, doubt=elsewhere, warnings=(elsewhere.message,))
    assert field(form, "keys").fault_text == ""
    assert form.page.banner.said == "The table is empty."


def test_a_problem_inside_a_list_stands_at_its_row(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    session = make_session(sink_workflow(rules=[{"column": "age", "value": 1}, {"column": "gone", "value": 1}]))
    form = form_on(qtbot, session, "sink")
    problem(session, setting="rules.1.value")
    rows = editor(form, "rules").rows
    assert [row.reason.text() for row in rows] == ["", "There is trouble."]


@pytest.mark.parametrize(
    ("reason", "place", "told"),
    [
        ("no column is chosen: set the column's name in the node's settings", "target", "set the column's name."),
        ("no column is chosen: set the columns to count", "keys", "set the columns to count."),
        ("there is no rule: add one", "rules", "There is no rule: add one."),
        ("no column is chosen for the mean: set the columns", "", ""),
        ("no database is chosen: set url", "", ""),
    ],
)
def test_a_missing_choice_is_told_where_it_is_to_be_made(
    form: SettingsForm, session: Session, reason: str, place: str, told: str
) -> None:
    failed = NodeFailed("sink", "Sink", reason, port="table")
    tell_columns(session, error=problem_of(failed))
    assert isinstance(form.page, NodeForm)
    marked = [name for name, one in form.page.fields.items() if one.fault_text]
    assert marked == ([place] if place else [])
    assert not place or field(form, place).fault_text.endswith(told)
    assert form.page.banner.isHidden() == bool(place)


def test_a_form_does_not_name_its_own_node_but_says_which_column_and_row(form: SettingsForm, session: Session) -> None:
    tell_columns(
        session, error=problem_of(NodeFailed("sink", "Sink", "it is no number", port="table", column="a b", row=7))
    )
    assert isinstance(form.page, NodeForm)
    assert form.page.banner.said == 'It is no number. [column "a b", row 7]'
    tell_columns(session, error=problem_of(SettingError("path", "it must be given", node="sink")))
    assert field(form, "path").fault_text == "This must be given."


def test_what_went_wrong_before_the_node_is_told_with_the_name_of_the_other(
    form: SettingsForm, session: Session
) -> None:
    tell_columns(
        session, error=problem_of(NodeFailed("reader", "Reader", "no column is chosen: set the column's name"))
    )
    assert isinstance(form.page, NodeForm)
    assert form.page.banner.said.startswith('Node "reader" (Reader) failed')


def test_a_column_that_a_row_misses_is_told_in_the_row(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    filled = {"column": "age", "operator": "is missing"}
    session = make_session(sink_workflow(target="age", rules=[filled, filled | {"column": ""}], columns=["age"]))
    form = form_on(qtbot, session, "sink")
    reason = "no column is chosen for the mean: set the column's name"
    tell_columns(session, error=problem_of(NodeFailed("sink", "Sink", reason)))
    reasons = [row.reason.text() for row in editor(form, "rules").rows]
    assert (reasons[0], reasons[1][:19]) == ("", "No column is chosen")


def test_a_column_that_an_expression_names_is_told_at_the_expression(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    workflow = Workflow()
    formulas = [{"name": "half", "expression": "fare / 2"}, {"name": "rate", "expression": "fare / agee"}]
    workflow.add(Instance("sink", "prep.Formula", settings={"formulas": formulas}))
    session = make_session(workflow)
    form = form_on(qtbot, session, "sink")
    reason = 'the expression of "rate": there is no column "agee"'
    tell_columns(session, error=problem_of(NodeFailed("sink", "Formula", reason, column="agee")))
    reasons = [row.reason.text() for row in editor(form, "formulas").rows]
    assert reasons == ["", 'The expression of "rate": there is no column "agee".']


def test_a_column_that_is_named_already_is_not_named_again_though_its_name_is_cut() -> None:
    name = "a_name_of_a_column_that_goes_on_and_on_without_any_space_for_more_than_eighty_letters"
    what = f"There is no column {quoted(name)}."
    assert name not in what
    told = Problem(kind="DataError", message=what, what=what, node="sink", column=name, row=3)
    assert problem_text(told, ("sink",)) == f"{what} [row 3]"
