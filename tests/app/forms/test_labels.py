"""Choices are called by what they do, where their own words are a library's; the document keeps the choice itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from knode.app.forms import words
from knode.app.forms.editors.choice import texts_of
from knode.app.forms.shape import Shape, entries_of
from knode.app.panels.setting_words import default_text, labels_of, type_text
from knode.app.session import Session
from knode.app.shell import translation
from knode.core.registry import REGISTRY
from knode.core.workflow import Instance, Workflow
from tests.app.forms.sink import editor, field, form_on

Make = Callable[..., Session]


@pytest.fixture
def speak(qapp: QCoreApplication) -> Iterator[Callable[[str], object]]:
    yield lambda language: translation.install(qapp, language)
    translation.install(qapp, "en")


def closed() -> dict[str, Shape]:
    """The choices of all nodes, those in records and lists too, by where they stand."""
    found: dict[str, Shape] = {}

    def look(place: str, shape: Shape) -> None:
        if shape.choices or shape.labels:
            found[place] = shape
        for part in filter(None, [shape.item]):
            look(place, part)
        for entry in shape.entries:
            look(f"{place}.{entry.name}", entry.shape)

    for cls in REGISTRY.all():
        for entry in entries_of(cls):
            look(f"{cls.type_id()}.{entry.name}", entry.shape)
    return found


def test_labels_are_of_choices_which_are_told_apart_in_every_language(speak: Callable[[str], object]) -> None:
    shapes = closed()
    inner = {"prep.RowFilter.conditions.operator", "flow.Loop.collect", "prep.StringCleaner.steps"}
    assert {"learn.SupportVectorMachineLearner.kernel", *inner} <= {
        place for place, one in shapes.items() if one.labels
    }
    for language in translation.LANGUAGES:
        speak(language)
        for place, shape in shapes.items():
            assert {value for value, _ in shape.labels} <= set(shape.choices), place
            texts = texts_of(shape)
            assert len(set(texts)) == len(texts), (place, texts)


@pytest.mark.parametrize(
    ("language", "label", "default"),
    [
        ("en", "polynomial", "bends anywhere (RBF)"),
        ("de", "Polynom", "überall gebogen (RBF)"),
        ("zh", "多项式", "任意弯曲 (RBF)"),
    ],
)
def test_a_form_shows_the_label_and_writes_the_choice(
    qtbot: Any, make_session: Make, config_folder: Path, speak: Any, language: str, label: str, default: str
) -> None:
    speak(language)
    workflow = Workflow()
    workflow.add(Instance("fit", "learn.SupportVectorMachineLearner"))
    session = make_session(workflow)
    form = form_on(qtbot, session, "fit")
    combo = editor(form, "kernel").combo
    assert combo.currentText() == default
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentText() == label
    assert session.workflow.nodes["fit"].settings == {"kernel": "poly"}
    assert default in field(form, "kernel").dot.toolTip()


def test_the_help_of_a_node_tells_the_labels() -> None:
    penalty = REGISTRY.get("learn.LogisticRegressionLearner").model_fields["penalty"]
    assert type_text(penalty).startswith("shrinks all (L2, ridge) | sets many to 0")
    assert default_text("l2", labels_of(penalty)) == "shrinks all (L2, ridge)"


def test_what_has_no_label_is_called_by_its_own_words() -> None:
    shape = Shape("choice", choices=("balanced_accuracy", "r2"), labels=(("r2", "R²"),))
    assert texts_of(shape) == ["balanced accuracy", "R²"]
    assert words.shown_as(shape, "r2") == "R²"
