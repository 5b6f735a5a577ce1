"""Put the rows in a random order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.api import Context, Example, Node, Spec, Table, setting
from knode_nodes.prep._taking import rows_at


class Shuffle(Node):
    """Put the rows in a random order.

    The same seed gives the same order. Rows keep their index, by which they can be put back.

    In a captured workflow this node is left out: new rows keep their order.

    Example: before the first rows of a table that was sorted are shown to a model that learns row by row.
    """

    pack = "prep"
    icon = "shuffle"
    shelf = "Rows"
    keywords = ("Shuffle", "Randomize", "random order", "permutation", "mix", "ORDER BY RANDOM")
    example = Example({"seed": 7})
    serving = "pass"
    seed: int | None = setting(None, "The seed of the order; the run's own when empty.", ge=0)

    def run(self, table: Table, context: Context) -> Table:
        import numpy as np

        seed = context.seed if self.seed is None else self.seed
        return rows_at(table, np.random.default_rng(seed).permutation(len(table)), context.cores)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"table": inputs.get("table")}
