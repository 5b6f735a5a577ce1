"""A node that shows what it has come to, and goes on when a file is there."""

from __future__ import annotations

import time

from knode.api import Context, Node, View, plot, setting


class Drafting(Node):
    """Show a plot before it gives another one."""

    pack = "trouble"
    fails: bool = setting(False, "Fail in the end.")

    def run(self, context: Context) -> View:
        """The plot "half", then "whole"."""
        context.show("view", lambda: plot.Plot(title="half").view())
        while not (context.folder / "go_on").exists():
            context.progress(0.5, "waiting")
            time.sleep(0.02)
        if self.fails:
            raise ValueError("it was to fail")
        return plot.Plot(title="whole").view()
