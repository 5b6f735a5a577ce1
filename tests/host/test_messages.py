"""The messages between window and engine process: declared once, documented all, and light for who imports them."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knode.core.errors import KnodeError, SettingError, UnknownName
from knode.host import protocol
from knode.host.protocol import ChangeParams, Nothing, PeekParams
from tests.host.desk import Desk, workflow
from tests.processes import PATIENCE

protocol.import_declarations()
DOCS = (Path(__file__).parents[2] / "docs" / "desktop.md").read_text(encoding="utf-8")


def fields(message: type[protocol.Message]) -> str:
    return ", ".join(f"`{name}`" for name in message.model_fields) or "–"


def test_every_method_stands_in_the_docs_with_its_parameters_and_answer():
    written = dict(re.findall(r"^\| `([a-z]+(?:\.[a-z]+)?)` \| (.+ \| .+) \| [^|]+\|$", DOCS, re.MULTILINE))
    declared = {name: f"{fields(one.params)} | {fields(one.result)}" for name, one in protocol.METHODS.items()}
    assert {name: written.get(name) for name in declared} == declared


def test_every_event_stands_in_the_docs_with_its_data():
    for kind, event in protocol.EVENTS.items():
        assert f"| `{kind}` | {fields(event)} | " in DOCS


@pytest.mark.parametrize("method", protocol.METHODS.values(), ids=list(protocol.METHODS))
def test_every_method_has_a_handler(method: protocol.Method[Any, Any]):
    module, _, name = method.handler.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_client_imports_nothing_heavy():
    code = "import sys; import knode.host.client, knode.host.document; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"numpy", "pandas", "pyarrow", "sklearn", "networkx", "PySide6", "psutil"}


def test_an_error_travels_as_what_it_is():
    sent = SettingError("rows", "it should be a whole number", node="n", value="many")
    back = protocol.error_from(sent.as_json())
    assert type(back) is SettingError
    assert (back.message, back.facts) == (sent.message, sent.facts)
    assert type(protocol.error_from({"error": "Path", "message": "x"})) is KnodeError


def test_what_nobody_declared_is_refused(desk: Desk):
    desk.open(workflow())
    odd: protocol.Method[Any, Any] = protocol.Method("odd.one", Nothing, Nothing, "nowhere:nothing")
    try:
        assert isinstance(desk.client.call(odd, Nothing()).exception(PATIENCE), UnknownName)
    finally:
        del protocol.METHODS["odd.one"]


def test_wrong_parameters_are_refused_and_the_process_goes_on(desk: Desk):
    desk.open(workflow(n="trouble.Numbers"))
    wrong: Any = PeekParams(step="n", port="table")
    error = desk.client.call(protocol.CHANGE, wrong).exception(PATIENCE)
    assert isinstance(error, KnodeError)
    assert "workflow.change" in error.message
    desk.call(protocol.CHANGE, ChangeParams(changes=(), revision=1))


def test_boxes_are_arranged_along_their_links(desk: Desk):
    desk.open(workflow())
    sizes = dict.fromkeys("abc", (148.0, 60.0))
    links = (("a", "b", 30.0, 30.0), ("b", "c", 30.0, 30.0))
    places = desk.call(protocol.ARRANGE, protocol.ArrangeParams(sizes=sizes, links=links)).places
    assert [places[name] for name in "abc"] == [(0.0, 0.0), (240.0, 0.0), (480.0, 0.0)]


def test_usage_is_told_each_second(desk: Desk):
    desk.open(workflow())
    desk.until(lambda: any(isinstance(event, protocol.UsageEvent) for event in desk.events))
    told = next(event for event in desk.events if isinstance(event, protocol.UsageEvent))
    assert told.memory_bytes > 10_000_000
