"""The workflow file: what is saved comes back, as text that does not depend on how it came about."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.core import document
from knode.core.document import dumps, load, loads, save
from knode.core.errors import NewerFormat, UsageError
from knode.core.workflow import COMPONENT, Binding, Instance, Parameter, Workflow
from tests.stub.nodes import STUBS, chain, component, wire, workflow
from tests.stub.strategies import VALUES, workflows

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SCHEMA = ROOT / "resources" / "workflow.schema.json"


def read(text: str) -> Workflow:
    return loads(text, registry=STUBS)


def everything() -> Workflow:
    """A workflow with everything that a file can hold."""
    inner = wire(
        workflow("inside", i=("Input", {"name": "rows"}), a="Add", o=("Output", {"name": "sum"})),
        "i.value -> a.table",
        "a.table -> o.value",
    )
    inner.parameters["amount"] = Parameter(
        "amount", "number", 1.0, description="What to add.", minimum=0.0, maximum=1e6
    )
    inner.bind("a", "amount", parameter="amount")
    made = workflow("everything", n="Numbers", v=("Values", {"values": {"rows": 2}}), z="Concat", e="Echo")
    made.description = "Two lines,\nof which this is the second."
    made.parameters["start"] = Parameter("start", "integer", 3, choices=(1, 2, 3))
    made.parameters["who"] = Parameter("who", "text", required=True, description='Ünicode ☃ \u2028 and a "quote"')
    component(inner, made, "c", {"amount": 2.5})
    made.add(Instance("p", "gone.Reader", "A reader of a pack that is gone", 7, {"odd": [1e22, {"deep": [None]}]}))
    made.replace(Instance("n", "stub.Numbers", "Numbers from 3", bindings={"start": Binding("parameter", "start")}))
    made.bind("n", "rows", variable="rows")
    made.set("e", text="line one\n  line two\n", columns={"types": ["number"], "but": ["id"]})
    wire(
        made,
        "v.variables -> n.variables",
        "n.table -> c.rows",
        "c.sum -> z.tables",
        "n.table -> z.tables",
        "p.out -> z.tables",
    )
    made.annotations = [{"text": ["A note", "of two lines"], "at": [0, 0, 200, 80], "colour": "yellow"}]
    made.layout = {"n": [0, 120], "c": [200, 120.5]}
    return made


# ---- the golden file


def test_the_canonical_text_is_the_golden_file():
    """The file rewrites itself and then fails, so that `git diff` shows what changed."""
    golden = GOLDEN / "everything.knode"
    text = dumps(everything())
    before = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if before != text:
        golden.write_text(text, encoding="utf-8")
    assert before == text, f"{golden.relative_to(ROOT)} was rewritten: look at git diff, and commit it if it is right"


def test_the_golden_file_comes_back():
    assert load(GOLDEN / "everything.knode", STUBS) == everything()


# ---- the law: load(save(w)) is w


@settings(max_examples=40)
@given(workflows())
def test_what_is_written_comes_back_equal_and_as_the_same_text(made: Workflow):
    text = dumps(made)
    text.encode()
    again = read(text)
    assert again == made
    assert dumps(again) == text


@settings(max_examples=60)
@given(VALUES)
def test_any_setting_of_a_placeholder_survives_to_the_byte(value: Any):
    text = dumps(placeholder(value))
    assert dumps(read(text)) == text
    assert read(text).nodes["p"].settings == {"value": value}


def placeholder(value: Any) -> Workflow:
    made = workflow("p")
    made.add(Instance("p", "gone.Node", settings={"value": value}))
    return made


@pytest.mark.parametrize(
    "number",
    [
        "1e5",
        "1E5",
        "1.0",
        "-0.0",
        "0.10",
        "1e-7",
        "1E+2",
        "-0",
        "1.0000000000000000001",
        "0e0",
        "1e999",
        "12345678901234567890123",
    ],
)
def test_a_number_keeps_the_form_in_which_it_was_written(number: str):
    text = dumps(placeholder("HERE")).replace('"HERE"', number)
    assert number in text
    assert dumps(read(text)) == text


@pytest.mark.parametrize("written", [r"\u0001", r"\"", r"\\", "ü", "☃", "😀", "\x7f", "\u2028", r"\ud800", "a\u0301"])
def test_a_text_keeps_the_form_in_which_it_was_written(written: str, tmp_path: Path):
    text = dumps(placeholder("HERE")).replace("HERE", written)
    path = tmp_path / "p.knode"
    path.write_text(text, encoding="utf-8")
    save(load(path, STUBS), path)
    assert path.read_text(encoding="utf-8") == text


def test_an_unknown_node_stays_connected_and_its_labels_and_bindings_stay():
    made = everything()
    again = read(dumps(made))
    assert [str(link) for link in again.links_out_of("p")] == ["p.out -> z.tables"]
    assert again.nodes["p"] == made.nodes["p"]


def test_a_file_of_an_installed_pack_is_not_touched_by_opening_it_without_the_pack():
    from knode.core.registry import Registry

    empty = Registry()
    empty.packs = {}
    text = dumps(everything())
    assert dumps(loads(text, registry=empty)) == text


def test_the_order_of_making_does_not_show_in_the_text():
    one = wire(workflow("w", a="Numbers", b="Numbers", c="Beside"), "a.table -> c.left", "b.table -> c.right")
    other = wire(workflow("w", c="Beside", b="Numbers", a="Numbers"), "b.table -> c.right", "a.table -> c.left")
    assert dumps(one) == dumps(other)
    assert one == other


def test_the_order_of_links_into_one_port_shows_in_the_text():
    one = wire(workflow("w", a="Numbers", b="Numbers", c="Concat"), "a.table -> c.tables", "b.table -> c.tables")
    other = wire(workflow("w", a="Numbers", b="Numbers", c="Concat"), "b.table -> c.tables", "a.table -> c.tables")
    assert dumps(one) != dumps(other)
    assert [link.source for link in read(dumps(other)).links_into("c")] == ["b", "a"]


def test_moving_a_box_changes_the_view_section_only():
    before, moved = everything(), everything()
    moved.layout["n"] = [1, 1]
    one, other = json.loads(dumps(before)), json.loads(dumps(moved))
    assert one.pop("view") != other.pop("view")
    assert one == other
    assert dumps(moved).index('"view"') > dumps(moved).index('"nodes"')


def test_texts_of_several_lines_are_lists_of_lines():
    data = json.loads(dumps(everything()))
    assert data["description"] == ["Two lines,", "of which this is the second."]
    assert data["nodes"]["e"]["settings"]["text"] == ["line one", "  line two", ""]
    node = STUBS.get("stub.Echo").from_settings(data["nodes"]["e"]["settings"])
    assert node.text == "line one\n  line two\n"


def test_two_documents_read_from_one_text_share_nothing():
    text = dumps(workflow("w", a="Numbers"))
    one, other = read(text), read(text)
    one.annotations.append({"text": "only here"})
    one.layout["a"] = [1, 1]
    one.set("a", rows=1)
    assert dumps(other) == text


def test_large_files_are_read_and_written_in_time_that_grows_with_their_size():
    made = chain(5000)
    made.add(Instance("all", "stub.Concat"))
    for number in range(5000):
        made.link(f"n{number}", "table", "all", "tables")
    assert read(dumps(made)) == made


def test_a_workflow_without_a_name_is_called_as_its_file(tmp_path: Path):
    path = tmp_path / "sales.knode"
    save(workflow(a="Numbers"), path)
    assert load(path, STUBS).name == "sales"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), {1: 2}, object(), b"bytes"])
def test_what_is_no_json_is_refused_before_the_file_is_touched(bad: Any, tmp_path: Path):
    path = tmp_path / "w.knode"
    path.write_text("old")
    made = workflow("w")
    made.annotations = [{"bad": bad}]
    with pytest.raises(UsageError, match="no JSON"):
        save(made, path)
    assert path.read_text() == "old"


# ---- saving


def test_saving_leaves_nothing_but_the_file(tmp_path: Path):
    path = tmp_path / "w.knode"
    save(everything(), path)
    save(everything(), path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.knode"]
    assert path.read_bytes() == dumps(everything()).encode()


def test_a_new_file_has_the_mode_that_the_umask_allows(tmp_path: Path):
    before = os.umask(0o027)
    try:
        save(chain(1), tmp_path / "w.knode")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "w.knode").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_saving_keeps_the_mode_of_the_file(mode: int, tmp_path: Path):
    path = tmp_path / "w.knode"
    path.write_text("old")
    path.chmod(mode)
    save(chain(2), path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_saving_through_a_symbolic_link_changes_the_file_behind_it(tmp_path: Path):
    real = tmp_path / "real" / "w.knode"
    real.parent.mkdir()
    real.write_text("old")
    link = tmp_path / "link.knode"
    link.symlink_to(real)
    save(chain(2), link)
    assert link.is_symlink()
    assert load(real, STUBS) == chain(2)


def test_a_file_name_of_the_greatest_length_is_saved(tmp_path: Path):
    path = tmp_path / ("w" * 249 + ".knode")
    save(chain(2), path)
    assert load(path, STUBS) == chain(2)


@pytest.mark.parametrize("place", ["missing/w.knode", "file/w.knode", "folder"])
def test_a_place_that_cannot_be_written_is_refused_with_its_path(place: str, tmp_path: Path):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"cannot be written: .+\. Choose another folder") as refused:
        save(chain(1), tmp_path / place)
    assert place in str(refused.value)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder"]


SAVER = """
import os, resource, sys
from pathlib import Path
from knode.core.document import save
from knode.core.errors import UsageError
from knode.core.workflow import Workflow
path = Path(sys.argv[1])
if sys.argv[2] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
elif os.geteuid() == 0:
    os.seteuid(65534)
try:
    save(Workflow("w" * 1000), path)
except UsageError as error:
    print(error.message)
"""


@pytest.mark.parametrize(("trouble", "said"), [("full", "File too large"), ("read-only", "Permission denied")])
def test_the_old_file_stays_whole_when_the_new_one_cannot_be_written(trouble: str, said: str, tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "w.knode"
    path.write_text("old")
    for above in (*path.parents[1 : len(path.parents)],):
        if os.access(above, os.W_OK) and above.is_relative_to(tmp_path.parents[1]):
            above.chmod(above.stat().st_mode | 0o055)
    folder.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", SAVER, path, trouble], capture_output=True, text=True, cwd=ROOT)
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert f"w.knode cannot be written: {said}" in done.stdout
    assert path.read_text() == "old"
    assert [entry.name for entry in folder.iterdir()] == ["w.knode"]


# ---- formats


def test_a_newer_format_is_refused_with_what_to_do():
    with pytest.raises(
        NewerFormat, match=r"the file has format 2, this knode reads up to format 1\. Expected a newer knode"
    ):
        read('{"format": 2}')


def test_older_formats_are_migrated_one_after_the_other(monkeypatch: pytest.MonkeyPatch):
    steps = []

    def first(data: dict[str, Any]) -> dict[str, Any]:
        steps.append(1)
        return {"nodes": data["steps"]}

    def second(data: dict[str, Any]) -> dict[str, Any]:
        steps.append(2)
        return {"nodes": data["nodes"], "name": "migrated"}

    monkeypatch.setattr(document, "FORMAT", 3)
    monkeypatch.setattr(document, "MIGRATIONS", {1: first, 2: second})
    made = read('{"format": 1, "steps": {"a": {"type": "stub.Numbers"}}}')
    assert steps == [1, 2]
    assert (made.name, list(made.nodes)) == ("migrated", ["a"])
    assert '"format": 3' in dumps(made)
    steps.clear()
    read('{"format": 2, "nodes": {}}')
    assert steps == [2]


def test_every_older_format_has_a_migration():
    assert sorted(document.MIGRATIONS) == list(range(1, document.FORMAT))


# ---- the schema


def test_the_json_schema_in_resources_is_current():
    """Regenerated by this test when it is not; then it fails, so that `git diff` shows what changed."""
    text = json.dumps(document.schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    before = SCHEMA.read_text(encoding="utf-8") if SCHEMA.exists() else ""
    if before != text:
        SCHEMA.parent.mkdir(exist_ok=True)
        SCHEMA.write_text(text, encoding="utf-8")
    assert before == text, f"{SCHEMA.relative_to(ROOT)} was rewritten: look at git diff, and commit it if it is right"


def test_the_schema_names_the_present_format():
    assert document.schema()["properties"]["format"]["const"] == document.FORMAT


@settings(max_examples=15)
@given(workflows(depth=1))
def test_what_is_written_satisfies_the_schema(made: Workflow):
    import jsonschema

    jsonschema.Draft202012Validator(document.schema()).validate(json.loads(dumps(made)))


@given(
    st.sampled_from([{}, {"format": 2}, {"format": 1, "nodes": []}, {"format": 1, "x": 1}, {"format": 1, "links": [1]}])
)
def test_what_is_no_workflow_fails_the_schema(data: dict[str, Any]):
    import jsonschema

    assert not jsonschema.Draft202012Validator(document.schema()).is_valid(data)


def test_a_component_is_a_node_like_others_in_the_file():
    block = json.loads(dumps(everything()))["nodes"]["c"]
    assert block["type"] == COMPONENT
    assert block["settings"] == {"amount": 2.5}
    assert list(block["workflow"]["nodes"]) == ["a", "i", "o"]
