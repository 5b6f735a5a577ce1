"""`knode diff`, with two files and against git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from knode.core import document
from knode.core.workflow import Instance, Workflow
from tests.cli.conftest import Knode


def made(path: Path, rows: int = 3, **script: list[str]) -> Path:
    workflow = Workflow("trial")
    workflow.add(Instance("data", "io.ExampleData", settings={"rows": rows}))
    workflow.add(Instance("gone", "other.Script", settings=dict(script)))
    document.save(workflow, path)
    return path


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True, capture_output=True)


def test_two_files_are_compared_in_nodes_and_settings(knode: Knode, workspace: Path) -> None:
    before, after = made(workspace / "a.knode"), made(workspace / "b.knode", 7)
    answer = knode("diff", before, after)
    assert answer.code == 0
    assert "~ node data Example Data" in answer.out
    assert "rows: 3 → 7" in answer.out
    assert "is the same" not in answer.out


def test_a_changed_text_is_shown_line_by_line(knode: Knode, workspace: Path) -> None:
    before = made(workspace / "a.knode", script=["x = 1", "y = 2"])
    after = made(workspace / "b.knode", script=["x = 1", "y = 3"])
    out = knode("diff", before, after).out
    assert "- y = 2" in out
    assert "+ y = 3" in out
    assert "x = 1" not in out


def test_what_is_the_same_is_said_to_be(knode: Knode, workspace: Path) -> None:
    path = made(workspace / "a.knode")
    assert "are the same workflow" in knode("diff", path, path).out
    assert knode("diff", path, path, "--exit-code").code == 0


def test_the_exit_code_tells_when_it_is_asked_to(knode: Knode, workspace: Path) -> None:
    before, after = made(workspace / "a.knode"), made(workspace / "b.knode", 7)
    assert knode("diff", before, after, "--exit-code").code == 1


def test_as_json_every_difference_has_its_values(knode: Knode, workspace: Path) -> None:
    before, after = made(workspace / "a.knode"), made(workspace / "b.knode", 7)
    (found,) = knode("diff", before, after, "--json").json()["differences"]
    assert (found["kind"], found["how"], found["key"]) == ("node", "changed", "data")
    assert found["details"] == [{"what": "settings.rows", "before": 3, "after": 7}]


def test_one_file_is_compared_with_what_is_committed(knode: Knode, workspace: Path) -> None:
    path = made(workspace / "a.knode")
    git(workspace, "init", "-q")
    git(workspace, "add", "a.knode")
    git(workspace, "commit", "-q", "-m", "First")
    made(path, 9)
    assert "rows: 3 → 9" in knode("diff", path).out
    git(workspace, "commit", "-q", "-a", "-m", "Second")
    assert "are the same" in knode("diff", path).out
    assert "rows: 3 → 9" in knode("diff", path, "--rev", "HEAD~1").out


@pytest.mark.parametrize("revision", ["nowhere", "--output=x"])
def test_a_revision_that_is_none_is_said_plainly(knode: Knode, workspace: Path, revision: str) -> None:
    path = made(workspace / "a.knode")
    git(workspace, "init", "-q")
    answer = knode("diff", path, f"--rev={revision}")
    assert answer.code == 2
    assert revision.removeprefix("--") in answer.err
    assert not (workspace / "x").exists()


def test_what_git_does_not_have_is_told_with_what_to_do(
    knode: Knode, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    made(workspace / "a.knode")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(workspace.parent))
    alone = knode("diff", "a.knode")
    assert "a.knode is in no git repository, so there is no version of it to compare with: give two files." in alone.err
    git(workspace, "init", "-q")
    git(workspace, "commit", "-q", "--allow-empty", "-m", "First")
    assert "a.knode is not in HEAD: it was committed later, or not yet." in knode("diff", "a.knode").err
    assert (
        'There is no revision "gone" in the git repository of a.knode' in knode("diff", "a.knode", "--rev", "gone").err
    )
