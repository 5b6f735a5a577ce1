"""`knode store`: look at what is kept, and clear it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Knode, numbers


def test_info_tells_what_is_kept(knode: Knode) -> None:
    knode("exec", numbers())
    info = knode("store", "info", "--json").json()
    assert (info["results"], info["runs"]) == (2, 1)
    assert info["folder"] == str(Path(".knode").absolute())
    assert "results" in knode("store", "info").out


def test_the_store_is_named_by_itself_or_by_the_folder_around_it(knode: Knode) -> None:
    knode("exec", numbers(), "--store", "kept")
    assert knode("store", "info", "kept", "--json").json()["runs"] == 1
    Path("project").mkdir()
    Path("kept").rename("project/.knode")
    assert knode("store", "info", "project", "--json").json()["runs"] == 1


def test_looking_for_a_store_does_not_make_one(knode: Knode) -> None:
    answer = knode("store", "info")
    assert answer.code == 2
    assert "There is no store" in answer.err
    assert not list(Path().iterdir())


def test_runs_are_listed_newest_first_with_their_parameters(knode: Knode) -> None:
    knode("exec", numbers())
    knode("exec", "numbers.knode", "--param", "rows=9")
    newest, oldest = knode("store", "runs", "--json").json()
    assert (newest["parameters"], oldest["parameters"]) == ({"rows": 9}, {})
    assert newest["status"] == "done"
    assert knode("store", "runs", "--last", "1").out.count("\n") == 1
    assert "rows=9" in knode("store", "runs").out


def test_clear_removes_results_and_the_next_run_computes_them_again(knode: Knode) -> None:
    knode("exec", numbers())
    report = knode("store", "clear", "--json").json()
    assert report["results"] == 2
    assert knode("store", "runs").out == "No run yet.\n"
    assert set(knode("exec", "numbers.knode", "--json").states().values()) == {"done"}


@pytest.mark.parametrize(("size", "left"), [("0", 0), ("1.5 GB", 2), ("10mb", 2)])
def test_gc_brings_the_store_under_a_size(knode: Knode, size: str, left: int) -> None:
    knode("exec", numbers())
    assert "Removed" in knode("store", "gc", "--max", size).out
    assert knode("store", "info", "--json").json()["results"] == left


def test_a_size_that_is_none_is_told(knode: Knode) -> None:
    knode("exec", numbers())
    answer = knode("store", "gc", "--max", "lots")
    assert answer.code == 2
    assert "500MB" in answer.err


@pytest.mark.parametrize("place", ["rows.csv", "rows.csv/store"])
def test_a_store_where_a_file_is_is_told_as_such(knode: Knode, place: str) -> None:
    Path("rows.csv").write_text("a\n")
    answer = knode("exec", numbers(), "--store", place)
    assert answer.code == 2
    assert f"{Path(place).absolute()} cannot be made: it, or a folder above it, is a file." in answer.err
