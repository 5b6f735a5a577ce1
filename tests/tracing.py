"""Which tests are traced for coverage: a traced test takes half as long again, and a line counts once however often it ran.

The first cases of each test are traced, as many as `cases_traced` says if it is marked. Further cases and the many examples
of a law run as they are, so what coverage reports is a little less than what the tests reach.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import hypothesis
import pytest

CASES = 3
UNTRACED = pytest.StashKey[bool]()
FOR_PROCESSES = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


def choose(items: list[pytest.Item]) -> None:
    """Note which tests are not to be traced."""
    cases = Counter[str]()
    for item in items:
        name = item.nodeid.partition("[")[0]
        cases[name] += 1
        marked = item.get_closest_marker("cases_traced")
        further = cases[name] > (marked.args[0] if marked else CASES)
        item.stash[UNTRACED] = further or hypothesis.is_hypothesis_test(getattr(item, "obj", None))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run a test, traced or not."""
    if sys.gettrace() is None or not item.stash[UNTRACED]:
        return (yield)
    with untraced():
        return (yield)


@contextmanager
def untraced() -> Iterator[None]:
    """Trace nothing: not here, in no new thread, in no new process."""
    here, threads = sys.gettrace(), threading.gettrace()
    processes = {name: os.environ.pop(name) for name in FOR_PROCESSES if name in os.environ}
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        os.environ.update(processes)
        threading.settrace(threads)  # type: ignore[arg-type]
        sys.settrace(here)
