"""What the engine says of settings and choices is shown with the words of the form, in one place for all who show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from PySide6.QtWidgets import QApplication

from knode.app.forms.calling import called
from knode.app.forms.faults import faults_of
from knode.app.session import Session
from knode.app.shell import translation
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import LogEvent, LogLine, NodeStatus, Problem, StatusesEvent
from knode_nodes.prep.row_filter import RowFilter

SVM = "learn.SupportVectorMachineLearner"


@pytest.fixture(autouse=True)
def _in_english(qapp: QApplication) -> None:
    """With the words that the window has, also where they are others than the names of settings."""
    translation.install(qapp, "en")


def outer() -> Workflow:
    """A node of its own, one in a component, and one that a Cross Validate holds."""
    inside = Workflow("inside")
    inside.add(Instance("svm", SVM))
    made = Workflow("outer")
    made.add(Instance("svm", SVM))
    made.add(Instance("part", "flow.Component", workflow=inside))
    made.add(Instance("check", "learn.CrossValidate", workflow=inside))
    return made


@pytest.mark.parametrize("step", ["svm", "part/svm", "check"])
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("set `kernel` to `rbf`", 'set "Kernel" to "bends anywhere (RBF)"'),
        ("raise max_categories or `C`.", 'raise "Max categories" or "C: closeness to the rows".'),
        ("it is too large (setting gamma)", 'it is too large (setting "Gamma: nearness that counts")'),
        (
            "the setting of a node, the setting gamma.",
            'the setting of a node, the setting "Gamma: nearness that counts".',
        ),
        ("take `sigmoid`, or `poly`", 'take "S-shaped (sigmoid)", or "polynomial"'),
        ("`class_weight` is `custom`", '"Class weight by" is "own weights, below (custom)"'),
        ('the column "max_categories" of `max_categories.csv`', 'the column "max_categories" of `max_categories.csv`'),
        ("connect `scores` of file_name, max_categories.csv", "connect `scores` of file_name, max_categories.csv"),
        ("rbf stays, as nobody says what it is", "rbf stays, as nobody says what it is"),
    ],
)
def test_settings_and_choices_are_called_as_in_the_form(step: str, said: str, shown: str) -> None:
    assert called(said, step, outer()) == shown


def test_a_field_of_a_record_is_named_with_its_setting() -> None:
    made = Workflow("w")
    made.add(Instance("ask", "io.HttpRequest"))
    assert called("no more (setting paging.most)", "ask", made) == 'no more (setting "Paging: Most")'


def test_a_choice_is_that_of_the_setting_that_is_named_before_it() -> None:
    made = Workflow("w")
    made.add(Instance("check", "learn.CrossValidate", workflow=outer()))
    assert (
        called("set `how` to `time`", "check", made) == 'set "How rows are dealt" to "earlier to learn, later to test"'
    )
    assert called("measure `rmse`", "check", made) == 'measure "root mean squared error (RMSE)"'


@pytest.mark.parametrize("step", ["gone", "part/gone", "svm/gone", ""])
def test_a_node_that_is_gone_is_told_as_it_was(step: str) -> None:
    assert called("set `kernel` to `rbf`", step, outer()) == "set `kernel` to `rbf`"


def test_all_that_a_session_hears_is_told_so(make_session: Callable[..., Session]) -> None:
    session = make_session(outer())
    lines: list[Any] = []
    session.logged.connect(lines.append)
    problem = Problem(
        kind="DataError", message="Node: set `kernel`. Take `rbf`.", what="Set `kernel`.", hint="Take `rbf`."
    )
    status = NodeStatus(state="failed", warnings=("raise max_categories",), error=problem)
    session.engine.tell(StatusesEvent(statuses={"check": status, "svm": NodeStatus(state="ready")}))  # type: ignore[attr-defined]
    session.engine.tell(LogEvent(lines=(LogLine(time=0, level="info", node="svm", text="took `poly`"),)))  # type: ignore[attr-defined]
    shown = session.statuses["check"]
    assert shown.warnings == ('raise "Max categories"',)
    assert shown.error is not None
    assert (shown.error.what, shown.error.hint) == ('Set "Kernel".', 'Take "bends anywhere (RBF)".')
    assert shown.error.message == 'Node: set "Kernel". Take "bends anywhere (RBF)".'
    assert lines[0].text == 'took "polynomial"'


def test_what_a_form_finds_itself_is_told_so() -> None:
    with pytest.raises(ValidationError) as caught:
        RowFilter.model_validate({"conditions": [{"column": "a", "operator": "in", "value": 3}]})
    assert faults_of(caught.value, RowFilter)[0].text == '"is one of" needs a list of values.'
