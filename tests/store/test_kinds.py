"""Views, variables, captured workflows and the kinds of packs."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.core import ports
from knode.core.errors import StoreDamaged, UnknownName, ValueRefused
from knode.core.ports import Kind, Objects
from knode.core.values import Captured, Contract, Variables, View
from knode.core.workflow import Workflow
from knode.store import Store
from knode.store.kinds import check_value, codec_of, plain_json
from tests.store.conftest import output
from tests.store.same import assert_same_table


def test_variables_come_back_type_by_type(back: Callable[..., Any]) -> None:
    variables = Variables(text="a\ud800é", whole=2**70, part=0.1, odd=math.inf, yes=True, nothing=None)
    loaded = back(variables, "variables")
    assert type(loaded) is Variables
    assert loaded == variables
    assert [type(value) for value in loaded.values()] == [type(value) for value in variables.values()]
    assert math.isnan(back(Variables(x=math.nan), "variables")["x"])


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"x": np.float64(1)}, '"x" is a float64.*value.item'),
        ({"x": [1]}, '"x" is a list'),
        ({1: 1}, "must be text"),
    ],
)
def test_variables_of_other_types_are_refused(store: Store, variables: Any, reason: str) -> None:
    with pytest.raises(ValueRefused, match=reason):
        store.dump("variables", variables)
    with pytest.raises(ValueRefused, match=reason):
        check_value("variables", variables)


@pytest.mark.parametrize("size", [0, 10, 100_000])
def test_a_view_comes_back(store: Store, size: int) -> None:
    view = View("Plot", "image/png", bytes(range(256)) * (size // 256) + b"\x00" * (size % 256))
    payload = json.loads(json.dumps(store.dump("view", view)))
    assert store.load(output("view", payload)) == view
    assert ("objects" in payload) == (size > 2_048)


def test_what_a_view_can_be_saved_as_besides_comes_back_with_it(store: Store) -> None:
    view = View("Plot", "image/svg+xml", b"<svg/>", (("image/png", b"p" * 5_000), ("application/pdf", b"f" * 6_000)))
    payload = json.loads(json.dumps(store.dump("view", view)))
    assert store.load(output("view", payload)) == view
    assert len(payload["objects"]) == 2


def test_a_captured_workflow_comes_back_with_all_that_is_frozen(store: Store) -> None:
    table = pd.DataFrame({"a": [1, 2]})
    workflow = Workflow("scoring", description="two\nlines")
    frozen = {
        "f1": ("table", table),
        "f2": ("variables", Variables(x=1)),
        "f3": ("view", View("v", "text/html", b"<p>")),
        "f4": ("workflow", Captured(workflow, {}, Contract({}, {}))),
    }
    captured = Captured(workflow, frozen, Contract({"rows": table}, {"out": table + 1}), {"source": "a.knode"})
    payload = json.loads(json.dumps(store.dump("workflow", captured)))
    loaded = store.load(output("workflow", payload))
    assert loaded.workflow.name == "scoring"
    assert loaded.workflow.description == "two\nlines"
    assert loaded.lineage == {"source": "a.knode"}
    assert_same_table(loaded.frozen["f1"][1], table)
    assert loaded.frozen["f2"] == ("variables", {"x": 1})
    assert loaded.frozen["f3"] == frozen["f3"]
    assert loaded.frozen["f4"][1].workflow.name == "scoring"
    assert_same_table(loaded.contract.inputs["rows"], table)
    assert_same_table(loaded.contract.outputs["out"], table + 1)


def test_a_lineage_that_is_no_json_is_refused() -> None:
    for lineage in ({"a": (1,)}, {"a": object()}, {1: 2}):
        with pytest.raises(ValueRefused, match="plain JSON"):
            plain_json(lineage, "It")
    assert plain_json({"a": [1.5, None, "x", {"b": math.nan}]}, "It")["a"][0] == 1.5


class Graphs:
    """A kind of a pack."""


class GraphCodec:
    def dump(self, value: Any, objects: Objects) -> Any:
        return {"at": objects.put(lambda file: file.write(value.encode()) and None)}

    def load(self, payload: Any, objects: Objects) -> Any:
        return objects.path(payload["at"]).read_text()


def test_a_kind_of_a_pack_is_stored_by_its_own_codec(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "KINDS", ports.KINDS)
    monkeypatch.setitem(ports.KINDS, "graph", Kind("graph", Graphs, GraphCodec()))
    payload = store.dump("graph", "a -> b")
    assert list(payload["objects"].values()) == [6]
    assert store.load(output("graph", payload)) == "a -> b"
    check_value("graph", "a -> b")


def test_a_connection_is_never_stored(store: Store) -> None:
    assert store.dump("database", object()) is None
    with pytest.raises(ValueRefused, match="lives in memory only"):
        codec_of("database")
    with pytest.raises(UnknownName, match="port kind"):
        codec_of("tabel")
    with pytest.raises(StoreDamaged, match="not stored"):
        store.load(output("database", None))


def test_check_value_looks_at_tables() -> None:
    with pytest.raises(ValueRefused, match="intervals"):
        check_value("table", pd.DataFrame({"a": pd.arrays.IntervalArray.from_breaks([0, 1])}))


def test_a_view_that_is_gone_is_damage(store: Store) -> None:
    payload = store.dump("view", View("v", "text/html", b"x" * 5000))
    store.objects.delete(next(iter(store.objects)))
    with pytest.raises(StoreDamaged, match="gone"):
        store.load(output("view", payload))
