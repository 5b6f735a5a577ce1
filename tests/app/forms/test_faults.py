"""Every setting of every node, given what it cannot take: its form says so in plain words of the person's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from knode.app.forms.faults import Fault
from knode.app.forms.subject import NodeSubject
from knode.app.session import Session
from knode.app.shell import translation
from knode.core.node import Node
from tests.app.forms.sink import Sink, field, form_on, sink_workflow
from tests.nodes.wrong import FOREIGN, NODES, wrong_values

Make = Callable[..., Session]
OURS = re.compile(r"This must be |There is nothing called ")
"""How the sentences of the form begin. Others are of a node's author, and are in English."""


@pytest.fixture
def speak(qapp: QCoreApplication) -> Iterator[Callable[[str], object]]:
    yield lambda language: translation.install(qapp, language)
    translation.install(qapp, "en")


def faults(cls: type[Node], name: str, value: Any) -> list[Fault]:
    return NodeSubject(cls).faults({name: value})


@pytest.mark.uncovered
@pytest.mark.parametrize("cls", NODES, ids=lambda cls: cls.type_id())
def test_no_word_of_a_library_reaches_a_form(cls: type[Node]) -> None:
    schema = cls.model_json_schema()
    for name, described in schema.get("properties", {}).items():
        for value in wrong_values(described, schema):
            for fault in faults(cls, name, value):
                said = re.sub(
                    r'"[^"]*"|\[.*\]|\{.*\}|(?:object with|there are|of the form) .*|one of .*', "", fault.text
                )
                assert fault.setting in (name, ""), fault
                assert not OURS.match(fault.text) or FOREIGN.search(said) is None, fault
                assert re.search(
                    r"[Ii]nput should|[Ii]nputs are|[Ff]ield required|should (be|have|match)", said
                ) is None or ("should be an address" in said), fault


@pytest.fixture(scope="module")
def told() -> dict[str, tuple[type[Node], str, Any]]:
    """What is said in English, each with a node, a setting and a value of which it is said."""
    return {
        fault.text: (cls, name, value)
        for cls in NODES
        for name, described in cls.model_json_schema().get("properties", {}).items()
        for value in wrong_values(described, cls.model_json_schema(), depth=2)
        for fault in faults(cls, name, value)
        if OURS.match(fault.text)
    }


@pytest.mark.uncovered
@pytest.mark.parametrize("language", ["de", "zh"])
def test_every_fault_is_told_in_the_language_of_the_person(
    speak: Callable[[str], object], told: dict[str, tuple[type[Node], str, Any]], language: str
) -> None:
    assert len(told) > 200
    speak(language)
    for cls, name, value in told.values():
        said = faults(cls, name, value)
        assert said
        assert not any(
            OURS.match(fault.text) or re.search(r"\ba (text|list|number)\b", fault.text) for fault in said
        ), said


@pytest.mark.parametrize(
    ("name", "value", "place", "text"),
    [
        ("words", "a", (), "This must be a list."),
        ("words", ["a", 1], (1,), "This must be a text."),
        ("flag", "junk", (), "This must be true or false."),
        ("types", [], (), "This must be an object with a value for each name."),
        ("types", {"age": "many"}, ("age",), 'This must be one of "text", "number", "date", "other".'),
        ("rules", ["age"], (0,), "This must be an object with column, operator, value, loose."),
        ("rules", [{"column": "age", "colour": 1}], (0, "colour"), 'There is nothing called "colour" here; there are '
            "column, operator, value, loose."),
        ("rules", [{}], (0, "column"), "This must be given."),
        ("range", [1], (1,), "This must be given."),
        ("target", 1, (), "This must be the name of one column."),
        ("anything", [], (), "This must be a text, a number or true or false."),
        ("count", 1.5, (), "This must be a whole number."),
        ("share", 2, (), "This must be at most 1."),
    ],
)  # fmt: skip
def test_a_fault_says_what_should_stand_there(name: str, value: Any, place: tuple[Any, ...], text: str) -> None:
    assert faults(Sink, name, value) == [Fault(name, place, text)]


def test_of_the_readings_of_a_value_the_one_that_got_furthest_is_told() -> None:
    assert faults(Sink, "rules", [{"column": "age", "operator": "is in", "value": [1, None]}]) == [
        Fault("rules", (0, "value", 1), "This must be a text, a number or true or false.")
    ]


def test_a_list_that_is_none_is_told_at_its_field(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    session = make_session(sink_workflow(words="none"))
    form = form_on(qtbot, session, "sink")
    assert field(form, "words").fault_text == "This must be a list."
