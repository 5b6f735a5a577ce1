"""A node that ends its process."""

from __future__ import annotations

import os

from knode.api import Node, Table


class Dying(Node):
    """Call os._exit."""

    pack = "trouble"

    def run(self, table: Table) -> Table:
        """Nothing comes back."""
        os._exit(7)
