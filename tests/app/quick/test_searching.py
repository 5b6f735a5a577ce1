"""Any text of a workflow is found."""

from __future__ import annotations

from knode.app.quick.searching import Found, TextIndex
from knode.core.workflow import Binding, Instance, Workflow


def workflow() -> Workflow:
    inside = Workflow()
    inside.add(Instance("deep", "prep.Sorter", "Sort by Name", settings={"by": ["Kundennummer"]}))
    made = Workflow()
    made.add(Instance("csv", "io.CsvReader", "Sales", settings={"path": "data/Größen.csv", "row_limit": 250}))
    made.add(Instance("filter", "prep.RowFilter", settings={"conditions": [{"column": "age", "value": "30"}]}))
    made.add(Instance("writer", "io.CsvWriter", bindings={"path": Binding("parameter", "target_file")}))
    made.add(Instance("part", "flow.Component", "Cleaning", workflow=inside))
    made.layout = {"csv": [400, 0], "filter": [0, 0], "writer": [800, 0], "part": [200, 0]}
    made.annotations = [
        {"id": "note_1", "kind": "note", "text": ["Look at the", "quarter numbers"]},
        {"id": "frame_1", "kind": "frame", "title": "Preparation", "nodes": ["csv"]},
    ]
    return made


def keys(typed: str) -> list[str]:
    return [found.key for found in TextIndex(workflow()).search(typed)]


def test_nodes_are_found_by_label_type_id_setting_and_binding() -> None:
    assert keys("sales") == ["csv"]
    assert keys("row filter") == ["filter"]
    assert keys("prep.rowfilter") == ["filter"]
    assert keys("groß") == ["csv"]
    assert keys("GRÖßEN.CSV") == ["csv"]
    assert keys("age") == ["filter"]
    assert keys("250") == ["csv"]
    assert keys("target_f") == ["writer"]


def test_notes_and_frames_are_found_across_line_ends() -> None:
    found = TextIndex(workflow()).search("the quarter")
    assert found == [Found((), "note_1", False, "note", "Look at the quarter numbers")]
    assert keys("preparation") == ["frame_1"]


def test_the_inside_of_components_is_found_with_its_path() -> None:
    found = TextIndex(workflow()).search("kunden")
    assert found == [Found(("part",), "deep", True, "by", "Kundennummer")]


def test_hits_come_from_left_to_right_the_outer_ones_first() -> None:
    assert keys("r") == ["filter", "part", "csv", "writer", "note_1", "frame_1", "deep"]


def test_a_node_is_one_hit_and_nothing_typed_is_none() -> None:
    assert keys("csv").count("csv") == 1
    assert keys("  ") == []
    assert keys("no such text") == []


def test_long_texts_are_shown_around_the_hit() -> None:
    made = Workflow()
    made.add(Instance("query", "io.CsvReader", settings={"path": "x" * 100 + "needle" + "y" * 100}))
    excerpt = TextIndex(made).search("needle")[0].excerpt
    assert excerpt == "…" + "x" * 24 + "needle" + "y" * 24 + "…"
