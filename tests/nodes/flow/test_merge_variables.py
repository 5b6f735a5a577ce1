"""Merge Variables: later ones win, unless told otherwise."""

from __future__ import annotations

import pytest

from knode.api import DataError, Variables, VariablesSpec
from knode.core.check import Example
from knode_nodes.flow.merge_variables import MergeVariables

ONE, TWO = Variables(a=1, b="x"), Variables(b="y", c=None)
EXAMPLES = [Example({}, {"several": [ONE, TWO]}), Example({"clash": "first"}, {"several": [ONE, TWO, Variables()]})]


def test_later_ones_win_or_earlier_ones():
    assert MergeVariables().run([ONE, TWO]) == {"a": 1, "b": "y", "c": None}
    assert MergeVariables(clash="first").run([ONE, TWO]) == {"a": 1, "b": "x", "c": None}


def test_a_clash_may_be_an_error_unless_the_values_are_the_same():
    with pytest.raises(DataError, match='two variables "b": "x" and "y"'):
        MergeVariables(clash="error").run([ONE, TWO])
    assert MergeVariables(clash="error").run([ONE, ONE]) == ONE
    with pytest.raises(DataError, match='two variables "a"'):
        MergeVariables(clash="error").run([ONE, Variables(a=True)])


def test_all_names_are_told():
    told = MergeVariables().spec({"several": [VariablesSpec(names=("a", "b")), VariablesSpec(names=("b", "c"))]})
    assert told == {"variables": VariablesSpec(names=("a", "b", "c"))}
    assert MergeVariables().spec({"several": [None]}) == {"variables": None}
