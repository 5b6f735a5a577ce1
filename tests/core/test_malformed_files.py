"""Files that are no workflow: each gets one clear message that says where, and what should stand there."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.core.document import dumps, load, loads
from knode.core.errors import KnodeError, SettingError, UsageError, WorkflowFileError
from knode.core.workflow import Workflow
from tests.stub.nodes import STUBS, chain, component, workflow


def refused(content: str | bytes, tmp_path: Path) -> str:
    path = tmp_path / "bad.knode"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(WorkflowFileError) as error:
        load(path, STUBS)
    assert str(error.value).startswith(str(path))
    assert len(str(error.value)) < 700
    return str(error.value).removeprefix(str(path))


def node(**block: Any) -> str:
    return json.dumps({"format": 1, "nodes": {"a": {"type": "stub.Numbers", **block}}})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", " at line 1, column 1: the file is empty. Expected a .knode workflow file (JSON)."),
        (b" \n\n", "the file is empty"),
        (b"\x00", "not JSON"),
        (b'{"format": 1}\x00', "at line 1, column 14: not JSON"),
        (b'{"format": 1, "name": "a\x00b"}', "not JSON: Invalid control character"),
        (b'{"format": 1,\n "nodes": {\n', "at line 3, column 1: not JSON"),
        (dumps(chain(3)).encode()[:-20], "not JSON"),
        (b"\x89PNG\r\n\x1a\n\xff\xd8", "at line 1: not UTF-8 text"),
        (b'{"format": 1,\n"name": "\xe4"}', " at line 2: not UTF-8 text. Expected a .knode workflow file."),
        ('{"format": 1}'.encode("utf-16"), "not UTF-8 text"),
        (b"PK\x03\x04rest", "this is a bundle or another zip file"),
        (b"[1, 2]", " at $: the file holds no JSON object. Expected {\"format\": 1"),
        (b"null", "the file holds no JSON object"),
        (b'"text"', "the file holds no JSON object"),
        (b"{'format': 1}", "not JSON"),
        (b'{"format": 1} {"format": 1}', "not JSON: Extra data"),
        (b'{"format": 1, "name": "a", "name": "b"}', 'the key "name" stands twice in one object. Expected each key once.'),
        (b'{"format": 1, "layout": NaN}', "NaN is no JSON number"),
        (b'{"format": 1, "layout": -Infinity}', "-Infinity is no JSON number"),
        (b'{"format": 1, "x": ' + b"7" * 5000 + b"}", "a number has too many digits"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"format": 1, "x": ' + b'{"a":' * 100_000, "nested too deeply"),
        (b"{}", " at $.format: the format number is missing or wrong. Expected a whole number, such as 1."),
        (b'{"format": "1"}', "at $.format: the format number is missing or wrong"),
        (b'{"format": true}', "at $.format: the format number is missing or wrong"),
        (b'{"format": 1.0}', "at $.format: the format number is missing or wrong"),
        (b'{"format": 0}', "at $.format: the format number is missing or wrong"),
        (b'{"format": -0}', "at $.format: the format number is missing or wrong"),
        (b'{"format": 99}', "at $.format: the file has format 99, this knode reads up to format 1"),
        (b'{"format": 1, "node": {}}', " at $.node: this key has no meaning here. Expected only the keys of the format."),
        (b'{"format": 1, "nodes": []}', " at $.nodes: the value has the wrong form. Expected an object: {…}."),
        (b'{"format": 1, "links": {}}', " at $.links: the value has the wrong form. Expected a list: […]."),
        (b'{"format": 1, "links": [7]}', " at $.links[0]: the value has the wrong form. Expected a text in double quotes."),
        (b'{"format": 1, "name": 7}', " at $.name: the value has the wrong form. Expected a text in double quotes."),
        (b'{"format": 1, "description": 7}', " at $.description"),
        (b'{"format": 1, "view": {"annotations": [1]}}', " at $.view.annotations[0]: the value has the wrong form"),
        (b'{"format": 1, "parameters": {"p": {"type": "date"}}}', " at $.parameters.p.type: the value has the wrong form"),
        (b'{"format": 1, "parameters": {"p": {"minimum": "low"}}}', " at $.parameters.p.minimum"),
        (
            b'{"format": 1, "parameters": {"p": {"type": "integer", "default": "x"}}}',
            " at $.parameters.p.default: the parameter should be of type integer",
        ),
        (
            b'{"format": 1, "parameters": {"p": {"type": "number", "default": 7, "maximum": 5}}}',
            " at $.parameters.p.default: the parameter should be at most 5",
        ),
        (b'{"format": 1, "nodes": {"a": {}}}', " at $.nodes.a.type: this key is missing. Expected a value."),
        (b'{"format": 1, "nodes": {"a": {"type": "Numbers"}}}', 'Expected the type of a node, such as "io.CsvReader".'),
        (b'{"format": 1, "nodes": {"a": {"type": "x.Y", "path": "a.csv"}}}', "what the node is told stands in settings."),
        (b'{"format": 1, "nodes": {"a b": {"type": "x.Y"}}}', ' at $.nodes.a b: "a b" is no node id'),
        (b'{"format": 1, "nodes": {"": {"type": "x.Y"}}}', 'is no node id'),
        (b'{"format": 1, "nodes": {"a": {"type": "x.Y", "colour": 1}}}', " at $.nodes.a.colour: this key has no meaning"),
        (b'{"format": 1, "nodes": {"a": {"type": "x.Y", "version": "two"}}}', " at $.nodes.a.version"),
        (b'{"format": 1, "nodes": {"a": {"type": "x.Y", "settings": []}}}', " at $.nodes.a.settings"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workflow_is_refused(content: bytes, said: str, tmp_path: Path):
    assert said in refused(content, tmp_path)


@pytest.mark.parametrize("bound", ["{}", '{"parameter": "p", "variable": "v"}', '{"parameter": null}'])
def test_a_binding_without_one_source_is_refused(bound: str, tmp_path: Path):
    text = refused(node(bindings={"rows": json.loads(bound)}), tmp_path)
    assert ' at $.nodes.a.bindings.rows: a binding has one source. Expected {"parameter": "name"} or' in text


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("a.table", '"a.table" is no link. Expected "node.port -> node.port"'),
        ("a.table->b.table", "is no link"),
        ("a.table -> b.table\n", "is no link"),
        ("a/b.table -> b.table", "is no link"),
        ("z.table -> b.table", 'there is no node "z". Expected the id of a node in this file'),
        ("a.tabel -> b.table", 'There is no output port "tabel" at node "a". Did you mean "table"?'),
        ("a.table -> b.tabel", 'There is no input port "tabel" at node "b". Did you mean "table"?'),
        ("v.variables -> b.table", "v.variables gives variables, but b.table takes a table"),
        ("b.table -> b.table", "This link would close a cycle: b → b"),
    ],
)
def test_a_wrong_link_is_refused_with_its_place(link: str, said: str, tmp_path: Path):
    blocks = {name: {"type": f"stub.{kind}"} for name, kind in {"a": "Numbers", "b": "Add", "v": "Values"}.items()}
    text = refused(json.dumps({"format": 1, "nodes": blocks, "links": [link]}), tmp_path)
    assert said in text
    assert " at $.links" in text


def test_a_link_that_stands_twice_and_a_second_link_into_a_port_are_refused(tmp_path: Path):
    data = json.loads(dumps(chain(3)))
    data["links"].append("n0.table -> n1.table")
    assert '$.links[2]: the link "n0.table -> n1.table" stands twice' in refused(json.dumps(data), tmp_path)
    data["links"][-1] = "n0.table -> n2.table"
    assert '$.links[2]: Port "table" of node "n2" takes one link' in refused(json.dumps(data), tmp_path)


def test_a_hand_written_cycle_is_refused_with_its_path(tmp_path: Path):
    blocks = {name: {"type": "stub.Add"} for name in "abcd"}
    links = ["a.table -> b.table", "b.table -> c.table", "c.table -> a.table", "c.table -> d.table"]
    text = refused(json.dumps({"format": 1, "nodes": blocks, "links": links}), tmp_path)
    assert " at $.links: This link would close a cycle: " in text
    cycle = text.split("cycle: ")[1].split(".")[0].split(" → ")
    assert cycle[0] == cycle[-1]
    assert set(itertools.pairwise(cycle)) == {("a", "b"), ("b", "c"), ("c", "a")}


def test_a_cycle_of_twenty_thousand_nodes_is_found_at_once(tmp_path: Path):
    size = 20_000
    blocks = {f"n{number}": {"type": "stub.Add"} for number in range(size)}
    links = [f"n{number}.table -> n{(number + 1) % size}.table" for number in range(size)]
    assert "cycle" in refused(json.dumps({"format": 1, "nodes": blocks, "links": links}), tmp_path)


def test_an_error_inside_a_component_says_so(tmp_path: Path):
    outer = workflow("outer")
    component(chain(2), outer, "c")
    data = json.loads(dumps(outer))
    data["nodes"]["c"]["workflow"]["links"].append("n0.table -> nobody.table")
    assert ' at $.nodes.c.workflow.links[1]: there is no node "nobody"' in refused(json.dumps(data), tmp_path)
    data["nodes"]["c"]["workflow"]["nodes"]["n0"]["type"] = 5
    assert " at $.nodes.c.workflow.nodes.n0.type" in refused(json.dumps(data), tmp_path)


@pytest.mark.parametrize("depth", [50, 150, 250, 600, 900])
def test_what_can_be_read_can_be_written_however_deeply_it_is_nested(depth: int):
    value: Any = 1
    for _ in range(depth):
        value = [value]
    text = json.dumps({"format": 1, "nodes": {"p": {"type": "gone.Node", "settings": {"deep": value}}}})
    survives(text)


@pytest.mark.parametrize("depth", [20, 60, 100, 300])
def test_components_in_components_can_be_written_when_they_can_be_read(depth: int):
    inside: dict[str, Any] = {}
    for _ in range(depth):
        inside = {"nodes": {"c": {"type": "flow.Component", "workflow": inside}}}
    survives(json.dumps({"format": 1, **inside}))


def survives(text: str) -> None:
    try:
        made = loads(text, registry=STUBS)
    except WorkflowFileError as error:
        assert "nested too deeply" in str(error)
    else:
        assert loads(dumps(made), registry=STUBS) == made


def test_twenty_components_in_each_other_are_not_too_deep():
    inside: dict[str, Any] = {}
    for _ in range(20):
        inside = {"nodes": {"c": {"type": "flow.Component", "workflow": inside}}}
    assert len(list(loads(json.dumps({"format": 1, **inside}), registry=STUBS).walk())) == 20


def test_a_byte_order_mark_is_accepted(tmp_path: Path):
    path = tmp_path / "bom.knode"
    path.write_bytes(b"\xef\xbb\xbf" + dumps(chain(2)).encode())
    assert load(path, STUBS) == chain(2)


def test_windows_line_ends_are_accepted(tmp_path: Path):
    path = tmp_path / "crlf.knode"
    path.write_bytes(dumps(chain(2)).replace("\n", "\r\n").encode())
    assert load(path, STUBS) == chain(2)


@pytest.mark.parametrize(
    ("place", "said"),
    [("missing.knode", "there is no such file"), (".", "this is a folder"), ("f/x", "Not a directory")],
)
def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(place: str, said: str, tmp_path: Path):
    (tmp_path / "f").write_text("")
    with pytest.raises(WorkflowFileError, match=said):
        load(tmp_path / place, STUBS)


@pytest.mark.parametrize("settings", [{"rows": "x"}, {"rows": -5}, {"row": 1}, {"rows": [1]}, {"start": 1.5}])
def test_a_wrong_setting_opens_as_a_problem_so_that_it_can_be_mended(settings: dict[str, Any]):
    made = loads(node(settings=settings), registry=STUBS)
    (problem,) = made.problems()
    assert isinstance(problem, UsageError)
    assert "a" in problem.message
    assert next(iter(settings)) in problem.message


def test_a_node_of_a_newer_pack_opens_as_a_problem():
    (problem,) = loads(node(version=9), registry=STUBS).problems()
    assert isinstance(problem, SettingError)
    assert "version 9 of stub.Numbers, this pack has version 1; upgrade the pack" in problem.message


@given(st.binary(max_size=60))
def test_random_bytes_never_give_anything_but_a_clear_error(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    path = tmp_path_factory.getbasetemp() / "random.knode"
    path.write_bytes(content)
    with pytest.raises(WorkflowFileError):
        load(path, STUBS)


JSON: Any = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(), st.text(max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["nodes", "links", "a", "type", "settings", "workflow", "parameters", "view", "format", "name"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["nodes", "links", "name", "description", "parameters", "view"]), JSON))
def test_random_json_is_read_or_refused_and_never_crashes(data: dict[str, Any]):
    try:
        made = loads(json.dumps({"format": 1, **data}), registry=STUBS)
    except KnodeError:
        return
    assert isinstance(made, Workflow)
    assert loads(dumps(made), registry=STUBS) == made


@settings(max_examples=100)
@given(st.data())
def test_a_truncated_or_altered_file_is_read_or_refused_and_never_crashes(data: st.DataObject):
    text = dumps(chain(4))
    at = data.draw(st.integers(0, len(text)))
    altered = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 5)) :]
    try:
        loads(altered, registry=STUBS)
    except WorkflowFileError:
        pass
