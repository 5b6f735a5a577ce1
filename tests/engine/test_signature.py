"""Signatures: the same one for the same result, another one for everything that a result follows from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.core.document import dumps, loads
from knode.core.errors import SettingError, UnknownName
from knode.core.workflow import Parameter, Workflow
from knode.engine.engine import Engine
from knode.engine.graph import Compiler
from knode.engine.signature import Signer
from tests.stub.nodes import STUBS, chain, component, wire, workflow
from tests.stub.running import run, states

pytestmark = pytest.mark.uncovered

ROOT = Path(__file__).parents[2]


def signed(
    made: Workflow, *, seed: int = 0, folder: Path = Path(), parameters: dict[str, Any] | None = None
) -> dict[str, str]:
    return Signer().sign(Compiler().compile(made, parameters), folder=folder, seed=seed, supplied={})


def small() -> Workflow:
    return wire(
        workflow("small", a="Numbers", b="Add", c="Beside", r="Random", t="Speak"),
        "a.table -> b.table",
        "b.table -> c.left",
        "a.table -> c.right",
        "c.table -> t.table",
    )


def test_a_signature_is_128_bits_in_hexadecimal():
    assert all(len(value) == 32 and int(value, 16) >= 0 for value in signed(small()).values())


def test_names_labels_layout_and_the_order_of_making_do_not_count():
    other = wire(
        workflow("other name", t="Speak", r="Random", c="Beside", b="Add", a="Numbers"),
        "c.table -> t.table",
        "a.table -> c.right",
        "b.table -> c.left",
        "a.table -> b.table",
    )
    other.layout["a"] = [5, 5]
    assert signed(other) == signed(small())
    assert signed(loads(dumps(other), registry=STUBS)) == signed(small())


def test_a_setting_that_stands_at_its_default_is_the_default():
    made = small()
    made.set("b", amount=1)
    assert signed(made) == signed(small())


def test_a_node_by_its_former_name_and_version_is_the_same_node():
    text = dumps(wire(workflow(a="Numbers", s=("Split", {"rows": 2})), "a.table -> s.table"))
    old = (
        text.replace("stub.Split", "stub.Cut")
        .replace('"rows": 2', '"count": 2')
        .replace('"version": 2', '"version": 1')
    )
    assert signed(loads(old, registry=STUBS)) == signed(loads(text, registry=STUBS))


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (lambda w: w.set("b", amount=2), {"b", "c", "t"}),
        (lambda w: w.set("a", rows=9), {"a", "b", "c", "t"}),
        (lambda w: w.set("t", text="x"), {"t"}),
        (lambda w: w.unlink(w.links_into("c")[1]), {"c", "t"}),
    ],
)
def test_a_change_changes_exactly_what_is_downstream(edit: Any, changed: set[str]):
    made, before = small(), signed(small())
    edit(made)
    after = signed(made)
    assert {node for node in before if before[node] != after[node]} == changed


def test_swapping_two_inputs_changes_the_result():
    swapped = wire(
        workflow(a="Numbers", b="Add", c="Beside"), "a.table -> b.table", "a.table -> c.left", "b.table -> c.right"
    )
    straight = wire(
        workflow(a="Numbers", b="Add", c="Beside"), "a.table -> b.table", "b.table -> c.left", "a.table -> c.right"
    )
    assert signed(swapped)["c"] != signed(straight)["c"]


def test_the_order_of_links_into_one_port_counts():
    one = wire(
        workflow(a="Numbers", b=("Numbers", {"rows": 1}), c="Concat"), "a.table -> c.tables", "b.table -> c.tables"
    )
    other = wire(
        workflow(a="Numbers", b=("Numbers", {"rows": 1}), c="Concat"), "b.table -> c.tables", "a.table -> c.tables"
    )
    assert signed(one)["c"] != signed(other)["c"]


def test_which_output_a_link_comes_from_counts():
    first = wire(workflow(a="Numbers", s="Split", c="Add"), "a.table -> s.table", "s.first -> c.table")
    second = wire(workflow(a="Numbers", s="Split", c="Add"), "a.table -> s.table", "s.second -> c.table")
    assert signed(first)["c"] != signed(second)["c"]


def test_the_seed_counts_for_the_nodes_that_may_see_it_and_for_what_follows_them():
    one, other = signed(small(), seed=1), signed(small(), seed=2)
    assert {node for node in one if one[node] != other[node]} == {"r", "t"}


@pytest.mark.parametrize(
    "values",
    [[1, 1.0, True, "1", [1], None], [0.0, False, None, "", [], {}], [float("inf"), float("-inf"), float("nan"), None]],
)
def test_values_that_python_takes_for_equal_are_different_settings(values: list[Any]):
    found = {signed(workflow(e=("Echo", {"anything": value})))["e"] for value in values}
    assert len(found) == len(values)


@pytest.mark.parametrize("values", [(1, True, 1.0), (True, 1), ("1", 1)])
def test_one_compiler_and_signer_tell_equal_parameters_of_different_types_apart(values: tuple[Any, ...]):
    made = workflow(e="Echo")
    made.parameters["p"] = Parameter("p", "any")
    made.bind("e", "anything", parameter="p")
    compiler, signer = Compiler(), Signer()
    found = [
        signer.sign(compiler.compile(made, {"p": value}), folder=Path(), seed=0, supplied={})["e"] for value in values
    ]
    assert len(set(found)) == len(values)
    assert found == [signed(made, parameters={"p": value})["e"] for value in values]


def test_an_engine_tells_equal_parameters_of_different_types_apart():
    made = workflow(a="Numbers")
    made.parameters["p"] = Parameter("p", "any", 1)
    made.bind("a", "rows", parameter="p")
    engine = Engine()
    assert run(made, engine, parameters={"p": 1})[0].status == "done"
    with pytest.raises(SettingError, match='Setting "rows" of node "a"'):
        run(made, engine, parameters={"p": [1]})
    made.parameters["p"] = Parameter("p", "any", 2)
    assert len(run(made, engine)[0]["a"].table) == 2, "another default is another workflow"
    with pytest.raises(UnknownName, match='no parameter "q" .*Did you mean|Known: p'):
        run(made, engine, parameters={"q": 1})


def test_a_list_that_is_edited_after_it_was_given_is_another_parameter():
    made = workflow(e="Echo")
    made.parameters["p"] = Parameter("p", "any")
    made.bind("e", "anything", parameter="p")
    engine, value = Engine(memory_bytes=1 << 20), [1]
    assert run(made, engine, parameters={"p": value})[1].started == ["e"]
    value.append(2)
    assert run(made, engine, parameters={"p": value})[1].started == ["e"]


def test_signatures_are_the_same_in_every_process():
    code = (
        "from pathlib import Path; from tests.engine.test_signature import signed, small;"
        "print(sorted(signed(small()).items()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{sorted(signed(small()).items())}\n"}


@settings(max_examples=60)
@given(st.data())
def test_signing_what_changed_gives_the_same_as_signing_all(data: st.DataObject):
    size = data.draw(st.integers(2, 8))
    made = workflow(**{f"n{number}": "Concat" if number else "Numbers" for number in range(size)})
    pairs = [(one, other) for other in range(1, size) for one in range(other)]
    for one, other in pairs:
        if one == other - 1 or data.draw(st.booleans()):
            made.link(f"n{one}", "table", f"n{other}", "tables")
    compiler, signer = Compiler(), Signer()
    for _ in range(4):
        edit = data.draw(st.sampled_from(["set", "unlink", "add", "same"]))
        if edit == "set":
            made.set("n0", start=data.draw(st.integers(0, 3)))
        elif edit == "unlink":
            spare = [link for link in made.links if len(made.links_into(link.target)) > 1]
            if spare:
                made.unlink(data.draw(st.sampled_from(spare)))
        elif edit == "add":
            new = made.add(made.nodes["n0"].__class__(made.free_id("stub.Extra"), "stub.Numbers"))
            made.link(new.id, "table", f"n{size - 1}", "tables")
        seed = data.draw(st.integers(0, 1))
        quick = signer.sign(compiler.compile(made), folder=Path(), seed=seed, supplied={})
        assert quick == signed(made, seed=seed)


# ---- long and wide: no recursion, and no square of the size


def test_a_chain_of_twenty_thousand_nodes_compiles_signs_runs_and_is_reused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(STUBS.get("stub.Add"), "run", lambda self, table: table)
    made = chain(20_000)
    engine = Engine(threads=2, memory_bytes=1 << 28)
    result, _ = run(made, engine)
    assert result.status == "done"
    again, heard = run(made, engine)
    assert heard.started == []
    assert set(states(again).values()) == {"reused"}
    made.set("n19990", amount=2)
    assert len(run(made, engine)[1].started) == 10


def test_a_wide_graph_runs_and_is_reused():
    made = workflow(a="Numbers", z="Concat")
    for number in range(2_000):
        made.add(made.nodes["a"].__class__(f"b{number}", "stub.Add", settings={"amount": number}))
        made.link("a", "table", f"b{number}", "table")
        made.link(f"b{number}", "table", "z", "tables")
    engine = Engine(threads=2, memory_bytes=1 << 28)
    assert len(run(made, engine)[0]["z"].table) == 6_000
    made.set("b7", amount=-1)
    assert sorted(run(made, engine)[1].started) == ["b7", "z"]


def test_components_sixty_deep_compile_without_recursion():
    inner = wire(workflow(i="Input", o="Output"), "i.value -> o.value")
    for _ in range(60):
        outer = workflow(i="Input", o="Output")
        component(inner, outer, "c")
        wire(outer, "i.value -> c.rows", "c.result -> o.value")
        inner = outer
    made = workflow(n="Numbers", z="Add")
    component(inner, made, "c")
    wire(made, "n.table -> c.rows", "c.result -> z.table")
    assert run(made)[0]["z"].table["x"].tolist() == [1, 2, 3]
