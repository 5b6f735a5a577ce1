"""A node that adds one to a column, as slowly as one likes."""

from __future__ import annotations

import time

from knode.api import Context, Node, Table, setting


class Steady(Node):
    """Add one to the column `x`, and say how far it is."""

    pack = "trouble"
    seconds: float = setting(0.0, "How long it takes.")

    def run(self, table: Table, context: Context) -> Table:
        """The table with x + 1."""
        for part in range(10):
            context.progress(part / 10, f"part {part}")
            time.sleep(self.seconds / 10)
        return table.assign(x=table["x"] + 1)
