"""What an optimizer's form proposes: the parameters inside, and settings that become some, each with a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.shape import Shape
from knode.app.forms.tunable import Tunable, tunable_in
from knode.app.session import Session
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode_nodes.learn._search import Searched
from tests.app.forms.sink import editor, form_on

Make = Callable[..., Session]


def inside(**bindings: Binding) -> Workflow:
    made = Workflow("inside")
    made.add(Instance("forest", "learn.RandomForestLearner", label="Forest", settings={"trees": 50}, bindings=bindings))
    made.add(Instance("scales", "prep.Normalizer"))
    return made


def searched(shape: Shape, value: Any) -> tuple[Any, ...]:
    """The fields that the proposal fills in."""
    fills = dict(Tunable("a", "n", "a", "", shape, value, is_free=True).proposal().fills)
    return fills.get("values") or (fills["lowest"], fills["highest"], fills["log"])


@pytest.mark.parametrize(
    ("shape", "value", "expected"),
    [
        (Shape("integer", minimum=1), 100, (10, 1000, True)),
        (Shape("integer", minimum=1), 1, (1, 10, False)),
        (Shape("integer", minimum=1, maximum=64), 30, (3, 64, False)),
        (Shape("integer", minimum=1), None, (1, 20, False)),
        (Shape("integer", minimum=0, above=True, maximum=5, below=True), 2, (1, 4, False)),
        (Shape("integer"), 0, (0, 9, False)),
        (Shape("integer"), -20, (-20, -11, False)),
        (Shape("number", minimum=0, above=True), 0.1, (0.01, 1, True)),
        (Shape("number", minimum=0, maximum=1), 0.5, (0.05, 1, False)),
        (Shape("number", minimum=0, above=True, maximum=1), 1.0, (0.1, 1, False)),
        (Shape("number", minimum=0, above=True, maximum=0.5, below=True), 0.3, (0.03, 0.4, False)),
        (Shape("number", minimum=0), 0.0, (0.01, 1, True)),
        (Shape("number", minimum=0.5, above=True), 0.6, (0.55, 6, False)),
        (Shape("number"), None, (0.01, 1, True)),
        (Shape("boolean"), True, (False, True)),
        (Shape("choice", choices=("gini", "entropy")), "gini", ("gini", "entropy")),
    ],
)
def test_a_range_lies_around_what_is_set_and_within_what_may_be(shape: Shape, value: Any, expected: Any) -> None:
    assert (
        searched(shape, value) == pytest.approx(expected)
        if shape.kind != "choice"
        else searched(shape, value) == expected
    )


def test_the_parameters_stand_first_and_no_setting_is_there_twice() -> None:
    made = inside(min_leaf=Binding("parameter", "leaf"), trees=Binding("variable", "many"))
    made.parameters["leaf"] = Parameter("leaf", "integer", default=4, minimum=1)
    made.parameters["text"] = Parameter("text", "text")
    found = tunable_in(made, frozenset())
    assert (found[0].name, found[0].is_free) == ("leaf", False)
    settings = [(one.node, one.setting) for one in found if one.is_free]
    assert ("forest", "max_depth") in settings
    assert ("scales", "method") in settings
    assert not {("forest", "min_leaf"), ("forest", "trees"), ("forest", "seed"), ("forest", "target")} & set(settings)
    assert len({one.name for one in found}) == len(found)
    numbers = [one.shape.kind in ("integer", "number") for one in found]
    assert numbers == sorted(numbers, reverse=True), "those that are searched most stand first"
    assert dict(found[0].proposal().fills) == {"kind": "whole number", "lowest": 1.0, "highest": 40.0, "log": False}


def choices(made: Workflow, node: str, setting: str) -> tuple[Any, ...]:
    return next(
        dict(one.proposal().fills)["values"]
        for one in tunable_in(made, frozenset())
        if (one.node, one.setting) == (node, setting)
    )


def test_a_choice_beside_which_an_empty_setting_would_matter_is_no_proposal() -> None:
    made = inside()
    made.add(Instance("line", "learn.LogisticRegressionLearner", settings={"target": "y"}))
    made.add(Instance("select", "prep.FeatureSelector", settings={"method": "variance"}))
    assert choices(made, "forest", "class_weight") == ("none", "balanced")
    assert choices(made, "line", "penalty") == ("l2", "l1", "none"), "an empty seed lets the node choose"
    assert "mutual information" not in choices(made, "select", "method"), "it needs a target"
    given = {"class_weights": {"yes": 5}}
    made.replace(replace(made.nodes["forest"], settings={**made.nodes["forest"].settings, **given}))
    made.replace(replace(made.nodes["select"], settings={"method": "variance", "target": "y"}))
    assert choices(made, "forest", "class_weight") == ("none", "balanced", "custom")
    assert "mutual information" in choices(made, "select", "method")
    made.replace(replace(made.nodes["line"], settings={"class_weight": "custom"}))
    assert "custom" in choices(made, "line", "class_weight"), "what is chosen is the person's"


def test_a_parameter_that_is_bound_already_has_no_such_choice_either() -> None:
    made = inside(class_weight=Binding("parameter", "counts"))
    made.parameters["counts"] = Parameter("counts", "text", default="none")
    (bound,) = (one for one in tunable_in(made, frozenset()) if not one.is_free)
    assert dict(bound.proposal().fills)["values"] == ("none", "balanced")


@pytest.mark.parametrize(
    ("learner", "setting", "default", "expected"),
    [
        ("NeuralNetworkLearner", "layers", [50, 20], ("[50, 20]",)),
        ("RandomForestLearner", "class_weights", {"yes": 5}, ('{"yes": 5}',)),
        ("RandomForestLearner", "class_weights", None, ()),
    ],
)
def test_lists_and_mappings_are_proposed_once_they_are_parameters(learner, setting, default, expected) -> None:
    made = Workflow("inside")
    made.add(Instance("one", f"learn.{learner}"))
    assert setting not in {one.setting for one in tunable_in(made, frozenset())}
    made.replace(replace(made.nodes["one"], bindings={setting: Binding("parameter", "tried")}))
    made.parameters["tried"] = Parameter("tried", "any", default=default)
    (found,) = (one for one in tunable_in(made, frozenset()) if not one.is_free)
    assert dict(found.proposal().fills) == {"kind": "values", "values": expected}
    assert hash(found) is not None


def test_what_a_file_holds_that_cannot_be_is_no_start_of_a_range() -> None:
    made = inside()
    for value in ([1, 2], 10**400, "many", None, float("inf")):
        made.replace(replace(made.nodes["forest"], settings={"trees": value}))
        found = next(one for one in tunable_in(made, frozenset()) if one.name == "trees")
        assert hash(found) is not None
        assert dict(found.proposal().fills)["lowest"] in (1, 2)


def test_settings_of_one_name_are_told_apart_by_their_nodes() -> None:
    made = inside()
    made.add(Instance("other-forest", "learn.RandomForestLearner"))
    names = {(one.node, one.setting): one.name for one in tunable_in(made, frozenset({"method"}))}
    assert names[("forest", "trees")] == "forest_trees"
    assert names[("other-forest", "trees")] == "other_forest_trees"
    assert names[("scales", "method")] == "scales_method", "the node around has a setting of this name"


@pytest.fixture
def session(make_session: Make, config_folder: Path) -> Session:
    outer = Workflow()
    outer.add(Instance("tune", "learn.ParameterOptimizer", workflow=inside()))
    return make_session(outer)


def rows(form: SettingsForm) -> Any:
    assert isinstance(form.page, NodeForm)
    form.page.finish()
    return editor(form, "parameters")


def choose(combo: Any, text: str) -> None:
    """Choose from the list as a person does: by its keys."""
    combo.setFocus()
    combo.showPopup()
    combo.view().setCurrentIndex(combo.model().index(combo.findText(text), combo.modelColumn()))
    QTest.keyClick(combo.view(), Qt.Key.Key_Return)


def test_a_setting_that_is_chosen_is_bound_inside_and_its_range_is_filled_in(qtbot: Any, session: Session) -> None:
    form = form_on(qtbot, session, "tune")
    rows(form).add()
    combo = rows(form).rows[0].editor.editors["name"].combo
    texts = [combo.itemText(place) for place in range(combo.count())]
    assert {"trees", "min_leaf", "max_depth"} <= set(texts)
    assert combo.itemData(texts.index("trees"), Qt.ItemDataRole.ToolTipRole) == "Forest: trees"
    combo.showPopup()
    assert combo.view().width() > max(combo.fontMetrics().horizontalAdvance(text) for text in texts) + 20
    choose(combo, "trees")
    tune = session.document.workflow.nodes["tune"]
    assert tune.workflow is not None
    assert tune.workflow.parameters["trees"].default == 50
    assert tune.workflow.nodes["forest"].bindings["trees"] == Binding("parameter", "trees")
    (row,) = tune.settings["parameters"]
    assert (row["name"], row["kind"], row["lowest"], row["highest"], row["log"]) == (
        "trees",
        "whole number",
        5,
        500,
        True,
    )
    fields = rows(form).rows[0].editor.editors
    assert fields["lowest"].value() == 5, "the form of the node goes on with it"
    focused = form.window().focusWidget()
    assert focused is fields["name"].combo or fields["name"].combo.isAncestorOf(focused), "and the keyboard, too"
    session.document.undo()
    assert session.document.workflow.nodes["tune"].workflow.parameters == {}  # type: ignore[union-attr]


def test_rows_that_are_none_are_shown_and_bind_nothing(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    outer = Workflow()
    outer.add(Instance("tune", "learn.ParameterOptimizer", workflow=inside(), settings={"parameters": "none"}))
    session = make_session(outer)
    form = form_on(qtbot, session, "tune")
    assert isinstance(form.page, NodeForm)
    form.page.finish()
    assert form.page.fields["parameters"].value() == "none"
    form.page.fields["parameters"].edited.emit("parameters", False)
    assert session.document.workflow.nodes["tune"].workflow.parameters == {}  # type: ignore[union-attr]


def test_a_name_that_is_typed_binds_nothing(qtbot: Any, session: Session) -> None:
    form = form_on(qtbot, session, "tune")
    rows(form).add()
    line = rows(form).rows[0].editor.editors["name"].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "own_name")
    tune = session.document.workflow.nodes["tune"]
    assert tune.settings["parameters"][0]["name"] == "own_name"
    assert tune.workflow is not None
    assert tune.workflow.parameters == {}


def test_values_of_any_kind_are_shown_and_typed(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    written: list[Any] = [[50, 20], None, {"yes": 5}, 3]
    outer = Workflow()
    settings = {"parameters": [{"name": "layers", "kind": "values", "values": written}]}
    outer.add(Instance("tune", "learn.ParameterOptimizer", workflow=inside(), settings=settings))
    session = make_session(outer)
    form = form_on(qtbot, session, "tune")
    values = rows(form).rows[0].editor.editors["values"]
    assert values.value() == written
    for row, text in zip(values.rows, ("[8, 4]", "2", '{"yes": 6}'), strict=False):
        row.editor.line.setFocus()
        row.editor.line.selectAll()
        QTest.keyClicks(row.editor.line, text)
    (row,) = session.document.workflow.nodes["tune"].settings["parameters"]
    assert Searched(**row).values == ([8, 4], 2, {"yes": 6}, 3)
