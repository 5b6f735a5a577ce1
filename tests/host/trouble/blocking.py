"""A node that holds the interpreter's lock and listens to nobody."""

from __future__ import annotations

import re

from knode.api import Node, Table


class Blocking(Node):
    """Match a pattern that takes for ever, in C, without letting other threads run."""

    pack = "trouble"

    def run(self, table: Table) -> Table:
        """Nothing comes back."""
        re.match(r"(a+)+$", "a" * 64 + "b")
        return table
