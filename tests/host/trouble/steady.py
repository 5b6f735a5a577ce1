"""A node that adds one to a column, as slowly as one likes, or not before it is let go."""

from __future__ import annotations

import time

from knode.api import Context, Node, Table, setting


class Steady(Node):
    """Add one to the column `x`, and say how far it is."""

    pack = "trouble"
    seconds: float = setting(0.0, "How long it takes.")
    until: str = setting("", "A file, beside the workflow, that it waits for.")

    def run(self, table: Table, context: Context) -> Table:
        """The table with x + 1."""
        for part in range(10):
            context.progress(part / 10, f"part {part}")
            time.sleep(self.seconds / 10)
        while self.until and not (context.folder / self.until).exists():
            context.progress(0.9, "part 9")
            time.sleep(0.01)
        return table.assign(x=table["x"] + 1)
