"""A mistake of our own is told, kept for a report, and loses nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton

from knode.app.shell.mishap import described
from knode.core.document import load
from knode.core.workflow import Workflow
from tests.app.driver import Driver


def a_mistake() -> ValueError:
    try:
        load(3)  # type: ignore[arg-type]
    except AttributeError as error:
        return ValueError(f'of "{Path.home()}/secret.csv" with 4711').with_traceback(error.__traceback__)
    raise AssertionError


def test_it_says_where_and_of_what_kind_without_data() -> None:
    said = described(a_mistake())
    assert "knode/core/document.py:" in said
    assert "in load" in said
    assert said.endswith("ValueError: of <…> with <n>")
    assert str(Path.home()) not in said


def test_it_is_told_and_stands_in_the_report(driver: Driver, capsys: pytest.CaptureFixture[str]) -> None:
    driver.show(Workflow())
    error = a_mistake()
    driver.program.mishaps.hear(type(error), error, error.__traceback__)
    assert "ValueError" in capsys.readouterr().err
    assert "ValueError" in driver.toasts()[0]
    driver.click(driver.find(QToolButton, "Report…"))
    dialog = driver.dialog("report")
    assert "mistakes.txt" in [dialog.files.tabText(number) for number in range(dialog.files.count())]
    dialog.close()


def test_the_program_hears_of_every_error_once_it_is_started(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    driver.program.mishaps.install()
    assert sys.excepthook == driver.program.mishaps.hear
