"""Ports: what the signature of `run` declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Optional

import pytest

from knode.api import Captured, Context, Database, Kind, Model, Port, Ports, Table, Variables, View, add_kind
from knode.core.ports import KINDS, VARIABLES_PORT, kind_of, ports_of
from tests.stub.nodes import STUBS, Choose


class Both(NamedTuple):
    train: Table
    model: Model


def nothing(self: Any) -> None: ...
def single(self: Any, table: Table) -> Table: ...
def optional(self: Any, table: Table | None) -> View: ...
def old_optional(self: Any, table: Optional[Table]) -> Variables: ...  # noqa: UP045
def several(self: Any, tables: list[Table]) -> Both: ...
def many_or_none(self: Any, models: list[Model] | None) -> Database: ...
def with_context(self: Any, table: Table, context: Context) -> Captured: ...
def context_first(self: Any, c: Context, left: Table, right: Table) -> None: ...


@pytest.mark.parametrize(
    ("run", "ports"),
    [
        (nothing, Ports((), ())),
        (single, Ports((Port("table", "table"),), (Port("table", "table"),))),
        (optional, Ports((Port("table", "table", optional=True),), (Port("view", "view"),))),
        (old_optional, Ports((Port("table", "table", optional=True),), (Port("variables", "variables"),))),
        (several, Ports((Port("tables", "table", multiple=True),), (Port("train", "table"), Port("model", "model")))),
        (
            many_or_none,
            Ports((Port("models", "model", optional=True, multiple=True),), (Port("database", "database"),)),
        ),
        (with_context, Ports((Port("table", "table"),), (Port("workflow", "workflow"),), "context")),
        (context_first, Ports((Port("left", "table"), Port("right", "table")), (), "c")),
    ],
)
def test_a_signature_declares_the_ports(run: Callable[..., Any], ports: Ports):
    assert ports_of(run) == ports


def wrong_input(self: Any, table: int) -> Table: ...
def wrong_output(self: Any) -> tuple[Table, Table]: ...
def two_kinds(self: Any, value: Table | Model) -> Table: ...
def bare_list(self: Any, tables: list) -> Table: ...
def no_annotation(self: Any, table) -> Table: ...  # type: ignore[no-untyped-def]
def any_arguments(self: Any, *tables, **more) -> Table: ...  # type: ignore[no-untyped-def]


@pytest.mark.parametrize("run", [wrong_input, wrong_output, two_kinds, bare_list, no_annotation, any_arguments])
def test_a_signature_that_declares_no_port_is_a_clear_mistake_of_the_author(run: Callable[..., Any]):
    with pytest.raises(
        TypeError, match="is no port kind; use one of database, model, table|has no annotation, such as"
    ):
        ports_of(run)


def test_every_kind_is_found_by_its_annotation():
    for kind in KINDS.values():
        assert kind_of(kind.annotation) is kind


def test_a_pack_may_add_a_kind_once_and_no_other_of_the_same_name(monkeypatch: pytest.MonkeyPatch):
    class Picture:
        """A kind."""

    class Other:
        """Another."""

    monkeypatch.delitem(KINDS, "picture", raising=False)
    add_kind(Kind("picture", Picture))
    add_kind(Kind("picture", Picture))
    with pytest.raises(ValueError, match="already a port kind 'picture'"):
        add_kind(Kind("picture", Other))
    assert kind_of(Picture).name == "picture"
    monkeypatch.delitem(KINDS, "picture")


def test_the_input_for_variables_stands_behind_the_nodes_own():
    assert Ports((), ()).input("variables") is VARIABLES_PORT
    own = Port("variables", "variables")
    assert Ports((own,), ()).input("variables") is own
    assert Ports((), ()).input("table") is None


def test_ports_may_follow_from_the_settings():
    assert [port.name for port in Choose(outputs_wanted=3).ports().outputs] == ["out0", "out1", "out2"]


def test_the_ports_of_every_stub_are_found():
    for cls in STUBS.all():
        assert isinstance(cls().ports() if not any(f.is_required() for f in cls.model_fields.values()) else
                          cls.declared_ports(), Ports)  # fmt: skip
