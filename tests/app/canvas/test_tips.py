from __future__ import annotations

from PySide6.QtCore import QLocale

from knode.app.canvas.geometry import PortRef
from knode.app.canvas.node_text import status_line, texts_of
from knode.app.canvas.shapes import NodeShape
from knode.app.canvas.tips import node_tip, port_tip
from knode.host.protocol import NodeStatus, PortStatus, Problem
from tests.app.canvas.conftest import OpenCanvas

PROBLEM = Problem(
    kind="DataError",
    message="There is no column 'age'. In node 'filter'. Choose another column.",
    what="There is no column <age>.",
    where="Node 'filter', setting 'column'",
    hint="Choose another column.",
)


def shaped(status: NodeStatus | None = None, **fields: object) -> NodeShape:
    return NodeShape("node", 0, 0, title="Row Filter", status=status, **fields)  # type: ignore[arg-type]


def test_a_failed_node_tells_what_where_and_what_to_do():
    text = node_tip(shaped(NodeStatus(state="failed", error=PROBLEM)), "Row Filter")
    assert text.index("no column &lt;age&gt;") < text.index("setting") < text.index("Choose another")


def test_warnings_are_listed_up_to_a_number():
    text = node_tip(shaped(NodeStatus(state="done", warnings=tuple(f"warning {n}" for n in range(9)))), "")
    assert "warning 4" in text
    assert "warning 5" not in text


def test_what_a_node_told_of_its_run_is_listed():
    infos = ('Wrote 3 rows × 2 columns to "/out/clean.csv".', *(f"told {n}" for n in range(9)))
    text = node_tip(shaped(NodeStatus(state="done", infos=infos)), "")
    assert "Wrote 3 rows × 2 columns to &quot;/out/clean.csv&quot;." in text
    assert "told 3" in text
    assert "told 4" not in text


def test_a_node_without_a_table_names_the_file_that_it_wrote():
    wrote = ('Wrote 3 rows × 2 columns to "/out/clean.csv" (1.2 kB).',)
    assert status_line(shaped(NodeStatus(state="done", seconds=0.05, infos=wrote))) == "clean.csv · 50 ms"
    assert status_line(shaped(NodeStatus(state="done", seconds=0.05, infos=('Not "a file".',)))) == "50 ms"


def test_a_port_tells_its_name_kind_and_why_a_wire_may_not_end_there(open_canvas: OpenCanvas):
    canvas = open_canvas().canvas
    ref = PortRef("writer", "in", "table")
    assert "table" in port_tip(canvas, ref)
    canvas.light_ports({ref: "It has a wire already."})
    assert "It has a wire already." in port_tip(canvas, ref)


def test_the_second_line_tells_size_and_time_or_what_is_amiss(qapp: object):
    output = {"table": PortStatus(kind="table", rows=569, columns=31)}
    assert status_line(shaped(NodeStatus(state="done", seconds=0.31, outputs=output))) == "569 × 31 · 0.3 s"
    assert status_line(shaped(NodeStatus(state="done", reused=True, outputs=output))) == "569 × 31 · reused"
    assert status_line(shaped(NodeStatus(state="running", fraction=0.42))) == "42 %"
    assert status_line(shaped(NodeStatus(state="failed", error=PROBLEM))).startswith("failed: There is no column")
    assert status_line(shaped(NodeStatus(state="ready", stale=True))) == "outdated"
    assert status_line(shaped(mode="bypass")) == "bypassed"
    huge = {"table": PortStatus(kind="table", rows=12_345_678, columns=3)}
    assert status_line(shaped(NodeStatus(state="done", outputs=huge))) == "12.3 M × 3"


def test_a_long_title_breaks_once_and_is_cut_after_that(qapp: object):
    shape = NodeShape("node", 0, 0, title="Hist Gradient Boosting Learner With A Long Name")
    title = texts_of(shape).title
    assert len(title) == 2
    assert title[1].endswith("…")
    assert texts_of(NodeShape("node", 0, 0, title="Sorter")).title == ("Sorter",)


def test_facts_that_have_no_room_are_left_out_whole(qapp: object):
    wide = {"table": PortStatus(kind="table", rows=987_654, columns=1_234)}
    done = NodeStatus(state="done", seconds=0.31, outputs=wide)
    assert texts_of(shaped(done)).line == f"{QLocale().toString(987_654)} × 1234"
    running = NodeStatus(state="running", message="a very long way to go", fraction=0.5)
    assert texts_of(shaped(running)).line.endswith("…")
