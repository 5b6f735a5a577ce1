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


@pytest.mark.parametrize(
    ("value", "port"),
    [
        ("2026-01.csv", "months"),
        ("2026-1.csv", "otherwise"),
        ("report.XLSX", "sheets"),
        (7, "small"),
        ("8", "small"),
        (42, "large"),
        (True, "otherwise"),
        ("draft of a letter", "drafts"),
        (None, "otherwise"),
        (float("nan"), "otherwise"),
    ],
)
def test_a_case_may_compare_in_another_way_and_the_first_that_fits_is_taken(value: Any, port: str):
    cases = [
        {"operator": "matches", "value": r"^\d{4}-\d\d\.csv$", "port": "months"},
        {"operator": "ends with", "value": ".xlsx", "ignore_case": True, "port": "sheets"},
        {"operator": "contains", "value": "draft", "port": "drafts"},
        {"operator": "in", "value": ["7", 8], "port": "small"},
        {"operator": "in", "value": [41, 42], "port": "large"},
    ]
    assert taken(value, cases=cases) == [port]
    either = [
        {"operator": "between", "value": [0, 9], "port": "few"},
        {"operator": "not equal", "value": 10, "port": "many"},
    ]
    assert [taken(number, cases=either) for number in (9, 10, 11)] == [["few"], ["otherwise"], ["many"]]


def test_a_case_that_cannot_be_judged_is_an_error_with_the_way_out():
    above = [{"operator": "greater", "value": 3, "port": "many"}]
    with pytest.raises(DataError, match='the variable "c" is "FR" and cannot be ordered against 3; compare a number'):
        taken("FR", cases=above)
    with pytest.raises(DataError, match='1 fits no case; there are "greater 3"'):
        taken(1, cases=above, unknown="error")


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
        {"cases": [{"operator": "in", "value": 1, "port": "a"}]},
        {"cases": [{"operator": "matches", "value": "(", "port": "a"}]},
        {"variable": ""},
    ],
)
def test_cases_that_say_two_things_are_refused(settings: dict[str, Any]):
    with pytest.raises(SettingError):
        Switch.from_settings(settings)


def test_an_unknown_variable_is_named():
    with pytest.raises(DataError, match='no variable "c"; there are "other"'):
        Switch(variable="c").run(TABLE, [Variables(other=1)])
