"""A context that notes what a node says."""

from __future__ import annotations

import pytest

from tests.nodes.learn.conftest import NotingContext


@pytest.fixture
def context() -> NotingContext:
    return NotingContext()
