"""How large the benchmarks are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes and numbers of turns. Medians are taken over the turns."""

    nodes: tuple[int, ...] = (100, 1_000, 10_000)
    """Of the graphs that do nothing; the last node is changed in the one before the largest."""
    rows: tuple[int, ...] = (1_000_000, 10_000_000)
    """Of the pipeline of twelve nodes."""
    megabytes: float = 100
    """Of the table that is stored, and of that which goes through ten nodes."""
    scored: tuple[str, ...] = ("linear", "boosting")
    """The models that score as many rows as the largest pipeline has."""
    branch_seconds: float = 0.1
    """CPU time of each of the eight branches."""
    only: str = ""
    """A text that the names of the cases have, of the nodes that are measured."""
    turns: int = 5
    """Of what takes a second or less; what takes longer has fewer."""
    warm_up: bool = True
    """Have a turn that does not count, so that files are in the system's cache and Python's byte code is there."""

    @property
    def few_turns(self) -> int:
        """Of what takes many seconds."""
        return max(1, self.turns // 2 + 1)


TINY = Scale(
    nodes=(3, 5, 8),
    rows=(1_000,),
    megabytes=0.1,
    scored=("linear",),
    branch_seconds=0.001,
    only="a text and a number",
    turns=1,
    warm_up=False,
)
"""Shows that the benchmarks work; the figures say nothing."""
