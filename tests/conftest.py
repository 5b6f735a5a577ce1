"""What holds for every test: no screen, no stray error in the log, no thread or process left behind."""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from knode.engine.runner import interruptible
from tests.examples import examples as examples
from tests.processes import PATIENCE, end_all

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Begun in the background of a script, this process ignores Ctrl-C, and so would all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Threads of fits that wait for each other leave their core to the tests beside; products of small matrices have one.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Twelve thousand tests are a million objects that stay: no garbage is looked for while they are made, nor ever among them.
gc.disable()

# How long an example takes says more about the machine than about the code.
UNTIMED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("knode", **UNTIMED, max_examples=25, derandomize=True)
# For a long look, at other examples each time: KNODE_TESTS=thorough make test
hypothesis.settings.register_profile("thorough", **UNTIMED, max_examples=1_000)
hypothesis.settings.load_profile(os.environ.get("KNODE_TESTS", "knode"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark laws, which many examples try; leave out, while tests are traced, those that only an untraced Python can do."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("uncovered")
    if not interruptible():
        for item in items:
            if item.get_closest_marker("untraced"):
                item.add_marker(pytest.mark.skip(reason="needs a Python that is not traced"))


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but not among the tests."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread of knode, or one that would keep the process alive."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + PATIENCE
    left = [thread for thread in threading.enumerate() if thread not in before and is_ours(thread)]
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    names = [thread.name for thread in left if thread.is_alive()]
    assert not names, f"threads left behind: {', '.join(names)}"


@pytest.fixture(autouse=True)
def no_process_left_behind() -> Iterator[None]:
    """End what `tests.processes.start` has started, also where a test has failed."""
    yield
    end_all()


def is_ours(thread: threading.Thread) -> bool:
    """Daemon threads of other libraries (pools, watchers) are their own business."""
    return not thread.daemon or thread.name.startswith("knode")


@pytest.fixture(autouse=True)
def no_stray_error_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs an error. One that expects it looks at `caplog`, then calls `caplog.clear()`."""
    yield
    errors = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors, f"errors in the log: {errors}"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, made the current one, so that relative file names stay out of the repository."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
