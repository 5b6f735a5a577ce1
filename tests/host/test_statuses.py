"""What an engine process says of nodes while a document is edited and run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knode.core.edits import Change, Link
from knode.core.spec import TableSpec
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode.host import protocol
from tests.host.desk import Desk, workflow

LINE = ("n.table -> a.table", "a.table -> b.table")


def line(rows: int | None = 3, **more: Instance | str) -> Workflow:
    settings = {} if rows is None else {"rows": rows}
    numbers = Instance("n", "trouble.Numbers", settings=settings)
    return workflow(*LINE, n=numbers, a="trouble.Steady", b="trouble.Steady", **more)


def test_a_node_that_can_run_is_ready_and_one_that_cannot_says_why(desk: Desk):
    desk.open(line(x="trouble.Steady"))
    desk.until_states(n="ready", a="ready", b="ready", x="idle")
    error = desk.statuses["x"].error
    assert error is not None
    assert (error.node, error.port) == ("x", "table")
    assert error.what == 'Node "x" (Steady): input "table" is not connected.'
    assert error.hint == "Connect a table to it."


def test_a_missing_setting_is_named_and_nodes_behind_say_whom_they_wait_for(desk: Desk):
    desk.open(line(None, other=Instance("other", "trouble.Numbers", settings={"rows": 1})))
    desk.until_states(n="idle", a="idle", b="idle", other="ready")
    error, behind = desk.statuses["n"].error, desk.statuses["b"].error
    assert error is not None
    assert behind is not None
    assert (error.kind, error.setting) == ("SettingError", "rows")
    assert (behind.kind, behind.node) == ("Upstream", "n")
    desk.put(Instance("n", "trouble.Numbers", settings={"rows": 2}))
    desk.until_states(n="ready", a="ready", b="ready")
    assert desk.statuses["b"].error is None


def test_a_node_of_an_unknown_pack_stops_nobody_else(desk: Desk):
    desk.open(line(odd="nowhere.Strange"))
    desk.until_states(b="ready", odd="idle")
    error = desk.statuses["odd"].error
    assert error is not None
    assert error.kind == "NodeUnavailable"
    assert desk.run().status == "done"
    desk.until_states(b="done", odd="idle")


def test_what_ran_is_done_and_an_edit_makes_it_stale_until_it_is_undone(desk: Desk):
    desk.open(line())
    assert desk.run().status == "done"
    desk.until_states(n="done", a="done", b="done")
    status = desk.statuses["b"]
    assert (status.reused, status.stale) == (False, False)
    assert (status.outputs["table"].rows, status.outputs["table"].columns) == (3, 1)
    first = status.outputs["table"].result
    desk.put(Instance("a", "trouble.Steady", settings={"seconds": 0.01}))
    desk.until_states(n="done", a="ready", b="ready")
    assert desk.statuses["b"].stale
    assert desk.statuses["b"].outputs["table"].rows == 3
    assert desk.statuses["b"].outputs["table"].result == first
    desk.put(Instance("a", "trouble.Steady"))
    desk.until_states(a="done", b="done")
    assert not desk.statuses["b"].stale


def test_an_output_says_of_which_result_it_is(desk: Desk):
    desk.open(line())
    desk.run()
    desk.until_states(b="done")
    first = desk.statuses["b"].outputs["table"].result
    desk.put(Instance("a", "trouble.Steady", settings={"seconds": 0.01}))
    desk.until_states(b="ready")
    desk.run()
    desk.until_states(b="done")
    assert desk.statuses["b"].outputs["table"].result not in ("", first)
    desk.put(Instance("a", "trouble.Steady"))
    desk.until(lambda: desk.statuses["b"].outputs["table"].result == first)
    assert desk.state("b") == "done", "done at once, with the result of before"


def test_results_of_an_earlier_process_are_done_and_reused(desk: Desk, make_desk: Callable[[], Desk]):
    first = make_desk()
    first.open(line())
    first.run()
    first.close()
    desk.renew(first.folder)
    desk.open(line())
    desk.until_states(n="done", a="done", b="done")
    assert desk.statuses["b"].reused


def test_specs_come_from_nodes_and_where_those_cannot_say_from_results(desk: Desk):
    desk.open(
        workflow("d.table -> p.table", "p.train -> m.table", d="io.ExampleData", p="prep.Partition", m="prep.Sorter")
    )
    desk.until(lambda: "m" in desk.statuses and desk.statuses["m"].inputs.get("table", [None])[0])
    spec = desk.statuses["m"].inputs["table"][0]
    assert isinstance(spec, TableSpec)
    assert len(spec.columns) == 5
    desk.open(line())
    desk.until_states(b="ready")
    assert desk.statuses["b"].inputs["table"] == (None,)
    desk.run()
    desk.until(lambda: desk.statuses["b"].inputs["table"][0] is not None)
    seen = desk.statuses["b"].inputs["table"][0]
    assert isinstance(seen, TableSpec)
    assert seen.names == ["x"]
    desk.put(Instance("n", "trouble.Numbers", settings={"rows": 9}))
    desk.until(lambda: desk.state("n") == "ready" and desk.statuses["n"].outputs["table"].remembered)


def test_a_disabled_node_and_what_needs_it_do_not_run(desk: Desk):
    desk.open(line())
    desk.put(Instance("a", "trouble.Steady", mode="disabled"))
    desk.until_states(n="ready", a="disabled", b="disabled")
    assert desk.run().status == "done"
    desk.until_states(n="done", a="disabled", b="disabled")


def test_a_bypassed_node_hands_on_what_comes_in(desk: Desk):
    desk.open(line())
    desk.put(Instance("a", "trouble.Steady", mode="bypass"))
    desk.until_states(b="ready")
    assert desk.run().status == "done"
    peek = desk.call(protocol.PEEK, protocol.PeekParams(step="b", port="table"))
    assert [row[0] for row in peek.cells] == ["1", "2", "3"]


def test_a_node_that_is_taken_away_is_forgotten(desk: Desk):
    desk.open(line())
    desk.until_states(b="ready")
    desk.change(Change("links", "b", None, ()), Change("node", "b", None, None))
    desk.until(lambda: "b" not in desk.statuses)


def test_a_component_shows_what_is_inside(desk: Desk):
    inside = workflow(
        "in.value -> work.table", "work.table -> out.value",
        **{"in": Instance("in", "deploy.ContainerInput", settings={"name": "rows"}), "work": "trouble.Steady"},
        out=Instance("out", "deploy.ContainerOutput", settings={"name": "made"}),
    )  # fmt: skip
    whole = workflow(
        n=Instance("n", "trouble.Numbers", settings={"rows": 4}), box=Instance("box", "flow.Component", workflow=inside)
    )
    whole.restore_link(Link("n", "table", "box", "rows"))
    desk.open(whole)
    desk.until_states(**{"box": "ready", "box/work": "ready"})
    assert desk.run().status == "done"
    desk.until_states(**{"box": "done", "box/out": "done"})
    assert desk.statuses["box"].outputs["made"].rows == 4
    peek = desk.call(protocol.PEEK, protocol.PeekParams(step="box", port="made", rows=1))
    assert (peek.rows, peek.names, peek.cells) == (4, ("x",), (("1",),))
    desk.put(Instance("work", "trouble.Steady", settings={"seconds": "soon"}), path=("box",))
    desk.until_states(**{"box/work": "idle", "box": "idle"})


def test_a_loop_has_the_state_and_what_is_inside_is_ready_or_idle(desk: Desk):
    inside = workflow(
        "in.value -> work.table", "work.table -> out.value",
        **{"in": Instance("in", "deploy.ContainerInput", settings={"name": "rows"}), "work": "trouble.Steady"},
        out=Instance("out", "deploy.ContainerOutput", settings={"name": "made"}),
    )  # fmt: skip
    whole = workflow(
        n=Instance("n", "trouble.Numbers", settings={"rows": 4}), loop=Instance("loop", "flow.Loop", workflow=inside)
    )
    whole.restore_link(Link("n", "table", "loop", "rows"))
    desk.open(whole)
    desk.until_states(**{"loop": "ready", "loop/in": "ready", "loop/work": "ready"})
    assert desk.run().status == "done"
    desk.until_states(**{"loop": "done", "loop/work": "ready"})
    assert desk.statuses["loop"].outputs["made"].rows == 4
    peek = desk.call(protocol.PEEK, protocol.PeekParams(step="loop", port="made", rows=1))
    assert (peek.rows, peek.cells) == (4, (("1",),))
    desk.put(Instance("work", "trouble.Steady", settings={"seconds": "soon"}), path=("loop",))
    desk.until_states(**{"loop": "idle", "loop/work": "idle", "loop/in": "ready"})
    desk.put(Instance("work", "trouble.Steady"), path=("loop",))
    desk.until_states(**{"loop": "done", "loop/work": "ready"})


def test_what_stands_behind_a_branch_that_was_not_taken_is_inactive(desk: Desk):
    whole = workflow(
        n=Instance("n", "trouble.Numbers", settings={"rows": 4}),
        fork=Instance("fork", "flow.IfElse"),
        a="trouble.Steady",
    )
    whole.restore_link(Link("n", "table", "fork", "value"))
    whole.restore_link(Link("fork", "otherwise", "a", "table"))
    desk.open(whole)
    desk.until_states(a="ready")
    assert desk.run().status == "done"
    desk.until_states(n="done", fork="done", a="inactive")
    assert not desk.statuses["fork"].outputs["otherwise"].available
    assert desk.statuses["fork"].outputs["then"].rows == 4
    desk.put(Instance("b", "trouble.Numbers", settings={"rows": 1}))
    desk.until_states(b="ready", a="inactive")


def test_a_parameter_without_a_value_stops_only_the_nodes_bound_to_it(desk: Desk):
    made = line()
    made.parameters["many"] = Parameter("many", "integer", required=True)
    made.add(Instance("p", "trouble.Numbers", bindings={"rows": Binding("parameter", "many")}))
    desk.open(made)
    desk.until_states(n="ready", p="idle")
    error = desk.statuses["p"].error
    assert error is not None
    assert "many" in error.message


def test_links_that_do_not_fit_are_the_problem_of_their_node(desk: Desk):
    made = line()
    made.restore_link(Link("n", "model", "b", "table"))
    made.add(Instance("c", "trouble.Steady"))
    made.restore_link(Link("n", "model", "c", "table"))
    desk.open(made)
    desk.until_states(n="ready", a="ready", c="idle")
    error = desk.statuses["c"].error
    assert error is not None
    assert "model" in error.message


def test_a_change_out_of_order_is_refused(desk: Desk):
    desk.open(line())
    future = desk.client.call(protocol.CHANGE, protocol.ChangeParams(changes=(), revision=5))
    error = future.exception(20)
    assert error is not None
    assert "lost the thread" in str(error)


def test_the_columns_of_a_file_are_known_before_it_is_read(desk: Desk):
    (desk.folder / "rows.csv").write_text("a,b\n1,x\n")
    reader = Instance("r", "io.CsvReader", settings={"path": "rows.csv"})
    desk.open(workflow("r.table -> s.table", r=reader, s="prep.Sorter"))
    desk.until(lambda: "s" in desk.statuses and desk.statuses["s"].inputs.get("table", [None])[0])
    spec = desk.statuses["s"].inputs["table"][0]
    assert isinstance(spec, TableSpec)
    assert spec.names == ["a", "b"]
    assert desk.statuses["r"].outputs["table"].remembered
    assert desk.state("r") == "ready"
    (desk.folder / "rows.csv").write_text("a,b,c\n1,x,2.5\n")
    desk.call(protocol.REFRESH)
    desk.until(lambda: len(getattr(desk.statuses["s"].inputs["table"][0], "columns", ())) == 3)
    desk.run()
    desk.until(lambda: desk.state("r") == "done" and not desk.statuses["r"].outputs["table"].remembered)


def test_a_node_that_is_known_to_fail_is_not_ready_and_says_so_when_it_is_run(desk: Desk):
    nodes = {"d": "io.ExampleData", "s": Instance("s", "prep.Sorter", settings={"by": [{"column": "gone"}]})}
    desk.open(workflow("d.table -> s.table", **nodes))
    desk.until_states(d="ready", s="idle")
    error = desk.statuses["s"].error
    assert error is not None
    assert "gone" in error.message
    desk.run()
    desk.until_states(d="done", s="failed")


def test_what_is_wrong_by_the_first_rows_only_is_a_warning_and_the_run_may_find_it_right(desk: Desk):
    # Day first or month first: only the last line tells, and makes dates of the texts.
    (desk.folder / "rows.csv").write_text("day\n" + "03/04/2024\n" * 1000 + "31/05/2024\n")
    nodes = {
        "r": Instance("r", "io.CsvReader", settings={"path": "rows.csv"}),
        "d": Instance("d", "prep.DateParts", settings={"columns": {"by": "names", "names": ["day"]}}),
        "s": Instance("s", "prep.Sorter", settings={"by": [{"column": "dya"}]}),
    }
    desk.open(workflow("r.table -> d.table", "r.table -> s.table", **nodes))
    desk.until(lambda: all(node in desk.statuses and desk.statuses[node].warnings for node in ("d", "s")))
    assert "day" in desk.statuses["d"].warnings[0]
    assert [(desk.state(node), desk.statuses[node].error) for node in ("d", "s")] == [("ready", None)] * 2
    doubts = {node: desk.statuses[node].doubt for node in ("d", "s")}
    assert [doubt and doubt.column for doubt in doubts.values()] == ["day", "dya"]
    assert [desk.statuses[node].warnings for node in doubts] == [(doubt.message,) for doubt in doubts.values() if doubt]
    desk.run("r")
    desk.until(lambda: not desk.statuses["d"].warnings and desk.statuses["s"].error)
    assert not desk.statuses["s"].warnings
    assert not any(desk.statuses[node].doubt for node in ("d", "s"))
    desk.run("d")
    desk.until_states(r="done", d="done")


def test_the_result_of_another_type_is_no_older_one_of_a_node_that_was_swapped(desk: Desk):
    desk.open(
        workflow("d.table -> s.table", d="io.ExampleData", s=Instance("s", "prep.TopRows", settings={"count": 5}))
    )
    desk.run()
    desk.until_states(d="done", s="done")
    desk.put(Instance("s", "prep.TopRows", settings={"count": 7}))
    desk.until_states(s="ready")
    assert desk.statuses["s"].stale
    desk.put(Instance("s", "prep.RowId"))
    desk.until(lambda: desk.state("s") == "ready" and not desk.statuses["s"].stale)
    assert desk.statuses["s"].outputs["table"].rows is None


def test_a_reader_whose_file_is_not_there_says_so_before_it_is_run(desk: Desk):
    (desk.folder / "sales.csv").write_text("a,b\n1,2\n")
    reader = Instance("r", "io.CsvReader", settings={"path": "sale.csv"})
    desk.open(workflow("r.table -> s.table", r=reader, s="prep.Sorter"))
    desk.until_states(r="idle")
    error = desk.statuses["r"].error
    assert error is not None
    assert error.setting == "path"
    assert error.what.startswith("There is no file")
    assert error.what.endswith('sales.csv"?')
    (desk.folder / "sale.csv").write_text("a,b,c\n1,2,3\n")
    desk.call(protocol.REFRESH)
    desk.until_states(r="ready")
    assert desk.statuses["r"].error is None
    desk.put(Instance("r", "io.CsvReader", settings={"path": "gone/sale.csv"}))
    desk.until_states(r="idle")
    desk.run()
    desk.until_states(r="failed")


def test_columns_of_a_file_that_is_gone_are_forgotten(desk: Desk):
    file = Path(desk.folder) / "rows.csv"
    file.write_text("a,b\n1,x\n")
    reader = Instance("r", "io.CsvReader", settings={"path": file.name})
    desk.open(workflow("r.table -> s.table", r=reader, s="prep.Sorter"))
    desk.until(lambda: "r" in desk.statuses and desk.statuses["r"].outputs["table"].spec)
    file.unlink()
    desk.call(protocol.REFRESH)
    desk.until(lambda: desk.statuses["r"].outputs["table"].spec is None)


def test_what_a_node_told_of_its_run_is_known_until_it_is_changed(desk: Desk):
    folder = Path(desk.folder)
    (folder / "rows.csv").write_text("a,b\n1,2\n")
    reader = Instance("r", "io.CsvReader", settings={"path": "rows.csv"})
    writer = Instance("w", "io.CsvWriter", settings={"path": "out.csv"})
    desk.open(workflow("r.table -> w.table", r=reader, w=writer))
    desk.run()
    desk.until_states(r="done", w="done")
    file = folder.resolve() / "out.csv"
    assert desk.statuses["w"].infos == (f'Wrote 1 rows × 2 columns to "{file}" (8 bytes).',)
    (guessed,) = desk.statuses["r"].infos
    assert guessed.startswith("Guessed: separator")
    desk.put(Instance("w", "io.CsvWriter", settings={"path": "other.csv"}))
    desk.until_states(w="ready")
    assert desk.statuses["w"].infos == ()


def test_a_file_that_changes_makes_its_reader_stale_at_a_refresh(desk: Desk):
    file = Path(desk.folder) / "rows.csv"
    file.write_text("a,b\n1,2\n")
    desk.open(workflow(r=Instance("r", "io.CsvReader", settings={"path": "rows.csv"})))
    desk.run()
    desk.until_states(r="done")
    file.write_text("a,b\n1,2\n3,4\n5,6\n")
    desk.call(protocol.REFRESH)
    desk.until_states(r="ready")
    assert desk.statuses["r"].stale
