"""What tests of the desktop share: sessions without and with an engine process, and a watch over what they leave behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from knode.app.collecting import due
from knode.app.document import Document
from knode.app.session import Session
from knode.core.workflow import Workflow
from tests.app.fakes import FakeEngine
from tests.processes import PATIENCE


class PatientBot(QtBot):
    """Waits until what is to come has come, however long the machine stands still meanwhile."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=patient(timeout))

    def waitSignal(self, signal: Any, *, timeout: int = 0, raising: bool | None = None, **more: Any) -> Any:
        # What raises nothing is `assertNotEmitted`, which waits for what is not to come.
        given = timeout if raising is False else patient(timeout)
        return super().waitSignal(signal, timeout=given, raising=raising, **more)

    def waitExposed(self, widget: Any, *, timeout: int = 0) -> Any:
        return super().waitExposed(widget, timeout=patient(timeout))

    def waitActive(self, widget: Any, *, timeout: int = 0) -> Any:
        return super().waitActive(widget, timeout=patient(timeout))


def patient(timeout: int) -> int:
    """Milliseconds that are waited at most."""
    return max(timeout, round(PATIENCE * 1_000))


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """As that of pytest-qt, with patience."""
    return PatientBot(request)


@pytest.fixture(scope="module", autouse=True)
def _no_garbage_on_other_threads() -> Iterator[None]:
    """As in the program: Qt objects are never destroyed on a worker thread."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """What a test leaves is deleted before the next, and collected on the thread that made it."""
    gc.disable()  # An engine in this process may have switched it on.
    yield
    # Without an event loop Qt keeps what is to be deleted later: thousands of widgets, each drawn anew in another theme.
    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    generation = due()
    if generation is not None:
        gc.collect(generation)


@pytest.fixture
def config_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The config folder of this test alone."""
    folder = tmp_path / "config"
    monkeypatch.setenv("KNODE_CONFIG", str(folder))
    return folder


@pytest.fixture
def make_session(qapp: Any) -> Iterator[Callable[..., Session]]:
    """Makes sessions whose engine is a FakeEngine: `make_session(workflow)`, `session.engine.tell(event)`."""
    made: list[Session] = []

    def make(workflow: Workflow | None = None, **options: Any) -> Session:
        session = Session(Document(workflow), FakeEngine(), **options)
        made.append(session)
        return session

    yield make
    for session in made:
        session.close()
        session.deleteLater()


@pytest.fixture
def driver(qtbot: Any, config_folder: Path) -> Iterator[Any]:
    """The real window with a FakeEngine for each session, to be driven without a person; see tests/app/driver.py."""
    from tests.app.driver import Driver

    made = Driver(qtbot, FakeEngine)
    yield made
    made.close()


@pytest.fixture
def real_driver(qtbot: Any, config_folder: Path) -> Iterator[Any]:
    """The real window with real engine processes."""
    from tests.app.driver import Driver

    made = Driver(qtbot)
    yield made
    made.close()
