"""A source of numbers."""

from __future__ import annotations

from knode.api import Node, Table, setting


class Numbers(Node):
    """Give a table with the column `x`: 0, 1, 2 …"""

    pack = "trouble"
    rows: int = setting(..., "How many.", ge=0)

    def run(self) -> Table:
        """The numbers."""
        import pandas as pd

        return pd.DataFrame({"x": range(self.rows)})
