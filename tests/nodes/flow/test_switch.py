"""Switch: one of several ways, by a value."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from knode.api import INACTIVE, DataError, Variables
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.flow.switch import Switch

TABLE = pd.DataFrame({"x": [1, 2]})
CASES = [{"value": "DE", "port": "german"}, {"value": "AT", "port": "german"}, {"value": 3, "port": "third"}]
EXAMPLES = [
    Example({"by": "variable", "variable": "c", "cases": CASES}, {"value": TABLE, "variables": [Variables(c="DE")]}),
    Example({"by": "setting", "choice": 3, "cases": CASES}, {"value": TABLE}),
    Example({"by": "setting", "choice": None, "kind": "variables"}, {"value": Variables(a=1)}),
]


def taken(value: Any, **settings: Any) -> list[str]:
    node = Switch.from_settings({"cases": CASES, "variable": "c", **settings})
    made = node.run(TABLE, [Variables(c="overridden"), Variables(c=value)])
    return [name for name, given in made.items() if given is not INACTIVE]


@pytest.mark.parametrize(
    ("value", "port"),
    [
        ("DE", "german"),
        ("AT", "german"),
        (3, "third"),
        ("3", "third"),
        (3.0, "third"),
        ("FR", "otherwise"),
        (None, "otherwise"),
        (True, "otherwise"),
    ],
)
def test_the_value_chooses_the_output(value: Any, port: str):
    assert taken(value) == [port]


def test_what_fits_no_case_may_be_an_error():
    with pytest.raises(DataError, match='"FR" fits no case; there are "DE", "AT", "3"'):
        taken("FR", unknown="error")


def test_its_outputs_are_those_of_the_cases():
    ports = Switch.from_settings({"cases": CASES, "kind": "model"}).ports()
    assert [(port.name, port.kind) for port in ports.outputs] == [
        ("german", "model"),
        ("third", "model"),
        ("otherwise", "model"),
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {"cases": []},
        {"cases": [{"value": 1, "port": "a"}, {"value": "1", "port": "b"}]},
        {"cases": [{"value": 1, "port": "no name"}]},
        {"variable": ""},
    ],
)
def test_cases_that_say_two_things_are_refused(settings: dict[str, Any]):
    with pytest.raises(SettingError):
        Switch.from_settings(settings)


def test_an_unknown_variable_is_named():
    with pytest.raises(DataError, match='no variable "c"; there are "other"'):
        Switch(variable="c").run(TABLE, [Variables(other=1)])
