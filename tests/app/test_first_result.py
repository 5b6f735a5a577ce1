"""From the start page to a result in two clicks, with the real engine process."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton

from knode.app.shell import start_page
from knode.app.shell.gallery import ExampleCard
from knode.core import document
from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one example that the start page shows, in a folder of its own."""
    workflow = Workflow(description="Flowers by size.")
    workflow.add(Instance("data", "io.ExampleData", settings={"name": "iris"}))
    workflow.add(Instance("sort", "prep.Sorter", settings={"by": [{"column": "petal length (cm)"}]}))
    workflow.link("data", "table", "sort", "table")
    workflow.layout = {"data": [0, 0], "sort": [240, 0]}
    folder = tmp_path / "workflows"
    folder.mkdir()
    document.save(workflow, folder / "flowers.knode")
    monkeypatch.setattr(start_page, "examples", lambda: [folder / "flowers.knode"])
    return folder / "flowers.knode"


def test_it_takes_two_clicks(example: Path, real_driver: Driver) -> None:
    driver = real_driver
    driver.click(driver.find(ExampleCard, "example.flowers"))
    driver.wait(lambda: driver.window.session is not None)
    driver.wait_state("data", "ready", "idle")
    driver.click(driver.find(QToolButton, "main"))
    status = driver.wait_state("sort", "done", "failed")
    assert status.error is None
    assert status.outputs["table"].rows == 150
    driver.wait(lambda: any(toast.startswith("Run done in ") for toast in driver.toasts()))
    assert driver.session.document.file is None
    assert driver.session.document.is_clean
