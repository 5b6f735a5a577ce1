"""Variables Creator: typed values by name."""

from __future__ import annotations

from typing import Any

import pytest

from knode.core.errors import SettingError
from knode_nodes.flow.variables_creator import VariablesCreator


def made(*values: dict[str, Any]) -> dict[str, Any]:
    return dict(VariablesCreator.from_settings({"values": list(values)}).run())


def test_values_are_of_their_types():
    given = made(
        {"name": "t", "value": "a, ä 🙂"},
        {"name": "n", "type": "number", "value": "1e3"},
        {"name": "i", "type": "integer", "value": "9007199254740993"},
        {"name": "f", "type": "integer", "value": 3.0},
        {"name": "b", "type": "boolean", "value": "Yes"},
        {"name": "m", "type": "number", "value": ""},
        {"name": "e", "value": ""},
    )
    assert given == {"t": "a, ä 🙂", "n": 1000.0, "i": 9007199254740993, "f": 3, "b": True, "m": None, "e": ""}
    assert [type(given[name]) for name in "nifb"] == [float, int, int, bool]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"name": "a", "type": "integer", "value": "1.5"}, "no whole number"),
        ({"name": "a", "type": "number", "value": "1,5"}, "no number"),
        ({"name": "a", "type": "number", "value": "inf"}, "no number"),
        ({"name": "a", "type": "boolean", "value": "maybe"}, "neither true nor false"),
        ({"name": ""}, "not empty"),
    ],
)
def test_a_value_that_is_not_of_its_type_is_refused(value: dict[str, Any], text: str):
    with pytest.raises(SettingError, match=text):
        made(value)


def test_two_of_one_name_are_refused():
    with pytest.raises(SettingError, match='two variables "a"'):
        made({"name": "a"}, {"name": "a"})
