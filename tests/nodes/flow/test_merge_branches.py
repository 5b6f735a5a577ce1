"""Merge Branches: the one that is there."""

from __future__ import annotations

import pandas as pd
import pytest

from knode.api import INACTIVE, DataError, TableSpec, Variables
from knode.core.check import Example
from knode_nodes.flow.merge_branches import MergeBranches

ONE, TWO = pd.DataFrame({"a": [1]}), pd.DataFrame({"b": ["x"]})
EXAMPLES = [
    Example({}, {"values": [ONE]}),
    Example({"several": "last"}, {"values": [ONE, TWO]}),
    Example({}, {"values": [ONE, ONE.iloc[:0]]}),
    Example({"kind": "variables"}, {"values": [Variables(a=1), Variables(a=2)]}),
]


def test_the_first_or_the_last_of_several_is_taken():
    assert MergeBranches().run([ONE, TWO])["value"] is ONE
    assert MergeBranches(several="last").run([ONE, TWO])["value"] is TWO
    with pytest.raises(DataError, match="2 branches are active"):
        MergeBranches(several="error").run([ONE, TWO])


def test_without_an_active_branch_it_is_inactive_or_an_error():
    assert MergeBranches().run([])["value"] is INACTIVE
    with pytest.raises(DataError, match="no branch is active"):
        MergeBranches(none="error").run([])


def test_the_spec_is_known_when_the_branches_agree():
    one, two = TableSpec.of(ONE), TableSpec.of(TWO)
    assert MergeBranches().spec({"values": [one, one]}) == {"value": one}
    assert MergeBranches().spec({"values": [one, two]}) == {"value": None}
