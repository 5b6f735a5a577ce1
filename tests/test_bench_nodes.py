"""Every node that is measured gives what the code beside it gives."""

from __future__ import annotations

import pytest

from tests.bench.nodes.cases import CASES
from tests.bench.work import nodes

pytestmark = pytest.mark.uncovered


@pytest.mark.parametrize("name", CASES)
def test_a_node_gives_what_the_same_by_hand_gives(name: str):
    assert {"knode", "pandas"} <= set(nodes.check(name))
