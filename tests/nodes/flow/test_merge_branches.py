"""Merge Branches: the one that is there."""

from __future__ import annotations

import contextlib
import sqlite3

import pandas as pd
import pytest

from knode import Workflow
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


def test_a_connection_goes_through_branches(tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "shop.db")) as shop:
        shop.executescript("create table sold (piece text); insert into sold values ('bolt');")
    w = Workflow("branches")
    branch = w.add("DatabaseConnector", url=f"sqlite:///{tmp_path / 'shop.db'}") >> w.add(
        "IfElse", kind="database", condition="setting", id="branch"
    )
    merged = w.add("MergeBranches", kind="database", id="merged")
    w.link(branch.then, merged["values"])
    w.link(branch.otherwise, merged["values"])
    read = w.add("DatabaseReader", table="sold", id="read")
    w.link(merged.value, read.database)
    assert w.run()["read"].table["piece"].tolist() == ["bolt"]
