"""Try/Catch: again when it fails, and another way when it fails at last."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.core.errors import SettingError
from knode.core.workflow import Instance
from knode.engine.context import CancelToken
from knode.engine.engine import Engine, Request
from knode.store.store import Store
from knode_nodes.flow.try_catch import TryCatch
from tests.nodes.flow.looping import around, given, passing, run, workflow

TRY = "flow.TryCatch"
ROW = ("flow.RowToVariables", {"row": 2})
TABLE = pd.DataFrame({"v": [1, 2]})


def reading() -> Any:
    """Reads a file that may not be there."""
    return workflow(
        {"read": ("io.CsvReader", {"path": "data.csv"}), "out": ("deploy.ContainerOutput", {"name": "result"})},
        "read.table -> out.value",
    )


def test_what_succeeds_goes_on_and_says_so():
    result = run(passing(ROW, kind="variables"), {}, {"rows": pd.concat([TABLE, TABLE])}, type_id=TRY)
    assert given(result) == {"v": 1}
    said = given(result, "error")
    assert said == {"failed": False, "attempts": 1, "message": None, "node": None, "kind": None}


def test_what_fails_is_inactive_and_says_why():
    result = run(passing(ROW, kind="variables"), {"attempts": 3, "wait": 0}, {"rows": TABLE}, type_id=TRY)
    said = given(result, "error")
    assert (said["failed"], said["attempts"], said["node"], said["kind"]) == (True, 3, "n0", "DataError")
    assert said["message"].startswith("there is no row 2")
    assert result.status == "done"
    levels = [level for level, _ in result.nodes["loop"].messages]
    assert levels == ["info", "info", "warning"]


def test_another_way_is_taken_and_a_failure_is_tried_again_by_the_next_run(tmp_path: Path):
    made = around(reading(), {}, {}, TRY)
    made.add(Instance("other", "io.TableCreator", settings={"columns": ["x"], "rows": [[7]]}))
    made.add(Instance("merge", "flow.MergeBranches"))
    made.link("loop", "result", "merge", "values")
    made.link("other", "table", "merge", "values")
    with Engine(Store(tmp_path / "store")) as engine:
        for _ in range(2):
            result = engine.run(made, Request(folder=tmp_path))
            assert (result.nodes["loop"].state, result.nodes["merge"].state) == ("done", "done")
            assert result["merge"].value["x"].tolist() == [7]
        (tmp_path / "data.csv").write_text("x\n1\n")
        assert engine.run(made, Request(folder=tmp_path))["merge"].value["x"].tolist() == [1]
        assert engine.run(made, Request(folder=tmp_path)).nodes["merge"].state == "reused"


def test_a_failure_that_is_read_after_the_run_is_that_of_the_run(tmp_path: Path):
    made = around(reading(), {}, {}, TRY)
    made.add(Instance("why", "flow.VariablesToTable"))
    made.add(Instance("merge", "flow.MergeBranches"))
    made.link("loop", "error", "why", "variables")
    made.link("loop", "result", "merge", "values")
    made.add(Instance("last", "prep.Sorter", settings={"by": [{"column": "kind"}]}))
    made.link("why", "table", "last", "table")
    with Engine(Store(tmp_path / "store")) as engine:
        result = engine.run(made, Request(folder=tmp_path))
        (tmp_path / "data.csv").write_text("x\n1\n")
        assert given(result, "error")["failed"] is True
        assert result["why"].table.shape == result["last"].table.shape


def test_it_waits_longer_from_attempt_to_attempt_and_can_be_stopped():
    begun = time.perf_counter()
    settings = {"attempts": 3, "wait": 0.05, "back_off": 3}
    run(passing(ROW, kind="variables"), settings, {"rows": TABLE}, type_id=TRY)
    assert time.perf_counter() - begun > 0.2
    stop = CancelToken()
    threading.Timer(0.2, stop.set).start()
    made = around(reading(), {"attempts": 5, "wait": 600, "longest_wait": 600}, {}, TRY)
    assert Engine().run(made, Request(cancel=stop)).status == "cancelled"


@pytest.mark.parametrize(
    ("only", "caught"), [((), True), (("dataerror",), True), (("no row",), True), (("KeyError", "timeout"), False)]
)
def test_only_some_errors_may_be_caught(only: tuple[str, ...], caught: bool):
    result = run(passing(ROW, kind="variables"), {"only": list(only)}, {"rows": TABLE}, type_id=TRY)
    assert (result.nodes["loop"].state == "done") is caught


def test_a_try_in_a_loop_lets_all_iterations_come_to_their_end():
    inside = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "out": ("deploy.ContainerOutput", {"name": "said", "kind": "variables"}),
        }
    )
    inside.add(Instance("try", TRY, workflow=passing(("flow.RowToVariables", {"row": 1}), kind="variables")))
    inside.link("rows", "value", "try", "rows")
    inside.link("try", "error", "out", "value")
    table = pd.DataFrame({"g": ["a", "a", "b"]})
    made = given(run(inside, {"over": "groups", "columns": ["g"]}, {"rows": table}), "said")
    assert made["failed"].tolist() == [False, True]
    assert made["node"].isna().tolist() == [True, False]


@pytest.mark.parametrize("settings", [{"attempts": 0}, {"wait": -1}, {"back_off": 0.5}, {"only": [""]}])
def test_settings_without_sense_are_refused(settings: dict[str, Any]):
    with pytest.raises(SettingError):
        TryCatch.from_settings(settings)


def test_an_output_called_error_is_refused():
    inside = passing(ROW, kind="variables")
    inside.set("out", name="error")
    assert "give it another name" in str(around(inside, {}, {}, TRY).problems()[0])
