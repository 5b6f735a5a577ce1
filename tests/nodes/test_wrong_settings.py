"""Every setting of every node, given what it cannot take: a person is told so in plain words, in short, and where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from knode.core.errors import UsageError
from knode.core.node import Node
from knode.core.synonyms import meant
from tests.nodes.wrong import DEEPEST, FOREIGN, NODES, wrong_values

pytestmark = pytest.mark.uncovered

LONGEST = 900
"""The longest message, in characters: the longest list of choices with the longest quotation."""


def _told(cls: type[Node], name: str, value: Any) -> UsageError | None:
    """What a person is told of this value, None where it is taken. Another error than a UsageError fails the test."""
    try:
        cls.unfinished([name]).from_settings({name: value}, node="the_node")
    except UsageError as error:
        return error
    return None


def _without_quotations(message: str) -> str:
    """A message without what it quotes of a person, and without the choices, which are the node's own words."""
    message = re.sub(r"(The|the) choices are .*", "", message).partition(" Got ")[0]
    return re.sub(r'"[^"]*"|\[.*\]|\{.*\}', "", message)


@pytest.mark.parametrize("cls", NODES, ids=lambda cls: cls.type_id())
def test_a_wrong_value_is_refused_in_plain_words_that_name_the_setting(cls: type[Node]) -> None:
    schema = cls.model_json_schema()
    for name, field in schema.get("properties", {}).items():
        told = 0
        for value in wrong_values(field, schema):
            error = _told(cls, name, value)
            if error is None:
                continue
            told += 1
            message = str(error)
            assert len(message) < LONGEST, message
            assert "the_node" in message
            assert error.facts.get("setting") == "" or name in message, message
            if error.facts.get("reason", "").startswith(("it must be", "there is no choice", "a choice of columns")):
                assert FOREIGN.search(_without_quotations(message)) is None, message
            assert re.search(r"input should|valid (string|number|integer|boolean|list|tuple)", message, re.I) is None, (
                message
            )
        assert told, f"{name} takes anything"


def _choices(
    schema: Mapping[str, Any], root: Mapping[str, Any], depth: int = 0
) -> Iterator[tuple[list[str | int], list[Any]]]:
    """The lists of choices in a setting, each with the way to it."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        yield [], schema["enum"]
    if depth == DEEPEST:
        return
    if isinstance(schema.get("items"), dict):
        yield from (([0, *path], found) for path, found in _choices(schema["items"], root, depth + 1))
    for name, field in schema.get("properties", {}).items():
        yield from (([name, *path], found) for path, found in _choices(field, root, depth + 1))


def _put(path: list[str | int], value: Any) -> Any:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


@pytest.mark.parametrize("cls", NODES, ids=lambda cls: cls.type_id())
def test_of_every_choice_the_one_with_a_slip_is_proposed(cls: type[Node]) -> None:
    schema = cls.model_json_schema()
    for name, field in schema.get("properties", {}).items():
        for path, choices in _choices(field, schema):
            for choice in choices:
                typed = f"{str(choice)[:1]}{choice}"
                if len(str(choice)) < 4 or typed in choices or meant(typed, choices) != choice:
                    continue
                error = _told(cls, name, _put(path, typed))
                assert error is not None
                if f'no choice "{typed}"' in str(error):
                    assert f"did you mean {json.dumps(choice)}?" in str(error)
                    break
