"""Loop: the nodes inside, again and again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings as effort
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from knode.api import INACTIVE, DataError, Several, TableSpec
from knode.core import document
from knode.core.errors import KnodeError, NodeFailed, SettingError, UnknownName, UsageError
from knode.core.workflow import Instance
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult
from knode.store.store import Store
from knode_nodes.flow.loop import Loop
from tests.measuring import slowness
from tests.nodes.flow.looping import around, given, passing, run, workflow

UGLY = pd.DataFrame(
    {
        "g 🙂": pd.array(["n", None, "s", "n", None], dtype="str"),
        "k.1": [2**62, 1, 2**62, 3, 1],
        "v": [1.5, np.nan, np.inf, -0.0, 2.0],
        "c": pd.Categorical(["a", None, "b", "b", "a"], categories=["b", "a", "z"], ordered=True),
        "t": pd.to_datetime(["2024-03-31", None, "2024-10-27", "2024-01-01", "2024-01-02"]).tz_localize(
            "Europe/Berlin"
        ),
        "i": pd.array([1, None, 3, 4, 5], dtype="Int64"),
    },
    index=[7, 7, 3, 1, 0],
)
KEEP = ("prep.ColumnFilter", {"columns": "*"})
COUNT = ("prep.GroupBy", {"aggregations": {"v": "sum"}, "count_rows": False, "names": "total"})
PLAIN = pd.DataFrame({"g": list("aabca"), "v": [1.0, 2.0, 3.0, 4.0, 5.0]})


def node(node_id: str, type_id: str, **settings: Any) -> Instance:
    return Instance(node_id, type_id, settings=settings)


# ---- what the iterations are


@pytest.mark.parametrize("settings", [{"over": "rows"}, {"over": "chunks", "chunk_rows": 2}, {"over": "chunks"}])
def test_rows_and_chunks_put_together_again_are_the_table(settings: dict[str, Any]):
    assert_frame_equal(given(run(passing(KEEP), settings, {"rows": UGLY})), UGLY)


def test_groups_come_in_the_order_in_which_they_come_first_and_missing_values_are_one():
    made = given(run(passing(KEEP), {"over": "groups", "columns": ["g 🙂"], "mark": True}, {"rows": UGLY}))
    assert made["iteration"].tolist() == [1, 1, 2, 2, 3]
    order = [0, 3, 1, 4, 2]
    assert_frame_equal(made.drop(columns="iteration"), UGLY.iloc[order])


@pytest.mark.parametrize("by", [["k.1"], ["g 🙂", "k.1"], ["c"], ["t"], ["i", "g 🙂"]])
def test_a_loop_over_groups_gives_what_a_group_by_gives(by: list[str]):
    made = given(run(passing(COUNT), {"over": "groups", "columns": by}, {"rows": UGLY}))
    expected = UGLY.groupby(by, sort=False, observed=True, dropna=False)["v"].sum()
    np.testing.assert_array_equal(made["total"], expected)


@effort(max_examples=25, deadline=None)
@drawn(st.lists(st.tuples(st.sampled_from(["x", "y", None]), st.integers(-9, 9)), max_size=12), st.integers(1, 5))
def test_any_split_gives_all_rows(rows: list[tuple[str | None, int]], size: int):
    table = pd.DataFrame(
        {"g": pd.array([g for g, _ in rows], dtype="str"), "v": pd.array([v for _, v in rows], dtype="int64")}
    )
    chunks = given(run(passing(KEEP), {"over": "chunks", "chunk_rows": size}, {"rows": table}))
    assert_frame_equal(chunks, table, check_index_type=False)
    groups = given(run(passing(KEEP), {"over": "groups", "columns": ["g"]}, {"rows": table}))
    assert_frame_equal(groups.sort_index(), table, check_index_type=False)


def test_columns_come_one_at_a_time_beside_those_that_stay():
    table = pd.DataFrame({"id": [1, 2], "a": [3, 4], "b": [5, 6]})
    result = run(
        passing(KEEP), {"over": "columns", "columns": ["a", "b"], "collect": {"result": "list"}}, {"rows": table}
    )
    several = given(result)
    assert isinstance(several, Several)
    assert [list(one.columns) for one in several.values] == [["id", "a"], ["id", "b"]]


def test_files_that_fit_a_pattern_are_read_one_by_one(tmp_path: Path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name, value in (("b.csv", 2), ("a ä.csv", 1), ("deep/er/c.csv", 3), ("other.txt", 9)):
        (tmp_path / name).write_text(f"x\n{value}\n")
    inside = workflow(
        {"read": ("io.CsvReader", {"path": "$file"}), "out": ("deploy.ContainerOutput", {"name": "result"})},
        "read.table -> out.value",
        file=...,
    )
    made = given(run(inside, {"over": "files", "files": "**/*.csv", "mark": True}, folder=tmp_path))
    assert made["file"].tolist() == ["a ä.csv", "b.csv", "deep/er/c.csv"]
    assert made["file_name"].tolist() == ["a ä.csv", "b.csv", "c.csv"]
    assert made["x"].tolist() == [1, 2, 3]
    absolute = given(run(inside, {"over": "files", "files": f"{tmp_path.as_posix()}/*.csv"}))
    assert absolute["x"].tolist() == [1, 2]


def test_files_come_in_the_order_of_their_numbers_without_hidden_ones(tmp_path: Path):
    for name in ("part10.csv", "part2.csv", "~$part2.csv", ".part2.csv", ".old/part1.csv", "new/part3.csv"):
        (tmp_path / ".in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".in" / name).write_text("x\n1\n")
    inside = workflow(
        {"read": ("io.CsvReader", {"path": "$file"}), "out": ("deploy.ContainerOutput", {"name": "result"})},
        "read.table -> out.value",
        file=...,
    )
    found = ["new/part3.csv", "part2.csv", "part10.csv"]
    for start in (".in", f"{tmp_path.as_posix()}/.in"):
        made = given(run(inside, {"over": "files", "files": f"{start}/**/*.csv", "mark": True}, folder=tmp_path))
        assert made["file"].tolist() == [f"{start}/{name}" for name in found]


def test_a_loop_over_files_is_reused_until_a_file_changes(tmp_path: Path):
    (tmp_path / "a.csv").write_text("x\n1\n")
    inside = workflow(
        {"read": ("io.CsvReader", {"path": "$file"}), "out": ("deploy.ContainerOutput", {"name": "result"})},
        "read.table -> out.value",
        file=...,
    )
    made = around(inside, {"over": "files"}, {})
    states = []
    with Engine(Store(tmp_path / "store")) as engine:
        for change in (None, None, "x\n12\n"):
            if change:
                (tmp_path / "a.csv").write_text(change)
            states.append(engine.run(made, Request(folder=tmp_path)).nodes["loop"].state)
    assert states == ["done", "reused", "done"]


def test_a_grid_is_each_value_with_each():
    inside = workflow(
        {
            "set": ("flow.VariablesCreator", {}),
            "out": ("deploy.ContainerOutput", {"name": "result", "kind": "variables"}),
        },
        "set.variables -> out.value",
    )
    axes = {"depth": [1, 2], "kind": ["a", 1, True], "rate": [0.5, 1]}
    grid = [{"name": name, "values": values} for name, values in axes.items()]
    made = given(run(inside, {"over": "grid", "grid": grid}))
    assert made["iteration"].tolist() == list(range(1, 13))
    assert made["depth"].tolist() == [1] * 6 + [2] * 6
    assert made["kind"].tolist() == ["a", "a", "1", "1", "true", "true"] * 2
    assert made["rate"].tolist() == [0.5, 1.0] * 6


def counting(**parameters: Any) -> Any:
    """Gives the row number that its parameter `row` names, as variables."""
    return workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "pick": ("flow.RowToVariables", {"row": "$row", "absent": "error"}),
            "out": ("deploy.ContainerOutput", {"name": "result", "kind": "variables"}),
        },
        "rows.value -> pick.table",
        "pick.variables -> out.value",
        **{"row": ..., **parameters},
    )


def test_a_count_hands_its_number_to_the_inside():
    made = given(run(counting(), {"over": "count", "times": 3, "names": {"row": "iteration"}}, {"rows": PLAIN}))
    assert made.to_dict("list") == {"iteration": [1, 2, 3], "g": ["a", "b", "c"], "v": [2.0, 3.0, 4.0]}


def test_until_a_variable_says_so_and_what_comes_out_goes_in_again():
    halving = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "half": ("prep.Partition", {"fraction": 0.5}),
            "row": ("flow.RowToVariables", {}),
            "out": ("deploy.ContainerOutput", {"name": "rows"}),
            "said": ("deploy.ContainerOutput", {"name": "said", "kind": "variables"}),
            "count": ("prep.GroupBy", {"aggregations": {"v": "count"}, "count_rows": False, "names": "n"}),
        },
        "rows.value -> half.table",
        "half.train -> out.value",
        "half.train -> count.table",
        "count.table -> row.table",
        "row.variables -> said.value",
    )
    table = pd.DataFrame({"v": range(64)})
    stop = [{"variable": "n", "operator": "less or equal", "value": 4}]
    collect = {"said": "concatenate"}
    result = run(halving, {"over": "until", "stop": stop, "collect": collect}, {"rows": table})
    assert given(result, "said")["n"].tolist() == [32, 16, 8, 4]
    assert len(given(result, "rows")) == 4
    result = run(halving, {"over": "until", "stop": stop, "maximum": 2}, {"rows": table})
    assert given(result, "said") == {"n": 16}
    assert "not reached after 2 iterations" in result.nodes["loop"].messages[0][1]


# ---- what comes out


def test_tables_that_differ_are_put_below_each_other_column_by_column():
    inside = passing(("prep.Transpose", {}))
    table = pd.DataFrame({"g": ["a", "b", "b"], "v": ["x", "y", "z"]})
    made = given(run(inside, {"over": "groups", "columns": ["g"]}, {"rows": table}))
    assert len(made) == 4
    assert made.iloc[:2, -1].isna().all()


def test_variables_become_one_row_each_with_what_the_iteration_was_about():
    inside = passing(("flow.RowToVariables", {"columns": ["v"]}), kind="variables")
    made = given(run(inside, {"over": "groups", "columns": ["g"]}, {"rows": PLAIN}))
    assert made.to_dict("list") == {"iteration": [1, 2, 3], "g": ["a", "b", "c"], "v": [1.0, 3.0, 4.0]}
    last = given(run(inside, {"over": "rows", "collect": {"result": "last"}}, {"rows": PLAIN}))
    assert last == {"v": 5.0}


def test_a_list_goes_into_a_port_that_takes_any_number_of_links_and_comes_back_from_the_store(tmp_path: Path):
    inside = passing(("flow.RowToVariables", {}), kind="variables")
    made = around(inside, {"over": "rows", "collect": {"result": "list"}}, {})
    made.add(node("data", "io.TableCreator", columns=["a"], rows=[[1], [2]]))
    made.add(node("merge", "flow.MergeVariables", clash="first"))
    made.add(node("one", "flow.Switch", by="setting", kind="variables"))
    made.link("data", "table", "loop", "rows")
    made.link("loop", "result", "merge", "several")
    made.link("loop", "result", "one", "value")
    for expected in ("done", "reused"):
        with Engine(Store(tmp_path)) as engine:
            result = engine.run(made, Request(to=["merge", "loop"]))
            assert result.nodes["loop"].state == expected
            assert result["merge"].variables == {"a": 1}
            assert [dict(one) for one in result["loop"].result.values] == [{"a": 1}, {"a": 2}]
    refused = Engine().run(made).nodes["one"].error
    assert "2 values of the kind variables come in here" in str(refused)


def test_a_list_in_a_loop_belongs_to_the_list_of_the_loop_around():
    inner = passing(("flow.RowToVariables", {"columns": ["v"]}), kind="variables")
    outer = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "out": ("deploy.ContainerOutput", {"name": "result", "kind": "variables"}),
        }
    )
    settings = {"over": "rows", "collect": {"result": "list"}}
    outer.add(Instance("each", "flow.Loop", settings=settings, workflow=inner))
    outer.link("rows", "value", "each", "rows")
    outer.link("each", "result", "out", "value")
    groups = {"over": "groups", "columns": ["g"]}
    made = given(run(outer, {**groups, "collect": {"result": "list"}}, {"rows": PLAIN}))
    assert [one["v"] for one in made.values] == [1.0, 2.0, 5.0, 3.0, 4.0]
    with pytest.raises(KnodeError, match="lists cannot be concatenated"):
        given(run(outer, groups, {"rows": PLAIN}))


@pytest.mark.parametrize("settings", [{"over": "rows"}, {"over": "groups", "columns": ["g"]}, {"over": "chunks"}])
def test_nothing_to_loop_over_gives_the_columns_without_rows(settings: dict[str, Any]):
    made = given(run(passing(KEEP), settings, {"rows": PLAIN.iloc[:0]}))
    assert_frame_equal(made, PLAIN.iloc[:0], check_index_type=False)
    inside = passing(("flow.RowToVariables", {}), kind="variables")
    assert "iteration" in given(run(inside, settings, {"rows": PLAIN.iloc[:0]}))
    assert given(run(inside, {**settings, "collect": {"result": "last"}}, {"rows": PLAIN.iloc[:0]})) is INACTIVE


def test_inactive_iterations_are_left_out():
    inside = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "if": ("flow.IfElse", {"minimum_rows": 2}),
            "out": ("deploy.ContainerOutput", {"name": "result"}),
        },
        "rows.value -> if.value",
        "if.then -> out.value",
    )
    made = given(run(inside, {"over": "groups", "columns": ["g"], "mark": True}, {"rows": PLAIN}))
    assert made["iteration"].tolist() == [1, 1, 1]
    assert given(run(inside, {"over": "rows"}, {"rows": PLAIN})) is INACTIVE


# ---- errors


def test_the_iteration_that_fails_is_named_with_its_values():
    result = run(counting(), {"over": "groups", "columns": ["g"], "names": {"row": "iteration"}}, {"rows": PLAIN})
    message = str(result.nodes["loop"].error)
    assert (
        'iteration 2 (g = b): node "loop/pick" (Row to Variables) failed: there is no row 2: the table has 1' in message
    )
    assert isinstance(result.nodes["loop"].error, NodeFailed)


def test_failing_iterations_may_be_skipped_and_are_reported():
    settings = {"over": "groups", "columns": ["g"], "names": {"row": "iteration"}, "on_error": "skip"}
    result = run(counting(), settings, {"rows": PLAIN})
    assert given(result).to_dict("list") == {"iteration": [1], "g": ["a"], "v": [2.0]}
    failures = given(result, "failures")
    assert failures["iteration"].tolist() == [2, 3]
    assert failures["call"].tolist() == ["iteration 2 (g = b)", "iteration 3 (g = c)"]
    assert (failures["node"].tolist(), failures["kind"].tolist()) == (["pick"] * 2, ["DataError"] * 2)
    assert "2 of 3 iterations failed" in result.nodes["loop"].messages[0][1]


def test_a_loop_with_failures_runs_again(tmp_path: Path):
    settings = {"over": "groups", "columns": ["g"], "names": {"row": "iteration"}, "on_error": "skip"}
    made = around(counting(), settings, {})
    made.add(node("data", "io.TableCreator", columns=["g"], rows=[["a"], ["a"], ["b"]]))
    made.add(node("after", "prep.ColumnFilter"))
    made.link("data", "table", "loop", "rows")
    made.link("loop", "result", "after", "table")
    with Engine(Store(tmp_path)) as engine:
        for _ in range(2):
            result = engine.run(made)
            assert (result.nodes["loop"].state, result.nodes["after"].state) == ("done", "done")


def warned(result: RunResult) -> list[str]:
    return [text for level, text in result.nodes["loop"].messages if level == "warning"]


@pytest.mark.parametrize("parallel", [True, False])
def test_a_warning_names_the_iterations_that_gave_it_and_is_told_once(parallel: bool):
    inside = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "take": ("prep.Partition", {"size": "count", "count": 3, "draw": "first"}),
            "out": ("deploy.ContainerOutput", {"name": "result"}),
        },
        "rows.value -> take.table",
        "take.train -> out.value",
    )
    settings = {"over": "groups", "columns": ["g"], "parallel": parallel}
    only = "take: The table has only {} rows: all of them are in the first part."
    few = [
        f"in 5 of 7 iterations (1 (g = a), 3 (g = c), 4 (g = d) and 2 more): {only.format(1)}",
        f"iteration 2 (g = b): {only.format(2)}",
    ]
    table = pd.DataFrame({"g": list("abbcdefgggg")})
    assert warned(run(inside, settings, {"rows": table})) == few
    chunks = {"over": "chunks", "chunk_rows": 2, "parallel": parallel}
    assert warned(run(inside, chunks, {"rows": table.iloc[:8]})) == [f"in all 4 iterations: {only.format(2)}"]
    assert warned(run(inside, chunks, {"rows": table.iloc[:5]})) == [
        f"in 2 of 3 iterations (1, 2): {only.format(2)}",
        f"iteration 3: {only.format(1)}",
    ]


@pytest.mark.parametrize(
    ("settings", "tables", "text"),
    [
        ({"over": "groups"}, {"rows": PLAIN}, "no column tells the groups"),
        ({"over": "groups", "columns": ["G"]}, {"rows": PLAIN}, 'did you mean "g"'),
        ({"over": "rows", "input": "row"}, {"rows": PLAIN}, 'no table "row" to split; there are: "rows"'),
        ({"over": "rows"}, {}, "which table is split"),
        ({"over": "count", "names": {"row": "iterations"}}, {"rows": PLAIN}, 'did you mean "iteration"'),
        ({"over": "rows", "names": {"row": "g"}}, {"rows": PLAIN}, "iteration 1"),
        ({"over": "groups", "columns": ["l"]}, {"rows": pd.DataFrame({"l": [[1], [2]]})}, "lists and the like"),
    ],
)
def test_what_does_not_fit_is_said(settings: dict[str, Any], tables: dict[str, pd.DataFrame], text: str):
    with pytest.raises(KnodeError, match=text):
        given(run(counting(), settings, tables))


def test_collecting_what_does_not_exist_or_cannot_be_joined_is_refused():
    with pytest.raises(DataError, match='"resul", which is no output of what is inside; did you mean "result"'):
        run(counting(), {"collect": {"resul": "last"}}, {"rows": PLAIN})


@pytest.mark.parametrize(
    "settings",
    [
        {"over": "until"},
        {"over": "grid"},
        {"over": "grid", "grid": [{"name": "a"}, {"name": "a"}]},
        {"over": "until", "stop": [{"variable": "a", "value": 1}], "on_error": "skip"},
        {"over": "weeks"},
        {"over": "files", "files": "a**b/*.csv"},
        {"over": "files", "files": ""},
        {"over": "files", "files": "/"},
        {"chunk_rows": 0},
    ],
)
def test_settings_without_sense_are_refused(settings: dict[str, Any]):
    with pytest.raises(SettingError):
        Loop.from_settings(settings)


# ---- specs and speed


def loop_spec(inside: Any, settings: dict[str, Any], table: pd.DataFrame) -> Any:
    step = Engine().compile(around(inside, settings, {"rows": table})).steps["loop"]
    return step.spec({"rows": TableSpec.of(table)})["result"]


@pytest.mark.parametrize(
    "settings",
    [
        {"over": "rows", "mark": True},
        {"over": "groups", "columns": ["g 🙂", "i"], "mark": True},
        {"over": "chunks", "chunk_rows": 2},
        {"over": "count", "times": 2, "mark": True},
        {"over": "grid", "grid": [{"name": "a", "values": [1, 2.5]}], "mark": True},
        {"over": "columns", "columns": ["v"], "mark": True},
    ],
)
def test_the_columns_are_known_before_the_run(settings: dict[str, Any]):
    told = loop_spec(passing(KEEP), settings, UGLY)
    made = TableSpec.of(given(run(passing(KEEP), settings, {"rows": UGLY})))
    assert [(one.name, one.dtype, one.categories) for one in told.columns] == [
        (one.name, one.dtype, one.categories) for one in made.columns
    ]


def test_what_depends_on_the_iteration_is_not_told():
    inside = passing(("prep.ColumnFilter", {"columns": "$g"}), g="*")
    assert loop_spec(inside, {"over": "groups", "columns": ["g"]}, PLAIN) is None
    assert loop_spec(passing(KEEP), {"over": "columns", "columns": ["g", "v"]}, PLAIN) is None


@pytest.mark.untraced
def test_an_iteration_costs_little():
    table = pd.DataFrame({"v": range(1000)})
    inside = passing(KEEP)
    run(inside, {"over": "rows"}, {"rows": table.iloc[:10]})
    begun = time.process_time()
    run(inside, {"over": "rows"}, {"rows": table}, threads=1)
    assert (time.process_time() - begun) / 1000 < 0.01 * slowness()


def test_the_same_seed_gives_the_same_and_each_count_another():
    sampled = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "half": ("prep.Partition", {"fraction": 0.5}),
            "out": ("deploy.ContainerOutput", {"name": "result"}),
        },
        "rows.value -> half.table",
        "half.train -> out.value",
    )
    table = pd.DataFrame({"v": range(50)})
    settings = {"over": "count", "times": 3, "mark": True}
    one, two = (given(run(sampled, settings, {"rows": table}, threads=threads)) for threads in (1, 2))
    assert_frame_equal(one, two)
    assert len({tuple(rows) for _, rows in one.groupby("iteration")["v"]}) == 3


# ---- from Python


def test_a_loop_is_built_in_python_and_its_guide_is_right():
    guide = (Path(__file__).parents[3] / "docs" / "flow.md").read_text(encoding="utf-8")
    code = guide.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    w = names["w"]
    assert w.run()["loop"].best["sales"].tolist() == [5, 2]
    w["loop"].set(most=2, mark=True)
    assert w.run()["loop"].best["iteration"].tolist() == [1, 1, 2, 2]
    with pytest.raises(UnknownName, match="Did you mean"):
        w["loop"].set(mots=2)
    with pytest.raises(UsageError, match="holds no workflow"):
        w.holding("prep.Sorter", names["inside"])
    assert w.document == document.loads(document.dumps(w.document))


def test_until_looks_at_variables_so_there_must_be_some():
    stop = [{"variable": "n", "operator": "less", "value": 4}]
    result = run(passing(("prep.Shuffle", {})), {"over": "until", "stop": stop}, {"rows": pd.DataFrame({"v": [1]})})
    with pytest.raises(KnodeError, match="what is inside gives none: let it give some"):
        given(result)


def test_a_pattern_that_no_file_fits_is_told(tmp_path: Path):
    inside = workflow(
        {
            "read": ("io.CsvReader", {"path": "$file"}),
            "out": ("deploy.ContainerOutput", {"name": "result"}),
        },
        "read.table -> out.value",
        file="x.csv",
    )
    result = run(inside, {"over": "files", "files": "*.tsv"}, folder=tmp_path)
    assert any('No file fits "*.tsv"' in text for _, text in result.nodes["loop"].messages)
