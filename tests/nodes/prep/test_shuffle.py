"""Shuffle."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.core.check import Example, QuietContext
from knode_nodes.prep.shuffle import Shuffle

TABLE = pd.DataFrame({"x": range(50), "k": pd.Categorical(["a", None] * 25)}, index=range(50, 0, -1))


@given(st.integers(0, 30), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_all_rows_are_there_with_their_index(rows, seed):
    table = TABLE.iloc[:rows]
    made = Shuffle().run(table, QuietContext(seed=seed))
    pd.testing.assert_frame_equal(made.sort_values("x"), table)


def test_the_seed_of_the_run_gives_the_order_unless_the_node_has_its_own():
    one, again, other = (Shuffle().run(TABLE, QuietContext(seed=seed))["x"].tolist() for seed in (1, 1, 2))
    assert one == again != other
    assert one != sorted(one)
    own = [Shuffle(seed=7).run(TABLE, QuietContext(seed=seed))["x"].tolist() for seed in (1, 2)]
    assert own[0] == own[1]


EXAMPLES = [Example({}, {"table": TABLE}, seed=3), Example({"seed": 1}, {"table": TABLE.iloc[:0]})]
