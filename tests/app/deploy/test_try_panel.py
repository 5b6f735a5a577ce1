"""The Try it panel, with a stand-in for the engine process."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from knode.app.deploy.bars import BarChart
from knode.app.deploy.fields import ChoiceField, MomentField, NumberField
from knode.app.deploy.try_panel import TryPanel
from knode.app.session import Session
from knode.core.errors import DataError
from knode.core.spec import ColumnSpec
from knode.host import try_protocol as protocol


def field(name: str, dtype: str, *choices: Any, nullable: bool = True) -> protocol.Field:
    return protocol.Field(column=ColumnSpec(name=name, dtype=dtype, nullable=nullable), choices=choices)


EXAMPLE = {"age": 40, "plan": "basic", "active": True, "since": "2020-05-01T00:00:00", "note": None}
TRIAL = protocol.Trial(
    name="churn",
    version="2",
    sha256="c" * 64,
    source="file",
    inputs={
        "rows": (
            field("age", "int64", nullable=False),
            field("plan", "str", "basic", "extra"),
            field("active", "boolean"),
            field("since", "datetime64[us]"),
            field("note", "str"),
        )
    },
    examples=({"rows": EXAMPLE}, {"rows": {**EXAMPLE, "age": 50}}),
    outputs={"predictions": ("prediction", "probability_no", "probability_yes")},
    explains=True,
)
ANSWER = protocol.Answer(
    outputs={"predictions": {"prediction": "yes", "probability_no": 0.25, "probability_yes": 0.75}},
    prediction="yes",
    chances=(protocol.Chance(label="yes", chance=0.75), protocol.Chance(label="no", chance=0.25)),
    milliseconds=3.21,
)
WHY = protocol.Explanation(
    of="yes", scale="probability", base=0.4, total=0.75, parts=(("age", 0.5), ("plan", -0.15)), note="25 rows"
)


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    made = make_session()
    made.start()
    answers: Any = made.engine.answers  # type: ignore[attr-defined]
    answers["try.open"] = lambda _: TRIAL
    answers["try.send"] = lambda _: ANSWER
    answers["try.explain"] = lambda _: WHY
    return made


@pytest.fixture
def panel(qtbot: Any, session: Session) -> TryPanel:
    made = TryPanel(session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.open("churn.knodez")
    return made


def sent(session: Session, name: str = "try.send") -> list[Any]:
    return [params for asked, params in session.engine.asked if asked == name]  # type: ignore[attr-defined]


def test_fields_suit_their_columns_and_hold_the_first_example(panel: TryPanel) -> None:
    fields = {column: made for (_, column), made in panel.form.fields.items()}
    kinds = {name: type(made) for name, made in fields.items()}
    assert (kinds["age"], kinds["plan"], kinds["active"], kinds["since"]) == (
        NumberField,
        ChoiceField,
        ChoiceField,
        MomentField,
    )
    assert panel.form.inputs() == {"rows": EXAMPLE}
    assert panel.form.changed() == []
    assert panel.form.where.text() == "Held-out row 1 of 2"


def test_a_row_is_sent_and_the_answer_is_shown_with_its_reasons(qtbot: Any, panel: TryPanel, session: Session) -> None:
    qtbot.mouseClick(panel.form.forth, Qt.MouseButton.LeftButton)
    panel.form.fields["rows", "plan"].put("extra")
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert sent(session)[0].inputs == {"rows": {**EXAMPLE, "age": 50, "plan": "extra"}}
    assert panel.answer.prediction.text() == "yes"
    assert [(bar.label, bar.text) for bar in panel.answer.chances.bars] == [("yes", "75.0%"), ("no", "25.0%")]
    assert [(bar.label, bar.text) for bar in panel.answer.parts.bars] == [("age", "+0.5"), ("plan", "−0.15")]
    assert panel.answer.explained.text() == "Probability of yes: 0.4 on average, 0.75 for this row"
    assert panel.answer.title.text() == "Predicted in 3.2 ms"
    item = panel.tries.topLevelItem(0)
    assert [item.text(column) for column in range(3)] == ["1", "yes · 75.0%", "row 2: plan"]


def test_a_try_is_brought_back(panel: TryPanel, session: Session) -> None:
    panel.ask()
    panel.form.fields["rows", "age"].put(99)
    panel.tries.itemActivated.emit(panel.tries.topLevelItem(0), 0)
    assert panel.form.inputs() == {"rows": EXAMPLE}
    assert len(sent(session)) == 1, "its answer is known"


def test_a_value_that_is_none_is_marked_and_not_sent(panel: TryPanel, session: Session) -> None:
    age = panel.form.fields["rows", "age"]
    for value, problem in ((None, "It must be given."), ("old", "This is no number.")):
        age.put(value)
        panel.ask()
        assert age.toolTip() == problem
    panel.form.fields["rows", "since"].put("yesterday")
    assert "no date" in panel.form.fields["rows", "since"].problem()
    assert sent(session) == []


def test_an_empty_field_is_a_missing_value(qtbot: Any, panel: TryPanel, session: Session) -> None:
    note = panel.form.fields["rows", "note"]
    note.setFocus()
    qtbot.keyClicks(note.focusProxy(), "hello")
    panel.ask()
    qtbot.keyClicks(note.focusProxy(), "\b" * 5)
    panel.ask()
    assert [row.inputs["rows"]["note"] for row in sent(session)] == ["hello", None]


def test_a_refusal_marks_its_column(panel: TryPanel, session: Session) -> None:
    def call(method: Any, params: Any, then: Any, failed: Any = None) -> Any:
        failed(DataError("age: expected a number up to 120, got 400.", column="age"))

    session.engine.call = call  # type: ignore[method-assign]
    panel.ask()
    assert panel.answer.notice.level == "bad"
    assert "up to 120" in panel.form.fields["rows", "age"].toolTip()
    assert panel.button.isEnabled()


def test_what_cannot_be_explained_says_why(panel: TryPanel, session: Session) -> None:
    plain = TRIAL.model_copy(update={"explains": False, "why_not": "It has several inputs."})
    session.engine.answers["try.open"] = lambda _: plain  # type: ignore[attr-defined]
    panel.open("other.knodez")
    panel.ask()
    assert panel.answer.why_note.text() == "It has several inputs."
    assert sent(session, "try.explain") == []


def test_a_row_is_copied_as_curl(panel: TryPanel) -> None:
    panel.curl.click()
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[:2] == ["curl", "http://127.0.0.1:8000/v1/churn/2/predict"]
    assert json.loads(words[-1]) == {"rows": [EXAMPLE]}


def test_the_answer_stands_beside_the_form_where_there_is_room(qtbot: Any, panel: TryPanel) -> None:
    assert panel.split.orientation() == Qt.Orientation.Horizontal
    panel.resize(380, 800)
    qtbot.waitUntil(lambda: panel.split.orientation() == Qt.Orientation.Vertical)


def test_bars_can_be_read_by_who_does_not_see_them(panel: TryPanel) -> None:
    panel.ask()
    assert panel.answer.parts.accessibleDescription() == "age: +0.5, plan: −0.15"
    assert isinstance(panel.answer.parts, BarChart)
    shown = panel.answer.parts.bar_at(panel.answer.parts.rect().topLeft())
    assert shown is not None
    assert shown.label == "age"
