"""`--json`: one document on stdout, whatever happens, that keeps to its schema."""

from __future__ import annotations

import jsonschema
import pytest

from knode.cli.report import plain
from tests.cli.conftest import SCHEMA, Knode, numbers


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_report_of_a_run_that_is_done(knode: Knode) -> None:
    answer = knode("exec", numbers(), "--json")
    report = answer.report()
    assert answer.code == 0
    assert report["status"] == "done"
    assert report["run"]
    assert report["errors"] == report["warnings"] == []
    assert report["metrics"] == {"after": {"rows": 5, "mean": 2.0, "nothing": None, "unit": "m"}}
    first = report["nodes"][0]
    assert (first["id"], first["type"], first["label"]) == ("numbers", "trial.Numbers", "Numbers")
    assert (first["state"], first["rows"], first["columns"], first["messages"]) == ("done", 5, 1, [])


def test_the_report_of_a_run_that_failed(knode: Knode) -> None:
    answer = knode("exec", numbers(after="trial.Broken"), "--json")
    report = answer.report()
    assert answer.code == 1
    assert report["status"] == "failed"
    assert answer.states() == {"numbers": "done", "after": "failed"}
    (error,) = report["errors"]
    assert (error["node"], error["port"], error["column"], error["row"]) == ("after", "table", "x", 1)


def test_the_report_of_a_gate_that_said_no(knode: Knode) -> None:
    answer = knode("exec", numbers(after="trial.Gate", settings={"least": 9}), "--json")
    assert answer.code == 3
    assert answer.report()["errors"][0]["cause"] == "GateFailed"


@pytest.mark.filterwarnings("default")
def test_messages_of_a_node_are_in_its_report(knode: Knode) -> None:
    report = knode("exec", numbers(after="trial.Warner"), "--json").report()
    assert {"level": "warning", "text": "two of the numbers are even"} in report["nodes"][1]["messages"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["exec", "--json"],
        ["exec", "gone.knode", "--json"],
        ["exec", "numbers.knode", "--jsn", "--json"],
        ["exec", "numbers.knode", "--json", "--threads", "0"],
        ["exec", "numbers.knode", "--json", "--param", "rowz=1"],
        ["exec", "numbers.knode", "--json", "--to", "nubmers"],
        ["exce", "--json"],
        ["nodes", "--pack", "lern", "--json"],
        ["describe", "Csvredder", "--json"],
        ["store", "info", "--json"],
    ],
)
def test_a_wrong_command_gives_a_report_too(knode: Knode, arguments: list[str]) -> None:
    numbers()
    answer = knode(*arguments)
    report = answer.report()
    assert answer.code == 2
    assert (report["status"], report["run"], report["nodes"]) == ("failed", None, [])
    assert report["errors"][0]["message"] in answer.err


def test_what_is_no_json_becomes_json() -> None:
    import numpy as np

    values = {"a": np.int64(3), "b": np.float32(0.5), "c": float("inf"), "d": (True, None), "e": {1: object}}
    made = plain(values)
    assert (made["a"], made["b"], made["c"], made["d"]) == (3, 0.5, None, [True, None])
    assert list(made["e"]) == ["1"]
