"""Settings that have no part in what a node does are not shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest
from pydantic import BaseModel, model_validator

from knode.api import Node, Table, check_node, setting
from knode.app.forms.editors.record import RecordEditor
from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from knode.core.check import Example
from knode.core.registry import Registry
from knode.core.settings import matters
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from tests.app.forms.sink import form_on


class Step(BaseModel):
    """One step."""

    do: Literal["cut", "glue"] = setting("cut", "What to do.")
    at: int = setting(1, "Where to cut.", when={"do": ("cut",)})
    with_paste: str = setting("", "What to glue with.", when={"do": ("glue",)})


class Modes(Node):
    """Does one thing or another."""

    pack = "test"
    how: Literal["by rows", "by size", "not"] = setting("by rows", "How.")
    rows: int = setting(10, "For rows: how many.", ge=1, when={"how": ("by rows",)})
    size: float = setting(1.0, "For size: how large.", when={"how": ("by size",)})
    name: str = setting("", "A name.")
    replace: bool = setting(False, "Replace what has that name.", when={"name": True, "how": ("by rows", "by size")})
    steps: tuple[Step, ...] = setting((), "Steps.")

    @model_validator(mode="after")
    def _check(self) -> Modes:
        if self.how == "not" and self.size == 5:
            raise ValueError("a size of 5 clashes with that")
        return self

    def run(self, table: Table) -> Table:
        """Give the table."""
        return table


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    registry = Registry()
    registry.add(Modes)
    workflow = Workflow(registry=registry)
    workflow.parameters["way"] = Parameter("way", "text", default="not")
    workflow.add(Instance("one", "test.Modes"))
    workflow.add(Instance("two", "test.Modes", settings={"how": "by size"}))
    return make_session(workflow)


@pytest.fixture
def form(qtbot: Any, session: Session) -> SettingsForm:
    return form_on(qtbot, session, "one")


def shown(form: SettingsForm) -> list[str]:
    assert isinstance(form.page, NodeForm)
    return [name for name, field in form.page.fields.items() if not field.isHidden()]


def change(form: SettingsForm, name: str, value: object) -> None:
    assert isinstance(form.page, NodeForm)
    field = form.page.fields[name]
    field.editor.set_value(value)
    field.editor.edited.emit(False)


def test_a_form_shows_what_matters_for_the_chosen_way(form: SettingsForm) -> None:
    assert shown(form) == ["how", "rows", "name", "steps"]
    change(form, "how", "by size")
    assert shown(form) == ["how", "size", "name", "steps"]
    change(form, "name", "x")
    assert shown(form) == ["how", "size", "name", "replace", "steps"]
    change(form, "how", "not")
    assert shown(form) == ["how", "name", "steps"]


def test_what_is_wrong_is_shown_where_it_does_not_matter(form: SettingsForm) -> None:
    change(form, "rows", 0)
    change(form, "how", "not")
    assert "rows" in shown(form)


def test_what_may_clash_with_another_setting_is_shown(form: SettingsForm) -> None:
    change(form, "how", "by size")
    change(form, "size", 5.0)
    change(form, "how", "not")
    assert shown(form) == ["how", "size", "name", "steps"]


def test_all_is_shown_that_may_matter_when_the_way_is_bound(form: SettingsForm, session: Session) -> None:
    session.document.workflow.nodes["one"].bindings["how"] = Binding("parameter", "way")
    assert isinstance(form.page, NodeForm)
    form.page.refresh()
    assert shown(form) == ["how", "rows", "size", "name", "steps"]


def test_a_bound_setting_is_shown_where_it_does_not_matter(form: SettingsForm, session: Session) -> None:
    session.document.workflow.nodes["one"].bindings["size"] = Binding("parameter", "way")
    assert isinstance(form.page, NodeForm)
    form.page.refresh()
    assert "size" in shown(form)


def test_what_matters_for_one_of_several_nodes_is_shown(form: SettingsForm, session: Session) -> None:
    session.select(["one", "two"])
    assert shown(form) == ["how", "rows", "size", "name", "steps"]


def test_fields_of_a_record_come_and_go_with_the_others(form: SettingsForm) -> None:
    change(form, "steps", [{}])
    assert isinstance(form.page, NodeForm)
    record = form.page.fields["steps"].findChild(RecordEditor)
    assert isinstance(record, RecordEditor)
    assert [name for name, cell in record._cells.items() if not cell.isHidden()] == ["do", "at"]
    record.editors["do"].set_value("glue")
    record.editors["do"].edited.emit(False)
    assert [name for name, cell in record._cells.items() if not cell.isHidden()] == ["do", "with_paste"]


@pytest.mark.parametrize(
    ("when", "values", "does"),
    [
        ({}, {}, True),
        ({"how": ["a", "b"]}, {"how": "b"}, True),
        ({"how": ["a", "b"]}, {"how": "c"}, False),
        ({"how": ["a"], "name": True}, {"how": "a", "name": ""}, False),
        ({"paths": False}, {"paths": []}, True),
        ({"flag": False}, {"flag": True}, False),
        ({"how": ["a"]}, {}, True),
        ({"attempts": {"above": 1}}, {"attempts": 2}, True),
        ({"attempts": {"above": 1}}, {"attempts": 1}, False),
        ({"attempts": {"above": 1}}, {"attempts": None}, False),
    ],
)
def test_whether_a_setting_matters(when: dict[str, Any], values: dict[str, Any], does: bool) -> None:
    assert matters(when, values) is does


class Wrong(Node):
    """Names a setting that is not there."""

    pack = "test"
    how: Literal["a", "b"] = setting("a", "How.")
    size: int = setting(1, "How large.", when={"way": ("a",)})

    def run(self, table: Table) -> Table:
        """Give the table."""
        return table


class WrongValue(Wrong):
    """Names a value that cannot be."""

    size: int = setting(1, "How large.", when={"how": ("c",)})


@pytest.mark.parametrize(("cls", "text"), [(Wrong, "which is no other setting"), (WrongValue, "which cannot be {'c'}")])
def test_the_checks_of_nodes_find_what_cannot_matter(cls: type[Node], text: str) -> None:
    with pytest.raises(AssertionError, match=text):
        check_node(cls, [Example()])
